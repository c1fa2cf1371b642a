//! Lives of a desk that end with a power cut, one after the other, beside one Points.

use std::collections::HashMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use backoffice::desk::{Access, Desk};
use backoffice::secrets::Vault;
use backoffice::view::{
    ActionKind, ActionState, CheckOutcome, Decision, MoneyRequest, Settings, ShippingRequest,
};
use points_sandbox::{Config, Running, Sandbox};
use power_cut::Disk;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::hook::Inbox;
use crate::network::Network;
use crate::{Dice, disks, shop};

/// What something on the way holds comes through so much later, milliseconds.
const HELD: u64 = 40;
/// A life in which nothing more is written is cut all the same.
const LONGEST: Duration = Duration::from_millis(600);
const PATIENCE: Duration = Duration::from_mins(1);
/// Orders of a life: what is unclear holds up its own order alone.
const ORDERS: usize = 4;
const WISHES: usize = 16;
const TARGETS: [&str; 3] = ["ready_shipping", "delivery_is_in_progress", "delivered"];

/// What happened in all lives.
#[derive(Debug, Default)]
pub struct Counts {
    lives: usize,
    asked: usize,
    left: usize,
    applied: usize,
    events: i64,
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            lives,
            asked,
            left,
            applied,
            events,
        } = self;
        write!(
            formatter,
            "{lives} lives of a desk, {asked} wishes and notes acknowledged, {left} requests left, \
             {applied} applied, {events} events heard"
        )
    }
}

pub struct Rounds {
    runtime: Runtime,
    points: Running,
    inbox: Inbox,
    control: reqwest::Client,
    network: SocketAddr,
    vault: Vault,
    folder: TempDir,
    _inbox_folder: TempDir,
    /// Everything that was acknowledged and survived the cut by which it had to: text and id.
    acknowledged: Vec<(String, i64)>,
    counts: Counts,
    /// How much a whole life writes, as far as is known.
    usual: usize,
}

impl Rounds {
    /// A Points that loses answers, an inbox that it delivers to, and a desk that knows both.
    pub fn begin(seed: u64) -> Self {
        let runtime = Runtime::new().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let inbox_folder = tempfile::tempdir().unwrap();
        let vault = Vault::os();
        let (points, inbox, network) =
            runtime.block_on(prepare(&folder, &inbox_folder, &vault, seed));
        Self {
            runtime,
            points,
            inbox,
            control: reqwest::Client::new(),
            network,
            vault,
            folder,
            _inbox_folder: inbox_folder,
            acknowledged: Vec::new(),
            counts: Counts::default(),
            usual: 1_500,
        }
    }

    fn profile(&self) -> PathBuf {
        self.folder.path().join("profiles/demo-shop")
    }

