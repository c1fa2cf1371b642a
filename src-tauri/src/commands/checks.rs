//! Orders read from Points now, because a person asks.

use backoffice::view::CheckSummary;
use tauri::State;

use super::Answer;
use crate::opening::OpenDesk;

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
