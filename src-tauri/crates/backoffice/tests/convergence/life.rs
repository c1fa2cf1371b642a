//! The life of one order at Points, and how Points speaks of each moment of it.

use backoffice::fold::{ContentHash, content_hash, event_hash};
use chrono::{DateTime, SecondsFormat};
use points_api::ObservedOrder;
use serde_json::{Value, json};

use crate::dice::Dice;

const UUID: &str = "550e8400-e29b-41d4-a716-446655440000";

/// 2026-01-01, UTC milliseconds, by Points' clock.
const BEGIN: i64 = 1_767_225_600_000;

/// The shipping statuses, and their numbers in reads; the last one is in no documentation.
const SHIPPING: [(&str, i64); 7] = [
    ("new", 1),
    ("license_in_progress", 2),
    ("ready_shipping", 3),
    ("delivery_is_in_progress", 4),
    ("delivered", 5),
    ("cancelled", 6),
    ("at_customs", 42),
];

/// The order as it is from a moment on.
#[derive(Debug, Clone)]
pub(crate) struct Moment {
    /// UTC milliseconds by Points' clock.
    pub(crate) at: i64,
    /// Under which name it is told to webhooks; none: of this change they hear nothing.
    pub(crate) event: Option<&'static str>,
    pub(crate) financial: &'static str,
    shipping: usize,
    halalas: i64,
    refunded: i64,
    settlement: Option<&'static str>,
}

/// How Points writes this order.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent habits, any with any other"
)]
#[derive(Debug, Clone, Copy)]
struct Hand {
    has_microseconds: bool,
    /// Whether reads have `updated_at`.
    dates_reads: bool,
    /// Whether events have.
    dates_events: bool,
    amounts_are_texts: bool,
    has_items: bool,
}

/// Something that Points said, as the desk reads it.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) event: Option<String>,
    pub(crate) hash: ContentHash,
    pub(crate) order: ObservedOrder,
    /// Which moment of the life it is about.
    pub(crate) moment: usize,
}

#[derive(Debug, Clone)]
pub(crate) struct Life {
    pub(crate) moments: Vec<Moment>,
    hand: Hand,
}

impl Life {
    pub(crate) fn lived(dice: &mut Dice) -> Self {
        let hand = Hand {
            has_microseconds: dice.chance(60),
            dates_reads: dice.chance(75),
            dates_events: dice.chance(75),
            amounts_are_texts: dice.chance(30),
            has_items: dice.chance(70),
        };
        let mut moments = vec![Moment {
            at: BEGIN + dice.within(0, 86_400_000),
            event: None,
            financial: "new",
            shipping: 0,
            halalas: dice.within(100, 500_000),
            refunded: 0,
            settlement: None,
        }];
        for _ in 0..dice.within(0, 8) {
            let next = next(&moments, dice);
            moments.push(next);
        }
        Self { moments, hand }
    }

    /// The moment that holds at this time, by Points' clock.
    pub(crate) fn moment_at(&self, at: i64) -> usize {
        self.moments
            .partition_point(|moment| moment.at <= at)
            .saturating_sub(1)
    }

    pub(crate) fn last(&self) -> usize {
        self.moments.len() - 1
    }

    /// As a read or an action at this time is answered.
    pub(crate) fn answer(&self, moment: usize, at: i64) -> Said {
        let state = &self.moments[moment];
        let mut order = json!({
            "id": 7,
            "uuid": UUID,
            "order_number": "1001",
            "order_status": state.financial,
            "type": 2,
            "status": SHIPPING[state.shipping].1,
            "total_price": self.amount(state.halalas),
            "settlement_status": state.settlement,
            "created_at": self.time(self.moments[0].at),
            "since": format!("{} seconds ago", at / 1_000),
            "time": format!("{} am", at % 12),
        });
        if self.hand.dates_reads {
            order["updated_at"] = json!(self.time(state.at));
        }
        if self.hand.has_items {
            order["items"] = json!([{"product_name": "Dates", "product_price": 1, "quantity": 1}]);
        }
        Self::said(None, &order, moment)
    }

