//! The pages of a search.
//!
//! Matches come newest first from the indexes of the search, however many there are; a filter is
//! held against one after the other. Where the filter lets few orders through, those are known
//! before, and only the matches from the newest of them to the oldest are looked at.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use rusqlite::{Transaction, params_from_iter};

use super::finding::{Finding, Wanted, as_count};
use super::pages::Cursor;
use super::search::{self, Arm};
use super::{StoreError, marks};
use crate::view::{OrderTotal, SortField};

/// The orders that the filter lets through, where they are few: rowids of the search's indexes in
/// ascending order.
struct Few(Vec<i64>);

impl Few {
    /// From the oldest to the newest; none where there is no order at all.
    fn span(&self) -> Option<RangeInclusive<i64>> {
        Some(*self.0.first()?..=*self.0.last()?)
    }

    fn has(&self, rowid: i64) -> bool {
        self.0.binary_search(&rowid).is_ok()
    }
}

/// What was looked at of a search's matches.
#[derive(Default)]
pub(super) struct Seen {
    /// The rowids of those that pass the filter, the newest first.
    pub(super) passing: Vec<i64>,
    /// Whether there are matches that were not looked at.
    pub(super) more: bool,
}

/// What a search looks through.
pub(super) struct Matches {
    arms: Vec<Arm>,
    /// All that the filter lets through, where those are few.
    few: Option<Few>,
    /// Whether whatever matches passes the filter too.
    marked: bool,
}

impl Seen {
    fn total(&self) -> OrderTotal {
        OrderTotal {
            count: as_count(self.passing.len()),
            at_least: self.more,
        }
    }
}

