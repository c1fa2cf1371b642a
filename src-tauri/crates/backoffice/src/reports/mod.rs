//! The report of a run: what it read and found, every case in a line, and how much of it is
//! explained. Pure: the same run gives the same bytes, whenever its report is written.

mod lines;
mod words;
mod workbook;

use serde_json::json;

pub(crate) use lines::Report;

use crate::print::{Listing, PrintError, listing};
use crate::store::RunRecord;
use crate::view::{Language, ReportFormat};

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReportError {
    /// The PDF cannot be made.
    #[error(transparent)]
    Pdf(#[from] PrintError),
    /// The workbook cannot be made.
    #[error("the workbook cannot be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The JSON cannot be made.
    #[error("the JSON cannot be written: {0}")]
    Json(#[from] serde_json::Error),
}

/// The report's bytes.
pub(crate) fn write(
    record: &RunRecord,
    shop: &str,
    format: ReportFormat,
    language: Language,
) -> Result<Vec<u8>, ReportError> {
    match format {
        ReportFormat::Pdf => {
            let report = Report::of(record, shop, language);
            Ok(listing(&Listing::from(&report))?.bytes)
        }
        ReportFormat::Xlsx => Ok(workbook::write(&Report::of(record, shop, language))?),
        ReportFormat::Json => {
            let report = Report::of(record, shop, language);
            let mut bytes = serde_json::to_vec_pretty(&json!({
                "shop": shop,
                "run": record.run,
                "cases": record.lines,
                "lastLine": report.last_line,
            }))?;
            bytes.push(b'\n');
            Ok(bytes)
        }
    }
}

/// The ending of a file.
pub(crate) fn ending(format: ReportFormat) -> &'static str {
    match format {
        ReportFormat::Pdf => "pdf",
        ReportFormat::Xlsx => "xlsx",
        ReportFormat::Json => "json",
    }
}

#[cfg(test)]
mod tests;
