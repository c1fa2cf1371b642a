//! Shop and Points have different amounts.

use super::Draft;
use crate::cases::known::{Known, Money, Parcel, sibling_money};
use crate::view::{ActionKind, CaseClass, CaseStep, FactKind};

/// Paid, and a halala or more differs. Nothing is recommended that moves money: often the shop's
/// amount is what is wrong.
pub(super) fn amount_differs(known: &Known<'_>) -> Option<Draft> {
    let order = known.order?;
    let difference = known.difference()?;
    if !known.money.is_there() || known.shop_gave_up() || known.is_asked(&[ActionKind::Refund]) {
        return None;
    }
    // The shop may count what is left after a refund in part.
    let is_what_went_back = difference == order.refunded.halalas;
    if is_what_went_back || is_paid_in_parts(known, difference) {
        return None;
    }
    let may_refund: &[CaseStep] = if difference > 0 {
        &[CaseStep::ReadAgain, CaseStep::Refund]
    } else {
        &[CaseStep::ReadAgain]
    };
    Some(
        Draft::of(
            CaseClass::AmountDiffers,
            order.paid_since.or(known.opened_at())?,
            CaseStep::DoneInShop,
        )
        .or(may_refund)
        .with_difference(Some(difference))
        .differing(&[FactKind::Amount], &[FactKind::Amount]),
    )
}

/// Not paid yet, and the shop asks for another amount by now: this attempt ends, and a new one
/// begins.
pub(super) fn amount_changed(known: &Known<'_>) -> Option<Draft> {
    let difference = known.difference()?;
    if !known.money.is_open()
        || known.shop_gave_up()
        || known.is_money_doubtful()
        || is_paid_in_parts(known, difference)
        || known.is_asked(&[
            ActionKind::Cancel,
            ActionKind::Capture,
            ActionKind::Complete,
        ])
    {
        return None;
    }
    let is_shipped = matches!(known.parcel, Parcel::GoesOn | Parcel::Delivered);
    let recommended = if is_shipped {
        CaseStep::Explain
    } else {
        CaseStep::Cancel
    };
    let may_take: &[CaseStep] = if known.money == Money::Reserved {
        &[CaseStep::ReadAgain, CaseStep::Cancel, CaseStep::Capture]
    } else {
        &[CaseStep::ReadAgain, CaseStep::Cancel]
    };
    Some(
        Draft::of(CaseClass::AmountChanged, known.opened_at()?, recommended)
            .or(may_take)
            .with_difference(Some(difference))
            .differing(&[FactKind::Amount], &[FactKind::Amount]),
    )
}

/// Another order under the number makes up for the difference.
fn is_paid_in_parts(known: &Known<'_>, difference: i64) -> bool {
    known
        .sibling_orders()
        .filter(|twin| sibling_money(twin).is_there())
        .filter_map(|twin| twin.total_halalas)
        .any(|halalas| halalas.checked_add(difference) == Some(0))
}
