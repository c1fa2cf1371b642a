//! Orders that somebody listed: by uuid, order number or reference number.

use std::collections::BTreeSet;

use points_api::OrderUuid;
use rusqlite::{OptionalExtension, Transaction};

use super::StoreError;
use crate::text::fold_digits;

/// No more are listed at once.
const MOST: usize = 5_000;

/// What a list means.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    /// The rows of its orders.
    pub(super) ids: BTreeSet<i64>,
    /// What means no order, as it was written.
    pub(super) unknown: Vec<String>,
}

/// Finds what is listed, digits of any script.
pub(super) fn find(transaction: &Transaction<'_>, listed: &[String]) -> Result<Listed, StoreError> {
    let mut found = Listed::default();
    for text in listed.iter().take(MOST) {
        let ids = meant(transaction, &fold_digits(text.trim()))?;
        if ids.is_empty() {
            found.unknown.push(text.clone());
        }
        found.ids.extend(ids);
    }
    Ok(found)
}

fn meant(transaction: &Transaction<'_>, key: &str) -> Result<Vec<i64>, StoreError> {
    let ids = |sql: &str, key: &dyn rusqlite::ToSql| -> Result<Vec<i64>, StoreError> {
        let mut statement = transaction.prepare_cached(sql)?;
        let rows = statement.query_map([key], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    if let Ok(uuid) = key.parse::<OrderUuid>() {
        return Ok(by_uuid(transaction, uuid)?.into_iter().collect());
    }
    if key.is_empty() {
        return Ok(Vec::new());
    }
    // A scanner writes capitals small where the keyboard's own are locked, or the other way round.
    for key in [key.to_owned(), key.to_uppercase(), key.to_lowercase()] {
        for sql in [BY_NUMBER, BY_REFERENCE] {
            let found = ids(sql, &key)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
    }
    Ok(Vec::new())
}

/// The row of a uuid, if it is watched.
pub(super) fn by_uuid(
    transaction: &Transaction<'_>,
    uuid: OrderUuid,
) -> Result<Option<i64>, StoreError> {
    Ok(transaction
        .prepare_cached("SELECT id FROM watches WHERE uuid = ?1")?
        .query_row([uuid.as_bytes()], |row| row.get(0))
        .optional()?)
}

pub(super) const BY_NUMBER: &str =
    "SELECT id FROM orders INDEXED BY orders_by_number WHERE order_number = ?1";
pub(super) const BY_REFERENCE: &str =
    "SELECT id FROM orders INDEXED BY orders_by_reference WHERE reference_number = ?1";
