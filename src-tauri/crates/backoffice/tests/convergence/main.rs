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

const USUALLY: u64 = 100_000;

/// What a person sees at a glance.
const STATUSES: [Field; 2] = [Field::FinancialStatus, Field::Shipping];

/// Which of the observations says what is shown of a field.
type Believing = fn(&[Observation], Field) -> Option<usize>;

/// Everything heard of one order, and of which moments of its life it was said.
#[derive(Debug, Default)]
struct Heard {
    observations: Vec<Observation>,
    moments: Vec<(usize, usize)>,
}

impl Heard {
    /// Writes a message down: a new observation, or one more sighting of a known one.
    fn write_down(&mut self, message: &Message) -> usize {
        let is_known =
            |known: &Observation| (known.source, known.hash) == (message.source, message.said.hash);
        let moment = message.said.moment;
        if let Some(at) = self.observations.iter().position(is_known) {
            self.observations[at].sightings.push(message.sighting);
            let (first, last) = self.moments[at];
            self.moments[at] = (first.min(moment), last.max(moment));
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
        self.moments.push((moment, moment));
        self.observations.len() - 1
    }

    fn shown(&self, field: Field, believing: Believing) -> Option<Shown> {
        let at = believing(&self.observations, field)?;
        let by = &self.observations[at];
        Some(Shown {
            text: field.of(&by.order).value()?.to_text(),
            by: by.clone(),
            moments: self.moments[at],
        })
    }
}

/// The fold of the product.
fn folded(observations: &[Observation], field: Field) -> Option<usize> {
    let winner = fold(observations).winner(field)?.observation.id;
    usize::try_from(winner).ok()
}

/// Tells a life to a desk, message by message, and holds what it shows against what must hold.
fn withstand(telling: &Telling, believing: Believing) -> Result<(), String> {
    let mut heard = Heard::default();
    let mut shown = [const { None }; 2];
    let mut hear = |heard: &mut Heard, message: &Message| {
        let at = heard.write_down(message);
        for (field, before) in STATUSES.into_iter().zip(&mut shown) {
            let after = heard.shown(field, believing);
            if let (Some(before), Some(after), Source::Event) = (&*before, &after, message.source) {
                a_late_event_turns_nothing_back(field, before, after)?;
            }
            *before = after;
        }
        Ok::<_, String>(at)
    };
    for message in &telling.before {
        hear(&mut heard, message)?;
    }
    let read = hear(&mut heard, &telling.read)?;
    for field in STATUSES {
        let reported = field.of(&heard.observations[read].order);
        let shown =
            believing(&heard.observations, field).map(|at| field.of(&heard.observations[at].order));
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
        hear(&mut heard, message)?;
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
    (0..2_000)
        .filter(|sequence| withstand(&telling_of(1, *sequence), believing).is_err())
        .count()
}

fn greatest<K: Ord>(
    observations: &[Observation],
    field: Field,
    key: impl Fn(usize, &Observation) -> K,
) -> Option<usize> {
    (0..observations.len())
        .filter(|at| field.of(&observations[*at].order).is_carried())
        .max_by_key(|at| key(*at, &observations[*at]))
}

/// That the test can fail: whoever takes what was heard last for what is so.
#[test]
fn a_desk_that_believes_whoever_spoke_last_is_caught() {
    let last_word: Believing =
        |observations, field| greatest(observations, field, |_, told| told.last_heard_at());
    assert!(caught(last_word) > 100);
}

/// Ranks as the design has it, by versions of one's own.
fn ranked(
    observations: &[Observation],
    field: Field,
    version: impl Fn(usize, &Observation) -> Version,
) -> Option<usize> {
    greatest(observations, field, |at, told| {
        (version(at, told), told.source.is_api(), told.hash)
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

/// That the test can fail: whoever takes a read for what is so when its answer is there.
#[test]
fn a_desk_that_dates_reads_by_their_answer_is_caught() {
    let as_of_answer: Believing = |observations, field| {
        let took = |seen: &Sighting| seen.heard_at - seen.asked_at;
        ranked(observations, field, |_, told| match plain_version(told) {
            Version::At(at) if told.source.is_api() => {
                Version::At(at + told.sightings.iter().map(took).max().unwrap_or_default())
            }
            version => version,
        })
    };
    assert!(caught(as_of_answer) > 20);
}

/// That the test can fail: whoever does not heed what had been heard when a request began.
#[test]
fn a_desk_that_ignores_what_overlaps_is_caught() {
    let by_seconds: Believing =
        |observations, field| ranked(observations, field, |_, told| plain_version(told));
    assert!(caught(by_seconds) > 20);
}

/// That the test can fail: whoever decides by chance where no time tells two events apart.
#[test]
fn a_desk_that_decides_by_chance_within_a_second_is_caught() {
    let by_hash: Believing = |observations, field| {
        let dated = versions(observations);
        ranked(observations, field, |at, _| dated[at])
    };
    assert!(caught(by_hash) > 5);
}
