//! A report on paper: facts, tables whose rows go on over as many pages as they need, and a last
//! line.

use super::sheet::{Setup, Sheet};
use super::type_setting::Fonts;
use super::{Pdf, PrintError, layout, pdf, words};
use crate::view::{Language, Paper, PrintKind};

/// What a report says.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// In which language.
    pub language: Language,
    /// Whose it is.
    pub shop: String,
    /// Of when it is, UTC milliseconds.
    pub at: i64,
    /// Facts, each with its label.
    pub facts: Vec<(String, String)>,
    /// Tables, one beneath the other.
    pub tables: Vec<ListingTable>,
    /// What it comes to.
    pub last_line: String,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct ListingTable {
    /// The headings, and the part of the width of each.
    pub columns: Vec<(String, f32)>,
    /// The rows, a cell for each column.
    pub rows: Vec<Vec<Listed>>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// Words, of ours or of people.
    Words(String),
    /// A number of an order or a uuid: from left to right in every language.
    Code(String),
    /// A count or an amount, at the end of its column.
    Number(String),
}

/// The report on A4.
pub fn listing(listing: &Listing) -> Result<Pdf, PrintError> {
    let setup = Setup {
        // No part of a sheet of an order is on it.
        kind: PrintKind::Summary,
        paper: Paper::A4,
        language: listing.language,
        shop: listing.shop.clone(),
        printed_at: listing.at,
    };
    let fonts = Fonts::read()?;
    let sheet = Sheet::of_no_order(words::RECONCILIATION, listing.language);
    let pages = layout::pages_of_listing(&sheet, listing, &setup, &fonts);
    let title = words::RECONCILIATION.of(listing.language).to_owned();
    pdf::write(pages.into_iter(), title, &setup, &fonts)
}
