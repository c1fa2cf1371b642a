//! Finding which checkout of the shop is which order, some at a time.
//!
//! Whether two belong together depends on who else might: so whatever hangs together, by numbers, by
//! what stands in metadata, by amount and time, is gathered first and matched as a whole. What comes
//! of it is the same as if all checkouts and orders had been matched at once.

use std::collections::{BTreeMap, BTreeSet};

use points_api::OrderUuid;
use rusqlite::{OptionalExtension, Params, Transaction, params};

use super::super::{checkouts, search, watches};
use super::{Subject, of_word};
use crate::actions::bare_number;
use crate::cases::{CandidateOrder, Matched, MatchedAs, SoughtCheckout, match_checkouts};
use crate::metadata;
use crate::store::StoreError;
use crate::text::{fold_text, words};
use crate::view::MatchKind;

const MINUTE: i64 = 60_000;

/// A checkout and its order began within this time of each other, milliseconds.
const ABOUT: i64 = 30 * MINUTE;

/// More hang together only where a shop has one price and a rush: what is sure is found all the
/// same, and nothing is suggested.
const TOGETHER: usize = 4_000;

/// So many orders may have a value in their metadata; more say nothing.
const OF_VALUE: i64 = 20;

/// What matching some did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct MatchedSome {
    /// Checkouts whose order is known now.
    pub(crate) matched: u64,
    /// Whose case may be another now.
    pub(crate) touched: BTreeSet<Subject>,
}

/// Orders of a number.
pub(super) const ORDERS_OF_NUMBER: &str =
    "SELECT id FROM orders INDEXED BY orders_by_number WHERE order_number = ?1";

/// Orders of Points' number.
pub(super) const ORDERS_OF_REFERENCE: &str =
    "SELECT id FROM orders INDEXED BY orders_by_reference WHERE reference_number = ?1";

/// Orders of an amount, made within a time.
pub(super) const ORDERS_OF_AMOUNT: &str = "
    SELECT id FROM orders INDEXED BY orders_by_created
    WHERE created_at BETWEEN ?1 AND ?2 AND total_rank = ?3";

/// The order of a uuid.
pub(super) const ORDER_OF_UUID: &str = "SELECT id FROM watches WHERE uuid = ?1";

/// Orders with words, in their metadata or elsewhere.
const ORDERS_OF_WORDS: &str =
    "SELECT rowid FROM order_words WHERE order_words MATCH ?1 ORDER BY rowid DESC LIMIT ?2";

/// Checkouts of a number.
pub(super) const CHECKOUTS_OF_NUMBER: &str = "
    SELECT id FROM checkouts INDEXED BY checkouts_by_number
    WHERE order_number = ?1 AND order_number <> ''";

/// Checkouts of a cart.
pub(super) const CHECKOUTS_OF_CART: &str = "
    SELECT id FROM checkouts INDEXED BY checkouts_by_cart WHERE cart = ?1 AND cart <> ''";

/// Checkouts that know Points' number.
pub(super) const CHECKOUTS_OF_REFERENCE: &str = "
    SELECT id FROM checkouts INDEXED BY checkouts_by_reference
    WHERE reference = ?1 AND reference <> ''";

/// The checkout of a uuid.
pub(super) const CHECKOUT_OF_UUID: &str =
    "SELECT id FROM checkouts INDEXED BY checkouts_by_uuid WHERE uuid = ?1";

/// Checkouts of an amount, begun within a time.
pub(super) const CHECKOUTS_OF_AMOUNT: &str = "
    SELECT id FROM checkouts INDEXED BY checkouts_by_time
    WHERE opened_at BETWEEN ?1 AND ?2 AND amount_halalas = ?3";

/// Whether some file has a row of an order.
pub(super) const IS_TAKEN: &str = "
    SELECT EXISTS (SELECT 1 FROM checkouts INDEXED BY checkouts_of_order
        WHERE order_id = ?1 AND origin = 'file')";

/// Checkouts of an order.
pub(super) const CHECKOUTS_OF_ORDER: &str =
    "SELECT id FROM checkouts INDEXED BY checkouts_of_order WHERE order_id = ?1";

/// Matched as far as it can be seen, before anything is written.
pub(super) struct Proposed {
    /// Of each checkout that was looked at and has no order: what was found, if anything.
    found: BTreeMap<i64, Option<MatchedAs>>,
}

