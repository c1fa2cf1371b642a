//! What of the actions waits, and for what: the queue as the runner reads it.

use points_api::OrderUuid;
use rusqlite::{OptionalExtension, Transaction, params};

use super::actions::{ActionRecord, OPEN, StateChange, change, load, read, select};
use super::observations::{self, Heard};
use super::{Priority, ShippingCodes, Store, StoreError, shipping_codes};
use crate::actions::policy::Known;
use crate::actions::queue::{Lane, OpenAction};
use crate::fold::Observation;
use crate::view::{ActionKind, ActionState};

/// The longest pause between two reads that settle, and some more, milliseconds: a later time was
/// planned by a clock that was set back since.
const LONGEST_PLAN: i64 = 700_000;

/// The order as Points last answered about it.
#[derive(Debug)]
pub(crate) struct LastAnswer {
    observation: Observation,
    is_completed: bool,
    codes: ShippingCodes,
    asked_at: i64,
}

impl LastAnswer {
    /// As the policy needs it.
    pub(crate) fn known(&self) -> Known<'_> {
        Known::from_answer(
            &self.observation.order,
            self.is_completed,
            &self.codes,
            self.asked_at,
        )
    }

    /// When it was asked for, UTC milliseconds.
    pub(crate) fn asked_at(&self) -> i64 {
        self.asked_at
    }
}

impl Store {
    /// Everything that is not settled, oldest first, as the runner needs it.
    pub(crate) async fn open_queue(&self) -> Result<Vec<OpenAction>, StoreError> {
        self.read(open_queue).await
    }

