//! Search: fragments of numbers and uuids, beginnings of words, all terms together.
//!
//! Matches come in the order of creation, since that is what the rowids of the indexes say, so the
//! newest are there at once, however many there are.

use std::ops::RangeInclusive;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Transaction, params_from_iter};

use super::StoreError;
use crate::text::fold_text;

/// Fragments are found from this length on; shorter terms only match beginnings.
const FRAGMENT: usize = 3;

/// Nobody types more; what is beyond is left out rather than slow.
const TERMS: usize = 16;

/// Terms that are both a fragment and the beginning of a word somewhere, at the most; of further
/// ones only the fragments count.
const DOUBTFUL: usize = 5;

/// Bits of a rowid for the order's id; the rest are the second of its creation.
const ID_BITS: u32 = 30;

/// The rowid in the indexes of an order created at this UTC millisecond.
pub(super) fn rowid(id: i64, created_at: i64) -> i64 {
    let second = created_at
        .div_euclid(1_000)
        .clamp(0, (1 << (62 - ID_BITS)) - 1);
    second << ID_BITS | id
}

/// The order's id within the rowid.
pub(super) fn id_in(rowid: i64) -> i64 {
    rowid & ((1 << ID_BITS) - 1)
}

/// What was typed, made ready.
#[derive(Debug, PartialEq)]
pub(super) enum Search {
    /// Nothing: everything matches.
    Blank,
    /// Nothing can match.
    Nowhere,
    /// The matches of any of these.
    Any(Vec<Arm>),
}

/// Texts for the two indexes, both of which have to match.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Arm {
    codes: Vec<String>,
    words: Vec<String>,
}

impl Search {
    /// Looks where each term can be found at all: a word is no fragment of a number, and a
    /// fragment mostly no word, so that most searches need one index only.
    pub(super) fn of(transaction: &Transaction<'_>, typed: &str) -> Result<Self, StoreError> {
        let folded = fold_text(typed);
        let mut terms = folded.split_whitespace().take(TERMS).peekable();
        if terms.peek().is_none() {
            return Ok(Self::Blank);
        }
        let mut arms = vec![Arm::default()];
        let mut doubtful = 0;
        for (words, codes) in terms.filter_map(texts) {
            let codes = match codes {
                Some(text) if is_somewhere(transaction, &Arm::of_code(&text))? => Some(text),
                _ => None,
            };
            let words = Some(words).filter(|_| codes.is_none() || doubtful < DOUBTFUL);
            let words = match words {
                Some(text) if is_somewhere(transaction, &Arm::of_word(&text))? => Some(text),
                _ => None,
            };
            doubtful += usize::from(codes.is_some() && words.is_some());
            arms = arms
                .iter()
                .flat_map(|arm| arm.with(codes.as_deref(), words.as_deref()))
                .collect();
        }
        // Only punctuation: it matches nothing, and is never an operator.
        arms.retain(|arm| *arm != Arm::default());
        Ok(if arms.is_empty() {
            Self::Nowhere
        } else {
            Self::Any(arms)
        })
    }
}

impl Arm {
    fn of_code(text: &str) -> Self {
        Self {
            codes: vec![text.to_owned()],
            words: Vec::new(),
        }
    }

    fn of_word(text: &str) -> Self {
        Self {
            codes: Vec::new(),
            words: vec![text.to_owned()],
        }
    }

    /// The arm with one more term, in each index where it can be found.
    fn with(&self, code: Option<&str>, word: Option<&str>) -> Vec<Self> {
        let mut arms = Vec::new();
        if let Some(code) = code {
            let mut arm = self.clone();
            arm.codes.push(code.to_owned());
            arms.push(arm);
        }
        if let Some(word) = word {
            let mut arm = self.clone();
            arm.words.push(word.to_owned());
            arms.push(arm);
        }
        arms
    }

    fn select(&self, within: &RangeInclusive<i64>, parameters: &mut Vec<Value>) -> String {
        let mut bind = |texts: &[String]| {
            parameters.push(Value::Text(texts.join(" AND ")));
            format!("?{}", parameters.len())
        };
        let select = match (self.codes.is_empty(), self.words.is_empty()) {
            (_, true) => format!(
                "SELECT rowid FROM order_codes WHERE order_codes MATCH {}",
                bind(&self.codes)
            ),
            (true, false) => format!(
                "SELECT rowid FROM order_words WHERE order_words MATCH {}",
                bind(&self.words)
            ),
            (false, false) => format!(
                "SELECT rowid FROM order_codes WHERE order_codes MATCH {} AND EXISTS (
                     SELECT 1 FROM order_words
                     WHERE order_words MATCH {} AND order_words.rowid = order_codes.rowid)",
                bind(&self.codes),
                bind(&self.words)
            ),
        };
        let (first, last) = (*within.start(), *within.end());
        match (first > i64::MIN, last < i64::MAX) {
            (true, true) => format!("{select} AND rowid BETWEEN {first} AND {last}"),
            (true, false) => format!("{select} AND rowid >= {first}"),
            (false, true) => format!("{select} AND rowid <= {last}"),
            (false, false) => select,
        }
    }
}

/// Every rowid.
pub(super) const ANYWHERE: RangeInclusive<i64> = i64::MIN..=i64::MAX;

/// What lies behind a match, in this order.
pub(super) fn behind(rowid: i64, ascending: bool) -> RangeInclusive<i64> {
    if ascending {
        rowid.saturating_add(1)..=i64::MAX
    } else {
        i64::MIN..=rowid.saturating_sub(1)
    }
}

/// The statement that gives the matches' rowids one after the other, oldest or newest first.
pub(super) fn matches(
    arms: &[Arm],
    ascending: bool,
    within: &RangeInclusive<i64>,
    parameters: &mut Vec<Value>,
) -> String {
    let selects: Vec<_> = arms
        .iter()
        .map(|arm| arm.select(within, parameters))
        .collect();
    let direction = if ascending { "ASC" } else { "DESC" };
    format!("{} ORDER BY 1 {direction}", selects.join(" UNION "))
}

fn is_somewhere(transaction: &Transaction<'_>, arm: &Arm) -> Result<bool, StoreError> {
    let mut parameters = Vec::new();
    let select = arm.select(&ANYWHERE, &mut parameters);
    let found = transaction
        .prepare_cached(&format!("{select} LIMIT 1"))?
        .query_row(params_from_iter(&parameters), |_| Ok(()))
        .optional()?;
    Ok(found.is_some())
}

/// A term for the index of words and, where long enough, for the index of fragments.
fn texts(term: &str) -> Option<(String, Option<String>)> {
    let beginnings: Vec<_> = term
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| format!("{}*", quoted(word)))
        .collect();
    if beginnings.is_empty() {
        return None;
    }
    let fragment = (term.chars().count() >= FRAGMENT).then(|| quoted(term));
    Some((beginnings.join(" AND "), fragment))
}

/// A term as an FTS5 string, in which nothing is an operator.
fn quoted(term: &str) -> String {
    format!("\"{}\"", term.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_rowid_keeps_the_id_and_sorts_by_creation(
            one in 1..1_i64 << ID_BITS, two in 1..1_i64 << ID_BITS,
            early in 0..4_000_000_000_000_i64, later in 1_000..4_000_000_000_000_i64,
        ) {
            prop_assert_eq!(id_in(rowid(one, early)), one);
            prop_assert!(rowid(one, early) < rowid(two, early + later));
        }
    }
}
