//! What an answer, or the want of one, says about a request.

use std::time::Duration;

use points_api::{ApiError, Effect, Failure, FinancialStatus, NetworkFault, ObservedOrder};

use super::class::{Class, goal_of, is_unpaid};
use super::history::History;
use super::intent::{Intent, before};
use crate::settling::next_settling;
use crate::view::{ActionKind, FailureView};

/// The pause after the first try in vain, milliseconds; each further one is twice as long.
const FIRST_WAIT: i64 = 2_000;
/// No pause that the desk chooses itself is longer, milliseconds. Points may ask for a longer one.
pub const LONGEST_WAIT: i64 = 120_000;

/// A success of Points, with the right uuid where the request named one.
#[derive(Debug, Clone, Copy)]
pub enum Answer<'a> {
    /// The order as it is now.
    Order(&'a ObservedOrder),
    /// Something new: an order, a purchase that waits for its customer, a link to pay by.
    Made,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    /// Points said yes.
    Confirmed,
    /// Points said no, in its own words, and nothing of this action can have been applied.
    Refused(FailureView),
    /// It certainly changed nothing: it never left, or Points turned it away unread. It waits.
    Later {
        /// Not before this, UTC milliseconds; none where nothing got through at all. Such an action
        /// has no pause of its own: it goes when the network is back, in the order in which it was
        /// asked.
        not_before: Option<i64>,
        /// Why.
        failure: FailureView,
    },
    /// The private key is refused, or there is none: it waits, and everything with it, until the
    /// key is replaced.
    KeyRefused(FailureView),
    /// Nobody knows.
    Unclear {
        /// Why; none where Points said yes and showed the order as it was.
        failure: Option<FailureView>,
        /// When a read looks first, UTC milliseconds.
        read_at: i64,
    },
}

/// What came of a request; `history` is what had become of the action before it left.
pub fn after_sending(
    intent: &Intent,
    history: &History,
    outcome: Result<Answer<'_>, &ApiError>,
    now: i64,
) -> After {
    match outcome {
        Ok(answer) if is_shown(intent, history, answer) => After::Confirmed,
        Ok(_) => unclear(None, now),
        Err(error) => after_error(intent, history, error, now),
    }
}

/// Whether a success shows what was asked for. For a goal the order has to show it; a yes that shows
/// something else is no yes.
///
/// A completion is believed without where the order was paid before: `completed` is no state, so the
/// answer of an order that was captured cannot show it, and asking for more than Points' own yes
/// would hand every completion to a person. One that was not paid has to be paid now.
fn is_shown(intent: &Intent, history: &History, answer: Answer<'_>) -> bool {
    match (intent.class(), goal_of(intent.kind), answer) {
        (Class::Goal, None, Answer::Order(order)) => {
            let before = before(intent, history)
                .and_then(|order| order.financial.as_deref())
                .map(FinancialStatus::from);
            !(is_unpaid(before.as_ref()) && is_unpaid(order.financial_status.value()))
        }
        (Class::Goal, Some(goal), Answer::Order(order)) => {
            order.financial_status.value() == Some(&goal)
        }
        (Class::Goal, Some(_), Answer::Made) => false,
        (Class::Goal | Class::Value | Class::Delta | Class::Create, _, _) => true,
    }
}

fn after_error(intent: &Intent, history: &History, error: &ApiError, now: i64) -> After {
    let failure = FailureView::from(error);
    if error.effect == Effect::MayBeApplied {
        return unclear(Some(failure), now);
    }
    match &error.failure {
        // A checkout carries the public key only: that one is refused, and nothing else stops.
        Failure::KeyRefused { .. } | Failure::NoKey if intent.kind != ActionKind::Checkout => {
            After::KeyRefused(failure)
        }
        Failure::KeyRefused { .. }
        | Failure::NoKey
        | Failure::RuleRefused { .. }
        | Failure::Forbidden { .. }
        | Failure::NotFound { .. }
        | Failure::Invalid { .. } => refused(history, failure, now),
        // An envelope of Points with a status that the documentation does not know: a no all the
        // same, and asking again for ever would not make it a yes.
        Failure::Unreadable { http_status, .. } if (400..500).contains(http_status) => {
            refused(history, failure, now)
        }
        Failure::Throttled { retry_after } => After::Later {
            not_before: Some(
                now.saturating_add(wait(history.in_vain).max(milliseconds(*retry_after))),
            ),
            failure,
        },
        // A 400 that may mean the key: it did nothing, so what sets a state is asked again once the
        // key can be proved. Money never goes back twice, and nothing is made twice, without a
        // person.
        Failure::Unproved { check, .. } => {
            let repeats_itself = matches!(intent.class(), Class::Goal | Class::Value)
                && intent.kind != ActionKind::Refund;
            if history.may_be_applied() || !repeats_itself {
                return unclear(Some(failure), now);
            }
            let asked = match check.as_ref() {
                Failure::Throttled { retry_after } => milliseconds(*retry_after),
                _ => 0,
            };
            After::Later {
                not_before: Some(now.saturating_add(wait(history.in_vain).max(asked))),
                failure,
            }
        }
        Failure::Network(_) if is_offline(error) => After::Later {
            not_before: None,
            failure,
        },
        Failure::Temporary { .. } | Failure::Network(_) | Failure::Unreadable { .. } => {
            After::Later {
                not_before: Some(now.saturating_add(wait(history.in_vain))),
                failure,
            }
        }
    }
}

/// Whether nothing got through at all, which says nothing about a single order.
pub fn is_offline(error: &ApiError) -> bool {
    match error.failure.of_the_line() {
        Failure::Network(NetworkFault::AnswerTimeout | NetworkFault::Interrupted) => false,
        Failure::Network(_) => error.effect == Effect::NotApplied,
        _ => false,
    }
}

/// A no after a request that may have been applied may be *because* it was.
fn refused(history: &History, failure: FailureView, now: i64) -> After {
    if history.may_be_applied() {
        unclear(Some(failure), now)
    } else {
        After::Refused(failure)
    }
}

fn unclear(failure: Option<FailureView>, now: i64) -> After {
    After::Unclear {
        failure,
        read_at: next_settling(0, now).unwrap_or(now),
    }
}

fn wait(in_vain: u32) -> i64 {
    1_i64
        .checked_shl(in_vain.min(16))
        .unwrap_or(i64::MAX)
        .saturating_mul(FIRST_WAIT)
        .min(LONGEST_WAIT)
}

fn milliseconds(wait: Option<Duration>) -> i64 {
    wait.map_or(0, |wait| {
        i64::try_from(wait.as_millis()).unwrap_or(i64::MAX)
    })
}
