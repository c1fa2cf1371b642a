//! What can be done with an order's money, and why not. Pure: no clock, no store.
//!
//! The documentation contradicts itself (API documentation, "Financial state"). What some page of it
//! allows is offered, and Points' answer decides; what no page allows is not.

mod refunded;

use points_api::{FinancialStatus, OrderType};

pub use refunded::Refunded;
pub(crate) use refunded::of as refunded;

use crate::fold::{Field, Folded, Observation};
use crate::view::{
    ActionKind, ActionState, ActionView, MoneyHindrance, MoneyOffer, MoneyOffers, OrderRow,
    Presence,
};

/// What can be offered, in this order. Authorizing is for the command line alone.
const OFFERED: [ActionKind; 4] = [
    ActionKind::Capture,
    ActionKind::Complete,
    ActionKind::Cancel,
    ActionKind::Refund,
];

/// The `settlement_status` of which the documentation says that it may block a refund.
const SETTLED: &str = "settled";

/// What of an order decides about its money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoneyFacts {
    /// Whether Points has been heard about it.
    pub presence: Presence,
    /// `type`, as received.
    pub order_type: Option<String>,
    /// `order_status`, as received.
    pub financial: Option<String>,
    /// Whether Points has paid it out to the merchant.
    pub is_settled: bool,
    /// Whether it is known to be completed: no read shows it.
    pub is_completed: bool,
    /// The kinds of what was asked for its money and is not settled.
    pub open: Vec<ActionKind>,
    /// What went back.
    pub refunded: Refunded,
    /// What can still be asked back, halalas: what is left beside the refunds that are not settled.
    /// None where it is not known exactly.
    pub left_halalas: Option<i64>,
    /// Whether a refund has to name its amount: something went back or is asked back, and nobody
    /// knows what is left. Without an amount Points would be asked for the whole order.
    pub must_name_amount: bool,
}

impl MoneyFacts {
    /// The facts of an order, from all that was asked for it and all that was heard about it.
    pub fn of(
        row: &OrderRow,
        folded: &Folded<'_>,
        actions: &[ActionView],
        heard: &[Observation],
    ) -> Self {
        let open: Vec<_> = actions
            .iter()
            .filter(|action| is_about_money(action.kind) && is_open(action.state))
            .map(|action| action.kind)
            .collect();
        let (total, financial) = (row.total_halalas, row.financial_status.as_deref());
        let refunded = refunded::of(total, financial, actions, heard);
        let left_halalas = refunded::left_beside_open(total, financial, actions, heard);
        let is_touched = refunded.halalas > 0
            || open.contains(&ActionKind::Refund)
            || financial.map(FinancialStatus::from) == Some(FinancialStatus::PartiallyRefunded);
        Self {
            // The total is what is left of an order of which nothing went back.
            must_name_amount: left_halalas.is_none() && (total.is_some() || is_touched),
            presence: row.presence,
            order_type: row.order_type.clone(),
            financial: row.financial_status.clone(),
            is_settled: folded
                .value(Field::SettlementStatus)
                .is_some_and(|status| status.to_text() == SETTLED),
            is_completed: heard
                .iter()
                .any(|observation| observation.event.as_deref() == Some("completed"))
                || actions.iter().any(|action| {
                    action.kind == ActionKind::Complete && action.state == ActionState::Confirmed
                }),
            open,
            refunded,
            left_halalas,
        }
    }

    /// What can be done.
    pub fn offers(&self) -> MoneyOffers {
        MoneyOffers {
            offers: OFFERED.into_iter().map(|kind| self.offer(kind)).collect(),
            refunded_halalas: self.refunded.halalas,
            left_halalas: self.left_halalas,
            must_name_amount: self.must_name_amount,
        }
    }

    /// The amount that a refund names, halalas. None where all of the order goes back and nothing of
    /// it did before; and where that is asked for of an order that [`Self::must_name_amount`].
    pub fn refund_amount(&self, asked: Option<i64>, total: Option<i64>) -> Option<i64> {
        asked.or(self.left_halalas.filter(|left| Some(*left) != total))
    }

    /// Whether one thing can be done. `authorize` too, which is offered on no screen.
    pub fn offer(&self, kind: ActionKind) -> MoneyOffer {
        let allowed = self.allowed(kind);
        MoneyOffer {
            kind,
            hindrance: allowed.err(),
            is_disputed: allowed == Ok(Documented::InPart),
        }
    }

    fn allowed(&self, kind: ActionKind) -> Result<Documented, MoneyHindrance> {
        if self.presence == Presence::Gone {
            return Err(MoneyHindrance::Gone);
        }
        // An event tells a status too, before anybody read the order.
        let Some(financial) = self.financial.as_deref() else {
            return Err(MoneyHindrance::Unread);
        };
        let financial = FinancialStatus::from(financial);
        let documented = match kind {
            ActionKind::Authorize => authorize(&financial),
            ActionKind::Capture => capture(&financial),
            ActionKind::Complete => self.complete(&financial),
            ActionKind::Cancel => cancel(&financial),
            ActionKind::Refund => self.refund(&financial),
            // They are no question of an order's money.
            ActionKind::Shipping | ActionKind::Earning | ActionKind::Checkout => {
                return Ok(Documented::Everywhere);
            }
        }?;
        // Two refunds may both be meant. Everything else waits for what was asked before.
        let waits = self
            .open
            .iter()
            .any(|open| !(kind == ActionKind::Refund && *open == ActionKind::Refund));
        if waits {
            return Err(MoneyHindrance::ActionOpen);
        }
        Ok(documented)
    }

