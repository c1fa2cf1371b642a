//! Webhooks as they are registered at Points.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A webhook. Its secret never crosses the bridge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WebhookView {
    /// Its uuid.
    pub uuid: String,
    /// What the merchant calls it.
    pub name: String,
    /// Where Points sends to.
    pub url: String,
    /// When it was registered, UTC milliseconds, where Points tells.
    pub created_at: Option<i64>,
    /// When it was changed, UTC milliseconds, where Points tells.
    pub updated_at: Option<i64>,
    /// Whether it leads to the inbox that this store reads.
    pub is_inbox: bool,
    /// Whether its secret is in the keyring.
    pub secret_kept: bool,
}

/// A webhook to be registered, or how one is to be from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WebhookDraft {
    /// At most 255 characters.
    pub name: String,
    /// An https address of at most 500 characters.
    pub url: String,
}

/// What became of a test event that the desk sent to the shop's own inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TestEvent {
    /// How long the inbox took to keep it, milliseconds.
    pub kept_after: u64,
    /// How long it took until this desk had read it, milliseconds; none: not within ten seconds.
    pub read_after: Option<u64>,
}
