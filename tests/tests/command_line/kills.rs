//! kill -9 of the real `pointsctl` at random moments, amid statuses and refunds in part, while Points
//! loses answers.
//!
//! Every wish carries a text of its own, which the ledger of Points shows again: by that it is
//! counted what each wish did, whatever the desk believes. `POINTS_DESK_KILLS` says how often the
//! process is killed, `POINTS_DESK_SIDES` in how many sessions side by side, `POINTS_DESK_SEED`
//! repeats a run; the seed is printed.

use std::collections::{BTreeMap, HashMap};
use std::thread::sleep;
use std::time::{Duration, Instant};

use acceptance::command_line::{Console, LocalPoints, Session, Working};
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};

const USUALLY: u32 = 30;
/// So many kills are survived by one session: what it holds grows, and with it each look at it.
const OF_ONE_SESSION: u32 = 250;
/// Requests that something on the way holds come through so much later.
const HELD: Duration = Duration::from_millis(250);
/// An answer takes so long, so that there is time to be killed while it is awaited.
const ANSWER: Duration = Duration::from_millis(40);
/// Whatever is waited for comes, or the process has ended long before.
const LONGEST: Duration = Duration::from_secs(20);

/// Reproducible chance (`SplitMix64`).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Up to this long.
    pub(crate) fn moment_within(&mut self, limit: Duration) -> Duration {
        let share = self.roll() % 1_000;
        limit * u32::try_from(share).unwrap() / 1_000
    }
}

/// What happened.
#[derive(Debug, Default)]
struct Counts {
    started: u32,
    killed: u32,
    wishes: usize,
    states: BTreeMap<String, u32>,
    requests: u64,
    reached: usize,
    applied: u32,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.started += other.started;
        self.killed += other.killed;
        self.wishes += other.wishes;
        for (state, count) in other.states {
            *self.states.entry(state).or_default() += count;
        }
        self.requests += other.requests;
        self.reached += other.reached;
        self.applied += other.applied;
    }
}

/// A wish, and where it stands on disk.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) kind: String,
    pub(crate) state: String,
    pub(crate) requests: u32,
}

pub(crate) fn told<T: std::str::FromStr>(variable: &str) -> Option<T> {
    let text = std::env::var(variable).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{variable} is {text}")),
    )
}

