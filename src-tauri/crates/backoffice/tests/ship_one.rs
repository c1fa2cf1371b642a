//! One order for a program: what was not sent is sent when it is asked for anew, what is unclear is
//! read first, and many keep to the pace.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod shop;

use std::time::{Duration, Instant};

use backoffice::desk::{Access, Desk, DeskOptions, OneShipping};
use backoffice::store::StoreError;
use backoffice::sync::PaceLimits;
use backoffice::view::{ActionState, OrderQuery};
use serde_json::json;
use shop::Shop;

fn delivered(uuid: &str) -> OneShipping {
    OneShipping {
        uuid: uuid.to_owned(),
        target: Some("delivered".to_owned()),
        name_ar: None,
        name_en: None,
        again: false,
        one_of_many: false,
    }
}

async fn states(shop: &Shop, uuid: &str) -> Vec<(ActionState, Option<String>)> {
    let detail = shop.desk.order_detail(uuid).await.unwrap();
    let actions = detail.timeline.into_iter().filter_map(|entry| entry.action);
    let mut actions: Vec<_> = actions.collect();
    actions.sort_by_key(|action| action.id);
    actions
        .into_iter()
        .map(|action| (action.state, action.reason))
        .collect()
}

#[tokio::test]
async fn what_points_turned_away_is_sent_again_a_moment_later() {
    let shop = Shop::read(20).await;
    let uuid = shop.a_paid_order("new").await;
    let matching = json!({ "method": "POST", "uuid": uuid });
    let throttle = json!({ "kind": "throttle" });
    shop.fault(json!({ "match": matching, "times": 1, "fault": throttle }))
        .await;
    let sent = shop.desk.ship_one(&delivered(&uuid)).await.unwrap();
    assert_eq!(sent.state, ActionState::Confirmed);
    assert_eq!(shop.posts(&uuid).await, 2);
    let went_through: Vec<_> = sent
        .changes
        .iter()
        .map(|change| (change.state, change.reason.as_deref()))
        .collect();
    assert_eq!(
        went_through,
        [
            (ActionState::Queued, None),
            (ActionState::Sending, None),
            (ActionState::Queued, Some("throttled")),
            (ActionState::Sending, None),
            (ActionState::Confirmed, None)
        ]
    );
}

#[tokio::test]
async fn what_is_unclear_is_sent_again_only_where_a_person_says_so() {
    let shop = Shop::read(20).await;
    let uuid = shop.a_paid_order("new").await;
    let matching = json!({ "method": "POST", "uuid": uuid });
    let reset = json!({ "kind": "reset" });
    shop.fault(json!({ "match": matching, "times": 1, "fault": reset }))
        .await;
    let lost = shop.desk.ship_one(&delivered(&uuid)).await.unwrap();
    assert_eq!(lost.state, ActionState::Unknown);

    let refused = shop.desk.ship_one(&delivered(&uuid)).await.unwrap_err();
    let pending = backoffice::desk::DeskError::Store(StoreError::ActionPending);
    assert_eq!(refused.to_string(), pending.to_string());
    assert_eq!(shop.posts(&uuid).await, 1);

    let again = OneShipping {
        again: true,
        ..delivered(&uuid)
    };
    let sent = shop.desk.ship_one(&again).await.unwrap();
    assert_eq!(sent.state, ActionState::Confirmed);
    assert_eq!(shop.posts(&uuid).await, 2);
    let states = states(&shop, &uuid).await;
    assert_eq!(states[0].1.as_deref(), Some("sent_again"), "{states:?}");
}

#[tokio::test]
async fn something_else_may_be_asked_for_once_the_unclear_one_is_given_up() {
    let shop = Shop::read(20).await;
    let uuid = shop.a_paid_order("new").await;
    let matching = json!({ "method": "POST", "uuid": uuid });
    let reset = json!({ "kind": "reset" });
    shop.fault(json!({ "match": matching, "times": 1, "fault": reset }))
        .await;
    shop.desk.ship_one(&delivered(&uuid)).await.unwrap();
    let other = OneShipping {
        target: Some("ready_shipping".to_owned()),
        again: true,
        ..delivered(&uuid)
    };
    let sent = shop.desk.ship_one(&other).await.unwrap();
    assert_eq!(sent.state, ActionState::Confirmed);
    assert_eq!(sent.target.as_deref(), Some("ready_shipping"));
    let states = states(&shop, &uuid).await;
    assert_eq!(states[0].0, ActionState::Withdrawn, "{states:?}");
}

#[tokio::test]
async fn many_keep_to_the_pace_of_the_sweep() {
    let shop = Shop::read(8).await;
    let rows = shop.list(OrderQuery::default()).await.rows;
    shop.desk.close().await;
    let desk = Desk::open(DeskOptions {
        limits: Some(PaceLimits {
            per_second: 5.0,
            first_per_second: 5.0,
            in_flight: 8,
        }),
        ..shop::options(shop.folder.path(), &shop.vault, Access::Foreground)
    })
    .await
    .unwrap();
    let started = Instant::now();
    let sent = rows.iter().map(|row| {
        let wish = OneShipping {
            one_of_many: true,
            ..delivered(&row.uuid)
        };
        let desk = &desk;
        async move { desk.ship_one(&wish).await.unwrap() }
    });
    futures_util::future::join_all(sent).await;
    // Two may go at once, the other six come at five a second.
    assert!(started.elapsed() > Duration::from_millis(900));
    desk.close().await;
}
