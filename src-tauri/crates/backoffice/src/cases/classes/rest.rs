//! What does not agree and fits no class.

use super::Draft;
use crate::cases::OrderFacts;
use crate::cases::known::{Known, Money, Parcel, sibling_money};
use crate::view::{ActionKind, CaseClass, CaseStep, FactKind, ShopStatus};

/// One of the contradictions that have no class of their own. What comes by time alone stands last.
pub(super) fn unclassified(known: &Known<'_>) -> Option<Draft> {
    let order = known.order?;
    refunded_in_shop_only(known, order)
        .or_else(|| points_and_shop_disagree(known, order))
        .or_else(|| completed_without_payment(known, order))
        .or_else(|| amount_unreadable(known, order))
        .or_else(|| paid_and_stopped(known, order))
        .or_else(|| ended_and_still_awaited(known, order))
}

fn draft(since: i64, recommended: CaseStep) -> Draft {
    Draft::of(CaseClass::Unclassified, since, recommended)
}

/// The shop gave the money back, and Points did not, or not all of it, or never had it.
fn refunded_in_shop_only(known: &Known<'_>, order: &OrderFacts) -> Option<Draft> {
    if known.shop != Some(ShopStatus::Refunded)
        || known.is_earning()
        || known.is_asked(&[ActionKind::Refund, ActionKind::Cancel])
        || known.reversed_at().is_some()
    {
        return None;
    }
    let shop_amount = known.checkout.and_then(|row| row.amount_halalas);
    let is_all_of_it = shop_amount.is_some_and(|amount| order.refunded.halalas >= amount);
    let steps: &[CaseStep] = match known.money {
        Money::PartlyRefunded if is_all_of_it => return None,
        Money::Paid | Money::PartlyRefunded => &[CaseStep::ReadAgain, CaseStep::Refund],
        Money::Unpaid => &[CaseStep::ReadAgain, CaseStep::Cancel],
        _ => return None,
    };
    let recommended = if known.is_read_since_file() {
        CaseStep::Explain
    } else {
        CaseStep::ReadAgain
    };
    Some(
        draft(order.financial.as_ref()?.since, recommended)
            .or(steps)
            .about(
                order
                    .refunded
                    .left_halalas
                    .filter(|_| known.money.is_there()),
            )
            .differing(&[FactKind::ShopStatus], &[FactKind::Financial]),
    )
}

/// Points that were given for an order that the shop gave up, or taken back for one that it keeps.
fn points_and_shop_disagree(known: &Known<'_>, order: &OrderFacts) -> Option<Draft> {
    if !known.is_earning() {
        return None;
    }
    let given_for_nothing = known.money == Money::Paid && known.shop_gave_up();
    let taken_back = known.money.has_ended()
        && known.shop == Some(ShopStatus::Paid)
        && !known.another_has_money();
    if !(given_for_nothing || taken_back) || known.is_asked(&[ActionKind::Refund]) {
        return None;
    }
    let steps: &[CaseStep] = if given_for_nothing {
        &[CaseStep::ReadAgain, CaseStep::Refund]
    } else {
        &[CaseStep::ReadAgain, CaseStep::DoneInShop]
    };
    Some(
        draft(order.financial.as_ref()?.since, CaseStep::Explain)
            .or(steps)
            .differing(&[FactKind::ShopStatus], &[FactKind::Financial]),
    )
}

/// It was completed, which only a paid order is.
fn completed_without_payment(known: &Known<'_>, order: &OrderFacts) -> Option<Draft> {
    let status = order.financial.as_ref()?;
    if !order.is_completed || !known.money.is_open() {
        return None;
    }
    Some(
        draft(status.since, CaseStep::ReadAgain)
            .differing(&[], &[FactKind::Financial])
            .differing_events(vec!["completed".to_owned()]),
    )
}

/// A total that is no whole number of halalas.
fn amount_unreadable(known: &Known<'_>, order: &OrderFacts) -> Option<Draft> {
    let is_unreadable = order.total_halalas.is_none() && order.total_text.is_some();
    let matters = known.money.is_there() || known.money.is_open();
    if !is_unreadable || !matters {
        return None;
    }
    Some(
        draft(known.opened_at()?, CaseStep::Explain)
            .or(&[CaseStep::ReadAgain])
            .differing(&[], &[FactKind::Amount]),
    )
}

/// The parcel was called off, and the merchant keeps the money.
fn paid_and_stopped(known: &Known<'_>, order: &OrderFacts) -> Option<Draft> {
    let stopped_since = order.shipping.as_ref()?.since;
    let is_due = known.age(stopped_since) >= known.facts.thresholds.not_begun;
    if !is_due
        || known.money != Money::Paid
        || known.parcel != Parcel::Stopped
        || known.is_earning()
        || known.is_asked(&[ActionKind::Refund, ActionKind::Shipping])
    {
        return None;
    }
    Some(
        draft(stopped_since, CaseStep::Explain)
            .or(&[CaseStep::ReadAgain, CaseStep::Ship, CaseStep::Refund])
            .differing(&[], &[FactKind::Financial, FactKind::Shipping]),
    )
}

/// It ended at Points, and the shop still waits for the money, though no other attempt is alive.
fn ended_and_still_awaited(known: &Known<'_>, order: &OrderFacts) -> Option<Draft> {
    let ended_at = order.financial.as_ref()?.since;
    let another_is_alive = known
        .sibling_orders()
        .any(|order| !sibling_money(order).has_ended());
    if known.shop != Some(ShopStatus::Pending)
        || !known.money.has_ended()
        || another_is_alive
        || known.is_earning()
        || known.age(ended_at) < known.facts.thresholds.unpaid
    {
        return None;
    }
    Some(
        draft(ended_at, CaseStep::DoneInShop)
            .or(&[CaseStep::ReadAgain])
            .differing(&[FactKind::ShopStatus], &[FactKind::Financial]),
    )
}
