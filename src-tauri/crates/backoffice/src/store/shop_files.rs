//! Files of the shop and what became of their rows. Rows go in some at a time, each part in one
//! transaction with how far the file is: a process that ends anywhere has lost and doubled nothing.

mod told;

#[cfg(test)]
pub(super) use told::{FAULTS, NEWEST};

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::{OptionalExtension, Transaction, params};

use super::checkouts::{self, Outcome, Telling};
use super::indexing::Pending;
use super::{Priority, Store, StoreError};
use crate::shop_files::ReadRow;
use crate::view::{FileReading, RowFault, RowFaultKind, ShopField};

/// Rows are taken over in one transaction for so long while the sweep waits behind it: with its commit
/// some twenty milliseconds.
const BESIDE_THE_SWEEP: Duration = Duration::from_millis(9);

/// And for so long while nobody waits: a commit costs as much as the rows of some milliseconds. A
/// person who comes meanwhile waits for the row in hand and the commit.
const ALONE: Duration = Duration::from_millis(40);

/// So many rows that need a look are kept of a file.
const FAULTS_KEPT: i64 = 1_000;

/// So many words are kept of a file that nobody knows the meaning of.
const WORDS_KEPT: i64 = 100;

/// A file that is to be taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// SHA-256 of its content.
    pub hash: [u8; 32],
    /// What a person calls it.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// When it was last written, UTC milliseconds: as of when it speaks.
    pub written_at: i64,
    /// By which the next file like it is known.
    pub shape: [u8; 32],
    /// How it is read.
    pub reading: FileReading,
    /// Who takes it over.
    pub imported_by: Option<String>,
}

/// A file that is being taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileInHand {
    /// Its row.
    pub id: i64,
    /// As of when it speaks, UTC milliseconds.
    pub as_of: i64,
}

/// How taking a file over begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begun {
    /// The file.
    pub file: FileInHand,
    /// So many of its rows were taken over before.
    pub rows_done: u64,
    /// Whether all of them were, read in the same way: there is nothing to do.
    pub already: bool,
}

impl Store {
    /// Begins to take a file over, or goes on where that was left off. A content that was read in
    /// another way before is read anew.
    pub async fn begin_file(&self, facts: FileFacts, now: i64) -> Result<Begun, StoreError> {
        self.write(Priority::Person, move |transaction| {
            begin(transaction, &facts, now)
        })
        .await
    }

    /// Takes over the rows of `rows` from `from` on, as many as one short write has time for, and
    /// says how many: one at least. The row that comes next in the file is the one behind all that
    /// were taken over before.
    pub async fn take_rows(
        &self,
        file: FileInHand,
        rows: Arc<Vec<ReadRow>>,
        from: usize,
        now: i64,
    ) -> Result<usize, StoreError> {
        let waiting = self.waiting()?;
        self.take_some_rows(file, rows, from, now, move || time_beside(waiting()))
            .await
    }

    async fn take_some_rows(
        &self,
        file: FileInHand,
        rows: Arc<Vec<ReadRow>>,
        from: usize,
        now: i64,
        time: impl Fn() -> Duration + Send + 'static,
    ) -> Result<usize, StoreError> {
        self.write(Priority::Sweep, move |transaction| {
            let began = Instant::now();
            let rest = rows.get(from..).unwrap_or_default();
            take(transaction, file, rest, now, || began.elapsed() < time())
        })
        .await
    }

    /// All rows of a file were taken over.
    pub async fn end_file(&self, file: FileInHand, now: i64) -> Result<(), StoreError> {
        self.write(Priority::Sweep, move |transaction| {
            transaction
                .prepare_cached("UPDATE shop_files SET ended_at = ?2 WHERE id = ?1")?
                .execute([file.id, now])?;
            Ok(())
        })
        .await
    }

