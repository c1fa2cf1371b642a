//! Rows and orders with the same amount at about the same time: never sure.

use std::collections::BTreeMap;

use super::timeline::Timeline;
use super::{ABOUT_THE_SAME_TIME, CandidateOrder, MatchedAs, Table};

/// The same amount to the halala within half an hour: suggested where it is alone on both sides,
/// else ambiguous. Orders that only add points are known by their number or not at all.
pub(super) fn by_amount(table: &mut Table<'_>) {
    let rows: Vec<_> = table
        .rows
        .iter()
        .filter(|row| table.is_open_row(row))
        .filter_map(|row| {
            let amount = row.amount_halalas.filter(|halalas| *halalas > 0)?;
            Some((amount, row.opened_at?, *row))
        })
        .collect();
    let orders: Vec<_> = table
        .orders
        .iter()
        .filter(|order| table.is_open_order(order) && !order.is_earning)
        .filter_map(|order| Some((order.total_halalas?, order.created_at?, *order)))
        .collect();
    let of_id: BTreeMap<i64, &CandidateOrder> = orders
        .iter()
        .map(|(_, _, order)| (order.id, *order))
        .collect();
    let row_times = by_amounts(rows.iter().map(|(amount, at, row)| (*amount, *at, row.id)));
    let order_times = by_amounts(
        orders
            .iter()
            .map(|(amount, at, order)| (*amount, *at, order.id)),
    );
    for (amount, at, row) in rows {
        let Some(near) = order_times
            .get(&amount)
            .map(|times| times.about(at, ABOUT_THE_SAME_TIME))
        else {
            continue;
        };
        let found = near.iter().filter_map(|(_, id)| of_id.get(id).copied());
        if let [(created_at, order)] = near {
            let is_alone = row_times
                .get(&amount)
                .is_some_and(|times| times.about(*created_at, ABOUT_THE_SAME_TIME).len() == 1);
            if is_alone {
                table.settle(row, MatchedAs::Suggested { order: *order });
                continue;
            }
        }
        table.ambiguous(row, found, false);
    }
}

fn by_amounts(things: impl Iterator<Item = (i64, i64, i64)>) -> BTreeMap<i64, Timeline<i64>> {
    let mut times: BTreeMap<i64, Vec<(i64, i64)>> = BTreeMap::new();
    for (amount, at, id) in things {
        times.entry(amount).or_default().push((at, id));
    }
    times
        .into_iter()
        .map(|(amount, times)| (amount, Timeline::of(times)))
        .collect()
}
