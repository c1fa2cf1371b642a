//! Intents: rows that are on disk before anything is sent, and every state they went through.

use points_api::OrderUuid;
use rusqlite::{OptionalExtension, Row, Transaction, params};
use uuid::Uuid;

use super::{StoreError, watches};
use crate::view::ActionState;

/// What a person asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAction {
    /// Its identity, made by the caller (version 7).
    pub uuid: Uuid,
    /// The order.
    pub order: OrderUuid,
    /// The shipping status in the API's word.
    pub target: Option<String>,
    /// The Arabic label.
    pub name_ar: Option<String>,
    /// The English label.
    pub name_en: Option<String>,
    /// When, UTC milliseconds.
    pub asked_at: i64,
    /// Who it is, as they said of themselves.
    pub asked_by: Option<String>,
    /// The action that a person decided to send again.
    pub repeats: Option<i64>,
}

/// An action as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRecord {
    /// The row.
    pub id: i64,
    /// Its identity.
    pub uuid: Uuid,
    /// The order's row.
    pub order_id: i64,
    /// The order.
    pub order: OrderUuid,
    /// The shipping status in the API's word.
    pub target: Option<String>,
    /// The Arabic label.
    pub name_ar: Option<String>,
    /// The English label.
    pub name_en: Option<String>,
    /// The shipping status that the person saw, as word or `code:3`.
    pub seen_shipping: String,
    /// When, UTC milliseconds.
    pub asked_at: i64,
    /// Who it was, as they said of themselves.
    pub asked_by: Option<String>,
    /// Where it stands.
    pub state: ActionState,
    /// How many reads tried to settle it.
    pub settle_tries: u32,
    /// When the next one is due, UTC milliseconds.
    pub next_settle_at: Option<i64>,
}

/// A step to another state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateChange {
    /// The new state.
    pub state: ActionState,
    /// When, UTC milliseconds.
    pub at: i64,
    /// Why, as a code.
    pub reason: Option<String>,
    /// Points' own words.
    pub message: Option<String>,
    /// When a read shall try to settle it.
    pub next_settle_at: Option<i64>,
}

const COLUMNS: &str = "a.id, a.order_id, w.uuid, a.target, a.name_ar, a.name_en, a.seen_shipping,
    a.asked_at, a.state, a.settle_tries, a.next_settle_at, a.uuid, a.asked_by";

/// So many intents are written down in one transaction.
pub(crate) const WRITTEN_AT_ONCE: usize = 200;

/// What is true of an action that certainly never reached Points: it waits for a person and was
/// never unclear, for only what Points cannot have applied goes to a person straight away.
pub(super) const UNSENT: &str =
    "a.state = 'needs_person' AND NOT EXISTS (SELECT 1 FROM action_changes c
    WHERE c.action_id = a.id AND c.state = 'unknown')";

/// The order's row, unless another action of the order is not settled that may have been sent.
pub(crate) fn refuse_second(
    transaction: &Transaction<'_>,
    order: OrderUuid,
) -> Result<i64, StoreError> {
    let order_id = watches::id_of(transaction, order)?;
    let open: bool = transaction
        .prepare_cached(&format!(
            "SELECT EXISTS (SELECT 1 FROM actions a WHERE a.order_id = ?1
                 AND a.state IN ('queued', 'sending', 'unknown', 'needs_person')
                 AND NOT ({UNSENT}))"
        ))?
        .query_row([order_id], |row| row.get(0))?;
    if open {
        Err(StoreError::ActionPending)
    } else {
        Ok(order_id)
    }
}

/// Writes an intent down. Refused while another action of the order is not settled; one that was
/// never sent ends, for asking anew is the person's decision about it.
pub(crate) fn insert(transaction: &Transaction<'_>, action: &NewAction) -> Result<i64, StoreError> {
    let order_id = refuse_second(transaction, action.order)?;
    withdraw_unsent(transaction, order_id, action.asked_at)?;
    transaction
        .prepare_cached(
            "INSERT INTO actions (uuid, order_id, kind, target, name_ar, name_en, seen_shipping,
                 asked_at, state, repeats, asked_by)
             VALUES (?1, ?2, 'shipping', ?3, ?4, ?5,
                 (SELECT shipping_key FROM orders WHERE id = ?2), ?6, 'queued', ?7, ?8)",
        )?
        .execute(params![
            action.uuid.as_bytes(),
            order_id,
            action.target,
            action.name_ar,
            action.name_en,
            action.asked_at,
            action.repeats,
            action.asked_by,
        ])?;
    let id = transaction.last_insert_rowid();
    append_change(
        transaction,
        id,
        ActionState::Queued,
        action.asked_at,
        None,
        None,
    )?;
    Ok(id)
}

