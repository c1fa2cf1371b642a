//! How the list is laid out, and what it could show of the shop's metadata.

use rusqlite::{OptionalExtension, Transaction};

use super::saved_views::{columns_of, columns_text};
use super::{Priority, Store, StoreError};
use crate::metadata;
use crate::view::{ListLayout, MetadataPath};

impl Store {
    /// How the list is laid out; the page's own choice where nobody changed it.
    pub async fn list_layout(&self) -> Result<ListLayout, StoreError> {
        self.read(load).await
    }

    /// Remembers how it is laid out.
    pub async fn save_list_layout(&self, layout: ListLayout) -> Result<ListLayout, StoreError> {
        self.write(Priority::Person, move |transaction| {
            transaction
                .prepare_cached(
                    "INSERT INTO list_layouts (only, columns) VALUES (1, ?1)
                     ON CONFLICT (only) DO UPDATE SET columns = excluded.columns",
                )?
                .execute([columns_text(&layout.columns)?])?;
            load(transaction)
        })
        .await
    }

    /// The paths that metadata of the newest orders has, the most frequent first.
    pub async fn metadata_paths(&self) -> Result<Vec<MetadataPath>, StoreError> {
        self.read(paths).await
    }
}

fn load(transaction: &Transaction<'_>) -> Result<ListLayout, StoreError> {
    let columns: Option<String> = transaction
        .prepare_cached("SELECT columns FROM list_layouts")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(ListLayout {
        columns: columns
            .map(|text| columns_of(&text))
            .transpose()?
            .unwrap_or_default(),
    })
}

/// The metadata of the newest orders: enough to know what a shop attaches at present.
pub(super) const NEWEST: &str = "SELECT metadata FROM orders INDEXED BY orders_by_created
     ORDER BY created_at DESC, id DESC LIMIT 500";

fn paths(transaction: &Transaction<'_>) -> Result<Vec<MetadataPath>, StoreError> {
    let mut statement = transaction.prepare_cached(NEWEST)?;
    let texts: Vec<Option<String>> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let orders = texts
        .iter()
        .map(|text| metadata::flat_text(text.as_deref()));
    Ok(metadata::paths(orders))
}

/// What an order's metadata says at a path.
pub(super) fn pinned(
    transaction: &Transaction<'_>,
    order_id: i64,
    path: &str,
) -> Result<Option<String>, StoreError> {
    let text: Option<String> = transaction
        .prepare_cached("SELECT metadata FROM orders WHERE id = ?1")?
        .query_row([order_id], |row| row.get(0))?;
    Ok(metadata::at(text.as_deref(), path))
}
