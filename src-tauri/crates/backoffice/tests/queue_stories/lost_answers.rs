//! Money calls whose answers are all lost: what happened at Points happens once, and nothing that
//! was honestly asked for is kept from happening, two equal refunds among them.
//!
//! `POINTS_DESK_CALLS` says how many calls are made, `POINTS_DESK_SEED` repeats the faults.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use backoffice::desk::{Access, Desk};
use backoffice::secrets::Vault;
use backoffice::view::{ActionKind, ActionState, ActionView, Decision, MoneyRequest, Settings};
use points_sandbox::{Config, Running, Sandbox};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::hook::Inbox;
use crate::shop::{now, open, request};
use crate::step::HELD;
use crate::story::{dates, is_unread};

const USUALLY: usize = 250;
/// Customers of a wave; each has four orders.
const CUSTOMERS: usize = 40;
/// So long nothing was heard of what is unclear, then a person looks at Points, milliseconds.
const A_PERSON_LOOKS: i64 = 500;
const PATIENCE: Duration = Duration::from_mins(2);

struct Shop {
    points: Running,
    inbox: Inbox,
    desk: Arc<Desk>,
    control: reqwest::Client,
    _folders: [TempDir; 2],
    /// Who knew what came of an unclear call: an event, a read, a person.
    settled_by: BTreeMap<String, usize>,
    /// What was asked: its text, and its action with those that a person sent again.
    wishes: HashMap<String, Vec<i64>>,
    calls: usize,
}

impl Shop {
    async fn begin(seed: u64) -> Self {
        let points = Sandbox::start(Config {
            orders: 0,
            seed,
            ..Config::default()
        })
        .await
        .unwrap();
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let inbox = Inbox::start(folders[1].path(), &points).await;
        let vault = Vault::os();
        let desk = open(folders[0].path(), &vault, Access::Background).await;
        desk.connect(request(&points)).await.unwrap();
        desk.save_settings(Settings {
            undo_seconds: 0,
            ..Settings::default()
        })
        .await
        .unwrap();
        desk.connect_inbox(inbox.request()).await.unwrap();
        let shop = Self {
            points,
            inbox,
            desk,
            control: reqwest::Client::new(),
            _folders: folders,
            settled_by: BTreeMap::new(),
            wishes: HashMap::new(),
            calls: 0,
        };
        // Each call loses its answer: what was applied, what is applied when nobody waits any more,
        // and what never was look the same. Of what they fire, some events never come.
        for (percent, fault) in [
            (70, json!({ "kind": "lose_answer" })),
            (50, json!({ "kind": "apply_late", "ms": HELD })),
            (100, json!({ "kind": "reset" })),
        ] {
            let matching = json!({ "method": "POST", "path_contains": "/orders/" });
            let rule = json!({ "match": matching, "percent": percent, "fault": fault });
            shop.ask_points("POST", "/faults", rule).await;
        }
        let habits = json!({ "lose_percent": 10 });
        shop.ask_points("POST", "/deliveries", habits).await;
        shop
    }

