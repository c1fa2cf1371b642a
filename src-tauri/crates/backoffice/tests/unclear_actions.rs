//! Actions of which nobody knows what came of them, or that a failing store left behind.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod history;
mod shop;

use std::sync::Arc;
use std::time::Duration;

use backoffice::desk::{Access, Desk};
use backoffice::fold::Source;
use backoffice::store::{Heard, NewIntent, Priority, StateChange, Store};
use backoffice::view::{
    ActionKind, ActionState, ActionView, Settings, ShippingRequest, TimelineEntry,
};
use history::{UUID, message};
use serde_json::{Value, json};
use shop::Shop;
use shop::asking::to_ship;

/// A shop where the code for `ready_shipping` is learnt.
async fn taught() -> Shop {
    let shop = Shop::read(400).await;
    let teacher = shop.a_paid_order("new").await;
    let request = to_ship(&teacher, "ready_shipping");
    shop.desk.ship_and_wait(request).await.unwrap();
    shop
}

/// An action whose answer was lost.
async fn lost(shop: &Shop) -> ActionView {
    let uuid = shop.a_paid_order("new").await;
    shop.fault(json!({
        "match": {"method": "POST", "uuid": uuid}, "times": 1, "fault": {"kind": "lose_answer"},
    }))
    .await;
    let request = to_ship(&uuid, "ready_shipping");
    let action = shop.desk.ship_and_wait(request).await.unwrap().remove(0);
    assert_eq!(action.state, ActionState::Unknown);
    action
}

async fn last_action(desk: &Desk, uuid: &str) -> ActionView {
    let detail = desk.order_detail(uuid).await.unwrap();
    let actions = |entry: TimelineEntry| entry.action;
    detail.timeline.into_iter().find_map(actions).unwrap()
}

