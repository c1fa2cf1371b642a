//! The list: filters, search, sort, a page of rows, and how many there are.

use points_api::OrderUuid;
use rusqlite::types::Value;
use rusqlite::{Row, Transaction, params_from_iter};

use super::actions::read_state;
use super::pages::{Cursor, SortKey};
use super::{ShippingCodes, StoreError, search, shipping_codes, stale};
use crate::shipping::next_on_path;
use crate::view::{
    OrderPage, OrderQuery, OrderRow, OrderTotal, PageRequest, PendingAction, Presence, Settings,
    ShippingView, SortField, StatusCount, StatusCounts,
};

/// The most rows of one page.
const PAGE_LIMIT: u32 = 500;

/// Beside a search, more are not counted.
const COUNTED: i64 = 10_000;

/// The columns of a row, in the order of [`read_row`].
pub(super) const ROW_COLUMNS: &str = "o.id, o.uuid, o.order_number, o.reference_number,
    o.order_type, o.financial_status, o.shipping_key, o.shipping_label, o.custom_label_ar,
    o.custom_label_en, o.total_text, o.total_halalas, o.total_points, o.created_at, o.updated_at,
    w.checked_at, w.gone_since, a.id, a.state, a.target,
    (SELECT ifnull(c.message, c.reason) FROM action_changes c WHERE c.action_id = a.id
        ORDER BY c.id DESC LIMIT 1)";

/// Joins a row to its watch and to its last action.
pub(super) const ROW_JOINS: &str = "JOIN watches w ON w.id = o.id
    LEFT JOIN actions a ON a.id = (SELECT max(id) FROM actions WHERE order_id = o.id)";

/// What rows are read with.
pub(super) struct RowContext<'a> {
    pub(super) codes: &'a ShippingCodes,
    pub(super) settings: &'a Settings,
    pub(super) now: i64,
}

/// A page of the list.
pub(crate) fn page(
    transaction: &Transaction<'_>,
    query: &OrderQuery,
    request: &PageRequest,
    settings: &Settings,
    now: i64,
) -> Result<OrderPage, StoreError> {
    let codes = shipping_codes::load(transaction)?;
    let limit = request.limit.clamp(1, PAGE_LIMIT);
    let statement = PageStatement::new(query, request, &codes, limit)?;
    let context = RowContext {
        codes: &codes,
        settings,
        now,
    };
    let mut prepared = transaction.prepare_cached(&statement.sql)?;
    let mut found = prepared.query(params_from_iter(&statement.parameters))?;
    let mut rows = Vec::new();
    let mut last = None;
    while let Some(row) = found.next()? {
        if rows.len() == usize::try_from(limit).unwrap_or(usize::MAX) {
            return Ok(OrderPage {
                rows,
                next: last.as_ref().map(Cursor::to_text),
                total: total(transaction, query, &codes)?,
            });
        }
        last = Some(Cursor {
            id: row.get(0)?,
            key: row.get(21)?,
            tie: row.get(22)?,
        });
        rows.push(read_row(row, &context)?);
    }
    Ok(OrderPage {
        rows,
        next: None,
        total: total(transaction, query, &codes)?,
    })
}

/// The statement of a page.
pub(super) struct PageStatement {
    pub(super) sql: String,
    pub(super) parameters: Vec<Value>,
}

impl PageStatement {
    pub(super) fn new(
        query: &OrderQuery,
        request: &PageRequest,
        codes: &ShippingCodes,
        limit: u32,
    ) -> Result<Self, StoreError> {
        let sort = SortKey::of(query.sort);
        let mut parameters = Vec::new();
        let mut conditions = conditions(query, codes, &mut parameters);
        let (comparison, direction) = if query.ascending {
            (">", "ASC")
        } else {
            ("<", "DESC")
        };
        // Statuses repeat a million times: within one, the newest come first by the same index.
        let ties = matches!(query.sort, SortField::Financial | SortField::Shipping);
        let tie = if ties { "o.created_at" } else { "0" };
        if let Some(after) = &request.after {
            let cursor = Cursor::read(after, sort)?;
            let first = parameters.len() + 1;
            parameters.push(cursor.key);
            if ties {
                conditions.push(format!(
                    "({}, o.created_at, o.id) {comparison} (?{first}, ?{}, ?{})",
                    sort.column,
                    first + 1,
                    first + 2
                ));
                parameters.push(Value::Integer(cursor.tie));
            } else {
                conditions.push(format!(
                    "({}, {}) {comparison} (?{first}, ?{})",
                    sort.column,
                    id_of(query),
                    first + 1
                ));
            }
            parameters.push(Value::Integer(cursor.id));
        }
        let tie_order = if ties {
            format!("o.created_at {direction}, ")
        } else {
            String::new()
        };
        let offset = if request.after.is_some() {
            0
        } else {
            request.offset
        };
        let condition = where_clause(&conditions);
        let sql = format!(
            "SELECT {ROW_COLUMNS}, {}, {tie} FROM orders o {ROW_JOINS} {condition}
             ORDER BY {} {direction}, {tie_order}{} {direction} LIMIT {} OFFSET {offset}",
            sort.column,
            sort.column,
            id_of(query),
            u64::from(limit) + 1,
        );
        Ok(Self { sql, parameters })
    }
}

