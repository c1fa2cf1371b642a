//! Files of the shop. The page names them by the numbers that the desk gave out; paths come from the
//! system's own dialogs alone.

use std::path::PathBuf;

use backoffice::view::{FilePreview, FileReading, ImportReport, ShopFiles, TakenFile};
use tauri::{State, WebviewWindow};
use tauri_plugin_dialog::{DialogExt as _, FileDialogBuilder, FilePath};
use tokio::sync::oneshot;

use super::Answer;
use crate::opening::OpenDesk;

/// Lets the person choose a file, in the system's own dialog and words, and takes it in hand. Nothing
/// when they closed it.
#[tauri::command]
pub(crate) async fn choose_file(
    desk: State<'_, OpenDesk>,
    window: WebviewWindow,
) -> Answer<Option<TakenFile>> {
    let desk = desk.desk().await?;
    match chosen(&window, FileDialogBuilder::pick_file).await {
        Some(path) => Ok(Some(desk.take_file(&path).await?)),
        None => Ok(None),
    }
}

/// The shop's files, and what waits in the watched folder.
#[tauri::command]
pub(crate) async fn shop_files(desk: State<'_, OpenDesk>) -> Answer<ShopFiles> {
    Ok(desk.desk().await?.shop_files().await?)
}

/// Looks at a file.
#[tauri::command]
pub(crate) async fn preview_shop_file(
    desk: State<'_, OpenDesk>,
    file: i64,
    reading: Option<FileReading>,
) -> Answer<FilePreview> {
    Ok(desk.desk().await?.preview_shop_file(file, reading).await?)
}

/// Takes a file over.
#[tauri::command]
pub(crate) async fn import_shop_file(
    desk: State<'_, OpenDesk>,
    file: i64,
    reading: FileReading,
) -> Answer<ImportReport> {
    Ok(desk.desk().await?.import_shop_file(file, reading).await?)
}

/// Stops taking it over.
#[tauri::command]
pub(crate) async fn cancel_import(desk: State<'_, OpenDesk>) -> Answer<()> {
    desk.desk().await?.cancel_import();
    Ok(())
}

/// What came of a file.
#[tauri::command]
pub(crate) async fn import_report(desk: State<'_, OpenDesk>, id: i64) -> Answer<ImportReport> {
    Ok(desk.desk().await?.import_report(id).await?)
}

/// Offers a file no more.
#[tauri::command]
pub(crate) async fn dismiss_shop_file(desk: State<'_, OpenDesk>, file: i64) -> Answer<ShopFiles> {
    Ok(desk.desk().await?.dismiss_shop_file(file).await?)
}

/// Lets the person choose the folder to be watched. Nothing when they closed the dialog.
#[tauri::command]
pub(crate) async fn choose_watched_folder(
    desk: State<'_, OpenDesk>,
    window: WebviewWindow,
) -> Answer<Option<ShopFiles>> {
    let desk = desk.desk().await?;
    match chosen(&window, FileDialogBuilder::pick_folder).await {
        Some(path) => Ok(Some(desk.watch_folder(&path).await?)),
        None => Ok(None),
    }
}

/// Watches it no more.
#[tauri::command]
pub(crate) async fn leave_watched_folder(desk: State<'_, OpenDesk>) -> Answer<ShopFiles> {
    Ok(desk.desk().await?.leave_watched_folder().await?)
}

/// What the person chose in a dialog of the system.
async fn chosen(
    window: &WebviewWindow,
    show: impl FnOnce(FileDialogBuilder<tauri::Wry>, Box<dyn FnOnce(Option<FilePath>) + Send>),
) -> Option<PathBuf> {
    let (tell, chosen) = oneshot::channel();
    let told = move |path| {
        if tell.send(path).is_err() {
            tracing::debug!("a file was chosen for a page that is gone");
        }
    };
    show(window.dialog().file().set_parent(window), Box::new(told));
    // Desktop systems name files by paths alone.
    chosen.await.ok().flatten()?.into_path().ok()
}
