//! What can need explaining, found by indexes: never by reading a million settled orders.

use std::collections::BTreeSet;

use points_api::OrderUuid;
use rusqlite::{OptionalExtension, Params, Transaction, params};

use super::Subject;
use crate::store::{ShippingCodes, StoreError};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// What a look takes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stretch {
    /// Everything that can need explaining.
    Whole,
    /// What time alone may have brought to it, and is no case yet.
    Ripe,
}

/// From when on something can have ripened, UTC milliseconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ripening {
    pub(super) unpaid_before: i64,
    pub(super) reserved_before: i64,
    pub(super) unshipped_before: i64,
    /// What changed since then may miss its events.
    pub(super) changed_since: i64,
    /// Checkouts that began since then may have stayed alone.
    pub(super) begun_since: i64,
    pub(super) now: i64,
}

/// How far back a change may still be missing its event, or an event its answer.
pub(super) const RECENT: i64 = 3 * DAY;
/// The words of a parcel that was begun and is not there yet.
const MOVING: [&str; 3] = [
    "license_in_progress",
    "ready_shipping",
    "delivery_is_in_progress",
];

/// How far back contradicting shipping codes matter.
const CODES_MATTER: i64 = 30 * DAY;
/// So many others of one number are looked at with it; more are no attempts but a default.
const SIBLINGS: i64 = 50;

macro_rules! without_case {
    ($classes:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM cases c WHERE c.order_id = o.id AND c.class IN (",
            $classes,
            ") AND c.state <> 'closed')"
        )
    };
}

/// Orders of a status, begun before a moment.
pub(super) const OPEN_BEFORE: &str = "
    SELECT o.id FROM orders o INDEXED BY orders_by_financial
    WHERE o.financial_status = ?1 AND o.created_at <= ?2";

/// Of those, the ones that are no case yet.
pub(super) const RIPE_BEFORE: &str = concat!(
    "SELECT o.id FROM orders o INDEXED BY orders_by_financial
     WHERE o.financial_status = ?1 AND o.created_at <= ?2 AND ",
    without_case!("'unpaid_ageing', 'reserved_ageing', 'paid_in_shop_only', 'no_longer_read'")
);

/// Paid orders of one shipping status, made before a moment. The condition repeats the index's.
pub(super) const PAID_BEFORE: &str = "
    SELECT o.id FROM orders o INDEXED BY orders_paid_by_shipping
    WHERE o.order_type = 'replacing' AND o.financial_status IN ('approved', 'captured')
      AND o.shipping_key = ?1 AND o.created_at BETWEEN 1 AND ?2";

pub(super) const RIPE_PAID_BEFORE: &str = concat!(
    "SELECT o.id FROM orders o INDEXED BY orders_paid_by_shipping
     WHERE o.order_type = 'replacing' AND o.financial_status IN ('approved', 'captured')
       AND o.shipping_key = ?1 AND o.created_at BETWEEN 1 AND ?2 AND ",
    without_case!("'shipping_not_begun'")
);

/// Orders with a financial and a shipping status.
pub(super) const OF_BOTH: &str = "
    SELECT o.id FROM orders o INDEXED BY orders_by_both
    WHERE o.financial_status = ?1 AND o.shipping_key = ?2";

/// Orders that are gone.
pub(super) const GONE: &str =
    "SELECT id FROM watches INDEXED BY watches_gone WHERE gone_since IS NOT NULL";

/// Orders of a shipping code, made since a moment.
pub(super) const OF_CODE: &str = "
    SELECT id FROM orders INDEXED BY orders_by_shipping
    WHERE shipping_key = ?1 AND created_at >= ?2";

/// Codes that stand for several words.
const UNSURE_CODES: &str =
    "SELECT code FROM shipping_codes GROUP BY code HAVING min(word) <> max(word)";

/// Numbers that several orders have.
pub(super) const SHARED: &str = "
    SELECT order_number FROM orders INDEXED BY orders_by_number
    WHERE order_number > '' GROUP BY order_number HAVING count(*) > 1";

/// The orders of a number.
pub(super) const OF_NUMBER: &str = "
    SELECT id FROM orders INDEXED BY orders_by_number WHERE order_number = ?1 LIMIT ?2";

/// What changed at Points since a moment.
pub(super) const CHANGED_SINCE: &str = "
    SELECT id FROM orders INDEXED BY orders_by_updated WHERE updated_at >= ?1";

