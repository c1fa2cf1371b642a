//! Checkouts that should have ended, also when there are many, or when Points does not tell how
//! old they are.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod history;
mod shop;

use std::collections::BTreeSet;

use backoffice::fold::Source;
use backoffice::store::{Heard, Priority, Store};
use backoffice::view::{CheckOutcome, Settings, StaleKind};
use history::message;
use points_api::OrderUuid;
use serde_json::{Value, json};
use shop::Shop;

const HOUR: i64 = 3_600_000;

fn uuid(number: u32) -> OrderUuid {
    OrderUuid::from_bytes(u128::from(number).to_be_bytes())
}

/// A read of an order at this time; what is null is left out.
fn read(number: u32, heard_at: i64, fields: Value) -> Heard {
    let mut order = json!({"uuid": uuid(number).to_string()});
    for (name, value) in fields.as_object().unwrap() {
        if !value.is_null() {
            order[name.as_str()] = value.clone();
        }
    }
    Heard {
        uuid: uuid(number),
        ..message(Source::Read, None, order, Some(heard_at), heard_at)
    }
}

async fn pages(store: &Store, now: i64) -> Vec<Vec<backoffice::view::StaleCheckout>> {
    let mut pages = Vec::new();
    let mut after = None;
    loop {
        let page = store.stale(after, Settings::default(), now).await.unwrap();
        pages.push(page.checkouts);
        after = page.next;
        if after.is_none() {
            return pages;
        }
    }
}

#[tokio::test]
async fn a_checkout_whose_age_points_does_not_tell_counts_from_when_it_was_tracked() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("orders.db")).unwrap();
    let tracked_at = 1_000 * HOUR;
    for (number, status, created_at) in [
        (1, "new", Value::Null),
        (2, "new", json!("not a time")),
        (3, "authorized", Value::Null),
        (4, "captured", Value::Null),
        (5, "new", json!("1970-02-01T00:00:00Z")),
    ] {
        let fields = json!({"order_status": status, "created_at": created_at});
        let heard = read(number, tracked_at, fields);
        store.record(Priority::Sweep, heard).await.unwrap();
    }
    let unreadable = store
        .order(uuid(2), Settings::default(), tracked_at)
        .await
        .unwrap();
    let observation = unreadable.timeline[0].observation.as_ref().unwrap();
    assert_eq!(observation.unreadable, ["created_at"]);
    let stale_at = async |now| -> Vec<_> {
        let found = pages(&store, now).await.concat();
        let counted = store.counts(Settings::default(), now).await.unwrap().stale;
        assert_eq!(found.len() as u64, counted);
        found
            .into_iter()
            .map(|checkout| (checkout.order.uuid, checkout.kind, checkout.since))
            .collect()
    };
    let dated = (uuid(5).to_string(), StaleKind::Unpaid, 31 * 24 * HOUR);
    assert_eq!(stale_at(tracked_at).await, std::slice::from_ref(&dated));
    let undated = |number, kind| (uuid(number).to_string(), kind, tracked_at);
    let long_after = stale_at(tracked_at + 1_000 * HOUR).await;
    let all: BTreeSet<_> = long_after.iter().map(|(uuid, _, _)| uuid.clone()).collect();
    assert_eq!(all.len(), 4);
    for expected in [
        undated(1, StaleKind::Unpaid),
        undated(2, StaleKind::Unpaid),
        undated(3, StaleKind::Reserved),
        dated,
    ] {
        assert!(long_after.contains(&expected), "{expected:?}");
    }
    store.mark_gone(uuid(1), tracked_at).await.unwrap();
    assert_eq!(stale_at(tracked_at + 1_000 * HOUR).await.len(), 3);
}

