//! What a filter asks of an order.

use rusqlite::{OptionalExtension, Row, Transaction};

use super::{StoreError, search};

/// The columns that tell.
macro_rules! columns {
    () => {
        "o.financial_status, o.shipping_key, o.order_type, o.total_rank, o.created_at, o.updated_at"
    };
}

/// What they say of one order.
pub(super) struct Facts<'a> {
    pub(super) financial: &'a str,
    pub(super) shipping: &'a str,
    pub(super) order_type: &'a str,
    pub(super) total: i64,
    pub(super) created: i64,
    pub(super) changed: i64,
}

/// By the index of creation, without reading the row: a row is long, and those of many matches lie
/// all over the file.
pub(super) const BY_CREATION: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM orders o INDEXED BY orders_by_created WHERE o.created_at = ?1 AND o.id = ?2"
);

const BY_ID: &str = concat!("SELECT ", columns!(), " FROM orders o WHERE o.id = ?1");

impl<'a> Facts<'a> {
    pub(super) const COLUMNS: &'static str = columns!();

    /// Reads them; `first` is where they begin.
    pub(super) fn read(row: &'a Row<'_>, first: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            financial: row.get_ref(first)?.as_str()?,
            shipping: row.get_ref(first + 1)?.as_str()?,
            order_type: row.get_ref(first + 2)?.as_str()?,
            total: row.get(first + 3)?,
            created: row.get(first + 4)?,
            changed: row.get(first + 5)?,
        })
    }
}

/// Looks at a match of a search by its rowid there; none where there is no such order.
pub(super) fn of_match<T>(
    transaction: &Transaction<'_>,
    rowid: i64,
    look: impl Fn(&Facts<'_>) -> T,
) -> Result<Option<T>, StoreError> {
    let id = search::id_in(rowid);
    let told = |row: &Row<'_>| Ok(look(&Facts::read(row, 0)?));
    // Points dates orders to the second.
    let found = transaction
        .prepare_cached(BY_CREATION)?
        .query_row([search::created_at_in(rowid), id], told)
        .optional()?;
    if found.is_some() {
        return Ok(found);
    }
    Ok(transaction
        .prepare_cached(BY_ID)?
        .query_row([id], told)
        .optional()?)
}
