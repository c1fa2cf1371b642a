//! Which orders somebody means: chosen one by one, or all that match.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::OrderQuery;

/// The orders that a person chose.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct OrderSelection {
    /// Chosen one by one, in this order. Not looked at where `matching` is there.
    pub uuids: Vec<String>,
    /// All that match, in the query's order, also those that no page has loaded.
    pub matching: Option<OrderQuery>,
    /// Of those that match, not these.
    pub except: Vec<String>,
}
