//! The orders of a page, and how many there are in all, with or without a search.

use std::collections::BTreeSet;
use std::sync::Arc;

use rusqlite::{Row, Transaction, params_from_iter};

use super::facts::{self, Facts};
use super::filter::Filter;
use super::listed;
use super::pages::{Cursor, Found, SortKey};
use super::samples::{self, Samples};
use super::search::{self, Search};
use super::selection::{Selection, Stretch};
use super::{ShippingCodes, StoreError, among};
use crate::view::{OrderQuery, OrderTotal, PageRequest};

/// How much is done for one page before it is given as far as it is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// So few orders that may pass are all read and sorted.
    pub(super) gathered: u64,
    /// Of a search's matches, so many are looked at to count them, or to sort them otherwise than
    /// by creation.
    pub(super) looked_at: usize,
    /// So many entries of an index are walked past; the next page goes on behind them.
    pub(super) walked: usize,
}

/// What a person does not notice.
pub(super) const USUAL: Bounds = Bounds {
    gathered: 10_000,
    looked_at: 10_000,
    walked: 100_000,
};

/// The ids of a page's rows.
pub(super) struct Finding {
    pub(super) ids: Vec<i64>,
    pub(super) next: Option<Cursor>,
    pub(super) total: OrderTotal,
    /// What of a list means no order.
    pub(super) unknown: Vec<String>,
}

/// Finds a page of at most `limit` rows.
pub(super) fn find(
    transaction: &Transaction<'_>,
    query: &OrderQuery,
    filter: Filter,
    request: &PageRequest,
    limit: usize,
    jumps: Option<Jumps<'_>>,
) -> Result<Finding, StoreError> {
    find_within(transaction, query, filter, request, limit, USUAL, jumps)
}

/// What far jumps begin at, as of now, UTC milliseconds.
#[derive(Clone, Copy)]
pub(super) struct Jumps<'a> {
    pub(super) samples: &'a Samples,
    pub(super) now: i64,
}

/// The same within other bounds.
pub(super) fn find_within(
    transaction: &Transaction<'_>,
    query: &OrderQuery,
    filter: Filter,
    request: &PageRequest,
    limit: usize,
    bounds: Bounds,
    jumps: Option<Jumps<'_>>,
) -> Result<Finding, StoreError> {
    let cursor = match &request.after {
        Some(text) => Some(Cursor::read(text, SortKey::of(query.sort))?),
        None => None,
    };
    let listed = if query.listed.is_empty() {
        None
    } else {
        Some(listed::find(transaction, &query.listed)?)
    };
    let wanted = Wanted {
        query,
        filter,
        skip: if cursor.is_some() {
            0
        } else {
            usize::try_from(request.offset).unwrap_or(usize::MAX)
        },
        limit,
        bounds,
        jumps,
    };
    let among = among::of(transaction, query, listed.as_ref())?;
    let mut finding = match Search::of(transaction, &query.search)? {
        Search::Blank => wanted.all(transaction, among.as_ref(), cursor)?,
        Search::Nowhere => Finding {
            ids: Vec::new(),
            next: None,
            total: OrderTotal::default(),
            unknown: Vec::new(),
        },
        Search::Any(arms) => {
            let matches = wanted.matches(transaction, arms, among.as_ref())?;
            wanted.matching(transaction, &matches, cursor)?
        }
    };
    finding.unknown = listed.map(|listed| listed.unknown).unwrap_or_default();
    Ok(finding)
}

/// How many orders a query finds. A page of a search says so only as far as it had to look: this
/// looks on, as far as the bound.
pub(super) fn count(
    transaction: &Transaction<'_>,
    query: &OrderQuery,
    codes: &ShippingCodes,
    now: i64,
) -> Result<OrderTotal, StoreError> {
    let filter = Filter::of(transaction, query, codes, now)?;
    count_within(transaction, query, filter, USUAL)
}

