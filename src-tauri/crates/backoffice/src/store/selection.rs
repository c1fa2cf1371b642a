//! Which orders a page of the list without a search shows: statements that read one index, or
//! merge a few stretches of one, and never sort more than ten thousand rows.

use std::cmp::Ordering;

use rusqlite::types::Value;

use super::pages::{Found, SortKey};
use super::tallies::Filter;
use crate::view::SortField;

/// So many orders are read and sorted; with more, the sort's own index is walked.
const SORTED: u64 = 10_000;

/// So many stretches of an index are merged.
const MERGED: usize = 60;

/// What to ask SQLite. The rows are id, sort key and tie, as in [`Found`].
pub(super) struct Selection {
    pub(super) sql: String,
    pub(super) parameters: Vec<Value>,
}

/// Which rows of the order.
pub(super) struct Stretch<'a> {
    pub(super) behind: Option<&'a Found>,
    pub(super) offset: u64,
    pub(super) limit: u64,
}

impl Selection {
    pub(super) fn new(
        sort: SortField,
        ascending: bool,
        filter: &Filter,
        stretch: &Stretch<'_>,
    ) -> Self {
        let mut selection = Self {
            sql: String::new(),
            parameters: Vec::new(),
        };
        let order = Order::of(sort, ascending);
        if filter.is_open() {
            let behind = stretch.behind.map(|row| selection.behind(&order, row));
            let conditions: Vec<_> = behind.into_iter().collect();
            selection.sql = order.select(&order.walked(), &conditions);
        } else {
            let arms = arms(sort, filter).filter(|arms| arms.len() <= MERGED);
            match arms {
                Some(arms) => selection.merge(&order, sort, &arms, stretch.behind),
                None => selection.sift(&order, filter, stretch.behind),
            }
        }
        let direction = order.direction;
        let (limit, offset) = (stretch.limit, stretch.offset);
        // A constant among the terms would keep SQLite from walking the index in its own order.
        let tie = if order.ties {
            format!("3 {direction}, ")
        } else {
            String::new()
        };
        selection.sql = format!(
            "{} ORDER BY 2 {direction}, {tie}1 {direction} LIMIT {limit} OFFSET {offset}",
            selection.sql
        );
        selection
    }

    fn bind(&mut self, value: Value) -> String {
        self.parameters.push(value);
        format!("?{}", self.parameters.len())
    }
}

/// The order asked for, in SQL.
struct Order {
    key: SortKey,
    checked: bool,
    /// Statuses repeat a million times: within one, the newest come first by the same index.
    ties: bool,
    direction: &'static str,
    comparison: &'static str,
    ascending: bool,
}

impl Order {
    fn of(sort: SortField, ascending: bool) -> Self {
        let (direction, comparison) = if ascending {
            ("ASC", ">")
        } else {
            ("DESC", "<")
        };
        Self {
            key: SortKey::of(sort),
            checked: sort == SortField::Checked,
            ties: matches!(sort, SortField::Financial | SortField::Shipping),
            direction,
            comparison,
            ascending,
        }
    }

    /// The index to walk when nothing is filtered. Every watch has its row in `orders`.
    fn walked(&self) -> String {
        let table = if self.checked {
            "watches w"
        } else {
            "orders o"
        };
        format!("{table} INDEXED BY {}", self.key.index)
    }

    /// The index to walk when the filter is looked up row by row.
    fn walked_with_statuses(&self) -> String {
        let orders = if self.checked {
            " CROSS JOIN orders o ON o.id = w.id"
        } else {
            ""
        };
        format!("{}{orders}", self.walked())
    }

    /// The rows of one index, in its order.
    fn gathered(&self, index: &str) -> String {
        let watches = if self.checked {
            " CROSS JOIN watches w ON w.id = o.id"
        } else {
            ""
        };
        format!("orders o INDEXED BY {index}{watches}")
    }

    fn id(&self) -> &'static str {
        if self.checked { "w.id" } else { "o.id" }
    }

    fn select(&self, table: &str, conditions: &[String]) -> String {
        let condition = if conditions.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", conditions.join(" AND "))
        };
        format!(
            "SELECT {}, {}, {} FROM {table}{condition}",
            self.id(),
            self.key.column,
            if self.ties { "o.created_at" } else { "0" },
        )
    }
}

/// A stretch of an index in which some statuses are the same.
struct Arm<'a> {
    index: &'static str,
    financial: Option<&'a str>,
    shipping: Option<&'a str>,
}

