//! What keeps the queue from losing a wish, from sending more than was meant, and from sending it to
//! another store.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use std::sync::Arc;
use std::time::Duration;

use backoffice::desk::{Access, Desk, DeskOptions};
use backoffice::view::{
    ActionKind, ActionState, ActionView, BulkShippingRequest, Decision, ErrorCode, FailureView,
    MoneyHindrance, OrderQuery, OrderSelection, Settings, SeveralStatuses, ShippingStep,
};
use points_api::PrivateKey;
use serde_json::{Value, json};
use shop::Shop;
use shop::asking::{is, purchase, refund, ship, ship_selection};

/// The same shop at a desk that works by itself, where the last of several statuses is sent.
async fn at_work(shop: &Shop) -> Arc<Desk> {
    let settings = Settings {
        several_statuses: SeveralStatuses::OnlyLast,
        ..shop.desk.desk_view().await.unwrap().settings
    };
    shop.desk.save_settings(settings).await.unwrap();
    shop.at_work().await
}

/// A batch of one order; its number and the action.
async fn ship_in_bulk(desk: &Desk, uuid: &str, target: &str) -> (i64, i64) {
    let request = BulkShippingRequest {
        selection: OrderSelection {
            uuids: vec![uuid.to_owned()],
            ..OrderSelection::default()
        },
        step: ShippingStep::To {
            word: target.to_owned(),
        },
    };
    let batch = ship_selection(desk, request).await.unwrap();
    (batch.id, batch.rows[0].action_id)
}

