//! What came of a request. Pure: no clock, no network.

use points_api::{ApiError, Effect, OrderAnswer};

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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use points_api::{Failure, NetworkFault};

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
}
