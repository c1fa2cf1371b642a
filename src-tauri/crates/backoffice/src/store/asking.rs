//! How an action begins: written down before anything is sent, folded into what waits already.

use points_api::OrderUuid;
use rusqlite::{OptionalExtension, Transaction, params};
use uuid::Uuid;

use super::actions::{
    ActionRecord, OPEN, PERSON_DECIDES, StateChange, UNSENT, append_change, change, kind_word,
    load, of_token, order_as_seen, own_doing, read, select, state_word,
};
use super::{StoreError, watches};
use crate::view::{ActionKind, ActionState, SeenOrder};

/// What a person asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewIntent {
    /// Its identity: the same is the same action, however often it is asked.
    pub uuid: Uuid,
    /// What it asks for.
    pub kind: ActionKind,
    /// The order; none for a purchase.
    pub order: Option<OrderUuid>,
    /// The order as the person saw it; none: as it is on disk.
    pub seen: Option<SeenOrder>,
    /// The shop's number of a purchase.
    pub order_number: Option<String>,
    /// The shipping status in the API's word.
    pub target: Option<String>,
    /// The Arabic label.
    pub name_ar: Option<String>,
    /// The English label.
    pub name_en: Option<String>,
    /// A refund in part: how much, halalas. A purchase: its total.
    pub amount_halalas: Option<i64>,
    /// Why, as the person wrote it.
    pub given_reason: Option<String>,
    /// How a completed order was paid.
    pub payment_method: Option<String>,
    /// The mark at the end of a refund's reason.
    pub mark: Option<String>,
    /// What was entered of a purchase, as JSON.
    pub purchase: Option<String>,
    /// When, UTC milliseconds.
    pub asked_at: i64,
    /// Who it is, as they said of themselves.
    pub asked_by: Option<String>,
    /// The action that a person decided to send again.
    pub repeats: Option<i64>,
    /// Until when it is held back, UTC milliseconds.
    pub held_until: Option<i64>,
    /// Whether statuses of the order that wait give way to it.
    pub folds: bool,
    /// The batch it belongs to.
    pub batch_id: Option<i64>,
}

impl NewIntent {
    /// An intent of this kind that asks for nothing yet.
    pub fn new(uuid: Uuid, kind: ActionKind, asked_at: i64) -> Self {
        Self {
            uuid,
            kind,
            order: None,
            seen: None,
            order_number: None,
            target: None,
            name_ar: None,
            name_en: None,
            amount_halalas: None,
            given_reason: None,
            payment_method: None,
            mark: None,
            purchase: None,
            asked_at,
            asked_by: None,
            repeats: None,
            held_until: None,
            folds: false,
            batch_id: None,
        }
    }
}

/// So many intents are written down in one transaction.
pub(crate) const WRITTEN_AT_ONCE: usize = 200;

/// The kinds that are about an order's money, and the only ones that hinder each other.
const MONEY: &str = "'authorize', 'capture', 'complete', 'cancel', 'refund'";

/// The order's row, unless another action hinders this: a status that may be on its way, or that
/// waits for a person, hinders another one; what moves money hinders what moves money, but two
/// refunds may both be meant.
pub(crate) fn refuse_second(
    transaction: &Transaction<'_>,
    order: OrderUuid,
    kind: ActionKind,
) -> Result<i64, StoreError> {
    let order_id = watches::id_of(transaction, order)?;
    let hinders = match kind {
        ActionKind::Shipping => format!(
            "a.kind = 'shipping' AND a.state IN ('unknown', 'needs_person') AND NOT ({UNSENT})"
        ),
        ActionKind::Refund => format!("a.kind IN ({MONEY}) AND a.kind <> 'refund'"),
        _ => format!("a.kind IN ({MONEY})"),
    };
    let hindered: bool = transaction
        .prepare_cached(&format!(
            "SELECT EXISTS (SELECT 1 FROM actions a INDEXED BY actions_open_of_order
                 WHERE a.order_id = ?1 AND a.state IN ({OPEN}) AND {hinders})"
        ))?
        .query_row([order_id], |row| row.get(0))?;
    if hindered {
        Err(StoreError::ActionPending)
    } else {
        Ok(order_id)
    }
}

/// Writes an intent down, or finds it written down already. Refused as [`refuse_second`] says. A
/// status that waits for its person and was never sent ends, for asking anew is the person's
/// decision about it; those that wait to be sent give way where the intent folds.
pub(crate) fn insert(transaction: &Transaction<'_>, intent: &NewIntent) -> Result<i64, StoreError> {
    if let Some(known) = of_token(transaction, intent.uuid)? {
        return Ok(known);
    }
    let order_id = intent
        .order
        .map(|order| refuse_second(transaction, order, intent.kind))
        .transpose()?;
    let is_shipping = intent.kind == ActionKind::Shipping;
    if let Some(order_id) = order_id.filter(|_| is_shipping) {
        withdraw_unsent(transaction, order_id, intent.asked_at)?;
    }
    let id = write(transaction, intent, order_id)?;
    if is_shipping && intent.folds {
        give_way(transaction, id, intent.asked_at)?;
    }
    Ok(id)
}