#[tokio::test]
async fn many_come_page_by_page_each_once_and_oldest_first() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("orders.db")).unwrap();
    let now = 1_000 * HOUR;
    let heard: Vec<_> = (1..=450)
        .map(|number| {
            let status = if number % 3 == 0 { "authorized" } else { "new" };
            // Several of one moment, and a few of none.
            let created_at =
                (number > 5).then(|| format!("1970-01-{:02}T00:00:00Z", 1 + number % 28));
            let fields = json!({"order_status": status, "created_at": created_at});
            read(number, 1, fields)
        })
        .collect();
    for some in heard.chunks(100) {
        store.record_all(some.to_vec()).await.unwrap();
    }
    let pages = pages(&store, now).await;
    let sizes: Vec<_> = pages.iter().map(Vec::len).collect();
    assert_eq!(sizes, [200, 200, 50]);
    let all = pages.concat();
    let uuids: BTreeSet<_> = all.iter().map(|checkout| &checkout.order.uuid).collect();
    assert_eq!(uuids.len(), 450, "each once");
    assert!(all.is_sorted_by_key(|checkout| checkout.order.created_at));
}

#[tokio::test]
async fn a_check_of_all_reaches_every_page_and_can_be_cancelled() {
    let shop = Shop::with(0).await;
    let mut uuids = Vec::new();
    for number in 0..230 {
        let order = json!({
            "order_number": format!("S-{number}"), "order_status": "new",
            "created_at": "2026-01-01T00:00:00Z",
        });
        let made = shop.control("POST", "/orders", order).await;
        uuids.push(made["uuid"].as_str().unwrap().to_owned());
    }
    shop.desk.track_text(&uuids.join("\n")).await.unwrap();
    shop.desk.sync_until_done(false).await.unwrap();
    let first = shop.desk.stale_checkouts(None).await.unwrap();
    assert_eq!((first.checkouts.len(), first.next.is_some()), (200, true));
    let paid = json!({"order_status": "captured"});
    let path = format!("/orders/{}", uuids[3]);
    shop.control("PATCH", &path, paid).await;
    let summary = shop.desk.check_stale().await.unwrap();
    assert_eq!((summary.orders.len(), summary.skipped), (230, 0));
    let changed = summary
        .orders
        .iter()
        .filter(|order| order.outcome == CheckOutcome::Changed);
    assert_eq!(changed.count(), 1);

    shop.fault(json!({"match": {}, "fault": {"kind": "latency", "ms": 100}}))
        .await;
    let before = shop.asked(&uuids[0]).await;
    let (checked, ()) = tokio::join!(shop.desk.check_stale(), async {
        shop.asked_again(&uuids[0], before).await;
        shop.desk.cancel_check();
    });
    let cancelled = checked.unwrap();
    let reached = u32::try_from(cancelled.orders.len()).unwrap();
    assert!(reached < 229, "{reached} were still read");
    assert_eq!(reached + cancelled.skipped, 229);
}

#[tokio::test]
async fn a_sync_that_is_paused_reads_nothing_more_until_it_goes_on() {
    let shop = Shop::with(60).await;
    shop.fault(json!({"match": {}, "fault": {"kind": "latency", "ms": 40}}))
        .await;
    shop.track_all().await;
    let desk = std::sync::Arc::clone(&shop.desk);
    let syncing = tokio::spawn(async move { desk.sync_until_done(false).await.unwrap() });
    let known = async || 60 - shop.desk.count_statuses().await.unwrap().unread;
    while known().await < 10 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    shop.desk.pause_sync().await.unwrap();
    let paused = syncing.await.unwrap();
    assert_eq!(paused.phase, backoffice::view::SyncPhase::Paused);
    let read = known().await;
    assert!(read < 60, "it was paused in the middle");
    assert!(paused.due > 0);
    tokio::time::sleep(std::time::Duration::from_millis(150)).await;
    assert_eq!(known().await, read, "nothing more is read");
    shop.desk.resume_sync().await.unwrap();
    shop.desk.sync_until_done(false).await.unwrap();
    assert_eq!(known().await, 60);
}
