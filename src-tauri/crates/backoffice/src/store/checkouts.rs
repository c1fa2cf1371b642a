//! What the shop says of orders and of attempts to pay: from its files, and from purchases that were
//! made in the app. Nothing of it goes into the rows of orders; search finds the orders by it.

mod purchased;
mod said;
mod shown;

use points_api::OrderUuid;
use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Row, Transaction, params};

pub(super) use purchased::expect;
pub(super) use said::{Said, searched_phone};
#[cfg(test)]
pub(super) use shown::{OF_ORDER, SEARCHED};
pub(super) use shown::{Searched, of_order, one, searched, searched_texts};

use super::indexing::{self, Pending};
use super::{StoreError, orders, watches};
use crate::schedule::DueClass;
use crate::shop_files::{ShopRow, identity, same_checkout};
use crate::view::{CheckoutOrigin, MatchKind, ShopStatus};

/// From where and as of when something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Telling {
    /// The file and the row of it; none: a purchase made in the app.
    pub(super) file: Option<(i64, i64)>,
    /// As of when it is so, UTC milliseconds.
    pub(super) as_of: i64,
    /// When the desk learns of it, UTC milliseconds.
    pub(super) now: i64,
}

/// What taking over did.
#[derive(Debug)]
pub(super) struct Took {
    /// The checkout.
    pub(super) id: i64,
    /// What became of the checkout.
    pub(super) outcome: Outcome,
    /// Whether the desk began to watch its order.
    pub(super) tracked: bool,
    /// Whether the same file said something else of it further up.
    pub(super) repeated: bool,
    /// What of the search is left to be written.
    pub(super) pending: Vec<Pending>,
}

/// What became of a checkout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is new.
    Added,
    /// Something is known of it that was not.
    Changed,
    /// Nothing is.
    Same,
}

/// A checkout as it is stored.
struct Stored {
    id: i64,
    identity: String,
    origin: CheckoutOrigin,
    file: Option<(i64, i64)>,
    as_of: i64,
    order_id: Option<i64>,
    matched: Option<MatchKind>,
    said: Said,
}

const COLUMNS: &str = "id, identity, origin, file_id, file_row, as_of, order_id, matched, uuid,
    order_number, reference, cart, amount_halalas, opened_at, status_text, status, customer, phone,
    city, address, link";

/// The checkout of a uuid.
pub(super) const BY_UUID: &str = "WHERE uuid = ?1";

/// The checkouts of an order number, oldest first. Nobody tries to pay one order more often.
pub(super) const BY_NUMBER: &str =
    "WHERE order_number = ?1 AND order_number <> '' ORDER BY id LIMIT 64";

/// The checkout that has no number and is known by something else.
pub(super) const BY_IDENTITY: &str =
    "WHERE identity = ?1 AND order_number = '' ORDER BY id LIMIT 1";

/// Takes over what a row says of a checkout, known before or not. What is as of earlier than what is
/// known never takes its place, and only fills in what nobody said.
pub(super) fn take(
    transaction: &Transaction<'_>,
    row: &ShopRow,
    telling: Telling,
) -> Result<Took, StoreError> {
    let said = Said::from(row);
    let identity = identity(row).unwrap_or_default();
    match find(transaction, &identity, row)? {
        Some(known) => renew(transaction, &known, &identity, &said, telling),
        None => add(transaction, &identity, &said, telling),
    }
}

/// The checkout that a row is about: of its uuid, else of its number, else of what it is known by.
fn find(
    transaction: &Transaction<'_>,
    identity: &str,
    row: &ShopRow,
) -> Result<Option<Stored>, StoreError> {
    if let Some(uuid) = row.uuid
        && let Some(known) = of_uuid(transaction, uuid)?
    {
        return Ok(Some(known));
    }
    let Some(number) = &row.order_number else {
        return Ok(transaction
            .prepare_cached(&format!("SELECT {COLUMNS} FROM checkouts {BY_IDENTITY}"))?
            .query_row([identity], read)
            .optional()?);
    };
    let mut alike: Vec<Stored> = {
        let mut statement =
            transaction.prepare_cached(&format!("SELECT {COLUMNS} FROM checkouts {BY_NUMBER}"))?;
        let rows = statement.query_map([number], read)?;
        rows.collect::<Result<_, _>>()?
    };
    if alike.is_empty() {
        return Ok(None);
    }
    let known: Vec<_> = alike.iter().map(|stored| stored.said.known()).collect();
    Ok(same_checkout(row, &known)
        .filter(|found| *found < alike.len())
        .map(|found| alike.swap_remove(found)))
}

fn of_uuid(transaction: &Transaction<'_>, uuid: OrderUuid) -> Result<Option<Stored>, StoreError> {
    Ok(transaction
        .prepare_cached(&format!("SELECT {COLUMNS} FROM checkouts {BY_UUID}"))?
        .query_row([uuid.as_bytes()], read)
        .optional()?)
}

