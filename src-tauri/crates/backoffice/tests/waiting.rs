//! The queue: what was asked of Points waits for its turn, the network and the key, and goes once.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use std::time::Duration;

use backoffice::desk::{Access, Desk};
use backoffice::view::{
    ActionKind, ActionState, Decision, ErrorCode, FailureView, Made, MoneyRequest, OrderQuery,
    PageRequest, PurchaseRequest, Settings, SeveralStatuses,
};
use points_sandbox::{Config, Running, Sandbox};
use serde_json::{Value, json};
use shop::Shop;
use shop::asking::{is, purchase, refund, ship};

/// What was read this moment may be sent upon; after this it is read again first.
async fn until_a_read_is_old() {
    tokio::time::sleep(Duration::from_millis(5_200)).await;
}

async fn state(desk: &Desk, id: i64) -> ActionState {
    desk.action(id).await.unwrap().state
}

/// Points comes back where it was, with what it knew.
async fn back(config: &Config) -> Running {
    for _ in 0..100 {
        if let Ok(points) = Sandbox::start(config.clone()).await {
            return points;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the local Points does not come back")
}

#[tokio::test]
async fn what_is_held_is_sent_when_its_time_is_over_and_not_when_it_is_undone() {
    let shop = Shop::read(120).await;
    let desk = shop.at_work().await;
    shop::hold_back(&desk, 1).await;
    let (undone, kept) = (
        shop.a_paid_order("new").await,
        shop.a_paid_order("ready_shipping").await,
    );
    let first = ship(&desk, &undone, "ready_shipping").await;
    let second = ship(&desk, &kept, "delivered").await;
    assert_eq!(first.state, ActionState::Held);
    let row = desk.order_detail(&undone).await.unwrap().row;
    assert_eq!(row.pending.unwrap().held_until, first.held_until);
    let taken_back = desk.undo_action(first.id).await.unwrap();
    assert_eq!(taken_back.action.state, ActionState::Withdrawn);
    assert_eq!(taken_back.back_to, None);

    is(&desk, second.id, ActionState::Confirmed).await;
    assert_eq!(shop.posts(&undone).await, 0);
    assert_eq!(shop.posts(&kept).await, 1);
    let too_late = desk.undo_action(second.id).await.unwrap();
    assert_eq!(too_late.action.state, ActionState::Confirmed);
    desk.close().await;
}

/// Nobody is asked: of several statuses that wait, the last is sent.
async fn only_last(desk: &Desk) {
    let settings = Settings {
        several_statuses: SeveralStatuses::OnlyLast,
        ..desk.desk_view().await.unwrap().settings
    };
    desk.save_settings(settings).await.unwrap();
}

#[tokio::test]
async fn of_three_statuses_that_wait_a_person_is_asked_and_may_send_the_last_only() {
    let shop = Shop::read(50).await;
    let desk = shop.at_work().await;
    shop::hold_back(&desk, 3).await;
    let uuid = shop.a_paid_order("new").await;
    let mut ids = Vec::new();
    for target in ["ready_shipping", "delivery_is_in_progress", "delivered"] {
        ids.push(ship(&desk, &uuid, target).await.id);
    }
    // Until somebody answers, nothing is lost.
    for (waiting, id) in (0..).zip(&ids) {
        assert_eq!(state(&desk, *id).await, ActionState::Held);
        assert_eq!(desk.statuses_before(*id).await.unwrap(), waiting);
    }
    desk.send_only_last(ids[2]).await.unwrap();
    for id in &ids[..2] {
        assert_eq!(state(&desk, *id).await, ActionState::Superseded);
    }
    assert_eq!(desk.statuses_before(ids[2]).await.unwrap(), 0);

    // Undoing the last brings the others back, each in its turn.
    desk.undo_action(ids[2]).await.unwrap();
    for id in &ids[..2] {
        is(&desk, *id, ActionState::Confirmed).await;
    }
    // An answer that comes when all has left changes nothing.
    let late = desk.send_only_last(ids[1]).await.unwrap();
    assert_eq!(late.state, ActionState::Confirmed);
    assert_eq!(shop.posts(&uuid).await, 2);
    desk.close().await;
}

#[tokio::test]
async fn of_three_statuses_the_last_is_sent_and_undoing_it_brings_the_one_before_back() {
    let shop = Shop::read(50).await;
    only_last(&shop.desk).await;
    let desk = shop.at_work().await;
    shop::hold_back(&desk, 3).await;
    let uuid = shop.a_paid_order("new").await;
    let mut ids = Vec::new();
    for target in ["ready_shipping", "delivery_is_in_progress", "delivered"] {
        ids.push(ship(&desk, &uuid, target).await.id);
    }
    let superseded = ActionState::Superseded;
    assert_eq!(state(&desk, ids[0]).await, superseded);
    assert_eq!(state(&desk, ids[1]).await, superseded);
    let row = desk.order_detail(&uuid).await.unwrap().row;
    let pending = row.pending.unwrap();
    assert_eq!((pending.id, pending.open), (ids[2], 1));

    desk.undo_action(ids[2]).await.unwrap();
    is(&desk, ids[1], ActionState::Confirmed).await;
    assert_eq!(state(&desk, ids[0]).await, superseded);
    assert_eq!(shop.posts(&uuid).await, 1);
    desk.close().await;
}

#[tokio::test]
async fn without_folding_each_status_is_sent_after_the_other() {
    let shop = Shop::read(50).await;
    let settings = Settings {
        several_statuses: SeveralStatuses::All,
        ..shop.desk.desk_view().await.unwrap().settings
    };
    shop.desk.save_settings(settings).await.unwrap();
    let desk = shop.at_work().await;
    let uuid = shop.a_paid_order("new").await;
    let mut ids = Vec::new();
    for target in ["ready_shipping", "delivery_is_in_progress", "delivered"] {
        ids.push(ship(&desk, &uuid, target).await.id);
    }
    for id in ids {
        is(&desk, id, ActionState::Confirmed).await;
    }
    assert_eq!(shop.posts(&uuid).await, 3);
    desk.close().await;
}

#[tokio::test]
async fn what_is_asked_offline_survives_a_restart_and_goes_in_order_when_points_is_back() {
    let kept = tempfile::tempdir().unwrap();
    let config = Config {
        orders: 30,
        seed: 11,
        state: Some(kept.path().join("points.json")),
        ..Config::default()
    };
    let mut shop = Shop::with_config(config.clone()).await;
    shop.track_all().await;
    shop.desk.sync_until_done(false).await.unwrap();
    let uuid = shop.a_paid_order("new").await;
    let settings = Settings {
        several_statuses: SeveralStatuses::All,
        ..shop.desk.desk_view().await.unwrap().settings
    };
    shop.desk.save_settings(settings).await.unwrap();
    let port = shop.points.base_url.split(&[':', '/'][..]).nth(4).unwrap();
    let config = Config {
        port: port.parse().unwrap(),
        ..config
    };
    let desk = shop.at_work().await;
    shop.points.shutdown().await;

    let targets = ["ready_shipping", "delivery_is_in_progress", "delivered"];
    let mut ids = Vec::new();
    for target in targets {
        ids.push(ship(&desk, &uuid, target).await.id);
    }
    let mut first = desk.action(ids[0]).await.unwrap();
    for _ in 0..200 {
        // It finds out that nobody is there.
        if first.reason.as_deref() == Some("connection_refused") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
        first = desk.action(ids[0]).await.unwrap();
    }
    assert_eq!(first.reason.as_deref(), Some("connection_refused"));
    assert_eq!(
        first.next_try_at, None,
        "whoever was tried offline is not overtaken by those who were not"
    );
    let queue = desk.queue_view().await.unwrap();
    assert_eq!(queue.queued, 3);
    assert!(queue.next_try_at.is_some(), "somebody looks again");
    let stopped = queue.stopped.map(|failure| failure.code);
    assert_eq!(stopped, Some(ErrorCode::ConnectionRefused));
    desk.close().await;

    let desk = shop::open(shop.folder.path(), &shop.vault, Access::Background).await;
    for id in &ids {
        let action = desk.action(*id).await.unwrap();
        assert_eq!((action.state, action.tries), (ActionState::Queued, 0));
    }
    shop.points = back(&config).await;
    desk.try_queue_now().await.unwrap();
    for id in ids {
        is(&desk, id, ActionState::Confirmed).await;
    }
    let went = shop.sent(&uuid).await;
    assert_eq!(went.len(), 3, "{went:?}");
    let row = desk.order_detail(&uuid).await.unwrap().row;
    assert_eq!(row.shipping.word.as_deref(), Some("delivered"));
    desk.close().await;
}

#[tokio::test]
async fn a_row_that_fails_holds_up_no_other_order() {
    let shop = Shop::read(60).await;
    let bad = shop.a_paid_order("new").await;
    let good = shop.a_paid_order("ready_shipping").await;
    shop.fault(json!({
        "match": {"uuid": bad}, "fault": {"kind": "status", "code": 502},
    }))
    .await;
    let desk = shop.at_work().await;
    until_a_read_is_old().await;
    let stuck = ship(&desk, &bad, "ready_shipping").await;
    let goes = ship(&desk, &good, "delivered").await;
    is(&desk, goes.id, ActionState::Confirmed).await;
    let stuck = is(&desk, stuck.id, ActionState::Queued).await;
    assert_eq!(stuck.tries, 0, "the order could not even be read");
    assert_eq!(shop.posts(&bad).await, 0);
    shop.control("DELETE", "/faults", Value::Null).await;
    desk.try_queue_now().await.unwrap();
    is(&desk, stuck.id, ActionState::Confirmed).await;
    desk.close().await;
}

#[tokio::test]
async fn a_refused_key_stops_everything_and_another_one_loses_nothing() {
    let shop = Shop::read(60).await;
    let desk = shop.at_work().await;
    let keys = shop.control("POST", "/keys/rotate", json!({})).await;
    until_a_read_is_old().await;
    let uuids = [
        shop.a_paid_order("new").await,
        shop.a_paid_order("ready_shipping").await,
    ];
    let mut ids = Vec::new();
    for uuid in &uuids {
        ids.push(ship(&desk, uuid, "delivered").await.id);
    }
    for _ in 0..200 {
        if desk.queue_view().await.unwrap().stopped.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    let stopped = desk.queue_view().await.unwrap();
    assert_eq!(stopped.queued, 2);
    assert_eq!(stopped.stopped.unwrap().code, ErrorCode::KeyRefused);
    let key = keys["private_key"].as_str().unwrap().to_owned();
    desk.replace_key("demo-shop", key, true).await.unwrap();
    for (id, uuid) in ids.into_iter().zip(&uuids) {
        is(&desk, id, ActionState::Confirmed).await;
        assert_eq!(shop.posts(uuid).await, 1);
    }
    desk.close().await;
}

#[tokio::test]
async fn nothing_leaves_before_the_pause_that_points_asked_for_is_over() {
    let shop = Shop::read(60).await;
    let desk = shop.at_work().await;
    let uuid = shop.a_paid_order("new").await;
    shop.fault(json!({
        "match": {"method": "POST", "uuid": uuid}, "times": 1,
        "fault": {"kind": "throttle", "retry_after": "4"},
    }))
    .await;
    let started = std::time::Instant::now();
    let action = ship(&desk, &uuid, "ready_shipping").await;
    for _ in 0..200 {
        if desk.action(action.id).await.unwrap().reason.as_deref() == Some("throttled") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    let waits = desk.action(action.id).await.unwrap();
    assert!(waits.next_try_at.is_some());
    desk.try_queue_now().await.unwrap();
    let waits_still = desk.action(action.id).await.unwrap();
    assert_eq!(waits_still.next_try_at, waits.next_try_at);
    is(&desk, action.id, ActionState::Confirmed).await;
    assert!(started.elapsed() >= Duration::from_secs(4));
    assert_eq!(shop.posts(&uuid).await, 2);
    desk.close().await;
}

#[tokio::test]
async fn an_order_that_was_cancelled_meanwhile_is_not_shipped() {
    let shop = Shop::read(60).await;
    let desk = shop.at_work().await;
    let uuid = shop.a_paid_order("new").await;
    let cancelled = json!({"order_status": "cancelled"});
    shop.control("PATCH", &format!("/orders/{uuid}"), cancelled)
        .await;
    until_a_read_is_old().await;
    let action = ship(&desk, &uuid, "ready_shipping").await;
    let asks = is(&desk, action.id, ActionState::NeedsPerson).await;
    assert_eq!(asks.reason.as_deref(), Some("order_changed"));
    assert_eq!(shop.posts(&uuid).await, 0);
    let evidence = desk.action_evidence(action.id).await.unwrap();
    assert_eq!(
        evidence.now.unwrap().financial.as_deref(),
        Some("cancelled")
    );
    let decided = desk
        .decide_action(action.id, Decision::DidNotHappen)
        .await
        .unwrap();
    assert_eq!(decided.state, ActionState::Withdrawn);
    desk.close().await;
}

#[tokio::test]
async fn a_double_click_refunds_once_and_two_refunds_that_are_meant_go_both() {
    let shop = Shop::read(100).await;
    let desk = shop.at_work().await;
    let uuid = shop.a_paid_order("new").await;
    let request = refund(&uuid, Some(100));
    let first = desk.ask_money(request.clone()).await.unwrap();
    let again = desk.ask_money(request).await.unwrap();
    assert_eq!(first.id, again.id);
    let other = desk.ask_money(refund(&uuid, Some(100))).await.unwrap();
    assert_ne!(first.mark, other.mark);
    is(&desk, first.id, ActionState::Confirmed).await;
    is(&desk, other.id, ActionState::Confirmed).await;
    assert_eq!(shop.sent(&uuid).await.len(), 2);
    let evidence = desk.action_evidence(first.id).await.unwrap();
    let mark = format!("[ref {}]", first.mark.unwrap());
    assert!(evidence.requests[0].body.contains(&mark));
    assert!(evidence.requests[0].body.contains("1.00"));
    assert_eq!(evidence.others.len(), 1);

    let too_much = desk
        .ask_money(refund(&uuid, Some(i64::MAX)))
        .await
        .unwrap_err();
    assert_eq!(FailureView::from(too_much).code, ErrorCode::AmountInvalid);
    let silent = MoneyRequest {
        reason: Some("  ".to_owned()),
        ..refund(&uuid, None)
    };
    let silent = desk.ask_money(silent).await.unwrap_err();
    assert_eq!(FailureView::from(silent).code, ErrorCode::ReasonInvalid);
    desk.close().await;
}

#[tokio::test]
async fn a_refund_whose_answer_is_lost_is_never_sent_again_by_itself() {
    let shop = Shop::read(100).await;
    let desk = shop.at_work().await;
    let uuid = shop.a_paid_order("new").await;
    shop.fault(json!({
        "match": {"method": "POST", "uuid": uuid}, "times": 1, "fault": {"kind": "lose_answer"},
    }))
    .await;
    let lost = desk.ask_money(refund(&uuid, Some(100))).await.unwrap();
    is(&desk, lost.id, ActionState::Unknown).await;
    let behind = ship(&desk, &uuid, "ready_shipping").await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(state(&desk, lost.id).await, ActionState::Unknown);
    assert_eq!(state(&desk, behind.id).await, ActionState::Queued);
    assert_eq!(shop.posts(&uuid).await, 1);
    desk.decide_action(lost.id, Decision::Happened)
        .await
        .unwrap();
    is(&desk, behind.id, ActionState::Confirmed).await;
    desk.close().await;
}

#[tokio::test]
async fn a_purchase_makes_an_order_that_is_known_at_once_and_a_checkout_a_link() {
    let shop = Shop::with(5).await;
    let desk = shop.at_work().await;
    let earned = desk
        .make_purchase(purchase(ActionKind::Earning, "#Q-1"))
        .await
        .unwrap();
    let paid_later = desk
        .make_purchase(purchase(ActionKind::Checkout, "Q-2"))
        .await
        .unwrap();
    let earned = is(&desk, earned.id, ActionState::Confirmed).await;
    let Some(Made::Order { uuid }) = earned.made else {
        panic!("{:?}", earned.made)
    };
    assert_eq!(earned.order_uuid.as_deref(), Some(uuid.as_str()));
    let row = desk.order_detail(&uuid).await.unwrap().row;
    assert_eq!(row.order_number.as_deref(), Some("Q-1"));
    let link = is(&desk, paid_later.id, ActionState::Confirmed).await;
    assert!(matches!(link.made, Some(Made::Checkout { .. })));
    let evidence = desk.action_evidence(link.id).await.unwrap();
    assert!(!evidence.requests[0].path.contains(&shop.points.public_key));

    let nobody = PurchaseRequest {
        phone: Some("12".to_owned()),
        ..purchase(ActionKind::Earning, "Q-3")
    };
    let refused = FailureView::from(desk.make_purchase(nobody).await.unwrap_err());
    assert_eq!(refused.code, ErrorCode::PurchaseInvalid);
    assert_eq!(refused.details["field"], "phone_number");
    desk.close().await;
}

#[tokio::test]
async fn a_purchase_whose_answer_is_lost_waits_for_an_event_or_a_person() {
    let shop = Shop::with(5).await;
    let desk = shop.at_work().await;
    shop.fault(json!({
        "match": {"method": "POST"}, "times": 1, "fault": {"kind": "lose_answer"},
    }))
    .await;
    let request = purchase(ActionKind::Earning, "Q-9");
    let lost = desk.make_purchase(request.clone()).await.unwrap();
    let lost = is(&desk, lost.id, ActionState::Unknown).await;
    assert!(lost.next_settle_at.is_some());
    assert_eq!(desk.make_purchase(request).await.unwrap().id, lost.id);
    // Somebody finds the order's uuid and tracks it.
    let made = shop.points.uuids();
    let text: Vec<_> = made.iter().map(ToString::to_string).collect();
    desk.track_text(&text.join("\n")).await.unwrap();
    desk.sync_now(false).await.unwrap();
    let found = is(&desk, lost.id, ActionState::Confirmed).await;
    assert!(matches!(found.made, Some(Made::Order { .. })));
    assert_eq!(found.reason.as_deref(), Some("read_shows_it"));
    assert_eq!(
        desk.list_orders(OrderQuery::default(), PageRequest::default())
            .await
            .unwrap()
            .total
            .count,
        6
    );
    desk.close().await;
}
