//! One request over HTTP and its answer, bounded in time and size. Nothing is ever sent twice.

use std::fmt;
use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::header::{
    ACCEPT, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER,
};
use reqwest::{Method, Response, redirect, retry, tls};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::base_url::BaseUrl;
use crate::failure::NetworkFault;
use crate::network::{self, Diagnosis};
use crate::secret::PrivateKey;

const USER_AGENT: &str = concat!("PointsDesk/", env!("CARGO_PKG_VERSION"));
const KEY_HEADER: HeaderName = HeaderName::from_static("x-api-key");
/// A connection that slept longer is closed rather than used: a server may have hung up on it,
/// and then nobody knows whether a POST arrived.
const IDLE_CONNECTION: Duration = Duration::from_secs(15);
/// `Retry-After` is believed up to here, so that adding it to a clock cannot overflow.
const LONGEST_RETRY_AFTER: Duration = Duration::from_hours(31 * 24);

/// The bounds of every call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientOptions {
    /// For name, connection and TLS together. 10 s by default.
    pub connect_timeout: Duration,
    /// From the start to the last byte of the answer. 30 s by default.
    pub total_timeout: Duration,
    /// Of the unpacked answer. 8 MiB by default.
    pub max_response_bytes: usize,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            total_timeout: Duration::from_secs(30),
            max_response_bytes: 8 * 1_024 * 1_024,
        }
    }
}

/// The HTTP library could not start, for want of trusted root certificates for example.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the HTTP client cannot start: {0}")]
pub struct ClientSetupError(String);

/// When an answer was asked for and came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// Start of the request, by this machine's clock.
    pub started_at: DateTime<Utc>,
    /// Last byte of the answer, by this machine's clock.
    pub received_at: DateTime<Utc>,
    /// A time at Points that is not after the start of the request: the `Date` header minus the
    /// round trip, which is measured by a clock that nobody sets. None without a `Date`.
    pub points_time: Option<DateTime<Utc>>,
}

/// A request, ready to send.
pub(crate) struct Request {
    pub(crate) method: Method,
    /// Method and path template; never the path, which may carry the public key.
    pub(crate) name: &'static str,
    /// The whole address, query included.
    pub(crate) url: String,
    /// The resource asked for, for the log.
    pub(crate) uuid: Option<Uuid>,
    pub(crate) body: Option<Vec<u8>>,
    pub(crate) with_key: bool,
}

impl Request {
    /// Whether sending it cannot change anything at Points.
    pub(crate) fn is_read(&self) -> bool {
        self.method == Method::GET
    }
}

/// An answer of any status.
pub(crate) struct Answer {
    pub(crate) http_status: u16,
    pub(crate) body: Body,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) timing: Timing,
}

/// The unpacked bytes of an answer. Wiped when dropped: webhooks carry their secret.
pub(crate) enum Body {
    Complete(Zeroizing<Vec<u8>>),
    /// Too long, or not to be unpacked; what came first.
    Unusable(Zeroizing<Vec<u8>>),
    Interrupted(NetworkFault),
}

#[derive(Clone)]
pub(crate) struct Transport {
    http: reqwest::Client,
    max_response_bytes: usize,
}

impl fmt::Debug for Transport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Transport")
    }
}

impl Transport {
    pub(crate) fn new(base: &BaseUrl, options: ClientOptions) -> Result<Self, ClientSetupError> {
        let mut builder = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .https_only(base.is_encrypted())
            .tls_version_min(tls::Version::TLS_1_2)
            .redirect(redirect::Policy::none())
            .referer(false)
            .retry(retry::never())
            .pool_idle_timeout(IDLE_CONNECTION)
            .connect_timeout(options.connect_timeout)
            .timeout(options.total_timeout);
        if base.is_loopback() {
            // A proxy would see the key in the clear, and reach another "this machine".
            builder = builder.no_proxy();
        }
        let http = builder
            .build()
            .map_err(|error| ClientSetupError(causes(&error)))?;
        Ok(Self {
            http,
            max_response_bytes: options.max_response_bytes,
        })
    }

