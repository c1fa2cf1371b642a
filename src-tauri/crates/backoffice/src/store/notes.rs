//! What people wrote about orders. Nothing is deleted: how a note read before is kept, and one that
//! was taken away can be brought back. Search finds the text of those that are there.

use std::collections::BTreeSet;

use points_api::OrderUuid;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::walk::Step;
use super::{Priority, Store, StoreError, indexing, watches};
use crate::notes::NoteText;
use crate::text::fold_text;
use crate::view::{EarlierText, NoteView};

/// So many orders are noted in one transaction: each is indexed anew.
pub(crate) const NOTED_AT_ONCE: usize = 50;

/// A note to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNote {
    /// Who writes it, as they said of themselves.
    pub author: Option<String>,
    /// The text.
    pub text: NoteText,
    /// When, UTC milliseconds.
    pub written_at: i64,
}

impl Store {
    /// Writes a note on an order; on disk when this returns.
    pub async fn write_note(
        &self,
        order: OrderUuid,
        note: NewNote,
    ) -> Result<NoteView, StoreError> {
        self.write(Priority::Person, move |transaction| {
            let order_id = watches::id_of(transaction, order)?;
            let id = insert(transaction, order_id, &note)?;
            indexing::index_words(transaction, order_id)?;
            view(transaction, id)
        })
        .await
    }

    /// Writes the same note on the orders of a step, some at a time; says on how many.
    pub async fn note_step(&self, step: Step, note: NewNote) -> Result<u64, StoreError> {
        let mut written = 0;
        for some in step.ids().chunks(NOTED_AT_ONCE) {
            let (ids, note) = (some.to_vec(), note.clone());
            self.write(Priority::Person, move |transaction| {
                ids.iter().try_for_each(|order_id| {
                    insert(transaction, *order_id, &note)?;
                    indexing::index_words(transaction, *order_id)
                })
            })
            .await?;
            written += u64::try_from(some.len()).unwrap_or_default();
        }
        Ok(written)
    }

    /// Changes a note that is there, and keeps how it read; the same text changes nothing.
    pub async fn edit_note(
        &self,
        id: i64,
        text: NoteText,
        now: i64,
    ) -> Result<NoteView, StoreError> {
        self.write(Priority::Person, move |transaction| {
            edit(transaction, id, &text, now)?;
            view(transaction, id)
        })
        .await
    }

    /// Takes a note away, if it is there.
    pub async fn remove_note(&self, id: i64, now: i64) -> Result<(), StoreError> {
        self.write(Priority::Person, move |transaction| {
            set_removed(transaction, id, Some(now))
        })
        .await
    }

    /// Brings a note back, if it was taken away.
    pub async fn restore_note(&self, id: i64) -> Result<NoteView, StoreError> {
        self.write(Priority::Person, move |transaction| {
            set_removed(transaction, id, None)?;
            view(transaction, id)
        })
        .await
    }
}

fn insert(transaction: &Transaction<'_>, order_id: i64, note: &NewNote) -> Result<i64, StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO notes (order_id, author, text, written_at) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            order_id,
            note.author,
            note.text.as_str(),
            note.written_at
        ])?;
    Ok(transaction.last_insert_rowid())
}

fn edit(
    transaction: &Transaction<'_>,
    id: i64,
    text: &NoteText,
    now: i64,
) -> Result<(), StoreError> {
    let stored = stored(transaction, id)?;
    if stored.removed {
        return Err(StoreError::NoteUnknown);
    }
    if stored.text == text.as_str() {
        return Ok(());
    }
    transaction
        .prepare_cached("INSERT INTO note_texts (note_id, text, until) VALUES (?1, ?2, ?3)")?
        .execute(params![id, stored.text, now])?;
    transaction
        .prepare_cached("UPDATE notes SET text = ?2 WHERE id = ?1")?
        .execute(params![id, text.as_str()])?;
    indexing::index_words(transaction, stored.order_id)
}

fn set_removed(
    transaction: &Transaction<'_>,
    id: i64,
    removed_at: Option<i64>,
) -> Result<(), StoreError> {
    let stored = stored(transaction, id)?;
    if stored.removed == removed_at.is_some() {
        return Ok(());
    }
    transaction
        .prepare_cached("UPDATE notes SET removed_at = ?2 WHERE id = ?1")?
        .execute(params![id, removed_at])?;
    indexing::index_words(transaction, stored.order_id)
}

