//! From an order to the cells of its row: pure.

use points_api::Halalas;
use rust_decimal::Decimal;

use super::words;
use crate::store::WholeOrder;
use crate::view::{ExportColumn, ItemView, Language, PendingAction};

/// What stands in a cell, before a kind of file decides how to write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nothing is known.
    Empty,
    /// Anything that people or Points wrote. It is never a formula.
    Text(String),
    /// SAR, exactly.
    Money(Halalas),
    /// A decimal number as received: points, and sums that are no whole halala.
    Number(String),
    /// A whole number.
    Count(i64),
    /// UTC milliseconds.
    Time(i64),
}

impl Cell {
    fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }

    fn time(time: Option<i64>) -> Self {
        time.map_or(Self::Empty, Self::Time)
    }

    /// A number stays a number, digit by digit; what is none is a text, so that no cell can be
    /// anything else.
    fn number(text: Option<&str>) -> Self {
        match text {
            Some(text) if text.parse::<Decimal>().is_ok() => Self::Number(text.to_owned()),
            other => Self::text(other),
        }
    }
}

/// One cell of an order's row.
pub(super) fn cell(column: ExportColumn, order: &WholeOrder, language: Language) -> Cell {
    use ExportColumn as Column;
    let row = &order.row;
    match column {
        Column::Number => Cell::text(row.order_number.as_deref()),
        Column::Reference => Cell::text(row.reference_number.as_deref()),
        Column::Type => Cell::text(
            row.order_type
                .as_deref()
                .map(|kind| words::order_type(kind, language)),
        ),
        Column::Financial => Cell::Text(words::financial(row, language)),
        Column::Shipping => Cell::text(words::shipping(row, language)),
        Column::Total => match row.total_halalas {
            Some(halalas) => Cell::Money(Halalas(halalas)),
            None => Cell::number(row.total_text.as_deref()),
        },
        Column::Points => Cell::number(row.total_points.as_deref()),
        Column::Created => Cell::time(row.created_at),
        Column::Updated => Cell::time(row.updated_at),
        Column::Checked => Cell::time(row.checked_at),
        Column::Items => Cell::text(Some(items(&order.items)).filter(|text| !text.is_empty())),
        Column::ItemCount => Cell::Count(i64::try_from(order.items.len()).unwrap_or(i64::MAX)),
        Column::Uuid => Cell::Text(row.uuid.clone()),
        Column::SettlementStatus => Cell::text(order.settlement_status.as_deref()),
        Column::FinancialStatus => Cell::text(row.financial_status.as_deref()),
        Column::ShippingStatus => Cell::text(row.shipping.word.as_deref()),
        Column::ShippingCode => row.shipping.code.map_or(Cell::Empty, Cell::Count),
        Column::ShippingLabel => Cell::text(row.shipping.label.as_deref()),
        Column::ShippingNameAr => Cell::text(row.shipping.custom_ar.as_deref()),
        Column::ShippingNameEn => Cell::text(row.shipping.custom_en.as_deref()),
        Column::Presence => Cell::text(Some(words::presence(row.presence).in_language(language))),
        Column::Stale => Cell::text(
            row.stale
                .map(|kind| words::stale(kind).in_language(language)),
        ),
        Column::Pending => Cell::text(row.pending.as_ref().map(|action| pending(action, language))),
        Column::Metadata => Cell::text(order.metadata.as_deref()),
    }
}

/// `2 × Dates (75.00); Coffee`.
fn items(items: &[ItemView]) -> String {
    let lines: Vec<_> = items.iter().map(item).collect();
    lines.join("; ")
}

fn item(item: &ItemView) -> String {
    let quantity = item
        .quantity
        .map_or_else(String::new, |quantity| format!("{quantity} × "));
    let price = item
        .price_halalas
        .map(|halalas| Halalas(halalas).to_sar())
        .or_else(|| item.price_text.clone())
        .map_or_else(String::new, |price| format!(" ({price})"));
    format!("{quantity}{}{price}", item.name)
}

