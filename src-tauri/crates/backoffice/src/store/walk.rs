//! Orders one after the other, however many there are: which ones is settled at one moment, and
//! what they say is read in small steps.
//!
//! Paging through a list while sync goes on would lose an order that moves towards the beginning,
//! and give one that moves towards the end twice. So the ids are gathered first, in one read that
//! takes an index's time; after that nothing keeps the log of the database from being folded back.

use std::collections::HashSet;

use points_api::OrderUuid;
use rusqlite::Transaction;

use super::filter::Filter;
use super::list::RowContext;
use super::{Store, StoreError, detail, finding, list, shipping_codes, watches};
use crate::view::{ItemView, OrderQuery, OrderRow, OrderSelection, PageRequest, Settings};

/// So many ids are gathered at once.
const GATHERED: usize = 50_000;

/// Orders that are read in one transaction, at the most.
pub(crate) const STEP: usize = 500;

/// The orders of a selection, in its order, as they were at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen(Vec<i64>);

impl Chosen {
    /// How many there are.
    pub fn count(&self) -> u64 {
        u64::try_from(self.0.len()).unwrap_or(u64::MAX)
    }

    /// Their rows, in order.
    pub(super) fn ids(&self) -> &[i64] {
        &self.0
    }

    /// The orders in steps, each small enough for one read.
    pub fn steps(&self) -> impl Iterator<Item = Step> + '_ {
        self.0.chunks(STEP).map(|ids| Step(ids.to_vec()))
    }
}

/// A few orders that come one after the other.
#[derive(Debug, Clone)]
pub struct Step(Vec<i64>);

impl Step {
    /// Their rows.
    pub(super) fn ids(&self) -> &[i64] {
        &self.0
    }
}

/// An order with everything that stands in its row and beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeOrder {
    /// The row of the list.
    pub row: OrderRow,
    /// `settlement_status`.
    pub settlement_status: Option<String>,
    /// Product lines.
    pub items: Vec<ItemView>,
    /// JSON text.
    pub metadata: Option<String>,
}

impl Store {
    /// Settles which orders are meant. Fails with [`StoreError::OrderUnknown`] where one that was
    /// chosen by its uuid is not in this profile.
    pub async fn choose(&self, selection: OrderSelection, now: i64) -> Result<Chosen, StoreError> {
        self.read(move |moment| choose(moment, &selection, now))
            .await
    }

    /// The uuids of a step, in its order.
    pub async fn uuids(&self, step: Step) -> Result<Vec<OrderUuid>, StoreError> {
        self.read(move |moment| {
            let mut statement = moment.prepare_cached("SELECT uuid FROM watches WHERE id = ?1")?;
            let uuids = step
                .0
                .iter()
                .map(|id| statement.query_row([id], |row| row.get(0).map(OrderUuid::from_bytes)));
            Ok(uuids.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Reads the orders of a step, in its order.
    pub async fn whole_orders(
        &self,
        step: Step,
        settings: Settings,
        now: i64,
    ) -> Result<Vec<WholeOrder>, StoreError> {
        self.read(move |moment| whole_orders(moment, &step, &settings, now))
            .await
    }
}

pub(super) fn choose(
    transaction: &Transaction<'_>,
    selection: &OrderSelection,
    now: i64,
) -> Result<Chosen, StoreError> {
    let Some(query) = &selection.matching else {
        let mut seen = HashSet::new();
        let mut ids = ids_of(transaction, &selection.uuids)?;
        ids.retain(|id| seen.insert(*id));
        return Ok(Chosen(ids));
    };
    let mut ids = matching(transaction, query, GATHERED, now)?;
    if !selection.except.is_empty() {
        let except: HashSet<_> = ids_of(transaction, &selection.except)?
            .into_iter()
            .collect();
        ids.retain(|id| !except.contains(id));
    }
    Ok(Chosen(ids))
}

fn ids_of(transaction: &Transaction<'_>, uuids: &[String]) -> Result<Vec<i64>, StoreError> {
    uuids
        .iter()
        .map(|text| {
            let uuid: OrderUuid = text.parse().map_err(|_| StoreError::OrderUnknown)?;
            watches::id_of(transaction, uuid)
        })
        .collect()
}

fn matching(
    transaction: &Transaction<'_>,
    query: &OrderQuery,
    at_once: usize,
    now: i64,
) -> Result<Vec<i64>, StoreError> {
    let codes = shipping_codes::load(transaction)?;
    let mut ids = Vec::new();
    let mut request = PageRequest::default();
    loop {
        let filter = Filter::of(transaction, query, &codes, now)?;
        let found = finding::find(transaction, query, filter, &request, at_once, None)?;
        ids.extend(found.ids);
        let Some(next) = found.next else {
            return Ok(ids);
        };
        request.after = Some(next.to_text());
    }
}

fn whole_orders(
    transaction: &Transaction<'_>,
    step: &Step,
    settings: &Settings,
    now: i64,
) -> Result<Vec<WholeOrder>, StoreError> {
    let context = RowContext::load(transaction, settings, now)?;
    step.0
        .iter()
        .map(|id| {
            let (settlement_status, metadata) = transaction
                .prepare_cached("SELECT settlement_status, metadata FROM orders WHERE id = ?1")?
                .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(WholeOrder {
                row: list::row(transaction, *id, &context)?,
                settlement_status,
                items: detail::items(transaction, *id)?,
                metadata,
            })
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;
    use crate::view::SortField;

    #[tokio::test]
    async fn ids_gathered_in_parts_are_those_of_the_whole() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("orders.db")).unwrap();
        let uuids: Vec<OrderUuid> = (0..30_u8)
            .map(|number| {
                let mut bytes = [0xAB; 16];
                bytes[15] = number;
                OrderUuid::from_bytes(bytes)
            })
            .collect();
        store
            .track(
                crate::store::Priority::Person,
                uuids,
                "paste",
                crate::schedule::DueClass::First,
                1,
            )
            .await
            .unwrap();
        for sort in [SortField::Created, SortField::Shipping, SortField::Checked] {
            for search in ["", "abab"] {
                let query = OrderQuery {
                    search: search.to_owned(),
                    sort,
                    ..OrderQuery::default()
                };
                let gathered = store
                    .read(move |moment| {
                        [GATHERED, 30, 7, 1]
                            .map(|at_once| matching(moment, &query, at_once, 1))
                            .into_iter()
                            .collect::<Result<Vec<_>, _>>()
                    })
                    .await
                    .unwrap();
                let [whole, parts @ ..] = gathered.as_slice() else {
                    unreachable!("four were asked for")
                };
                assert!(!whole.is_empty(), "{sort:?} {search}");
                for part in parts {
                    assert_eq!(part, whole, "{sort:?} {search}");
                }
            }
        }
    }
}
