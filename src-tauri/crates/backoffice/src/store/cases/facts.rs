//! Gathering what is known of one subject.

use std::collections::BTreeSet;

use points_api::OrderUuid;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::super::{action_views, observations, shipping_codes};
use super::{Subject, checkouts, of_word};
use crate::cases::{
    CandidateFacts, CaseFacts, CheckoutFacts, InboxCoverage, OrderFacts, ShopCoverage,
    SiblingCheckout, SiblingFacts, SiblingOrder, Thresholds, WatchedOrder, order_facts,
};
use crate::riyadh::RiyadhDay;
use crate::store::{ShippingCodes, StoreError};
use crate::view::{Presence, Settings};

/// So many others of one number are told of; more are no attempts but a default.
const SIBLINGS: i64 = 50;

/// What is the same for every subject of a look.
pub(super) struct Background {
    pub(super) now: i64,
    pub(super) thresholds: Thresholds,
    pub(super) codes: ShippingCodes,
    /// Codes for which the evidence contradicts itself, as keys.
    unsure: BTreeSet<String>,
    /// The stretches of days that files tell of without a gap, oldest first.
    stretches: Vec<Stretch>,
    sets_shipping: bool,
    inbox: Option<InboxCoverage>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    from: i64,
    until: i64,
    as_of: i64,
}

/// What is known of a subject, and the row of the shop that speaks for it.
pub(super) struct Gathered {
    pub(super) facts: CaseFacts,
    pub(super) checkout_id: Option<i64>,
}

impl Background {
    pub(super) fn load(
        transaction: &Transaction<'_>,
        settings: &Settings,
        now: i64,
    ) -> Result<Self, StoreError> {
        let codes = shipping_codes::load(transaction)?;
        Ok(Self {
            now,
            thresholds: Thresholds::of(settings),
            unsure: unsure(transaction)?,
            stretches: stretches(transaction)?,
            sets_shipping: sets_shipping(transaction, &codes)?,
            inbox: inbox(transaction)?,
            codes,
        })
    }

    /// Of which time files speak at all.
    pub(super) fn covered(&self) -> Option<(i64, i64)> {
        let (first, last) = (self.stretches.first()?, self.stretches.last()?);
        Some((first.from, last.until))
    }

    fn coverage(&self, moment: Option<i64>) -> ShopCoverage {
        let around = moment.and_then(|moment| {
            self.stretches
                .iter()
                .find(|stretch| (stretch.from..=stretch.until).contains(&moment))
        });
        ShopCoverage {
            from: around.map(|stretch| stretch.from),
            until: around.map(|stretch| stretch.until),
            as_of: around.map(|stretch| stretch.as_of),
            sets_shipping: self.sets_shipping,
        }
    }
}

fn unsure(transaction: &Transaction<'_>) -> Result<BTreeSet<String>, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT 'code:' || code FROM shipping_codes GROUP BY code HAVING min(word) <> max(word)",
    )?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Days that follow one another and of each of which some file told something.
fn stretches(transaction: &Transaction<'_>) -> Result<Vec<Stretch>, StoreError> {
    let mut statement = transaction
        .prepare_cached("SELECT day FROM shop_days WHERE rows > 0 AND day <> 0 ORDER BY day")?;
    let days: Vec<i64> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == day => *last = day,
            _ => runs.push((day, day)),
        }
    }
    runs.into_iter()
        .filter_map(|(first, last)| stretch(transaction, first, last).transpose())
        .collect()
}

/// The first and the last time that files tell of within a day, and as of when they do.
pub(super) const OF_DAY: &str = "
    SELECT min(opened_at), max(opened_at), max(as_of) FROM checkouts INDEXED BY checkouts_by_time
    WHERE opened_at >= ?1 AND opened_at < ?2 AND origin = 'file'";

