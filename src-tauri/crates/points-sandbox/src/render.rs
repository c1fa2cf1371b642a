//! How an order looks on the wire: one shape in reads (dossier, "The order"), another in webhooks.

use chrono::{DateTime, Duration, SecondsFormat, Utc};
use serde_json::{Map, Number, Value, json};

use crate::lifecycle::{Occurrence, points_share};
use crate::money;
use crate::order::{FinancialStatus, Order, ShippingStatus};
use crate::rules::{Quirks, Rules};

/// The integer for each shipping word, in the order of [`ShippingStatus::ALL`]. Documented
/// nowhere: clients must not know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct ShippingCodes(pub(crate) [i64; 6]);

impl ShippingCodes {
    pub(crate) fn code(self, status: ShippingStatus) -> Option<i64> {
        ShippingStatus::ALL
            .into_iter()
            .zip(self.0)
            .find_map(|(known, code)| (known == status).then_some(code))
    }
}

/// What decides the quirks of an order: its uuid.
pub(crate) fn fingerprint(uuid: uuid::Uuid) -> u64 {
    let (high, low) = uuid.as_u64_pair();
    high ^ low
}

/// An order as every read and every action answers it.
pub(crate) fn order(
    order: &Order,
    rules: &Rules,
    codes: ShippingCodes,
    now: DateTime<Utc>,
) -> Value {
    let style = Style::of(order, &rules.quirks);
    let mut fields = Map::new();
    let mut put = |key: &str, value: Value| fields.insert(key.to_owned(), value);
    put("id", json!(order.id));
    put("uuid", json!(order.uuid));
    put("reference_number", json!(order.reference_number));
    put("order_status", json!(style.financial_word(order)));
    put("order_number", json!(order.order_number));
    put("type", json!(order.kind.code()));
    put("total_price", style.amount(order.total_halalas));
    put("total_points", style.amount(order.points_hundredths));
    put("metadata", json!(order.metadata));
    let local = order.created_at + Duration::hours(3);
    let (date, time) = match style.display {
        0 => (
            local.format("%Y-%m-%d").to_string(),
            local.format("%H:%M:%S").to_string(),
        ),
        _ => (
            local.format("%A,%d %b").to_string(),
            local.format("%I:%M %P").to_string(),
        ),
    };
    put("date", json!(date));
    put("time", json!(time));
    put("since", json!(since(now - order.created_at, style.display)));
    put("settlement_status", json!(order.settlement_status));
    let code = order.shipping.and_then(|status| codes.code(status));
    put(
        "status",
        if style.unknown_shipping {
            json!(42)
        } else {
            json!(code)
        },
    );
    if rules.status_labels {
        let label = order
            .custom_label
            .clone()
            .or_else(|| order.shipping.map(ShippingStatus::label));
        put("status_label", json!(label.map(|label| label.ar)));
        put("custom_status", json!(order.custom_label));
    }
    put("created_at", style.time(order.created_at));
    if !style.without_updated_at {
        put("updated_at", style.time(order.updated_at));
    }
    if !(order.items.is_empty() && style.without_empty_items) {
        put("items", items(order, &style));
    }
    fields.extend(order.extra.clone());
    Value::Object(fields)
}

