//! What a read shows of a request whose end nobody knows.

use points_api::FinancialStatus;

use super::class::{Class, goal_of, is_unpaid, may_be_unclear};
use super::history::History;
use super::intent::{Intent, Known, Reason, before};
use crate::settling::{self, next_settling, settle};
use crate::view::ActionKind;

/// A shipping status is sent again after so many planned reads: the one at 120 seconds.
///
/// It sets a value, so a second request does no harm by itself; but a first one that comes to life
/// late would undo what a later action has set. After two minutes nothing holds it any more: the
/// client has given up after 30 seconds, proxies do after 100, and PHP ends a request before that.
/// A read at 30 seconds would be too early to know, and the one at 600 would keep a parcel waiting.
const READS_BEFORE_VALUE: u32 = 4;
/// What these reads are about: so long after it became unclear, milliseconds. A desk that is started
/// again and again reads at each start, and five reads within a minute show nothing.
const BEFORE_VALUE: i64 = 120_000;
/// The same of the last read.
const BEFORE_LAST: i64 = 600_000;

/// What a read settles. Of a read that somebody asked for outside the plan, and of any read once the
/// action waits for its person, only `Confirmed` counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// Points shows what was asked for.
    Confirmed,
    /// It was not applied, and may be sent again.
    SendAgain,
    /// Nothing yet.
    ReadAgain {
        /// When to look again, UTC milliseconds.
        at: i64,
    },
    /// A person decides.
    Person(Reason),
}

/// What a planned read settles. `history` counts this read already; `known` is what Points
/// answered, none for a purchase, whose uuid nobody knows.
pub fn after_reading(
    intent: &Intent,
    history: &History,
    known: Option<&Known<'_>>,
    now: i64,
) -> Settled {
    let known = known.filter(|known| !is_older(history, known, now));
    match (intent.class(), known) {
        (Class::Goal, Some(known)) => goal(intent, history, known, now),
        (Class::Value, Some(known)) => value(intent, history, known, now),
        // No read shows how much went back, and no read finds an order by its number: there is
        // only the time for an event to come.
        (Class::Goal | Class::Value | Class::Delta | Class::Create, _) => {
            read_again_or(history, now, Settled::Person(Reason::CannotTell))
        }
    }
}

/// Whether the question was asked before the request left. Where the clock was set back since, the
/// times say nothing.
fn is_older(history: &History, known: &Known<'_>, now: i64) -> bool {
    history
        .sent_at
        .is_some_and(|sent_at| known.asked_at < sent_at && sent_at <= now)
}

fn read_again_or(history: &History, now: i64, otherwise: Settled) -> Settled {
    let next =
        next_settling(history.reads, now).or_else(|| still_to_wait(history, BEFORE_LAST, now));
    next.map_or(otherwise, |at| Settled::ReadAgain { at })
}

/// Until when to wait, where it became unclear less than `limit` ago. A clock that was set back says
/// nothing: then the count of reads alone does.
fn still_to_wait(history: &History, limit: i64, now: i64) -> Option<i64> {
    let since = history.unclear_since.filter(|since| *since <= now)?;
    let until = since.saturating_add(limit);
    (until > now).then_some(until)
}

fn again_or_person(intent: &Intent, history: &History) -> Settled {
    if history.unclear <= may_be_unclear(intent.kind) {
        Settled::SendAgain
    } else {
        Settled::Person(Reason::StillAsBefore)
    }
}

fn goal(intent: &Intent, history: &History, known: &Known<'_>, now: i64) -> Settled {
    let before = before(intent, history).and_then(|order| order.financial.as_deref());
    let shown = known.financial.as_ref();
    let as_before = shown.is_some() && shown.map(FinancialStatus::as_str) == before;
    let Some(goal) = goal_of(intent.kind) else {
        return completion(intent, history, known, as_before, now);
    };
    if shown == Some(&goal) {
        return Settled::Confirmed;
    }
    if as_before {
        // Late requests are waited for longer than anything could hold one.
        return read_again_or(history, now, again_or_person(intent, history));
    }
    match (shown, before) {
        // It went another way: no later read tells whether by way of this.
        (Some(_), Some(_)) => Settled::Person(Reason::CannotTell),
        _ => read_again_or(history, now, Settled::Person(Reason::CannotTell)),
    }
}

/// A completion is known by its event alone. Only where the order was not paid before, and still is
/// not, has nothing happened; a paid one looks the same either way.
fn completion(
    intent: &Intent,
    history: &History,
    known: &Known<'_>,
    as_before: bool,
    now: i64,
) -> Settled {
    debug_assert_eq!(intent.kind, ActionKind::Complete);
    if known.is_completed {
        return Settled::Confirmed;
    }
    let at_last = if as_before && is_unpaid(known.financial.as_ref()) {
        again_or_person(intent, history)
    } else {
        Settled::Person(Reason::CannotTell)
    };
    read_again_or(history, now, at_last)
}

fn value(intent: &Intent, history: &History, known: &Known<'_>, now: i64) -> Settled {
    let before = before(intent, history);
    let evidence = intent.evidence(
        before,
        known.shipping.clone(),
        known.labels.clone(),
        known.codes,
    );
    let is_unlearnt = intent.target.is_some() && known.shipping.is_some() && known.word().is_none();
    match settle(&evidence) {
        settling::Settled::Applied => Settled::Confirmed,
        settling::Settled::AsBefore => value_again(intent, history, now, Reason::StillAsBefore),
        settling::Settled::CannotTell if is_unlearnt => {
            value_again(intent, history, now, Reason::CannotTell)
        }
        settling::Settled::CannotTell => Settled::Person(Reason::CannotTell),
    }
}

fn value_again(intent: &Intent, history: &History, now: i64, reason: Reason) -> Settled {
    let may_again = history.unclear <= may_be_unclear(intent.kind);
    if may_again && history.reads >= READS_BEFORE_VALUE {
        return match still_to_wait(history, BEFORE_VALUE, now) {
            Some(at) => Settled::ReadAgain { at },
            None => Settled::SendAgain,
        };
    }
    read_again_or(history, now, Settled::Person(reason))
}
