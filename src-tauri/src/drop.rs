//! Files dropped on the window. Rust takes them, so the page never learns or sends a path.

use std::path::{Path, PathBuf};

use backoffice::view::{FailureView, TakenFile};
use tauri::{AppHandle, DragDropEvent, Manager as _, Window, WindowEvent};

use crate::events;
use crate::opening::OpenDesk;

/// Tells the page of files held over the window, and takes those let go in hand.
pub(crate) fn on_window_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::DragDrop(event) = event else {
        return;
    };
    let app = window.app_handle();
    match event {
        DragDropEvent::Enter { .. } => events::drag(app, true),
        DragDropEvent::Leave => events::drag(app, false),
        DragDropEvent::Drop { paths, .. } => {
            events::drag(app, false);
            tauri::async_runtime::spawn(take(app.clone(), paths.clone()));
        }
        _ => {}
    }
}

/// One after the other, each with a word before it and an outcome of its own.
async fn take(app: AppHandle, paths: Vec<PathBuf>) {
    let opening = app.state::<OpenDesk>().inner().clone();
    for path in paths {
        let name = name_of(&path);
        events::dropping(&app, &name);
        let outcome = take_one(&opening, &path).await;
        events::dropped(&app, &name, outcome);
    }
}

async fn take_one(opening: &OpenDesk, path: &Path) -> Result<TakenFile, FailureView> {
    Ok(opening.desk().await?.take_file(path).await?)
}

/// What a person calls the file.
fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}
