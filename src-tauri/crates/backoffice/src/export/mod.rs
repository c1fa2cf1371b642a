//! Orders into files: CSV and XLSX for people, JSON Lines for programs.
//!
//! Orders come in small deliveries and are written as they come, so that a million of them take no
//! more memory than a thousand. They go into a temporary file beside the target, which takes the
//! target's name once it is whole and on disk: whatever goes wrong, the target is as it was before
//! and nothing else is left.

mod cells;
mod comma_separated;
mod error;
#[cfg(test)]
mod fixtures;
mod json_lines;
mod shape;
mod target;
mod times;
mod words;
mod workbook;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub use error::ExportError;
pub use shape::{ItemShape, OrderShape, PendingShape, json_or_text, money};
pub use times::rfc3339;

pub(crate) use target::{Cancellation, write_file};

use crate::store::WholeOrder;
use crate::view::{ExportColumn, ExportFormat, Language};

/// How a file is to be.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    format: ExportFormat,
    columns: Vec<ExportColumn>,
    language: Language,
}

impl Plan {
    /// No columns: all.
    pub(crate) fn new(
        format: ExportFormat,
        columns: Vec<ExportColumn>,
        language: Language,
    ) -> Self {
        Self {
            format,
            columns: if columns.is_empty() {
                ExportColumn::ALL.to_vec()
            } else {
                columns
            },
            language,
        }
    }

    /// A writer for this plan. `folder` takes what is written aside on the way.
    fn writer<'a>(
        &'a self,
        file: impl Write + Send + 'a,
        folder: &Path,
    ) -> io::Result<Box<dyn OrderWriter + 'a>> {
        Ok(match self.format {
            ExportFormat::Csv => Box::new(comma_separated::CommaSeparated::new(self, file)?),
            ExportFormat::Xlsx => Box::new(workbook::WorkbookWriter::new(self, file, folder)?),
            ExportFormat::Jsonl => Box::new(json_lines::JsonLines::new(file)),
        })
    }
}

/// Writes orders in one kind of file.
trait OrderWriter {
    /// The next order.
    fn order(&mut self, order: WholeOrder) -> io::Result<()>;
    /// What comes at the end. Everything is in the file then.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// What comes to be written. Deliveries that stop without an [`Delivery::End`] are abandoned.
#[derive(Debug)]
pub(crate) enum Delivery {
    /// The next orders.
    Orders(Vec<WholeOrder>),
    /// There are no more.
    End,
}

/// The name that a file is offered: `orders-2026-11-25.csv`, by Riyadh's day.
pub fn suggested_name(format: ExportFormat, now: i64) -> String {
    let day = times::day_in_riyadh(now).map_or_else(String::new, |day| format!("-{day}"));
    format!("orders{day}.{}", extension(format))
}

/// How the names of such files end.
pub fn extension(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => "csv",
        ExportFormat::Xlsx => "xlsx",
        ExportFormat::Jsonl => "jsonl",
    }
}

/// The path with the format's ending, where the person typed none and no file has that name: only
/// what was asked about may be replaced.
pub fn with_extension(path: PathBuf, format: ExportFormat) -> PathBuf {
    let longer = path.with_extension(extension(format));
    if path.extension().is_none() && !longer.exists() {
        longer
    } else {
        path
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_the_day_in_riyadh() {
        let just_past_midnight_in_riyadh = 1_795_467_600_000;
        assert_eq!(
            suggested_name(ExportFormat::Csv, just_past_midnight_in_riyadh),
            "orders-2026-11-24.csv"
        );
    }

    #[test]
    fn an_ending_is_added_where_none_was_typed_and_nothing_is_replaced_by_it() {
        let folder = tempfile::tempdir().unwrap();
        let typed = folder.path().join("mine");
        let named = with_extension(typed.clone(), ExportFormat::Xlsx);
        assert_eq!(named, folder.path().join("mine.xlsx"));
        std::fs::write(&named, "theirs").unwrap();
        assert_eq!(with_extension(typed.clone(), ExportFormat::Xlsx), typed);
        let other = folder.path().join("mine.txt");
        assert_eq!(with_extension(other.clone(), ExportFormat::Csv), other);
    }
}
