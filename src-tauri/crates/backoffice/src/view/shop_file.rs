//! Files that a shop exported: what they say of orders and checkouts, and what became of their rows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{FailureView, TrackReport};

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// Text with a separator: commas, semicolons, tabs or bars.
    Separated,
    /// A workbook of Excel.
    Workbook,
    /// JSON: an array of objects, or an object with one such array.
    Json,
    /// One JSON object a line.
    JsonLines,
}

/// How the text of a file is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TextEncoding {
    /// UTF-8, with or without a mark.
    Utf8,
    /// UTF-16, either way round.
    Utf16,
    /// The old Arabic code page of Windows.
    Windows1256,
}

/// What a column of a shop's file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ShopField {
    /// The shop's number of the order.
    OrderNumber,
    /// The uuid at Points, or a text that holds one, such as a link.
    Uuid,
    /// Points' number.
    Reference,
    /// The total, SAR.
    Amount,
    /// When it was ordered.
    OpenedAt,
    /// What the shop says of the money.
    Status,
    /// The customer's phone.
    Phone,
    /// The customer's name.
    Customer,
    /// The city it goes to.
    City,
    /// The street it goes to.
    Address,
    /// Where the customer pays.
    Link,
    /// The shop's id of the cart, which may stand in the order's metadata.
    Cart,
}

/// What a shop's word for a status means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ShopStatus {
    /// The shop waits for the money.
    Pending,
    /// The shop counts it as paid: in work, on its way, delivered.
    Paid,
    /// The shop has given it up.
    Cancelled,
    /// The shop gave the money back.
    Refunded,
    /// Nothing about the money.
    Other,
}

/// How a file is to be read: found by the desk, changed by a person, remembered for the next file
/// of the same shape.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct FileReading {
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Whether the first row has the names of the columns.
    pub has_header: bool,
    /// What each column says; none: nothing that is wanted.
    pub fields: Vec<Option<ShopField>>,
    /// What the shop's words for a status mean, by the word as it stands in the file.
    pub statuses: BTreeMap<String, ShopStatus>,
}

/// A column, with what stands in its first rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ColumnPreview {
    /// Its name in the file; empty without a header.
    pub header: String,
    /// What stands in its first filled rows, at most three, each cut to 80 characters.
    pub samples: Vec<String>,
}

/// One row of the preview, as it would be taken over.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewRow {
    /// The row of the file, counted from 1, its header among them.
    pub row: u64,
    /// The shop's number.
    pub order_number: Option<String>,
    /// The uuid.
    pub uuid: Option<String>,
    /// The total, halalas.
    pub amount_halalas: Option<i64>,
    /// When it was ordered, UTC milliseconds.
    pub opened_at: Option<i64>,
    /// What the shop's status means.
    pub status: Option<ShopStatus>,
    /// The customer's name.
    pub customer: Option<String>,
    /// The customer's phone, `5XXXXXXXX` where it is a Saudi mobile number.
    pub phone: Option<String>,
    /// What could not be read.
    pub faults: Vec<RowFault>,
}

/// A word that stands in the column of the status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StatusWord {
    /// As it stands in the file.
    pub text: String,
    /// In how many of the rows looked at.
    pub rows: u64,
    /// What it means, where the desk knows it or a person said so.
    pub means: Option<ShopStatus>,
}

/// A file before it is taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FilePreview {
    /// By which the page speaks of the file; it names no path.
    pub file: i64,
    /// What a person calls the file.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// When it was last written, UTC milliseconds: as of when it speaks.
    pub written_at: i64,
    /// How it is written.
    pub format: FileFormat,
    /// Its encoding, of text.
    pub encoding: Option<TextEncoding>,
    /// The sheets of a workbook.
    pub sheets: Vec<String>,
    /// How it would be read.
    pub reading: FileReading,
    /// Whether a file of this shape was taken over before, and is read the same way.
    pub is_remembered: bool,
    /// Its columns.
    pub columns: Vec<ColumnPreview>,
    /// Its first rows, at most 20, as they would be taken over.
    pub rows: Vec<PreviewRow>,
    /// The words of its statuses, the most frequent first, at most 50.
    pub statuses: Vec<StatusWord>,
    /// How many rows were looked at for this.
    pub looked_at: u64,
    /// Of those, how many have a uuid.
    pub with_uuid: u64,
    /// Whether there are more rows.
    pub has_more: bool,
    /// When a file with just this content was taken over, UTC milliseconds.
    pub already_at: Option<i64>,
}

/// What a chosen or dropped file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum TakenFile {
    /// A list of uuids, which are watched now.
    Tracked(TrackReport),
    /// A file with columns, which a person looks at first.
    Preview(Box<FilePreview>),
}

/// What is wrong with a row, or a cell of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RowFaultKind {
    /// Neither number nor uuid nor reference: nothing to know it by. The row is left out.
    Nameless,
    /// The cell is no uuid and holds none.
    Uuid,
    /// The cell is no amount, or has more than two decimals.
    Amount,
    /// The cell is no date, or one that could be read two ways.
    Date,
    /// The row cannot be read at all: broken quotes, no JSON. The row is left out.
    Unreadable,
    /// The same order stood further up in this file and says something else; the last row counts.
    Repeated,
}

