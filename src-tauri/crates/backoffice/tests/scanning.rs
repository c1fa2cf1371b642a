//! Scanning parcels: the right order or none, and nobody waits for the network.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "a test may"
)]

#[path = "queue_stories/network.rs"]
mod network;
mod shop;

use std::collections::HashSet;
use std::path::Path;
use std::time::{Duration, Instant};

use backoffice::desk::Access;
use backoffice::view::{
    ActionState, ActivityQuery, ErrorCode, FailureView, Hindrance, Language, ScanOutcome, ScanView,
    Settings,
};
use network::Network;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};
use shop::{Shop, open, request};

const PACKED: &str = "ready_shipping";

/// Makes an order at Points; its uuid.
async fn make(shop: &Shop, number: &str, status: &str) -> String {
    let order = json!({"order_number": number, "order_status": status, "shipping": "new"});
    let made = shop.control("POST", "/orders", order).await;
    made["uuid"].as_str().unwrap().to_owned()
}

/// A shop with paid orders of these numbers, read; their uuids.
async fn shop_with(numbers: &[&str]) -> (Shop, Vec<String>) {
    let shop = Shop::with(0).await;
    let mut uuids = Vec::new();
    for number in numbers {
        uuids.push(make(&shop, number, "captured").await);
    }
    if !uuids.is_empty() {
        shop.desk.track_text(&uuids.join("\n")).await.unwrap();
        shop.desk.sync_until_done(false).await.unwrap();
    }
    (shop, uuids)
}

/// From now on no request is answered.
async fn network_hangs(shop: &Shop) {
    for method in ["GET", "POST"] {
        shop.fault(json!({"match": {"method": method}, "fault": {"kind": "hang", "ms": 600_000}}))
            .await;
    }
}

async fn scan(shop: &Shop, code: &str, target: &str) -> ScanView {
    let scanned = tokio::time::timeout(Duration::from_secs(30), shop.desk.scan(code, target));
    scanned.await.unwrap().unwrap()
}

/// How many intents are on disk.
async fn written(shop: &Shop) -> usize {
    let all = shop
        .desk
        .list_activity(ActivityQuery::default(), None)
        .await;
    all.unwrap().actions.len()
}

fn named(view: &ScanView) -> Option<&str> {
    view.order.as_ref()?.order_number.as_deref()
}

#[tokio::test]
async fn scans_are_on_disk_while_the_network_hangs_and_a_second_one_is_done_already() {
    let numbers: Vec<_> = (0..30).map(|number| format!("P-{number}")).collect();
    let numbers: Vec<_> = numbers.iter().map(String::as_str).collect();
    let (shop, _) = shop_with(&numbers).await;
    let settings = Settings {
        at_desk: Some("Huda".to_owned()),
        ..shop.desk.desk_view().await.unwrap().settings
    };
    shop.desk.save_settings(settings).await.unwrap();
    network_hangs(&shop).await;
    let mut actions = Vec::new();
    for number in &numbers {
        let view = scan(&shop, number, PACKED).await;
        assert_eq!(view.outcome, ScanOutcome::Done, "{view:?}");
        assert_eq!(named(&view), Some(*number));
        assert_eq!(view.from.as_deref(), Some("code:1"), "no word is guessed");
        actions.push(view.action_id.unwrap());
    }
    assert_eq!(written(&shop).await, 30);
    for (number, action) in numbers.iter().zip(actions) {
        let view = scan(&shop, number, PACKED).await;
        assert_eq!(view.outcome, ScanOutcome::Already, "{view:?}");
        assert_eq!(view.action_id, Some(action));
        assert_eq!(view.by.as_deref(), Some("Huda"));
        assert!(view.since.is_some());
    }
    assert_eq!(written(&shop).await, 30, "done already writes nothing");
}

