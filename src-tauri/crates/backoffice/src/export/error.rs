//! What can go wrong with an export.

use std::io::{self, ErrorKind};
use std::path::PathBuf;

use crate::failure::{plain, with};
use crate::view::{ErrorCode, FailureView};

/// A failure of an export. The target is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file, or its folder, cannot be written.
    #[error("{path}: {source}")]
    File {
        /// Where the orders were to go.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The person stopped it, or whoever delivered the orders went away.
    #[error("the export was stopped")]
    Cancelled,
}

impl From<&ExportError> for FailureView {
    fn from(error: &ExportError) -> Self {
        let (path, source) = match error {
            ExportError::Cancelled => return plain(ErrorCode::Cancelled),
            ExportError::File { path, source } => (path.display().to_string(), source),
        };
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                plain(ErrorCode::DiskFull)
            }
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                with(ErrorCode::FileProtected, "path", path)
            }
            _ => {
                let mut failure = with(ErrorCode::FileFailed, "path", path);
                failure
                    .details
                    .insert("message".to_owned(), source.to_string());
                failure
            }
        }
    }
}
