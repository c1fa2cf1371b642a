//! Values that several commands take: languages, ages, moments, amounts.

use std::time::Duration;

use backoffice::view::Language;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use clap::ValueEnum;
use points_api::Amount;

use crate::times::RIYADH_SECONDS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LanguageName {
    /// Arabic.
    Ar,
    /// English.
    En,
}

impl From<LanguageName> for Language {
    fn from(name: LanguageName) -> Self {
        match name {
            LanguageName::Ar => Self::Ar,
            LanguageName::En => Self::En,
        }
    }
}

/// How long, with its unit: `30m`, `2d`.
pub(super) fn age(text: &str) -> Result<Duration, String> {
    const WRONG: &str = "an age is a number with s, m, h or d, such as 30m";
    let split = text.len().saturating_sub(1);
    let (number, unit) = text.split_at_checked(split).ok_or(WRONG)?;
    let number: u64 = number.parse().map_err(|_| WRONG)?;
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return Err(WRONG.to_owned()),
    };
    number
        .checked_mul(seconds)
        .map(Duration::from_secs)
        .ok_or_else(|| "this is too long".to_owned())
}

/// A moment, UTC milliseconds: a date, which is its midnight in Riyadh, or RFC 3339.
pub(super) fn moment(text: &str) -> Result<i64, String> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Ok(moment.timestamp_millis());
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .filter(|_| text.len() == "2026-11-25".len())
        .and_then(|date| {
            let midnight = date.and_time(NaiveTime::MIN);
            midnight
                .and_local_timezone(FixedOffset::east_opt(RIYADH_SECONDS)?)
                .single()
        })
        .map(|midnight| midnight.timestamp_millis())
        .ok_or_else(|| {
            "a time is a date such as 2026-11-25, or RFC 3339 such as 2026-11-25T10:30:00+03:00"
                .to_owned()
        })
}

/// An amount of SAR, in halalas.
pub(super) fn sar(text: &str) -> Result<i64, String> {
    const WRONG: &str = "an amount is in SAR with two decimals at the most, such as 150.75";
    let amount: Amount = text.parse().map_err(|_| WRONG)?;
    let decimals = amount
        .text
        .split_once('.')
        .map_or(0, |(_, part)| part.len());
    amount
        .halalas
        .filter(|halalas| decimals <= 2 && halalas.0 >= 0)
        .map(|halalas| halalas.0)
        .ok_or_else(|| WRONG.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_has_a_unit() {
        assert_eq!(age("30m"), Ok(Duration::from_mins(30)));
        assert_eq!(age("7d"), Ok(Duration::from_hours(168)));
        for wrong in [
            "",
            "m",
            "30",
            "-1h",
            "٣h",
            "30w",
            "é",
            "99999999999999999999d",
        ] {
            assert!(age(wrong).is_err(), "{wrong}");
        }
        assert!(age("9999999999999999999d").is_err());
    }

    #[test]
    fn a_date_is_its_midnight_in_riyadh() {
        let midnight = 1_795_467_600_000;
        for text in [
            "2026-11-24",
            "2026-11-24T00:00:00+03:00",
            "2026-11-23T21:00:00Z",
        ] {
            assert_eq!(moment(text), Ok(midnight), "{text}");
        }
        for wrong in [
            "",
            "2026-11-24T00:00",
            "24-11-2026",
            "2026-02-30",
            "2026-1-4",
            "today",
        ] {
            assert!(moment(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_amount_has_two_decimals_at_the_most() {
        assert_eq!(sar("150"), Ok(15_000));
        assert_eq!(sar("150.5"), Ok(15_050));
        assert_eq!(sar("0.07"), Ok(7));
        for wrong in ["", "-1", "1.005", "1.000", "1,50", "SAR 5", "1e400"] {
            assert!(sar(wrong).is_err(), "{wrong}");
        }
    }
}
