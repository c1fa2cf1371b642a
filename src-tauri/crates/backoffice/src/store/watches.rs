//! What is watched, and when it is next read.

use points_api::OrderUuid;
use rusqlite::{OptionalExtension, Transaction, params};

use super::{StoreError, orders};
use crate::view::FailureView;

/// A watch as made or found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tracked {
    /// It is new.
    Added,
    /// It was there.
    Already,
}

/// An order whose read is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueOrder {
    /// The row.
    pub id: i64,
    /// The uuid.
    pub uuid: OrderUuid,
    /// Since when, UTC milliseconds.
    pub due_at: i64,
}

/// Begins to watch an order; it is due at once. `origin` says where the uuid came from.
pub(crate) fn track(
    transaction: &Transaction<'_>,
    uuid: OrderUuid,
    origin: &str,
    now: i64,
) -> Result<Tracked, StoreError> {
    let Some(id) = watch(transaction, uuid, origin, now)? else {
        return Ok(Tracked::Already);
    };
    orders::insert_unread(transaction, id, uuid)?;
    Ok(Tracked::Added)
}

/// Makes the watch alone, if there is none; the caller makes the order's row in the same
/// transaction.
pub(super) fn watch(
    transaction: &Transaction<'_>,
    uuid: OrderUuid,
    origin: &str,
    now: i64,
) -> Result<Option<i64>, StoreError> {
    Ok(transaction
        .prepare_cached(
            "INSERT INTO watches (uuid, origin, tracked_at, next_check_at) VALUES (?1, ?2, ?3, ?3)
             ON CONFLICT (uuid) DO NOTHING RETURNING id",
        )?
        .query_row(params![uuid.as_bytes(), origin, now], |row| {
            row.get::<_, i64>(0)
        })
        .optional()?)
}

/// The row of a uuid.
pub(crate) fn id_of(transaction: &Transaction<'_>, uuid: OrderUuid) -> Result<i64, StoreError> {
    transaction
        .prepare_cached("SELECT id FROM watches WHERE uuid = ?1")?
        .query_row([uuid.as_bytes()], |row| row.get(0))
        .optional()?
        .ok_or(StoreError::OrderUnknown)
}

/// The orders that are due, longest waiting first.
pub(crate) fn due(
    transaction: &Transaction<'_>,
    now: i64,
    limit: usize,
) -> Result<Vec<DueOrder>, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT id, uuid, next_check_at FROM watches
         WHERE next_check_at IS NOT NULL AND next_check_at <= ?1
         ORDER BY next_check_at, id LIMIT ?2",
    )?;
    let rows = statement.query_map(
        params![now, i64::try_from(limit).unwrap_or(i64::MAX)],
        |row| {
            let uuid = OrderUuid::from_bytes(row.get(1)?);
            Ok(DueOrder {
                id: row.get(0)?,
                uuid,
                due_at: row.get(2)?,
            })
        },
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many are due, and when the next one after them is.
pub(crate) fn due_count(
    transaction: &Transaction<'_>,
    now: i64,
) -> Result<(u64, Option<i64>), StoreError> {
    let count: i64 = transaction
        .prepare_cached(
            "SELECT count(*) FROM watches
             WHERE next_check_at IS NOT NULL AND next_check_at <= ?1",
        )?
        .query_row([now], |row| row.get(0))?;
    let next = transaction
        .prepare_cached(
            "SELECT min(next_check_at) FROM watches
             WHERE next_check_at IS NOT NULL AND next_check_at > ?1",
        )?
        .query_row([now], |row| row.get(0))?;
    Ok((u64::try_from(count).unwrap_or_default(), next))
}

/// So many plans are changed in one transaction.
const PLANNED_AT_ONCE: u32 = 2_000;

/// Makes the next watched orders behind this one due; says which was the last, none when no order
/// is behind it.
pub(crate) fn make_due_behind(
    transaction: &Transaction<'_>,
    behind: i64,
    now: i64,
) -> Result<Option<i64>, StoreError> {
    let last: Option<i64> = transaction
        .prepare_cached(
            "SELECT max(id) FROM (SELECT id FROM watches WHERE id > ?1 ORDER BY id LIMIT ?2)",
        )?
        .query_row(params![behind, PLANNED_AT_ONCE], |row| row.get(0))?;
    if let Some(last) = last {
        transaction
            .prepare_cached("UPDATE watches SET next_check_at = ?1 WHERE id > ?2 AND id <= ?3")?
            .execute(params![now, behind, last])?;
    }
    Ok(last)
}

/// Makes the next of those orders due whose read is planned further ahead than any plan goes: the clock was
/// ahead when it was made. Says how many.
pub(crate) fn heed_clock(transaction: &Transaction<'_>, now: i64) -> Result<usize, StoreError> {
    Ok(transaction.execute(
        "UPDATE watches SET next_check_at = ?1 WHERE id IN (
             SELECT id FROM watches WHERE next_check_at > ?2 LIMIT ?3)",
        params![now, now + crate::schedule::FURTHEST, PLANNED_AT_ONCE],
    )?)
}