fn add(
    transaction: &Transaction<'_>,
    identity: &str,
    said: &Said,
    telling: Telling,
) -> Result<Took, StoreError> {
    let order = said
        .uuid
        .map(|uuid| begin_to_watch(transaction, uuid, telling.now))
        .transpose()?;
    transaction
        .prepare_cached(
            "INSERT INTO checkouts (identity, origin, file_id, file_row, as_of, learnt_at,
                 changed_at, uuid, order_number, reference, cart, amount_halalas, opened_at,
                 status_text, status, customer, phone, city, address, link, codes, order_id, matched)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                 ?18, ?19, ?20, ?21, ?22)",
        )?
        .execute(params![
            identity,
            if telling.file.is_some() { "file" } else { "app" },
            telling.file.map(|(file, _)| file),
            telling.file.map(|(_, row)| row),
            telling.as_of,
            telling.now,
            said.uuid.as_ref().map(OrderUuid::as_bytes),
            said.order_number,
            said.reference,
            said.cart,
            said.amount_halalas,
            said.opened_at,
            said.status_text,
            said.status.map(status_word),
            said.customer,
            said.phone,
            said.city,
            said.address,
            said.link,
            said.codes(),
            order.as_ref().map(|order| order.id),
            order.as_ref().map(|_| match_word(MatchKind::Uuid)),
        ])?;
    let id = transaction.last_insert_rowid();
    let tracked = order.as_ref().is_some_and(|order| order.is_new);
    Ok(Took {
        id,
        outcome: Outcome::Added,
        tracked,
        repeated: false,
        pending: order.iter().map(Watched::pending).collect(),
    })
}

fn renew(
    transaction: &Transaction<'_>,
    known: &Stored,
    identity: &str,
    said: &Said,
    telling: Telling,
) -> Result<Took, StoreError> {
    let is_newer = telling.as_of >= known.as_of;
    let renewed = if is_newer {
        known.said.renewed_by(said)
    } else {
        said.renewed_by(&known.said)
    };
    if is_newer && telling.file.is_some() {
        transaction
            .prepare_cached(
                "UPDATE checkouts SET file_id = ?2, file_row = ?3, as_of = ?4 WHERE id = ?1",
            )?
            .execute(params![
                known.id,
                telling.file.map(|(file, _)| file),
                telling.file.map(|(_, row)| row),
                telling.as_of
            ])?;
    }
    if renewed == known.said {
        return Ok(Took {
            id: known.id,
            outcome: Outcome::Same,
            tracked: false,
            repeated: false,
            pending: Vec::new(),
        });
    }
    let order = match renewed.uuid {
        Some(uuid) if known.matched != Some(MatchKind::Uuid) => {
            Some(begin_to_watch(transaction, uuid, telling.now)?)
        }
        _ => None,
    };
    let order_id = order.as_ref().map(|order| order.id).or(known.order_id);
    let matched = order
        .as_ref()
        .map(|_| MatchKind::Uuid)
        .or(known.matched)
        .map(match_word);
    transaction
        .prepare_cached(
            "UPDATE checkouts SET identity = ?2, changed_at = ?3, uuid = ?4, order_number = ?5,
                 reference = ?6, cart = ?7, amount_halalas = ?8, opened_at = ?9, status_text = ?10,
                 status = ?11, customer = ?12, phone = ?13, city = ?14, address = ?15, link = ?16,
                 codes = ?17, order_id = ?18, matched = ?19
             WHERE id = ?1",
        )?
        .execute(params![
            known.id,
            if known.said.uuid.is_none() && (is_newer || renewed.uuid.is_some()) {
                identity
            } else {
                &known.identity
            },
            telling.now,
            renewed.uuid.as_ref().map(OrderUuid::as_bytes),
            renewed.order_number,
            renewed.reference,
            renewed.cart,
            renewed.amount_halalas,
            renewed.opened_at,
            renewed.status_text,
            renewed.status.map(status_word),
            renewed.customer,
            renewed.phone,
            renewed.city,
            renewed.address,
            renewed.link,
            renewed.codes(),
            order_id,
            matched,
        ])?;
    let is_searched_otherwise =
        renewed.codes() != known.said.codes() || renewed.words() != known.said.words();
    let tracked = order.as_ref().is_some_and(|order| order.is_new);
    let mut pending = Vec::new();
    match (order, known.order_id) {
        (Some(order), before) => {
            // What led to another order until now is found there no more.
            pending.extend(
                before
                    .filter(|before| *before != order.id)
                    .map(Pending::Anew),
            );
            pending.push(order.pending());
        }
        (None, Some(order_id)) if is_searched_otherwise => pending.push(Pending::Anew(order_id)),
        (None, _) => {}
    }
    let stood_above = |(file, row): (i64, i64)| {
        known.origin == CheckoutOrigin::File
            && known
                .file
                .is_some_and(|(before, above)| before == file && above < row)
    };
    Ok(Took {
        id: known.id,
        outcome: Outcome::Changed,
        tracked,
        repeated: telling.file.is_some_and(stood_above),
        pending,
    })
}

/// An order that is watched from now on, or was already.
struct Watched {
    id: i64,
    uuid: OrderUuid,
    is_new: bool,
}

