//! The inbox itself: its store, who may deliver and read, and its limits.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use http::StatusCode;
use tokio::sync::watch;

use crate::answer::plain;
use crate::credentials::{CredentialsError, Hooks, Tokens};
use crate::guard::{Names, Rate, refusal};
use crate::store::{EventStore, Kept};
use crate::{feed, receive};

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

/// Where secrets and tokens lie; read again when asked to.
#[derive(Debug, Clone)]
pub struct CredentialFiles {
    /// `name=secret` lines.
    pub secrets: PathBuf,
    /// `name=token` lines.
    pub tokens: PathBuf,
}

pub(crate) struct Inbox<S> {
    pub(crate) store: S,
    pub(crate) limits: Limits,
    pub(crate) rate: Rate,
    files: CredentialFiles,
    hooks: RwLock<Arc<Hooks>>,
    tokens: RwLock<Arc<Tokens>>,
    newest: watch::Sender<i64>,
}

impl<S: EventStore> Inbox<S> {
    pub(crate) fn new(
        store: S,
        files: CredentialFiles,
        limits: Limits,
    ) -> Result<Self, CredentialsError> {
        Ok(Self {
            store,
            limits,
            rate: Rate::new(limits.per_second, limits.burst, Instant::now()),
            hooks: RwLock::new(Arc::new(Hooks::read(&files.secrets)?)),
            tokens: RwLock::new(Arc::new(Tokens::read(&files.tokens)?)),
            files,
            newest: watch::Sender::new(0),
        })
    }

    pub(crate) fn hooks(&self) -> Arc<Hooks> {
        Arc::clone(&self.hooks.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn tokens(&self) -> Arc<Tokens> {
        Arc::clone(&self.tokens.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads both files again; where one cannot be used, what was valid before stays so.
    pub(crate) fn reload(&self) -> Result<(), CredentialsError> {
        let hooks = Arc::new(Hooks::read(&self.files.secrets)?);
        let tokens = Arc::new(Tokens::read(&self.files.tokens)?);
        *self.hooks.write().unwrap_or_else(PoisonError::into_inner) = hooks;
        *self.tokens.write().unwrap_or_else(PoisonError::into_inner) = tokens;
        Ok(())
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
