//! The hosted checkout behind `checkout_url` (dossier, "Stale checkouts" and "Endpoints"): the
//! customer pays by card or by points, fails to pay, or walks away.

mod page;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use chrono::Duration;
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde::Deserialize;
use url::Url;

use self::page::{ByPoints, Language, Outcome};
use crate::lifecycle::Step;
use crate::order::FinancialStatus;
use crate::rules::FailedCheckout;
use crate::shared::Shared;
use crate::test_phones::{NO_ACCOUNT, NO_BALANCE};
use crate::world::{Session, StepFailure, World};

/// "Visa" and "wallet" (dossier, `complete`).
const CARD: &str = "1";
const WALLET: &str = "8";

type Sandbox = State<Arc<Shared>>;

pub(crate) fn router(shared: &Arc<Shared>) -> Router {
    Router::new()
        .route("/session/{token}", get(show))
        .route("/session/{token}/{choice}", post(choose))
        .with_state(Arc::clone(shared))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    lang: Language,
}

/// What the customer's form says besides the button.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Choice {
    lang: Language,
    /// "A customer who closes the browser after paying never returns to the callback."
    close: Option<String>,
}

async fn show(
    State(shared): Sandbox,
    Path(token): Path<String>,
    Query(wish): Query<Wish>,
) -> Response {
    let world = shared.world();
    let Some(session) = world.record.sessions.get(&token) else {
        return gone(wish.lang);
    };
    let Some(order) = world.order(session.order) else {
        return gone(wish.lang);
    };
    if order.financial != FinancialStatus::New {
        let cancelled = order.financial == FinancialStatus::Cancelled;
        let outcome = if cancelled {
            Outcome::Left
        } else {
            Outcome::Paid
        };
        return html(
            StatusCode::OK,
            page::result(&order, outcome, None, wish.lang),
        );
    }
    if expired(&world, session) {
        return gone(wish.lang);
    }
    html(
        StatusCode::OK,
        page::checkout(&order, &token, by_points(session), wish.lang),
    )
}

async fn choose(
    State(shared): Sandbox,
    Path((token, choice)): Path<(String, String)>,
    Form(form): Form<Choice>,
) -> Response {
    let outcome = match choice.as_str() {
        "card" | "points" => Outcome::Paid,
        "fail" => Outcome::Failed,
        "leave" => Outcome::Left,
        _ => return gone(form.lang),
    };
    shared.change(|world| {
        let Some(session) = world.record.sessions.get(&token).cloned() else {
            return gone(form.lang);
        };
        let cannot = choice == "points" && by_points(&session) != ByPoints::Possible;
        if cannot || expired(world, &session) {
            return gone(form.lang);
        }
        if let Err(refusal) = conclude(world, &session, outcome, &choice) {
            tracing::debug!(?refusal, "the checkout came too late");
            return gone(form.lang);
        }
        let Some(order) = world.order(session.order) else {
            return gone(form.lang);
        };
        let callback = session
            .callback_url
            .as_deref()
            .filter(|_| form.close.is_none());
        if let Some(url) = callback.and_then(|url| Url::parse(url).ok()) {
            return Redirect::to(callback_to(url, &order, outcome).as_str()).into_response();
        }
        let again = (order.financial == FinancialStatus::New).then_some(token.as_str());
        html(
            StatusCode::OK,
            page::result(&order, outcome, again, form.lang),
        )
    })
}

fn conclude(
    world: &mut World,
    session: &Session,
    outcome: Outcome,
    choice: &str,
) -> Result<(), StepFailure> {
    let uuid = session.order;
    match outcome {
        Outcome::Paid => {
            let mut order = world.step(uuid, &Step::Pay)?;
            let method = if choice == "points" { WALLET } else { CARD };
            order.payment_method = Some(method.to_owned());
            world.put(order);
        }
        Outcome::Failed | Outcome::Left => {
            if world.record.rules.failed_checkout == FailedCheckout::Cancels {
                let reason = "Checkout was not completed".to_owned();
                world.step(uuid, &Step::Cancel { reason })?;
            }
        }
    }
    Ok(())
}

/// Whether the customer has the points.
fn by_points(session: &Session) -> ByPoints {
    match session.phone.as_deref() {
        Some(NO_BALANCE) => ByPoints::NoBalance,
        Some(NO_ACCOUNT) => ByPoints::NoAccount,
        _ => ByPoints::Possible,
    }
}

/// "How long is not documented": by default, for ever.
fn expired(world: &World, session: &Session) -> bool {
    world
        .record
        .rules
        .session_minutes
        .is_some_and(|minutes| world.now() - session.opened_at > Duration::minutes(minutes))
}

/// The parameters' names are documented nowhere: a client must find the uuid by its shape.
fn callback_to(mut url: Url, order: &crate::order::Order, outcome: Outcome) -> Url {
    url.query_pairs_mut()
        .append_pair("order_uuid", &order.uuid.to_string())
        .append_pair("order_number", &order.order_number)
        .append_pair("status", outcome.word());
    url
}

fn gone(language: Language) -> Response {
    html(StatusCode::GONE, page::expired(language))
}

/// Nothing from elsewhere, nothing that runs, in nobody's frame.
fn html(status: StatusCode, page: String) -> Response {
    let headers: [(HeaderName, HeaderValue); 3] = [
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            ),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("no-referrer"),
        ),
    ];
    (status, headers, Html(page)).into_response()
}
