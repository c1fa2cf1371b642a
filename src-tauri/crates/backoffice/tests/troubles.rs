//! What goes wrong in a shop, and must not go further wrong by itself.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use std::sync::Arc;
use std::time::Duration;

use backoffice::desk::Access;
use backoffice::view::{
    ActionState, CheckOutcome, ErrorCode, OrderQuery, ShippingRequest, SyncPhase,
};
use serde_json::{Value, json};
use shop::Shop;

fn to_ship(uuid: &str) -> ShippingRequest {
    ShippingRequest {
        uuids: vec![uuid.to_owned()],
        target: Some("delivered".to_owned()),
        name_ar: None,
        name_en: None,
    }
}

#[tokio::test]
async fn an_order_named_twice_is_shipped_once() {
    let shop = Shop::read(50).await;
    let uuid = shop.a_paid_order("new").await;
    let request = ShippingRequest {
        uuids: vec![uuid.clone(), uuid.to_uppercase()],
        ..to_ship(&uuid)
    };
    let actions = shop.desk.ship_and_wait(request).await.unwrap();
    assert_eq!(actions.len(), 1);
    assert_eq!(shop.posts(&uuid).await, 1);
    assert_eq!(shop.sync().await.phase, SyncPhase::Idle);
}

fn database(shop: &Shop) -> rusqlite::Connection {
    let path = shop.folder.path().join("profiles/demo-shop/orders.db");
    rusqlite::Connection::open(path).unwrap()
}

#[tokio::test]
async fn a_late_refusal_of_the_old_key_says_nothing_about_the_new_one() {
    let shop = Shop::read(5).await;
    let uuid = shop.list(OrderQuery::default()).await.rows[0].uuid.clone();
    shop.fault(json!({
        "match": {"uuid": uuid}, "times": 1, "fault": {"kind": "latency", "ms": 4_000},
    }))
    .await;
    let (desk, late) = (Arc::clone(&shop.desk), uuid.clone());
    let before = shop.asked(&uuid).await;
    let late = tokio::spawn(async move { desk.refresh_order(&late).await.unwrap() });
    shop.asked_again(&uuid, before).await;
    let keys = shop.control("POST", "/keys/rotate", json!({})).await;
    let key = keys["private_key"].as_str().unwrap().to_owned();
    shop.desk.replace_key("demo-shop", key, true).await.unwrap();
    let refused = late.await.unwrap();
    assert_eq!(refused.failure.unwrap().code, ErrorCode::KeyRefused);
    let read = shop.desk.refresh_order(&uuid).await.unwrap();
    assert_eq!(read.outcome, CheckOutcome::Unchanged, "{:?}", read.failure);
}

#[tokio::test]
async fn a_key_that_points_accepts_again_is_used_again() {
    let shop = Shop::read(5).await;
    let uuid = shop.list(OrderQuery::default()).await.rows[0].uuid.clone();
    shop.fault(json!({
        "match": {"uuid": uuid}, "times": 1, "fault": {"kind": "status", "code": 400},
    }))
    .await;
    let refused = shop.desk.refresh_order(&uuid).await.unwrap();
    assert_eq!(refused.failure.unwrap().code, ErrorCode::KeyRefused);
    let refused = shop.desk.refresh_order(&uuid).await.unwrap();
    assert_eq!(refused.failure.unwrap().code, ErrorCode::KeyRefused);
    assert_eq!(shop.sync().await.phase, SyncPhase::KeyRefused);
    shop.desk.check_key("demo-shop").await.unwrap();
    let read = shop.desk.refresh_order(&uuid).await.unwrap();
    assert_eq!(read.failure, None);
    assert_eq!(shop.sync().await.phase, SyncPhase::Idle);
}

#[tokio::test]
async fn what_waits_for_its_turn_was_not_sent() {
    let shop = Shop::read(20).await;
    let uuid = shop.list(OrderQuery::default()).await.rows[0].uuid.clone();
    shop.fault(json!({
        "match": {"method": "GET"}, "times": 1,
        "fault": {"kind": "throttle", "retry_after": "60"},
    }))
    .await;
    shop.desk.refresh_order(&uuid).await.unwrap();
    let action = shop.desk.ship(to_ship(&uuid)).await.unwrap().remove(0);
    tokio::time::sleep(Duration::from_millis(200)).await;
    let pending = shop.desk.order_detail(&uuid).await.unwrap().row.pending;
    assert_eq!(pending.unwrap().state, ActionState::Queued);
    let action = shop.desk.withdraw_action(action.id).await.unwrap();
    assert_eq!(action.state, ActionState::Withdrawn);
    assert_eq!(shop.posts(&uuid).await, 0);
}

#[tokio::test]
async fn sync_survives_a_store_that_cannot_be_written_for_a_while() {
    let shop = Shop::with(10).await;
    shop.track_all().await;
    shop.desk.close().await;
    let connection = database(&shop);
    connection
        .execute_batch(
            "CREATE TRIGGER full_disk BEFORE INSERT ON sightings
         BEGIN SELECT RAISE(ABORT, 'no room'); END",
        )
        .unwrap();
    let desk = shop::open(shop.folder.path(), &shop.vault, Access::Background).await;
    let waiting = shop::sync_is(&desk, |sync| sync.phase == SyncPhase::Waiting).await;
    assert_eq!(waiting.problem.unwrap().code, ErrorCode::DatabaseFailed);
    connection.execute_batch("DROP TRIGGER full_disk").unwrap();
    desk.sync_now(false).await.unwrap();
    let idle = shop::sync_is(&desk, |sync| sync.phase == SyncPhase::Idle).await;
    assert_eq!((idle.due, idle.problem), (0, None));
    assert_eq!(desk.count_statuses().await.unwrap().unread, 0);
    desk.close().await;
}

#[tokio::test]
async fn an_answer_that_could_not_be_written_at_once_is_written_later() {
    let shop = Shop::read(20).await;
    let uuid = shop.list(OrderQuery::default()).await.rows[0].uuid.clone();
    let connection = database(&shop);
    connection
        .execute_batch(
            "CREATE TRIGGER full_disk BEFORE INSERT ON sightings
         BEGIN SELECT RAISE(ABORT, 'no room'); END",
        )
        .unwrap();
    let desk = Arc::clone(&shop.desk);
    let request = to_ship(&uuid);
    let sent = tokio::spawn(async move { desk.ship_and_wait(request).await.unwrap() });
    tokio::time::sleep(Duration::from_millis(150)).await;
    connection.execute_batch("DROP TRIGGER full_disk").unwrap();
    let action = sent.await.unwrap().remove(0);
    assert_eq!(action.state, ActionState::Confirmed);
    assert_eq!(shop.posts(&uuid).await, 1);
}

#[tokio::test]
async fn a_wall_of_pages_before_points_is_not_run_against() {
    let shop = Shop::with(200).await;
    shop.track_all().await;
    shop.fault(json!({"match": {}, "fault": {"kind": "not_json"}}))
        .await;
    let sync = shop.desk.sync_until_done(false).await.unwrap();
    assert_eq!(sync.phase, SyncPhase::Waiting);
    assert_eq!(sync.problem.unwrap().code, ErrorCode::UnreadableAnswer);
    let ledger = shop.control("GET", "/ledger", Value::Null).await;
    let asked = ledger["entries"].as_array().unwrap().len();
    assert!(asked <= 15, "{asked} requests against a wall");
}