/// A row that needs a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RowFault {
    /// The row of the file, counted from 1, its header among them.
    pub row: u64,
    /// What is wrong.
    pub kind: RowFaultKind,
    /// In which column.
    pub field: Option<ShopField>,
    /// What stands there, cut to 120 characters.
    pub text: String,
}

/// Sent while a file is taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportProgress {
    /// The file.
    pub file: i64,
    /// Bytes read so far.
    pub done: u64,
    /// Of so many.
    pub total: u64,
    /// Rows taken over so far.
    pub rows: u64,
}

/// A file that was taken over, wholly or in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShopFileView {
    /// Its id.
    pub id: i64,
    /// What a person calls it.
    pub name: String,
    /// When it was last written, UTC milliseconds: as of when it speaks.
    pub written_at: i64,
    /// When it was taken over, UTC milliseconds.
    pub imported_at: i64,
    /// Who did it.
    pub imported_by: Option<String>,
    /// Whether all of it was; else it goes on where it was when it is taken over again.
    pub is_whole: bool,
    /// Rows with something in them.
    pub rows: u64,
    /// Rows that were new.
    pub added: u64,
    /// Rows that changed what was known.
    pub changed: u64,
    /// Rows that said what was known.
    pub same: u64,
    /// Rows with a fault, taken over or not.
    pub faulty: u64,
    /// Rows with a uuid: only these can be checked with Points.
    pub with_uuid: u64,
    /// Orders that the desk began to watch because of it.
    pub tracked: u64,
}

/// What came of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// The file.
    pub file: ShopFileView,
    /// Whether just this content had been taken over before: nothing changed.
    pub already: bool,
    /// Whether a person stopped it.
    pub cancelled: bool,
    /// The first 1,000 rows that need a look.
    pub faults: Vec<RowFault>,
    /// Words for a status that nobody knows the meaning of.
    pub unknown_statuses: Vec<String>,
}

/// A file that appeared in the watched folder and was not taken over yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FileOffer {
    /// By which the page speaks of it.
    pub file: i64,
    /// What a person calls it.
    pub name: String,
    /// When it was written, UTC milliseconds.
    pub written_at: i64,
    /// Bytes.
    pub size: u64,
    /// Whether it would be read as the last file of its shape: one press takes it over.
    pub is_remembered: bool,
}

/// The folder that is watched for new files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WatchedFolder {
    /// Its path, to be shown.
    pub path: String,
    /// Why it cannot be watched at present.
    pub failure: Option<FailureView>,
}

/// What a day in Riyadh lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DayGap {
    /// As `2026-11-25`.
    pub date: String,
    /// Its midnight in Riyadh, UTC milliseconds.
    pub starts_at: i64,
    /// Rows of the shop of that day.
    pub rows: u64,
    /// Of those, how many have no known uuid.
    pub without_uuid: u64,
}

/// How much of what the shop knows the desk can check with Points.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Completeness {
    /// Orders and checkouts that the shop told of.
    pub rows: u64,
    /// Of those, how many have a uuid that is known.
    pub with_uuid: u64,
    /// Of those, how many Points was heard about.
    pub heard: u64,
    /// Orders that events told of.
    pub evented: u64,
    /// Of those, how many could be read.
    pub evented_read: u64,
    /// The days of the last 30 that lack something, newest first.
    pub gaps: Vec<DayGap>,
}

/// The shop's files, and what is known through them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShopFiles {
    /// Newest first, at most 100.
    pub files: Vec<ShopFileView>,
    /// What waits in the watched folder, newest first, at most 10.
    pub offers: Vec<FileOffer>,
    /// The watched folder.
    pub folder: Option<WatchedFolder>,
    /// How complete it is.
    pub completeness: Completeness,
}

/// Where the desk learnt of a checkout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckoutOrigin {
    /// A file of the shop.
    File,
    /// It was made in the app.
    App,
}

/// How a checkout of the shop and an order of Points were found to be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MatchKind {
    /// The same uuid: sure.
    Uuid,
    /// The same order number, on both sides once: sure.
    OrderNumber,
    /// The cart's id or another number of the shop stands in the metadata: sure.
    Metadata,
    /// The same amount to the halala within 30 minutes, alone on both sides: suggested.
    Amount,
    /// A person said so.
    Person,
}

/// What the shop says of an order, or of an attempt to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShopCheckout {
    /// Its id.
    pub id: i64,
    /// Where it is from.
    pub origin: CheckoutOrigin,
    /// The file's name.
    pub file_name: Option<String>,
    /// As of when that is so, UTC milliseconds: when the file was written.
    pub as_of: i64,
    /// The shop's number.
    pub order_number: Option<String>,
    /// The uuid, where it is known.
    pub uuid: Option<String>,
    /// Points' number.
    pub reference: Option<String>,
    /// The total, halalas.
    pub amount_halalas: Option<i64>,
    /// When it was ordered, UTC milliseconds.
    pub opened_at: Option<i64>,
    /// The shop's word for the status.
    pub status_text: Option<String>,
    /// What it means.
    pub status: Option<ShopStatus>,
    /// The customer's name.
    pub customer: Option<String>,
    /// The customer's phone.
    pub phone: Option<String>,
    /// The city.
    pub city: Option<String>,
    /// The street.
    pub address: Option<String>,
    /// Where the customer pays.
    pub link: Option<String>,
    /// How it was found to be the order it stands beside.
    pub matched: Option<MatchKind>,
}
