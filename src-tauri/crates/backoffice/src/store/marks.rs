//! Statuses and types as words of the search's index, so that a search within a status is as fast
//! as one of two words.

use super::filter::{Column, Filter, TALLIED};
use crate::fold::Projection;
use crate::text::as_letter;

/// What is marked.
pub(super) const COLUMNS: &[Column] = TALLIED;

/// Letters that nobody types, one for each column.
const FINANCIAL: char = '\u{E100}';
const SHIPPING: char = '\u{E101}';
const TYPE: char = '\u{E102}';

/// The marks of an order, parted by spaces.
pub(super) fn of(row: &Projection) -> String {
    [
        mark(FINANCIAL, &row.financial_status),
        mark(SHIPPING, &row.shipping_key),
        mark(TYPE, &row.order_type),
    ]
    .join(" ")
}

/// Whether two rows have the same marks.
pub(super) fn are_same(one: &Projection, other: &Projection) -> bool {
    one.financial_status == other.financial_status
        && one.shipping_key == other.shipping_key
        && one.order_type == other.order_type
}

/// Expressions for the index of words: an order that passes has one mark of each.
pub(super) fn asked(filter: &Filter) -> Vec<String> {
    [
        (FINANCIAL, &filter.financial),
        (SHIPPING, &filter.shipping),
        (TYPE, &filter.types),
    ]
    .into_iter()
    .filter(|(_, words)| !words.is_empty())
    .map(|(column, words)| {
        let marks: Vec<_> = words
            .iter()
            .map(|word| format!("\"{}\"", mark(column, word)))
            .collect();
        format!("({})", marks.join(" OR "))
    })
    .collect()
}

/// Signs and spaces stand as letters: a mark is one word, whatever Points calls a status.
fn mark(column: char, word: &str) -> String {
    std::iter::once(column)
        .chain(word.chars().map(as_letter))
        .collect()
}
