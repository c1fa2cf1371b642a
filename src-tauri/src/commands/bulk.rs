//! Many orders at once.

use backoffice::view::{
    BatchView, BulkShippingRequest, CheckSummary, OrderSelection, ShippingPlan,
};
use tauri::State;

use super::Answer;
use crate::opening::OpenDesk;

/// What shipping a selection would do. Nothing is written down or sent.
#[tauri::command]
pub(crate) async fn plan_shipping(
    desk: State<'_, OpenDesk>,
    request: BulkShippingRequest,
) -> Answer<ShippingPlan> {
    Ok(desk.desk().await?.plan_shipping(request).await?)
}

/// Asks for what a plan shows. Returns once every intent is on disk.
#[tauri::command]
pub(crate) async fn ship_planned(desk: State<'_, OpenDesk>, id: String) -> Answer<BatchView> {
    Ok(desk.desk().await?.ship_planned(&id).await?)
}

/// What came of each order of a batch.
#[tauri::command]
pub(crate) async fn batch(desk: State<'_, OpenDesk>, id: i64) -> Answer<BatchView> {
    Ok(desk.desk().await?.batch(id).await?)
}

/// Takes back what of a batch has not been sent.
#[tauri::command]
pub(crate) async fn cancel_batch(desk: State<'_, OpenDesk>, id: i64) -> Answer<BatchView> {
    Ok(desk.desk().await?.cancel_batch(id).await?)
}

/// Reads every order of a selection now.
#[tauri::command]
pub(crate) async fn refresh_selection(
    desk: State<'_, OpenDesk>,
    selection: OrderSelection,
) -> Answer<CheckSummary> {
    Ok(desk.desk().await?.refresh_selection(selection).await?)
}
