//! Webhooks, and the merchant's switch (API documentation, "Webhooks").

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use reqwest::Method;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use url::Url;
use uuid::Uuid;

use crate::client::Client;
use crate::envelope::Envelope;
use crate::failure::ApiError;
use crate::identifier::InvalidUuid;
use crate::invalid::{self, InvalidRequest};
use crate::order;
use crate::secret::WebhookSecret;
use crate::transport::{Request, Timing};

const NAME_CHARACTERS: usize = 255;
const URL_CHARACTERS: usize = 500;

/// Names a webhook of the merchant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WebhookUuid(Uuid);

impl FromStr for WebhookUuid {
    type Err = InvalidUuid;

    fn from_str(text: &str) -> Result<Self, InvalidUuid> {
        Uuid::try_parse(text.trim())
            .map(Self)
            .map_err(|_| InvalidUuid)
    }
}

impl fmt::Display for WebhookUuid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(formatter)
    }
}

/// A registered webhook. Each one gets every event.
#[derive(Debug, Clone, Deserialize)]
pub struct Webhook {
    /// Names it in calls.
    pub uuid: WebhookUuid,
    /// `merchant_id`.
    pub merchant_id: Option<i64>,
    /// What the merchant called it.
    pub name: String,
    /// Where events are sent.
    pub url: String,
    /// What events carry in `X-Webhook-Secret`; comes back on every read.
    #[serde(default, deserialize_with = "secret")]
    pub secret: Option<WebhookSecret>,
    /// `created_at`.
    #[serde(default, deserialize_with = "time")]
    pub created_at: Option<DateTime<Utc>>,
    /// `updated_at`.
    #[serde(default, deserialize_with = "time")]
    pub updated_at: Option<DateTime<Utc>>,
}

/// One page of the merchant's webhooks. The counts are Laravel's `meta`.
#[derive(Debug, Clone)]
pub struct WebhookPage {
    /// The webhooks on this page.
    pub webhooks: Vec<Webhook>,
    /// This page's number, from 1.
    pub current_page: Option<u64>,
    /// The last page's number.
    pub last_page: Option<u64>,
    /// How many a page has.
    pub per_page: Option<u64>,
    /// How many there are in all.
    pub total: Option<u64>,
    /// When it was asked for and came.
    pub timing: Timing,
}

/// A webhook to register, or what replaces one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewWebhook {
    /// At most 255 characters.
    pub name: String,
    /// At most 500 characters. Points refuses an address that is registered already.
    pub url: Url,
}

impl NewWebhook {
    /// Checks the documented limits.
    pub fn validate(&self) -> Result<(), InvalidRequest> {
        limits(Some(&self.name), Some(&self.url))
    }
}

/// A change of some fields of a webhook; at least one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct WebhookChange {
    /// At most 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// At most 500 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Url>,
}

impl WebhookChange {
    /// Checks the documented limits.
    pub fn validate(&self) -> Result<(), InvalidRequest> {
        if self.name.is_none() && self.url.is_none() {
            return Err(InvalidRequest::new("name", "or url is required"));
        }
        limits(self.name.as_deref(), self.url.as_ref())
    }
}

fn limits(name: Option<&str>, url: Option<&Url>) -> Result<(), InvalidRequest> {
    if name.is_some_and(|name| name.trim().is_empty()) {
        return Err(InvalidRequest::new("name", "is required"));
    }
    invalid::at_most("name", name, NAME_CHARACTERS)?;
    invalid::at_most("url", url.map(Url::as_str), URL_CHARACTERS)
}

#[derive(Serialize)]
struct IntegrationStatus {
    active: bool,
}

