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
async fn two_who_connect_at_once_share_neither_folder_nor_key() {
    let shop = Shop::with(1).await;
    let beside = shop::open(shop.folder.path(), &Vault::os(), Access::Profiles).await;
    let connect = |desk: &Arc<Desk>, name: &str| {
        let request = ConnectRequest {
            name: name.to_owned(),
            ..shop::request(&shop.points)
        };
        let desk = Arc::clone(desk);
        async move { desk.connect(request).await }
    };
    let (one, two) = tokio::join!(connect(&shop.desk, "My shop"), connect(&beside, "my shop!"));
    let mut ids = [one.unwrap().profile.id, two.unwrap().profile.id];
    ids.sort();
    assert_eq!(ids, ["my-shop", "my-shop-2"]);

    let (one, two) = tokio::join!(connect(&shop.desk, "Same"), connect(&beside, "Same"));
    let [Ok(made), Err(refused)] = (if one.is_ok() { [one, two] } else { [two, one] }) else {
        panic!("one of them makes it");
    };
    assert_eq!(FailureView::from(refused).code, ErrorCode::ProfileNameTaken);
    let again = shop::open(shop.folder.path(), &Vault::os(), Access::Profiles).await;
    let profiles = again.desk_view().await.unwrap().profiles;
    assert!(profiles.iter().any(|profile| profile.id == made.profile.id));
    assert_eq!(profiles.len(), 4);
}

#[tokio::test]
async fn a_profile_is_added_and_removed_beside_an_open_one() {
    let shop = Shop::read(5).await;
    let beside = shop::open(shop.folder.path(), &Vault::os(), Access::Profiles).await;
    let request = ConnectRequest {
        name: "Second".to_owned(),
        ..shop::request(&shop.points)
    };
    beside.connect(request).await.unwrap();
    assert_eq!(beside.desk_view().await.unwrap().profiles.len(), 2);
    beside.remove_profile("second", true).await.unwrap();
    let left = beside.desk_view().await.unwrap().profiles;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].id, "demo-shop");
    assert_eq!(shop.list(OrderQuery::default()).await.rows.len(), 5);
}

#[tokio::test]
async fn a_profile_that_cannot_be_opened_can_be_removed() {
    let shop = Shop::read(5).await;
    shop.desk.close().await;
    let path = shop.folder.path().join("profiles/demo-shop/orders.db");
    rusqlite::Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let desk = shop::open(shop.folder.path(), &Vault::os(), Access::Profiles).await;
    desk.remove_profile("demo-shop", true).await.unwrap();
    assert!(desk.desk_view().await.unwrap().profiles.is_empty());
    assert!(!path.exists());
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
