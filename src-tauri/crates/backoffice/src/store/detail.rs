//! One order in full, and how each value is known.

use points_api::OrderUuid;
use rusqlite::{Transaction, params};

use super::list::RowContext;
use super::{StoreError, action_views, cases, checkouts, list, notes, observations, watches};
use crate::fold::{
    Change, Field, Folded, Observation, Source, Value, Version, fold, replay, versions,
};
use crate::metadata;
use crate::money::MoneyFacts;
use crate::view::{
    ActionView, FieldChange, FieldEvidence, FieldView, ItemView, MetadataEntry, NoteView,
    ObservationSource, ObservationView, OrderDetail, OrderRow, Provenance, Settings, TimelineEntry,
};

/// One row of the list.
pub(crate) fn row(
    transaction: &Transaction<'_>,
    uuid: OrderUuid,
    settings: &Settings,
    now: i64,
) -> Result<OrderRow, StoreError> {
    let id = watches::id_of(transaction, uuid)?;
    let context = RowContext::load(transaction, settings, now)?;
    list::row(transaction, id, &context)
}

/// What decides about an order's money, and its total in halalas where that is known exactly.
pub(crate) fn money(
    transaction: &Transaction<'_>,
    uuid: OrderUuid,
    settings: &Settings,
    now: i64,
) -> Result<(MoneyFacts, Option<i64>), StoreError> {
    let row = row(transaction, uuid, settings, now)?;
    let id = watches::id_of(transaction, uuid)?;
    let heard = observations::load(transaction, id)?;
    let actions = action_views::of_order(transaction, id)?;
    let facts = MoneyFacts::of(&row, &fold(&heard), &actions, &heard);
    Ok((facts, row.total_halalas))
}

