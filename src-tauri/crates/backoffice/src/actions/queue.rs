//! Which of the actions that are not settled goes next. Pure: no clock, no store, no network.

use std::collections::HashSet;

use crate::view::{ActionKind, ActionState};

/// The longest that a person can have a status held back, milliseconds (`Settings.undo_seconds`).
const LONGEST_HOLD: i64 = 60_000;

/// What goes one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Lane {
    /// The actions of an order, by its row.
    Order(i64),
    /// Purchases of one number, whose order nobody knows yet.
    Number(String),
}

/// An action that is not settled, as far as its turn depends on it. Times are UTC milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenAction {
    /// The row.
    pub id: i64,
    /// What it waits in.
    pub lane: Lane,
    /// What it asks for.
    pub kind: ActionKind,
    /// Where it stands.
    pub state: ActionState,
    /// When it was asked.
    pub asked_at: i64,
    /// Until when it is held back.
    pub held_until: Option<i64>,
    /// When it is tried next.
    pub next_try_at: Option<i64>,
    /// When that was chosen.
    pub waits_since: Option<i64>,
    /// Whether it is one of many.
    pub in_batch: bool,
}

impl OpenAction {
    /// Whether it was held long enough. A time further away than any hold was chosen by a clock
    /// that was set back since.
    fn is_released(&self, now: i64) -> bool {
        self.held_until
            .is_none_or(|until| until <= now || until.saturating_sub(now) > LONGEST_HOLD)
    }

    /// Whether it may be tried now. A clock that stands before the time at which the wait began was
    /// set back since, and its times say nothing.
    fn is_due(&self, now: i64) -> bool {
        self.next_try_at.is_none_or(|at| at <= now)
            || self.waits_since.is_some_and(|since| now < since)
    }
}

/// What is to be done now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NextUp {
    /// Held long enough: these wait for their turn from now on.
    pub release: Vec<i64>,
    /// Sent now, the first that was asked first.
    pub send: Vec<i64>,
    /// When to look again, should nothing else happen, UTC milliseconds.
    pub look_at: Option<i64>,
}

/// What goes next of `open`, all that is not settled, oldest first. `busy` is in hand already; so
/// many more may be begun as there is `room`.
///
/// Only the first of a lane may go, and only once: whatever may have been applied, and whatever
/// waits for a person, holds up its own lane and no other. Points takes purchases that earn points
/// one at a time, whosever they are (API documentation, "Errors": 429).
pub(super) fn next_up(open: &[OpenAction], busy: &HashSet<i64>, now: i64, room: usize) -> NextUp {
    let mut next = NextUp::default();
    let mut lanes = HashSet::new();
    let mut earns = open.iter().any(|action| {
        action.kind == ActionKind::Earning
            && (action.state == ActionState::Sending || busy.contains(&action.id))
    });
    for action in open {
        let is_first = lanes.insert(&action.lane);
        match action.state {
            ActionState::Held if action.is_released(now) => next.release.push(action.id),
            ActionState::Held => next.look(action.held_until),
            ActionState::Queued if !is_first || busy.contains(&action.id) => {}
            ActionState::Queued if !action.is_due(now) => next.look(action.next_try_at),
            ActionState::Queued if next.send.len() >= room => {}
            ActionState::Queued if action.kind == ActionKind::Earning && earns => {}
            ActionState::Queued => {
                earns |= action.kind == ActionKind::Earning;
                next.send.push(action.id);
            }
            _ => {}
        }
    }
    next
}

