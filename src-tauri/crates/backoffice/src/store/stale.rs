//! Checkouts that should have ended and did not.

use rusqlite::{Transaction, params};

use super::list::{ROW_COLUMNS, ROW_JOINS, RowContext, read_row};
use super::{StoreError, shipping_codes};
use crate::view::{Settings, StaleCheckout, StaleKind};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// Since when an order has been open does not say when it was reserved; Points does not tell.
/// Both ages therefore count from the creation.
pub(crate) fn kind(
    financial_status: Option<&str>,
    created_at: Option<i64>,
    settings: &Settings,
    now: i64,
) -> Option<StaleKind> {
    let age = now - created_at?;
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
const OPEN: &str = "((o.financial_status = 'new' AND o.created_at BETWEEN 1 AND ?1)
    OR (o.financial_status = 'authorized' AND o.created_at BETWEEN 1 AND ?2))";

/// Two stretches of one index, merged; the orders that Points does not know any more left out.
pub(super) const OLDEST: &str = "
    SELECT o.id, o.created_at FROM orders o INDEXED BY orders_by_financial
        WHERE o.financial_status = 'new' AND o.created_at BETWEEN 1 AND ?1
          AND NOT EXISTS (SELECT 1 FROM watches g WHERE g.id = o.id AND g.gone_since IS NOT NULL)
    UNION ALL
    SELECT o.id, o.created_at FROM orders o INDEXED BY orders_by_financial
        WHERE o.financial_status = 'authorized' AND o.created_at BETWEEN 1 AND ?2
          AND NOT EXISTS (SELECT 1 FROM watches g WHERE g.id = o.id AND g.gone_since IS NOT NULL)
    ORDER BY 2, 1 LIMIT 5000";

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
    let gone = number(&format!(
        "SELECT count(*) FROM watches g CROSS JOIN orders o ON o.id = g.id
         WHERE g.gone_since IS NOT NULL AND {OPEN}"
    ))?;
    Ok(u64::try_from(open - gone).unwrap_or_default())
}

/// All of them, oldest first, at most 5,000: nobody reads further, and the count says the rest.
pub(crate) fn list(
    transaction: &Transaction<'_>,
    settings: &Settings,
    now: i64,
) -> Result<Vec<StaleCheckout>, StoreError> {
    let codes = shipping_codes::load(transaction)?;
    let context = RowContext {
        codes: &codes,
        settings,
        now,
    };
    let thresholds = params![
        now - unpaid_threshold(settings),
        now - reserved_threshold(settings)
    ];
    let mut oldest = transaction.prepare_cached(OLDEST)?;
    let ids = oldest.query_map(thresholds, |row| row.get::<_, i64>(0))?;
    let mut statement = transaction.prepare_cached(&format!(
        "SELECT {ROW_COLUMNS}, w.next_check_at,
             (SELECT count(*) FROM sightings s JOIN observations b ON b.id = s.observation_id
                 WHERE b.order_id = o.id AND b.source <> 'event'),
             (SELECT count(*) FROM sightings s JOIN observations b ON b.id = s.observation_id
                 WHERE b.order_id = o.id AND b.source = 'event')
         FROM orders o {ROW_JOINS} WHERE o.id = ?1"
    ))?;
    let mut checkouts = Vec::new();
    for id in ids {
        let mut rows = statement.query([id?])?;
        let row = rows.next()?.ok_or(StoreError::OrderUnknown)?;
        let order = read_row(row, &context)?;
        let (Some(kind), Some(since)) = (order.stale, order.created_at) else {
            continue;
        };
        checkouts.push(StaleCheckout {
            threshold: match kind {
                StaleKind::Unpaid => unpaid_threshold(settings),
                StaleKind::Reserved => reserved_threshold(settings),
            },
            order,
            kind,
            since,
            next_check_at: row.get(22)?,
            reads: row.get(23)?,
            events: row.get(24)?,
        });
    }
    Ok(checkouts)
}
