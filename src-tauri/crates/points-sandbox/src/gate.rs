//! What every API request passes: latency, faults, the hidden rate limit, the key; and the ledger.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use futures_util::stream;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::envelope::{Applied, Failure};
use crate::faults::{Fault, Strike};
use crate::ledger::{Entry, Outcome};
use crate::shared::Shared;

/// Larger than any documented body.
const BODY_LIMIT: usize = 1024 * 1024;
const API_KEY: HeaderName = HeaderName::from_static("x-api-key");
const CHECKOUT: &str = "/api/v1/orders/checkout/";

/// Put on an answer that must not be sent: what happens to the connection instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ConnectionFate {
    Close,
    Reset,
}

pub(crate) async fn pass(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    // In a task of its own: a client that hangs up does not stop the service from going on.
    let date = Arc::clone(&shared);
    let handled = tokio::spawn(async move { handle(&shared, request, next).await }).await;
    let mut response = handled.unwrap_or_else(|_| fate(ConnectionFate::Close));
    let now = date
        .world()
        .now()
        .format("%a, %d %b %Y %H:%M:%S GMT")
        .to_string();
    if let Ok(value) = HeaderValue::from_str(&now) {
        response.headers_mut().insert(header::DATE, value);
    }
    response
}

async fn handle(shared: &Arc<Shared>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let in_flight = shared.in_flight.fetch_add(1, Ordering::SeqCst) + 1;
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, BODY_LIMIT).await;
    let uuid = uuid_in(parts.uri.path());
    let seq = shared.ledger().open(entry(
        &parts,
        body.as_deref().unwrap_or_default(),
        in_flight,
    ));
    let strike = shared
        .faults()
        .strike(parts.method.as_str(), parts.uri.path(), uuid);
    let wait = shared.latency_ms.load(Ordering::Relaxed) + strike.latency_ms;
    if wait > 0 {
        tokio::time::sleep(Duration::from_millis(wait)).await;
    }
    let word = match &strike {
        Strike {
            fault: Some(fault), ..
        } => Some(fault.word()),
        Strike {
            latency_ms: 1.., ..
        } => Some("latency"),
        _ => None,
    };
    let service = Arc::clone(shared);
    let answer = async move {
        match body {
            Ok(body) => admit(&service, parts, body, next).await,
            Err(_) => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        }
    };
    let close = {
        let shared = Arc::clone(shared);
        move |outcome| {
            shared.in_flight.fetch_sub(1, Ordering::SeqCst);
            let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
            shared.ledger().close(
                seq,
                Outcome {
                    fault: word,
                    duration_ms,
                    ..outcome
                },
            );
        }
    };
    if let Some(Fault::ApplyLate { ms }) = strike.fault {
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            close(outcome_of(&answer.await));
        });
        return fate(ConnectionFate::Close);
    }
    let (response, outcome) = struck(shared, strike.fault, answer).await;
    close(outcome);
    response
}

/// Lets the fault have its way with the answer.
async fn struck(
    shared: &Shared,
    fault: Option<Fault>,
    answer: impl Future<Output = Response>,
) -> (Response, Outcome) {
    let response = match fault {
        None | Some(Fault::Latency { .. }) => answer.await,
        Some(Fault::Throttle { retry_after }) => shared.refuse(Failure::Throttled(retry_after)),
        Some(Fault::Status { code, html }) => broken(code, html),
        Some(Fault::Reset) => fate(ConnectionFate::Reset),
        Some(Fault::Hang { ms }) => {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            fate(ConnectionFate::Close)
        }
        Some(Fault::Redirect { to }) => {
            let location = HeaderValue::from_str(&to).unwrap_or(HeaderValue::from_static("/"));
            (StatusCode::FOUND, [(header::LOCATION, location)]).into_response()
        }
        Some(Fault::HugeBody { bytes }) => huge(bytes),
        Some(Fault::NotJson) => maintenance(StatusCode::OK),
        Some(Fault::CutBody) => {
            let response = answer.await;
            let outcome = outcome_of(&response);
            return (cut(response).await, outcome);
        }
        Some(Fault::LateAnswer { ms }) => {
            let response = answer.await;
            tokio::time::sleep(Duration::from_millis(ms)).await;
            response
        }
        // That it is late is no matter of this; see `handle`.
        Some(Fault::LoseAnswer | Fault::ApplyLate { .. }) => {
            let outcome = outcome_of(&answer.await);
            return (fate(ConnectionFate::Close), outcome);
        }
    };
    let outcome = outcome_of(&response);
    (response, outcome)
}