    /// The desk lives until the power goes. Then so many cuts of what it wrote are looked at; after
    /// the last of them the next life goes on.
    pub fn live_and_cut(&mut self, dice: &mut Dice, cuts: usize, is_deaf: bool) {
        let round = self.counts.lives;
        let uuids: Vec<_> = (0..ORDERS)
            .map(|number| self.order(&format!("P-{round}-{number}")))
            .collect();
        let disk = Arc::new(Disk::watch(&self.profile()).unwrap());
        if is_deaf {
            disk.grow_deaf();
        }
        let network = self.network_with(&disk);
        let life = Runtime::new().unwrap();
        let (folder, vault) = (self.folder.path().to_owned(), self.vault.clone());
        let kept = Arc::clone(&disk);
        life.spawn(async move {
            let desk = shop::open(&folder, &vault, Access::Background).await;
            wish(&desk, &kept, &uuids, round).await;
            std::future::pending::<()>().await;
        });
        let target = dice.below(self.usual * 5 / 4);
        let begun = Instant::now();
        while disk.events() < target && begun.elapsed() < LONGEST {
            std::thread::sleep(Duration::from_millis(1));
        }
        disk.cut();
        self.runtime.block_on(network.go_down());
        life.shutdown_timeout(Duration::from_secs(5));
        while disk.is_open() {
            assert!(begun.elapsed() < PATIENCE, "the desk does not let go");
            std::thread::sleep(Duration::from_millis(1));
        }
        let events = disk.events();
        self.usual = self.usual.max(events);
        let scratch = tempfile::tempdir().unwrap();
        for _ in 1..cuts {
            let (moment, left) = (dice.below(events + 1), dice.left());
            disk.leave(moment, left, scratch.path()).unwrap();
            let opened = Disk::watch(scratch.path()).unwrap();
            let marks = disk.marks(moment);
            let story = format!("life {round}, cut after {moment} of {events}, left {left:?}");
            self.hold(&disks::open(scratch.path(), &story), &marks, &story);
            // The power may go again while the next start mends what the cut has left.
            let (again, left) = (dice.below(opened.events() + 1), dice.left());
            opened.leave(again, left, scratch.path()).unwrap();
            let story = format!("{story}, and again after {again}, left {left:?}");
            self.hold(&disks::open(scratch.path(), &story), &marks, &story);
        }
        let left = dice.left();
        disk.leave(events, left, &self.profile()).unwrap();
        let story = format!("life {round}, cut at its end after {events}, left {left:?}");
        let stands = disks::read(&self.profile().join("orders.db"), &story);
        let marks = disk.marks(events);
        self.hold(&stands, &marks, &story);
        self.counts.lives += 1;
        self.counts.left += marks
            .iter()
            .filter(|mark| mark.starts_with("left "))
            .count();
        self.acknowledged.extend(asked(&marks));
    }

    fn order(&self, number: &str) -> String {
        let order = json!({
            "order_number": number, "order_status": "captured", "shipping": "new",
            "total_price": 1_000,
        });
        let made = self.ask_points("POST", "/orders", order);
        made["uuid"].as_str().unwrap().to_owned()
    }

    fn network_with(&self, disk: &Arc<Disk>) -> Network {
        let there = address_of(&self.points.base_url);
        self.runtime
            .block_on(Network::at(self.network, there, Arc::clone(disk)))
    }

    /// What must be so on a disk after a cut: everything that was acknowledged before it, and that
    /// it leaves, of everything that has left.
    fn hold(&self, stands: &disks::Left, marks: &[String], story: &str) {
        for (wish, id) in self.acknowledged.iter().cloned().chain(asked(marks)) {
            let rows = stands.rows.get(&wish).into_iter().flatten();
            assert!(
                rows.into_iter().any(|row| row.id == id),
                "lost: {wish}, {id}: {story}"
            );
        }
        let mut left: HashMap<&str, u32> = HashMap::new();
        for wish in marks.iter().filter_map(|mark| mark.strip_prefix("left ")) {
            *left.entry(wish).or_default() += 1;
        }
        for (wish, times) in left {
            let rows = stands.rows.get(wish).into_iter().flatten();
            let tries: u32 = rows.map(|row| row.tries).sum();
            assert!(
                times <= tries,
                "unwritten: {wish} left {times} times, {tries} on disk: {story}"
            );
        }
        assert!(
            stands.events >= stands.place,
            "lost: {} events of {}: {story}",
            stands.events,
            stands.place
        );
    }

