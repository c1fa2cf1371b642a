//! The folded order as the flat row that lists show and search reads.

use points_api::ShippingState;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::field::{Field, Value};
use super::winner::Folded;
use crate::text::{SHORTEST_FRAGMENT, fold_digits, fold_text, mobile_number};

/// One product line of the row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ProjectedItem {
    /// The product.
    pub name: String,
    /// SAR for one piece, as received.
    pub price_text: Option<String>,
    /// The same in halalas, where exact.
    pub price_halalas: Option<i64>,
    /// How many.
    pub quantity: Option<i64>,
}

/// The row of an order. Texts that Points has not said are empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Projection {
    /// `order_number`.
    pub order_number: String,
    /// `reference_number`.
    pub reference_number: String,
    /// `type`.
    pub order_type: String,
    /// `order_status`.
    pub financial_status: String,
    /// The shipping word, or `code:3`.
    pub shipping_key: String,
    /// `status_label`.
    pub shipping_label: Option<String>,
    /// `custom_status.ar`.
    pub custom_label_ar: Option<String>,
    /// `custom_status.en`.
    pub custom_label_en: Option<String>,
    /// `total_price` as received.
    pub total_text: Option<String>,
    /// The same in halalas, where exact.
    pub total_halalas: Option<i64>,
    /// Sorts like the total; −1 where there is none.
    pub total_rank: i64,
    /// `total_points` as received.
    pub total_points: Option<String>,
    /// The same in millionths, where that is exact and no more than a billion points.
    pub micropoints: Option<i64>,
    /// Sorts like the points, in thousandths; −1 where there are none.
    pub points_rank: i64,
    /// `settlement_status`.
    pub settlement_status: Option<String>,
    /// UTC milliseconds; 0 where Points has not said.
    pub created_at: i64,
    /// UTC milliseconds; 0 where Points has not said.
    pub updated_at: i64,
    /// JSON text.
    pub metadata: Option<String>,
    /// Product lines.
    pub items: Vec<ProjectedItem>,
    /// Folded numbers, the uuid and phones, searched by any fragment.
    pub codes: String,
    /// Folded words, searched by their beginnings. Of what is among the codes they have the first
    /// two letters only: longer beginnings are fragments.
    pub words: String,
}

impl Projection {
    /// The row of a folded order.
    pub fn of(uuid: &str, folded: &Folded<'_>) -> Self {
        let text = |field| folded.value(field).map(Value::to_text);
        let time = |field| match folded.value(field) {
            Some(Value::Time(milliseconds)) => *milliseconds,
            _ => 0,
        };
        let order_number = text(Field::OrderNumber).unwrap_or_default();
        let reference_number = text(Field::ReferenceNumber).unwrap_or_default();
        let (total_text, total_halalas) = match folded.value(Field::TotalPrice) {
            Some(Value::Amount(amount)) => (
                Some(amount.text.clone()),
                amount.halalas.map(|halalas| halalas.0),
            ),
            _ => (None, None),
        };
        let points = match folded.value(Field::TotalPoints) {
            Some(Value::Points(points)) => points.to_decimal(),
            _ => None,
        };
        let items = items(folded);
        let metadata = metadata_texts(folded);
        let phones = phones(&metadata);
        let words = words([&order_number, &reference_number], &items, &metadata);
        Self {
            order_type: text(Field::OrderType).unwrap_or_default(),
            financial_status: text(Field::FinancialStatus).unwrap_or_default(),
            shipping_key: match folded.value(Field::Shipping) {
                Some(Value::Shipping(state)) => shipping_key(state),
                _ => String::new(),
            },
            shipping_label: text(Field::ShippingLabel),
            custom_label_ar: text(Field::CustomLabelAr),
            custom_label_en: text(Field::CustomLabelEn),
            total_rank: total_halalas
                .or_else(|| scaled(total_text.as_deref()?.parse().ok()?, 2))
                .unwrap_or(-1),
            total_text,
            total_halalas,
            total_points: text(Field::TotalPoints),
            micropoints: points.and_then(micropoints),
            points_rank: points.and_then(|points| scaled(points, 3)).unwrap_or(-1),
            settlement_status: text(Field::SettlementStatus),
            created_at: time(Field::CreatedAt),
            updated_at: time(Field::UpdatedAt),
            metadata: text(Field::Metadata),
            codes: fold_text(&format!(
                "{order_number} {reference_number} {uuid} {phones}"
            ))
            .trim_end()
            .to_owned(),
            words,
            items,
            order_number,
            reference_number,
        }
    }
}

