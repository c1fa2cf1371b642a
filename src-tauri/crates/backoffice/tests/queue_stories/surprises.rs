//! What the desk knows of an order when its turn comes.

use std::sync::Arc;
use std::time::Duration;

use backoffice::view::{ActionState, SeveralStatuses};
use serde_json::{Value, json};

use crate::story::Story;

const SETTLED: &[ActionState] = &[
    ActionState::Confirmed,
    ActionState::Refused,
    ActionState::NeedsPerson,
];

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_read_from_before_a_status_does_not_make_the_way_back_look_done() {
    let story = Story::begin(SeveralStatuses::OnlyLast).await;
    // Both codes are learnt, so that a read can be understood.
    let taught = story.ask_status(1, Some("new"), None).await;
    story.comes_to(taught, &[ActionState::Confirmed]).await;
    let uuid = story.uuids[0].clone();
    let slow = json!({
        "match": { "method": "GET", "uuid": uuid }, "times": 1,
        "fault": { "kind": "late_answer", "ms": 700 },
    });
    story.ask_points("POST", "/faults", slow).await;
    let desk = Arc::clone(&story.desk);
    let read = tokio::spawn(async move { desk.refresh_order(&uuid).await });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let there = story.ask_status(0, Some("ready_shipping"), None).await;
    story.comes_to(there, &[ActionState::Confirmed]).await;
    read.await.unwrap().unwrap();

    let back = story.ask_status(0, Some("new"), None).await;
    let back = story.comes_to(back, SETTLED).await;
    assert_eq!(back.state, ActionState::Confirmed);
    assert_eq!(story.truth(0).await["shipping"], "new", "{back:#?}");
    story.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_colleague_did_while_the_desk_was_offline_still_surprises() {
    let mut story = Story::begin(SeveralStatuses::OnlyLast).await;
    story.network.go_down().await;
    let label = story.ask_status(0, None, Some("At the counter")).await;
    let refund = story.ask_refund(0).await;
    let path = format!("/orders/{}", story.uuids[0]);
    let refunded = json!({ "order_status": "partially_refunded", "refunded": 20 });
    story.ask_points("PATCH", &path, refunded).await;
    story.network.come_back().await;
    story.desk.try_queue_now().await.unwrap();
    story.comes_to(label, &[ActionState::Confirmed]).await;
    // The desk set the label; it did not give the money back.
    let refund = story.comes_to(refund, SETTLED).await;
    assert_eq!(refund.state, ActionState::NeedsPerson, "{refund:#?}");
    assert_eq!(refund.reason.as_deref(), Some("order_changed"));
    story.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_equal_refunds_asked_offline_both_leave_once() {
    let mut story = Story::begin(SeveralStatuses::OnlyLast).await;
    story.network.go_down().await;
    let first = story.ask_refund(0).await;
    let second = story.ask_refund(0).await;
    assert_ne!(first, second);
    story.network.come_back().await;
    story.desk.try_queue_now().await.unwrap();
    for id in [first, second] {
        let action = story.comes_to(id, SETTLED).await;
        assert_eq!(action.state, ActionState::Confirmed, "{action:#?}");
        assert_eq!(action.tries, 1);
    }
    let refunds = story.arrivals().await;
    let refunds = refunds.iter().filter(|arrival| arrival.call == "refund");
    assert_eq!(refunds.count(), 2);
    let ledger = story.ask_points("GET", "/ledger", Value::Null).await;
    let marks: std::collections::HashSet<_> = ledger["entries"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|entry| entry["body"]["reason"].as_str())
        .collect();
    assert_eq!(marks.len(), 2, "each carries a mark of its own: {marks:?}");
    story.end().await;
}
