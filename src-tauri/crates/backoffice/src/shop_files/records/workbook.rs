//! Sheets of a workbook, row by row. The library reads in a thread of its own and a little ahead, so
//! that a sheet is never in memory whole, and so that a panic of it over a damaged file ends that
//! thread alone.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx, XlsxError};

use super::{MOST_COLUMNS, Meter, Record, Source, Step};
use crate::shop_files::ShopFileFault;

/// Rows that are handed over at once, and bytes of them.
const BATCH_ROWS: usize = 256;
const BATCH_BYTES: usize = 1024 * 1024;

/// Batches that may wait.
const WAITING: usize = 4;

/// The sheets of a workbook, in its sequence.
pub(in super::super) fn sheet_names(path: &Path) -> Result<Vec<String>, ShopFileFault> {
    let open = || -> Result<Vec<String>, ShopFileFault> {
        let workbook = workbook(path, Meter::default())?;
        let sheets = workbook.sheets_metadata().iter();
        Ok(sheets
            .filter(|sheet| sheet.typ == calamine::SheetType::WorkSheet)
            .map(|sheet| sheet.name.clone())
            .collect())
    };
    catch_unwind(AssertUnwindSafe(open)).unwrap_or(Err(ShopFileFault::Damaged))
}

fn workbook(path: &Path, meter: Meter) -> Result<Xlsx<BufReader<Metered>>, ShopFileFault> {
    let file = Metered {
        file: File::open(path)?,
        meter,
    };
    Xlsx::new(BufReader::new(file)).map_err(fault)
}

fn fault(error: XlsxError) -> ShopFileFault {
    match error {
        XlsxError::Io(error) if error.raw_os_error().is_some() => ShopFileFault::Io(error),
        _ => ShopFileFault::Damaged,
    }
}

struct Metered {
    file: File,
    meter: Meter,
}

impl Read for Metered {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into)?;
        self.meter.add(read);
        Ok(read)
    }
}

impl Seek for Metered {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

enum Message {
    Rows(Vec<Record>),
    Fault(ShopFileFault),
    End,
}

/// The rows of one sheet.
pub(in super::super) struct SheetRecords {
    from: Receiver<Message>,
    batch: std::vec::IntoIter<Record>,
    is_done: bool,
}

impl SheetRecords {
    pub(in super::super) fn new(
        path: &Path,
        sheet: &str,
        meter: Meter,
    ) -> Result<Self, ShopFileFault> {
        let (to, from) = sync_channel(WAITING);
        let (path, sheet) = (path.to_owned(), sheet.to_owned());
        std::thread::Builder::new()
            .name("workbook".to_owned())
            .spawn(move || read(path, &sheet, meter, &to))?;
        Ok(Self {
            from,
            batch: Vec::new().into_iter(),
            is_done: false,
        })
    }
}

impl Source for SheetRecords {
    fn next(&mut self, record: &mut Record) -> Result<Step, ShopFileFault> {
        loop {
            if let Some(next) = self.batch.next() {
                *record = next;
                return Ok(Step::Record);
            }
            if self.is_done {
                return Ok(Step::End);
            }
            match self.from.recv() {
                Ok(Message::Rows(rows)) => self.batch = rows.into_iter(),
                Ok(Message::End) => self.is_done = true,
                Ok(Message::Fault(fault)) => {
                    self.is_done = true;
                    return Err(fault);
                }
                // It panicked.
                Err(_) => {
                    self.is_done = true;
                    return Err(ShopFileFault::Damaged);
                }
            }
        }
    }
}

/// Whoever listens may have gone away; then nothing is left to do.
fn read(path: PathBuf, sheet: &str, meter: Meter, to: &SyncSender<Message>) {
    let last = match read_sheet(&path, sheet, meter, to) {
        Ok(()) => Message::End,
        Err(fault) => Message::Fault(fault),
    };
    if to.send(last).is_err() {
        tracing::trace!("nobody waits for the sheet any more");
    }
}

fn read_sheet(
    path: &Path,
    sheet: &str,
    meter: Meter,
    to: &SyncSender<Message>,
) -> Result<(), ShopFileFault> {
    let mut workbook = workbook(path, meter)?;
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(fault)?;
    let mut batch = Batch {
        rows: Vec::new(),
        bytes: 0,
        to,
    };
    let mut record: Option<Record> = None;
    while let Some(cell) = cells.next_cell().map_err(fault)? {
        let (row, column) = cell.get_position();
        let row = u64::from(row) + 1;
        let column = column as usize;
        if record.as_ref().is_none_or(|record| record.row != row) {
            let mut next = Record::default();
            next.clear(row);
            if let Some(done) = record.replace(next)
                && !batch.add(done)
            {
                return Ok(());
            }
        }
        // A cell that stands where its row was already has no place.
        if let Some(record) = record.as_mut()
            && column < MOST_COLUMNS
            && column >= record.len()
            && let Some(text) = text(cell.get_value())
        {
            while record.len() < column {
                record.push("");
            }
            record.push(&text);
        }
    }
    if let Some(done) = record
        && !batch.add(done)
    {
        return Ok(());
    }
    batch.hand_over();
    Ok(())
}

struct Batch<'a> {
    rows: Vec<Record>,
    bytes: usize,
    to: &'a SyncSender<Message>,
}

impl Batch<'_> {
    /// Whether somebody still wants rows.
    fn add(&mut self, record: Record) -> bool {
        self.bytes += record.size() + record.len() * size_of::<usize>();
        self.rows.push(record);
        (self.rows.len() < BATCH_ROWS && self.bytes < BATCH_BYTES) || self.hand_over()
    }

    fn hand_over(&mut self) -> bool {
        self.bytes = 0;
        self.to
            .send(Message::Rows(std::mem::take(&mut self.rows)))
            .is_ok()
    }
}

/// A cell as a text; none where nothing stands in it.
fn text(cell: &DataRef<'_>) -> Option<String> {
    let text = match cell {
        DataRef::Empty | DataRef::Error(_) => return None,
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(time) => moment(time),
    };
    (!text.is_empty()).then_some(text)
}

/// A date of a sheet, which has no zone. A fraction of a day is seldom quite the second meant.
fn moment(time: &ExcelDateTime) -> String {
    const SLACK: i64 = 5;
    if time.is_duration() {
        return time.as_f64().to_string();
    }
    time.as_datetime().map_or_else(
        || time.as_f64().to_string(),
        |time| {
            let millis = time.and_utc().timestamp_millis();
            let second = (millis + 500).div_euclid(1_000) * 1_000;
            let exact = if (millis - second).abs() <= SLACK {
                second
            } else {
                millis
            };
            chrono::DateTime::from_timestamp_millis(exact).map_or_else(
                || time.to_string(),
                |time| time.format("%Y-%m-%dT%H:%M:%S%.f").to_string(),
            )
        },
    )
}
