//! Today as the desk tells it, beside a local Points.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use backoffice::view::{ErrorCode, NeedKind, NeedPlace};
use points_sandbox::Config;
use serde_json::json;
use shop::Shop;

#[tokio::test]
async fn a_refused_key_needs_a_person_before_any_order_does() {
    let shop = Shop::read(40).await;
    let before = shop.desk.today().await.unwrap().needs;
    assert!(before.iter().all(|need| need.place != NeedPlace::Stores));
    shop.control("POST", "/keys/rotate", json!({})).await;
    shop.sync().await;
    let needs = shop.desk.today().await.unwrap().needs;
    let first = &needs[0];
    assert_eq!(first.kind, NeedKind::KeyRefused);
    assert_eq!(first.place, NeedPlace::Stores);
    let problem = first.problem.as_ref().unwrap();
    assert_eq!(problem.code, ErrorCode::KeyRefused);
    assert_eq!(needs.len(), before.len() + 1, "{needs:?}");
}

#[tokio::test]
async fn the_figures_of_a_year_hold_every_order_of_it_and_the_day_its_stale_checkouts() {
    let shop = Shop::with_config(Config {
        orders: 120,
        seed: 5,
        ..Config::default()
    })
    .await;
    shop.track_all().await;
    shop.desk.sync_until_done(false).await.unwrap();
    let counts = shop.desk.count_statuses().await.unwrap();
    let figures = shop.desk.figures(366).await.unwrap();
    assert_eq!(figures.days.len(), 366);
    let orders: u64 = figures
        .days
        .iter()
        .map(|day| day.paid_orders + day.open_orders + day.ended_orders + day.other_orders)
        .sum();
    assert_eq!(orders, counts.total);
    let settled: u64 = figures.settlement.iter().map(|sum| sum.orders).sum();
    let paid: u64 = figures.days.iter().map(|day| day.paid_orders).sum();
    assert_eq!(settled, paid);
    let stale = figures.days.last().unwrap().stale.unwrap();
    assert_eq!(stale.unpaid + stale.reserved, counts.stale);
}
