//! Orders that were found in one order and are shown in another.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, Transaction, params_from_iter};

use super::StoreError;
use super::filter::Filter;
use super::finding::{Finding, Wanted, read_found};
use super::pages::{Found, SortKey};
use super::search;
use super::selection::{STEPS_A_READ, Selection, Stretch};
use crate::view::{OrderTotal, SortField};

impl Wanted<'_> {
    /// Walks the sort's index and takes the orders that were found: where those are many, the page
    /// is full long before all of them were read. None where it was not worth it after all.
    fn walked_among(
        &self,
        transaction: &Transaction<'_>,
        rowids: &[i64],
        behind: Option<&Found>,
    ) -> Result<Option<Vec<Found>>, StoreError> {
        let most = rowids
            .len()
            .saturating_mul(usize::try_from(STEPS_A_READ).unwrap_or(usize::MAX));
        let wanted = self.skip.saturating_add(self.limit).saturating_add(1);
        let everything = Filter::open();
        let orders = usize::try_from(self.filter.count_of(&[])).unwrap_or(usize::MAX);
        if rowids.len() < wanted || wanted.saturating_mul(orders) / rowids.len() > most {
            return Ok(None);
        }
        let stretch = Stretch {
            behind,
            offset: 0,
            limit: u64::try_from(most).unwrap_or(u64::MAX),
        };
        let (sort, ascending) = (self.query.sort, self.query.ascending);
        let Some(page) = Selection::of_page(sort, ascending, &everything, &stretch) else {
            return Ok(None);
        };
        let found: HashSet<i64> = rowids.iter().map(|rowid| search::id_in(*rowid)).collect();
        let mut statement = transaction.prepare_cached(&page.sql)?;
        let mut rows = statement.query(params_from_iter(&page.parameters))?;
        let mut taken = Vec::with_capacity(wanted);
        while let Some(row) = rows.next()? {
            if found.contains(&row.get(0)?) {
                taken.push(read_found(row)?);
                if taken.len() == wanted {
                    taken.drain(..self.skip.min(wanted));
                    return Ok(Some(taken));
                }
            }
        }
        Ok(None)
    }

    /// Orders in another order than they were found in: all of them read and sorted, or the first
    /// of them picked from the sort's index.
    pub(super) fn sorted(
        &self,
        transaction: &Transaction<'_>,
        rowids: &[i64],
        behind: Option<&Found>,
        total: OrderTotal,
    ) -> Result<Finding, StoreError> {
        if let Some(page) = self.walked_among(transaction, rowids, behind)? {
            return Ok(self.page_of(page, total));
        }
        let mut found = self.keys_of(transaction, rowids)?;
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

    /// What each of these orders is sorted by.
    fn keys_of(
        &self,
        transaction: &Transaction<'_>,
        rowids: &[i64],
    ) -> Result<Vec<Found>, StoreError> {
        let sort = self.query.sort;
        let mut by_creation = key_by_creation(sort)
            .map(|sql| transaction.prepare_cached(&sql))
            .transpose()?;
        let mut by_id = transaction.prepare_cached(&key_by_id(sort))?;
        let mut found = Vec::with_capacity(rowids.len());
        for rowid in rowids {
            let id = search::id_in(*rowid);
            let known = match &mut by_creation {
                Some(read) => read
                    .query_row([search::created_at_in(*rowid), id], read_found)
                    .optional()?,
                None => None,
            };
            found.push(match known {
                Some(row) => row,
                None => by_id.query_row([id], read_found)?,
            });
        }
        Ok(found)
    }
}

/// Id, sort key and tie of one order from the index of creation, where that has them: an order is
/// long, and those of many matches lie all over the file.
pub(super) fn key_by_creation(sort: SortField) -> Option<String> {
    let is_there = matches!(
        sort,
        SortField::Created
            | SortField::Type
            | SortField::Financial
            | SortField::Shipping
            | SortField::Total
            | SortField::Updated
    );
    is_there.then(|| {
        format!(
            "{} FROM orders o INDEXED BY orders_by_created
             WHERE o.created_at = ?1 AND o.id = ?2",
            select(sort)
        )
    })
}

fn key_by_id(sort: SortField) -> String {
    let watches = if sort == SortField::Checked {
        " JOIN watches w ON w.id = o.id"
    } else {
        ""
    };
    format!("{} FROM orders o{watches} WHERE o.id = ?1", select(sort))
}

fn select(sort: SortField) -> String {
    let tie = match sort {
        SortField::Financial | SortField::Shipping => "o.created_at",
        _ => "0",
    };
    format!("SELECT o.id, {}, {tie}", SortKey::of(sort).column)
}