    /// Offers a file of the watched folder no more.
    pub async fn dismiss_file(
        &self,
        path: String,
        written_at: i64,
        size: u64,
    ) -> Result<(), StoreError> {
        self.write(Priority::Person, move |transaction| {
            transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO dismissed_files (path, written_at, size)
                     VALUES (?1, ?2, ?3)",
                )?
                .execute(params![path, written_at, stored_size(size)])?;
            Ok(())
        })
        .await
    }
}

/// For how long rows are taken over in one transaction while somebody waits behind it.
fn time_beside(waiting: Option<Priority>) -> Duration {
    match waiting {
        Some(Priority::Person) => Duration::ZERO,
        Some(Priority::Sweep) => BESIDE_THE_SWEEP,
        None => ALONE,
    }
}

fn begin(transaction: &Transaction<'_>, facts: &FileFacts, now: i64) -> Result<Begun, StoreError> {
    let reading = reading_text(&facts.reading)?;
    let known: Option<(i64, i64, String, Option<i64>, i64)> = transaction
        .prepare_cached(
            "SELECT id, written_at, reading, ended_at, rows_done FROM shop_files WHERE hash = ?1",
        )?
        .query_row([facts.hash], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        })
        .optional()?;
    let begun = match known {
        None => Begun {
            file: FileInHand {
                id: insert(transaction, facts, &reading, now)?,
                as_of: facts.written_at,
            },
            rows_done: 0,
            already: false,
        },
        Some((id, as_of, before, ended_at, rows_done)) => {
            let is_same = before == reading;
            if !is_same {
                begin_anew(transaction, id, &reading, facts, now)?;
            }
            Begun {
                file: FileInHand { id, as_of },
                rows_done: if is_same { count(rows_done) } else { 0 },
                already: is_same && ended_at.is_some(),
            }
        }
    };
    if !begun.already {
        transaction
            .prepare_cached(
                "INSERT INTO file_shapes (shape, reading, used_at, written_at)
                 VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (shape) DO UPDATE SET reading = ?2, used_at = ?3,
                     written_at = max(written_at, ?4)",
            )?
            .execute(params![facts.shape, reading, now, facts.written_at])?;
    }
    Ok(begun)
}

fn insert(
    transaction: &Transaction<'_>,
    facts: &FileFacts,
    reading: &str,
    now: i64,
) -> Result<i64, StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO shop_files (hash, name, size, written_at, reading, imported_at,
                 imported_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            facts.hash,
            facts.name,
            stored_size(facts.size),
            facts.written_at,
            reading,
            now,
            facts.imported_by
        ])?;
    Ok(transaction.last_insert_rowid())
}

/// What its rows said stays, and is said anew by another reading.
fn begin_anew(
    transaction: &Transaction<'_>,
    id: i64,
    reading: &str,
    facts: &FileFacts,
    now: i64,
) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM shop_file_faults WHERE file_id = ?1",
        "DELETE FROM shop_file_words WHERE file_id = ?1",
    ] {
        transaction.prepare_cached(sql)?.execute([id])?;
    }
    transaction
        .prepare_cached(
            "UPDATE shop_files SET reading = ?2, imported_at = ?3, imported_by = ?4,
                 ended_at = NULL, rows_done = 0, added = 0, changed = 0, same = 0, faulty = 0,
                 with_uuid = 0, tracked = 0
             WHERE id = ?1",
        )?
        .execute(params![id, reading, now, facts.imported_by])?;
    Ok(())
}

/// What became of some rows.
#[derive(Default)]
struct Tally {
    rows: usize,
    added: i64,
    changed: i64,
    same: i64,
    faulty: i64,
    with_uuid: i64,
    tracked: i64,
    faults: Vec<RowFault>,
    unknown_words: BTreeSet<String>,
    /// What of the search is left to be written.
    pending: Vec<Pending>,
}

