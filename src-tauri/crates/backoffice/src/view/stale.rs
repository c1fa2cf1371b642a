//! Checkouts that should have ended and did not.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{FailureView, OrderRow};

/// In what way a checkout is stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StaleKind {
    /// Still `new`.
    Unpaid,
    /// Still `authorized`.
    Reserved,
}

/// One stale checkout with what is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StaleCheckout {
    /// The order.
    pub order: OrderRow,
    /// In what way.
    pub kind: StaleKind,
    /// Since when it is open, UTC milliseconds: its creation, or where Points did not tell that,
    /// when the desk began to watch it. Points does not tell when it was reserved.
    pub since: i64,
    /// How long it was allowed to, milliseconds.
    pub threshold: i64,
    /// How many answers said so.
    pub reads: u32,
    /// How many events were received for it.
    pub events: u32,
    /// When the desk will ask again by itself, UTC milliseconds.
    pub next_check_at: Option<i64>,
}

/// A page of stale checkouts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StalePage {
    /// Oldest first; those of which Points told no creation before all others.
    pub checkouts: Vec<StaleCheckout>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// What one check came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    /// As before.
    Unchanged,
    /// Something changed.
    Changed,
    /// Points does not know the order any more.
    Gone,
    /// It could not be read.
    Failed,
}

/// One row of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckedOrder {
    /// The order.
    pub uuid: String,
    /// What came out.
    pub outcome: CheckOutcome,
    /// The financial status before.
    pub before: Option<String>,
    /// The financial status now.
    pub after: Option<String>,
    /// Why it could not be read.
    pub failure: Option<FailureView>,
}

/// Sent while a check runs, once an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckProgress {
    /// How many are done.
    pub done: u32,
    /// Of how many.
    pub total: u32,
    /// The order just read.
    pub order: CheckedOrder,
}

/// The end of a check.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckSummary {
    /// Every order that was read.
    pub orders: Vec<CheckedOrder>,
    /// How many were not reached, because the person cancelled or the key was refused.
    pub skipped: u32,
}
