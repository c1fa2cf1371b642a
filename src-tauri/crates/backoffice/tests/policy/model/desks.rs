//! What asks Points: the desk as its policy has it, and two others that show that the model can
//! fail.

use backoffice::actions::policy::{
    After, Answer, Before, Event, History, Intent, Known, Settled, after_event, after_reading,
    after_sending, before_sending,
};
use points_api::{ApiError, Failure};

/// Where an action stands, as it is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Row {
    /// Waits for its turn.
    Queued,
    /// Written down as on its way.
    Sending,
    /// Nobody knows.
    Unknown,
    /// A person decides.
    NeedsPerson,
    /// Told as done.
    Confirmed,
    /// Told as refused or failed.
    Refused,
    /// It was on its way when the program ended, and nothing is left of it.
    Forgotten,
    /// Still waiting when the schedule ends.
    Waiting,
}

pub const NOW: i64 = 1_000_000;

pub trait Desk {
    fn turn(&self, intent: &Intent, history: &History, known: Option<&Known<'_>>) -> Before;

    fn answered(
        &self,
        intent: &Intent,
        history: History,
        outcome: Result<Answer<'_>, &ApiError>,
    ) -> (Row, History);

    /// It is started again, and finds its action as on its way.
    fn restarted(&self, history: History) -> (Row, History);

    fn read(&self, intent: &Intent, history: &History, known: Option<&Known<'_>>) -> Settled;

    fn heard(&self, intent: &Intent, event: &Event<'_>) -> bool;
}

/// The policy, and writing down before anything leaves.
pub struct Ours;

impl Desk for Ours {
    fn turn(&self, intent: &Intent, history: &History, known: Option<&Known<'_>>) -> Before {
        before_sending(intent, history, known)
    }

    fn answered(
        &self,
        intent: &Intent,
        history: History,
        outcome: Result<Answer<'_>, &ApiError>,
    ) -> (Row, History) {
        let after = after_sending(intent, &history, outcome, NOW);
        let row = match after {
            After::Confirmed => Row::Confirmed,
            After::Refused(_) => Row::Refused,
            After::Later { .. } | After::KeyRefused(_) => Row::Queued,
            After::Unclear { .. } => Row::Unknown,
        };
        (row, history.ended(&after, NOW))
    }

    fn restarted(&self, history: History) -> (Row, History) {
        (Row::Unknown, history.unclear_at(NOW))
    }

    fn read(&self, intent: &Intent, history: &History, known: Option<&Known<'_>>) -> Settled {
        after_reading(intent, history, known, NOW)
    }

    fn heard(&self, intent: &Intent, event: &Event<'_>) -> bool {
        after_event(intent, event)
    }
}

/// The policy of Points' official PHP library: every POST is sent again on 429, on 5xx and on errors
/// of the connection; whatever is left over has failed.
pub struct RetryEverything;

/// How often it sends.
const ATTEMPTS: u32 = 3;

impl Desk for RetryEverything {
    fn turn(&self, _: &Intent, _: &History, _: Option<&Known<'_>>) -> Before {
        Before::Send
    }

    fn answered(
        &self,
        _: &Intent,
        history: History,
        outcome: Result<Answer<'_>, &ApiError>,
    ) -> (Row, History) {
        let history = History {
            in_vain: history.in_vain + 1,
            ..history
        };
        let retries = matches!(
            outcome,
            Err(ApiError {
                failure: Failure::Throttled { .. }
                    | Failure::Temporary { .. }
                    | Failure::Network(_),
                ..
            })
        );
        let row = match outcome {
            Ok(_) => Row::Confirmed,
            Err(_) if retries && history.in_vain < ATTEMPTS => Row::Queued,
            Err(_) => Row::Refused,
        };
        (row, history)
    }

    fn restarted(&self, history: History) -> (Row, History) {
        (Row::Forgotten, history)
    }

    fn read(&self, _: &Intent, _: &History, _: Option<&Known<'_>>) -> Settled {
        unreachable!("it never reads")
    }

    fn heard(&self, _: &Intent, _: &Event<'_>) -> bool {
        false
    }
}

/// What looks careful: it reads before it sends again, and sends again what a read does not show.
pub struct ReadThenRetry;

impl Desk for ReadThenRetry {
    fn turn(&self, _: &Intent, _: &History, _: Option<&Known<'_>>) -> Before {
        Before::Send
    }

    fn answered(
        &self,
        intent: &Intent,
        history: History,
        outcome: Result<Answer<'_>, &ApiError>,
    ) -> (Row, History) {
        Ours.answered(intent, history, outcome)
    }

    fn restarted(&self, history: History) -> (Row, History) {
        Ours.restarted(history)
    }

    fn read(&self, _: &Intent, history: &History, known: Option<&Known<'_>>) -> Settled {
        let financial = known.and_then(|known| known.as_seen().financial);
        let before = history
            .before
            .as_ref()
            .and_then(|before| before.financial.clone());
        match () {
            () if financial != before => Settled::Confirmed,
            () if history.unclear <= ATTEMPTS => Settled::SendAgain,
            () => Settled::Person(backoffice::actions::policy::Reason::CannotTell),
        }
    }

    fn heard(&self, intent: &Intent, event: &Event<'_>) -> bool {
        after_event(intent, event)
    }
}
