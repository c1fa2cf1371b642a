//! How many orders have which statuses, without counting them.

use rusqlite::Transaction;

use super::StoreError;

/// A financial and a shipping status and a type, and how many orders have all three.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) financial: String,
    /// The word as received, or `code:3`.
    pub(super) shipping: String,
    pub(super) order_type: String,
    pub(super) count: u64,
}

/// All that any order has.
pub(super) fn load(transaction: &Transaction<'_>) -> Result<Vec<Tally>, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT financial_status, shipping_key, order_type, count FROM order_tallies
         WHERE count > 0",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(Tally {
            financial: row.get(0)?,
            shipping: row.get(1)?,
            order_type: row.get(2)?,
            count: u64::try_from(row.get::<_, i64>(3)?).unwrap_or_default(),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
