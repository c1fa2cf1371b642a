//! Every desk ends, after one read, in the state that Points reports, and on the way there no late event
//! turns anything back: lives of an order as Points would live them, told by a network that loses,
//! repeats, overtakes and holds up, with reads that overlap with what they ask about and with clocks that
//! are wrong.
//!
//! `POINTS_DESK_SEQUENCES` says how many lives are told, `POINTS_DESK_SEED` repeats a run.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod dice;
mod invariants;
mod life;
mod telling;

use std::num::NonZero;
use std::time::Instant;

use backoffice::fold::{Field, Folded, Observation, Sighting, Source, Version, fold, versions};
use dice::Dice;
use invariants::{
    Shown, a_late_event_turns_nothing_back, nothing_is_made_up, the_read_is_believed,
    the_sequence_of_writing_does_not_count,
};
use life::Life;
use telling::{Happened, Message, Telling};

/// A share of what torture tells: a life takes a debug build most of a millisecond.
const USUALLY: u64 = 25_000;

/// What a person sees at a glance.
const STATUSES: [Field; 2] = [Field::FinancialStatus, Field::Shipping];

/// Which of the observations says what is shown of each status.
type Believing = fn(&[Observation]) -> [Option<usize>; 2];

/// What was last shown of a status: the text, and whose place among the observations says so.
type Seen = Option<(String, usize)>;

/// Everything heard of one order, and of which moment of its life it was said last.
#[derive(Debug, Default)]
struct Heard {
    observations: Vec<Observation>,
    moments: Vec<usize>,
}

impl Heard {
    /// Writes a message down: a new observation, or one more sighting of a known one.
    fn write_down(&mut self, message: &Message) -> usize {
        let is_known =
            |known: &Observation| (known.source, known.hash) == (message.source, message.said.hash);
        let moment = message.said.moment;
        if let Some(at) = self.observations.iter().position(is_known) {
            self.observations[at].sightings.push(message.sighting);
            self.moments[at] = self.moments[at].max(moment);
            return at;
        }
        self.observations.push(Observation {
            id: i64::try_from(self.observations.len()).unwrap(),
            source: message.source,
            event: message.said.event.clone(),
            hash: message.said.hash,
            order: message.said.order.clone(),
            sightings: vec![message.sighting],
        });
        self.moments.push(moment);
        self.observations.len() - 1
    }

    fn shown<'a>(&'a self, text: &'a str, at: usize) -> Shown<'a> {
        Shown {
            text,
            by: &self.observations[at],
            moment: self.moments[at],
        }
    }

    /// Writes a message down, and holds what is shown then against what was shown before.
    fn hear(
        &mut self,
        message: &Message,
        seen: &mut [Seen; 2],
        believing: Believing,
    ) -> Result<usize, String> {
        let before: Vec<_> = seen
            .iter()
            .map(|seen| seen.as_ref().map(|(_, at)| self.moments[*at]))
            .collect();
        let at = self.write_down(message);
        let believed = believing(&self.observations);
        for (place, field) in STATUSES.into_iter().enumerate() {
            let now = believed[place].and_then(|at| {
                let value = field.of(&self.observations[at].order);
                Some((value.value()?.to_text(), at))
            });
            if let (Some((text, was)), Some((next, is)), Source::Event) =
                (&seen[place], &now, message.source)
            {
                let was = Shown {
                    moment: before[place].unwrap_or_default(),
                    ..self.shown(text, *was)
                };
                a_late_event_turns_nothing_back(field, was, self.shown(next, *is))?;
            }
            seen[place] = now;
        }
        Ok(at)
    }
}

/// The fold of the product.
fn folded(observations: &[Observation]) -> [Option<usize>; 2] {
    let folded = fold(observations);
    STATUSES.map(|field| usize::try_from(folded.winner(field)?.observation.id).ok())
}

/// Tells a life to a desk, message by message, and holds what it shows against what must hold.
fn withstand(telling: &Telling, believing: Believing) -> Result<(), String> {
    let mut heard = Heard::default();
    let mut seen = [None, None];
    for message in &telling.before {
        heard.hear(message, &mut seen, believing)?;
    }
    let read = heard.hear(&telling.read, &mut seen, believing)?;
    for (field, at) in STATUSES.into_iter().zip(believing(&heard.observations)) {
        let reported = field.of(&heard.observations[read].order);
        let shown = at.map(|at| field.of(&heard.observations[at].order));
        if shown.as_ref() != Some(&reported) {
            return Err(format!(
                "{field:?} is {reported:?} at Points, and the desk shows {shown:?}"
            ));
        }
    }
    let all: Folded<'_> = fold(&heard.observations);
    the_read_is_believed(&all, &heard.observations[read])?;
    nothing_is_made_up(&all, &heard.observations)?;
    the_sequence_of_writing_does_not_count(&all, &heard.observations)?;
    for message in &telling.after {
        heard.hear(message, &mut seen, believing)?;
    }
    Ok(())
}

