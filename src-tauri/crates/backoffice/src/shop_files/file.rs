//! An opened file.

use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::columns::{Column, fields};
use super::head::{Head, HeadRow, HeadRows, MOST_ROWS};
use super::kind::Kind;
use super::records::{
    Decoded, JsonColumns, JsonElements, JsonKind, JsonLines, Meter, Record, Separated,
    SheetRecords, Source, Step, sheet_names,
};
use super::row_reader::{KnownOrder, RowReader, known_order};
use super::rows::Rows;
use super::values::{DateOrder, OrderHint, clean, order_hint, uuid};
use super::{Looked, ShopFileFault};
use crate::text::fold_text;
use crate::view::{FileFormat, FileReading, ShopField, TextEncoding};

/// So many sheets of a workbook are looked at for one of orders.
const SHEETS_LOOKED_AT: usize = 10;

/// An opened file: how it is written is known, and its beginning is read once. The rest is read from
/// its path by [`ShopFile::rows`].
#[derive(Debug)]
pub struct ShopFile {
    path: PathBuf,
    kind: Kind,
    sheets: Vec<String>,
    size: u64,
    written_at: i64,
    /// The beginnings of its sheets; of what has none, under an empty name.
    heads: Mutex<HashMap<String, Arc<Head>>>,
}

impl ShopFile {
    /// Opens a file and finds how it is written, by what stands in it and never by its name.
    pub fn open(path: &Path) -> Result<Self, ShopFileFault> {
        let about = std::fs::metadata(path)?;
        if !about.is_file() {
            return Err(ShopFileFault::KindUnknown);
        }
        let written_at = about
            .modified()?
            .duration_since(UNIX_EPOCH)
            .map_or(0, |age| i64::try_from(age.as_millis()).unwrap_or(i64::MAX));
        let kind = Kind::find(File::open(path)?, about.len(), is_order)?;
        let sheets = match kind {
            Kind::Workbook => sheet_names(path)?,
            Kind::Separated(..) | Kind::Json(..) => Vec::new(),
        };
        if matches!(kind, Kind::Workbook) && sheets.is_empty() {
            return Err(ShopFileFault::Empty);
        }
        Ok(Self {
            path: path.to_owned(),
            kind,
            sheets,
            size: about.len(),
            written_at,
            heads: Mutex::default(),
        })
    }

    /// How it is written.
    pub fn format(&self) -> FileFormat {
        self.kind.format()
    }

