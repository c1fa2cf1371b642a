//! The few orders to which a query narrows itself before anything else is asked of them.

use std::collections::BTreeSet;

use rusqlite::Transaction;

use super::listed::Listed;
use super::{StoreError, action_views, notes};
use crate::view::OrderQuery;

/// Orders that are gone.
pub(super) const GONE: &str =
    "SELECT id FROM watches INDEXED BY watches_gone WHERE gone_since IS NOT NULL";

/// The only orders that a query may show; none: any.
pub(super) fn of(
    transaction: &Transaction<'_>,
    query: &OrderQuery,
    listed: Option<&Listed>,
) -> Result<Option<BTreeSet<i64>>, StoreError> {
    let unsettled = query
        .unsettled
        .then(|| action_views::unsettled_orders(transaction));
    let noted = query.noted.then(|| notes::noted_orders(transaction));
    let gone = query.gone.then(|| gone_orders(transaction));
    let listed = listed.map(|listed| Ok(listed.ids.clone()));
    let mut among: Option<BTreeSet<i64>> = None;
    for orders in unsettled.into_iter().chain(noted).chain(gone).chain(listed) {
        let orders = orders?;
        among = Some(match among {
            Some(before) => before.intersection(&orders).copied().collect(),
            None => orders,
        });
    }
    Ok(among)
}

fn gone_orders(transaction: &Transaction<'_>) -> Result<BTreeSet<i64>, StoreError> {
    let mut statement = transaction.prepare_cached(GONE)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
