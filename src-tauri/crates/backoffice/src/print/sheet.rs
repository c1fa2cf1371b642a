//! What a sheet says: an order in full becomes words and figures in one language.

use super::barcode::Barcode;
use super::figures;
use super::type_setting::{Text, isolated};
use super::words::{self, NOTHING, Word};
use crate::text::mobile_number;
use crate::view::{
    ActionView, FieldChange, FieldKind, FieldName, ItemView, Language, MatchKind, ObservationView,
    OrderDetail, OrderRow, Paper, Presence, PrintKind, ShippingView, ShopCheckout, TimelineEntry,
};

/// A summary says no more of the timeline than this.
const MOST_EVENTS: usize = 12;

/// How all sheets of one file are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// What of each order.
    pub kind: PrintKind,
    /// On what.
    pub paper: Paper,
    /// In which language.
    pub language: Language,
    /// The shop's name.
    pub shop: String,
    /// When it is printed, UTC milliseconds.
    pub printed_at: i64,
}

/// The words of one order on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The order's number, or else its uuid.
    pub(super) number: Text,
    /// What the number is.
    pub(super) number_label: Word,
    /// The number for a scanner.
    pub(super) barcode: Option<Barcode>,
    /// What a person must know before relying on the rest.
    pub(super) notice: Option<Word>,
    /// Beneath the number.
    pub(super) facts: Vec<Fact>,
    /// Only on a summary.
    pub(super) money: Option<Money>,
    /// Who gets the parcel, a line each, on a slip: as the shop says; empty where it does not.
    pub(super) recipient: Vec<Text>,
    /// The products.
    pub(super) items: Vec<Item>,
    /// Said in their place where Points was heard and has none.
    pub(super) no_items: Option<Word>,
    /// Only on a summary: oldest first.
    pub(super) events: Vec<Event>,
    /// How many older events are left out.
    pub(super) events_left_out: usize,
}

/// A labelled value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) label: Word,
    pub(super) value: Text,
    /// Whether the riyal sign stands before it.
    pub(super) in_riyals: bool,
}

/// What the order is worth and where that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Money {
    /// SAR; none where Points has not said.
    pub(super) total: Option<Text>,
    /// The status.
    pub(super) status: Text,
    /// Points, settlement, refunds.
    pub(super) facts: Vec<Fact>,
}

/// A product line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) name: Text,
    pub(super) quantity: Text,
    /// More than one, or not known: what packers overlook.
    pub(super) stands_out: bool,
    /// SAR for one piece.
    pub(super) price: Text,
}

/// A line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) at: Text,
    pub(super) what: Text,
}

impl Sheet {
    /// A sheet that is about no order and has only this to be told apart by.
    pub(super) fn of_no_order(title: Word, language: Language) -> Self {
        Self {
            number: Text::words(title.of(language)),
            number_label: title,
            barcode: None,
            notice: None,
            facts: Vec::new(),
            money: None,
            recipient: Vec::new(),
            items: Vec::new(),
            no_items: None,
            events: Vec::new(),
            events_left_out: 0,
        }
    }

    /// The sheet of an order.
    pub fn of(order: &OrderDetail, setup: &Setup) -> Self {
        let language = setup.language;
        let row = &order.row;
        let number = row
            .order_number
            .as_deref()
            .filter(|number| !number.is_empty());
        let is_read = row.presence != Presence::Unread;
        let mut sheet = Self {
            number: Text::code(number.unwrap_or(&row.uuid)),
            number_label: if number.is_some() {
                words::ORDER
            } else {
                words::POINTS_ID
            },
            barcode: number.and_then(Barcode::of),
            notice: match row.presence {
                Presence::Unread => Some(words::UNREAD),
                Presence::Gone => Some(words::GONE),
                Presence::Known => None,
            },
            facts: vec![
                fact(words::REFERENCE, code(row.reference_number.as_deref())),
                fact(words::CREATED, moment(row.created_at, language)),
                fact(
                    words::SHIPPING,
                    heard_or_nothing(is_read, shipping(&row.shipping, language)),
                ),
            ],
            money: None,
            recipient: Vec::new(),
            items: order.items.iter().map(item).collect(),
            no_items: (is_read && order.items.is_empty()).then_some(words::NO_ITEMS),
            events: Vec::new(),
            events_left_out: 0,
        };
        match setup.kind {
            PrintKind::Slip => {
                let pieces = heard_or_nothing(is_read, pieces(&order.items));
                sheet.facts.push(fact(words::PIECES, pieces));
                sheet.recipient = recipient(&order.shop);
            }
            PrintKind::Summary => sheet.tell_all(order, number.is_some(), language),
        }
        sheet
    }

