//! Cases and runs.

use backoffice::view::{
    CaseBatchPreview, CaseDecision, CasePage, CaseQuery, CaseStep, CaseView, Decided, RunView,
};
use tauri::State;

use super::Answer;
use crate::opening::OpenDesk;

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
