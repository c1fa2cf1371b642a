//! How fresh the cache is, and what is being read.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::FailureView;

/// What sync is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncPhase {
    /// Nothing is due.
    #[default]
    Idle,
    /// Reading.
    Running,
    /// A person cancelled; the rest waits.
    Paused,
    /// The network or Points is away; it will try again by itself.
    Waiting,
    /// Points refused the key. Nothing is sent until it is replaced.
    KeyRefused,
    /// There is no key.
    NoKey,
}

/// The state of sync.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SyncView {
    /// What it is doing.
    pub phase: SyncPhase,
    /// Orders that are due and not yet read.
    pub due: u64,
    /// Orders read in this run.
    pub done: u64,
    /// Orders of this run in all: done and still to do.
    pub total: u64,
    /// Of those read, how many had changed.
    pub changed: u64,
    /// Of those, how many Points has no more.
    pub missing: u64,
    /// Of those, how many could not be read.
    pub failed: u64,
    /// Why those could not be read: the last failure of each kind, the latest last.
    pub failures: Vec<FailureView>,
    /// When the last successful read ended, UTC milliseconds: the age of the data.
    pub last_read_at: Option<i64>,
    /// When sync will try again, UTC milliseconds.
    pub resumes_at: Option<i64>,
    /// What stands in the way.
    pub problem: Option<FailureView>,
}
