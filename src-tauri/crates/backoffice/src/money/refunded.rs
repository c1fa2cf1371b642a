//! How much of an order went back, by what is known.

use points_api::Amount;

use super::is_open;
use crate::fold::Observation;
use crate::view::{ActionKind, ActionState, ActionView};

/// Events that tell of money that went back (API documentation, "Webhooks").
const EVENTS: [&str; 2] = ["refunded", "auto_refunded"];

/// What went back, and what still can.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Refunded {
    /// What is known to have gone back, halalas.
    pub halalas: i64,
    /// What is left, halalas; none where it is not known exactly.
    pub left_halalas: Option<i64>,
}

/// A refund as an event told it: amounts in halalas, where exact.
#[derive(Debug, Clone, PartialEq, Eq)]
struct RefundEvent {
    halalas: Option<i64>,
    left: Option<i64>,
    reason: Option<String>,
}

/// A refund that this desk asked for.
#[derive(Debug, Clone, Copy)]
struct Ours<'a> {
    /// None: all that was left.
    halalas: Option<i64>,
    mark: Option<&'a str>,
    reason: Option<&'a str>,
}

impl Ours<'_> {
    /// The event has the mark of this refund.
    fn is_marked_in(&self, event: &RefundEvent) -> bool {
        match (self.mark, event.reason.as_deref()) {
            (Some(mark), Some(reason)) => reason.contains(mark),
            _ => false,
        }
    }

    /// The event may tell of this refund: of the same amount, and of no other reason.
    fn is_like(&self, event: &RefundEvent) -> bool {
        let other_reason = event.reason.as_deref().is_some_and(|told| {
            self.reason
                .is_none_or(|reason| reason.trim() != told.trim())
        });
        !other_reason && self.halalas.is_some() && self.halalas == event.halalas
    }
}

/// What went back of an order of this total, by refunds that Points confirmed and by events.
pub(crate) fn of(
    total: Option<i64>,
    financial: Option<&str>,
    actions: &[ActionView],
    heard: &[Observation],
) -> Refunded {
    let confirmed = |state| state == ActionState::Confirmed;
    by_refunds(total, financial, actions, heard, confirmed)
}

/// What would be left, halalas, should each refund that was asked for and is not settled go through.
/// None where that is not known exactly.
pub(crate) fn left_beside_open(
    total: Option<i64>,
    financial: Option<&str>,
    actions: &[ActionView],
    heard: &[Observation],
) -> Option<i64> {
    let counts = |state| state == ActionState::Confirmed || is_open(state);
    by_refunds(total, financial, actions, heard, counts).left_halalas
}

fn by_refunds(
    total: Option<i64>,
    financial: Option<&str>,
    actions: &[ActionView],
    heard: &[Observation],
    counts: impl Fn(ActionState) -> bool,
) -> Refunded {
    let events = heard
        .iter()
        .filter(|observation| {
            observation
                .event
                .as_deref()
                .is_some_and(|event| EVENTS.contains(&event))
        })
        .map(|observation| RefundEvent {
            halalas: observation.order.refund_amount.value().and_then(exact),
            left: observation.order.left_amount.value().and_then(exact),
            reason: observation.order.reason.value().cloned(),
        })
        .collect();
    let ours: Vec<_> = actions
        .iter()
        .filter(|action| action.kind == ActionKind::Refund && counts(action.state))
        .map(|action| Ours {
            halalas: action.amount_halalas,
            mark: action.mark.as_deref(),
            reason: action.given_reason.as_deref(),
        })
        .collect();
    add_up(total, financial, &ours, each_once(events))
}

fn exact(amount: &Amount) -> Option<i64> {
    amount
        .halalas
        .map(|halalas| halalas.0)
        .filter(|halalas| *halalas >= 0)
}

/// A refund of something leaves less than there was: what leaves the same amount is the same refund,
/// told in other words.
fn each_once(events: Vec<RefundEvent>) -> Vec<RefundEvent> {
    let mut once: Vec<RefundEvent> = Vec::with_capacity(events.len());
    for event in events {
        let is_told = event.halalas.is_some()
            && event.left.is_some()
            && once
                .iter()
                .any(|other| (other.halalas, other.left) == (event.halalas, event.left));
        if !is_told {
            once.push(event);
        }
    }
    once
}

/// Takes each of ours out of the events: the same refund is not counted twice. Says which of ours
/// no event told of.
fn set_apart<'a>(ours: &[Ours<'a>], events: &mut Vec<RefundEvent>) -> Vec<Ours<'a>> {
    let mut untold = ours.to_vec();
    // Marks first: an event that only looks alike may be another one of ours.
    for is_same in [Ours::is_marked_in, Ours::is_like] {
        untold.retain(|refund| {
            let same = events.iter().position(|event| is_same(refund, event));
            if let Some(same) = same {
                events.remove(same);
            }
            same.is_none()
        });
    }
    untold
}

fn add_up(
    total: Option<i64>,
    financial: Option<&str>,
    ours: &[Ours<'_>],
    events: Vec<RefundEvent>,
) -> Refunded {
    // What is left only ever shrinks: the least that was told is the newest.
    let told_left = events.iter().filter_map(|event| event.left).min();
    let is_unheard = events.is_empty() && ours.is_empty();
    let mut others = events;
    let untold = set_apart(ours, &mut others);
    let Some(known) = ours
        .iter()
        .map(|refund| refund.halalas)
        .chain(others.iter().map(|event| event.halalas))
        .flatten()
        .try_fold(0_i64, i64::checked_add)
    else {
        return Refunded {
            halalas: i64::MAX,
            left_halalas: None,
        };
    };
    if financial == Some("fully_refunded") || ours.iter().any(|refund| refund.halalas.is_none()) {
        return Refunded {
            halalas: total.unwrap_or(known),
            left_halalas: Some(0),
        };
    }
    // An event that keeps its amount to itself is known by what it left, as long as nothing of ours
    // may have come after it.
    let is_exact = others.iter().all(|event| {
        event.halalas.is_some() || (event.left.is_some() && untold.is_empty())
    })
        // The status tells of a refund that nothing else tells of.
        && !(is_unheard && financial == Some("partially_refunded"));
    let Some(total) = total else {
        // Without a total only what was told counts, unless something of ours came after it.
        return Refunded {
            halalas: known,
            left_halalas: told_left.filter(|_| is_exact && untold.is_empty()),
        };
    };
    let told = told_left.and_then(|left| total.checked_sub(left));
    let halalas = known.max(told.unwrap_or(0));
    Refunded {
        halalas,
        left_halalas: total
            .checked_sub(halalas)
            .filter(|left| is_exact && *left >= 0),
    }
}
