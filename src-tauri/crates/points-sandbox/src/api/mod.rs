//! The public API under `/api/v1`: every call of the dossier's table, and no other.

mod form;
mod orders;
mod purchase;
mod webhooks;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{any, get, post};
use serde_json::json;

use self::form::Form;
use crate::envelope::{Failure, Success};
use crate::lifecycle::Step;
use crate::shared::Shared;

type Sandbox = State<Arc<Shared>>;

pub(crate) fn router(shared: &Arc<Shared>) -> Router {
    Router::new()
        .route("/api/v1/orders/checkout/{public_key}", post(checkout))
        .route("/api/v1/orders/earning", post(earn))
        .route("/api/v1/orders/earning/store-rating", post(rate))
        .route("/api/v1/orders/earning/product-rating", post(rate))
        .route("/api/v1/orders/{uuid}", get(read_order))
        .route("/api/v1/orders/{uuid}/{action}", post(act))
        .route("/api/v1/webhooks", get(list_webhooks).post(create_webhook))
        .route(
            "/api/v1/webhooks/{uuid}",
            get(read_webhook)
                .put(update_webhook)
                .patch(update_webhook)
                .delete(remove_webhook),
        )
        .route("/api/v1/integration/status", post(switch_integration))
        .route("/api/v1/{*rest}", any(unknown_route))
        .layer(axum::middleware::from_fn_with_state(
            Arc::clone(shared),
            crate::gate::pass,
        ))
        .with_state(Arc::clone(shared))
}

async fn checkout(State(shared): Sandbox, Path(public_key): Path<String>, body: Bytes) -> Response {
    let origin = shared.origin();
    shared.answer_change(|world| purchase::checkout(world, &public_key, &origin, &body))
}

/// "Serialized inside a distributed lock scoped to the authenticated merchant": a call that comes
/// while another is being handled gets 429.
async fn earn(State(shared): Sandbox, body: Bytes) -> Response {
    if shared.earning.swap(true, Ordering::SeqCst) {
        return shared.refuse(Failure::Throttled(None));
    }
    let held = Duration::from_millis(shared.world().record.rules.earning_lock_ms);
    tokio::time::sleep(held).await;
    let response = shared.answer_change(|world| purchase::earn(world, &body));
    shared.earning.store(false, Ordering::SeqCst);
    response
}

async fn rate(State(shared): Sandbox, body: Bytes) -> Response {
    shared.answer_change(|world| purchase::rate(world, &body))
}

async fn read_order(State(shared): Sandbox, Path(uuid): Path<String>) -> Response {
    shared.answer(|world| orders::read(world, &uuid))
}

async fn act(
    State(shared): Sandbox,
    Path((uuid, action)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    shared.answer_change(|world| match action.as_str() {
        "authorize" => orders::take(world, &uuid, &Step::Authorize),
        "capture" => orders::take(world, &uuid, &Step::Capture),
        "complete" => orders::complete(world, &uuid, &body),
        "cancel" => orders::cancel(world, &uuid, &body),
        "refund" => orders::refund(world, &uuid, &body),
        "status" => orders::ship(world, &uuid, &body),
        _ => Err(Failure::NotFound("Route")),
    })
}

async fn list_webhooks(
    State(shared): Sandbox,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let origin = shared.origin();
    let part = |name: &str| query.get(name).map(String::as_str);
    shared.answer(|world| webhooks::list(world, &origin, part("per_page"), part("page")))
}

async fn create_webhook(State(shared): Sandbox, body: Bytes) -> Response {
    shared.answer_change(|world| webhooks::create(world, &body))
}

async fn read_webhook(State(shared): Sandbox, Path(uuid): Path<String>) -> Response {
    shared.answer(|world| webhooks::read(world, &uuid))
}

async fn update_webhook(State(shared): Sandbox, Path(uuid): Path<String>, body: Bytes) -> Response {
    shared.answer_change(|world| webhooks::update(world, &uuid, &body))
}

async fn remove_webhook(State(shared): Sandbox, Path(uuid): Path<String>) -> Response {
    shared.answer_change(|world| webhooks::remove(world, &uuid))
}

/// `POST /integration/status {"active": bool}`: the merchant's on/off switch; idempotent.
async fn switch_integration(State(shared): Sandbox, body: Bytes) -> Response {
    shared.answer_change(|world| {
        if !world.record.rules.live_site {
            return Err(Failure::NotFound("Route"));
        }
        let mut form = Form::parse(&body);
        form.require("active");
        let active = form.boolean("active").unwrap_or_default();
        form.finish()?;
        let changed = world.record.merchant.integration != active;
        world.record.merchant.integration = active;
        let data = json!({ "active": active });
        Ok(if changed {
            Success::applied(data, 0)
        } else {
            Success::read(data, 0)
        })
    })
}

async fn unknown_route(State(shared): Sandbox) -> Response {
    shared.refuse(Failure::NotFound("Route"))
}
