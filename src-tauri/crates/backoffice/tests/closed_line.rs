//! When Points asks to be left alone, and how much it is asked at once.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use std::time::Duration;

use backoffice::desk::Access;
use backoffice::sync::PaceLimits;
use backoffice::view::{CheckOutcome, ErrorCode, OrderQuery, ShippingRequest, SyncPhase};
use serde_json::{Value, json};
use shop::Shop;

const HOUR: i64 = 3_600_000;

async fn throttle_for_an_hour(shop: &Shop) {
    shop.fault(json!({
        "match": {"method": "GET"}, "times": 1,
        "fault": {"kind": "throttle", "retry_after": "3600"},
    }))
    .await;
}

async fn requests(shop: &Shop) -> Vec<Value> {
    let ledger = shop.control("GET", "/ledger", Value::Null).await;
    ledger["entries"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_sync_that_points_puts_off_for_an_hour_says_so_and_ends() {
    let shop = Shop::with(20).await;
    shop.track_all().await;
    throttle_for_an_hour(&shop).await;
    let sync = tokio::time::timeout(Duration::from_secs(20), shop.desk.sync_until_done(false));
    let sync = sync.await.expect("it does not wait for an hour").unwrap();
    assert_eq!(sync.phase, SyncPhase::Waiting);
    let problem = sync.problem.unwrap();
    assert_eq!(problem.code, ErrorCode::Throttled);
    let seconds: u64 = problem.details["retry_after_seconds"].parse().unwrap();
    assert!((3_590..=3_600).contains(&seconds), "{seconds}");
    let resumes_in = sync.resumes_at.unwrap() - shop::now();
    assert!((HOUR - 10_000..=HOUR).contains(&resumes_in), "{resumes_in}");
    assert!(sync.due > 0, "nothing is lost");
}

#[tokio::test]
async fn the_window_shows_the_pause_that_points_asks_for() {
    let shop = Shop::with(20).await;
    shop.track_all().await;
    throttle_for_an_hour(&shop).await;
    shop.desk.close().await;
    // The same key, in the window.
    let desk = shop::open(shop.folder.path(), &shop.vault, Access::Background).await;
    let sync = shop::sync_is(&desk, |sync| sync.phase == SyncPhase::Waiting).await;
    assert_eq!(sync.problem.unwrap().code, ErrorCode::Throttled);
    assert!(sync.resumes_at.is_some());
    desk.close().await;
}

#[tokio::test]
async fn a_person_is_told_at_once_and_nothing_is_sent() {
    let shop = Shop::read(12).await;
    let rows = shop.list(OrderQuery::default()).await.rows;
    let uuids: Vec<_> = rows.into_iter().map(|row| row.uuid).collect();
    throttle_for_an_hour(&shop).await;
    let first = shop.desk.refresh_order(&uuids[0]).await.unwrap();
    assert_eq!(first.failure.unwrap().code, ErrorCode::Throttled);
    let before = requests(&shop).await.len();
    let again = tokio::time::timeout(Duration::from_secs(2), shop.desk.refresh_order(&uuids[0]));
    let again = again.await.expect("nobody waits for an hour").unwrap();
    assert_eq!(again.outcome, CheckOutcome::Failed);
    let failure = again.failure.unwrap();
    assert_eq!(failure.code, ErrorCode::Throttled);
    assert!(failure.details.contains_key("retry_after_seconds"));
    // A check of many ends with the first.
    let summary = shop.desk.check_orders(uuids).await.unwrap();
    assert!(
        summary.skipped > 0,
        "{} were told the same",
        summary.orders.len()
    );
    assert_eq!(requests(&shop).await.len(), before);
}

#[tokio::test]
async fn a_sync_a_check_and_bulk_shipping_together_keep_to_the_bound() {
    let mut shop = Shop::read(120).await;
    shop.desk.close().await;
    let mut options = shop::options(shop.folder.path(), &shop.vault, Access::Foreground);
    options.limits = Some(PaceLimits {
        in_flight: 4,
        ..shop::fast()
    });
    shop.desk = backoffice::desk::Desk::open(options).await.unwrap();
    let rows = shop.list(OrderQuery::default()).await.rows;
    let uuids: Vec<_> = rows.into_iter().map(|row| row.uuid).collect();
    shop.fault(json!({"match": {}, "fault": {"kind": "latency", "ms": 25}}))
        .await;
    let seen = requests(&shop).await.len();
    let shipping = ShippingRequest {
        uuids: uuids[..40].to_vec(),
        target: Some("delivered".to_owned()),
        name_ar: None,
        name_en: None,
        ..ShippingRequest::default()
    };
    let (shipped, checked, synced, looked_at) = tokio::join!(
        shop.desk.ship_and_wait(shipping),
        shop.desk.check_orders(uuids[40..80].to_vec()),
        shop.desk.sync_until_done(true),
        shop.desk.refresh_order(&uuids[100]),
    );
    assert_eq!(shipped.unwrap().len(), 40);
    assert_eq!(checked.unwrap().orders.len(), 40);
    assert_eq!(synced.unwrap().phase, SyncPhase::Idle);
    assert!(looked_at.unwrap().failure.is_none());
    let most = requests(&shop).await[seen..]
        .iter()
        .map(|entry| entry["in_flight"].as_u64().unwrap())
        .max();
    // One more is the person's, who finds a lane whatever else is under way.
    assert!(most >= Some(3) && most <= Some(5), "{most:?} at once");
}
