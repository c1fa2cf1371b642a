//! kill -9 of a process that runs the queue, in the middle of refunds and shipping, while Points
//! loses answers.
//!
//! The process is this very program, told by its environment to be the desk and nothing else.
//! `POINTS_DESK_KILLS` says how often it is killed, `POINTS_DESK_SIDES` how many of them live side by
//! side, each with its own Points; `POINTS_DESK_SEED` repeats a run.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use backoffice::desk::{Access, Desk, DeskOptions};
use backoffice::secrets::Vault;
use backoffice::view::{ActionKind, CheckOutcome, MoneyRequest, Settings, ShippingRequest};
use points_api::PrivateKey;
use points_sandbox::{Config, Running, Sandbox};
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};

use crate::shop::{open, options, request};
use crate::step::{HELD, TARGETS};
use crate::story::is_unread;

const USUALLY: u32 = 30;
/// Lanes that are held up send nothing more, however long one waits.
const LONGEST: Duration = Duration::from_millis(400);
/// So many kills are survived by one database. What stays unclear is read at every start, so one
/// that is never replaced takes ever longer to start.
const OF_ONE_DATABASE: u32 = 20;
/// Orders of one life: what is unclear holds up its own order alone.
const ORDERS: usize = 4;
const CHILD: &str = "POINTS_DESK_CHILD";

/// What the other process is told, as JSON in its environment.
struct Errand {
    folder: String,
    private_key: String,
    uuids: Vec<String>,
    round: u64,
}

/// What happened.
#[derive(Debug, Default)]
struct Counts {
    kills: u32,
    acknowledged: usize,
    states: BTreeMap<String, u32>,
    requests: u64,
    reached: usize,
    applied: u32,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.kills += other.kills;
        self.acknowledged += other.acknowledged;
        for (state, count) in other.states {
            *self.states.entry(state).or_default() += count;
        }
        self.requests += other.requests;
        self.reached += other.reached;
        self.applied += other.applied;
    }
}

/// A wish as it stands on disk.
#[derive(Debug)]
struct Row {
    id: i64,
    kind: String,
    state: String,
    tries: u32,
}

fn told<T: std::str::FromStr>(variable: &str) -> Option<T> {
    std::env::var(variable).ok()?.parse().ok()
}

