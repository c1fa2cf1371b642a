//! The rows of `orders`: written from the fold, never from anything else.

use points_api::{FinancialStatus, OrderUuid, ShippingState};
use rusqlite::{Connection, Transaction, params};

use super::indexing::{Pending, index, indexed_at, unindex};
use super::{Heard, Recorded, StoreError, observations, shipping_codes, watches};
use crate::fold::{
    FOLD_VERSION, Field, Folded, Observation, Projection, Source, Version, changed_at, fold,
    shipping_state, versions,
};
use crate::schedule::{DueClass, Watched, due_class, next_check};

/// The row of an order of which only the uuid is known, without its place in the search.
pub(super) fn write_unread(
    transaction: &Transaction<'_>,
    id: i64,
    uuid: OrderUuid,
) -> Result<(), StoreError> {
    let projection = Projection::of(&uuid.to_string(), &fold(&[]));
    write(transaction, id, uuid, &projection)
}

/// Writes what changed of a row that stands, and says what did of its place in the search. Most of what
/// comes changes a status alone: the lines of the order stay as they are then.
fn rewrite(
    transaction: &Transaction<'_>,
    id: i64,
    uuid: OrderUuid,
    before: &Projection,
    after: &Projection,
) -> Result<Pending, StoreError> {
    let stood = indexed_at(transaction, id)?;
    write_row(transaction, id, uuid, after)?;
    if before.items != after.items {
        write_items(transaction, id, after)?;
    }
    Ok(Pending::Changed {
        id,
        stood,
        before: Box::new(before.clone()),
        after: Box::new(after.clone()),
    })
}

/// Folds an order after something was heard, and plans the next read. `stands` says whether the
/// order has a row already. Its place in the search is left to be written.
pub(super) fn refold(
    transaction: &Transaction<'_>,
    id: i64,
    uuid: OrderUuid,
    stands: bool,
    before: &[Observation],
    after: &[Observation],
    heard: &Heard,
) -> Result<(Recorded, Option<Pending>), StoreError> {
    let text = uuid.to_string();
    let folded = fold(after);
    let recorded = Recorded {
        before: Projection::of(&text, &fold(before)),
        after: Projection::of(&text, &folded),
        first: before.is_empty(),
        settled: None,
    };
    let pending = if !stands {
        write(transaction, id, uuid, &recorded.after)?;
        Some(Pending::New(id, Box::new(recorded.after.clone())))
    } else if recorded.changed() {
        let (before, after) = (&recorded.before, &recorded.after);
        Some(rewrite(transaction, id, uuid, before, after)?)
    } else {
        None
    };
    let wants_read = if heard.source.is_api() {
        overtaken(after, heard)
    } else {
        folded.rests_on_event() || is_unanswered(after, &folded, heard)
    };
    let asked_at = (heard.source == Source::Read).then_some(heard.asked_at);
    let occasion = Occasion {
        changed_at: changed_at(after, &folded),
        wants_read,
        asked_at,
        now: heard.heard_at,
    };
    plan(transaction, id, &recorded.after, &occasion)?;
    Ok((recorded, pending))
}

/// Whether an answer may be from before something that was heard from elsewhere: an event or a
/// changed order may stand behind a read that began earlier and seems later, and only another read
/// tells. What wins at present does not matter. What was heard long after the answer is no reason:
/// this machine's clock jumped, and asking again and again would not mend that.
fn overtaken(observations: &[Observation], heard: &Heard) -> bool {
    let doubtful = heard.asked_at..=heard.heard_at.saturating_add(KEPT_LATE);
    observations
        .iter()
        .filter(|observation| observation.source != heard.source)
        .flat_map(|observation| &observation.sightings)
        .any(|sighting| doubtful.contains(&sighting.heard_at))
}

