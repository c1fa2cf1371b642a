//! What reaches the desk of a life, and when: a network that loses, repeats and holds up, an inbox in
//! between, reads that overlap with what they ask about, and three clocks of which two are wrong.

use backoffice::fold::{Sighting, Source};

use crate::dice::Dice;
use crate::life::{Life, Said};

/// Something that reaches the desk.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) said: Said,
    pub(crate) source: Source,
    pub(crate) sighting: Sighting,
    /// When the desk writes it down, by Points' clock, which is the true one here.
    arrives_at: i64,
}

/// By how much the others' clocks are ahead of Points', milliseconds.
#[derive(Debug, Clone, Copy)]
struct Clocks {
    desk: i64,
    inbox: i64,
}

/// What is told of a life, in the sequence in which the desk writes it down.
#[derive(Debug, Clone)]
pub(crate) struct Telling {
    pub(crate) before: Vec<Message>,
    /// One read, begun when the life had come to its end and all of that was written down.
    pub(crate) read: Message,
    /// What was on its way for longer still.
    pub(crate) after: Vec<Message>,
    pub(crate) happened: Happened,
}

/// How much of what is to be withstood was in it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Happened {
    pub(crate) messages: u64,
    pub(crate) lost: u64,
    pub(crate) repeated: u64,
    pub(crate) undated: u64,
    /// Reads that another message came into, begun before it was and answered after.
    pub(crate) overlapped: u64,
    /// Events that came after something later was known.
    pub(crate) late: u64,
    /// Statuses and events that are in no documentation.
    pub(crate) unknown: u64,
}

impl Happened {
    pub(crate) fn add(&mut self, other: Self) {
        self.messages += other.messages;
        self.lost += other.lost;
        self.repeated += other.repeated;
        self.undated += other.undated;
        self.overlapped += other.overlapped;
        self.late += other.late;
        self.unknown += other.unknown;
    }
}

const YEAR: i64 = 365 * 86_400_000;

/// The desk does not follow its inbox for a while, and takes over then what waits there.
#[derive(Debug, Clone, Copy)]
struct Nap {
    from: i64,
    until: i64,
}

impl Telling {
    pub(crate) fn of(life: &Life, dice: &mut Dice) -> Self {
        let skew = |dice: &mut Dice| match dice.within(0, 4) {
            0 => 0,
            1 => dice.within(-3_000, 3_000),
            2 => dice.within(-86_400_000, 86_400_000),
            _ => dice.within(-YEAR, YEAR),
        };
        let clocks = Clocks {
            desk: skew(dice),
            inbox: skew(dice),
        };
        let begin = life.moments[0].at;
        let end = life.moments[life.last()].at;
        let nap_from = dice.within(begin, end + 1);
        let nap = Nap {
            from: nap_from,
            until: nap_from
                + if dice.chance(30) {
                    dice.while_long()
                } else {
                    0
                },
        };
        let mut happened = Happened::default();
        let mut messages = events(life, clocks, nap, dice, &mut happened);
        messages.extend(reads(life, clocks, dice));
        messages.sort_by_key(|message| message.arrives_at);
        // The last of them are held up until after the read.
        let held_up = if dice.chance(50) {
            usize::try_from(dice.within(0, 3))
                .unwrap()
                .min(messages.len())
        } else {
            0
        };
        let is_event = |message: &Message| message.source == Source::Event;
        let mut before = messages;
        let after = before.split_off(before.len() - held_up);
        let after: Vec<_> = after.into_iter().filter(is_event).collect();
        let written = before.last().map_or(end, |message| message.arrives_at);
        let asked_at = written.max(end)
            + if dice.chance(40) {
                1
            } else {
                dice.while_long()
            };
        let read = read(life, clocks, Source::Read, asked_at, dice);
        for message in before.iter().chain([&read]).chain(&after) {
            happened.messages += 1;
            happened.undated += u64::from(!message.said.order.updated_at.is_carried());
            let word = life.moments[message.said.moment].financial;
            let is_unknown = ["on_hold", "under_dispute"].contains(&word);
            happened.unknown += u64::from(is_unknown);
        }
        happened.overlapped += overlapped(&before);
        happened.late += late(&before) + u64::try_from(after.len()).unwrap();
        Self {
            before,
            read,
            after,
            happened,
        }
    }
}

