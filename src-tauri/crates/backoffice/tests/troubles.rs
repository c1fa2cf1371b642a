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

use backoffice::desk::{Access, Change};
use backoffice::secrets::{SecretKind, Vault};
use backoffice::view::{
    ActionState, CheckOutcome, ErrorCode, OrderQuery, ShippingRequest, SyncPhase, Topic,
};
use points_api::PrivateKey;
use serde_json::{Value, json};
use shop::{Shop, sync_is};
use tokio::sync::broadcast::Receiver;

fn to_ship(uuid: &str) -> ShippingRequest {
    ShippingRequest {
        uuids: vec![uuid.to_owned()],
        target: Some("delivered".to_owned()),
        name_ar: None,
        name_en: None,
        ..ShippingRequest::default()
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

/// What was told of sync while reading, by whether something stood in the way.
fn told_while_reading(changes: &mut Receiver<Change>) -> Vec<Option<ErrorCode>> {
    std::iter::from_fn(|| changes.try_recv().ok())
        .filter_map(|change| match change {
            Change::Sync(sync) if sync.phase == SyncPhase::Running => Some(sync.problem),
            _ => None,
        })
        .map(|problem| problem.map(|problem| problem.code))
        .collect()
}

#[tokio::test]
async fn what_stands_in_the_way_is_told_until_a_read_succeeds() {
    let shop = Shop::with(5).await;
    shop.track_all().await;
    shop.fault(json!({"match": {}, "fault": {"kind": "not_json"}}))
        .await;
    let waiting = shop.desk.sync_until_done(false).await.unwrap();
    assert_eq!(waiting.phase, SyncPhase::Waiting);

    let mut changes = shop.desk.changes();
    shop.desk.sync_until_done(true).await.unwrap();
    let told = told_while_reading(&mut changes);
    assert!(!told.is_empty());
    assert!(
        told.iter().all(Option::is_some),
        "a try alone mends nothing: {told:?}"
    );

    shop.control("DELETE", "/faults", Value::Null).await;
    let idle = shop.desk.sync_until_done(true).await.unwrap();
    assert_eq!((idle.phase, idle.problem), (SyncPhase::Idle, None));
    let told = told_while_reading(&mut changes);
    assert_eq!(told.first(), Some(&Some(ErrorCode::UnreadableAnswer)));
    assert_eq!(told.last(), Some(&None));
}

/// The orders with a change that waits for evidence or a person.
async fn unsettled(shop: &Shop, query: OrderQuery) -> Vec<String> {
    let query = OrderQuery {
        unsettled: true,
        ..query
    };
    let page = shop.list(query).await;
    assert_eq!(usize::try_from(page.total.count).unwrap(), page.rows.len());
    page.rows.into_iter().map(|row| row.uuid).collect()
}

#[tokio::test]
async fn what_nobody_knows_the_end_of_says_why_and_can_be_found() {
    let shop = Shop::read(50).await;
    let uuid = shop.a_paid_order("new").await;
    shop.fault(json!({
        "match": {"method": "POST", "uuid": uuid}, "times": 1, "fault": {"kind": "reset"},
    }))
    .await;
    assert!(unsettled(&shop, OrderQuery::default()).await.is_empty());
    let action = shop
        .desk
        .ship_and_wait(to_ship(&uuid))
        .await
        .unwrap()
        .remove(0);
    assert_eq!(action.state, ActionState::Unknown);

    let row = shop.desk.order_detail(&uuid).await.unwrap().row;
    let pending = row.pending.unwrap();
    assert_eq!(pending.reason.as_deref(), Some("interrupted"));
    assert_eq!(pending.message, None, "Points said nothing");
    let counts = shop.desk.count_statuses().await.unwrap();
    assert_eq!((counts.unsettled, counts.unclear), (1, 1));
    let search = |search: &str| OrderQuery {
        search: search.to_owned(),
        ..OrderQuery::default()
    };
    let number = row.order_number.unwrap();
    for (query, found) in [
        (OrderQuery::default(), true),
        (search(&number), true),
        (search("no such words"), false),
        (
            OrderQuery {
                financial: vec!["cancelled".to_owned()],
                ..OrderQuery::default()
            },
            false,
        ),
    ] {
        let expected = if found {
            vec![uuid.clone()]
        } else {
            Vec::new()
        };
        assert_eq!(unsettled(&shop, query.clone()).await, expected, "{query:?}");
    }

    shop.desk.withdraw_action(action.id).await.unwrap();
    assert!(unsettled(&shop, OrderQuery::default()).await.is_empty());
}

#[tokio::test]
async fn a_refusal_goes_when_its_person_has_read_it() {
    let shop = Shop::read(50).await;
    let uuid = shop.a_paid_order("new").await;
    shop.fault(json!({
        "match": {"method": "POST", "uuid": uuid}, "times": 1,
        "fault": {"kind": "status", "code": 403},
    }))
    .await;
    let request = to_ship(&uuid);
    let action = shop.desk.ship_and_wait(request).await.unwrap().remove(0);
    assert_eq!(action.state, ActionState::Refused);
    shop.desk.withdraw_action(action.id).await.unwrap();
    let row = shop.desk.order_detail(&uuid).await.unwrap().row;
    assert_eq!(row.pending, None);
}

#[tokio::test]
async fn a_key_that_was_out_of_reach_at_the_start_is_fetched_when_asked_again() {
    let shop = Shop::read(5).await;
    shop.desk.close().await;
    let vault = Vault::os();
    let desk = shop::open(shop.folder.path(), &vault, Access::Background).await;
    let stopped = sync_is(&desk, |sync| sync.phase == SyncPhase::NoKey).await;
    assert!(stopped.problem.is_some(), "why there is none");
    let key = PrivateKey::parse(shop.points.private_key.clone()).unwrap();
    vault.keep_for_session("demo-shop", SecretKind::PrivateKey, key);
    desk.sync_now(true).await.unwrap();
    let read = sync_is(&desk, |sync| {
        sync.phase == SyncPhase::Idle && sync.done == 5
    })
    .await;
    assert_eq!(read.problem, None);
    desk.close().await;
}

#[tokio::test]
async fn a_wrong_clock_is_told_when_it_is_found_and_when_it_is_right_again() {
    let shop = Shop::read(5).await;
    let uuid = shop.list(OrderQuery::default()).await.rows[0].uuid.clone();
    for (offset, is_wrong) in [(600, true), (0, false)] {
        let body = json!({"offset_seconds": offset});
        shop.control("POST", "/clock", body).await;
        let mut changes = shop.desk.changes();
        shop.desk.refresh_order(&uuid).await.unwrap();
        let told = std::iter::from_fn(|| changes.try_recv().ok()).any(
            |change| matches!(change, Change::Topics(topics) if topics.contains(&Topic::Desk)),
        );
        assert!(told, "the desk tells of a clock that is off by {offset} s");
        let view = shop.desk.desk_view().await.unwrap();
        assert_eq!(view.clock_off_by.is_some(), is_wrong);
    }
}
