//! Holding what was just heard against the actions that nobody knows the end of.
//!
//! Whoever asked (a person, the sweep, an event, or the queue itself), the proof counts, and is
//! written down in the transaction that keeps what was heard.

use points_api::OrderUuid;
use rusqlite::Transaction;

use super::actions::{
    ActionRecord, OPEN_TO_EVIDENCE, StateChange, change, keep_made, load, read, select,
};
use super::queue::{is_completed, last_answer, not_settled, order_of};
use super::{Heard, Priority, Store, StoreError, shipping_codes};
use crate::actions::policy::{self, Event, Known, after_event, after_reading};
use crate::fold::{Field, Observation, fold};
use crate::settling::Settled;
use crate::view::{ActionState, Made};

/// What was heard, `this` of all `observations`, proves about the open actions of the order, and of
/// a purchase of its number: [`Settled::Applied`] where it confirmed one.
pub(super) fn hold_against_open_action(
    transaction: &Transaction<'_>,
    order_id: i64,
    observations: &[Observation],
    this: i64,
    heard: &Heard,
) -> Result<Option<Settled>, StoreError> {
    let Some(observation) = observations.iter().find(|known| known.id == this) else {
        return Ok(None);
    };
    let mut proved = false;
    for action in open_to_evidence(transaction, order_id)? {
        if proves(
            transaction,
            &action,
            order_id,
            observations,
            observation,
            heard,
        )? {
            let confirmed = shown(heard.heard_at);
            change(transaction, action.id, OPEN_TO_EVIDENCE, &confirmed)?;
            proved = true;
        }
    }
    proved |= purchase(transaction, order_id, observation, heard)?;
    Ok(proved.then_some(Settled::Applied))
}

fn shown(at: i64) -> StateChange {
    StateChange::because(ActionState::Confirmed, at, "read_shows_it")
}

fn open_to_evidence(
    transaction: &Transaction<'_>,
    order_id: i64,
) -> Result<Vec<ActionRecord>, StoreError> {
    let mut statement = transaction.prepare_cached(&format!(
        "{} WHERE a.order_id = ?1 AND a.state IN ('unknown', 'needs_person') ORDER BY a.id",
        select()
    ))?;
    let rows = statement.query_map([order_id], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn proves(
    transaction: &Transaction<'_>,
    action: &ActionRecord,
    order_id: i64,
    observations: &[Observation],
    observation: &Observation,
    heard: &Heard,
) -> Result<bool, StoreError> {
    // Heard before the request left: it speaks of what was. One that never left counts from when it
    // was asked.
    let since = action.sent_at.unwrap_or(action.asked_at);
    if heard.asked_at < since && since <= heard.heard_at {
        return Ok(false);
    }
    let intent = action.intent();
    if !heard.source.is_api() {
        // An event may be late. It speaks of a value only where nothing that is known is newer.
        let is_newest = fold(observations)
            .winner(Field::Shipping)
            .is_some_and(|winner| winner.observation.id == observation.id);
        let event = Event {
            name: heard.event.as_deref().unwrap_or_default(),
            order: &observation.order,
            is_newest,
            order_is_new: false,
        };
        return Ok(after_event(&intent, &event));
    }
    let codes = shipping_codes::load(transaction)?;
    let completed = is_completed(transaction, order_id, observations)?;
    let known = Known::from_answer(&observation.order, completed, &codes, heard.asked_at);
    let settled = after_reading(&intent, &action.history(), Some(&known), heard.heard_at);
    Ok(settled == policy::Settled::Confirmed)
}

/// So far apart the clocks of Points and of this machine may be, milliseconds, and the purchase is
/// still told by itself. Beyond that its person is asked.
const CLOCKS_APART: i64 = 600_000;

pub(super) const PURCHASES: &str = "
    SELECT id FROM actions INDEXED BY actions_open_purchases
    WHERE order_id IS NULL AND state IN ('unknown', 'needs_person') AND order_number = ?1
    ORDER BY id";

/// An order that nobody knew, with the number and the total of a purchase that is open, is what that
/// purchase made.
fn purchase(
    transaction: &Transaction<'_>,
    order_id: i64,
    observation: &Observation,
    heard: &Heard,
) -> Result<bool, StoreError> {
    let Some(number) = observation.order.order_number.value() else {
        return Ok(false);
    };
    let ids: Vec<i64> = {
        let mut statement = transaction.prepare_cached(PURCHASES)?;
        let bare = number.trim().trim_start_matches('#');
        let rows = statement.query_map([bare], |row| row.get(0))?;
        rows.collect::<Result<_, _>>()?
    };
    if ids.is_empty() {
        return Ok(false);
    }
    let tracked_at: i64 = transaction
        .prepare_cached("SELECT tracked_at FROM watches WHERE id = ?1")?
        .query_row([order_id], |row| row.get(0))?;
    for id in ids {
        let action = load(transaction, id)?;
        let event = Event {
            name: heard.event.as_deref().unwrap_or_default(),
            order: &observation.order,
            is_newest: true,
            order_is_new: tracked_at >= action.asked_at && !is_older(observation, &action),
        };
        if after_event(&action.intent(), &event) {
            made_order(transaction, id, order_id, heard.uuid)?;
            change(transaction, id, OPEN_TO_EVIDENCE, &shown(heard.heard_at))?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether Points made the order before the purchase was asked for: found only now, it is another one
/// of the same number.
fn is_older(observation: &Observation, action: &ActionRecord) -> bool {
    let made_at = observation.order.created_at.value();
    made_at.is_some_and(|at| at.timestamp_millis() + CLOCKS_APART < action.asked_at)
}

/// Keeps which order a purchase made.
pub(super) fn made_order(
    transaction: &Transaction<'_>,
    id: i64,
    order_id: i64,
    uuid: OrderUuid,
) -> Result<(), StoreError> {
    let made = Made::Order {
        uuid: uuid.to_string(),
    };
    keep_made(transaction, id, &made, Some(order_id))
}

impl Store {
    /// A planned read was made, or its time came and nothing can be read: decides what follows.
    pub(crate) async fn settle_as_planned(&self, id: i64, now: i64) -> Result<(), StoreError> {
        self.write(Priority::Person, move |transaction| {
            let action = load(transaction, id)?;
            // What was heard has settled it, and is written down.
            if action.state != ActionState::Unknown {
                return Ok(());
            }
            let history = action.history().looked_for();
            let answer = match order_of(&action) {
                Some((order_id, _)) => last_answer(transaction, order_id, now)?,
                None => None,
            };
            let known = answer.as_ref().map(super::queue::LastAnswer::known);
            let settled = after_reading(&action.intent(), &history, known.as_ref(), now);
            let unknown = &[ActionState::Unknown];
            match settled {
                policy::Settled::Confirmed => change(transaction, id, unknown, &shown(now)),
                policy::Settled::SendAgain => {
                    let again =
                        StateChange::because(ActionState::Queued, now, "read_shows_old_status");
                    change(transaction, id, unknown, &again)
                }
                policy::Settled::ReadAgain { at } => {
                    let to_person = shown(now);
                    not_settled(transaction, id, history.reads, Some(at), &to_person)
                }
                policy::Settled::Person(reason) => {
                    let to = StateChange::because(ActionState::NeedsPerson, now, reason.code());
                    not_settled(transaction, id, history.reads, None, &to)
                }
            }
        })
        .await
    }
}
