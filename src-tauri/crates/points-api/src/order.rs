//! What one answer or event of Points says about an order.

use chrono::{DateTime, Utc};
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Map, Value};

use crate::amount::{Amount, Points};
use crate::identifier::OrderUuid;
use crate::status::{FinancialStatus, OrderType, ShippingState, ShippingStatus};

/// A field of an answer: Points leaves fields out, sends them as null, or gives a value, and the
/// three mean different things to whoever merges several answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Carried<T> {
    /// The answer does not have the field.
    #[default]
    Absent,
    /// The answer has the field as null.
    Null,
    /// The answer has a value.
    Value(T),
}

impl<T> Carried<T> {
    /// Whether the answer says anything about the field.
    pub fn is_carried(&self) -> bool {
        !matches!(self, Self::Absent)
    }

    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }
}

/// One product line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedItem {
    /// `product_name`.
    pub name: String,
    /// `product_price`, in SAR for one piece.
    pub price: Option<Amount>,
    /// `quantity`.
    pub quantity: Option<i64>,
}

/// An order as one answer (API documentation, "Order resource") or one event ("Webhook payload")
/// shows it. A field whose value cannot be read counts as absent, and is listed in `unreadable`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedOrder {
    /// `uuid`, or `id` in an event.
    pub uuid: OrderUuid,
    /// `order_number`.
    pub order_number: Carried<String>,
    /// `reference_number`.
    pub reference_number: Carried<String>,
    /// `type`.
    pub order_type: Carried<OrderType>,
    /// `order_status`.
    pub financial_status: Carried<FinancialStatus>,
    /// `status`: an integer in answers, a word in events.
    pub shipping: Carried<ShippingState>,
    /// `status_label` (newer): the shipping status in words, in no fixed language.
    pub shipping_label: Carried<String>,
    /// `custom_status.ar` (newer).
    pub custom_label_ar: Carried<String>,
    /// `custom_status.en` (newer).
    pub custom_label_en: Carried<String>,
    /// `total_price`, SAR.
    pub total_price: Carried<Amount>,
    /// `total_points`.
    pub total_points: Carried<Points>,
    /// `metadata`: whatever object the merchant stored.
    pub metadata: Carried<Map<String, Value>>,
    /// `settlement_status`.
    pub settlement_status: Carried<String>,
    /// `payment_status`, in events.
    pub payment_status: Carried<String>,
    /// `reason`, in events.
    pub reason: Carried<String>,
    /// `refund_amount`, in events, SAR.
    pub refund_amount: Carried<Amount>,
    /// `refund_points`, in events.
    pub refund_points: Carried<Points>,
    /// `left_amount`, in events, SAR.
    pub left_amount: Carried<Amount>,
    /// `left_points`, in events.
    pub left_points: Carried<Points>,
    /// `created_at`.
    pub created_at: Carried<DateTime<Utc>>,
    /// `updated_at`, which is not always there.
    pub updated_at: Carried<DateTime<Utc>>,
    /// `items`.
    pub items: Carried<Vec<ObservedItem>>,
    /// Names of fields whose values had an unexpected form.
    pub unreadable: Vec<&'static str>,
}

/// The text is not an order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableOrder {
    /// Not a JSON object.
    #[error("the answer is not a JSON object")]
    NotAnObject,
    /// Neither `uuid` nor a uuid in `id`.
    #[error("the order has no uuid")]
    NoUuid,
}

