//! Where a page of the list begins: the sort key and row of the last one shown.

use std::cmp::Ordering;

use rusqlite::types::Value;

use super::StoreError;
use crate::view::SortField;

/// How a list is sorted.
#[derive(Debug, Clone, Copy)]
pub(super) struct SortKey {
    /// The SQL expression.
    pub(super) column: &'static str,
    /// The index that begins with it.
    pub(super) index: &'static str,
    text: bool,
}

impl SortKey {
    pub(super) fn of(field: SortField) -> Self {
        let (column, index, text) = match field {
            SortField::Created => ("o.created_at", "orders_by_created", false),
            SortField::Number => ("o.order_number", "orders_by_number", true),
            SortField::Reference => ("o.reference_number", "orders_by_reference", true),
            SortField::Type => ("o.order_type", "orders_by_type", true),
            SortField::Financial => ("o.financial_status", "orders_by_financial", true),
            SortField::Shipping => ("o.shipping_key", "orders_by_shipping", true),
            SortField::Total => ("o.total_rank", "orders_by_total", false),
            SortField::Points => ("o.points_rank", "orders_by_points", false),
            SortField::Checked => ("w.checked_at", "watches_checked", false),
            SortField::Updated => ("o.updated_at", "orders_by_updated", false),
        };
        Self {
            column,
            index,
            text,
        }
    }
}

/// The last row of a page: everything the next page must come behind.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) id: i64,
    pub(super) key: Value,
    pub(super) tie: i64,
}

impl Found {
    /// In ascending order.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let keys = match (&self.key, &other.key) {
            (Value::Integer(one), Value::Integer(two)) => one.cmp(two),
            (Value::Text(one), Value::Text(two)) => one.as_bytes().cmp(two.as_bytes()),
            _ => Ordering::Equal,
        };
        keys.then(self.tie.cmp(&other.tie))
            .then(self.id.cmp(&other.id))
    }
}

/// Where a page begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cursor {
    /// Behind this row, in the order asked for.
    Behind(Found),
    /// Behind this match of a search, the newest first.
    Match(i64),
}

impl Cursor {
    /// As the opaque text that the page sends back.
    pub(super) fn to_text(&self) -> String {
        match self {
            Self::Match(rowid) => format!("m{rowid}"),
            Self::Behind(Found { id, key, tie }) => {
                let key = match key {
                    Value::Text(text) => format!("t{text}"),
                    Value::Integer(number) => format!("i{number}"),
                    _ => "i0".to_owned(),
                };
                format!("{id}.{tie}.{key}")
            }
        }
    }

    /// Back from the text.
    pub(super) fn read(text: &str, sort: SortKey) -> Result<Self, StoreError> {
        let unreadable = || StoreError::CursorInvalid;
        if let Some(rowid) = text.strip_prefix('m') {
            return rowid.parse().map(Self::Match).map_err(|_| unreadable());
        }
        let mut parts = text.splitn(3, '.');
        let mut number = || parts.next().and_then(|part| part.parse().ok());
        let (Some(id), Some(tie)) = (number(), number()) else {
            return Err(unreadable());
        };
        let key = parts.next().ok_or_else(unreadable)?;
        let key = match (key.strip_prefix('t'), key.strip_prefix('i')) {
            (Some(text), _) if sort.text => Value::Text(text.to_owned()),
            (_, Some(number)) if !sort.text => {
                Value::Integer(number.parse().map_err(|_| unreadable())?)
            }
            _ => return Err(unreadable()),
        };
        Ok(Self::Behind(Found { id, key, tie }))
    }
}
