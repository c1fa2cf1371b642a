//! `pointsctl orders export`.

use std::path::PathBuf;

use backoffice::view::{ExportColumn, ExportFormat};
use clap::{Args, ValueEnum};

use super::Filters;
use super::values::LanguageName;
use crate::words::word;

#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) filters: Filters,
    /// Where to; a file of this name is replaced once the new one is whole.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// The kind of file [default: by the ending of FILE, or csv]
    #[arg(long, value_enum)]
    pub(crate) format: Option<FormatName>,
    /// Only these columns, in this order; not for jsonl, which has every field [default: all]
    #[arg(long, value_name = "C", value_delimiter = ',', value_parser = column)]
    pub(crate) columns: Vec<ExportColumn>,
    /// The language of headings and statuses.
    #[arg(long, value_enum, default_value_t = LanguageName::En)]
    pub(crate) language: LanguageName,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatName {
    /// Text with commas, for spreadsheets.
    Csv,
    /// A workbook of Excel.
    Xlsx,
    /// One JSON object a line, as `orders list --json` has them.
    Jsonl,
}

impl From<FormatName> for ExportFormat {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Csv => Self::Csv,
            FormatName::Xlsx => Self::Xlsx,
            FormatName::Jsonl => Self::Jsonl,
        }
    }
}

/// Columns that the JSON prints under another name.
const PRINTED_COLUMNS: [(&str, ExportColumn); 7] = [
    ("order_number", ExportColumn::Number),
    ("reference_number", ExportColumn::Reference),
    ("total_price", ExportColumn::Total),
    ("total_points", ExportColumn::Points),
    ("created_at", ExportColumn::Created),
    ("updated_at", ExportColumn::Updated),
    ("checked_at", ExportColumn::Checked),
];

fn column(text: &str) -> Result<ExportColumn, String> {
    let printed = PRINTED_COLUMNS.into_iter().find(|(name, _)| *name == text);
    ExportColumn::ALL
        .into_iter()
        .find(|column| word(column) == text)
        .or(printed.map(|(_, column)| column))
        .ok_or_else(|| {
            let names: Vec<String> = ExportColumn::ALL.iter().map(word).collect();
            format!("the columns are {}", names.join(", "))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_called_as_in_the_list_or_as_the_json_prints_it() {
        assert_eq!(column("total_price"), Ok(ExportColumn::Total));
        assert_eq!(column("number"), Ok(ExportColumn::Number));
        assert_eq!(column("item_count"), Ok(ExportColumn::ItemCount));
        assert!(column("colour").is_err_and(|error| error.contains("metadata")));
    }
}