/// Whether an event may know more than every answer: nobody asked Points since it came, and it does not
/// tell that it is older than the last answer. What wins at present does not matter: an undated event
/// never does, and one of the same second need not.
fn is_unanswered(observations: &[Observation], folded: &Folded<'_>, heard: &Heard) -> bool {
    let was_asked = observations
        .iter()
        .filter(|observation| observation.source.is_api())
        .flat_map(|observation| &observation.sightings)
        .any(|sighting| sighting.asked_at >= heard.heard_at);
    if was_asked {
        return false;
    }
    let dated: Vec<_> = observations.iter().zip(versions(observations)).collect();
    let last_answer = dated
        .iter()
        .filter(|(observation, _)| observation.source.is_api())
        .map(|(_, version)| *version)
        .max();
    let believed = folded.winner(Field::FinancialStatus);
    dated
        .iter()
        .filter(|(observation, _)| {
            observation.source == heard.source
                && observation.event == heard.event
                && observation.last_heard_at() == heard.heard_at
        })
        .any(|(event, version)| match (version, last_answer) {
            (Version::Undated, _) | (_, None) => true,
            (version, Some(last)) if *version == last => {
                believed.is_some_and(|money| money.value != Field::FinancialStatus.of(&event.order))
            }
            (version, Some(last)) => *version > last,
        })
}

/// Plans the next read of an order that Points was just asked about in vain.
pub(super) fn reschedule(
    transaction: &Transaction<'_>,
    id: i64,
    now: i64,
) -> Result<(), StoreError> {
    let observations = observations::load(transaction, id)?;
    let folded = fold(&observations);
    let projection = Projection::of("", &folded);
    let occasion = Occasion {
        changed_at: changed_at(&observations, &folded),
        wants_read: false,
        asked_at: Some(now),
        now,
    };
    plan(transaction, id, &projection, &occasion)
}

/// Marks all rows as made by an older fold, if they were.
pub(super) fn heed_fold_version(connection: &Connection) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE fold_progress SET version = ?1, through = 0 WHERE version <> ?1",
        [FOLD_VERSION],
    )?;
    Ok(())
}

/// Marks all rows as to be made anew.
pub(crate) fn begin_anew(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    transaction.execute("UPDATE fold_progress SET through = 0", [])?;
    Ok(())
}

/// So many orders are folded anew in one transaction.
const FOLDED_AT_ONCE: u32 = 50;

/// Folds the next orders that an older fold made; says how many, none when all are done. What
/// results is the same as before, unless the fold became another.
pub(crate) fn go_on_anew(transaction: &Transaction<'_>) -> Result<usize, StoreError> {
    let through: Option<i64> = transaction
        .prepare_cached("SELECT through FROM fold_progress")?
        .query_row([], |row| row.get(0))?;
    let Some(through) = through else {
        return Ok(0);
    };
    let mut next = transaction
        .prepare_cached("SELECT id, uuid FROM watches WHERE id > ?1 ORDER BY id LIMIT ?2")?;
    let orders: Vec<(i64, [u8; 16])> = next
        .query_map(params![through, FOLDED_AT_ONCE], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<Result<_, _>>()?;
    for (id, uuid) in &orders {
        let uuid = OrderUuid::from_bytes(*uuid);
        let observations = observations::load(transaction, *id)?;
        let projection = Projection::of(&uuid.to_string(), &fold(&observations));
        if let Some(rowid) = indexed_at(transaction, *id)? {
            unindex(transaction, rowid)?;
        }
        write(transaction, *id, uuid, &projection)?;
        index(transaction, *id, &projection)?;
    }
    transaction
        .prepare_cached("UPDATE fold_progress SET through = ?1")?
        .execute([orders.last().map(|(id, _)| *id)])?;
    Ok(orders.len())
}

/// An answer is kept at the latest so long after it was there, milliseconds.
const KEPT_LATE: i64 = 60_000;

/// Why the next read is planned. Times are UTC milliseconds.
struct Occasion {
    /// When the status was first heard as it is now, if it was ever heard otherwise.
    changed_at: Option<i64>,
    /// What was heard asks for a read.
    wants_read: bool,
    /// When the read began that this is the end of; none where it was no read.
    asked_at: Option<i64>,
    now: i64,
}

/// Plans the next read. Only a read puts the plan off, and none that began too early to meet it:
/// anything else may bring it forward alone.
fn plan(
    transaction: &Transaction<'_>,
    id: i64,
    projection: &Projection,
    occasion: &Occasion,
) -> Result<(), StoreError> {
    let planned = watches::planned(transaction, id)?;
    let (tracked_at, gone_since) = (planned.tracked_at, planned.gone_since);
    let now = occasion.now;
    let financial = (!projection.financial_status.is_empty())
        .then(|| FinancialStatus::from(projection.financial_status.as_str()));
    let shipping = match shipping_state(&projection.shipping_key) {
        Some(ShippingState::Word(word)) => Some(word),
        Some(ShippingState::Code(code)) => shipping_codes::word_of(transaction, code)?,
        None => None,
    };
    let opened_at = if projection.created_at > 0 {
        projection.created_at
    } else {
        tracked_at
    };
    let watched = Watched {
        financial: financial.as_ref(),
        shipping: shipping.as_ref(),
        opened_at,
        changed_at: projection
            .updated_at
            .max(opened_at)
            .max(occasion.changed_at.unwrap_or(opened_at)),
        gone_since,
        wants_read: planned.checked_at == 0 || occasion.wants_read,
        spread: id.unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15),
    };
    let by_schedule = (next_check(&watched, now), due_class(&watched, now));
    let unmet = planned.answer_read_at.filter(|wanted_at| {
        occasion
            .asked_at
            .is_none_or(|asked_at| asked_at < *wanted_at)
    });
    let wanted = (unmet, DueClass::First);
    let stands = match occasion.asked_at {
        Some(_) => (None, DueClass::Rest),
        None => (planned.next_check_at, planned.due_class),
    };
    let reads = || {
        [by_schedule, wanted, stands]
            .into_iter()
            .filter_map(|(at, class)| at.map(|at| (at, class)))
    };
    let next_check_at = reads().map(|(at, _)| at).min();
    // Of those that have come, the most urgent says whose turn it is.
    let come = next_check_at.unwrap_or(now).max(now);
    let class = reads()
        .filter(|(at, _)| *at <= come)
        .map(|(_, class)| class)
        .min()
        .unwrap_or(DueClass::Rest);
    watches::replan(transaction, id, next_check_at, class, unmet)
}

