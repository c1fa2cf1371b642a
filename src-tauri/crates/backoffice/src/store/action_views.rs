//! Actions as a person sees them, and which orders have one that waits.

use std::collections::BTreeSet;

use rusqlite::Transaction;

use super::actions::{load, order_as_seen, read_state};
use super::{StoreError, detail, observations, shipping_codes};
use crate::money::is_about_money;
use crate::view::{ActionChange, ActionEvidence, ActionState, ActionView, SeenOrder, SentRequest};

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
        kind: record.kind,
        order_uuid: record.order.map(|order| order.to_string()),
        order_number: record.order_number,
        target: record.target,
        name_ar: record.name_ar,
        name_en: record.name_en,
        amount_halalas: record.amount_halalas,
        given_reason: record.given_reason,
        payment_method: record.payment_method,
        mark: record.mark,
        seen: record.seen,
        state: record.state,
        asked_at: record.asked_at,
        asked_by: record.asked_by,
        batch_id: record.batch_id,
        held_until: record
            .held_until
            .filter(|_| record.state == ActionState::Held),
        next_try_at: record.next_try_at,
        tries: record.tries,
        made: record.made,
        next_settle_at: record.next_settle_at,
        reason: last.and_then(|change| change.reason.clone()),
        message: last.and_then(|change| change.message.clone()),
        changes,
    })
}

/// Everything by which a person can decide about an action.
pub(crate) fn evidence(
    transaction: &Transaction<'_>,
    id: i64,
) -> Result<ActionEvidence, StoreError> {
    let mut action = view(transaction, id)?;
    let record = load(transaction, id)?;
    let requests = {
        let mut statement = transaction.prepare_cached(
            "SELECT at, method, path, body FROM action_requests WHERE action_id = ?1 ORDER BY id",
        )?;
        let rows = statement.query_map([id], |row| {
            Ok(SentRequest {
                at: row.get(0)?,
                method: row.get(1)?,
                path: row.get(2)?,
                body: row.get(3)?,
            })
        })?;
        rows.collect::<Result<_, _>>()?
    };
    let Some(order_id) = record.order_id else {
        return Ok(ActionEvidence {
            action,
            requests,
            now: None,
            checked_at: None,
            heard: Vec::new(),
            others: Vec::new(),
        });
    };
    // Codes whose word was learnt since are told apart by nobody.
    let codes = shipping_codes::load(transaction)?;
    let in_words = |order: SeenOrder| SeenOrder {
        shipping: order.shipping.map(|key| codes.shown(&key)),
        ..order
    };
    action.seen = action.seen.map(in_words);
    let checked_at: i64 = transaction
        .prepare_cached("SELECT checked_at FROM watches WHERE id = ?1")?
        .query_row([order_id], |row| row.get(0))?;
    let mut heard = detail::heard_views(&observations::load(transaction, order_id)?);
    heard.retain(|observation| observation.last_heard_at >= action.asked_at);
    let mut others = of_order(transaction, order_id)?;
    others.retain(|other| other.id != id && is_about_money(other.kind));
    others.reverse();
    Ok(ActionEvidence {
        now: order_as_seen(transaction, order_id)?.map(in_words),
        checked_at: Some(checked_at).filter(|at| *at > 0),
        action,
        requests,
        heard,
        others,
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

/// The orders with an action that waits for evidence or a person, once for each such action.
pub(super) const UNSETTLED: &str = "
    SELECT order_id FROM actions INDEXED BY actions_open
        WHERE state IN ('held', 'queued', 'sending', 'unknown', 'needs_person')
          AND state IN ('unknown', 'needs_person') AND order_id IS NOT NULL";

/// Of those, the orders with an action that waits for a person.
pub(super) const WAITING: &str = "
    SELECT order_id FROM actions INDEXED BY actions_open
        WHERE state IN ('held', 'queued', 'sending', 'unknown', 'needs_person')
          AND state = 'needs_person' AND order_id IS NOT NULL";

/// How many orders have an action that waits for evidence or a person; of those, how many have none
/// that waits for a person.
pub(crate) fn unsettled(transaction: &Transaction<'_>) -> Result<(u64, u64), StoreError> {
    let all = orders_of(transaction, UNSETTLED)?;
    let waiting = orders_of(transaction, WAITING)?;
    let count = |orders: usize| u64::try_from(orders).unwrap_or(u64::MAX);
    Ok((count(all.len()), count(all.difference(&waiting).count())))
}

/// The rows of those orders.
pub(super) fn unsettled_orders(transaction: &Transaction<'_>) -> Result<BTreeSet<i64>, StoreError> {
    orders_of(transaction, UNSETTLED)
}

fn orders_of(transaction: &Transaction<'_>, sql: &str) -> Result<BTreeSet<i64>, StoreError> {
    let mut statement = transaction.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
