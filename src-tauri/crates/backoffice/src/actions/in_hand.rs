//! What this process has in hand: the actions that it is about to send, is sending, or has an
//! answer to that could not be written down yet. Whatever else stands as `queued` or `sending` on
//! disk was left behind.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use points_api::{ApiError, OrderAnswer};
use uuid::Uuid;

use crate::store::ActionRecord;

/// What came of sending.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) action: ActionRecord,
    pub(super) answer: Result<OrderAnswer, ApiError>,
}

/// The actions in hand.
#[derive(Debug, Default)]
pub(super) struct InHand {
    undertaken: Mutex<HashSet<Uuid>>,
    unsaved: Mutex<HashMap<i64, Outcome>>,
}

/// A promise to send these actions, begun before they are on disk. What is left of it when it is
/// dropped is in nobody's hand any more.
#[derive(Debug)]
pub struct Undertaking {
    in_hand: Arc<InHand>,
    actions: Vec<Uuid>,
}

impl InHand {
    pub(super) fn undertake(self: &Arc<Self>, actions: Vec<Uuid>) -> Undertaking {
        locked(&self.undertaken).extend(actions.iter().copied());
        Undertaking {
            in_hand: Arc::clone(self),
            actions,
        }
    }

    /// The action was taken as far as it goes.
    pub(super) fn let_go(&self, action: Uuid) {
        locked(&self.undertaken).remove(&action);
    }

    /// Whether it is in hand. An answer is kept before its action is let go, so this looks in that
    /// sequence.
    pub(super) fn has(&self, id: i64, action: Uuid) -> bool {
        locked(&self.undertaken).contains(&action) || locked(&self.unsaved).contains_key(&id)
    }

    /// Keeps an answer until it can be written down.
    pub(super) fn keep(&self, outcome: Outcome) {
        locked(&self.unsaved).insert(outcome.action.id, outcome);
    }

    /// The actions whose answers could not be written down yet.
    pub(super) fn unsaved(&self) -> Vec<i64> {
        locked(&self.unsaved).keys().copied().collect()
    }

    /// Takes an answer out, to be written down.
    pub(super) fn take(&self, id: i64) -> Option<Outcome> {
        locked(&self.unsaved).remove(&id)
    }
}

impl Drop for Undertaking {
    fn drop(&mut self) {
        let mut undertaken = locked(&self.in_hand.undertaken);
        for action in &self.actions {
            undertaken.remove(action);
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
