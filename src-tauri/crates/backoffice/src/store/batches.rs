//! Batches: what was asked for many orders at once.

use points_api::OrderUuid;
use rusqlite::{Row, Transaction, params};

use super::actions::{OPEN, UNSENT, read_state};
use super::asking::{self, NewIntent, WRITTEN_AT_ONCE};
use super::walk::{Chosen, choose};
use super::{Priority, ShippingCodes, Store, StoreError, shipping_codes};
use crate::bulk::{OpenChange, OrderFacts};
use crate::view::{ActionState, BatchRow, BatchView, OrderName, OrderSelection, Presence};

/// So many orders of a selection are looked at, which takes less than two seconds. No more than a
/// few hundred go at once, so what lies behind these waits in any case.
const LOOKED_AT: usize = 50_000;

/// A selection as it was at one moment, with what decides where each order goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenFacts {
    /// One an order, in the selection's order.
    pub orders: Vec<OrderFacts>,
    /// How many more were chosen, at which nobody looked.
    pub unseen: u64,
}

/// A batch that is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenBatch {
    /// The batch.
    pub id: i64,
    /// Its actions, in the selection's order.
    pub actions: Vec<i64>,
}

impl Store {
    /// Settles which orders are meant, and reads what decides where each goes, at one moment.
    pub async fn choose_facts(
        &self,
        selection: OrderSelection,
        now: i64,
    ) -> Result<ChosenFacts, StoreError> {
        self.read(move |moment| facts(moment, &choose(moment, &selection, now)?, LOOKED_AT))
            .await
    }

    /// Writes a batch down, some intents at a time; on disk when this returns. An order of which
    /// something else was asked for meanwhile is left out. Should the store fail on the way, what
    /// is written by then is taken back.
    pub async fn insert_batch(
        &self,
        intents: Vec<NewIntent>,
        now: i64,
    ) -> Result<WrittenBatch, StoreError> {
        let id = self
            .write(Priority::Person, move |transaction| begin(transaction, now))
            .await?;
        let mut written = Vec::with_capacity(intents.len());
        for some in intents.chunks(WRITTEN_AT_ONCE) {
            let (some, behind) = (some.to_vec(), written.len());
            let more = self
                .write(Priority::Person, move |transaction| {
                    append(transaction, id, behind, &some)
                })
                .await;
            match more {
                Ok(more) => written.extend(more),
                Err(error) => {
                    self.cancel_batch(id, now).await?;
                    return Err(error);
                }
            }
        }
        Ok(WrittenBatch {
            id,
            actions: written,
        })
    }

    /// What came of each order of a batch.
    pub async fn batch(&self, id: i64) -> Result<BatchView, StoreError> {
        self.read(move |moment| view(moment, id)).await
    }

    /// Takes back what of a batch has not been sent, some at a time; says how many. What is
    /// withdrawn is never sent, since an action goes from `queued` to `sending` in one transaction.
    /// What may have been applied already, and waits to be sent again, is left to be settled.
    pub async fn cancel_batch(&self, id: i64, now: i64) -> Result<usize, StoreError> {
        let mut count = 0;
        loop {
            let withdrawn = self
                .write(Priority::Person, move |transaction| {
                    withdraw_some(transaction, id, now)
                })
                .await?;
            if withdrawn == 0 {
                return Ok(count);
            }
            count += withdrawn;
        }
    }
}

pub(super) const FACTS: &str = "
    SELECT o.uuid, o.order_number, o.order_type, o.financial_status, o.shipping_key,
        w.checked_at, w.gone_since, a.state, a.target,
        a.name_ar IS NOT NULL OR a.name_en IS NOT NULL, o.total_halalas";

/// The statement that reads [`OrderFacts`]. Of the order's open actions one that may be on its way
/// or waits for a person counts, or else the last one.
pub(super) fn facts_of_order() -> String {
    format!(
        "{FACTS}, {UNSENT} AND a.kind = 'shipping'
         FROM orders o JOIN watches w ON w.id = o.id
         LEFT JOIN actions a ON a.id = ifnull(
             (SELECT max(id) FROM actions INDEXED BY actions_open_of_order
                 WHERE order_id = o.id AND state IN ({OPEN})
                   AND state IN ('sending', 'unknown', 'needs_person')),
             (SELECT max(id) FROM actions INDEXED BY actions_of_order WHERE order_id = o.id))
         WHERE o.id = ?1"
    )
}

