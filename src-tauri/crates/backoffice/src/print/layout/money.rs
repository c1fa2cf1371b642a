//! What the order is worth, and where that stands.

use super::head;
use super::setter::{Align, Column, Setter};
use crate::print::marks::Ink;
use crate::print::sheet::Money;
use crate::print::type_setting::Text;
use crate::print::words;

/// Sets the total, the status, and the facts of money beneath.
pub(super) fn set(setter: &mut Setter<'_>, money: &Money) {
    let measures = setter.measures;
    let whole = setter.whole();
    let half = (whole.width - measures.gutter) / 2.0;
    let total = Column {
        start: 0.0,
        width: half,
    };
    let status = Column {
        start: half + measures.gutter,
        width: half,
    };
    setter.rule(setter.y, Ink::Faint);
    setter.y += measures.gap * 0.7;
    let label = setter.word(words::TOTAL);
    let label = setter.block(&label, measures.label, total.width, 1);
    let state_label = setter.word(words::MONEY);
    let state_label = setter.block(&state_label, measures.label, status.width, 1);
    let nothing = Text::code(words::NOTHING);
    let figure = money.total.as_ref().unwrap_or(&nothing);
    let room = total.width - measures.total.size;
    let figure = setter.fitting(figure, measures.total, room, 2);
    let state = setter.fitting(&money.status, measures.total, status.width, 2);
    setter.make_room(label.height + figure.height);
    let top = setter.y;
    let below = top + label.height;
    setter.put(&label, total, top, Align::Start, Ink::Soft);
    setter.put(&state_label, status, top, Align::Start, Ink::Soft);
    if money.total.is_some() {
        setter.put_riyals(&figure, total, below, Align::Start);
    } else {
        setter.put(&figure, total, below, Align::Start, Ink::Full);
    }
    setter.put(&state, status, below, Align::Start, Ink::Full);
    setter.y = below + figure.height.max(state.height) + measures.row_gap;
    if money.facts.is_empty() {
        setter.y += measures.gap;
    } else {
        head::facts(setter, &money.facts);
    }
    setter.y += measures.row_gap;
}
