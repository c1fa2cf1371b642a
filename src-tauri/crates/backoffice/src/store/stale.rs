//! Checkouts that should have ended and did not.

use rusqlite::{Transaction, params};

use super::list::{ROW_COLUMNS, ROW_JOINS, RowContext, read_row};
use super::{StoreError, shipping_codes};
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

/// Open since before `?1` when unpaid, since before `?2` when reserved.
const OPEN: &str = "((o.financial_status = 'new'
        AND ifnull(nullif(o.created_at, 0), g.tracked_at) <= ?1)
    OR (o.financial_status = 'authorized'
        AND ifnull(nullif(o.created_at, 0), g.tracked_at) <= ?2))";

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

/// How many there are: all that are open too long, which the index tells alone, without the few
/// that are gone.
pub(super) fn count(
    transaction: &Transaction<'_>,
    settings: &Settings,
    now: i64,
) -> Result<u64, StoreError> {
    let thresholds = params![
        now - unpaid_threshold(settings),
        now - reserved_threshold(settings)
    ];
    let number = |sql: &str| -> Result<i64, StoreError> {
        Ok(transaction
            .prepare_cached(sql)?
            .query_row(thresholds, |row| row.get(0))?)
    };
    let open = number(
        "SELECT (SELECT count(*) FROM orders
                 WHERE financial_status = 'new' AND created_at BETWEEN 1 AND ?1)
              + (SELECT count(*) FROM orders
                 WHERE financial_status = 'authorized' AND created_at BETWEEN 1 AND ?2)",
    )?;
    let undated = |status: &str, before: i64| -> Result<i64, StoreError> {
        Ok(transaction
            .prepare_cached(UNDATED)?
            .query_row(params![status, before], |row| row.get(0))?)
    };
    let undated = undated("new", now - unpaid_threshold(settings))?
        + undated("authorized", now - reserved_threshold(settings))?;
    let gone = number(&format!(
        "SELECT count(*) FROM watches g CROSS JOIN orders o ON o.id = g.id
         WHERE g.gone_since IS NOT NULL AND {OPEN}"
    ))?;
    Ok(u64::try_from(open + undated - gone).unwrap_or_default())
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
    let codes = shipping_codes::load(transaction)?;
    let context = RowContext {
        codes: &codes,
        settings,
        now,
    };
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
