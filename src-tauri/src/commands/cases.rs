//! Cases and runs.

use backoffice::desk::is_for_viewer;
use backoffice::view::{
    CaseBatchPreview, CaseDecision, CasePage, CaseQuery, CaseStep, CaseView, Decided,
    ReportRequest, ReportWritten, RunView,
};
use tauri::{State, WebviewWindow};
use tauri_plugin_dialog::{DialogExt as _, FilePath};
use tokio::sync::oneshot;

use super::Answer;
use crate::opening::OpenDesk;
use crate::viewer;

/// A page of cases, the most urgent class first.
#[tauri::command]
pub(crate) async fn list_cases(
    desk: State<'_, OpenDesk>,
    query: CaseQuery,
    after: Option<String>,
) -> Answer<CasePage> {
    Ok(desk.desk().await?.list_cases(query, after).await?)
}

/// One case.
#[tauri::command]
pub(crate) async fn case_view(desk: State<'_, OpenDesk>, id: i64) -> Answer<CaseView> {
    Ok(desk.desk().await?.case_view(id).await?)
}

/// A person decides about a case.
#[tauri::command]
pub(crate) async fn decide_case(
    desk: State<'_, OpenDesk>,
    id: i64,
    decision: CaseDecision,
) -> Answer<Decided> {
    Ok(desk.desk().await?.decide_case(id, decision).await?)
}

/// Takes the last decision back, where nothing was sent.
#[tauri::command]
pub(crate) async fn reopen_case(desk: State<'_, OpenDesk>, id: i64) -> Answer<CaseView> {
    Ok(desk.desk().await?.reopen_case(id).await?)
}

/// What a step would do for many cases.
#[tauri::command]
pub(crate) async fn preview_cases(
    desk: State<'_, OpenDesk>,
    ids: Vec<i64>,
    step: CaseStep,
) -> Answer<CaseBatchPreview> {
    Ok(desk.desk().await?.preview_cases(ids, step).await?)
}

/// Decides many cases by a step that is safe for many.
#[tauri::command]
pub(crate) async fn decide_cases(
    desk: State<'_, OpenDesk>,
    ids: Vec<i64>,
    decision: CaseDecision,
) -> Answer<u64> {
    Ok(desk.desk().await?.decide_cases(ids, decision).await?)
}

/// Reads what waits, matches, and looks through everything.
#[tauri::command]
pub(crate) async fn start_run(desk: State<'_, OpenDesk>) -> Answer<RunView> {
    Ok(desk.desk().await?.start_run().await?)
}

/// Stops the run under way.
#[tauri::command]
pub(crate) async fn cancel_run(desk: State<'_, OpenDesk>) -> Answer<()> {
    Ok(desk.desk().await?.cancel_run().await?)
}

/// The last runs, newest first.
#[tauri::command]
pub(crate) async fn list_runs(desk: State<'_, OpenDesk>) -> Answer<Vec<RunView>> {
    Ok(desk.desk().await?.list_runs().await?)
}

/// Writes the report of a run: a PDF into the system's viewer, all else where the person says.
/// Nothing when they closed the dialog.
#[tauri::command]
pub(crate) async fn write_report(
    desk: State<'_, OpenDesk>,
    window: WebviewWindow,
    request: ReportRequest,
) -> Answer<Option<ReportWritten>> {
    let desk = desk.desk().await?;
    if is_for_viewer(request.format) {
        let written = desk.write_report(request).await?;
        viewer::open(&written.path).await?;
        return Ok(Some(written));
    }
    let name = desk.name_of_report(request).await?;
    let (tell, chosen) = oneshot::channel();
    let dialog = window
        .dialog()
        .file()
        .set_parent(&window)
        .set_file_name(name);
    dialog.save_file(move |file| {
        if tell.send(file).is_err() {
            tracing::debug!("a file was named for a page that is gone");
        }
    });
    match chosen.await.ok().flatten().map(FilePath::into_path) {
        Some(Ok(path)) => Ok(Some(desk.write_report_to(request, &path).await?)),
        // Desktop systems name files by paths alone.
        Some(Err(_)) | None => Ok(None),
    }
}
