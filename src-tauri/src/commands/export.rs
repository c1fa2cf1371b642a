//! Orders into files that the person names.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use backoffice::export::{extension, suggested_name, with_extension};
use backoffice::view::{ErrorCode, ExportReport, ExportRequest, FailureView};
use tauri::{AppHandle, State, WebviewWindow};
use tauri_plugin_dialog::{DialogExt as _, FilePath};
use tauri_plugin_opener::OpenerExt as _;
use tokio::sync::oneshot;

use super::Answer;
use crate::opening::OpenDesk;

/// The file written last: the only one that the page can have shown, since it names none.
#[derive(Default)]
pub(crate) struct LastExport(Mutex<Option<PathBuf>>);

/// Lets the person name a file, in the system's own dialog and words, and writes the orders into
/// it. Nothing when they closed it.
#[tauri::command]
pub(crate) async fn export_orders(
    desk: State<'_, OpenDesk>,
    last: State<'_, LastExport>,
    window: WebviewWindow,
    request: ExportRequest,
) -> Answer<Option<ExportReport>> {
    let desk = desk.desk().await?;
    let format = request.format;
    let ending = extension(format);
    let (tell, chosen) = oneshot::channel();
    let now = chrono::Utc::now().timestamp_millis();
    let dialog = window
        .dialog()
        .file()
        .set_parent(&window)
        .set_file_name(suggested_name(format, now))
        .add_filter(ending.to_uppercase(), &[ending]);
    dialog.save_file(move |file| {
        if tell.send(file).is_err() {
            tracing::debug!("a file was named for a page that is gone");
        }
    });
    let path = match chosen.await.ok().flatten().map(FilePath::into_path) {
        Some(Ok(path)) => with_extension(path, format),
        // Desktop systems name files by paths alone.
        Some(Err(_)) | None => return Ok(None),
    };
    let report = desk.export_orders(request, &path).await?;
    *last.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(path);
    Ok(Some(report))
}

/// Stops the export under way.
#[tauri::command]
pub(crate) async fn cancel_export(desk: State<'_, OpenDesk>) -> Answer<()> {
    desk.desk().await?.cancel_export();
    Ok(())
}

/// Shows the file written last in the system's own file manager.
#[tauri::command]
pub(crate) async fn show_export(app: AppHandle, last: State<'_, LastExport>) -> Answer<()> {
    let path = last
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    let Some(path) = path else {
        return Ok(());
    };
    app.opener()
        .reveal_item_in_dir(&path)
        .map_err(|error| FailureView {
            code: ErrorCode::FileFailed,
            details: [
                ("path".to_owned(), path.display().to_string()),
                ("message".to_owned(), error.to_string()),
            ]
            .into(),
        })
}
