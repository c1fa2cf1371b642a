//! `POST /hooks/{name}`: an event is on disk before it is answered (API documentation,
//! "Webhooks": 2xx only once it is stored, 401 for a wrong secret, 400 for a body that is no JSON).

use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};
use http::{HeaderMap, HeaderName, StatusCode};
use serde::Deserialize;
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::answer::{closing, plain, said};
use crate::body::read;
use crate::inbox::Inbox;
use crate::store::{Delivery, EventStore};

/// The secret of a hook.
const SECRET: HeaderName = HeaderName::from_static("x-webhook-secret");
/// The name of the event.
const EVENT: HeaderName = HeaderName::from_static("x-webhook-event");

/// Kept nowhere.
const NOT_KEPT: [HeaderName; 4] = [SECRET, AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE];

/// Longer than any event's name; it stands in an index of desks.
const NAME_CHARACTERS: usize = 100;

/// What is looked at in a body. Everything else is kept and not understood.
#[derive(Debug, Default, Deserialize)]
struct Outline<'a> {
    #[serde(borrow, default)]
    event: Option<&'a RawValue>,
    #[serde(borrow, default)]
    order: Option<&'a RawValue>,
}

#[derive(Debug, Deserialize)]
struct OrderOutline<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
}

pub(crate) async fn receive<S: EventStore>(
    State(inbox): State<Arc<Inbox<S>>>,
    Path(hook): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let given = headers.get(SECRET).and_then(|secret| secret.to_str().ok());
    if !inbox
        .authority
        .hooks()
        .admit(&hook, given.unwrap_or_default())
    {
        tracing::warn!("an event came with a wrong secret, or for a hook that there is not");
        return closing(plain(
            StatusCode::UNAUTHORIZED,
            "the secret is not this hook's",
        ));
    }
    if !inbox.rate.passes(Instant::now()) {
        return closing(plain(
            StatusCode::TOO_MANY_REQUESTS,
            "too many events at once; deliver it again later",
        ));
    }
    let limits = &inbox.limits;
    let text = match read(body, limits.body_bytes, limits.patience).await {
        Ok(text) => text,
        Err(refusal) => return closing(refusal),
    };
    let Some((event, order_uuid)) = outline(&text) else {
        return plain(StatusCode::BAD_REQUEST, "the body is no JSON");
    };
    let named = headers.get(EVENT).and_then(|event| event.to_str().ok());
    let delivery = Delivery {
        hook,
        event: named.map(short).or(event),
        order_uuid,
        received_at: chrono::Utc::now().timestamp_millis(),
        headers: kept(&headers),
        body: text,
    };
    match inbox.store.keep(delivery).await {
        Ok(kept) => {
            inbox.note(kept);
            said(
                StatusCode::OK,
                &serde_json::json!({ "seq": kept.seq, "repeated": kept.is_repeated }),
            )
        }
        Err(error) => {
            tracing::error!(%error, "an event cannot be kept");
            plain(
                StatusCode::SERVICE_UNAVAILABLE,
                "the event cannot be kept at present; deliver it again",
            )
        }
    }
}

/// The event's name and the order's uuid, as far as the body tells them; none: it is no JSON.
fn outline(text: &str) -> Option<(Option<String>, Option<String>)> {
    let whole: &RawValue = serde_json::from_str(text).ok()?;
    let outline: Outline<'_> = serde_json::from_str(whole.get()).unwrap_or_default();
    let event = outline
        .event
        .and_then(|event| serde_json::from_str::<String>(event.get()).ok())
        .map(|event| short(&event));
    let order = outline
        .order
        .and_then(|order| serde_json::from_str::<OrderOutline<'_>>(order.get()).ok())
        .and_then(|order| serde_json::from_str::<String>(order.id?.get()).ok())
        .and_then(|id| Uuid::try_parse(id.trim()).ok())
        .map(|uuid| uuid.hyphenated().to_string());
    Some((event, order))
}

fn short(text: &str) -> String {
    text.chars().take(NAME_CHARACTERS).collect()
}

fn kept(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .filter(|(name, _)| !NOT_KEPT.contains(name))
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.to_string(), value)
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn of_a_body_only_the_event_and_the_order_are_looked_at() {
        let uuid = "3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d";
        let body =
            format!(r#"{{"event":"captured","order":{{"id":"{uuid}","x":[1]}},"timestamp":1}}"#);
        assert_eq!(
            outline(&body),
            Some((Some("captured".to_owned()), Some(uuid.to_owned())))
        );
        // What is shaped otherwise is kept all the same.
        for body in [
            r#"{"event":7,"order":{"id":48213}}"#,
            r#"{"event":"low_balance_warning","merchant":{}}"#,
            "[]",
            "null",
            "3",
            r#"{"order":"text"}"#,
        ] {
            assert!(matches!(outline(body), Some((_, None))), "{body}");
        }
        for body in ["", "{", "{\"a\":1}x", "\u{feff}{}", "secret=1"] {
            assert_eq!(outline(body), None, "{body}");
        }
    }

    #[test]
    fn a_body_nested_deeply_is_no_danger() {
        let deep = format!("{}{}", "[".repeat(400_000), "]".repeat(400_000));
        assert_eq!(outline(&deep), Some((None, None)));
        let order = format!("{{\"order\":{{\"id\":{deep}}},\"event\":\"captured\"}}");
        assert_eq!(outline(&order), Some((Some("captured".to_owned()), None)));
    }

    #[test]
    fn nothing_secret_is_kept_of_the_headers() {
        let mut headers = HeaderMap::new();
        headers.insert(SECRET, "s".parse().unwrap());
        headers.insert(AUTHORIZATION, "a".parse().unwrap());
        headers.insert(COOKIE, "c".parse().unwrap());
        headers.insert(EVENT, "captured".parse().unwrap());
        assert_eq!(
            kept(&headers),
            [("x-webhook-event".to_owned(), "captured".to_owned())]
        );
    }

    proptest! {
        #[test]
        fn whatever_comes_is_json_or_is_refused(text in ".{0,200}") {
            let is_json = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
            prop_assert_eq!(outline(&text).is_some(), is_json);
        }
    }
}
