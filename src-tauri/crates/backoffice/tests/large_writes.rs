//! Large writes go some at a time, so that nobody waits behind them, and stay all or nothing where
//! that was promised.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use std::sync::atomic::{AtomicUsize, Ordering};

use backoffice::desk::Change;
use backoffice::schedule::DueClass;
use backoffice::store::{NewIntent, Priority, Store, StoreError};
use backoffice::view::{ActionKind, OrderQuery, Topic};
use points_api::OrderUuid;
use shop::Shop;
use uuid::Uuid;

fn orders(count: u128) -> Vec<OrderUuid> {
    (1..=count)
        .map(|number| OrderUuid::from_bytes(number.to_be_bytes()))
        .collect()
}

fn intent(order: OrderUuid) -> NewIntent {
    NewIntent {
        order: Some(order),
        target: Some("delivered".to_owned()),
        ..NewIntent::new(Uuid::now_v7(), ActionKind::Shipping, 10)
    }
}

async fn store_with(folder: &std::path::Path, count: u128) -> Store {
    let store = Store::open(&folder.join("orders.db")).unwrap();
    let tracked = store.track(
        Priority::Sweep,
        orders(count),
        "file",
        DueClass::Rest,
        1_000,
    );
    assert_eq!(tracked.await.unwrap().len() as u128, count);
    store
}

#[tokio::test]
async fn every_order_is_made_due_some_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let store = store_with(folder.path(), 4_500).await;
    assert_eq!(store.due_count(10).await.unwrap().0, 0);
    let told = AtomicUsize::new(0);
    let tell = || {
        told.fetch_add(1, Ordering::Relaxed);
    };
    store.make_all_due(10, tell).await.unwrap();
    assert_eq!(store.due_count(10).await.unwrap().0, 4_500);
    assert_eq!(told.into_inner(), 3);
}

#[tokio::test]
async fn of_many_intents_none_is_written_down_when_one_must_not_be() {
    let folder = tempfile::tempdir().unwrap();
    let store = store_with(folder.path(), 450).await;
    let all = orders(450);
    let last = *all.last().unwrap();
    let open = store.insert_actions(vec![intent(last)]).await.unwrap()[0];
    store
        .begin_sending(open, 11, String::new(), String::new())
        .await
        .unwrap();
    store.recover_actions(12).await.unwrap();
    let many: Vec<_> = all.iter().copied().map(intent).collect();
    let refused = store.insert_actions(many).await;
    assert!(matches!(refused, Err(StoreError::ActionPending)));
    let first = store
        .row(all[0], backoffice::view::Settings::default(), 0)
        .await
        .unwrap();
    assert_eq!(first.pending, None);
    let others: Vec<_> = all[..449].iter().copied().map(intent).collect();
    assert_eq!(store.insert_actions(others).await.unwrap().len(), 449);
}

/// What moves money twice cannot be seen before the first part is written.
#[tokio::test]
async fn intents_that_were_written_before_a_refusal_are_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = store_with(folder.path(), 300).await;
    let capture = |order| NewIntent {
        order: Some(order),
        ..NewIntent::new(Uuid::now_v7(), ActionKind::Capture, 10)
    };
    let mut twice: Vec<_> = orders(300).into_iter().map(capture).collect();
    twice.push(capture(orders(1)[0]));
    let refused = store.insert_actions(twice).await;
    assert!(matches!(refused, Err(StoreError::ActionPending)));
    for order in [0, 150, 299].map(|at| orders(300)[at]) {
        let row = store
            .row(order, backoffice::view::Settings::default(), 0)
            .await
            .unwrap();
        assert_eq!(row.pending, None);
    }
}

#[tokio::test]
async fn the_first_orders_of_a_large_file_are_there_before_the_last() {
    let shop = Shop::with(1).await;
    let text: Vec<_> = orders(350).iter().map(ToString::to_string).collect();
    let mut changes = shop.desk.changes();
    let report = shop.desk.track_text(&text.join("\n")).await.unwrap();
    assert_eq!(report.added, 350);
    let mut told = 0;
    while let Ok(change) = changes.try_recv() {
        told += usize::from(
            matches!(change, Change::Topics(topics) if topics.contains(&Topic::Orders)),
        );
    }
    assert!(told >= 4, "told {told} times");
    assert_eq!(shop.list(OrderQuery::default()).await.total.count, 350);
}
