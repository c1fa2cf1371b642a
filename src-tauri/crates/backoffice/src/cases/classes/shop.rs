//! Shop and Points say different things of one payment.

use super::Draft;
use crate::cases::known::{Known, Money};
use crate::view::{CaseClass, CaseStep, FactKind, ShopStatus};

/// Paid at Points, and the shop's file, newer than the payment, waits for it or gave it up. It is
/// rescued, never cancelled: the customer paid and waits. A later file that agrees closes it.
pub(super) fn paid_not_in_shop(known: &Known<'_>) -> Option<Draft> {
    let order = known.order?;
    let shop_does_not_know = matches!(
        known.shop,
        Some(ShopStatus::Pending | ShopStatus::Cancelled)
    );
    if !known.money.is_there() || known.is_earning() || !shop_does_not_know {
        return None;
    }
    let since = order
        .paid_since
        .or(order.financial.as_ref().map(|status| status.since))?;
    // The shop may keep each attempt as a row of its own, and have marked another one.
    let another_row_is_paid = known
        .facts
        .siblings
        .iter()
        .filter_map(|sibling| sibling.checkout.as_ref())
        .any(|row| row.status == Some(ShopStatus::Paid) && row.as_of > since);
    if another_row_is_paid || known.reversed_at().is_some() {
        return None;
    }
    Some(
        Draft::of(CaseClass::PaidNotInShop, since, CaseStep::DoneInShop)
            .or(&[CaseStep::ReadAgain])
            .differing(&[FactKind::ShopStatus], &[FactKind::Financial]),
    )
}

/// The shop counts it as paid, and Points has no payment. Another attempt that was paid explains
/// it.
pub(super) fn paid_in_shop_only(known: &Known<'_>) -> Option<Draft> {
    let order = known.order?;
    if known.is_earning()
        || known.shop != Some(ShopStatus::Paid)
        || known.another_has_money()
        || known.is_money_doubtful()
    {
        return None;
    }
    let reversed_at = known.reversed_at();
    let has_no_payment =
        known.money == Money::Unpaid || known.money.has_ended() || reversed_at.is_some();
    if !has_no_payment {
        return None;
    }
    let since = match (reversed_at, known.money) {
        (Some(reversed_at), _) => reversed_at,
        (None, Money::Unpaid) => known.opened_at()?,
        (None, _) => order.financial.as_ref()?.since,
    };
    let recommended = if known.is_read_since_file() {
        CaseStep::DoneInShop
    } else {
        CaseStep::ReadAgain
    };
    let may_cancel: &[CaseStep] = if known.money == Money::Unpaid {
        &[CaseStep::ReadAgain, CaseStep::DoneInShop, CaseStep::Cancel]
    } else {
        &[CaseStep::ReadAgain, CaseStep::DoneInShop]
    };
    Some(
        Draft::of(CaseClass::PaidInShopOnly, since, recommended)
            .or(may_cancel)
            .differing(&[FactKind::ShopStatus], &[FactKind::Financial]),
    )
}