    /// Everything works again and comes to rest; a person who knows what happened decides what
    /// nobody can know. Then every refund that was acknowledged has happened, once.
    pub fn end(mut self) -> Counts {
        self.ask_points("DELETE", "/faults", Value::Null);
        std::thread::sleep(Duration::from_millis(3 * HELD));
        let disk = Arc::new(Disk::watch(&self.profile()).unwrap());
        let network = self.network_with(&disk);
        let desk = self.runtime.block_on(shop::open(
            self.folder.path(),
            &self.vault,
            Access::Background,
        ));
        let begun = Instant::now();
        loop {
            let open = self.runtime.block_on(desk.open_actions()).unwrap();
            let inbox = self.runtime.block_on(desk.inbox_view()).unwrap();
            let there = self.runtime.block_on(self.inbox.events());
            if open.is_empty() && i64::try_from(inbox.taken).unwrap() == there {
                self.counts.events = there;
                break;
            }
            assert!(begun.elapsed() < PATIENCE, "{open:#?}\n{inbox:#?}, {there}");
            let arrived = self.arrived();
            for action in open {
                let undecided = [ActionState::Unknown, ActionState::NeedsPerson];
                if !undecided.contains(&action.state) {
                    continue;
                }
                let text = action.given_reason.or(action.name_en).unwrap_or_default();
                let (_, applied) = arrived.get(&text).copied().unwrap_or_default();
                let decision = if applied > 0 {
                    Decision::Happened
                } else {
                    Decision::SendAgain
                };
                // A read may have settled it meanwhile.
                self.runtime
                    .block_on(desk.decide_action(action.id, decision))
                    .ok();
            }
            self.runtime.block_on(desk.try_queue_now()).unwrap();
            std::thread::sleep(Duration::from_millis(50));
        }
        self.runtime.block_on(desk.close());
        self.runtime.block_on(network.go_down());
        let stands = disks::read(&self.profile().join("orders.db"), "at the end");
        self.hold(&stands, &disk.marks(disk.events()), "at the end");
        self.hold_against_points(&stands);
        self.counts.asked = self.acknowledged.len();
        self.runtime.block_on(async {
            self.inbox.running.shutdown().await;
            self.points.shutdown().await;
        });
        self.counts
    }

    fn hold_against_points(&mut self, stands: &disks::Left) {
        assert_eq!(
            stands.events, self.counts.events,
            "an event is lost or twice"
        );
        let arrived = self.arrived();
        for wish in arrived.keys() {
            assert!(stands.rows.contains_key(wish), "unwritten: {wish}");
        }
        for (wish, rows) in &stands.rows {
            let (came, applied) = arrived.get(wish).copied().unwrap_or_default();
            let story = format!("{wish}: {rows:?}, came {came} times, applied {applied}");
            let tries: u32 = rows.iter().map(|row| row.tries).sum();
            assert!(came <= tries, "unwritten: {story}");
            if rows.iter().any(|row| row.kind == "refund") {
                assert_eq!(applied, 1, "lost or doubled: {story}");
            }
            let confirmed = rows.iter().any(|row| row.state == "confirmed");
            assert!(!confirmed || applied > 0, "a false yes: {story}");
            self.counts.applied += usize::try_from(applied).unwrap();
        }
    }

    /// By the text of the wish: how often it arrived at Points, and how often it was applied.
    fn arrived(&self) -> HashMap<String, (u32, u32)> {
        let ledger = self.ask_points("GET", "/ledger", Value::Null);
        let mut arrived: HashMap<String, (u32, u32)> = HashMap::new();
        for entry in ledger["entries"].as_array().unwrap() {
            let body = &entry["body"];
            let text = body["reason"].as_str().or(body["name_en"].as_str());
            let wish = text.and_then(|text| text.split(" [ref ").next());
            if let Some(wish) = wish.filter(|wish| wish.starts_with("wish-")) {
                let count = arrived.entry(wish.to_owned()).or_default();
                count.0 += 1;
                count.1 += u32::from(entry["applied"] == true);
            }
        }
        arrived
    }

    fn ask_points(&self, method: &str, path: &str, body: Value) -> Value {
        self.runtime
            .block_on(ask(&self.control, &self.points, method, path, body))
    }
}

/// What was acknowledged, by its marks: text and id.
fn asked(marks: &[String]) -> impl Iterator<Item = (String, i64)> {
    marks.iter().filter_map(|mark| {
        let (wish, id) = mark.strip_prefix("asked ")?.split_once(' ')?;
        Some((wish.to_owned(), id.parse().unwrap()))
    })
}

fn address_of(base_url: &str) -> SocketAddr {
    let address = base_url.trim_start_matches("http://").split('/').next();
    address.unwrap().parse().unwrap()
}

