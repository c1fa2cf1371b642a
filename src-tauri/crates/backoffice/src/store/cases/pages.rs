//! Cases as a person sees them.

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::super::list::{self, RowContext};
use super::super::needs::Counted;
use super::{Card, of_json, of_word, urgency, word};
use crate::store::{StoreError, checkouts};
use crate::view::{
    CaseClass, CaseCount, CaseDecided, CasePage, CaseQuery, CaseState, CaseStep, CaseView,
    NeedKind, Settings,
};

/// So many cases make a page.
const PAGE: usize = 100;

/// The cases of one class in a state behind one of them, the oldest first.
pub(super) const OF_CLASS: &str = "
    SELECT id, since FROM cases INDEXED BY cases_by_state
    WHERE state = ?1 AND urgency = ?2 AND (since, id) > (?3, ?4) ORDER BY since, id LIMIT ?5";

/// How many cases are in a state, by class, and what they are about.
pub(super) const COUNTS: &str = "
    SELECT urgency, count(*), sum(halalas), min(since) FROM cases INDEXED BY cases_by_state
    WHERE state = ?1 GROUP BY urgency";

const COLUMNS: &str = "c.id, c.class, c.state, c.order_id, c.checkout_id, c.since, c.found_at,
    c.halalas, c.facts, c.card, c.snoozed_until, w.checked_at";

/// The cases of an order that are open or put off, the most urgent first.
pub(super) const OF_ORDER: &str = "
    SELECT id FROM cases INDEXED BY cases_of_order
    WHERE order_id = ?1 AND state IN ('open', 'snoozed') ORDER BY urgency";

/// A page of cases, behind the one that the page before ended with.
pub(super) fn page(
    transaction: &Transaction<'_>,
    query: &CaseQuery,
    after: Option<&str>,
    settings: &Settings,
    now: i64,
) -> Result<CasePage, StoreError> {
    let from = match after {
        None => (i64::MIN, i64::MIN, i64::MIN),
        Some(cursor) => read_cursor(cursor).ok_or(StoreError::CursorInvalid)?,
    };
    let mut ids = Vec::new();
    let mut last = from;
    let mut more = false;
    for class in CaseClass::ALL {
        let place = urgency(class);
        if place < from.0 || !(query.classes.is_empty() || query.classes.contains(&class)) {
            continue;
        }
        let (since, id) = if place == from.0 {
            (from.1, from.2)
        } else {
            (i64::MIN, i64::MIN)
        };
        let room = i64::try_from(PAGE + 1 - ids.len()).unwrap_or(i64::MAX);
        let mut statement = transaction.prepare_cached(OF_CLASS)?;
        let rows = statement
            .query_map(params![word(query.state)?, place, since, id, room], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
            })?;
        for row in rows {
            let (id, since) = row?;
            if ids.len() == PAGE {
                more = true;
                break;
            }
            ids.push(id);
            last = (place, since, id);
        }
        if more {
            break;
        }
    }
    let cases = views(transaction, &ids, settings, now)?;
    let (open, snoozed, explained) = (
        counts(transaction, CaseState::Open)?,
        total(&counts(transaction, CaseState::Snoozed)?),
        total(&counts(transaction, CaseState::Explained)?),
    );
    Ok(CasePage {
        cases,
        next: more.then(|| format!("{},{},{}", last.0, last.1, last.2)),
        total: total(&open) + snoozed + explained,
        counts: open,
        explained,
        snoozed,
        looked_at: looked_at(transaction)?,
    })
}

fn read_cursor(cursor: &str) -> Option<(i64, i64, i64)> {
    let mut parts = cursor.splitn(3, ',').map(str::parse);
    match (parts.next()?, parts.next()?, parts.next()?) {
        (Ok(urgency), Ok(since), Ok(id)) => Some((urgency, since, id)),
        _ => None,
    }
}

/// How many cases of each class are in a state, the most urgent first.
pub(super) fn counts(
    transaction: &Transaction<'_>,
    state: CaseState,
) -> Result<Vec<CaseCount>, StoreError> {
    Ok(counts_and_oldest(transaction, state)?
        .into_iter()
        .map(|(count, _)| count)
        .collect())
}

