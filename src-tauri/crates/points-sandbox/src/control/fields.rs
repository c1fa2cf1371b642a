//! The fields of an order that the control API sets.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::money;
use crate::order::{FinancialStatus, Item, Label, Order, OrderKind, ShippingStatus, points_for};

/// All optional: what is absent stays as it is. `null` empties what may be empty.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct OrderFields {
    order_number: Option<String>,
    reference_number: Given<Option<String>>,
    #[serde(rename = "type")]
    kind: Option<OrderKind>,
    order_status: Option<FinancialStatus>,
    /// The shipping status as a word.
    shipping: Given<Option<ShippingStatus>>,
    custom_status: Given<Option<Label>>,
    /// SAR.
    total_price: Option<Value>,
    total_points: Option<Value>,
    refunded: Option<Value>,
    completed: Option<bool>,
    reason: Given<Option<String>>,
    settlement_status: Given<Option<String>>,
    metadata: Given<Option<Map<String, Value>>>,
    items: Option<Vec<Line>>,
    created_at: Option<DateTime<Utc>>,
    updated_at: Option<DateTime<Utc>>,
    /// Raw fields laid over every answer about this order; an empty object removes them.
    extra: Option<Map<String, Value>>,
    /// Fire this event afterwards.
    pub(super) event: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    product_name: String,
    product_price: Value,
    quantity: u64,
}

/// Tells an absent field from a `null`.
#[derive(Debug, Default)]
enum Given<T> {
    #[default]
    Absent,
    Is(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::Is)
    }
}

impl<T> From<Option<T>> for Given<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Is)
    }
}

impl OrderFields {
    /// Lays the fields over an order. `updated_at` becomes `now` unless it is given.
    pub(super) fn lay_over(self, order: &mut Order, now: DateTime<Utc>) -> Result<(), String> {
        set(&mut order.order_number, self.order_number);
        set(&mut order.reference_number, self.reference_number);
        set(&mut order.kind, self.kind);
        set(&mut order.financial, self.order_status);
        set(&mut order.shipping, self.shipping);
        set(&mut order.custom_label, self.custom_status);
        if let Some(total) = self.total_price {
            order.total_halalas = amount("total_price", &total)?;
            order.points_hundredths = points_for(order.total_halalas);
        }
        if let Some(points) = self.total_points {
            order.points_hundredths = amount("total_points", &points)?;
        }
        if let Some(refunded) = self.refunded {
            order.refunded_halalas = amount("refunded", &refunded)?;
        }
        set(&mut order.completed, self.completed);
        set(&mut order.reason, self.reason);
        set(&mut order.settlement_status, self.settlement_status);
        set(&mut order.metadata, self.metadata);
        if let Some(lines) = self.items {
            order.items = lines.into_iter().map(item).collect::<Result<_, _>>()?;
        }
        set(&mut order.created_at, self.created_at);
        order.updated_at = self.updated_at.unwrap_or(now);
        set(&mut order.extra, self.extra);
        Ok(())
    }
}

fn set<T>(field: &mut T, value: impl Into<Given<T>>) {
    if let Given::Is(value) = value.into() {
        *field = value;
    }
}

fn amount(field: &str, value: &Value) -> Result<i64, String> {
    money::parse(value).ok_or_else(|| format!("{field} is no amount: {value}"))
}

fn item(line: Line) -> Result<Item, String> {
    Ok(Item {
        price_halalas: amount("product_price", &line.product_price)?,
        product_name: line.product_name,
        quantity: line.quantity,
    })
}
