//! Actions as they stand on disk, and every state they went through. How one begins is in `asking`,
//! what is next in `queue`, what settles one in `settling`.

use points_api::{FinancialStatus, OrderUuid};
use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::{StoreError, checkouts, settling};
use crate::actions::policy::{History, Intent, state_after};
use crate::view::{ActionKind, ActionState, Made, SeenOrder};

/// An action as stored. Times are UTC milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRecord {
    /// The row.
    pub id: i64,
    /// Its identity.
    pub uuid: Uuid,
    /// The order's row; none for a purchase whose order Points has not named.
    pub order_id: Option<i64>,
    /// The order.
    pub order: Option<OrderUuid>,
    /// What it asks for.
    pub kind: ActionKind,
    /// The shop's number.
    pub order_number: Option<String>,
    /// The shipping status in the API's word.
    pub target: Option<String>,
    /// The Arabic label.
    pub name_ar: Option<String>,
    /// The English label.
    pub name_en: Option<String>,
    /// A refund in part: how much, halalas; none: all of it. A purchase: its total.
    pub amount_halalas: Option<i64>,
    /// Why, as the person wrote it.
    pub given_reason: Option<String>,
    /// How a completed order was paid.
    pub payment_method: Option<String>,
    /// The mark at the end of a refund's reason.
    pub mark: Option<String>,
    /// What was entered of a purchase, as JSON.
    pub purchase: Option<String>,
    /// The order as the person saw it; none for a purchase.
    pub seen: Option<SeenOrder>,
    /// The order as an earlier action of its lane left it.
    pub led_to: Option<SeenOrder>,
    /// The order as it was read before the last request.
    pub before: Option<SeenOrder>,
    /// When it was asked.
    pub asked_at: i64,
    /// Who it was, as they said of themselves.
    pub asked_by: Option<String>,
    /// The batch it belongs to.
    pub batch_id: Option<i64>,
    /// Where it stands.
    pub state: ActionState,
    /// Until when it is held back.
    pub held_until: Option<i64>,
    /// When it is tried next.
    pub next_try_at: Option<i64>,
    /// How many requests of it have left.
    pub tries: u32,
    /// Tries in a row that certainly changed nothing.
    pub in_vain: u32,
    /// When its last request left.
    pub sent_at: Option<i64>,
    /// How many of its requests ended so that nobody knew what came of them.
    pub unclear: u32,
    /// When the last of them did.
    pub unclear_since: Option<i64>,
    /// How many planned reads tried to settle it since.
    pub settle_tries: u32,
    /// When the next one is due.
    pub next_settle_at: Option<i64>,
    /// What it made.
    pub made: Option<Made>,
}

impl ActionRecord {
    /// As the policy needs it.
    pub(crate) fn intent(&self) -> Intent {
        Intent {
            kind: self.kind,
            target: self.target.clone(),
            labels: [self.name_ar.clone(), self.name_en.clone()],
            amount_halalas: self.amount_halalas,
            mark: self.mark.clone(),
            order_number: self.order_number.clone(),
            seen: self.seen.clone(),
            led_to: self.led_to.clone(),
        }
    }

