//! Everything that went out, everything that came in, and how the queue stands.

use super::{Desk, DeskError};
use crate::view::{
    ActivityPage, ActivityQuery, ErrorCode, FailureView, HeardPage, HeardQuery, QueueView,
    SyncPhase,
};

impl Desk {
    /// A page of what people asked for, newest first, behind the one that the page before ended
    /// with.
    pub async fn list_activity(
        &self,
        query: ActivityQuery,
        after: Option<String>,
    ) -> Result<ActivityPage, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open.store.activity(query, after).await?)
    }

    /// A page of what was heard from Points, newest first, behind the one that the page before ended
    /// with.
    pub async fn list_heard(
        &self,
        query: HeardQuery,
        after: Option<String>,
    ) -> Result<HeardPage, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open.store.heard(query, after).await?)
    }

    /// How the queue stands, and why nothing leaves it at present.
    pub async fn queue_view(&self) -> Result<QueueView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let queue = open.store.queue().await?;
        let held = open.line.stopped();
        let looks_at = open.dispatch.looks_at().filter(|_| held.is_none());
        Ok(QueueView {
            stopped: held
                .or_else(|| open.dispatch.away())
                .or_else(|| self.away()),
            next_try_at: looks_at.or(queue.next_try_at),
            ..queue
        })
    }

    /// Why the network or Points is away, as far as reading has found out.
    fn away(&self) -> Option<FailureView> {
        let sync = self.board.sync();
        sync.problem.filter(|problem| {
            sync.phase == SyncPhase::Waiting
                && matches!(
                    problem.code,
                    ErrorCode::Offline
                        | ErrorCode::AddressNotFound
                        | ErrorCode::ConnectionRefused
                        | ErrorCode::Tls
                        | ErrorCode::TimedOut
                        | ErrorCode::Interrupted
                        | ErrorCode::PointsDown
                )
        })
    }
}
