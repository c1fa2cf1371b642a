//! What a person asked for holds for the order that they looked at: what Points changed before the
//! desk could draw it is no part of it, and what the desk did itself surprises nobody.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use std::collections::BTreeMap;

use backoffice::desk::Desk;
use backoffice::view::{
    ActionState, ActionView, BulkShippingRequest, ErrorCode, FailureView, MoneyRequest, OrderQuery,
    OrderSelection, SeenOrder, ShippingRequest, ShippingStep,
};
use serde_json::json;
use shop::Shop;
use shop::asking::{is, refund, ship, to_ship};

/// The order as a page draws it now.
async fn drawn(desk: &Desk, uuid: &str) -> SeenOrder {
    let row = desk.order_detail(uuid).await.unwrap().row;
    SeenOrder {
        financial: row.financial_status,
        shipping: row
            .shipping
            .code
            .map_or(row.shipping.word, |code| Some(format!("code:{code}"))),
        total_halalas: row.total_halalas,
    }
}

fn ship_as_seen(uuid: &str, target: &str, seen: &SeenOrder) -> ShippingRequest {
    ShippingRequest {
        seen: BTreeMap::from([(uuid.to_owned(), seen.clone())]),
        ..to_ship(uuid, target)
    }
}

fn refund_as_seen(uuid: &str, amount_halalas: i64, seen: &SeenOrder) -> MoneyRequest {
    MoneyRequest {
        seen: Some(seen.clone()),
        ..refund(uuid, Some(amount_halalas))
    }
}

async fn one(desk: &Desk, request: ShippingRequest) -> ActionView {
    desk.ship(request).await.unwrap().remove(0)
}

/// Points says so of an order, and the desk knows it.
async fn turns(shop: &Shop, desk: &Desk, uuid: &str, financial: &str) {
    let path = format!("/orders/{uuid}");
    shop.control("PATCH", &path, json!({ "order_status": financial }))
        .await;
    desk.refresh_order(uuid).await.unwrap();
}

fn all_to(word: &str) -> BulkShippingRequest {
    BulkShippingRequest {
        selection: OrderSelection {
            matching: Some(OrderQuery {
                financial: vec!["captured".to_owned()],
                ..OrderQuery::default()
            }),
            ..OrderSelection::default()
        },
        step: ShippingStep::To {
            word: word.to_owned(),
        },
    }
}

#[tokio::test]
async fn a_change_that_nobody_had_drawn_yet_stops_a_parcel_and_asks() {
    let shop = Shop::read(60).await;
    let desk = shop.at_work().await;
    let uuid = shop.a_paid_order("new").await;
    let seen = drawn(&desk, &uuid).await;
    turns(&shop, &desk, &uuid, "cancelled").await;

    let asked = one(&desk, ship_as_seen(&uuid, "ready_shipping", &seen)).await;
    let stopped = is(&desk, asked.id, ActionState::NeedsPerson).await;
    assert_eq!(stopped.reason.as_deref(), Some("order_changed"));
    assert_eq!(stopped.seen, Some(seen));
    assert_eq!(shop.posts(&uuid).await, 0);
    desk.close().await;
}

#[tokio::test]
async fn a_program_sees_what_is_on_disk() {
    let shop = Shop::read(60).await;
    let desk = shop.at_work().await;
    let uuid = shop.a_paid_order("new").await;
    turns(&shop, &desk, &uuid, "cancelled").await;
    let asked = ship(&desk, &uuid, "ready_shipping").await;
    is(&desk, asked.id, ActionState::Confirmed).await;
    desk.close().await;
}

#[tokio::test]
async fn money_that_moved_before_it_was_drawn_stops_a_refund() {
    let shop = Shop::read(60).await;
    let desk = shop.at_work().await;
    let uuid = shop.a_paid_order("new").await;
    let seen = drawn(&desk, &uuid).await;
    turns(&shop, &desk, &uuid, "partially_refunded").await;
    let asked = desk
        .ask_money(refund_as_seen(&uuid, 100, &seen))
        .await
        .unwrap();
    let stopped = is(&desk, asked.id, ActionState::NeedsPerson).await;
    assert_eq!(stopped.reason.as_deref(), Some("order_changed"));
    assert_eq!(shop.posts(&uuid).await, 0);
    desk.close().await;
}

