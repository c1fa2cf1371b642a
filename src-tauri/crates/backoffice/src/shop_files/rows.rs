//! The rows of a file, one by one.

use std::fmt;

use super::records::{Meter, Record, Source, Step};
use super::row_reader::RowReader;
use super::values::cut;
use super::{ReadRow, ShopFileFault};
use crate::view::{RowFault, RowFaultKind};

/// The rows of a file. Ask [`Rows::ended`] when there are no more: a disk that stops giving, or a
/// damaged file, ends them early.
pub struct Rows {
    source: Box<dyn Source>,
    reader: RowReader,
    record: Record,
    meter: Meter,
    size: u64,
    is_done: bool,
    fault: Option<ShopFileFault>,
}

impl Rows {
    pub(super) fn new(source: Box<dyn Source>, reader: RowReader, meter: Meter, size: u64) -> Self {
        Self {
            source,
            reader,
            record: Record::default(),
            meter,
            size,
            is_done: false,
            fault: None,
        }
    }

    /// Bytes of the file read so far; at most its size.
    pub fn bytes_read(&self) -> u64 {
        if self.is_done {
            self.size
        } else {
            self.meter.read().min(self.size)
        }
    }

    /// Whether the rows given are all of the file.
    pub fn ended(self) -> Result<(), ShopFileFault> {
        self.fault.map_or(Ok(()), Err)
    }
}

impl Iterator for Rows {
    type Item = ReadRow;

    fn next(&mut self) -> Option<ReadRow> {
        while !self.is_done {
            match next(&mut *self.source, &mut self.record, &mut self.reader) {
                Ok(Next::Row(row)) => return Some(row),
                Ok(Next::Nothing) => {}
                Ok(Next::End) => self.is_done = true,
                Err(fault) => {
                    self.is_done = true;
                    self.fault = Some(fault);
                }
            }
        }
        None
    }
}

impl fmt::Debug for Rows {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Rows")
            .field("bytes_read", &self.bytes_read())
            .field("fault", &self.fault)
            .finish_non_exhaustive()
    }
}

/// What the next row of a source is.
pub(super) enum Next {
    Row(ReadRow),
    /// A row that says nothing.
    Nothing,
    End,
}

pub(super) fn next(
    source: &mut dyn Source,
    record: &mut Record,
    reader: &mut RowReader,
) -> Result<Next, ShopFileFault> {
    /// Letters of what cannot be read, to be shown.
    const SHOWN: usize = 120;
    Ok(match source.next(record)? {
        Step::End => Next::End,
        Step::Unreadable(row, text) => {
            let text = cut(&text, SHOWN);
            let kind = RowFaultKind::Unreadable;
            Next::Row(ReadRow::LeftOut(RowFault {
                row,
                kind,
                field: None,
                text,
            }))
        }
        Step::Record => reader.read(record).map_or(Next::Nothing, Next::Row),
    })
}
