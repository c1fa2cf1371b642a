//! Delivering a test event the way Points delivers its own (API documentation, "Webhooks").

use std::error::Error;
use std::time::{Duration, Instant};

use chrono::Utc;
use points_api::WebhookSecret;
use reqwest::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Client, StatusCode, redirect, retry};
use url::Url;

use super::address::is_this_machine;
use crate::webhooks::{TestEvent, WebhookFault};

const SECRET: HeaderName = HeaderName::from_static("x-webhook-secret");
const EVENT: HeaderName = HeaderName::from_static("x-webhook-event");

/// Points waits no longer either.
const PATIENCE: Duration = Duration::from_secs(10);

/// Delivers a test event, and comes back once the address has answered that it is kept; says how
/// long that took. The secret goes to this address alone: no redirect is followed.
pub async fn deliver_test(
    url: &Url,
    secret: &WebhookSecret,
    event: TestEvent,
) -> Result<Duration, WebhookFault> {
    let mut header =
        HeaderValue::from_str(secret.expose()).map_err(|_| WebhookFault::SecretMissing)?;
    header.set_sensitive(true);
    let mut client = Client::builder()
        .redirect(redirect::Policy::none())
        .referer(false)
        .retry(retry::never())
        .timeout(PATIENCE);
    if is_this_machine(url) {
        // A proxy would see the secret in the clear, and reach another "this machine".
        client = client.no_proxy();
    }
    let client = client.build().map_err(unreachable)?;
    let started = Instant::now();
    let answer = client
        .post(url.clone())
        .header(SECRET, header)
        .header(EVENT, TestEvent::NAME)
        .header(CONTENT_TYPE, "application/json")
        .body(event.body(Utc::now()))
        .send()
        .await
        .map_err(unreachable)?;
    match answer.status() {
        status if status.is_success() => Ok(started.elapsed()),
        StatusCode::UNAUTHORIZED => Err(WebhookFault::SecretRefused),
        status => Err(WebhookFault::Answer {
            status: status.as_u16(),
        }),
    }
}

/// What is between, with its causes and without the address.
fn unreachable(error: reqwest::Error) -> WebhookFault {
    let error = error.without_url();
    let mut technical = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        technical.push_str(": ");
        technical.push_str(&cause.to_string());
        next = cause.source();
    }
    WebhookFault::Unreachable { technical }
}
