//! What can be asked about cases and runs.

use std::path::PathBuf;

use backoffice::view::{CaseClass, CaseState, CaseStep, ReportFormat};
use clap::{Args, Subcommand};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::note::Author;
use super::values::{LanguageName, moment};

#[derive(Debug, Args)]
pub(crate) struct Reconcile {
    /// Says what would be read and found, and does nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Writes the report of the run to this file: PDF, XLSX or JSON by its ending.
    #[arg(long, value_name = "FILE", value_parser = report, conflicts_with = "dry_run")]
    pub(crate) report: Option<(PathBuf, ReportFormat)>,
    /// The language of the report.
    #[arg(
        long,
        value_name = "LANGUAGE",
        default_value = "en",
        requires = "report"
    )]
    pub(crate) language: LanguageName,
    #[command(flatten)]
    pub(crate) author: Author,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CasesCommand {
    /// The cases as they were kept last, the most urgent first.
    List {
        /// Where they stand: open, snoozed, explained or closed.
        #[arg(long, value_name = "STATE", default_value = "open", value_parser = word::<CaseState>)]
        state: CaseState,
        /// Only these classes, as `unpaid_ageing`.
        #[arg(long, value_name = "CLASS", value_delimiter = ',', value_parser = word::<CaseClass>)]
        class: Vec<CaseClass>,
        /// At most so many.
        #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
        limit: u32,
    },
    /// One case with its evidence.
    Show {
        /// Its id.
        id: i64,
    },
    /// Decides about a case. The order is read again first where a step needs it.
    Decide(Decide),
    /// Takes the last decision back, where nothing was sent.
    Reopen {
        /// Its id.
        id: i64,
    },
    /// The last runs, newest first.
    Runs,
}

#[derive(Debug, Args)]
pub(crate) struct Decide {
    /// The id of the case.
    pub(crate) id: i64,
    /// What to do, as `cancel`, `snooze` or `explain`.
    #[arg(value_name = "STEP", value_parser = word::<CaseStep>)]
    pub(crate) step: CaseStep,
    /// Why it is cancelled or refunded, or the explanation.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// Until when it is put off: a date in Riyadh or RFC 3339.
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    pub(crate) until: Option<i64>,
    /// The uuid, or a link that holds it, for `paste_uuid`.
    #[arg(long, value_name = "UUID")]
    pub(crate) uuid: Option<String>,
    #[command(flatten)]
    pub(crate) author: Author,
}

/// A word as the JSON output has it.
fn word<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_value(Value::String(text.to_owned()))
        .map_err(|error| error.to_string().replace("unknown variant", "there is no"))
}

/// A file whose ending says what the report is written as.
fn report(text: &str) -> Result<(PathBuf, ReportFormat), String> {
    let path = PathBuf::from(text);
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    word::<ReportFormat>(&ending)
        .map(|format| (path, format))
        .map_err(|_| "a report ends with .pdf, .xlsx or .json".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_endings_are_understood() {
        assert_eq!(word("paste_uuid"), Ok(CaseStep::PasteUuid));
        assert!(word::<CaseStep>("delete").is_err());
        assert_eq!(
            report("a/b.PDF").map(|(_, format)| format),
            Ok(ReportFormat::Pdf)
        );
        assert!(report("a/b.csv").is_err());
    }
}