fn write(
    transaction: &Transaction<'_>,
    intent: &NewIntent,
    order_id: Option<i64>,
) -> Result<i64, StoreError> {
    let (seen, led_to) = match (order_id, &intent.seen) {
        (Some(order_id), Some(drawn)) => {
            let own = own_doing(transaction, order_id, intent.asked_at)?;
            (Some(drawn.clone()), own)
        }
        (Some(order_id), None) => (order_as_seen(transaction, order_id)?, None),
        (None, _) => (None, None),
    };
    let seen = seen.unwrap_or_default();
    let state = match intent.held_until {
        Some(_) => ActionState::Held,
        None => ActionState::Queued,
    };
    transaction
        .prepare_cached(
            "INSERT INTO actions (uuid, order_id, kind, order_number, target, name_ar, name_en,
                 amount_halalas, given_reason, payment_method, mark, purchase, seen_financial,
                 seen_shipping, seen_total, led_to, asked_at, asked_by, batch_id, repeats, held_until,
                 state)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                 ?18, ?19, ?20, ?21, ?22)",
        )?
        .execute(params![
            intent.uuid.as_bytes(),
            order_id,
            kind_word(intent.kind),
            intent.order_number,
            intent.target,
            intent.name_ar,
            intent.name_en,
            intent.amount_halalas,
            intent.given_reason,
            intent.payment_method,
            intent.mark,
            intent.purchase,
            seen.financial.unwrap_or_default(),
            seen.shipping.unwrap_or_default(),
            seen.total_halalas,
            led_to.map(|own| own.to_string()),
            intent.asked_at,
            intent.asked_by,
            intent.batch_id,
            intent.repeats,
            intent.held_until,
            state_word(state),
        ])?;
    let id = transaction.last_insert_rowid();
    append_change(transaction, id, state, intent.asked_at, None, None)?;
    Ok(id)
}

/// Ends the order's status that waits for its person and was never sent, if there is one.
fn withdraw_unsent(
    transaction: &Transaction<'_>,
    order_id: i64,
    now: i64,
) -> Result<(), StoreError> {
    let unsent: Option<i64> = transaction
        .prepare_cached(&format!(
            "SELECT a.id FROM actions a WHERE a.order_id = ?1 AND a.kind = 'shipping' AND {UNSENT}"
        ))?
        .query_row([order_id], |row| row.get(0))
        .optional()?;
    let Some(id) = unsent else {
        return Ok(());
    };
    let ended = StateChange::because(ActionState::Withdrawn, now, "asked_again");
    change(transaction, id, &[ActionState::NeedsPerson], &ended)
}

/// The statuses just before it in its lane that wait and never may have been applied, the nearest
/// first; none where it waits no longer itself. A label alone takes no status' place, and nothing
/// gives way across an action of another kind.
pub(super) fn statuses_before(
    transaction: &Transaction<'_>,
    id: i64,
) -> Result<Vec<i64>, StoreError> {
    let waits = |action: &ActionRecord| {
        action.kind == ActionKind::Shipping
            && action.target.is_some()
            && action.unclear == 0
            && matches!(action.state, ActionState::Held | ActionState::Queued)
    };
    let last = load(transaction, id)?;
    let Some(order_id) = last.order_id.filter(|_| waits(&last)) else {
        return Ok(Vec::new());
    };
    let mut statement = transaction.prepare_cached(&format!(
        "{} WHERE a.order_id = ?1 AND a.id < ?2 AND a.state IN ({OPEN}) ORDER BY a.id DESC",
        select()
    ))?;
    let lane = statement
        .query_map([order_id, id], read)?
        .collect::<Result<Vec<_>, _>>()?;
    let before = lane.iter().take_while(|action| waits(action));
    Ok(before.map(|action| action.id).collect())
}

/// The [`statuses_before`] it give way to it.
pub(super) fn give_way(transaction: &Transaction<'_>, id: i64, now: i64) -> Result<(), StoreError> {
    for earlier in statuses_before(transaction, id)? {
        give_way_to(transaction, earlier, id, now)?;
    }
    Ok(())
}

fn give_way_to(
    transaction: &Transaction<'_>,
    id: i64,
    later: i64,
    now: i64,
) -> Result<(), StoreError> {
    let to = StateChange {
        reason: None,
        ..StateChange::because(ActionState::Superseded, now, "")
    };
    let from = &[ActionState::Held, ActionState::Queued];
    change(transaction, id, from, &to)?;
    transaction
        .prepare_cached("UPDATE actions SET superseded_by = ?2 WHERE id = ?1")?
        .execute([id, later])?;
    Ok(())
}

