//! What an event tells of the money, and whether a later read agrees.

use points_api::FinancialStatus;

use super::EventFacts;
pub(super) use crate::lifecycle::may_become;

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
