//! Rows and orders that name each other: the same uuid, Points' number, or the shop's numbers in
//! the metadata.

use std::collections::{BTreeMap, BTreeSet};

use super::{CandidateOrder, SoughtCheckout, Table, bare};
use crate::view::MatchKind;

/// A shorter number may stand in the metadata for anything.
const SHORTEST_TELLING: usize = 4;

/// The same uuid. A row with a uuid is that order or none.
pub(super) fn by_uuid(table: &mut Table<'_>) {
    let of_uuid: BTreeMap<_, _> = table
        .orders
        .iter()
        .map(|order| (order.uuid, *order))
        .collect();
    let mut claims: BTreeMap<i64, Vec<&SoughtCheckout>> = BTreeMap::new();
    for row in table.rows {
        let Some(uuid) = row.uuid else { continue };
        match of_uuid.get(&uuid) {
            Some(order) => claims.entry(order.id).or_default().push(row),
            None => {
                table.settled.insert(row.id);
            }
        }
    }
    for row in table.rows.iter().filter(|row| row.uuid.is_some()) {
        let Some(order) = row.uuid.and_then(|uuid| of_uuid.get(&uuid)).copied() else {
            continue;
        };
        let is_alone = claims.get(&order.id).is_some_and(|rows| rows.len() == 1);
        if !table.is_open_row(row) {
            continue;
        }
        if is_alone && table.is_open_order(order) {
            table.sure(row, order, MatchKind::Uuid);
        } else {
            table.ambiguous(row, std::iter::once(order), true);
        }
    }
}

/// The same number of Points, once on both sides.
pub(super) fn by_reference(table: &mut Table<'_>) {
    let mut same = Names::default();
    for row in table.rows {
        same.row(bare(row.reference.as_deref()), row);
    }
    for order in table.orders {
        same.order(bare(order.reference_number.as_deref()), order);
    }
    for (row, order) in same.pairs() {
        if table.is_open_row(row) && table.is_open_order(order) {
            table.sure(row, order, MatchKind::OrderNumber);
        }
    }
}

/// A value of the metadata that is the cart's id or the shop's number, once on both sides.
pub(super) fn by_metadata(table: &mut Table<'_>) {
    let mut same = Names::default();
    for row in table.rows {
        let names = [row.cart.as_deref(), row.order_number.as_deref()];
        for name in names.into_iter().filter_map(bare).collect::<BTreeSet<_>>() {
            same.row(telling(name), row);
        }
    }
    for order in table.orders {
        let values: BTreeSet<_> = order
            .metadata
            .iter()
            .filter_map(|value| bare(Some(value)))
            .collect();
        for value in values {
            same.order(telling(value), order);
        }
    }
    let pairs: Vec<_> = same
        .pairs()
        .into_iter()
        .filter(|(row, order)| table.is_open_row(row) && table.is_open_order(order))
        .collect();
    let mut orders_of: BTreeMap<i64, BTreeMap<i64, &CandidateOrder>> = BTreeMap::new();
    let mut rows_of: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for (row, order) in &pairs {
        orders_of.entry(row.id).or_default().insert(order.id, order);
        rows_of.entry(order.id).or_default().insert(row.id);
    }
    for (row, order) in &pairs {
        let is_alone = orders_of
            .get(&row.id)
            .is_some_and(|orders| orders.len() == 1)
            && rows_of.get(&order.id).is_some_and(|rows| rows.len() == 1);
        if is_alone && table.is_open_row(row) {
            table.sure(row, order, MatchKind::Metadata);
        }
    }
    // Its cart names one order and its number another, or two rows name one.
    for (row, _) in pairs {
        if let Some(orders) = orders_of.get(&row.id).filter(|_| table.is_open_row(row)) {
            table.ambiguous(row, orders.values().copied(), true);
        }
    }
}

fn telling(name: String) -> Option<String> {
    (name.chars().count() >= SHORTEST_TELLING).then_some(name)
}

/// Who has a name.
#[derive(Default)]
struct Names<'a> {
    rows: BTreeMap<String, Vec<&'a SoughtCheckout>>,
    orders: BTreeMap<String, Vec<&'a CandidateOrder>>,
}

impl<'a> Names<'a> {
    fn row(&mut self, name: Option<String>, row: &'a SoughtCheckout) {
        if let Some(name) = name {
            self.rows.entry(name).or_default().push(row);
        }
    }

    fn order(&mut self, name: Option<String>, order: &'a CandidateOrder) {
        if let Some(name) = name {
            self.orders.entry(name).or_default().push(order);
        }
    }

    /// Those who have a name that nobody else on their side has. The money of an order goes before
    /// the points that were given for it.
    fn pairs(&self) -> Vec<(&'a SoughtCheckout, &'a CandidateOrder)> {
        self.rows
            .iter()
            .filter_map(|(name, rows)| {
                let [row] = rows.as_slice() else { return None };
                let [order] = money_first(self.orders.get(name)?)[..] else {
                    return None;
                };
                Some((*row, order))
            })
            .collect()
    }
}

/// Orders about money, or where there are none, those about points.
pub(super) fn money_first<'a>(orders: &[&'a CandidateOrder]) -> Vec<&'a CandidateOrder> {
    let money: Vec<_> = orders
        .iter()
        .filter(|order| !order.is_earning)
        .copied()
        .collect();
    if money.is_empty() {
        orders.to_vec()
    } else {
        money
    }
}
