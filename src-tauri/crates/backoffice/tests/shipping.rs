//! Shipping against a real local Points: sent once, whatever becomes of the answer.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use backoffice::desk::Access;
use backoffice::view::{ActionState, ErrorCode, FailureView, OrderQuery};
use serde_json::{Value, json};
use shop::Shop;
use shop::asking::to_ship;

#[tokio::test]
async fn shipping_is_confirmed_and_teaches_the_code() {
    let shop = Shop::read(200).await;
    let uuid = shop.a_paid_order("new").await;
    let other = shop.a_paid_order("ready_shipping").await;
    let before = shop.desk.order_detail(&other).await.unwrap().row.shipping;
    assert_eq!(
        (before.word, before.code),
        (None, Some(3)),
        "codes are not guessed"
    );

    let actions = shop
        .desk
        .ship_and_wait(to_ship(&uuid, "ready_shipping"))
        .await
        .unwrap();
    assert_eq!(actions[0].state, ActionState::Confirmed);
    assert_eq!(shop.posts(&uuid).await, 1);
    let after = shop.desk.order_detail(&other).await.unwrap().row.shipping;
    assert_eq!(
        after.word.as_deref(),
        Some("ready_shipping"),
        "learnt for every order at once"
    );
    assert_eq!(after.next.as_deref(), Some("delivery_is_in_progress"));
    let query = OrderQuery {
        shipping: vec!["ready_shipping".to_owned()],
        ..OrderQuery::default()
    };
    assert!(
        shop.list(query)
            .await
            .rows
            .iter()
            .any(|row| row.uuid == other)
    );
}

#[tokio::test]
async fn a_lost_answer_is_unclear_never_sent_again_and_settled_by_a_read() {
    let shop = Shop::read(200).await;
    let teacher = shop.a_paid_order("new").await;
    shop.desk
        .ship_and_wait(to_ship(&teacher, "ready_shipping"))
        .await
        .unwrap();
    let uuid = shop.a_paid_order("new").await;
    shop.fault(json!({
        "match": {"method": "POST", "uuid": uuid}, "times": 1, "fault": {"kind": "lose_answer"},
    }))
    .await;
    let action = shop
        .desk
        .ship_and_wait(to_ship(&uuid, "ready_shipping"))
        .await
        .unwrap()
        .remove(0);
    assert_eq!(action.state, ActionState::Unknown);
    let again = shop
        .desk
        .ship_and_wait(to_ship(&uuid, "ready_shipping"))
        .await
        .unwrap_err();
    assert_eq!(FailureView::from(again).code, ErrorCode::ActionPending);
    let action = shop.desk.settle_action(action.id).await.unwrap();
    assert_eq!(action.state, ActionState::Confirmed);
    assert_eq!(shop.posts(&uuid).await, 1);
}

#[tokio::test]
async fn a_request_that_died_on_the_way_stays_unclear_until_a_person_decides() {
    let shop = Shop::read(200).await;
    let uuid = shop.a_paid_order("new").await;
    shop.fault(json!({
        "match": {"method": "POST", "uuid": uuid}, "times": 1, "fault": {"kind": "reset"},
    }))
    .await;
    let action = shop
        .desk
        .ship_and_wait(to_ship(&uuid, "delivered"))
        .await
        .unwrap()
        .remove(0);
    assert_eq!(action.state, ActionState::Unknown);
    let action = shop.desk.settle_action(action.id).await.unwrap();
    assert_eq!(action.state, ActionState::Unknown, "it may still come");
    let again = shop.desk.send_again(action.id).await.unwrap();
    assert_ne!(again.id, action.id);
    for _ in 0..200 {
        if shop
            .desk
            .order_detail(&uuid)
            .await
            .unwrap()
            .row
            .pending
            .is_none()
        {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let detail = shop.desk.order_detail(&uuid).await.unwrap();
    assert_eq!(detail.row.shipping.word.as_deref(), Some("delivered"));
    assert_eq!(
        shop.posts(&uuid).await,
        2,
        "once by each decision of a person"
    );
}

#[tokio::test]
async fn a_refusal_shows_the_words_of_points() {
    let shop = Shop::read(50).await;
    let uuid = shop.list(OrderQuery::default()).await.rows[0].uuid.clone();
    shop.control("DELETE", &format!("/orders/{uuid}"), Value::Null)
        .await;
    let action = shop
        .desk
        .ship_and_wait(to_ship(&uuid, "delivered"))
        .await
        .unwrap()
        .remove(0);
    assert_eq!(action.state, ActionState::Refused);
    assert_eq!(action.reason.as_deref(), Some("order_not_found"));
    assert!(action.message.is_some_and(|words| !words.is_empty()));
}

#[tokio::test]
async fn what_a_crash_left_in_sending_is_unclear_at_the_next_start() {
    let shop = Shop::read(50).await;
    let uuid = shop.list(OrderQuery::default()).await.rows[0].uuid.clone();
    shop.fault(json!({
        "match": {"method": "POST", "uuid": uuid}, "fault": {"kind": "hang", "ms": 60_000},
    }))
    .await;
    let action = shop
        .desk
        .ship(to_ship(&uuid, "delivered"))
        .await
        .unwrap()
        .remove(0);
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    shop.desk.close().await;
    let desk = shop::open(shop.folder.path(), &shop.vault, Access::Foreground).await;
    let detail = desk.order_detail(&uuid).await.unwrap();
    let pending = detail.row.pending.unwrap();
    assert_eq!(
        (pending.id, pending.state),
        (action.id, ActionState::Unknown)
    );
    assert_eq!(shop.posts(&uuid).await, 1);
}
