//! The products: to tick off while packing, or with their prices.

use super::setter::{Align, Block, Column, LEADING, RULE, Setter};
use crate::print::marks::{Ink, Mark};
use crate::print::sheet::Item;
use crate::print::words::{self, Word};

/// A longer name is cut: whoever packs knows the product by its beginning.
const MOST_LINES: usize = 4;

/// How thick the line of a box to tick is.
const TICK_STROKE: f32 = 1.0;

/// One line of a table's head.
struct Heading {
    word: Word,
    column: Column,
    align: Align,
}

/// Items with a box each, how many, and what; no prices.
pub(super) fn set_to_pack(setter: &mut Setter<'_>) {
    let measures = setter.measures;
    let tick = Column {
        start: 0.0,
        width: measures.tick_box,
    };
    let quantity = Column {
        start: tick.width + measures.gutter,
        width: measures.quantity.size * 3.8,
    };
    let name = rest(setter, quantity);
    let headings = [
        heading(words::QUANTITY, quantity, Align::Start),
        heading(words::ITEM, name, Align::Start),
    ];
    begin(setter, &headings);
    for item in &setter.sheet.items {
        let words = setter.block(&item.name, measures.body, name.width, MOST_LINES);
        let count = counted(setter, item, quantity);
        let height = words.height.max(count.height) + 2.0 * measures.row_gap;
        row(setter, height, &headings);
        let top = setter.y + measures.row_gap;
        // The first line of the name, the quantity and the box stand on one middle line.
        let first = measures.body.size.max(measures.quantity.size) * LEADING;
        let middle = top + first / 2.0;
        let area = setter.area(tick, middle - tick.width / 2.0, tick.width);
        setter.mark(Mark::Frame {
            area,
            stroke: TICK_STROKE,
            ink: Ink::Full,
        });
        quantity_of(setter, item, quantity, middle);
        let name_top = middle - measures.body.size * LEADING / 2.0;
        setter.put(&words, name, name_top, Align::Start, Ink::Full);
        setter.y += height;
    }
    end(setter);
}

/// The quantity; in a black field where it is not one.
fn quantity_of(setter: &mut Setter<'_>, item: &Item, column: Column, middle: f32) {
    let measures = setter.measures;
    let count = counted(setter, item, column);
    let inset = inset(setter);
    let field = Column {
        start: column.start,
        width: (count.width() + 2.0 * inset).max(measures.quantity.size * 1.6),
    };
    let height = measures.quantity.size * LEADING;
    let field_top = middle - height / 2.0;
    let ink = if item.stands_out {
        let area = setter.area(field, field_top, height);
        setter.mark(Mark::Fill {
            area,
            ink: Ink::Full,
        });
        Ink::Paper
    } else {
        Ink::Full
    };
    let inner = Column {
        start: field.start + (field.width - count.width()) / 2.0,
        width: count.width(),
    };
    let top = middle - count.height / 2.0;
    setter.put(&count, inner, top, Align::Start, ink);
}

fn counted(setter: &Setter<'_>, item: &Item, column: Column) -> Block {
    let room = column.width - 2.0 * inset(setter);
    setter.fitting(&item.quantity, setter.measures.quantity, room, 1)
}

/// Between a quantity and the edge of its field.
fn inset(setter: &Setter<'_>) -> f32 {
    setter.measures.row_gap.max(3.0)
}

/// Items with how many and for how much.
pub(super) fn set_with_prices(setter: &mut Setter<'_>) {
    let measures = setter.measures;
    let figure = measures.body.size * 8.2;
    let price = Column {
        start: setter.width() - figure,
        width: figure,
    };
    let quantity_width = measures.body.size * 4.5;
    let quantity = Column {
        start: price.start - measures.gutter - quantity_width,
        width: quantity_width,
    };
    let name = Column {
        start: 0.0,
        width: quantity.start - measures.gutter,
    };
    let headings = [
        heading(words::ITEM, name, Align::Start),
        heading(words::QUANTITY, quantity, Align::End),
        heading(words::PRICE, price, Align::End),
    ];
    begin(setter, &headings);
    for item in &setter.sheet.items {
        let words = setter.block(&item.name, measures.body, name.width, MOST_LINES);
        let count = setter.fitting(&item.quantity, measures.body, quantity.width, 1);
        let amount = setter.fitting(&item.price, measures.body, price.width, 2);
        let height = words.height.max(amount.height) + 2.0 * measures.row_gap;
        row(setter, height, &headings);
        let top = setter.y + measures.row_gap;
        setter.put(&words, name, top, Align::Start, Ink::Full);
        setter.put(&count, quantity, top, Align::End, Ink::Full);
        setter.put(&amount, price, top, Align::End, Ink::Full);
        setter.y += height;
    }
    end(setter);
}

/// Lines to write on, as many as the page has room for.
pub(super) fn set_notes(setter: &mut Setter<'_>) {
    let measures = setter.measures;
    let line = measures.body.size * 2.1;
    let whole = setter.whole();
    let label = setter.word(words::NOTES);
    let label = setter.block(&label, measures.label, whole.width, 1);
    // Fewer lines where a page is nearly full, or none: nobody wants a label for a note alone.
    let Some(lines) = (1..=measures.note_lines)
        .rev()
        .find(|lines| setter.has_room(label.height + f32::from(*lines) * line))
    else {
        return;
    };
    setter.put(&label, whole, setter.y, Align::Start, Ink::Soft);
    setter.y += label.height - measures.row_gap;
    for _ in 0..lines {
        setter.y += line;
        setter.rule(setter.y - RULE, Ink::Faint);
    }
}

fn heading(word: Word, column: Column, align: Align) -> Heading {
    Heading {
        word,
        column,
        align,
    }
}

/// The column that takes what is left behind another.
fn rest(setter: &Setter<'_>, before: Column) -> Column {
    let start = before.start + before.width + setter.measures.gutter;
    Column {
        start,
        width: setter.width() - start,
    }
}

/// The head of a table, with room for a row beneath it, or the sentence that there are none.
fn begin(setter: &mut Setter<'_>, headings: &[Heading]) {
    let measures = setter.measures;
    if setter.sheet.items.is_empty() {
        let Some(note) = setter.sheet.no_items else {
            return;
        };
        let whole = setter.whole();
        let text = setter.word(note);
        let text = setter.block(&text, measures.body, whole.width, 2);
        setter.make_room(text.height);
        setter.put(&text, whole, setter.y, Align::Start, Ink::Soft);
        setter.y += text.height;
        return;
    }
    setter.make_room(measures.label.size * 2.0 + measures.body.size * 3.0);
    table_head(setter, headings);
}

fn table_head(setter: &mut Setter<'_>, headings: &[Heading]) {
    let measures = setter.measures;
    let top = setter.y;
    let mut height: f32 = 0.0;
    for heading in headings {
        let word = setter.word(heading.word);
        let word = setter.block(&word, measures.label, heading.column.width, 1);
        setter.put(&word, heading.column, top, heading.align, Ink::Soft);
        height = height.max(word.height);
    }
    setter.y += height + measures.row_gap / 2.0;
    setter.rule(setter.y, Ink::Full);
    setter.y += RULE;
}

/// Makes room for a row, and rules it off from the row above, or from the head on a new page.
fn row(setter: &mut Setter<'_>, height: f32, headings: &[Heading]) {
    let top = setter.y;
    if setter.make_room(height) {
        table_head(setter, headings);
    } else {
        setter.rule(top, Ink::Faint);
    }
}

fn end(setter: &mut Setter<'_>) {
    setter.y += setter.measures.gap;
}