    /// What only a summary says.
    fn tell_all(&mut self, order: &OrderDetail, has_number: bool, language: Language) {
        let row = &order.row;
        let order_type = words::order_type(row.order_type.as_deref(), language);
        self.facts.push(fact(words::TYPE, said(order_type)));
        if let Some(label) = own_label(&row.shipping, language) {
            self.facts.push(fact(words::OWN_LABEL, Text::name(label)));
        }
        if has_number {
            self.facts
                .push(fact(words::POINTS_ID, Text::code(&row.uuid)));
        }
        self.facts
            .push(fact(words::READ, moment(row.checked_at, language)));
        self.money = Some(money(order, language));
        let mut events: Vec<_> = order
            .timeline
            .iter()
            .filter_map(|entry| event(entry, row, language))
            .collect();
        self.events_left_out = events.len().saturating_sub(MOST_EVENTS);
        events.truncate(MOST_EVENTS);
        events.reverse();
        self.events = events;
    }
}

/// Who gets the parcel, by the newest that the shop says of an order: what is only suggested to be the
/// same order goes on no parcel.
fn recipient(shop: &[ShopCheckout]) -> Vec<Text> {
    let sure = shop
        .iter()
        .filter(|checkout| checkout.matched != Some(MatchKind::Amount));
    let said = |text: &Option<String>| {
        text.as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    for checkout in sure {
        let phone = said(&checkout.phone).map(|phone| mobile_number(&phone).unwrap_or(phone));
        let place: Vec<_> = [&checkout.address, &checkout.city]
            .into_iter()
            .filter_map(said)
            .collect();
        let lines: Vec<_> = [
            said(&checkout.customer).map(|name| Text::name(&name)),
            phone.map(|phone| Text::code(&phone)),
            (!place.is_empty()).then(|| Text::name(&place.join(" – "))),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !lines.is_empty() {
            return lines;
        }
    }
    Vec::new()
}

fn fact(label: Word, value: Text) -> Fact {
    Fact {
        label,
        value,
        in_riyals: false,
    }
}

/// A value, unless Points was never heard: then none of it is known, and a zero would be a lie.
fn heard_or_nothing(is_read: bool, value: Text) -> Text {
    if is_read { value } else { code(None) }
}

/// A word of ours, or one of Points that we have none for.
fn said(text: &str) -> Text {
    Text::name(text)
}

fn code(text: Option<&str>) -> Text {
    Text::code(text.unwrap_or(NOTHING))
}

fn moment(at: Option<i64>, language: Language) -> Text {
    let at = at.and_then(|at| figures::moment(at, language));
    Text::words(at.unwrap_or_else(|| NOTHING.to_owned()))
}

fn shipping(shipping: &ShippingView, language: Language) -> Text {
    said(&words::shipping(status_of(shipping).as_deref(), language))
}

fn status_of(shipping: &ShippingView) -> Option<String> {
    shipping
        .word
        .clone()
        .or_else(|| shipping.code.map(|code| format!("code:{code}")))
}

/// The label that the shop gave the status, in the sheet's language where there is one.
fn own_label(shipping: &ShippingView, language: Language) -> Option<&str> {
    let (first, second) = match language {
        Language::En => (&shipping.custom_en, &shipping.custom_ar),
        Language::Ar => (&shipping.custom_ar, &shipping.custom_en),
    };
    first.as_deref().or(second.as_deref())
}

fn item(item: &ItemView) -> Item {
    Item {
        name: Text::name(if item.name.trim().is_empty() {
            NOTHING
        } else {
            &item.name
        }),
        quantity: Text::code(&item.quantity.map_or_else(
            || "?".to_owned(),
            |quantity| figures::grouped(&quantity.to_string()),
        )),
        stands_out: item.quantity != Some(1),
        price: Text::code(
            &figures::amount(item.price_halalas, item.price_text.as_deref())
                .unwrap_or_else(|| NOTHING.to_owned()),
        ),
    }
}

/// How many pieces go into the parcel; a plus where Points left some uncounted.
fn pieces(items: &[ItemView]) -> Text {
    let counted = items
        .iter()
        .filter_map(|item| item.quantity)
        .fold(0_i64, i64::saturating_add);
    let more = if items.iter().any(|item| item.quantity.is_none()) {
        "+"
    } else {
        ""
    };
    Text::code(&format!("{}{more}", figures::grouped(&counted.to_string())))
}

fn money(order: &OrderDetail, language: Language) -> Money {
    let row = &order.row;
    let mut facts = Vec::new();
    if let Some(points) = &row.total_points {
        facts.push(fact(words::POINTS, Text::code(&figures::points(points))));
    }
    for (name, label) in [
        (FieldName::SettlementStatus, words::SETTLEMENT),
        (FieldName::PaymentStatus, words::PAYMENT),
        (FieldName::RefundAmount, words::REFUNDED),
        (FieldName::RefundPoints, words::POINTS_RETURNED),
        (FieldName::LeftAmount, words::LEFT_TO_REFUND),
        (FieldName::LeftPoints, words::POINTS_LEFT),
        (FieldName::Reason, words::REASON),
    ] {
        let field = order.fields.iter().find(|field| field.field == name);
        let Some((field, value)) = field.and_then(|field| Some((field, field.value.as_deref()?)))
        else {
            continue;
        };
        facts.push(Fact {
            label,
            value: match field.kind {
                FieldKind::Money => Text::code(&figures::grouped(value)),
                FieldKind::Points => Text::code(&figures::points(value)),
                _ => Text::name(value),
            },
            in_riyals: field.kind == FieldKind::Money,
        });
    }
    Money {
        total: figures::amount(row.total_halalas, row.total_text.as_deref())
            .map(|total| Text::code(&total)),
        status: heard_or_nothing(
            row.presence != Presence::Unread,
            said(words::financial(
                row.financial_status.as_deref(),
                row.order_type.as_deref(),
                language,
            )),
        ),
        facts,
    }
}

/// What an entry of the timeline says of money and parcel; none where it says nothing of them.
fn event(entry: &TimelineEntry, row: &OrderRow, language: Language) -> Option<Event> {
    let what = match (&entry.observation, &entry.action) {
        (Some(observation), _) => heard(observation, row, language)?,
        (None, Some(action)) => asked(action, language),
        (None, None) => return None,
    };
    Some(Event {
        at: moment(Some(entry.at), language),
        what: Text::words(what),
    })
}

fn heard(observation: &ObservationView, row: &OrderRow, language: Language) -> Option<String> {
    let told: Vec<_> = observation
        .changes
        .iter()
        .filter_map(|change| changed(change, row, language))
        .collect();
    (!told.is_empty()).then(|| {
        told.join(match language {
            Language::En => "; ",
            Language::Ar => "؛ ",
        })
    })
}

fn changed(change: &FieldChange, row: &OrderRow, language: Language) -> Option<String> {
    let label = match change.field {
        FieldName::FinancialStatus => words::MONEY,
        FieldName::Shipping => words::SHIPPING,
        FieldName::RefundAmount => words::REFUNDED,
        _ => return None,
    };
    let shown = |value: &str| {
        isolated(&match change.kind {
            FieldKind::FinancialStatus => {
                words::financial(Some(value), row.order_type.as_deref(), language).to_owned()
            }
            FieldKind::ShippingStatus => words::shipping(Some(learnt(value, row)), language),
            _ => figures::grouped(value),
        })
    };
    let after = change.after.as_deref().map(shown)?;
    let now = match change.before.as_deref().map(shown) {
        Some(before) => words::WAS.with(language, &[&after, &before]),
        None => after,
    };
    Some(words::COLON.with(language, &[label.of(language), &now]))
}

/// The word of a shipping code, where the row has it.
fn learnt<'a>(status: &'a str, row: &'a OrderRow) -> &'a str {
    let code = status
        .strip_prefix("code:")
        .and_then(|code| code.parse().ok());
    match (&row.shipping.word, code) {
        (Some(word), Some(code)) if row.shipping.code == Some(code) => word,
        _ => status,
    }
}

fn asked(action: &ActionView, language: Language) -> String {
    let state = words::action_state(action.state, language);
    match &action.target {
        Some(target) => {
            let target = isolated(&words::shipping(Some(target), language));
            words::ASKED.with(language, &[&target, state])
        }
        None => words::ASKED_LABEL.with(language, &[state]),
    }
}