    /// Lifecycle page: refused on approved and captured. `OpenAPI`: replacing orders that are not
    /// completed, refunded or cancelled.
    fn complete(&self, financial: &FinancialStatus) -> Result<Documented, MoneyHindrance> {
        use FinancialStatus as F;
        if self.order_type.as_deref() == Some(OrderType::Earning.as_str()) {
            return Err(MoneyHindrance::EarningOrder);
        }
        if self.is_completed {
            return Err(MoneyHindrance::AlreadyDone);
        }
        match financial {
            F::New | F::Authorized => Ok(Documented::Everywhere),
            F::Approved | F::Captured | F::Other(_) => Ok(Documented::InPart),
            F::Cancelled => Err(MoneyHindrance::Cancelled),
            F::PartiallyRefunded => Err(MoneyHindrance::PaidAlready),
            F::FullyRefunded => Err(MoneyHindrance::FullyRefunded),
        }
    }

    /// Lifecycle page: only from approved or captured. Its picture goes on from a refund in part.
    /// `OpenAPI`: refused when not captured, and when settled.
    fn refund(&self, financial: &FinancialStatus) -> Result<Documented, MoneyHindrance> {
        use FinancialStatus as F;
        let documented = match financial {
            F::Captured if !self.is_settled => Documented::Everywhere,
            F::Captured | F::Approved | F::PartiallyRefunded | F::Other(_) => Documented::InPart,
            F::New | F::Authorized => return Err(MoneyHindrance::NotPaid),
            F::Cancelled => return Err(MoneyHindrance::Cancelled),
            F::FullyRefunded => return Err(MoneyHindrance::FullyRefunded),
        };
        if self.refunded.left_halalas == Some(0) {
            return Err(MoneyHindrance::NothingLeft);
        }
        // All that is left was asked back already.
        if self.left_halalas == Some(0) {
            return Err(MoneyHindrance::ActionOpen);
        }
        Ok(documented)
    }
}

/// How far the documentation allows something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Documented {
    /// On every page that speaks of it.
    Everywhere,
    /// On some page, while another refuses it, or none knows the status.
    InPart,
}

/// Lifecycle page: refused on cancelled or refunded. `OpenAPI`: refused only when refunded.
fn authorize(financial: &FinancialStatus) -> Result<Documented, MoneyHindrance> {
    use FinancialStatus as F;
    match financial {
        F::New => Ok(Documented::Everywhere),
        F::Authorized => Err(MoneyHindrance::AlreadyDone),
        F::Cancelled | F::Other(_) => Ok(Documented::InPart),
        F::Approved | F::Captured | F::PartiallyRefunded => Err(MoneyHindrance::PaidAlready),
        F::FullyRefunded => Err(MoneyHindrance::FullyRefunded),
    }
}

/// Lifecycle page: refused on anything not authorized. `OpenAPI`: refused only when refunded.
fn capture(financial: &FinancialStatus) -> Result<Documented, MoneyHindrance> {
    use FinancialStatus as F;
    match financial {
        F::Authorized => Ok(Documented::Everywhere),
        F::New | F::Approved | F::Cancelled | F::Other(_) => Ok(Documented::InPart),
        F::Captured => Err(MoneyHindrance::AlreadyDone),
        F::PartiallyRefunded => Err(MoneyHindrance::PaidAlready),
        F::FullyRefunded => Err(MoneyHindrance::FullyRefunded),
    }
}

/// Lifecycle page: only while new or authorized; its table: from any. Refunds page: refused only
/// when cancelled or refunded.
fn cancel(financial: &FinancialStatus) -> Result<Documented, MoneyHindrance> {
    use FinancialStatus as F;
    match financial {
        F::New | F::Authorized => Ok(Documented::Everywhere),
        F::Approved | F::Captured | F::PartiallyRefunded | F::FullyRefunded | F::Other(_) => {
            Ok(Documented::InPart)
        }
        F::Cancelled => Err(MoneyHindrance::AlreadyDone),
    }
}

/// Whether an action moves an order's money.
pub fn is_about_money(kind: ActionKind) -> bool {
    kind == ActionKind::Authorize || OFFERED.contains(&kind)
}

/// Whether nobody knows its end yet.
pub(crate) fn is_open(state: ActionState) -> bool {
    matches!(
        state,
        ActionState::Held
            | ActionState::Queued
            | ActionState::Sending
            | ActionState::Unknown
            | ActionState::NeedsPerson
    )
}

#[cfg(test)]
mod tests;
