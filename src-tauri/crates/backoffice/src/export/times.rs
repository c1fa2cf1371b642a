//! Times: Riyadh for people, UTC for programs.

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};

/// Asia/Riyadh, which has no summer time.
pub(super) const RIYADH_SECONDS: i32 = 3 * 3_600;

/// UTC milliseconds as RFC 3339; none where the number is no time.
pub fn rfc3339(milliseconds: i64) -> Option<String> {
    let time = DateTime::<Utc>::from_timestamp_millis(milliseconds)?;
    Some(time.to_rfc3339_opts(SecondsFormat::Millis, true))
}

/// UTC milliseconds in Riyadh, with its zone: `2026-11-25 10:30 +03:00`.
pub(super) fn in_riyadh(milliseconds: i64) -> Option<String> {
    written(milliseconds, "%Y-%m-%d %H:%M %:z")
}

/// The day in Riyadh: `2026-11-25`.
pub(super) fn day_in_riyadh(milliseconds: i64) -> Option<String> {
    written(milliseconds, "%Y-%m-%d")
}

fn written(milliseconds: i64, format: &str) -> Option<String> {
    let time = DateTime::<Utc>::from_timestamp_millis(milliseconds)?;
    let riyadh = FixedOffset::east_opt(RIYADH_SECONDS)?;
    Some(time.with_timezone(&riyadh).format(format).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENING: i64 = 1_795_467_600_123;

    #[test]
    fn programs_get_utc_and_people_get_riyadh_with_its_zone() {
        assert_eq!(
            rfc3339(EVENING).as_deref(),
            Some("2026-11-23T21:00:00.123Z")
        );
        assert_eq!(
            in_riyadh(EVENING).as_deref(),
            Some("2026-11-24 00:00 +03:00")
        );
        assert_eq!(day_in_riyadh(EVENING).as_deref(), Some("2026-11-24"));
        assert_eq!(rfc3339(i64::MAX), None);
        assert_eq!(in_riyadh(i64::MIN), None);
    }
}
