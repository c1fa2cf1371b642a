//! Moments, as shops and spreadsheets write them. Without a zone they are meant in Riyadh.

use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Unclear;
use super::date_words::{after_noon, begins_month, is_filler, month};
use crate::text::fold_text;

const RIYADH_MINUTES: i64 = 180;
const DAY: i64 = 86_400_000;

/// Which number of `03/04/2026` is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in super::super) enum DateOrder {
    /// As people write in Saudi Arabia.
    #[default]
    DayFirst,
    /// As Americans write: only where the whole file says so.
    MonthFirst,
}

/// How the dates of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in super::super) struct DateRule {
    /// Which number is the day.
    pub(in super::super) order: DateOrder,
    /// Whether a moment without a zone is UTC: the column's name says so.
    pub(in super::super) is_utc: bool,
}

/// What a cell tells of the order of all dates in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum OrderHint {
    /// It can be read in this order alone.
    Only(DateOrder),
    /// It can be read in both orders, as two different days.
    Both,
}

/// UTC milliseconds of a cleaned cell. Unclear: no date, a time without a date, a date of the Hijri
/// calendar, or one that contradicts the order of its column's dates.
pub(in super::super) fn moment(text: &str, rule: DateRule) -> Result<Option<i64>, Unclear> {
    if text.is_empty() {
        return Ok(None);
    }
    let written = written(text).ok_or(Unclear)?;
    if let Written::Instant(instant) = written {
        return Ok(Some(instant));
    }
    let Written::Date { day, of_day, zone } = written else {
        return Err(Unclear);
    };
    let date = day.in_order(rule.order).ok_or(Unclear)?;
    let minutes = zone.unwrap_or(if rule.is_utc { 0 } else { RIYADH_MINUTES });
    let midnight = date.and_time(NaiveTime::MIN).and_utc().timestamp_millis();
    Ok(Some(midnight + of_day - minutes * 60_000))
}

/// What a cleaned cell tells of the order of its column's dates; none where it tells nothing.
pub(in super::super) fn order_hint(text: &str) -> Option<OrderHint> {
    // What is written so begins with a short number.
    if !text.contains(['/', '-', '.']) {
        return None;
    }
    let Written::Date {
        day: Day::Short { first, second, .. },
        ..
    } = written(text)?
    else {
        return None;
    };
    match (first > 12, second > 12) {
        (true, false) => Some(OrderHint::Only(DateOrder::DayFirst)),
        (false, true) => Some(OrderHint::Only(DateOrder::MonthFirst)),
        (false, false) if first != second => Some(OrderHint::Both),
        _ => None,
    }
}