/// Takes rows over while there is time, and writes down how far the file is.
fn take(
    transaction: &Transaction<'_>,
    file: FileInHand,
    rows: &[ReadRow],
    now: i64,
    has_time: impl Fn() -> bool,
) -> Result<usize, StoreError> {
    let mut tally = Tally::default();
    for row in rows {
        if tally.rows > 0 && !has_time() {
            break;
        }
        tally.take(transaction, file, row, now)?;
    }
    tally.write(transaction, file)?;
    for place in &tally.pending {
        place.write(transaction)?;
    }
    Ok(tally.rows)
}

impl Tally {
    fn take(
        &mut self,
        transaction: &Transaction<'_>,
        file: FileInHand,
        row: &ReadRow,
        now: i64,
    ) -> Result<(), StoreError> {
        self.rows += 1;
        let row = match row {
            ReadRow::Row(row) => row,
            ReadRow::LeftOut(fault) => {
                self.faulty += 1;
                self.faults.push(fault.clone());
                return Ok(());
            }
        };
        let telling = Telling {
            file: Some((file.id, i64::try_from(row.row).unwrap_or(i64::MAX))),
            as_of: file.as_of,
            now,
        };
        let took = checkouts::take(transaction, row, telling)?;
        match took.outcome {
            Outcome::Added => self.added += 1,
            Outcome::Changed => self.changed += 1,
            Outcome::Same => self.same += 1,
        }
        self.tracked += i64::from(took.tracked);
        self.with_uuid += i64::from(row.uuid.is_some());
        self.faulty += i64::from(took.repeated || !row.faults.is_empty());
        self.faults.extend(row.faults.iter().cloned());
        if took.repeated {
            self.faults.push(RowFault {
                row: row.row,
                kind: RowFaultKind::Repeated,
                field: row.order_number.as_ref().map(|_| ShopField::OrderNumber),
                text: row.order_number.clone().unwrap_or_default(),
            });
        }
        self.pending.extend(took.pending);
        if let (Some(word), None) = (&row.status_text, row.status) {
            self.unknown_words.insert(word.clone());
        }
        Ok(())
    }

    fn write(&self, transaction: &Transaction<'_>, file: FileInHand) -> Result<(), StoreError> {
        transaction
            .prepare_cached(
                "UPDATE shop_files SET rows_done = rows_done + ?2, added = added + ?3,
                     changed = changed + ?4, same = same + ?5, faulty = faulty + ?6,
                     with_uuid = with_uuid + ?7, tracked = tracked + ?8
                 WHERE id = ?1",
            )?
            .execute(params![
                file.id,
                i64::try_from(self.rows).unwrap_or(i64::MAX),
                self.added,
                self.changed,
                self.same,
                self.faulty,
                self.with_uuid,
                self.tracked
            ])?;
        if !self.faults.is_empty() {
            self.keep_faults(transaction, file.id)?;
        }
        for word in &self.unknown_words {
            transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO shop_file_words (file_id, text) SELECT ?1, ?2
                     WHERE (SELECT count(*) FROM shop_file_words WHERE file_id = ?1) < ?3",
                )?
                .execute(params![file.id, word, WORDS_KEPT])?;
        }
        Ok(())
    }

    fn keep_faults(&self, transaction: &Transaction<'_>, file: i64) -> Result<(), StoreError> {
        let kept: i64 = transaction
            .prepare_cached("SELECT count(*) FROM shop_file_faults WHERE file_id = ?1")?
            .query_row([file], |row| row.get(0))?;
        let left = usize::try_from(FAULTS_KEPT - kept).unwrap_or_default();
        let mut insert = transaction.prepare_cached(
            "INSERT INTO shop_file_faults (file_id, row, kind, field, text)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for fault in self.faults.iter().take(left) {
            insert.execute(params![
                file,
                i64::try_from(fault.row).unwrap_or(i64::MAX),
                told::fault_word(fault.kind),
                fault.field.map(told::field_word),
                fault.text
            ])?;
        }
        Ok(())
    }
}

fn reading_text(reading: &FileReading) -> Result<String, StoreError> {
    serde_json::to_string(reading).map_err(|_| StoreError::Unreadable("reading"))
}

fn count(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}

fn stored_size(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
