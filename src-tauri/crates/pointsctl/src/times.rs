//! Times: UTC for programs, Riyadh for people.

pub(crate) use backoffice::export::rfc3339;
use chrono::{DateTime, FixedOffset, Utc};

/// Asia/Riyadh, which has no summer time.
pub(crate) const RIYADH_SECONDS: i32 = 3 * 3_600;

/// UTC milliseconds as a person in Riyadh reads them.
pub(crate) fn in_riyadh(milliseconds: i64) -> Option<String> {
    let time = DateTime::<Utc>::from_timestamp_millis(milliseconds)?;
    let riyadh = FixedOffset::east_opt(RIYADH_SECONDS)?;
    Some(
        time.with_timezone(&riyadh)
            .format("%Y-%m-%d %H:%M")
            .to_string(),
    )
}

/// Now, UTC milliseconds.
pub(crate) fn now() -> i64 {
    Utc::now().timestamp_millis()
}

/// An age as a person says it: `12 min`, `5 h`, `3 d`.
pub(crate) fn age(milliseconds: i64) -> String {
    let minutes = milliseconds.max(0) / 60_000;
    if minutes < 120 {
        format!("{minutes} min")
    } else if minutes < 48 * 60 {
        format!("{} h", minutes / 60)
    } else {
        format!("{} d", minutes / (24 * 60))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_get_utc_and_people_get_riyadh() {
        let evening = 1_795_467_600_123;
        assert_eq!(
            rfc3339(evening).as_deref(),
            Some("2026-11-23T21:00:00.123Z")
        );
        assert_eq!(in_riyadh(evening).as_deref(), Some("2026-11-24 00:00"));
        assert_eq!(rfc3339(i64::MAX), None);
    }

    #[test]
    fn ages_are_short() {
        assert_eq!(age(-5), "0 min");
        assert_eq!(age(31 * 60_000), "31 min");
        assert_eq!(age(5 * 3_600_000), "5 h");
        assert_eq!(age(72 * 3_600_000), "3 d");
    }
}
