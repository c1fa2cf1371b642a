//! Rows and orders with the same number of the shop.

use std::collections::{BTreeMap, HashSet};

use super::names::money_first;
use super::timeline::Timeline;
use super::{ABOUT_THE_SAME_TIME, CandidateOrder, MINUTE, SoughtCheckout, Table, bare};
use crate::view::MatchKind;

/// Shops begin to count anew: the same number so long apart is another order.
const SAME_NUMBER_WITHIN: i64 = 90 * 24 * 60 * MINUTE;

/// Of several attempts with one number and amount, one is told from the next by its time if it is
/// nearer by so much, on both sides.
const CLEARLY_NEARER: u64 = 5 * 60_000;

/// All rows and orders of one number.
struct SameNumber<'a> {
    rows: Vec<&'a SoughtCheckout>,
    orders: Vec<&'a CandidateOrder>,
}

fn by_number<'a>(table: &Table<'a>) -> Vec<SameNumber<'a>> {
    let mut rows: BTreeMap<String, Vec<&SoughtCheckout>> = BTreeMap::new();
    for row in table.rows {
        if let Some(number) = bare(row.order_number.as_deref()) {
            rows.entry(number).or_default().push(row);
        }
    }
    let mut orders: BTreeMap<String, Vec<&CandidateOrder>> = BTreeMap::new();
    for order in table.orders {
        if let Some(number) = bare(order.order_number.as_deref()) {
            orders.entry(number).or_default().push(order);
        }
    }
    rows.into_iter()
        .filter_map(|(number, rows)| {
            Some(SameNumber {
                rows,
                orders: money_first(orders.get(&number)?),
            })
        })
        .collect()
}

/// A number that stands once on both sides is the same order, whatever else differs. Of several
/// attempts with one number, those are told apart that have the same amount at about the same time.
pub(super) fn told_apart(table: &mut Table<'_>) {
    for same in by_number(table) {
        if let ([row], [order]) = (&same.rows[..], &same.orders[..]) {
            if table.is_open_row(row) && table.is_open_order(order) && may_be_one(row, order) {
                table.sure(row, order, MatchKind::OrderNumber);
            }
            continue;
        }
        for (row, order) in same_attempts(table, &same) {
            table.sure(row, order, MatchKind::OrderNumber);
        }
    }
}

/// What is left of a number with several rows or orders is for a person to decide.
pub(super) fn undecided(table: &mut Table<'_>) {
    for same in by_number(table) {
        let open: Vec<_> = same
            .orders
            .iter()
            .filter(|order| table.is_open_order(order))
            .copied()
            .collect();
        let times = Timeline::of(
            open.iter()
                .filter_map(|order| Some((order.created_at?, order.id)))
                .collect(),
        );
        let undated: Vec<_> = open
            .iter()
            .filter(|order| order.created_at.is_none())
            .copied()
            .collect();
        let of_id: BTreeMap<_, _> = open.iter().map(|order| (order.id, *order)).collect();
        for row in same.rows {
            if !table.is_open_row(row) {
                continue;
            }
            match row.opened_at {
                None => table.ambiguous(row, open.iter().copied(), true),
                Some(at) => {
                    let near = times
                        .about(at, SAME_NUMBER_WITHIN)
                        .iter()
                        .filter_map(|(_, id)| of_id.get(id).copied())
                        .chain(undated.iter().copied());
                    table.ambiguous(row, near, true);
                }
            }
        }
    }
}

fn may_be_one(row: &SoughtCheckout, order: &CandidateOrder) -> bool {
    row.opened_at
        .zip(order.created_at)
        .is_none_or(|(one, other)| one.abs_diff(other) <= SAME_NUMBER_WITHIN.unsigned_abs())
}

fn same_attempts<'a>(
    table: &Table<'a>,
    same: &SameNumber<'a>,
) -> Vec<(&'a SoughtCheckout, &'a CandidateOrder)> {
    let mut of_amount: BTreeMap<i64, Attempts<'a>> = BTreeMap::new();
    for row in same.rows.iter().filter(|row| table.is_open_row(row)) {
        if let (Some(amount), Some(at)) = (row.amount_halalas, row.opened_at) {
            let attempts = of_amount.entry(amount).or_default();
            attempts.rows.push((at, *row));
        }
    }
    for order in same
        .orders
        .iter()
        .filter(|order| table.is_open_order(order))
    {
        if let (Some(amount), Some(at)) = (order.total_halalas, order.created_at) {
            let attempts = of_amount.entry(amount).or_default();
            attempts.orders.push((at, *order));
        }
    }
    of_amount.into_values().flat_map(Attempts::pairs).collect()
}

/// Attempts with one number and one amount.
#[derive(Default)]
struct Attempts<'a> {
    rows: Vec<(i64, &'a SoughtCheckout)>,
    orders: Vec<(i64, &'a CandidateOrder)>,
}

impl<'a> Attempts<'a> {
    /// Those that are each other's nearest, clearly.
    fn pairs(self) -> Vec<(&'a SoughtCheckout, &'a CandidateOrder)> {
        let row_times = Timeline::of(self.rows.iter().map(|(at, row)| (*at, row.id)).collect());
        let order_times = Timeline::of(
            self.orders
                .iter()
                .map(|(at, order)| (*at, order.id))
                .collect(),
        );
        let by_orders: HashSet<(i64, i64)> = self
            .orders
            .iter()
            .filter_map(|(at, order)| Some((clearly_nearest(&row_times, *at)?, order.id)))
            .collect();
        let of_id: BTreeMap<_, _> = self
            .orders
            .iter()
            .map(|(_, order)| (order.id, *order))
            .collect();
        self.rows
            .iter()
            .filter_map(|(at, row)| {
                let order = clearly_nearest(&order_times, *at)?;
                by_orders
                    .contains(&(row.id, order))
                    .then(|| Some((*row, *of_id.get(&order)?)))?
            })
            .collect()
    }
}

fn clearly_nearest(times: &Timeline<i64>, moment: i64) -> Option<i64> {
    let nearest = times.nearest(moment)?;
    let is_near = nearest.away <= ABOUT_THE_SAME_TIME.unsigned_abs();
    let is_clear = nearest
        .ahead_by
        .is_none_or(|ahead_by| ahead_by >= CLEARLY_NEARER);
    (is_near && is_clear).then_some(nearest.thing)
}
