//! Which observation each field's value comes from.

use std::collections::BTreeMap;

use points_api::Carried;

use super::content::ContentHash;
use super::field::{Field, Value};
use super::observation::{Observation, Source};
use super::version::{Version, versions};
use crate::lifecycle::step;

/// Who goes before whom. The greatest rank among the observations that carry a field gives its
/// value: dated before undated, then the later version, then API before event. Where those do not
/// tell two apart, as with undated events and two changes of one second, the one whose money has come
/// further (API documentation, "Financial state"), and at last the hash, which decides nothing but lets
/// every machine decide alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    version: Version,
    api: bool,
    money: u8,
    hash: ContentHash,
    source: Source,
}

impl Rank {
    /// The rank of an observation of this version.
    pub fn of(observation: &Observation, version: Version) -> Self {
        Self {
            version,
            api: observation.source.is_api(),
            money: observation.order.financial_status.value().map_or(0, step),
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

    /// Whether a status rests on an event, so that Points should be asked once. (The event may be
    /// dated later than a read that follows it, if somebody's clock is wrong; asking again and
    /// again would not mend that.)
    pub fn rests_on_event(&self) -> bool {
        [Field::FinancialStatus, Field::Shipping]
            .into_iter()
            .filter_map(|field| self.winner(field))
            .any(|winner| !winner.observation.source.is_api())
    }
}

/// When a status was first heard as it is believed now, UTC milliseconds by this machine's clock:
/// after it was last heard otherwise. None where no status was ever heard otherwise. For orders
/// that do not say when they were changed.
pub fn changed_at(observations: &[Observation], folded: &Folded<'_>) -> Option<i64> {
    [Field::FinancialStatus, Field::Shipping]
        .into_iter()
        .filter_map(|field| heard_as_now(observations, field, &folded.winner(field)?.value))
        .max()
}

fn heard_as_now(observations: &[Observation], field: Field, now: &Carried<Value>) -> Option<i64> {
    let (as_now, otherwise): (Vec<_>, Vec<_>) = observations
        .iter()
        .map(|observation| (field.of(&observation.order), observation))
        .filter(|(value, _)| value.is_carried())
        .partition(|(value, _)| value == now);
    let last_otherwise = otherwise
        .iter()
        .map(|(_, observation)| observation.last_heard_at())
        .max()?;
    as_now
        .iter()
        .flat_map(|(_, observation)| &observation.sightings)
        .map(|sighting| sighting.heard_at)
        .filter(|heard_at| *heard_at >= last_otherwise)
        .min()
        // It was heard otherwise last, by something that does not count.
        .or_else(|| {
            as_now
                .iter()
                .map(|(_, observation)| observation.last_heard_at())
                .max()
        })
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
