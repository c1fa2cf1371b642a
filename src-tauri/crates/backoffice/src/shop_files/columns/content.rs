//! What the cells of one column look like.

use std::collections::HashSet;

use crate::shop_files::values::{
    AmountStyle, DateOrder, DateRule, amount, clean, known_status, moment, uuid,
};
use crate::text::{fold_digits, points_number};

/// How many of a column's first cells are what.
#[derive(Debug, Clone, Default)]
pub(super) struct Content {
    /// Rows looked at, and cells that say something.
    pub(super) rows: usize,
    pub(super) filled: usize,
    pub(super) uuids: usize,
    /// Uuids that stand in a link which says nothing of Points: perhaps the shop's own.
    pub(super) foreign_links: usize,
    pub(super) links: usize,
    pub(super) phones: usize,
    pub(super) amounts: usize,
    /// Amounts with decimals or a currency: hardly numbers of anything else.
    pub(super) prices: usize,
    pub(super) dates: usize,
    /// Dates that are no bare numbers.
    pub(super) written_dates: usize,
    pub(super) statuses: usize,
    /// Short texts with digits.
    pub(super) numbers: usize,
    /// Those that begin with a `#`.
    pub(super) marked: usize,
    pub(super) digits: usize,
    pub(super) distinct: usize,
}

impl Content {
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let mut content = Self::default();
        let mut seen = HashSet::new();
        for cell in cells {
            content.rows += 1;
            let text = clean(cell);
            if text.is_empty() {
                continue;
            }
            content.filled += 1;
            content.look_at(text);
            seen.insert(text);
        }
        content.distinct = seen.len();
        content
    }

    fn look_at(&mut self, text: &str) {
        // Cells of prose are none of these, and long.
        const LONGEST: usize = 2_000;
        if text.len() > LONGEST {
            return;
        }
        let count = |counter: &mut usize, is: bool| *counter += usize::from(is);
        let is_link = text.starts_with("http://") || text.starts_with("https://");
        let has_uuid = text.len() >= 36 && text.contains('-') && uuid(text).is_ok();
        let is_bare = text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
        let date = |order| {
            moment(
                text,
                DateRule {
                    order,
                    is_utc: false,
                },
            )
            .is_ok()
        };
        let is_date = date(DateOrder::DayFirst) || date(DateOrder::MonthFirst);
        let is_amount = [AmountStyle::Dot, AmountStyle::Comma]
            .into_iter()
            .any(|style| amount(text, style).is_ok());
        let has_digits = text.chars().any(char::is_numeric);
        count(&mut self.links, is_link);
        count(&mut self.uuids, has_uuid);
        count(
            &mut self.foreign_links,
            has_uuid && is_link && !speaks_of_points(text),
        );
        count(&mut self.phones, is_phone(text));
        count(&mut self.amounts, is_amount);
        count(
            &mut self.prices,
            is_amount && !text.chars().all(char::is_numeric),
        );
        count(&mut self.dates, is_date);
        count(&mut self.written_dates, is_date && !is_bare);
        count(
            &mut self.statuses,
            !has_digits && known_status(text).is_some(),
        );
        count(
            &mut self.numbers,
            has_digits && text.len() <= 40 && !text.contains(' ') && !has_uuid && !is_link,
        );
        count(&mut self.marked, text.starts_with('#') && has_digits);
        count(&mut self.digits, has_digits);
    }

    /// Whether at least so many percent of the cells that say something are of a kind.
    pub(super) fn most(&self, count: usize, percent: usize) -> bool {
        self.filled > 0 && count * 100 >= self.filled * percent
    }
}

fn speaks_of_points(link: &str) -> bool {
    let lower = link.to_ascii_lowercase();
    lower.contains("papp") || lower.contains("points") || lower.contains("uuid")
}

/// A mobile number that says by its beginning that it is none of anything else.
fn is_phone(text: &str) -> bool {
    let bare = fold_digits(text.strip_suffix(".0").unwrap_or(text));
    points_number(&bare).is_some()
}
