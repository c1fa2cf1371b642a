//! What an event shows of a request whose end nobody knows.

use points_api::{Carried, ObservedOrder, OrderType};

use super::class::{Class, goal_of};
use super::intent::{Intent, labels, total};
use super::mark::mark_in;
use crate::settling::{Settled, settle};
use crate::store::ShippingCodes;
use crate::view::ActionKind;

/// Something that Points told by itself, heard after the request left.
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    /// Its name: `captured`, `refunded`, `shipping_status_updated` …
    pub name: &'a str,
    /// The order as it tells of it.
    pub order: &'a ObservedOrder,
    /// Whether nothing that is known of the order's shipping is newer. Events come late and twice,
    /// and a status may be set, left and set again.
    pub is_newest: bool,
    /// Whether the order was not known when the action was asked: an older order of the same
    /// number is not what a purchase made.
    pub order_is_new: bool,
}

/// Whether an event of the order (for a purchase: of an order of that number) shows that the action
/// was carried out. It never shows that it was not.
pub fn after_event(intent: &Intent, event: &Event<'_>) -> bool {
    match intent.class() {
        Class::Value => event.is_newest && shows_value(intent, event.order),
        Class::Delta => shows_mark(intent, event),
        Class::Goal => shows_goal(intent, event),
        Class::Create => event.order_is_new && shows_purchase(intent, event.order),
    }
}

fn shows_value(intent: &Intent, order: &ObservedOrder) -> bool {
    let Some(now) = order.shipping.value() else {
        return false;
    };
    let codes = ShippingCodes::default();
    // It tells what changed and keeps silent about the rest: that proves no label.
    let labels_now = labels(order).map(|label| match label {
        Carried::Absent => Carried::Null,
        told => told,
    });
    let evidence = intent.evidence(intent.seen.as_ref(), Some(now.clone()), labels_now, &codes);
    settle(&evidence) == Settled::Applied
}

/// That money went back says nothing about whose wish it was, unless it says which.
fn shows_mark(intent: &Intent, event: &Event<'_>) -> bool {
    let told = event.order.reason.value().and_then(|text| mark_in(text));
    event.name == "refunded" && told.is_some() && told == intent.mark.as_deref()
}

fn shows_goal(intent: &Intent, event: &Event<'_>) -> bool {
    let name = match intent.kind {
        ActionKind::Authorize => "authorized",
        ActionKind::Capture => "captured",
        ActionKind::Complete => "completed",
        ActionKind::Cancel => "cancelled",
        // Refunds in part have the same name.
        _ => return shows_mark(intent, event) || shows_state(intent, event),
    };
    event.name == name || shows_state(intent, event)
}

fn shows_state(intent: &Intent, event: &Event<'_>) -> bool {
    let shown = event.order.financial_status.value();
    shown.is_some() && shown == goal_of(intent.kind).as_ref()
}

fn shows_purchase(intent: &Intent, order: &ObservedOrder) -> bool {
    let bare = |number: &str| number.trim().trim_start_matches('#').to_owned();
    let number = order.order_number.value().map(|number| bare(number));
    let is_other_type = intent.kind == ActionKind::Earning
        && order.order_type.value() == Some(&OrderType::Replacing);
    number.is_some()
        && number == intent.order_number.as_deref().map(bare)
        && intent.amount_halalas.is_some()
        && total(order) == intent.amount_halalas
        && !is_other_type
}
