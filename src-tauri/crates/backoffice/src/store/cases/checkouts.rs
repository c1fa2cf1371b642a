//! Which checkout of the shop speaks for an order.

use rusqlite::{OptionalExtension, Transaction};

use crate::store::StoreError;

/// The checkout that speaks for an order: the one that was said last.
pub(super) const OF_ORDER: &str = "
    SELECT id FROM checkouts INDEXED BY checkouts_of_order WHERE order_id = ?1
    ORDER BY as_of DESC, id DESC LIMIT 1";

/// The same.
pub(super) fn of_order(
    transaction: &Transaction<'_>,
    order_id: i64,
) -> Result<Option<i64>, StoreError> {
    Ok(transaction
        .prepare_cached(OF_ORDER)?
        .query_row([order_id], |row| row.get(0))
        .optional()?)
}
