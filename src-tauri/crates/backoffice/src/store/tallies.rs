//! How many orders have which statuses, without counting them.

use rusqlite::Transaction;

use super::{ShippingCodes, StoreError};
use crate::view::OrderQuery;

/// A financial and a shipping status, and how many orders have both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) financial: String,
    /// The word as received, or `code:3`.
    pub(super) shipping: String,
    pub(super) count: u64,
}

/// All that any order has.
pub(super) fn load(transaction: &Transaction<'_>) -> Result<Vec<Tally>, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT financial_status, shipping_key, count FROM order_tallies WHERE count > 0",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(Tally {
            financial: row.get(0)?,
            shipping: row.get(1)?,
            count: u64::try_from(row.get::<_, i64>(2)?).unwrap_or_default(),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The filters of a list as stored keys, and what they let through.
pub(super) struct Filter {
    /// Financial statuses asked for; empty: all.
    pub(super) financial: Vec<String>,
    /// Shipping keys asked for, learnt codes among them; empty: all.
    pub(super) shipping: Vec<String>,
    /// The tallies of the orders that pass.
    pub(super) passing: Vec<Tally>,
}

impl Filter {
    pub(super) fn of(
        transaction: &Transaction<'_>,
        query: &OrderQuery,
        codes: &ShippingCodes,
    ) -> Result<Self, StoreError> {
        let mut financial = query.financial.clone();
        let mut shipping: Vec<_> = query
            .shipping
            .iter()
            .flat_map(|word| shipping_keys(word, codes))
            .collect();
        for list in [&mut financial, &mut shipping] {
            list.sort_unstable();
            list.dedup();
        }
        let mut filter = Self {
            financial,
            shipping,
            passing: Vec::new(),
        };
        filter.passing = load(transaction)?
            .into_iter()
            .filter(|tally| filter.passes(&tally.financial, &tally.shipping))
            .collect();
        Ok(filter)
    }

    /// Whether it lets everything through.
    pub(super) fn is_open(&self) -> bool {
        self.financial.is_empty() && self.shipping.is_empty()
    }

    /// Whether an order with these statuses passes.
    pub(super) fn passes(&self, financial: &str, shipping: &str) -> bool {
        let any = |list: &[String], word: &str| {
            list.is_empty() || list.iter().any(|listed| listed == word)
        };
        any(&self.financial, financial) && any(&self.shipping, shipping)
    }

    /// How many orders pass.
    pub(super) fn count(&self) -> u64 {
        self.passing.iter().map(|tally| tally.count).sum()
    }
}

/// The stored keys that a shipping filter means: the word, and the codes learnt for it.
fn shipping_keys(word: &str, codes: &ShippingCodes) -> Vec<String> {
    let mut keys: Vec<_> = codes
        .codes_of(word)
        .into_iter()
        .map(|code| format!("code:{code}"))
        .collect();
    keys.push(word.to_owned());
    keys
}
