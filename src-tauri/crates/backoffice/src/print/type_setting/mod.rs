//! From words to glyphs on lines: fonts, direction, shaping, breaking into lines.

mod fonts;
mod paragraph;
mod shaping;
mod text;

pub(super) use fonts::{Fonts, Weight};
pub(super) use paragraph::{Room, set};
pub(super) use shaping::Line;
pub(super) use text::{Text, isolated};
