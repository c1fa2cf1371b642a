//! Texts, numbers of orders and phones.

use std::borrow::Cow;

use crate::text::{fold_digits, fold_text, one_line, points_number};

/// So many letters of a text are kept.
const TEXT_LETTERS: usize = 500;

/// No browser takes a longer one.
const LINK_BYTES: usize = 2_000;

/// Longer than this, it is no number of anything.
const NUMBER_LETTERS: usize = 200;

/// What shops write where they have nothing to say.
const NOTHING: [&str; 12] = [
    "-",
    "--",
    "—",
    "–",
    "null",
    "none",
    "n/a",
    "na",
    "nan",
    "undefined",
    "لا يوجد",
    "غير محدد",
];

/// The cell without what stands around its text: white space, marks of text direction, and what
/// spreadsheets are told with that a number is a text (`'0501234567`, `="0501234567"`). Empty where
/// it says nothing.
pub(in super::super) fn clean(cell: &str) -> &str {
    let mut text = trim(cell);
    if let Some(quoted) = text
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
    {
        text = trim(quoted);
    }
    if let Some(rest) = text.strip_prefix('\'')
        && rest.starts_with(|letter: char| letter.is_ascii_digit() || letter == '+')
    {
        text = rest;
    }
    // The longest of them has ten letters.
    if text.len() <= 24
        && NOTHING
            .iter()
            .any(|nothing| nothing.eq_ignore_ascii_case(text))
    {
        return "";
    }
    text
}

fn trim(text: &str) -> &str {
    text.trim_matches(|letter: char| {
        letter.is_whitespace()
            || letter.is_control()
            || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{61C}')
    })
}

/// At most so many letters of a text; that something is missing is shown.
pub(in super::super) fn cut(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        None => text.to_owned(),
        Some(_) => text
            .chars()
            .take(letters.saturating_sub(1))
            .chain(['…'])
            .collect(),
    }
}

/// A cleaned text on one line.
pub(in super::super) fn words_of(text: &str) -> Option<String> {
    let is_plain =
        |letter: char| letter == ' ' || letter.is_alphanumeric() || letter.is_ascii_graphic();
    let line = if text.chars().all(is_plain) && !text.contains("  ") {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(one_line(text))
    };
    (!line.is_empty()).then(|| cut(&line, TEXT_LETTERS))
}

/// A cleaned number of an order: a text, whose leading zeros count. Points strips a leading `#`, so
/// none is kept here.
pub(in super::super) fn number(text: &str) -> Option<String> {
    let bare = text.trim_start_matches('#').trim_start();
    if bare.is_empty() || bare.len() > NUMBER_LETTERS {
        return None;
    }
    Some(if bare.bytes().all(|byte| byte.is_ascii_graphic()) {
        bare.to_owned()
    } else {
        fold_digits(&one_line(bare))
    })
}

/// A cleaned link, whole or not at all.
pub(in super::super) fn link(text: &str) -> Option<String> {
    (text.len() <= LINK_BYTES)
        .then(|| one_line(text))
        .filter(|line| !line.is_empty())
}

/// A cleaned phone: as Points takes it, else as it was written. Of several in one cell, the first
/// that is a mobile number.
pub(in super::super) fn phone(text: &str) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    // What a spreadsheet makes of a number.
    let bare = text.strip_suffix(".0").unwrap_or(text);
    points_number(bare)
        .or_else(|| {
            bare.split(['/', ',', ';', '|', '،', '\n'])
                .find_map(points_number)
        })
        .or_else(|| words_of(text).map(|line| cut(&line, 60)))
}

/// The words of a folded text without the article, so that `الإجمالي` and `إجمالي` are one word.
/// Words written together in one name (`orderNumber`) are told apart.
pub(in super::super) fn key_words(text: &str) -> Vec<String> {
    let mut parted = String::with_capacity(text.len() + 8);
    let mut was_small = false;
    for letter in text.chars() {
        if letter.is_ascii_uppercase() && was_small {
            parted.push(' ');
        }
        was_small = letter.is_ascii_lowercase();
        parted.push(letter);
    }
    fold_text(&parted)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| match word.strip_prefix("ال") {
            Some(rest) if rest.chars().count() >= 3 => rest.to_owned(),
            _ => word.to_owned(),
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_text_is_left_out() {
        for (cell, text) in [
            ("  نورة \u{a0}", "نورة"),
            ("\u{202B}0501234567\u{202C}", "0501234567"),
            ("'0501234567", "0501234567"),
            ("'+966501234567", "+966501234567"),
            ("=\"00123\"", "00123"),
            ("'Abd", "'Abd"),
            ("—", ""),
            ("N/A", ""),
            ("NULL", ""),
            ("غير محدد", ""),
            ("\0", ""),
        ] {
            assert_eq!(clean(cell), text, "{cell:?}");
        }
    }

    #[test]
    fn a_number_keeps_its_zeros_and_loses_its_mark() {
        for (text, expected) in [
            ("#1042", Some("1042")),
            ("# 0042", Some("0042")),
            ("٠١٠٤٨٢", Some("010482")),
            ("NKH-۱۲", Some("NKH-12")),
            ("#", None),
            ("", None),
        ] {
            assert_eq!(number(text).as_deref(), expected, "{text}");
        }
        assert_eq!(number(&"1".repeat(201)), None);
    }

    #[test]
    fn a_phone_is_as_points_takes_it_where_it_is_a_mobile_number() {
        for (text, expected) in [
            ("+966 50 123 4567", "501234567"),
            ("٠٥٠١٢٣٤٥٦٧", "501234567"),
            ("966501234567.0", "501234567"),
            ("0112345678 / 0501234567", "501234567"),
            ("+971 50 123 4567", "+971 50 123 4567"),
            ("9.66501E+11", "9.66501E+11"),
        ] {
            assert_eq!(phone(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(phone(""), None);
    }

    #[test]
    fn a_long_text_is_cut_by_letters() {
        assert_eq!(cut("عسل", 3), "عسل");
        assert_eq!(cut("عسل السدر", 4), "عسل…");
        assert_eq!(words_of(&"ت".repeat(9_000)).unwrap().chars().count(), 500);
        assert_eq!(words_of("نورة\n\u{202E}العتيبي").unwrap(), "نورة العتيبي");
    }

    #[test]
    fn words_of_a_name_are_told_apart() {
        assert_eq!(key_words("orderNumber"), ["order", "number"]);
        assert_eq!(key_words("billing_address_1"), ["billing", "address", "1"]);
        assert_eq!(key_words("الإجمالي (ر.س)"), ["اجمالي", "ر", "س"]);
        assert_eq!(key_words("Phone (Billing)"), ["phone", "billing"]);
    }
}
