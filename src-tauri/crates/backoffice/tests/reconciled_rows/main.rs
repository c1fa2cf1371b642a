//! The whole of it against a local Points: rows of the shop whose case is known beforehand, heard of over
//! the inbox, read, taken over from a file, matched and gone through. Every class of cases occurs, every
//! row gets its case and no other, and nothing is asked of Points by itself. In a release build ten
//! thousand rows, and the time without reads is printed.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

#[path = "../hook/mod.rs"]
mod hook;
mod kinds;
mod rows;
#[path = "../shop/mod.rs"]
mod shop;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::{Duration, Instant};

use backoffice::view::{ActionState, CaseClass, CaseQuery, CaseState, ShippingRequest, TakenFile};
use hook::Inbox;
use kinds::{UNSURE_CODE, kind_of, row_of};
use rows::{Row, an_earlier_order, file, let_events_be_old, let_reads_be_old, made};
use serde_json::{Value, json};
use shop::Shop;

const DAY: i64 = 24 * 3_600_000;

/// So many rows.
const ROWS: usize = if cfg!(debug_assertions) { 300 } else { 10_000 };

/// Which cases are open of which order number.
type ByNumber = BTreeMap<String, BTreeSet<CaseClass>>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_row_gets_its_case_and_nothing_is_sent() {
    let shop = Shop::with(0).await;
    // Of an order that does not say when it changed, nobody knows how long it is so.
    let rules = json!({"quirks": {"updated_at_missing": "never"}});
    shop.control("POST", "/rules", rules).await;
    let folder = tempfile::tempdir().unwrap();
    let inbox = Inbox::start(folder.path(), &shop.points).await;
    let now = shop::now();
    let first = the_first_event(&shop, &inbox, now).await;
    let rows = made(&shop, ROWS, now).await;
    let events = 1 + rows.iter().map(Row::events).sum::<usize>();
    heard_by(&inbox, events).await;
    let_events_be_old(folder.path(), &first, &rows, now);
    shop.desk.connect_inbox(inbox.request()).await.unwrap();
    learn_codes(&shop, now).await;

    let asked_until = last_request(&shop).await;
    let untold: Vec<_> = rows.iter().flat_map(Row::untold).collect();
    shop.desk.track_text(&untold.join("\n")).await.unwrap();
    shop.desk.sync_until_done(false).await.unwrap();
    let_reads_be_old(&shop, &rows);
    // Files have times to the second on some systems; this one is newer than every answer.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    take_over(&shop, &file(&rows)).await;
    // The rows of unknown uuids are read, and are not there.
    shop.desk.sync_until_done(false).await.unwrap();

    let started = Instant::now();
    let run = shop.desk.run_after_import().await.unwrap();
    let took = started.elapsed();
    eprintln!(
        "{ROWS} rows, {} orders, {events} events: {} cases in {took:?} without reads; {} matched",
        run.orders, run.total, run.matched
    );
    assert_eq!(run.reads, 0);
    assert!(run.matched > 0);

    let mut found = open_cases(&shop).await;
    let mut wrong = Vec::new();
    let mut occurred: BTreeMap<CaseClass, usize> = BTreeMap::new();
    for row in &rows {
        let expected: BTreeSet<_> = row.kind.class.into_iter().collect();
        let classes = found.remove(&row.number).unwrap_or_default();
        for class in &classes {
            *occurred.entry(*class).or_default() += 1;
        }
        if classes != expected {
            wrong.push((&row.number, row.kind.order, expected, classes));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} rows, the first: {:#?}",
        wrong.len(),
        wrong.iter().take(12).collect::<Vec<_>>()
    );
    eprintln!("{occurred:?}");
    for class in CaseClass::ALL {
        assert!(occurred.contains_key(&class), "{class:?} does not occur");
    }
    // What the desk learnt from before the file is not of it.
    found.retain(|number, _| number.starts_with('N'));
    assert!(found.is_empty(), "{found:?}");
    let sent = sent_after(&shop, asked_until).await;
    assert!(sent.is_empty(), "no action leaves by itself: {sent:?}");
}

#[test]
fn every_class_has_a_row_that_goes_round() {
    // Whatever is behind the last class would be of no list.
    assert_eq!(CaseClass::ALL.len(), CaseClass::Unclassified as usize + 1);
    for (place, class) in CaseClass::ALL.into_iter().enumerate() {
        assert_eq!(row_of(class).class, Some(class));
        assert_eq!(kind_of(place).class, Some(class));
    }
}

/// The order whose event was the first that the inbox ever had.
async fn the_first_event(shop: &Shop, inbox: &Inbox, now: i64) -> String {
    let told = json!({"shipping": "delivered", "event": "captured"});
    let uuid = an_earlier_order(shop, "L-first", told, now - 10 * DAY).await;
    heard_by(inbox, 1).await;
    uuid
}

/// Waits until the inbox has so many events.
async fn heard_by(inbox: &Inbox, events: usize) {
    let events = i64::try_from(events).unwrap();
    let mut has = 0;
    for _ in 0..2_400 {
        has = inbox.events().await;
        if has >= events {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{has} of {events} events came");
}

/// Takes over what the shop exported.
async fn take_over(shop: &Shop, csv: &str) {
    let path = shop.folder.path().join("orders-export.csv");
    std::fs::write(&path, csv).unwrap();
    let TakenFile::Preview(preview) = look_at(shop, &path).await else {
        panic!("a file with columns");
    };
    let report = shop
        .desk
        .import_shop_file(preview.file, preview.reading.clone())
        .await
        .unwrap();
    assert!(report.faults.is_empty(), "{:?}", report.faults.first());
}

async fn look_at(shop: &Shop, path: &Path) -> TakenFile {
    shop.desk.take_file(path).await.unwrap()
}

/// All open cases, by the number that their order or row has.
async fn open_cases(shop: &Shop) -> ByNumber {
    let mut found = ByNumber::new();
    let mut after = None;
    loop {
        let query = CaseQuery {
            classes: Vec::new(),
            state: CaseState::Open,
        };
        let page = shop.desk.list_cases(query, after).await.unwrap();
        for case in page.cases {
            let of_order = case.order.as_ref().and_then(|row| row.order_number.clone());
            let number = of_order
                .or_else(|| case.checkout.as_ref()?.order_number.clone())
                .unwrap_or_else(|| panic!("a case of nothing: {case:?}"));
            found.entry(number).or_default().insert(case.class);
        }
        after = page.next;
        if after.is_none() {
            return found;
        }
    }
}

/// The number of the last request that Points received.
async fn last_request(shop: &Shop) -> u64 {
    let ledger = shop
        .control("GET", "/ledger?after=1000000000", Value::Null)
        .await;
    ledger["last_seq"].as_u64().unwrap()
}

/// What Points received since then that is no read.
async fn sent_after(shop: &Shop, request: u64) -> Vec<Value> {
    let path = format!("/ledger?after={request}");
    let ledger = shop.control("GET", &path, Value::Null).await;
    let entries = ledger["entries"].as_array().unwrap();
    assert!(!entries.is_empty(), "the orders were read");
    entries
        .iter()
        .filter(|entry| entry["method"] != "GET")
        .cloned()
        .collect()
}

/// What the numbers of shipping statuses mean is learnt from what the desk sets itself, on orders of
/// long before the file. Of one number it learns two things that contradict each other.
async fn learn_codes(shop: &Shop, now: i64) {
    let unsure = json!({"shipping": "new", "extra": {"status": UNSURE_CODE}});
    let from = |word: &str| json!({"shipping": word});
    let words = [
        (from("new"), "ready_shipping"),
        (from("new"), "delivery_is_in_progress"),
        (from("new"), "delivered"),
        (from("ready_shipping"), "new"),
        (unsure.clone(), "ready_shipping"),
        (unsure, "delivered"),
    ];
    for (number, (fields, to)) in words.into_iter().enumerate() {
        let number = format!("L{number}");
        let uuid = an_earlier_order(shop, &number, fields, now - 40 * DAY).await;
        shop.desk.track_text(&uuid).await.unwrap();
        shop.desk.sync_until_done(false).await.unwrap();
        let request = ShippingRequest {
            uuids: vec![uuid],
            target: Some(to.to_owned()),
            name_ar: None,
            name_en: None,
            ..ShippingRequest::default()
        };
        let set = shop.desk.ship_and_wait(request).await.unwrap();
        assert_eq!(set[0].state, ActionState::Confirmed, "{to}: {set:?}");
    }
}
