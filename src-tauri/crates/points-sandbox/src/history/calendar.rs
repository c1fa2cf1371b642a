//! When people order: evenings more than mornings, weekends more than weekdays, a salary day on
//! the 27th, and a shop that grows.

use chrono::{DateTime, Datelike, Duration, Timelike, Utc};

/// Weight of each hour of the day in Riyadh.
const HOURS: [u64; 24] = [
    50, 30, 20, 10, 10, 20, 30, 50, 70, 80, 80, 80, 90, 90, 90, 100, 130, 170, 220, 260, 280, 260,
    190, 110,
];

/// Spreads a number of orders over a span of time; order `index` of `count` always lies after the
/// one before it.
#[derive(Clone, Debug)]
pub(super) struct Calendar {
    start: DateTime<Utc>,
    /// Weight of everything up to the end of each hour since `start`.
    cumulative: Vec<u64>,
}

impl Calendar {
    pub(super) fn new(end: DateTime<Utc>, days: i64) -> Self {
        let start = end - Duration::days(days);
        let mut cumulative = Vec::new();
        let mut sum = 0_u64;
        for hour in 0..days.saturating_mul(24) {
            sum = sum.saturating_add(weight(start + Duration::hours(hour), hour / 24, days));
            cumulative.push(sum);
        }
        Self { start, cumulative }
    }

    /// The time of order `index` of `count`, with `jitter` in 0..1000 inside its slot.
    pub(super) fn time_of(&self, index: u64, count: u64, jitter: u64) -> DateTime<Utc> {
        let total = u128::from(self.cumulative.last().copied().unwrap_or(1));
        let slots = u128::from(count.max(1)) * 1_000;
        let position = (u128::from(index) * 1_000 + u128::from(jitter)) * total;
        let target = u64::try_from(position / slots).unwrap_or(u64::MAX);
        let hour = self.cumulative.partition_point(|&sum| sum <= target);
        let before = hour
            .checked_sub(1)
            .and_then(|h| self.cumulative.get(h))
            .copied()
            .unwrap_or(0);
        let until = self.cumulative.get(hour).copied().unwrap_or(before + 1);
        let width = u128::from(until.saturating_sub(before).max(1));
        // In microseconds, from the exact fraction, so that neighbours never share a time by
        // rounding alone.
        let inside = position.saturating_sub(u128::from(before) * slots);
        let microseconds = inside * 3_600_000_000 / (width * slots);
        let hours = i64::try_from(hour).unwrap_or(0);
        self.start
            + Duration::hours(hours)
            + Duration::microseconds(i64::try_from(microseconds).unwrap_or(0))
    }
}

fn weight(moment: DateTime<Utc>, day: i64, days: i64) -> u64 {
    let local = moment + Duration::hours(3);
    let hour = usize::try_from(local.hour())
        .ok()
        .and_then(|h| HOURS.get(h))
        .copied()
        .unwrap_or(1);
    let weekday = match local.weekday() {
        chrono::Weekday::Thu | chrono::Weekday::Fri => 150,
        chrono::Weekday::Sat => 120,
        _ => 100,
    };
    let salary = if (27..=29).contains(&local.day()) {
        170
    } else {
        100
    };
    let growth = 100 + u64::try_from(day.saturating_mul(60) / days.max(1)).unwrap_or(0);
    hour * weekday * salary * growth / 10_000
}
