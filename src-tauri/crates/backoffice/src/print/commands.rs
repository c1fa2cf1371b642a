//! The sheet of commands: bars for whoever has both hands full, to scan instead of pressing a key.

use points_api::ShippingStatus;

use super::barcode::Barcode;
use super::sheet::{Setup, Sheet};
use super::type_setting::{Fonts, Text};
use super::words::{self, Word};
use super::{Pdf, PrintError, layout, pdf};
use crate::view::{Language, Paper, PrintKind};

/// Takes the last scan back.
pub const UNDO: &str = "PD-UNDO";
/// Ends scanning.
pub const FINISH: &str = "PD-FINISH";
/// Before the API's word of a shipping status: parcels go there from now on.
pub const TO: &str = "PD-TO-";

/// One command on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Command {
    /// What the scanner types.
    pub(super) code: String,
    pub(super) label: Word,
    pub(super) name: Text,
    pub(super) barcode: Option<Barcode>,
}

/// The sheet of commands on A4. `printed_at` is in UTC milliseconds.
pub fn scan_commands(language: Language, shop: &str, printed_at: i64) -> Result<Pdf, PrintError> {
    let setup = Setup {
        // No part of a sheet of an order is on it.
        kind: PrintKind::Slip,
        paper: Paper::A4,
        language,
        shop: shop.to_owned(),
        printed_at,
    };
    let fonts = Fonts::read()?;
    let sheet = Sheet::of_no_order(words::SCAN_COMMANDS, language);
    let pages = layout::pages_of_commands(&sheet, &commands(language), &setup, &fonts);
    let title = words::SCAN_COMMANDS.of(language).to_owned();
    pdf::write(pages.into_iter(), title, &setup, &fonts)
}

/// All of them, the way through a shop's day.
pub(super) fn commands(language: Language) -> Vec<Command> {
    let command = |code: String, label, name: Text| Command {
        barcode: Barcode::of(&code),
        code,
        label,
        name,
    };
    let own = [(UNDO, words::UNDO_SCAN), (FINISH, words::FINISH_SCANNING)];
    let own = own.map(|(code, name)| {
        command(
            code.to_owned(),
            words::COMMAND,
            Text::words(name.of(language)),
        )
    });
    let statuses = ShippingStatus::KNOWN.iter().map(|status| {
        command(
            format!("{TO}{status}"),
            words::FROM_NOW_ON,
            Text::words(words::shipping(Some(status.as_str()), language)),
        )
    });
    own.into_iter().chain(statuses).collect()
}