/// The same, with since when the oldest of each class is so.
pub(super) fn counts_and_oldest(
    transaction: &Transaction<'_>,
    state: CaseState,
) -> Result<Vec<(CaseCount, i64)>, StoreError> {
    let mut statement = transaction.prepare_cached(COUNTS)?;
    let mut rows = statement.query([word(state)?])?;
    let mut counts = Vec::new();
    while let Some(row) = rows.next()? {
        let place = usize::try_from(row.get::<_, i64>(0)?).unwrap_or(usize::MAX);
        let open: i64 = row.get(1)?;
        let class = *CaseClass::ALL
            .get(place)
            .ok_or(StoreError::Unreadable("class"))?;
        counts.push((
            CaseCount {
                class,
                open: u64::try_from(open).unwrap_or_default(),
                halalas: row.get::<_, Option<i64>>(2)?.unwrap_or_default(),
            },
            row.get(3)?,
        ));
    }
    Ok(counts)
}

/// A desk at work looks every few minutes; what was kept longer ago than this says nothing of today,
/// milliseconds.
const KEPT_FOR: i64 = 60 * 60_000;

/// What Today says of cases, by kind: how many are open, and since when the oldest. None where nobody
/// looked lately: then nobody can say that there are none.
pub(crate) fn needs(
    transaction: &Transaction<'_>,
    now: i64,
) -> Result<Option<[(NeedKind, Counted); 6]>, StoreError> {
    if looked_at(transaction)?.is_none_or(|at| now - at > KEPT_FOR) {
        return Ok(None);
    }
    let mut needs = [
        NeedKind::PaidNotInShop,
        NeedKind::MovingInVain,
        NeedKind::PaidTwice,
        NeedKind::StaleReserved,
        NeedKind::StaleUnpaid,
        NeedKind::Cases,
    ]
    .map(|kind| (kind, (0, None)));
    for (count, oldest) in counts_and_oldest(transaction, CaseState::Open)? {
        let Some(kind) = need_of(count.class) else {
            continue;
        };
        if let Some((_, told)) = needs.iter_mut().find(|(known, _)| *known == kind) {
            let first = told.1.map_or(oldest, |first: i64| first.min(oldest));
            *told = (told.0 + count.open, Some(first));
        }
    }
    Ok(Some(needs))
}

/// The kind that tells of a class; none where another line of Today tells of the same orders.
fn need_of(class: CaseClass) -> Option<NeedKind> {
    match class {
        CaseClass::PaidNotInShop => Some(NeedKind::PaidNotInShop),
        CaseClass::MovingInVain => Some(NeedKind::MovingInVain),
        CaseClass::PaidTwice => Some(NeedKind::PaidTwice),
        CaseClass::ReservedAgeing => Some(NeedKind::StaleReserved),
        CaseClass::UnpaidAgeing => Some(NeedKind::StaleUnpaid),
        CaseClass::ShippingNotBegun | CaseClass::Gone => None,
        _ => Some(NeedKind::Cases),
    }
}

pub(super) fn total(counts: &[CaseCount]) -> u64 {
    counts.iter().map(|count| count.open).sum()
}

pub(super) fn looked_at(transaction: &Transaction<'_>) -> Result<Option<i64>, StoreError> {
    Ok(transaction
        .prepare_cached("SELECT looked_at FROM case_progress")?
        .query_row([], |row| row.get(0))?)
}

/// What is open or put off about an order.
pub(crate) fn of_order(
    transaction: &Transaction<'_>,
    order_id: i64,
    settings: &Settings,
    now: i64,
) -> Result<Vec<CaseView>, StoreError> {
    let ids: Vec<i64> = {
        let mut statement = transaction.prepare_cached(OF_ORDER)?;
        let rows = statement.query_map([order_id], |row| row.get(0))?;
        rows.collect::<Result<_, _>>()?
    };
    views(transaction, &ids, settings, now)
}

/// Several cases, in this order.
pub(super) fn views(
    transaction: &Transaction<'_>,
    ids: &[i64],
    settings: &Settings,
    now: i64,
) -> Result<Vec<CaseView>, StoreError> {
    let context = RowContext::load(transaction, settings, now)?;
    ids.iter()
        .map(|id| view(transaction, *id, &context))
        .collect()
}

