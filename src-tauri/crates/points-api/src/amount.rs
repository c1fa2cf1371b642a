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
/// read as that halala; anything else keeps its text and has no halalas.
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
        let text = text.trim();
        let decimal = decimal(text).ok_or(UnreadableAmount)?;
        Ok(Self {
            text: text.to_owned(),
            halalas: whole_halalas(decimal),
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

    /// The value for sorting and adding up.
    pub fn to_decimal(&self) -> Option<Decimal> {
        decimal(&self.0)
    }
}

impl FromStr for Points {
    type Err = UnreadableAmount;

    fn from_str(text: &str) -> Result<Self, UnreadableAmount> {
        let text = text.trim();
        decimal(text)
            .map(|_| Self(text.to_owned()))
            .ok_or(UnreadableAmount)
    }
}

fn decimal(text: &str) -> Option<Decimal> {
    let plain = || Decimal::from_str(text).ok();
    if text.contains(['e', 'E']) {
        Decimal::from_scientific(text).ok()
    } else {
        plain()
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