/// Asks for one thing after the other and notes what was acknowledged, until nothing answers.
async fn wish(desk: &Desk, disk: &Disk, uuids: &[String], round: usize) -> Option<()> {
    desk.track_text(&uuids.join("\n")).await.ok()?;
    // The key comes a moment after the desk.
    for uuid in uuids {
        while desk.refresh_order(uuid).await.ok()?.outcome == CheckOutcome::Failed
            || is_unread(desk, uuid).await?
        {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    for number in 0..WISHES {
        let uuid = &uuids[number % ORDERS];
        let text = format!("wish-{round}-{number}");
        let id = match number % 3 {
            0 => {
                let refund = MoneyRequest {
                    token: uuid::Uuid::now_v7().to_string(),
                    uuid: uuid.clone(),
                    kind: ActionKind::Refund,
                    amount_halalas: Some(100),
                    payment_method: None,
                    reason: Some(text.clone()),
                    seen: None,
                };
                desk.ask_money(refund).await.ok()?.id
            }
            1 => {
                let status = ShippingRequest {
                    uuids: vec![uuid.clone()],
                    target: Some(TARGETS[number / 3 % 3].to_owned()),
                    name_ar: None,
                    name_en: Some(text.clone()),
                    ..ShippingRequest::default()
                };
                match desk.ship(status).await {
                    Ok(actions) => actions[0].id,
                    // An earlier status of the order is unclear, or the power is gone.
                    Err(_) => continue,
                }
            }
            _ => desk.write_note(uuid, &text).await.ok()?.id,
        };
        disk.mark(format!("asked {text} {id}"));
    }
    Some(())
}

/// Whether nobody knows yet where the order's money stands.
async fn is_unread(desk: &Desk, uuid: &str) -> Option<bool> {
    let detail = desk.order_detail(uuid).await.ok()?;
    Some(detail.row.financial_status.is_none())
}

async fn prepare(
    folder: &TempDir,
    inbox_folder: &TempDir,
    vault: &Vault,
    seed: u64,
) -> (Running, Inbox, SocketAddr) {
    let points = Sandbox::start(Config {
        orders: 0,
        seed,
        ..Config::default()
    })
    .await
    .unwrap();
    let inbox = Inbox::start(inbox_folder.path(), &points).await;
    let unwatched = tempfile::tempdir().unwrap();
    let network = Network::at(
        "127.0.0.1:0".parse().unwrap(),
        address_of(&points.base_url),
        Arc::new(Disk::watch(unwatched.path()).unwrap()),
    )
    .await;
    let address = network.address();
    let desk = shop::open(folder.path(), vault, Access::Foreground).await;
    let mut connect = shop::request(&points);
    connect.base_url = Some(format!("http://{address}/api/v1"));
    desk.connect(connect).await.unwrap();
    desk.save_settings(Settings {
        undo_seconds: 0,
        ..Settings::default()
    })
    .await
    .unwrap();
    let view = desk.connect_inbox(inbox.request()).await.unwrap();
    assert_eq!(view.failure, None);
    desk.close().await;
    network.go_down().await;
    let control = reqwest::Client::new();
    for (percent, fault) in [
        (25, json!({ "kind": "lose_answer" })),
        (10, json!({ "kind": "apply_late", "ms": HELD })),
        (10, json!({ "kind": "reset" })),
    ] {
        let matching = json!({ "method": "POST", "path_contains": "/orders/" });
        let rule = json!({ "match": matching, "percent": percent, "fault": fault });
        ask(&control, &points, "POST", "/faults", rule).await;
    }
    (points, inbox, address)
}

async fn ask(
    control: &reqwest::Client,
    points: &Running,
    method: &str,
    path: &str,
    body: Value,
) -> Value {
    let url = format!("{}{path}", points.control_url);
    let mut request = control.request(method.parse().unwrap(), url);
    if !body.is_null() {
        request = request
            .header("content-type", "application/json")
            .body(body.to_string());
    }
    let answer = request.send().await.unwrap();
    assert!(answer.status().is_success(), "{method} {path}");
    serde_json::from_str(&answer.text().await.unwrap()).unwrap_or_default()
}
