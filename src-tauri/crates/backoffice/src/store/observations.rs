//! Appending what was heard, and folding the order anew.

use std::collections::HashMap;

use points_api::{ObservedOrder, OrderUuid};
use rusqlite::{OptionalExtension, Transaction, params};

use super::indexing::Pending;
use super::{StoreError, orders, settling, watches};
use crate::fold::{Observation, Projection, Sighting, Source, content_hash, event_hash};
use crate::schedule::DueClass;
use crate::settling::Settled;

/// Something heard about an order. Times are UTC milliseconds.
#[derive(Debug, Clone)]
pub struct Heard {
    /// The order it is about.
    pub uuid: OrderUuid,
    /// Who said it.
    pub source: Source,
    /// The event's name.
    pub event: Option<String>,
    /// The exact JSON text of the order.
    pub raw: String,
    /// When the request began, by this machine's clock; for an event, when it came.
    pub asked_at: i64,
    /// When the answer was there, by this machine's clock.
    pub heard_at: i64,
    /// Points' time when the request began, where the answer told.
    pub points_time: Option<i64>,
}

/// What hearing it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The order's row as it was believed before.
    pub before: Projection,
    /// As it is believed now.
    pub after: Projection,
    /// Whether the desk had ever heard of the order before.
    pub first: bool,
    /// What it proves about an action of the order that nobody knows the end of; none when there
    /// is no such action, or when the question was asked before that was sent.
    pub settled: Option<Settled>,
}

impl Recorded {
    /// Whether what is believed changed.
    pub fn changed(&self) -> bool {
        self.first || self.before != self.after
    }
}

/// Appends an observation, or another sighting of one, and folds the order.
pub(crate) fn record(transaction: &Transaction<'_>, heard: &Heard) -> Result<Recorded, StoreError> {
    let (recorded, pending) = append(transaction, heard)?;
    if let Some(pending) = pending {
        pending.write(transaction)?;
    }
    Ok(recorded)
}

/// The same, with the order's place in the search left to be written.
pub(super) fn append(
    transaction: &Transaction<'_>,
    heard: &Heard,
) -> Result<(Recorded, Option<Pending>), StoreError> {
    let made = watches::watch(
        transaction,
        heard.uuid,
        origin(heard.source),
        DueClass::First,
        heard.heard_at,
    )?;
    let (order_id, before) = if let Some(id) = made {
        (id, Vec::new())
    } else {
        let id = watches::id_of(transaction, heard.uuid)?;
        (id, load(transaction, id)?)
    };
    let json = parse(&heard.raw)?;
    let hash = match &heard.event {
        Some(event) => event_hash(event, &json),
        None => content_hash(&json),
    };
    let observation_id = find_or_append(transaction, order_id, heard, &hash)?;
    let sighting = Sighting {
        asked_at: heard.asked_at,
        heard_at: heard.heard_at,
        points_time: heard.points_time.filter(|_| heard.source.is_api()),
    };
    transaction
        .prepare_cached(
            "INSERT INTO sightings (observation_id, asked_at, heard_at, points_time)
             VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            observation_id,
            sighting.asked_at,
            sighting.heard_at,
            sighting.points_time
        ])?;
    if heard.source.is_api() {
        transaction
            .prepare_cached(
                "UPDATE watches SET checked_at = ?2, gone_since = NULL,
                     check_fails = 0, check_failure = NULL WHERE id = ?1",
            )?
            .execute(params![order_id, heard.heard_at])?;
    }
    let mut after = before.clone();
    match after.iter_mut().find(|known| known.id == observation_id) {
        Some(known) => known.sightings.push(sighting),
        None => after.push(Observation {
            id: observation_id,
            source: heard.source,
            event: heard.event.clone(),
            hash,
            order: read_order(&json)?,
            sightings: vec![sighting],
        }),
    }
    let (recorded, pending) = orders::refold(
        transaction,
        order_id,
        heard.uuid,
        made.is_none(),
        &before,
        &after,
        heard,
    )?;
    let recorded = Recorded {
        settled: settling::hold_against_open_action(
            transaction,
            order_id,
            &after,
            observation_id,
            heard,
        )?,
        ..recorded
    };
    Ok((recorded, pending))
}

