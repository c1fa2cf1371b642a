//! What the shop says of an order, as people see it and as search looks through it.

use points_api::OrderUuid;
use rusqlite::{OptionalExtension, Row, Transaction};

use super::{MATCHES, ORIGINS, STATUSES, Said, read_optional, read_word};
use crate::store::StoreError;
use crate::view::ShopCheckout;

/// What the shop says of an order, the newest first.
pub(in crate::store) const OF_ORDER: &str = "
    SELECT c.id, c.origin, f.name, c.as_of, c.order_number, c.uuid, c.reference, c.amount_halalas,
        c.opened_at, c.status_text, c.status, c.customer, c.phone, c.city, c.address, c.link, c.matched
    FROM checkouts c INDEXED BY checkouts_of_order LEFT JOIN shop_files f ON f.id = c.file_id
    WHERE c.order_id = ?1 ORDER BY c.as_of DESC, c.id DESC";

/// One checkout, with the same columns.
const ONE: &str = "
    SELECT c.id, c.origin, f.name, c.as_of, c.order_number, c.uuid, c.reference, c.amount_halalas,
        c.opened_at, c.status_text, c.status, c.customer, c.phone, c.city, c.address, c.link, c.matched
    FROM checkouts c LEFT JOIN shop_files f ON f.id = c.file_id WHERE c.id = ?1";

/// The same.
pub(in crate::store) fn of_order(
    transaction: &Transaction<'_>,
    order_id: i64,
) -> Result<Vec<ShopCheckout>, StoreError> {
    let mut statement = transaction.prepare_cached(OF_ORDER)?;
    let rows = statement.query_map([order_id], read_shown)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One checkout, if it is there.
pub(in crate::store) fn one(
    transaction: &Transaction<'_>,
    id: i64,
) -> Result<Option<ShopCheckout>, StoreError> {
    Ok(transaction
        .prepare_cached(ONE)?
        .query_row([id], read_shown)
        .optional()?)
}

/// Reads a row of [`OF_ORDER`] and [`ONE`].
fn read_shown(row: &Row<'_>) -> rusqlite::Result<ShopCheckout> {
    let filled = |text: String| Some(text).filter(|text| !text.is_empty());
    Ok(ShopCheckout {
        id: row.get(0)?,
        origin: read_word(row, 1, &ORIGINS)?,
        file_name: row.get(2)?,
        as_of: row.get(3)?,
        order_number: filled(row.get(4)?),
        uuid: row
            .get::<_, Option<[u8; 16]>>(5)?
            .map(|uuid| OrderUuid::from_bytes(uuid).to_string()),
        reference: filled(row.get(6)?),
        amount_halalas: row.get(7)?,
        opened_at: row.get(8)?,
        status_text: row.get(9)?,
        status: read_optional(row, 10, &STATUSES)?,
        customer: row.get(11)?,
        phone: row.get(12)?,
        city: row.get(13)?,
        address: row.get(14)?,
        link: row.get(15)?,
        matched: read_optional(row, 16, &MATCHES)?,
    })
}

/// What of the checkouts of an order search looks through, folded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::store) struct Searched {
    /// Found by any fragment; a space before each.
    pub(in crate::store) codes: String,
    /// Found by the beginnings of words.
    pub(in crate::store) words: String,
}

/// The searched texts of the checkouts of an order.
pub(in crate::store) const SEARCHED: &str = "
    SELECT order_number, reference, cart, phone, customer, city
    FROM checkouts INDEXED BY checkouts_of_order WHERE order_id = ?1 ORDER BY id";

/// The same as they are written, with everything else left out.
pub(in crate::store) fn searched_texts(
    transaction: &Transaction<'_>,
    order_id: i64,
) -> Result<Vec<Said>, StoreError> {
    let mut statement = transaction.prepare_cached(SEARCHED)?;
    let rows = statement.query_map([order_id], |row| {
        Ok(Said {
            order_number: row.get(0)?,
            reference: row.get(1)?,
            cart: row.get(2)?,
            phone: row.get(3)?,
            customer: row.get(4)?,
            city: row.get(5)?,
            ..Said::default()
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The same as the indexes have it.
pub(in crate::store) fn searched(
    transaction: &Transaction<'_>,
    order_id: i64,
) -> Result<Searched, StoreError> {
    let mut searched = Searched::default();
    for said in searched_texts(transaction, order_id)? {
        searched.codes.push(' ');
        searched.codes.push_str(&said.codes());
        searched.words.push('\n');
        searched.words.push_str(&said.words());
    }
    Ok(searched)
}
