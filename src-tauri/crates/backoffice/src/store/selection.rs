//! Which orders a page of the list without a search shows: statements that read one index, or
//! merge a few stretches of one, and never sort more than ten thousand rows. Where no statement
//! can, it walks an index, and who asks looks at row by row.

use std::cmp::Ordering;

use rusqlite::types::Value;

use super::facts::Facts;
use super::filter::{Column, Filter};
use super::pages::{Found, SortKey};
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
    /// The page in one statement; none where no index has the filter and the order together.
    pub(super) fn of_page(
        sort: SortField,
        ascending: bool,
        filter: &Filter,
        stretch: &Stretch<'_>,
    ) -> Option<Self> {
        let mut selection = Self {
            sql: String::new(),
            parameters: Vec::new(),
        };
        let order = Order::of(sort, ascending);
        let has_statuses = filter.narrows(Column::Financial) || filter.narrows(Column::Shipping);
        let arms = if has_statuses
            && filter.narrows_only(&[Column::Financial, Column::Shipping, Column::Created])
        {
            arms(sort, filter).filter(|arms| arms.len() <= MERGED)
        } else {
            None
        };
        if filter.narrows_only(order.ranged) {
            if let Some(row) = stretch.behind.filter(|_| sort == SortField::Type) {
                selection.go_on_within_few_keys(&order, row);
            } else {
                let conditions = selection.stretch(&order, filter, stretch.behind);
                selection.sql = order.select(&order.walked(), &conditions, "");
            }
        } else if let Some(arms) = arms {
            selection.merge(&order, sort, filter, &arms, stretch.behind);
        } else if filter.narrows_only(&[Column::Financial, Column::Shipping]) {
            selection.sift(&order, filter, stretch.behind);
        } else {
            return None;
        }
        let (limit, offset) = (stretch.limit, stretch.offset);
        selection.sql = format!(
            "{}{} LIMIT {limit} OFFSET {offset}",
            selection.sql,
            order.in_order()
        );
        Some(selection)
    }

    /// Every order that may pass, in order, with its [`Facts`] behind id, sort key and tie.
    pub(super) fn walk(
        sort: SortField,
        ascending: bool,
        filter: &Filter,
        behind: Option<&Found>,
    ) -> Self {
        let mut selection = Self {
            sql: String::new(),
            parameters: Vec::new(),
        };
        let order = Order::of(sort, ascending);
        let mut conditions = selection.stretch(&order, filter, behind);
        if let Some(list) = order.listed(filter)
            && let (Some(least), Some(greatest)) = (list.first(), list.last())
        {
            let column = order.key.column;
            if behind.is_none() || ascending {
                let place = selection.bind(Value::Text(greatest.clone()));
                conditions.push(format!("{column} <= {place}"));
            }
            if behind.is_none() || !ascending {
                let place = selection.bind(Value::Text(least.clone()));
                conditions.push(format!("{column} >= {place}"));
            }
        }
        let facts = format!(", {}", Facts::COLUMNS);
        selection.sql = format!(
            "{}{}",
            order.select(&order.walked_with_statuses(), &conditions, &facts),
            order.in_order()
        );
        selection
    }

    /// What lies behind a row where half of all orders have its key: a comparison of key and id
    /// together would begin where the key does.
    fn go_on_within_few_keys(&mut self, order: &Order, row: &Found) {
        let (column, id) = (order.key.column, order.id());
        let comparison = order.comparison;
        let key = self.bind(row.key.clone());
        let last = self.bind(Value::Integer(row.id));
        let within = [
            format!("{column} = {key}"),
            format!("{id} {comparison} {last}"),
        ];
        let beyond = [format!("{column} {comparison} {key}")];
        self.sql = format!(
            "{} UNION ALL {}",
            order.select(&order.walked(), &within, ""),
            order.select(&order.walked(), &beyond, "")
        );
    }

    /// What lies between the ends of the filter, and behind a row.
    fn stretch(&mut self, order: &Order, filter: &Filter, behind: Option<&Found>) -> Vec<String> {
        let mut conditions: Vec<_> = behind
            .map(|row| self.behind(order, row))
            .into_iter()
            .collect();
        conditions.extend(self.ends(order, filter, order.ranged, behind.is_some()));
        conditions
    }

    /// The ends of a range. Behind a row one of them is the row itself: SQLite would take either of
    /// two for where to begin, and begin at the beginning again for each page.
    fn ends(
        &mut self,
        order: &Order,
        filter: &Filter,
        columns: &[Column],
        is_behind: bool,
    ) -> Vec<String> {
        let mut conditions = Vec::new();
        for column in columns {
            let (name, range) = match column {
                Column::Created => ("o.created_at", filter.created),
                Column::Total => ("o.total_rank", filter.total),
                Column::Changed => ("o.updated_at", filter.changed),
                _ => continue,
            };
            let Some(range) = range else { continue };
            if !is_behind || !order.ascending {
                let place = self.bind(Value::Integer(range.from));
                conditions.push(format!("{name} >= {place}"));
            }
            if !is_behind || order.ascending {
                let place = self.bind(Value::Integer(range.to));
                conditions.push(format!("{name} <= {place}"));
            }
        }
        conditions
    }

    fn bind(&mut self, value: Value) -> String {
        self.parameters.push(value);
        format!("?{}", self.parameters.len())
    }
}

/// The order asked for, in SQL.
struct Order {
    key: SortKey,
    sort: SortField,
    /// The columns whose range is a stretch of this order's index.
    ranged: &'static [Column],
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

    /// The words that this order's column has to be among.
    fn listed<'a>(&self, filter: &'a Filter) -> Option<&'a [String]> {
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

    fn in_order(&self) -> String {
        let direction = self.direction;
        // A constant among the terms would keep SQLite from walking the index in its own order.
        let tie = if self.ties {
            format!("3 {direction}, ")
        } else {
            String::new()
        };
        format!(" ORDER BY 2 {direction}, {tie}1 {direction}")
    }

    fn select(&self, table: &str, conditions: &[String], more: &str) -> String {
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
    fn merge(
        &mut self,
        order: &Order,
        sort: SortField,
        filter: &Filter,
        arms: &[Arm<'_>],
        behind: Option<&Found>,
    ) {
        let mut parts = Vec::new();
        for arm in arms {
            let mut conditions = Vec::new();
            let constant = match sort {
                SortField::Financial => arm.financial,
                SortField::Shipping => arm.shipping,
                _ => None,
            };
            let mut is_behind = false;
            match (behind, constant) {
                (None, _) => {}
                (Some(row), None) => {
                    is_behind = true;
                    conditions.push(self.behind(order, row));
                }
                (Some(row), Some(constant)) => {
                    let last = match &row.key {
                        Value::Text(text) => text.as_str(),
                        _ => "",
                    };
                    // Which of the stretches lie behind the cursor is known without asking.
                    match constant.cmp(last) {
                        Ordering::Equal => {
                            is_behind = true;
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
            conditions.extend(self.ends(order, filter, &[Column::Created], is_behind));
            parts.push(order.select(&order.gathered(arm.index), &conditions, ""));
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
        let mut conditions =
            filter.conditions(&[Column::Financial, Column::Shipping], &mut self.parameters);
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
        self.sql = order.select(&table, &conditions, "");
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
