//! How much of what the shop told of can be checked with Points: from counters, never counted anew.

use rusqlite::{Transaction, params};

use super::StoreError;
use crate::riyadh::RiyadhDay;
use crate::view::{Completeness, DayGap};

/// So many days are looked at for gaps, today among them.
const DAYS: u32 = 30;

pub(super) const TOTALS: &str =
    "SELECT ifnull(sum(rows), 0), ifnull(sum(with_uuid), 0), ifnull(sum(heard), 0) FROM shop_days";

pub(super) const EVENTED: &str = "SELECT evented, read FROM evented_tally WHERE only = 1";

pub(super) const GAPS: &str = "SELECT day, rows, rows - with_uuid FROM shop_days
     WHERE day > ?1 AND day <= ?2 AND with_uuid < rows ORDER BY day DESC";

/// How complete it is.
pub(super) fn look(transaction: &Transaction<'_>, now: i64) -> Result<Completeness, StoreError> {
    let count = |count: i64| u64::try_from(count).unwrap_or_default();
    let (rows, with_uuid, heard) = transaction
        .prepare_cached(TOTALS)?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let (evented, evented_read) = transaction
        .prepare_cached(EVENTED)?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let RiyadhDay(today) = RiyadhDay::of(now);
    let RiyadhDay(since) = RiyadhDay(today).before(DAYS);
    let mut statement = transaction.prepare_cached(GAPS)?;
    let gaps = statement.query_map(params![since, today], |row| {
        let day = RiyadhDay(row.get(0)?);
        Ok(DayGap {
            date: day.date(),
            starts_at: day.starts_at(),
            rows: count(row.get(1)?),
            without_uuid: count(row.get(2)?),
        })
    })?;
    Ok(Completeness {
        rows: count(rows),
        with_uuid: count(with_uuid),
        heard: count(heard),
        evented: count(evented),
        evented_read: count(evented_read),
        gaps: gaps.collect::<Result<_, _>>()?,
    })
}