/// Makes an order due.
pub(crate) fn make_due(transaction: &Transaction<'_>, id: i64, at: i64) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "UPDATE watches SET next_check_at = min(ifnull(next_check_at, ?2), ?2) WHERE id = ?1",
        )?
        .execute(params![id, at])?;
    Ok(())
}

/// Points answered that it has no such order.
pub(crate) fn mark_gone(
    transaction: &Transaction<'_>,
    id: i64,
    now: i64,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "UPDATE watches SET gone_since = ifnull(gone_since, ?2), checked_at = ?2,
                 check_fails = 0, check_failure = NULL WHERE id = ?1",
        )?
        .execute(params![id, now])?;
    orders::reschedule(transaction, id, now)
}

/// A read of this order failed in a way that has to do with the order and may pass.
pub(crate) fn mark_failed(
    transaction: &Transaction<'_>,
    id: i64,
    failure: &FailureView,
    now: i64,
) -> Result<(), StoreError> {
    let failures: u32 = transaction
        .prepare_cached("SELECT check_fails FROM watches WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?;
    let text = serde_json::to_string(failure).map_err(|_| StoreError::Unreadable("failure"))?;
    transaction
        .prepare_cached(
            "UPDATE watches SET check_fails = check_fails + 1, check_failure = ?2,
                 next_check_at = ?3 WHERE id = ?1",
        )?
        .execute(params![
            id,
            text,
            crate::schedule::after_failure(failures, now)
        ])?;
    Ok(())
}

/// When the last answer about any order came; the age of the data.
pub(crate) fn last_checked(transaction: &Transaction<'_>) -> Result<Option<i64>, StoreError> {
    let last: Option<i64> = transaction
        .prepare_cached("SELECT max(checked_at) FROM watches")?
        .query_row([], |row| row.get(0))?;
    Ok(last.filter(|at| *at > 0))
}

/// The orders that a person may mean: by uuid, else by order number, else by reference number.
pub(crate) fn find(transaction: &Transaction<'_>, key: &str) -> Result<Vec<OrderUuid>, StoreError> {
    let key = key.trim();
    if let Ok(uuid) = key.parse::<OrderUuid>() {
        return match id_of(transaction, uuid) {
            Ok(_) => Ok(vec![uuid]),
            Err(StoreError::OrderUnknown) => Ok(Vec::new()),
            Err(error) => Err(error),
        };
    }
    for sql in [
        "SELECT uuid FROM orders WHERE order_number = ?1 ORDER BY id",
        "SELECT uuid FROM orders WHERE reference_number = ?1 ORDER BY id",
    ] {
        let mut statement = transaction.prepare_cached(sql)?;
        let rows = statement.query_map([key], |row| Ok(OrderUuid::from_bytes(row.get(0)?)))?;
        let found: Vec<_> = rows.collect::<Result<_, _>>()?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}
