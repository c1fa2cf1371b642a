//! The desk as a whole. What it tells of the theme, the window wears.

use backoffice::view::{DeskView, Settings};
use tauri::{AppHandle, State, WebviewWindow};

use super::Answer;
use crate::opening::OpenDesk;
use crate::{links, window};

/// The first thing the page asks for.
#[tauri::command]
pub(crate) async fn desk_view(
    desk: State<'_, OpenDesk>,
    window: WebviewWindow,
) -> Answer<DeskView> {
    let view = desk.desk().await?.desk_view().await?;
    window::wear(&window, view.settings.theme);
    Ok(view)
}

/// Saves the settings.
#[tauri::command]
pub(crate) async fn save_settings(
    desk: State<'_, OpenDesk>,
    window: WebviewWindow,
    settings: Settings,
) -> Answer<DeskView> {
    let view = desk.desk().await?.save_settings(settings).await?;
    window::wear(&window, view.settings.theme);
    Ok(view)
}

/// The page has painted.
#[tauri::command]
pub(crate) fn window_ready(app: AppHandle, window: WebviewWindow) {
    window::show(&window);
    links::painted(&app);
}
