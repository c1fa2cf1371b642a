//! Orders on paper.

use backoffice::view::{PrintRequest, Printed};
use tauri::State;

use super::Answer;
use crate::opening::OpenDesk;
use crate::viewer;

/// Makes a PDF and hands it to the system's viewer.
#[tauri::command]
pub(crate) async fn print_orders(
    desk: State<'_, OpenDesk>,
    request: PrintRequest,
) -> Answer<Printed> {
    let printed = desk.desk().await?.print_orders(request).await?;
    viewer::open(&printed.path).await?;
    Ok(printed)
}
