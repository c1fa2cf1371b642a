//! What is watched, and when it is next read.

use points_api::OrderUuid;
use rusqlite::{OptionalExtension, Transaction, params};

use super::indexing::Pending;
use super::{StoreError, orders};
use crate::schedule::DueClass;
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

/// Begins to watch an order; it is due at once, in the class of those it came with. `origin` says
/// where the uuid came from. One that is watched but was never read moves up into the class. Its
/// place in the search is left to be written.
pub(crate) fn track(
    transaction: &Transaction<'_>,
    uuid: OrderUuid,
    origin: &str,
    class: DueClass,
    now: i64,
) -> Result<(Tracked, Option<Pending>), StoreError> {
    let Some(id) = watch(transaction, uuid, origin, class, now)? else {
        transaction
            .prepare_cached(
                "UPDATE watches SET due_class = ?2
                 WHERE uuid = ?1 AND checked_at = 0 AND due_class > ?2",
            )?
            .execute(params![uuid.as_bytes(), class.number()])?;
        return Ok((Tracked::Already, None));
    };
    orders::write_unread(transaction, id, uuid)?;
    Ok((Tracked::Added, Some(Pending::Unread(id, uuid))))
}

/// Makes the watch alone, if there is none; the caller makes the order's row in the same
/// transaction.
pub(super) fn watch(
    transaction: &Transaction<'_>,
    uuid: OrderUuid,
    origin: &str,
    class: DueClass,
    now: i64,
) -> Result<Option<i64>, StoreError> {
    Ok(transaction
        .prepare_cached(
            "INSERT INTO watches (uuid, origin, tracked_at, next_check_at, due_class)
             VALUES (?1, ?2, ?3, ?3, ?4)
             ON CONFLICT (uuid) DO NOTHING RETURNING id",
        )?
        .query_row(
            params![uuid.as_bytes(), origin, now, class.number()],
            |row| row.get::<_, i64>(0),
        )
        .optional()?)
}

pub(super) const READ_LAST: &str = "
    SELECT uuid FROM watches WHERE checked_at > 0 AND (gone_since IS NULL OR ?2)
    ORDER BY checked_at DESC, id DESC LIMIT ?1";

/// The orders that were read last, the newest read first, without those that are gone; where there
/// is no other, those: to a merchant who owns none of them, all are.
pub(super) fn read_last(
    transaction: &Transaction<'_>,
    most: u32,
) -> Result<Vec<OrderUuid>, StoreError> {
    let mut statement = transaction.prepare_cached(READ_LAST)?;
    let mut read = |gone_too: bool| {
        let rows = statement.query_map(params![most, gone_too], |row| {
            Ok(OrderUuid::from_bytes(row.get(0)?))
        })?;
        Ok::<Vec<_>, StoreError>(rows.collect::<Result<_, _>>()?)
    };
    let known = read(false)?;
    if known.is_empty() {
        read(true)
    } else {
        Ok(known)
    }
}

/// The row of a uuid.
pub(crate) fn id_of(transaction: &Transaction<'_>, uuid: OrderUuid) -> Result<i64, StoreError> {
    transaction
        .prepare_cached("SELECT id FROM watches WHERE uuid = ?1")?
        .query_row([uuid.as_bytes()], |row| row.get(0))
        .optional()?
        .ok_or(StoreError::OrderUnknown)
}

/// The due ones of one class, longest waiting first.
pub(super) const DUE: &str = "SELECT id, uuid, next_check_at FROM watches
     WHERE due_class = ?1 AND next_check_at IS NOT NULL AND next_check_at <= ?2
     ORDER BY next_check_at, id LIMIT ?3";

/// How many are due. The classes are named so that each is one stretch of the index.
pub(super) const DUE_COUNT: &str = "SELECT count(*) FROM watches
     WHERE due_class IN (0, 1, 2) AND next_check_at IS NOT NULL AND next_check_at <= ?1";

/// When the next one of a class falls due.
pub(super) const NEXT_DUE: &str = "SELECT min(next_check_at) FROM watches
     WHERE due_class = ?1 AND next_check_at IS NOT NULL AND next_check_at > ?2";

