//! Points counts whole seconds; people and scanners do not.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use backoffice::view::{ActionState, ShippingRequest};
use serde_json::json;
use shop::Shop;

#[tokio::test]
async fn of_two_changes_within_one_second_the_later_one_shows() {
    let shop = Shop::read(60).await;
    let rules = json!({"quirks": {"microseconds": "never", "updated_at_missing": "never"}});
    shop.control("POST", "/rules", rules).await;
    let uuid = shop.a_paid_order("new").await;
    for target in [
        "ready_shipping",
        "delivery_is_in_progress",
        "delivered",
        "ready_shipping",
    ] {
        let request = ShippingRequest {
            uuids: vec![uuid.clone()],
            target: Some(target.to_owned()),
            name_ar: None,
            name_en: None,
            ..ShippingRequest::default()
        };
        let actions = shop.desk.ship_and_wait(request).await.unwrap();
        assert_eq!(actions[0].state, ActionState::Confirmed);
        let row = shop.desk.order_detail(&uuid).await.unwrap().row;
        assert_eq!(row.shipping.word.as_deref(), Some(target));
    }
}
