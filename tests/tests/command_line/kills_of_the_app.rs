//! kill -9 of the app itself while it sends what waits, amid lost answers: the window, the keyring,
//! the queue and the disk are those that people have.

use std::thread::sleep;
use std::time::{Duration, Instant};

use acceptance::command_line::{Console, LocalPoints, Session};
use serde_json::json;

use super::kills::{Dice, arrived, hold_against, make_orders, rows, told};

const USUALLY: u32 = 12;
/// So many statuses and so many refunds wait for the app.
const STATUSES: u32 = 40;
const REFUNDS: u32 = 10;
/// An answer takes so long, so that most kills meet a request under way.
const ANSWER: Duration = Duration::from_millis(150);
/// Something on the way holds a request for so long.
const HELD: Duration = Duration::from_millis(250);
/// The app is at work within this, and what waits has left within it.
const LONGEST: Duration = Duration::from_secs(40);

#[test]
fn the_app_loses_and_doubles_nothing_however_often_it_is_killed() {
    let kills: u32 = told("POINTS_DESK_APP_KILLS").unwrap_or(USUALLY);
    let seed = told("POINTS_DESK_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    println!("{kills} kills of the app, POINTS_DESK_SEED={seed}");
    let mut dice = Dice(seed);
    let session = Session::with_keyring().unwrap().with_screen().unwrap();
    let points = LocalPoints::start(&session, 0).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    wishes(&session, console, &points);

    let mut under_way = 0;
    for _ in 0..kills {
        let before = points.request_count().unwrap();
        let mut app = console.start_desk().unwrap();
        let started = Instant::now();
        // Points is asked about something first: the app is at work.
        while points.request_count().unwrap() == before {
            assert!(!app.has_ended().unwrap(), "the app does not start");
            assert!(started.elapsed() < LONGEST, "the app asks for nothing");
            sleep(Duration::from_millis(5));
        }
        sleep(dice.moment_within(ANSWER * 8));
        app.kill().unwrap();
        under_way += rows(&session)
            .values()
            .filter(|row| row.state == "sending")
            .count();
    }

    points.mend().unwrap();
    points.slow_down(0).unwrap();
    sleep(HELD * 2);
    let app = console.start_desk().unwrap();
    let begun = Instant::now();
    let is_under_way = |state: &str| matches!(state, "queued" | "sending");
    while rows(&session).values().any(|row| is_under_way(&row.state)) {
        assert!(begun.elapsed() < LONGEST, "{:?}", rows(&session));
        sleep(Duration::from_millis(200));
    }
    drop(app);
    // What can be known is known after one more read of each.
    let sync = console.run(&["sync"]).unwrap();
    assert_eq!(sync.code, 0, "{sync:?}");
    let (rows, arrived) = (rows(&session), arrived(&points));
    let states = hold_against(&rows, &arrived);
    println!("{under_way} requests under way when it was killed: {states:?}; lost 0, doubled 0");
    assert_eq!(rows.len(), (STATUSES + REFUNDS + 1) as usize, "lost");
    for kind in ["shipping", "refund"] {
        let confirmed = states.get(&format!("{kind} confirmed"));
        assert!(confirmed.is_some(), "too little happened: {states:?}");
    }
    assert!(under_way > 0, "no kill met a request");
}

/// Writes the wishes down while Points is away, and brings it back in a bad mood.
fn wishes(session: &Session, console: Console<'_>, points: &LocalPoints) {
    make_orders(session, console, points, STATUSES + REFUNDS);
    // The code of `delivered` is learnt, so that a read tells it.
    let ship = |number: u32, how: &[&str]| {
        let (order, wish) = (format!("K-{number}"), format!("wish {number}"));
        let to = ["ship", &order, "--to", "delivered", "--name-en", &wish];
        console.run(&[&to[..], how].concat()).unwrap()
    };
    let taught = ship(0, &[]);
    assert_eq!(taught.code, 0, "{taught:?}");
    // A refund leaves at once, so its command is killed while it still looks at the order.
    let reads = json!({ "method": "GET", "path_contains": "/orders/" });
    let hangs = json!({ "kind": "hang", "ms": 5_000 });
    points.fault(reads, None, hangs).unwrap();
    for number in STATUSES + 1..=STATUSES + REFUNDS {
        let (order, wish) = (format!("K-{number}"), format!("wish {number}"));
        let part = [
            "order", "refund", &order, "--amount", "1", "--reason", &wish,
        ];
        let mut asking = console.start(&part).unwrap();
        while !rows(session).contains_key(&wish) {
            sleep(Duration::from_millis(10));
        }
        asking.kill().unwrap();
    }
    points.mend().unwrap();
    for number in 1..=STATUSES {
        let written = ship(number, &["--queue"]);
        assert_eq!(written.code, 0, "{written:?}");
    }
    let held = u64::try_from(HELD.as_millis()).unwrap();
    let posts = json!({ "method": "POST", "path_contains": "/orders/" });
    for (percent, fault) in [
        (30, json!({ "kind": "lose_answer" })),
        (15, json!({ "kind": "apply_late", "ms": held })),
        (15, json!({ "kind": "reset" })),
    ] {
        points.fault_by_chance(&posts, percent, fault).unwrap();
    }
    let slow = u64::try_from(ANSWER.as_millis()).unwrap();
    points.slow_down(slow).unwrap();
}