/// The id column of the table whose index gives the order.
fn id_of(query: &OrderQuery) -> &'static str {
    if query.sort == SortField::Checked {
        "w.id"
    } else {
        "o.id"
    }
}

fn where_clause(conditions: &[String]) -> String {
    if conditions.is_empty() {
        String::new()
    } else {
        format!("WHERE {}", conditions.join(" AND "))
    }
}

fn conditions(
    query: &OrderQuery,
    codes: &ShippingCodes,
    parameters: &mut Vec<Value>,
) -> Vec<String> {
    let mut conditions = Vec::new();
    if !query.financial.is_empty() {
        conditions.push(any_of(
            "o.financial_status",
            query.financial.iter().cloned(),
            parameters,
        ));
    }
    if !query.shipping.is_empty() {
        let keys = query
            .shipping
            .iter()
            .flat_map(|word| shipping_keys(word, codes));
        conditions.push(any_of("o.shipping_key", keys, parameters));
    }
    conditions.extend(search::condition(&query.search, parameters));
    conditions
}

/// The stored keys that a shipping filter means: the word, and the codes learnt for it.
fn shipping_keys(word: &str, codes: &ShippingCodes) -> Vec<String> {
    let mut keys: Vec<_> = codes
        .codes_of(word)
        .into_iter()
        .map(|code| format!("code:{code}"))
        .collect();
    keys.push(word.to_owned());
    keys
}

fn any_of(
    column: &str,
    values: impl Iterator<Item = String>,
    parameters: &mut Vec<Value>,
) -> String {
    let places: Vec<_> = values
        .map(|value| {
            parameters.push(Value::Text(value));
            format!("?{}", parameters.len())
        })
        .collect();
    format!("{column} IN ({})", places.join(", "))
}

fn total(
    transaction: &Transaction<'_>,
    query: &OrderQuery,
    codes: &ShippingCodes,
) -> Result<OrderTotal, StoreError> {
    let blank = query.search.trim().is_empty();
    let tallied = match (query.financial.as_slice(), query.shipping.as_slice()) {
        _ if !blank => None,
        ([], []) => Some(("financial", None)),
        (statuses, []) => Some(("financial", Some(statuses.to_vec()))),
        ([], statuses) => Some((
            "shipping",
            Some(
                statuses
                    .iter()
                    .flat_map(|word| shipping_keys(word, codes))
                    .collect(),
            ),
        )),
        _ => None,
    };
    if let Some((kind, statuses)) = tallied {
        let mut parameters = vec![Value::Text(kind.to_owned())];
        let condition = statuses.map_or_else(String::new, |statuses: Vec<String>| {
            format!(
                " AND {}",
                any_of("status", statuses.into_iter(), &mut parameters)
            )
        });
        let count: i64 = transaction
            .prepare_cached(&format!(
                "SELECT ifnull(sum(count), 0) FROM order_tallies WHERE kind = ?1{condition}"
            ))?
            .query_row(params_from_iter(&parameters), |row| row.get(0))?;
        return Ok(OrderTotal {
            count: u64::try_from(count).unwrap_or_default(),
            at_least: false,
        });
    }
    let mut parameters = Vec::new();
    let conditions = conditions(query, codes, &mut parameters);
    // Without a search both filters together are counted exactly.
    let limit = if blank { i64::MAX } else { COUNTED + 1 };
    let count: i64 = transaction
        .prepare_cached(&format!(
            "SELECT count(*) FROM (SELECT 1 FROM orders o {} LIMIT {limit})",
            where_clause(&conditions)
        ))?
        .query_row(params_from_iter(&parameters), |row| row.get(0))?;
    Ok(OrderTotal {
        count: u64::try_from(count.min(limit - 1)).unwrap_or_default(),
        at_least: count >= limit,
    })
}

