//! Several orders under one number of the shop.

use super::Draft;
use crate::cases::known::{Known, Money, opened_at, sibling_money};
use crate::cases::{OrderFacts, SiblingFacts, SiblingOrder};
use crate::view::{ActionKind, CaseClass, CaseStep, FactKind, MatchKind, ShopStatus};

const DAY: i64 = 86_400_000;

/// Further apart than this, two orders under one number are two orders: shops begin to count anew.
const ONE_ORDER_WITHIN: i64 = 30 * DAY;

/// Two paid orders for one order of the shop. The one that the shop does not mean, else the later
/// one, is the case; so there is one case for two orders.
pub(super) fn paid_twice(known: &Known<'_>) -> Option<Draft> {
    let order = known.order?;
    let paid_since = order.paid_since?;
    if known.is_asked(&[ActionKind::Refund, ActionKind::Cancel]) {
        return None;
    }
    let twins = paid_twins(known, order);
    let has_own_row = |sibling: &SiblingFacts| sibling.checkout.is_some();
    let twin = twins.into_iter().find(|(sibling, twin)| {
        let differ = amounts_differ(order, twin);
        let both_have_rows = known.checkout.is_some() && has_own_row(sibling);
        let shop_counts_both = both_have_rows
            && [
                known.checkout.and_then(|row| row.status),
                sibling.checkout.as_ref().and_then(|row| row.status),
            ]
            .iter()
            .all(|status| *status == Some(ShopStatus::Paid));
        let nobody_has_rows = known.checkout.is_none() && !has_any_row(known);
        let are_told_apart = both_have_rows && (differ || shop_counts_both);
        !(are_told_apart || (differ && nobody_has_rows))
    });
    let (_, twin) = twin?;
    let recommended = if amounts_differ(order, twin) {
        CaseStep::Explain
    } else {
        CaseStep::Refund
    };
    Some(
        Draft::of(CaseClass::PaidTwice, paid_since, recommended)
            .or(&[CaseStep::Refund, CaseStep::ReadAgain])
            .differing(&[], &[FactKind::Financial, FactKind::Other]),
    )
}

/// Several orders have the number and are not told apart: a row of the shop does not say which of
/// them it is, or two were paid with different amounts and the shop tells of neither.
pub(super) fn number_shared(known: &Known<'_>) -> Option<Draft> {
    if let Some(order) = known.order {
        let paid_since = order.paid_since?;
        let is_nameless = known.checkout.is_none() && !has_any_row(known);
        let differs = paid_twins(known, order)
            .iter()
            .any(|(_, twin)| amounts_differ(order, twin));
        return (is_nameless && differs).then(|| {
            Draft::of(CaseClass::NumberShared, paid_since, CaseStep::Explain)
                .or(&[CaseStep::ReadAgain, CaseStep::Refund])
                .differing(&[], &[FactKind::Amount, FactKind::Other])
        });
    }
    let checkout = known.checkout?;
    if !checkout.candidates_by_number || checkout.candidates.is_empty() {
        return None;
    }
    // One candidate may be confirmed; of several, the person pastes the uuid of the right one.
    let recommended = if checkout.candidates.len() == 1 {
        CaseStep::ConfirmMatch
    } else {
        CaseStep::PasteUuid
    };
    Some(
        Draft::of(
            CaseClass::NumberShared,
            checkout.opened_at.unwrap_or(checkout.learnt_at),
            recommended,
        )
        .or(&[CaseStep::PasteUuid])
        .differing(&[], &[FactKind::Other]),
    )
}

/// Paid orders under the same number beside which this one is the one too many.
fn paid_twins<'a>(
    known: &Known<'a>,
    order: &OrderFacts,
) -> Vec<(&'a SiblingFacts, &'a SiblingOrder)> {
    if known.money != Money::Paid || known.reversed_at().is_some() || known.is_money_doubtful() {
        return Vec::new();
    }
    let of_this_kind: Vec<_> = known.sibling_orders().collect();
    let mut twins: Vec<_> = known
        .facts
        .siblings
        .iter()
        .filter_map(|sibling| Some((sibling, sibling.order.as_ref()?)))
        .filter(|(_, twin)| of_this_kind.contains(twin) && twin.uuid != order.uuid)
        .filter(|(_, twin)| sibling_money(twin).is_there())
        .filter(|(_, twin)| {
            opened_at(order).abs_diff(twin.created_at) <= ONE_ORDER_WITHIN.unsigned_abs()
        })
        .filter(|(_, twin)| !is_split(known, order, twin))
        .filter(|(sibling, twin)| is_one_too_many(known, order, sibling, twin))
        .collect();
    twins.sort_unstable();
    twins
}

fn has_any_row(known: &Known<'_>) -> bool {
    known
        .facts
        .siblings
        .iter()
        .any(|sibling| sibling.checkout.is_some())
}

fn amounts_differ(order: &OrderFacts, twin: &SiblingOrder) -> bool {
    matches!(
        (order.total_halalas, twin.total_halalas),
        (Some(one), Some(other)) if one != other
    )
}

/// Both together are what the shop asked for: paid in two parts.
fn is_split(known: &Known<'_>, order: &OrderFacts, twin: &SiblingOrder) -> bool {
    let both = order
        .total_halalas
        .zip(twin.total_halalas)
        .and_then(|(one, other)| one.checked_add(other));
    let own = known.checkout.and_then(|row| row.amount_halalas);
    let of_siblings = known
        .facts
        .siblings
        .iter()
        .filter_map(|sibling| sibling.checkout.as_ref()?.amount_halalas);
    both.is_some_and(|both| own.into_iter().chain(of_siblings).any(|shop| shop == both))
}

fn is_one_too_many(
    known: &Known<'_>,
    order: &OrderFacts,
    sibling: &SiblingFacts,
    twin: &SiblingOrder,
) -> bool {
    let is_meant = |matched: Option<MatchKind>| {
        matches!(
            matched,
            Some(MatchKind::Uuid | MatchKind::Metadata | MatchKind::Person)
        )
    };
    let shop_means_this = is_meant(known.checkout.and_then(|row| row.matched));
    let shop_means_twin = is_meant(sibling.checkout.as_ref().and_then(|row| row.matched));
    match (shop_means_this, shop_means_twin) {
        (true, false) => false,
        (false, true) => true,
        // Of the other one a part went back already: no case is found there.
        _ if sibling_money(twin) == Money::PartlyRefunded => true,
        _ => (opened_at(order), order.uuid) > (twin.created_at, twin.uuid),
    }
}
