//! What Points says cannot be understood, or it says nothing.

use points_api::{FinancialStatus, ShippingStatus};

use super::Draft;
use crate::cases::known::Known;
use crate::view::{CaseClass, CaseStep, FactKind, Presence};

/// Points does not know the order: another key, another environment, or a wrong uuid.
pub(super) fn gone(known: &Known<'_>) -> Option<Draft> {
    let order = known.order?;
    if order.presence != Presence::Gone {
        return None;
    }
    let may_paste: &[CaseStep] = if known.checkout.is_some() {
        &[CaseStep::ReadAgain, CaseStep::PasteUuid]
    } else {
        &[CaseStep::ReadAgain]
    };
    Some(
        Draft::of(
            CaseClass::Gone,
            order.gone_since.unwrap_or(order.tracked_at),
            CaseStep::CheckKey,
        )
        .or(may_paste)
        .differing(&[], &[FactKind::Gone]),
    )
}

/// Different answers showed that its shipping code means different things.
pub(super) fn shipping_code_unsure(known: &Known<'_>) -> Option<Draft> {
    let order = known.order?;
    let shipping = order.shipping.as_ref()?;
    if !order.code_unsure || !shipping.word.starts_with("code:") {
        return None;
    }
    Some(
        Draft::of(
            CaseClass::ShippingCodeUnsure,
            shipping.since,
            CaseStep::Explain,
        )
        .or(&[CaseStep::ReadAgain, CaseStep::Ship])
        .differing(&[], &[FactKind::Shipping]),
    )
}

/// A word that this version does not know, an answer without a status, or a step that no order can
/// take.
pub(super) fn status_unclear(known: &Known<'_>) -> Option<Draft> {
    let order = known.order?;
    if let Some(before) = known.impossible_step() {
        return Some(
            Draft::of(
                CaseClass::StatusUnclear,
                before.heard_at,
                CaseStep::ReadAgain,
            )
            .differing(&[], &[FactKind::Financial]),
        );
    }
    let Some(financial) = order.financial.as_ref() else {
        let first = order.reads.iter().min()?;
        return Some(
            Draft::of(
                CaseClass::StatusUnclear,
                first.heard_at,
                CaseStep::ReadAgain,
            )
            .differing(&[], &[FactKind::Financial]),
        );
    };
    if !FinancialStatus::from(financial.word.as_str()).is_known() {
        return Some(
            Draft::of(CaseClass::StatusUnclear, financial.since, CaseStep::Explain)
                .or(&[CaseStep::ReadAgain])
                .differing(&[], &[FactKind::Financial]),
        );
    }
    let shipping = order.shipping.as_ref()?;
    let is_unknown = !shipping.word.starts_with("code:")
        && !ShippingStatus::from(shipping.word.as_str()).is_known();
    is_unknown.then(|| {
        Draft::of(CaseClass::StatusUnclear, shipping.since, CaseStep::Explain)
            .or(&[CaseStep::ReadAgain, CaseStep::Ship])
            .differing(&[], &[FactKind::Shipping])
    })
}