/// The stretches that, each in its own order, are to be merged; none where no index has that order.
fn arms(sort: SortField, filter: &Filter) -> Option<Vec<Arm<'_>>> {
    let (financial, shipping) = match sort {
        SortField::Created => (!filter.financial.is_empty(), !filter.shipping.is_empty()),
        SortField::Financial => (true, !filter.shipping.is_empty()),
        SortField::Shipping => (!filter.financial.is_empty(), true),
        _ => return None,
    };
    Some(match (financial, shipping) {
        (true, false) => filter
            .financial
            .iter()
            .map(|status| Arm {
                index: "orders_by_financial",
                financial: Some(status),
                shipping: None,
            })
            .collect(),
        (false, true) => filter
            .shipping
            .iter()
            .map(|key| Arm {
                index: "orders_by_shipping",
                financial: None,
                shipping: Some(key),
            })
            .collect(),
        _ => filter
            .passing
            .iter()
            .map(|tally| Arm {
                index: "orders_by_both",
                financial: Some(&tally.financial),
                shipping: Some(&tally.shipping),
            })
            .collect(),
    })
}

impl Selection {
    /// Several stretches of an index as one.
    fn merge(&mut self, order: &Order, sort: SortField, arms: &[Arm<'_>], behind: Option<&Found>) {
        let mut parts = Vec::new();
        for arm in arms {
            let mut conditions = Vec::new();
            let constant = match sort {
                SortField::Financial => arm.financial,
                SortField::Shipping => arm.shipping,
                _ => None,
            };
            match (behind, constant) {
                (None, _) => {}
                (Some(row), None) => conditions.push(self.behind(order, row)),
                (Some(row), Some(constant)) => {
                    let last = match &row.key {
                        Value::Text(text) => text.as_str(),
                        _ => "",
                    };
                    // Which of the stretches lie behind the cursor is known without asking.
                    match constant.cmp(last) {
                        Ordering::Equal => {
                            let (tie, id) = (
                                self.bind(Value::Integer(row.tie)),
                                self.bind(Value::Integer(row.id)),
                            );
                            conditions.push(format!(
                                "(o.created_at, o.id) {} ({tie}, {id})",
                                order.comparison
                            ));
                        }
                        Ordering::Greater if order.ascending => {}
                        Ordering::Less if !order.ascending => {}
                        _ => continue,
                    }
                }
            }
            for (column, status) in [
                ("o.financial_status", arm.financial),
                ("o.shipping_key", arm.shipping),
            ] {
                if let Some(status) = status {
                    let place = self.bind(Value::Text(status.to_owned()));
                    conditions.push(format!("{column} = {place}"));
                }
            }
            parts.push(order.select(&order.gathered(arm.index), &conditions));
        }
        self.sql = if parts.is_empty() {
            "SELECT 0, 0, 0 WHERE 0".to_owned()
        } else {
            parts.join(" UNION ALL ")
        };
    }

    /// A few matches are read and sorted; where many match, the walk along the sort's own index
    /// soon has a page of them.
    fn sift(&mut self, order: &Order, filter: &Filter, behind: Option<&Found>) {
        let mut conditions = Vec::new();
        for (column, statuses) in [
            ("o.financial_status", &filter.financial),
            ("o.shipping_key", &filter.shipping),
        ] {
            if !statuses.is_empty() {
                let places: Vec<_> = statuses
                    .iter()
                    .map(|status| self.bind(Value::Text(status.clone())))
                    .collect();
                conditions.push(format!("{column} IN ({})", places.join(", ")));
            }
        }
        if let Some(row) = behind {
            conditions.push(self.behind(order, row));
        }
        let table = if filter.count() <= SORTED {
            order.gathered(
                match (filter.financial.is_empty(), filter.shipping.is_empty()) {
                    (false, false) => "orders_by_both",
                    (false, true) => "orders_by_financial",
                    (true, _) => "orders_by_shipping",
                },
            )
        } else {
            order.walked_with_statuses()
        };
        self.sql = order.select(&table, &conditions);
    }

    /// The condition that a row comes after another.
    fn behind(&mut self, order: &Order, row: &Found) -> String {
        let key = self.bind(row.key.clone());
        let (column, id) = (order.key.column, order.id());
        let comparison = order.comparison;
        if order.ties {
            let tie = self.bind(Value::Integer(row.tie));
            let last = self.bind(Value::Integer(row.id));
            format!("({column}, o.created_at, {id}) {comparison} ({key}, {tie}, {last})")
        } else {
            let last = self.bind(Value::Integer(row.id));
            format!("({column}, {id}) {comparison} ({key}, {last})")
        }
    }
}
