//! Which status of the money may follow which (API documentation, "Financial state"): pure.

use points_api::FinancialStatus;

/// Whether an order that was in the one status may be in the other now, by however many steps. An
/// unknown word may follow anything and be followed by anything. What some page of the
/// documentation allows counts as possible, but for leaving `cancelled`.
pub(crate) fn may_become(from: &FinancialStatus, to: &FinancialStatus) -> bool {
    use FinancialStatus as F;
    match (from, to) {
        (F::Other(_), _) | (_, F::Other(_)) | (F::Cancelled, F::Cancelled) => true,
        (F::Cancelled, _) => false,
        (_, F::Cancelled) => *from != F::FullyRefunded,
        _ => step(from) <= step(to),
    }
}

/// How far the money has come. `approved` and `captured` are two roads to the same place, and
/// `cancelled` and `fully_refunded` two ends. Of an unknown word nobody can say: 0.
pub(crate) fn step(status: &FinancialStatus) -> u8 {
    use FinancialStatus as F;
    match status {
        F::New | F::Other(_) => 0,
        F::Authorized => 1,
        F::Approved | F::Captured => 2,
        F::PartiallyRefunded => 3,
        F::FullyRefunded | F::Cancelled => 4,
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

    #[test]
    fn whatever_cannot_go_back_has_come_further() {
        for from in FinancialStatus::KNOWN {
            for to in FinancialStatus::KNOWN {
                let is_one_way = may_become(from, to) && !may_become(to, from);
                assert!(!is_one_way || step(from) < step(to), "{from} to {to}");
            }
        }
    }
}