    /// Its encoding, of text.
    pub fn encoding(&self) -> Option<TextEncoding> {
        self.kind.encoding()
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
    pub fn shape(&self, reading: &FileReading) -> Result<[u8; 32], ShopFileFault> {
        let head = self.head(reading)?;
        let mut hash = Sha256::new();
        if head.has_header() {
            hash.update(b"names");
            for name in head.names(true) {
                let name = fold_text(&name);
                hash.update((name.len() as u64).to_le_bytes());
                hash.update(name);
            }
        } else {
            hash.update(b"fields");
            for field in head.fields(false) {
                hash.update(format!("{field:?};"));
            }
        }
        Ok(hash.finalize().into())
    }

    /// How the desk would read it by itself. Its `statuses` are empty: they are what a person says.
    /// Of several sheets, it is the one whose columns say most.
    pub fn found_reading(&self) -> Result<FileReading, ShopFileFault> {
        if self.sheets.is_empty() {
            return Ok(reading_of(None, &*self.head_of("")?));
        }
        let mut best: Option<(usize, FileReading)> = None;
        for sheet in self.sheets.iter().take(SHEETS_LOOKED_AT) {
            let head = self.head_of(sheet)?;
            let reading = reading_of(Some(sheet.clone()), &head);
            let known = reading.fields.iter().flatten().count();
            // A sheet of notes has no rows of orders.
            let score = if head.rows.len() > 1 {
                known * 2 + 1
            } else {
                0
            };
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, reading));
            }
        }
        best.map(|(_, reading)| reading).ok_or(ShopFileFault::Empty)
    }

    /// Its beginning, as it would be taken over by this reading.
    pub fn look(&self, reading: &FileReading) -> Result<Looked, ShopFileFault> {
        let head = self.head(reading)?;
        let order = self.date_order(&head, reading)?;
        let mut source = HeadRows::new(&head.rows);
        let mut reader = RowReader::new(&head, reading, order);
        Looked::of(&head, reading, &mut source, &mut reader)
    }

    /// All its rows, one by one. The same file and reading give the same rows in the same sequence,
    /// so that whoever stopped may skip what was done.
    pub fn rows(&self, reading: &FileReading) -> Result<Rows, ShopFileFault> {
        let head = self.head(reading)?;
        let order = self.date_order(&head, reading)?;
        let reader = RowReader::new(&head, reading, order);
        let meter = Meter::default();
        let source = self.source(&self.sheet(reading)?, &meter)?;
        Ok(Rows::new(source, reader, meter, self.size))
    }

    /// Whether it is nothing but uuids: one column of them, or no other column that says anything.
    /// It is tracked then and needs no look. `reading` is the one that the desk found.
    pub fn is_list_of_uuids(&self, reading: &FileReading) -> bool {
        let says_more = reading
            .fields
            .iter()
            .flatten()
            .any(|field| *field != ShopField::Uuid);
        let Ok(head) = self.head(reading) else {
            return false;
        };
        let has_uuids = || {
            head.rows.iter().any(|row| match row {
                HeadRow::Record(record) => record
                    .cells()
                    .any(|cell| matches!(uuid(clean(cell)), Ok(Some(_)))),
                HeadRow::Unreadable(..) => false,
            })
        };
        !says_more && has_uuids()
    }

    /// The sheet of a reading, or the one that the desk finds where the file has no such sheet;
    /// empty where it has no sheets.
    fn sheet(&self, reading: &FileReading) -> Result<String, ShopFileFault> {
        if self.sheets.is_empty() {
            return Ok(String::new());
        }
        match &reading.sheet {
            Some(sheet) if self.sheets.contains(sheet) => Ok(sheet.clone()),
            _ => Ok(self.found_reading()?.sheet.unwrap_or_default()),
        }
    }

    fn head(&self, reading: &FileReading) -> Result<Arc<Head>, ShopFileFault> {
        self.head_of(&self.sheet(reading)?)
    }

    fn head_of(&self, sheet: &str) -> Result<Arc<Head>, ShopFileFault> {
        let mut heads = self.heads.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(head) = heads.get(sheet) {
            return Ok(Arc::clone(head));
        }
        let head = Arc::new(Head::read(&mut *self.source(sheet, &Meter::default())?)?);
        heads.insert(sheet.to_owned(), Arc::clone(&head));
        Ok(head)
    }

    fn source(&self, sheet: &str, meter: &Meter) -> Result<Box<dyn Source>, ShopFileFault> {
        const GROWS_UNTIL: u64 = MOST_ROWS as u64;
        let decoded = |encoding| -> Result<Decoded<File>, ShopFileFault> {
            Ok(Decoded::new(
                File::open(&self.path)?,
                encoding,
                meter.clone(),
            ))
        };
        Ok(match self.kind {
            Kind::Workbook => Box::new(SheetRecords::new(&self.path, sheet, meter.clone())?),
            Kind::Separated(encoding, separator) => {
                Box::new(Separated::new(decoded(encoding)?, separator))
            }
            Kind::Json(encoding, JsonKind::Lines) => {
                Box::new(JsonLines::new(decoded(encoding)?, GROWS_UNTIL))
            }
            Kind::Json(encoding, kind) => {
                Box::new(JsonElements::new(decoded(encoding)?, kind, GROWS_UNTIL))
            }
        })
    }

    /// The order of the file's dates. Where its beginning leaves it open, the rest decides: what is
    /// read a day wrong would never be noticed.
    fn date_order(&self, head: &Head, reading: &FileReading) -> Result<DateOrder, ShopFileFault> {
        let place = match known_order(head, reading) {
            KnownOrder::Known(order) => return Ok(order),
            KnownOrder::Open(place) => place,
        };
        let mut source = self.source(&self.sheet(reading)?, &Meter::default())?;
        let mut record = Record::default();
        loop {
            match source.next(&mut record) {
                Ok(Step::Record) => {
                    if let Some(OrderHint::Only(order)) = order_hint(clean(record.cell(place))) {
                        return Ok(order);
                    }
                }
                Ok(Step::Unreadable(..)) => {}
                // Whoever reads the rows is told of the fault.
                Ok(Step::End) | Err(_) => return Ok(DateOrder::DayFirst),
            }
        }
    }
}

fn reading_of(sheet: Option<String>, head: &Head) -> FileReading {
    let has_header = head.has_header();
    FileReading {
        sheet,
        has_header,
        fields: head.fields(has_header),
        ..FileReading::default()
    }
}

/// Whether an object of JSON is an order, and no envelope of some.
fn is_order(value: &Value) -> bool {
    let mut columns = JsonColumns::default();
    let mut record = Record::default();
    if columns.fill(value, 1, true, &mut record).is_none() {
        return false;
    }
    let columns: Vec<Column<'_>> = columns
        .names()
        .iter()
        .enumerate()
        .map(|(place, name)| Column {
            name,
            cells: vec![record.cell(place)],
        })
        .collect();
    let found = fields(&columns);
    let has = |field| found.contains(&Some(field));
    (has(ShopField::OrderNumber) || has(ShopField::Uuid)) && has(ShopField::Amount)
}
