//! Money and points, exactly as Points wrote them.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

/// An amount of money in halalas (1 SAR = 100 halalas).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Halalas(pub i64);

impl Halalas {
    /// The amount in SAR with two decimals, as the API wants it: `150.75`.
    pub fn to_sar(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", magnitude / 100, magnitude % 100)
    }
}

impl fmt::Display for Halalas {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_sar())
    }
}

/// The text is not a decimal number that fits an amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an amount")]
pub struct UnreadableAmount;

/// An amount of SAR as it came: the text always, the halalas where the text is unambiguous.
///
/// Points prints floats, so `150.49999999999997` occurs. A text within 10⁻⁶ of a whole halala is
/// read as that halala; any other number, and one too great for a halala count, keeps its text
/// and has no halalas.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Amount {
    /// The digits as received.
    pub text: String,
    /// The exact amount, unless the text has a part of a halala.
    pub halalas: Option<Halalas>,
}

impl FromStr for Amount {
    type Err = UnreadableAmount;

    fn from_str(text: &str) -> Result<Self, UnreadableAmount> {
        let text = number(text)?;
        Ok(Self {
            text: text.to_owned(),
            halalas: decimal(text).and_then(whole_halalas),
        })
    }
}

/// Points of the loyalty programme: a decimal as received, never derived from SAR.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Points(String);

impl Points {
    /// The digits as received.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value for sorting and adding up; none for a number of more than 28 digits.
    pub fn to_decimal(&self) -> Option<Decimal> {
        decimal(&self.0)
    }
}

impl FromStr for Points {
    type Err = UnreadableAmount;

    fn from_str(text: &str) -> Result<Self, UnreadableAmount> {
        number(text).map(|text| Self(text.to_owned()))
    }
}

/// The text without spaces around it, if it is a number as JSON or PHP prints one. Neither a
/// thousands separator nor a word passes, so nothing is ever guessed.
fn number(text: &str) -> Result<&str, UnreadableAmount> {
    let text = text.trim();
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let exponent = exponent.map(|digits| digits.strip_prefix(['-', '+']).unwrap_or(digits));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (is_digits(whole) && fraction.is_none_or(is_digits) && exponent.is_none_or(is_digits))
        .then_some(text)
        .ok_or(UnreadableAmount)
}

/// The value of a number, if it has one in 28 digits. Only digits beyond the 28th decimal are
/// rounded off, far below anything that counts.
fn decimal(number: &str) -> Option<Decimal> {
    if number.contains(['e', 'E']) {
        Decimal::from_scientific(number).ok()
    } else {
        Decimal::from_str(number).ok()
    }
}

fn whole_halalas(sar: Decimal) -> Option<Halalas> {
    let exact = sar.checked_mul(Decimal::ONE_HUNDRED)?;
    let nearest = exact.round();
    let distance = (exact - nearest).abs();
    (distance <= Decimal::new(1, 6))
        .then(|| nearest.to_i64().map(Halalas))
        .flatten()
}
