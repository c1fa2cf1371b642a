//! The words of a sheet set on pages. The sheet is laid out from its start side, left in English
//! and right in Arabic; only bars, numbers and the riyal sign keep their own direction.

mod commands;
mod head;
mod items;
mod listing;
mod measures;
mod money;
mod setter;
mod timeline;

pub(super) use measures::measures;

use super::commands::Command;
use super::marks::Page;
use super::sheet::{Setup, Sheet};
use super::type_setting::Fonts;
use super::words;
use crate::view::PrintKind;
use setter::Setter;

/// The pages of one sheet; at least one.
pub(super) fn pages(sheet: &Sheet, setup: &Setup, fonts: &Fonts) -> Vec<Page> {
    let mut setter = Setter::new(sheet, setup, fonts);
    head::set(&mut setter);
    match setup.kind {
        PrintKind::Slip => {
            head::set_recipient(&mut setter);
            items::set_to_pack(&mut setter);
            items::set_notes(&mut setter);
        }
        PrintKind::Summary => {
            if let Some(money) = &sheet.money {
                money::set(&mut setter, money);
            }
            items::set_with_prices(&mut setter);
            timeline::set(&mut setter);
        }
    }
    setter.finish(words::NOT_AN_INVOICE)
}

/// The pages of a report.
pub(super) fn pages_of_listing(
    sheet: &Sheet,
    listing: &super::listing::Listing,
    setup: &Setup,
    fonts: &Fonts,
) -> Vec<Page> {
    let mut setter = Setter::new(sheet, setup, fonts);
    listing::set(&mut setter, listing);
    setter.finish(words::OF_THE_SHOP)
}

/// The page of the sheet of commands.
pub(super) fn pages_of_commands(
    sheet: &Sheet,
    commands: &[Command],
    setup: &Setup,
    fonts: &Fonts,
) -> Vec<Page> {
    let mut setter = Setter::new(sheet, setup, fonts);
    commands::set(&mut setter, commands);
    setter.finish(words::AT_THE_TABLE)
}