/// What is on disk, oldest first: the order's number, the status asked for, where it stands.
fn on_disk(folder: &Path) -> Vec<(String, String, String)> {
    let database = folder.join("profiles/demo-shop/orders.db");
    let connection =
        Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    connection
        .prepare(
            "SELECT orders.order_number, actions.target, actions.state
             FROM actions JOIN orders ON orders.id = actions.order_id
             ORDER BY actions.id",
        )
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

/// How long after the one before a scan comes.
fn scan_pace() -> Option<Duration> {
    let milliseconds = std::env::var("POINTS_DESK_SCAN_PACE").ok()?;
    Some(Duration::from_millis(milliseconds.parse().unwrap()))
}

/// As many scans as three a second are in ten minutes, at the desk as the app has it: its queue is at
/// work all the time. Points hangs at first, then nothing of it can be reached. They come one right
/// after the other, or `POINTS_DESK_SCAN_PACE` milliseconds apart.
#[tokio::test(flavor = "multi_thread")]
async fn ten_minutes_of_scans_without_points_are_on_disk_and_the_first_500_leave_once_in_sequence()
{
    const SCANS: usize = 1_800;
    const SENT: usize = 500;
    let shop = Shop::with(0).await;
    let address = shop.points.base_url.trim_start_matches("http://");
    let mut network = Network::to(address.split('/').next().unwrap().parse().unwrap()).await;
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path(), &shop.vault, Access::Background).await;
    let mut connect = request(&shop.points);
    connect.base_url = Some(format!("http://{}/api/v1", network.address()));
    desk.connect(connect).await.unwrap();
    shop::hold_back(&desk, 0).await;
    let numbers: Vec<_> = (0..SCANS).map(|number| format!("P-{number}")).collect();
    let mut uuids = Vec::new();
    for number in &numbers {
        uuids.push(make(&shop, number, "captured").await);
    }
    desk.track_text(&uuids.join("\n")).await.unwrap();
    desk.sync_until_done(false).await.unwrap();

    network_hangs(&shop).await;
    let mut slowest = Duration::ZERO;
    let mut pace = scan_pace().map(tokio::time::interval);
    for (scanned, number) in numbers.iter().enumerate() {
        if scanned == SCANS / 2 {
            network.go_down().await;
        }
        if let Some(pace) = &mut pace {
            pace.tick().await;
        }
        let begun = Instant::now();
        let view = desk.scan(number, PACKED).await.unwrap();
        slowest = slowest.max(begun.elapsed());
        assert_eq!(view.outcome, ScanOutcome::Done, "{view:?}");
        assert_eq!(named(&view), Some(number.as_str()));
    }
    println!("{SCANS} scans, the slowest took {slowest:.1?}");
    let wishes = |state: &str| -> Vec<_> {
        let wish = |number: &String| (number.clone(), PACKED.to_owned(), state.to_owned());
        numbers.iter().map(wish).collect()
    };
    assert!(
        on_disk(folder.path()) == wishes("queued"),
        "each once, in sequence"
    );
    let ledger = shop.control("GET", "/ledger", Value::Null).await;
    assert!(!ledger.to_string().contains("\"POST\""), "nothing has left");

    shop.control("DELETE", "/faults", Value::Null).await;
    network.come_back().await;
    desk.try_queue_now().await.unwrap();
    let begun = Instant::now();
    let confirmed = || {
        let all = on_disk(folder.path());
        all.iter().filter(|wish| wish.2 == "confirmed").count()
    };
    while confirmed() < SENT {
        let queue = desk.queue_view().await.unwrap();
        assert!(begun.elapsed() < Duration::from_mins(2), "{queue:?}");
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    // What is under way is answered first.
    desk.close().await;
    println!("{} of them sent in {:.1?}", confirmed(), begun.elapsed());
    let ledger = shop.control("GET", "/ledger", Value::Null).await;
    let came: Vec<_> = ledger["entries"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["method"] == "POST")
        .map(|entry| {
            assert_eq!(entry["body"]["status"], PACKED, "{entry}");
            assert_eq!(entry["applied"], true, "{entry}");
            let uuid = entry["uuid"].as_str().unwrap();
            uuids.iter().position(|made| made == uuid).unwrap()
        })
        .collect();
    let once: HashSet<_> = came.iter().collect();
    assert_eq!(once.len(), came.len(), "sent twice: {came:?}");
    for (place, scanned) in came.iter().enumerate() {
        // So many are on their way side by side.
        let early = scanned.saturating_sub(place);
        assert!(early <= shop::fast().in_flight, "overtaken: {came:?}");
    }
    let still_there: Vec<_> = on_disk(folder.path())
        .into_iter()
        .map(|(number, target, _)| (number, target, "queued".to_owned()))
        .collect();
    assert!(
        still_there == wishes("queued"),
        "nothing is lost by sending"
    );
}

#[tokio::test]
async fn two_scans_in_one_moment_are_one_action() {
    let (shop, _) = shop_with(&["P-1"]).await;
    network_hangs(&shop).await;
    let (one, other) = tokio::join!(scan(&shop, "P-1", PACKED), scan(&shop, "P-1", PACKED));
    let mut outcomes = [one.outcome, other.outcome];
    outcomes.sort_by_key(|outcome| *outcome == ScanOutcome::Already);
    assert_eq!(outcomes, [ScanOutcome::Done, ScanOutcome::Already]);
    assert_eq!(one.action_id, other.action_id);
    assert_eq!(written(&shop).await, 1);
}

#[tokio::test]
async fn an_order_is_found_by_whatever_is_scanned_of_it() {
    let (shop, uuids) = shop_with(&["ord-1042"]).await;
    network_hangs(&shop).await;
    let detail = shop.desk.order_detail(&uuids[0]).await.unwrap();
    let reference = detail.row.reference_number.unwrap();
    for code in [
        "ord-1042",
        "#ord-1042",
        "ORD-1042",
        "ord-١٠٤٢",
        "خقي-1042",
        "×ٌ]-1042",
        &uuids[0],
        &uuids[0].to_uppercase(),
        &reference,
    ] {
        let view = scan(&shop, code, PACKED).await;
        assert_eq!(named(&view), Some("ord-1042"), "{code}");
        assert_eq!(view.code, code);
    }
    assert_eq!(written(&shop).await, 1);
}

#[tokio::test]
async fn a_miss_writes_nothing() {
    let (shop, uuids) = shop_with(&["P-10", "P-11"]).await;
    let part_of_uuid = &uuids[0][..18];
    for code in ["P-1", "P-100", "10", "", "   ", part_of_uuid, "PD-UNDO"] {
        let view = scan(&shop, code, PACKED).await;
        assert_eq!(view.outcome, ScanOutcome::Unknown, "{code}");
        assert_eq!((view.order, view.action_id), (None, None));
    }
    let unknown_status = shop.desk.scan("P-10", "posted").await.unwrap_err();
    assert_eq!(
        FailureView::from(unknown_status).code,
        ErrorCode::LabelInvalid
    );
    assert_eq!(written(&shop).await, 0);
}

#[tokio::test]
async fn what_several_orders_are_called_ships_none_of_them() {
    let (shop, uuids) = shop_with(&["P-7", "P-7", "P-8"]).await;
    let view = scan(&shop, "P-7", PACKED).await;
    assert_eq!(view.outcome, ScanOutcome::Several);
    let mut matches: Vec<_> = view.matches.iter().map(|order| &order.uuid).collect();
    matches.sort();
    let mut both: Vec<_> = uuids[..2].iter().collect();
    both.sort();
    assert_eq!(matches, both);
    assert_eq!(written(&shop).await, 0);
    let by_uuid = scan(&shop, &uuids[0], PACKED).await;
    assert_eq!(by_uuid.outcome, ScanOutcome::Done);
}

#[tokio::test]
async fn what_may_not_ship_says_why() {
    let (shop, _) = shop_with(&["P-1"]).await;
    let unpaid = make(&shop, "P-2", "new").await;
    shop.desk.track_text(&unpaid).await.unwrap();
    let unread = scan(&shop, &unpaid, PACKED).await;
    assert_eq!(unread.hindrance, Some(Hindrance::Unread));
    shop.desk.sync_until_done(false).await.unwrap();
    let view = scan(&shop, "P-2", PACKED).await;
    assert_eq!(view.outcome, ScanOutcome::MayNot);
    assert_eq!(view.hindrance, Some(Hindrance::NotPaid));
    assert_eq!(written(&shop).await, 0);
}

#[tokio::test]
async fn what_points_shows_there_is_done_already_and_says_by_whom() {
    let (shop, uuids) = shop_with(&["P-1", "P-2"]).await;
    shop.desk.sign_as("Huda");
    let actions = shop
        .desk
        .ship_and_wait(shop::asking::to_ship(&uuids[0], PACKED))
        .await
        .unwrap();
    assert_eq!(actions[0].state, ActionState::Confirmed);
    let ours = scan(&shop, "P-1", PACKED).await;
    assert_eq!(ours.outcome, ScanOutcome::Already);
    assert_eq!(ours.action_id, Some(actions[0].id));
    assert_eq!(ours.by.as_deref(), Some("Huda"));

    let path = format!("/orders/{}", uuids[1]);
    shop.control("PATCH", &path, json!({"shipping": PACKED}))
        .await;
    shop.sync().await;
    let theirs = scan(&shop, "P-2", PACKED).await;
    assert_eq!(theirs.outcome, ScanOutcome::Already);
    assert_eq!((theirs.action_id, &theirs.by), (None, &None));
    assert!(theirs.since.is_some(), "since Points was heard to say so");
    assert_eq!(written(&shop).await, 1);
}

#[tokio::test]
async fn the_commands_are_printed_in_the_pages_language() {
    let (shop, _) = shop_with(&[]).await;
    let settings = Settings {
        language: Language::Ar,
        ..shop.desk.desk_view().await.unwrap().settings
    };
    shop.desk.save_settings(settings).await.unwrap();
    let printed = shop.desk.print_scan_commands().await.unwrap();
    assert_eq!((printed.orders, printed.pages), (0, 1));
    let bytes = std::fs::read(&printed.path).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
}

#[tokio::test]
async fn a_pin_is_changed_by_whoever_knows_it_and_survives_the_desk() {
    let (shop, _) = shop_with(&[]).await;
    let desk = &shop.desk;
    let text = |pin: &str| Some(pin.to_owned());
    assert!(!desk.desk_view().await.unwrap().packing_pin_set);
    assert!(
        !desk.check_packing_pin("1234"),
        "where there is none, nothing is it"
    );
    let set = desk.set_packing_pin(None, text("1234")).await.unwrap();
    assert!(set.packing_pin_set);
    assert!(desk.check_packing_pin("١٢٣٤") && !desk.check_packing_pin("4321"));
    for (present, pin) in [
        (None, text("9999")),
        (text("4321"), text("9999")),
        (text("4321"), None),
        (text("1234"), text("99")),
    ] {
        let refused = desk.set_packing_pin(present, pin).await.unwrap_err();
        assert_eq!(FailureView::from(refused).code, ErrorCode::PinWrong);
    }
    let file = std::fs::read_to_string(shop.folder.path().join("desk.toml")).unwrap();
    assert!(!file.contains("1234"), "{file}");
    desk.close().await;
    let again = shop::open(shop.folder.path(), &shop.vault, Access::ReadOnly).await;
    assert!(again.check_packing_pin("1234"));
    let removed = again.set_packing_pin(text("1234"), None).await.unwrap();
    assert!(!removed.packing_pin_set && !again.check_packing_pin("1234"));
}

#[tokio::test]
async fn what_stops_the_queue_is_told() {
    let (shop, _) = shop_with(&["P-1"]).await;
    assert_eq!(shop.desk.queue_view().await.unwrap().stopped, None);
    shop.control("POST", "/keys/rotate", json!({})).await;
    shop.desk.sync_until_done(true).await.unwrap();
    let stopped = shop.desk.queue_view().await.unwrap().stopped.unwrap();
    assert_eq!(stopped.code, ErrorCode::KeyRefused);
}
