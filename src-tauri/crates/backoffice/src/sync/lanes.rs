//! How many calls to Points are under way at once. Everything that goes to Points takes a lane and
//! holds it until its answer is there, so the bound holds over the sweep, checks and actions
//! together.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tokio::sync::futures::Notified;

use super::pacer::Urgency;

/// Beyond the shared lanes, for single calls that a person waits for.
const FOR_A_PERSON: usize = 2;

/// A lone refusal is how the pace probes for the limit; of so many calls as are under way, two
/// refused ones say that there are too many at once.
const REFUSED_OFTEN: f64 = 2.0;

/// The lanes of one line. Clones share them.
#[derive(Clone)]
pub(super) struct Lanes {
    shared: Arc<Shared>,
}

struct Shared {
    width: Mutex<Width>,
    freed: Notify,
}

/// A lane in use; dropping it gives it back.
#[must_use]
pub struct Lane {
    lanes: Lanes,
}

/// How many lanes there are: pure. One more after so many good answers as there are lanes, half
/// as many when Points throttles.
#[derive(Debug, Clone)]
struct Width {
    most: usize,
    open: f64,
    under_way: usize,
    /// Fades with every good answer.
    refused: f64,
}

impl Width {
    fn new(most: usize) -> Self {
        let most = most.max(1);
        Self {
            most,
            open: as_width(most),
            under_way: 0,
            refused: 0.0,
        }
    }

    fn set_most(&mut self, most: usize) {
        self.most = most.max(1);
        self.open = self.open.min(as_width(self.most));
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between one and the most"
    )]
    fn lanes(&self) -> usize {
        (self.open.floor() as usize).clamp(1, self.most)
    }

    fn take(&mut self, urgency: Urgency) -> bool {
        let lanes = match urgency {
            Urgency::Person => self.lanes() + FOR_A_PERSON,
            Urgency::Sweep => self.lanes(),
        };
        let is_free = self.under_way < lanes;
        self.under_way += usize::from(is_free);
        is_free
    }

    fn answered(&mut self) {
        self.refused *= 1.0 - 1.0 / self.open.max(1.0);
        self.open = (self.open + 1.0 / self.open.max(1.0)).min(as_width(self.most));
    }

    fn throttled(&mut self) {
        self.refused += 1.0;
        if self.refused > REFUSED_OFTEN - 0.5 {
            self.refused = 0.0;
            self.open = (self.open / 2.0).max(1.0);
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "a handful")]
fn as_width(lanes: usize) -> f64 {
    lanes as f64
}

impl Lanes {
    /// So many lanes at the most.
    pub(super) fn new(most: usize) -> Self {
        Self {
            shared: Arc::new(Shared {
                width: Mutex::new(Width::new(most)),
                freed: Notify::new(),
            }),
        }
    }

    pub(super) fn set_most(&self, most: usize) {
        self.lock().set_most(most);
        self.shared.freed.notify_waiters();
    }

    #[cfg(test)]
    fn open(&self) -> usize {
        self.lock().lanes()
    }

    /// A lane, if one is free.
    pub(super) fn try_take(&self, urgency: Urgency) -> Option<Lane> {
        self.lock().take(urgency).then(|| Lane {
            lanes: self.clone(),
        })
    }

    /// Waits for a lane.
    pub(super) async fn take(&self, urgency: Urgency) -> Lane {
        loop {
            let freed = self.freed();
            if let Some(lane) = self.try_take(urgency) {
                return lane;
            }
            freed.await;
        }
    }

    /// Ends when a lane becomes free after this call.
    pub(super) fn freed(&self) -> Notified<'_> {
        self.shared.freed.notified()
    }

    /// Points gave a good answer.
    pub(super) fn answered(&self) {
        self.lock().answered();
    }

    /// Points throttled one.
    pub(super) fn throttled(&self) {
        self.lock().throttled();
    }

    fn lock(&self) -> MutexGuard<'_, Width> {
        self.shared
            .width
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        let mut width = self.lanes.lock();
        width.under_way = width.under_way.saturating_sub(1);
        drop(width);
        self.lanes.shared.freed.notify_waiters();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn all_together_take_no_more_lanes_than_there_are_and_a_person_finds_one() {
        let lanes = Lanes::new(3);
        let bulk: Vec<_> = (0..3)
            .map(|_| lanes.try_take(Urgency::Sweep).unwrap())
            .collect();
        assert!(lanes.try_take(Urgency::Sweep).is_none());
        let person: Vec<_> = (0..FOR_A_PERSON)
            .map(|_| lanes.try_take(Urgency::Person).unwrap())
            .collect();
        assert!(lanes.try_take(Urgency::Person).is_none());
        drop(bulk);
        assert!(lanes.try_take(Urgency::Sweep).is_some());
        drop(person);
    }

    #[test]
    fn there_are_fewer_while_points_throttles_and_more_again_while_it_answers() {
        let lanes = Lanes::new(8);
        lanes.throttled();
        assert_eq!(lanes.open(), 8, "one refusal is how the pace is found");
        lanes.throttled();
        assert_eq!(lanes.open(), 4);
        for _ in 0..10 {
            lanes.throttled();
        }
        assert_eq!(lanes.open(), 1, "there is always one");
        for _ in 0..40 {
            lanes.answered();
        }
        assert_eq!(lanes.open(), 8);
        for _ in 0..5 {
            lanes.throttled();
            for _ in 0..110 {
                lanes.answered();
            }
        }
        assert_eq!(
            lanes.open(),
            8,
            "probes far from one another narrow nothing"
        );
        lanes.set_most(2);
        assert_eq!(lanes.open(), 2);
    }

    #[tokio::test]
    async fn who_waits_gets_the_lane_that_becomes_free() {
        let lanes = Lanes::new(1);
        let held = lanes.take(Urgency::Sweep).await;
        let waiting = tokio::spawn({
            let lanes = lanes.clone();
            async move { drop(lanes.take(Urgency::Sweep).await) }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        drop(held);
        tokio::time::timeout(Duration::from_secs(5), waiting)
            .await
            .unwrap()
            .unwrap();
    }
}
