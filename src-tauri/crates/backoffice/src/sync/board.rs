//! The state of sync as everyone sees it, and the way it is made known.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::broadcast;

use crate::view::{CheckProgress, ExportProgress, ImportProgress, RunProgress, SyncView, Topic};

/// Something that whoever shows the desk wants to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// These parts of the desk changed.
    Topics(Vec<Topic>),
    /// The state of sync.
    Sync(SyncView),
    /// One row of a check.
    Check(CheckProgress),
    /// How far an export is.
    Export(ExportProgress),
    /// How far a file of the shop is taken over.
    Import(ImportProgress),
    /// How far a run of the reconciliation is.
    Run(RunProgress),
}

/// Holds the state of sync and tells of every change.
pub struct Board {
    sync: Mutex<SyncView>,
    sender: broadcast::Sender<Change>,
}

impl Board {
    /// A board that tells through `sender`.
    pub fn new(sender: broadcast::Sender<Change>) -> Self {
        Self {
            sync: Mutex::new(SyncView::default()),
            sender,
        }
    }

    /// The state of sync.
    pub fn sync(&self) -> SyncView {
        self.lock().clone()
    }

    /// Changes the state of sync, and tells of it if it differs.
    pub fn update(&self, change: impl FnOnce(&mut SyncView)) {
        let mut sync = self.lock();
        let before = sync.clone();
        change(&mut sync);
        if *sync != before {
            // Told under the lock: what is told last is what is so.
            self.tell(Change::Sync(sync.clone()));
        }
    }

    /// Tells that parts of the desk changed.
    pub fn changed(&self, topics: &[Topic]) {
        self.tell(Change::Topics(topics.to_vec()));
    }

    /// Tells something. That nobody listens is no failure: the command line does not.
    pub fn tell(&self, change: Change) {
        if self.sender.send(change).is_err() {
            tracing::trace!("nobody listens to the desk");
        }
    }

    fn lock(&self) -> MutexGuard<'_, SyncView> {
        self.sync.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
