//! A report: its facts, its tables, its last line.

use super::head;
use super::setter::{Align, Column, Setter};
use crate::print::listing::{Listed, Listing, ListingTable};
use crate::print::marks::Ink;
use crate::print::type_setting::Text;
use crate::print::words;

/// A cell takes at most so many lines.
const MOST_LINES: usize = 3;
/// The part of the width that a label takes.
const LABEL: f32 = 0.3;

/// Sets a report.
pub(super) fn set(setter: &mut Setter<'_>, listing: &Listing) {
    head::title_line(setter, words::RECONCILIATION);
    for (label, value) in &listing.facts {
        fact(setter, label, value);
    }
    for table in &listing.tables {
        setter.y += setter.measures.gap;
        set_table(setter, table);
    }
    last_line(setter, &listing.last_line);
}

fn fact(setter: &mut Setter<'_>, label: &str, value: &str) {
    let measures = setter.measures;
    let width = setter.width();
    let labels = Column {
        start: 0.0,
        width: width * LABEL,
    };
    let values = Column {
        start: width * LABEL,
        width: width * (1.0 - LABEL),
    };
    let label = setter.block(&Text::words(label), measures.label, labels.width, 1);
    let value = setter.block(&Text::name(value), measures.body, values.width, 1);
    let height = label.height.max(value.height);
    setter.make_room(height);
    let top = setter.y;
    setter.put(
        &label,
        labels,
        top + height - label.height,
        Align::Start,
        Ink::Soft,
    );
    setter.put(&value, values, top, Align::Start, Ink::Full);
    setter.y += height;
}

fn set_table(setter: &mut Setter<'_>, table: &ListingTable) {
    if table.rows.is_empty() {
        return;
    }
    headings(setter, table);
    for cells in &table.rows {
        row(setter, table, cells);
    }
}

fn headings(setter: &mut Setter<'_>, table: &ListingTable) {
    let style = setter.measures.label;
    let mut height: f32 = 0.0;
    let mut blocks = Vec::with_capacity(table.columns.len());
    for ((heading, _), column) in table.columns.iter().zip(columns(setter, table)) {
        let block = setter.block(&Text::words(heading.clone()), style, column.width, 2);
        height = height.max(block.height);
        blocks.push((block, column));
    }
    let first = table.rows.first();
    setter.make_room(height * 3.0);
    let top = setter.y;
    for (place, (block, column)) in blocks.iter().enumerate() {
        let cell = first.and_then(|cells| cells.get(place));
        setter.put(block, *column, top, align(cell), Ink::Soft);
    }
    setter.y += height + setter.measures.row_gap;
    setter.rule(setter.y, Ink::Full);
    setter.y += setter.measures.row_gap;
}

fn row(setter: &mut Setter<'_>, table: &ListingTable, cells: &[Listed]) {
    let style = setter.measures.label;
    let mut height: f32 = 0.0;
    let mut blocks = Vec::with_capacity(cells.len());
    for (cell, column) in cells.iter().zip(columns(setter, table)) {
        let block = match cell {
            Listed::Words(words) => {
                setter.block(&Text::name(words), style, column.width, MOST_LINES)
            }
            Listed::Code(code) => {
                setter.fitting(&Text::code(code), style, column.width, MOST_LINES)
            }
            Listed::Number(number) => setter.fitting(&Text::code(number), style, column.width, 1),
        };
        height = height.max(block.height);
        blocks.push((block, column, align(Some(cell))));
    }
    let gap = setter.measures.row_gap;
    if setter.make_room(height + 2.0 * gap) {
        headings(setter, table);
    }
    let top = setter.y;
    for (block, column, align) in &blocks {
        setter.put(block, *column, top, *align, Ink::Full);
    }
    setter.y += height + gap / 2.0;
    setter.rule(setter.y, Ink::Faint);
    setter.y += gap / 2.0;
}

fn last_line(setter: &mut Setter<'_>, text: &str) {
    let measures = setter.measures;
    let whole = setter.whole();
    let block = setter.block(&Text::words(text), measures.total, whole.width, 2);
    setter.y += measures.gap;
    setter.make_room(block.height);
    setter.put(&block, whole, setter.y, Align::Start, Ink::Full);
    setter.y += block.height;
}

fn align(cell: Option<&Listed>) -> Align {
    match cell {
        Some(Listed::Number(_)) => Align::End,
        _ => Align::Start,
    }
}

/// The columns between their gutters.
fn columns(setter: &Setter<'_>, table: &ListingTable) -> Vec<Column> {
    let (width, gutter) = (setter.width(), setter.measures.gutter);
    let mut start = 0.0;
    table
        .columns
        .iter()
        .map(|(_, part)| {
            let column = Column {
                start,
                width: (width * part - gutter).max(1.0),
            };
            start += width * part;
            column
        })
        .collect()
}
