//! What stands on a page, where exactly. Lengths are in points from the upper left corner.

use super::type_setting::Line;

/// How dark. Printers of parcels know black and little else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Black.
    Full,
    /// For labels.
    Soft,
    /// For rules between rows.
    Faint,
    /// White on black.
    Paper,
}

/// One mark.
#[derive(Debug, Clone)]
pub(super) enum Mark {
    /// A line of text.
    Words {
        line: Line,
        size: f32,
        x: f32,
        baseline: f32,
        ink: Ink,
    },
    /// A filled rectangle.
    Fill { area: Area, ink: Ink },
    /// An empty rectangle, its line inside the area.
    Frame { area: Area, stroke: f32, ink: Ink },
    /// A riyal sign that stands on the baseline.
    Riyal {
        x: f32,
        baseline: f32,
        height: f32,
        ink: Ink,
    },
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// A page.
pub(super) type Page = Vec<Mark>;
