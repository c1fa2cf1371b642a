//! Whole files: what shops export, what is odd, and what nobody meant.

mod fuzzing;
mod odd;
mod round_trip;
mod shops;

use std::io::Write as _;

use tempfile::NamedTempFile;

use super::{ReadRow, ShopFile, ShopFileFault, ShopRow};
use crate::view::{FileReading, RowFault, ShopField};

/// A file with these bytes, opened; it is there as long as the first value is.
fn open(bytes: &[u8]) -> (NamedTempFile, Result<ShopFile, ShopFileFault>) {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let opened = ShopFile::open(file.path());
    (file, opened)
}

/// Everything that is in a file that is read as the desk finds it.
struct Read {
    reading: FileReading,
    rows: Vec<ShopRow>,
    left_out: Vec<RowFault>,
    file: ShopFile,
    _place: NamedTempFile,
}

fn read(bytes: &[u8]) -> Read {
    let (place, file) = open(bytes);
    let file = file.unwrap();
    let reading = file.found_reading().unwrap();
    let (rows, left_out) = rows(&file, &reading);
    Read {
        reading,
        rows,
        left_out,
        file,
        _place: place,
    }
}

fn rows(file: &ShopFile, reading: &FileReading) -> (Vec<ShopRow>, Vec<RowFault>) {
    let mut all = file.rows(reading).unwrap();
    let (mut rows, mut left_out) = (Vec::new(), Vec::new());
    for row in &mut all {
        match row {
            ReadRow::Row(row) => rows.push(*row),
            ReadRow::LeftOut(fault) => left_out.push(fault),
        }
    }
    assert_eq!(all.bytes_read(), file.size());
    all.ended().unwrap();
    (rows, left_out)
}

impl Read {
    /// In which column a field was found.
    fn place(&self, field: ShopField) -> Option<usize> {
        self.reading
            .fields
            .iter()
            .position(|other| *other == Some(field))
    }
}

/// UTC milliseconds of a moment in RFC 3339.
fn at(text: &str) -> i64 {
    chrono::DateTime::parse_from_rfc3339(text)
        .unwrap()
        .timestamp_millis()
}
