//! `GET /events`: what came, for the desks.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::response::Response;
use http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::answer::{plain, said};
use crate::guard::bearer;
use crate::inbox::Inbox;
use crate::store::{Event, EventStore, Page};

const MOST: u32 = 1_000;
const USUAL: u32 = 200;
/// Longer than proxies keep a silent connection open.
const LONGEST_WAIT: u64 = 60;

#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    /// Events behind this place; 0: all.
    #[serde(default)]
    after: i64,
    /// At most so many.
    limit: Option<u32>,
    /// Where there is none yet, wait so many seconds for one.
    #[serde(default)]
    wait: u64,
}

#[derive(Debug, Serialize)]
struct Told {
    events: Vec<ToldEvent>,
    last_seq: i64,
    last_heard_at: Option<i64>,
}

#[derive(Debug, Serialize)]
struct ToldEvent {
    seq: i64,
    received_at: i64,
    hook: String,
    event: Option<String>,
    order_uuid: Option<String>,
    body: Box<RawValue>,
}

pub(crate) async fn events<S: EventStore>(
    State(inbox): State<Arc<Inbox<S>>>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Response {
    let tokens = inbox.authority.tokens();
    let Some(desk) = tokens.desk(bearer(&headers)) else {
        tracing::warn!("events were asked for with a wrong token");
        return plain(StatusCode::UNAUTHORIZED, "the token is not one of a desk");
    };
    tracing::debug!(desk, after = wanted.after, "events are asked for");
    // Listened for before it is looked: what comes in between is not missed.
    let mut newest = inbox.newest();
    let limit = wanted.limit.unwrap_or(USUAL).clamp(1, MOST);
    let wait = Duration::from_secs(wanted.wait.min(LONGEST_WAIT));
    let mut page = inbox.store.after(wanted.after, limit).await;
    if wait > Duration::ZERO && page.as_ref().is_ok_and(|page| page.events.is_empty()) {
        let came = newest.wait_for(|seq| *seq > wanted.after);
        let came = tokio::time::timeout(wait, came).await.is_ok();
        if came {
            page = inbox.store.after(wanted.after, limit).await;
        }
    }
    match page.map_err(|error| error.to_string()).and_then(told) {
        Ok(told) => said(StatusCode::OK, &told),
        Err(error) => {
            tracing::error!(%error, "events cannot be told");
            plain(
                StatusCode::SERVICE_UNAVAILABLE,
                "events cannot be told at present; ask again",
            )
        }
    }
}

fn told(page: Page) -> Result<Told, String> {
    let events = page
        .events
        .into_iter()
        .map(|event: Event| {
            Ok(ToldEvent {
                seq: event.seq,
                received_at: event.received_at,
                hook: event.hook,
                event: event.event,
                order_uuid: event.order_uuid,
                body: RawValue::from_string(event.body).map_err(|error| error.to_string())?,
            })
        })
        .collect::<Result<_, String>>()?;
    Ok(Told {
        events,
        last_seq: page.last_seq,
        last_heard_at: page.last_heard_at,
    })
}
