//! Cases and runs.

use std::sync::Arc;

use backoffice::desk::Desk;
use backoffice::view::{
    CaseBatchPreview, CaseDecision, CasePage, CaseQuery, CaseStep, CaseView, Decided, RunView,
};
use tauri::State;

use super::Answer;

#[tauri::command]
pub(crate) async fn list_cases(
    desk: State<'_, Arc<Desk>>,
    query: CaseQuery,
    after: Option<String>,
) -> Answer<CasePage> {
    Ok(desk.list_cases(query, after).await?)
}

#[tauri::command]
pub(crate) async fn case_view(desk: State<'_, Arc<Desk>>, id: i64) -> Answer<CaseView> {
    Ok(desk.case_view(id).await?)
}

#[tauri::command]
pub(crate) async fn decide_case(
    desk: State<'_, Arc<Desk>>,
    id: i64,
    decision: CaseDecision,
) -> Answer<Decided> {
    Ok(desk.decide_case(id, decision).await?)
}

#[tauri::command]
pub(crate) async fn reopen_case(desk: State<'_, Arc<Desk>>, id: i64) -> Answer<CaseView> {
    Ok(desk.reopen_case(id).await?)
}

#[tauri::command]
pub(crate) async fn preview_cases(
    desk: State<'_, Arc<Desk>>,
    ids: Vec<i64>,
    step: CaseStep,
) -> Answer<CaseBatchPreview> {
    Ok(desk.preview_cases(ids, step).await?)
}

#[tauri::command]
pub(crate) async fn decide_cases(
    desk: State<'_, Arc<Desk>>,
    ids: Vec<i64>,
    decision: CaseDecision,
) -> Answer<u64> {
    Ok(desk.decide_cases(ids, decision).await?)
}

#[tauri::command]
pub(crate) async fn start_run(desk: State<'_, Arc<Desk>>) -> Answer<RunView> {
    Ok(desk.start_run().await?)
}

#[tauri::command]
pub(crate) async fn cancel_run(desk: State<'_, Arc<Desk>>) -> Answer<()> {
    Ok(desk.cancel_run().await?)
}

#[tauri::command]
pub(crate) async fn list_runs(desk: State<'_, Arc<Desk>>) -> Answer<Vec<RunView>> {
    Ok(desk.list_runs().await?)
}
