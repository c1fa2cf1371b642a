//! What stands in one cell.

mod amount;
mod date;
mod date_words;
mod status;
mod text;
mod uuid;

pub(super) use amount::{AmountStyle, amount, style_hint};
pub(super) use date::{DateOrder, DateRule, OrderHint, moment, order_hint};
pub(super) use status::{known_status, status_key};
pub(super) use text::{clean, cut, key_words, link, number, phone, words_of};
pub(super) use uuid::uuid;

/// The cell says something, and it is not clear what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unclear;
