//! How the matches of a list are spread over statuses: the numbers beside the filters while
//! somebody searches or filters by something else.

use std::collections::BTreeMap;

use rusqlite::{Transaction, params_from_iter};

use super::facts::{self, Facts};
use super::filter::{Filter, TALLIED};
use super::finding::{Bounds, USUAL, Wanted};
use super::list::status_counts;
use super::search::Search;
use super::selection::Selection;
use super::{ShippingCodes, StoreError, among, listed, shipping_codes};
use crate::view::{OrderQuery, SortField, StatusTallies};

/// For each group of statuses: how many orders pass everything but that group's own filter.
pub(crate) fn tallies(
    transaction: &Transaction<'_>,
    query: &OrderQuery,
    now: i64,
) -> Result<StatusTallies, StoreError> {
    tallies_within(transaction, query, now, USUAL)
}

/// The same within other bounds.
pub(super) fn tallies_within(
    transaction: &Transaction<'_>,
    query: &OrderQuery,
    now: i64,
    bounds: Bounds,
) -> Result<StatusTallies, StoreError> {
    let codes = shipping_codes::load(transaction)?;
    let of = |query: &OrderQuery| Spread::of(transaction, query, &codes, now, bounds);
    let any_financial = OrderQuery {
        financial: Vec::new(),
        ..query.clone()
    };
    let any_shipping = OrderQuery {
        shipping: Vec::new(),
        ..query.clone()
    };
    let beside_financial = of(&any_financial)?;
    let beside_shipping = if any_financial == any_shipping {
        None
    } else {
        Some(of(&any_shipping)?)
    };
    let beside_shipping = beside_shipping.as_ref().unwrap_or(&beside_financial);
    let (mut financial, mut shipping) = (BTreeMap::new(), BTreeMap::new());
    for ((status, _), count) in &beside_financial.counts {
        *financial.entry(status.clone()).or_default() += count;
    }
    for ((_, key), count) in &beside_shipping.counts {
        *shipping.entry(codes.shown(key)).or_default() += count;
    }
    Ok(StatusTallies {
        financial: status_counts(financial),
        shipping: status_counts(shipping),
        at_least: beside_financial.more || beside_shipping.more,
    })
}

/// How many matches have a financial status and a shipping key.
#[derive(Default)]
struct Spread {
    counts: BTreeMap<(String, String), u64>,
    /// Whether there are matches that were not looked at.
    more: bool,
}

impl Spread {
    fn of(
        transaction: &Transaction<'_>,
        query: &OrderQuery,
        codes: &ShippingCodes,
        now: i64,
        bounds: Bounds,
    ) -> Result<Self, StoreError> {
        let filter = Filter::of(transaction, query, codes, now)?;
        let wanted = Wanted::all_of(query, filter, bounds);
        let listed = match query.listed.as_slice() {
            [] => None,
            listed => Some(listed::find(transaction, listed)?),
        };
        let among = among::of(transaction, query, listed.as_ref())?;
        match Search::of(transaction, &query.search)? {
            Search::Nowhere => Ok(Self::default()),
            Search::Any(arms) => {
                let matches = wanted.matches(transaction, arms, among.as_ref())?;
                let seen = wanted.look(transaction, &matches)?;
                Self::of_orders(transaction, &seen.passing, seen.more)
            }
            Search::Blank => match among {
                Some(orders) => {
                    let few = wanted.few_of(transaction, &orders)?;
                    Self::of_orders(transaction, &few, false)
                }
                None => Self::without_search(transaction, &wanted),
            },
        }
    }

    fn without_search(
        transaction: &Transaction<'_>,
        wanted: &Wanted<'_>,
    ) -> Result<Self, StoreError> {
        let filter = &wanted.filter;
        if filter.narrows_only(TALLIED) {
            let mut spread = Self::default();
            for tally in filter.passing() {
                spread.add(&tally.financial, &tally.shipping, tally.count);
            }
            return Ok(spread);
        }
        match wanted.few(transaction)? {
            Some(few) => Self::of_orders(transaction, &few, false),
            None => Self::of_newest(transaction, filter, wanted.bounds),
        }
    }

    /// Of orders that were found: rowids of the search's indexes.
    fn of_orders(
        transaction: &Transaction<'_>,
        rowids: &[i64],
        more: bool,
    ) -> Result<Self, StoreError> {
        let mut spread = Self {
            more,
            ..Self::default()
        };
        for rowid in rowids {
            let pair = facts::of_match(transaction, *rowid, |facts| {
                (facts.financial.to_owned(), facts.shipping.to_owned())
            })?;
            if let Some(pair) = pair {
                *spread.counts.entry(pair).or_default() += 1;
            }
        }
        Ok(spread)
    }

    /// Of the newest that pass.
    fn of_newest(
        transaction: &Transaction<'_>,
        filter: &Filter,
        bounds: Bounds,
    ) -> Result<Self, StoreError> {
        let walk = Selection::walk(SortField::Created, false, filter, None);
        let mut statement = transaction.prepare_cached(&walk.sql)?;
        let mut rows = statement.query(params_from_iter(&walk.parameters))?;
        let mut spread = Self::default();
        let (mut looked_at, mut passed) = (0, 0);
        while let Some(row) = rows.next()? {
            if looked_at == bounds.walked || passed == bounds.looked_at {
                spread.more = true;
                break;
            }
            looked_at += 1;
            let facts = Facts::read(row, 3)?;
            if filter.passes(&facts) {
                passed += 1;
                spread.add(facts.financial, facts.shipping, 1);
            }
        }
        Ok(spread)
    }

    fn add(&mut self, financial: &str, shipping: &str, count: u64) {
        let pair = (financial.to_owned(), shipping.to_owned());
        *self.counts.entry(pair).or_default() += count;
    }
}