/// The rate limit, then the key (dossier, "Environments, keys": on every call but the checkout).
async fn admit(shared: &Shared, parts: Parts, body: Bytes, next: Next) -> Response {
    let refused = {
        let mut throttle = shared.throttle();
        (!throttle.admit(Instant::now())).then(|| throttle.limit().retry_after.clone())
    };
    if let Some(retry_after) = refused {
        return shared.refuse(Failure::Throttled(retry_after));
    }
    if !parts.uri.path().starts_with(CHECKOUT)
        && let Err(failure) = check_key(shared, &parts.headers)
    {
        return shared.refuse(failure);
    }
    next.run(Request::from_parts(parts, Body::from(body))).await
}

fn check_key(shared: &Shared, headers: &HeaderMap) -> Result<(), Failure> {
    let key = headers
        .get(API_KEY)
        .map(HeaderValue::as_bytes)
        .unwrap_or_default();
    if key.is_empty() {
        Err(Failure::KeyMissing)
    } else if shared.world().accepts_private_key(key) {
        Ok(())
    } else {
        Err(Failure::KeyRefused)
    }
}

fn entry(parts: &Parts, body: &[u8], in_flight: u64) -> Entry {
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let path = if path.starts_with(CHECKOUT) {
        "/api/v1/orders/checkout/{publicKey}".to_owned()
    } else {
        path.to_owned()
    };
    Entry {
        seq: 0,
        at: chrono::Utc::now(),
        method: parts.method.to_string(),
        path,
        uuid: uuid_in(parts.uri.path()),
        carried_key: parts.headers.contains_key(API_KEY),
        body: match serde_json::from_slice(body) {
            Ok(value) => value,
            Err(_) if body.is_empty() => Value::Null,
            Err(_) => json!(String::from_utf8_lossy(body)),
        },
        in_flight,
        applied: false,
        status: None,
        fault: None,
        duration_ms: None,
    }
}

fn uuid_in(path: &str) -> Option<Uuid> {
    path.split('/').find_map(|segment| segment.parse().ok())
}

fn outcome_of(response: &Response) -> Outcome {
    let sent = response.extensions().get::<ConnectionFate>().is_none();
    Outcome {
        applied: response.extensions().get::<Applied>().is_some(),
        status: sent.then(|| response.status().as_u16()),
        ..Outcome::default()
    }
}

fn fate(fate: ConnectionFate) -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(fate);
    response
}

fn broken(code: u16, html: bool) -> Response {
    let status = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if html {
        return maintenance(status);
    }
    let message = if status.is_server_error() {
        "Server Error"
    } else {
        "Request refused"
    };
    let body = json!({ "status": false, "message": message, "appended_data": {} });
    (status, axum::Json(body)).into_response()
}

/// What a proxy in front of the service says.
fn maintenance(status: StatusCode) -> Response {
    let page = "<!doctype html>\n<html><head><title>Just a moment…</title></head>\
                <body><h1>Service under maintenance</h1></body></html>\n";
    (status, Html(page)).into_response()
}

/// The full length is promised, half of the body is sent.
async fn cut(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(body) = axum::body::to_bytes(body, BODY_LIMIT).await else {
        return fate(ConnectionFate::Close);
    };
    parts
        .headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    let half = body.slice(..body.len() / 2);
    let chunks = stream::unfold(Some(half), |left| async move {
        match left {
            Some(half) if !half.is_empty() => Some((Ok(half), Some(Bytes::new()))),
            Some(_) => {
                // Time for the first half to leave before the connection breaks.
                tokio::time::sleep(Duration::from_millis(20)).await;
                Some((
                    Err(std::io::Error::from(std::io::ErrorKind::ConnectionAborted)),
                    None,
                ))
            }
            None => None,
        }
    });
    Response::from_parts(parts, Body::from_stream(chunks))
}

/// Valid JSON as far as one reads, and far too much of it.
fn huge(bytes: u64) -> Response {
    const CHUNK: usize = 64 * 1024;
    let opening = Bytes::from_static(b"{\"status\":true,\"message\":\"");
    let chunks = stream::unfold((Some(opening), bytes), |(opening, left)| async move {
        if let Some(opening) = opening {
            return Some((Ok::<_, Infallible>(opening), (None, left)));
        }
        let size = usize::try_from(left).unwrap_or(CHUNK).min(CHUNK);
        let rest = left - u64::try_from(size).unwrap_or(left);
        (size > 0).then(|| (Ok(Bytes::from(vec![b'x'; size])), (None, rest)))
    });
    (
        [(header::CONTENT_TYPE, "application/json")],
        Body::from_stream(chunks),
    )
        .into_response()
}