/// The other process: opens the desk, asks for one thing after the other, and says of each that it
/// was acknowledged. It never ends by itself.
#[tokio::test(flavor = "multi_thread")]
async fn the_desk_that_is_killed() {
    let Ok(errand) = std::env::var(CHILD) else {
        return;
    };
    let errand: Value = serde_json::from_str(&errand).unwrap();
    let text = |name: &str| errand[name].as_str().unwrap().to_owned();
    let desk = Desk::open(DeskOptions {
        private_key: Some(PrivateKey::parse(text("private_key")).unwrap()),
        ..options(Path::new(&text("folder")), &Vault::os(), Access::Background)
    })
    .await
    .unwrap();
    let uuids: Vec<_> = errand["uuids"]
        .as_array()
        .unwrap()
        .iter()
        .map(|uuid| uuid.as_str().unwrap().to_owned())
        .collect();
    desk.track_text(&uuids.join("\n")).await.unwrap();
    // The key comes a moment after the desk.
    for uuid in &uuids {
        while desk.refresh_order(uuid).await.unwrap().outcome == CheckOutcome::Failed
            || is_unread(&desk, uuid).await
        {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    for number in 0..4 * ORDERS {
        // Refunds and statuses take turns, and so do the orders.
        let uuid = &uuids[number / 2 % ORDERS];
        let wish = format!("{}-{number}", errand["round"]);
        let id = if number % 2 == 0 {
            let refund = MoneyRequest {
                token: uuid::Uuid::now_v7().to_string(),
                uuid: uuid.clone(),
                kind: ActionKind::Refund,
                amount_halalas: Some(100),
                payment_method: None,
                reason: Some(wish.clone()),
                seen: None,
            };
            desk.ask_money(refund).await.unwrap().id
        } else {
            let status = ShippingRequest {
                uuids: vec![uuid.clone()],
                target: Some(TARGETS[number / 2 % 3].to_owned()),
                name_ar: None,
                name_en: Some(wish.clone()),
                ..ShippingRequest::default()
            };
            match desk.ship(status).await {
                Ok(actions) => actions[0].id,
                // An earlier status of the order is unclear.
                Err(_) => continue,
            }
        };
        let mut out = std::io::stdout().lock();
        writeln!(out, "\nacknowledged {wish} {id}").unwrap();
        out.flush().unwrap();
    }
    std::future::pending::<()>().await;
}

/// Starts it, kills it at a moment after its first wish, and says what it acknowledged.
fn kill_one(errand: &Errand, moment: impl FnOnce()) -> Vec<(String, i64)> {
    let errand = json!({
        "folder": errand.folder, "private_key": errand.private_key,
        "uuids": errand.uuids, "round": errand.round,
    });
    let mut process = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kills::the_desk_that_is_killed", "--nocapture"])
        .env(CHILD, errand.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let said = BufReader::new(process.stdout.take().unwrap());
    let (tell, heard) = std::sync::mpsc::channel();
    let listening = std::thread::spawn(move || {
        for line in said.lines().map_while(Result::ok) {
            if let Some(wish) = line.strip_prefix("acknowledged ") {
                let (wish, id) = wish.split_once(' ').unwrap();
                tell.send((wish.to_owned(), id.parse::<i64>().unwrap()))
                    .unwrap();
            }
        }
    });
    let mut acknowledged: Vec<_> = heard.recv().into_iter().collect();
    assert!(!acknowledged.is_empty(), "it ended before its first wish");
    moment();
    process.kill().unwrap();
    process.wait().unwrap();
    listening.join().unwrap();
    acknowledged.extend(heard.try_iter());
    acknowledged
}

#[test]
fn no_refund_is_lost_or_doubled_however_often_the_desk_is_killed() {
    let kills = told("POINTS_DESK_KILLS").unwrap_or(USUALLY);
    let sides: u32 = told("POINTS_DESK_SIDES").unwrap_or(1);
    let seed = told("POINTS_DESK_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    println!("{kills} kills on {sides} sides, POINTS_DESK_SEED={seed}");
    let begun = Instant::now();
    let one_side = |side: u32| {
        let share = kills / sides + u32::from(side < kills % sides);
        let mut counts = Counts::default();
        let mut chance = seed.wrapping_add(u64::from(side) << 32);
        while counts.kills < share {
            let of_this_one = OF_ONE_DATABASE.min(share - counts.kills);
            counts.add(kill_often(of_this_one, &mut chance));
        }
        counts
    };
    let mut counts = Counts::default();
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..sides)
            .map(|side| scope.spawn(move || one_side(side)))
            .collect();
        for side in all {
            counts.add(side.join().unwrap());
        }
    });
    let Counts {
        kills,
        acknowledged,
        states,
        requests,
        reached,
        applied,
    } = counts;
    println!(
        "{kills} kills in {:.0?}: {acknowledged} wishes acknowledged, {states:?} on disk; {requests} \
         requests at Points, {reached} wishes reached it, {applied} applied; lost 0, doubled 0",
        begun.elapsed()
    );
    let confirmed = states.get("confirmed").copied().unwrap_or_default();
    assert!(confirmed > 1, "too little happened to prove anything");
}

/// Kills one desk after the other that share a database, and holds it against Points in the end.
fn kill_often(kills: u32, chance: &mut u64) -> Counts {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let points = runtime.block_on(prepare(folder.path(), *chance));
    let control = Control {
        client: reqwest::Client::new(),
        runtime: &runtime,
        url: points.control_url.clone(),
    };
    let mut acknowledged = Vec::new();
    for round in 0..kills {
        let order = |number: usize| {
            let order = json!({
                "order_number": format!("K-{round}-{number}"), "order_status": "captured",
                "shipping": "new", "total_price": 1_000,
            });
            let made = control.ask("POST", "/orders", order);
            made["uuid"].as_str().unwrap().to_owned()
        };
        // Knuth's linear congruential generator is chance enough for a moment.
        *chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let errand = Errand {
            folder: folder.path().to_str().unwrap().to_owned(),
            private_key: points.private_key.clone(),
            uuids: (0..ORDERS).map(order).collect(),
            round: u64::from(round),
        };
        let requests = (*chance >> 33) % 20;
        let after = Duration::from_millis((*chance >> 40) % 40);
        let moment = || {
            let before = control.requests();
            let begun = Instant::now();
            // Reads and wishes follow each other; it is killed around any of them.
            while control.requests() < before + requests && begun.elapsed() < LONGEST {
                std::thread::sleep(Duration::from_millis(2));
            }
            std::thread::sleep(after);
        };
        acknowledged.extend(kill_one(&errand, moment));
    }
    std::thread::sleep(Duration::from_millis(3 * HELD));
    let arrived = arrived(&control.ask("GET", "/ledger", Value::Null));
    let rows = rows(&folder.path().join("profiles/demo-shop/orders.db"));
    let counts = Counts {
        kills,
        acknowledged: acknowledged.len(),
        requests: control.requests(),
        reached: arrived.len(),
        applied: arrived.values().map(|(_, applied)| applied).sum(),
        states: hold(&rows, &arrived, &acknowledged),
    };
    runtime.block_on(points.shutdown());
    counts
}

/// A Points that loses answers, and a desk that knows it.
async fn prepare(folder: &Path, seed: u64) -> Running {
    let points = Sandbox::start(Config {
        orders: 0,
        seed,
        latency_ms: 15,
        ..Config::default()
    })
    .await
    .unwrap();
    let desk = open(folder, &Vault::os(), Access::Foreground).await;
    desk.connect(request(&points)).await.unwrap();
    desk.save_settings(Settings {
        undo_seconds: 0,
        ..Settings::default()
    })
    .await
    .unwrap();
    desk.close().await;
    for (percent, fault) in [
        (30, json!({ "kind": "lose_answer" })),
        (15, json!({ "kind": "apply_late", "ms": HELD })),
        (15, json!({ "kind": "reset" })),
        (10, json!({ "kind": "throttle" })),
    ] {
        let matching = json!({ "method": "POST", "path_contains": "/orders/" });
        let rule = json!({ "match": matching, "percent": percent, "fault": fault });
        let answer = reqwest::Client::new()
            .post(format!("{}/faults", points.control_url))
            .header("content-type", "application/json")
            .body(rule.to_string())
            .send()
            .await
            .unwrap();
        assert!(answer.status().is_success(), "{rule}");
    }
    points
}

/// What must be so after all of it, whatever was killed when.
fn hold(
    rows: &BTreeMap<String, Row>,
    arrived: &HashMap<String, (u32, u32)>,
    acknowledged: &[(String, i64)],
) -> BTreeMap<String, u32> {
    for (wish, id) in acknowledged {
        assert_eq!(rows.get(wish).map(|row| row.id), Some(*id), "lost: {wish}");
    }
    let mut states: BTreeMap<String, u32> = BTreeMap::new();
    for (wish, row) in rows {
        *states.entry(row.state.clone()).or_default() += 1;
        let (came, applied) = arrived.get(wish).copied().unwrap_or_default();
        let story = format!("{wish}: {row:?}, came {came} times, applied {applied}");
        assert!(came <= row.tries, "sent before it was written: {story}");
        if row.kind == "refund" {
            assert!(applied <= 1, "doubled: {story}");
        }
        match row.state.as_str() {
            "confirmed" => assert!(applied >= 1, "a false yes: {story}"),
            "refused" | "superseded" | "withdrawn" => {
                assert_eq!(applied, 0, "a false no: {story}");
            }
            _ => {}
        }
    }
    for (wish, (came, _)) in arrived {
        assert!(
            rows.contains_key(wish),
            "unwritten: {wish} came {came} times"
        );
    }
    states
}

fn rows(database: &Path) -> BTreeMap<String, Row> {
    let connection =
        Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    let sound: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
    connection
        .prepare("SELECT coalesce(given_reason, name_en), id, kind, state, tries FROM actions")
        .unwrap()
        .query_map([], |row| {
            let standing = Row {
                id: row.get(1)?,
                kind: row.get(2)?,
                state: row.get(3)?,
                tries: row.get(4)?,
            };
            Ok((row.get(0)?, standing))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

/// By the text of the wish: how often it arrived, and how often it was applied.
fn arrived(ledger: &Value) -> HashMap<String, (u32, u32)> {
    let mut arrived: HashMap<String, (u32, u32)> = HashMap::new();
    for entry in ledger["entries"].as_array().unwrap() {
        let body = &entry["body"];
        let Some(text) = body["reason"].as_str().or(body["name_en"].as_str()) else {
            continue;
        };
        let wish = text.split(" [ref ").next().unwrap_or_default();
        let count = arrived.entry(wish.to_owned()).or_default();
        count.0 += 1;
        count.1 += u32::from(entry["applied"] == true);
    }
    arrived
}

/// What a test tells Points and asks of it, beside the desk.
struct Control<'a> {
    client: reqwest::Client,
    runtime: &'a tokio::runtime::Runtime,
    url: String,
}

impl Control<'_> {
    /// How many requests of the API have arrived.
    fn requests(&self) -> u64 {
        let state = self.ask("GET", "/state", Value::Null);
        state["requests"].as_u64().unwrap()
    }

    fn ask(&self, method: &str, path: &str, body: Value) -> Value {
        let url = format!("{}{path}", self.url);
        let mut request = self.client.request(method.parse().unwrap(), url);
        if !body.is_null() {
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        self.runtime.block_on(async {
            let answer = request.send().await.unwrap();
            assert!(answer.status().is_success(), "{method} {path}");
            serde_json::from_str(&answer.text().await.unwrap()).unwrap_or_default()
        })
    }
}