fn facts(
    transaction: &Transaction<'_>,
    chosen: &Chosen,
    looked_at: usize,
) -> Result<ChosenFacts, StoreError> {
    let codes = shipping_codes::load(transaction)?;
    let mut statement = transaction.prepare_cached(&facts_of_order())?;
    let orders = chosen
        .ids()
        .iter()
        .take(looked_at)
        .map(|id| {
            let mut rows = statement.query([id])?;
            read_facts(rows.next()?.ok_or(StoreError::OrderUnknown)?, &codes)
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    let seen = u64::try_from(orders.len()).unwrap_or(u64::MAX);
    Ok(ChosenFacts {
        unseen: chosen.count().saturating_sub(seen),
        orders,
    })
}

/// What decides where one order goes.
pub(super) fn facts_of(
    transaction: &Transaction<'_>,
    id: i64,
    codes: &ShippingCodes,
) -> Result<OrderFacts, StoreError> {
    let mut statement = transaction.prepare_cached(&facts_of_order())?;
    let mut rows = statement.query([id])?;
    read_facts(rows.next()?.ok_or(StoreError::OrderUnknown)?, codes)
}

fn read_facts(row: &Row<'_>, codes: &ShippingCodes) -> Result<OrderFacts, StoreError> {
    let text = |index: usize| -> rusqlite::Result<Option<String>> {
        Ok(Some(row.get::<_, String>(index)?).filter(|text| !text.is_empty()))
    };
    let shipping = text(4)?;
    let checked_at: i64 = row.get(5)?;
    let gone: Option<i64> = row.get(6)?;
    Ok(OrderFacts {
        name: OrderName {
            uuid: OrderUuid::from_bytes(row.get(0)?).to_string(),
            order_number: text(1)?,
        },
        presence: match (gone, checked_at) {
            (Some(_), _) => Presence::Gone,
            (None, 0) => Presence::Unread,
            (None, _) => Presence::Known,
        },
        open: open_change(row)?,
        order_type: text(2)?,
        financial: text(3)?,
        shipping_word: shipping.as_deref().and_then(|key| codes.word_of_key(key)),
        shipping,
        total_halalas: row.get(10)?,
    })
}

fn open_change(row: &Row<'_>) -> Result<Option<OpenChange>, StoreError> {
    let Some(state) = row.get::<_, Option<String>>(7)? else {
        return Ok(None);
    };
    Ok(match read_state(&state)? {
        ActionState::Confirmed
        | ActionState::Refused
        | ActionState::Withdrawn
        | ActionState::Superseded
        // A later status takes its place, or waits behind it.
        | ActionState::Held
        | ActionState::Queued => None,
        ActionState::NeedsPerson if row.get(11)? => Some(OpenChange::Unsent {
            target: row
                .get::<_, Option<String>>(8)?
                .filter(|_| !row.get::<_, bool>(9).unwrap_or(true)),
        }),
        ActionState::Sending
        | ActionState::Unknown
        | ActionState::NeedsPerson => Some(OpenChange::MayHaveLeft),
    })
}

fn begin(transaction: &Transaction<'_>, now: i64) -> Result<i64, StoreError> {
    transaction
        .prepare_cached("INSERT INTO batches (asked_at) VALUES (?1)")?
        .execute([now])?;
    Ok(transaction.last_insert_rowid())
}

fn append(
    transaction: &Transaction<'_>,
    id: i64,
    behind: usize,
    intents: &[NewIntent],
) -> Result<Vec<i64>, StoreError> {
    let mut statement = transaction.prepare_cached(
        "INSERT INTO batch_actions (batch_id, position, action_id) VALUES (?1, ?2, ?3)",
    )?;
    let mut written = Vec::with_capacity(intents.len());
    for intent in intents {
        let intent = NewIntent {
            batch_id: Some(id),
            ..intent.clone()
        };
        match asking::insert(transaction, &intent) {
            Ok(action) => {
                let position = i64::try_from(behind + written.len()).unwrap_or(i64::MAX);
                statement.execute(params![id, position, action])?;
                written.push(action);
            }
            // Somebody was quicker.
            Err(StoreError::ActionPending) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(written)
}

pub(super) const ROWS: &str = "
    SELECT o.uuid, o.order_number, a.id, a.target, a.state, c.reason, c.message
    FROM batch_actions b
    CROSS JOIN actions a ON a.id = b.action_id
    CROSS JOIN orders o ON o.id = a.order_id
    LEFT JOIN action_changes c ON c.id = (SELECT max(id) FROM action_changes WHERE action_id = a.id)
    WHERE b.batch_id = ?1 ORDER BY b.position";

fn view(transaction: &Transaction<'_>, id: i64) -> Result<BatchView, StoreError> {
    let asked_at = asked_at(transaction, id)?;
    let mut statement = transaction.prepare_cached(ROWS)?;
    let mut found = statement.query([id])?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let state: String = row.get(4)?;
        let number: String = row.get(1)?;
        rows.push(BatchRow {
            order: OrderName {
                uuid: OrderUuid::from_bytes(row.get(0)?).to_string(),
                order_number: Some(number).filter(|number| !number.is_empty()),
            },
            action_id: row.get(2)?,
            target: row.get(3)?,
            state: read_state(&state)?,
            reason: row.get(5)?,
            message: row.get(6)?,
        });
    }
    Ok(BatchView { id, asked_at, rows })
}

fn asked_at(transaction: &Transaction<'_>, id: i64) -> Result<i64, StoreError> {
    transaction
        .prepare_cached("SELECT asked_at FROM batches WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .map_err(|error| match error {
            rusqlite::Error::QueryReturnedNoRows => StoreError::BatchUnknown,
            other => other.into(),
        })
}

/// What of a batch was not sent: what waits, and what gave way to something that does.
pub(super) const QUEUED: &str = "
    SELECT a.id, a.state FROM batch_actions b CROSS JOIN actions a ON a.id = b.action_id
        LEFT JOIN actions later ON later.id = a.superseded_by
    WHERE b.batch_id = ?1
        AND (a.state IN ('held', 'queued') AND a.unclear = 0
            OR a.state = 'superseded' AND later.state IN ('held', 'queued') AND later.unclear = 0)
    ORDER BY b.position LIMIT ?2";

fn withdraw_some(transaction: &Transaction<'_>, id: i64, now: i64) -> Result<usize, StoreError> {
    const WHY: &str = "batch_cancelled";
    asked_at(transaction, id)?;
    let queued: Vec<(i64, String)> = {
        let mut statement = transaction.prepare_cached(QUEUED)?;
        let most = i64::try_from(WRITTEN_AT_ONCE).unwrap_or(i64::MAX);
        let rows = statement.query_map([id, most], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<Result<_, _>>()?
    };
    for (action, state) in &queued {
        if read_state(state)? == ActionState::Superseded {
            asking::take_out(transaction, *action, WHY, now)?;
        } else {
            asking::take_back(transaction, *action, WHY, now)?;
        }
    }
    Ok(queued.len())
}
