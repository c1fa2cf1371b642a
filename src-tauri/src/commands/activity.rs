//! What went out, what came in, and how the queue stands.

use backoffice::view::{ActivityPage, ActivityQuery, HeardPage, HeardQuery, QueueView};
use tauri::State;

use super::Answer;
use crate::opening::OpenDesk;

/// A page of what went out, newest first.
#[tauri::command]
pub(crate) async fn list_activity(
    desk: State<'_, OpenDesk>,
    query: ActivityQuery,
    after: Option<String>,
) -> Answer<ActivityPage> {
    Ok(desk.desk().await?.list_activity(query, after).await?)
}

/// A page of what came in, newest first.
#[tauri::command]
pub(crate) async fn list_heard(
    desk: State<'_, OpenDesk>,
    query: HeardQuery,
    after: Option<String>,
) -> Answer<HeardPage> {
    Ok(desk.desk().await?.list_heard(query, after).await?)
}

/// How the queue stands.
#[tauri::command]
pub(crate) async fn queue_view(desk: State<'_, OpenDesk>) -> Answer<QueueView> {
    Ok(desk.desk().await?.queue_view().await?)
}
