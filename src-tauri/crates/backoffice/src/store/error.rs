//! What can go wrong with the database.

use std::path::{Path, PathBuf};

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A newer version wrote the file; this one would lose what it does not know.
    #[error("the database has schema {found}, this version knows {known}")]
    Newer {
        /// The schema in the file.
        found: i64,
        /// The newest schema this version knows.
        known: i64,
    },
    /// The file or its folder cannot be written.
    #[error("the database cannot be written")]
    ReadOnly,
    /// No room.
    #[error("the disk is full")]
    DiskFull,
    /// The file is no database, or its pages are broken.
    #[error("the database file is damaged")]
    Damaged,
    /// The migrations could not be applied.
    #[error("the database could not be brought up to date: {0}")]
    Migration(#[source] rusqlite_migration::Error),
    /// The folder cannot be made, or a backup not be written.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The order is not watched.
    #[error("no such order")]
    OrderUnknown,
    /// The action does not exist, or its state does not allow this.
    #[error("the action is settled or unknown")]
    ActionSettled,
    /// No batch has this id.
    #[error("no such batch")]
    BatchUnknown,
    /// There is no such note, or it was taken away.
    #[error("no such note")]
    NoteUnknown,
    /// There is no such saved view, or it was taken away.
    #[error("no such view")]
    ViewUnknown,
    /// There is no such case.
    #[error("no such case")]
    CaseUnknown,
    /// There is no such run.
    #[error("no such run")]
    RunUnknown,
    /// A cursor is not one that this list, sorted so, gave.
    #[error("the cursor is of no page of this list")]
    CursorInvalid,
    /// Another action of the order is not settled.
    #[error("another action of this order is on its way")]
    ActionPending,
    /// A stored value has a form this version does not write.
    #[error("a stored {0} cannot be read")]
    Unreadable(&'static str),
    /// The store was closed.
    #[error("the database is closed")]
    Closed,
    /// Anything else that SQLite says.
    #[error("database: {0}")]
    Sqlite(rusqlite::Error),
}

impl StoreError {
    /// What a failure of the file system means for the database.
    pub(super) fn of_file(path: &Path, source: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => Self::ReadOnly,
            _ => Self::File {
                path: path.to_owned(),
                source,
            },
        }
    }
}

impl From<rusqlite_migration::Error> for StoreError {
    fn from(error: rusqlite_migration::Error) -> Self {
        match error {
            rusqlite_migration::Error::RusqliteError { query, err } => match Self::from(err) {
                Self::Sqlite(err) => {
                    Self::Migration(rusqlite_migration::Error::RusqliteError { query, err })
                }
                told => told,
            },
            other => Self::Migration(other),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::ReadOnly
            }
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged,
            _ => Self::Sqlite(error),
        }
    }
}
