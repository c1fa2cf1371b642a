//! From what was heard of an order to the facts that a case rests on.

use points_api::{FinancialStatus, OrderUuid, ShippingState};

use super::{AskedFor, EventFacts, OrderFacts, ReadFacts, StatusFacts};
use crate::fold::{Field, Folded, Observation, Source, Value, fold};
use crate::money::{is_open, refunded};
use crate::store::ShippingCodes;
use crate::view::{ActionKind, ActionState, ActionView, ObservationSource, Presence};

/// What the desk knows of an order beside what it heard. Times are UTC milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct WatchedOrder<'a> {
    /// The order.
    pub uuid: OrderUuid,
    /// Whether Points was heard about it.
    pub presence: Presence,
    /// Since when Points says that there is no such order.
    pub gone_since: Option<i64>,
    /// When the desk began to watch it.
    pub tracked_at: i64,
    /// When it will be read next; none: not by itself.
    pub next_check_at: Option<i64>,
    /// Everything that was asked for it.
    pub actions: &'a [ActionView],
    /// What shipping codes mean.
    pub codes: &'a ShippingCodes,
    /// Whether the evidence for what its shipping code means contradicts itself.
    pub code_unsure: bool,
    /// Whether a row of the shop is suggested to be this order.
    pub is_proposed: bool,
}

/// The facts of an order, from everything heard about it in any sequence.
pub fn order_facts(watched: &WatchedOrder<'_>, heard: &[Observation]) -> OrderFacts {
    let folded = fold(heard);
    let text = |field| folded.value(field).map(Value::to_text);
    let financial = status(Field::FinancialStatus, heard, &folded, watched.codes);
    let (total_text, total_halalas) = match folded.value(Field::TotalPrice) {
        Some(Value::Amount(amount)) => (
            Some(amount.text.clone()),
            amount.halalas.map(|halalas| halalas.0),
        ),
        _ => (None, None),
    };
    OrderFacts {
        uuid: watched.uuid,
        order_number: text(Field::OrderNumber),
        presence: watched.presence,
        gone_since: watched.gone_since,
        tracked_at: watched.tracked_at,
        order_type: text(Field::OrderType),
        shipping: status(Field::Shipping, heard, &folded, watched.codes),
        paid_since: paid_since(heard),
        total_halalas,
        total_text,
        created_at: match folded.value(Field::CreatedAt) {
            Some(Value::Time(at)) => Some(*at),
            _ => None,
        },
        is_completed: is_completed(watched.actions, heard),
        refunded: refunded(
            total_halalas,
            financial.as_ref().map(|status| status.word.as_str()),
            watched.actions,
            heard,
        ),
        financial,
        reads: reads(heard, watched.codes),
        events: events(heard, watched.codes),
        asked: watched
            .actions
            .iter()
            .filter(|action| is_open(action.state))
            .map(|action| AskedFor {
                kind: action.kind,
                target: action.target.clone(),
            })
            .collect(),
        given_up: watched.next_check_at.is_none(),
        code_unsure: watched.code_unsure,
        is_proposed: watched.is_proposed,
    }
}

/// A status as it is believed, and since when.
fn status(
    field: Field,
    heard: &[Observation],
    folded: &Folded<'_>,
    codes: &ShippingCodes,
) -> Option<StatusFacts> {
    let winner = folded.winner(field)?;
    let value = winner.value.value()?;
    let (so, otherwise): (Vec<_>, Vec<_>) = heard
        .iter()
        .filter(|observation| field.of(&observation.order).is_carried())
        .partition(|observation| field.of(&observation.order).value() == Some(value));
    let otherwise_at = otherwise.into_iter().filter_map(otherwise_until).max();
    let since = so
        .iter()
        .flat_map(|observation| {
            observation
                .sightings
                .iter()
                .map(|sighting| (sighting.heard_at, updated_at(observation)))
        })
        .filter(|(heard_at, _)| otherwise_at.is_none_or(|otherwise| *heard_at >= otherwise))
        .map(|(heard_at, updated_at)| by(heard_at, updated_at, otherwise_at))
        .min();
    let last_heard = winner.observation.last_heard_at();
    Some(StatusFacts {
        word: word(value, codes),
        since: since.unwrap_or(last_heard),
        otherwise_at,
        source: match winner.observation.source {
            Source::Read => ObservationSource::Read,
            Source::Answer => ObservationSource::Answer,
            Source::Event => ObservationSource::Event,
        },
        heard_at: last_heard,
    })
}

