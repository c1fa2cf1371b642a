//! Profiles and their keys. A private key goes in and never comes out.

use backoffice::view::{ConnectRequest, Connected, DeskView, Proof};
use tauri::State;

use super::Answer;
use crate::opening::OpenDesk;

/// Checks the keys with Points and makes the profile.
#[tauri::command]
pub(crate) async fn connect(
    desk: State<'_, OpenDesk>,
    request: ConnectRequest,
) -> Answer<Connected> {
    Ok(desk.desk().await?.connect(request).await?)
}

/// Asks Points whether the key still holds.
#[tauri::command]
pub(crate) async fn check_key(desk: State<'_, OpenDesk>, profile: String) -> Answer<Vec<Proof>> {
    Ok(desk.desk().await?.check_key(&profile).await?)
}

/// Checks a new key and puts it in the place of the old one.
#[tauri::command]
pub(crate) async fn replace_key(
    desk: State<'_, OpenDesk>,
    profile: String,
    private_key: String,
    keep_for_session: bool,
) -> Answer<Connected> {
    Ok(desk
        .desk()
        .await?
        .replace_key(&profile, private_key, keep_for_session)
        .await?)
}

/// Removes the key.
#[tauri::command]
pub(crate) async fn remove_key(desk: State<'_, OpenDesk>, profile: String) -> Answer<DeskView> {
    Ok(desk.desk().await?.remove_key(&profile).await?)
}

/// Opens another profile.
#[tauri::command]
pub(crate) async fn open_profile(desk: State<'_, OpenDesk>, profile: String) -> Answer<DeskView> {
    Ok(desk.desk().await?.open_profile(&profile).await?)
}

/// Removes a profile; its orders too, if asked.
#[tauri::command]
pub(crate) async fn remove_profile(
    desk: State<'_, OpenDesk>,
    profile: String,
    delete_data: bool,
) -> Answer<DeskView> {
    Ok(desk
        .desk()
        .await?
        .remove_profile(&profile, delete_data)
        .await?)
}
