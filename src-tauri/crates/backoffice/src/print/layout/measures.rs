//! How large things are on each paper, in points.

use crate::print::type_setting::Weight;
use crate::view::Paper;

/// A millimetre.
const MM: f32 = 72.0 / 25.4;

/// How letters look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    /// Points.
    pub(super) size: f32,
    pub(super) weight: Weight,
}

/// The measures of a paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Measures {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(super) margin: f32,
    /// Between two blocks.
    pub(super) gap: f32,
    /// Above and beneath the words of a table's row.
    pub(super) row_gap: f32,
    /// Between two columns.
    pub(super) gutter: f32,
    pub(super) shop: Style,
    pub(super) title: Style,
    /// The number at its largest.
    pub(super) number: Style,
    pub(super) label: Style,
    pub(super) value: Style,
    pub(super) total: Style,
    pub(super) body: Style,
    pub(super) quantity: Style,
    /// Facts beside each other.
    pub(super) columns: u8,
    pub(super) bars: f32,
    /// The side of a box to tick.
    pub(super) tick_box: f32,
    /// Lines to write notes on.
    pub(super) note_lines: u8,
    /// For the time of an event.
    pub(super) event_time: f32,
}

/// Of a paper.
pub(crate) fn measures(paper: Paper) -> Measures {
    match paper {
        Paper::A4 => A4,
        Paper::A6 => A6,
    }
}

const fn regular(size: f32) -> Style {
    Style {
        size,
        weight: Weight::Regular,
    }
}

const fn strong(size: f32) -> Style {
    Style {
        size,
        weight: Weight::Strong,
    }
}

const A4: Measures = Measures {
    width: 210.0 * MM,
    height: 297.0 * MM,
    margin: 16.0 * MM,
    gap: 18.0,
    row_gap: 5.0,
    gutter: 14.0,
    shop: strong(13.0),
    title: regular(12.0),
    number: strong(34.0),
    label: regular(8.5),
    value: strong(10.5),
    total: strong(24.0),
    body: regular(11.0),
    quantity: strong(12.0),
    columns: 4,
    bars: 44.0,
    tick_box: 12.0,
    note_lines: 3,
    event_time: 118.0,
};

const A6: Measures = Measures {
    width: 105.0 * MM,
    height: 148.0 * MM,
    margin: 6.0 * MM,
    gap: 9.0,
    row_gap: 2.5,
    gutter: 9.0,
    shop: strong(10.0),
    title: regular(9.0),
    number: strong(24.0),
    label: regular(7.0),
    value: strong(9.0),
    total: strong(17.0),
    body: regular(9.0),
    quantity: strong(10.0),
    columns: 2,
    bars: 34.0,
    tick_box: 9.0,
    note_lines: 1,
    event_time: 84.0,
};
