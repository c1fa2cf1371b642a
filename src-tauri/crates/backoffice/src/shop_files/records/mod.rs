//! The rows of a file as texts, one at a time, whatever the file is written in.

mod decoding;
mod json;
mod json_cells;
mod separated;
mod separator;
mod unpacking;
mod workbook;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::ShopFileFault;

pub(super) use decoding::Decoded;
pub(super) use json::{JsonElements, JsonKind, JsonLines, json_kind};
pub(super) use json_cells::JsonColumns;
pub(super) use separated::Separated;
pub(super) use separator::separator;
pub(super) use unpacking::check_package;
pub(super) use workbook::{SheetRecords, sheet_names};

/// A spreadsheet has no more columns, and no shop's file comes near.
pub(super) const MOST_COLUMNS: usize = 16_384;

/// A record that is longer is taken for one whose quotes do not match, or for no list of orders.
pub(super) const LONGEST_RECORD: usize = 16 * 1024 * 1024;

/// One row, its cells as texts.
#[derive(Debug, Clone, Default)]
pub(super) struct Record {
    /// The row of the file, counted from 1.
    pub(super) row: u64,
    text: String,
    ends: Vec<usize>,
}

impl Record {
    /// Without any cells.
    pub(super) fn clear(&mut self, row: u64) {
        self.row = row;
        self.text.clear();
        self.ends.clear();
    }

    /// One more cell; none beyond the last column.
    pub(super) fn push(&mut self, cell: &str) {
        if self.ends.len() < MOST_COLUMNS {
            self.text.push_str(cell);
            self.ends.push(self.text.len());
        }
    }

    /// All cells at once: their texts in a row, and where each ends.
    fn fill(&mut self, row: u64, text: &str, ends: &[usize]) {
        self.clear(row);
        let ends = ends.get(..MOST_COLUMNS).unwrap_or(ends);
        self.text.push_str(text);
        self.ends.extend_from_slice(ends);
    }

    /// Becomes another record, in the room that is there.
    pub(super) fn copy_from(&mut self, other: &Self) {
        self.fill(other.row, &other.text, &other.ends);
    }

    /// A cell; empty where the row ends before it.
    pub(super) fn cell(&self, column: usize) -> &str {
        let start = match column.checked_sub(1) {
            None => 0,
            Some(before) => self.ends.get(before).copied().unwrap_or(self.text.len()),
        };
        let end = self.ends.get(column).copied().unwrap_or(start);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Its cells.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|column| self.cell(column))
    }

    /// How many cells it has.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether nothing stands in it.
    pub(super) fn is_blank(&self) -> bool {
        self.text
            .chars()
            .all(|letter| letter.is_whitespace() || letter == '\u{FEFF}')
    }

    /// Bytes of its texts.
    pub(super) fn size(&self) -> usize {
        self.text.len()
    }
}

/// What the next row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// It was read.
    Record,
    /// It is there and cannot be read: its row, and how it begins.
    Unreadable(u64, String),
    /// There are no more.
    End,
}

/// A file that is read row by row.
pub(super) trait Source: Send {
    /// The next row, into `record`.
    fn next(&mut self, record: &mut Record) -> Result<Step, ShopFileFault>;

    /// Names that the columns have by themselves, as far as they were met; none where a row of the
    /// file has them.
    fn names(&self) -> Option<&[String]> {
        None
    }
}

/// Bytes of a file read so far, told by whoever reads to whoever asks.
#[derive(Debug, Clone, Default)]
pub(super) struct Meter(Arc<AtomicU64>);

impl Meter {
    pub(super) fn add(&self, bytes: usize) {
        self.0.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub(super) fn read(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}
