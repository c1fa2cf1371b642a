//! `PUT /hooks/{name}/secret`: a desk hands over what Points told it, so that nobody has to carry a
//! secret to the server.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use http::{HeaderMap, StatusCode};
use points_api::WebhookSecret;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use crate::answer::{closing, plain};
use crate::body::read;
use crate::credentials::{Authority, CredentialsError, HandOverError};
use crate::guard::bearer;
use crate::inbox::Inbox;
use crate::store::EventStore;

/// Far more than a secret needs, however it is escaped.
const BODY_BYTES: usize = 8 << 10;

#[derive(Deserialize)]
struct Given<'a> {
    #[serde(borrow)]
    secret: Cow<'a, str>,
}

pub(crate) async fn take<S: EventStore>(
    State(inbox): State<Arc<Inbox<S>>>,
    Path(hook): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let tokens = inbox.authority.tokens();
    let Some(desk) = tokens.desk(bearer(&headers)) else {
        tracing::warn!("a secret came with a wrong token");
        let message = "the token is not one of a desk";
        return closing(plain(StatusCode::UNAUTHORIZED, message));
    };
    if !inbox.authority.takes_secrets_from_desks() {
        return closing(refused(&HandOverError::Closed));
    }
    if !inbox.secret_rate.passes(Instant::now()) {
        let message = "too many secrets at once; hand it over again later";
        return closing(plain(StatusCode::TOO_MANY_REQUESTS, message));
    }
    let secret = match read(body, BODY_BYTES, inbox.limits.patience).await {
        Ok(text) => secret_in(SecretString::from(text)),
        Err(refusal) => return closing(refusal),
    };
    let Some(secret) = secret else {
        let message = "the body has to be {\"secret\": \"…\"}";
        return plain(StatusCode::BAD_REQUEST, message);
    };
    match take_aside(&inbox.authority, hook.clone(), secret).await {
        Ok(()) => {
            tracing::info!(desk, hook, "a secret was handed over");
            let mut taken = Response::new(Body::empty());
            *taken.status_mut() = StatusCode::NO_CONTENT;
            taken
        }
        Err(error) => refused(&error),
    }
}

/// Takes a secret on a thread that may wait for the disk.
pub(crate) async fn take_aside(
    authority: &Arc<Authority>,
    hook: String,
    secret: WebhookSecret,
) -> Result<(), HandOverError> {
    let authority = Arc::clone(authority);
    tokio::task::spawn_blocking(move || authority.take_secret(&hook, secret))
        .await
        .map_err(|_| CredentialsError::Interrupted)?
}

fn refused(error: &HandOverError) -> Response {
    let status = match error {
        HandOverError::Closed => StatusCode::FORBIDDEN,
        HandOverError::Name | HandOverError::Secret | HandOverError::TooManyHooks => {
            StatusCode::BAD_REQUEST
        }
        HandOverError::Kept(error) => {
            tracing::error!(%error, "a secret cannot be kept");
            let message = "the secret cannot be kept at present; hand it over again";
            return plain(StatusCode::SERVICE_UNAVAILABLE, message);
        }
    };
    plain(status, &error.to_string())
}

fn secret_in(text: SecretString) -> Option<WebhookSecret> {
    let given: Given<'_> = serde_json::from_str(text.expose_secret()).ok()?;
    Some(WebhookSecret::new(given.secret.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_and_nothing_else_is_one() {
        let read = |text: &str| secret_in(SecretString::from(text.to_owned()));
        for (text, wanted) in [
            (
                r#"{"secret": "hook-secret-0123456789"}"#,
                "hook-secret-0123456789",
            ),
            (r#"{"secret":"a\u002fb\"c","more":[]}"#, "a/b\"c"),
        ] {
            assert!(
                read(text).is_some_and(|secret| secret.matches(wanted)),
                "{text}"
            );
        }
        for text in [
            "",
            "{}",
            "[]",
            "\"s\"",
            r#"{"secret":null}"#,
            r#"{"secret":7}"#,
            "{\"secret\":\"a\"}x",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
