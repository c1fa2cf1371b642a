//! A desk beside a local Points, with a network between them that fails.

use std::sync::Arc;
use std::time::{Duration, Instant};

use backoffice::desk::{Access, Desk};
use backoffice::secrets::Vault;
use backoffice::view::{
    ActionKind, ActionState, ActionView, Decision, ErrorCode, MoneyRequest, PurchaseLine,
    PurchaseRequest, Settings, SeveralStatuses, ShippingRequest,
};
use points_sandbox::{Config, Running, Sandbox};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::network::Network;
use crate::shop::{open, request};
use crate::step::{HELD, ORDERS, Step, TARGETS};

/// What a refund in part gives back, halalas.
const PART: i64 = 500;
/// The ways in which an order is paid.
const METHODS: usize = 10;
/// How long the queue may take to come to rest.
const PATIENCE: Duration = Duration::from_secs(30);

/// Something that was asked for and acknowledged.
#[derive(Debug)]
pub struct Wish {
    pub kind: ActionKind,
    /// Of the story's orders; none for a purchase.
    pub order: Option<usize>,
    /// What stands in its request and in no other of its kind and order; empty for a capture, which
    /// carries nothing.
    pub text: String,
    /// Its action, and one for each time that a person decided to send it again.
    pub ids: Vec<i64>,
}

/// A request that arrived at Points.
#[derive(Debug)]
pub struct Arrival {
    pub uuid: Option<String>,
    /// `status`, `refund`, `capture` …
    pub call: String,
    pub text: String,
    pub is_applied: bool,
}

pub struct Story {
    points: Running,
    pub network: Network,
    pub desk: Arc<Desk>,
    vault: Vault,
    folder: TempDir,
    control: reqwest::Client,
    pub uuids: Vec<String>,
    pub wishes: Vec<Wish>,
    asked: u32,
    /// A key that the desk does not have yet.
    other_key: Option<String>,
}

