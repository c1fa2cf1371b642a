//! The merchant's webhooks at Points, as a person sees them. No secret is in any of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The webhooks that the merchant has at Points (API documentation, "Webhooks").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WebhooksView {
    /// Each of them, in the order in which Points tells them.
    pub webhooks: Vec<WebhookView>,
    /// What a webhook for the connected inbox is best registered with; none: no inbox is connected,
    /// it cannot be reached from outside, or it has a webhook already.
    pub suggested_url: Option<String>,
    /// When Points told this, UTC milliseconds.
    pub read_at: i64,
}

/// One webhook. Each one gets every event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WebhookView {
    /// Names it in commands.
    pub uuid: String,
    /// What the merchant called it.
    pub name: String,
    /// Where events are sent.
    pub url: String,
    /// When it was registered, UTC milliseconds.
    pub created_at: Option<i64>,
    /// Whether it leads to the inbox that this desk reads, as far as the address tells.
    pub leads_here: bool,
    /// Where its secret is.
    pub secret: WebhookSecretPlace,
}

/// Where the secret of a webhook is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WebhookSecretPlace {
    /// Not kept on this computer: the webhook leads elsewhere.
    Elsewhere,
    /// Points told none.
    Untold,
    /// Kept in the keyring (or in memory, where there is none); the inbox was not given it by this
    /// desk.
    Kept,
    /// Kept, and the inbox took it over from this desk.
    WithInbox,
}

/// A webhook to register, or what one is changed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WebhookRequest {
    /// At most 255 characters.
    pub name: String,
    /// At most 500 characters, https except for a Points on this machine. Points refuses an address
    /// that is registered already.
    pub url: String,
}

/// What came of a test event, which this desk sends to the address of the webhook and waits for at
/// its inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WebhookTest {
    /// How long the address took to answer that it has kept the event, milliseconds.
    pub answered_after: u64,
    /// How long it took until this desk had read it from its inbox, milliseconds; none: it did not
    /// come within ten seconds, so the address is that of another inbox.
    pub arrived_after: Option<u64>,
}
