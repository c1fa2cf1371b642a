//! Intents, orders and errors, short to write in a table.

use backoffice::actions::policy::{Intent, Known};
use backoffice::store::ShippingCodes;
use backoffice::view::{ActionKind, SeenOrder};
use points_api::{
    ApiError, Carried, Effect, Failure, NetworkFault, ObservedOrder, ShippingState, ShippingStatus,
};
use serde_json::{Value, json};

pub const UUID: &str = "550e8400-e29b-41d4-a716-446655440000";
pub const NOW: i64 = 1_767_225_600_000;
pub const MARK: &str = "7F3K2";

/// Every code of the six words: 0 to 5 in the order of the path.
pub fn learnt() -> ShippingCodes {
    (0..).zip(ShippingStatus::KNOWN.iter().cloned()).collect()
}

pub fn seen(financial: &str, shipping: &str) -> SeenOrder {
    SeenOrder {
        financial: Some(financial.to_owned()),
        shipping: Some(shipping.to_owned()),
        total_halalas: Some(10_000),
    }
}

pub fn intent(kind: ActionKind, seen: SeenOrder) -> Intent {
    Intent {
        kind,
        target: None,
        labels: [None, None],
        amount_halalas: None,
        mark: None,
        order_number: Some("10482".to_owned()),
        seen: Some(seen),
        led_to: None,
    }
}

pub fn shipping(target: &str, seen: SeenOrder) -> Intent {
    Intent {
        target: Some(target.to_owned()),
        ..intent(ActionKind::Shipping, seen)
    }
}

pub fn refund_in_part(financial: &str) -> Intent {
    Intent {
        amount_halalas: Some(2_500),
        mark: Some(MARK.to_owned()),
        ..intent(ActionKind::Refund, seen(financial, "new"))
    }
}

pub fn earning() -> Intent {
    Intent {
        amount_halalas: Some(10_000),
        seen: None,
        ..intent(ActionKind::Earning, SeenOrder::default())
    }
}

pub fn known<'a>(financial: &str, shipping: ShippingState, codes: &'a ShippingCodes) -> Known<'a> {
    Known {
        financial: Some(financial.into()),
        shipping: Some(shipping),
        labels: [Carried::Null, Carried::Null],
        total_halalas: Some(10_000),
        is_completed: false,
        codes,
        asked_at: NOW,
    }
}

pub fn word(word: &str) -> ShippingState {
    ShippingState::Word(word.into())
}

pub fn order(fields: Value) -> ObservedOrder {
    let mut order = json!({ "uuid": UUID });
    for (name, value) in fields.as_object().unwrap() {
        order[name] = value.clone();
    }
    ObservedOrder::from_json(&order).unwrap()
}

pub fn failed(failure: Failure, effect: Effect) -> ApiError {
    ApiError {
        failure,
        effect,
        request: "POST /orders/{uuid}/…",
    }
}

pub fn never_left() -> ApiError {
    failed(
        Failure::Network(NetworkFault::NameNotFound),
        Effect::NotApplied,
    )
}

pub fn timed_out() -> ApiError {
    failed(
        Failure::Network(NetworkFault::AnswerTimeout),
        Effect::MayBeApplied,
    )
}

pub fn refused_by_rule() -> ApiError {
    let message = "Order cannot be captured".to_owned();
    failed(Failure::RuleRefused { message }, Effect::NotApplied)
}
