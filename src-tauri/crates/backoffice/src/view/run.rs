//! Runs of the reconciliation, and their reports.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CaseCount, Language};

/// Why a run began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RunTrigger {
    /// A person wanted it.
    ByHand,
    /// The night: what the documentation of Points makes a merchant's duty.
    Nightly,
    /// A file was taken over.
    Import,
}

/// What a run does at present.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RunPhase {
    /// Reading orders from Points.
    Reading,
    /// Matching the shop's checkouts with orders.
    Matching,
    /// Looking for what needs explaining.
    Explaining,
}

/// Sent while a run is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunProgress {
    /// What it does.
    pub phase: RunPhase,
    /// How many are done.
    pub done: u64,
    /// Of so many.
    pub total: u64,
}

/// One run, with what it looked at and what it found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunView {
    /// Its id.
    pub id: i64,
    /// Why it began.
    pub trigger: RunTrigger,
    /// Who wanted it.
    pub by: Option<String>,
    /// When it began, UTC milliseconds.
    pub started_at: i64,
    /// When it ended, UTC milliseconds; none: it goes on, or was cut off.
    pub ended_at: Option<i64>,
    /// Whether it was stopped before its end.
    pub cancelled: bool,
    /// Orders read from Points for it.
    pub reads: u64,
    /// Reads that failed.
    pub failed_reads: u64,
    /// Checkouts of the shop that it looked at.
    pub checkouts: u64,
    /// Orders that it looked at.
    pub orders: u64,
    /// Checkouts that it found the order of.
    pub matched: u64,
    /// Cases that were new.
    pub opened: u64,
    /// Cases whose facts were no longer so.
    pub closed: u64,
    /// What was open at its end, by class.
    pub open: Vec<CaseCount>,
    /// Everything found that was still so at its end.
    pub total: u64,
    /// Of those, explained.
    pub explained: u64,
    /// The SHA-256 over what it looked at, as 64 hex digits: the same inputs give the same.
    pub inputs: String,
    /// The SHA-256 over what it found.
    pub result: String,
}

/// What a report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReportFormat {
    /// To be read and signed.
    Pdf,
    /// A workbook of Excel.
    Xlsx,
    /// For programs.
    Json,
}

/// The report of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReportRequest {
    /// The run.
    pub run: i64,
    /// As what.
    pub format: ReportFormat,
    /// In which language.
    pub language: Language,
}

/// A report that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReportWritten {
    /// The file.
    pub path: String,
}
