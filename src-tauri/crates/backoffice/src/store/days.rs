//! The figures by day in Riyadh, which triggers keep (`0002_days.sql`), and how many checkouts were
//! stale when a day was last looked at.

use rusqlite::types::ValueRef;
use rusqlite::{Row, Transaction, params};

use super::{Priority, Store, StoreError, stale};
use crate::figures::{DaySum, Figures};
use crate::riyadh::RiyadhDay;
use crate::view::{FiguresView, Settings, StaleFigures, StaleKind};

/// The longest stretch of days.
const LONGEST: u32 = 366;

pub(super) const SUMS: &str = "
    SELECT day, order_type, financial_status, settlement_status, orders, halalas, unsummed_totals,
        micropoints, unsummed_points
    FROM day_figures WHERE day BETWEEN ?1 AND ?2";

pub(super) const STALE: &str =
    "SELECT day, unpaid, reserved, counted_at FROM stale_days WHERE day BETWEEN ?1 AND ?2";

impl Store {
    /// The figures of the last `days` days, today among them; of 366 at the most.
    pub async fn figures(
        &self,
        days: u32,
        settings: Settings,
        now: i64,
    ) -> Result<FiguresView, StoreError> {
        self.read(move |moment| figures(moment, days, &settings, now))
            .await
    }

    /// Keeps how many checkouts are stale now, as the last word on this day so far.
    pub async fn note_stale(&self, settings: Settings, now: i64) -> Result<(), StoreError> {
        self.write(Priority::Sweep, move |transaction| {
            let stale = count_stale(transaction, &settings, now)?;
            note(transaction, stale)
        })
        .await
    }
}

/// The figures of a stretch that ends today. What is stale today is counted now.
pub(super) fn figures(
    transaction: &Transaction<'_>,
    days: u32,
    settings: &Settings,
    now: i64,
) -> Result<FiguresView, StoreError> {
    let today = RiyadhDay::of(now);
    let mut figures = Figures::new(today, days.clamp(1, LONGEST));
    let stretch = [figures.first().0, today.0];
    let mut sums = transaction.prepare_cached(SUMS)?;
    let mut rows = sums.query(stretch)?;
    while let Some(row) = rows.next()? {
        figures.add(&DaySum {
            day: RiyadhDay(row.get(0)?),
            order_type: text(row, 1)?,
            financial_status: text(row, 2)?,
            settlement_status: text(row, 3)?,
            orders: count(row, 4)?,
            halalas: row.get(5)?,
            unsummed_totals: count(row, 6)?,
            micropoints: row.get(7)?,
            unsummed_points: count(row, 8)?,
        });
    }
    let mut stale = transaction.prepare_cached(STALE)?;
    let mut rows = stale.query(stretch)?;
    while let Some(row) = rows.next()? {
        let counted = StaleFigures {
            unpaid: count(row, 1)?,
            reserved: count(row, 2)?,
            counted_at: row.get(3)?,
        };
        figures.note_stale(RiyadhDay(row.get(0)?), counted);
    }
    figures.note_stale(today, count_stale(transaction, settings, now)?);
    Ok(figures.view())
}

fn count(row: &Row<'_>, index: usize) -> Result<u64, StoreError> {
    Ok(u64::try_from(row.get::<_, i64>(index)?).unwrap_or_default())
}

fn text<'row>(row: &'row Row<'_>, index: usize) -> Result<&'row str, StoreError> {
    match row.get_ref(index)? {
        ValueRef::Text(text) => {
            std::str::from_utf8(text).map_err(|_| StoreError::Unreadable("word"))
        }
        _ => Err(StoreError::Unreadable("word")),
    }
}

fn count_stale(
    transaction: &Transaction<'_>,
    settings: &Settings,
    now: i64,
) -> Result<StaleFigures, StoreError> {
    let of_kind = |kind| stale::count_of_kind(transaction, kind, settings, now);
    Ok(StaleFigures {
        unpaid: of_kind(StaleKind::Unpaid)?,
        reserved: of_kind(StaleKind::Reserved)?,
        counted_at: now,
    })
}

/// A clock that was put back does not undo what was counted later on the same day.
fn note(transaction: &Transaction<'_>, stale: StaleFigures) -> Result<(), StoreError> {
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    transaction
        .prepare_cached(
            "INSERT INTO stale_days (day, counted_at, unpaid, reserved) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (day) DO UPDATE SET
                 counted_at = excluded.counted_at,
                 unpaid = excluded.unpaid,
                 reserved = excluded.reserved
             WHERE excluded.counted_at >= counted_at",
        )?
        .execute(params![
            RiyadhDay::of(stale.counted_at).0,
            stale.counted_at,
            number(stale.unpaid),
            number(stale.reserved),
        ])?;
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use rusqlite::types::Value;

    use super::super::plans::{plan, with_schema};
    use super::*;

    #[test]
    fn a_stretch_of_days_is_all_that_is_read() {
        with_schema(|transaction| {
            let stretch = [Value::Integer(1), Value::Integer(90)];
            assert_eq!(
                plan(transaction, SUMS, &stretch),
                "SEARCH day_figures USING PRIMARY KEY (day>? AND day<?)"
            );
            assert_eq!(
                plan(transaction, STALE, &stretch),
                "SEARCH stale_days USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"
            );
        });
    }

    #[test]
    fn sums_hold_a_million_of_the_greatest_orders() {
        with_schema(|transaction| {
            transaction
                .execute_batch(
                    "INSERT INTO watches (id, uuid, origin, tracked_at)
                         VALUES (1, zeroblob(16), 'paste', 1);
                     INSERT INTO day_figures VALUES (20000, 'replacing', 'captured', '', 999999,
                         999999000000000000, 0, 9000000000000000000, 0);
                     INSERT INTO orders (id, uuid, order_type, financial_status, created_at,
                             total_halalas, micropoints)
                         VALUES (1, zeroblob(16), 'replacing', 'captured', 20000 * 86400000,
                             1000000000000, 1000000000000000);",
                )
                .unwrap();
            let now = 20_000 * 86_400_000;
            let view = figures(transaction, 1, &Settings::default(), now).unwrap();
            let day = view.days.last().unwrap();
            assert_eq!(day.paid_orders, 1_000_000);
            assert_eq!(day.paid_halalas, 1_000_000_000_000_000_000);
            assert_eq!(day.points_redeemed, "9001000000000");
        });
    }
}
