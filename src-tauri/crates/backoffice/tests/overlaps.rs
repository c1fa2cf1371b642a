//! A read and an action under way at the same time.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use std::sync::Arc;

use backoffice::desk::Access;
use backoffice::fold::Source;
use backoffice::store::{Heard, Priority, Store};
use backoffice::view::ActionState;
use points_api::OrderUuid;
use serde_json::json;
use shop::Shop;
use shop::asking::to_ship;

#[tokio::test]
async fn a_read_that_saw_the_order_before_an_action_does_not_have_the_last_word() {
    let shop = Shop::read(60).await;
    let rules = json!({"quirks": {"updated_at_missing": "always"}});
    shop.control("POST", "/rules", rules).await;
    let uuid = shop.a_paid_order("new").await;
    // The change comes a while after it was asked for; a read that began in between sees the order
    // as it was, and is heard last.
    shop.fault(json!([
        {"match": {"method": "POST", "uuid": uuid}, "fault": {"kind": "latency", "ms": 500}},
        {"match": {"method": "GET", "uuid": uuid}, "times": 1,
         "fault": {"kind": "late_answer", "ms": 1_200}},
    ]))
    .await;
    let before = shop.asked(&uuid).await;
    let (desk, request) = (Arc::clone(&shop.desk), to_ship(&uuid, "ready_shipping"));
    let action = tokio::spawn(async move { desk.ship_and_wait(request).await.unwrap() });
    shop.asked_again(&uuid, before).await;
    let read = shop.desk.refresh_order(&uuid).await.unwrap();
    assert!(read.failure.is_none());
    assert_eq!(action.await.unwrap()[0].state, ActionState::Confirmed);

    let confirmed_by = shop::now();
    shop.desk.sync_until_done(false).await.unwrap();
    assert_eq!(shop.asked(&uuid).await, before + 3, "asked once more");
    let detail = shop.desk.order_detail(&uuid).await.unwrap();
    assert_eq!(detail.row.shipping.word.as_deref(), Some("ready_shipping"));
    let next = detail.next_check_at.unwrap();
    assert!(
        next > confirmed_by && next <= confirmed_by + 60_000,
        "the read a minute after the action is still to come"
    );
}

#[tokio::test]
async fn the_end_waits_for_the_answer_to_what_was_sent() {
    let shop = Shop::read(50).await;
    let uuid = shop.a_paid_order("new").await;
    shop.fault(json!({
        "match": {"method": "POST", "uuid": uuid}, "fault": {"kind": "late_answer", "ms": 1_000},
    }))
    .await;
    let before = shop.asked(&uuid).await;
    let request = to_ship(&uuid, "ready_shipping");
    let action = shop.desk.ship(request).await.unwrap().remove(0);
    shop.asked_again(&uuid, before).await;
    shop.desk.close().await;
    let desk = shop::open(shop.folder.path(), &shop.vault, Access::Foreground).await;
    let detail = desk.order_detail(&uuid).await.unwrap();
    let kept = detail
        .timeline
        .iter()
        .filter_map(|entry| entry.action.as_ref())
        .find(|kept| kept.id == action.id);
    assert_eq!(kept.unwrap().state, ActionState::Confirmed);
    assert_eq!(shop.posts(&uuid).await, 1);
}

/// Points need not say when an order was changed; the desk hears that it did.
#[tokio::test]
async fn an_order_that_was_paid_late_is_watched_from_then_on() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("orders.db")).unwrap();
    let uuid: OrderUuid = "550e8400-e29b-41d4-a716-446655440000".parse().unwrap();
    let now = 1_795_000_000_000;
    let day = 24 * 3_600_000;
    let created_at = chrono::DateTime::from_timestamp_millis(now - 40 * day).unwrap();
    let keep = async |status: &str, at| {
        let heard = Heard {
            uuid,
            source: Source::Read,
            event: None,
            raw: json!({
                "uuid": uuid.to_string(), "order_status": status,
                "created_at": created_at.to_rfc3339(),
            })
            .to_string(),
            asked_at: at,
            heard_at: at,
            points_time: Some(at),
        };
        store.record(Priority::Sweep, heard).await.unwrap();
        store.due_count(at).await.unwrap().1
    };
    assert_eq!(
        keep("authorized", now).await,
        None,
        "too old to be asked about"
    );
    assert!(keep("captured", now + day).await.is_some());
    assert!(keep("captured", now + 29 * day).await.is_some());
    assert_eq!(keep("captured", now + 31 * day).await, None);
    // Refunded at last: a week more.
    assert!(keep("fully_refunded", now + 40 * day).await.is_some());
    assert_eq!(keep("fully_refunded", now + 47 * day).await, None);
}

#[tokio::test]
async fn only_a_read_that_began_late_enough_meets_the_wish_for_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("orders.db")).unwrap();
    let uuid: OrderUuid = "550e8400-e29b-41d4-a716-446655440000".parse().unwrap();
    let heard = |source, asked_at, heard_at, shipping: i64| Heard {
        uuid,
        source,
        event: (source == Source::Event).then(|| "captured".to_owned()),
        raw: json!({
            "uuid": uuid.to_string(), "order_status": "captured", "shipping_status": shipping,
            "created_at": "2026-11-01T10:00:00Z", "updated_at": "2026-11-01T10:00:00Z",
        })
        .to_string(),
        asked_at,
        heard_at,
        points_time: (source != Source::Event).then_some(asked_at),
    };
    let begin = 1_795_000_000_000;
    let keep = async |heard| store.record(Priority::Sweep, heard).await.unwrap();
    let due = async |now| store.due(now, 10).await.unwrap().len();
    keep(heard(Source::Read, begin, begin + 100, 1)).await;
    assert_eq!(due(begin + 1_000).await, 0);

    // An answer over a read: which of them is the later one, only another read tells.
    keep(heard(Source::Answer, begin + 50, begin + 900, 2)).await;
    assert_eq!(due(begin + 1_000).await, 1);
    // An event that says nothing new puts nothing off.
    keep(heard(Source::Event, begin + 1_000, begin + 1_000, 1)).await;
    assert_eq!(due(begin + 1_000).await, 1);
    // Kept late: the answer was heard after this read was.
    keep(heard(Source::Read, begin + 60, begin + 800, 1)).await;
    assert_eq!(due(begin + 1_100).await, 1);
    keep(heard(Source::Read, begin + 1_200, begin + 1_300, 2)).await;
    assert_eq!(due(begin + 1_400).await, 0);

    // After the clock was put back, what was heard "later" asks for no read without end.
    keep(heard(Source::Read, begin - 600_000, begin - 599_000, 2)).await;
    assert_eq!(due(begin - 598_000).await, 0);
}