    /// Lets what was held long enough wait for its turn.
    pub(crate) async fn release(&self, ids: Vec<i64>, now: i64) -> Result<(), StoreError> {
        self.write(Priority::Person, move |transaction| {
            for id in ids {
                let queued = StateChange {
                    reason: None,
                    ..StateChange::because(ActionState::Queued, now, "")
                };
                match change(transaction, id, &[ActionState::Held], &queued) {
                    // It was taken back in this moment.
                    Ok(()) | Err(StoreError::ActionSettled) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        })
        .await
    }

    /// What waits for the network, or after an error of Points, is tried at once; a pause that
    /// Points asked for is kept.
    pub(crate) async fn try_waiting_now(&self) -> Result<usize, StoreError> {
        self.write(Priority::Person, |transaction| {
            Ok(transaction
                .prepare_cached(
                    "UPDATE actions SET next_try_at = NULL, waits_since = NULL
                     WHERE state IN ('held', 'queued', 'sending', 'unknown', 'needs_person')
                       AND state = 'queued' AND next_try_at IS NOT NULL
                       AND NOT EXISTS (SELECT 1 FROM action_changes c
                           WHERE c.id = (SELECT max(id) FROM action_changes WHERE action_id = actions.id)
                             AND c.reason = 'throttled')",
                )?
                .execute([])?)
        })
        .await
    }

    /// Until when Points wanted to hear nothing, UTC milliseconds, as far as what waits for that
    /// tells. A wait that began later than now was chosen by a clock that was set back since.
    pub(crate) async fn pause_asked(&self, now: i64) -> Result<Option<i64>, StoreError> {
        self.read(move |moment| {
            Ok(moment
                .prepare_cached(&pause_statement())?
                .query_row([now], |row| row.get(0))?)
        })
        .await
    }

    /// The order as Points last answered about it; none where it did not since the last request
    /// about it left.
    pub(crate) async fn answer_since_sent(
        &self,
        order_id: i64,
        now: i64,
    ) -> Result<Option<LastAnswer>, StoreError> {
        self.read(move |moment| {
            let sent_at: Option<i64> = moment
                .prepare_cached(LAST_SENT)?
                .query_row([order_id], |row| row.get(0))?;
            let answer = last_answer(moment, order_id, now)?;
            Ok(answer.filter(|answer| sent_at.is_none_or(|sent_at| answer.asked_at >= sent_at)))
        })
        .await
    }

    /// The order as the answer that came last tells of it.
    pub(crate) async fn newest_answer(
        &self,
        order_id: i64,
    ) -> Result<Option<LastAnswer>, StoreError> {
        self.read(move |moment| {
            let newest: Option<(i64, i64)> = moment
                .prepare_cached(NEWEST_ANSWER)?
                .query_row([order_id], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            answer_of(moment, order_id, newest)
        })
        .await
    }

    /// An answer that says yes and does not show what was asked for: what it tells is kept, and the
    /// action is unclear.
    pub(crate) async fn keep_unclear_answer(
        &self,
        id: i64,
        heard: Heard,
        to: StateChange,
    ) -> Result<(), StoreError> {
        self.write(Priority::Person, move |transaction| {
            observations::record(transaction, &heard)?;
            change(transaction, id, &[ActionState::Sending], &to)
        })
        .await
    }

    /// An action stays queued until a time, for a reason.
    pub(crate) async fn wait(
        &self,
        id: i64,
        to: StateChange,
        next_try_at: Option<i64>,
    ) -> Result<(), StoreError> {
        self.write(Priority::Person, move |transaction| {
            super::actions::wait(transaction, id, &to, next_try_at)
        })
        .await
    }
}

/// All that is not settled, as the runner needs it.
pub(super) fn open_statement() -> String {
    format!(
        "SELECT id, order_id, order_number, kind, state, asked_at, held_until, next_try_at,
             waits_since, batch_id
         FROM actions INDEXED BY actions_open WHERE state IN ({OPEN}) ORDER BY id"
    )
}

/// Until when what waits for a pause of Points waits.
pub(super) fn pause_statement() -> String {
    format!(
        "SELECT max(a.next_try_at) FROM actions a INDEXED BY actions_open
         WHERE a.state IN ({OPEN}) AND a.state = 'queued' AND a.next_try_at IS NOT NULL
           AND a.waits_since <= ?1
           AND EXISTS (SELECT 1 FROM action_changes c
               WHERE c.id = (SELECT max(id) FROM action_changes WHERE action_id = a.id)
                 AND c.reason = 'throttled')"
    )
}

fn open_queue(transaction: &Transaction<'_>) -> Result<Vec<OpenAction>, StoreError> {
    let mut statement = transaction.prepare_cached(&open_statement())?;
    let mut rows = statement.query([])?;
    let mut open = Vec::new();
    while let Some(row) = rows.next()? {
        let (kind, state): (String, String) = (row.get(3)?, row.get(4)?);
        let lane = match row.get::<_, Option<i64>>(1)? {
            Some(order) => Lane::Order(order),
            None => Lane::Number(row.get::<_, Option<String>>(2)?.unwrap_or_default()),
        };
        open.push(OpenAction {
            id: row.get(0)?,
            lane,
            kind: super::actions::read_kind(&kind)?,
            state: super::actions::read_state(&state)?,
            asked_at: row.get(5)?,
            held_until: row.get(6)?,
            next_try_at: row.get(7)?,
            waits_since: row.get(8)?,
            in_batch: row.get::<_, Option<i64>>(9)?.is_some(),
        });
    }
    Ok(open)
}

/// The one that was asked for last, which need not be the one that came last: a slow read shows the
/// order from before an action that was answered meanwhile. What was asked for in the future was
/// asked before the clock was set back.
pub(super) const LAST_ANSWER: &str = "
    SELECT s.observation_id, s.asked_at FROM observations o
    JOIN sightings s ON s.observation_id = o.id
    WHERE o.order_id = ?1 AND o.source IN ('read', 'answer')
    ORDER BY s.asked_at > ?2, s.asked_at DESC, s.id DESC LIMIT 1";

pub(super) fn last_answer(
    transaction: &Transaction<'_>,
    order_id: i64,
    now: i64,
) -> Result<Option<LastAnswer>, StoreError> {
    let last: Option<(i64, i64)> = transaction
        .prepare_cached(LAST_ANSWER)?
        .query_row([order_id, now], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    answer_of(transaction, order_id, last)
}

pub(super) const NEWEST_ANSWER: &str = "
    SELECT s.observation_id, s.asked_at FROM observations o
    JOIN sightings s ON s.observation_id = o.id
    WHERE o.order_id = ?1 AND o.source IN ('read', 'answer')
    ORDER BY s.id DESC LIMIT 1";

pub(super) const LAST_SENT: &str = "
    SELECT max(sent_at) FROM actions INDEXED BY actions_of_order WHERE order_id = ?1";

/// The order as one observation of it tells, asked for at a time.
fn answer_of(
    transaction: &Transaction<'_>,
    order_id: i64,
    observation: Option<(i64, i64)>,
) -> Result<Option<LastAnswer>, StoreError> {
    let Some((id, asked_at)) = observation else {
        return Ok(None);
    };
    let mut heard = observations::load(transaction, order_id)?;
    let is_completed = is_completed(transaction, order_id, &heard)?;
    let Some(index) = heard.iter().position(|observation| observation.id == id) else {
        return Ok(None);
    };
    Ok(Some(LastAnswer {
        observation: heard.swap_remove(index),
        is_completed,
        codes: shipping_codes::load(transaction)?,
        asked_at,
    }))
}

/// Whether an order is known to be completed, which no read shows.
pub(super) fn is_completed(
    transaction: &Transaction<'_>,
    order_id: i64,
    heard: &[Observation],
) -> Result<bool, StoreError> {
    let by_event = heard
        .iter()
        .any(|observation| observation.event.as_deref() == Some("completed"));
    let by_action: bool = transaction
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM actions INDEXED BY actions_of_order
                 WHERE order_id = ?1 AND kind = 'complete' AND state = 'confirmed')",
        )?
        .query_row([order_id], |row| row.get(0))?;
    Ok(by_event || by_action)
}

/// The actions whose settling read is due.
pub(crate) fn due_to_settle(
    transaction: &Transaction<'_>,
    now: i64,
) -> Result<Vec<ActionRecord>, StoreError> {
    let mut statement = transaction.prepare_cached(&format!(
        "{} WHERE a.state IN ({OPEN}) AND a.state = 'unknown'
           AND (a.next_settle_at <= ?1 OR a.next_settle_at > ?1 + {LONGEST_PLAN})
         ORDER BY a.next_settle_at, a.id LIMIT 100",
        select()
    ))?;
    let rows = statement.query_map([now], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those in any of these states, which are all of actions that are not settled.
pub(crate) fn open_in(
    transaction: &Transaction<'_>,
    states: &[ActionState],
) -> Result<Vec<ActionRecord>, StoreError> {
    let mut statement = transaction.prepare_cached(&format!(
        "SELECT id FROM actions INDEXED BY actions_open WHERE state IN ({OPEN}) ORDER BY id"
    ))?;
    let ids: Vec<i64> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut open = Vec::new();
    for id in ids {
        let action = load(transaction, id)?;
        if states.contains(&action.state) {
            open.push(action);
        }
    }
    Ok(open)
}

/// When the next settling read is due.
pub(crate) fn next_settling(transaction: &Transaction<'_>) -> Result<Option<i64>, StoreError> {
    Ok(transaction
        .prepare_cached(&format!(
            "SELECT min(next_settle_at) FROM actions INDEXED BY actions_open
             WHERE state IN ({OPEN})"
        ))?
        .query_row([], |row| row.get(0))?)
}

/// What a start finds: requests that may have left are unclear, and what is unclear is settled at
/// once, whatever clock planned it. What waits goes on waiting.
pub(crate) fn recover(transaction: &Transaction<'_>, now: i64) -> Result<usize, StoreError> {
    transaction.execute(
        &format!(
            "UPDATE actions SET next_settle_at = ?1
             WHERE state IN ({OPEN}) AND state = 'unknown'
               AND (next_settle_at IS NULL OR next_settle_at > ?1)"
        ),
        [now],
    )?;
    let found: Vec<i64> = {
        let mut statement = transaction.prepare(&format!(
            "SELECT id FROM actions WHERE state IN ({OPEN}) AND state = 'sending'"
        ))?;
        let rows = statement.query_map([], |row| row.get(0))?;
        rows.collect::<Result<_, _>>()?
    };
    for id in &found {
        let unclear = StateChange {
            next_settle_at: Some(now),
            ..StateChange::because(ActionState::Unknown, now, "app_ended")
        };
        change(transaction, *id, &[ActionState::Sending], &unclear)?;
    }
    Ok(found.len())
}

/// A read that was to settle an action could not be made: the next one is due later.
pub(crate) fn postpone_settling(
    transaction: &Transaction<'_>,
    id: i64,
    tries: u32,
    next: Option<i64>,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "UPDATE actions SET settle_tries = ?2, next_settle_at = ?3
             WHERE id = ?1 AND state = 'unknown'",
        )?
        .execute(params![id, tries, next])?;
    Ok(())
}

/// A read could not settle it: so many have tried now, and the next one is due then, or it goes to
/// a person.
pub(crate) fn not_settled(
    transaction: &Transaction<'_>,
    id: i64,
    tries: u32,
    next: Option<i64>,
    to_person: &StateChange,
) -> Result<(), StoreError> {
    postpone_settling(transaction, id, tries, next)?;
    if next.is_some() {
        return Ok(());
    }
    change(transaction, id, &[ActionState::Unknown], to_person)
}

/// Whether an order stands behind the action.
pub(super) fn order_of(action: &ActionRecord) -> Option<(i64, OrderUuid)> {
    let is_purchase = matches!(action.kind, ActionKind::Earning | ActionKind::Checkout);
    action.order_id.zip(action.order).filter(|_| !is_purchase)
}