    /// As a webhook is told at this time: the display strings are made anew for each delivery.
    pub(crate) fn event(&self, name: &str, moment: usize, is_dated: bool, at: i64) -> Said {
        let state = &self.moments[moment];
        let mut order = json!({
            "id": UUID,
            "order_number": "1001",
            "order_status": state.financial,
            "status": SHIPPING[state.shipping].0,
            "total_price": self.amount(state.halalas),
            "since": format!("{} seconds ago", at / 1_000),
        });
        if state.refunded > 0 {
            order["refund_amount"] = self.amount(state.refunded);
            order["left_amount"] = self.amount(state.halalas - state.refunded);
        }
        if is_dated {
            order["updated_at"] = json!(self.time(state.at));
        }
        Self::said(Some(name.to_owned()), &order, moment)
    }

    /// Whether the events of this order usually say when it was changed.
    pub(crate) fn dates_events(&self) -> bool {
        self.hand.dates_events
    }

    fn said(event: Option<String>, order: &Value, moment: usize) -> Said {
        Said {
            hash: match &event {
                Some(name) => event_hash(name, order),
                None => content_hash(order),
            },
            event,
            order: ObservedOrder::from_json(order).unwrap(),
            moment,
        }
    }

    fn amount(&self, halalas: i64) -> Value {
        let text = format!("{}.{:02}", halalas / 100, halalas % 100);
        if self.hand.amounts_are_texts {
            json!(text)
        } else {
            text.parse::<serde_json::Number>().map(Value::from).unwrap()
        }
    }

    fn time(&self, at: i64) -> String {
        let form = if self.hand.has_microseconds {
            SecondsFormat::Micros
        } else {
            SecondsFormat::Secs
        };
        DateTime::from_timestamp_millis(at)
            .unwrap()
            .to_rfc3339_opts(form, true)
    }
}

/// What may come next (API documentation, "Financial state" and "Shipping state"), and what the
/// documentation does not know of.
fn next(moments: &[Moment], dice: &mut Dice) -> Moment {
    let now = moments.last().unwrap();
    let next = Moment {
        at: now.at + dice.while_long(),
        ..now.clone()
    };
    match dice.within(0, 10) {
        // Points documents no forbidden step of the parcel: it may go back.
        0..4 => Moment {
            event: Some("shipping_status_updated"),
            shipping: usize::try_from(dice.within(0, 7)).unwrap(),
            ..next
        },
        4 => Moment {
            event: None,
            settlement: Some(dice.pick(&["settled", "due"])),
            ..next
        },
        5 => Moment {
            event: dice.pick(&[None, Some("price_changed")]),
            halalas: now.halalas + 1,
            ..next
        },
        _ => paid(moments, next, dice),
    }
}

/// The next step of the money.
fn paid(moments: &[Moment], next: Moment, dice: &mut Dice) -> Moment {
    let to = |event, financial| Moment {
        event: Some(event),
        financial,
        ..next.clone()
    };
    let refunded = |financial, refunded| Moment {
        event: Some("refunded"),
        financial,
        refunded,
        ..next.clone()
    };
    let part = (next.refunded + 50).min(next.halalas);
    match next.financial {
        "new" => match dice.within(0, 6) {
            0 | 1 => to("authorized", "authorized"),
            2 | 3 => to("approved", "approved"),
            4 => to("cancelled", "cancelled"),
            _ => to("put_on_hold", "on_hold"),
        },
        "authorized" => match dice.within(0, 6) {
            0..4 => to("captured", "captured"),
            4 => to("cancelled", "cancelled"),
            _ => to("put_on_hold", "on_hold"),
        },
        "approved" | "captured" => match dice.within(0, 8) {
            0 | 1 => refunded("partially_refunded", part),
            2 => refunded("fully_refunded", next.halalas),
            3 => Moment {
                event: Some("auto_refunded"),
                ..refunded("fully_refunded", next.halalas)
            },
            // An event and no state.
            4 | 5 => to("completed", next.financial),
            6 => to("cancelled", "cancelled"),
            _ => to("disputed", "under_dispute"),
        },
        "partially_refunded" => match dice.within(0, 3) {
            0 | 1 => refunded("partially_refunded", part),
            _ => refunded("fully_refunded", next.halalas),
        },
        // Where it came from, as if nothing had been.
        "on_hold" | "under_dispute" => {
            let before = moments.iter().rev().map(|moment| moment.financial);
            let known = before.filter(|word| !["on_hold", "under_dispute"].contains(word));
            to("released", known.into_iter().next().unwrap())
        }
        _ => Moment {
            event: None,
            settlement: Some("closed"),
            ..next
        },
    }
}
