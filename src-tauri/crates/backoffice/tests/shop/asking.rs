//! Asking Points for something, and waiting for what comes of it.

use std::sync::Arc;
use std::time::Duration;

use backoffice::desk::{Access, Desk, DeskError};
use backoffice::view::{
    ActionKind, ActionState, ActionView, BatchView, BulkShippingRequest, MoneyRequest,
    PurchaseLine, PurchaseRequest, ShippingRequest,
};
use serde_json::Value;

use super::Shop;

/// A status for an order.
pub fn to_ship(uuid: &str, target: &str) -> ShippingRequest {
    ShippingRequest {
        uuids: vec![uuid.to_owned()],
        target: Some(target.to_owned()),
        ..ShippingRequest::default()
    }
}

/// A token as a page makes it.
pub fn token() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// A refund in part, or of all of it.
pub fn refund(uuid: &str, amount_halalas: Option<i64>) -> MoneyRequest {
    MoneyRequest {
        token: token(),
        uuid: uuid.to_owned(),
        kind: ActionKind::Refund,
        amount_halalas,
        payment_method: None,
        reason: Some("damaged".to_owned()),
        seen: None,
    }
}

/// A purchase of one bottle, of this number at the shop.
pub fn purchase(kind: ActionKind, number: &str) -> PurchaseRequest {
    PurchaseRequest {
        token: token(),
        kind,
        order_number: number.to_owned(),
        phone: Some("+966 50 000 0001".to_owned()),
        customer_name: Some("Huda".to_owned()),
        lines: vec![PurchaseLine {
            name: "Oud".to_owned(),
            price_halalas: 11_500,
            quantity: 1,
        }],
        total_halalas: 11_500,
        shipping_halalas: None,
        tax_halalas: Some(1_500),
        discount_halalas: None,
        city: None,
        address_line: None,
    }
}

/// Asks for a status of one order.
pub async fn ship(desk: &Desk, uuid: &str, target: &str) -> ActionView {
    desk.ship(to_ship(uuid, target)).await.unwrap().remove(0)
}

/// Says yes to what a preview of it shows.
pub async fn ship_selection(
    desk: &Desk,
    request: BulkShippingRequest,
) -> Result<BatchView, DeskError> {
    let plan = desk.plan_shipping(request).await?;
    desk.ship_planned(&plan.id).await
}

/// Waits until an action stands so.
pub async fn is(desk: &Desk, id: i64, wanted: ActionState) -> ActionView {
    for _ in 0..600 {
        let action = desk.action(id).await.unwrap();
        if action.state == wanted {
            return action;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("it stays {:?}", desk.action(id).await.unwrap())
}

impl Shop {
    /// The same shop at a desk that works by itself.
    pub async fn at_work(&self) -> Arc<Desk> {
        self.desk.close().await;
        super::open(self.folder.path(), &self.vault, Access::Background).await
    }

    /// What Points received about an order, in the order in which it came: when, and the bodies.
    pub async fn sent(&self, uuid: &str) -> Vec<Value> {
        let ledger = self.control("GET", "/ledger", Value::Null).await;
        ledger["entries"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|entry| entry["method"] == "POST" && entry["uuid"] == uuid)
            .cloned()
            .collect()
    }
}
