//! Who is read first when more is due than can be read at once.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use std::time::Duration;

use backoffice::desk::Access;
use backoffice::fold::Source;
use backoffice::schedule::DueClass;
use backoffice::store::{Heard, Priority, Store};
use backoffice::view::OrderQuery;
use points_api::OrderUuid;
use serde_json::json;
use shop::Shop;
use uuid::Uuid;

const NOW: i64 = 1_795_000_000_000;

fn order(number: u128) -> OrderUuid {
    OrderUuid::from(Uuid::from_u128(number))
}

fn read(uuid: OrderUuid, status: &str, created_at: &str) -> Heard {
    Heard {
        uuid,
        source: Source::Read,
        event: None,
        raw: json!({"uuid": uuid.to_string(), "order_status": status, "created_at": created_at})
            .to_string(),
        asked_at: NOW,
        heard_at: NOW,
        points_time: Some(NOW),
    }
}

#[tokio::test]
async fn what_somebody_waits_for_goes_before_an_import_and_young_checkouts_before_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("orders.db")).unwrap();
    let imported = (0..300).map(order).collect();
    store
        .track(
            Priority::Sweep,
            imported,
            "file",
            DueClass::Rest,
            NOW - 60_000,
        )
        .await
        .unwrap();
    // A checkout of this morning, whose next read falls due in the middle of the import.
    let young = order(1_000);
    let created_at = chrono::DateTime::from_timestamp_millis(NOW - 30_000).unwrap();
    store
        .record(
            Priority::Sweep,
            read(young, "new", &created_at.to_rfc3339()),
        )
        .await
        .unwrap();
    // An event of an order of the import, and the uuid that the customer on the phone names.
    let spoken_of = order(299);
    let event = Heard {
        source: Source::Event,
        event: Some("captured".to_owned()),
        points_time: None,
        ..read(spoken_of, "captured", "2026-11-01T10:00:00Z")
    };
    store.record(Priority::Sweep, event).await.unwrap();
    let pasted = order(2_000);
    store
        .track(
            Priority::Person,
            vec![pasted, order(7)],
            "paste",
            DueClass::First,
            NOW,
        )
        .await
        .unwrap();

    let later = NOW + 60_000;
    let due = store.due(later, 6).await.unwrap();
    let due: Vec<_> = due.into_iter().map(|due| due.uuid).collect();
    // Pasted once more, an order of the import moves up too.
    assert_eq!(
        due,
        [order(7), spoken_of, pasted, young, order(0), order(1)]
    );
    assert_eq!(store.due_count(later).await.unwrap().0, 302);
    assert_eq!(
        store.due_count(NOW).await.unwrap(),
        (301, Some(NOW + 30_000))
    );
}

#[tokio::test]
async fn an_order_that_somebody_looks_at_is_read_unless_it_was_lately() {
    let shop = Shop::read(5).await;
    let uuid = shop.list(OrderQuery::default()).await.rows[0].uuid.clone();
    shop.desk.close().await;
    let path = shop.folder.path().join("profiles/demo-shop/orders.db");
    let connection = rusqlite::Connection::open(path).unwrap();
    connection
        .execute_batch("UPDATE watches SET next_check_at = NULL, checked_at = checked_at - 61000")
        .unwrap();
    let desk = shop::open(shop.folder.path(), &shop.vault, Access::Background).await;
    shop::sync_is(&desk, |sync| sync.problem.is_none()).await;
    let before = shop.asked(&uuid).await;
    // The key comes a little after the window.
    for _ in 0..200 {
        desk.order_detail(&uuid).await.unwrap();
        if shop.asked(&uuid).await > before {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(shop.asked(&uuid).await, before + 1, "it was read");
    for _ in 0..10 {
        desk.order_detail(&uuid).await.unwrap();
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(shop.asked(&uuid).await, before + 1, "once");

    // Of another one the read fails: drawing the page again does not ask again.
    let mut others = shop.points.uuids().into_iter().map(|uuid| uuid.to_string());
    let other = others.find(|other| *other != uuid).unwrap();
    shop.fault(json!({"match": {"uuid": other}, "fault": {"kind": "reset"}}))
        .await;
    let before = shop.asked(&other).await;
    for _ in 0..20 {
        desk.order_detail(&other).await.unwrap();
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(shop.asked(&other).await, before + 1, "and not in a circle");
    desk.close().await;
}