/// What a text says before anything is known of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    /// A moment without any calendar.
    Instant(i64),
    /// A day, milliseconds into it, and the zone's minutes ahead of UTC.
    Date {
        day: Day,
        of_day: i64,
        zone: Option<i64>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Day {
    Whole(NaiveDate),
    /// Day and month, or month and day.
    Short {
        first: u32,
        second: u32,
        year: i32,
    },
}

impl Day {
    fn in_order(self, order: DateOrder) -> Option<NaiveDate> {
        let (day, month, year) = match (self, order) {
            (Self::Whole(date), _) => return Some(date),
            (
                Self::Short {
                    first,
                    second,
                    year,
                },
                DateOrder::DayFirst,
            ) => (first, second, year),
            (
                Self::Short {
                    first,
                    second,
                    year,
                },
                DateOrder::MonthFirst,
            ) => (second, first, year),
        };
        NaiveDate::from_ymd_opt(year, month, day)
    }
}

/// Years of orders. A year of the Hijri calendar is none of them.
fn is_year(year: i32) -> bool {
    (2000..=2100).contains(&year)
}

fn whole(year: i32, month: u32, day: u32) -> Option<Day> {
    is_year(year)
        .then(|| NaiveDate::from_ymd_opt(year, month, day))
        .flatten()
        .map(Day::Whole)
}

fn written(text: &str) -> Option<Written> {
    // No date is longer, and a cell may be.
    const LONGEST: usize = 160;
    if text.len() > LONGEST {
        return None;
    }
    iso(text).or_else(|| {
        let folded = fold_text(text);
        let folded = folded.trim();
        let starts_as_number = folded
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
        if starts_as_number && folded.bytes().filter(|byte| *byte == b'.').count() < 2 {
            return bare_number(folded);
        }
        in_words(folded)
    })
}

/// `2026-11-25` and `2026-11-25T14:03:22.5+03:00`, which is nearly all there is.
fn iso(text: &str) -> Option<Written> {
    let bytes = text.as_bytes();
    let (date, rest) = bytes.split_at_checked(10)?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = date else {
        return None;
    };
    let year = i32::try_from(digits(&[*y1, *y2, *y3, *y4])?).ok()?;
    let day = whole(year, digits(&[*m1, *m2])?, digits(&[*d1, *d2])?)?;
    let (of_day, rest) = match rest {
        [] => (0, rest),
        [b' ' | b'T' | b't', h1, h2, b':', m1, m2, rest @ ..] => {
            let hours = digits(&[*h1, *h2])?;
            let minutes = digits(&[*m1, *m2])?;
            let (seconds, rest) = match rest {
                [b':', s1, s2, rest @ ..] => (digits(&[*s1, *s2])?, rest),
                _ => (0, rest),
            };
            let (millis, rest) = match rest {
                [b'.' | b',', rest @ ..] => fraction(rest)?,
                _ => (0, rest),
            };
            (clock(hours, minutes, seconds)? + millis, rest)
        }
        _ => return None,
    };
    let zone = match rest {
        [] => None,
        [b' ', zone @ ..] | zone => Some(zone_minutes(zone)?),
    };
    Some(Written::Date { day, of_day, zone })
}

fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0_u32, |number, byte| {
        let digit = char::from(*byte).to_digit(10)?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// Milliseconds of the digits behind a second, and what stands behind them.
fn fraction(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let length = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (fraction, rest) = bytes.split_at_checked(length)?;
    let mut millis = 0;
    for place in 0..3 {
        let digit = fraction.get(place).map_or(0, |byte| byte - b'0');
        millis = millis * 10 + i64::from(digit);
    }
    (length > 0).then_some((millis, rest))
}

fn clock(hours: u32, minutes: u32, seconds: u32) -> Option<i64> {
    // A leap second is the last one of its minute.
    let seconds = if seconds == 60 { 59 } else { seconds };
    (hours < 24 && minutes < 60 && seconds < 60)
        .then(|| i64::from(hours * 3_600 + minutes * 60 + seconds) * 1_000)
}

/// Minutes ahead of UTC: `Z`, `UTC`, `+03:00`, `+0300`, `+03`, `GMT+3`.
fn zone_minutes(zone: &[u8]) -> Option<i64> {
    let lower = zone.to_ascii_lowercase();
    let (named, rest) = match lower.as_slice() {
        [b'z', rest @ ..] => (true, rest),
        [b'u', b't', b'c', rest @ ..] | [b'g', b'm', b't', rest @ ..] => (true, rest),
        b"ast" | b"ksa" => return Some(RIYADH_MINUTES),
        rest => (false, rest),
    };
    let (sign, rest) = match rest {
        [] if named => return Some(0),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = match rest {
        [h] if named => (digits(&[*h])?, 0),
        [h1, h2] => (digits(&[*h1, *h2])?, 0),
        [h1, h2, m1, m2] | [h1, h2, b':', m1, m2] => (digits(&[*h1, *h2])?, digits(&[*m1, *m2])?),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then(|| sign * i64::from(hours * 60 + minutes))
}

/// A number alone: seconds or milliseconds since 1970, a spreadsheet's day, or `20261125`.
fn bare_number(text: &str) -> Option<Written> {
    // 2000 to 2100.
    const SECONDS: std::ops::Range<i64> = 946_684_800..4_102_444_800;
    const DAYS_TO_1970: i64 = 25_569;
    let (integer, decimals) = text.split_once('.').unwrap_or((text, ""));
    match integer.len() {
        5 => {
            let days: Decimal = text.trim_end_matches('.').parse().ok()?;
            let exact = (days - Decimal::from(DAYS_TO_1970)).checked_mul(Decimal::from(DAY))?;
            let millis = whole_second(exact.round().to_i64()?);
            SECONDS.contains(&millis.div_euclid(1_000)).then(|| {
                let date = chrono::DateTime::from_timestamp_millis(millis)?.date_naive();
                Some(Written::Date {
                    day: Day::Whole(date),
                    of_day: millis.rem_euclid(DAY),
                    zone: None,
                })
            })?
        }
        8 if decimals.is_empty() => compact(integer, 0),
        10 => {
            let seconds: i64 = integer.parse().ok()?;
            SECONDS
                .contains(&seconds)
                .then(|| Written::Instant(seconds * 1_000))
        }
        13 => {
            let millis: i64 = integer.parse().ok()?;
            SECONDS
                .contains(&(millis / 1_000))
                .then_some(Written::Instant(millis))
        }
        14 if decimals.is_empty() => {
            let (date, time) = integer.split_at_checked(8)?;
            let time = time.as_bytes();
            let part = |from: usize| digits(time.get(from..from + 2)?);
            compact(date, clock(part(0)?, part(2)?, part(4)?)?)
        }
        _ => None,
    }
}

/// A fraction of a day is seldom quite the second that was meant.
fn whole_second(millis: i64) -> i64 {
    let second = (millis + 500).div_euclid(1_000) * 1_000;
    if (millis - second).abs() <= 5 {
        second
    } else {
        millis
    }
}

fn compact(date: &str, of_day: i64) -> Option<Written> {
    let bytes = date.as_bytes();
    let part = |from: usize, to: usize| digits(bytes.get(from..to)?);
    let day = whole(i32::try_from(part(0, 4)?).ok()?, part(4, 6)?, part(6, 8)?)?;
    Some(Written::Date {
        day,
        of_day,
        zone: None,
    })
}

/// Anything else: numbers, names of months, and what people write around them.
fn in_words(folded: &str) -> Option<Written> {
    let text = folded.replace("a.m.", "am").replace("p.m.", "pm");
    let (text, zone) = without_zone(&text);
    let (date, time) = apart(text)?;
    let mut numbers: Vec<&str> = Vec::new();
    let mut month_at = None;
    let mut named_month = None;
    let mut is_after_noon = None;
    let mut words = parts(&date).peekable();
    while let Some(word) = words.next() {
        if word.starts_with(|letter: char| letter.is_ascii_digit()) {
            numbers.push(word);
            continue;
        }
        let two_words;
        let word = if begins_month(word) {
            two_words = format!("{word} {}", words.next()?);
            two_words.as_str()
        } else {
            word
        };
        if let Some(found) = month(word) {
            if named_month.replace(found).is_some() {
                return None;
            }
            month_at = Some(numbers.len());
        } else if let Some(found) = after_noon(word) {
            if is_after_noon.replace(found).is_some() {
                return None;
            }
        } else if !is_filler(word) {
            return None;
        }
    }
    let day = match (named_month, numbers.as_slice()) {
        (Some(month), [first, second]) => named(*first, *second, month, month_at?)?,
        (None, [date]) if date.len() == 8 => {
            let Written::Date { day, .. } = compact(date, 0)? else {
                return None;
            };
            day
        }
        (None, [first, second, third]) => in_numbers(first, second, third)?,
        _ => return None,
    };
    let of_day = match time {
        Some((hours, minutes, seconds, millis)) => {
            clock(hour_of_day(hours, is_after_noon)?, minutes, seconds)? + millis
        }
        None if is_after_noon.is_some() => return None,
        None => 0,
    };
    Some(Written::Date { day, of_day, zone })
}

fn hour_of_day(hours: u32, is_after_noon: Option<bool>) -> Option<u32> {
    match is_after_noon {
        Some(false) if hours == 12 => Some(0),
        Some(true) if hours < 12 => Some(hours + 12),
        // `14:03 م` says nothing new; `14:03 ص` says two things.
        Some(false) if hours > 12 => None,
        _ => Some(hours),
    }
}

fn named(first: &str, second: &str, month: u32, month_at: usize) -> Option<Day> {
    let (day, year) = if first.len() == 4 {
        (second, first)
    } else {
        (first, second)
    };
    if month_at > 1 {
        return None;
    }
    whole(full_year(year)?, month, short(day)?)
}

fn in_numbers(first: &str, second: &str, third: &str) -> Option<Day> {
    if first.len() == 4 {
        return whole(full_year(first)?, short(second)?, short(third)?);
    }
    let (first, second, year) = (short(first)?, short(second)?, full_year(third)?);
    let fits = |number: u32| (1..=31).contains(&number);
    (fits(first) && fits(second) && first.min(second) <= 12).then_some(Day::Short {
        first,
        second,
        year,
    })
}

fn short(text: &str) -> Option<u32> {
    (text.len() <= 2).then(|| digits(text.as_bytes())).flatten()
}

/// Of two digits, only years about now: in the forties, one could be of the Hijri calendar.
fn full_year(text: &str) -> Option<i32> {
    let year = i32::try_from(digits(text.as_bytes())?).ok()?;
    match text.len() {
        4 if is_year(year) => Some(year),
        2 if (15..=44).contains(&year) => Some(2000 + year),
        _ => None,
    }
}

/// Words and numbers of a text. Letters that follow a number are a word of their own: `25th`.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .flat_map(|word| {
            let end = word
                .find(|letter: char| !letter.is_ascii_digit())
                .unwrap_or(word.len());
            let (number, rest) = word.split_at_checked(end).unwrap_or((word, ""));
            [number, rest].into_iter().filter(|part| !part.is_empty())
        })
}

/// Hours, minutes, seconds, milliseconds.
type Time = (u32, u32, u32, i64);

/// The text without its time, and the time: what stands around colons.
fn apart(text: &str) -> Option<(String, Option<Time>)> {
    let Some(colon) = text.find(':') else {
        return Some((text.to_owned(), None));
    };
    let before = text.get(..colon)?;
    let start = before
        .rfind(|letter: char| !letter.is_ascii_digit())
        .map_or(0, |at| {
            at + before
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .map_or(1, char::len_utf8)
        });
    let hours = short(text.get(start..colon)?)?;
    let rest = text.get(colon + 1..)?.as_bytes();
    let (minutes, rest) = two_digits(rest)?;
    let (seconds, rest) = match rest {
        [b':', rest @ ..] => two_digits(rest)?,
        _ => (0, rest),
    };
    let (millis, rest) = match rest {
        [b'.', digit, ..] if digit.is_ascii_digit() => fraction(rest.get(1..)?)?,
        _ => (0, rest),
    };
    let end = text.len().checked_sub(rest.len())?;
    let mut date = text.get(..start)?.to_owned();
    date.push(' ');
    date.push_str(text.get(end..)?);
    // Two times are none.
    (!date.contains(':')).then_some((date, Some((hours, minutes, seconds, millis))))
}

fn two_digits(bytes: &[u8]) -> Option<(u32, &[u8])> {
    match bytes {
        [a, b, rest @ ..] if !rest.first().is_some_and(u8::is_ascii_digit) => {
            Some((digits(&[*a, *b])?, rest))
        }
        _ => None,
    }
}

/// The text without the zone at its end, and the zone's minutes.
fn without_zone(text: &str) -> (&str, Option<i64>) {
    let mut text = text.trim();
    // `GMT+0300 (Arabian Standard Time)`
    if let Some(start) = text.strip_suffix(')').and_then(|rest| rest.rfind('(')) {
        text = text.get(..start).unwrap_or(text).trim_end();
    }
    let has_time = text.contains(':');
    for at in [
        text.rfind(' ').map(|at| at + 1),
        text.rfind("gmt"),
        text.rfind("utc"),
        text.rfind('+'),
        text.rfind('-'),
        text.rfind('z'),
    ]
    .into_iter()
    .flatten()
    {
        let Some((before, zone)) = text.split_at_checked(at) else {
            continue;
        };
        if has_time
            && before.contains(':')
            && let Some(minutes) = zone_minutes(zone.as_bytes())
        {
            return (before.trim_end(), Some(minutes));
        }
    }
    (text, None)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY_FIRST: DateRule = DateRule {
        order: DateOrder::DayFirst,
        is_utc: false,
    };
    const MONTH_FIRST: DateRule = DateRule {
        order: DateOrder::MonthFirst,
        is_utc: false,
    };

    /// UTC milliseconds of a moment in RFC 3339.
    fn at(text: &str) -> i64 {
        chrono::DateTime::parse_from_rfc3339(text)
            .unwrap()
            .timestamp_millis()
    }

    #[test]
    fn moments_in_every_form_are_one() {
        let expected = at("2026-11-25T14:03:00+03:00");
        for text in [
            "2026-11-25 14:03",
            "2026-11-25T14:03:00",
            "2026-11-25T11:03:00Z",
            "2026-11-25T11:03:00.000Z",
            "2026-11-25 14:03:00 +0300",
            "2026-11-25 14:03:00 +03:00",
            "2026-11-25 11:03:00 UTC",
            "2026-11-25T06:03:00-05:00",
            "2026/11/25 14:03",
            "25/11/2026 14:03",
            "25-11-2026 14:03:00",
            "25.11.2026 14:03",
            "25/11/26 2:03 PM",
            "25/11/2026, 2:03 p.m.",
            "Nov 25, 2026 2:03 PM",
            "25 November 2026 at 14:03",
            "Wednesday, November 25th, 2026 14:03",
            "Wed, 25 Nov 2026 14:03:00 +0300",
            "Wed Nov 25 2026 14:03:00 GMT+0300 (Arabian Standard Time)",
            "25 نوفمبر 2026 02:03 م",
            "٢٥ نوفمبر ٢٠٢٦ ٠٢:٠٣ مساءً",
            "الأربعاء 25 تشرين الثاني 2026، الساعة 14:03",
            "٢٥/١١/٢٠٢٦ ٢:٠٣ م",
            "2026-11-25 02:03 م",
            "14:03 25/11/2026",
            "14:03 - 25/11/2026",
            "20261125 14:03",
            "20261125140300",
            "46351.585416666669",
            "1795604580",
            "1795604580000",
        ] {
            assert_eq!(moment(text, DAY_FIRST), Ok(Some(expected)), "{text}");
        }
    }

    #[test]
    fn a_day_begins_at_midnight_in_riyadh() {
        let expected = at("2026-11-25T00:00:00+03:00");
        for text in [
            "2026-11-25",
            "25/11/2026",
            "20261125",
            "46351",
            "25 Nov 2026",
            "2026-11-25 12:00 ص",
        ] {
            assert_eq!(moment(text, DAY_FIRST), Ok(Some(expected)), "{text}");
        }
        let utc = DateRule {
            is_utc: true,
            ..DAY_FIRST
        };
        assert_eq!(
            moment("2026-11-25T10:00:00", utc),
            Ok(Some(at("2026-11-25T10:00:00Z")))
        );
        assert_eq!(moment("", DAY_FIRST), Ok(None));
    }

    #[test]
    fn the_file_decides_which_number_is_the_day() {
        let april = Ok(Some(at("2026-04-03T00:00:00+03:00")));
        let march = Ok(Some(at("2026-03-04T00:00:00+03:00")));
        assert_eq!(moment("03/04/2026", DAY_FIRST), april);
        assert_eq!(moment("03/04/2026", MONTH_FIRST), march);
        assert_eq!(moment("11/25/2026", DAY_FIRST), Err(Unclear));
        assert_eq!(
            moment("11/25/2026", MONTH_FIRST),
            Ok(Some(at("2026-11-25T00:00:00+03:00")))
        );
        assert_eq!(moment("25/11/2026", MONTH_FIRST), Err(Unclear));
        assert_eq!(
            order_hint("11/25/2026 14:03"),
            Some(OrderHint::Only(DateOrder::MonthFirst))
        );
        assert_eq!(
            order_hint("25/11/2026"),
            Some(OrderHint::Only(DateOrder::DayFirst))
        );
        assert_eq!(order_hint("03/04/2026"), Some(OrderHint::Both));
        assert_eq!(order_hint("04/04/2026"), None);
        assert_eq!(order_hint("2026-03-04"), None);
    }

    #[test]
    fn what_is_no_date_or_none_of_this_calendar_is_unclear() {
        for text in [
            "14:03",
            "abc",
            "10482",
            "348.00",
            "1448/06/04",
            "04/06/1448",
            "4 جمادى الآخرة 1448",
            "14/05/48",
            "1448-06-04",
            "25/11",
            "31/02/2026",
            "2026-13-01",
            "32/01/2026",
            "2026-11-25 25:00",
            "25/11/2026 14:03 ص",
            "Nov 25",
            "25 Nov Dec 2026",
            "0501234567",
            "2026-11-25 14:03:22 PST",
            "99999",
            "2026-11-25 14:03 15:04",
            "1/2/3/2026",
            "2026",
            "now",
        ] {
            assert_eq!(moment(text, DAY_FIRST), Err(Unclear), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_moment_is_read_as_it_was_written(seconds in 946_684_800_i64..4_070_908_800) {
            let riyadh = chrono::FixedOffset::east_opt(10_800).unwrap();
            let time = chrono::DateTime::from_timestamp(seconds, 0).unwrap().with_timezone(&riyadh);
            for format in [
                "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S%:z", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %I:%M:%S %p",
                "%b %d, %Y %I:%M:%S %p", "%A %d %B %Y %H:%M:%S", "%Y%m%d%H%M%S", "%s",
            ] {
                let text = time.format(format).to_string();
                prop_assert_eq!(moment(&text, DAY_FIRST), Ok(Some(seconds * 1_000)), "{}", text);
            }
            let text = time.format("%m/%d/%Y %H:%M:%S").to_string();
            prop_assert_eq!(moment(&text, MONTH_FIRST), Ok(Some(seconds * 1_000)), "{}", text);
        }

        #[test]
        fn no_text_breaks_it(text in "\\PC{0,40}", near in "[0-9/:. +apmzgt-]{0,24}") {
            for text in [text, near] {
                let _ = (moment(&text, DAY_FIRST), moment(&text, MONTH_FIRST), order_hint(&text));
            }
        }
    }
}
