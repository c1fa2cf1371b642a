//! Everything that came in, newest first, with what each changed. Events about no order that can be
//! read stand between the others.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use points_api::OrderUuid;
use rusqlite::types::Value;
use rusqlite::{Transaction, params_from_iter};

use super::about::{self, Orders};
use super::conditions::{Conditions, Statement};
use super::observations::{self, read_source};
use super::{Store, StoreError};
use crate::fold::{Observation, changes_by};
use crate::view::{FieldChange, HeardEntry, HeardPage, HeardQuery, ObservationSource, OrderName};

/// So many entries are on a page.
const PAGE: usize = 50;

impl Store {
    /// A page of what was heard, newest first, behind the one that the page before ended with.
    pub async fn heard(
        &self,
        query: HeardQuery,
        after: Option<String>,
    ) -> Result<HeardPage, StoreError> {
        self.read(move |moment| page(moment, &query, after.as_deref()))
            .await
    }
}

/// What came in; of the same moment, what is about an order stands above the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// An event that names no order.
    Leftover,
    /// Something that was heard of an order.
    Sighting,
}

/// Where something stands: when it was heard, and its row among its kind. The newest is the
/// greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) heard_at: i64,
    pub(super) kind: Kind,
    pub(super) id: i64,
}

impl Place {
    fn read(text: &str) -> Result<Self, StoreError> {
        let mut parts = text.split('.');
        let place = match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(heard_at), Some(kind), Some(id), None) => {
                let kind = match kind {
                    "sighting" => Some(Kind::Sighting),
                    "leftover" => Some(Kind::Leftover),
                    _ => None,
                };
                heard_at.parse().ok().zip(kind).zip(id.parse().ok())
            }
            _ => None,
        };
        let ((heard_at, kind), id) = place.ok_or(StoreError::CursorInvalid)?;
        Ok(Self { heard_at, kind, id })
    }

    fn text(self) -> String {
        let kind = match self.kind {
            Kind::Sighting => "sighting",
            Kind::Leftover => "leftover",
        };
        format!("{}.{kind}.{}", self.heard_at, self.id)
    }

    /// All of a kind that stand behind this one come before this time and row.
    fn bound(self, kind: Kind) -> (i64, i64) {
        let id = match kind.cmp(&self.kind) {
            std::cmp::Ordering::Less => i64::MAX,
            std::cmp::Ordering::Equal => self.id,
            std::cmp::Ordering::Greater => i64::MIN,
        };
        (self.heard_at, id)
    }
}

fn page(
    transaction: &Transaction<'_>,
    query: &HeardQuery,
    after: Option<&str>,
) -> Result<HeardPage, StoreError> {
    let after = after.map(Place::read).transpose()?;
    let orders = about::meant(transaction, &query.order)?;
    let mut places = found(
        transaction,
        &sightings(query, &orders, after),
        Kind::Sighting,
    )?;
    if orders == Orders::Any {
        let leftovers = found(transaction, &leftovers(query, after), Kind::Leftover)?;
        places.extend(leftovers);
        places.sort_unstable_by(|one, other| other.cmp(one));
    }
    let more = places.len() > PAGE;
    places.truncate(PAGE);
    let mut heard = HeardOrders {
        transaction,
        orders: HashMap::new(),
    };
    Ok(HeardPage {
        entries: places
            .iter()
            .map(|place| match place.kind {
                Kind::Sighting => heard.sighting(*place),
                Kind::Leftover => leftover(transaction, *place),
            })
            .collect::<Result<_, _>>()?,
        next: places.last().filter(|_| more).map(|place| place.text()),
    })
}

