//! Whether the order is still as the person saw it.

use points_api::{Carried, FinancialStatus, ShippingStatus};

use super::class::{Class, goal_of, may_be_unclear};
use super::history::History;
use super::intent::{Intent, Known, Reason, word_of};
use crate::fold::shipping_state;
use crate::shipping::place_on_path;
use crate::view::{ActionKind, SeenOrder};

/// A read that was asked for so long ago is too old to send upon, milliseconds.
const FRESH: i64 = 5_000;

/// What happens to an action whose turn has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// It is sent.
    Send,
    /// What it asks for is so already: it is confirmed, and nothing is sent.
    AlreadyDone,
    /// A person decides; nothing is sent.
    Ask(Reason),
}

/// Whether an answer to a read is young enough to send upon. One from the future is none: the
/// clock was set back since.
pub fn read_is_fresh(asked_at: i64, now: i64) -> bool {
    (0..=FRESH).contains(&now.saturating_sub(asked_at))
}

/// What happens to an action whose turn has come; `known` is a fresh read, none for purchases.
pub fn before_sending(intent: &Intent, history: &History, known: Option<&Known<'_>>) -> Before {
    // Whoever calls: what may have been applied already leaves again only as often as it may.
    let spent = history.unclear > may_be_unclear(intent.kind);
    let Some(known) = known else {
        return match (intent.class(), spent) {
            (Class::Create, false) => Before::Send,
            (Class::Create, true) => Before::Ask(Reason::CannotTell),
            _ => Before::Ask(Reason::NotRead),
        };
    };
    if is_done(intent, known) {
        return Before::AlreadyDone;
    }
    if spent {
        return Before::Ask(match intent.class() {
            Class::Goal | Class::Value => Reason::StillAsBefore,
            Class::Delta | Class::Create => Reason::CannotTell,
        });
    }
    let change = match intent.class() {
        Class::Value => parcel(intent, known),
        Class::Goal | Class::Delta => money(intent, known),
        Class::Create => None,
    };
    change.map_or(Before::Send, Before::Ask)
}

/// Whether what is asked for is so already.
fn is_done(intent: &Intent, known: &Known<'_>) -> bool {
    match (intent.class(), intent.kind) {
        (Class::Goal, ActionKind::Complete) => known.is_completed,
        (Class::Goal, kind) => known.financial.is_some() && known.financial == goal_of(kind),
        (Class::Value, _) => value_is_set(intent, known),
        (Class::Delta | Class::Create, _) => false,
    }
}

/// Whether status and labels are as asked for. A label that is shown and not asked for is not: a
/// status without one may be meant to take it away.
fn value_is_set(intent: &Intent, known: &Known<'_>) -> bool {
    let status = intent
        .target
        .as_deref()
        .is_none_or(|target| known.word().is_some_and(|word| word.as_str() == target));
    let labels = intent
        .labels
        .iter()
        .zip(&known.labels)
        .all(|(asked, shown)| match (asked, shown) {
            (Some(asked), Carried::Value(shown)) => asked == shown,
            (None, Carried::Value(_)) => intent.target.is_none(),
            (Some(_), Carried::Null | Carried::Absent) => false,
            (None, Carried::Null | Carried::Absent) => true,
        });
    status && labels
}

/// What hinders a parcel from moving.
fn parcel(intent: &Intent, known: &Known<'_>) -> Option<Reason> {
    let target = ShippingStatus::from(intent.target.as_deref()?);
    let place = place_on_path(&target)?;
    let surprises = |seen: fn(&SeenOrder) -> Option<&str>, now: &str| {
        !expected(intent).any(|order| seen(order) == Some(now))
    };
    if let Some(financial) = &known.financial {
        let is_news = surprises(|order| order.financial.as_deref(), financial.as_str());
        match financial {
            FinancialStatus::Cancelled if is_news => return Some(Reason::OrderCancelled),
            FinancialStatus::FullyRefunded | FinancialStatus::PartiallyRefunded if is_news => {
                return Some(Reason::OrderRefunded);
            }
            _ => {}
        }
    }
    // A code that nobody has learnt tells no place.
    let now = known.word()?;
    let is_news = !expected(intent).any(|order| {
        order
            .shipping
            .as_deref()
            .and_then(shipping_state)
            .is_some_and(|seen| {
                Some(&seen) == known.shipping.as_ref()
                    || word_of(&seen, known.codes).is_some_and(|word| word == now)
            })
    });
    let moved_on = now == ShippingStatus::Cancelled
        || place_on_path(&now).is_some_and(|reached| reached > place);
    (is_news && moved_on).then_some(Reason::ShippingMovedOn)
}

/// What hinders money from moving.
fn money(intent: &Intent, known: &Known<'_>) -> Option<Reason> {
    let is_news = |seen: &dyn Fn(&SeenOrder) -> bool, was_seen: &dyn Fn(&SeenOrder) -> bool| {
        expected(intent).any(was_seen) && !expected(intent).any(seen)
    };
    let financial = known.financial.as_ref().map(FinancialStatus::as_str);
    if financial.is_some()
        && is_news(&|order| order.financial.as_deref() == financial, &|order| {
            order.financial.is_some()
        })
    {
        return Some(Reason::MoneyMoved);
    }
    if known.total_halalas.is_some()
        && is_news(
            &|order| order.total_halalas == known.total_halalas,
            &|order| order.total_halalas.is_some(),
        )
    {
        return Some(Reason::TotalChanged);
    }
    let has_left = |word: &ShippingStatus| {
        matches!(
            word,
            ShippingStatus::DeliveryIsInProgress | ShippingStatus::Delivered
        )
    };
    let was_gone = expected(intent).any(|order| {
        order
            .shipping
            .as_deref()
            .and_then(shipping_state)
            .is_some_and(|seen| {
                Some(&seen) == known.shipping.as_ref()
                    || word_of(&seen, known.codes).as_ref().is_some_and(has_left)
            })
    });
    (intent.kind == ActionKind::Cancel && known.word().as_ref().is_some_and(has_left) && !was_gone)
        .then_some(Reason::ParcelLeft)
}

/// The order as the person saw it, and as the desk's own earlier actions made it since.
fn expected(intent: &Intent) -> impl Iterator<Item = &SeenOrder> {
    intent.seen.iter().chain(&intent.led_to)
}
