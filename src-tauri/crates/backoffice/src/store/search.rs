//! Search: fragments of numbers and uuids, beginnings of words, all terms together.
//!
//! Matches come in the order of creation, since that is what the rowids of the indexes say, so the
//! newest are there at once, however many there are.

use std::ops::RangeInclusive;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Transaction, params_from_iter};

use super::StoreError;
use crate::sought::terms;
use crate::text::{Cover, cover, fold_text, part_of_mobile_number, words};

/// So many arms at the most, where many terms can be more than one thing.
const ARMS: usize = 32;

/// Beginnings up to this length are in the index of words themselves.
const INDEXED_BEGINNING: usize = 4;

/// So many words that begin alike are looked up one by one.
const LOOKED_UP: usize = 64;

/// Bits of a rowid for the order's id; the rest are the second of its creation.
const ID_BITS: u32 = 30;
const ID_MASK: i64 = (1 << ID_BITS) - 1;

/// The rowid in the indexes of an order created at this UTC millisecond.
pub(super) fn rowid(id: i64, created_at: i64) -> i64 {
    let second = created_at
        .div_euclid(1_000)
        .clamp(0, (1 << (62 - ID_BITS)) - 1);
    second << ID_BITS | id
}

/// The order's id within the rowid.
pub(super) fn id_in(rowid: i64) -> i64 {
    rowid & ID_MASK
}

/// When the order was created, UTC milliseconds, to the second.
pub(super) fn created_at_in(rowid: i64) -> i64 {
    (rowid >> ID_BITS) * 1_000
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

/// What has to be in the two indexes, and be true of the order.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Arm {
    /// Expressions for the index of fragments.
    codes: Vec<String>,
    /// Expressions for the index of words.
    words: Vec<String>,
    /// Fragments that several grams stand for: the order's own codes have to have them.
    fragments: Vec<String>,
}

impl Search {
    /// Looks where each term can be found at all: a word is no fragment of a number, and a
    /// fragment mostly no word, so that most searches need one index only.
    pub(super) fn of(transaction: &Transaction<'_>, typed: &str) -> Result<Self, StoreError> {
        let folded = fold_text(typed);
        let mut terms = terms(&folded).peekable();
        if terms.peek().is_none() {
            return Ok(Self::Blank);
        }
        let mut arms = vec![Arm::default()];
        for term in terms {
            let Some(meanings) = meanings(transaction, term)? else {
                continue;
            };
            arms = arms
                .iter()
                .flat_map(|arm| meanings.iter().map(|meaning| arm.and(meaning)))
                .take(ARMS)
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

/// What a term can be, where that is somewhere: a fragment, a fragment of a phone, words. None
/// where it has neither letter nor digit.
fn meanings(transaction: &Transaction<'_>, term: &str) -> Result<Option<Vec<Arm>>, StoreError> {
    let beginnings = words(term);
    if beginnings.is_empty() {
        return Ok(None);
    }
    let phone = part_of_mobile_number(term);
    let mut meanings: Vec<Arm> = [Some(term), phone.as_deref()]
        .into_iter()
        .flatten()
        .filter_map(Arm::of_fragment)
        .collect();
    let mut words = Arm::default();
    let (mut is_known, mut is_looked_for) = (true, false);
    for beginning in beginnings {
        is_looked_for |= !is_looked_up(beginning);
        match beginning_expression(transaction, beginning)? {
            Some(expression) => words.words.push(expression),
            None => is_known = false,
        }
    }
    // That words are there which were looked up is known already.
    let known = (is_known && !is_looked_for).then(|| words.clone());
    if is_known && is_looked_for {
        meanings.push(words);
    }
    let mut somewhere = Vec::new();
    for meaning in meanings {
        if is_somewhere(transaction, &meaning)? {
            somewhere.push(meaning);
        }
    }
    somewhere.extend(known);
    Ok(Some(somewhere))
}

/// Whether a word is looked up by its beginning. One that has a digit early is a number of some
/// kind: nearly every order has another, and few begin alike.
pub(super) fn is_looked_up(word: &str) -> bool {
    let mut beginning = word.chars().take(INDEXED_BEGINNING + 1);
    let is_long = word.chars().nth(INDEXED_BEGINNING).is_some();
    is_long && !beginning.any(|letter| letter.is_ascii_digit())
}

/// The expression that finds the words that begin so; none where no word does.
fn beginning_expression(
    transaction: &Transaction<'_>,
    beginning: &str,
) -> Result<Option<String>, StoreError> {
    let as_beginning = || Some(format!("{}*", quoted(beginning)));
    if !is_looked_up(beginning) {
        return Ok(as_beginning());
    }
    let mut statement = transaction.prepare_cached(WORDS_FROM)?;
    let mut rows = statement.query([beginning])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let word: String = row.get(0)?;
        if !word.starts_with(beginning) {
            break;
        }
        if found.len() == LOOKED_UP {
            return Ok(as_beginning());
        }
        found.push(quoted(&word));
    }
    Ok(match found.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        many => Some(format!("({})", many.join(" OR "))),
    })
}

/// The words from one on, in order.
pub(super) const WORDS_FROM: &str = "SELECT word FROM search_words WHERE word >= ?1 ORDER BY word";

impl Arm {
    fn of_fragment(fragment: &str) -> Option<Self> {
        let mut arm = Self::default();
        match cover(fragment)? {
            Cover::Beginning(beginning) => arm.codes.push(format!("{}*", quoted(&beginning))),
            Cover::Gram(gram) => arm.codes.push(quoted(&gram)),
            Cover::Some(grams) => {
                arm.fragments.push(fragment.to_owned());
                arm.codes.extend(grams.iter().map(|gram| quoted(gram)));
            }
        }
        Some(arm)
    }

