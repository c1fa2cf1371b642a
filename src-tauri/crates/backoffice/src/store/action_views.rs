//! Actions as a person sees them, and which orders have one that waits.

use std::collections::BTreeSet;

use rusqlite::Transaction;

use super::StoreError;
use super::actions::{load, read_state};
use crate::view::{ActionChange, ActionKind, ActionView};

/// An action with its history, as a person sees it.
pub(crate) fn view(transaction: &Transaction<'_>, id: i64) -> Result<ActionView, StoreError> {
    let record = load(transaction, id)?;
    let mut statement = transaction.prepare_cached(
        "SELECT state, at, reason, message FROM action_changes WHERE action_id = ?1 ORDER BY id",
    )?;
    let rows = statement.query_map([id], |row| {
        let state: String = row.get(0)?;
        Ok((state, row.get(1)?, row.get(2)?, row.get(3)?))
    })?;
    let mut changes = Vec::new();
    for row in rows {
        let (state, at, reason, message) = row?;
        changes.push(ActionChange {
            state: read_state(&state)?,
            at,
            reason,
            message,
        });
    }
    let last = changes.last();
    Ok(ActionView {
        id,
        kind: ActionKind::Shipping,
        order_uuid: Some(record.order.to_string()),
        order_number: None,
        amount_halalas: None,
        given_reason: None,
        payment_method: None,
        mark: None,
        seen: None,
        batch_id: None,
        held_until: None,
        next_try_at: None,
        tries: 0,
        made: None,
        target: record.target,
        name_ar: record.name_ar,
        name_en: record.name_en,
        state: record.state,
        asked_at: record.asked_at,
        asked_by: record.asked_by,
        next_settle_at: record.next_settle_at,
        reason: last.and_then(|change| change.reason.clone()),
        message: last.and_then(|change| change.message.clone()),
        changes,
    })
}

/// All actions of an order, oldest first.
pub(crate) fn of_order(
    transaction: &Transaction<'_>,
    order_id: i64,
) -> Result<Vec<ActionView>, StoreError> {
    let ids: Vec<i64> = {
        let mut statement =
            transaction.prepare_cached("SELECT id FROM actions WHERE order_id = ?1 ORDER BY id")?;
        let rows = statement.query_map([order_id], |row| row.get(0))?;
        rows.collect::<Result<_, _>>()?
    };
    ids.into_iter().map(|id| view(transaction, id)).collect()
}

/// The orders with an action that waits for evidence or a person, each once: an order has no second
/// action while one is open.
pub(super) const UNSETTLED: &str = "
    SELECT order_id FROM actions INDEXED BY actions_open
        WHERE state IN ('queued', 'sending', 'unknown', 'needs_person')
          AND state IN ('unknown', 'needs_person')";

/// How many wait for evidence or a person.
pub(crate) fn unsettled(transaction: &Transaction<'_>) -> Result<u64, StoreError> {
    let count: i64 = transaction
        .prepare_cached(&format!("SELECT count(*) FROM ({UNSETTLED})"))?
        .query_row([], |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// The rows of those orders.
pub(super) fn unsettled_orders(transaction: &Transaction<'_>) -> Result<BTreeSet<i64>, StoreError> {
    let mut statement = transaction.prepare_cached(UNSETTLED)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
