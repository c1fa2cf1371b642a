//! One thread for everything that may block on the keyring.
//!
//! A call that hangs, behind a password prompt for example, holds the keyring's own lock, so more
//! threads would only hang beside it. Callers wait for their time and are told; work that nobody
//! waits for any more is not begun.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;

use super::VaultError;

/// More calls than this do not wait behind a hung one.
const MOST_WAITING: usize = 16;

type Job = Box<dyn FnOnce() + Send>;

pub(super) struct Worker {
    limit: Duration,
    jobs: OnceLock<Option<SyncSender<Job>>>,
}

impl Worker {
    pub(super) fn new(limit: Duration) -> Self {
        Self {
            limit,
            jobs: OnceLock::new(),
        }
    }

    /// Does the work on the thread, and waits for it no longer than the limit. A call that is
    /// dropped or timed out before its turn is never made; one that has begun runs to its end.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        self.run_or_undo(work, |_| {}).await
    }

    /// The same; what the work came to is undone where nobody waits for it any more, since they
    /// were told that it was not done.
    pub(super) async fn run_or_undo<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, VaultError> + Send + 'static,
        undo: impl FnOnce(Result<T, VaultError>) + Send + 'static,
    ) -> Result<T, VaultError> {
        let jobs = self
            .jobs
            .get_or_init(start_thread)
            .as_ref()
            .ok_or_else(|| VaultError::failed("no thread for the keyring could be started"))?;
        let (answer, mut answered) = oneshot::channel();
        let job = Box::new(move || {
            if answer.is_closed() {
                return;
            }
            let outcome = catch_unwind(AssertUnwindSafe(work))
                .unwrap_or_else(|_| Err(VaultError::failed("the keyring library panicked")));
            if let Err(outcome) = answer.send(outcome) {
                tracing::debug!("the keyring answered after nobody waited any more");
                if catch_unwind(AssertUnwindSafe(|| undo(outcome))).is_err() {
                    tracing::error!("the keyring library panicked");
                }
            }
        });
        jobs.try_send(job).map_err(|_| VaultError::TimedOut)?;
        let ended = || VaultError::failed("the keyring's thread ended");
        if let Ok(outcome) = tokio::time::timeout(self.limit, &mut answered).await {
            return outcome.map_err(|_| ended())?;
        }
        // Either the answer is here, or it cannot be given any more.
        answered.close();
        answered.try_recv().unwrap_or(Err(VaultError::TimedOut))
    }
}

fn start_thread() -> Option<SyncSender<Job>> {
    let (jobs, queue): (SyncSender<Job>, Receiver<Job>) = sync_channel(MOST_WAITING);
    thread::Builder::new()
        .name("keyring".to_owned())
        .spawn(move || queue.into_iter().for_each(|job| job()))
        .ok()
        .map(|_| jobs)
}
