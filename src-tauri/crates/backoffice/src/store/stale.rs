//! Checkouts that should have ended and did not.

use rusqlite::{OptionalExtension, Transaction, params};

use super::StoreError;
use super::list::{ROW_COLUMNS, ROW_JOINS, RowContext, read_row};
use crate::view::{Settings, StaleCheckout, StaleKind, StalePage};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// Since when an order has been open does not say when it was reserved; Points does not tell.
/// Both ages therefore count from the creation, and where Points does not tell that either, from
/// when the desk began to watch the order.
pub(crate) fn kind(
    financial_status: Option<&str>,
    opened_at: Option<i64>,
    settings: &Settings,
    now: i64,
) -> Option<StaleKind> {
    let age = now - opened_at?;
    match financial_status? {
        "new" if age >= unpaid_threshold(settings) => Some(StaleKind::Unpaid),
        "authorized" if age >= reserved_threshold(settings) => Some(StaleKind::Reserved),
        _ => None,
    }
}

fn unpaid_threshold(settings: &Settings) -> i64 {
    i64::from(settings.stale_new_minutes) * MINUTE
}

fn reserved_threshold(settings: &Settings) -> i64 {
    i64::from(settings.stale_authorized_hours) * HOUR
}

/// Two stretches of one index, merged, behind the checkout of `(?3, ?4)`; the orders that Points
/// does not know any more left out. Those without a creation stand first, in the sequence in which
/// they were tracked: nobody can say how old they are.
pub(super) const OLDEST: &str = "
    SELECT o.id, o.created_at FROM orders o INDEXED BY orders_by_financial
        WHERE o.financial_status = 'new' AND (o.created_at, o.id) > (?3, ?4)
          AND o.created_at <= ?1
          AND (o.created_at > 0
              OR (SELECT w.tracked_at FROM watches w WHERE w.id = o.id) <= ?1)
          AND NOT EXISTS (SELECT 1 FROM watches g WHERE g.id = o.id AND g.gone_since IS NOT NULL)
    UNION ALL
    SELECT o.id, o.created_at FROM orders o INDEXED BY orders_by_financial
        WHERE o.financial_status = 'authorized' AND (o.created_at, o.id) > (?3, ?4)
          AND o.created_at <= ?2
          AND (o.created_at > 0
              OR (SELECT w.tracked_at FROM watches w WHERE w.id = o.id) <= ?2)
          AND NOT EXISTS (SELECT 1 FROM watches g WHERE g.id = o.id AND g.gone_since IS NOT NULL)
    ORDER BY 2, 1 LIMIT ?5";

/// The few that Points told no creation of.
pub(super) const UNDATED: &str = "
    SELECT count(*) FROM orders o INDEXED BY orders_by_financial JOIN watches g ON g.id = o.id
        WHERE o.financial_status = ?1 AND o.created_at = 0 AND g.tracked_at <= ?2";

/// All that stand in a status since before a moment: those that stand in it, but for the few that
/// are younger or that Points told no creation of.
pub(super) const OPEN: &str = "
    SELECT (SELECT ifnull(sum(count), 0) FROM order_tallies WHERE financial_status = ?1)
        - (SELECT count(*) FROM orders INDEXED BY orders_by_financial
            WHERE financial_status = ?1 AND created_at > ?2)
        - (SELECT count(*) FROM orders INDEXED BY orders_by_financial
            WHERE financial_status = ?1 AND created_at <= 0)";

/// The few of those that are gone.
pub(super) const OPEN_AND_GONE: &str = "
    SELECT count(*) FROM watches g INDEXED BY watches_gone CROSS JOIN orders o ON o.id = g.id
    WHERE g.gone_since IS NOT NULL
      AND o.financial_status = ?1 AND ifnull(nullif(o.created_at, 0), g.tracked_at) <= ?2";

/// The creation of the oldest that is not gone.
pub(super) const OLDEST_OPEN: &str = "
    SELECT o.created_at FROM orders o INDEXED BY orders_by_financial
    WHERE o.financial_status = ?1 AND o.created_at BETWEEN 1 AND ?2
      AND NOT EXISTS (SELECT 1 FROM watches g WHERE g.id = o.id AND g.gone_since IS NOT NULL)
    ORDER BY o.created_at LIMIT 1";

/// Since when the desk knows the first of those without a creation that are not gone.
pub(super) const FIRST_UNDATED: &str = "
    SELECT min(g.tracked_at)
    FROM orders o INDEXED BY orders_by_financial JOIN watches g ON g.id = o.id
    WHERE o.financial_status = ?1 AND o.created_at = 0 AND g.tracked_at <= ?2
      AND g.gone_since IS NULL";

