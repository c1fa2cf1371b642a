//! Everything that went out, and everything that came in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    ActionKind, ActionState, ActionView, FailureView, FieldChange, ObservationSource, OrderName,
};

/// Which actions are listed. Each empty part asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ActivityQuery {
    /// A uuid, or the beginning of an order number.
    pub order: String,
    /// Any of these kinds.
    pub kinds: Vec<ActionKind>,
    /// In any of these states.
    pub states: Vec<ActionState>,
    /// Asked by this person.
    pub asked_by: Option<String>,
    /// Asked from here on, UTC milliseconds.
    pub asked_from: Option<i64>,
    /// Asked before, UTC milliseconds.
    pub asked_until: Option<i64>,
}

/// A page of actions, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActivityPage {
    /// The actions.
    pub actions: Vec<ActionView>,
    /// Where the next page begins; none at the end.
    pub next: Option<String>,
}

/// Which of what came in is listed. Each empty part asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct HeardQuery {
    /// A uuid, or the beginning of an order number. What names no order is left out then.
    pub order: String,
    /// Events alone, without the answers to what the desk asked.
    pub events_only: bool,
    /// Heard from here on, UTC milliseconds.
    pub heard_from: Option<i64>,
    /// Heard before, UTC milliseconds.
    pub heard_until: Option<i64>,
}

/// Something that was heard from Points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HeardEntry {
    /// The sighting; of what names no order, its own number among those.
    pub id: i64,
    /// The order; none where the event names none that can be read.
    pub order: Option<OrderName>,
    /// Who said it.
    pub source: ObservationSource,
    /// The event's name.
    pub event: Option<String>,
    /// When, UTC milliseconds.
    pub heard_at: i64,
    /// Whether it said nothing that had not been heard before.
    pub is_repeated: bool,
    /// What it changed in what the desk believed, when it was new.
    pub changes: Vec<FieldChange>,
}

/// A page of what was heard, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HeardPage {
    /// What was heard.
    pub entries: Vec<HeardEntry>,
    /// Where the next page begins; none at the end.
    pub next: Option<String>,
}

/// How the queue stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QueueView {
    /// Held back for a moment.
    pub held: u64,
    /// Waiting to be sent.
    pub queued: u64,
    /// On their way.
    pub sending: u64,
    /// Unclear, and still being looked up by the desk itself.
    pub unknown: u64,
    /// Waiting for a person.
    pub needs_person: u64,
    /// Why nothing leaves at present: no network, a refused key, no key, a pause that Points asked
    /// for; none: it goes.
    pub stopped: Option<FailureView>,
    /// When the first of those that wait is tried next, UTC milliseconds.
    pub next_try_at: Option<i64>,
    /// Who asked for something so far, as they said of themselves.
    pub people: Vec<String>,
}
