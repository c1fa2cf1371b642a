//! What a person asks Points to do.

use backoffice::view::{
    ActionEvidence, ActionView, Decision, MoneyRequest, PurchaseRequest, QueueView,
    ShippingRequest, Undone,
};
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

/// A person gives the action up.
#[tauri::command]
pub(crate) async fn withdraw_action(desk: State<'_, OpenDesk>, id: i64) -> Answer<ActionView> {
    Ok(desk.desk().await?.withdraw_action(id).await?)
}

/// Asks for something to happen with an order's money. Returns once the intent is on disk.
#[tauri::command]
pub(crate) async fn ask_money(
    desk: State<'_, OpenDesk>,
    request: MoneyRequest,
) -> Answer<ActionView> {
    Ok(desk.desk().await?.ask_money(request).await?)
}

/// Gives points for a purchase, or makes a link to pay it by. Returns once the intent is on disk.
#[tauri::command]
pub(crate) async fn make_purchase(
    desk: State<'_, OpenDesk>,
    request: PurchaseRequest,
) -> Answer<ActionView> {
    Ok(desk.desk().await?.make_purchase(request).await?)
}

/// Takes an action back while nothing was sent; else says where it could be taken back to.
#[tauri::command]
pub(crate) async fn undo_action(desk: State<'_, OpenDesk>, id: i64) -> Answer<Undone> {
    Ok(desk.desk().await?.undo_action(id).await?)
}

/// How many statuses of the order wait before this one, and would give way to it.
#[tauri::command]
pub(crate) async fn statuses_before(desk: State<'_, OpenDesk>, id: i64) -> Answer<u32> {
    Ok(desk.desk().await?.statuses_before(id).await?)
}

/// Of several statuses that wait only this one is sent.
#[tauri::command]
pub(crate) async fn send_only_last(desk: State<'_, OpenDesk>, id: i64) -> Answer<ActionView> {
    Ok(desk.desk().await?.send_only_last(id).await?)
}

/// A person decides about an action that nobody knows the end of.
#[tauri::command]
pub(crate) async fn decide_action(
    desk: State<'_, OpenDesk>,
    id: i64,
    decision: Decision,
) -> Answer<ActionView> {
    Ok(desk.desk().await?.decide_action(id, decision).await?)
}

/// Everything by which a person can decide about an action.
#[tauri::command]
pub(crate) async fn action_evidence(desk: State<'_, OpenDesk>, id: i64) -> Answer<ActionEvidence> {
    Ok(desk.desk().await?.action_evidence(id).await?)
}

/// One action.
#[tauri::command]
pub(crate) async fn action(desk: State<'_, OpenDesk>, id: i64) -> Answer<ActionView> {
    Ok(desk.desk().await?.action(id).await?)
}

/// Several actions, all as they stand at one moment.
#[tauri::command]
pub(crate) async fn actions(desk: State<'_, OpenDesk>, ids: Vec<i64>) -> Answer<Vec<ActionView>> {
    Ok(desk.desk().await?.actions(ids).await?)
}

/// Tries at once what waits for the network or after an error of Points.
#[tauri::command]
pub(crate) async fn try_queue_now(desk: State<'_, OpenDesk>) -> Answer<QueueView> {
    Ok(desk.desk().await?.try_queue_now().await?)
}