/// Reads a row of [`ROW_COLUMNS`].
pub(super) fn read_row(row: &Row<'_>, context: &RowContext<'_>) -> Result<OrderRow, StoreError> {
    let text = |index: usize| -> rusqlite::Result<Option<String>> {
        Ok(row
            .get::<_, Option<String>>(index)?
            .filter(|text| !text.is_empty()))
    };
    let time = |index: usize| -> rusqlite::Result<Option<i64>> {
        Ok(row.get::<_, Option<i64>>(index)?.filter(|time| *time > 0))
    };
    let financial_status = text(5)?;
    let checked_at = time(15)?;
    let gone: Option<i64> = row.get(16)?;
    let pending = match (
        row.get::<_, Option<i64>>(17)?,
        row.get::<_, Option<String>>(18)?,
    ) {
        (Some(id), Some(state)) => {
            let state = read_state(&state)?;
            state.is_drawn().then_some(PendingAction {
                id,
                state,
                target: row.get(19)?,
                message: row.get(20)?,
            })
        }
        _ => None,
    };
    let created_at = time(13)?;
    Ok(OrderRow {
        uuid: OrderUuid::from_bytes(row.get(1)?).to_string(),
        order_number: text(2)?,
        reference_number: text(3)?,
        order_type: text(4)?,
        shipping: shipping(row, context)?,
        stale: stale::kind(
            financial_status.as_deref(),
            created_at,
            context.settings,
            context.now,
        )
        .filter(|_| gone.is_none()),
        financial_status,
        total_text: row.get(10)?,
        total_halalas: row.get(11)?,
        total_points: row.get(12)?,
        created_at,
        updated_at: time(14)?,
        checked_at,
        presence: match (gone, checked_at) {
            (Some(_), _) => Presence::Gone,
            (None, None) => Presence::Unread,
            (None, Some(_)) => Presence::Known,
        },
        pending,
    })
}

fn shipping(row: &Row<'_>, context: &RowContext<'_>) -> Result<ShippingView, StoreError> {
    let key: String = row.get(6)?;
    let code = key.strip_prefix("code:").and_then(|code| code.parse().ok());
    let word = match code {
        Some(code) => context.codes.word(code).map(ToString::to_string),
        None => Some(key).filter(|word| !word.is_empty()),
    };
    Ok(ShippingView {
        next: word
            .as_deref()
            .and_then(|word| next_on_path(word, context.settings.licence_step)),
        word,
        code,
        label: row.get(7)?,
        custom_ar: row.get(8)?,
        custom_en: row.get(9)?,
    })
}

/// The numbers beside the filters.
pub(crate) fn counts(
    transaction: &Transaction<'_>,
    settings: &Settings,
    now: i64,
) -> Result<StatusCounts, StoreError> {
    let codes = shipping_codes::load(transaction)?;
    let mut statement = transaction
        .prepare_cached("SELECT kind, status, count FROM order_tallies WHERE count > 0")?;
    let mut rows = statement.query([])?;
    let mut counts = StatusCounts::default();
    while let Some(row) = rows.next()? {
        let (kind, status): (String, String) = (row.get(0)?, row.get(1)?);
        let count = u64::try_from(row.get::<_, i64>(2)?).unwrap_or_default();
        if kind == "financial" {
            counts.total += count;
            counts.financial.push(StatusCount { status, count });
        } else {
            let learnt = status
                .strip_prefix("code:")
                .and_then(|code| code.parse().ok())
                .and_then(|code| codes.word(code));
            let status = learnt.map_or(status, ToString::to_string);
            match counts
                .shipping
                .iter_mut()
                .find(|known| known.status == status)
            {
                Some(known) => known.count += count,
                None => counts.shipping.push(StatusCount { status, count }),
            }
        }
    }
    let number = |sql: &str| -> Result<u64, StoreError> {
        let count: i64 = transaction
            .prepare_cached(sql)?
            .query_row([], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or_default())
    };
    counts.gone = number("SELECT count(*) FROM watches WHERE gone_since IS NOT NULL")?;
    counts.unread =
        number("SELECT count(*) FROM watches WHERE checked_at = 0 AND gone_since IS NULL")?;
    counts.stale = stale::count(transaction, settings, now)?;
    counts.unsettled = super::actions::unsettled(transaction)?;
    Ok(counts)
}