impl Story {
    pub async fn begin(several_statuses: SeveralStatuses) -> Self {
        let points = Sandbox::start(Config {
            orders: 0,
            ..Config::default()
        })
        .await
        .unwrap();
        let address = points.base_url.trim_start_matches("http://");
        let network = Network::to(address.split('/').next().unwrap().parse().unwrap()).await;
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::os();
        let desk = open(folder.path(), &vault, Access::Background).await;
        let mut connect = request(&points);
        connect.base_url = Some(format!("http://{}/api/v1", network.address()));
        desk.connect(connect).await.unwrap();
        desk.save_settings(Settings {
            undo_seconds: 0,
            several_statuses,
            ..Settings::default()
        })
        .await
        .unwrap();
        let mut story = Self {
            points,
            network,
            desk,
            vault,
            folder,
            control: reqwest::Client::new(),
            uuids: Vec::new(),
            wishes: Vec::new(),
            asked: 0,
            other_key: None,
        };
        for number in 0..ORDERS {
            let status = ["captured", "authorized"][number % 2];
            let made = story
                .ask_points(
                    "POST",
                    "/orders",
                    json!({
                        "order_number": format!("O-{number}"), "type": "replacing",
                        "order_status": status, "shipping": "new", "total_price": 100,
                    }),
                )
                .await;
            story.uuids.push(made["uuid"].as_str().unwrap().to_owned());
        }
        story
            .desk
            .track_text(&story.uuids.join("\n"))
            .await
            .unwrap();
        // The desk reads by itself as well: what it has in hand is nobody else's to wait for.
        for uuid in &story.uuids {
            while is_unread(&story.desk, uuid).await {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
        story
    }

    pub async fn take(&mut self, step: &Step) {
        match step {
            Step::Ship { order, target } => self.ship(*order, TARGETS[*target]).await,
            Step::RefundPart { order } => {
                self.move_money(ActionKind::Refund, *order, Some(PART))
                    .await;
            }
            Step::RefundAll { order } => self.move_money(ActionKind::Refund, *order, None).await,
            Step::Capture { order } => self.move_money(ActionKind::Capture, *order, None).await,
            Step::Cancel { order } => self.move_money(ActionKind::Cancel, *order, None).await,
            Step::Complete { order } => self.move_money(ActionKind::Complete, *order, None).await,
            Step::Earn => self.earn().await,
            Step::Fault(fault) => {
                self.ask_points("POST", "/faults", fault.rule()).await;
            }
            Step::Colleague { order } => {
                // What was paid is not cancelled in the dashboard, it is refunded.
                if self.truth(*order).await["order_status"] == "authorized" {
                    let path = format!("/orders/{}", self.uuids[*order]);
                    self.ask_points("PATCH", &path, json!({ "order_status": "cancelled" }))
                        .await;
                }
            }
            Step::NetworkDown => self.network.go_down().await,
            Step::NetworkUp => self.network.come_back().await,
            Step::KeyRefused => {
                let keys = self.ask_points("POST", "/keys/rotate", json!({})).await;
                self.other_key = Some(keys["private_key"].as_str().unwrap().to_owned());
            }
            Step::KeyReplaced => self.replace_key().await,
            Step::Restart => self.restart().await,
            Step::Wait { milliseconds } => {
                tokio::time::sleep(Duration::from_millis(*milliseconds)).await;
            }
            Step::Decide => self.decide().await,
        }
    }

    async fn ship(&mut self, order: usize, target: &str) {
        let text = self.next_text();
        let asked = self
            .desk
            .ship(ShippingRequest {
                uuids: vec![self.uuids[order].clone()],
                target: Some(target.to_owned()),
                name_ar: None,
                name_en: Some(text.clone()),
                ..ShippingRequest::default()
            })
            .await;
        // What is not acknowledged was not asked for: another wish of the order is in the way.
        if let Ok(actions) = asked {
            self.acknowledged(ActionKind::Shipping, Some(order), text, &actions[0]);
        }
    }

    /// Where Points cannot be asked about it, the desk keeps the one it has.
    async fn replace_key(&mut self) {
        let Some(key) = self.other_key.clone() else {
            return;
        };
        // A desk that was just opened has its own in hand a moment later, and nobody types as fast.
        while self.key_is_missing().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        if self.desk.replace_key("demo-shop", key, true).await.is_ok() {
            self.other_key = None;
        }
    }

    async fn key_is_missing(&self) -> bool {
        let stopped = self.desk.queue_view().await.unwrap().stopped;
        stopped.is_some_and(|failure| failure.code == ErrorCode::KeyMissing)
    }

    async fn move_money(&mut self, kind: ActionKind, order: usize, halalas: Option<i64>) {
        let completions = self
            .wishes
            .iter()
            .filter(|wish| wish.kind == ActionKind::Complete && wish.order == Some(order))
            .count();
        let (text, method) = match kind {
            // There are ten ways to pay, and each completion of an order has its own.
            ActionKind::Complete if completions == METHODS => return,
            ActionKind::Complete => ((completions + 1).to_string(), true),
            _ => (self.next_text(), false),
        };
        let needs_reason = matches!(kind, ActionKind::Refund | ActionKind::Cancel);
        let asked = self
            .desk
            .ask_money(MoneyRequest {
                token: uuid::Uuid::now_v7().to_string(),
                uuid: self.uuids[order].clone(),
                kind,
                amount_halalas: halalas,
                payment_method: method.then(|| text.clone()),
                reason: needs_reason.then(|| text.clone()),
                seen: None,
            })
            .await;
        if let Ok(action) = asked {
            let is_told = needs_reason || method;
            let text = if is_told { text } else { String::new() };
            self.acknowledged(kind, Some(order), text, &action);
        }
    }

    async fn earn(&mut self) {
        let text = self.next_text();
        let asked = self.desk.make_purchase(dates(&text)).await.unwrap();
        self.acknowledged(ActionKind::Earning, None, text, &asked);
    }

    fn next_text(&mut self) -> String {
        self.asked += 1;
        format!("wish-{}", self.asked)
    }

    fn acknowledged(
        &mut self,
        kind: ActionKind,
        order: Option<usize>,
        text: String,
        action: &ActionView,
    ) {
        self.wishes.push(Wish {
            kind,
            order,
            text,
            ids: vec![action.id],
        });
    }

    async fn restart(&mut self) {
        self.desk.close().await;
        self.desk = open(self.folder.path(), &self.vault, Access::Background).await;
    }

    /// A person looks at Points, and says what happened.
    async fn decide(&mut self) {
        tokio::time::sleep(Duration::from_millis(2 * HELD)).await;
        let arrivals = self.arrivals().await;
        for number in 0..self.wishes.len() {
            let id = *self.wishes[number].ids.last().unwrap();
            if self.view(id).await.state != ActionState::NeedsPerson {
                continue;
            }
            let applied = self.wishes[number].applied(&self.uuids, &arrivals);
            let decision = match (applied > 0, number % 2) {
                (true, _) => Decision::Happened,
                (false, 0) => Decision::DidNotHappen,
                (false, _) => Decision::SendAgain,
            };
            // A read may have settled it meanwhile.
            if let Ok(action) = self.desk.decide_action(id, decision).await
                && action.id != id
            {
                self.wishes[number].ids.push(action.id);
            }
        }
    }

    /// Everything works again, and whatever can come to rest does.
    pub async fn come_to_rest(&mut self) {
        self.network.come_back().await;
        self.ask_points("DELETE", "/faults", Value::Null).await;
        tokio::time::sleep(Duration::from_millis(2 * HELD)).await;
        self.restart().await;
        let begun = Instant::now();
        loop {
            self.replace_key().await;
            let standing = self.standing().await;
            for action in standing
                .iter()
                .filter(|action| action.state == ActionState::Unknown)
            {
                // Nobody waits for ten minutes here; what it settles is written down by itself.
                self.desk.settle_action(action.id).await.ok();
            }
            if self.rests().await {
                return;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "the queue does not come to rest: {:#?}",
                self.standing().await
            );
            self.desk.try_queue_now().await.unwrap();
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Whether nothing is on its way, and whatever waits, waits for an earlier wish of its order.
    async fn rests(&self) -> bool {
        let mut blocked = [false; ORDERS];
        for wish in &self.wishes {
            for id in &wish.ids {
                match self.view(*id).await.state {
                    ActionState::Held | ActionState::Sending => return false,
                    ActionState::Queued if !wish.order.is_some_and(|order| blocked[order]) => {
                        return false;
                    }
                    ActionState::Unknown | ActionState::NeedsPerson => {
                        if let Some(order) = wish.order {
                            blocked[order] = true;
                        }
                    }
                    _ => {}
                }
            }
        }
        true
    }

    /// Asks for a status, a label, or both, and gives the action's id.
    pub async fn ask_status(&self, order: usize, target: Option<&str>, label: Option<&str>) -> i64 {
        let asked = self
            .desk
            .ship(ShippingRequest {
                uuids: vec![self.uuids[order].clone()],
                target: target.map(ToOwned::to_owned),
                name_ar: None,
                name_en: label.map(ToOwned::to_owned),
                ..ShippingRequest::default()
            })
            .await;
        asked.unwrap()[0].id
    }

    /// Asks for a refund in part, and gives the action's id.
    pub async fn ask_refund(&self, order: usize) -> i64 {
        let asked = self
            .desk
            .ask_money(MoneyRequest {
                token: uuid::Uuid::now_v7().to_string(),
                uuid: self.uuids[order].clone(),
                kind: ActionKind::Refund,
                amount_halalas: Some(PART),
                payment_method: None,
                reason: Some("damaged".to_owned()),
                seen: None,
            })
            .await;
        asked.unwrap().id
    }

    /// Waits until an action stands as one of these.
    pub async fn comes_to(&self, id: i64, states: &[ActionState]) -> ActionView {
        let begun = Instant::now();
        loop {
            let action = self.view(id).await;
            if states.contains(&action.state) {
                return action;
            }
            assert!(begun.elapsed() < PATIENCE, "{action:#?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Every action of the story as it stands.
    pub async fn standing(&self) -> Vec<ActionView> {
        let mut standing = Vec::new();
        for id in self.wishes.iter().flat_map(|wish| &wish.ids) {
            standing.push(self.view(*id).await);
        }
        standing
    }

    pub async fn view(&self, id: i64) -> ActionView {
        self.desk
            .action(id)
            .await
            .unwrap_or_else(|error| panic!("{id} is lost: {error}"))
    }

    /// What Points really has of an order.
    pub async fn truth(&self, order: usize) -> Value {
        let path = format!("/orders/{}", self.uuids[order]);
        self.ask_points("GET", &path, Value::Null).await
    }

    /// Everything that arrived at Points to change something, oldest first.
    pub async fn arrivals(&self) -> Vec<Arrival> {
        let ledger = self.ask_points("GET", "/ledger", Value::Null).await;
        ledger["entries"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|entry| entry["method"] == "POST")
            .map(|entry| {
                let body = &entry["body"];
                let text = ["name_en", "reason", "order_number", "payment_method"]
                    .iter()
                    .find_map(|name| body[*name].as_str())
                    .unwrap_or_default();
                let text = text.split(" [ref ").next().unwrap_or_default();
                Arrival {
                    uuid: entry["uuid"].as_str().map(ToOwned::to_owned),
                    call: entry["path"]
                        .as_str()
                        .unwrap()
                        .rsplit('/')
                        .next()
                        .unwrap()
                        .to_owned(),
                    text: text.to_owned(),
                    is_applied: entry["applied"] == true,
                }
            })
            .collect()
    }

    pub async fn end(self) {
        self.desk.close().await;
        self.points.shutdown().await;
    }

    pub async fn ask_points(&self, method: &str, path: &str, body: Value) -> Value {
        let url = format!("{}{path}", self.points.control_url);
        let mut request = self.control.request(method.parse().unwrap(), url);
        if !body.is_null() {
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        let answer = request.send().await.unwrap();
        assert!(answer.status().is_success(), "{method} {path}");
        serde_json::from_str(&answer.text().await.unwrap()).unwrap_or_default()
    }
}

impl Wish {
    pub fn call(&self) -> &'static str {
        match self.kind {
            ActionKind::Shipping => "status",
            ActionKind::Authorize => "authorize",
            ActionKind::Capture => "capture",
            ActionKind::Complete => "complete",
            ActionKind::Cancel => "cancel",
            ActionKind::Refund => "refund",
            ActionKind::Earning => "earning",
            ActionKind::Checkout => "checkout",
        }
    }

    /// Its requests that arrived. Captures of one order are told apart by nothing.
    pub fn arrived<'a>(
        &self,
        uuids: &[String],
        arrivals: &'a [Arrival],
    ) -> impl Iterator<Item = &'a Arrival> {
        let (call, text) = (self.call(), self.text.clone());
        let uuid = self.order.map(|order| uuids[order].clone());
        arrivals.iter().filter(move |arrival| {
            arrival.call == call && arrival.text == text && (uuid.is_none() || arrival.uuid == uuid)
        })
    }

    pub fn applied(&self, uuids: &[String], arrivals: &[Arrival]) -> usize {
        self.arrived(uuids, arrivals)
            .filter(|arrival| arrival.is_applied)
            .count()
    }
}

/// Whether nobody knows yet where the order's money stands.
pub async fn is_unread(desk: &Desk, uuid: &str) -> bool {
    let detail = desk.order_detail(uuid).await.unwrap();
    detail.row.financial_status.is_none()
}

/// Somebody buys dates, and gets points for them.
pub fn dates(order_number: &str) -> PurchaseRequest {
    PurchaseRequest {
        token: uuid::Uuid::now_v7().to_string(),
        kind: ActionKind::Earning,
        order_number: order_number.to_owned(),
        phone: Some("500000001".to_owned()),
        customer_name: None,
        lines: vec![PurchaseLine {
            name: "Dates".to_owned(),
            price_halalas: 2_000,
            quantity: 1,
        }],
        total_halalas: 2_000,
        shipping_halalas: None,
        tax_halalas: None,
        discount_halalas: None,
        city: None,
        address_line: None,
    }
}
