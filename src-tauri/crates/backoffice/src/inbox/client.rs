//! Asking an inbox what came.

use std::time::Duration;

use chrono::{DateTime, Utc};
use points_api::{PrivateKey, WebhookSecret};
use reqwest::header::{DATE, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, StatusCode};
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;

use super::address::InboxAddress;
use crate::failure::{plain, with};
use crate::view::{ErrorCode, FailureView};

/// So many events are asked for at once.
const AT_ONCE: u32 = 500;
/// An answer that is longer is no inbox's.
const MOST_BYTES: usize = 32 << 20;
/// Under what the store notes how far the desk's own inbox was read.
pub(super) const HERE: &str = "here";
/// Beside the time that the inbox was asked to wait.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why an inbox tells nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InboxFault {
    /// It does not take the token.
    #[error("the inbox refused the token")]
    TokenRefused,
    /// It cannot be reached, or has a problem of its own.
    #[error("the inbox cannot be reached: {0}")]
    Unreachable(String),
    /// Whatever is there is no inbox.
    #[error("the answer is not that of an inbox")]
    Unreadable,
    /// It takes no secrets from desks, is of a version that never did, or does not take this one.
    #[error("the inbox takes no secrets from desks")]
    SecretsClosed,
}

impl From<&InboxFault> for FailureView {
    fn from(fault: &InboxFault) -> Self {
        match fault {
            InboxFault::TokenRefused => plain(ErrorCode::InboxTokenRefused),
            InboxFault::Unreachable(message) => {
                with(ErrorCode::InboxUnreachable, "technical", message)
            }
            InboxFault::Unreadable => plain(ErrorCode::InboxUnreadable),
            InboxFault::SecretsClosed => plain(ErrorCode::InboxSecretsClosed),
        }
    }
}

/// An event as the inbox tells it.
#[derive(Debug, Clone, Deserialize)]
pub struct InboxEvent {
    /// Its place.
    pub seq: i64,
    /// When it came there, by that machine's clock, UTC milliseconds.
    pub received_at: i64,
    /// Its name.
    #[serde(default)]
    pub event: Option<String>,
    /// The delivered JSON text.
    pub body: Box<RawValue>,
}

/// What an inbox tells.
#[derive(Debug, Clone, Deserialize)]
pub struct InboxPage {
    /// Oldest first.
    pub events: Vec<InboxEvent>,
    /// The greatest place there is.
    pub last_seq: i64,
    /// When Points was heard there last, by that machine's clock.
    #[serde(default)]
    pub last_heard_at: Option<i64>,
    /// By how much that machine's clock is ahead of this one's, milliseconds.
    #[serde(skip)]
    pub ahead: i64,
}

/// The way to an inbox. Its token is in no text of it.
#[derive(Debug, Clone)]
pub struct InboxClient {
    http: Client,
    address: InboxAddress,
    token: PrivateKey,
    place: String,
}

impl InboxClient {
    /// A way to an inbox with a desk's token.
    pub fn new(address: InboxAddress, token: PrivateKey) -> Result<Self, InboxFault> {
        let place = address.to_string();
        Self::over(Client::builder(), address, token, place)
    }

    /// A way to the inbox that the desk keeps itself. It stays the same one at another port, and no
    /// proxy is between.
    pub fn here(address: InboxAddress, token: PrivateKey) -> Result<Self, InboxFault> {
        Self::over(
            Client::builder().no_proxy(),
            address,
            token,
            HERE.to_owned(),
        )
    }

    fn over(
        http: ClientBuilder,
        address: InboxAddress,
        token: PrivateKey,
        place: String,
    ) -> Result<Self, InboxFault> {
        let http = http
            .redirect(Policy::none())
            .connect_timeout(PATIENCE)
            .build()
            .map_err(|error| InboxFault::Unreachable(error.to_string()))?;
        Ok(Self {
            http,
            address,
            token,
            place,
        })
    }

    /// Where it leads.
    pub fn address(&self) -> &InboxAddress {
        &self.address
    }

    /// Under what the store notes how far it was read.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The events behind a place; where there are none the inbox may wait so long for one.
    pub async fn events(&self, after: i64, wait: Duration) -> Result<InboxPage, InboxFault> {
        let bearer = self.bearer()?;
        let seconds = wait.as_secs();
        let address = &self.address;
        let question = format!("{address}/events?after={after}&limit={AT_ONCE}&wait={seconds}");
        let mut answer = self
            .http
            .get(question)
            .header(reqwest::header::AUTHORIZATION, bearer)
            .timeout(wait + PATIENCE)
            .send()
            .await
            .map_err(unreachable)?;
        match answer.status() {
            StatusCode::OK => {}
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                return Err(InboxFault::TokenRefused);
            }
            status if status.is_server_error() => {
                return Err(InboxFault::Unreachable(status.to_string()));
            }
            _ => return Err(InboxFault::Unreadable),
        }
        let there = answer.headers().get(DATE).and_then(clock_of);
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(unreachable)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > MOST_BYTES {
                return Err(InboxFault::Unreadable);
            }
        }
        let mut page: InboxPage =
            serde_json::from_slice(&bytes).map_err(|_| InboxFault::Unreadable)?;
        if !page.events.is_sorted_by_key(|event| event.seq)
            || page.events.first().is_some_and(|first| first.seq <= after)
        {
            return Err(InboxFault::Unreadable);
        }
        page.ahead = there.map_or(0, |there| (there - Utc::now()).num_milliseconds());
        Ok(page)
    }

    /// Hands the secret of a hook over. Once this is said to be done the hook takes what carries the
    /// secret, and goes on to do so. Handing the same over again changes nothing.
    pub async fn give_secret(&self, hook: &str, secret: &WebhookSecret) -> Result<(), InboxFault> {
        let answer = self
            .http
            .put(format!("{}/hooks/{hook}/secret", self.address))
            .header(reqwest::header::AUTHORIZATION, self.bearer()?)
            .header(reqwest::header::CONTENT_TYPE, "application/json")
            .timeout(PATIENCE)
            .body(json!({ "secret": secret.expose() }).to_string())
            .send()
            .await
            .map_err(unreachable)?;
        match answer.status() {
            StatusCode::NO_CONTENT => Ok(()),
            StatusCode::UNAUTHORIZED => Err(InboxFault::TokenRefused),
            StatusCode::FORBIDDEN
            | StatusCode::NOT_FOUND
            | StatusCode::METHOD_NOT_ALLOWED
            | StatusCode::BAD_REQUEST
            | StatusCode::PAYLOAD_TOO_LARGE => Err(InboxFault::SecretsClosed),
            status if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
                Err(InboxFault::Unreachable(status.to_string()))
            }
            _ => Err(InboxFault::Unreadable),
        }
    }

    fn bearer(&self) -> Result<HeaderValue, InboxFault> {
        let mut bearer = HeaderValue::from_str(&format!("Bearer {}", self.token.expose()))
            .map_err(|_| InboxFault::TokenRefused)?;
        bearer.set_sensitive(true);
        Ok(bearer)
    }
}

/// The inbox's clock, which counts whole seconds.
fn clock_of(date: &HeaderValue) -> Option<DateTime<Utc>> {
    let date = DateTime::parse_from_rfc2822(date.to_str().ok()?).ok()?;
    Some(date.to_utc())
}

/// What is between, in words that have no address in them.
fn unreachable(error: reqwest::Error) -> InboxFault {
    InboxFault::Unreachable(error.without_url().to_string())
}
