//! The head of a sheet: whose it is, the number for eyes and for scanners, the facts beneath.

use super::setter::{Align, Block, Column, RULE, Setter};
use crate::print::barcode::{Barcode, QUIET_ZONE};
use crate::print::marks::{Area, Ink, Mark};
use crate::print::sheet::Fact;
use crate::print::type_setting::Text;
use crate::print::words::{self, Word};
use crate::view::Language;

/// The part of the width that bars may take beside the number.
const BARS_BESIDE: f32 = 0.56;

/// Sets the head.
pub(super) fn set(setter: &mut Setter<'_>) {
    title_line(setter, words::title(setter.setup.kind));
    number(setter);
    facts(setter, &setter.sheet.facts);
    if let Some(notice) = setter.sheet.notice {
        let text = setter.word(notice);
        framed(setter, None, &[text]);
    }
}

/// Who gets the parcel. Where nobody said, that is said plainly in its place, so that nobody sticks it
/// on a parcel.
pub(super) fn set_recipient(setter: &mut Setter<'_>) {
    let label = setter.word(words::RECIPIENT);
    let sheet = setter.sheet;
    if sheet.recipient.is_empty() {
        let text = setter.word(words::NO_RECIPIENT);
        framed(setter, Some(&label), &[text]);
    } else {
        framed(setter, Some(&label), &sheet.recipient);
    }
}

/// Whose sheet it is, and what.
pub(super) fn title_line(setter: &mut Setter<'_>, title: Word) {
    let measures = setter.measures;
    let column = setter.whole();
    let shop = Text::name(&setter.setup.shop);
    let shop = setter.block(&shop, measures.shop, column.width * 0.6, 1);
    let title = setter.word(title);
    let title = setter.block(&title, measures.title, column.width * 0.38, 1);
    let top = setter.y;
    setter.put(&shop, column, top, Align::Start, Ink::Full);
    let lower = top + shop.height - title.height;
    setter.put(&title, column, lower, Align::End, Ink::Full);
    setter.y += shop.height.max(title.height) + measures.row_gap;
    setter.rule(setter.y, Ink::Full);
    setter.y += RULE + measures.gap;
}

fn number(setter: &mut Setter<'_>) {
    let measures = setter.measures;
    let whole = setter.whole();
    let sheet = setter.sheet;
    let beside = sheet.barcode.as_ref().and_then(|barcode| {
        let module = barcode.module(whole.width * BARS_BESIDE)?;
        Some((barcode, module))
    });
    let bars_width = beside.map_or(0.0, |(barcode, module)| {
        f32::from(barcode.width) * module - hanging(setter, module)
    });
    let column = Column {
        start: 0.0,
        width: whole.width - bars_width,
    };
    let top = setter.y;
    let label = setter.word(sheet.number_label);
    let label = setter.block(&label, measures.label, column.width, 1);
    let number = setter.fitting(&sheet.number, measures.number, column.width, 2);
    setter.put(&label, column, top, Align::Start, Ink::Soft);
    setter.put(&number, column, top + label.height, Align::Start, Ink::Full);
    setter.y += label.height + number.height;
    if let Some((barcode, module)) = beside {
        bars(setter, barcode, module, top, Align::End);
        setter.y = setter.y.max(top + measures.bars);
    } else if let Some(barcode) = &sheet.barcode
        && let Some(module) = barcode.module(whole.width)
    {
        setter.y += measures.row_gap;
        bars(setter, barcode, module, setter.y, Align::Start);
        setter.y += measures.bars;
    }
    setter.y += measures.gap;
}

/// How far the free zone beside the bars may reach into the margin, which is free as well.
fn hanging(setter: &Setter<'_>, module: f32) -> f32 {
    (f32::from(QUIET_ZONE) * module).min(setter.measures.margin)
}

