//! Mobile numbers as people type them.

use backoffice::text;

/// The number as Points takes it, none where the text is none.
#[tauri::command]
pub(crate) fn read_phone(text: &str) -> Option<String> {
    text::points_number(text)
}