/// Checkouts without an order.
pub(super) const UNMATCHED: &str =
    "SELECT id FROM checkouts INDEXED BY checkouts_unmatched WHERE order_id IS NULL";

/// Checkouts that began within a time and have no order.
pub(super) const UNMATCHED_SINCE: &str = "
    SELECT id FROM checkouts INDEXED BY checkouts_by_time
    WHERE opened_at BETWEEN ?1 AND ?2 AND order_id IS NULL";

/// Orders that the shop does not count as paid.
pub(super) const UNPAID_IN_SHOP: &str = "
    SELECT order_id FROM checkouts INDEXED BY checkouts_unpaid
    WHERE order_id IS NOT NULL AND status IN ('pending', 'cancelled', 'refunded')";

/// Orders made within a time that the shop says nothing of.
pub(super) const WITHOUT_CHECKOUT: &str = "
    SELECT o.id FROM orders o INDEXED BY orders_by_created
    WHERE o.created_at BETWEEN ?1 AND ?2
      AND NOT EXISTS (SELECT 1 FROM checkouts c WHERE c.order_id = o.id)";

/// What is a case in one of these states.
pub(super) const KNOWN: &str =
    "SELECT subject FROM cases INDEXED BY cases_by_state WHERE state = ?1";

/// Cases that wait for something that was asked of Points.
pub(super) const PENDING: &str =
    "SELECT subject FROM cases INDEXED BY cases_pending WHERE pending_action IS NOT NULL";

/// Everything that a look takes in. `covered` is the time that the shop's files speak of.
pub(super) fn of_stretch(
    transaction: &Transaction<'_>,
    stretch: Stretch,
    ripening: Ripening,
    covered: Option<(i64, i64)>,
    codes: &ShippingCodes,
) -> Result<BTreeSet<Subject>, StoreError> {
    let mut subjects = Gathering {
        transaction,
        subjects: BTreeSet::new(),
    };
    let (open, paid) = match stretch {
        Stretch::Whole => (OPEN_BEFORE, PAID_BEFORE),
        Stretch::Ripe => (RIPE_BEFORE, RIPE_PAID_BEFORE),
    };
    subjects.orders(open, params!["new", ripening.unpaid_before])?;
    subjects.orders(open, params!["authorized", ripening.reserved_before])?;
    for key in keys(&["new"], codes).into_iter().chain([String::new()]) {
        subjects.orders(paid, params![key, ripening.unshipped_before])?;
    }
    subjects.orders(CHANGED_SINCE, [ripening.changed_since])?;
    subjects.pending()?;
    if stretch == Stretch::Ripe {
        subjects.checkouts(UNMATCHED_SINCE, [ripening.begun_since, ripening.now])?;
        return Ok(subjects.subjects);
    }
    for state in ["open", "snoozed", "explained"] {
        subjects.known(state)?;
    }
    for financial in ["cancelled", "fully_refunded"] {
        for key in keys(&MOVING, codes) {
            subjects.orders(OF_BOTH, params![financial, key])?;
        }
    }
    subjects.orders(GONE, [])?;
    subjects.of_unsure_codes(ripening.now - CODES_MATTER)?;
    subjects.of_shared_numbers()?;
    subjects.checkouts(UNMATCHED, [])?;
    subjects.orders(UNPAID_IN_SHOP, [])?;
    if let Some((from, to)) = covered {
        subjects.orders(WITHOUT_CHECKOUT, [from.max(1), to])?;
    }
    Ok(subjects.subjects)
}

/// The keys under which orders stand with one of these shipping words.
fn keys(words: &[&str], codes: &ShippingCodes) -> Vec<String> {
    words
        .iter()
        .flat_map(|word| {
            let of_codes = codes.codes_of(word).into_iter();
            std::iter::once((*word).to_owned()).chain(of_codes.map(|code| format!("code:{code}")))
        })
        .collect()
}