impl ObservedOrder {
    /// Reads an order object, from an answer or from the `order` of an event.
    pub fn from_json(order: &Value) -> Result<Self, UnreadableOrder> {
        let fields = order.as_object().ok_or(UnreadableOrder::NotAnObject)?;
        let uuid = ["uuid", "id"]
            .into_iter()
            .filter_map(|name| fields.get(name)?.as_str())
            .find_map(|text| text.parse().ok())
            .ok_or(UnreadableOrder::NoUuid)?;
        let mut reader = Reader {
            fields,
            unreadable: Vec::new(),
        };
        let (custom_label_ar, custom_label_en) = reader.custom_labels();
        Ok(Self {
            uuid,
            order_number: reader.read("order_number", text),
            reference_number: reader.read("reference_number", text),
            order_type: reader.read("type", order_type),
            financial_status: reader.read("order_status", |value| {
                value.as_str().map(FinancialStatus::from)
            }),
            shipping: reader.read("status", shipping),
            shipping_label: reader.read("status_label", text),
            custom_label_ar,
            custom_label_en,
            total_price: reader.read("total_price", amount),
            total_points: reader.read("total_points", points),
            metadata: reader.read("metadata", metadata),
            settlement_status: reader.read("settlement_status", text),
            payment_status: reader.read("payment_status", text),
            reason: reader.read("reason", text),
            refund_amount: reader.read("refund_amount", amount),
            refund_points: reader.read("refund_points", points),
            left_amount: reader.read("left_amount", amount),
            left_points: reader.read("left_points", points),
            created_at: reader.read("created_at", time),
            updated_at: reader.read("updated_at", time),
            items: reader.read("items", items),
            unreadable: reader.unreadable,
        })
    }
}

struct Reader<'a> {
    fields: &'a Map<String, Value>,
    unreadable: Vec<&'static str>,
}

impl Reader<'_> {
    fn read<T>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&Value) -> Option<T>,
    ) -> Carried<T> {
        match self.fields.get(name) {
            None => Carried::Absent,
            Some(Value::Null) => Carried::Null,
            Some(value) => parse(value).map_or_else(
                || {
                    self.unreadable.push(name);
                    Carried::Absent
                },
                Carried::Value,
            ),
        }
    }

    fn custom_labels(&mut self) -> (Carried<String>, Carried<String>) {
        match self.fields.get("custom_status") {
            None => (Carried::Absent, Carried::Absent),
            Some(Value::Object(labels)) => {
                let label = |language: &str| match labels.get(language).and_then(text) {
                    Some(label) if !label.trim().is_empty() => Carried::Value(label),
                    _ => Carried::Null,
                };
                (label("ar"), label("en"))
            }
            Some(Value::Null) => (Carried::Null, Carried::Null),
            // PHP writes an empty map as an empty array.
            Some(Value::Array(entries)) if entries.is_empty() => (Carried::Null, Carried::Null),
            Some(_) => {
                self.unreadable.push("custom_status");
                (Carried::Absent, Carried::Absent)
            }
        }
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn amount(value: &Value) -> Option<Amount> {
    text(value)?.parse().ok()
}

fn points(value: &Value) -> Option<Points> {
    text(value)?.parse().ok()
}

fn order_type(value: &Value) -> Option<OrderType> {
    Some(match text(value)?.as_str() {
        "1" => OrderType::Earning,
        "2" => OrderType::Replacing,
        word => OrderType::from(word),
    })
}

fn shipping(value: &Value) -> Option<ShippingState> {
    match value {
        Value::Number(number) => number.as_i64().map(ShippingState::Code),
        Value::String(word) => Some(word.parse().map_or_else(
            |_| ShippingState::Word(ShippingStatus::from(word.as_str())),
            ShippingState::Code,
        )),
        _ => None,
    }
}

fn metadata(value: &Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(entries) => Some(entries.clone()),
        // PHP writes an empty map as an empty array.
        Value::Array(entries) if entries.is_empty() => Some(Map::new()),
        _ => None,
    }
}

pub(crate) fn time(value: &Value) -> Option<DateTime<Utc>> {
    let text = value.as_str()?;
    DateTime::parse_from_rfc3339(text)
        // ISO 8601 as PHP writes it: an offset without a colon.
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z"))
        .ok()
        .map(|time| time.with_timezone(&Utc))
}

fn items(value: &Value) -> Option<Vec<ObservedItem>> {
    value
        .as_array()?
        .iter()
        .map(|item| {
            Some(ObservedItem {
                name: text(item.get("product_name")?)?,
                price: item.get("product_price").and_then(amount),
                quantity: item.get("quantity").and_then(quantity),
            })
        })
        .collect()
}

/// A whole number, also where PHP prints it as `2.0`.
fn quantity(value: &Value) -> Option<i64> {
    let pieces = points(value)?.to_decimal()?;
    pieces.is_integer().then(|| pieces.to_i64()).flatten()
}