fn view(
    transaction: &Transaction<'_>,
    id: i64,
    context: &RowContext<'_>,
) -> Result<CaseView, StoreError> {
    let mut statement = transaction.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM cases c LEFT JOIN watches w ON w.id = c.order_id WHERE c.id = ?1"
    ))?;
    let stored = statement
        .query_row([id], Stored::read)
        .optional()?
        .ok_or(StoreError::CaseUnknown)?;
    let card: Card = of_json(&stored.card)?;
    Ok(CaseView {
        id,
        class: of_word(stored.class)?,
        state: of_word(stored.state)?,
        order: stored
            .order_id
            .map(|order| list::row(transaction, order, context))
            .transpose()?,
        checkout: stored
            .checkout_id
            .map(|checkout| checkouts::one(transaction, checkout)?.ok_or(StoreError::CaseUnknown))
            .transpose()?,
        since: stored.since,
        found_at: stored.found_at,
        halalas: stored.halalas,
        difference_halalas: card.difference_halalas,
        read_at: stored.checked_at.filter(|at| *at > 0),
        evidence: card.evidence,
        recommended: card.recommended,
        alternatives: card.alternatives,
        snoozed_until: stored.snoozed_until,
        decided: decided(transaction, id)?,
        facts: Some(hex(&stored.facts)),
    })
}

struct Stored {
    class: String,
    state: String,
    order_id: Option<i64>,
    checkout_id: Option<i64>,
    since: i64,
    found_at: i64,
    halalas: Option<i64>,
    facts: [u8; 32],
    card: String,
    snoozed_until: Option<i64>,
    checked_at: Option<i64>,
}

impl Stored {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            class: row.get(1)?,
            state: row.get(2)?,
            order_id: row.get(3)?,
            checkout_id: row.get(4)?,
            since: row.get(5)?,
            found_at: row.get(6)?,
            halalas: row.get(7)?,
            facts: row.get(8)?,
            card: row.get(9)?,
            snoozed_until: row.get(10)?,
            checked_at: row.get(11)?,
        })
    }
}

/// The decisions about a case that stand, newest first.
pub(super) fn decided(
    transaction: &Transaction<'_>,
    id: i64,
) -> Result<Vec<CaseDecided>, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT step, at, by, note, action_id FROM case_decisions
         WHERE case_id = ?1 AND taken_back_at IS NULL ORDER BY id DESC",
    )?;
    let mut rows = statement.query([id])?;
    let mut decided = Vec::new();
    while let Some(row) = rows.next()? {
        let step: CaseStep = of_word(row.get(0)?)?;
        decided.push(CaseDecided {
            step,
            at: row.get(1)?,
            by: row.get(2)?,
            note: row.get(3)?,
            action: row.get(4)?,
        });
    }
    Ok(decided)
}

/// Bytes as text.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a String cannot fail.
        if write!(text, "{byte:02x}").is_err() {
            return text;
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use rusqlite::types::Value;

    use super::super::super::plans::{plan, with_schema};
    use super::*;

    #[test]
    fn pages_and_counts_are_read_from_an_index_in_its_order() {
        let word = || Value::Text("open".to_owned());
        let number = || Value::Integer(1);
        with_schema(|transaction| {
            let of_class = vec![word(), number(), number(), number(), number()];
            for (sql, parameters, step) in [
                (
                    OF_CLASS,
                    of_class,
                    "SEARCH cases USING COVERING INDEX cases_by_state (state=? AND urgency=? AND \
                     since>?)",
                ),
                (
                    COUNTS,
                    vec![word()],
                    "SEARCH cases USING COVERING INDEX cases_by_state (state=?)",
                ),
            ] {
                assert_eq!(plan(transaction, sql, &parameters), step);
            }
            let of_order = plan(transaction, OF_ORDER, &[number()]);
            assert!(of_order.starts_with("SEARCH cases USING INDEX cases_of_order"));
        });
    }

    #[test]
    fn classes_stand_in_the_sequence_of_their_urgency() {
        for (place, class) in CaseClass::ALL.into_iter().enumerate() {
            assert_eq!(i64::try_from(place).ok(), Some(urgency(class)));
        }
    }
}
