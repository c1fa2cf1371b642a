//! One checkout of the shop, as a case shows it.

use points_api::OrderUuid;
use rusqlite::{OptionalExtension, Transaction};

use super::of_word;
use crate::store::StoreError;
use crate::view::ShopCheckout;

/// A checkout as people see it.
pub(super) fn shown(transaction: &Transaction<'_>, id: i64) -> Result<ShopCheckout, StoreError> {
    let filled = |text: String| Some(text).filter(|text| !text.is_empty());
    let mut statement = transaction.prepare_cached(
        "SELECT c.id, c.origin, f.name, c.as_of, c.order_number, c.uuid, c.reference,
             c.amount_halalas, c.opened_at, c.status_text, c.status, c.customer, c.phone, c.city,
             c.address, c.link, c.matched
         FROM checkouts c LEFT JOIN shop_files f ON f.id = c.file_id WHERE c.id = ?1",
    )?;
    let mut rows = statement.query([id])?;
    let row = rows.next()?.ok_or(StoreError::CaseUnknown)?;
    let optional = |column| -> rusqlite::Result<Option<String>> { row.get(column) };
    Ok(ShopCheckout {
        id: row.get(0)?,
        origin: of_word(row.get(1)?)?,
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
        status: optional(10)?.map(of_word).transpose()?,
        customer: row.get(11)?,
        phone: row.get(12)?,
        city: row.get(13)?,
        address: row.get(14)?,
        link: row.get(15)?,
        matched: optional(16)?.map(of_word).transpose()?,
    })
}

/// The checkout that speaks for an order: the one that was said last.
pub(super) const OF_ORDER: &str = "
    SELECT id FROM checkouts INDEXED BY checkouts_of_order WHERE order_id = ?1
    ORDER BY as_of DESC, id DESC LIMIT 1";

/// The same.
pub(super) fn of_order(
    transaction: &Transaction<'_>,
    order_id: i64,
) -> Result<Option<i64>, StoreError> {
    Ok(transaction
        .prepare_cached(OF_ORDER)?
        .query_row([order_id], |row| row.get(0))
        .optional()?)
}