/// The same within other bounds.
pub(super) fn count_within(
    transaction: &Transaction<'_>,
    query: &OrderQuery,
    filter: Filter,
    bounds: Bounds,
) -> Result<OrderTotal, StoreError> {
    let wanted = Wanted::all_of(query, filter, bounds);
    let listed = match query.listed.as_slice() {
        [] => None,
        listed => Some(listed::find(transaction, listed)?),
    };
    let among = among::of(transaction, query, listed.as_ref())?;
    match Search::of(transaction, &query.search)? {
        Search::Nowhere => Ok(OrderTotal::default()),
        Search::Any(arms) => {
            let matches = wanted.matches(transaction, arms, among.as_ref())?;
            wanted.count_matches(transaction, &matches)
        }
        Search::Blank => match among {
            Some(orders) => Ok(exactly(wanted.few_of(transaction, &orders)?.len())),
            None => wanted.count_all(transaction),
        },
    }
}

pub(super) struct Wanted<'a> {
    pub(super) query: &'a OrderQuery,
    pub(super) filter: Filter,
    pub(super) skip: usize,
    pub(super) limit: usize,
    pub(super) bounds: Bounds,
    pub(super) jumps: Option<Jumps<'a>>,
}

impl<'a> Wanted<'a> {
    /// No page: all that a query finds.
    pub(super) fn all_of(query: &'a OrderQuery, filter: Filter, bounds: Bounds) -> Self {
        Self {
            query,
            filter,
            skip: 0,
            limit: 0,
            bounds,
            jumps: None,
        }
    }

    /// A page without a search.
    fn all(
        &self,
        transaction: &Transaction<'_>,
        among: Option<&BTreeSet<i64>>,
        cursor: Option<Cursor>,
    ) -> Result<Finding, StoreError> {
        let behind = match cursor {
            Some(Cursor::Match(_)) => return Err(StoreError::CursorInvalid),
            Some(Cursor::Behind(row)) => Some(row),
            None => None,
        };
        if let Some(orders) = among {
            let few = self.few_of(transaction, orders)?;
            return self.sorted(transaction, &few, behind.as_ref(), exactly(few.len()));
        }
        let samples = match &behind {
            Some(_) => None,
            None => self.samples(transaction)?,
        };
        let near = samples
            .as_ref()
            .and_then(|rows| samples::nearest(rows, self.skip));
        let (begin, offset) = match near {
            Some((row, rest)) => (Some(row), rest),
            None => (behind.as_ref(), self.skip),
        };
        let stretch = Stretch {
            behind: begin,
            offset: as_count(offset),
            limit: as_count(self.limit + 1),
        };
        let (sort, ascending) = (self.query.sort, self.query.ascending);
        if let Some(page) = Selection::of_page(sort, ascending, &self.filter, &stretch) {
            let mut statement = transaction.prepare_cached(&page.sql)?;
            let rows = statement.query_map(params_from_iter(&page.parameters), read_found)?;
            let found: Vec<_> = rows.collect::<Result<_, _>>()?;
            let total = self.filter.total(transaction)?;
            return Ok(self.page_of(found, total));
        }
        match self.few(transaction)? {
            Some(few) => self.sorted(transaction, &few, behind.as_ref(), exactly(few.len())),
            None => self.walk(transaction, behind.as_ref()),
        }
    }

    /// Every thousandth row of the list, where it is jumped far into.
    fn samples(
        &self,
        transaction: &Transaction<'_>,
    ) -> Result<Option<Arc<Vec<Found>>>, StoreError> {
        let Some(jumps) = self.jumps.filter(|_| self.skip >= samples::NEAR) else {
            return Ok(None);
        };
        let (sort, ascending) = (self.query.sort, self.query.ascending);
        let whole = Stretch {
            behind: None,
            offset: 0,
            limit: u64::from(u32::MAX),
        };
        let Some(list) = Selection::of_page(sort, ascending, &self.filter, &whole) else {
            return Ok(None);
        };
        let jumped = format!("{}{:?}", list.sql, list.parameters);
        let gather = || {
            let mut statement = transaction.prepare_cached(&list.sql)?;
            let mut rows = statement.query(params_from_iter(&list.parameters))?;
            let (mut samples, mut passed) = (Vec::new(), 0);
            while let Some(row) = rows.next()? {
                passed += 1;
                if passed % samples::DISTANCE == 0 {
                    samples.push(read_found(row)?);
                }
            }
            Ok(samples)
        };
        jumps.samples.of(&jumped, jumps.now, gather).map(Some)
    }

    /// How many pass without a search.
    fn count_all(&self, transaction: &Transaction<'_>) -> Result<OrderTotal, StoreError> {
        let total = self.filter.total(transaction)?;
        if !total.at_least {
            return Ok(total);
        }
        let few = self.few(transaction)?;
        Ok(few.map_or(total, |few| exactly(few.len())))
    }