async fn waits_because(desk: &Desk, id: i64, reason: &str) -> ActionView {
    for _ in 0..400 {
        let action = desk.action(id).await.unwrap();
        if action.reason.as_deref() == Some(reason) {
            return action;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("it stays {:?}", desk.action(id).await.unwrap())
}

#[tokio::test]
async fn calling_a_batch_off_brings_back_what_it_took_the_place_of() {
    let shop = Shop::read(60).await;
    let desk = at_work(&shop).await;
    shop::hold_back(&desk, 3).await;
    let uuid = shop.a_paid_order("new").await;
    let packed = ship(&desk, &uuid, "ready_shipping").await;
    shop::hold_back(&desk, 60).await;
    let (batch, delivered) = ship_in_bulk(&desk, &uuid, "delivered").await;
    is(&desk, packed.id, ActionState::Superseded).await;

    desk.cancel_batch(batch).await.unwrap();
    is(&desk, delivered, ActionState::Withdrawn).await;
    let again = desk.action(packed.id).await.unwrap();
    assert_eq!(
        again.state,
        ActionState::Held,
        "its own time to be undone is not over"
    );
    is(&desk, packed.id, ActionState::Confirmed).await;
    let sent = shop.sent(&uuid).await;
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert_eq!(sent[0]["body"]["status"], "ready_shipping");
    desk.close().await;
}

#[tokio::test]
async fn what_a_batch_asked_for_stays_called_off_when_a_later_status_is_undone() {
    let shop = Shop::read(60).await;
    let desk = at_work(&shop).await;
    shop::hold_back(&desk, 3).await;
    let uuid = shop.a_paid_order("new").await;
    let packed = ship(&desk, &uuid, "ready_shipping").await;
    shop::hold_back(&desk, 60).await;
    let (batch, on_its_way) = ship_in_bulk(&desk, &uuid, "delivery_is_in_progress").await;
    let delivered = ship(&desk, &uuid, "delivered").await;
    desk.cancel_batch(batch).await.unwrap();
    is(&desk, on_its_way, ActionState::Withdrawn).await;
    is(&desk, packed.id, ActionState::Superseded).await;

    desk.undo_action(delivered.id).await.unwrap();
    is(&desk, packed.id, ActionState::Confirmed).await;
    is(&desk, on_its_way, ActionState::Withdrawn).await;
    assert_eq!(shop.sent(&uuid).await.len(), 1);
    desk.close().await;
}

#[tokio::test]
async fn giving_up_what_waits_brings_back_what_it_took_the_place_of() {
    let shop = Shop::read(60).await;
    let desk = at_work(&shop).await;
    shop::hold_back(&desk, 3).await;
    let uuid = shop.a_paid_order("new").await;
    let packed = ship(&desk, &uuid, "ready_shipping").await;
    shop::hold_back(&desk, 60).await;
    let delivered = ship(&desk, &uuid, "delivered").await;
    desk.withdraw_action(delivered.id).await.unwrap();
    is(&desk, packed.id, ActionState::Confirmed).await;
    desk.close().await;
}

#[tokio::test]
async fn what_never_left_is_not_told_as_sent() {
    let shop = Shop::read(60).await;
    let desk = at_work(&shop).await;
    shop::hold_back(&desk, 0).await;
    let uuid = shop.a_paid_order("new").await;
    // Read this moment, so that the request itself is what finds nobody there.
    desk.refresh_order(&uuid).await.unwrap();
    shop.points.shutdown().await;
    let asked = ship(&desk, &uuid, "ready_shipping").await;
    let waits = waits_because(&desk, asked.id, "connection_refused").await;
    assert_eq!((waits.state, waits.tries), (ActionState::Queued, 0));
    let evidence = desk.action_evidence(asked.id).await.unwrap();
    assert_eq!(evidence.requests, []);
    desk.close().await;
}

#[tokio::test]
async fn no_more_is_asked_back_than_is_left_beside_what_was_asked() {
    let shop = Shop::read(100).await;
    let desk = at_work(&shop).await;
    let uuid = shop.a_paid_order("new").await;
    let total = desk.order_detail(&uuid).await.unwrap().row.total_halalas;
    let total = total.unwrap();
    let part = total / 2 + 1;
    shop.fault(json!({
        "match": {"method": "POST", "uuid": uuid}, "times": 1, "fault": {"kind": "lose_answer"},
    }))
    .await;
    let lost = desk.ask_money(refund(&uuid, Some(part))).await.unwrap();
    is(&desk, lost.id, ActionState::Unknown).await;
    let second = desk.ask_money(refund(&uuid, Some(part))).await.unwrap_err();
    let failure = FailureView::from(second);
    assert_eq!(failure.code, ErrorCode::AmountInvalid);
    assert_eq!(failure.details["left_halalas"], (total - part).to_string());

    // All that is left is a part too: without an amount, Points would be asked for the whole order.
    let rest = desk.ask_money(refund(&uuid, None)).await.unwrap();
    assert_eq!(rest.amount_halalas, Some(total - part));
    let nothing = desk.ask_money(refund(&uuid, None)).await.unwrap_err();
    let failure = FailureView::from(nothing);
    assert_eq!(failure.code, ErrorCode::MoneyNotOffered);
    let hindrance = serde_json::to_value(MoneyHindrance::ActionOpen).unwrap();
    assert_eq!(failure.details["hindrance"], hindrance);
    desk.close().await;
}

#[tokio::test]
async fn a_pause_of_points_outlives_a_restart_for_every_order() {
    let shop = Shop::read(60).await;
    let desk = at_work(&shop).await;
    shop::hold_back(&desk, 0).await;
    let (first, second) = (
        shop.a_paid_order("new").await,
        shop.a_paid_order("ready_shipping").await,
    );
    shop.fault(json!({
        "match": {"method": "POST", "uuid": first}, "times": 1,
        "fault": {"kind": "throttle", "retry_after": "120"},
    }))
    .await;
    let asked = ship(&desk, &first, "ready_shipping").await;
    waits_because(&desk, asked.id, "throttled").await;
    desk.close().await;

    let desk = shop::open(shop.folder.path(), &shop.vault, Access::Background).await;
    let other = ship(&desk, &second, "delivered").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(
        desk.action(other.id).await.unwrap().state,
        ActionState::Queued
    );
    let stopped = desk.queue_view().await.unwrap().stopped.unwrap();
    assert_eq!(stopped.code, ErrorCode::Throttled);
    assert_eq!(shop.posts(&second).await, 0);
    desk.close().await;

    // A clock that was set back since says nothing about when the pause is over.
    let database = shop.folder.path().join("profiles/demo-shop/orders.db");
    rusqlite::Connection::open(database)
        .unwrap()
        .execute(
            "UPDATE actions SET next_try_at = next_try_at + 3600000,
                 waits_since = waits_since + 3600000 WHERE next_try_at IS NOT NULL",
            [],
        )
        .unwrap();
    let desk = shop::open(shop.folder.path(), &shop.vault, Access::Background).await;
    is(&desk, other.id, ActionState::Confirmed).await;
    desk.close().await;
}

#[tokio::test]
async fn nothing_that_waits_leaves_under_the_key_of_another_store() {
    let shop = Shop::read(3).await;
    let uuids: Vec<String> = shop
        .list(OrderQuery::default())
        .await
        .rows
        .into_iter()
        .map(|row| row.uuid)
        .collect();
    let desk = at_work(&shop).await;
    shop::hold_back(&desk, 60).await;
    let held = ship(&desk, &uuids[0], "cancelled").await;
    let keys = shop.control("POST", "/keys/rotate", json!({})).await;
    let key = keys["private_key"].as_str().unwrap().to_owned();
    // To a merchant who owns none of them, Points says that there is no such order.
    for uuid in &uuids {
        shop.fault(json!({
            "match": {"method": "GET", "uuid": uuid}, "times": 1,
            "fault": {"kind": "status", "code": 404},
        }))
        .await;
    }
    let refused = desk
        .replace_key("demo-shop", key.clone(), true)
        .await
        .unwrap_err();
    let code = FailureView::from(refused).code;
    assert_eq!(code, ErrorCode::KeyOfAnotherStore);
    assert_eq!(desk.action(held.id).await.unwrap().state, ActionState::Held);
    desk.replace_key("demo-shop", key, true).await.unwrap();
    desk.close().await;
}

/// A key from elsewhere, or one that was replaced while the store was closed, is held against the
/// store before anything leaves under it: neither is a wish refused, nor a purchase made.
#[tokio::test]
async fn what_waits_outlives_a_key_of_another_merchant() {
    let shop = Shop::read(3).await;
    let rows = shop.list(OrderQuery::default()).await.rows;
    let keys = shop.control("POST", "/keys/rotate", json!({})).await;
    let key = keys["private_key"].as_str().unwrap().to_owned();
    // To a merchant who owns none of them, Points says that there is no such order.
    for row in &rows {
        shop.fault(json!({
            "match": {"method": "GET", "uuid": row.uuid},
            "fault": {"kind": "status", "code": 404},
        }))
        .await;
    }
    shop.desk.close().await;
    let desk = Desk::open(DeskOptions {
        private_key: Some(PrivateKey::parse(key.clone()).unwrap()),
        ..shop::options(shop.folder.path(), &shop.vault, Access::Background)
    })
    .await
    .unwrap();
    let status = ship(&desk, &rows[0].uuid, "cancelled").await;
    let bought = desk
        .make_purchase(purchase(ActionKind::Earning, "Q-7"))
        .await
        .unwrap();
    for id in [status.id, bought.id] {
        let waits = waits_because(&desk, id, "key_of_another_store").await;
        assert_eq!((waits.state, waits.tries), (ActionState::Queued, 0));
    }
    assert_eq!(shop.posts(&rows[0].uuid).await, 0);
    shop.control("DELETE", "/faults", Value::Null).await;
    desk.replace_key("demo-shop", key, true).await.unwrap();
    for id in [status.id, bought.id] {
        is(&desk, id, ActionState::Confirmed).await;
    }
    desk.close().await;
}

#[tokio::test]
async fn an_older_order_of_the_same_number_is_not_what_a_purchase_made() {
    let shop = Shop::with(0).await;
    let desk = at_work(&shop).await;
    shop.fault(json!({
        "match": {"method": "POST"}, "times": 1, "fault": {"kind": "status", "code": 502},
    }))
    .await;
    let asked = desk
        .make_purchase(purchase(ActionKind::Earning, "Q-9"))
        .await
        .unwrap();
    is(&desk, asked.id, ActionState::Unknown).await;
    let alike = |created_at: &str| {
        json!({
            "order_number": "Q-9", "type": "earning", "total_price": "115.00",
            "created_at": created_at,
        })
    };
    for (created_at, then) in [
        ("2026-01-05T10:00:00Z", ActionState::Unknown),
        ("2099-01-05T10:00:00Z", ActionState::Confirmed),
    ] {
        let made = shop.control("POST", "/orders", alike(created_at)).await;
        desk.track_text(made["uuid"].as_str().unwrap())
            .await
            .unwrap();
        desk.sync_now(false).await.unwrap();
        for _ in 0..400 {
            let order = desk.order_detail(made["uuid"].as_str().unwrap()).await;
            if order.unwrap().row.checked_at.is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        is(&desk, asked.id, then).await;
    }
    desk.close().await;
}

#[tokio::test]
async fn a_status_that_is_sent_again_does_not_take_the_parcel_back_behind_a_later_one() {
    let shop = Shop::read(60).await;
    let desk = shop.at_work().await;
    let uuid = shop.a_paid_order("new").await;
    for fault in [
        json!({"kind": "latency", "ms": 1_000}),
        json!({"kind": "reset"}),
    ] {
        shop.fault(json!({
            "match": {"method": "POST", "uuid": uuid}, "times": 1, "fault": fault,
        }))
        .await;
    }
    let packed = ship(&desk, &uuid, "ready_shipping").await;
    is(&desk, packed.id, ActionState::Sending).await;
    let on_its_way = ship(&desk, &uuid, "delivery_is_in_progress").await;
    is(&desk, packed.id, ActionState::Unknown).await;

    let again = desk
        .decide_action(packed.id, Decision::SendAgain)
        .await
        .unwrap();
    assert_eq!(again.state, ActionState::Superseded);
    is(&desk, on_its_way.id, ActionState::Confirmed).await;
    let row = desk.order_detail(&uuid).await.unwrap().row;
    assert_eq!(
        row.shipping.word.as_deref(),
        Some("delivery_is_in_progress")
    );
    desk.close().await;
}

#[tokio::test]
async fn a_state_that_stands_already_is_seen_before_a_refund_is_sent_again() {
    let shop = Shop::read(60).await;
    let desk = shop.at_work().await;
    let uuid = shop.a_paid_order("new").await;
    desk.refresh_order(&uuid).await.unwrap();
    shop.fault(json!({
        "match": {"method": "POST", "uuid": uuid}, "times": 1, "fault": {"kind": "lose_answer"},
    }))
    .await;
    let lost = desk.ask_money(refund(&uuid, None)).await.unwrap();
    is(&desk, lost.id, ActionState::Unknown).await;
    // The read from before the first request is young still.
    let again = desk
        .decide_action(lost.id, Decision::SendAgain)
        .await
        .unwrap();
    is(&desk, again.id, ActionState::Confirmed).await;
    assert_eq!(shop.posts(&uuid).await, 1, "it had gone back already");
    desk.close().await;
}

#[tokio::test]
async fn what_went_back_by_other_hands_makes_a_refund_name_its_amount() {
    let shop = Shop::read(60).await;
    let uuid = shop.a_paid_order("new").await;
    let elsewhere = json!({ "order_status": "partially_refunded" });
    shop.control("PATCH", &format!("/orders/{uuid}"), elsewhere)
        .await;
    shop.desk.refresh_order(&uuid).await.unwrap();
    let money = shop.desk.order_detail(&uuid).await.unwrap().money;
    assert!(money.must_name_amount);
    let unnamed = shop.desk.ask_money(refund(&uuid, None)).await.unwrap_err();
    assert_eq!(FailureView::from(unnamed).code, ErrorCode::AmountInvalid);
    shop.desk.ask_money(refund(&uuid, Some(100))).await.unwrap();
}
