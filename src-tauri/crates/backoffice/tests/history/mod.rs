//! Made-up histories of one order at Points, and what is heard of them.
#![allow(
    unreachable_pub,
    dead_code,
    reason = "each program of stories has its own copy and needs its own part of it"
)]

use backoffice::fold::{Observation, Sighting, Source, content_hash, event_hash};
use backoffice::store::Heard;
use chrono::{DateTime, SecondsFormat};
use points_api::ObservedOrder;
use proptest::prelude::*;
use serde_json::{Value, json};

pub const UUID: &str = "550e8400-e29b-41d4-a716-446655440000";

/// 2026-01-01, UTC milliseconds.
const BEGIN: i64 = 1_767_225_600_000;

const STATUSES: [&str; 6] = [
    "new",
    "authorized",
    "captured",
    "cancelled",
    "partially_refunded",
    "under_dispute",
];
const SHIPPING: [&str; 4] = ["new", "ready_shipping", "delivered", "at_customs"];

/// A state of the order at Points, from `since` on.
#[derive(Debug, Clone)]
pub struct State {
    pub since: i64,
    status: usize,
    shipping: usize,
    total: u32,
    /// Whether answers and events of this state tell their `updated_at`.
    dated: bool,
    items: Option<u8>,
}

/// The states, and what is sent of them.
#[derive(Debug, Clone)]
pub struct History {
    pub states: Vec<State>,
    messages: Vec<Message>,
}

#[derive(Debug, Clone)]
struct Message {
    state: usize,
    /// How far into the state a read comes, milliseconds; none: an event.
    read_after: Option<i64>,
    /// By how much the clock of this machine is ahead, milliseconds.
    skew: i64,
    /// How long a read takes, milliseconds.
    takes: i64,
    times: usize,
}

impl History {
    pub fn any() -> impl Strategy<Value = Self> {
        let state = (
            1_i64..100_000,
            0..STATUSES.len(),
            0..SHIPPING.len(),
            0_u32..3,
            any::<bool>(),
            proptest::option::of(0_u8..3),
        );
        let message = (
            0_usize..8,
            proptest::option::of(prop_oneof![0_i64..3_000, 0_i64..50_000]),
            prop_oneof![Just(0), -31_536_000_000_i64..31_536_000_000],
            0_i64..2_000,
            1_usize..4,
        );
        (
            proptest::collection::vec(state, 1..8),
            proptest::collection::vec(message, 1..12),
        )
            .prop_map(|(states, messages)| Self::of(states, messages))
    }

    fn of(
        states: Vec<(i64, usize, usize, u32, bool, Option<u8>)>,
        messages: Vec<(usize, Option<i64>, i64, i64, usize)>,
    ) -> Self {
        let mut since = BEGIN;
        let states: Vec<_> = states
            .into_iter()
            .map(|(after, status, shipping, total, dated, items)| {
                since += after;
                State {
                    since,
                    status,
                    shipping,
                    total,
                    dated,
                    items,
                }
            })
            .collect();
        let messages = messages
            .into_iter()
            .map(|(state, read_after, skew, takes, times)| Message {
                state: state % states.len(),
                read_after,
                skew,
                takes,
                times,
            })
            .collect();
        Self { states, messages }
    }

    /// When the last message of the history was sent, by Points' clock.
    pub fn end(&self) -> i64 {
        self.states.last().unwrap().since + 50_000
    }

    /// Everything heard, in the order in which it was made up.
    pub fn heard(&self) -> Vec<Heard> {
        self.messages
            .iter()
            .flat_map(|message| {
                let state = &self.states[message.state];
                let heard = match message.read_after {
                    Some(after) => Heard {
                        heard_at: state.since + after + message.skew + message.takes,
                        ..read_at(state, state.since + after, message.skew)
                    },
                    None => event_of(state, message.skew),
                };
                std::iter::repeat_n(heard, message.times)
            })
            .collect()
    }
}

