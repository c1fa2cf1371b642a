//! What has left and has not come back: the end waits for it.

use tokio::sync::watch;

/// Requests under way, and whether more may leave.
pub(super) struct Departures {
    gate: watch::Sender<Gate>,
}

#[derive(Default)]
struct Gate {
    closed: bool,
    under_way: usize,
}

/// One request under way, until dropped.
#[must_use]
pub(super) struct Departure<'a> {
    departures: &'a Departures,
}

impl Default for Departures {
    fn default() -> Self {
        Self {
            gate: watch::Sender::new(Gate::default()),
        }
    }
}

impl Departures {
    /// Notes that a request is about to leave; none where nothing may any more.
    pub(super) fn begin(&self) -> Option<Departure<'_>> {
        self.gate
            .send_if_modified(|gate| {
                gate.under_way += usize::from(!gate.closed);
                !gate.closed
            })
            .then(|| Departure { departures: self })
    }

    /// Lets nothing more leave, and waits for what has left.
    pub(super) async fn close(&self) {
        self.gate.send_modify(|gate| gate.closed = true);
        let all_back = self
            .gate
            .subscribe()
            .wait_for(|gate| gate.under_way == 0)
            .await
            .is_ok();
        debug_assert!(all_back, "the gate lives as long as `self`");
    }
}

impl Drop for Departure<'_> {
    fn drop(&mut self) {
        self.departures
            .gate
            .send_modify(|gate| gate.under_way = gate.under_way.saturating_sub(1));
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;
    use std::time::Duration;

    #[tokio::test]
    async fn the_end_waits_for_what_has_left_and_lets_nothing_more_leave() {
        let departures = Departures::default();
        let left = departures.begin().unwrap();
        let early = tokio::time::timeout(Duration::from_millis(20), departures.close()).await;
        assert!(early.is_err());
        assert!(departures.begin().is_none());
        drop(left);
        departures.close().await;
    }
}