    /// Whether the index of words sees to these marks as well.
    pub(super) fn takes_marks(&self) -> bool {
        !self.words.is_empty() && self.codes.is_empty()
    }

    /// The same within these marks.
    pub(super) fn within(&self, marks: &[String]) -> Self {
        let mut arm = self.clone();
        arm.words.extend_from_slice(marks);
        arm
    }

    /// Both at once.
    fn and(&self, other: &Self) -> Self {
        let both = |one: &[String], two: &[String]| [one, two].concat();
        Self {
            codes: both(&self.codes, &other.codes),
            words: both(&self.words, &other.words),
            fragments: both(&self.fragments, &other.fragments),
        }
    }

    fn select(&self, within: &RangeInclusive<i64>, parameters: &mut Vec<Value>) -> String {
        let mut bind = |text: String| {
            parameters.push(Value::Text(text));
            format!("?{}", parameters.len())
        };
        let mut select = match (self.codes.is_empty(), self.words.is_empty()) {
            (_, true) => format!(
                "SELECT rowid FROM order_codes WHERE order_codes MATCH {}",
                bind(self.codes.join(" AND "))
            ),
            (true, false) => format!(
                "SELECT rowid FROM order_words WHERE order_words MATCH {}",
                bind(self.words.join(" AND "))
            ),
            (false, false) => format!(
                "SELECT rowid FROM order_codes WHERE order_codes MATCH {} AND EXISTS (
                     SELECT 1 FROM order_words
                     WHERE order_words MATCH {} AND order_words.rowid = order_codes.rowid)",
                bind(self.codes.join(" AND ")),
                bind(self.words.join(" AND "))
            ),
        };
        if !self.fragments.is_empty() {
            let conditions: Vec<_> = self
                .fragments
                .iter()
                .map(|fragment| {
                    let fragment = bind(fragment.clone());
                    format!(
                        "(instr(o.codes, {fragment}) > 0 OR EXISTS (
                             SELECT 1 FROM checkouts c
                             WHERE c.order_id = o.id AND instr(c.codes, {fragment}) > 0))"
                    )
                })
                .collect();
            select = format!(
                "{select} AND EXISTS (SELECT 1 FROM orders o
                     WHERE o.id = (order_codes.rowid & {ID_MASK}) AND {})",
                conditions.join(" AND ")
            );
        }
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