    /// As the policy needs it.
    pub(crate) fn history(&self) -> History {
        History {
            sent_at: self.sent_at,
            before: self.before.clone(),
            unclear: self.unclear,
            unclear_since: self.unclear_since,
            reads: self.settle_tries,
            in_vain: self.in_vain,
        }
    }
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

impl StateChange {
    /// A step for a reason that is no failure.
    pub(crate) fn because(state: ActionState, at: i64, reason: &str) -> Self {
        Self {
            state,
            at,
            reason: Some(reason.to_owned()),
            message: None,
            next_settle_at: None,
        }
    }
}

const COLUMNS: &str = "a.id, a.uuid, a.order_id, w.uuid, a.kind,
    ifnull(a.order_number, (SELECT nullif(o.order_number, '') FROM orders o WHERE o.id = a.order_id)),
    a.target, a.name_ar, a.name_en, a.amount_halalas, a.given_reason, a.payment_method, a.mark,
    a.purchase, a.seen_financial, a.seen_shipping, a.seen_total, a.led_to, a.before, a.asked_at,
    a.asked_by, a.batch_id, a.state, a.held_until, a.next_try_at, a.tries, a.in_vain, a.sent_at,
    a.unclear, a.unclear_since, a.settle_tries, a.next_settle_at, a.made";

/// The start of every statement that reads [`ActionRecord`]s.
pub(super) fn select() -> String {
    format!("SELECT {COLUMNS} FROM actions a LEFT JOIN watches w ON w.id = a.order_id")
}

/// The states of what is not settled, as the indexes of open actions have them.
pub(super) const OPEN: &str = "'held', 'queued', 'sending', 'unknown', 'needs_person'";

/// What is true of an action that certainly never reached Points and waits for its person.
pub(super) const UNSENT: &str = "a.state = 'needs_person' AND a.unclear = 0";

/// The states in which a person may give an action up or ask for it once more.
pub(crate) const PERSON_DECIDES: &[ActionState] = &[
    ActionState::Held,
    ActionState::Queued,
    ActionState::Unknown,
    ActionState::NeedsPerson,
    ActionState::Refused,
];

/// The states in which evidence still moves an action.
pub(crate) const OPEN_TO_EVIDENCE: &[ActionState] =
    &[ActionState::Unknown, ActionState::NeedsPerson];

/// Moves an action to another state, if it is in one of those it may come from, and counts what
/// that says about its tries.
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
        .prepare_cached(
            "UPDATE actions SET state = ?2, next_settle_at = ?3, next_try_at = NULL,
                 waits_since = NULL,
                 tries = tries + (?2 = 'sending'),
                 sent_at = iif(?2 = 'sending', ?4, sent_at),
                 unclear = unclear + (?2 = 'unknown'),
                 unclear_since = iif(?2 = 'unknown', ?4, unclear_since),
                 settle_tries = iif(?2 = 'unknown', 0, settle_tries),
                 in_vain = iif(?2 = 'unknown', 0, in_vain)
             WHERE id = ?1",
        )?
        .execute(params![id, state_word(to.state), to.next_settle_at, to.at])?;
    if to.state == ActionState::Confirmed {
        if let Some(order_id) = record.order_id {
            tell_the_lane(transaction, &record, order_id)?;
        }
        if matches!(record.kind, ActionKind::Earning | ActionKind::Checkout) {
            checkouts::expect(transaction, &record, to.at)?;
        }
    }
    append_change(
        transaction,
        id,
        to.state,
        to.at,
        to.reason.as_deref(),
        to.message.as_deref(),
    )?;
    if to.state == ActionState::Unknown {
        settling::look_back(transaction, id, to.at)?;
    }
    Ok(())
}

/// What the desk did itself surprises nobody: those of the lane that still wait know what it led to.
/// Only of what it moved: what others did meanwhile may still surprise.
fn tell_the_lane(
    transaction: &Transaction<'_>,
    action: &ActionRecord,
    order_id: i64,
) -> Result<(), StoreError> {
    let Some(now) = order_as_seen(transaction, order_id)? else {
        return Ok(());
    };
    let moved = match action.kind {
        ActionKind::Shipping => serde_json::json!({ "shipping": now.shipping }),
        kind => {
            let shown = now.financial.as_deref().map(FinancialStatus::from);
            // A person, or an event, may have told of it before it was read.
            let after = state_after(kind, action.amount_halalas.is_some(), shown);
            serde_json::json!({ "financial": after })
        }
    };
    transaction
        .prepare_cached(
            "UPDATE actions SET led_to = json_patch(coalesce(led_to, '{}'), ?3)
             WHERE order_id = ?2 AND id > ?1 AND state IN ('held', 'queued')",
        )?
        .execute(params![action.id, order_id, moved.to_string()])?;
    Ok(())
}

/// So long ago, milliseconds, the desk may have moved an order that a page has not drawn anew yet.
const NOT_DRAWN_YET: i64 = 60_000;