/// How many there are, without listing them.
pub(super) fn count(
    transaction: &Transaction<'_>,
    settings: &Settings,
    now: i64,
) -> Result<u64, StoreError> {
    let of_kind = |kind| count_of_kind(transaction, kind, settings, now);
    Ok(of_kind(StaleKind::Unpaid)? + of_kind(StaleKind::Reserved)?)
}

/// How many there are of one kind.
pub(super) fn count_of_kind(
    transaction: &Transaction<'_>,
    kind: StaleKind,
    settings: &Settings,
    now: i64,
) -> Result<u64, StoreError> {
    let since = standing_since(kind, settings, now);
    let number = |sql: &str| -> Result<i64, StoreError> {
        Ok(transaction
            .prepare_cached(sql)?
            .query_row(since, |row| row.get(0))?)
    };
    let count = number(OPEN)? + number(UNDATED)? - number(OPEN_AND_GONE)?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Since when the oldest of one kind is open, UTC milliseconds.
pub(super) fn oldest_of_kind(
    transaction: &Transaction<'_>,
    kind: StaleKind,
    settings: &Settings,
    now: i64,
) -> Result<Option<i64>, StoreError> {
    let since = standing_since(kind, settings, now);
    let dated: Option<i64> = transaction
        .prepare_cached(OLDEST_OPEN)?
        .query_row(since, |row| row.get(0))
        .optional()?;
    let undated: Option<i64> = transaction
        .prepare_cached(FIRST_UNDATED)?
        .query_row(since, |row| row.get(0))?;
    Ok(dated.into_iter().chain(undated).min())
}

/// The status of a kind, and since before when an order with it is open to be stale now.
fn standing_since(kind: StaleKind, settings: &Settings, now: i64) -> (&'static str, i64) {
    match kind {
        StaleKind::Unpaid => ("new", now - unpaid_threshold(settings)),
        StaleKind::Reserved => ("authorized", now - reserved_threshold(settings)),
    }
}

/// So many checkouts make a page.
const PAGE: usize = 200;

/// A page of them, oldest first, behind the checkout that the page before ended with.
pub(crate) fn page(
    transaction: &Transaction<'_>,
    after: Option<&str>,
    settings: &Settings,
    now: i64,
) -> Result<StalePage, StoreError> {
    let context = RowContext::load(transaction, settings, now)?;
    let (after_created, after_id) = match after {
        None => (i64::MIN, 0),
        Some(cursor) => read_cursor(cursor).ok_or(StoreError::Unreadable("cursor"))?,
    };
    let mut oldest = transaction.prepare_cached(OLDEST)?;
    let mut found: Vec<(i64, i64)> = oldest
        .query_map(
            params![
                now - unpaid_threshold(settings),
                now - reserved_threshold(settings),
                after_created,
                after_id,
                i64::try_from(PAGE + 1).unwrap_or(i64::MAX)
            ],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?
        .collect::<Result<_, _>>()?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let mut statement = transaction.prepare_cached(&format!(
        "SELECT {ROW_COLUMNS}, w.next_check_at AS next_check_at,
             (SELECT count(*) FROM sightings s JOIN observations b ON b.id = s.observation_id
                 WHERE b.order_id = o.id AND b.source <> 'event') AS reads,
             (SELECT count(*) FROM sightings s JOIN observations b ON b.id = s.observation_id
                 WHERE b.order_id = o.id AND b.source = 'event') AS events
         FROM orders o {ROW_JOINS} WHERE o.id = ?1"
    ))?;
    let mut checkouts = Vec::with_capacity(found.len());
    for (id, _) in &found {
        let mut rows = statement.query([id])?;
        let row = rows.next()?.ok_or(StoreError::OrderUnknown)?;
        let order = read_row(row, &context)?;
        let Some(kind) = order.stale else {
            continue;
        };
        let since = match order.created_at {
            Some(created_at) => created_at,
            None => row.get("tracked_at")?,
        };
        checkouts.push(StaleCheckout {
            threshold: match kind {
                StaleKind::Unpaid => unpaid_threshold(settings),
                StaleKind::Reserved => reserved_threshold(settings),
            },
            order,
            kind,
            since,
            next_check_at: row.get("next_check_at")?,
            reads: row.get("reads")?,
            events: row.get("events")?,
        });
    }
    Ok(StalePage {
        checkouts,
        next: found
            .last()
            .filter(|_| more)
            .map(|(id, created_at)| format!("{created_at},{id}")),
    })
}

fn read_cursor(cursor: &str) -> Option<(i64, i64)> {
    let (created_at, id) = cursor.split_once(',')?;
    Some((created_at.parse().ok()?, id.parse().ok()?))
}
