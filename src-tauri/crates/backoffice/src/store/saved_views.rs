//! Saved views, in the person's order. One that was taken away keeps its place among the others.

use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Priority, Store, StoreError};
use crate::view::{BuiltInView, SavedView, ViewDraft};

impl Store {
    /// The views that are there.
    pub async fn saved_views(&self) -> Result<Vec<SavedView>, StoreError> {
        self.read(all).await
    }

    /// Which of the built-in ones a view is; none: a person made it.
    pub async fn built_in_view(&self, id: i64) -> Result<Option<BuiltInView>, StoreError> {
        self.read(move |moment| Ok(one(moment, id)?.built_in)).await
    }

    /// Keeps a new view behind the others.
    pub async fn make_view(&self, draft: ViewDraft) -> Result<SavedView, StoreError> {
        self.write(Priority::Person, move |transaction| {
            insert(transaction, &draft)
        })
        .await
    }

    /// Changes a view that is there.
    pub async fn change_view(&self, id: i64, draft: ViewDraft) -> Result<SavedView, StoreError> {
        self.write(Priority::Person, move |transaction| {
            update(transaction, id, &draft)
        })
        .await
    }

    /// Moves a view before another one, or behind all; says how they stand then.
    pub async fn move_view(
        &self,
        id: i64,
        before: Option<i64>,
    ) -> Result<Vec<SavedView>, StoreError> {
        self.write(Priority::Person, move |transaction| {
            place(transaction, id, before)?;
            all(transaction)
        })
        .await
    }

    /// Takes a view away, if it is there.
    pub async fn remove_view(&self, id: i64, now: i64) -> Result<(), StoreError> {
        self.write(Priority::Person, move |transaction| {
            set_removed(transaction, id, Some(now))
        })
        .await
    }

    /// Brings a view back to where it was, if it was taken away.
    pub async fn restore_view(&self, id: i64) -> Result<SavedView, StoreError> {
        self.write(Priority::Person, move |transaction| {
            set_removed(transaction, id, None)?;
            one(transaction, id)
        })
        .await
    }
}

const COLUMNS: &str = "id, built_in, name, icon, search, sort, ascending, columns";

/// All views that are there, in order.
pub(super) const IN_ORDER: &str =
    "SELECT id, built_in, name, icon, search, sort, ascending, columns
     FROM saved_views INDEXED BY saved_views_in_order
     WHERE removed_at IS NULL ORDER BY position, id";

fn all(transaction: &Transaction<'_>) -> Result<Vec<SavedView>, StoreError> {
    let mut statement = transaction.prepare_cached(IN_ORDER)?;
    let mut rows = statement.query([])?;
    let mut views = Vec::new();
    while let Some(row) = rows.next()? {
        views.push(read(row)?);
    }
    Ok(views)
}

fn one(transaction: &Transaction<'_>, id: i64) -> Result<SavedView, StoreError> {
    let mut statement = transaction.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM saved_views WHERE id = ?1 AND removed_at IS NULL"
    ))?;
    let mut rows = statement.query([id])?;
    read(rows.next()?.ok_or(StoreError::ViewUnknown)?)
}

fn read(row: &Row<'_>) -> Result<SavedView, StoreError> {
    let built_in: Option<String> = row.get(1)?;
    Ok(SavedView {
        id: row.get(0)?,
        built_in: built_in.map(from_word).transpose()?,
        name: row.get(2)?,
        icon: from_word(row.get(3)?)?,
        search: row.get(4)?,
        sort: from_word(row.get(5)?)?,
        ascending: row.get(6)?,
        columns: columns_of(&row.get::<_, String>(7)?)?,
    })
}

fn insert(transaction: &Transaction<'_>, draft: &ViewDraft) -> Result<SavedView, StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO saved_views (name, icon, search, sort, ascending, columns, position)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ifnull(max(position), 0) + 1 FROM saved_views",
        )?
        .execute(params![
            draft.name,
            word(&draft.icon)?,
            draft.search,
            word(&draft.sort)?,
            draft.ascending,
            columns_text(&draft.columns)?,
        ])?;
    one(transaction, transaction.last_insert_rowid())
}

fn update(
    transaction: &Transaction<'_>,
    id: i64,
    draft: &ViewDraft,
) -> Result<SavedView, StoreError> {
    transaction
        .prepare_cached(
            "UPDATE saved_views SET name = ?2, icon = ?3, search = ?4, sort = ?5, ascending = ?6,
                 columns = ?7
             WHERE id = ?1 AND removed_at IS NULL",
        )?
        .execute(params![
            id,
            draft.name,
            word(&draft.icon)?,
            draft.search,
            word(&draft.sort)?,
            draft.ascending,
            columns_text(&draft.columns)?,
        ])?;
    one(transaction, id)
}

/// Numbers the views anew, those that were taken away among them: there are only a few.
fn place(transaction: &Transaction<'_>, id: i64, before: Option<i64>) -> Result<(), StoreError> {
    one(transaction, id)?;
    if before == Some(id) {
        return Ok(());
    }
    let mut ids: Vec<i64> = {
        let mut statement = transaction.prepare_cached(
            "SELECT id FROM saved_views INDEXED BY saved_views_in_order ORDER BY position, id",
        )?;
        let rows = statement.query_map([], |row| row.get(0))?;
        rows.collect::<Result<_, _>>()?
    };
    ids.retain(|other| *other != id);
    let at = match before {
        None => ids.len(),
        Some(before) => {
            one(transaction, before)?;
            ids.iter()
                .position(|other| *other == before)
                .ok_or(StoreError::ViewUnknown)?
        }
    };
    ids.insert(at, id);
    let mut number =
        transaction.prepare_cached("UPDATE saved_views SET position = ?2 WHERE id = ?1")?;
    for (id, position) in ids.into_iter().zip(1_i64..) {
        number.execute([id, position])?;
    }
    Ok(())
}

fn set_removed(
    transaction: &Transaction<'_>,
    id: i64,
    removed_at: Option<i64>,
) -> Result<(), StoreError> {
    let removed: bool = transaction
        .prepare_cached("SELECT removed_at IS NOT NULL FROM saved_views WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .ok_or(StoreError::ViewUnknown)?;
    if removed != removed_at.is_some() {
        transaction
            .prepare_cached("UPDATE saved_views SET removed_at = ?2 WHERE id = ?1")?
            .execute(params![id, removed_at])?;
    }
    Ok(())
}

/// The page's word for it, which is what the file has too.
fn word(value: &impl Serialize) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(StoreError::Unreadable("view")),
    }
}

fn from_word<T: DeserializeOwned>(word: String) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::String(word))
        .map_err(|_| StoreError::Unreadable("view"))
}

/// Columns as they are kept.
pub(super) fn columns_text(columns: &[String]) -> Result<String, StoreError> {
    serde_json::to_string(columns).map_err(|_| StoreError::Unreadable("list of columns"))
}

/// The other way round.
pub(super) fn columns_of(text: &str) -> Result<Vec<String>, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Unreadable("list of columns"))
}
