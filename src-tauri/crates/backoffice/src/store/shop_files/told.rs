//! What is told of files that were taken over.

use rusqlite::{OptionalExtension, Row, Transaction};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::count;
use crate::store::{Store, StoreError, completeness};
use crate::view::{
    Completeness, FileReading, ImportReport, RowFault, RowFaultKind, ShopField, ShopFileView,
};

const COLUMNS: &str = "id, name, written_at, imported_at, imported_by, ended_at, rows_done, added,
    changed, same, faulty, with_uuid, tracked";

/// The files that were taken over, the newest first, at most a hundred.
pub(in crate::store) const NEWEST: &str = "SELECT id, name, written_at, imported_at, imported_by,
    ended_at, rows_done, added, changed, same, faulty, with_uuid, tracked
    FROM shop_files ORDER BY imported_at DESC, id DESC LIMIT 100";

/// The rows of a file that need a look.
pub(in crate::store) const FAULTS: &str = "SELECT row, kind, field, text FROM shop_file_faults
    WHERE file_id = ?1 ORDER BY id";

/// How the last file of a shape was read, and as of when the newest one spoke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remembered {
    /// How it was read.
    pub(crate) reading: FileReading,
    /// UTC milliseconds.
    pub(crate) written_at: i64,
}

impl Store {
    /// The files that were taken over, and how complete it is.
    pub(crate) async fn shop_files(
        &self,
        now: i64,
    ) -> Result<(Vec<ShopFileView>, Completeness), StoreError> {
        self.read(move |moment| {
            let mut statement = moment.prepare_cached(NEWEST)?;
            let files = statement
                .query_map([], read)?
                .collect::<Result<Vec<_>, _>>()?;
            Ok((files, completeness::look(moment, now)?))
        })
        .await
    }

    /// What came of a file; none where no file has this id.
    pub(crate) async fn file_report(&self, id: i64) -> Result<Option<ImportReport>, StoreError> {
        self.read(move |moment| report(moment, id)).await
    }

    /// When a file with this content was taken over as a whole, UTC milliseconds.
    pub(crate) async fn file_taken_at(&self, hash: [u8; 32]) -> Result<Option<i64>, StoreError> {
        self.read(move |moment| {
            let taken: Option<Option<i64>> = moment
                .prepare_cached(
                    "SELECT iif(ended_at IS NULL, NULL, imported_at) FROM shop_files
                     WHERE hash = ?1",
                )?
                .query_row([hash], |row| row.get(0))
                .optional()?;
            Ok(taken.flatten())
        })
        .await
    }

    /// How the last file of this shape was read.
    pub(crate) async fn remembered_reading(
        &self,
        shape: [u8; 32],
    ) -> Result<Option<Remembered>, StoreError> {
        self.read(move |moment| {
            let found: Option<(String, i64)> = moment
                .prepare_cached("SELECT reading, written_at FROM file_shapes WHERE shape = ?1")?
                .query_row([shape], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            // A reading that this version cannot read is found anew.
            Ok(found.and_then(|(reading, written_at)| {
                Some(Remembered {
                    reading: serde_json::from_str(&reading).ok()?,
                    written_at,
                })
            }))
        })
        .await
    }

    /// Whether a person does not want to be offered this file.
    pub(crate) async fn is_file_dismissed(
        &self,
        path: String,
        written_at: i64,
        size: u64,
    ) -> Result<bool, StoreError> {
        self.read(move |moment| {
            Ok(moment
                .prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM dismissed_files
                         WHERE path = ?1 AND written_at = ?2 AND size = ?3)",
                )?
                .query_row(
                    rusqlite::params![path, written_at, super::stored_size(size)],
                    |row| row.get(0),
                )?)
        })
        .await
    }
}

fn report(transaction: &Transaction<'_>, id: i64) -> Result<Option<ImportReport>, StoreError> {
    let file = transaction
        .prepare_cached(&format!("SELECT {COLUMNS} FROM shop_files WHERE id = ?1"))?
        .query_row([id], read)
        .optional()?;
    let Some(file) = file else {
        return Ok(None);
    };
    let mut statement = transaction.prepare_cached(FAULTS)?;
    let faults: Vec<(i64, String, Option<String>, String)> = statement
        .query_map([id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect::<Result<_, _>>()?;
    let faults = faults
        .into_iter()
        .map(|(row, kind, field, text)| {
            Ok(RowFault {
                row: count(row),
                kind: from_word::<RowFaultKind>(kind)?,
                field: field.map(from_word::<ShopField>).transpose()?,
                text,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    let mut statement = transaction
        .prepare_cached("SELECT text FROM shop_file_words WHERE file_id = ?1 ORDER BY text")?;
    let words = statement.query_map([id], |row| row.get(0))?;
    Ok(Some(ImportReport {
        file,
        already: false,
        cancelled: false,
        faults,
        unknown_statuses: words.collect::<Result<_, _>>()?,
    }))
}

fn read(row: &Row<'_>) -> rusqlite::Result<ShopFileView> {
    let number = |column| Ok::<_, rusqlite::Error>(count(row.get(column)?));
    Ok(ShopFileView {
        id: row.get(0)?,
        name: row.get(1)?,
        written_at: row.get(2)?,
        imported_at: row.get(3)?,
        imported_by: row.get(4)?,
        is_whole: row.get::<_, Option<i64>>(5)?.is_some(),
        rows: number(6)?,
        added: number(7)?,
        changed: number(8)?,
        same: number(9)?,
        faulty: number(10)?,
        with_uuid: number(11)?,
        tracked: number(12)?,
    })
}

/// The word of a fault, as the page has it.
pub(super) fn fault_word(kind: RowFaultKind) -> String {
    to_word(kind)
}

/// The word of a column.
pub(super) fn field_word(field: ShopField) -> String {
    to_word(field)
}

fn to_word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

fn from_word<T: DeserializeOwned>(word: String) -> Result<T, StoreError> {
    serde_json::from_value(Value::String(word)).map_err(|_| StoreError::Unreadable("row fault"))
}
