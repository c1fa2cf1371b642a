//! Saudi mobile numbers, in every form that people and shops write them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

/// The text is no Saudi mobile number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a Saudi mobile number")]
pub struct InvalidPhone;

/// A mobile number as Points keeps it: nine digits, `5XXXXXXXX` (API documentation, "Phone
/// numbers"). Shown masked, since phones stay out of logs.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// The nine digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PhoneNumber {
    type Err = InvalidPhone;

    fn from_str(text: &str) -> Result<Self, InvalidPhone> {
        normalise(text).map(Self).ok_or(InvalidPhone)
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PhoneNumber({})", mask(&self.0))
    }
}

impl<'de> Deserialize<'de> for PhoneNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// The nine digits `5XXXXXXXX` of any accepted form: `+966…`, `00966…`, `966…`, `05…`, `5…`, and
/// `+966 05…` as people mistype it; Latin, Arabic-Indic or Persian digits; spaces, dashes, dots,
/// brackets and direction marks anywhere.
pub fn normalise(text: &str) -> Option<String> {
    let mut digits = String::with_capacity(14);
    let mut plus = false;
    for character in text.trim().chars() {
        if let Some(digit) = latin_digit(character) {
            digits.push(digit);
        } else if matches!(character, '+' | '＋') && digits.is_empty() && !plus {
            plus = true;
        } else if !is_separator(character) {
            return None;
        }
    }
    let international = digits
        .strip_prefix("00")
        .filter(|_| !plus)
        .unwrap_or(&digits);
    let national = match international.strip_prefix("966") {
        Some(national) => national,
        None if plus || international.len() != digits.len() => return None,
        None => international,
    };
    let mobile = national.strip_prefix('0').unwrap_or(national);
    (mobile.len() == 9 && mobile.starts_with('5')).then(|| mobile.to_owned())
}

/// Whether a number says by its start that it is a phone: `+`, `00` or `05`. Nine bare digits may
/// be anything.
pub(crate) fn is_marked(text: &str) -> bool {
    let start: String = text
        .trim()
        .chars()
        .filter_map(|character| match character {
            '+' | '＋' => Some('+'),
            digit => latin_digit(digit),
        })
        .take(2)
        .collect();
    start.starts_with('+') || start == "00" || start == "05"
}

/// A phone for logs: nothing but the last two digits. A text that is no phone is hidden whole.
pub fn mask(text: &str) -> String {
    normalise(text)
        .and_then(|phone| phone.get(7..).map(|end| format!("5••••••{end}")))
        .unwrap_or_else(|| "•••".to_owned())
}

fn latin_digit(character: char) -> Option<char> {
    let zero = match character {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        _ => return None,
    };
    char::from_digit(u32::from(character) - u32::from(zero), 10)
}

fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '-' | '.' | '(' | ')' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}'
                | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
                | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}