    pub(crate) async fn send(
        &self,
        request: &Request,
        key: Option<&PrivateKey>,
    ) -> Result<Answer, Diagnosis> {
        let started_at = Utc::now();
        let started = Instant::now();
        let result = self.exchange(request, key, started_at, started).await;
        let (http_status, fault) = match &result {
            Ok(answer) => match answer.body {
                Body::Interrupted(fault) => (Some(answer.http_status), Some(fault)),
                Body::Complete(_) | Body::Unusable(_) => (Some(answer.http_status), None),
            },
            Err(diagnosis) => (None, Some(diagnosis.fault)),
        };
        tracing::debug!(
            request = request.name,
            uuid = request.uuid.map(tracing::field::display),
            http_status,
            fault = fault.map(tracing::field::debug),
            duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
            "points"
        );
        result
    }

    async fn exchange(
        &self,
        request: &Request,
        key: Option<&PrivateKey>,
        started_at: DateTime<Utc>,
        started: Instant,
    ) -> Result<Answer, Diagnosis> {
        let mut builder = self
            .http
            .request(request.method.clone(), &request.url)
            .header(ACCEPT, "application/json");
        if let Some(body) = &request.body {
            builder = builder
                .header(CONTENT_TYPE, "application/json")
                .body(body.clone());
        }
        if let Some(key) = key.filter(|_| request.with_key) {
            builder = builder.header(KEY_HEADER, key_header(key)?);
        }
        let response = builder
            .send()
            .await
            .map_err(|error| network::before_answer(&error))?;
        let round_trip = started.elapsed();
        let http_status = response.status().as_u16();
        let date = header_time(response.headers(), &DATE);
        let retry_after = retry_after(response.headers(), date);
        let body = self.read_body(response).await;
        Ok(Answer {
            http_status,
            body,
            retry_after,
            timing: Timing {
                started_at,
                received_at: Utc::now(),
                points_time: date.and_then(|date| {
                    DateTime::<Utc>::from(date)
                        .checked_sub_signed(TimeDelta::from_std(round_trip).ok()?)
                }),
            },
        })
    }

    /// Reads piece by piece, so that neither a huge answer nor a small one that unpacks to a huge
    /// one ever fills the memory.
    async fn read_body(&self, mut response: Response) -> Body {
        // Room for all of it at once: a vector that grows leaves its old bytes behind unwiped.
        let length = response
            .content_length()
            .and_then(|length| usize::try_from(length).ok())
            .unwrap_or(0);
        let mut bytes = Zeroizing::new(Vec::with_capacity(length.min(self.max_response_bytes)));
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if bytes.len() + chunk.len() <= self.max_response_bytes => {
                    append(&mut bytes, &chunk);
                }
                Ok(Some(_)) => return Body::Unusable(bytes),
                Ok(None) => return Body::Complete(bytes),
                Err(error) => {
                    return match network::within_answer(&error) {
                        Some(fault) => Body::Interrupted(fault),
                        None => Body::Unusable(bytes),
                    };
                }
            }
        }
    }
}

/// Appends; where room is wanting, moves to a larger vector and wipes the smaller one.
fn append(bytes: &mut Zeroizing<Vec<u8>>, more: &[u8]) {
    let wanted = bytes.len() + more.len();
    if wanted > bytes.capacity() {
        let mut larger = Zeroizing::new(Vec::with_capacity(wanted.max(2 * bytes.capacity())));
        larger.extend_from_slice(bytes);
        *bytes = larger;
    }
    bytes.extend_from_slice(more);
}

fn key_header(key: &PrivateKey) -> Result<HeaderValue, Diagnosis> {
    let mut value = HeaderValue::from_str(key.expose()).map_err(|_| Diagnosis {
        fault: NetworkFault::Other,
        may_have_left: false,
    })?;
    value.set_sensitive(true);
    Ok(value)
}

fn header_time(headers: &HeaderMap, name: &HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(name)?.to_str().ok()?.trim()).ok()
}

/// `Retry-After` in either form. A date is taken against the answer's own `Date`, since the clock
/// of this machine may be wrong.
fn retry_after(headers: &HeaderMap, date: Option<SystemTime>) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match value.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => httpdate::parse_http_date(value)
            .ok()?
            .duration_since(date.unwrap_or_else(SystemTime::now))
            .unwrap_or_default(),
    };
    Some(wait.min(LONGEST_RETRY_AFTER))
}

fn causes(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}
