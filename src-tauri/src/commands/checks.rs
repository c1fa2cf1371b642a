//! Checkouts that should have ended and did not.

use backoffice::view::{CheckSummary, StalePage};
use tauri::State;

use super::Answer;
use crate::opening::OpenDesk;

/// A page of stale checkouts, oldest first.
#[tauri::command]
pub(crate) async fn stale_checkouts(
    desk: State<'_, OpenDesk>,
    after: Option<String>,
) -> Answer<StalePage> {
    Ok(desk.desk().await?.stale_checkouts(after).await?)
}

/// Reads every stale checkout now, however many there are.
#[tauri::command]
pub(crate) async fn check_stale(desk: State<'_, OpenDesk>) -> Answer<CheckSummary> {
    Ok(desk.desk().await?.check_stale().await?)
}

/// Reads these orders now.
#[tauri::command]
pub(crate) async fn check_orders(
    desk: State<'_, OpenDesk>,
    uuids: Vec<String>,
) -> Answer<CheckSummary> {
    Ok(desk.desk().await?.check_orders(uuids).await?)
}

/// Stops the running check.
#[tauri::command]
pub(crate) async fn cancel_check(desk: State<'_, OpenDesk>) -> Answer<()> {
    desk.desk().await?.cancel_check();
    Ok(())
}
