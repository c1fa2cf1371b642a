//! What was heard, in the order in which it was heard, and what each time changed.

use super::field::Field;
use super::observation::{Observation, Sighting};
use super::winner::{Folded, fold};

/// A change of what the desk believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The field.
    pub field: Field,
    /// Before, as text.
    pub before: Option<String>,
    /// After, as text.
    pub after: Option<String>,
}

/// One or several sightings in a row of which only the first may have changed something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hearing {
    /// Which of the observations, by position.
    pub observation: usize,
    /// UTC milliseconds.
    pub first_heard_at: i64,
    /// UTC milliseconds.
    pub last_heard_at: i64,
    /// How many sightings.
    pub sightings: u32,
    /// What changed.
    pub changes: Vec<Change>,
}

/// Replays all sightings by the time at which they were heard, oldest first. The same content
/// heard again without changing anything joins the entry before it.
pub fn replay(observations: &[Observation]) -> Vec<Hearing> {
    let mut sightings: Vec<(usize, Sighting)> = observations
        .iter()
        .enumerate()
        .flat_map(|(at, observation)| observation.sightings.iter().map(move |seen| (at, *seen)))
        .collect();
    sightings.sort_by_key(|(at, sighting)| (sighting.heard_at, *at));

    let mut heard: Vec<(usize, Observation)> = Vec::new();
    let mut believed = values(&fold(&[]));
    let mut hearings: Vec<Hearing> = Vec::new();
    for (at, sighting) in sightings {
        let Some(observation) = observations.get(at) else {
            continue;
        };
        match heard.iter_mut().find(|(known, _)| *known == at) {
            Some((_, known)) => known.sightings.push(sighting),
            None => heard.push((
                at,
                Observation {
                    sightings: vec![sighting],
                    ..observation.clone()
                },
            )),
        }
        let so_far: Vec<_> = heard
            .iter()
            .map(|(_, observation)| observation.clone())
            .collect();
        let now_believed = values(&fold(&so_far));
        let changes = changes(&believed, &now_believed);
        believed = now_believed;
        match hearings.last_mut() {
            Some(last) if last.observation == at && changes.is_empty() => {
                last.sightings += 1;
                last.last_heard_at = sighting.heard_at;
            }
            _ => hearings.push(Hearing {
                observation: at,
                first_heard_at: sighting.heard_at,
                last_heard_at: sighting.heard_at,
                sightings: 1,
                changes,
            }),
        }
    }
    hearings
}

/// What the first sighting of an observation changed in what was believed until then. None where
/// nobody has heard of that observation.
pub fn changes_by(observations: &[Observation], id: i64) -> Vec<Change> {
    let first = |at: usize, observation: &Observation| {
        let mut sightings = observation.sightings.clone();
        sightings.sort_by_key(|sighting| sighting.heard_at);
        sightings
            .first()
            .map(|sighting| ((sighting.heard_at, at), *sighting))
    };
    let this = observations
        .iter()
        .enumerate()
        .find(|(_, observation)| observation.id == id)
        .and_then(|(at, observation)| Some((observation, first(at, observation)?)));
    let Some((observation, (moment, sighting))) = this else {
        return Vec::new();
    };
    let mut heard: Vec<Observation> = observations
        .iter()
        .enumerate()
        .map(|(at, earlier)| Observation {
            sightings: earlier
                .sightings
                .iter()
                .filter(|seen| (seen.heard_at, at) < moment)
                .copied()
                .collect(),
            ..earlier.clone()
        })
        .filter(|earlier| !earlier.sightings.is_empty())
        .collect();
    let before = values(&fold(&heard));
    heard.push(Observation {
        sightings: vec![sighting],
        ..observation.clone()
    });
    changes(&before, &values(&fold(&heard)))
}

fn values(folded: &Folded<'_>) -> Vec<Option<String>> {
    Field::ALL
        .into_iter()
        .map(|field| folded.value(field).map(super::field::Value::to_text))
        .collect()
}

fn changes(before: &[Option<String>], after: &[Option<String>]) -> Vec<Change> {
    Field::ALL
        .into_iter()
        .zip(before.iter().zip(after))
        .filter(|(_, (before, after))| before != after)
        .map(|(field, (before, after))| Change {
            field,
            before: before.clone(),
            after: after.clone(),
        })
        .collect()
}
