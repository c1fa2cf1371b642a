//! Files that are looked at in another program. The page names none: it cannot open anything.

use std::collections::BTreeMap;

use backoffice::view::{ErrorCode, FailureView};

/// Hands a file that this program made to the one that the system opens such files with.
pub(crate) async fn open(path: &str) -> Result<(), FailureView> {
    let file = path.to_owned();
    // Finding the program may take a while.
    let opened = tokio::task::spawn_blocking(move || {
        tauri_plugin_opener::open_path(file, None::<&str>).map_err(|error| error.to_string())
    })
    .await
    .unwrap_or_else(|error| Err(error.to_string()));
    opened.map_err(|message| failed(path, message))
}

fn failed(path: &str, message: String) -> FailureView {
    FailureView {
        code: ErrorCode::ViewerFailed,
        details: BTreeMap::from([
            ("path".to_owned(), path.to_owned()),
            ("message".to_owned(), message),
        ]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_that_nothing_opens_is_still_named() {
        let failure = open("/no/such/folder/slip.pdf").await.unwrap_err();
        assert_eq!(failure.code, ErrorCode::ViewerFailed);
        assert_eq!(
            failure.details.get("path").map(String::as_str),
            Some("/no/such/folder/slip.pdf")
        );
    }
}
