//! What happened, oldest first.

use super::setter::{Align, Column, Setter};
use crate::print::marks::Ink;
use crate::print::type_setting::Text;
use crate::print::words;

/// A longer sentence is cut.
const MOST_LINES: usize = 4;

/// Sets the timeline, where there is one.
pub(super) fn set(setter: &mut Setter<'_>) {
    let sheet = setter.sheet;
    if sheet.events.is_empty() {
        return;
    }
    let measures = setter.measures;
    let whole = setter.whole();
    let at = Column {
        start: 0.0,
        width: measures.event_time,
    };
    let start = at.width + measures.gutter;
    let what = Column {
        start,
        width: whole.width - start,
    };
    let title = setter.word(words::TIMELINE);
    let title = setter.block(&title, measures.value, whole.width, 1);
    setter.make_room(title.height + 3.0 * measures.body.size);
    setter.put(&title, whole, setter.y, Align::Start, Ink::Full);
    setter.y += title.height + measures.row_gap;
    if sheet.events_left_out > 0 {
        let count = sheet.events_left_out.to_string();
        let text = Text::words(words::EARLIER.with(setter.setup.language, &[&count]));
        let text = setter.block(&text, measures.label, whole.width, 1);
        setter.make_room(text.height);
        setter.put(&text, whole, setter.y, Align::Start, Ink::Soft);
        setter.y += text.height + measures.row_gap;
    }
    let small = super::measures::Style {
        size: measures.body.size - 1.0,
        ..measures.body
    };
    for event in &sheet.events {
        let time = setter.block(&event.at, small, at.width, 2);
        let words = setter.block(&event.what, small, what.width, MOST_LINES);
        let height = time.height.max(words.height);
        setter.make_room(height);
        setter.put(&time, at, setter.y, Align::Start, Ink::Soft);
        setter.put(&words, what, setter.y, Align::Start, Ink::Full);
        setter.y += height + measures.row_gap / 2.0;
    }
}
