//! What the cache knows to need a person, each counted exactly by an index, and what was done today.

use rusqlite::{OptionalExtension, Transaction, params};

use super::filter::Filter;
use super::{Store, StoreError, cases, days, shipping_codes, stale};
use crate::riyadh::RiyadhDay;
use crate::view::{
    DoneToday, Need, NeedKind, NeedPlace, OrderQuery, Settings, SortField, StaleKind, StatusCount,
    TodayView,
};

const MINUTE: i64 = 60_000;

/// Sync reads a new order within minutes; only later does its silence need a look.
const UNREAD_FOR: i64 = 15 * MINUTE;

/// A paid order may wait so long before its shipping begins.
const UNSHIPPED_FOR: i64 = 2 * 24 * 60 * MINUTE;

/// Actions that are unclear or need a person, and how many of them are unclear.
pub(super) const ACTIONS: &str = "
    SELECT count(*), min(asked_at), count(*) FILTER (WHERE state = 'unknown')
    FROM actions INDEXED BY actions_open
    WHERE state IN ('held', 'queued', 'sending', 'unknown', 'needs_person')
      AND state IN ('unknown', 'needs_person')";

/// The oldest order with a financial and a shipping status.
pub(super) const OLDEST_WITH: &str = "
    SELECT created_at FROM orders INDEXED BY orders_by_both
    WHERE financial_status = ?1 AND shipping_key = ?2 AND created_at >= 1
    ORDER BY created_at LIMIT 1";

/// Paid replacing orders of one shipping status, made before a moment. The condition repeats the
/// index's.
pub(super) const PAID_BEFORE: &str = "
    SELECT count(*), min(created_at) FROM orders INDEXED BY orders_paid_by_shipping
    WHERE order_type = 'replacing' AND financial_status IN ('approved', 'captured')
      AND shipping_key = ?1 AND created_at BETWEEN 1 AND ?2";

/// Orders that are gone.
pub(super) const GONE: &str = "
    SELECT count(*), min(gone_since) FROM watches INDEXED BY watches_gone_since
    WHERE gone_since IS NOT NULL";

/// The order that was tracked first among those never read.
pub(super) const FIRST_UNREAD: &str = "
    SELECT tracked_at FROM watches INDEXED BY watches_checked
    WHERE checked_at = 0 ORDER BY id LIMIT 1";

/// Shipping changes confirmed since a moment, by what they asked for.
pub(super) const CONFIRMED_SINCE: &str = "
    SELECT ifnull(a.target, ''), count(DISTINCT a.id)
    FROM action_changes c INDEXED BY action_changes_confirmed JOIN actions a ON a.id = c.action_id
    WHERE c.state = 'confirmed' AND c.at >= ?1 AND a.kind = 'shipping' GROUP BY 1 ORDER BY 1";

impl Store {
    /// What needs a person, as far as the cache knows, and what was done today.
    pub async fn today(&self, settings: Settings, now: i64) -> Result<TodayView, StoreError> {
        self.read(move |moment| today(moment, &settings, now)).await
    }
}

/// How many, and since when the oldest.
pub(super) type Counted = (u64, Option<i64>);

