//! Sheets of paper.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Language;

/// What is printed of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PrintKind {
    /// The packing slip: what goes into the parcel, without any price.
    Slip,
    /// The order summary: the same with money and what happened.
    Summary,
}

/// On what it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 105 × 148 mm, as label printers take it.
    A6,
}

/// How sheets were printed last: what the next person is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct PrintChoice {
    /// What of each order.
    pub kind: PrintKind,
    /// On what.
    pub paper: Paper,
    /// In which language; none before the first print: that of the page.
    pub language: Option<Language>,
}

impl Default for PrintChoice {
    fn default() -> Self {
        Self {
            kind: PrintKind::Slip,
            paper: Paper::A4,
            language: None,
        }
    }
}

/// What a person wants on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PrintRequest {
    /// The orders, in the order of printing.
    pub uuids: Vec<String>,
    /// What of each.
    pub kind: PrintKind,
    /// On what.
    pub paper: Paper,
    /// In which language, whatever the page's is.
    pub language: Language,
}

/// A PDF that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Printed {
    /// Where it lies.
    pub path: String,
    /// How many orders are on it.
    pub orders: u32,
    /// How many pages it has.
    pub pages: u32,
}
