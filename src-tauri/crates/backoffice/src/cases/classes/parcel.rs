//! The parcel does what the money does not.

use super::Draft;
use crate::cases::known::{Known, Money, Parcel};
use crate::view::{ActionKind, CaseClass, CaseStep, FactKind};

/// Cancelled, given back, or taken back by Points, and the parcel goes on: stop it. What arrived
/// before the money went back is a return, and no case.
pub(super) fn moving_in_vain(known: &Known<'_>) -> Option<Draft> {
    let order = known.order?;
    let shipping_since = order.shipping.as_ref()?.since;
    let ended_at = if known.money.has_ended() {
        order.financial.as_ref()?.since
    } else {
        known.reversed_at()?
    };
    let is_being_stopped = order.asked.iter().any(|asked| {
        asked.kind == ActionKind::Shipping && asked.target.as_deref() == Some("cancelled")
    });
    let was_ever_paid =
        order.paid_since.is_some() || known.money != Money::Cancelled || known.is_earning();
    let recommended = match known.parcel {
        Parcel::GoesOn if is_being_stopped => return None,
        Parcel::GoesOn => CaseStep::StopParcel,
        // Too late to stop it. It was in vain if nothing was ever paid, or if the money had gone
        // before the parcel arrived.
        Parcel::Delivered if !was_ever_paid || shipping_since > ended_at => CaseStep::Explain,
        Parcel::Delivered | Parcel::NotBegun | Parcel::Stopped | Parcel::Unsaid => return None,
    };
    Some(
        Draft::of(
            CaseClass::MovingInVain,
            ended_at.max(shipping_since),
            recommended,
        )
        .or(&[CaseStep::ReadAgain, CaseStep::DoneInShop])
        .differing(&[], &[FactKind::Financial, FactKind::Shipping])
        .differing_events(vec!["auto_refunded".to_owned()]),
    )
}

/// Paid long ago, and shipping never began, in a shop that sets shipping statuses at all.
pub(super) fn shipping_not_begun(known: &Known<'_>) -> Option<Draft> {
    let paid_since = known.order?.paid_since?;
    let is_due = known.age(paid_since) >= known.facts.thresholds.not_begun;
    if !is_due
        || !known.facts.shop.sets_shipping
        || !known.money.is_there()
        || known.parcel != Parcel::NotBegun
        || known.is_earning()
        || known.shop_gave_up()
        || known.is_money_doubtful()
        || known.reversed_at().is_some()
        || known.is_asked(&[ActionKind::Shipping, ActionKind::Refund])
    {
        return None;
    }
    Some(
        Draft::of(CaseClass::ShippingNotBegun, paid_since, CaseStep::Ship)
            .or(&[CaseStep::ReadAgain, CaseStep::Refund])
            .differing(&[], &[FactKind::Financial, FactKind::Shipping]),
    )
}
