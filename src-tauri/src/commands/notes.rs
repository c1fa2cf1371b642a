//! What people write about orders.

use backoffice::view::{NoteView, OrderSelection};
use tauri::State;

use super::Answer;
use crate::opening::OpenDesk;

/// Writes a note on an order.
#[tauri::command]
pub(crate) async fn write_note(
    desk: State<'_, OpenDesk>,
    uuid: String,
    text: String,
) -> Answer<NoteView> {
    Ok(desk.desk().await?.write_note(&uuid, &text).await?)
}

/// Changes a note; how it read before is kept.
#[tauri::command]
pub(crate) async fn edit_note(
    desk: State<'_, OpenDesk>,
    id: i64,
    text: String,
) -> Answer<NoteView> {
    Ok(desk.desk().await?.edit_note(id, &text).await?)
}

/// Takes a note away.
#[tauri::command]
pub(crate) async fn remove_note(desk: State<'_, OpenDesk>, id: i64) -> Answer<()> {
    Ok(desk.desk().await?.remove_note(id).await?)
}

/// Brings a removed note back.
#[tauri::command]
pub(crate) async fn restore_note(desk: State<'_, OpenDesk>, id: i64) -> Answer<NoteView> {
    Ok(desk.desk().await?.restore_note(id).await?)
}

/// Writes the same note on every order of a selection; says on how many.
#[tauri::command]
pub(crate) async fn note_orders(
    desk: State<'_, OpenDesk>,
    selection: OrderSelection,
    text: String,
) -> Answer<u64> {
    Ok(desk.desk().await?.note_orders(selection, &text).await?)
}
