//! What this process has in hand: the actions that it is about to send, is sending or settling, or
//! has an answer to that could not be written down yet. Whatever else stands as `sending` on disk
//! was left behind.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use points_api::ApiError;

use super::call::Said;
use crate::store::ActionRecord;

/// What came of sending.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) action: ActionRecord,
    pub(super) answer: Result<Said, ApiError>,
}

/// The actions in hand.
#[derive(Debug, Default)]
pub(super) struct InHand {
    held: Mutex<HashSet<i64>>,
    unsaved: Mutex<HashMap<i64, Outcome>>,
}

/// An action in hand, until dropped.
#[derive(Debug)]
#[must_use]
pub(super) struct Hold {
    in_hand: Arc<InHand>,
    id: i64,
}

impl InHand {
    /// Takes an action in hand, unless somebody has it.
    pub(super) fn take_up(self: &Arc<Self>, id: i64) -> Option<Hold> {
        locked(&self.held).insert(id).then(|| Hold {
            in_hand: Arc::clone(self),
            id,
        })
    }

    /// All that are in hand. An answer is kept before its action is let go, so this looks in that
    /// sequence.
    pub(super) fn ids(&self) -> HashSet<i64> {
        let mut ids = locked(&self.held).clone();
        ids.extend(locked(&self.unsaved).keys());
        ids
    }

    /// Whether it is in hand.
    pub(super) fn has(&self, id: i64) -> bool {
        locked(&self.held).contains(&id) || locked(&self.unsaved).contains_key(&id)
    }

    /// Keeps an answer until it can be written down.
    pub(super) fn keep(&self, outcome: Outcome) {
        locked(&self.unsaved).insert(outcome.action.id, outcome);
    }

    /// The actions whose answers could not be written down yet.
    pub(super) fn unsaved(&self) -> Vec<i64> {
        locked(&self.unsaved).keys().copied().collect()
    }

    /// Takes an answer out, to be written down, while its action stays in hand.
    pub(super) fn take(self: &Arc<Self>, id: i64) -> Option<(Hold, Outcome)> {
        let hold = self.take_up(id)?;
        let outcome = locked(&self.unsaved).remove(&id)?;
        Some((hold, outcome))
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        locked(&self.in_hand.held).remove(&self.id);
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