/// Takes an action back that was not sent, and puts those it had taken the place of where they
/// were: what was asked before it was never taken back. Says whether it could be.
pub(crate) fn take_back(
    transaction: &Transaction<'_>,
    id: i64,
    why: &str,
    now: i64,
) -> Result<bool, StoreError> {
    let record = load(transaction, id)?;
    let waits = matches!(record.state, ActionState::Held | ActionState::Queued);
    if !waits || record.unclear > 0 {
        return Ok(false);
    }
    let from = &[ActionState::Held, ActionState::Queued];
    change(
        transaction,
        id,
        from,
        &StateChange::because(ActionState::Withdrawn, now, why),
    )?;
    for earlier in gave_way_to(transaction, id)? {
        // Its own time to be undone may not be over.
        let held_until = load(transaction, earlier)?.held_until;
        let state = if held_until.is_some_and(|until| until > now) {
            ActionState::Held
        } else {
            ActionState::Queued
        };
        let back = StateChange::because(state, now, "undone");
        change(transaction, earlier, &[ActionState::Superseded], &back)?;
    }
    Ok(true)
}

/// Takes an action back that gave way to a later one: should that be taken back too, those before
/// this one stand again, and this one does not.
pub(super) fn take_out(
    transaction: &Transaction<'_>,
    id: i64,
    why: &str,
    now: i64,
) -> Result<(), StoreError> {
    change(
        transaction,
        id,
        &[ActionState::Superseded],
        &StateChange::because(ActionState::Withdrawn, now, why),
    )?;
    transaction
        .prepare_cached(
            "UPDATE actions SET superseded_by = (SELECT superseded_by FROM actions WHERE id = ?1)
             WHERE superseded_by = ?1 AND state = 'superseded'",
        )?
        .execute([id])?;
    Ok(())
}

fn gave_way_to(transaction: &Transaction<'_>, id: i64) -> Result<Vec<i64>, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT id FROM actions WHERE superseded_by = ?1 AND state = 'superseded' ORDER BY id",
    )?;
    let rows = statement.query_map([id], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A person gives an action up. One that was not sent is taken back.
pub(crate) fn give_up(transaction: &Transaction<'_>, id: i64, now: i64) -> Result<(), StoreError> {
    const WHY: &str = "given_up";
    if take_back(transaction, id, WHY, now)? {
        return Ok(());
    }
    let ended = StateChange::because(ActionState::Withdrawn, now, WHY);
    change(transaction, id, PERSON_DECIDES, &ended)
}

/// A person decides to ask once more for what an action asked for: that one ends, a new one
/// begins.
pub(crate) fn repeat(
    transaction: &Transaction<'_>,
    id: i64,
    uuid: Uuid,
    mark: Option<String>,
    asked_by: Option<String>,
    now: i64,
) -> Result<i64, StoreError> {
    let record = load(transaction, id)?;
    let ended = StateChange::because(ActionState::Withdrawn, now, "sent_again");
    change(transaction, id, PERSON_DECIDES, &ended)?;
    let intent = NewIntent {
        order: record.order,
        order_number: record.order_number.filter(|_| record.purchase.is_some()),
        target: record.target,
        name_ar: record.name_ar,
        name_en: record.name_en,
        amount_halalas: record.amount_halalas,
        given_reason: record.given_reason,
        payment_method: record.payment_method,
        // One mark, one request that may have been applied.
        mark: record.mark.and(mark),
        purchase: record.purchase,
        asked_by,
        repeats: Some(id),
        ..NewIntent::new(uuid, record.kind, now)
    };
    let again = insert(transaction, &intent)?;
    // What the desk did itself since it was asked first surprises it no more than before.
    transaction
        .prepare_cached(
            "UPDATE actions SET led_to = (SELECT led_to FROM actions WHERE id = ?1) WHERE id = ?2",
        )?
        .execute([id, again])?;
    if let Some(later) = status_behind(transaction, id, again)? {
        give_way_to(transaction, again, later, now)?;
    }
    Ok(again)
}

/// The nearest status behind an action in its lane that waits. Sent again behind it, an earlier
/// status would take the parcel back.
fn status_behind(
    transaction: &Transaction<'_>,
    id: i64,
    again: i64,
) -> Result<Option<i64>, StoreError> {
    let record = load(transaction, again)?;
    if record.kind != ActionKind::Shipping || record.target.is_none() {
        return Ok(None);
    }
    Ok(transaction
        .prepare_cached(STATUS_BEHIND)?
        .query_row(params![record.order_id, id, again], |row| row.get(0))
        .optional()?)
}

pub(super) const STATUS_BEHIND: &str = "
    SELECT a.id FROM actions a INDEXED BY actions_of_order
    WHERE a.order_id = ?1 AND a.id > ?2 AND a.id <> ?3 AND a.kind = 'shipping'
      AND a.target IS NOT NULL AND a.state IN ('held', 'queued')
    ORDER BY a.id LIMIT 1";