struct Stored {
    order_id: i64,
    text: String,
    removed: bool,
}

fn stored(transaction: &Transaction<'_>, id: i64) -> Result<Stored, StoreError> {
    transaction
        .prepare_cached("SELECT order_id, text, removed_at IS NOT NULL FROM notes WHERE id = ?1")?
        .query_row([id], |row| {
            Ok(Stored {
                order_id: row.get(0)?,
                text: row.get(1)?,
                removed: row.get(2)?,
            })
        })
        .optional()?
        .ok_or(StoreError::NoteUnknown)
}

fn view(transaction: &Transaction<'_>, id: i64) -> Result<NoteView, StoreError> {
    let note = transaction
        .prepare_cached(
            "SELECT n.id, w.uuid, n.author, n.text, n.written_at
             FROM notes n JOIN watches w ON w.id = n.order_id WHERE n.id = ?1",
        )?
        .query_row([id], read)?;
    with_earlier(transaction, note)
}

/// The notes of an order that are there, newest first.
pub(super) const OF_ORDER: &str = "SELECT n.id, w.uuid, n.author, n.text, n.written_at
     FROM notes n INDEXED BY notes_of_order JOIN watches w ON w.id = n.order_id
     WHERE n.order_id = ?1 AND n.removed_at IS NULL
     ORDER BY n.written_at DESC, n.id DESC";

/// The same, as people see them.
pub(super) fn of_order(
    transaction: &Transaction<'_>,
    order_id: i64,
) -> Result<Vec<NoteView>, StoreError> {
    let mut statement = transaction.prepare_cached(OF_ORDER)?;
    let notes: Vec<_> = statement
        .query_map([order_id], read)?
        .collect::<Result<_, _>>()?;
    notes
        .into_iter()
        .map(|note| with_earlier(transaction, note))
        .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<NoteView> {
    Ok(NoteView {
        id: row.get(0)?,
        order_uuid: OrderUuid::from_bytes(row.get(1)?).to_string(),
        author: row.get(2)?,
        text: row.get(3)?,
        written_at: row.get(4)?,
        edited_at: None,
        earlier: Vec::new(),
    })
}

/// How a note read before, oldest first.
pub(super) const EARLIER: &str =
    "SELECT text, until FROM note_texts WHERE note_id = ?1 ORDER BY id";

fn with_earlier(transaction: &Transaction<'_>, note: NoteView) -> Result<NoteView, StoreError> {
    let mut statement = transaction.prepare_cached(EARLIER)?;
    let earlier: Vec<_> = statement
        .query_map([note.id], |row| {
            Ok(EarlierText {
                text: row.get(0)?,
                until: row.get(1)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(NoteView {
        edited_at: earlier.last().map(|last| last.until),
        earlier,
        ..note
    })
}

/// The texts of an order's notes that are there, oldest first.
pub(super) const TEXTS: &str = "SELECT text FROM notes INDEXED BY notes_of_order
     WHERE order_id = ?1 AND removed_at IS NULL ORDER BY id";

/// The same, as they were written.
pub(super) fn texts(
    transaction: &Transaction<'_>,
    order_id: i64,
) -> Result<Vec<String>, StoreError> {
    let mut statement = transaction.prepare_cached(TEXTS)?;
    let texts = statement.query_map([order_id], |row| row.get(0))?;
    Ok(texts.collect::<Result<_, _>>()?)
}

/// What search finds of an order's notes, folded; empty where there are none.
pub(super) fn words(transaction: &Transaction<'_>, order_id: i64) -> Result<String, StoreError> {
    Ok(fold_text(&texts(transaction, order_id)?.join("\n")))
}

/// The orders with a note that is there.
pub(super) const NOTED: &str = "SELECT DISTINCT order_id FROM notes INDEXED BY notes_of_order
     WHERE removed_at IS NULL";

/// The rows of those orders.
pub(super) fn noted_orders(transaction: &Transaction<'_>) -> Result<BTreeSet<i64>, StoreError> {
    let mut statement = transaction.prepare_cached(NOTED)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
