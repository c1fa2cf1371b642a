//! Which row of the shop and which order of Points are the same.

mod amounts;
mod names;
mod numbers;
#[cfg(test)]
mod tests;
mod timeline;

use std::collections::HashSet;

use points_api::OrderUuid;

use crate::text::fold_digits;
use crate::view::{CheckoutOrigin, MatchKind};

const MINUTE: i64 = 60_000;

/// A shop and Points write down the same checkout within so long of each other.
const ABOUT_THE_SAME_TIME: i64 = 30 * MINUTE;

/// So many orders are shown of those that a row may be.
const MOST_SHOWN: usize = 10;

/// A row of the shop, or a checkout made in the app. Times are UTC milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoughtCheckout {
    /// Its id.
    pub id: i64,
    /// Where it is from. A row of a file and a checkout made in the app may be the same order.
    pub origin: CheckoutOrigin,
    /// The uuid that the shop has for it.
    pub uuid: Option<OrderUuid>,
    /// The shop's number.
    pub order_number: Option<String>,
    /// Points' number.
    pub reference: Option<String>,
    /// The shop's id of the cart.
    pub cart: Option<String>,
    /// The total, halalas.
    pub amount_halalas: Option<i64>,
    /// When it was ordered.
    pub opened_at: Option<i64>,
    /// The order that it is known to be already. It gets no answer, but its number counts and its
    /// order is taken.
    pub order: Option<i64>,
}

/// An order that a row may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateOrder {
    /// Its id.
    pub id: i64,
    /// The order.
    pub uuid: OrderUuid,
    /// The shop's number, as Points has it.
    pub order_number: Option<String>,
    /// Points' number.
    pub reference_number: Option<String>,
    /// The values of its metadata, nested ones too.
    pub metadata: Vec<String>,
    /// The total, halalas.
    pub total_halalas: Option<i64>,
    /// `created_at`.
    pub created_at: Option<i64>,
    /// Whether it only adds points. The money of the same number is another order.
    pub is_earning: bool,
}

/// What a row was found to be. Rows of which nothing was found have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    /// The row.
    pub checkout: i64,
    /// What it is, or may be.
    pub found: MatchedAs,
}

/// How sure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatchedAs {
    /// It is this order: `uuid`, `order_number` or `metadata`.
    Sure {
        /// The order.
        order: i64,
        /// How that is known.
        kind: MatchKind,
    },
    /// It may be this order, by its amount and time, alone on both sides. A person says so.
    Suggested {
        /// The order.
        order: i64,
    },
    /// It may be one of these, or these may be another row. Never decided alone.
    Ambiguous {
        /// The orders, by id, at most ten.
        orders: Vec<i64>,
        /// Whether they have its number. Else they have its amount at about its time.
        by_number: bool,
    },
}

/// Finds which row is which order. Neither sequence matters. Among rows of one origin no order is
/// given twice as sure or suggested.
pub fn match_checkouts(checkouts: &[SoughtCheckout], orders: &[CandidateOrder]) -> Vec<Matched> {
    let mut orders: Vec<_> = orders.iter().collect();
    orders.sort_unstable_by_key(|order| order.id);
    orders.dedup_by_key(|order| order.id);
    let mut matched: Vec<_> = [CheckoutOrigin::File, CheckoutOrigin::App]
        .into_iter()
        .flat_map(|origin| {
            let mut rows: Vec<_> = checkouts
                .iter()
                .filter(|row| row.origin == origin)
                .collect();
            rows.sort_unstable_by_key(|row| row.id);
            rows.dedup_by_key(|row| row.id);
            match_rows(&rows, &orders)
        })
        .collect();
    matched.sort_unstable_by_key(|one| one.checkout);
    matched
}

/// Rows of one origin. What is sure goes before what is not.
fn match_rows(rows: &[&SoughtCheckout], orders: &[&CandidateOrder]) -> Vec<Matched> {
    let mut table = Table::of(rows, orders);
    names::by_uuid(&mut table);
    names::by_reference(&mut table);
    numbers::told_apart(&mut table);
    names::by_metadata(&mut table);
    numbers::undecided(&mut table);
    amounts::by_amount(&mut table);
    table.found
}

/// Rows and orders, and what was found of them so far.
struct Table<'a> {
    rows: &'a [&'a SoughtCheckout],
    orders: &'a [&'a CandidateOrder],
    /// Orders that a row is surely.
    taken: HashSet<i64>,
    /// Rows that have an answer, or need none.
    settled: HashSet<i64>,
    found: Vec<Matched>,
}

impl<'a> Table<'a> {
    fn of(rows: &'a [&'a SoughtCheckout], orders: &'a [&'a CandidateOrder]) -> Self {
        Self {
            rows,
            orders,
            taken: rows.iter().filter_map(|row| row.order).collect(),
            settled: rows
                .iter()
                .filter(|row| row.order.is_some())
                .map(|row| row.id)
                .collect(),
            found: Vec::new(),
        }
    }

    fn is_open_row(&self, row: &SoughtCheckout) -> bool {
        !self.settled.contains(&row.id)
    }

    fn is_open_order(&self, order: &CandidateOrder) -> bool {
        !self.taken.contains(&order.id)
    }

    fn sure(&mut self, row: &SoughtCheckout, order: &CandidateOrder, kind: MatchKind) {
        self.taken.insert(order.id);
        self.settle(
            row,
            MatchedAs::Sure {
                order: order.id,
                kind,
            },
        );
    }

    fn ambiguous<'o>(
        &mut self,
        row: &SoughtCheckout,
        orders: impl Iterator<Item = &'o CandidateOrder>,
        by_number: bool,
    ) {
        let mut orders: Vec<_> = orders.take(MOST_SHOWN).map(|order| order.id).collect();
        orders.sort_unstable();
        orders.dedup();
        if !orders.is_empty() {
            self.settle(row, MatchedAs::Ambiguous { orders, by_number });
        }
    }

    fn settle(&mut self, row: &SoughtCheckout, found: MatchedAs) {
        if self.settled.insert(row.id) {
            self.found.push(Matched {
                checkout: row.id,
                found,
            });
        }
    }
}

/// A number as it is compared: without the `#` that shops write before it, its digits as ASCII.
fn bare(number: Option<&str>) -> Option<String> {
    let number = fold_digits(number?.trim());
    let bare = number.trim_start_matches('#').trim().to_lowercase();
    (!bare.is_empty()).then_some(bare)
}
