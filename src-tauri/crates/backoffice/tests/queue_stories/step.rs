//! What happens in a story: wishes, faults, and what a day brings.

use proptest::prelude::*;
use serde_json::{Value, json};

/// Orders of a story.
pub const ORDERS: usize = 4;

/// The statuses that are asked for.
pub const TARGETS: [&str; 3] = ["ready_shipping", "delivery_is_in_progress", "delivered"];

/// A held request comes through so much later, milliseconds.
pub const HELD: u64 = 80;

#[derive(Debug, Clone)]
pub enum Step {
    Ship {
        order: usize,
        target: usize,
    },
    RefundPart {
        order: usize,
    },
    RefundAll {
        order: usize,
    },
    Capture {
        order: usize,
    },
    Cancel {
        order: usize,
    },
    Complete {
        order: usize,
    },
    Earn,
    /// The next request that changes something goes wrong so.
    Fault(Fault),
    /// A colleague cancels the order in the dashboard of Points, where it is not paid.
    Colleague {
        order: usize,
    },
    NetworkDown,
    NetworkUp,
    /// The merchant makes another key: the desk's is refused from now on.
    KeyRefused,
    /// The desk is given the merchant's key.
    KeyReplaced,
    /// The desk is closed, and opened again.
    Restart,
    /// Time passes.
    Wait {
        milliseconds: u64,
    },
    /// A person decides about everything that waits for one, and knows what happened.
    Decide,
}

#[derive(Debug, Clone, Copy)]
pub enum Fault {
    LoseAnswer,
    CutBody,
    ApplyLate,
    Reset,
    Throttle,
    Down,
    Proxy,
}

impl Fault {
    pub fn rule(self) -> Value {
        let fault = match self {
            Self::LoseAnswer => json!({ "kind": "lose_answer" }),
            Self::CutBody => json!({ "kind": "cut_body" }),
            Self::ApplyLate => json!({ "kind": "apply_late", "ms": HELD }),
            Self::Reset => json!({ "kind": "reset" }),
            Self::Throttle => json!({ "kind": "throttle", "retry_after": "1" }),
            Self::Down => json!({ "kind": "status", "code": 503 }),
            Self::Proxy => json!({ "kind": "not_json" }),
        };
        json!({
            "match": { "method": "POST", "path_contains": "/orders/" }, "times": 1, "fault": fault,
        })
    }
}

pub fn story() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), 5..30)
}

fn step() -> impl Strategy<Value = Step> {
    let order = 0..ORDERS;
    prop_oneof![
        6 => (order.clone(), 0..TARGETS.len())
            .prop_map(|(order, target)| Step::Ship { order, target }),
        5 => order.clone().prop_map(|order| Step::RefundPart { order }),
        1 => order.clone().prop_map(|order| Step::RefundAll { order }),
        2 => order.clone().prop_map(|order| Step::Capture { order }),
        1 => order.clone().prop_map(|order| Step::Cancel { order }),
        2 => order.clone().prop_map(|order| Step::Complete { order }),
        2 => Just(Step::Earn),
        8 => fault().prop_map(Step::Fault),
        1 => order.prop_map(|order| Step::Colleague { order }),
        1 => Just(Step::NetworkDown),
        2 => Just(Step::NetworkUp),
        1 => Just(Step::KeyRefused),
        2 => Just(Step::KeyReplaced),
        2 => Just(Step::Restart),
        3 => (0..200_u64).prop_map(|milliseconds| Step::Wait { milliseconds }),
        1 => Just(Step::Decide),
    ]
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        4 => Just(Fault::LoseAnswer),
        1 => Just(Fault::CutBody),
        2 => Just(Fault::ApplyLate),
        1 => Just(Fault::Reset),
        1 => Just(Fault::Throttle),
        1 => Just(Fault::Down),
        1 => Just(Fault::Proxy),
    ]
}
