//! What the shop says of an order, as people see it and as search looks through it.

use points_api::OrderUuid;
use rusqlite::Transaction;

use super::said::searched_phone;
use super::{MATCHES, ORIGINS, STATUSES, read_optional, read_word};
use crate::store::StoreError;
use crate::view::ShopCheckout;

/// What the shop says of an order, the newest first.
pub(in crate::store) const OF_ORDER: &str = "
    SELECT c.id, c.origin, f.name, c.as_of, c.order_number, c.uuid, c.reference, c.amount_halalas,
        c.opened_at, c.status_text, c.status, c.customer, c.phone, c.city, c.address, c.link, c.matched
    FROM checkouts c INDEXED BY checkouts_of_order LEFT JOIN shop_files f ON f.id = c.file_id
    WHERE c.order_id = ?1 ORDER BY c.as_of DESC, c.id DESC";

/// The same.
pub(in crate::store) fn of_order(
    transaction: &Transaction<'_>,
    order_id: i64,
) -> Result<Vec<ShopCheckout>, StoreError> {
    let filled = |text: String| Some(text).filter(|text| !text.is_empty());
    let mut statement = transaction.prepare_cached(OF_ORDER)?;
    let rows = statement.query_map([order_id], |row| {
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
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What of the checkouts of an order search looks through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::store) struct Searched {
    /// Folded.
    pub(in crate::store) codes: String,
    /// The shop's numbers.
    pub(in crate::store) numbers: Vec<String>,
    /// The phones as they are written, and as they are searched.
    pub(in crate::store) phones: Vec<(String, String)>,
    /// The names of customers.
    pub(in crate::store) customers: Vec<String>,
    /// The cities.
    pub(in crate::store) cities: Vec<String>,
}

/// The searched texts of the checkouts of an order.
pub(in crate::store) const SEARCHED: &str = "
    SELECT codes, order_number, reference, cart, phone, customer, city
    FROM checkouts INDEXED BY checkouts_of_order WHERE order_id = ?1 ORDER BY id";

/// The same.
pub(in crate::store) fn searched(
    transaction: &Transaction<'_>,
    order_id: i64,
) -> Result<Searched, StoreError> {
    let mut searched = Searched::default();
    let mut statement = transaction.prepare_cached(SEARCHED)?;
    let mut rows = statement.query([order_id])?;
    while let Some(row) = rows.next()? {
        let codes: String = row.get(0)?;
        searched.codes.push(' ');
        searched.codes.push_str(&codes);
        for column in 1..=3 {
            let number: String = row.get(column)?;
            if !number.is_empty() {
                searched.numbers.push(number);
            }
        }
        if let Some(phone) = row.get::<_, Option<String>>(4)? {
            let dialled = searched_phone(&phone).unwrap_or_else(|| phone.clone());
            searched.phones.push((phone, dialled));
        }
        searched.customers.extend(row.get::<_, Option<String>>(5)?);
        searched.cities.extend(row.get::<_, Option<String>>(6)?);
    }
    Ok(searched)
}
