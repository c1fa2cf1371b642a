//! Whether Points can be reached, as far as sending has found out. Pure: the time is passed in, in
//! milliseconds of a clock that nobody sets.

use points_api::{ApiError, Failure, NetworkFault};

use super::policy::is_offline;
use crate::view::FailureView;

/// The first pause before somebody looks whether the network is back, milliseconds; doubles.
const FIRST_WAIT: i64 = 2_000;
/// The longest.
const LONGEST_WAIT: i64 = 60_000;
/// So many failures in a row that may lie with single orders lie with Points.
const STUMBLES: u32 = 3;

/// The network, as the queue knows it.
#[derive(Debug, Default)]
pub(super) struct Network {
    away: Option<Away>,
    stumbles: u32,
    /// When it last stumbled.
    stumbled_at: i64,
}

/// That nobody answers.
#[derive(Debug, Clone)]
struct Away {
    since: i64,
    look_at: i64,
    looked: u32,
    failure: FailureView,
}

/// Whether something may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// It may.
    Open,
    /// One may be tried, to see whether the network is back.
    Probe,
    /// Not before this.
    Away(i64),
}

impl Network {
    pub(super) fn way(&self, now: i64) -> Way {
        match &self.away {
            None => Way::Open,
            Some(away) if away.look_at <= now => Way::Probe,
            Some(away) => Way::Away(away.look_at),
        }
    }

    /// Why nothing leaves.
    pub(super) fn failure(&self) -> Option<&FailureView> {
        self.away.as_ref().map(|away| &away.failure)
    }

    /// When somebody looks whether it is back, while it is away.
    pub(super) fn looks_at(&self) -> Option<i64> {
        self.away.as_ref().map(|away| away.look_at)
    }

    /// Points answered at this time; says whether it had been away.
    pub(super) fn answered(&mut self, at: i64) -> bool {
        if self.away.as_ref().is_some_and(|away| at <= away.since) {
            return false;
        }
        // An answer from before a failure says nothing about it.
        let was_away = self.away.take().is_some();
        if was_away || at > self.stumbled_at {
            self.stumbles = 0;
        }
        was_away
    }

    /// Somebody wants it tried now.
    pub(super) fn try_now(&mut self, now: i64) {
        if let Some(away) = &mut self.away {
            away.look_at = now;
        }
    }

    /// A request failed.
    pub(super) fn failed(&mut self, error: &ApiError, now: i64) {
        let is_away = match error.failure.of_the_line() {
            Failure::Network(NetworkFault::AnswerTimeout | NetworkFault::Interrupted)
            | Failure::Temporary { .. }
            | Failure::Unreadable { .. } => {
                self.stumbles += 1;
                self.stumbled_at = now;
                self.stumbles >= STUMBLES
            }
            Failure::Network(_) => is_offline(error),
            Failure::NoKey | Failure::Unproved { .. } => false,
            // Points answered, whatever it said.
            Failure::Forbidden { .. }
            | Failure::KeyRefused { .. }
            | Failure::RuleRefused { .. }
            | Failure::NotFound { .. }
            | Failure::Invalid { .. }
            | Failure::Throttled { .. } => {
                self.away = None;
                self.stumbles = 0;
                false
            }
        };
        if !is_away {
            return;
        }
        let looked = self.away.as_ref().map_or(0, |away| away.looked + 1);
        // Those that left together with the first that failed say nothing new.
        if self.away.as_ref().is_some_and(|away| now < away.look_at) {
            return;
        }
        self.away = Some(Away {
            since: now,
            look_at: now + (FIRST_WAIT << looked.min(8)).min(LONGEST_WAIT),
            looked,
            failure: FailureView::from(error),
        });
    }
}

#[cfg(test)]
#[allow(clippy::panic, reason = "a test may")]
mod tests {
    use points_api::Effect;

    use super::*;

    fn offline() -> ApiError {
        ApiError {
            failure: Failure::Network(NetworkFault::NameNotFound),
            effect: Effect::NotApplied,
            request: "GET /orders/{uuid}",
        }
    }

    #[test]
    fn one_looks_whether_the_network_is_back_less_and_less_often() {
        let mut network = Network::default();
        let (mut now, mut pauses) = (0, Vec::new());
        for _ in 0..8 {
            network.failed(&offline(), now);
            network.failed(&offline(), now + 1);
            let Way::Away(at) = network.way(now + 1) else {
                panic!("it is away");
            };
            pauses.push(at - now);
            assert_eq!(network.way(at), Way::Probe);
            now = at;
        }
        let doubled = [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000];
        assert_eq!(pauses, doubled);
        assert!(network.answered(now + 1));
        assert_eq!(network.way(now + 1), Way::Open);
    }

    #[test]
    fn an_answer_from_before_it_went_away_does_not_bring_it_back() {
        let mut network = Network::default();
        network.failed(&offline(), 10);
        assert!(!network.answered(9));
        assert_eq!(network.way(11), Way::Away(2_010));
        network.try_now(11);
        assert_eq!(network.way(11), Way::Probe);
    }

    #[test]
    fn one_order_that_points_cannot_show_is_no_missing_network() {
        let mut network = Network::default();
        let broken = ApiError {
            failure: Failure::Temporary { http_status: 502 },
            ..offline()
        };
        network.failed(&broken, 0);
        network.failed(&broken, 1);
        assert_eq!(network.way(2), Way::Open);
        network.failed(&broken, 2);
        assert_ne!(network.way(2), Way::Open);
    }

    #[test]
    fn what_was_answered_before_the_failures_does_not_make_light_of_them() {
        let mut network = Network::default();
        let broken = ApiError {
            failure: Failure::Temporary { http_status: 503 },
            ..offline()
        };
        for at in [10, 20, 30] {
            assert_eq!(network.way(at), Way::Open);
            network.failed(&broken, at);
            assert!(!network.answered(5), "the last answer there was");
        }
        assert_ne!(network.way(31), Way::Open);
        assert!(network.answered(40));
        network.failed(&broken, 50);
        assert_eq!(network.way(51), Way::Open, "one failure after an answer");
    }
}