#[tokio::test]
async fn what_the_desk_did_itself_and_nobody_had_drawn_yet_surprises_nobody() {
    let shop = Shop::read(60).await;
    let desk = shop.at_work().await;
    let uuid = shop.a_paid_order("new").await;
    let seen = drawn(&desk, &uuid).await;
    let mut ids = Vec::new();
    for amount in [100, 200] {
        let request = refund_as_seen(&uuid, amount, &seen);
        let asked = desk.ask_money(request).await.unwrap();
        is(&desk, asked.id, ActionState::Confirmed).await;
        ids.push(asked.id);
    }
    for target in ["delivery_is_in_progress", "ready_shipping"] {
        let asked = one(&desk, ship_as_seen(&uuid, target, &seen)).await;
        is(&desk, asked.id, ActionState::Confirmed).await;
        ids.push(asked.id);
    }
    assert_eq!(shop.posts(&uuid).await, ids.len());
    desk.close().await;
}

#[tokio::test]
async fn what_a_preview_showed_is_what_goes() {
    let shop = Shop::with(0).await;
    let mut uuids = Vec::new();
    let order = |number: usize| {
        json!({
            "order_number": format!("P-{number}"), "order_status": "captured", "shipping": "new",
        })
    };
    for number in 0..5 {
        let made = shop.control("POST", "/orders", order(number)).await;
        uuids.push(made["uuid"].as_str().unwrap().to_owned());
    }
    shop.desk.track_text(&uuids[..4].join("\n")).await.unwrap();
    shop.desk.sync_until_done(false).await.unwrap();
    let desk = shop.at_work().await;
    let plan = desk.plan_shipping(all_to("ready_shipping")).await.unwrap();
    assert_eq!(plan.preview.going, 4);

    // Between the preview and the yes: one is cancelled, one is asked about by somebody else, and
    // one more comes in.
    turns(&shop, &desk, &uuids[0], "cancelled").await;
    shop::hold_back(&desk, 60).await;
    let elsewhere = ship(&desk, &uuids[1], "delivered").await;
    desk.track_text(&uuids[4]).await.unwrap();
    desk.refresh_order(&uuids[4]).await.unwrap();
    shop::hold_back(&desk, 0).await;
    let batch = desk.ship_planned(&plan.id).await.unwrap();
    assert_eq!(batch.rows.len(), 4, "what came in since is no part of it");
    for row in &batch.rows {
        let wanted = if row.order.uuid == uuids[0] {
            ActionState::NeedsPerson
        } else {
            ActionState::Confirmed
        };
        is(&desk, row.action_id, wanted).await;
    }
    assert_eq!(shop.posts(&uuids[0]).await, 0);
    assert_eq!(shop.posts(&uuids[4]).await, 0);
    let gave_way = desk.action(elsewhere.id).await.unwrap().state;
    assert_ne!(
        gave_way,
        ActionState::Confirmed,
        "it stood for another status"
    );
    desk.close().await;
}

#[tokio::test]
async fn one_yes_to_a_preview_is_one_batch() {
    let shop = Shop::read(40).await;
    let plan = shop
        .desk
        .plan_shipping(all_to("ready_shipping"))
        .await
        .unwrap();
    shop.desk.ship_planned(&plan.id).await.unwrap();
    for id in [plan.id.as_str(), "no plan"] {
        let refused = shop.desk.ship_planned(id).await.unwrap_err();
        assert_eq!(FailureView::from(refused).code, ErrorCode::PlanGone);
    }
    // So many are made anew while orders change that nobody can have the first before them.
    let first = shop.desk.plan_shipping(all_to("delivered")).await.unwrap();
    for _ in 0..8 {
        shop.desk.plan_shipping(all_to("delivered")).await.unwrap();
    }
    let refused = shop.desk.ship_planned(&first.id).await.unwrap_err();
    assert_eq!(FailureView::from(refused).code, ErrorCode::PlanGone);
}
