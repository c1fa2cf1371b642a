//! Uuids that a person pastes or brings in a file.

use backoffice::view::TrackReport;
use tauri::{State, WebviewWindow};
use tauri_plugin_dialog::{DialogExt as _, FilePath};
use tokio::sync::oneshot;

use super::Answer;
use crate::opening::OpenDesk;

/// Tracks every uuid in a text.
#[tauri::command]
pub(crate) async fn track_text(desk: State<'_, OpenDesk>, text: String) -> Answer<TrackReport> {
    Ok(desk.desk().await?.track_text(&text).await?)
}

/// Lets the person choose a file, in the system's own dialog and words, and tracks its uuids.
/// Nothing when they closed it.
#[tauri::command]
pub(crate) async fn choose_and_track_file(
    desk: State<'_, OpenDesk>,
    window: WebviewWindow,
) -> Answer<Option<TrackReport>> {
    let desk = desk.desk().await?;
    let (tell, chosen) = oneshot::channel();
    let dialog = window.dialog().file().set_parent(&window);
    dialog.pick_file(move |file| {
        if tell.send(file).is_err() {
            tracing::debug!("a file was chosen for a page that is gone");
        }
    });
    match chosen.await.ok().flatten().map(FilePath::into_path) {
        Some(Ok(path)) => Ok(Some(desk.track_file(&path).await?)),
        // Desktop systems name files by paths alone.
        Some(Err(_)) | None => Ok(None),
    }
}
