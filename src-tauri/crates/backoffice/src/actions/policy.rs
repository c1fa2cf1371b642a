//! What came of a request, and what a later read proves. Pure: no clock, no network.

use points_api::{ApiError, Effect, OrderAnswer, ShippingState};

use crate::store::ShippingCodes;
use crate::view::{ErrorCode, FailureView};

/// What an answer, or the want of one, says about the action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Points said yes.
    Confirmed,
    /// Points said no, in its own words. Nothing changed.
    Refused(FailureView),
    /// It never reached Points, or Points turned it away unread. Nothing changed; a person may
    /// send it again.
    NotSent(FailureView),
    /// Nobody knows. Only a read tells.
    Unclear(FailureView),
}

/// Judges the outcome of sending.
pub fn judge(outcome: &Result<OrderAnswer, ApiError>) -> Verdict {
    let Err(error) = outcome else {
        return Verdict::Confirmed;
    };
    let failure = FailureView::from(error);
    if error.effect == Effect::MayBeApplied {
        return Verdict::Unclear(failure);
    }
    match failure.code {
        ErrorCode::RuleRefused
        | ErrorCode::Invalid
        | ErrorCode::Forbidden
        | ErrorCode::OrderNotFound => Verdict::Refused(failure),
        _ => Verdict::NotSent(failure),
    }
}

/// What is held against an unclear action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence<'a> {
    /// The status that was asked for; none when only labels were.
    pub target: Option<&'a str>,
    /// The labels that were asked for.
    pub labels: [Option<&'a str>; 2],
    /// The shipping status before, as word or `code:3`.
    pub before: Option<ShippingState>,
    /// The shipping status as Points shows it now.
    pub now: Option<ShippingState>,
    /// The labels as Points shows them now.
    pub labels_now: [Option<&'a str>; 2],
    /// What the codes are known to mean.
    pub codes: &'a ShippingCodes,
}

/// What a read proves about an unclear action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// Points shows what was asked for.
    Applied,
    /// Points shows what it showed before. (It may still come.)
    AsBefore,
    /// Points shows something else, or a code that nobody has learnt.
    CannotTell,
}

/// Holds an unclear action against a read.
pub fn settle(evidence: &Evidence<'_>) -> Settled {
    let labels_shown = evidence
        .labels
        .iter()
        .zip(evidence.labels_now)
        .all(|(asked, now)| asked.is_none_or(|asked| now == Some(asked)));
    let Some(target) = evidence.target else {
        return if labels_shown {
            Settled::Applied
        } else {
            Settled::AsBefore
        };
    };
    let word = |state: &Option<ShippingState>| match state {
        Some(ShippingState::Word(word)) => Some(word.clone()),
        Some(ShippingState::Code(code)) => evidence.codes.word(*code).cloned(),
        None => None,
    };
    let (before, now) = (word(&evidence.before), word(&evidence.now));
    let stayed = evidence.now == evidence.before || (now.is_some() && now == before);
    // A status that was there before proves nothing about the labels that were to come with it.
    let as_asked = now.is_some_and(|word| word.as_str() == target) && (labels_shown || !stayed);
    if as_asked {
        Settled::Applied
    } else if stayed {
        Settled::AsBefore
    } else {
        Settled::CannotTell
    }
}

/// Reads that try to settle an unclear action: so long after it became unclear, milliseconds.
const SETTLE_AFTER: [i64; 5] = [2_000, 10_000, 30_000, 120_000, 600_000];