/// The orders that are due: class by class, in each the longest waiting first.
pub(crate) fn due(
    transaction: &Transaction<'_>,
    now: i64,
    limit: usize,
) -> Result<Vec<DueOrder>, StoreError> {
    let mut due = Vec::new();
    for class in DueClass::ALL {
        let left = i64::try_from(limit.saturating_sub(due.len())).unwrap_or(i64::MAX);
        if left == 0 {
            break;
        }
        let mut statement = transaction.prepare_cached(DUE)?;
        let rows = statement.query_map(params![class.number(), now, left], |row| {
            Ok(DueOrder {
                id: row.get(0)?,
                uuid: OrderUuid::from_bytes(row.get(1)?),
                due_at: row.get(2)?,
            })
        })?;
        for row in rows {
            due.push(row?);
        }
    }
    Ok(due)
}

/// How many are due, and when the next one after them is.
pub(crate) fn due_count(
    transaction: &Transaction<'_>,
    now: i64,
) -> Result<(u64, Option<i64>), StoreError> {
    let count: i64 = transaction
        .prepare_cached(DUE_COUNT)?
        .query_row([now], |row| row.get(0))?;
    let mut next = None;
    for class in DueClass::ALL {
        let of_class: Option<i64> = transaction
            .prepare_cached(NEXT_DUE)?
            .query_row([class.number(), now], |row| row.get(0))?;
        next = earliest(next, of_class);
    }
    Ok((u64::try_from(count).unwrap_or_default(), next))
}

/// The earlier of two times, where there are any.
pub(super) fn earliest(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    one.into_iter().chain(other).min()
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
             SELECT id FROM watches WHERE due_class IN (0, 1, 2) AND next_check_at > ?2 LIMIT ?3)",
        params![now, now + crate::schedule::FURTHEST, PLANNED_AT_ONCE],
    )?)
}

/// An action changed an order: a read is wanted from then on, and one that begins earlier does not
/// meet that. An earlier read that is planned anyway stays planned.
pub(crate) fn want_read_after_answer(
    transaction: &Transaction<'_>,
    id: i64,
    at: i64,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "UPDATE watches SET answer_read_at = max(ifnull(answer_read_at, ?2), ?2),
                 due_class = iif(ifnull(next_check_at, ?2) >= ?2, ?3, due_class),
                 next_check_at = min(ifnull(next_check_at, ?2), ?2)
             WHERE id = ?1",
        )?
        .execute(params![id, at, DueClass::First.number()])?;
    Ok(())
}

/// What is planned for an order, and what the plan looks at. Times are UTC milliseconds.
pub(super) struct Planned {
    pub(super) tracked_at: i64,
    pub(super) gone_since: Option<i64>,
    /// 0: never.
    pub(super) checked_at: i64,
    pub(super) next_check_at: Option<i64>,
    pub(super) due_class: DueClass,
    pub(super) answer_read_at: Option<i64>,
}

/// What is planned for an order.
pub(super) fn planned(transaction: &Transaction<'_>, id: i64) -> Result<Planned, StoreError> {
    Ok(transaction
        .prepare_cached(
            "SELECT tracked_at, gone_since, checked_at, next_check_at, due_class, answer_read_at
             FROM watches WHERE id = ?1",
        )?
        .query_row([id], |row| {
            Ok(Planned {
                tracked_at: row.get(0)?,
                gone_since: row.get(1)?,
                checked_at: row.get(2)?,
                next_check_at: row.get(3)?,
                due_class: DueClass::from_number(row.get(4)?),
                answer_read_at: row.get(5)?,
            })
        })?)
}

/// Puts a plan in the place of the old one.
pub(super) fn replan(
    transaction: &Transaction<'_>,
    id: i64,
    next_check_at: Option<i64>,
    due_class: DueClass,
    answer_read_at: Option<i64>,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "UPDATE watches SET next_check_at = ?2, due_class = ?3, answer_read_at = ?4
             WHERE id = ?1",
        )?
        .execute(params![
            id,
            next_check_at,
            due_class.number(),
            answer_read_at
        ])?;
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