/// The body of a webhook about an order (dossier, "The order": "In a webhook the same order looks
/// different", and "Webhooks").
pub(crate) fn event(
    order: &Order,
    occurrence: &Occurrence,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Value {
    let style = Style::of(order, &rules.quirks);
    // "Amounts may come as strings": in merchant events nearly always.
    let amount = |halalas: i64| {
        if style.amounts_in_events_as_numbers {
            number(&money::shortest(halalas))
        } else {
            json!(money::decimal(halalas))
        }
    };
    let mut fields = Map::new();
    let mut put = |key: &str, value: Value| fields.insert(key.to_owned(), value);
    put("id", json!(order.uuid));
    put("reference_number", json!(order.reference_number));
    put("order_number", json!(order.order_number));
    put("order_status", json!(style.financial_word(order)));
    put("status", json!(order.shipping.map(ShippingStatus::word)));
    put("total_price", amount(order.total_halalas));
    put("total_points", amount(order.points_hundredths));
    put("created_at", style.time(order.created_at));
    if !style.sparse_events {
        put("type", json!(order.kind.word()));
        put("updated_at", style.time(order.updated_at));
        put("metadata", json!(order.metadata));
    }
    if order.financial.is_paid() {
        put("payment_status", json!("fully_paid"));
    } else if order.financial == FinancialStatus::Authorized {
        put("payment_status", json!("partially_paid"));
    }
    if let Some(reason) = &order.reason {
        put("reason", json!(reason));
    }
    if let Some(halalas) = occurrence.refund_halalas {
        let left = order.total_halalas - order.refunded_halalas;
        put("refund_amount", amount(halalas));
        put("refund_points", amount(points_share(order, halalas)));
        put("left_amount", amount(left));
        put("left_points", amount(points_share(order, left)));
    }
    if rules.status_labels && occurrence.event == "shipping_status_updated" {
        put("custom_status", json!(order.custom_label));
    }
    json!({
        "event": occurrence.event,
        "order": fields,
        "timestamp": now.to_rfc3339_opts(SecondsFormat::Secs, true),
    })
}

/// ISO 8601 in UTC, as Laravel prints it.
pub(crate) fn iso(moment: DateTime<Utc>, microseconds: bool) -> String {
    let precision = if microseconds {
        SecondsFormat::Micros
    } else {
        SecondsFormat::Secs
    };
    moment.to_rfc3339_opts(precision, true)
}

/// A JSON number with exactly these digits.
pub(crate) fn number(text: &str) -> Value {
    text.parse::<Number>()
        .map_or_else(|_| json!(text), Value::Number)
}

fn items(order: &Order, style: &Style) -> Value {
    let line = |item: &crate::order::Item| {
        json!({
            "product_name": item.product_name,
            "product_price": style.amount(item.price_halalas),
            "quantity": item.quantity,
        })
    };
    order.items.iter().map(line).collect()
}

/// "Display strings in no fixed format; never parse them."
fn since(age: Duration, display: u64) -> String {
    let (amount, english, arabic) = match (age.num_minutes(), age.num_hours(), age.num_days()) {
        (minutes, 0, _) => (minutes, "minutes", "دقيقة"),
        (_, hours, 0) => (hours, "hours", "ساعة"),
        (_, _, days) => (days, "days", "يوم"),
    };
    if display == 2 {
        format!("منذ {amount} {arabic}")
    } else {
        format!("{amount} {english} ago")
    }
}

/// The habits of one order, fixed by its uuid and the switches.
#[allow(
    clippy::struct_excessive_bools,
    reason = "independent habits, one for each quirk"
)]
struct Style {
    microseconds: bool,
    amounts: Amounts,
    amounts_in_events_as_numbers: bool,
    without_updated_at: bool,
    without_empty_items: bool,
    sparse_events: bool,
    unknown_financial: bool,
    unknown_shipping: bool,
    display: u64,
}

enum Amounts {
    Numbers,
    Strings,
    PhpFloats,
}

impl Style {
    fn of(order: &Order, quirks: &Quirks) -> Self {
        let mark = fingerprint(order.uuid);
        let amounts = if quirks.amounts_as_strings.shows(mark, 0x21, 12) {
            Amounts::Strings
        } else if quirks.php_floats.shows(mark, 0x22, 10) {
            Amounts::PhpFloats
        } else {
            Amounts::Numbers
        };
        Self {
            microseconds: quirks.microseconds.shows(mark, 0x23, 60),
            amounts,
            amounts_in_events_as_numbers: !quirks.amounts_as_strings.shows(mark, 0x24, 85),
            without_updated_at: quirks.updated_at_missing.shows(mark, 0x25, 8),
            without_empty_items: quirks.items_absent.shows(mark, 0x26, 50),
            sparse_events: quirks.event_fields_missing.shows(mark, 0x27, 25),
            unknown_financial: quirks.unknown_values.shows(mark, 0x28, 4),
            unknown_shipping: quirks.unknown_values.shows(mark, 0x29, 4),
            display: mark % 3,
        }
    }

    fn financial_word(&self, order: &Order) -> &'static str {
        if self.unknown_financial {
            "on_hold"
        } else {
            order.financial.word()
        }
    }

    fn amount(&self, halalas: i64) -> Value {
        match self.amounts {
            Amounts::Numbers => number(&money::shortest(halalas)),
            Amounts::Strings => json!(money::decimal(halalas)),
            Amounts::PhpFloats => number(&money::php_float(halalas)),
        }
    }

    fn time(&self, moment: DateTime<Utc>) -> Value {
        json!(iso(moment, self.microseconds))
    }
}