/// Reads that another message came into.
fn overlapped(messages: &[Message]) -> u64 {
    let is_within = |read: &Message, other: &Message| {
        read.sighting.asked_at < other.sighting.heard_at
            && other.sighting.heard_at < read.sighting.heard_at
    };
    let reads = messages.iter().filter(|message| message.source.is_api());
    let count = reads
        .filter(|read| messages.iter().any(|other| is_within(read, other)))
        .count();
    u64::try_from(count).unwrap()
}

/// Events behind something later.
fn late(messages: &[Message]) -> u64 {
    let mut newest = 0;
    let mut late = 0;
    for message in messages {
        let is_late = message.source == Source::Event && message.said.moment < newest;
        late += u64::from(is_late);
        newest = newest.max(message.said.moment);
    }
    late
}

fn events(
    life: &Life,
    clocks: Clocks,
    nap: Nap,
    dice: &mut Dice,
    happened: &mut Happened,
) -> Vec<Message> {
    let mut messages = Vec::new();
    for (moment, state) in life.moments.iter().enumerate() {
        let Some(name) = state.event else {
            continue;
        };
        if dice.chance(25) {
            happened.lost += 1;
            continue;
        }
        // Points rarely leaves out in one event what it has in the others.
        let is_dated = life.dates_events() != dice.chance(5);
        let mut received_at = state.at;
        for attempt in 0..dice.pick(&[1, 1, 1, 2, 3]) {
            happened.repeated += u64::from(attempt > 0);
            received_at += dice.while_long();
            // Some make the body of a delivery anew each time they try, and then it tells what is so
            // by then, under the old name.
            let told = if dice.chance(10) {
                life.moment_at(received_at)
            } else {
                moment
            };
            let said = life.event(name, told, is_dated, received_at);
            messages.push(taken_over(said, received_at, clocks, nap, dice));
        }
    }
    messages
}

/// An event, received by the inbox and taken over by the desk, which sets right the inbox's clock by
/// the `Date` of its answers: those count whole seconds and have been on their way.
fn taken_over(said: Said, received_at: i64, clocks: Clocks, nap: Nap, dice: &mut Dice) -> Message {
    let asleep = nap.from <= received_at && received_at < nap.until;
    let ready_at = if asleep { nap.until } else { received_at };
    let answered_at = ready_at + dice.within(1, 300);
    let arrives_at = answered_at + dice.within(0, 200);
    let date = (answered_at + clocks.inbox).div_euclid(1_000) * 1_000;
    let ahead = date - (arrives_at + clocks.desk);
    let heard_at = (received_at + clocks.inbox - ahead).min(arrives_at + clocks.desk);
    Message {
        said,
        source: Source::Event,
        sighting: Sighting {
            asked_at: heard_at,
            heard_at,
            points_time: None,
        },
        arrives_at,
    }
}

/// Reads and answers to actions, some at any time, most about a change.
fn reads(life: &Life, clocks: Clocks, dice: &mut Dice) -> Vec<Message> {
    let end = life.moments[life.last()].at;
    (0..dice.within(0, 5))
        .map(|_| {
            let moment =
                usize::try_from(dice.within(0, i64::try_from(life.moments.len()).unwrap()));
            let about = life.moments[moment.unwrap()].at;
            let asked_at = if dice.chance(70) {
                about + dice.within(-400, 2_000)
            } else {
                dice.within(life.moments[0].at, end + 86_400_000)
            };
            let source = dice.pick(&[Source::Read, Source::Read, Source::Answer]);
            read(life, clocks, source, asked_at.max(life.moments[0].at), dice)
        })
        .collect()
}

/// A request that begins at this time. Points looks at the order somewhen before it answers, and says
/// in whole seconds when it did that.
fn read(life: &Life, clocks: Clocks, source: Source, begins_at: i64, dice: &mut Dice) -> Message {
    let way = |dice: &mut Dice| match dice.within(0, 50) {
        0 => dice.within(3_000, 15_000),
        1..12 => dice.within(100, 3_000),
        _ => dice.within(1, 120),
    };
    let looks_at = begins_at + way(dice);
    let answers_at = looks_at + dice.within(0, 50);
    let arrives_at = answers_at + way(dice);
    let said = life.answer(life.moment_at(looks_at), looks_at);
    Message {
        said,
        source,
        sighting: Sighting {
            asked_at: begins_at + clocks.desk,
            heard_at: arrives_at + clocks.desk,
            points_time: Some(answers_at.div_euclid(1_000) * 1_000 - (arrives_at - begins_at)),
        },
        arrives_at,
    }
}
