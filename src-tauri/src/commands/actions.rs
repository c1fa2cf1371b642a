//! What a person asks Points to do.

use backoffice::view::{ActionView, ShippingRequest};
use tauri::State;

use super::Answer;
use crate::opening::OpenDesk;

/// Asks for a shipping status. Returns once the intents are on disk.
#[tauri::command]
pub(crate) async fn ship(
    desk: State<'_, OpenDesk>,
    request: ShippingRequest,
) -> Answer<Vec<ActionView>> {
    Ok(desk.desk().await?.ship(request).await?)
}

/// Reads the order now, to settle an unclear action.
#[tauri::command]
pub(crate) async fn settle_action(desk: State<'_, OpenDesk>, id: i64) -> Answer<ActionView> {
    Ok(desk.desk().await?.settle_action(id).await?)
}

/// A person's decision to send once more: a new action.
#[tauri::command]
pub(crate) async fn send_again(desk: State<'_, OpenDesk>, id: i64) -> Answer<ActionView> {
    Ok(desk.desk().await?.send_again(id).await?)
}

/// A person gives the action up.
#[tauri::command]
pub(crate) async fn withdraw_action(desk: State<'_, OpenDesk>, id: i64) -> Answer<ActionView> {
    Ok(desk.desk().await?.withdraw_action(id).await?)
}
