//! How an action may be repeated.

use points_api::FinancialStatus;

use crate::view::ActionKind;

/// What sending a request twice would do, which decides what may be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// It aims at a state of the money: a second one finds it reached.
    Goal,
    /// It sets a value: a second one sets the same.
    Value,
    /// It adds to what was: a second one doubles it.
    Delta,
    /// It makes something new: a second one makes another.
    Create,
}

/// Whether money of an order in this state was certainly not taken.
pub(super) fn is_unpaid(financial: Option<&FinancialStatus>) -> bool {
    matches!(
        financial,
        Some(FinancialStatus::New | FinancialStatus::Authorized)
    )
}

/// The class of an action; `in_part`: a refund of a stated amount.
pub fn class_of(kind: ActionKind, in_part: bool) -> Class {
    match kind {
        ActionKind::Shipping => Class::Value,
        // Also where the amount is all there is: by what is known is not by what is.
        ActionKind::Refund if in_part => Class::Delta,
        ActionKind::Authorize
        | ActionKind::Capture
        | ActionKind::Complete
        | ActionKind::Cancel
        | ActionKind::Refund => Class::Goal,
        ActionKind::Earning | ActionKind::Checkout => Class::Create,
    }
}

/// The state of the money that an action aims at, where one shows it. `complete` has none: an
/// order that was captured looks the same before and after (API documentation, "Order lifecycle").
pub(super) fn goal_of(kind: ActionKind) -> Option<FinancialStatus> {
    match kind {
        ActionKind::Authorize => Some(FinancialStatus::Authorized),
        ActionKind::Capture => Some(FinancialStatus::Captured),
        ActionKind::Cancel => Some(FinancialStatus::Cancelled),
        ActionKind::Refund => Some(FinancialStatus::FullyRefunded),
        ActionKind::Complete
        | ActionKind::Shipping
        | ActionKind::Earning
        | ActionKind::Checkout => None,
    }
}

/// Where the money stands once an action has happened, of which nothing was read since; `shown` is
/// what is known of the order. What is known and cannot be from before the action is kept.
pub fn state_after(
    kind: ActionKind,
    in_part: bool,
    shown: Option<FinancialStatus>,
) -> Option<FinancialStatus> {
    use FinancialStatus::{Approved, Authorized, Captured, New, PartiallyRefunded};
    let is_from_before = match (kind, &shown) {
        (_, None)
        | (ActionKind::Refund, Some(Approved | Captured))
        | (ActionKind::Authorize, Some(New))
        | (ActionKind::Capture | ActionKind::Cancel, Some(New | Authorized)) => true,
        (ActionKind::Refund, Some(PartiallyRefunded)) => !in_part,
        _ => false,
    };
    if !is_from_before {
        return shown;
    }
    match class_of(kind, in_part) {
        Class::Delta => Some(PartiallyRefunded),
        _ => goal_of(kind).or(shown),
    }
}

/// How many requests of an action may be unclear before a person has to decide about another one:
/// a capture, a completion, a cancellation and an authorization are sent again at most once, a
/// shipping status at most three times, a refund and a purchase never.
pub(super) fn may_be_unclear(kind: ActionKind) -> u32 {
    match kind {
        ActionKind::Shipping => 3,
        ActionKind::Authorize | ActionKind::Capture | ActionKind::Complete | ActionKind::Cancel => {
            1
        }
        ActionKind::Refund | ActionKind::Earning | ActionKind::Checkout => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_refund_of_a_stated_amount_is_a_delta() {
        assert_eq!(class_of(ActionKind::Refund, true), Class::Delta);
        assert_eq!(class_of(ActionKind::Refund, false), Class::Goal);
        assert_eq!(class_of(ActionKind::Shipping, false), Class::Value);
        for kind in [
            ActionKind::Authorize,
            ActionKind::Capture,
            ActionKind::Complete,
            ActionKind::Cancel,
        ] {
            assert_eq!(class_of(kind, false), Class::Goal);
        }
        for kind in [ActionKind::Earning, ActionKind::Checkout] {
            assert_eq!(class_of(kind, true), Class::Create, "its total is no part");
        }
    }

    #[test]
    fn what_happened_is_known_before_it_is_read() {
        use FinancialStatus::{Authorized, Captured, FullyRefunded, New, PartiallyRefunded};
        let refund = ActionKind::Refund;
        for (kind, in_part, shown, after) in [
            (refund, true, Captured, PartiallyRefunded),
            (refund, true, PartiallyRefunded, PartiallyRefunded),
            (refund, true, FullyRefunded, FullyRefunded),
            (refund, false, PartiallyRefunded, FullyRefunded),
            (ActionKind::Capture, false, Authorized, Captured),
            (
                ActionKind::Capture,
                false,
                PartiallyRefunded,
                PartiallyRefunded,
            ),
            (ActionKind::Authorize, false, New, Authorized),
            (ActionKind::Complete, false, Captured, Captured),
        ] {
            let story = format!("{kind:?}, {in_part}, {shown}");
            assert_eq!(
                state_after(kind, in_part, Some(shown)),
                Some(after),
                "{story}"
            );
        }
    }

    #[test]
    fn what_doubles_is_never_sent_again() {
        for kind in [
            ActionKind::Refund,
            ActionKind::Earning,
            ActionKind::Checkout,
        ] {
            assert_eq!(may_be_unclear(kind), 0);
        }
    }
}
