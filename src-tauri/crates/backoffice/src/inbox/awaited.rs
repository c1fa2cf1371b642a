//! Test events that are on their way, and who waits for each.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;
use uuid::Uuid;

use crate::webhooks::TestEvent;

/// Who waits for which test event.
#[derive(Debug, Default)]
pub(super) struct AwaitedTests(Mutex<HashMap<Uuid, oneshot::Sender<()>>>);

impl AwaitedTests {
    /// Waits for an event from now on; whoever drops what is given waits no more.
    pub(super) fn wait_for(&self, event: TestEvent) -> oneshot::Receiver<()> {
        let (came, waiting) = oneshot::channel();
        let mut awaited = self.awaited();
        awaited.retain(|_, came| !came.is_closed());
        awaited.insert(event.id, came);
        waiting
    }

    /// Tells whoever waits for this event; other desks test the same inbox.
    pub(super) fn came(&self, event: TestEvent) {
        let waiting = self.awaited().remove(&event.id);
        if waiting.is_some_and(|came| came.send(()).is_err()) {
            tracing::debug!("a test event came when nobody waited for it any more");
        }
    }

    fn awaited(&self) -> MutexGuard<'_, HashMap<Uuid, oneshot::Sender<()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
