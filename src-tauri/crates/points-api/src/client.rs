//! The client: one base address, at most one key, and the way every call takes.

use chrono::{DateTime, Utc};
use reqwest::Method;
use serde::Serialize;
use uuid::Uuid;

use crate::base_url::BaseUrl;
use crate::envelope::Envelope;
use crate::failure::{ApiError, Effect, Failure};
use crate::invalid::InvalidRequest;
use crate::secret::PrivateKey;
use crate::transport::{ClientOptions, ClientSetupError, Request, Timing, Transport};
use crate::verdict::{self, Verdict};

/// Speaks to Points for one merchant in one environment.
///
/// It never sends anything twice, follows no redirect (the key must not travel to another host),
/// keeps no cookies and sends no referrer. Cloning is cheap and shares the connections.
#[derive(Debug, Clone)]
pub struct Client {
    transport: Transport,
    base: BaseUrl,
    key: Option<PrivateKey>,
}

/// That the private key works in this environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyProof {
    /// As in [`Timing::points_time`]: shows whether this machine's clock is right.
    pub points_time: Option<DateTime<Utc>>,
    /// How many webhooks the merchant has, where the answer tells.
    pub webhooks: Option<u64>,
}

impl Client {
    /// A client; without a key only the checkout call works.
    pub fn new(
        base: BaseUrl,
        key: Option<PrivateKey>,
        options: ClientOptions,
    ) -> Result<Self, ClientSetupError> {
        Ok(Self {
            transport: Transport::new(&base, options)?,
            base,
            key,
        })
    }

    /// Proves the private key by the cheapest harmless call, `GET /webhooks?per_page=1` (API
    /// documentation, "Authentication"). Proves nothing about the public key, nor that the
    /// merchant is verified.
    pub async fn check_key(&self) -> Result<KeyProof, ApiError> {
        self.call(self.key_check(), read_key_proof).await
    }

    /// The environment that this client speaks to.
    pub fn base_url(&self) -> &BaseUrl {
        &self.base
    }

    /// Sends `request` and takes the result out of a success with `read`.
    pub(crate) async fn call<T>(
        &self,
        request: Request,
        read: impl FnOnce(&Envelope<'_>, Timing) -> Option<T>,
    ) -> Result<T, ApiError> {
        let (failure, effect) = match self.exchange(&request, read).await {
            Verdict::Done(result) => return Ok(result),
            Verdict::Failed { failure, effect } => (failure, effect),
            Verdict::KeyOrRule { message } if request.with_key => {
                (self.settle(message).await, Effect::NotApplied)
            }
            // The check below proves the private key, which this call does not carry.
            Verdict::KeyOrRule { message } => {
                (Failure::RuleRefused { message }, Effect::NotApplied)
            }
        };
        Err(ApiError {
            failure,
            effect,
            request: request.name,
        })
    }

    async fn exchange<T>(
        &self,
        request: &Request,
        read: impl FnOnce(&Envelope<'_>, Timing) -> Option<T>,
    ) -> Verdict<T> {
        if request.with_key && self.key.is_none() {
            return Verdict::Failed {
                failure: Failure::NoKey,
                effect: Effect::NotApplied,
            };
        }
        let key = self.key.as_ref();
        match self.transport.send(request, key).await {
            Ok(answer) => verdict::judge(&answer, request.is_read(), key, read),
            Err(diagnosis) => Verdict::Failed {
                failure: Failure::Network(diagnosis.fault),
                effect: if diagnosis.may_have_left && !request.is_read() {
                    Effect::MayBeApplied
                } else {
                    Effect::NotApplied
                },
            },
        }
    }

    /// Settles a 400 whose message is not documented (it may be Arabic) by one check of the key.
    ///
    /// Where the check itself fails, that is the answer: calling it a refused key would stop the
    /// whole app, calling it a refused rule would close the person's wish for good, and neither is
    /// known. What is known is that Points refused the request, so it was not applied; the caller
    /// may ask again once the fault of the check is over.
    async fn settle(&self, message: String) -> Failure {
        match self.exchange(&self.key_check(), read_key_proof).await {
            // Any refusal of the check but one of the key is said only to a merchant whose key was
            // recognised, and is about the check, not about the request.
            Verdict::Done(_)
            | Verdict::Failed {
                failure:
                    Failure::Forbidden { .. }
                    | Failure::NotFound { .. }
                    | Failure::Invalid { .. }
                    | Failure::RuleRefused { .. },
                ..
            } => Failure::RuleRefused { message },
            Verdict::Failed { failure: Failure::KeyRefused { .. }, .. }
            // A read never ends so; were it to, it would be a refusal of the key all the same.
            | Verdict::KeyOrRule { .. } => Failure::KeyRefused { message },
            Verdict::Failed { failure, .. } => Failure::Unproved {
                message,
                check: Box::new(failure),
            },
        }
    }

    fn key_check(&self) -> Request {
        self.request(Method::GET, "GET /webhooks", &["webhooks"])
            .with_query("per_page=1")
    }

    /// A request with the private key and without a body.
    pub(crate) fn request(&self, method: Method, name: &'static str, segments: &[&str]) -> Request {
        Request {
            method,
            name,
            url: self.base.join(segments),
            uuid: None,
            body: None,
            with_key: true,
        }
    }
}

impl Request {
    /// Names the resource in the log.
    pub(crate) fn about(mut self, uuid: Uuid) -> Self {
        self.uuid = Some(uuid);
        self
    }

    /// Adds a query, which is escaped already.
    pub(crate) fn with_query(mut self, query: &str) -> Self {
        self.url.push('?');
        self.url.push_str(query);
        self
    }

    /// Adds a JSON body.
    pub(crate) fn with_body(mut self, body: &impl Serialize) -> Result<Self, ApiError> {
        let bytes = serde_json::to_vec(body)
            .map_err(|_| InvalidRequest::new("", "cannot be written as JSON"))
            .map_err(|invalid| invalid.into_error(self.name))?;
        self.body = Some(bytes);
        Ok(self)
    }

    /// Leaves the private key out.
    pub(crate) fn without_key(mut self) -> Self {
        self.with_key = false;
        self
    }
}

fn read_key_proof(envelope: &Envelope<'_>, timing: Timing) -> Option<KeyProof> {
    // A page that merely looks like a success proves no key: the list must be there.
    let is_list = envelope.resource()?.starts_with('[');
    is_list.then(|| KeyProof {
        points_time: timing.points_time,
        webhooks: envelope.page_number("total"),
    })
}