fn telling_of(seed: u64, sequence: u64) -> Telling {
    let mut dice = Dice::of(seed, sequence);
    let life = Life::lived(&mut dice);
    Telling::of(&life, &mut dice)
}

fn told(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

#[test]
fn every_life_ends_in_the_state_of_the_api_and_no_late_event_turns_it_back() {
    let sequences = told("POINTS_DESK_SEQUENCES").unwrap_or(USUALLY);
    let seed = told("POINTS_DESK_SEED").unwrap_or(20_261_130);
    println!("{sequences} sequences, POINTS_DESK_SEED={seed}");
    let begun = Instant::now();
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let threads = u64::try_from(threads).unwrap();
    let counted: Vec<Happened> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|first| {
                scope.spawn(move || {
                    let mut happened = Happened::default();
                    let own = (first..sequences).step_by(usize::try_from(threads).unwrap());
                    for sequence in own {
                        let telling = telling_of(seed, sequence);
                        if let Err(wrong) = withstand(&telling, folded) {
                            panic!("sequence {sequence} of seed {seed}: {wrong}\n{telling:#?}");
                        }
                        happened.add(telling.happened);
                    }
                    happened
                })
            })
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap())
            .collect()
    });
    let mut happened = Happened::default();
    for one in counted {
        happened.add(one);
    }
    println!(
        "{sequences} sequences in {:.1?}: {happened:?}; all end in the state of the API, none was \
         turned back",
        begun.elapsed()
    );
    let all = [
        happened.lost,
        happened.repeated,
        happened.undated,
        happened.overlapped,
        happened.late,
        happened.unknown,
    ];
    assert!(
        all.iter().all(|count| *count > sequences / 50),
        "something hardly ever happened: {happened:?}"
    );
}

/// How often a way of believing is caught, out of so many lives.
fn caught(believing: Believing) -> usize {
    let caught = (0..3_000)
        .filter(|sequence| withstand(&telling_of(1, *sequence), believing).is_err())
        .count();
    println!("caught in {caught} of 3,000 lives");
    caught
}

/// Those who carry the field and have the greatest key.
fn greatest<K: Ord>(
    observations: &[Observation],
    key: impl Fn(usize, &Observation) -> K,
) -> [Option<usize>; 2] {
    STATUSES.map(|field| {
        (0..observations.len())
            .filter(|at| field.of(&observations[*at].order).is_carried())
            .max_by_key(|at| key(*at, &observations[*at]))
    })
}

/// `updated_at`, else when the request began.
fn plain_version(told: &Observation) -> Version {
    let updated_at = told.order.updated_at.value();
    let updated_at = updated_at.map(chrono::DateTime::timestamp_millis);
    let began_at = told.sightings.iter().filter_map(|seen| seen.points_time);
    match updated_at.into_iter().chain(began_at).max() {
        None => Version::Undated,
        Some(at) => Version::At(at),
    }
}

/// That the test can fail: whoever takes what was heard last for what is so.
#[test]
fn a_desk_that_believes_whoever_spoke_last_is_caught() {
    let last_word: Believing =
        |observations| greatest(observations, |_, told| told.last_heard_at());
    assert!(caught(last_word) > 100);
}

/// That the test can fail: whoever takes a read for what is so when its answer is there.
#[test]
fn a_desk_that_dates_reads_by_their_answer_is_caught() {
    let as_of_answer: Believing = |observations| {
        let took = |seen: &Sighting| seen.heard_at - seen.asked_at;
        greatest(observations, |_, told| match plain_version(told) {
            Version::At(at) if told.source.is_api() => {
                Version::At(at + told.sightings.iter().map(took).max().unwrap_or_default())
            }
            version => version,
        })
    };
    assert!(caught(as_of_answer) > 0);
}

/// That the test can fail: whoever does not heed what had been heard when a request began.
#[test]
fn a_desk_that_ignores_what_overlaps_is_caught() {
    let by_seconds: Believing = |observations| {
        greatest(observations, |_, told| {
            (plain_version(told), told.source.is_api(), told.hash)
        })
    };
    assert!(caught(by_seconds) > 0);
}

/// That the test can fail: whoever decides by chance where no time tells two events apart.
#[test]
fn a_desk_that_decides_by_chance_within_a_second_is_caught() {
    let by_hash: Believing = |observations| {
        let dated = versions(observations);
        greatest(observations, |at, told| {
            (dated[at], told.source.is_api(), told.hash)
        })
    };
    assert!(caught(by_hash) > 0);
}