/// When the next read shall try, after `tries` have; none when a person has to.
pub fn next_settling(tries: u32, now: i64) -> Option<i64> {
    let tries = usize::try_from(tries).ok()?;
    let elapsed = tries
        .checked_sub(1)
        .and_then(|last| SETTLE_AFTER.get(last))
        .unwrap_or(&0);
    SETTLE_AFTER.get(tries).map(|after| now + after - elapsed)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use points_api::{Failure, NetworkFault, ShippingStatus};

    use super::*;

    fn failed(failure: Failure, effect: Effect) -> Verdict {
        judge(&Err(ApiError {
            failure,
            effect,
            request: "POST /orders/{uuid}/status",
        }))
    }

    #[test]
    fn whatever_may_have_been_applied_is_unclear_and_nothing_else_is() {
        let timeout = Failure::Network(NetworkFault::AnswerTimeout);
        assert!(matches!(
            failed(timeout, Effect::MayBeApplied),
            Verdict::Unclear(_)
        ));
        let down = Failure::Temporary { http_status: 502 };
        assert!(matches!(
            failed(down, Effect::MayBeApplied),
            Verdict::Unclear(_)
        ));
        let offline = Failure::Network(NetworkFault::NameNotFound);
        assert!(matches!(
            failed(offline, Effect::NotApplied),
            Verdict::NotSent(_)
        ));
        let slow = Failure::Throttled { retry_after: None };
        assert!(matches!(
            failed(slow, Effect::NotApplied),
            Verdict::NotSent(_)
        ));
        let rule = Failure::RuleRefused {
            message: "لا يمكن".to_owned(),
        };
        assert!(matches!(
            failed(rule, Effect::NotApplied),
            Verdict::Refused(_)
        ));
    }

    fn read(now: ShippingState, codes: &ShippingCodes) -> Settled {
        settle(&Evidence {
            target: Some("ready_shipping"),
            labels: [None, None],
            before: Some(ShippingState::Code(1)),
            now: Some(now),
            labels_now: [None, None],
            codes,
        })
    }

    #[test]
    fn only_a_learnt_code_or_the_word_itself_proves_it() {
        let nothing = ShippingCodes::default();
        let learnt: ShippingCodes = [(3, ShippingStatus::ReadyShipping)].into_iter().collect();
        assert_eq!(read(ShippingState::Code(3), &learnt), Settled::Applied);
        assert_eq!(read(ShippingState::Code(3), &nothing), Settled::CannotTell);
        assert_eq!(read(ShippingState::Code(1), &nothing), Settled::AsBefore);
        assert_eq!(read(ShippingState::Code(4), &learnt), Settled::CannotTell);
        let word = ShippingState::Word(ShippingStatus::ReadyShipping);
        assert_eq!(read(word, &nothing), Settled::Applied);
    }

    #[test]
    fn a_status_that_was_there_before_proves_no_label() {
        let learnt: ShippingCodes = [(3, ShippingStatus::ReadyShipping)].into_iter().collect();
        let evidence = Evidence {
            target: Some("ready_shipping"),
            labels: [None, Some("At the counter")],
            before: Some(ShippingState::Word(ShippingStatus::ReadyShipping)),
            now: Some(ShippingState::Code(3)),
            labels_now: [None, None],
            codes: &learnt,
        };
        assert_eq!(settle(&evidence), Settled::AsBefore);
        let shown = Evidence {
            labels_now: [None, Some("At the counter")],
            ..evidence.clone()
        };
        assert_eq!(settle(&shown), Settled::Applied);
        let moved = Evidence {
            before: Some(ShippingState::Code(1)),
            ..evidence
        };
        assert_eq!(settle(&moved), Settled::Applied, "one request moves both");
    }

    #[test]
    fn labels_prove_themselves() {
        let codes = ShippingCodes::default();
        let evidence = Evidence {
            target: None,
            labels: [Some("مع المندوب"), None],
            before: None,
            now: None,
            labels_now: [Some("مع المندوب"), Some("With the courier")],
            codes: &codes,
        };
        assert_eq!(settle(&evidence), Settled::Applied);
        assert_eq!(
            settle(&Evidence {
                labels_now: [None, None],
                ..evidence
            }),
            Settled::AsBefore
        );
    }

    #[test]
    fn reads_come_at_2_10_30_120_and_600_seconds_and_then_a_person() {
        let mut now = 0;
        let mut times = Vec::new();
        for tries in 0.. {
            let Some(next) = next_settling(tries, now) else {
                break;
            };
            times.push(next);
            now = next;
        }
        assert_eq!(times, [2_000, 10_000, 30_000, 120_000, 600_000]);
    }
}
