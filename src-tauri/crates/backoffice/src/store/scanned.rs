//! Finding the order that a scanned code means, and what is known of it.

use std::collections::BTreeSet;

use points_api::OrderUuid;
use rusqlite::{OptionalExtension, Row, Transaction};

use super::actions::read_state;
use super::{ShippingCodes, Store, StoreError, batches, listed, observations, shipping_codes};
use crate::scan::{Asked, ScannedOrder, readings, stands_since};
use crate::view::{ActionState, OrderName};

/// What a scanned code means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanned {
    /// No order.
    Nothing,
    /// This one.
    One(Box<ScannedOrder>),
    /// Any of these.
    Several(Vec<OrderName>),
}

impl Store {
    /// Finds the order of a scanned code: by the whole uuid, order number or reference number, in
    /// one of the code's readings.
    pub async fn scanned(&self, code: String) -> Result<Scanned, StoreError> {
        self.read(move |moment| scanned(moment, &code)).await
    }
}

fn scanned(transaction: &Transaction<'_>, code: &str) -> Result<Scanned, StoreError> {
    let ids = meant(transaction, code)?;
    let codes = shipping_codes::load(transaction)?;
    let mut ids = ids.into_iter();
    match (ids.next(), ids.len()) {
        (None, _) => Ok(Scanned::Nothing),
        (Some(id), 0) => Ok(Scanned::One(Box::new(order(transaction, id, &codes)?))),
        (Some(id), _) => {
            let names = std::iter::once(id)
                .chain(ids)
                .take(MOST_NAMED)
                .map(|id| Ok(batches::facts_of(transaction, id, &codes)?.name));
            Ok(Scanned::Several(names.collect::<Result<_, StoreError>>()?))
        }
    }
}

/// Where several orders have a number, so many are named.
const MOST_NAMED: usize = 20;

/// The rows of the first reading that any order has: a number of one order may be the reference of
/// another, and then both are meant.
fn meant(transaction: &Transaction<'_>, code: &str) -> Result<BTreeSet<i64>, StoreError> {
    for reading in readings(code) {
        if let Ok(uuid) = reading.parse::<OrderUuid>()
            && let Some(id) = listed::by_uuid(transaction, uuid)?
        {
            return Ok(BTreeSet::from([id]));
        }
        // A scanner writes capitals small where the keyboard's own are locked, or the other way
        // round.
        for key in [
            reading.clone(),
            reading.to_uppercase(),
            reading.to_lowercase(),
        ] {
            let mut found = BTreeSet::new();
            for sql in [listed::BY_NUMBER, listed::BY_REFERENCE] {
                let mut statement = transaction.prepare_cached(sql)?;
                for id in statement.query_map([&key], |row| row.get(0))? {
                    found.insert(id?);
                }
            }
            if !found.is_empty() {
                return Ok(found);
            }
        }
    }
    Ok(BTreeSet::new())
}

/// The last shipping action of an order, and when it was asked.
pub(super) const LAST: &str = "
    SELECT id, target, state, asked_at, asked_by FROM actions INDEXED BY actions_of_order
    WHERE order_id = ?1 AND kind = 'shipping' AND state NOT IN ('withdrawn', 'superseded')
    ORDER BY id DESC LIMIT 1";

/// The last one that Points confirmed, and when.
pub(super) const CONFIRMED: &str = "
    SELECT a.id, a.target, a.state,
        (SELECT max(c.at) FROM action_changes c
         WHERE c.action_id = a.id AND c.state = 'confirmed'), a.asked_by
    FROM actions a INDEXED BY actions_of_order
    WHERE a.order_id = ?1 AND a.kind = 'shipping' AND a.state = 'confirmed'
    ORDER BY a.id DESC LIMIT 1";

fn order(
    transaction: &Transaction<'_>,
    id: i64,
    codes: &ShippingCodes,
) -> Result<ScannedOrder, StoreError> {
    let facts = batches::facts_of(transaction, id, codes)?;
    let asked = |sql: &str| -> Result<Option<Asked>, StoreError> {
        transaction
            .prepare_cached(sql)?
            .query_row([id], read_asked)
            .optional()?
            .transpose()
    };
    let stands_since = match &facts.shipping_word {
        Some(word) => stands_since(&observations::load(transaction, id)?, codes, word),
        None => None,
    };
    Ok(ScannedOrder {
        last: asked(LAST)?,
        confirmed: asked(CONFIRMED)?,
        stands_since,
        facts,
    })
}

fn read_asked(row: &Row<'_>) -> rusqlite::Result<Result<Asked, StoreError>> {
    let state: String = row.get(2)?;
    let (id, target, at, by) = (row.get(0)?, row.get(1)?, row.get(3)?, row.get(4)?);
    Ok(read_state(&state).map(|state: ActionState| Asked {
        id,
        target,
        state,
        at,
        by,
    }))
}

#[cfg(test)]
mod tests {
    use rusqlite::types::Value;

    use super::super::plans::{plan, with_schema};
    use super::*;

    #[test]
    fn what_was_asked_last_is_read_from_the_orders_own_actions() {
        with_schema(|transaction| {
            for sql in [LAST, CONFIRMED] {
                let plan = plan(transaction, sql, &[Value::Integer(7)]);
                assert!(plan.contains("actions_of_order (order_id=?)"), "{plan}");
                assert!(!plan.contains("SCAN"), "{plan}");
                assert!(!plan.contains("TEMP B-TREE"), "{plan}");
            }
        });
    }
}