/// Looks for the orders of these checkouts, and for the checkouts of these orders.
pub(super) fn propose(
    transaction: &Transaction<'_>,
    seeds: &BTreeSet<Subject>,
) -> Result<Proposed, StoreError> {
    let mut found = BTreeMap::new();
    let (mut seen, mut crowded) = (BTreeSet::new(), BTreeSet::new());
    for seed in seeds {
        if seen.contains(seed) || is_settled(transaction, *seed)? {
            continue;
        }
        let mut together = if crowded.contains(seed) {
            Together::around(transaction, *seed, Ties::Names)?
        } else {
            Together::around(transaction, *seed, Ties::All)?
        };
        if together.is_cut && together.ties == Ties::All {
            // What its numbers say is seen whole, and what is sure rests on them alone.
            crowded.extend(together.subjects());
            together = Together::around(transaction, *seed, Ties::Names)?;
        }
        seen.extend(together.subjects());
        together.matched(&mut found);
    }
    Ok(Proposed { found })
}

/// Whether a checkout has its order, or an order a row of some file: nothing is to be found of it.
fn is_settled(transaction: &Transaction<'_>, subject: Subject) -> Result<bool, StoreError> {
    let (sql, id) = match subject {
        Subject::Checkout(id) => (
            "SELECT EXISTS (SELECT 1 FROM checkouts WHERE id = ?1 AND order_id IS NOT NULL)",
            id,
        ),
        Subject::Order(id) => (IS_TAKEN, id),
    };
    Ok(transaction
        .prepare_cached(sql)?
        .query_row([id], |row| row.get(0))?)
}

/// Writes down what was found: what is sure, and what may be.
pub(super) fn keep(
    transaction: &Transaction<'_>,
    proposed: &Proposed,
) -> Result<MatchedSome, StoreError> {
    let mut done = MatchedSome::default();
    for (checkout, found) in &proposed.found {
        // It may have got its order meanwhile.
        let stands: Option<i64> = transaction
            .prepare_cached("SELECT order_id FROM checkouts WHERE id = ?1")?
            .query_row([checkout], |row| row.get(0))?;
        if stands.is_some() {
            continue;
        }
        let (sure, candidates) = match found {
            None => (None, Vec::new()),
            Some(MatchedAs::Sure { order, kind }) => (Some((*order, *kind)), Vec::new()),
            Some(MatchedAs::Suggested { order }) => (None, vec![(*order, false, true)]),
            Some(MatchedAs::Ambiguous { orders, by_number }) => {
                let of = |order: &i64| (*order, *by_number, false);
                (None, orders.iter().map(of).collect())
            }
        };
        if replace_candidates(transaction, *checkout, &candidates, &mut done.touched)? {
            done.touched.insert(Subject::Checkout(*checkout));
        }
        if let Some((order, kind)) = sure {
            checkouts::link(transaction, *checkout, Some((order, kind)))?;
            done.matched += 1;
            done.touched.insert(Subject::Checkout(*checkout));
            done.touched.insert(Subject::Order(order));
        }
    }
    Ok(done)
}

/// Says that a checkout is this order, because a person does; says the order's row. What it was
/// suggested to be does not matter any more.
pub(super) fn confirm(
    transaction: &Transaction<'_>,
    checkout: i64,
    order: OrderUuid,
) -> Result<i64, StoreError> {
    let order = watches::id_of(transaction, order)?;
    checkouts::link(transaction, checkout, Some((order, MatchKind::Person)))?;
    replace_candidates(transaction, checkout, &[], &mut BTreeSet::new())?;
    Ok(order)
}

/// The order of a checkout, by its row and uuid.
pub(super) fn order_of(
    transaction: &Transaction<'_>,
    checkout: i64,
) -> Result<Option<(i64, OrderUuid)>, StoreError> {
    Ok(transaction
        .prepare_cached(
            "SELECT w.id, w.uuid FROM checkouts c JOIN watches w ON w.id = c.order_id
             WHERE c.id = ?1",
        )?
        .query_row([checkout], |row| {
            Ok((row.get(0)?, OrderUuid::from_bytes(row.get(1)?)))
        })
        .optional()?)
}

