//! The orders of a page, and how many there are in all, with or without a search.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, Transaction, params_from_iter};

use super::pages::{Cursor, Found, SortKey};
use super::search::{self, Arm, Search};
use super::selection::{Selection, Stretch};
use super::tallies::Filter;
use super::{ShippingCodes, StoreError, among};
use crate::view::{OrderQuery, OrderTotal, PageRequest, SortField};

/// Beside a search, no more matches are looked at to count them, or to sort them otherwise than by
/// creation.
const LOOKED_AT: usize = 10_000;

/// The ids of a page's rows.
pub(super) struct Finding {
    pub(super) ids: Vec<i64>,
    pub(super) next: Option<Cursor>,
    pub(super) total: OrderTotal,
}

/// Finds a page of at most `limit` rows.
pub(super) fn find(
    transaction: &Transaction<'_>,
    query: &OrderQuery,
    request: &PageRequest,
    codes: &ShippingCodes,
    limit: usize,
) -> Result<Finding, StoreError> {
    let cursor = match &request.after {
        Some(text) => Some(Cursor::read(text, SortKey::of(query.sort))?),
        None => None,
    };
    let wanted = Wanted {
        query,
        filter: Filter::of(transaction, query, codes)?,
        among: among::of(transaction, query)?,
        skip: if cursor.is_some() {
            0
        } else {
            usize::try_from(request.offset).unwrap_or(usize::MAX)
        },
        limit,
    };
    match Search::of(transaction, &query.search)? {
        Search::Blank => match &wanted.among {
            Some(orders) => wanted.few(transaction, orders, cursor),
            None => wanted.all(transaction, cursor),
        },
        Search::Nowhere => Ok(Finding {
            ids: Vec::new(),
            next: None,
            total: OrderTotal::default(),
        }),
        Search::Any(arms) => wanted.matching(transaction, &arms, cursor),
    }
}

struct Wanted<'a> {
    query: &'a OrderQuery,
    filter: Filter,
    /// Only these orders; none: any.
    among: Option<BTreeSet<i64>>,
    skip: usize,
    limit: usize,
}