/// The order in full.
pub(crate) fn order(
    transaction: &Transaction<'_>,
    uuid: OrderUuid,
    settings: &Settings,
    now: i64,
) -> Result<OrderDetail, StoreError> {
    let row = row(transaction, uuid, settings, now)?;
    let id = watches::id_of(transaction, uuid)?;
    let heard = observations::load(transaction, id)?;
    let folded = fold(&heard);
    let notes = notes::of_order(transaction, id)?;
    let (tracked_at, next_check_at, failure): (i64, Option<i64>, Option<String>) = transaction
        .prepare_cached(
            "SELECT tracked_at, next_check_at, check_failure FROM watches WHERE id = ?1",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let actions = action_views::of_order(transaction, id)?;
    Ok(OrderDetail {
        fields: Field::ALL
            .into_iter()
            .map(|field| field_view(field, &folded, &heard))
            .collect(),
        items: items(transaction, id)?,
        metadata: metadata(&folded),
        money: MoneyFacts::of(&row, &folded, &actions, &heard).offers(),
        row,
        timeline: timeline(&heard, actions, &notes),
        notes,
        shop: checkouts::of_order(transaction, id)?,
        cases: cases::of_order(transaction, id, settings, now)?,
        tracked_at,
        next_check_at,
        check_failure: failure.and_then(|text| serde_json::from_str(&text).ok()),
    })
}

fn field_view(field: Field, folded: &Folded<'_>, heard: &[Observation]) -> FieldView {
    let winner = folded.winner(field);
    FieldView {
        field,
        kind: field.kind(),
        value: folded.value(field).map(Value::to_text),
        provenance: winner.map(|winner| Provenance {
            observation_id: winner.observation.id,
            source: winner.observation.source.into(),
            event: winner.observation.event.clone(),
            heard_at: winner.observation.last_heard_at(),
            disagreeing: heard
                .iter()
                .map(|observation| field.of(&observation.order))
                .filter(|said| said.is_carried() && *said != winner.value)
                .count()
                .try_into()
                .unwrap_or(u32::MAX),
        }),
    }
}

/// Every observation that carries a field, the winner first, then the latest heard.
pub(crate) fn evidence(
    transaction: &Transaction<'_>,
    uuid: OrderUuid,
    field: &str,
) -> Result<Vec<FieldEvidence>, StoreError> {
    let field = Field::named(field).ok_or(StoreError::Unreadable("field name"))?;
    let heard = observations::load(transaction, watches::id_of(transaction, uuid)?)?;
    let folded = fold(&heard);
    let winner = folded.winner(field).map(|winner| winner.observation.id);
    let mut evidence: Vec<_> = heard
        .iter()
        .zip(versions(&heard))
        .filter_map(|(observation, version)| {
            let said = field.of(&observation.order);
            said.is_carried().then(|| FieldEvidence {
                observation_id: observation.id,
                source: observation.source.into(),
                event: observation.event.clone(),
                first_heard_at: observation.first_heard_at(),
                last_heard_at: observation.last_heard_at(),
                sightings: observation.sightings.len().try_into().unwrap_or(u32::MAX),
                version: match version {
                    Version::At(time) => Some(time),
                    Version::Undated => None,
                },
                kind: field.kind(),
                value: said.value().map(Value::to_text),
                wins: winner == Some(observation.id),
            })
        })
        .collect();
    evidence.sort_by_key(|entry| (!entry.wins, std::cmp::Reverse(entry.last_heard_at)));
    Ok(evidence)
}

/// The product lines of an order.
pub(super) fn items(transaction: &Transaction<'_>, id: i64) -> Result<Vec<ItemView>, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT name, price_text, price_halalas, quantity FROM order_items
         WHERE order_id = ?1 ORDER BY position",
    )?;
    let rows = statement.query_map(params![id], |row| {
        Ok(ItemView {
            name: row.get(0)?,
            price_text: row.get(1)?,
            price_halalas: row.get(2)?,
            quantity: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn metadata(folded: &Folded<'_>) -> Vec<MetadataEntry> {
    match folded.value(Field::Metadata) {
        Some(Value::Metadata(entries)) => metadata::flat(entries),
        _ => Vec::new(),
    }
}

fn timeline(
    heard: &[Observation],
    actions: Vec<ActionView>,
    notes: &[NoteView],
) -> Vec<TimelineEntry> {
    let mut entries: Vec<_> = heard_views(heard)
        .into_iter()
        .map(|observation| TimelineEntry {
            at: observation.first_heard_at,
            observation: Some(observation),
            action: None,
            note: None,
        })
        .collect();
    entries.extend(actions.into_iter().map(|action| TimelineEntry {
        at: action.asked_at,
        observation: None,
        action: Some(action),
        note: None,
    }));
    entries.extend(notes.iter().map(|note| TimelineEntry {
        at: note.written_at,
        observation: None,
        action: None,
        note: Some(note.clone()),
    }));
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    entries
}

/// What was heard of an order, newest first.
pub(super) fn heard_views(heard: &[Observation]) -> Vec<ObservationView> {
    let mut views: Vec<_> = replay(heard)
        .into_iter()
        .filter_map(|hearing| {
            let observation = heard.get(hearing.observation)?;
            Some(ObservationView {
                id: observation.id,
                source: observation.source.into(),
                event: observation.event.clone(),
                first_heard_at: hearing.first_heard_at,
                last_heard_at: hearing.last_heard_at,
                sightings: hearing.sightings,
                changes: hearing.changes.into_iter().map(FieldChange::from).collect(),
                unreadable: observation
                    .order
                    .unreadable
                    .iter()
                    .map(|name| (*name).to_owned())
                    .collect(),
            })
        })
        .collect();
    views.sort_by_key(|view| std::cmp::Reverse(view.first_heard_at));
    views
}

impl From<Change> for FieldChange {
    fn from(change: Change) -> Self {
        Self {
            field: change.field,
            kind: change.field.kind(),
            before: change.before,
            after: change.after,
        }
    }
}

impl From<Source> for ObservationSource {
    fn from(source: Source) -> Self {
        match source {
            Source::Read => Self::Read,
            Source::Answer => Self::Answer,
            Source::Event => Self::Event,
        }
    }
}