/// Ends the order's action that was never sent, if there is one.
fn withdraw_unsent(
    transaction: &Transaction<'_>,
    order_id: i64,
    now: i64,
) -> Result<(), StoreError> {
    let unsent: Option<i64> = transaction
        .prepare_cached(&format!(
            "SELECT a.id FROM actions a WHERE a.order_id = ?1 AND {UNSENT}"
        ))?
        .query_row([order_id], |row| row.get(0))
        .optional()?;
    let Some(id) = unsent else {
        return Ok(());
    };
    let ended = StateChange {
        state: ActionState::Withdrawn,
        at: now,
        reason: Some("asked_again".to_owned()),
        message: None,
        next_settle_at: None,
    };
    change(transaction, id, &[ActionState::NeedsPerson], &ended)
}

/// A person decides to ask once more for what an action asked for: that one ends, a new one
/// begins.
pub(crate) fn repeat(
    transaction: &Transaction<'_>,
    id: i64,
    uuid: Uuid,
    asked_by: Option<String>,
    now: i64,
) -> Result<i64, StoreError> {
    let record = load(transaction, id)?;
    let ended = StateChange {
        state: ActionState::Withdrawn,
        at: now,
        reason: Some("sent_again".to_owned()),
        message: None,
        next_settle_at: None,
    };
    change(transaction, id, PERSON_DECIDES, &ended)?;
    let action = NewAction {
        uuid,
        order: record.order,
        target: record.target,
        name_ar: record.name_ar,
        name_en: record.name_en,
        asked_at: now,
        asked_by,
        repeats: Some(id),
    };
    insert(transaction, &action)
}

/// The states in which a person may give an action up or ask for it once more.
pub(crate) const PERSON_DECIDES: &[ActionState] = &[
    ActionState::Queued,
    ActionState::Unknown,
    ActionState::NeedsPerson,
    ActionState::Refused,
];

/// Moves an action to another state, if it is in one of those it may come from.
pub(crate) fn change(
    transaction: &Transaction<'_>,
    id: i64,
    from: &[ActionState],
    to: &StateChange,
) -> Result<(), StoreError> {
    let record = load(transaction, id)?;
    if !from.contains(&record.state) {
        return Err(StoreError::ActionSettled);
    }
    transaction
        .prepare_cached("UPDATE actions SET state = ?2, next_settle_at = ?3 WHERE id = ?1")?
        .execute(params![id, state_word(to.state), to.next_settle_at])?;
    append_change(
        transaction,
        id,
        to.state,
        to.at,
        to.reason.as_deref(),
        to.message.as_deref(),
    )
}

/// Keeps what is about to be sent, in the transaction that says `sending`.
pub(crate) fn keep_request(
    transaction: &Transaction<'_>,
    id: i64,
    at: i64,
    path: &str,
    body: &str,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO action_requests (action_id, at, method, path, body)
             VALUES (?1, ?2, 'POST', ?3, ?4)",
        )?
        .execute(params![id, at, path, body])?;
    Ok(())
}

/// The states in which evidence still moves an action.
pub(crate) const OPEN_TO_EVIDENCE: &[ActionState] =
    &[ActionState::Unknown, ActionState::NeedsPerson];

/// The order's action that evidence may settle, and when it was sent; one that never was counts
/// from when it was asked for.
pub(super) fn open_to_evidence(
    transaction: &Transaction<'_>,
    order_id: i64,
) -> Result<Option<(ActionRecord, i64)>, StoreError> {
    Ok(transaction
        .prepare_cached(&format!(
            "SELECT {COLUMNS}, ifnull((SELECT max(c.at) FROM action_changes c
                 WHERE c.action_id = a.id AND c.state = 'sending'), a.asked_at)
             FROM actions a JOIN watches w ON w.id = a.order_id
             WHERE a.order_id = ?1 AND a.state IN ('unknown', 'needs_person')
             ORDER BY a.id DESC LIMIT 1"
        ))?
        .query_row([order_id], |row| Ok((read(row)?, row.get(13)?)))
        .optional()?)
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

/// A read could not settle it, or could not be made: the next one is due later.
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

/// One action.
pub(crate) fn load(transaction: &Transaction<'_>, id: i64) -> Result<ActionRecord, StoreError> {
    transaction
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM actions a JOIN watches w ON w.id = a.order_id WHERE a.id = ?1"
        ))?
        .query_row([id], read)
        .optional()?
        .ok_or(StoreError::ActionSettled)
}

