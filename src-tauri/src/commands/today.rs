//! The first screen of the day.

use backoffice::view::{FiguresView, TodayView};
use tauri::State;

use super::Answer;
use crate::opening::OpenDesk;

/// What needs a person, and what was done today.
#[tauri::command]
pub(crate) async fn today(desk: State<'_, OpenDesk>) -> Answer<TodayView> {
    Ok(desk.desk().await?.today().await?)
}

/// The figures of the last days.
#[tauri::command]
pub(crate) async fn figures(desk: State<'_, OpenDesk>, days: u32) -> Answer<FiguresView> {
    Ok(desk.desk().await?.figures(days).await?)
}
