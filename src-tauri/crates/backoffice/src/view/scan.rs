//! Scanning parcels.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Hindrance, OrderName};

/// What a scan came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScanOutcome {
    /// It is written down that the order goes there.
    Done,
    /// The order stands there already, or was asked to go there before.
    Already,
    /// No order has this number.
    Unknown,
    /// The order may not go there.
    MayNot,
    /// Several orders have this number.
    Several,
}

/// A scan and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScanView {
    /// As scanned.
    pub code: String,
    /// What came of it.
    pub outcome: ScanOutcome,
    /// The order, where it is one.
    pub order: Option<OrderName>,
    /// Where it stood: the API's word or `code:3`.
    pub from: Option<String>,
    /// The action that was written down, or that did it before.
    pub action_id: Option<i64>,
    /// Done already: since when, UTC milliseconds, where that is known.
    pub since: Option<i64>,
    /// Done already: by whom, where this desk knows.
    pub by: Option<String>,
    /// Why it may not.
    pub hindrance: Option<Hindrance>,
    /// Which orders have the number, where several do.
    pub matches: Vec<OrderName>,
}