/// The actions whose settling read is due.
pub(crate) fn due_to_settle(
    transaction: &Transaction<'_>,
    now: i64,
) -> Result<Vec<ActionRecord>, StoreError> {
    let mut statement = transaction.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM actions a JOIN watches w ON w.id = a.order_id
         WHERE a.state IN ('queued', 'sending', 'unknown', 'needs_person')
           AND a.next_settle_at <= ?1 AND a.state = 'unknown'
         ORDER BY a.next_settle_at, a.id LIMIT 100"
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
        "SELECT {COLUMNS} FROM actions a INDEXED BY actions_open
         JOIN watches w ON w.id = a.order_id
         WHERE a.state IN ('queued', 'sending', 'unknown', 'needs_person') ORDER BY a.id"
    ))?;
    let rows = statement.query_map([], read)?;
    let open: Vec<_> = rows.collect::<Result<_, _>>()?;
    Ok(open
        .into_iter()
        .filter(|action| states.contains(&action.state))
        .collect())
}

/// When the next settling read is due.
pub(crate) fn next_settling(transaction: &Transaction<'_>) -> Result<Option<i64>, StoreError> {
    Ok(transaction
        .prepare_cached(
            "SELECT min(next_settle_at) FROM actions
             WHERE state IN ('queued', 'sending', 'unknown', 'needs_person')",
        )?
        .query_row([], |row| row.get(0))?)
}

/// What a start finds: requests that may have left are unclear, intents that did not leave wait
/// for their person, and what is unclear is settled at once, whatever clock planned it.
pub(crate) fn recover(transaction: &Transaction<'_>, now: i64) -> Result<usize, StoreError> {
    transaction.execute(
        "UPDATE actions SET next_settle_at = ?1
         WHERE state IN ('queued', 'sending', 'unknown', 'needs_person')
           AND state = 'unknown' AND (next_settle_at IS NULL OR next_settle_at > ?1)",
        [now],
    )?;
    let found: Vec<(i64, String)> = {
        let mut statement = transaction.prepare(
            "SELECT id, state FROM actions
             WHERE state IN ('queued', 'sending', 'unknown', 'needs_person')
               AND state IN ('queued', 'sending')",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<Result<_, _>>()?
    };
    for (id, state) in &found {
        let (state, next_settle_at) = if state == "sending" {
            (ActionState::Unknown, Some(now))
        } else {
            (ActionState::NeedsPerson, None)
        };
        let change_to = StateChange {
            state,
            at: now,
            reason: Some("app_ended".to_owned()),
            message: None,
            next_settle_at,
        };
        change(
            transaction,
            *id,
            &[ActionState::Queued, ActionState::Sending],
            &change_to,
        )?;
    }
    Ok(found.len())
}

fn append_change(
    transaction: &Transaction<'_>,
    id: i64,
    state: ActionState,
    at: i64,
    reason: Option<&str>,
    message: Option<&str>,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO action_changes (action_id, state, at, reason, message)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![id, state_word(state), at, reason, message])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<ActionRecord> {
    let state: String = row.get(8)?;
    Ok(ActionRecord {
        id: row.get(0)?,
        order_id: row.get(1)?,
        order: OrderUuid::from_bytes(row.get(2)?),
        target: row.get(3)?,
        name_ar: row.get(4)?,
        name_en: row.get(5)?,
        seen_shipping: row.get(6)?,
        asked_at: row.get(7)?,
        state: read_state(&state).map_err(|_| rusqlite::Error::InvalidQuery)?,
        settle_tries: row.get(9)?,
        next_settle_at: row.get(10)?,
        uuid: Uuid::from_bytes(row.get(11)?),
        asked_by: row.get(12)?,
    })
}

const STATES: [(ActionState, &str); 9] = [
    (ActionState::Held, "held"),
    (ActionState::Superseded, "superseded"),
    (ActionState::Queued, "queued"),
    (ActionState::Sending, "sending"),
    (ActionState::Confirmed, "confirmed"),
    (ActionState::Refused, "refused"),
    (ActionState::Unknown, "unknown"),
    (ActionState::NeedsPerson, "needs_person"),
    (ActionState::Withdrawn, "withdrawn"),
];

pub(super) fn state_word(state: ActionState) -> &'static str {
    STATES
        .iter()
        .find(|(known, _)| *known == state)
        .map_or("unknown", |(_, word)| word)
}

pub(super) fn read_state(word: &str) -> Result<ActionState, StoreError> {
    STATES
        .iter()
        .find(|(_, known)| *known == word)
        .map(|(state, _)| *state)
        .ok_or(StoreError::Unreadable("action state"))
}
