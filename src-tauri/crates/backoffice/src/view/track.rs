//! What came of pasted or dropped uuids.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What came of one line or one uuid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TrackOutcome {
    /// New; it will be read.
    Added,
    /// The desk had it.
    Already,
    /// It stood further up in the same text.
    Repeated,
    /// The line has no uuid.
    Invalid,
}

/// One row of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TrackRow {
    /// The line, counted from 1.
    pub line: u32,
    /// The line's text, cut to 120 characters, or the uuid.
    pub text: String,
    /// What came of it.
    pub outcome: TrackOutcome,
}

/// The report on one paste or file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TrackReport {
    /// The file's name, if it was one.
    pub file: Option<String>,
    /// How many are new.
    pub added: u32,
    /// How many the desk had.
    pub already: u32,
    /// How many were there twice.
    pub repeated: u32,
    /// How many lines had no uuid.
    pub invalid: u32,
    /// The first 1,000 rows, those that need a look before those that went well.
    pub rows: Vec<TrackRow>,
}
