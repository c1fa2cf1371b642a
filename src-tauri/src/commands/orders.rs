//! Orders: the list, one of them, and how we know.

use backoffice::view::{
    CheckedOrder, FieldEvidence, OrderDetail, OrderPage, OrderQuery, PageRequest, StatusCounts,
    StatusTallies,
};
use tauri::State;

use super::Answer;
use crate::opening::OpenDesk;

/// A page of the list.
#[tauri::command]
pub(crate) async fn list_orders(
    desk: State<'_, OpenDesk>,
    query: OrderQuery,
    page: PageRequest,
) -> Answer<OrderPage> {
    Ok(desk.desk().await?.list_orders(query, page).await?)
}

/// The numbers beside the filters.
#[tauri::command]
pub(crate) async fn count_statuses(desk: State<'_, OpenDesk>) -> Answer<StatusCounts> {
    Ok(desk.desk().await?.count_statuses().await?)
}

/// How the matches of a list are spread over statuses.
#[tauri::command]
pub(crate) async fn count_statuses_of(
    desk: State<'_, OpenDesk>,
    query: OrderQuery,
) -> Answer<StatusTallies> {
    Ok(desk.desk().await?.count_statuses_of(query).await?)
}

/// One order in full.
#[tauri::command]
pub(crate) async fn order_detail(desk: State<'_, OpenDesk>, uuid: String) -> Answer<OrderDetail> {
    Ok(desk.desk().await?.order_detail(&uuid).await?)
}

/// Everything that was ever said about one field.
#[tauri::command]
pub(crate) async fn field_evidence(
    desk: State<'_, OpenDesk>,
    uuid: String,
    field: String,
) -> Answer<Vec<FieldEvidence>> {
    Ok(desk.desk().await?.field_evidence(&uuid, &field).await?)
}

/// The raw JSON of an observation.
#[tauri::command]
pub(crate) async fn observation_json(desk: State<'_, OpenDesk>, id: i64) -> Answer<String> {
    Ok(desk.desk().await?.observation_json(id).await?)
}

/// Reads one order now.
#[tauri::command]
pub(crate) async fn refresh_order(desk: State<'_, OpenDesk>, uuid: String) -> Answer<CheckedOrder> {
    Ok(desk.desk().await?.refresh_order(&uuid).await?)
}
