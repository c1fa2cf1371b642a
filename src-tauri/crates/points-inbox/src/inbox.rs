//! The inbox itself: its store, who may deliver and read, and its limits.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post, put};
use http::StatusCode;
use tokio::sync::watch;

use crate::answer::plain;
use crate::credentials::Authority;
use crate::guard::{Names, Rate, refusal};
use crate::store::{EventStore, Kept};
use crate::{feed, receive, secret};

/// A person changes a secret now and then; each one costs a commit of the disk.
const SECRETS_PER_SECOND: u32 = 1;
const SECRETS_AT_ONCE: u32 = 10;

/// What is allowed at the most.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of a body.
    pub body_bytes: usize,
    /// How long the head of a request may take, and then its body.
    pub patience: Duration,
    /// Connections at once.
    pub connections: usize,
    /// Deliveries a second.
    pub per_second: u32,
    /// Deliveries at once, beyond that.
    pub burst: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // Points' events have a few kilobytes.
            body_bytes: 1 << 20,
            patience: Duration::from_secs(10),
            connections: 512,
            per_second: 500,
            burst: 5_000,
        }
    }
}

pub(crate) struct Inbox<S> {
    pub(crate) store: S,
    pub(crate) limits: Limits,
    pub(crate) rate: Rate,
    pub(crate) secret_rate: Rate,
    pub(crate) authority: Arc<Authority>,
    newest: watch::Sender<i64>,
}

impl<S: EventStore> Inbox<S> {
    pub(crate) fn new(store: S, authority: Authority, limits: Limits) -> Self {
        let now = Instant::now();
        Self {
            store,
            limits,
            rate: Rate::new(limits.per_second, limits.burst, now),
            secret_rate: Rate::new(SECRETS_PER_SECOND, SECRETS_AT_ONCE, now),
            authority: Arc::new(authority),
            newest: watch::Sender::new(0),
        }
    }

    /// What was kept before this start.
    pub(crate) fn begin_at(&self, last_seq: i64) {
        self.newest.send_replace(last_seq);
    }

    /// Wakes the desks that wait.
    pub(crate) fn note(&self, kept: Kept) {
        if !kept.is_repeated {
            self.newest.send_if_modified(|newest| {
                kept.seq > std::mem::replace(newest, kept.seq.max(*newest))
            });
        }
    }

    pub(crate) fn newest(&self) -> watch::Receiver<i64> {
        self.newest.subscribe()
    }
}

pub(crate) fn router<S: EventStore>(inbox: Arc<Inbox<S>>, names: Names) -> Router {
    Router::new()
        .route("/hooks/{name}", post(receive::receive::<S>))
        .route("/hooks/{name}/secret", put(secret::take::<S>))
        .route("/events", get(feed::events::<S>))
        .route("/health", get(async || plain(StatusCode::OK, "listening")))
        .fallback(async || plain(StatusCode::NOT_FOUND, "there is nothing here"))
        .method_not_allowed_fallback(async || {
            plain(StatusCode::METHOD_NOT_ALLOWED, "this is not done here")
        })
        .with_state(inbox)
        .layer(from_fn_with_state(names, guard))
}

async fn guard(State(names): State<Names>, request: Request, next: Next) -> Response {
    match refusal(&names, request.headers()) {
        Some((status, message)) => plain(status, message),
        None => next.run(request).await,
    }
}