fn found(
    transaction: &Transaction<'_>,
    statement: &Statement,
    kind: Kind,
) -> Result<Vec<Place>, StoreError> {
    let mut prepared = transaction.prepare_cached(&statement.sql)?;
    let rows = prepared.query_map(params_from_iter(&statement.parameters), |row| {
        Ok(Place {
            heard_at: row.get(0)?,
            kind,
            id: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Selects when each was heard, and its row: those of a few orders, or all by time, of which events
/// have a table of their own.
pub(super) fn sightings(query: &HeardQuery, orders: &Orders, after: Option<Place>) -> Statement {
    let is_gathered = matches!(orders, Orders::These(_));
    let (table, time, row) = if query.events_only && !is_gathered {
        (
            "event_sightings e INDEXED BY event_sightings_by_time",
            "e.heard_at",
            "e.id",
        )
    } else {
        (
            "sightings s INDEXED BY sightings_by_time",
            "s.heard_at",
            "s.id",
        )
    };
    let mut parts = conditions(query, [time, row], after, Kind::Sighting);
    let from = match orders {
        Orders::Any => format!("{table} WHERE {}", parts.all()),
        Orders::Numbered(beginnings) => {
            parts.begins_with("r.order_number", beginnings);
            let sightings = if query.events_only {
                "CROSS JOIN sightings s ON s.id = e.id"
            } else {
                ""
            };
            format!(
                "{table} {sightings}
                 CROSS JOIN observations o ON o.id = s.observation_id
                 CROSS JOIN orders r ON r.id = o.order_id WHERE {}",
                parts.all()
            )
        }
        Orders::These(chosen) => {
            if query.events_only {
                parts.push("o.source = 'event'".to_owned());
            }
            format!(
                "observations o
                 CROSS JOIN sightings s INDEXED BY sightings_observation
                     ON s.observation_id = o.id
                 WHERE {}",
                parts.but_first("o.order_id", &chosen.orders)
            )
        }
    };
    parts.selected(format!(
        "SELECT {time}, {row} FROM {from} ORDER BY {time} DESC, {row} DESC LIMIT {}",
        PAGE + 1
    ))
}

/// Selects when each event that names no order was heard, and its row.
pub(super) fn leftovers(query: &HeardQuery, after: Option<Place>) -> Statement {
    let parts = conditions(query, ["l.received_at", "l.id"], after, Kind::Leftover);
    let sql = format!(
        "SELECT l.received_at, l.id FROM inbox_leftovers l INDEXED BY inbox_leftovers_by_time
         WHERE {} ORDER BY l.received_at DESC, l.id DESC LIMIT {}",
        parts.all(),
        PAGE + 1
    );
    parts.selected(sql)
}

/// From when on, and before when. Of the end of the days and the place of the page before the earlier
/// alone is asked for: of two ends an index is entered at one, and that may be the far one.
fn conditions(
    query: &HeardQuery,
    columns: [&str; 2],
    after: Option<Place>,
    kind: Kind,
) -> Conditions {
    let mut parts = Conditions::default();
    if let Some(from) = query.heard_from {
        parts.compared(&format!("{} >=", columns[0]), Value::Integer(from));
    }
    let until = query.heard_until.map(|until| (until, i64::MIN));
    let behind = after.map(|place| place.bound(kind));
    if let Some(end) = until.into_iter().chain(behind).min() {
        parts.before(columns, end);
    }
    parts
}

pub(super) const SIGHTING: &str = "
    SELECT o.id, o.order_id, o.source, o.event, w.uuid, r.order_number,
        EXISTS (SELECT 1 FROM sightings p WHERE p.observation_id = o.id
            AND (p.heard_at, p.id) < (s.heard_at, s.id))
    FROM sightings s
    CROSS JOIN observations o ON o.id = s.observation_id
    CROSS JOIN watches w ON w.id = o.order_id
    LEFT JOIN orders r ON r.id = o.order_id
    WHERE s.id = ?1";

pub(super) const LEFTOVER: &str = "SELECT event FROM inbox_leftovers WHERE id = ?1";

fn leftover(transaction: &Transaction<'_>, place: Place) -> Result<HeardEntry, StoreError> {
    let event = transaction
        .prepare_cached(LEFTOVER)?
        .query_row([place.id], |row| row.get(0))?;
    Ok(HeardEntry {
        id: place.id,
        order: None,
        source: ObservationSource::Event,
        event,
        heard_at: place.heard_at,
        is_repeated: false,
        changes: Vec::new(),
    })
}

/// What was heard of the orders of a page, each read once.
struct HeardOrders<'a> {
    transaction: &'a Transaction<'a>,
    orders: HashMap<i64, Vec<Observation>>,
}

impl HeardOrders<'_> {
    fn sighting(&mut self, place: Place) -> Result<HeardEntry, StoreError> {
        let mut statement = self.transaction.prepare_cached(SIGHTING)?;
        let mut rows = statement.query([place.id])?;
        let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let (observation_id, order_id): (i64, i64) = (row.get(0)?, row.get(1)?);
        let source: String = row.get(2)?;
        let number: Option<String> = row.get(5)?;
        let is_repeated: bool = row.get(6)?;
        Ok(HeardEntry {
            id: place.id,
            order: Some(OrderName {
                uuid: OrderUuid::from_bytes(row.get(4)?).to_string(),
                order_number: number.filter(|number| !number.is_empty()),
            }),
            source: ObservationSource::from(read_source(&source)?),
            event: row.get(3)?,
            heard_at: place.heard_at,
            is_repeated,
            changes: if is_repeated {
                Vec::new()
            } else {
                self.changes_by(order_id, observation_id)?
            },
        })
    }

    fn changes_by(
        &mut self,
        order_id: i64,
        observation_id: i64,
    ) -> Result<Vec<FieldChange>, StoreError> {
        let observations = match self.orders.entry(order_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(observations::load(self.transaction, order_id)?),
        };
        let changes = changes_by(observations, observation_id);
        Ok(changes.into_iter().map(FieldChange::from).collect())
    }
}

#[cfg(test)]
mod tests;