/// A shipping status as one text: the word, or `code:3`.
pub fn shipping_key(state: &ShippingState) -> String {
    match state {
        ShippingState::Word(word) => word.to_string(),
        ShippingState::Code(code) => format!("code:{code}"),
    }
}

/// The other way round.
pub fn shipping_state(key: &str) -> Option<ShippingState> {
    if key.is_empty() {
        return None;
    }
    Some(
        match key.strip_prefix("code:").and_then(|code| code.parse().ok()) {
            Some(code) => ShippingState::Code(code),
            None => ShippingState::Word(key.into()),
        },
    )
}

fn scaled(decimal: Decimal, places: u32) -> Option<i64> {
    let factor = Decimal::from(10_i64.checked_pow(places)?);
    decimal.checked_mul(factor)?.round().to_i64()
}

/// Beyond this, millionths of points are not counted: a million orders must not overflow a sum.
const MOST_MICROPOINTS: i64 = 1_000_000_000_000_000;

fn micropoints(points: Decimal) -> Option<i64> {
    let exact = points.checked_mul(Decimal::from(1_000_000))?;
    exact
        .is_integer()
        .then(|| exact.to_i64())
        .flatten()
        .filter(|count| (-MOST_MICROPOINTS..=MOST_MICROPOINTS).contains(count))
}

fn items(folded: &Folded<'_>) -> Vec<ProjectedItem> {
    let Some(Value::Items(items)) = folded.value(Field::Items) else {
        return Vec::new();
    };
    items
        .iter()
        .map(|item| ProjectedItem {
            name: item.name.clone(),
            price_text: item.price.as_ref().map(|price| price.text.clone()),
            price_halalas: item
                .price
                .as_ref()
                .and_then(|price| price.halalas)
                .map(|price| price.0),
            quantity: item.quantity,
        })
        .collect()
}

fn words(numbers: [&str; 2], items: &[ProjectedItem], metadata: &[String]) -> String {
    let mut words: Vec<String> = numbers.into_iter().flat_map(beginnings).collect();
    words.extend(items.iter().map(|item| item.name.clone()));
    for text in metadata {
        match mobile_number(text) {
            Some(phone) => words.extend(beginnings(&phone)),
            None => words.push(text.clone()),
        }
    }
    fold_text(&words.join("\n"))
}

/// The first two letters of each word of a number.
pub(crate) fn beginnings(number: &str) -> impl Iterator<Item = String> {
    number
        .split(|letter: char| !letter.is_alphanumeric())
        .map(|word| word.chars().take(SHORTEST_FRAGMENT - 1).collect::<String>())
        .filter(|word| !word.is_empty())
}

/// The mobile numbers of the metadata, as they are dialled at home.
fn phones(metadata: &[String]) -> String {
    let phones: Vec<_> = metadata
        .iter()
        .filter_map(|text| mobile_number(text))
        .collect();
    phones.join(" ")
}

/// The texts and numbers of the metadata, digits as ASCII.
fn metadata_texts(folded: &Folded<'_>) -> Vec<String> {
    let mut texts = Vec::new();
    if let Some(Value::Metadata(entries)) = folded.value(Field::Metadata) {
        entries
            .values()
            .for_each(|value| collect_texts(value, &mut texts, 0));
    }
    for text in &mut texts {
        *text = fold_digits(text);
    }
    texts
}

/// How deep metadata is searched; deeper than this nobody wrote it by hand.
const METADATA_DEPTH: usize = 32;

fn collect_texts(value: &serde_json::Value, into: &mut Vec<String>, depth: usize) {
    if depth > METADATA_DEPTH {
        return;
    }
    match value {
        serde_json::Value::String(text) => into.push(text.clone()),
        serde_json::Value::Number(number) => into.push(number.to_string()),
        serde_json::Value::Array(entries) => {
            for entry in entries {
                collect_texts(entry, into, depth + 1);
            }
        }
        serde_json::Value::Object(entries) => {
            for entry in entries.values() {
                collect_texts(entry, into, depth + 1);
            }
        }
        serde_json::Value::Null | serde_json::Value::Bool(_) => {}
    }
}
