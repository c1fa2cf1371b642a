//! Which status of the money may follow which (API documentation, "Financial state").

use points_api::FinancialStatus;

use super::EventFacts;

/// Whether an order that was in the one status may be in the other now, by however many steps. An
/// unknown word may follow anything and be followed by anything. What some page of the
/// documentation allows counts as possible, but for leaving `cancelled`.
pub(super) fn may_become(from: &FinancialStatus, to: &FinancialStatus) -> bool {
    use FinancialStatus as F;
    match (from, to) {
        (F::Other(_), _) | (_, F::Other(_)) | (F::Cancelled, F::Cancelled) => true,
        (F::Cancelled, _) => false,
        (_, F::Cancelled) => *from != F::FullyRefunded,
        _ => step(from) <= step(to),
    }
}

/// How far the money has come. `approved` and `captured` are two roads to the same place.
fn step(status: &FinancialStatus) -> u8 {
    use FinancialStatus as F;
    match status {
        F::New | F::Other(_) | F::Cancelled => 0,
        F::Authorized => 1,
        F::Approved | F::Captured => 2,
        F::PartiallyRefunded => 3,
        F::FullyRefunded => 4,
    }
}

/// What an event tells of the money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Told {
    /// Nothing.
    Nothing,
    /// It stood in this status.
    Status(FinancialStatus),
    /// Points took the payment back by itself: an event and no state.
    Reversed,
}

/// By the status that the event carries, else by its name.
pub(super) fn told(event: &EventFacts) -> Told {
    if event.name == "auto_refunded" {
        return Told::Reversed;
    }
    if let Some(word) = &event.financial {
        return Told::Status(FinancialStatus::from(word.as_str()));
    }
    match event.name.as_str() {
        "approved" | "authorized" | "captured" | "cancelled" => {
            Told::Status(FinancialStatus::from(event.name.as_str()))
        }
        // "Marks a replacing order as fully paid".
        "completed" => Told::Status(FinancialStatus::Captured),
        "refunded" => Told::Status(FinancialStatus::PartiallyRefunded),
        _ => Told::Nothing,
    }
}

/// Whether a status that was read later agrees with what an event told.
pub(super) fn agrees(told: &Told, later: &FinancialStatus) -> bool {
    use FinancialStatus as F;
    match told {
        Told::Nothing => true,
        Told::Status(status) => may_become(status, later),
        Told::Reversed => matches!(later, F::FullyRefunded | F::Cancelled | F::Other(_)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_money_goes_forward_and_ends() {
        use FinancialStatus as F;
        for (from, to, may) in [
            (F::New, F::Captured, true),
            (F::New, F::Cancelled, true),
            (F::Authorized, F::New, false),
            (F::Captured, F::Approved, true),
            (F::Captured, F::Authorized, false),
            (F::Captured, F::Cancelled, true),
            (F::PartiallyRefunded, F::Captured, false),
            (F::PartiallyRefunded, F::FullyRefunded, true),
            (F::FullyRefunded, F::Cancelled, false),
            (F::Cancelled, F::New, false),
            (F::Cancelled, F::Captured, false),
            (F::Other("held".into()), F::New, true),
        ] {
            assert_eq!(may_become(&from, &to), may, "{from} to {to}");
        }
        for status in FinancialStatus::KNOWN {
            assert!(may_become(status, status), "{status}");
        }
    }
}