impl Client {
    /// `GET /webhooks`: page `page`, from 1, of `per_page` webhooks.
    pub async fn list_webhooks(&self, page: u32, per_page: u32) -> Result<WebhookPage, ApiError> {
        let request = self
            .request(Method::GET, "GET /webhooks", &["webhooks"])
            .with_query(&format!("per_page={per_page}&page={page}"));
        self.call(request, |envelope, timing| {
            Some(WebhookPage {
                webhooks: serde_json::from_str(envelope.resource()?).ok()?,
                current_page: envelope.page_number("current_page"),
                last_page: envelope.page_number("last_page"),
                per_page: envelope.page_number("per_page"),
                total: envelope.page_number("total"),
                timing,
            })
        })
        .await
    }

    /// `POST /webhooks`. Needs a verified merchant.
    pub async fn create_webhook(&self, webhook: &NewWebhook) -> Result<Webhook, ApiError> {
        let name = "POST /webhooks";
        webhook.validate().map_err(|error| error.into_error(name))?;
        let request = self
            .request(Method::POST, name, &["webhooks"])
            .with_body(webhook)?;
        self.call(request, |envelope, _| read_webhook(envelope))
            .await
    }

    /// `GET /webhooks/{uuid}`.
    pub async fn read_webhook(&self, uuid: WebhookUuid) -> Result<Webhook, ApiError> {
        let request = self.on_webhook(Method::GET, "GET /webhooks/{uuid}", uuid);
        self.call_webhook(request, uuid).await
    }

    /// `PUT /webhooks/{uuid}`.
    pub async fn replace_webhook(
        &self,
        uuid: WebhookUuid,
        webhook: &NewWebhook,
    ) -> Result<Webhook, ApiError> {
        let name = "PUT /webhooks/{uuid}";
        webhook.validate().map_err(|error| error.into_error(name))?;
        let request = self
            .on_webhook(Method::PUT, name, uuid)
            .with_body(webhook)?;
        self.call_webhook(request, uuid).await
    }

    /// `PATCH /webhooks/{uuid}`: only the given fields change.
    pub async fn update_webhook(
        &self,
        uuid: WebhookUuid,
        change: &WebhookChange,
    ) -> Result<Webhook, ApiError> {
        let name = "PATCH /webhooks/{uuid}";
        change.validate().map_err(|error| error.into_error(name))?;
        let request = self
            .on_webhook(Method::PATCH, name, uuid)
            .with_body(change)?;
        self.call_webhook(request, uuid).await
    }

    /// `DELETE /webhooks/{uuid}`.
    pub async fn delete_webhook(&self, uuid: WebhookUuid) -> Result<(), ApiError> {
        let request = self.on_webhook(Method::DELETE, "DELETE /webhooks/{uuid}", uuid);
        self.call(request, |envelope, _| envelope.confirms().then_some(()))
            .await
    }

    /// `POST /integration/status`: the merchant's on/off switch (live site, mid-2026). Sending it
    /// twice does no harm.
    pub async fn set_integration(&self, active: bool) -> Result<(), ApiError> {
        let name = "POST /integration/status";
        let request = self
            .request(Method::POST, name, &["integration", "status"])
            .with_body(&IntegrationStatus { active })?;
        self.call(request, |envelope, _| envelope.confirms().then_some(()))
            .await
    }

    fn on_webhook(&self, method: Method, name: &'static str, uuid: WebhookUuid) -> Request {
        self.request(method, name, &["webhooks", &uuid.to_string()])
            .about(uuid.0)
    }

    async fn call_webhook(&self, request: Request, uuid: WebhookUuid) -> Result<Webhook, ApiError> {
        self.call(request, |envelope, _| {
            read_webhook(envelope).filter(|webhook| webhook.uuid == uuid)
        })
        .await
    }
}

fn read_webhook(envelope: &Envelope<'_>) -> Option<Webhook> {
    serde_json::from_str(envelope.resource()?).ok()
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<WebhookSecret>, D::Error> {
    let secret = Option::<String>::deserialize(deserializer)?;
    Ok(secret.map(WebhookSecret::new))
}

fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    let value = Option::<Value>::deserialize(deserializer)?;
    Ok(value.as_ref().and_then(order::time))
}
