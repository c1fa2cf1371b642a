//! Checkouts that should have ended and did not.

use backoffice::view::{CheckSummary, StaleCheckout};
use tauri::State;

use super::Answer;
use crate::opening::OpenDesk;

/// Stale checkouts, oldest first.
#[tauri::command]
pub(crate) async fn stale_checkouts(desk: State<'_, OpenDesk>) -> Answer<Vec<StaleCheckout>> {
    Ok(desk.desk().await?.stale_checkouts().await?)
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