/// Others whose case may hang on an order or a checkout: those of the same number.
pub(super) fn siblings(
    transaction: &Transaction<'_>,
    subject: Subject,
) -> Result<Vec<Subject>, StoreError> {
    let sql = match subject {
        Subject::Order(_) => "SELECT order_number FROM orders WHERE id = ?1",
        Subject::Checkout(_) => "SELECT order_number FROM checkouts WHERE id = ?1",
    };
    let (Subject::Order(id) | Subject::Checkout(id)) = subject;
    let mut statement = transaction.prepare_cached(sql)?;
    let mut rows = statement.query([id])?;
    let number: String = match rows.next()? {
        Some(row) => row.get(0)?,
        None => return Ok(Vec::new()),
    };
    if number.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let mut orders = transaction.prepare_cached(OF_NUMBER)?;
    for id in orders.query_map(params![number, SIBLINGS], |row| row.get(0))? {
        found.push(Subject::Order(id?));
    }
    let mut checkouts = transaction.prepare_cached(CHECKOUTS_OF_NUMBER)?;
    let rows = checkouts.query_map(params![number, SIBLINGS], |row| {
        Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?))
    })?;
    for row in rows {
        let (id, order) = row?;
        found.push(order.map_or(Subject::Checkout(id), Subject::Order));
    }
    found.retain(|other| *other != subject);
    Ok(found)
}

/// The checkouts of a number.
pub(super) const CHECKOUTS_OF_NUMBER: &str = "
    SELECT id, order_id FROM checkouts INDEXED BY checkouts_by_number
    WHERE order_number = ?1 AND order_number <> '' LIMIT ?2";

/// Orders of a status that Points was last heard about before a moment, and that are not gone.
pub(super) const WAITING: &str = "
    SELECT o.uuid, w.checked_at FROM orders o INDEXED BY orders_by_financial
    JOIN watches w ON w.id = o.id
    WHERE o.financial_status = ?1 AND w.checked_at < ?2 AND w.gone_since IS NULL";

/// The orders that wait for their payment or are reserved, the longest not read first.
pub(super) fn waiting(
    transaction: &Transaction<'_>,
    read_before: i64,
) -> Result<Vec<OrderUuid>, StoreError> {
    let mut statement = transaction.prepare_cached(WAITING)?;
    let mut waiting: Vec<(i64, OrderUuid)> = Vec::new();
    for status in ["new", "authorized"] {
        let rows = statement.query_map(params![status, read_before], |row| {
            Ok((row.get(1)?, OrderUuid::from_bytes(row.get(0)?)))
        })?;
        for row in rows {
            waiting.push(row?);
        }
    }
    waiting.sort_unstable();
    Ok(waiting.into_iter().map(|(_, uuid)| uuid).collect())
}

/// What waits for something that was asked of Points.
pub(super) fn pending(transaction: &Transaction<'_>) -> Result<Vec<Subject>, StoreError> {
    let mut pending = Gathering {
        transaction,
        subjects: BTreeSet::new(),
    };
    pending.pending()?;
    Ok(pending.subjects.into_iter().collect())
}

/// The checkouts without an order.
pub(super) fn unmatched(transaction: &Transaction<'_>) -> Result<Vec<Subject>, StoreError> {
    let mut unmatched = Gathering {
        transaction,
        subjects: BTreeSet::new(),
    };
    unmatched.checkouts(UNMATCHED, [])?;
    Ok(unmatched.subjects.into_iter().collect())
}

