//! Which observation each field's value comes from.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use points_api::Carried;

use super::content::ContentHash;
use super::field::{Field, Value};
use super::observation::{Observation, Source};
use super::version::{Version, versions};

/// Who goes before whom. The greatest rank among the observations that carry a field gives its
/// value: dated before undated, then the later version, then API before event, then the hash,
/// which decides nothing but lets every machine decide alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    version: Version,
    api: bool,
    hash: ContentHash,
    source: Source,
}

impl Rank {
    /// The rank of an observation of this version.
    pub fn of(observation: &Observation, version: Version) -> Self {
        Self {
            version,
            api: observation.source.is_api(),
            hash: observation.hash,
            source: observation.source,
        }
    }
}

/// A field's value and the observation it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Winner<'a> {
    /// The observation.
    pub observation: &'a Observation,
    /// What it says; never absent.
    pub value: Carried<Value>,
}

/// An order as folded from its observations.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded<'a> {
    winners: BTreeMap<Field, Winner<'a>>,
}

impl<'a> Folded<'a> {
    /// Where a field's value comes from.
    pub fn winner(&self, field: Field) -> Option<&Winner<'a>> {
        self.winners.get(&field)
    }

    /// A field's value.
    pub fn value(&self, field: Field) -> Option<&Value> {
        self.winner(field)?.value.value()
    }

    /// Whether a status rests on an event that was heard in this time, so that Points should be
    /// asked now. After an event that is any time; after an answer, the time from the question to
    /// the answer, which may be from before the event. (An event may be dated later than a read
    /// that followed it, if somebody's clock is wrong; asking again and again would not mend
    /// that.)
    pub fn wants_read(&self, heard: &RangeInclusive<i64>) -> bool {
        [Field::FinancialStatus, Field::Shipping]
            .into_iter()
            .filter_map(|field| self.winner(field))
            .map(|winner| winner.observation)
            .any(|observation| {
                !observation.source.is_api() && heard.contains(&observation.last_heard_at())
            })
    }
}

/// Folds all observations of one order. Their sequence does not matter.
pub fn fold(observations: &[Observation]) -> Folded<'_> {
    let mut ranked: Vec<_> = observations
        .iter()
        .zip(versions(observations))
        .map(|(observation, version)| (Rank::of(observation, version), observation))
        .collect();
    ranked.sort_unstable_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    let mut winners = BTreeMap::new();
    for field in Field::ALL {
        let winner = ranked.iter().find_map(|(_, observation)| {
            let value = field.of(&observation.order);
            value.is_carried().then_some(Winner { observation, value })
        });
        if let Some(winner) = winner {
            winners.insert(field, winner);
        }
    }
    Folded { winners }
}
