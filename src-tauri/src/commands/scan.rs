//! The packing table: scans, the commands on paper, and the PIN that brings the money back.

use backoffice::view::{DeskView, Printed, ScanView};
use tauri::State;

use super::Answer;
use crate::opening::OpenDesk;
use crate::viewer;

/// Finds the order of a scanned code and asks for its next status. On disk when this returns.
#[tauri::command]
pub(crate) async fn scan(
    desk: State<'_, OpenDesk>,
    code: String,
    target: String,
) -> Answer<ScanView> {
    Ok(desk.desk().await?.scan(&code, &target).await?)
}

/// Makes the sheet of command barcodes and hands it to the system's viewer.
#[tauri::command]
pub(crate) async fn print_scan_commands(desk: State<'_, OpenDesk>) -> Answer<Printed> {
    let printed = desk.desk().await?.print_scan_commands().await?;
    viewer::open(&printed.path).await?;
    Ok(printed)
}

/// Sets, changes or removes the PIN.
#[tauri::command]
pub(crate) async fn set_packing_pin(
    desk: State<'_, OpenDesk>,
    present: Option<String>,
    pin: Option<String>,
) -> Answer<DeskView> {
    Ok(desk.desk().await?.set_packing_pin(present, pin).await?)
}

/// Whether this is the PIN.
#[tauri::command]
pub(crate) async fn check_packing_pin(desk: State<'_, OpenDesk>, pin: String) -> Answer<bool> {
    Ok(desk.desk().await?.check_packing_pin(&pin))
}