/// When the desk began to watch its first order, UTC milliseconds.
pub(super) fn first_watched(transaction: &Transaction<'_>) -> Result<Option<i64>, StoreError> {
    Ok(transaction
        .prepare_cached("SELECT tracked_at FROM watches ORDER BY id LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?)
}

struct Gathering<'a> {
    transaction: &'a Transaction<'a>,
    subjects: BTreeSet<Subject>,
}

impl Gathering<'_> {
    fn ids(&self, sql: &str, parameters: impl Params) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.transaction.prepare_cached(sql)?;
        let rows = statement.query_map(parameters, |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn orders(&mut self, sql: &str, parameters: impl Params) -> Result<(), StoreError> {
        let ids = self.ids(sql, parameters)?;
        self.subjects.extend(ids.into_iter().map(Subject::Order));
        Ok(())
    }

    fn checkouts(&mut self, sql: &str, parameters: impl Params) -> Result<(), StoreError> {
        let ids = self.ids(sql, parameters)?;
        self.subjects.extend(ids.into_iter().map(Subject::Checkout));
        Ok(())
    }

    fn keyed(&mut self, sql: &str, parameters: impl Params) -> Result<(), StoreError> {
        let mut statement = self.transaction.prepare_cached(sql)?;
        let mut rows = statement.query(parameters)?;
        while let Some(row) = rows.next()? {
            let key: String = row.get(0)?;
            self.subjects.extend(Subject::of_key(&key));
        }
        Ok(())
    }

    fn known(&mut self, state: &str) -> Result<(), StoreError> {
        self.keyed(KNOWN, [state])
    }

    fn pending(&mut self) -> Result<(), StoreError> {
        self.keyed(PENDING, [])
    }

    fn of_unsure_codes(&mut self, since: i64) -> Result<(), StoreError> {
        for code in self.ids(UNSURE_CODES, [])? {
            self.orders(OF_CODE, params![format!("code:{code}"), since])?;
        }
        Ok(())
    }

    fn of_shared_numbers(&mut self) -> Result<(), StoreError> {
        let mut statement = self.transaction.prepare_cached(SHARED)?;
        let numbers: Vec<String> = statement
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for number in numbers {
            self.orders(OF_NUMBER, params![number, SIBLINGS])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::types::Value;

    use super::super::super::plans::{plan, with_schema};
    use super::*;

    /// Whatever the shop's size: only what can need explaining is read, and from an index.
    #[test]
    fn whatever_can_need_explaining_is_found_by_an_index() {
        let word = || Value::Text("new".to_owned());
        let number = || Value::Integer(1);
        with_schema(|transaction| {
            for (sql, parameters, step) in [
                (
                    OPEN_BEFORE,
                    vec![word(), number()],
                    "SEARCH o USING COVERING INDEX orders_by_financial",
                ),
                (
                    RIPE_BEFORE,
                    vec![word(), number()],
                    "SEARCH o USING COVERING INDEX orders_by_financial",
                ),
                (
                    PAID_BEFORE,
                    vec![word(), number()],
                    "SEARCH o USING COVERING INDEX orders_paid_by_shipping",
                ),
                (
                    RIPE_PAID_BEFORE,
                    vec![word(), number()],
                    "SEARCH o USING COVERING INDEX orders_paid_by_shipping",
                ),
                (
                    OF_BOTH,
                    vec![word(), word()],
                    "SEARCH o USING COVERING INDEX orders_by_both",
                ),
                (GONE, vec![], "SCAN watches USING INDEX watches_gone"),
                (
                    OF_CODE,
                    vec![word(), number()],
                    "SEARCH orders USING COVERING INDEX orders_by_shipping",
                ),
                (
                    SHARED,
                    vec![],
                    "SEARCH orders USING COVERING INDEX orders_by_number (order_number>?)",
                ),
                (
                    OF_NUMBER,
                    vec![word(), number()],
                    "SEARCH orders USING COVERING INDEX orders_by_number",
                ),
                (
                    CHANGED_SINCE,
                    vec![number()],
                    "SEARCH orders USING COVERING INDEX orders_by_updated",
                ),
                (
                    UNMATCHED,
                    vec![],
                    "SCAN checkouts USING INDEX checkouts_unmatched",
                ),
                (
                    UNMATCHED_SINCE,
                    vec![number(), number()],
                    "SEARCH checkouts USING INDEX checkouts_by_time (opened_at>? AND opened_at<?)",
                ),
                (
                    UNPAID_IN_SHOP,
                    vec![],
                    "SEARCH checkouts USING INDEX checkouts_unpaid (order_id>?)",
                ),
                (
                    WITHOUT_CHECKOUT,
                    vec![number(), number()],
                    "SEARCH o USING COVERING INDEX orders_by_created",
                ),
                (
                    CHECKOUTS_OF_NUMBER,
                    vec![word(), number()],
                    "SEARCH checkouts USING INDEX checkouts_by_number",
                ),
                (
                    KNOWN,
                    vec![word()],
                    "SEARCH cases USING INDEX cases_by_state (state=?)",
                ),
                (PENDING, vec![], "SCAN cases USING INDEX cases_pending"),
            ] {
                // Whether the row itself is read depends on what is wanted of it.
                let plan = plan(transaction, sql, &parameters).replace("COVERING ", "");
                let step = step.replace("COVERING ", "");
                assert!(plan.starts_with(&step), "{plan}\n{sql}");
                assert!(!plan.contains("TEMP B-TREE"), "{plan}\n{sql}");
                for line in plan.lines().skip(1) {
                    assert!(!line.contains("SCAN"), "{plan}\n{sql}");
                }
            }
        });
    }
}
