//! An order's place in the indexes of the search: its fragments, and its words with the marks of its
//! statuses. The order of places is that of creation.

use points_api::OrderUuid;
use rusqlite::{OptionalExtension, Transaction, params};

use super::checkouts::{self, Searched};
use super::{StoreError, marks, notes, observations, search};
use crate::fold::{Projection, fold};
use crate::text::{grams, words};

/// What is to be written of an order's place once everything else of a transaction is. Before every
/// statement that could fail half way SQLite writes out what an index has gathered: written between
/// such statements, each order makes parts of its own, and putting them together costs more than all
/// the rest.
#[derive(Debug)]
pub(super) enum Pending {
    /// An order of which only the uuid is known has no place yet.
    Unread(i64, OrderUuid),
    /// What the shop says of an order changed.
    Anew(i64),
    /// What Points says of an order that had no row.
    New(i64, Box<Projection>),
    /// The same of one that stood there.
    Changed {
        id: i64,
        stood: Option<i64>,
        before: Box<Projection>,
        after: Box<Projection>,
    },
}

impl Pending {
    pub(super) fn write(&self, transaction: &Transaction<'_>) -> Result<(), StoreError> {
        match self {
            Self::Unread(id, uuid) => index_unread(transaction, *id, *uuid),
            Self::Anew(id) => index_anew(transaction, *id),
            Self::New(id, row) => index(transaction, *id, row),
            Self::Changed {
                id,
                stood,
                before,
                after,
            } => index_changes(transaction, *id, *stood, before, after),
        }
    }
}

