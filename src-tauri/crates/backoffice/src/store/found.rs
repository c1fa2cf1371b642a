//! Where in the orders of a page a search was found, for those of its words that are not in the order
//! number.

use points_api::OrderUuid;
use rusqlite::{Row, Transaction};

use super::checkouts::{self, Said};
use super::{StoreError, notes};
use crate::metadata;
use crate::sought::{Looking, Reading, Sought};
use crate::text::{fold_digits, mobile_number};
use crate::view::{FoundIn, FoundPlace, MetadataEntry};

const ROW: &str = "SELECT order_number, reference_number, uuid, metadata FROM orders WHERE id = ?1";

const PRODUCTS: &str = "SELECT name FROM order_items WHERE order_id = ?1 ORDER BY position";

/// Looks through an order, no further than until everything was found: what is read is what takes
/// time on a page of many rows.
pub(super) fn of_order(
    transaction: &Transaction<'_>,
    id: i64,
    sought: &Sought,
) -> Result<Vec<FoundIn>, StoreError> {
    let mut statement = transaction.prepare_cached(ROW)?;
    let mut rows = statement.query([id])?;
    let row = rows.next()?.ok_or(StoreError::OrderUnknown)?;
    let mut looking = sought.in_order(text(row, 0)?);
    if !looking.is_done() {
        let reference = text(row, 1)?;
        looking.look_at(FoundPlace::Reference, None, reference, Reading::Number);
    }
    if !looking.is_done() {
        look_at_products(transaction, id, &mut looking)?;
    }
    if !looking.is_done() {
        for note in notes::texts(transaction, id)? {
            looking.look_at(FoundPlace::Note, None, &note, Reading::Words);
        }
    }
    if !looking.is_done() {
        for said in checkouts::searched_texts(transaction, id)? {
            look_at_shop(&said, &mut looking);
        }
    }
    if !looking.is_done() {
        look_at_metadata(text(row, 3)?, &mut looking);
    }
    if !looking.is_done() {
        let uuid = OrderUuid::from_bytes(row.get(2)?).to_string();
        looking.look_at(FoundPlace::Uuid, None, &uuid, Reading::Uuid);
    }
    Ok(looking.told())
}

/// A column without taking a copy; NULL is nothing.
fn text<'a>(row: &'a Row<'_>, column: usize) -> rusqlite::Result<&'a str> {
    Ok(row.get_ref(column)?.as_str_or_null()?.unwrap_or_default())
}

fn look_at_products(
    transaction: &Transaction<'_>,
    id: i64,
    looking: &mut Looking<'_>,
) -> Result<(), StoreError> {
    let mut statement = transaction.prepare_cached(PRODUCTS)?;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        let name = text(row, 0)?;
        looking.look_at(FoundPlace::Product, None, name, Reading::Words);
        if looking.is_done() {
            break;
        }
    }
    Ok(())
}

fn look_at_shop(said: &Said, looking: &mut Looking<'_>) {
    if let Some(customer) = &said.customer {
        looking.look_at(FoundPlace::Customer, None, customer, Reading::Words);
    }
    if let Some(phone) = &said.phone {
        let searched = checkouts::searched_phone(phone);
        let searched = searched.as_deref().unwrap_or(phone);
        looking.look_at_searched(FoundPlace::Phone, None, phone, searched, Reading::Number);
    }
    for number in [&said.order_number, &said.reference, &said.cart] {
        looking.look_at(FoundPlace::ShopNumber, None, number, Reading::Number);
    }
    if let Some(city) = &said.city {
        looking.look_at(FoundPlace::City, None, city, Reading::Words);
    }
}

/// Phones before the rest: they are searched as numbers.
fn look_at_metadata(json: &str, looking: &mut Looking<'_>) {
    let mut others = Vec::new();
    for MetadataEntry { path, value } in metadata::flat_text(Some(json)) {
        match mobile_number(&fold_digits(&value)) {
            Some(phone) => {
                let place = FoundPlace::Phone;
                looking.look_at_searched(place, None, &value, &phone, Reading::Number);
            }
            None => others.push((path, value)),
        }
    }
    for (path, value) in others {
        if looking.is_done() {
            break;
        }
        looking.look_at(FoundPlace::Metadata, Some(&path), &value, Reading::Words);
    }
}
