//! Lists that a person keeps, and how the list is laid out.

use backoffice::view::{ListLayout, MetadataPath, OrderQuery, OrderTotal, SavedView, ViewDraft};
use tauri::State;

use super::Answer;
use crate::opening::OpenDesk;

/// The saved views, in the person's order.
#[tauri::command]
pub(crate) async fn saved_views(desk: State<'_, OpenDesk>) -> Answer<Vec<SavedView>> {
    Ok(desk.desk().await?.saved_views().await?)
}

/// Keeps a new view.
#[tauri::command]
pub(crate) async fn make_view(desk: State<'_, OpenDesk>, draft: ViewDraft) -> Answer<SavedView> {
    Ok(desk.desk().await?.make_view(draft).await?)
}

/// Changes a view.
#[tauri::command]
pub(crate) async fn change_view(
    desk: State<'_, OpenDesk>,
    id: i64,
    draft: ViewDraft,
) -> Answer<SavedView> {
    Ok(desk.desk().await?.change_view(id, draft).await?)
}

/// Moves a view before another one, or behind all.
#[tauri::command]
pub(crate) async fn move_view(
    desk: State<'_, OpenDesk>,
    id: i64,
    before: Option<i64>,
) -> Answer<Vec<SavedView>> {
    Ok(desk.desk().await?.move_view(id, before).await?)
}

/// Takes a view away.
#[tauri::command]
pub(crate) async fn remove_view(desk: State<'_, OpenDesk>, id: i64) -> Answer<()> {
    Ok(desk.desk().await?.remove_view(id).await?)
}

/// Brings a removed view back to where it was.
#[tauri::command]
pub(crate) async fn restore_view(desk: State<'_, OpenDesk>, id: i64) -> Answer<SavedView> {
    Ok(desk.desk().await?.restore_view(id).await?)
}

/// How many orders each query finds.
#[tauri::command]
pub(crate) async fn count_orders(
    desk: State<'_, OpenDesk>,
    queries: Vec<OrderQuery>,
) -> Answer<Vec<OrderTotal>> {
    Ok(desk.desk().await?.count_orders(queries).await?)
}

/// How the list is laid out.
#[tauri::command]
pub(crate) async fn list_layout(desk: State<'_, OpenDesk>) -> Answer<ListLayout> {
    Ok(desk.desk().await?.list_layout().await?)
}

/// Remembers how it is laid out.
#[tauri::command]
pub(crate) async fn save_list_layout(
    desk: State<'_, OpenDesk>,
    layout: ListLayout,
) -> Answer<ListLayout> {
    Ok(desk.desk().await?.save_list_layout(layout).await?)
}

/// The paths that metadata of the newest orders has.
#[tauri::command]
pub(crate) async fn metadata_paths(desk: State<'_, OpenDesk>) -> Answer<Vec<MetadataPath>> {
    Ok(desk.desk().await?.metadata_paths().await?)
}