/// The one order that a checkout is suggested to be.
pub(super) fn suggested(
    transaction: &Transaction<'_>,
    checkout: i64,
) -> Result<Option<OrderUuid>, StoreError> {
    Ok(transaction
        .prepare_cached(
            "SELECT w.uuid FROM checkout_candidates c JOIN watches w ON w.id = c.order_id
             WHERE c.checkout_id = ?1 AND c.is_alone",
        )?
        .query_row([checkout], |row| Ok(OrderUuid::from_bytes(row.get(0)?)))
        .optional()?)
}

/// Says whether they are others than before; whoever was or is one is touched.
fn replace_candidates(
    transaction: &Transaction<'_>,
    checkout: i64,
    candidates: &[(i64, bool, bool)],
    touched: &mut BTreeSet<Subject>,
) -> Result<bool, StoreError> {
    let before: Vec<(i64, bool, bool)> = {
        let mut statement = transaction.prepare_cached(
            "SELECT order_id, by_number, is_alone FROM checkout_candidates
             WHERE checkout_id = ?1 ORDER BY order_id",
        )?;
        let rows = statement.query_map([checkout], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        rows.collect::<Result<_, _>>()?
    };
    if before == candidates {
        return Ok(false);
    }
    transaction
        .prepare_cached("DELETE FROM checkout_candidates WHERE checkout_id = ?1")?
        .execute([checkout])?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO checkout_candidates (checkout_id, order_id, by_number, is_alone)
         VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (order, by_number, is_alone) in candidates {
        insert.execute(params![checkout, order, by_number, is_alone])?;
    }
    let orders = before.iter().chain(candidates).map(|(order, _, _)| *order);
    touched.extend(orders.map(Subject::Order));
    Ok(true)
}

/// By what checkouts and orders hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ties {
    /// By everything.
    All,
    /// By uuids, numbers and metadata, and not by amount and time.
    Names,
}

/// Everything that hangs together with one checkout or order.
struct Together {
    ties: Ties,
    checkouts: BTreeMap<i64, SoughtCheckout>,
    orders: BTreeMap<i64, CandidateOrder>,
    /// There is more than is looked at.
    is_cut: bool,
}

impl Together {
    fn around(
        transaction: &Transaction<'_>,
        seed: Subject,
        ties: Ties,
    ) -> Result<Self, StoreError> {
        let mut together = Self {
            ties,
            checkouts: BTreeMap::new(),
            orders: BTreeMap::new(),
            is_cut: false,
        };
        let mut waiting = vec![seed];
        while let Some(next) = waiting.pop() {
            if together.checkouts.len() + together.orders.len() >= TOGETHER {
                together.is_cut = true;
                break;
            }
            match next {
                Subject::Checkout(id) if !together.checkouts.contains_key(&id) => {
                    let Some(sought) = sought(transaction, id)? else {
                        continue;
                    };
                    // One that has its order takes part, and leads no further than to that.
                    let near = match sought.order {
                        Some(order) => BTreeSet::from([order]),
                        None => orders_near(transaction, &sought, ties)?,
                    };
                    waiting.extend(near.into_iter().map(Subject::Order));
                    together.checkouts.insert(id, sought);
                }
                Subject::Order(id) if !together.orders.contains_key(&id) => {
                    let Some(candidate) = candidate(transaction, id)? else {
                        continue;
                    };
                    // One that has its row takes part, and leads no further than to that.
                    let near = if is_settled(transaction, next)? {
                        let mut own = BTreeSet::new();
                        ids(transaction, CHECKOUTS_OF_ORDER, [id], &mut own)?;
                        own
                    } else {
                        checkouts_near(transaction, &candidate, ties)?
                    };
                    waiting.extend(near.into_iter().map(Subject::Checkout));
                    together.orders.insert(id, candidate);
                }
                Subject::Checkout(_) | Subject::Order(_) => {}
            }
        }
        Ok(together)
    }

    fn subjects(&self) -> Vec<Subject> {
        let checkouts = self.checkouts.keys().copied().map(Subject::Checkout);
        let orders = self.orders.keys().copied().map(Subject::Order);
        checkouts.chain(orders).collect()
    }