/// What is on disk, by the text of the wish.
pub(crate) fn rows(session: &Session) -> BTreeMap<String, Row> {
    let database = session.data().join("profiles/demo-shop/orders.db");
    let connection =
        Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let sound: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
    connection
        .prepare(
            "SELECT coalesce(given_reason, name_en), kind, state,
                    (SELECT count(*) FROM action_requests WHERE action_id = actions.id)
             FROM actions",
        )
        .unwrap()
        .query_map([], |row| {
            let row_of = Row {
                kind: row.get(1)?,
                state: row.get(2)?,
                requests: row.get(3)?,
            };
            Ok((row.get(0)?, row_of))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

/// What arrived at Points by the text of the wish: how often, and how often it was applied.
pub(crate) fn arrived(points: &LocalPoints) -> HashMap<String, (u32, u32)> {
    let mut arrived = HashMap::new();
    for entry in points.changes().unwrap() {
        let body = &entry["body"];
        let Some(text) = body["reason"].as_str().or(body["name_en"].as_str()) else {
            continue;
        };
        // A refund's mark stands behind its reason.
        let wish = text.split(" [ref ").next().unwrap_or_default();
        let count: &mut (u32, u32) = arrived.entry(wish.to_owned()).or_default();
        count.0 += 1;
        count.1 += u32::from(entry["applied"] == true);
    }
    arrived
}

/// Waits for the moment of a kill: half of them anywhere in the life of the process, the others
/// around its requests, which are a small part of it. False where it ended before.
fn await_the_moment(
    dice: &mut Dice,
    usual: Duration,
    points: &LocalPoints,
    before: u64,
    under_way: &mut Working,
) -> bool {
    let arrivals = dice.roll() % 4;
    if arrivals > 1 {
        sleep(dice.moment_within(usual * 5 / 4));
    } else {
        let begun = Instant::now();
        // The order is read first, then the wish is sent.
        while points.request_count().unwrap() <= before + arrivals {
            if under_way.has_ended().unwrap() {
                return false;
            }
            assert!(begun.elapsed() < LONGEST, "nothing is sent");
            sleep(Duration::from_millis(2));
        }
        sleep(dice.moment_within(ANSWER * 3));
    }
    !under_way.has_ended().unwrap()
}

fn ship(console: Console<'_>, order: &str, wish: &str) -> Working {
    let to = ["ship", order, "--to", "delivered", "--name-en", wish];
    console.start(&to).unwrap()
}

/// Gives a part of the money back: what no read shows, and nothing sends again by itself.
fn refund(console: Console<'_>, order: &str, wish: &str) -> Working {
    let part = ["order", "refund", order, "--amount", "1", "--reason", wish];
    console.start(&part).unwrap()
}

#[test]
fn nothing_is_lost_or_doubled_however_often_the_process_is_killed() {
    let kills = told("POINTS_DESK_KILLS").unwrap_or(USUALLY);
    let sides: u32 = told("POINTS_DESK_SIDES").unwrap_or(1);
    let seed = told("POINTS_DESK_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    println!("{kills} kills on {sides} sides, POINTS_DESK_SEED={seed}");
    let begun = Instant::now();
    let one_side = |side: u32| {
        let share = kills / sides + u32::from(side < kills % sides);
        let mut dice = Dice(seed.wrapping_add(u64::from(side) << 32));
        let mut counts = Counts::default();
        while counts.started < share {
            let of_this_one = OF_ONE_SESSION.min(share - counts.started);
            counts.add(kill_often(of_this_one, &mut dice));
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
        started,
        killed,
        wishes,
        states,
        requests,
        reached,
        applied,
    } = counts;
    println!(
        "{started} commands, {killed} of them killed, in {:.0?}: {wishes} wishes on disk: \
         {states:?}; {requests} requests at Points, {reached} wishes reached it, {applied} applied; \
         lost 0, doubled 0",
        begun.elapsed()
    );
    for kind in ["shipping", "refund"] {
        let confirmed = format!("{kind} confirmed");
        assert!(
            states.contains_key(&confirmed),
            "too little happened: {states:?}"
        );
    }
    assert!(killed > kills / 3);
}

/// Kills one command after the other in a session, and holds what is on disk against Points.
fn kill_often(kills: u32, dice: &mut Dice) -> Counts {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 0).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    make_orders(&session, console, &points, kills);

    // Teaches the code of `delivered`, and how long all of it takes.
    let started = Instant::now();
    let taught = ship(console, "K-0", "wish 0").reply().unwrap();
    assert_eq!(taught.code, 0, "{taught:?}");
    let usual = started.elapsed();

    let posts = json!({ "method": "POST", "path_contains": "/orders/" });
    let held = u64::try_from(HELD.as_millis()).unwrap();
    for (percent, fault) in [
        (40, json!({ "kind": "lose_answer" })),
        (20, json!({ "kind": "apply_late", "ms": held })),
        (20, json!({ "kind": "reset" })),
    ] {
        points.fault_by_chance(&posts, percent, fault).unwrap();
    }
    points
        .slow_down(u64::try_from(ANSWER.as_millis()).unwrap())
        .unwrap();
    let (mut known, mut killed) = (0, 0);
    for number in 1..=kills {
        let before = points.request_count().unwrap();
        let (order, wish) = (format!("K-{number}"), format!("wish {number}"));
        let mut under_way = if number % 2 == 0 {
            refund(console, &order, &wish)
        } else {
            ship(console, &order, &wish)
        };
        if await_the_moment(dice, usual, &points, before, &mut under_way) {
            under_way.kill().unwrap();
            killed += 1;
        }
        if number % 10 == 0 || number == kills {
            let rows = rows(&session).len();
            assert!(rows >= known, "{rows} wishes on disk, {known} before");
            known = rows;
        }
    }
    points.mend().unwrap();
    points.slow_down(0).unwrap();
    sleep(HELD * 2);
    // What can be known is known after one more read of each.
    let sync = console.run(&["sync"]).unwrap();
    assert_eq!(sync.code, 0, "{sync:?}");

    let (rows, arrived) = (rows(&session), arrived(&points));
    let states = hold_against(&rows, &arrived);
    let reached: u32 = arrived.values().map(|(_, applied)| applied).sum();
    let open: Value = console.run(&["actions", "list"]).unwrap().json().unwrap();
    let listed = open["actions"].as_array().unwrap().len();
    let settled = ["confirmed", "refused", "withdrawn", "superseded"];
    let open = rows
        .values()
        .filter(|row| !settled.contains(&row.state.as_str()))
        .count();
    assert_eq!(listed, open, "what is open is shown");
    Counts {
        started: kills,
        killed,
        wishes: rows.len(),
        states,
        requests: points.request_count().unwrap(),
        reached: arrived.len(),
        applied: reached,
    }
}

/// Each wish on disk stands as Points has it, and none came there that is not on disk; how many
/// stand how.
pub(crate) fn hold_against(
    rows: &BTreeMap<String, Row>,
    arrived: &HashMap<String, (u32, u32)>,
) -> BTreeMap<String, u32> {
    let mut states: BTreeMap<String, u32> = BTreeMap::new();
    for (wish, row) in rows {
        let (came, applied) = arrived.get(wish).copied().unwrap_or_default();
        let standing = format!("{} {}", row.kind, row.state);
        *states.entry(standing).or_default() += 1;
        let story = format!("{wish}: {row:?}, came {came} times, applied {applied}");
        assert!(applied <= 1, "doubled: {story}");
        assert!(came <= row.requests, "sent before it was written: {story}");
        match row.state.as_str() {
            "confirmed" => assert_eq!(applied, 1, "a false yes: {story}"),
            "refused" | "withdrawn" | "superseded" => assert_eq!(applied, 0, "a false no: {story}"),
            "sending" => panic!("nobody looks after it: {story}"),
            // No read shows how much went back.
            "unknown" | "needs_person" if row.kind == "refund" => {}
            // Codes are learnt, so a read shows what was applied.
            "unknown" | "needs_person" | "queued" | "held" => {
                assert_eq!(applied, 0, "shown and not seen: {story}");
            }
            other => panic!("what is {other}? {story}"),
        }
    }
    for (wish, (came, _)) in arrived {
        assert!(rows.contains_key(wish), "lost: {wish} came {came} times");
    }
    states
}

/// Paid orders `K-0` to `K-` this last number, watched and read.
pub(crate) fn make_orders(
    session: &Session,
    console: Console<'_>,
    points: &LocalPoints,
    last: u32,
) {
    let mut uuids = Vec::new();
    for number in 0..=last {
        let order = json!({
            "order_number": format!("K-{number}"), "order_status": "captured", "shipping": "new",
            "total_price": "400",
        });
        uuids.push(points.make_order(order).unwrap());
    }
    let file = session.folder().join("orders.txt");
    std::fs::write(&file, uuids.join("\n")).unwrap();
    let file = file.to_str().unwrap();
    let tracked = console.run(&["orders", "track", "--file", file]).unwrap();
    assert_eq!(tracked.code, 0, "{tracked:?}");
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);
}