/// What the desk itself led to in the last minute, as [`tell_the_lane`] tells those that wait: it
/// surprises nobody who asks while the page still draws the order as it was. None: nothing.
pub(super) fn own_doing(
    transaction: &Transaction<'_>,
    order_id: i64,
    now: i64,
) -> Result<Option<serde_json::Value>, StoreError> {
    let mut statement = transaction.prepare_cached(OWN_DOING)?;
    let mut rows = statement.query([order_id, now.saturating_sub(NOT_DRAWN_YET)])?;
    let mut own = serde_json::Map::new();
    while let Some(row) = rows.next()? {
        let kind = read_kind(&row.get::<_, String>(0)?)?;
        let (facet, led_to) = match kind {
            ActionKind::Shipping => ("shipping", row.get::<_, Option<String>>(1)?),
            kind => {
                let after = state_after(kind, row.get(2)?, None);
                ("financial", after.map(|state| state.to_string()))
            }
        };
        if let Some(led_to) = led_to {
            own.insert(facet.to_owned(), led_to.into());
        }
    }
    Ok((!own.is_empty()).then_some(own.into()))
}

pub(super) const OWN_DOING: &str = "
    SELECT a.kind, a.target, a.amount_halalas IS NOT NULL
    FROM actions a INDEXED BY actions_of_order
    WHERE a.order_id = ?1 AND a.state = 'confirmed'
      AND (SELECT max(at) FROM action_changes WHERE action_id = a.id) >= ?2
    ORDER BY a.id";

/// What matters of an order as its row says it now.
pub(super) fn order_as_seen(
    transaction: &Transaction<'_>,
    order_id: i64,
) -> Result<Option<SeenOrder>, StoreError> {
    Ok(transaction
        .prepare_cached(
            "SELECT financial_status, shipping_key, total_halalas FROM orders WHERE id = ?1",
        )?
        .query_row([order_id], |row| {
            Ok(SeenOrder {
                financial: filled(row.get(0)?),
                shipping: filled(row.get(1)?),
                total_halalas: row.get(2)?,
            })
        })
        .optional()?)
}

/// An action that stays queued is tried again at a time; the reason is kept where it is news.
pub(crate) fn wait(
    transaction: &Transaction<'_>,
    id: i64,
    to: &StateChange,
    next_try_at: Option<i64>,
) -> Result<(), StoreError> {
    let record = load(transaction, id)?;
    // What Points turned away had left; what the network did not take had not.
    let was_turned_away = matches!(
        to.reason.as_deref(),
        Some("throttled" | "key_refused" | "refusal_unproved")
    );
    let never_left = record.state == ActionState::Sending && !was_turned_away;
    match record.state {
        ActionState::Sending => change(transaction, id, &[ActionState::Sending], to)?,
        ActionState::Queued => {
            let told: Option<Option<String>> = transaction
                .prepare_cached(
                    "SELECT reason FROM action_changes WHERE action_id = ?1 ORDER BY id DESC LIMIT 1",
                )?
                .query_row([id], |row| row.get(0))
                .optional()?;
            if told.flatten() != to.reason {
                change(transaction, id, &[ActionState::Queued], to)?;
            }
        }
        _ => return Err(StoreError::ActionSettled),
    }
    transaction
        .prepare_cached(
            "UPDATE actions SET next_try_at = ?2, waits_since = ?3,
                 in_vain = in_vain + (?2 IS NOT NULL), tries = tries - ?4,
                 sent_at = iif(tries = ?4, NULL, sent_at) WHERE id = ?1",
        )?
        .execute(params![id, next_try_at, to.at, never_left])?;
    if never_left {
        // It is no part of what left this computer.
        transaction
            .prepare_cached(
                "DELETE FROM action_requests
                 WHERE id = (SELECT max(id) FROM action_requests WHERE action_id = ?1)",
            )?
            .execute([id])?;
    }
    Ok(())
}

/// A request as it is about to leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Departing {
    /// Below the base URL, without any key.
    pub path: String,
    /// The JSON text; empty where there is none.
    pub body: String,
    /// The order as it was just read.
    pub before: Option<SeenOrder>,
}

/// Keeps what is about to be sent, in the transaction that says `sending`.
pub(crate) fn keep_request(
    transaction: &Transaction<'_>,
    id: i64,
    at: i64,
    request: &Departing,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO action_requests (action_id, at, method, path, body)
             VALUES (?1, ?2, 'POST', ?3, ?4)",
        )?
        .execute(params![id, at, request.path, request.body])?;
    let before = request.before.as_ref().map(json).transpose()?;
    transaction
        .prepare_cached("UPDATE actions SET before = ?2 WHERE id = ?1")?
        .execute(params![id, before])?;
    Ok(())
}