    fn matched(self, found: &mut BTreeMap<i64, Option<MatchedAs>>) {
        let sure_alone = self.is_cut || self.ties == Ties::Names;
        let unmatched = self
            .checkouts
            .values()
            .filter(|sought| sought.order.is_none());
        for sought in unmatched {
            found.entry(sought.id).or_insert(None);
        }
        let checkouts: Vec<_> = self.checkouts.into_values().collect();
        let orders: Vec<_> = self.orders.into_values().collect();
        for Matched {
            checkout,
            found: as_what,
        } in match_checkouts(&checkouts, &orders)
        {
            // Where not all is seen, nobody can say that two are alone.
            let holds = !sure_alone || matches!(as_what, MatchedAs::Sure { .. });
            if holds && let Some(place) = found.get_mut(&checkout) {
                *place = Some(as_what);
            }
        }
    }
}

fn ids(
    transaction: &Transaction<'_>,
    sql: &str,
    parameters: impl Params,
    into: &mut BTreeSet<i64>,
) -> Result<(), StoreError> {
    let mut statement = transaction.prepare_cached(sql)?;
    let rows = statement.query_map(parameters, |row| row.get(0))?;
    for id in rows {
        into.insert(id?);
    }
    Ok(())
}

fn orders_near(
    transaction: &Transaction<'_>,
    sought: &SoughtCheckout,
    ties: Ties,
) -> Result<BTreeSet<i64>, StoreError> {
    let mut near = BTreeSet::new();
    if let Some(uuid) = &sought.uuid {
        ids(transaction, ORDER_OF_UUID, [uuid.as_bytes()], &mut near)?;
    }
    if let Some(number) = &sought.order_number {
        for written in [number.clone(), format!("#{number}")] {
            ids(transaction, ORDERS_OF_NUMBER, [written], &mut near)?;
        }
    }
    if let Some(reference) = &sought.reference {
        ids(transaction, ORDERS_OF_REFERENCE, [reference], &mut near)?;
    }
    for value in [&sought.cart, &sought.order_number].into_iter().flatten() {
        if let Some(expression) = all_words_of(value) {
            let mut rowids = BTreeSet::new();
            ids(
                transaction,
                ORDERS_OF_WORDS,
                params![expression, OF_VALUE],
                &mut rowids,
            )?;
            near.extend(rowids.into_iter().map(search::id_in));
        }
    }
    if let (Ties::All, Some(amount), Some(opened_at)) =
        (ties, sought.amount_halalas, sought.opened_at)
    {
        let about = params![opened_at - ABOUT, opened_at + ABOUT, amount];
        ids(transaction, ORDERS_OF_AMOUNT, about, &mut near)?;
    }
    Ok(near)
}

/// An expression for the index of words that finds whatever has this value; none for what is too
/// short to say anything.
fn all_words_of(value: &str) -> Option<String> {
    const SHORTEST: usize = 3;
    let folded = fold_text(value);
    if folded.chars().count() < SHORTEST {
        return None;
    }
    let words = words(&folded);
    (!words.is_empty()).then(|| {
        let quoted: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
        quoted.join(" AND ")
    })
}

fn checkouts_near(
    transaction: &Transaction<'_>,
    order: &CandidateOrder,
    ties: Ties,
) -> Result<BTreeSet<i64>, StoreError> {
    let mut near = BTreeSet::new();
    ids(transaction, CHECKOUTS_OF_ORDER, [order.id], &mut near)?;
    ids(
        transaction,
        CHECKOUT_OF_UUID,
        [order.uuid.as_bytes()],
        &mut near,
    )?;
    if let Some(number) = &order.order_number {
        ids(
            transaction,
            CHECKOUTS_OF_NUMBER,
            [bare_number(number)],
            &mut near,
        )?;
    }
    if let Some(reference) = &order.reference_number {
        ids(transaction, CHECKOUTS_OF_REFERENCE, [reference], &mut near)?;
    }
    for value in &order.metadata {
        ids(transaction, CHECKOUTS_OF_CART, [value], &mut near)?;
        ids(
            transaction,
            CHECKOUTS_OF_NUMBER,
            [bare_number(value)],
            &mut near,
        )?;
    }
    if let (Ties::All, Some(amount), Some(created_at)) =
        (ties, order.total_halalas, order.created_at)
    {
        let about = params![created_at - ABOUT, created_at + ABOUT, amount];
        ids(transaction, CHECKOUTS_OF_AMOUNT, about, &mut near)?;
    }
    Ok(near)
}

fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

fn sought(transaction: &Transaction<'_>, id: i64) -> Result<Option<SoughtCheckout>, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT origin, uuid, order_number, reference, cart, amount_halalas, opened_at, order_id
         FROM checkouts WHERE id = ?1",
    )?;
    let mut rows = statement.query([id])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    Ok(Some(SoughtCheckout {
        id,
        origin: of_word(row.get(0)?)?,
        uuid: row
            .get::<_, Option<[u8; 16]>>(1)?
            .map(OrderUuid::from_bytes),
        order_number: filled(row.get(2)?),
        reference: filled(row.get(3)?),
        cart: filled(row.get(4)?),
        amount_halalas: row.get(5)?,
        opened_at: row.get(6)?,
        order: row.get(7)?,
    }))
}

fn candidate(transaction: &Transaction<'_>, id: i64) -> Result<Option<CandidateOrder>, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT uuid, order_number, reference_number, metadata, total_halalas, created_at,
             order_type = 'earning'
         FROM orders WHERE id = ?1",
    )?;
    let mut rows = statement.query([id])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let metadata: Option<String> = row.get(3)?;
    Ok(Some(CandidateOrder {
        id,
        uuid: OrderUuid::from_bytes(row.get(0)?),
        order_number: filled(row.get(1)?),
        reference_number: filled(row.get(2)?),
        metadata: metadata::flat_text(metadata.as_deref())
            .into_iter()
            .map(|entry| entry.value)
            .collect(),
        total_halalas: row.get(4)?,
        created_at: row.get::<_, Option<i64>>(5)?.filter(|at| *at > 0),
        is_earning: row.get(6)?,
    }))
}

#[cfg(test)]
mod tests {
    use rusqlite::types::Value;

    use super::super::super::plans::{plan, with_schema};
    use super::*;

    #[test]
    fn what_may_belong_together_is_found_by_indexes() {
        let text = || Value::Text("1042".to_owned());
        let bytes = || Value::Blob(vec![0; 16]);
        let number = || Value::Integer(1);
        let about = || vec![number(), number(), number()];
        with_schema(|transaction| {
            for (sql, parameters, step) in [
                (
                    ORDERS_OF_NUMBER,
                    vec![text()],
                    "SEARCH orders USING COVERING INDEX orders_by_number (order_number=?)",
                ),
                (
                    ORDERS_OF_REFERENCE,
                    vec![text()],
                    "SEARCH orders USING COVERING INDEX orders_by_reference (reference_number=?)",
                ),
                (
                    ORDERS_OF_AMOUNT,
                    about(),
                    "SEARCH orders USING COVERING INDEX orders_by_created (created_at>? AND created_at<?)",
                ),
                (
                    ORDER_OF_UUID,
                    vec![bytes()],
                    "SEARCH watches USING COVERING INDEX sqlite_autoindex_watches_1 (uuid=?)",
                ),
                (
                    CHECKOUTS_OF_NUMBER,
                    vec![text()],
                    "SEARCH checkouts USING COVERING INDEX checkouts_by_number (order_number=?)",
                ),
                (
                    CHECKOUTS_OF_CART,
                    vec![text()],
                    "SEARCH checkouts USING COVERING INDEX checkouts_by_cart (cart=?)",
                ),
                (
                    CHECKOUTS_OF_REFERENCE,
                    vec![text()],
                    "SEARCH checkouts USING COVERING INDEX checkouts_by_reference (reference=?)",
                ),
                (
                    CHECKOUT_OF_UUID,
                    vec![bytes()],
                    "SEARCH checkouts USING COVERING INDEX checkouts_by_uuid (uuid=?)",
                ),
                (
                    CHECKOUTS_OF_AMOUNT,
                    about(),
                    "SEARCH checkouts USING INDEX checkouts_by_time (opened_at>? AND opened_at<?)",
                ),
                (
                    CHECKOUTS_OF_ORDER,
                    vec![number()],
                    "SEARCH checkouts USING COVERING INDEX checkouts_of_order (order_id=?)",
                ),
            ] {
                assert_eq!(plan(transaction, sql, &parameters), step);
            }
        });
    }
}
