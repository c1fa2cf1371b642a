//! An opened file.

use std::path::{Path, PathBuf};

use super::{ReadRow, ShopFileFault};
use crate::view::{ColumnPreview, FileFormat, FileReading, PreviewRow, StatusWord, TextEncoding};

/// An opened file: how it is written is known, and its beginning was read. It is read again from
/// its path by [`ShopFile::rows`].
#[derive(Debug)]
pub struct ShopFile {
    path: PathBuf,
    format: FileFormat,
    encoding: Option<TextEncoding>,
    sheets: Vec<String>,
    size: u64,
    written_at: i64,
}

/// The beginning of a file, as it would be taken over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Looked {
    /// Its columns.
    pub columns: Vec<ColumnPreview>,
    /// Its first rows, at most 20.
    pub rows: Vec<PreviewRow>,
    /// The words of its statuses, the most frequent first, at most 50.
    pub statuses: Vec<StatusWord>,
    /// How many rows were looked at, at most 5,000.
    pub looked_at: u64,
    /// Of those, how many have a uuid.
    pub with_uuid: u64,
    /// Whether there are more rows.
    pub has_more: bool,
}

impl ShopFile {
    /// Opens a file and finds how it is written, by what stands in it and never by its name.
    pub fn open(path: &Path) -> Result<Self, ShopFileFault> {
        std::fs::metadata(path)?;
        Err(ShopFileFault::KindUnknown)
    }

    /// How it is written.
    pub fn format(&self) -> FileFormat {
        self.format
    }

    /// Its encoding, of text.
    pub fn encoding(&self) -> Option<TextEncoding> {
        self.encoding
    }

    /// The sheets of a workbook, in its sequence; else none.
    pub fn sheets(&self) -> &[String] {
        &self.sheets
    }

    /// Bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// When it was last written, UTC milliseconds.
    pub fn written_at(&self) -> i64 {
        self.written_at
    }

    /// The shape of the reading's sheet: SHA-256 of the folded names of its columns, in their
    /// sequence. Whether there is a header is what the desk finds, not what the reading says; without
    /// one, the shape is what the columns seem to say. Remember a reading by the shape of
    /// [`Self::found_reading`], and a changed sheet is remembered, too.
    pub fn shape(&self, _reading: &FileReading) -> Result<[u8; 32], ShopFileFault> {
        Err(ShopFileFault::KindUnknown)
    }

    /// How the desk would read it by itself. Its `statuses` are empty: they are what a person says.
    pub fn found_reading(&self) -> Result<FileReading, ShopFileFault> {
        Err(ShopFileFault::KindUnknown)
    }

    /// Its beginning, as it would be taken over by this reading.
    pub fn look(&self, _reading: &FileReading) -> Result<Looked, ShopFileFault> {
        Err(ShopFileFault::KindUnknown)
    }

    /// All its rows, one by one. The same file and reading give the same rows in the same sequence,
    /// so that whoever stopped may skip what was done.
    pub fn rows(&self, _reading: &FileReading) -> Result<Rows, ShopFileFault> {
        let _ = &self.path;
        Err(ShopFileFault::KindUnknown)
    }

    /// Whether it is nothing but uuids: one column of them, or no other column that says anything.
    /// It is tracked then and needs no look.
    pub fn is_list_of_uuids(&self, _reading: &FileReading) -> bool {
        false
    }
}

/// The rows of a file. Ask [`Rows::ended`] when there are no more: a disk that stops giving, or a
/// damaged workbook, ends them early.
#[derive(Debug)]
pub struct Rows {
    read: u64,
    fault: Option<ShopFileFault>,
}

impl Rows {
    /// Bytes of the file read so far; at most its size.
    pub fn bytes_read(&self) -> u64 {
        self.read
    }

    /// Whether the rows given are all of the file.
    pub fn ended(self) -> Result<(), ShopFileFault> {
        self.fault.map_or(Ok(()), Err)
    }
}

impl Iterator for Rows {
    type Item = ReadRow;

    fn next(&mut self) -> Option<ReadRow> {
        None
    }
}
