//! How many orders several queries find, for the numbers beside saved views.

use rusqlite::{Transaction, params_from_iter};

use super::filter::Filter;
use super::search::Search;
use super::{ShippingCodes, Store, StoreError, finding, shipping_codes};
use crate::view::{OrderQuery, OrderTotal, PageRequest, SortField};

/// So few orders are counted one by one, where no index knows the number; lists do the same.
const COUNTED_ONE_BY_ONE: u64 = 10_000;

impl Store {
    /// How many orders each query finds, at one moment, as exact as lists tell.
    pub async fn totals(
        &self,
        queries: Vec<OrderQuery>,
        now: i64,
    ) -> Result<Vec<OrderTotal>, StoreError> {
        self.read(move |moment| {
            let codes = shipping_codes::load(moment)?;
            queries
                .iter()
                .map(|query| of(moment, query, &codes, now))
                .collect()
        })
        .await
    }
}

pub(super) fn of(
    transaction: &Transaction<'_>,
    query: &OrderQuery,
    codes: &ShippingCodes,
    now: i64,
) -> Result<OrderTotal, StoreError> {
    let is_few = query.noted || query.unsettled || query.gone || !query.listed.is_empty();
    if is_few || Search::of(transaction, &query.search)? != Search::Blank {
        // In the order of creation a page is found without sorting what matches.
        let query = OrderQuery {
            sort: SortField::Created,
            ascending: false,
            ..query.clone()
        };
        let request = PageRequest::default();
        return Ok(finding::find(transaction, &query, &request, codes, 1, now)?.total);
    }
    let filter = Filter::of(transaction, query, codes, now)?;
    let total = filter.total(transaction)?;
    if !total.at_least {
        return Ok(total);
    }
    let Some(narrowing) = filter.narrowest(transaction, COUNTED_ONE_BY_ONE)? else {
        return Ok(total);
    };
    let mut parameters = Vec::new();
    let sql = filter.gather(narrowing, &mut parameters);
    let count: i64 = transaction
        .prepare_cached(&format!("SELECT count(*) FROM ({sql})"))?
        .query_row(params_from_iter(&parameters), |row| row.get(0))?;
    Ok(OrderTotal {
        count: u64::try_from(count).unwrap_or_default(),
        at_least: false,
    })
}
