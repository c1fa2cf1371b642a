//! As of when each observation holds, by Points' clock.

use std::collections::BTreeSet;

use points_api::FinancialStatus;

use super::observation::Observation;
use crate::lifecycle::may_become;

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

/// No answer is waited for longer than this; what seems to have taken longer is a clock that was set.
const LONGEST_WAIT: i64 = 60_000;

/// One answer of Points.
struct Answer {
    observation: usize,
    asked_at: i64,
    heard_at: i64,
    /// Points' time when the request began, as the answer told it.
    told: i64,
    updated_at: Option<i64>,
    financial: Option<FinancialStatus>,
}

/// One event that says when the order was changed.
struct DatedEvent {
    heard_at: i64,
    updated_at: i64,
    financial: Option<FinancialStatus>,
}

/// The versions of an order's observations, each at its place. Of API answers the later of
/// `updated_at` and Points' time when the request began, over all sightings the latest; of events
/// the order's own `updated_at`, since a delivery may be late.
///
/// `Date` counts whole seconds, and so does many an `updated_at`, so two answers of one second may
/// seem to swap; but a request that began after an earlier answer was here is the later one,
/// whatever the seconds say. In the same way an answer is from no earlier than an event that was here
/// when its request began. An answer without `updated_at` is from no earlier, too, than an event of
/// that second whose status the money cannot go back to. That depends on everything heard, and never
/// on the sequence in which it was written down.
pub fn versions(observations: &[Observation]) -> Vec<Version> {
    let mut versions: Vec<_> = observations
        .iter()
        .map(|observation| updated_at(observation).map_or(Version::Undated, Version::At))
        .collect();
    let events = dated_events(observations);
    let mut answers = answers(observations);
    answers.sort_unstable_by_key(|answer| answer.asked_at);
    // When an answer was here, and its version.
    let mut here: BTreeSet<(i64, i64)> = BTreeSet::new();
    for asked_together in answers.chunk_by(|one, next| one.asked_at == next.asked_at) {
        let dated: Vec<_> = asked_together
            .iter()
            .map(|answer| (answer, version_of(answer, &here, &events)))
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
                financial: observation.order.financial_status.value().cloned(),
            })
        })
        .collect()
}

fn dated_events(observations: &[Observation]) -> Vec<DatedEvent> {
    observations
        .iter()
        .filter(|observation| !observation.source.is_api())
        .filter_map(|observation| {
            Some(DatedEvent {
                heard_at: observation.first_heard_at(),
                updated_at: updated_at(observation)?,
                financial: observation.order.financial_status.value().cloned(),
            })
        })
        .collect()
}

impl Answer {
    /// Whether it cannot be from before what the event tells of.
    fn is_behind(&self, event: &DatedEvent) -> bool {
        let was_here = event.heard_at <= self.asked_at;
        let goes_one_way = self.updated_at.is_none()
            && event
                .financial
                .as_ref()
                .zip(self.financial.as_ref())
                .is_some_and(|(from, to)| may_become(from, to) && !may_become(to, from));
        was_here || goes_one_way
    }
}

fn version_of(answer: &Answer, here: &BTreeSet<(i64, i64)>, events: &[DatedEvent]) -> i64 {
    // How long it was under way is not known of either way alone.
    let took = answer.heard_at.saturating_sub(answer.asked_at);
    let blur = DATE_BLUR.saturating_add(took.clamp(0, LONGEST_WAIT));
    // Further ahead than that: somebody's clock is wrong.
    let latest = answer.told.saturating_add(blur);
    let since = answer.asked_at.saturating_sub(blur);
    let began = here
        .range((since, i64::MIN)..=(answer.asked_at, i64::MAX))
        .map(|(_, earlier)| *earlier)
        .filter(|earlier| *earlier <= latest)
        .max()
        .map_or(answer.told, |earlier| {
            answer.told.max(earlier.saturating_add(1))
        });
    let behind = events
        .iter()
        .filter(|event| event.updated_at <= latest && answer.is_behind(event))
        .map(|event| event.updated_at)
        .max();
    answer
        .updated_at
        .into_iter()
        .chain(behind)
        .fold(began, i64::max)
}

fn updated_at(observation: &Observation) -> Option<i64> {
    observation
        .order
        .updated_at
        .value()
        .map(chrono::DateTime::timestamp_millis)
}
