//! Holding what was just heard against the actions that nobody knows the end of.
//!
//! Whoever asked (a person, the sweep, an event, or the queue itself), the proof counts, and is
//! written down in the transaction that keeps what was heard.

use points_api::OrderUuid;
use rusqlite::{Transaction, params};

use super::actions::{
    ActionRecord, OPEN_TO_EVIDENCE, StateChange, change, keep_made, load, read, select,
};
use super::queue::{is_completed, last_answer, not_settled, order_of};
use super::{Heard, Priority, Store, StoreError, observations, shipping_codes};
use crate::actions::policy::{self, Event, Known, after_event, after_reading};
use crate::fold::{Field, Observation, Sighting, fold};
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
    let sighting = Sighting {
        asked_at: heard.asked_at,
        heard_at: heard.heard_at,
        points_time: heard.points_time,
    };
    let mut proved = false;
    for action in open_to_evidence(transaction, order_id)? {
        let known = (order_id, observations);
        if proves(transaction, &action, known, observation, &sighting)? {
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

/// Whether an observation of an order, of which all are `known`, proves an action at one sighting.
fn proves(
    transaction: &Transaction<'_>,
    action: &ActionRecord,
    (order_id, known): (i64, &[Observation]),
    observation: &Observation,
    sighting: &Sighting,
) -> Result<bool, StoreError> {
    // Heard before the request left: it speaks of what was.
    let since = since(action);
    if sighting.asked_at < since && since <= sighting.heard_at {
        return Ok(false);
    }
    let intent = action.intent();
    if !observation.source.is_api() {
        // An event may be late. It speaks of a value only where nothing that is known is newer.
        let is_newest = fold(known)
            .winner(Field::Shipping)
            .is_some_and(|winner| winner.observation.id == observation.id);
        let event = Event {
            name: observation.event.as_deref().unwrap_or_default(),
            order: &observation.order,
            is_newest,
            order_is_new: false,
        };
        return Ok(after_event(&intent, &event));
    }
    let codes = shipping_codes::load(transaction)?;
    let completed = is_completed(transaction, order_id, known)?;
    let answer = Known::from_answer(&observation.order, completed, &codes, sighting.asked_at);
    let settled = after_reading(&intent, &action.history(), Some(&answer), sighting.heard_at);
    Ok(settled == policy::Settled::Confirmed)
}

/// From when on what is heard may speak of the action. One that never left counts from when it was
/// asked.
fn since(action: &ActionRecord) -> i64 {
    action.sent_at.unwrap_or(action.asked_at)
}

/// An action has become unclear: what was heard of it while its request was on the way is held
/// against it now, for Points does not say it again.
pub(super) fn look_back(
    transaction: &Transaction<'_>,
    id: i64,
    now: i64,
) -> Result<(), StoreError> {
    let action = load(transaction, id)?;
    let since = since(&action);
    let orders = match order_of(&action) {
        Some((order_id, uuid)) => vec![(order_id, uuid, None)],
        None => orders_since(transaction, &action)?,
    };
    for (order_id, uuid, tracked_at) in orders {
        let known = observations::load(transaction, order_id)?;
        for observation in &known {
            let later = observation.sightings.iter();
            for sighting in later.filter(|sighting| sighting.heard_at >= since) {
                let is_proved = match tracked_at {
                    None => {
                        let known = (order_id, known.as_slice());
                        proves(transaction, &action, known, observation, sighting)?
                    }
                    Some(tracked_at) => is_made(&action, observation, tracked_at),
                };
                if !is_proved {
                    continue;
                }
                if tracked_at.is_some() {
                    made_order(transaction, id, order_id, uuid)?;
                }
                return change(transaction, id, OPEN_TO_EVIDENCE, &shown(now));
            }
        }
    }
    Ok(())
}

pub(super) const ORDERS_SINCE: &str = "
    SELECT o.id, o.uuid, w.tracked_at FROM orders o INDEXED BY orders_by_number
    JOIN watches w ON w.id = o.id
    WHERE o.order_number IN (?1, '#' || ?1) AND w.tracked_at >= ?2 ORDER BY o.id";

/// The orders of a purchase's number that the desk knows since it was asked, and since when.
fn orders_since(
    transaction: &Transaction<'_>,
    action: &ActionRecord,
) -> Result<Vec<(i64, OrderUuid, Option<i64>)>, StoreError> {
    let number = action.order_number.as_deref().unwrap_or_default();
    let mut statement = transaction.prepare_cached(ORDERS_SINCE)?;
    let rows = statement.query_map(params![number, action.asked_at], |row| {
        let uuid = OrderUuid::from_bytes(row.get(1)?);
        Ok((row.get(0)?, uuid, Some(row.get(2)?)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
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
        if is_made(&action, observation, tracked_at) {
            made_order(transaction, id, order_id, heard.uuid)?;
            change(transaction, id, OPEN_TO_EVIDENCE, &shown(heard.heard_at))?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether an order that the desk knows since `tracked_at` is what a purchase made.
fn is_made(action: &ActionRecord, observation: &Observation, tracked_at: i64) -> bool {
    let event = Event {
        name: observation.event.as_deref().unwrap_or_default(),
        order: &observation.order,
        is_newest: true,
        order_is_new: tracked_at >= action.asked_at && !is_older(observation, action),
    };
    after_event(&action.intent(), &event)
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;
    use crate::fold::Source;
    use crate::store::{Departing, NewIntent};
    use crate::view::ActionKind;
    use uuid::Uuid;

    const ORDER: Uuid = Uuid::from_u128(0x11);
    const MADE: Uuid = Uuid::from_u128(0x22);

    /// What Points said of an order, by an event or where it was asked.
    fn heard(uuid: Uuid, event: Option<&str>, at: i64, fields: &str) -> Heard {
        Heard {
            uuid: OrderUuid::from_bytes(uuid.into_bytes()),
            source: if event.is_some() {
                Source::Event
            } else {
                Source::Read
            },
            event: event.map(ToOwned::to_owned),
            raw: format!(r#"{{"uuid":"{uuid}","order_number":"1042",{fields}}}"#),
            asked_at: at,
            heard_at: at,
            points_time: None,
        }
    }

    /// Asked at 100, sent at 110; something is heard; at 30,000 nobody has answered.
    async fn unclear_after(store: &Store, intent: NewIntent, heard: Heard) -> ActionRecord {
        let id = store.insert_actions(vec![intent]).await.unwrap()[0];
        let request = Departing {
            path: "orders".to_owned(),
            body: String::new(),
            before: None,
        };
        store.depart(id, 110, request).await.unwrap();
        store.record(Priority::Person, heard).await.unwrap();
        let unclear = StateChange::because(ActionState::Unknown, 30_000, "timed_out");
        store
            .change_action(id, &[ActionState::Sending], unclear)
            .await
            .unwrap();
        store.action_record(id).await.unwrap()
    }

    fn store() -> (Store, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("orders.db")).unwrap();
        (store, folder)
    }

    #[tokio::test]
    async fn a_refund_whose_event_came_before_its_answer_was_given_up_is_confirmed() {
        for (mark, at, wanted) in [
            ("7F3K2", 1_000, ActionState::Confirmed),
            ("9AC3D", 1_000, ActionState::Unknown),
            ("7F3K2", 50, ActionState::Unknown),
        ] {
            let (store, _folder) = store();
            let paid = r#""order_status":"captured","total_price":100"#;
            store
                .record(Priority::Person, heard(ORDER, None, 10, paid))
                .await
                .unwrap();
            let refund = NewIntent {
                order: Some(OrderUuid::from_bytes(ORDER.into_bytes())),
                amount_halalas: Some(2_500),
                mark: Some("7F3K2".to_owned()),
                ..NewIntent::new(Uuid::now_v7(), ActionKind::Refund, 100)
            };
            let told = format!(r#""reason":"damaged [ref {mark}]""#);
            let told = heard(ORDER, Some("refunded"), at, &told);
            let action = unclear_after(&store, refund, told).await;
            assert_eq!(action.state, wanted, "{mark} at {at}");
        }
    }

    #[tokio::test]
    async fn a_purchase_whose_order_came_before_its_answer_was_given_up_is_confirmed() {
        for (total, wanted) in [(120, ActionState::Confirmed), (121, ActionState::Unknown)] {
            let (store, _folder) = store();
            let purchase = NewIntent {
                order_number: Some("1042".to_owned()),
                amount_halalas: Some(12_000),
                purchase: Some("{}".to_owned()),
                ..NewIntent::new(Uuid::now_v7(), ActionKind::Earning, 100)
            };
            let told = format!(r#""order_status":"captured","total_price":{total}"#);
            let action = unclear_after(&store, purchase, heard(MADE, None, 1_000, &told)).await;
            assert_eq!(action.state, wanted);
            let is_made = action.order.map(|order| order.to_string());
            assert_eq!(is_made.is_some(), wanted == ActionState::Confirmed);
        }
    }
}
