//! Amounts, as shops and spreadsheets write them.

use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Unclear;
use crate::text::fold_text;

/// Which sign stands before the decimals of a file's amounts, where a single one could be either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in super::super) enum AmountStyle {
    /// `1,234.50`: as shops in Saudi Arabia write.
    #[default]
    Dot,
    /// `1.234,50`: only where the file says so.
    Comma,
}

/// What people write of the currency, folded; the longest first.
const CURRENCY: [&str; 15] = [
    "ريال سعودي",
    "saudi riyals",
    "saudi riyal",
    "riyals",
    "ر.س.",
    "riyal",
    "s.r.",
    "ريال",
    "ر.س",
    "ر س",
    "s.r",
    "sar",
    "رس",
    "sr",
    "\u{20C1}",
];

/// Ten trillion riyals: no order, and sums of a million of them would still be exact.
const MOST_HALALAS: i64 = 1_000_000_000_000_000;

/// The halalas of a cleaned cell. Unclear: no amount, a negative one, one whose signs could mean two
/// things, or one that is no whole number of halalas. A number that a spreadsheet calculated may be
/// a millionth of a halala beside one.
pub(in super::super) fn amount(text: &str, style: AmountStyle) -> Result<Option<i64>, Unclear> {
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(halalas) = plain(text) {
        return Ok(Some(halalas));
    }
    // No amount is that long; folding a cell of megabytes helps nobody.
    if text.len() > 200 {
        return Err(Unclear);
    }
    let number = without_currency(&fold_text(text)).ok_or(Unclear)?;
    let decimal = scientific(&number)
        .or_else(|| decimal_text(&number, style).and_then(|text| Decimal::from_str(&text).ok()))
        .ok_or(Unclear)?;
    halalas(decimal).map(Some).ok_or(Unclear)
}

/// For which style a cell of amounts speaks: only one of them can read it.
pub(in super::super) fn style_hint(text: &str) -> Option<AmountStyle> {
    if text.len() > 200 {
        return None;
    }
    let number = without_currency(&fold_text(text))?;
    let (at, sign) = number
        .char_indices()
        .rfind(|(_, letter)| matches!(letter, '.' | ','))?;
    let decimals = number.get(at + 1..)?;
    let is_decimal = (1..=2).contains(&decimals.len())
        || number
            .get(..at)?
            .contains(if sign == ',' { '.' } else { ',' });
    let style = if sign == ',' {
        AmountStyle::Comma
    } else {
        AmountStyle::Dot
    };
    (is_decimal && amount(text, style).is_ok()).then_some(style)
}

/// What nearly every cell has: digits, perhaps with two decimals behind a dot.
fn plain(text: &str) -> Option<i64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "00"));
    let are_digits = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = (1..=12).contains(&whole.len())
        && (1..=2).contains(&decimals.len())
        && are_digits(whole)
        && are_digits(decimals);
    if !is_plain {
        return None;
    }
    let tenth = if decimals.len() == 1 { 10 } else { 1 };
    let halalas = whole.parse::<i64>().ok()? * 100 + decimals.parse::<i64>().ok()? * tenth;
    (halalas <= MOST_HALALAS).then_some(halalas)
}

/// The folded text without the currency on either side.
fn without_currency(folded: &str) -> Option<String> {
    let mut text = folded.trim();
    while let Some(rest) = CURRENCY
        .iter()
        .find_map(|word| text.strip_prefix(word).or_else(|| text.strip_suffix(word)))
    {
        text = rest.trim();
    }
    let text = text.strip_prefix('+').unwrap_or(text);
    (!text.is_empty()).then(|| text.to_owned())
}

/// `1.2E3`, as spreadsheets write what is long.
fn scientific(number: &str) -> Option<Decimal> {
    let is_number =
        |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | 'e' | '+' | '-');
    (number.starts_with(|letter: char| letter.is_ascii_digit())
        && number.contains('e')
        && number.chars().all(is_number))
    .then(|| Decimal::from_scientific(number).ok())
    .flatten()
}

/// The number with a dot before its decimals and nothing between its thousands.
fn decimal_text(number: &str, style: AmountStyle) -> Option<String> {
    let mut signs: Vec<(usize, char)> = Vec::new();
    let mut text = String::with_capacity(number.len());
    for letter in number.chars() {
        let sign = match letter {
            '0'..='9' => {
                text.push(letter);
                continue;
            }
            '.' | '٫' => letter,
            ',' | '،' => ',',
            '٬' | '\'' | '’' | ' ' => ' ',
            _ => return None,
        };
        signs.push((text.len(), sign));
    }
    let decimal = decimal_sign(&signs, text.len(), style)?;
    let (thousands, point) = match decimal {
        Some(sign) => {
            let (last, rest) = signs.split_last()?;
            // The sign of the decimals is the last one, and stands once.
            if last.1 != sign || rest.iter().any(|(_, other)| *other == sign) {
                return None;
            }
            (rest, last.0)
        }
        None => (signs.as_slice(), text.len()),
    };
    let groups_fit = thousands.iter().rev().enumerate().all(|(group, (at, _))| {
        point
            .checked_sub(3 * (group + 1))
            .is_some_and(|place| place == *at)
    }) && thousands.first().is_none_or(|(at, _)| (1..=3).contains(at));
    let same_sign = thousands
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if a.1 == b.1));
    if text.is_empty() || !groups_fit || !same_sign {
        return None;
    }
    let (whole, decimals) = text.split_at_checked(point)?;
    Some(format!("0{whole}.{decimals}0"))
}

