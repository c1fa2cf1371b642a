//! The fields of an order, one by one, so that each can have its own source.

use std::fmt::Write as _;

use points_api::{
    Amount, Carried, FinancialStatus, ObservedItem, ObservedOrder, OrderType, Points, ShippingState,
};
use serde_json::Map;

use crate::view::FieldKind;
pub use crate::view::FieldName as Field;

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Any text.
    Text(String),
    /// SAR.
    Amount(Amount),
    /// Points.
    Points(Points),
    /// UTC milliseconds.
    Time(i64),
    /// `order_status`.
    FinancialStatus(FinancialStatus),
    /// `type`.
    OrderType(OrderType),
    /// `status`.
    Shipping(ShippingState),
    /// `items`.
    Items(Vec<ObservedItem>),
    /// `metadata`.
    Metadata(Map<String, serde_json::Value>),
}

impl Field {
    /// All of them, in the order in which a person reads them.
    pub const ALL: [Self; 21] = [
        Self::OrderNumber,
        Self::ReferenceNumber,
        Self::OrderType,
        Self::FinancialStatus,
        Self::TotalPrice,
        Self::TotalPoints,
        Self::Shipping,
        Self::ShippingLabel,
        Self::CustomLabelAr,
        Self::CustomLabelEn,
        Self::SettlementStatus,
        Self::PaymentStatus,
        Self::Reason,
        Self::RefundAmount,
        Self::RefundPoints,
        Self::LeftAmount,
        Self::LeftPoints,
        Self::CreatedAt,
        Self::UpdatedAt,
        Self::Items,
        Self::Metadata,
    ];

    /// The API's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::OrderNumber => "order_number",
            Self::ReferenceNumber => "reference_number",
            Self::OrderType => "type",
            Self::FinancialStatus => "order_status",
            Self::Shipping => "status",
            Self::ShippingLabel => "status_label",
            Self::CustomLabelAr => "custom_status.ar",
            Self::CustomLabelEn => "custom_status.en",
            Self::TotalPrice => "total_price",
            Self::TotalPoints => "total_points",
            Self::SettlementStatus => "settlement_status",
            Self::PaymentStatus => "payment_status",
            Self::Reason => "reason",
            Self::RefundAmount => "refund_amount",
            Self::RefundPoints => "refund_points",
            Self::LeftAmount => "left_amount",
            Self::LeftPoints => "left_points",
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
            Self::Items => "items",
            Self::Metadata => "metadata",
        }
    }

    /// The field of that API name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// How its values are to be shown.
    pub fn kind(self) -> FieldKind {
        match self {
            Self::TotalPrice | Self::RefundAmount | Self::LeftAmount => FieldKind::Money,
            Self::TotalPoints | Self::RefundPoints | Self::LeftPoints => FieldKind::Points,
            Self::CreatedAt | Self::UpdatedAt => FieldKind::Time,
            Self::FinancialStatus => FieldKind::FinancialStatus,
            Self::Shipping => FieldKind::ShippingStatus,
            Self::OrderType => FieldKind::OrderType,
            Self::Items | Self::Metadata => FieldKind::Json,
            _ => FieldKind::Text,
        }
    }

    /// What an observed order says about this field.
    pub fn of(self, order: &ObservedOrder) -> Carried<Value> {
        match self {
            Self::OrderNumber => map(&order.order_number, Value::Text),
            Self::ReferenceNumber => map(&order.reference_number, Value::Text),
            Self::OrderType => map(&order.order_type, Value::OrderType),
            Self::FinancialStatus => map(&order.financial_status, Value::FinancialStatus),
            Self::Shipping => map(&order.shipping, Value::Shipping),
            Self::ShippingLabel => map(&order.shipping_label, Value::Text),
            Self::CustomLabelAr => map(&order.custom_label_ar, Value::Text),
            Self::CustomLabelEn => map(&order.custom_label_en, Value::Text),
            Self::TotalPrice => map(&order.total_price, Value::Amount),
            Self::TotalPoints => map(&order.total_points, Value::Points),
            Self::SettlementStatus => map(&order.settlement_status, Value::Text),
            Self::PaymentStatus => map(&order.payment_status, Value::Text),
            Self::Reason => map(&order.reason, Value::Text),
            Self::RefundAmount => map(&order.refund_amount, Value::Amount),
            Self::RefundPoints => map(&order.refund_points, Value::Points),
            Self::LeftAmount => map(&order.left_amount, Value::Amount),
            Self::LeftPoints => map(&order.left_points, Value::Points),
            Self::CreatedAt => map(&order.created_at, |time| {
                Value::Time(time.timestamp_millis())
            }),
            Self::UpdatedAt => map(&order.updated_at, |time| {
                Value::Time(time.timestamp_millis())
            }),
            Self::Items => map(&order.items, Value::Items),
            Self::Metadata => map(&order.metadata, Value::Metadata),
        }
    }
}

fn map<T: Clone>(carried: &Carried<T>, wrap: impl FnOnce(T) -> Value) -> Carried<Value> {
    match carried {
        Carried::Absent => Carried::Absent,
        Carried::Null => Carried::Null,
        Carried::Value(value) => Carried::Value(wrap(value.clone())),
    }
}

impl Value {
    /// The value as the text that crosses the bridge: digits as received, words as the API's,
    /// times as UTC milliseconds, a shipping code as `code:3`.
    pub fn to_text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Amount(amount) => amount
                .halalas
                .map_or_else(|| amount.text.clone(), points_api::Halalas::to_sar),
            Self::Points(points) => points.as_str().to_owned(),
            Self::Time(milliseconds) => milliseconds.to_string(),
            Self::FinancialStatus(status) => status.to_string(),
            Self::OrderType(order_type) => order_type.to_string(),
            Self::Shipping(ShippingState::Code(code)) => format!("code:{code}"),
            Self::Shipping(ShippingState::Word(word)) => word.to_string(),
            Self::Items(items) => items.iter().fold(String::new(), |mut lines, item| {
                let separator = if lines.is_empty() { "" } else { "\n" };
                let quantity = item.quantity.unwrap_or(1);
                // Writing into a String cannot fail.
                if write!(lines, "{separator}{quantity} × {}", item.name).is_err() {
                    return lines;
                }
                lines
            }),
            Self::Metadata(entries) => serde_json::Value::Object(entries.clone()).to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_cross_the_bridge_by_the_names_of_the_api() {
        for field in Field::ALL {
            let written = serde_json::to_value(field).ok();
            assert_eq!(written, Some(field.name().into()), "{field:?}");
        }
    }
}