fn stretch(
    transaction: &Transaction<'_>,
    first: i64,
    last: i64,
) -> Result<Option<Stretch>, StoreError> {
    type Told = (Option<i64>, Option<i64>, Option<i64>);
    let mut statement = transaction.prepare_cached(OF_DAY)?;
    let mut of_day = |day: i64| -> Result<Told, StoreError> {
        let ends = [RiyadhDay(day).starts_at(), RiyadhDay(day + 1).starts_at()];
        Ok(statement.query_row(ends, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?)
    };
    let (from, _, _) = of_day(first)?;
    let (_, until, as_of) = of_day(last)?;
    Ok(match (from, until, as_of) {
        (Some(from), Some(until), Some(as_of)) => Some(Stretch { from, until, as_of }),
        _ => None,
    })
}

/// Whether anybody ever set a shipping status: some order stands elsewhere than at the beginning.
fn sets_shipping(transaction: &Transaction<'_>, codes: &ShippingCodes) -> Result<bool, StoreError> {
    let mut statement = transaction
        .prepare_cached("SELECT DISTINCT shipping_key FROM order_tallies WHERE count > 0")?;
    let keys: Vec<String> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(keys
        .iter()
        .filter_map(|key| codes.word_of_key(key))
        .any(|word| word != "new"))
}

/// Events are known from the first that was taken over to when Points was last heard: whether more
/// would have come after that, nobody can say.
fn inbox(transaction: &Transaction<'_>) -> Result<Option<InboxCoverage>, StoreError> {
    let until: Option<Option<i64>> = transaction
        .prepare_cached("SELECT last_heard_at FROM inbox_place")?
        .query_row([], |row| row.get(0))
        .optional()?;
    let since: Option<i64> = transaction
        .prepare_cached(
            "SELECT s.heard_at FROM event_sightings e JOIN sightings s ON s.id = e.id
             ORDER BY e.id LIMIT 1",
        )?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(match (since, until.flatten()) {
        (Some(since), Some(until)) => Some(InboxCoverage { since, until }),
        _ => None,
    })
}

/// What is known of a subject. None: it is no subject any more, because its order is known now.
pub(super) fn gather(
    transaction: &Transaction<'_>,
    subject: Subject,
    background: &Background,
) -> Result<Option<Gathered>, StoreError> {
    let (order_id, checkout_id) = match subject {
        Subject::Order(id) => (Some(id), checkouts::of_order(transaction, id)?),
        Subject::Checkout(id) => (None, Some(id)),
    };
    let checkout = checkout_id
        .map(|id| checkout(transaction, id))
        .transpose()?
        .flatten();
    if order_id.is_none()
        && checkout
            .as_ref()
            .is_none_or(|known| known.matched.is_some())
    {
        return Ok(None);
    }
    let order = order_id
        .map(|id| order(transaction, id, background))
        .transpose()?;
    let numbers: BTreeSet<String> = [
        order.as_ref().and_then(|order| order.order_number.clone()),
        checkout
            .as_ref()
            .and_then(|known| known.order_number.clone()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let siblings = siblings(transaction, order_id, checkout_id, &numbers)?;
    let moment = order
        .as_ref()
        .and_then(|order| order.created_at)
        .or_else(|| checkout.as_ref().and_then(|known| known.opened_at));
    Ok(Some(Gathered {
        facts: CaseFacts {
            now: background.now,
            thresholds: background.thresholds,
            checkout,
            order,
            siblings,
            shop: background.coverage(moment),
            inbox: background.inbox,
        },
        checkout_id,
    }))
}

fn order(
    transaction: &Transaction<'_>,
    id: i64,
    background: &Background,
) -> Result<OrderFacts, StoreError> {
    let watched = transaction
        .prepare_cached(
            "SELECT w.uuid, w.gone_since, w.tracked_at, w.checked_at, w.next_check_at,
                 o.shipping_key
             FROM watches w JOIN orders o ON o.id = w.id WHERE w.id = ?1",
        )?
        .query_row([id], Watched::read)
        .optional()?
        .ok_or(StoreError::OrderUnknown)?;
    let is_proposed: bool = transaction
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM checkout_candidates WHERE order_id = ?1 AND is_alone)",
        )?
        .query_row([id], |row| row.get(0))?;
    let actions = action_views::of_order(transaction, id)?;
    let heard = observations::load(transaction, id)?;
    let presence = match (watched.gone_since, watched.checked_at) {
        (Some(_), _) => Presence::Gone,
        (None, 0) => Presence::Unread,
        (None, _) => Presence::Known,
    };
    Ok(order_facts(
        &WatchedOrder {
            uuid: watched.uuid,
            presence,
            gone_since: watched.gone_since,
            tracked_at: watched.tracked_at,
            next_check_at: watched.next_check_at,
            actions: &actions,
            codes: &background.codes,
            code_unsure: background.unsure.contains(&watched.shipping_key),
            is_proposed,
        },
        &heard,
    ))
}

struct Watched {
    uuid: OrderUuid,
    gone_since: Option<i64>,
    tracked_at: i64,
    checked_at: i64,
    next_check_at: Option<i64>,
    shipping_key: String,
}

impl Watched {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            uuid: OrderUuid::from_bytes(row.get(0)?),
            gone_since: row.get(1)?,
            tracked_at: row.get(2)?,
            checked_at: row.get(3)?,
            next_check_at: row.get(4)?,
            shipping_key: row.get(5)?,
        })
    }
}

fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

fn checkout(transaction: &Transaction<'_>, id: i64) -> Result<Option<CheckoutFacts>, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT origin, as_of, learnt_at, order_number, uuid, amount_halalas, opened_at,
             status_text, status, matched FROM checkouts WHERE id = ?1",
    )?;
    let mut rows = statement.query([id])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let optional = |column| -> rusqlite::Result<Option<String>> { row.get(column) };
    let (candidates, candidates_by_number) = candidates(transaction, id)?;
    Ok(Some(CheckoutFacts {
        origin: of_word(row.get(0)?)?,
        as_of: row.get(1)?,
        learnt_at: row.get(2)?,
        order_number: filled(row.get(3)?),
        uuid: row
            .get::<_, Option<[u8; 16]>>(4)?
            .map(OrderUuid::from_bytes),
        amount_halalas: row.get(5)?,
        opened_at: row.get(6)?,
        status_text: row.get(7)?,
        status: optional(8)?.map(of_word).transpose()?,
        matched: optional(9)?.map(of_word).transpose()?,
        candidates,
        candidates_by_number,
    }))
}

/// The orders that a checkout may be, and whether they have its number.
fn candidates(
    transaction: &Transaction<'_>,
    id: i64,
) -> Result<(Vec<CandidateFacts>, bool), StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT o.uuid, o.financial_status, o.total_halalas, o.created_at, c.by_number
         FROM checkout_candidates c JOIN orders o ON o.id = c.order_id
         WHERE c.checkout_id = ?1 ORDER BY c.order_id",
    )?;
    let mut rows = statement.query([id])?;
    let (mut found, mut by_number) = (Vec::new(), false);
    while let Some(row) = rows.next()? {
        found.push(CandidateFacts {
            uuid: OrderUuid::from_bytes(row.get(0)?),
            financial: filled(row.get(1)?),
            total_halalas: row.get(2)?,
            created_at: row.get::<_, Option<i64>>(3)?.filter(|at| *at > 0),
        });
        by_number |= row.get::<_, bool>(4)?;
    }
    Ok((found, by_number))
}

/// Orders of a number, with what a sibling tells.
pub(super) const SIBLING_ORDERS: &str = "
    SELECT id FROM orders INDEXED BY orders_by_number WHERE order_number = ?1 ORDER BY id LIMIT ?2";

/// Checkouts of a number.
pub(super) const SIBLING_CHECKOUTS: &str = "
    SELECT id FROM checkouts INDEXED BY checkouts_by_number
    WHERE order_number = ?1 AND order_number <> '' ORDER BY id LIMIT ?2";

/// Other checkouts of the same order.
pub(super) const SAME_ORDER: &str = "
    SELECT id FROM checkouts INDEXED BY checkouts_of_order WHERE order_id = ?1 ORDER BY id LIMIT ?2";

