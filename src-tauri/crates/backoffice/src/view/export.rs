//! Orders on their way into a file.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Language, OrderSelection};

/// The kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// Text with commas, UTF-8 with a byte order mark, as spreadsheets open it.
    Csv,
    /// A workbook of Excel, with real numbers and dates.
    Xlsx,
    /// One JSON object a line, for programs: the shape of `pointsctl orders list --json`.
    Jsonl,
}

/// A column of the file. Those that the list has too are called as the list calls them, those in
/// the words of the API as the API does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportColumn {
    /// The shop's number.
    Number,
    /// Points' number.
    Reference,
    /// What people say for `type`.
    Type,
    /// What people say for `order_status`.
    Financial,
    /// What people say for the shipping status.
    Shipping,
    /// The total, SAR.
    Total,
    /// The points.
    Points,
    /// When it was created.
    Created,
    /// When Points last changed it.
    Updated,
    /// When Points last answered about it.
    Checked,
    /// The product lines, as one text.
    Items,
    /// How many product lines there are.
    ItemCount,
    /// The uuid.
    Uuid,
    /// `settlement_status` as received.
    SettlementStatus,
    /// `order_status` as received.
    FinancialStatus,
    /// The API's word for the shipping status, as received or learnt.
    ShippingStatus,
    /// The shipping status as the number that Points sent.
    ShippingCode,
    /// Points' own label for the shipping status.
    ShippingLabel,
    /// The merchant's Arabic label.
    ShippingNameAr,
    /// The merchant's English label.
    ShippingNameEn,
    /// Whether Points has been heard about it.
    Presence,
    /// Whether it is a stale checkout.
    Stale,
    /// The action that is not settled, or was refused last.
    Pending,
    /// The metadata as JSON.
    Metadata,
}

impl ExportColumn {
    /// Every column, in reading order.
    pub const ALL: [Self; 24] = [
        Self::Number,
        Self::Reference,
        Self::Type,
        Self::Financial,
        Self::Shipping,
        Self::Total,
        Self::Points,
        Self::Created,
        Self::Updated,
        Self::Checked,
        Self::Items,
        Self::ItemCount,
        Self::Uuid,
        Self::SettlementStatus,
        Self::FinancialStatus,
        Self::ShippingStatus,
        Self::ShippingCode,
        Self::ShippingLabel,
        Self::ShippingNameAr,
        Self::ShippingNameEn,
        Self::Presence,
        Self::Stale,
        Self::Pending,
        Self::Metadata,
    ];
}

/// What is to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportRequest {
    /// Which orders.
    pub selection: OrderSelection,
    /// Which kind of file.
    pub format: ExportFormat,
    /// Which columns, in this order; empty: all. JSON Lines always has every field.
    pub columns: Vec<ExportColumn>,
    /// The language of headings and statuses.
    pub language: Language,
}

/// How far an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportProgress {
    /// Orders read for it so far.
    pub done: u64,
    /// Of so many.
    pub total: u64,
}

/// A finished export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportReport {
    /// The file.
    pub path: String,
    /// How many orders are in it.
    pub orders: u64,
}
