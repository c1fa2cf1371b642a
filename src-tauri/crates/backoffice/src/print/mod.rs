//! Packing slips and order summaries as PDF: what a sheet says ([`Sheet`]), how it is set on pages,
//! and the file. All of it is pure: the same orders at the same time give the same bytes.
//!
//! Two steps, so that neither knows the other: an order in full becomes the words of a sheet in one
//! language, and those words become marks on pages, mirrored for Arabic.

mod barcode;
mod commands;
mod figures;
mod file_name;
mod layout;
mod listing;
mod marks;
mod pdf;
mod riyal;
mod sheet;
#[cfg(test)]
mod tests;
mod type_setting;
mod words;

pub use commands::{FINISH, TO, UNDO, scan_commands};
pub(crate) use figures::moment;
pub use file_name::{file_name, file_name_of_commands, file_name_of_report};
pub use listing::{Listed, Listing, ListingTable, listing};
pub use pdf::{Pdf, pdf};
pub use sheet::{Setup, Sheet};

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// One of the fonts in this program cannot be read.
    #[error("the font {0} cannot be read")]
    Font(&'static str),
    /// The file could not be put together.
    #[error("the PDF cannot be written: {0}")]
    Pdf(String),
}