/// Which sign stands before the decimals: none where there are none. Fails where it could be either.
fn decimal_sign(
    signs: &[(usize, char)],
    length: usize,
    style: AmountStyle,
) -> Option<Option<char>> {
    let has = |wanted: char| signs.iter().filter(|(_, sign)| *sign == wanted).count();
    if has('٫') > 0 {
        return Some(Some('٫'));
    }
    let (dots, commas) = (has('.'), has(','));
    let Some(&(at, last)) = signs.last() else {
        return Some(None);
    };
    match (dots, commas) {
        (0, 0) => Some(None),
        (1.., 1..) => Some(Some(last)),
        (2.., 0) | (0, 2..) => Some(None),
        _ if last == ' ' => None,
        _ => {
            let decimals = length.checked_sub(at)?;
            let is_group = decimals == 3 && (1..=3).contains(&at) && signs.len() == 1;
            match (last, style) {
                ('.', AmountStyle::Comma) if is_group => Some(None),
                ('.', _) => Some(Some('.')),
                (',', AmountStyle::Dot) if is_group => Some(None),
                (',', _) if (1..=2).contains(&decimals) => Some(Some(',')),
                _ => None,
            }
        }
    }
}

/// A decimal number of riyals as halalas.
fn halalas(riyals: Decimal) -> Option<i64> {
    let exact = riyals.checked_mul(Decimal::ONE_HUNDRED)?;
    let whole = exact.round();
    if exact.is_sign_negative() && !exact.is_zero() || (exact - whole).abs() > Decimal::new(1, 6) {
        return None;
    }
    whole.to_i64().filter(|halalas| *halalas <= MOST_HALALAS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_in_every_form_are_halalas() {
        for (text, halalas) in [
            ("0", 0),
            ("348", 34_800),
            ("348.5", 34_850),
            ("348.50", 34_850),
            ("1,234.50 ر.س", 123_450),
            ("1,234.50 ر.س.", 123_450),
            ("SAR 1.234,50", 123_450),
            ("1.234.567,5", 123_456_750),
            ("1,234", 123_400),
            ("12,50", 1_250),
            ("0,5", 50),
            ("١٬٢٣٤٫٥٠ ر.س", 123_450),
            ("١٢٣٤٫٥", 123_450),
            ("۱۲۳٫۴۵", 12_345),
            ("1 234,50", 123_450),
            ("1\u{a0}234.50 SR", 123_450),
            ("1'234.50", 123_450),
            ("﷼ 99.00", 9_900),
            ("\u{20C1}99.00", 9_900),
            ("99 ريال سعودي", 9_900),
            ("+12.00", 1_200),
            (".50", 50),
            ("12.", 1_200),
            ("0.30000000000000004", 30),
            ("1234.4999999999999", 123_450),
            ("1.2E3", 120_000),
            ("348.500", 34_850),
            ("\u{202A}348.00\u{202C}", 34_800),
        ] {
            assert_eq!(amount(text, AmountStyle::Dot), Ok(Some(halalas)), "{text}");
        }
        assert_eq!(amount("", AmountStyle::Dot), Ok(None));
    }

    #[test]
    fn what_is_no_amount_or_could_be_two_is_unclear() {
        for text in [
            "-12.00",
            "(12.00)",
            "12.00-",
            "abc",
            "12 USD",
            "1.234",
            "12.345",
            "1,2345",
            "1,23,456",
            "1.2.3",
            "12,345.678",
            "1..2",
            "1,,234",
            "ر.س",
            "12/11/2026",
            "5%",
            "1,234,50",
            "99999999999999999999",
            "1e999",
            "1e-9",
            "12 34",
            "1.234,567.89",
        ] {
            assert_eq!(amount(text, AmountStyle::Dot), Err(Unclear), "{text}");
        }
    }

    #[test]
    fn a_file_may_say_that_its_decimals_stand_behind_commas() {
        assert_eq!(style_hint("12,50"), Some(AmountStyle::Comma));
        assert_eq!(style_hint("1.234,50"), Some(AmountStyle::Comma));
        assert_eq!(style_hint("12.50"), Some(AmountStyle::Dot));
        assert_eq!(style_hint("1,234"), None);
        assert_eq!(style_hint("12"), None);
        assert_eq!(amount("1.234", AmountStyle::Comma), Ok(Some(123_400)));
        assert_eq!(amount("12.5", AmountStyle::Comma), Ok(Some(1_250)));
        assert_eq!(amount("1,234", AmountStyle::Comma), Err(Unclear));
    }

    proptest! {
        #[test]
        fn every_amount_is_read_as_it_was_written(halalas in 0_i64..10_000_000_000) {
            let (riyals, rest) = (halalas / 100, halalas % 100);
            let grouped = |sign: &str| {
                let digits = riyals.to_string();
                let mut parts: Vec<&str> = Vec::new();
                let mut end = digits.len();
                while end > 3 {
                    parts.push(&digits[end - 3..end]);
                    end -= 3;
                }
                parts.push(&digits[..end]);
                parts.reverse();
                parts.join(sign)
            };
            for text in [
                format!("{riyals}.{rest:02}"),
                format!("{}.{rest:02} SAR", grouped(",")),
                format!("{},{rest:02} ر.س", grouped(".")),
                format!("{}٫{rest:02}", grouped("٬")),
                format!("{},{rest:02}", grouped(" ")),
            ] {
                prop_assert_eq!(amount(&text, AmountStyle::Dot), Ok(Some(halalas)), "{}", text);
            }
        }

        #[test]
        fn no_text_breaks_it(text in "\\PC{0,30}", numbers in "[0-9.,٫٬ e+-]{0,12}") {
            for style in [AmountStyle::Dot, AmountStyle::Comma] {
                let _ = (amount(&text, style), amount(&numbers, style));
            }
            let _ = (style_hint(&text), style_hint(&numbers));
        }
    }
}
