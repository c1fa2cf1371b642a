//! Money, points and times as a sheet shows them: Latin digits, the Gregorian calendar, Riyadh
//! time, so that a courier and the shop's own system read the same.

use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use points_api::Halalas;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::view::Language;

/// Riyadh is three hours ahead of UTC and has no summer time.
const RIYADH_SECONDS: i32 = 3 * 3_600;

const ENGLISH_MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const ARABIC_MONTHS: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];

/// An amount of SAR with its thousands apart: the halalas where they are exact, else the text as
/// received.
pub(super) fn amount(halalas: Option<i64>, text: Option<&str>) -> Option<String> {
    halalas
        .map(|halalas| grouped(&Halalas(halalas).to_sar()))
        .or_else(|| text.map(grouped))
}

/// Points with at most two decimals, as the page shows them; a text that is no number stays.
pub(super) fn points(text: &str) -> String {
    text.trim().parse::<Decimal>().map_or_else(
        |_| text.to_owned(),
        |points| {
            let rounded = points.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
            if rounded.fract().is_zero() {
                grouped(&rounded.trunc().to_string())
            } else {
                grouped(&format!("{rounded:.2}"))
            }
        },
    )
}

/// A plain decimal number with its thousands apart; any other text stays as it is.
pub(super) fn grouped(text: &str) -> String {
    let (sign, magnitude) = match text.strip_prefix('-') {
        Some(magnitude) => ("-", magnitude),
        None => ("", text),
    };
    let (whole, fraction) = match magnitude.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (magnitude, None),
    };
    let is_plain =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    if !is_plain(whole) || !fraction.is_none_or(is_plain) {
        return text.to_owned();
    }
    let mut grouped = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// Day and clock in Riyadh, from UTC milliseconds; none beyond what a calendar can say.
pub(crate) fn moment(at: i64, language: Language) -> Option<String> {
    let riyadh = FixedOffset::east_opt(RIYADH_SECONDS)?;
    let at = DateTime::from_timestamp_millis(at)?.with_timezone(&riyadh);
    let (day, year, minute) = (at.day(), at.year(), at.minute());
    let month = usize::try_from(at.month0()).ok()?;
    Some(match language {
        Language::En => format!(
            "{day} {} {year}, {:02}:{minute:02}",
            ENGLISH_MONTHS.get(month)?,
            at.hour()
        ),
        Language::Ar => {
            let (is_afternoon, hour) = at.hour12();
            let half = if is_afternoon { 'م' } else { 'ص' };
            format!(
                "{day} {} {year}، {hour}:{minute:02} {half}",
                ARABIC_MONTHS.get(month)?
            )
        }
    })
}

/// A time in Riyadh as the name of a file has it: `20261125-141000`.
pub(super) fn stamp(at: i64) -> Option<String> {
    let riyadh = FixedOffset::east_opt(RIYADH_SECONDS)?;
    let at = DateTime::from_timestamp_millis(at)?.with_timezone(&riyadh);
    Some(at.format("%Y%m%d-%H%M%S").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_has_two_decimals_and_its_thousands_apart() {
        assert_eq!(amount(Some(125_000), None).as_deref(), Some("1,250.00"));
        assert_eq!(amount(Some(-5), None).as_deref(), Some("-0.05"));
        assert_eq!(amount(Some(0), Some("0")).as_deref(), Some("0.00"));
        assert_eq!(
            amount(Some(100_000_000_000_000), None).as_deref(),
            Some("1,000,000,000,000.00")
        );
        assert_eq!(amount(None, Some("1234.125")).as_deref(), Some("1,234.125"));
        assert_eq!(amount(None, Some("free")).as_deref(), Some("free"));
        assert_eq!(amount(None, None), None);
    }

    #[test]
    fn points_are_rounded_as_on_the_page() {
        assert_eq!(points("2384.9999999999995"), "2,385");
        assert_eq!(points("10.50"), "10.50");
        assert_eq!(points("0.005"), "0.01");
        assert_eq!(points("many"), "many");
    }

    #[test]
    fn times_are_those_of_riyadh() {
        // 2026-11-24T21:05:00Z is the next day there.
        let at = 1_795_554_300_000;
        assert_eq!(
            moment(at, Language::En).as_deref(),
            Some("25 Nov 2026, 00:05")
        );
        assert_eq!(
            moment(at, Language::Ar).as_deref(),
            Some("25 نوفمبر 2026، 12:05 ص")
        );
        assert_eq!(
            moment(-2_208_988_800_000, Language::En).as_deref(),
            Some("1 Jan 1900, 03:00")
        );
        assert_eq!(moment(i64::MAX, Language::En), None);
    }
}
