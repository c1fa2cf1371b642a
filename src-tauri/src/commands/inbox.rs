//! The shop's inbox.

use backoffice::view::{InboxHereRequest, InboxRequest, InboxView};
use tauri::State;

use super::Answer;
use crate::opening::OpenDesk;

/// How the open profile's inbox stands.
#[tauri::command]
pub(crate) async fn inbox_view(desk: State<'_, OpenDesk>) -> Answer<InboxView> {
    Ok(desk.desk().await?.inbox_view().await?)
}

/// Connects the open profile to an inbox, once that has taken the token.
#[tauri::command]
pub(crate) async fn connect_inbox(
    desk: State<'_, OpenDesk>,
    request: InboxRequest,
) -> Answer<InboxView> {
    Ok(desk.desk().await?.connect_inbox(request).await?)
}

/// Reads the inbox no more, and forgets its token.
#[tauri::command]
pub(crate) async fn leave_inbox(desk: State<'_, OpenDesk>) -> Answer<InboxView> {
    Ok(desk.desk().await?.leave_inbox().await?)
}

/// Keeps an inbox on this computer, and reads it.
#[tauri::command]
pub(crate) async fn keep_inbox_here(
    desk: State<'_, OpenDesk>,
    request: InboxHereRequest,
) -> Answer<InboxView> {
    Ok(desk.desk().await?.keep_inbox_here(request).await?)
}
