//! Checkouts that should have ended and did not.

use super::Draft;
use crate::cases::known::{Known, Money, Parcel};
use crate::schedule::WATCHED_FOR;
use crate::view::{ActionKind, CaseClass, CaseStep, FactKind, ShopStatus};

const ENDS_IT: [ActionKind; 4] = [
    ActionKind::Cancel,
    ActionKind::Capture,
    ActionKind::Complete,
    ActionKind::Authorize,
];

/// Reserved for longer than the threshold, or given up by the shop: take the money if it ships, else
/// let it go.
pub(super) fn reserved_ageing(known: &Known<'_>) -> Option<Draft> {
    let opened_at = known.opened_at()?;
    let is_due = known.age(opened_at) >= known.facts.thresholds.reserved || known.shop_gave_up();
    if !is_due
        || known.money != Money::Reserved
        || known.is_money_doubtful()
        || known.is_asked(&ENDS_IT)
    {
        return None;
    }
    let shop_ships = known.shop == Some(ShopStatus::Paid);
    let recommended = match (known.shop_gave_up(), known.parcel) {
        (true, Parcel::GoesOn) => CaseStep::StopParcel,
        (true, Parcel::Delivered) => CaseStep::Explain,
        (false, Parcel::GoesOn | Parcel::Delivered) => CaseStep::Capture,
        (false, Parcel::NotBegun) if shop_ships => CaseStep::Capture,
        // Whether it ships is what nobody knows.
        (false, Parcel::Unsaid) => CaseStep::ReadAgain,
        _ => CaseStep::Cancel,
    };
    let shop: &'static [FactKind] = if known.shop_gave_up() {
        &[FactKind::ShopStatus]
    } else {
        &[]
    };
    Some(
        Draft::of(CaseClass::ReservedAgeing, opened_at, recommended)
            .or(&[CaseStep::Capture, CaseStep::Cancel, CaseStep::ReadAgain])
            .differing(shop, &[FactKind::Financial]),
    )
}

/// No payment after the threshold. At once where the shop has given it up, so that nobody can pay
/// it any more, and where the parcel goes on unpaid.
pub(super) fn unpaid_ageing(known: &Known<'_>) -> Option<Draft> {
    let opened_at = known.opened_at()?;
    let is_shipped = matches!(known.parcel, Parcel::GoesOn | Parcel::Delivered);
    let shop_cancelled = known.shop == Some(ShopStatus::Cancelled);
    let is_due = known.age(opened_at) >= known.facts.thresholds.unpaid;
    let shop_has_money = known.shop == Some(ShopStatus::Paid) && !known.another_has_money();
    // The shop gave back what Points never had: no class takes that.
    let is_elsewhere =
        !known.is_earning() && (shop_has_money || known.shop == Some(ShopStatus::Refunded));
    if !(is_due || is_shipped || shop_cancelled)
        || known.money != Money::Unpaid
        || is_elsewhere
        || known.order?.is_completed
        || known.is_money_doubtful()
        || known.is_asked(&ENDS_IT)
    {
        return None;
    }
    let recommended = match known.parcel {
        // It gives points by itself; nobody stops paying.
        _ if known.is_earning() => CaseStep::ReadAgain,
        Parcel::GoesOn => CaseStep::StopParcel,
        Parcel::Delivered => CaseStep::Explain,
        Parcel::NotBegun | Parcel::Stopped | Parcel::Unsaid => CaseStep::Cancel,
    };
    let shop: &'static [FactKind] = if shop_cancelled {
        &[FactKind::ShopStatus]
    } else {
        &[]
    };
    let points: &'static [FactKind] = if is_shipped {
        &[FactKind::Financial, FactKind::Shipping]
    } else {
        &[FactKind::Financial]
    };
    Some(
        Draft::of(CaseClass::UnpaidAgeing, opened_at, recommended)
            .or(&[CaseStep::Cancel, CaseStep::ReadAgain])
            .differing(shop, points),
    )
}

/// The desk reads it no more by itself, and it is still open: whatever was known of it may be old.
/// Once it was read by hand after that, it is what it is.
pub(super) fn no_longer_read(known: &Known<'_>) -> Option<Draft> {
    let order = known.order?;
    let changed_at = order
        .financial
        .iter()
        .chain(&order.shipping)
        .map(|status| status.since)
        .max()?;
    let ships = known.facts.shop.sets_shipping && !known.is_earning();
    let watched_from = match (known.money, known.parcel) {
        (Money::Unpaid | Money::Reserved, _) => known.opened_at()?,
        (Money::Paid | Money::PartlyRefunded, Parcel::NotBegun | Parcel::Unsaid) if ships => {
            changed_at
        }
        (Money::Paid | Money::PartlyRefunded, Parcel::GoesOn) => changed_at,
        _ => return None,
    };
    let read = known.last_read()?;
    let is_asked = known.is_asked(&ENDS_IT);
    if !order.given_up || is_asked || read.asked_at >= watched_from.saturating_add(WATCHED_FOR) {
        return None;
    }
    Some(
        Draft::of(CaseClass::NoLongerRead, read.heard_at, CaseStep::ReadAgain)
            .differing(&[], &[FactKind::Financial]),
    )
}
