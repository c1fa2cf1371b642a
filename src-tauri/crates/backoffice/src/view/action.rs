//! What a person asked Points to do.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where an action stands. It never goes from `sending` back to `queued` by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActionState {
    /// Written down, nothing sent.
    Queued,
    /// A request may be on its way.
    Sending,
    /// Points said yes, or a read shows it.
    Confirmed,
    /// Points said no.
    Refused,
    /// Sent, and nobody knows what came of it. Only a read settles it.
    Unknown,
    /// Reads could not settle it, or show that it was not applied: a person decides.
    NeedsPerson,
    /// Taken back before anything was sent, or given up by a person.
    Withdrawn,
}

/// One change of an action's state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActionChange {
    /// The state it went into.
    pub state: ActionState,
    /// When, UTC milliseconds.
    pub at: i64,
    /// Why, as a code of the failure or of the evidence.
    pub reason: Option<String>,
    /// Points' own words.
    pub message: Option<String>,
}

/// An action with its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActionView {
    /// Its id.
    pub id: i64,
    /// The order.
    pub order_uuid: String,
    /// The shipping status it asks for, in the API's word; none when only the label changes.
    pub target: Option<String>,
    /// The Arabic label.
    pub name_ar: Option<String>,
    /// The English label.
    pub name_en: Option<String>,
    /// Where it stands.
    pub state: ActionState,
    /// When the person asked, UTC milliseconds.
    pub asked_at: i64,
    /// Who it was, as they said of themselves; none where the desk was not told.
    pub asked_by: Option<String>,
    /// When a read will next try to settle it, UTC milliseconds.
    pub next_settle_at: Option<i64>,
    /// The last reason code.
    pub reason: Option<String>,
    /// Points' own last words.
    pub message: Option<String>,
    /// Every change, oldest first.
    pub changes: Vec<ActionChange>,
}

/// What the person asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShippingRequest {
    /// The orders.
    pub uuids: Vec<String>,
    /// The status, in the API's word.
    pub target: Option<String>,
    /// The Arabic label, at most 120 characters.
    pub name_ar: Option<String>,
    /// The English label, at most 120 characters.
    pub name_en: Option<String>,
}

impl ActionState {
    /// Whether it is drawn over the order's row: Points has not confirmed what was asked, or has
    /// refused it.
    pub fn is_drawn(self) -> bool {
        !matches!(self, Self::Confirmed | Self::Withdrawn)
    }
}
