//! Uuids that a person pastes.

use backoffice::view::TrackReport;
use tauri::State;

use super::Answer;
use crate::opening::OpenDesk;

/// Tracks every uuid in a text.
#[tauri::command]
pub(crate) async fn track_text(desk: State<'_, OpenDesk>, text: String) -> Answer<TrackReport> {
    Ok(desk.desk().await?.track_text(&text).await?)
}
