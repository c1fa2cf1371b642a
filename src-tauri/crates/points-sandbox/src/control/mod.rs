//! The control API under `/_sandbox`: for tests and demos, without a key, loopback only.

mod fields;
mod orders;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::courier::DeliveryHabits;
use crate::faults::FaultRule;
use crate::shared::Shared;
use crate::throttle::{RateLimit, Throttle};

type Answer = Result<Json<Value>, Problem>;
type Sandbox = State<Arc<Shared>>;

pub(crate) fn router(shared: &Arc<Shared>) -> Router {
    Router::new()
        .route("/_sandbox/state", get(state))
        .route("/_sandbox/orders", get(orders::list).post(orders::create))
        .route(
            "/_sandbox/orders/{uuid}",
            get(orders::read)
                .patch(orders::patch)
                .delete(orders::delete),
        )
        .route("/_sandbox/events", post(orders::fire))
        .route("/_sandbox/ledger", get(ledger).delete(clear_ledger))
        .route(
            "/_sandbox/faults",
            get(faults).post(add_faults).delete(clear_faults),
        )
        .route("/_sandbox/rules", get(rules).post(set_rules))
        .route("/_sandbox/rate", post(set_rate))
        .route("/_sandbox/latency", post(set_latency))
        .route("/_sandbox/deliveries", get(deliveries).post(set_deliveries))
        .route("/_sandbox/keys/rotate", post(rotate))
        .route("/_sandbox/webhooks/rotate", post(rotate_webhook_secrets))
        .route("/_sandbox/merchant", post(set_merchant))
        .route("/_sandbox/clock", post(set_clock))
        .layer(axum::extract::DefaultBodyLimit::max(8 * 1024 * 1024))
        .with_state(Arc::clone(shared))
}

/// Why a control call failed, in words for the person who wrote the test.
#[derive(Debug)]
struct Problem {
    status: StatusCode,
    message: String,
}

impl Problem {
    fn bad(message: String) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            message,
        }
    }

    fn not_found() -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            message: "no such order".to_owned(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "error": self.message }))).into_response()
    }
}

/// By way of a `Value`: exact numbers and tagged enums do not meet otherwise.
fn read_body<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice::<Value>(body)
        .and_then(serde_json::from_value)
        .map_err(|error| Problem::bad(error.to_string()))
}