/// Waits until the last action of an order stands as wanted.
async fn action_is(desk: &Desk, uuid: &str, wanted: ActionState) -> ActionView {
    for _ in 0..1_200 {
        let action = last_action(desk, uuid).await;
        if action.state == wanted {
            return action;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("it stays {:?}", last_action(desk, uuid).await)
}

fn database(shop: &Shop) -> rusqlite::Connection {
    let path = shop.folder.path().join("profiles/demo-shop/orders.db");
    rusqlite::Connection::open(path).unwrap()
}

#[tokio::test]
async fn whoever_asks_about_the_order_what_points_shows_settles_it() {
    let shop = taught().await;
    for asks in ["a person", "a check", "sync"] {
        let action = lost(&shop).await;
        let uuid = action.order_uuid.clone().unwrap();
        match asks {
            "a person" => drop(shop.desk.refresh_order(&uuid).await.unwrap()),
            "a check" => drop(shop.desk.check_orders(vec![uuid.clone()]).await.unwrap()),
            _ => drop(shop.desk.sync_until_done(false).await.unwrap()),
        }
        let action = last_action(&shop.desk, &uuid).await;
        assert_eq!(action.state, ActionState::Confirmed, "{asks}");
        assert_eq!(action.reason.as_deref(), Some("read_shows_it"), "{asks}");
        assert_eq!(shop.posts(&uuid).await, 1, "{asks}");
    }
}

#[tokio::test]
async fn a_label_that_a_colleague_did_not_write_is_not_taken_for_ours() {
    let shop = taught().await;
    let uuid = shop.a_paid_order("new").await;
    shop.fault(json!({
        "match": {"method": "POST", "uuid": uuid}, "times": 1, "fault": {"kind": "reset"},
    }))
    .await;
    let request = ShippingRequest {
        name_en: Some("At the counter".to_owned()),
        ..to_ship(&uuid, "ready_shipping")
    };
    let action = shop.desk.ship_and_wait(request).await.unwrap().remove(0);
    let by_colleague = json!({"shipping": "ready_shipping"});
    let path = format!("/orders/{uuid}");
    shop.control("PATCH", &path, by_colleague).await;
    let action = shop.desk.settle_action(action.id).await.unwrap();
    assert_eq!(action.state, ActionState::Unknown);
}

/// A store with one order, which stands at `new`, and an action of it that became unclear.
async fn unclear(folder: &std::path::Path) -> (Store, i64) {
    let store = Store::open(&folder.join("orders.db")).unwrap();
    let state = json!({"uuid": UUID, "order_status": "captured", "status": "new"});
    let read = message(Source::Read, None, state, Some(1_000), 1_000);
    store.record(Priority::Person, read).await.unwrap();
    let intent = NewIntent {
        order: Some(UUID.parse().unwrap()),
        target: Some("delivered".to_owned()),
        ..NewIntent::new(uuid::Uuid::now_v7(), ActionKind::Shipping, 9_000)
    };
    let id = store.insert_actions(vec![intent]).await.unwrap()[0];
    store
        .begin_sending(id, 10_000, String::new(), String::new())
        .await
        .unwrap();
    let unknown = StateChange {
        state: ActionState::Unknown,
        at: 12_000,
        reason: None,
        message: None,
        next_settle_at: Some(14_000),
    };
    store
        .change_action(id, &[ActionState::Sending], unknown)
        .await
        .unwrap();
    (store, id)
}

fn read(asked_at: i64, heard_at: i64, status: &str) -> Heard {
    let state = json!({"uuid": UUID, "order_status": "captured", "status": status});
    Heard {
        asked_at,
        ..message(Source::Read, None, state, Some(asked_at), heard_at)
    }
}

fn event(status: &str, updated_at: Option<&str>, heard_at: i64) -> Heard {
    let mut order = json!({"id": UUID, "status": status});
    if let Some(updated_at) = updated_at {
        order["updated_at"] = json!(updated_at);
    }
    let name = Some("shipping_status_updated");
    message(Source::Event, name, order, None, heard_at)
}

#[tokio::test]
async fn a_read_that_was_asked_before_the_sending_proves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (store, id) = unclear(folder.path()).await;
    let state = async || store.action(id).await.unwrap().state;
    let early = read(9_500, 13_000, "delivered");
    store.record(Priority::Sweep, early).await.unwrap();
    assert_eq!(state().await, ActionState::Unknown);
    let other = read(13_500, 13_600, "ready_shipping");
    store.record(Priority::Sweep, other).await.unwrap();
    assert_eq!(state().await, ActionState::Unknown);
    let later = read(14_000, 14_100, "delivered");
    store.record(Priority::Sweep, later).await.unwrap();
    assert_eq!(state().await, ActionState::Confirmed);
}

#[tokio::test]
async fn what_came_to_a_person_is_still_settled_by_the_next_proof() {
    let folder = tempfile::tempdir().unwrap();
    let (store, id) = unclear(folder.path()).await;
    let to_person = StateChange {
        state: ActionState::NeedsPerson,
        at: 700_000,
        reason: Some("read_cannot_tell".to_owned()),
        message: None,
        next_settle_at: None,
    };
    store.not_settled(id, 5, None, to_person).await.unwrap();
    let needs = store.action(id).await.unwrap();
    assert_eq!(needs.state, ActionState::NeedsPerson);
    let late = event("delivered", None, 800_000);
    store.record(Priority::Sweep, late).await.unwrap();
    let undated = store.action(id).await.unwrap();
    assert_eq!(undated.state, ActionState::NeedsPerson, "a read is newer");
    let dated = event("delivered", Some("2026-11-01T10:00:00Z"), 800_100);
    store.record(Priority::Sweep, dated).await.unwrap();
    let settled = store.action(id).await.unwrap();
    assert_eq!(settled.state, ActionState::Confirmed);
    let order = store
        .order(UUID.parse().unwrap(), Settings::default(), 900_000)
        .await
        .unwrap();
    assert_eq!(order.row.pending, None);
}

#[tokio::test]
async fn an_answer_waits_in_hand_for_as_long_as_the_disk_is_full() {
    let shop = Shop::read(20).await;
    let uuid = shop.a_paid_order("new").await;
    shop.desk.close().await;
    let desk = shop::open(shop.folder.path(), &shop.vault, Access::Background).await;
    let connection = database(&shop);
    connection
        .execute_batch(
            "CREATE TRIGGER full_disk BEFORE INSERT ON action_changes
                 WHEN NEW.state IN ('confirmed', 'unknown')
             BEGIN SELECT RAISE(ABORT, 'no room'); END",
        )
        .unwrap();
    desk.ship(to_ship(&uuid, "ready_shipping")).await.unwrap();
    // Longer than all the tries that the sending itself makes.
    tokio::time::sleep(Duration::from_secs(14)).await;
    let held = last_action(&desk, &uuid).await;
    assert_eq!(held.state, ActionState::Sending);
    connection.execute_batch("DROP TRIGGER full_disk").unwrap();
    let settled = action_is(&desk, &uuid, ActionState::Confirmed).await;
    assert_eq!(settled.reason, None, "by the answer, not by a read");
    assert_eq!(shop.posts(&uuid).await, 1);
    desk.close().await;
}

#[tokio::test]
async fn what_the_store_kept_from_being_sent_goes_once_it_can_be_written() {
    let shop = Shop::read(20).await;
    let uuid = shop.a_paid_order("new").await;
    shop.desk.close().await;
    let desk = shop::open(shop.folder.path(), &shop.vault, Access::Background).await;
    let connection = database(&shop);
    connection
        .execute_batch(
            "CREATE TRIGGER full_disk BEFORE INSERT ON action_requests
             BEGIN SELECT RAISE(ABORT, 'no room'); END",
        )
        .unwrap();
    desk.ship(to_ship(&uuid, "ready_shipping")).await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let waits = last_action(&desk, &uuid).await;
    assert_eq!(waits.state, ActionState::Queued);
    assert_eq!(shop.posts(&uuid).await, 0);
    connection.execute_batch("DROP TRIGGER full_disk").unwrap();
    action_is(&desk, &uuid, ActionState::Confirmed).await;
    assert_eq!(shop.posts(&uuid).await, 1);
    desk.close().await;
}

#[tokio::test]
async fn what_stands_as_sending_and_is_in_nobodys_hand_is_unclear() {
    let shop = Shop::read(20).await;
    let uuid = shop.a_paid_order("new").await;
    let action = shop
        .desk
        .ship_and_wait(to_ship(&uuid, "ready_shipping"))
        .await
        .unwrap()
        .remove(0);
    shop.desk.close().await;
    let desk = shop::open(shop.folder.path(), &shop.vault, Access::Background).await;
    let sql = "UPDATE actions SET state = 'sending' WHERE id = ?1";
    database(&shop).execute(sql, [action.id]).unwrap();
    // Another action's failure makes the dispatch look.
    let other = shop.a_paid_order("new").await;
    shop.fault(json!({
        "match": {"method": "POST", "uuid": other}, "times": 1, "fault": {"kind": "lose_answer"},
    }))
    .await;
    desk.ship(to_ship(&other, "ready_shipping")).await.unwrap();
    let settled = action_is(&desk, &uuid, ActionState::Confirmed).await;
    assert_eq!(settled.reason.as_deref(), Some("read_shows_it"));
    assert_eq!(shop.posts(&uuid).await, 1);
    desk.close().await;
}

#[tokio::test]
async fn an_unclear_action_that_lost_its_plan_is_settled_after_the_next_start() {
    let shop = taught().await;
    let action = lost(&shop).await;
    shop.desk.close().await;
    let sql = "UPDATE actions SET next_settle_at = NULL WHERE id = ?1";
    database(&shop).execute(sql, [action.id]).unwrap();
    let desk: Arc<Desk> = shop::open(shop.folder.path(), &shop.vault, Access::Foreground).await;
    let planned = last_action(&desk, action.order_uuid.as_deref().unwrap()).await;
    assert!(planned.next_settle_at.is_some());
    shop.control("DELETE", "/faults", Value::Null).await;
    desk.close().await;
}