/// Keeps what an action made, and the order's row where it made one.
pub(crate) fn keep_made(
    transaction: &Transaction<'_>,
    id: i64,
    made: &Made,
    order_id: Option<i64>,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "UPDATE actions SET made = ?2, order_id = ifnull(order_id, ?3) WHERE id = ?1",
        )?
        .execute(params![id, json(made)?, order_id])?;
    Ok(())
}

/// One action.
pub(crate) fn load(transaction: &Transaction<'_>, id: i64) -> Result<ActionRecord, StoreError> {
    transaction
        .prepare_cached(&format!("{} WHERE a.id = ?1", select()))?
        .query_row([id], read)
        .optional()?
        .ok_or(StoreError::ActionSettled)
}

/// The action of this token, if it was written down.
pub(crate) fn of_token(
    transaction: &Transaction<'_>,
    token: Uuid,
) -> Result<Option<i64>, StoreError> {
    Ok(transaction
        .prepare_cached("SELECT id FROM actions WHERE uuid = ?1")?
        .query_row([token.as_bytes()], |row| row.get(0))
        .optional()?)
}

pub(super) fn append_change(
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

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<ActionRecord> {
    let (kind, state): (String, String) = (row.get(4)?, row.get(22)?);
    let order_id: Option<i64> = row.get(2)?;
    let kind = read_kind(&kind).map_err(|_| rusqlite::Error::InvalidQuery)?;
    Ok(ActionRecord {
        id: row.get(0)?,
        uuid: Uuid::from_bytes(row.get(1)?),
        order_id,
        order: row.get::<_, Option<_>>(3)?.map(OrderUuid::from_bytes),
        kind,
        order_number: row.get(5)?,
        target: row.get(6)?,
        name_ar: row.get(7)?,
        name_en: row.get(8)?,
        amount_halalas: row.get(9)?,
        given_reason: row.get(10)?,
        payment_method: row.get(11)?,
        mark: row.get(12)?,
        purchase: row.get(13)?,
        seen: match kind {
            ActionKind::Earning | ActionKind::Checkout => None,
            _ => Some(SeenOrder {
                financial: filled(row.get(14)?),
                shipping: filled(row.get(15)?),
                total_halalas: row.get(16)?,
            }),
        },
        led_to: from_json(row, 17)?,
        before: from_json(row, 18)?,
        asked_at: row.get(19)?,
        asked_by: row.get(20)?,
        batch_id: row.get(21)?,
        state: read_state(&state).map_err(|_| rusqlite::Error::InvalidQuery)?,
        held_until: row.get(23)?,
        next_try_at: row.get(24)?,
        tries: row.get(25)?,
        in_vain: row.get(26)?,
        sent_at: row.get(27)?,
        unclear: row.get(28)?,
        unclear_since: row.get(29)?,
        settle_tries: row.get(30)?,
        next_settle_at: row.get(31)?,
        made: from_json(row, 32)?,
    })
}

fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

pub(super) fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::Unreadable("action"))
}

fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    row.get::<_, Option<String>>(column)?
        .map(|text| serde_json::from_str(&text))
        .transpose()
        .map_err(|_| rusqlite::Error::InvalidQuery)
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

const KINDS: [(ActionKind, &str); 8] = [
    (ActionKind::Shipping, "shipping"),
    (ActionKind::Authorize, "authorize"),
    (ActionKind::Capture, "capture"),
    (ActionKind::Complete, "complete"),
    (ActionKind::Cancel, "cancel"),
    (ActionKind::Refund, "refund"),
    (ActionKind::Earning, "earning"),
    (ActionKind::Checkout, "checkout"),
];

pub(super) fn kind_word(kind: ActionKind) -> &'static str {
    KINDS
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or("shipping", |(_, word)| word)
}

pub(super) fn read_kind(word: &str) -> Result<ActionKind, StoreError> {
    KINDS
        .iter()
        .find(|(_, known)| *known == word)
        .map(|(kind, _)| *kind)
        .ok_or(StoreError::Unreadable("action kind"))
}
