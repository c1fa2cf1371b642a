//! What people at the desk write about an order.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A note as it reads now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NoteView {
    /// Its id.
    pub id: i64,
    /// The order.
    pub order_uuid: String,
    /// Who wrote it, as they said of themselves; none where the desk was not told.
    pub author: Option<String>,
    /// The text, at most 2,000 characters.
    pub text: String,
    /// UTC milliseconds.
    pub written_at: i64,
    /// When the text was last changed, UTC milliseconds; none: never.
    pub edited_at: Option<i64>,
    /// How it read before, oldest first: a note is never lost.
    pub earlier: Vec<EarlierText>,
}

/// How a note read until somebody changed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EarlierText {
    /// The text.
    pub text: String,
    /// Until when, UTC milliseconds.
    pub until: i64,
}