pub(super) fn today(
    transaction: &Transaction<'_>,
    settings: &Settings,
    now: i64,
) -> Result<TodayView, StoreError> {
    let codes = shipping_codes::load(transaction)?;
    let in_vain = moving_in_vain();
    let unshipped = unshipped();
    let filter = |query: &OrderQuery| Filter::of(transaction, query, &codes, now);
    let stale = |kind| -> Result<Counted, StoreError> {
        Ok((
            stale::count_of_kind(transaction, kind, settings, now)?,
            stale::oldest_of_kind(transaction, kind, settings, now)?,
        ))
    };
    let cases = cases::needs(transaction, now)?;
    let told_by_cases = |kind| cases.iter().flatten().any(|(told, _)| *told == kind);
    let mut needs = vec![
        unsettled(transaction)?,
        listed(
            NeedKind::MovingInVain,
            moving(transaction, &filter(&in_vain)?)?,
            in_vain,
        ),
        reviewed(NeedKind::StaleReserved, stale(StaleKind::Reserved)?),
        reviewed(NeedKind::StaleUnpaid, stale(StaleKind::Unpaid)?),
        listed(
            NeedKind::Unshipped,
            waiting(transaction, &filter(&unshipped)?, now)?,
            unshipped,
        ),
        listed(
            NeedKind::Gone,
            counted(transaction, GONE)?,
            OrderQuery {
                gone: true,
                ..OrderQuery::default()
            },
        ),
        listed(NeedKind::Unread, unread(transaction, now)?, unread_first()),
    ];
    // Where cases are kept, they say the same and know what a person explained.
    needs.retain(|need| !told_by_cases(need.kind));
    let of_cases = cases.iter().flatten();
    needs.extend(of_cases.map(|(kind, counted)| reviewed(*kind, *counted)));
    needs.sort_by_key(|need| need.kind);
    let starts_at = RiyadhDay::of(now).starts_at();
    Ok(TodayView {
        starts_at,
        needs: needs.into_iter().filter(|need| need.count > 0).collect(),
        done: done(transaction, settings, starts_at, now)?,
    })
}

fn unsettled(transaction: &Transaction<'_>) -> Result<Need, StoreError> {
    let (counted, unclear) = transaction
        .prepare_cached(ACTIONS)?
        .query_row([], |row| Ok((read(row)?, row.get::<_, i64>(2)?)))?;
    let query = OrderQuery {
        unsettled: true,
        ..OrderQuery::default()
    };
    Ok(Need {
        unclear: u64::try_from(unclear).unwrap_or_default(),
        ..listed(NeedKind::Actions, counted, query)
    })
}

fn listed(kind: NeedKind, (count, oldest_at): Counted, query: OrderQuery) -> Need {
    Need {
        kind,
        count,
        unclear: 0,
        oldest_at,
        place: NeedPlace::Orders,
        query: Some(query),
        problem: None,
    }
}

fn reviewed(kind: NeedKind, (count, oldest_at): Counted) -> Need {
    Need {
        kind,
        count,
        unclear: 0,
        oldest_at,
        place: NeedPlace::Review,
        query: None,
        problem: None,
    }
}

/// Orders that came to nothing while their parcel is packed or on its way.
fn moving_in_vain() -> OrderQuery {
    let words = |words: [&str; 2]| words.map(str::to_owned).to_vec();
    OrderQuery {
        financial: words(["cancelled", "fully_refunded"]),
        shipping: words(["ready_shipping", "delivery_is_in_progress"]),
        ..OrderQuery::default()
    }
}

/// Paid orders that wait for their shipping to begin, the oldest first: what [`PAID_BEFORE`] counts.
fn unshipped() -> OrderQuery {
    OrderQuery {
        financial: ["approved", "captured"].map(str::to_owned).to_vec(),
        shipping: vec!["new".to_owned()],
        types: vec!["replacing".to_owned()],
        older_than: Some(UNSHIPPED_FOR),
        ascending: true,
        ..OrderQuery::default()
    }
}

/// What was never read comes first where the list is sorted by the last answer.
fn unread_first() -> OrderQuery {
    OrderQuery {
        sort: SortField::Checked,
        ascending: true,
        ..OrderQuery::default()
    }
}

