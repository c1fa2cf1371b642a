//! Where a page of the list begins: the sort key and row of the last one shown.

use rusqlite::types::Value;

use super::StoreError;
use crate::view::SortField;

/// How a list is sorted: the expression and whether its key is text.
#[derive(Debug, Clone, Copy)]
pub(super) struct SortKey {
    /// The SQL expression; an index begins with it.
    pub(super) column: &'static str,
    text: bool,
}

impl SortKey {
    pub(super) fn of(field: SortField) -> Self {
        let (column, text) = match field {
            SortField::Created => ("o.created_at", false),
            SortField::Number => ("o.order_number", true),
            SortField::Reference => ("o.reference_number", true),
            SortField::Type => ("o.order_type", true),
            SortField::Financial => ("o.financial_status", true),
            SortField::Shipping => ("o.shipping_key", true),
            SortField::Total => ("o.total_rank", false),
            SortField::Points => ("o.points_rank", false),
            SortField::Checked => ("w.checked_at", false),
        };
        Self { column, text }
    }
}

/// The last row of a page: everything the next page must come behind.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cursor {
    pub(super) key: Value,
    pub(super) tie: i64,
    pub(super) id: i64,
}

impl Cursor {
    /// As the opaque text that the page sends back.
    pub(super) fn to_text(&self) -> String {
        let key = match &self.key {
            Value::Text(text) => format!("t{text}"),
            Value::Integer(number) => format!("i{number}"),
            _ => "i0".to_owned(),
        };
        format!("{}.{}.{key}", self.id, self.tie)
    }

    /// Back from the text.
    pub(super) fn read(text: &str, sort: SortKey) -> Result<Self, StoreError> {
        let unreadable = || StoreError::Unreadable("cursor");
        let mut parts = text.splitn(3, '.');
        let id = parts
            .next()
            .and_then(|part| part.parse().ok())
            .ok_or_else(unreadable)?;
        let tie = parts
            .next()
            .and_then(|part| part.parse().ok())
            .ok_or_else(unreadable)?;
        let key = parts.next().ok_or_else(unreadable)?;
        let key = match (key.strip_prefix('t'), key.strip_prefix('i')) {
            (Some(text), _) if sort.text => Value::Text(text.to_owned()),
            (_, Some(number)) if !sort.text => {
                Value::Integer(number.parse().map_err(|_| unreadable())?)
            }
            _ => return Err(unreadable()),
        };
        Ok(Self { key, tie, id })
    }
}
