//! Holding what was just heard against an action of the order that nobody knows the end of.
//!
//! Whoever asked (a person, the sweep, an event, or the dispatch itself), the proof counts, and is
//! written down in the transaction that keeps what was heard.

use points_api::Carried;
use rusqlite::Transaction;

use super::actions::{self, OPEN_TO_EVIDENCE, StateChange};
use super::{Heard, StoreError, shipping_codes};
use crate::fold::{Field, Observation, fold, shipping_state};
use crate::settling::{Evidence, Settled, settle};
use crate::view::ActionState;

/// What was heard, `this` of all `observations`, proves about the order's open action: none when
/// there is no such action, or when the question was asked before the action was sent.
pub(super) fn hold_against_open_action(
    transaction: &Transaction<'_>,
    order_id: i64,
    observations: &[Observation],
    this: i64,
    heard: &Heard,
) -> Result<Option<Settled>, StoreError> {
    let Some((action, sent_at)) = actions::open_to_evidence(transaction, order_id)? else {
        return Ok(None);
    };
    if heard.asked_at < sent_at {
        return Ok(None);
    }
    let Some(observation) = observations.iter().find(|known| known.id == this) else {
        return Ok(None);
    };
    let is_event = !heard.source.is_api();
    // An event may be late. It speaks only where nothing that is known is newer.
    if is_event
        && fold(observations)
            .winner(Field::Shipping)
            .is_none_or(|winner| winner.observation.id != this)
    {
        return Ok(None);
    }
    let codes = shipping_codes::load(transaction)?;
    let order = &observation.order;
    let settled = settle(&Evidence {
        target: action.target.as_deref(),
        labels: [action.name_ar.as_deref(), action.name_en.as_deref()],
        before: shipping_state(&action.seen_shipping),
        now: order.shipping.value().cloned(),
        labels_now: [&order.custom_label_ar, &order.custom_label_en].map(|label| match label {
            Carried::Value(text) => Carried::Value(text.as_str()),
            Carried::Null => Carried::Null,
            // It tells what changed and keeps silent about the rest: that proves no label.
            Carried::Absent if is_event => Carried::Null,
            Carried::Absent => Carried::Absent,
        }),
        codes: &codes,
    });
    if settled == Settled::Applied {
        let confirmed = StateChange {
            state: ActionState::Confirmed,
            at: heard.heard_at,
            reason: Some("read_shows_it".to_owned()),
            message: None,
            next_settle_at: None,
        };
        actions::change(transaction, action.id, OPEN_TO_EVIDENCE, &confirmed)?;
    }
    Ok(Some(settled))
}
