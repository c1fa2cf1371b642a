//! The order of a list, in SQL.

use super::filter::{Column, Filter};
use super::pages::SortKey;
use crate::view::SortField;

/// The order asked for, in SQL.
pub(super) struct Order {
    pub(super) key: SortKey,
    pub(super) sort: SortField,
    /// The columns whose range is a stretch of this order's index.
    pub(super) ranged: &'static [Column],
    pub(super) checked: bool,
    /// Statuses repeat a million times: within one, the newest come first by the same index.
    pub(super) ties: bool,
    direction: &'static str,
    pub(super) comparison: &'static str,
    pub(super) ascending: bool,
}

impl Order {
    pub(super) fn of(sort: SortField, ascending: bool) -> Self {
        let (direction, comparison) = if ascending {
            ("ASC", ">")
        } else {
            ("DESC", "<")
        };
        Self {
            key: SortKey::of(sort),
            sort,
            ranged: match sort {
                SortField::Created => &[Column::Created],
                SortField::Total => &[Column::Total],
                SortField::Updated => &[Column::Changed],
                _ => &[],
            },
            checked: sort == SortField::Checked,
            ties: matches!(sort, SortField::Financial | SortField::Shipping),
            direction,
            comparison,
            ascending,
        }
    }

    /// The index to walk when nothing is filtered. Every watch has its row in `orders`.
    pub(super) fn walked(&self) -> String {
        let table = if self.checked {
            "watches w"
        } else {
            "orders o"
        };
        format!("{table} INDEXED BY {}", self.key.index)
    }

    /// The index to walk when the filter is looked up row by row.
    pub(super) fn walked_with_statuses(&self) -> String {
        let orders = if self.checked {
            " CROSS JOIN orders o ON o.id = w.id"
        } else {
            ""
        };
        format!("{}{orders}", self.walked())
    }

    /// The rows of one index, in its order.
    pub(super) fn gathered(&self, index: &str) -> String {
        let watches = if self.checked {
            " CROSS JOIN watches w ON w.id = o.id"
        } else {
            ""
        };
        format!("orders o INDEXED BY {index}{watches}")
    }

    pub(super) fn id(&self) -> &'static str {
        if self.checked { "w.id" } else { "o.id" }
    }

    /// The words that this order's column has to be among.
    pub(super) fn listed<'a>(&self, filter: &'a Filter) -> Option<&'a [String]> {
        let list = match self.sort {
            SortField::Type => &filter.types,
            SortField::Financial => &filter.financial,
            SortField::Shipping => &filter.shipping,
            _ => return None,
        };
        Some(list)
            .filter(|list| !list.is_empty())
            .map(Vec::as_slice)
    }

    pub(super) fn in_order(&self) -> String {
        let direction = self.direction;
        // A constant among the terms would keep SQLite from walking the index in its own order.
        let tie = if self.ties {
            format!("3 {direction}, ")
        } else {
            String::new()
        };
        format!(" ORDER BY 2 {direction}, {tie}1 {direction}")
    }

    pub(super) fn select(&self, table: &str, conditions: &[String], more: &str) -> String {
        let condition = if conditions.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", conditions.join(" AND "))
        };
        format!(
            "SELECT {}, {}, {}{more} FROM {table}{condition}",
            self.id(),
            self.key.column,
            if self.ties { "o.created_at" } else { "0" },
        )
    }
}