/// A read as Points answers it: codes for shipping, display strings that age, a `Date` in whole
/// seconds.
pub fn read_at(state: &State, at: i64, skew: i64) -> Heard {
    let mut order = json!({
        "id": 7,
        "uuid": UUID,
        "order_number": "1001",
        "order_status": STATUSES[state.status],
        "status": state.shipping,
        "total_price": format!("{}.50", state.total),
        "created_at": time(BEGIN),
        "since": format!("{at} seconds ago"),
    });
    if state.dated {
        order["updated_at"] = json!(time(state.since));
    }
    if let Some(items) = state.items {
        let line = |number| json!({"product_name": format!("product {number}"), "quantity": 1});
        order["items"] = (0..items).map(line).collect();
    }
    message(
        Source::Read,
        None,
        order,
        Some(at - at.rem_euclid(1_000)),
        at + skew,
    )
}

fn event_of(state: &State, skew: i64) -> Heard {
    let mut order = json!({
        "id": UUID,
        "order_status": STATUSES[state.status],
        "status": SHIPPING[state.shipping],
        "total_price": state.total,
        "reason": "as agreed",
    });
    if state.dated {
        order["updated_at"] = json!(time(state.since));
    }
    message(
        Source::Event,
        Some("captured"),
        order,
        None,
        state.since + skew,
    )
}

/// An order in which every field is told, each with `number` in it.
pub fn every_field(number: u32, updated_at: Option<&str>) -> Value {
    let mut order = json!({
        "id": UUID,
        "order_number": format!("100{number}"),
        "reference_number": format!("R-{number}"),
        "type": format!("kind {number}"),
        "order_status": format!("status {number}"),
        "status": number,
        "status_label": format!("label {number}"),
        "custom_status": {"ar": format!("وسم {number}"), "en": format!("tag {number}")},
        "total_price": format!("{number}.25"),
        "total_points": number * 10,
        "settlement_status": format!("settlement {number}"),
        "payment_status": format!("payment {number}"),
        "reason": format!("reason {number}"),
        "refund_amount": number,
        "refund_points": number,
        "left_amount": number,
        "left_points": number,
        "created_at": format!("2026-10-0{number}T10:00:00Z"),
        "items": [{"product_name": format!("product {number}"), "product_price": 1, "quantity": 1}],
        "metadata": {"note": format!("note {number}")},
    });
    if let Some(updated_at) = updated_at {
        order["updated_at"] = json!(updated_at);
    }
    order
}

/// Something heard. `points_time`: Points' clock; `heard_at`: this machine's.
pub fn message(
    source: Source,
    event: Option<&str>,
    order: Value,
    points_time: Option<i64>,
    heard_at: i64,
) -> Heard {
    Heard {
        uuid: UUID.parse().unwrap(),
        source,
        event: event.map(ToOwned::to_owned),
        raw: order.to_string(),
        asked_at: heard_at,
        heard_at,
        points_time: points_time.filter(|_| source.is_api()),
    }
}

/// What is heard, as observations: one for each content and source, with all its sightings.
pub fn gather(heard: &[Heard]) -> Vec<Observation> {
    let mut gathered: Vec<Observation> = Vec::new();
    for message in heard {
        let order: Value = serde_json::from_str(&message.raw).unwrap();
        let hash = match &message.event {
            Some(event) => event_hash(event, &order),
            None => content_hash(&order),
        };
        let sighting = Sighting {
            asked_at: message.asked_at,
            heard_at: message.heard_at,
            points_time: message.points_time,
        };
        let known = gathered
            .iter_mut()
            .find(|known| (known.source, known.hash) == (message.source, hash));
        if let Some(known) = known {
            known.sightings.push(sighting);
            continue;
        }
        gathered.push(Observation {
            id: i64::try_from(gathered.len()).unwrap(),
            source: message.source,
            event: message.event.clone(),
            hash,
            order: ObservedOrder::from_json(&order).unwrap(),
            sightings: vec![sighting],
        });
    }
    gathered
}

fn time(milliseconds: i64) -> String {
    DateTime::from_timestamp_millis(milliseconds)
        .unwrap()
        .to_rfc3339_opts(SecondsFormat::Micros, true)
}