impl Wanted<'_> {
    /// Makes a search ready. Statuses and types are asked of the index itself where it has them.
    pub(super) fn matches(
        &self,
        transaction: &Transaction<'_>,
        arms: Vec<Arm>,
        among: Option<&BTreeSet<i64>>,
    ) -> Result<Matches, StoreError> {
        let marks = marks::asked(&self.filter);
        let marked = among.is_none()
            && self.filter.narrows_only(marks::COLUMNS)
            && arms.iter().all(Arm::takes_marks);
        let few = match among {
            Some(orders) => Some(self.few_of(transaction, orders)?),
            None if marked => None,
            None => self.few(transaction)?,
        };
        Ok(Matches {
            arms: arms
                .into_iter()
                .map(|arm| {
                    if arm.takes_marks() {
                        arm.within(&marks)
                    } else {
                        arm
                    }
                })
                .collect(),
            few: few.map(|mut rowids| {
                rowids.sort_unstable();
                Few(rowids)
            }),
            marked,
        })
    }

    /// A page of the matches.
    pub(super) fn matching(
        &self,
        transaction: &Transaction<'_>,
        matches: &Matches,
        cursor: Option<Cursor>,
    ) -> Result<Finding, StoreError> {
        let behind = match cursor {
            Some(Cursor::Match(rowid)) => {
                return self.in_creation_order(transaction, matches, Some(rowid));
            }
            Some(Cursor::Behind(row)) => Some(row),
            None => None,
        };
        if behind.is_none() && self.query.sort == SortField::Created {
            return self.in_creation_order(transaction, matches, None);
        }
        let seen = self.look(transaction, matches)?;
        if seen.more && behind.is_none() {
            return self.in_creation_order(transaction, matches, None);
        }
        self.sorted(transaction, &seen.passing, behind.as_ref(), seen.total())
    }

    /// How many there are, as far as the bound.
    pub(super) fn count_matches(
        &self,
        transaction: &Transaction<'_>,
        matches: &Matches,
    ) -> Result<OrderTotal, StoreError> {
        Ok(self.look(transaction, matches)?.total())
    }

    /// The newest matches, as many as are looked at, through the filter.
    pub(super) fn look(
        &self,
        transaction: &Transaction<'_>,
        matches: &Matches,
    ) -> Result<Seen, StoreError> {
        let few = matches.few.as_ref();
        let mut seen = Seen::default();
        let (Some(span), most) = (match few {
            // Whether a match is among the few costs next to nothing.
            Some(few) => (few.span(), self.bounds.walked),
            None => (Some(search::ANYWHERE), self.bounds.looked_at),
        }) else {
            return Ok(seen);
        };
        let mut parameters = Vec::new();
        let sql = search::matches(&matches.arms, false, &span, &mut parameters);
        let mut statement = transaction.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(&parameters))?;
        let mut looked_at = 0;
        while let Some(row) = rows.next()? {
            looked_at += 1;
            if looked_at > most {
                seen.more = true;
                break;
            }
            let rowid = row.get(0)?;
            if self.lets_through(transaction, matches, rowid)? {
                seen.passing.push(rowid);
            }
            if few.is_some_and(|few| few.0.len() == seen.passing.len()) {
                break;
            }
        }
        Ok(seen)
    }

    fn lets_through(
        &self,
        transaction: &Transaction<'_>,
        matches: &Matches,
        rowid: i64,
    ) -> Result<bool, StoreError> {
        if matches.marked {
            return Ok(true);
        }
        match &matches.few {
            Some(few) => Ok(few.has(rowid)),
            None => self.passes(transaction, rowid),
        }
    }

    /// Matches in the order of creation, straight from the index. Where too many did not pass, the
    /// page is given as far as it got, and the next one goes on from there.
    fn in_creation_order(
        &self,
        transaction: &Transaction<'_>,
        matches: &Matches,
        behind: Option<i64>,
    ) -> Result<Finding, StoreError> {
        let ascending = self.oldest_first();
        let span = match &matches.few {
            Some(few) => few.span(),
            None => Some(search::ANYWHERE),
        };
        let Some(mut span) = span else {
            return Ok(self.page_of_matches(&[], OrderTotal::default()));
        };
        if let Some(rowid) = behind {
            let rest = search::behind(rowid, ascending);
            span = *span.start().max(rest.start())..=*span.end().min(rest.end());
        }
        let mut parameters = Vec::new();
        let sql = search::matches(&matches.arms, ascending, &span, &mut parameters);
        let mut statement = transaction.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(&parameters))?;
        let wanted = self.skip.saturating_add(self.limit).saturating_add(1);
        let mut passing = Vec::new();
        let (mut looked_at, mut stopped) = (0, None);
        while let Some(row) = rows.next()? {
            let rowid = row.get(0)?;
            if self.lets_through(transaction, matches, rowid)? {
                passing.push(rowid);
            }
            if passing.len() == wanted {
                break;
            }
            looked_at += 1;
            if looked_at == self.bounds.walked {
                stopped = Some(rowid);
                break;
            }
        }
        let total = OrderTotal {
            count: as_count(passing.len()),
            at_least: behind.is_some() || stopped.is_some() || passing.len() == wanted,
        };
        let mut finding = self.page_of_matches(&passing, total);
        if let Some(rowid) = stopped.filter(|_| passing.len() >= self.skip) {
            finding.next = Some(Cursor::Match(rowid));
        }
        Ok(finding)
    }

    /// Whether matches are to come oldest first. In any order but that of creation, the newest of
    /// too many come first, either way.
    fn oldest_first(&self) -> bool {
        self.query.ascending && self.query.sort == SortField::Created
    }

    /// A page of matches in order. No total is less than what is shown.
    fn page_of_matches(&self, passing: &[i64], mut total: OrderTotal) -> Finding {
        let from = passing.get(self.skip..).unwrap_or_default();
        let page = from.get(..self.limit).unwrap_or(from);
        if !page.is_empty() {
            let shown = as_count(self.skip.saturating_add(page.len()));
            total.count = total.count.max(shown);
        }
        Finding {
            ids: page.iter().map(|rowid| search::id_in(*rowid)).collect(),
            next: page
                .last()
                .filter(|_| from.len() > page.len())
                .map(|rowid| Cursor::Match(*rowid)),
            total,
            unknown: Vec::new(),
        }
    }
}
