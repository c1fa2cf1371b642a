//! Every API request received, in order: what a test asks to know what really arrived.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// More than any test asks for; a benchmark must not fill the memory.
const KEPT: usize = 200_000;

/// One request. Never holds a key.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Entry {
    pub(crate) seq: u64,
    pub(crate) at: DateTime<Utc>,
    pub(crate) method: String,
    /// Path and query; a public key is replaced by `{publicKey}`.
    pub(crate) path: String,
    pub(crate) uuid: Option<Uuid>,
    /// Whether an `x-api-key` header came along, whatever it said.
    pub(crate) carried_key: bool,
    pub(crate) body: Value,
    /// Requests being handled at the moment this one came, itself included.
    pub(crate) in_flight: u64,
    /// Whether it changed something.
    pub(crate) applied: bool,
    /// The status of the answer, even when a fault kept it from being sent.
    pub(crate) status: Option<u16>,
    pub(crate) fault: Option<&'static str>,
    pub(crate) duration_ms: Option<u64>,
}

/// What is known once the request has been handled.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) applied: bool,
    pub(crate) status: Option<u16>,
    pub(crate) fault: Option<&'static str>,
    pub(crate) duration_ms: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Ledger {
    entries: VecDeque<Entry>,
    last_seq: u64,
}

impl Ledger {
    /// Writes the entry down and gives it its number.
    pub(crate) fn open(&mut self, mut entry: Entry) -> u64 {
        self.last_seq += 1;
        entry.seq = self.last_seq;
        if self.entries.len() == KEPT {
            self.entries.pop_front();
        }
        self.entries.push_back(entry);
        self.last_seq
    }

    pub(crate) fn close(&mut self, seq: u64, outcome: Outcome) {
        let first = self.entries.front().map_or(u64::MAX, |entry| entry.seq);
        let position = seq
            .checked_sub(first)
            .and_then(|offset| usize::try_from(offset).ok());
        if let Some(entry) = position.and_then(|position| self.entries.get_mut(position)) {
            entry.applied = outcome.applied;
            entry.status = outcome.status;
            entry.fault = outcome.fault;
            entry.duration_ms = Some(outcome.duration_ms);
        }
    }

    pub(crate) fn after(&self, seq: u64) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.seq > seq)
    }

    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }

    pub(crate) const fn last_seq(&self) -> u64 {
        self.last_seq
    }
}
