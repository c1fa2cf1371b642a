//! The shop's inbox, as a person sees it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::FailureView;

/// How the inbox stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InboxView {
    /// Where it is; none: this store has none.
    pub address: Option<String>,
    /// Why it cannot be read at present.
    pub failure: Option<FailureView>,
    /// When it answered last, UTC milliseconds; none: not since the desk was opened.
    pub read_at: Option<i64>,
    /// When Points was heard there last, UTC milliseconds.
    pub last_heard_at: Option<i64>,
    /// How many events this desk took over.
    pub taken: u64,
    /// How many are there that it has not taken over yet.
    pub behind: u64,
    /// How many were about no order: warnings about the merchant, and what nobody can read.
    pub leftovers: u64,
    /// Whether Points has been silent for longer than usual.
    pub is_silent: bool,
    /// The inbox that this desk keeps itself, on this computer; none: it reads one elsewhere, or
    /// none.
    pub here: Option<InboxHereView>,
}

/// An inbox that the desk keeps itself: it listens for as long as the app is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InboxHereView {
    /// The port at which it listens on this computer, for a tunnel to lead to.
    pub port: u16,
    /// The public name under which the tunnel reaches it, as `inbox.your-shop.sa`; none: only this
    /// computer does.
    pub host: Option<String>,
}

/// An inbox to be kept on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InboxHereRequest {
    /// The port on this computer; 0 takes a free one, and keeps to it from then on.
    pub port: u16,
    /// The public name under which a tunnel reaches it, or its whole address; none: none.
    pub host: Option<String>,
}

/// An inbox to be connected to. The token is in it because the page is where it is typed; nothing
/// ever sends it back.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InboxRequest {
    /// Its address, or that of its hook.
    pub address: String,
    /// The desk's token: a secret.
    pub token: String,
    /// Keep the token in memory only, because there is no keyring.
    pub keep_for_session: bool,
}
