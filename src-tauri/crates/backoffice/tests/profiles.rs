//! Several stores at one desk.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use std::sync::Arc;

use backoffice::desk::{Access, Desk};
use backoffice::secrets::Vault;
use backoffice::view::{ConnectRequest, DeskView, ErrorCode, FailureView, OrderQuery};
use serde_json::json;
use shop::Shop;

async fn add(shop: &Shop, name: &str) -> DeskView {
    let request = ConnectRequest {
        name: name.to_owned(),
        ..shop::request(&shop.points)
    };
    shop.desk.connect(request).await.unwrap();
    shop.desk.desk_view().await.unwrap()
}

#[tokio::test]
async fn a_profile_opens_again_while_a_check_of_it_is_still_under_way() {
    let shop = Shop::read(5).await;
    let uuid = shop.list(OrderQuery::default()).await.rows.remove(0).uuid;
    shop.fault(json!({
        "match": {"uuid": uuid}, "times": 1, "fault": {"kind": "latency", "ms": 2_000},
    }))
    .await;
    let before = shop.asked(&uuid).await;
    let (desk, checked) = (Arc::clone(&shop.desk), uuid.clone());
    let check = tokio::spawn(async move { desk.check_orders(vec![checked]).await });
    shop.asked_again(&uuid, before).await;
    shop.desk.open_profile("demo-shop").await.unwrap();
    let late = FailureView::from(check.await.unwrap().unwrap_err());
    assert_eq!(late.code, ErrorCode::DatabaseFailed, "it was closed");
    assert_eq!(shop.list(OrderQuery::default()).await.rows.len(), 5);
}

#[tokio::test]
async fn two_hurried_switches_leave_one_profile_open() {
    let shop = Shop::read(5).await;
    add(&shop, "Second").await;
    let [one, two] = ["demo-shop", "second"].map(|id| {
        let desk = Arc::clone(&shop.desk);
        tokio::spawn(async move { desk.open_profile(id).await.map(drop) })
    });
    one.await.unwrap().unwrap();
    two.await.unwrap().unwrap();
    // Whichever it is, the other one is free for another process.
    let open = shop.desk.desk_view().await.unwrap().active_profile.unwrap();
    let other = if open == "second" {
        "demo-shop"
    } else {
        "second"
    };
    let mut options = shop::options(shop.folder.path(), &shop.vault, Access::Foreground);
    options.profile = Some(other.to_owned());
    Desk::open(options).await.unwrap();
}

#[tokio::test]
async fn removing_another_profile_changes_nothing_about_the_open_one() {
    let shop = Shop::read(5).await;
    add(&shop, "Second").await;
    let view = add(&shop, "Third").await;
    assert_eq!(view.active_profile.as_deref(), Some("third"));
    shop.desk.remove_profile("second", true).await.unwrap();
    shop.desk.close().await;
    let again = shop::open(shop.folder.path(), &shop.vault, Access::Foreground).await;
    let view = again.desk_view().await.unwrap();
    assert_eq!(view.active_profile.as_deref(), Some("third"));
}

#[tokio::test]
async fn a_profile_at_work_in_another_process_is_not_removed() {
    let shop = Shop::read(5).await;
    let beside = shop::open(shop.folder.path(), &Vault::os(), Access::ReadOnly).await;
    let refused = beside.remove_profile("demo-shop", true).await.unwrap_err();
    assert_eq!(FailureView::from(refused).code, ErrorCode::ProfileInUse);
    assert_eq!(shop.list(OrderQuery::default()).await.rows.len(), 5);
}

#[tokio::test]
async fn the_orders_of_a_removed_profile_never_turn_up_in_another() {
    let shop = Shop::read(5).await;
    shop.desk.remove_profile("demo-shop", false).await.unwrap();
    let view = add(&shop, "Demo shop").await;
    assert_eq!(view.active_profile.as_deref(), Some("demo-shop-2"));
    assert!(shop.list(OrderQuery::default()).await.rows.is_empty());
}

#[tokio::test]
async fn a_check_without_a_key_says_that_there_is_none() {
    let shop = Shop::with(1).await;
    shop.desk.remove_key("demo-shop").await.unwrap();
    let error = shop.desk.check_key("demo-shop").await.unwrap_err();
    let code = FailureView::from(error).code;
    assert!(
        !matches!(code, ErrorCode::KeyEmpty),
        "nobody typed an empty key"
    );
}