/// The bars at a side, their outermost one at the margin. They run from left to right everywhere.
pub(super) fn bars(setter: &mut Setter<'_>, barcode: &Barcode, module: f32, top: f32, side: Align) {
    let measures = setter.measures;
    let width = f32::from(barcode.width) * module;
    let hanging = hanging(setter, module);
    let left = match (setter.setup.language, side) {
        (Language::En, Align::End) | (Language::Ar, Align::Start) => {
            measures.width - measures.margin - width + hanging
        }
        (Language::En, Align::Start) | (Language::Ar, Align::End) => measures.margin - hanging,
    };
    for bar in &barcode.bars {
        setter.mark(Mark::Fill {
            area: Area {
                x: left + f32::from(bar.start) * module,
                y: top,
                width: f32::from(bar.width) * module,
                height: measures.bars,
            },
            ink: Ink::Full,
        });
    }
}

/// Facts in columns beside each other; one that is wide takes two of them.
pub(super) fn facts(setter: &mut Setter<'_>, facts: &[Fact]) {
    let measures = setter.measures;
    let columns = f32::from(measures.columns);
    let width = (setter.width() - (columns - 1.0) * measures.gutter) / columns;
    let step = width + measures.gutter;
    let mut row: Vec<(Column, &Fact, Block, Block)> = Vec::new();
    let mut start = 0.0;
    for fact in facts {
        let natural = setter
            .block(&fact.value, measures.value, f32::MAX, 1)
            .width();
        let span = if natural > width { width + step } else { width };
        if start > 0.0 && start + span > setter.width() + 0.1 {
            facts_row(setter, &row);
            row.clear();
            start = 0.0;
        }
        let column = Column { start, width: span };
        let label = setter.word(fact.label);
        let label = setter.block(&label, measures.label, span, 1);
        let value = setter.block(&fact.value, measures.value, span, 3);
        row.push((column, fact, label, value));
        start += span + measures.gutter;
    }
    facts_row(setter, &row);
    setter.y += measures.gap - measures.row_gap * 2.0;
}

fn facts_row(setter: &mut Setter<'_>, row: &[(Column, &Fact, Block, Block)]) {
    let height = row
        .iter()
        .map(|(_, _, label, value)| label.height + value.height)
        .fold(0.0, f32::max);
    setter.make_room(height);
    let top = setter.y;
    for (column, fact, label, value) in row {
        setter.put(label, *column, top, Align::Start, Ink::Soft);
        let below = top + label.height;
        if fact.in_riyals {
            setter.put_riyals(value, *column, below, Align::Start);
        } else {
            setter.put(value, *column, below, Align::Start, Ink::Full);
        }
    }
    setter.y += height + setter.measures.row_gap * 2.0;
}

/// A frame over the whole width with words in it, each on lines of its own.
fn framed(setter: &mut Setter<'_>, label: Option<&Text>, texts: &[Text]) {
    let measures = setter.measures;
    let inset = measures.row_gap * 2.0;
    let whole = setter.whole();
    let column = Column {
        start: inset,
        width: whole.width - 2.0 * inset,
    };
    let label = label.map(|label| setter.block(label, measures.label, column.width, 1));
    let texts: Vec<_> = texts
        .iter()
        .map(|text| setter.block(text, measures.value, column.width, 3))
        .collect();
    let label_height = label.as_ref().map_or(0.0, |label| label.height);
    let text_height: f32 = texts.iter().map(|text| text.height).sum();
    let height = label_height + text_height + 2.0 * measures.row_gap;
    setter.make_room(height);
    let top = setter.y;
    let area = setter.area(whole, top, height);
    setter.mark(Mark::Frame {
        area,
        stroke: RULE,
        ink: Ink::Full,
    });
    let mut inner = top + measures.row_gap;
    if let Some(label) = &label {
        setter.put(label, column, inner, Align::Start, Ink::Soft);
        inner += label_height;
    }
    for text in &texts {
        setter.put(text, column, inner, Align::Start, Ink::Full);
        inner += text.height;
    }
    setter.y += height + measures.gap;
}