fn counted(transaction: &Transaction<'_>, sql: &str) -> Result<Counted, StoreError> {
    Ok(transaction.prepare_cached(sql)?.query_row([], read)?)
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Counted> {
    let count: i64 = row.get(0)?;
    Ok((u64::try_from(count).unwrap_or_default(), row.get(1)?))
}

fn moving(transaction: &Transaction<'_>, filter: &Filter) -> Result<Counted, StoreError> {
    let mut statement = transaction.prepare_cached(OLDEST_WITH)?;
    let mut oldest_at: Option<i64> = None;
    for tally in filter.passing() {
        let oldest = statement
            .query_row([&tally.financial, &tally.shipping], |row| row.get(0))
            .optional()?;
        oldest_at = earlier(oldest_at, oldest);
    }
    Ok((filter.count(), oldest_at))
}

fn waiting(
    transaction: &Transaction<'_>,
    filter: &Filter,
    now: i64,
) -> Result<Counted, StoreError> {
    let mut statement = transaction.prepare_cached(PAID_BEFORE)?;
    let mut sum: Counted = (0, None);
    for key in &filter.shipping {
        let (count, oldest) = statement.query_row(params![key, now - UNSHIPPED_FOR], read)?;
        sum = (sum.0 + count, earlier(sum.1, oldest));
    }
    Ok(sum)
}

fn unread(transaction: &Transaction<'_>, now: i64) -> Result<Counted, StoreError> {
    let first: Option<i64> = transaction
        .prepare_cached(FIRST_UNREAD)?
        .query_row([], |row| row.get(0))
        .optional()?;
    if first.is_none_or(|tracked_at| now - tracked_at < UNREAD_FOR) {
        return Ok((0, None));
    }
    let count: i64 = transaction
        .prepare_cached("SELECT count FROM unread_tally")?
        .query_row([], |row| row.get(0))?;
    Ok((u64::try_from(count).unwrap_or_default(), first))
}

fn earlier(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    one.into_iter().chain(other).min()
}

fn done(
    transaction: &Transaction<'_>,
    settings: &Settings,
    since: i64,
    now: i64,
) -> Result<DoneToday, StoreError> {
    let mut statement = transaction.prepare_cached(CONFIRMED_SINCE)?;
    let rows = statement.query_map([since], |row| {
        let count: i64 = row.get(1)?;
        Ok(StatusCount {
            status: row.get(0)?,
            count: u64::try_from(count).unwrap_or_default(),
        })
    })?;
    let shipped = rows.collect::<Result<_, _>>()?;
    let figures = days::figures(transaction, 1, settings, now)?;
    let (paid_orders, paid_halalas) = figures
        .days
        .last()
        .map_or((0, 0), |day| (day.paid_orders, day.paid_halalas));
    Ok(DoneToday {
        paid_orders,
        paid_halalas,
        shipped,
    })
}

#[cfg(test)]
mod tests {
    use rusqlite::types::Value;

    use super::super::plans::{plan, with_schema};
    use super::*;

    /// Whatever the shop's size: only what needs a person is read, and from an index.
    #[test]
    fn every_need_is_counted_by_an_index() {
        let word = || Value::Text("new".to_owned());
        let number = || Value::Integer(1);
        with_schema(|transaction| {
            assert_eq!(
                plan(transaction, super::super::among::GONE, &[]),
                "SCAN watches USING INDEX watches_gone"
            );
            for (sql, parameters, step) in [
                (ACTIONS, vec![], "SCAN actions USING INDEX actions_open"),
                (
                    OLDEST_WITH,
                    vec![word(), word()],
                    "SEARCH orders USING COVERING INDEX orders_by_both \
                     (financial_status=? AND shipping_key=? AND created_at>?)",
                ),
                (
                    PAID_BEFORE,
                    vec![word(), number()],
                    "SEARCH orders USING COVERING INDEX orders_paid_by_shipping \
                     (shipping_key=? AND created_at>? AND created_at<?)",
                ),
                (
                    GONE,
                    vec![],
                    "SEARCH watches USING COVERING INDEX watches_gone_since (gone_since>?)",
                ),
                (
                    FIRST_UNREAD,
                    vec![],
                    "SEARCH watches USING INDEX watches_checked (checked_at=?)",
                ),
            ] {
                assert_eq!(plan(transaction, sql, &parameters), step);
            }
            for (sql, parameters) in [
                (stale::OPEN, vec![word(), number()]),
                (stale::OPEN_AND_GONE, vec![word(), number()]),
                (stale::OLDEST_OPEN, vec![word(), number()]),
                (stale::FIRST_UNDATED, vec![word(), number()]),
                (CONFIRMED_SINCE, vec![number()]),
            ] {
                let plan = plan(transaction, sql, &parameters);
                assert!(!plan.contains("SCAN o"), "{plan}");
                assert!(!plan.contains("SCAN a"), "{plan}");
                assert!(!plan.contains("FOR ORDER BY"), "{plan}");
            }
        });
    }
}