impl NextUp {
    fn look(&mut self, at: Option<i64>) {
        self.look_at = self.look_at.into_iter().chain(at).min();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_000_000;

    fn queued(id: i64, order: i64) -> OpenAction {
        OpenAction {
            id,
            lane: Lane::Order(order),
            kind: ActionKind::Shipping,
            state: ActionState::Queued,
            asked_at: NOW - 100,
            held_until: None,
            next_try_at: None,
            waits_since: None,
            in_batch: false,
        }
    }

    fn held(id: i64, until: i64) -> OpenAction {
        OpenAction {
            state: ActionState::Held,
            held_until: Some(until),
            ..queued(id, id)
        }
    }

    fn standing(id: i64, order: i64, state: ActionState) -> OpenAction {
        OpenAction {
            state,
            ..queued(id, order)
        }
    }

    fn sent(open: &[OpenAction]) -> Vec<i64> {
        next_up(open, &HashSet::new(), NOW, 8).send
    }

    #[test]
    fn the_first_of_each_lane_goes_and_no_more_than_there_is_room() {
        let open = [queued(1, 7), queued(2, 7), queued(3, 8), queued(4, 9)];
        assert_eq!(sent(&open), [1, 3, 4]);
        assert_eq!(next_up(&open, &HashSet::new(), NOW, 2).send, [1, 3]);
        assert_eq!(next_up(&open, &HashSet::from([1]), NOW, 8).send, [3, 4]);
        assert!(next_up(&open, &HashSet::new(), NOW, 0).send.is_empty());
    }

    #[test]
    fn what_is_not_settled_holds_up_its_own_order_and_no_other() {
        for state in [
            ActionState::Sending,
            ActionState::Unknown,
            ActionState::NeedsPerson,
        ] {
            let open = [standing(1, 7, state), queued(2, 7), queued(3, 8)];
            assert_eq!(sent(&open), [3], "{state:?}");
        }
    }

    #[test]
    fn a_row_that_has_to_wait_holds_up_no_other_order() {
        let waits = OpenAction {
            next_try_at: Some(NOW + 5_000),
            waits_since: Some(NOW - 1),
            ..queued(1, 7)
        };
        let open = [waits.clone(), queued(2, 7), queued(3, 8)];
        let next = next_up(&open, &HashSet::new(), NOW, 8);
        assert_eq!(next.send, [3]);
        assert_eq!(next.look_at, Some(NOW + 5_000));
        assert_eq!(next_up(&[waits], &HashSet::new(), NOW + 5_000, 8).send, [1]);
    }

    #[test]
    fn what_is_held_goes_when_its_time_is_over() {
        let open = [held(1, NOW + 1), held(2, NOW)];
        let next = next_up(&open, &HashSet::new(), NOW, 8);
        assert_eq!(next.release, [2]);
        assert!(next.send.is_empty(), "never in the step that releases it");
        assert_eq!(next.look_at, Some(NOW + 1));
    }

    #[test]
    fn a_clock_that_jumps_holds_nothing_for_ever() {
        let day = 86_400_000;
        let back = [held(1, NOW + day)];
        let next = next_up(&back, &HashSet::new(), NOW, 8);
        assert_eq!(next.release, [1], "set back by a day");
        let ahead = next_up(&[held(1, NOW)], &HashSet::new(), NOW + day, 8);
        assert_eq!(ahead.release, [1], "set ahead by a day");
        let waits = OpenAction {
            next_try_at: Some(NOW + day + 2_000),
            waits_since: Some(NOW + day),
            ..queued(1, 7)
        };
        assert_eq!(sent(&[waits]), [1]);
    }

    #[test]
    fn purchases_that_earn_go_one_at_a_time_and_others_of_another_number_beside_them() {
        let purchase = |id, kind, number: &str| OpenAction {
            lane: Lane::Number(number.to_owned()),
            kind,
            ..queued(id, 0)
        };
        let open = [
            purchase(1, ActionKind::Earning, "A1"),
            purchase(2, ActionKind::Earning, "A2"),
            purchase(3, ActionKind::Checkout, "A3"),
            purchase(4, ActionKind::Checkout, "A3"),
        ];
        assert_eq!(sent(&open), [1, 3]);
        let busy = HashSet::from([1]);
        assert_eq!(next_up(&open, &busy, NOW, 8).send, [3]);
    }
}
