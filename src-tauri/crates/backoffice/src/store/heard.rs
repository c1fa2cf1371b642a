//! Everything that came in, newest first, with what each changed.

use std::collections::HashMap;

use points_api::OrderUuid;
use rusqlite::Transaction;

use super::observations::{self, read_source};
use super::{Store, StoreError};
use crate::fold::{Observation, changes_by};
use crate::view::{FieldChange, HeardEntry, HeardPage, ObservationSource, OrderName};

/// So many entries are on a page.
const PAGE: usize = 50;

impl Store {
    /// A page of what was heard, newest first, behind the one that the page before ended with:
    /// events alone, or answers too.
    pub async fn heard(
        &self,
        events_only: bool,
        after: Option<String>,
    ) -> Result<HeardPage, StoreError> {
        self.read(move |moment| page(moment, events_only, after.as_deref()))
            .await
    }
}

const COLUMNS: &str = "s.id, s.observation_id, s.heard_at, o.order_id, o.source, o.event,
    r.uuid, r.order_number,
    EXISTS (SELECT 1 FROM sightings p
        WHERE p.observation_id = s.observation_id AND p.id < s.id)";

/// What was heard before a sighting, newest first; of events alone, or of everything.
pub(super) fn sightings(events_only: bool) -> String {
    let from = if events_only {
        "event_sightings e CROSS JOIN sightings s ON s.id = e.id"
    } else {
        "sightings s"
    };
    let key = if events_only { "e.id" } else { "s.id" };
    format!(
        "SELECT {COLUMNS} FROM {from}
         CROSS JOIN observations o ON o.id = s.observation_id
         CROSS JOIN orders r ON r.id = o.order_id
         WHERE {key} < ?1 ORDER BY {key} DESC LIMIT ?2"
    )
}

fn page(
    transaction: &Transaction<'_>,
    events_only: bool,
    after: Option<&str>,
) -> Result<HeardPage, StoreError> {
    let before: i64 = match after {
        Some(text) => text.parse().map_err(|_| StoreError::CursorInvalid)?,
        None => i64::MAX,
    };
    let mut statement = transaction.prepare_cached(&sightings(events_only))?;
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut rows = statement.query([before, most])?;
    let mut entries = Vec::with_capacity(PAGE);
    let mut heard = HeardOrders {
        transaction,
        orders: HashMap::new(),
    };
    let mut more = false;
    while let Some(row) = rows.next()? {
        if entries.len() == PAGE {
            more = true;
            break;
        }
        let (observation_id, order_id): (i64, i64) = (row.get(1)?, row.get(3)?);
        let source: String = row.get(4)?;
        let number: String = row.get(7)?;
        let is_repeated: bool = row.get(8)?;
        entries.push(HeardEntry {
            id: row.get(0)?,
            observation_id,
            order: OrderName {
                uuid: OrderUuid::from_bytes(row.get(6)?).to_string(),
                order_number: Some(number).filter(|number| !number.is_empty()),
            },
            source: ObservationSource::from(read_source(&source)?),
            event: row.get(5)?,
            heard_at: row.get(2)?,
            is_repeated,
            changes: if is_repeated {
                Vec::new()
            } else {
                heard.changes_by(order_id, observation_id)?
            },
        });
    }
    Ok(HeardPage {
        next: entries
            .last()
            .filter(|_| more)
            .map(|entry| entry.id.to_string()),
        entries,
    })
}

/// What was heard of the orders of a page, each read once.
struct HeardOrders<'a> {
    transaction: &'a Transaction<'a>,
    orders: HashMap<i64, Vec<Observation>>,
}

impl HeardOrders<'_> {
    fn changes_by(
        &mut self,
        order_id: i64,
        observation_id: i64,
    ) -> Result<Vec<FieldChange>, StoreError> {
        let observations = match self.orders.entry(order_id) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(observations::load(self.transaction, order_id)?)
            }
        };
        let changes = changes_by(observations, observation_id);
        Ok(changes.into_iter().map(FieldChange::from).collect())
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::types::Value;

    use super::super::plans::{plan, with_schema};
    use super::*;

    #[test]
    fn what_was_heard_is_read_backwards_without_sorting() {
        with_schema(|transaction| {
            let place = [Value::Integer(9), Value::Integer(51)];
            for (events_only, walked) in [(true, "SEARCH e USING"), (false, "SEARCH s USING")] {
                let plan = plan(transaction, &sightings(events_only), &place);
                assert!(plan.starts_with(walked), "{plan}");
                assert!(!plan.contains("SCAN"), "{plan}");
                assert!(!plan.contains("TEMP B-TREE"), "{plan}");
            }
        });
    }
}
