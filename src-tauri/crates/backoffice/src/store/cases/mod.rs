//! What wants to be explained: gathering what is known of it, keeping what was found, and what
//! people decided about it. Whether something needs explaining is decided in [`crate::cases`].

mod checkouts;
mod decisions;
mod facts;
mod keeping;
mod looking;
mod matching;
mod pages;
mod runs;
mod subjects;
#[cfg(test)]
mod tests;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub(crate) use decisions::{CaseRecord, NewDecision};
pub(crate) use looking::{Looked, Looker, inputs_of};
pub(super) use pages::{needs, of_order};
pub(crate) use runs::{RunEnd, RunLine, RunRecord};
pub(crate) use subjects::Stretch;

use super::StoreError;
use crate::view::{CaseClass, CaseEvidence, CaseStep};

/// What a case is about: an order, or a checkout of the shop whose order is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// An order, by its row.
    Order(i64),
    /// A checkout without an order, by its row.
    Checkout(i64),
}

impl Subject {
    /// As it is stored.
    fn key(self) -> String {
        match self {
            Self::Order(id) => format!("order:{id}"),
            Self::Checkout(id) => format!("checkout:{id}"),
        }
    }

    /// The order's row.
    fn order_id(self) -> Option<i64> {
        match self {
            Self::Order(id) => Some(id),
            Self::Checkout(_) => None,
        }
    }

    /// From what is stored.
    fn of_key(key: &str) -> Option<Self> {
        let (kind, id) = key.split_once(':')?;
        let id = id.parse().ok()?;
        match kind {
            "order" => Some(Self::Order(id)),
            "checkout" => Some(Self::Checkout(id)),
            _ => None,
        }
    }
}

/// What a person sees of a case, as it was when it was last looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Card {
    pub(crate) difference_halalas: Option<i64>,
    pub(crate) evidence: CaseEvidence,
    pub(crate) recommended: CaseStep,
    pub(crate) alternatives: Vec<CaseStep>,
}

impl Card {
    /// Whether a step is offered, as the recommended one or beside it. Putting off and explaining
    /// by hand are offered for everything.
    pub(crate) fn offers(&self, step: CaseStep) -> bool {
        matches!(
            step,
            CaseStep::Snooze | CaseStep::Explain | CaseStep::ReadAgain
        ) || self.recommended == step
            || self.alternatives.contains(&step)
    }
}

/// The place of a class among all.
fn urgency(class: CaseClass) -> i64 {
    i64::from(class as u8)
}

/// A word as the bridge has it, which is how words are stored.
fn word<T: Serialize>(value: T) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(StoreError::Unreadable("word")),
    }
}

/// The other way round.
fn of_word<T: DeserializeOwned>(word: String) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::String(word))
        .map_err(|_| StoreError::Unreadable("word"))
}

fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::Unreadable("case"))
}

fn of_json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Unreadable("case"))
}
