//! About which orders the log is asked: those that a uuid or the beginning of a number means, and what
//! else the list of orders finds by it.

use std::collections::BTreeSet;

use points_api::OrderUuid;
use rusqlite::Transaction;

use super::filter::Filter;
use super::{ShippingCodes, StoreError, finding, listed};
use crate::text::fold_digits;
use crate::view::{OrderQuery, PageRequest};

/// Where more orders have numbers that begin so, what is about them is met while walking all.
pub(super) const MOST_ORDERS: usize = 500;

/// About which orders something is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Orders {
    /// Whatever order.
    Any,
    /// These.
    These(Chosen),
    /// More than are worth gathering: those whose numbers begin with one of these.
    Numbered(Vec<String>),
}

/// Orders, and purchases that have none yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Chosen {
    /// The rows of the orders.
    pub(super) orders: BTreeSet<i64>,
    /// The actions that are purchases.
    pub(super) purchases: BTreeSet<i64>,
}

pub(super) const NUMBERED: &str = "
    SELECT id FROM orders INDEXED BY orders_by_number
    WHERE order_number >= ?1 AND order_number < ?1 || char(1114111) LIMIT ?2";

pub(super) const PURCHASES: &str = "
    SELECT id FROM actions INDEXED BY actions_of_purchases
    WHERE order_id IS NULL AND order_number >= ?1 AND order_number < ?1 || char(1114111) LIMIT ?2";

/// The orders that a person means by what was typed, digits of any script; nothing means any.
pub(super) fn meant(transaction: &Transaction<'_>, typed: &str) -> Result<Orders, StoreError> {
    let typed = fold_digits(typed.trim());
    if typed.is_empty() {
        return Ok(Orders::Any);
    }
    let mut chosen = Chosen::default();
    if let Ok(uuid) = typed.parse::<OrderUuid>() {
        chosen.orders.extend(listed::by_uuid(transaction, uuid)?);
        return Ok(Orders::These(chosen));
    }
    let bare = typed.trim_start_matches('#');
    let beginnings: BTreeSet<_> = [bare.to_owned(), bare.to_uppercase(), bare.to_lowercase()]
        .into_iter()
        .flat_map(|number| [format!("#{number}"), number])
        .collect();
    let most = i64::try_from(MOST_ORDERS).unwrap_or(i64::MAX);
    for beginning in &beginnings {
        for (sql, found) in [
            (NUMBERED, &mut chosen.orders),
            (PURCHASES, &mut chosen.purchases),
        ] {
            let mut statement = transaction.prepare_cached(sql)?;
            let rows = statement.query_map((beginning, most + 1), |row| row.get(0))?;
            found.extend(rows.collect::<Result<Vec<i64>, _>>()?);
        }
        if chosen.orders.len().max(chosen.purchases.len()) > MOST_ORDERS {
            return Ok(Orders::Numbered(beginnings.into_iter().collect()));
        }
    }
    chosen.orders.extend(found_by_search(transaction, typed)?);
    Ok(Orders::These(chosen))
}

/// What the list of orders finds so, where that is few: a part of a number, a phone, a name.
fn found_by_search(transaction: &Transaction<'_>, search: String) -> Result<Vec<i64>, StoreError> {
    let query = OrderQuery {
        search,
        ..OrderQuery::default()
    };
    let filter = Filter::of(transaction, &query, &ShippingCodes::default(), 0)?;
    let page = PageRequest::default();
    let found = finding::find(transaction, &query, filter, &page, MOST_ORDERS, None)?;
    let is_few = found.next.is_none();
    Ok(if is_few { found.ids } else { Vec::new() })
}
