//! `pointsctl orders print`.

use std::path::PathBuf;

use backoffice::view::{Paper, PrintKind};
use clap::{Args, ValueEnum};

use super::values::LanguageName;

#[derive(Debug, Args)]
pub(crate) struct Print {
    /// Uuids, order numbers or reference numbers, in the order of printing.
    #[arg(value_name = "KEY", required = true)]
    pub(crate) keys: Vec<String>,
    /// What of each order.
    #[arg(long, value_enum)]
    pub(crate) kind: PrintKindName,
    /// On what.
    #[arg(long, value_enum, default_value_t = PaperName::A4)]
    pub(crate) paper: PaperName,
    /// In which language.
    #[arg(long, value_enum)]
    pub(crate) language: LanguageName,
    /// The file to write; what is there is replaced.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PrintKindName {
    /// The packing slip, without prices.
    Slip,
    /// The order summary.
    Summary,
}

impl From<PrintKindName> for PrintKind {
    fn from(name: PrintKindName) -> Self {
        match name {
            PrintKindName::Slip => Self::Slip,
            PrintKindName::Summary => Self::Summary,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PaperName {
    /// 210 × 297 mm.
    A4,
    /// 105 × 148 mm, for label printers.
    A6,
}

impl From<PaperName> for Paper {
    fn from(name: PaperName) -> Self {
        match name {
            PaperName::A4 => Self::A4,
            PaperName::A6 => Self::A6,
        }
    }
}