/// Where an order stands in the search indexes: by its creation as the row has it, whatever is
/// believed now.
pub(super) fn indexed_at(
    transaction: &Transaction<'_>,
    id: i64,
) -> Result<Option<i64>, StoreError> {
    let created_at: Option<i64> = transaction
        .prepare_cached("SELECT created_at FROM orders WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(created_at.map(|created_at| search::rowid(id, created_at)))
}

const DELETE_CODES: &str = "DELETE FROM order_codes WHERE rowid = ?1";
const DELETE_WORDS: &str = "DELETE FROM order_words WHERE rowid = ?1";

pub(super) fn unindex(transaction: &Transaction<'_>, rowid: i64) -> Result<(), StoreError> {
    for sql in [DELETE_CODES, DELETE_WORDS] {
        transaction.prepare_cached(sql)?.execute([rowid])?;
    }
    Ok(())
}

/// Writes anew what changed of a place that stands, or all of it where the order is sorted elsewhere
/// now. `stood` is where it was before its row was written.
fn index_changes(
    transaction: &Transaction<'_>,
    id: i64,
    stood: Option<i64>,
    before: &Projection,
    after: &Projection,
) -> Result<(), StoreError> {
    let stands = search::rowid(id, after.created_at);
    if stood != Some(stands) {
        if let Some(rowid) = stood {
            unindex(transaction, rowid)?;
        }
        return index(transaction, id, after);
    }
    let are_codes_same = before.codes == after.codes;
    let are_words_same = before.words == after.words && marks::are_same(before, after);
    if are_codes_same && are_words_same {
        return Ok(());
    }
    let shop = checkouts::searched(transaction, id)?;
    if !are_codes_same {
        transaction
            .prepare_cached(DELETE_CODES)?
            .execute([stands])?;
        insert_codes(transaction, stands, after, &shop)?;
    }
    if !are_words_same {
        transaction
            .prepare_cached(DELETE_WORDS)?
            .execute([stands])?;
        insert_words(transaction, id, stands, after, &shop)?;
    }
    Ok(())
}

/// The place of an order of which only the uuid is known.
fn index_unread(transaction: &Transaction<'_>, id: i64, uuid: OrderUuid) -> Result<(), StoreError> {
    index(
        transaction,
        id,
        &Projection::of(&uuid.to_string(), &fold(&[])),
    )
}

/// Puts an order into both indexes.
pub(super) fn index(
    transaction: &Transaction<'_>,
    id: i64,
    row: &Projection,
) -> Result<(), StoreError> {
    let rowid = search::rowid(id, row.created_at);
    let shop = checkouts::searched(transaction, id)?;
    insert_codes(transaction, rowid, row, &shop)?;
    insert_words(transaction, id, rowid, row, &shop)
}

/// What search finds by fragments: what Points says, and what the shop says.
fn insert_codes(
    transaction: &Transaction<'_>,
    rowid: i64,
    row: &Projection,
    shop: &Searched,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached("INSERT INTO order_codes (rowid, grams) VALUES (?1, ?2)")?
        .execute(params![
            rowid,
            grams(&[&row.codes, shop.codes.as_str()].concat())
        ])?;
    Ok(())
}

/// What search finds by words: what Points says, what people noted, and what the shop says.
fn insert_words(
    transaction: &Transaction<'_>,
    id: i64,
    rowid: i64,
    row: &Projection,
    shop: &Searched,
) -> Result<(), StoreError> {
    let noted = notes::words(transaction, id)?;
    let folded = [row.words.as_str(), noted.as_str(), shop.words.as_str()].join("\n");
    let words = words(&folded);
    transaction
        .prepare_cached("INSERT INTO order_words (rowid, words) VALUES (?1, ?2)")?
        .execute(params![
            rowid,
            format!("{} {}", marks::of(row), words.join(" "))
        ])?;
    let mut learn =
        transaction.prepare_cached("INSERT OR IGNORE INTO search_words (word) VALUES (?1)")?;
    for word in words.into_iter().filter(|word| search::is_looked_up(word)) {
        learn.execute([word])?;
    }
    Ok(())
}

/// Takes up in the index of words what changed in an order's notes. The order stays where its row
/// stands, also while that is still one of an older fold.
pub(super) fn index_words(transaction: &Transaction<'_>, id: i64) -> Result<(), StoreError> {
    let rowid = indexed_at(transaction, id)?.ok_or(StoreError::OrderUnknown)?;
    let observations = observations::load(transaction, id)?;
    let projection = Projection::of("", &fold(&observations));
    transaction.prepare_cached(DELETE_WORDS)?.execute([rowid])?;
    let shop = checkouts::searched(transaction, id)?;
    insert_words(transaction, id, rowid, &projection, &shop)
}

/// Takes up in both indexes what changed in what the shop says of an order.
pub(super) fn index_anew(transaction: &Transaction<'_>, id: i64) -> Result<(), StoreError> {
    let rowid = indexed_at(transaction, id)?.ok_or(StoreError::OrderUnknown)?;
    let uuid: [u8; 16] = transaction
        .prepare_cached("SELECT uuid FROM watches WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?;
    let observations = observations::load(transaction, id)?;
    let projection = Projection::of(
        &OrderUuid::from_bytes(uuid).to_string(),
        &fold(&observations),
    );
    // The order stays where its row stands, also while that is still one of an older fold.
    let stands = Projection {
        created_at: search::created_at_in(rowid),
        ..projection
    };
    unindex(transaction, rowid)?;
    index(transaction, id, &stands)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use serde_json::json;

    use super::super::{Heard, Priority, Store};
    use super::*;
    use crate::fold::Source;

    const NOON: i64 = 1_772_000_000_000;

    fn told(status: &str, number: &str, at: i64) -> Heard {
        let order = json!({
            "uuid": uuid().to_string(), "order_number": number, "order_status": status,
            "type": "replacing", "created_at": "2026-02-25T06:13:20Z",
            "updated_at": "2026-02-25T06:13:20Z", "items": [{ "product_name": "Oud", "product_price": 120, "quantity": 1 }],
        });
        Heard {
            uuid: uuid(),
            source: Source::Read,
            event: None,
            raw: order.to_string(),
            asked_at: at,
            heard_at: at,
            points_time: None,
        }
    }

    fn uuid() -> OrderUuid {
        OrderUuid::from_bytes([7; 16])
    }

    /// The parts of an index, and the bytes in them.
    async fn size_of(store: &Store, index: &'static str) -> (i64, i64) {
        let sql = format!("SELECT count(*), sum(length(block)) FROM {index}_data");
        store
            .read(move |moment| {
                Ok(moment.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?)
            })
            .await
            .unwrap()
    }

    async fn finds(store: &Store, index: &'static str, sought: &'static str) -> bool {
        let sql = format!("SELECT count(*) FROM {index} WHERE {index} MATCH ?1");
        let found: i64 = store
            .read(move |moment| Ok(moment.query_row(&sql, [sought], |row| row.get(0))?))
            .await
            .unwrap();
        found == 1
    }

    #[tokio::test]
    async fn a_status_that_changed_leaves_the_fragments_as_they_are_and_a_number_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("orders.db")).unwrap();
        let record = |heard| store.record(Priority::Person, heard);
        record(told("authorized", "A-10441", NOON)).await.unwrap();
        let fragments = size_of(&store, "order_codes").await;
        let marked = size_of(&store, "order_words").await;

        record(told("captured", "A-10441", NOON + 60_000))
            .await
            .unwrap();
        assert_eq!(size_of(&store, "order_codes").await, fragments);
        assert_ne!(size_of(&store, "order_words").await, marked);
        assert!(finds(&store, "order_codes", "\"1044\"").await);
        assert!(finds(&store, "order_words", "\"\u{E100}captured\"").await);
        assert!(!finds(&store, "order_words", "\"\u{E100}authorized\"").await);

        record(told("captured", "A-20552", NOON + 120_000))
            .await
            .unwrap();
        assert!(finds(&store, "order_codes", "\"2055\"").await);
        assert!(!finds(&store, "order_codes", "\"1044\"").await);
    }
}