/// Until when it was otherwise, as far as this observation tells. An event may have been late, and
/// tells only when it was made.
fn otherwise_until(observation: &Observation) -> Option<i64> {
    match observation.source {
        Source::Event => updated_at(observation),
        Source::Read | Source::Answer => Some(observation.last_heard_at()),
    }
}

/// By when it was so: the order did not change after its `updated_at`.
fn by(heard_at: i64, updated_at: Option<i64>, otherwise_at: Option<i64>) -> i64 {
    let updated_at = updated_at.unwrap_or(heard_at);
    heard_at.min(otherwise_at.map_or(updated_at, |otherwise| updated_at.max(otherwise)))
}

/// The word of a status, a shipping code as what was learnt for it.
fn word(value: &Value, codes: &ShippingCodes) -> String {
    match value {
        Value::Shipping(state) => shipping_word(state, codes),
        other => other.to_text(),
    }
}

fn shipping_word(state: &ShippingState, codes: &ShippingCodes) -> String {
    match state {
        ShippingState::Word(word) => word.to_string(),
        ShippingState::Code(code) => codes
            .word(*code)
            .map_or_else(|| format!("code:{code}"), ToString::to_string),
    }
}

fn updated_at(observation: &Observation) -> Option<i64> {
    observation
        .order
        .updated_at
        .value()
        .map(chrono::DateTime::timestamp_millis)
}

/// By when the order was certainly paid, whatever came after.
fn paid_since(heard: &[Observation]) -> Option<i64> {
    heard
        .iter()
        .filter(|observation| {
            matches!(
                observation.order.financial_status.value(),
                Some(
                    FinancialStatus::Approved
                        | FinancialStatus::Captured
                        | FinancialStatus::PartiallyRefunded
                )
            )
        })
        .map(|observation| by(observation.first_heard_at(), updated_at(observation), None))
        .min()
}

/// An event or an answer to our own asking told so: no read shows it.
fn is_completed(actions: &[ActionView], heard: &[Observation]) -> bool {
    heard
        .iter()
        .any(|observation| observation.event.as_deref() == Some("completed"))
        || actions.iter().any(|action| {
            action.kind == ActionKind::Complete && action.state == ActionState::Confirmed
        })
}

fn reads(heard: &[Observation], codes: &ShippingCodes) -> Vec<ReadFacts> {
    let mut reads: Vec<_> = heard
        .iter()
        .filter(|observation| observation.source.is_api())
        .flat_map(|observation| {
            observation.sightings.iter().map(|sighting| ReadFacts {
                asked_at: sighting.asked_at,
                heard_at: sighting.heard_at,
                financial: financial_word(observation),
                shipping: carried_shipping(observation, codes),
                total_halalas: observation
                    .order
                    .total_price
                    .value()
                    .and_then(|amount| amount.halalas)
                    .map(|halalas| halalas.0),
            })
        })
        .collect();
    reads.sort_unstable();
    reads
}

fn events(heard: &[Observation], codes: &ShippingCodes) -> Vec<EventFacts> {
    let mut events: Vec<_> = heard
        .iter()
        .filter_map(|observation| {
            Some(EventFacts {
                heard_at: observation.first_heard_at(),
                name: observation.event.clone()?,
                version: updated_at(observation),
                financial: financial_word(observation),
                shipping: carried_shipping(observation, codes),
                refund_halalas: observation
                    .order
                    .refund_amount
                    .value()
                    .and_then(|amount| amount.halalas)
                    .map(|halalas| halalas.0)
                    .filter(|halalas| *halalas != 0),
            })
        })
        .collect();
    events.sort_unstable();
    events
}

fn financial_word(observation: &Observation) -> Option<String> {
    observation
        .order
        .financial_status
        .value()
        .map(ToString::to_string)
}

fn carried_shipping(observation: &Observation, codes: &ShippingCodes) -> Option<String> {
    observation
        .order
        .shipping
        .value()
        .map(|state| shipping_word(state, codes))
}
