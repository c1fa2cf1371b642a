//! The merchant's webhooks at Points.

use backoffice::view::{WebhookRequest, WebhookTest, WebhooksView};
use tauri::State;

use super::Answer;
use crate::opening::OpenDesk;

/// The webhooks that Points has of this merchant, asked for now.
#[tauri::command]
pub(crate) async fn webhooks(desk: State<'_, OpenDesk>) -> Answer<WebhooksView> {
    Ok(desk.desk().await?.webhooks().await?)
}

/// Registers a webhook at Points.
#[tauri::command]
pub(crate) async fn register_webhook(
    desk: State<'_, OpenDesk>,
    request: WebhookRequest,
) -> Answer<WebhooksView> {
    Ok(desk.desk().await?.register_webhook(request).await?)
}

/// Changes the name and address of a webhook.
#[tauri::command]
pub(crate) async fn change_webhook(
    desk: State<'_, OpenDesk>,
    uuid: String,
    request: WebhookRequest,
) -> Answer<WebhooksView> {
    Ok(desk.desk().await?.change_webhook(&uuid, request).await?)
}

/// Removes a webhook at Points, and forgets its secret.
#[tauri::command]
pub(crate) async fn remove_webhook(
    desk: State<'_, OpenDesk>,
    uuid: String,
) -> Answer<WebhooksView> {
    Ok(desk.desk().await?.remove_webhook(&uuid).await?)
}

/// Hands the webhook's secret to the connected inbox.
#[tauri::command]
pub(crate) async fn hand_over_webhook_secret(
    desk: State<'_, OpenDesk>,
    uuid: String,
) -> Answer<WebhooksView> {
    Ok(desk.desk().await?.hand_over_webhook_secret(&uuid).await?)
}

/// Sends a test event to the webhook's address, and waits for it at the inbox.
#[tauri::command]
pub(crate) async fn test_webhook(desk: State<'_, OpenDesk>, uuid: String) -> Answer<WebhookTest> {
    Ok(desk.desk().await?.test_webhook(&uuid).await?)
}
