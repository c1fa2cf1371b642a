//! What Points' shipping numbers mean, as learnt from its own answers. Never guessed.

use std::collections::BTreeMap;

use points_api::{ShippingState, ShippingStatus};
use rusqlite::{Transaction, params};

use super::StoreError;
use crate::fold::shipping_state;

/// The codes that are known, both ways.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShippingCodes {
    words: BTreeMap<i64, ShippingStatus>,
}

impl ShippingCodes {
    /// What a code means, if all evidence agrees.
    pub fn word(&self, code: i64) -> Option<&ShippingStatus> {
        self.words.get(&code)
    }

    /// A stored key as it is shown: the word learnt for it, else the key itself.
    pub(super) fn shown(&self, key: &str) -> String {
        key.strip_prefix("code:")
            .and_then(|code| code.parse().ok())
            .and_then(|code| self.word(code))
            .map_or_else(|| key.to_owned(), ToString::to_string)
    }

    /// The word that a stored key stands for; none for a code that nobody has learnt.
    pub(crate) fn word_of_key(&self, key: &str) -> Option<String> {
        match shipping_state(key)? {
            ShippingState::Code(code) => self.word(code).map(ToString::to_string),
            ShippingState::Word(word) => Some(word.to_string()),
        }
    }

    /// The codes that mean a word.
    pub fn codes_of(&self, word: &str) -> Vec<i64> {
        self.words
            .iter()
            .filter(|(_, known)| known.as_str() == word)
            .map(|(code, _)| *code)
            .collect()
    }
}

impl FromIterator<(i64, ShippingStatus)> for ShippingCodes {
    fn from_iter<I: IntoIterator<Item = (i64, ShippingStatus)>>(pairs: I) -> Self {
        Self {
            words: pairs.into_iter().collect(),
        }
    }
}

/// Keeps a piece of evidence: this action sent the word, and the answer said the code. What was
/// learnt before is not written again.
pub(crate) fn learn(
    transaction: &Transaction<'_>,
    action_id: i64,
    code: i64,
    word: &str,
    now: i64,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO shipping_codes (action_id, code, word, learnt_at)
             SELECT ?1, ?2, ?3, ?4
             WHERE NOT EXISTS (SELECT 1 FROM shipping_codes WHERE code = ?2 AND word = ?3)
             ON CONFLICT (action_id) DO NOTHING",
        )?
        .execute(params![action_id, code, word, now])?;
    Ok(())
}

/// All codes on which the evidence agrees.
pub(crate) fn load(transaction: &Transaction<'_>) -> Result<ShippingCodes, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT code, min(word) FROM shipping_codes GROUP BY code HAVING min(word) = max(word)",
    )?;
    let rows = statement.query_map([], |row| {
        let word: String = row.get(1)?;
        Ok((row.get(0)?, ShippingStatus::from(word.as_str())))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What one code means.
pub(super) fn word_of(
    transaction: &Transaction<'_>,
    code: i64,
) -> Result<Option<ShippingStatus>, StoreError> {
    Ok(load(transaction)?.word(code).cloned())
}
