//! As of when each observation holds, by Points' clock.

use std::collections::BTreeSet;

use super::observation::Observation;

/// As of when an observation holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// An event that does not say; it yields to everything dated.
    Undated,
    /// UTC milliseconds by Points' clock.
    At(i64),
}

/// Two answers within this time may bear the same second in their `Date`, milliseconds.
const DATE_BLUR: i64 = 10_000;

/// One answer of Points.
struct Answer {
    observation: usize,
    asked_at: i64,
    heard_at: i64,
    /// Points' time when the request began, as the answer told it.
    told: i64,
    updated_at: Option<i64>,
}

/// The versions of an order's observations, each at its place. Of API answers the later of
/// `updated_at` and Points' time when the request began, over all sightings the latest; of events
/// the order's own `updated_at`, since a delivery may be late.
///
/// `Date` counts whole seconds, and so does many an `updated_at`, so two answers of one second may
/// seem to swap; but a request that began after an earlier answer was here is the later one,
/// whatever the seconds say. That depends on all answers, and never on the sequence in which they
/// were written down.
pub fn versions(observations: &[Observation]) -> Vec<Version> {
    let mut versions: Vec<_> = observations
        .iter()
        .map(|observation| updated_at(observation).map_or(Version::Undated, Version::At))
        .collect();
    let mut answers = answers(observations);
    answers.sort_unstable_by_key(|answer| answer.asked_at);
    // When an answer was here, and its version.
    let mut here: BTreeSet<(i64, i64)> = BTreeSet::new();
    for asked_together in answers.chunk_by(|one, next| one.asked_at == next.asked_at) {
        let dated: Vec<_> = asked_together
            .iter()
            .map(|answer| (answer, version_of(answer, &here)))
            .collect();
        for (answer, version) in dated {
            here.insert((answer.heard_at, version));
            if let Some(known) = versions.get_mut(answer.observation) {
                *known = (*known).max(Version::At(version));
            }
        }
    }
    versions
}

fn answers(observations: &[Observation]) -> Vec<Answer> {
    observations
        .iter()
        .enumerate()
        .filter(|(_, observation)| observation.source.is_api())
        .flat_map(|(at, observation)| {
            let updated_at = updated_at(observation);
            observation.sightings.iter().map(move |sighting| Answer {
                observation: at,
                asked_at: sighting.asked_at,
                heard_at: sighting.heard_at,
                told: sighting.points_time.unwrap_or(sighting.asked_at),
                updated_at,
            })
        })
        .collect()
}

fn version_of(answer: &Answer, here: &BTreeSet<(i64, i64)>) -> i64 {
    let since = answer.asked_at.saturating_sub(DATE_BLUR);
    let began = here
        .range((since, i64::MIN)..=(answer.asked_at, i64::MAX))
        .map(|(_, earlier)| *earlier)
        // Further ahead than a blurred second: somebody's clock is wrong.
        .filter(|earlier| *earlier <= answer.told.saturating_add(DATE_BLUR))
        .max()
        .map_or(answer.told, |earlier| {
            answer.told.max(earlier.saturating_add(1))
        });
    answer
        .updated_at
        .map_or(began, |updated| updated.max(began))
}

fn updated_at(observation: &Observation) -> Option<i64> {
    observation
        .order
        .updated_at
        .value()
        .map(chrono::DateTime::timestamp_millis)
}