    /// Everything that passes, where that is known to be little: rowids of the search's indexes.
    pub(super) fn few(
        &self,
        transaction: &Transaction<'_>,
    ) -> Result<Option<Vec<i64>>, StoreError> {
        let Some(narrowing) = self.filter.narrowest(transaction, self.bounds.gathered)? else {
            return Ok(None);
        };
        let mut parameters = Vec::new();
        let sql = self.filter.gather(narrowing, &mut parameters);
        let mut statement = transaction.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(&parameters), |row| {
            Ok(search::rowid(row.get(0)?, row.get(1)?))
        })?;
        Ok(Some(rows.collect::<Result<_, _>>()?))
    }

    /// Those of some orders that pass.
    pub(super) fn few_of(
        &self,
        transaction: &Transaction<'_>,
        orders: &BTreeSet<i64>,
    ) -> Result<Vec<i64>, StoreError> {
        let mut read = transaction.prepare_cached("SELECT created_at FROM orders WHERE id = ?1")?;
        let mut few = Vec::new();
        for id in orders {
            let rowid = search::rowid(*id, read.query_row([id], |row| row.get(0))?);
            if self.passes(transaction, rowid)? {
                few.push(rowid);
            }
        }
        Ok(few)
    }

    /// Looks at row by row of the sort's index, as far as the bound.
    fn walk(
        &self,
        transaction: &Transaction<'_>,
        behind: Option<&Found>,
    ) -> Result<Finding, StoreError> {
        let walk = Selection::walk(self.query.sort, self.query.ascending, &self.filter, behind);
        let mut statement = transaction.prepare_cached(&walk.sql)?;
        let mut rows = statement.query(params_from_iter(&walk.parameters))?;
        let mut passing = Vec::new();
        let (mut skipped, mut looked_at, mut stopped) = (0, 0, None);
        while let Some(row) = rows.next()? {
            if self.filter.passes(&Facts::read(row, 3)?) {
                if skipped < self.skip {
                    skipped += 1;
                } else {
                    passing.push(read_found(row)?);
                }
            }
            if passing.len() > self.limit {
                break;
            }
            looked_at += 1;
            if looked_at == self.bounds.walked {
                stopped = Some(read_found(row)?);
                break;
            }
        }
        let seen = skipped.saturating_add(passing.len());
        let is_whole = behind.is_none() && stopped.is_none() && passing.len() <= self.limit;
        let total = if is_whole {
            exactly(seen)
        } else {
            self.filter.total(transaction)?
        };
        let mut finding = self.page_of(passing, total);
        if let Some(row) = stopped.filter(|_| skipped == self.skip) {
            finding.next = Some(Cursor::Behind(row));
        }
        Ok(finding)
    }

    /// A page of rows that may have one more behind them. No total is less than what is shown.
    pub(super) fn page_of(&self, found: Vec<Found>, mut total: OrderTotal) -> Finding {
        let more = found.len() > self.limit;
        let ids: Vec<_> = found.iter().take(self.limit).map(|row| row.id).collect();
        let last = found.into_iter().take(self.limit).next_back();
        if !ids.is_empty() {
            total.count = total
                .count
                .max(as_count(self.skip.saturating_add(ids.len())));
        }
        Finding {
            ids,
            next: last.filter(|_| more).map(Cursor::Behind),
            total,
            unknown: Vec::new(),
        }
    }

    /// Whether an order passes the filter: by its rowid in the search's indexes.
    pub(super) fn passes(
        &self,
        transaction: &Transaction<'_>,
        rowid: i64,
    ) -> Result<bool, StoreError> {
        if self.filter.is_open() {
            return Ok(true);
        }
        let passes = facts::of_match(transaction, rowid, |facts| self.filter.passes(facts))?;
        Ok(passes.unwrap_or_default())
    }
}

pub(super) fn read_found(row: &Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found {
        id: row.get(0)?,
        key: row.get(1)?,
        tie: row.get(2)?,
    })
}

pub(super) fn exactly(count: usize) -> OrderTotal {
    OrderTotal {
        count: as_count(count),
        at_least: false,
    }
}

pub(super) fn as_count(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
