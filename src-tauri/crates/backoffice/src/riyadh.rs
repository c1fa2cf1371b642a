//! Days as people in Riyadh count them.

use chrono::{DateTime, NaiveDate};

/// Asia/Riyadh is three hours ahead of UTC and has no summer time.
const AHEAD: i64 = 3 * 3_600_000;
const DAY: i64 = 86_400_000;

/// A day in Riyadh, counted from 1970-01-01. The store's triggers count the same way
/// (`0002_days.sql`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RiyadhDay(pub(crate) i64);

impl RiyadhDay {
    /// The day of a moment, UTC milliseconds.
    pub(crate) fn of(moment: i64) -> Self {
        Self(moment.saturating_add(AHEAD).div_euclid(DAY))
    }

    /// Its midnight, UTC milliseconds.
    pub(crate) fn starts_at(self) -> i64 {
        self.0.saturating_mul(DAY).saturating_sub(AHEAD)
    }

    /// As `2026-11-25`; empty where no calendar reaches.
    pub(crate) fn date(self) -> String {
        let midnight: Option<NaiveDate> =
            DateTime::from_timestamp_millis(self.0.saturating_mul(DAY)).map(|day| day.date_naive());
        midnight.map_or_else(String::new, |date| date.to_string())
    }

    /// So many days earlier.
    pub(crate) fn before(self, days: u32) -> Self {
        Self(self.0.saturating_sub(i64::from(days)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_nine_in_the_evening_utc() {
        let evening = 1_795_467_600_000;
        assert_eq!(RiyadhDay::of(evening - 1).date(), "2026-11-23");
        assert_eq!(RiyadhDay::of(evening).date(), "2026-11-24");
        assert_eq!(RiyadhDay::of(evening).starts_at(), evening);
        assert_eq!(RiyadhDay::of(evening).before(30).date(), "2026-10-25");
    }

    #[test]
    fn days_before_1970_and_beyond_every_calendar_are_days() {
        assert_eq!(RiyadhDay::of(-3 * 3_600_000 - 1).date(), "1969-12-31");
        assert_eq!(RiyadhDay::of(i64::MAX).date(), "");
    }
}