fn origin(source: Source) -> &'static str {
    match source {
        Source::Event => "event",
        Source::Answer => "action",
        Source::Read => "read",
    }
}

fn find_or_append(
    transaction: &Transaction<'_>,
    order_id: i64,
    heard: &Heard,
    hash: &[u8; 32],
) -> Result<i64, StoreError> {
    let source = source_word(heard.source);
    let known = transaction
        .prepare_cached(
            "SELECT id FROM observations WHERE order_id = ?1 AND source = ?2 AND hash = ?3",
        )?
        .query_row(params![order_id, source, hash], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    transaction
        .prepare_cached(
            "INSERT INTO observations (order_id, source, event, hash) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![order_id, source, heard.event, hash])?;
    let id = transaction.last_insert_rowid();
    transaction
        .prepare_cached("INSERT INTO observation_texts (observation_id, body) VALUES (?1, ?2)")?
        .execute(params![id, heard.raw])?;
    Ok(id)
}

/// Everything heard about an order.
pub(crate) fn load(
    transaction: &Transaction<'_>,
    order_id: i64,
) -> Result<Vec<Observation>, StoreError> {
    let mut sightings: HashMap<i64, Vec<Sighting>> = HashMap::new();
    let mut statement = transaction.prepare_cached(
        "SELECT s.observation_id, s.asked_at, s.heard_at, s.points_time FROM sightings s
         JOIN observations o ON o.id = s.observation_id WHERE o.order_id = ?1 ORDER BY s.id",
    )?;
    let mut rows = statement.query([order_id])?;
    while let Some(row) = rows.next()? {
        let sighting = Sighting {
            asked_at: row.get(1)?,
            heard_at: row.get(2)?,
            points_time: row.get(3)?,
        };
        sightings.entry(row.get(0)?).or_default().push(sighting);
    }
    let mut statement = transaction.prepare_cached(
        "SELECT o.id, o.source, o.event, o.hash, t.body FROM observations o
         JOIN observation_texts t ON t.observation_id = o.id
         WHERE o.order_id = ?1 ORDER BY o.id",
    )?;
    let mut rows = statement.query([order_id])?;
    let mut observations = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        let source: String = row.get(1)?;
        let body: String = row.get(4)?;
        observations.push(Observation {
            id,
            source: read_source(&source)?,
            event: row.get(2)?,
            hash: row.get(3)?,
            order: read_order(&parse(&body)?)?,
            sightings: sightings.remove(&id).unwrap_or_default(),
        });
    }
    Ok(observations)
}

/// The exact text of an observation.
pub(crate) fn text(transaction: &Transaction<'_>, id: i64) -> Result<String, StoreError> {
    transaction
        .prepare_cached("SELECT body FROM observation_texts WHERE observation_id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .ok_or(StoreError::OrderUnknown)
}

fn parse(raw: &str) -> Result<serde_json::Value, StoreError> {
    serde_json::from_str(raw).map_err(|_| StoreError::Unreadable("observation"))
}

fn read_order(json: &serde_json::Value) -> Result<ObservedOrder, StoreError> {
    ObservedOrder::from_json(json).map_err(|_| StoreError::Unreadable("observation"))
}

fn source_word(source: Source) -> &'static str {
    match source {
        Source::Read => "read",
        Source::Answer => "answer",
        Source::Event => "event",
    }
}

pub(super) fn read_source(word: &str) -> Result<Source, StoreError> {
    match word {
        "read" => Ok(Source::Read),
        "answer" => Ok(Source::Answer),
        "event" => Ok(Source::Event),
        _ => Err(StoreError::Unreadable("source")),
    }
}