impl Watched {
    /// Lets search find it by what the shop says of it, once that is written.
    fn pending(&self) -> Pending {
        if self.is_new {
            Pending::Unread(self.id, self.uuid)
        } else {
            Pending::Anew(self.id)
        }
    }
}

/// Begins to watch an order that a file told of; the caller indexes it.
fn begin_to_watch(
    transaction: &Transaction<'_>,
    uuid: OrderUuid,
    now: i64,
) -> Result<Watched, StoreError> {
    match watches::watch(transaction, uuid, "file", DueClass::Rest, now)? {
        Some(id) => {
            orders::write_unread(transaction, id, uuid)?;
            Ok(Watched {
                id,
                uuid,
                is_new: true,
            })
        }
        None => Ok(Watched {
            id: watches::id_of(transaction, uuid)?,
            uuid,
            is_new: false,
        }),
    }
}

/// Says which order a checkout is, or (none) that nobody knows. What leads to an order is found in
/// it by search.
pub(crate) fn link(
    transaction: &Transaction<'_>,
    id: i64,
    order: Option<(i64, MatchKind)>,
) -> Result<(), StoreError> {
    let before: Option<i64> = transaction
        .prepare_cached("SELECT order_id FROM checkouts WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?;
    transaction
        .prepare_cached("UPDATE checkouts SET order_id = ?2, matched = ?3 WHERE id = ?1")?
        .execute(params![
            id,
            order.map(|(order_id, _)| order_id),
            order.map(|(_, kind)| match_word(kind))
        ])?;
    let after = order.map(|(order_id, _)| order_id);
    if before == after {
        return Ok(());
    }
    for order_id in before.into_iter().chain(after) {
        indexing::index_anew(transaction, order_id)?;
    }
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let file: Option<i64> = row.get(3)?;
    let file_row: Option<i64> = row.get(4)?;
    Ok(Stored {
        id: row.get(0)?,
        identity: row.get(1)?,
        origin: read_word(row, 2, &ORIGINS)?,
        file: file.zip(file_row),
        as_of: row.get(5)?,
        order_id: row.get(6)?,
        matched: read_optional(row, 7, &MATCHES)?,
        said: read_said(row, 8)?,
    })
}

/// What is said, from the columns from `first` on.
fn read_said(row: &Row<'_>, first: usize) -> rusqlite::Result<Said> {
    Ok(Said {
        uuid: row
            .get::<_, Option<[u8; 16]>>(first)?
            .map(OrderUuid::from_bytes),
        order_number: row.get(first + 1)?,
        reference: row.get(first + 2)?,
        cart: row.get(first + 3)?,
        amount_halalas: row.get(first + 4)?,
        opened_at: row.get(first + 5)?,
        status_text: row.get(first + 6)?,
        status: read_optional(row, first + 7, &STATUSES)?,
        customer: row.get(first + 8)?,
        phone: row.get(first + 9)?,
        city: row.get(first + 10)?,
        address: row.get(first + 11)?,
        link: row.get(first + 12)?,
    })
}

const ORIGINS: [(CheckoutOrigin, &str); 2] =
    [(CheckoutOrigin::File, "file"), (CheckoutOrigin::App, "app")];

const STATUSES: [(ShopStatus, &str); 5] = [
    (ShopStatus::Pending, "pending"),
    (ShopStatus::Paid, "paid"),
    (ShopStatus::Cancelled, "cancelled"),
    (ShopStatus::Refunded, "refunded"),
    (ShopStatus::Other, "other"),
];

const MATCHES: [(MatchKind, &str); 5] = [
    (MatchKind::Uuid, "uuid"),
    (MatchKind::OrderNumber, "order_number"),
    (MatchKind::Metadata, "metadata"),
    (MatchKind::Amount, "amount"),
    (MatchKind::Person, "person"),
];

fn status_word(status: ShopStatus) -> &'static str {
    word_of(&STATUSES, status)
}

fn match_word(kind: MatchKind) -> &'static str {
    word_of(&MATCHES, kind)
}

fn word_of<T: Copy + PartialEq>(words: &[(T, &'static str)], value: T) -> &'static str {
    words
        .iter()
        .find(|(known, _)| *known == value)
        .map_or("", |(_, word)| word)
}

fn read_word<T: Copy>(row: &Row<'_>, column: usize, words: &[(T, &str)]) -> rusqlite::Result<T> {
    read_optional(row, column, words)?.ok_or(rusqlite::Error::InvalidQuery)
}

fn read_optional<T: Copy>(
    row: &Row<'_>,
    column: usize,
    words: &[(T, &str)],
) -> rusqlite::Result<Option<T>> {
    let Some(word) = row.get_ref(column)?.as_str_or_null()? else {
        return Ok(None);
    };
    words
        .iter()
        .find(|(_, known)| *known == word)
        .map(|(value, _)| Some(*value))
        .ok_or_else(|| rusqlite::Error::InvalidColumnType(column, word.to_owned(), Type::Text))
}