impl Wanted<'_> {
    fn all(
        &self,
        transaction: &Transaction<'_>,
        cursor: Option<Cursor>,
    ) -> Result<Finding, StoreError> {
        let behind = match cursor {
            Some(Cursor::Match(_)) => return Err(StoreError::CursorInvalid),
            Some(Cursor::Behind(row)) => Some(row),
            None => None,
        };
        let stretch = Stretch {
            behind: behind.as_ref(),
            offset: u64::try_from(self.skip).unwrap_or(u64::MAX),
            limit: u64::try_from(self.limit + 1).unwrap_or(u64::MAX),
        };
        let selection = Selection::new(
            self.query.sort,
            self.query.ascending,
            &self.filter,
            &stretch,
        );
        let mut statement = transaction.prepare_cached(&selection.sql)?;
        let rows = statement.query_map(params_from_iter(&selection.parameters), |row| {
            Ok(Found {
                id: row.get(0)?,
                key: row.get(1)?,
                tie: row.get(2)?,
            })
        })?;
        let found: Vec<_> = rows.collect::<Result<_, _>>()?;
        let total = OrderTotal {
            count: self.filter.count(),
            at_least: false,
        };
        Ok(self.page_of(found, total))
    }

    /// A page of few orders, all of them read and sorted.
    fn few(
        &self,
        transaction: &Transaction<'_>,
        orders: &BTreeSet<i64>,
        cursor: Option<Cursor>,
    ) -> Result<Finding, StoreError> {
        let behind = match cursor {
            Some(Cursor::Match(_)) => return Err(StoreError::Unreadable("cursor")),
            Some(Cursor::Behind(row)) => Some(row),
            None => None,
        };
        let mut passing = Vec::new();
        for id in orders {
            if self.passes(transaction, *id)? {
                passing.push(*id);
            }
        }
        let total = OrderTotal {
            count: u64::try_from(passing.len()).unwrap_or(u64::MAX),
            at_least: false,
        };
        self.sorted(transaction, &passing, behind.as_ref(), total)
    }

    /// A page of rows that may have one more behind them.
    fn page_of(&self, found: Vec<Found>, total: OrderTotal) -> Finding {
        let more = found.len() > self.limit;
        let ids = found.iter().take(self.limit).map(|row| row.id).collect();
        let last = found.into_iter().take(self.limit).next_back();
        Finding {
            ids,
            next: last.filter(|_| more).map(Cursor::Behind),
            total,
        }
    }

    fn matching(
        &self,
        transaction: &Transaction<'_>,
        arms: &[Arm],
        cursor: Option<Cursor>,
    ) -> Result<Finding, StoreError> {
        let seen = self.look(transaction, arms)?;
        let total = OrderTotal {
            count: u64::try_from(seen.passing.len()).unwrap_or(u64::MAX),
            at_least: seen.more,
        };
        let ids = || -> Vec<_> {
            seen.passing
                .iter()
                .map(|rowid| search::id_in(*rowid))
                .collect()
        };
        let by_creation = self.query.sort == SortField::Created;
        match cursor {
            Some(Cursor::Behind(row)) => self.sorted(transaction, &ids(), Some(&row), total),
            None if !by_creation && !seen.more => self.sorted(transaction, &ids(), None, total),
            None if !self.oldest_first()
                && (!seen.more || seen.passing.len() > self.skip.saturating_add(self.limit)) =>
            {
                Ok(self.page_of_matches(&seen.passing, total))
            }
            cursor => {
                let behind = match cursor {
                    Some(Cursor::Match(rowid)) => Some(rowid),
                    _ => None,
                };
                self.newest(transaction, arms, behind, total)
            }
        }
    }

    /// The newest matches, as many as are looked at, through the filter.
    fn look(&self, transaction: &Transaction<'_>, arms: &[Arm]) -> Result<Seen, StoreError> {
        let mut parameters = Vec::new();
        let sql = format!(
            "{} LIMIT {}",
            search::matches(arms, false, None, &mut parameters),
            LOOKED_AT + 1
        );
        let mut statement = transaction.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(&parameters))?;
        let mut seen = Seen::default();
        let mut looked_at = 0;
        while let Some(row) = rows.next()? {
            looked_at += 1;
            if looked_at > LOOKED_AT {
                seen.more = true;
                break;
            }
            let rowid = row.get(0)?;
            if self.passes(transaction, search::id_in(rowid))? {
                seen.passing.push(rowid);
            }
        }
        Ok(seen)
    }

    fn passes(&self, transaction: &Transaction<'_>, id: i64) -> Result<bool, StoreError> {
        if self
            .among
            .as_ref()
            .is_some_and(|orders| !orders.contains(&id))
        {
            return Ok(false);
        }
        if self.filter.is_open() {
            return Ok(true);
        }
        let passes = transaction
            .prepare_cached("SELECT financial_status, shipping_key FROM orders WHERE id = ?1")?
            .query_row([id], |row| {
                let financial = row.get_ref(0)?.as_str()?;
                Ok(self.filter.passes(financial, row.get_ref(1)?.as_str()?))
            })
            .optional()?;
        Ok(passes.unwrap_or_default())
    }

    /// Matches in the order of creation, straight from the index.
    fn newest(
        &self,
        transaction: &Transaction<'_>,
        arms: &[Arm],
        behind: Option<i64>,
        total: OrderTotal,
    ) -> Result<Finding, StoreError> {
        let mut parameters = Vec::new();
        let sql = search::matches(arms, self.oldest_first(), behind, &mut parameters);
        let mut statement = transaction.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(&parameters))?;
        let wanted = self.skip.saturating_add(self.limit).saturating_add(1);
        let mut passing = Vec::new();
        while let Some(row) = rows.next()? {
            let rowid = row.get(0)?;
            if self.passes(transaction, search::id_in(rowid))? {
                passing.push(rowid);
            }
            if passing.len() == wanted {
                break;
            }
        }
        Ok(self.page_of_matches(&passing, total))
    }

    /// Whether matches are to come oldest first. In any order but that of creation, the newest of
    /// too many come first, either way.
    fn oldest_first(&self) -> bool {
        self.query.ascending && self.query.sort == SortField::Created
    }

    fn page_of_matches(&self, passing: &[i64], total: OrderTotal) -> Finding {
        let from = passing.get(self.skip..).unwrap_or_default();
        let page = from.get(..self.limit).unwrap_or(from);
        Finding {
            ids: page.iter().map(|rowid| search::id_in(*rowid)).collect(),
            next: page
                .last()
                .filter(|_| from.len() > page.len())
                .map(|rowid| Cursor::Match(*rowid)),
            total,
        }
    }

    /// Orders in another order than they were found in, all of them read and sorted.
    fn sorted(
        &self,
        transaction: &Transaction<'_>,
        ids: &[i64],
        behind: Option<&Found>,
        total: OrderTotal,
    ) -> Result<Finding, StoreError> {
        let key = SortKey::of(self.query.sort).column;
        let tie = match self.query.sort {
            SortField::Financial | SortField::Shipping => "o.created_at",
            _ => "0",
        };
        let watches = if self.query.sort == SortField::Checked {
            " JOIN watches w ON w.id = o.id"
        } else {
            ""
        };
        let mut read = transaction.prepare_cached(&format!(
            "SELECT o.id, {key}, {tie} FROM orders o{watches} WHERE o.id = ?1"
        ))?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            found.push(read.query_row([*id], |row| {
                Ok(Found {
                    id: row.get(0)?,
                    key: row.get(1)?,
                    tie: row.get(2)?,
                })
            })?);
        }
        let compare = |one: &Found, two: &Found| {
            let ascending = one.compare(two);
            if self.query.ascending {
                ascending
            } else {
                ascending.reverse()
            }
        };
        found.sort_unstable_by(compare);
        let from = match behind {
            Some(row) => found.partition_point(|one| compare(one, row).is_le()),
            None => self.skip,
        };
        let page: Vec<_> = found.into_iter().skip(from).take(self.limit + 1).collect();
        Ok(self.page_of(page, total))
    }
}

/// What was looked at of a search's matches.
#[derive(Default)]
struct Seen {
    /// The rowids in the index of those that pass the filter, the newest first.
    passing: Vec<i64>,
    /// Whether there are matches that were not looked at.
    more: bool,
}