/// `GET /_sandbox/state`.
async fn state(State(shared): Sandbox) -> Answer {
    let rate = {
        let throttle = shared.throttle();
        json!({ "limit": throttle.limit(), "counters": throttle.counters() })
    };
    let faults = shared.faults().rules().len();
    let requests = shared.ledger().last_seq();
    let world = shared.world();
    let record = &world.record;
    Ok(Json(json!({
        "orders": world.order_count(),
        "changed_orders": record.orders.len(),
        "webhooks": record.webhooks.len(),
        "sessions": record.sessions.len(),
        "seed": record.seed,
        "reference_time": record.reference,
        "now": world.now(),
        "merchant": record.merchant,
        "rules": record.rules,
        "rate": rate,
        "latency_ms": shared.latency_ms.load(Ordering::Relaxed),
        "in_flight": shared.in_flight.load(Ordering::SeqCst),
        "faults": faults,
        "requests": requests,
    })))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct After {
    after: u64,
}

/// `GET /_sandbox/ledger?after=SEQ`.
async fn ledger(State(shared): Sandbox, Query(query): Query<After>) -> Answer {
    let ledger = shared.ledger();
    let entries: Vec<_> = ledger.after(query.after).collect();
    Ok(Json(
        json!({ "last_seq": ledger.last_seq(), "entries": entries }),
    ))
}

async fn clear_ledger(State(shared): Sandbox) -> StatusCode {
    shared.ledger().clear();
    StatusCode::NO_CONTENT
}

async fn faults(State(shared): Sandbox) -> Answer {
    Ok(Json(json!(shared.faults().rules())))
}

/// `POST /_sandbox/faults`: one rule or a list of them.
async fn add_faults(State(shared): Sandbox, body: Bytes) -> Answer {
    let value: Value = read_body(&body)?;
    let rules: Vec<FaultRule> = match value {
        Value::Array(_) => serde_json::from_value(value),
        _ => serde_json::from_value(value).map(|rule| vec![rule]),
    }
    .map_err(|error| Problem::bad(error.to_string()))?;
    let mut faults = shared.faults();
    for rule in rules {
        faults.add(rule);
    }
    Ok(Json(json!(faults.rules())))
}

async fn clear_faults(State(shared): Sandbox) -> StatusCode {
    shared.faults().clear();
    StatusCode::NO_CONTENT
}

async fn rules(State(shared): Sandbox) -> Answer {
    Ok(Json(json!(shared.world().record.rules)))
}

/// `POST /_sandbox/rules`: the switches named in the body change, the others stay.
async fn set_rules(State(shared): Sandbox, body: Bytes) -> Answer {
    let changes: Value = read_body(&body)?;
    shared.change(|world| {
        let rules = world.record.rules.changed_by(&changes);
        let rules = rules.map_err(|error| Problem::bad(error.to_string()))?;
        world.record.rules = rules.clone();
        Ok(Json(json!(rules)))
    })
}

/// `POST /_sandbox/rate {"per_second": N|null, "burst"?, "retry_after"?}`: counters start anew.
async fn set_rate(State(shared): Sandbox, body: Bytes) -> Answer {
    let limit: RateLimit = read_body(&body)?;
    *shared.throttle() = Throttle::new(limit.clone(), Instant::now());
    Ok(Json(json!(limit)))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Latency {
    ms: u64,
}

/// `POST /_sandbox/latency {"ms": N}`: for every API answer.
async fn set_latency(State(shared): Sandbox, body: Bytes) -> Answer {
    let latency: Latency = read_body(&body)?;
    shared.latency_ms.store(latency.ms, Ordering::Relaxed);
    Ok(Json(json!({ "ms": latency.ms })))
}

/// `GET /_sandbox/deliveries`: every attempt to deliver a webhook.
async fn deliveries(State(shared): Sandbox) -> Answer {
    let courier = &shared.courier;
    Ok(Json(
        json!({ "habits": courier.habits(), "attempts": courier.log() }),
    ))
}

/// `POST /_sandbox/deliveries`: see [`DeliveryHabits`]; what is absent is normal again.
async fn set_deliveries(State(shared): Sandbox, body: Bytes) -> Answer {
    let habits: DeliveryHabits = read_body(&body)?;
    shared.courier.set_habits(habits.clone());
    Ok(Json(json!(habits)))
}

/// `POST /_sandbox/keys/rotate`: the old private key is refused from now on.
async fn rotate(State(shared): Sandbox) -> Answer {
    let private_key = shared.change(crate::world::World::rotate_private_key);
    Ok(Json(json!({ "private_key": private_key })))
}

/// `POST /_sandbox/webhooks/rotate`: each webhook has another secret from now on.
async fn rotate_webhook_secrets(State(shared): Sandbox) -> Answer {
    shared.change(crate::world::World::rotate_webhook_secrets);
    Ok(Json(json!({})))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MerchantChange {
    verified: Option<bool>,
    active: Option<bool>,
}

/// `POST /_sandbox/merchant {"verified"?, "active"?}`.
async fn set_merchant(State(shared): Sandbox, body: Bytes) -> Answer {
    let change: MerchantChange = read_body(&body)?;
    let merchant = shared.change(|world| {
        let merchant = &mut world.record.merchant;
        merchant.verified = change.verified.unwrap_or(merchant.verified);
        merchant.active = change.active.unwrap_or(merchant.active);
        *merchant
    });
    Ok(Json(json!(merchant)))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockChange {
    offset_seconds: i64,
}

/// `POST /_sandbox/clock {"offset_seconds": N}`: shifts Points' time, `Date` header included.
async fn set_clock(State(shared): Sandbox, body: Bytes) -> Answer {
    let change: ClockChange = read_body(&body)?;
    // Ten years either way: beyond that, times stop being times.
    let limit = 10 * 366 * 86_400;
    if change.offset_seconds.abs() > limit {
        return Err(Problem::bad(format!("offset_seconds is beyond ±{limit}")));
    }
    let now = shared.change(|world| {
        world.record.clock_offset_seconds = change.offset_seconds;
        world.now()
    });
    Ok(Json(
        json!({ "offset_seconds": change.offset_seconds, "now": now }),
    ))
}
