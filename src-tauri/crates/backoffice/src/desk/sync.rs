//! Sync at a person's wish.

use super::profile::OpenProfile;
use super::{Desk, DeskError};
use crate::clock;
use crate::sync::Until;
use crate::view::{SyncView, Topic};

impl Desk {
    /// The state of sync.
    pub fn sync_view(&self) -> SyncView {
        self.board.sync()
    }

    /// Reads what is due now, or with `all` every order. A key that could not be fetched before,
    /// from a keyring that was locked then, is fetched again first.
    pub async fn sync_now(&self, all: bool) -> Result<SyncView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        if !open.line.has_key() {
            self.fetch_key(&open).await?;
        }
        if all {
            self.make_all_due(&open).await?;
        }
        open.sweep.resume();
        Ok(self.sync_view())
    }

    async fn make_all_due(&self, open: &OpenProfile) -> Result<(), DeskError> {
        let tell = || {
            self.board.changed(&[Topic::Orders]);
            open.sweep.wake();
        };
        Ok(open.store.make_all_due(clock::now(), tell).await?)
    }

    /// Cancels the sweep; what is due stays due.
    pub async fn pause_sync(&self) -> Result<SyncView, DeskError> {
        self.open_profile_or_fail().await?.sweep.pause();
        Ok(self.sync_view())
    }

    /// Goes on after a cancellation.
    pub async fn resume_sync(&self) -> Result<SyncView, DeskError> {
        self.open_profile_or_fail().await?.sweep.resume();
        Ok(self.sync_view())
    }

    /// Settles what is unclear, reads what is due, or with `all` every order, and comes back when
    /// nothing is left or it cannot go on. For a desk that does not sync by itself.
    pub async fn sync_until_done(&self, all: bool) -> Result<SyncView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        if all {
            self.make_all_due(&open).await?;
        }
        // Without its inbox the desk still reads what is due.
        if let Err(failure) = open.following.catch_up().await {
            tracing::warn!(code = ?failure.code, "the inbox was not read");
        }
        if !open.sweep.is_paused() {
            open.dispatch.settle_each().await?;
        }
        open.sweep.wake();
        open.sweep.run(Until::Idle).await?;
        self.note_stale(&open.store).await;
        Ok(self.sync_view())
    }
}