fn write(
    transaction: &Transaction<'_>,
    id: i64,
    uuid: OrderUuid,
    row: &Projection,
) -> Result<(), StoreError> {
    write_row(transaction, id, uuid, row)?;
    write_items(transaction, id, row)
}

fn write_row(
    transaction: &Transaction<'_>,
    id: i64,
    uuid: OrderUuid,
    row: &Projection,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO orders (id, uuid, order_number, reference_number, order_type,
                 financial_status, shipping_key, shipping_label, custom_label_ar, custom_label_en,
                 total_text, total_halalas, total_rank, total_points, points_rank,
                 settlement_status, created_at, updated_at, metadata, micropoints, codes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                 ?18, ?19, ?20, ?21)
             ON CONFLICT (id) DO UPDATE SET
                 order_number = excluded.order_number,
                 reference_number = excluded.reference_number,
                 order_type = excluded.order_type,
                 financial_status = excluded.financial_status,
                 shipping_key = excluded.shipping_key,
                 shipping_label = excluded.shipping_label,
                 custom_label_ar = excluded.custom_label_ar,
                 custom_label_en = excluded.custom_label_en,
                 total_text = excluded.total_text,
                 total_halalas = excluded.total_halalas,
                 total_rank = excluded.total_rank,
                 total_points = excluded.total_points,
                 points_rank = excluded.points_rank,
                 settlement_status = excluded.settlement_status,
                 created_at = excluded.created_at,
                 updated_at = excluded.updated_at,
                 metadata = excluded.metadata,
                 micropoints = excluded.micropoints,
                 codes = excluded.codes",
        )?
        .execute(params![
            id,
            uuid.as_bytes(),
            row.order_number,
            row.reference_number,
            row.order_type,
            row.financial_status,
            row.shipping_key,
            row.shipping_label,
            row.custom_label_ar,
            row.custom_label_en,
            row.total_text,
            row.total_halalas,
            row.total_rank,
            row.total_points,
            row.points_rank,
            row.settlement_status,
            row.created_at,
            row.updated_at,
            row.metadata,
            row.micropoints,
            row.codes,
        ])?;
    Ok(())
}

fn write_items(transaction: &Transaction<'_>, id: i64, row: &Projection) -> Result<(), StoreError> {
    transaction
        .prepare_cached("DELETE FROM order_items WHERE order_id = ?1")?
        .execute([id])?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO order_items (order_id, position, name, price_text, price_halalas, quantity)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (item, position) in row.items.iter().zip(0_i64..) {
        insert.execute(params![
            id,
            position,
            item.name,
            item.price_text,
            item.price_halalas,
            item.quantity
        ])?;
    }
    Ok(())
}