    /// Asks for everything of a wave at once.
    async fn ask(&mut self, wave: usize) {
        let mut orders = Vec::new();
        for customer in 0..CUSTOMERS {
            for status in ["captured", "authorized", "authorized", "captured"] {
                let number = format!("L-{wave}-{customer}-{}", orders.len());
                let order = json!({
                    "order_number": number, "type": "replacing", "order_status": status,
                    "total_price": 100,
                });
                let made = self.ask_points("POST", "/orders", order).await;
                orders.push(made["uuid"].as_str().unwrap().to_owned());
            }
        }
        self.desk.track_text(&orders.join("\n")).await.unwrap();
        for uuid in &orders {
            while is_unread(&self.desk, uuid).await {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
        for (customer, of_customer) in orders.chunks(4).enumerate() {
            let text = |number: usize| format!("wish-{wave}-{customer}-{number}");
            let [some, to_capture, to_cancel, all] = of_customer else {
                panic!("four orders a customer");
            };
            // Two of the same amount, both meant.
            self.move_money(ActionKind::Refund, some, Some(500), text(0))
                .await;
            self.move_money(ActionKind::Refund, some, Some(500), text(1))
                .await;
            self.move_money(ActionKind::Refund, some, Some(750), text(2))
                .await;
            self.move_money(ActionKind::Capture, to_capture, None, text(3))
                .await;
            self.move_money(ActionKind::Cancel, to_cancel, None, text(4))
                .await;
            self.move_money(ActionKind::Refund, all, None, text(5))
                .await;
            // They go one after the other over all.
            if customer % 10 == 0 {
                self.earn(text(6)).await;
            }
        }
    }

    async fn move_money(
        &mut self,
        kind: ActionKind,
        uuid: &str,
        amount: Option<i64>,
        text: String,
    ) {
        // A capture carries no text: it is known by its order.
        let carried = kind != ActionKind::Capture;
        let asked = self
            .desk
            .ask_money(MoneyRequest {
                token: uuid::Uuid::now_v7().to_string(),
                uuid: uuid.to_owned(),
                kind,
                amount_halalas: amount,
                payment_method: None,
                reason: carried.then(|| text.clone()),
                seen: None,
            })
            .await
            .unwrap();
        let text = if carried { text } else { uuid.to_owned() };
        self.wishes.insert(text, vec![asked.id]);
    }

    async fn earn(&mut self, text: String) {
        let asked = self.desk.make_purchase(dates(&text)).await.unwrap();
        self.wishes.insert(text, vec![asked.id]);
    }

    /// Waits until nothing is open. What nothing is heard of, a person looks up at Points: what
    /// happened is taken for that, what did not is sent again.
    async fn come_to_rest(&mut self) {
        let begun = Instant::now();
        loop {
            let open = self.desk.open_actions().await.unwrap();
            if open.is_empty() {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "never settled: {open:#?}");
            let waits = |action: &&ActionView| {
                let since = action.changes.last().map_or(0, |change| change.at);
                matches!(
                    action.state,
                    ActionState::Unknown | ActionState::NeedsPerson
                ) && since + A_PERSON_LOOKS < now()
            };
            let waiting: Vec<_> = open.iter().filter(waits).collect();
            if !waiting.is_empty() {
                let arrived = self.arrived().await;
                for action in waiting {
                    self.decide(action, &arrived).await;
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn decide(&mut self, action: &ActionView, arrived: &HashMap<String, (usize, usize)>) {
        let (wish, ids) = self
            .wishes
            .iter_mut()
            .find(|(_, ids)| ids.contains(&action.id))
            .unwrap();
        let (_, applied) = arrived.get(wish).copied().unwrap_or_default();
        let decision = if applied > 0 {
            Decision::Happened
        } else {
            Decision::SendAgain
        };
        // An event or a read may have settled it meanwhile.
        if let Ok(decided) = self.desk.decide_action(action.id, decision).await
            && decided.id != action.id
        {
            ids.push(decided.id);
        }
    }

    /// Of everything that this wave asked for: it happened, and it happened once.
    async fn hold(&mut self) {
        let arrived = self.arrived().await;
        self.calls += arrived.values().map(|(came, _)| came).sum::<usize>();
        for (wish, ids) in std::mem::take(&mut self.wishes) {
            let (came, applied) = arrived.get(&wish).copied().unwrap_or_default();
            let mut tries = 0;
            let mut last = None;
            for id in &ids {
                let action = self.desk.action(*id).await.unwrap();
                tries += usize::try_from(action.tries).unwrap();
                let by = action.reason.clone().unwrap_or_default();
                *self.settled_by.entry(by).or_default() += 1;
                last = Some(action);
            }
            let last = last.unwrap();
            let story = format!("{wish}: came {came} times, applied {applied}: {last:#?}");
            assert!(applied <= 1, "doubled: {story}");
            assert_eq!(applied, 1, "blocked: {story}");
            assert_eq!(
                came, tries,
                "sent and not written, or the other way: {story}"
            );
            assert_eq!(
                came,
                ids.len(),
                "stopped without need, or sent again by itself: {story}"
            );
            assert_eq!(last.state, ActionState::Confirmed, "{story}");
        }
        self.ask_points("DELETE", "/ledger", Value::Null).await;
    }

    /// By the text of the wish, or the order of a capture: how often it came, and was applied.
    async fn arrived(&self) -> HashMap<String, (usize, usize)> {
        let ledger = self.ask_points("GET", "/ledger", Value::Null).await;
        let mut arrived: HashMap<String, (usize, usize)> = HashMap::new();
        for entry in ledger["entries"].as_array().unwrap() {
            let path = entry["path"].as_str().unwrap();
            if entry["method"] != "POST" || !path.starts_with("/api/v1/orders/") {
                continue;
            }
            let text = ["reason", "order_number"]
                .iter()
                .find_map(|name| entry["body"][*name].as_str())
                .or(entry["uuid"].as_str())
                .unwrap();
            let wish = text.split(" [ref ").next().unwrap().to_owned();
            let count = arrived.entry(wish).or_default();
            count.0 += 1;
            count.1 += usize::from(entry["applied"] == true);
        }
        arrived
    }

    async fn ask_points(&self, method: &str, path: &str, body: Value) -> Value {
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

#[tokio::test(flavor = "multi_thread")]
async fn of_money_calls_whose_answers_are_lost_none_is_doubled_and_none_is_blocked() {
    let told = |name: &str| std::env::var(name).ok()?.parse::<u64>().ok();
    let wanted = told("POINTS_DESK_CALLS").map_or(USUALLY, |calls| calls.try_into().unwrap());
    let seed = told("POINTS_DESK_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    println!("{wanted} money calls, POINTS_DESK_SEED={seed}");
    let begun = Instant::now();
    let mut shop = Shop::begin(seed).await;
    let (mut wave, mut asked) = (0, 0);
    while shop.calls < wanted {
        shop.ask(wave).await;
        asked += shop.wishes.len();
        shop.come_to_rest().await;
        shop.hold().await;
        wave += 1;
    }
    println!(
        "{} money calls whose answers were lost, for {asked} wishes, in {:.0?}: {asked} happened \
         once, doubled 0, blocked 0; settled by {:?}",
        shop.calls,
        begun.elapsed(),
        shop.settled_by,
    );
    shop.desk.close().await;
    shop.inbox.running.shutdown().await;
    shop.points.shutdown().await;
}
