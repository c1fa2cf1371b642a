//! Known on one side only.

use super::Draft;
use crate::cases::CheckoutFacts;
use crate::cases::known::{Known, sibling_money};
use crate::view::{CaseClass, CaseStep, FactKind, ShopStatus};

const DAY: i64 = 86_400_000;

/// What was older than this when the desk first learnt of it is the shop's history, not a checkout
/// to look after.
const HISTORY: i64 = 30 * DAY;

/// Known to the shop only: without a uuid Points cannot be asked, and nothing can be cancelled. One
/// order that it may be is suggested.
pub(super) fn no_points_id(known: &Known<'_>) -> Option<Draft> {
    let checkout = known.checkout?;
    if known.order.is_some() || checkout.uuid.is_some() {
        return None;
    }
    let began_at = checkout.opened_at.unwrap_or(checkout.learnt_at);
    let is_due = known.age(began_at) >= known.facts.thresholds.unpaid;
    let is_history = checkout.learnt_at.saturating_sub(began_at) > HISTORY;
    let another_was_paid = known
        .sibling_orders()
        .any(|order| sibling_money(order).is_there());
    if !is_due || is_history || another_was_paid || events_would_have_told(known, checkout) {
        return None;
    }
    let recommended = if checkout.candidates.len() == 1 {
        CaseStep::ConfirmMatch
    } else {
        CaseStep::PasteUuid
    };
    let points: &'static [FactKind] = if checkout.candidates.is_empty() {
        &[FactKind::Nothing]
    } else {
        &[FactKind::Other]
    };
    Some(
        Draft::of(CaseClass::NoPointsId, began_at, recommended)
            .or(&[CaseStep::PasteUuid, CaseStep::DoneInShop])
            .differing(&[], points),
    )
}

/// The shop has ended it, and no event told of a payment though every one of its time came.
fn events_would_have_told(known: &Known<'_>, checkout: &CheckoutFacts) -> bool {
    let shop_ended_it = matches!(
        checkout.status,
        Some(ShopStatus::Cancelled | ShopStatus::Refunded)
    );
    let Some((inbox, opened_at)) = known.facts.inbox.zip(checkout.opened_at) else {
        return false;
    };
    shop_ended_it && inbox.since <= opened_at && inbox.until >= checkout.as_of
}

/// Paid at Points, and no row of the shop tells of it, though its files cover that time.
pub(super) fn points_only(known: &Known<'_>) -> Option<Draft> {
    let order = known.order?;
    let paid_since = order.paid_since?;
    let created_at = order.created_at?;
    let shop = known.facts.shop;
    let is_covered =
        shop.from? <= created_at && created_at <= shop.until? && shop.as_of? > paid_since;
    let has_row = known.checkout.is_some()
        || known
            .facts
            .siblings
            .iter()
            .any(|sibling| sibling.checkout.is_some());
    if !is_covered || has_row || order.is_proposed || !known.money.is_there() {
        return None;
    }
    Some(
        Draft::of(CaseClass::PointsOnly, paid_since, CaseStep::DoneInShop)
            .or(&[CaseStep::ReadAgain, CaseStep::Refund])
            .differing(&[FactKind::Nothing], &[FactKind::Financial]),
    )
}