fn siblings(
    transaction: &Transaction<'_>,
    order_id: Option<i64>,
    checkout_id: Option<i64>,
    numbers: &BTreeSet<String>,
) -> Result<Vec<SiblingFacts>, StoreError> {
    let ids = |sql: &str, key: &dyn rusqlite::ToSql| -> Result<Vec<i64>, StoreError> {
        let mut statement = transaction.prepare_cached(sql)?;
        let rows = statement.query_map(params![key, SIBLINGS], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    let (mut orders, mut checkouts) = (BTreeSet::new(), BTreeSet::new());
    for number in numbers {
        orders.extend(ids(SIBLING_ORDERS, number)?);
        checkouts.extend(ids(SIBLING_CHECKOUTS, number)?);
    }
    if let Some(id) = &order_id {
        checkouts.extend(ids(SAME_ORDER, id)?);
    }
    if let Some(id) = &order_id {
        orders.remove(id);
    }
    if let Some(id) = &checkout_id {
        checkouts.remove(id);
    }
    let mut siblings = Vec::new();
    for id in checkouts {
        let (checkout, matched_order) = sibling_checkout(transaction, id)?;
        let order = match matched_order {
            // Another row of the order itself.
            Some(of) if Some(of) == order_id => None,
            Some(of) => {
                orders.remove(&of);
                Some(sibling_order(transaction, of)?)
            }
            None => None,
        };
        siblings.push(SiblingFacts {
            order,
            checkout: Some(checkout),
        });
    }
    for id in orders {
        siblings.push(SiblingFacts {
            order: Some(sibling_order(transaction, id)?),
            checkout: None,
        });
    }
    Ok(siblings)
}

fn sibling_order(transaction: &Transaction<'_>, id: i64) -> Result<SiblingOrder, StoreError> {
    Ok(transaction
        .prepare_cached(
            "SELECT o.uuid, o.order_type, o.financial_status, o.total_halalas,
                 iif(o.created_at > 0, o.created_at, w.tracked_at), w.gone_since IS NOT NULL
             FROM orders o JOIN watches w ON w.id = o.id WHERE o.id = ?1",
        )?
        .query_row([id], |row| {
            Ok(SiblingOrder {
                uuid: OrderUuid::from_bytes(row.get(0)?),
                order_type: filled(row.get(1)?),
                financial: filled(row.get(2)?),
                total_halalas: row.get(3)?,
                created_at: row.get(4)?,
                is_gone: row.get(5)?,
            })
        })?)
}

fn sibling_checkout(
    transaction: &Transaction<'_>,
    id: i64,
) -> Result<(SiblingCheckout, Option<i64>), StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT as_of, status, amount_halalas, matched, order_id FROM checkouts WHERE id = ?1",
    )?;
    let mut rows = statement.query([id])?;
    let row = rows.next()?.ok_or(StoreError::CaseUnknown)?;
    let optional = |column| -> rusqlite::Result<Option<String>> { row.get(column) };
    Ok((
        SiblingCheckout {
            as_of: row.get(0)?,
            status: optional(1)?.map(of_word).transpose()?,
            amount_halalas: row.get(2)?,
            matched: optional(3)?.map(of_word).transpose()?,
        },
        row.get(4)?,
    ))
}

#[cfg(test)]
mod tests {
    use rusqlite::types::Value;

    use super::super::super::plans::{plan, with_schema};
    use super::*;

    #[test]
    fn what_is_known_of_a_subject_is_gathered_by_indexes() {
        let text = || Value::Text("1042".to_owned());
        let number = || Value::Integer(1);
        with_schema(|transaction| {
            for (sql, parameters, step) in [
                (
                    OF_DAY,
                    vec![number(), number()],
                    "SEARCH checkouts USING INDEX checkouts_by_time (opened_at>? AND opened_at<?)",
                ),
                (
                    SIBLING_ORDERS,
                    vec![text(), number()],
                    "SEARCH orders USING COVERING INDEX orders_by_number (order_number=?)",
                ),
                (
                    SIBLING_CHECKOUTS,
                    vec![text(), number()],
                    "SEARCH checkouts USING COVERING INDEX checkouts_by_number (order_number=?)",
                ),
                (
                    SAME_ORDER,
                    vec![number(), number()],
                    "SEARCH checkouts USING COVERING INDEX checkouts_of_order (order_id=?)",
                ),
                (
                    checkouts::OF_ORDER,
                    vec![number()],
                    "SEARCH checkouts USING INDEX checkouts_of_order (order_id=?)",
                ),
            ] {
                let plan = plan(transaction, sql, &parameters);
                assert!(plan.starts_with(step), "{plan}");
            }
        });
    }
}
