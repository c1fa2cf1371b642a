//! Long work beside the threads that answer people.

use super::DeskError;
use crate::store::StoreError;

/// Does long work where nobody else waits for the thread.
pub(super) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, DeskError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| DeskError::Store(StoreError::Closed))
}
