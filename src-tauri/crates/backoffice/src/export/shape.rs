//! An order as JSON for programs: what `pointsctl … --json` prints and what a file of JSON Lines
//! has. Fields are only ever added; each is described in the README of `pointsctl`.

use points_api::Halalas;
use serde::Serialize;
use serde_json::Value;

use super::times::rfc3339;
use crate::store::WholeOrder;
use crate::view::{ActionState, ItemView, OrderRow, PendingAction, Presence, StaleKind};

/// An action that is not settled, or was refused last.
#[derive(Debug, Serialize)]
pub struct PendingShape {
    /// The action.
    pub action_id: i64,
    /// Where it stands.
    pub state: ActionState,
    /// The shipping status it asks for.
    pub target: Option<String>,
    /// Why, as a code of the failure or of the evidence.
    pub reason: Option<String>,
    /// Points' own words.
    pub message: Option<String>,
}

impl From<PendingAction> for PendingShape {
    fn from(pending: PendingAction) -> Self {
        Self {
            action_id: pending.id,
            state: pending.state,
            target: pending.target,
            reason: pending.reason,
            message: pending.message,
        }
    }
}

/// A product line.
#[derive(Debug, Serialize)]
pub struct ItemShape {
    /// The product.
    pub product_name: String,
    /// SAR for one piece, as decimal text.
    pub product_price: Option<String>,
    /// How many.
    pub quantity: Option<i64>,
}

impl From<ItemView> for ItemShape {
    fn from(item: ItemView) -> Self {
        Self {
            product_price: money(item.price_halalas, item.price_text),
            product_name: item.name,
            quantity: item.quantity,
        }
    }
}

/// An order: money as decimal text, times as RFC 3339 in UTC, statuses in the words of the API.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "each field is described in pointsctl's README")]
pub struct OrderShape {
    pub uuid: String,
    pub order_number: Option<String>,
    pub reference_number: Option<String>,
    #[serde(rename = "type")]
    pub order_type: Option<String>,
    pub financial_status: Option<String>,
    pub settlement_status: Option<String>,
    pub shipping_status: Option<String>,
    pub shipping_code: Option<i64>,
    pub shipping_label: Option<String>,
    pub shipping_name_ar: Option<String>,
    pub shipping_name_en: Option<String>,
    pub total_price: Option<String>,
    pub total_points: Option<String>,
    pub created_at: Option<String>,
    pub updated_at: Option<String>,
    pub checked_at: Option<String>,
    pub presence: Presence,
    pub stale: Option<StaleKind>,
    pub pending: Option<PendingShape>,
    pub items: Vec<ItemShape>,
    pub metadata: Value,
}

impl OrderShape {
    /// An order from its row and what stands beside it.
    pub fn new(
        row: OrderRow,
        settlement_status: Option<String>,
        items: Vec<ItemView>,
        metadata: Value,
    ) -> Self {
        Self {
            total_price: money(row.total_halalas, row.total_text),
            uuid: row.uuid,
            order_number: row.order_number,
            reference_number: row.reference_number,
            order_type: row.order_type,
            financial_status: row.financial_status,
            settlement_status,
            shipping_status: row.shipping.word,
            shipping_code: row.shipping.code,
            shipping_label: row.shipping.label,
            shipping_name_ar: row.shipping.custom_ar,
            shipping_name_en: row.shipping.custom_en,
            total_points: row.total_points,
            created_at: row.created_at.and_then(rfc3339),
            updated_at: row.updated_at.and_then(rfc3339),
            checked_at: row.checked_at.and_then(rfc3339),
            presence: row.presence,
            stale: row.stale,
            pending: row.pending.map(PendingShape::from),
            items: items.into_iter().map(ItemShape::from).collect(),
            metadata,
        }
    }
}

impl From<WholeOrder> for OrderShape {
    fn from(order: WholeOrder) -> Self {
        let metadata = order
            .metadata
            .map_or(Value::Null, |text| json_or_text(&text));
        Self::new(order.row, order.settlement_status, order.items, metadata)
    }
}

/// SAR as decimal text: exact where it can be, else as received.
pub fn money(halalas: Option<i64>, text: Option<String>) -> Option<String> {
    halalas.map(|halalas| Halalas(halalas).to_sar()).or(text)
}

/// JSON as it came; what is none stays a text.
pub fn json_or_text(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_exact_or_as_received() {
        assert_eq!(money(Some(125_000), None).as_deref(), Some("1250.00"));
        assert_eq!(
            money(None, Some("0.123".to_owned())).as_deref(),
            Some("0.123")
        );
        assert_eq!(money(None, None), None);
    }

    #[test]
    fn raw_numbers_keep_their_digits() {
        let raw = json_or_text(r#"{"total_price":150.49999999999997,"a":1.10}"#);
        assert_eq!(
            raw.to_string(),
            r#"{"a":1.10,"total_price":150.49999999999997}"#
        );
        assert_eq!(json_or_text("{cut"), Value::String("{cut".to_owned()));
    }
}