/// `Packed: Sent`.
fn pending(action: &PendingAction, language: Language) -> String {
    let state = words::action_state(action.state).in_language(language);
    match &action.target {
        Some(target) => format!("{}: {state}", words::shipping_word(target, language)),
        None => state.to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]
mod tests {
    use std::collections::{BTreeMap, HashSet};
    use std::path::Path;

    use super::super::fixtures::{order, read};
    use super::*;
    use crate::view::{ActionKind, ActionState, Presence, ShippingView, StaleKind};

    #[test]
    fn every_column_is_there_once_and_has_a_heading_of_its_own() {
        for language in [Language::En, Language::Ar] {
            let headings: HashSet<_> = ExportColumn::ALL
                .iter()
                .map(|column| words::heading(*column).in_language(language))
                .collect();
            assert_eq!(headings.len(), ExportColumn::ALL.len());
        }
    }

    #[test]
    fn money_is_exact_or_the_number_that_points_sent() {
        let mut order = read("1042");
        order.row.total_halalas = Some(100_000_000_000_000);
        let total = |order: &WholeOrder| cell(ExportColumn::Total, order, Language::En);
        assert_eq!(total(&order), Cell::Money(Halalas(100_000_000_000_000)));
        order.row.total_halalas = None;
        order.row.total_text = Some("150.499".to_owned());
        assert_eq!(total(&order), Cell::Number("150.499".to_owned()));
        order.row.total_text = Some("=1+1".to_owned());
        assert_eq!(total(&order), Cell::Text("=1+1".to_owned()));
        order.row.total_text = None;
        assert_eq!(total(&order), Cell::Empty);
    }

    #[test]
    fn statuses_are_what_people_say_and_the_words_of_the_api_stand_beside_them() {
        let mut order = read("1042");
        order.row.financial_status = Some("approved".to_owned());
        order.row.order_type = Some("earning".to_owned());
        order.row.shipping.word = Some("ready_shipping".to_owned());
        let text = |column, order: &WholeOrder, language| match cell(column, order, language) {
            Cell::Text(text) => text,
            other => format!("{other:?}"),
        };
        assert_eq!(
            text(ExportColumn::Financial, &order, Language::En),
            "Points added"
        );
        assert_eq!(text(ExportColumn::Shipping, &order, Language::Ar), "مجهّز");
        assert_eq!(
            text(ExportColumn::ShippingStatus, &order, Language::Ar),
            "ready_shipping"
        );
        order.row.shipping.custom_en = Some("With the courier".to_owned());
        assert_eq!(
            text(ExportColumn::Shipping, &order, Language::En),
            "With the courier"
        );
        order.row.shipping = ShippingView {
            word: Some("new".to_owned()),
            ..ShippingView::default()
        };
        order.row.financial_status = Some("cancelled".to_owned());
        let nothing_to_ship = cell(ExportColumn::Shipping, &order, Language::En);
        assert_eq!(nothing_to_ship, Cell::Empty);
        order.row.financial_status = Some("on_hold".to_owned());
        assert_eq!(
            text(ExportColumn::Financial, &order, Language::Ar),
            "on_hold"
        );
        order.row.presence = Presence::Gone;
        order.row.stale = Some(StaleKind::Unpaid);
        assert_eq!(
            text(ExportColumn::Financial, &order, Language::En),
            "Gone at Points"
        );
        assert_eq!(
            text(ExportColumn::Stale, &order, Language::En),
            "Unpaid too long"
        );
    }

    #[test]
    fn items_are_one_text_and_their_lines_are_counted() {
        let order = order();
        assert_eq!(
            cell(ExportColumn::Items, &order, Language::En),
            Cell::Text("2 × تمر عجوة (75.00); Coffee".to_owned())
        );
        assert_eq!(
            cell(ExportColumn::ItemCount, &order, Language::En),
            Cell::Count(2)
        );
    }

    #[test]
    fn what_points_has_not_confirmed_is_said() {
        let mut order = order();
        order.row.pending = Some(PendingAction {
            id: 1,
            kind: ActionKind::Shipping,
            state: ActionState::Unknown,
            target: Some("delivered".to_owned()),
            amount_halalas: None,
            held_until: None,
            open: 1,
            reason: None,
            message: None,
        });
        assert_eq!(
            cell(ExportColumn::Pending, &order, Language::En),
            Cell::Text("Delivered: Unclear what came of it".to_owned())
        );
    }

    /// The file says what the screen says.
    #[test]
    fn the_words_are_those_of_the_page() {
        let page = |language: &str| -> BTreeMap<String, String> {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/messages");
            let text = std::fs::read_to_string(folder.join(format!("{language}.json"))).unwrap();
            serde_json::from_str(&text).unwrap()
        };
        for (language, page) in [(Language::En, page("en")), (Language::Ar, page("ar"))] {
            for (column, message) in [
                (ExportColumn::Number, "column.number"),
                (ExportColumn::Reference, "column.reference"),
                (ExportColumn::Type, "column.type"),
                (ExportColumn::Financial, "column.financial"),
                (ExportColumn::Shipping, "column.shipping"),
                (ExportColumn::Total, "column.total"),
                (ExportColumn::Points, "column.points"),
                (ExportColumn::Created, "column.created"),
                (ExportColumn::Checked, "column.checked"),
                (ExportColumn::Updated, "field.updated_at"),
                (ExportColumn::Items, "field.items"),
                (ExportColumn::Uuid, "field.uuid"),
                (ExportColumn::SettlementStatus, "field.settlement_status"),
                (ExportColumn::Metadata, "field.metadata"),
                (ExportColumn::ShippingLabel, "field.status_label"),
                (ExportColumn::ShippingNameAr, "field.custom_status.ar"),
                (ExportColumn::ShippingNameEn, "field.custom_status.en"),
            ] {
                let heading = words::heading(column).in_language(language);
                assert_eq!(heading, page[message], "{message}");
            }
            let mut order = read("1042");
            for status in [
                "new",
                "authorized",
                "approved",
                "captured",
                "cancelled",
                "partially_refunded",
                "fully_refunded",
            ] {
                order.row.financial_status = Some(status.to_owned());
                let message = format!("money.{status}");
                assert_eq!(words::financial(&order.row, language), page[&message]);
            }
            for status in [
                "new",
                "license_in_progress",
                "ready_shipping",
                "delivery_is_in_progress",
                "delivered",
                "cancelled",
            ] {
                let message = format!("shipping.{status}");
                assert_eq!(words::shipping_word(status, language), page[&message]);
            }
            for kind in ["earning", "replacing"] {
                let message = format!("type.{kind}");
                assert_eq!(words::order_type(kind, language), page[&message]);
            }
            for state in [
                ActionState::Queued,
                ActionState::Sending,
                ActionState::Confirmed,
                ActionState::Refused,
                ActionState::Unknown,
                ActionState::NeedsPerson,
                ActionState::Withdrawn,
            ] {
                let word = serde_json::to_value(state).unwrap();
                let message = format!("action.state.{}", word.as_str().unwrap());
                let words = words::action_state(state).in_language(language);
                assert_eq!(words, page[&message], "{message}");
            }
            for (presence, message) in [
                (Presence::Unread, "row.unread"),
                (Presence::Gone, "row.gone"),
            ] {
                let words = words::presence(presence).in_language(language);
                assert_eq!(words, page[message]);
            }
        }
    }
}
