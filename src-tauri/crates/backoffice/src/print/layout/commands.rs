//! Bars that a scanner reads as a command, one row each, far enough apart that no scanner takes the
//! row beneath.

use super::head;
use super::setter::{Align, Column, Setter};
use crate::print::commands::Command;
use crate::print::marks::Ink;
use crate::print::type_setting::Text;
use crate::print::words;

/// The part of the width that bars may take.
const BARS: f32 = 0.62;

/// Above and beneath the bars of a row: all of them are on one page, and none is read for another.
const APART: f32 = 15.0;

/// Sets the sheet of commands.
pub(super) fn set(setter: &mut Setter<'_>, commands: &[Command]) {
    head::title_line(setter, words::SCAN_COMMANDS);
    let measures = setter.measures;
    let whole = setter.whole();
    let hint = setter.word(words::SCAN_HINT);
    let hint = setter.block(&hint, measures.body, whole.width, 3);
    setter.put(&hint, whole, setter.y, Align::Start, Ink::Full);
    setter.y += hint.height + measures.gap;
    for command in commands {
        row(setter, command);
    }
}

fn row(setter: &mut Setter<'_>, command: &Command) {
    let measures = setter.measures;
    let whole = setter.whole();
    let height = measures.bars + 2.0 * APART;
    setter.make_room(height);
    setter.rule(setter.y, Ink::Faint);
    let top = setter.y + APART;
    if let Some((barcode, module)) = command
        .barcode
        .as_ref()
        .and_then(|barcode| Some((barcode, barcode.module(whole.width * BARS)?)))
    {
        head::bars(setter, barcode, module, top, Align::End);
    }
    let column = Column {
        start: 0.0,
        width: whole.width * (1.0 - BARS),
    };
    let label = setter.word(command.label);
    let label = setter.block(&label, measures.label, column.width, 1);
    let name = setter.block(&command.name, measures.shop, column.width, 2);
    let code = setter.fitting(&Text::code(&command.code), measures.label, column.width, 1);
    let used = label.height + name.height + code.height;
    let mut y = top + (measures.bars - used.min(measures.bars + APART)) / 2.0;
    for (block, ink) in [(&label, Ink::Soft), (&name, Ink::Full), (&code, Ink::Soft)] {
        setter.put(block, column, y, Align::Start, ink);
        y += block.height;
    }
    setter.y += height;
}
