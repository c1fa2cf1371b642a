//! Sync: how fresh the cache is.

use backoffice::view::SyncView;
use tauri::State;

use super::Answer;
use crate::opening::OpenDesk;

/// The state of sync.
#[tauri::command]
pub(crate) async fn sync_view(desk: State<'_, OpenDesk>) -> Answer<SyncView> {
    Ok(desk.desk().await?.sync_view())
}

/// Reads what is due; every order if `all`.
#[tauri::command]
pub(crate) async fn sync_now(desk: State<'_, OpenDesk>, all: bool) -> Answer<SyncView> {
    Ok(desk.desk().await?.sync_now(all).await?)
}

/// Stops reading.
#[tauri::command]
pub(crate) async fn pause_sync(desk: State<'_, OpenDesk>) -> Answer<SyncView> {
    Ok(desk.desk().await?.pause_sync().await?)
}

/// Goes on where it was paused.
#[tauri::command]
pub(crate) async fn resume_sync(desk: State<'_, OpenDesk>) -> Answer<SyncView> {
    Ok(desk.desk().await?.resume_sync().await?)
}
