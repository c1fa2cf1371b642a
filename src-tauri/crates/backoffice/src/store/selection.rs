//! Which orders a page of the list without a search shows: statements that read one index, or
//! merge a few stretches of one, and never sort more than ten thousand rows. Where no statement
//! can, it walks an index, and who asks looks at row by row.

use rusqlite::types::Value;

use super::facts::Facts;
use super::filter::{Column, Filter, TALLIED};
use super::merging::Arms;
use super::ordering::Order;
use super::pages::Found;
use crate::view::SortField;

/// So many steps in an index take as long as reading one order.
pub(super) const STEPS_A_READ: u64 = 24;

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
    /// The page in one statement; none where no index has the filter and the order together, or
    /// where another has so few orders that may pass that reading those is sooner done.
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
        let is_tallied = filter.narrows_only(TALLIED);
        let steps = Steps::of(filter, stretch);
        let arms = Arms::of(sort, filter).filter(|arms| {
            let merged = steps.until_full(arms.entries);
            merged <= steps.to_gather_types && (!is_tallied || merged <= steps.to_gather().0)
        });
        if filter.narrows_only(order.ranged) {
            if let Some(row) = stretch.behind.filter(|_| sort == SortField::Type) {
                selection.go_on_within_few_keys(&order, row);
            } else {
                let conditions = selection.stretch(&order, filter, stretch.behind);
                selection.sql = order.select(&order.walked(), &conditions, "");
            }
        } else if let Some(arms) = arms {
            selection.merge(&order, filter, &arms, stretch.behind);
        } else if is_tallied {
            selection.sift(&order, filter, &steps, stretch.behind);
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
    pub(super) fn ends(
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

    pub(super) fn bind(&mut self, value: Value) -> String {
        self.parameters.push(value);
        format!("?{}", self.parameters.len())
    }
}

/// How long each way to a page takes, in steps within an index.
struct Steps {
    /// All orders.
    all: u64,
    /// Those whose statuses and type pass.
    passing: u64,
    /// Rows of the page, and those before it.
    wanted: u64,
    /// The statuses' own index gathers them so.
    to_gather_statuses: u64,
    /// The types' own.
    to_gather_types: u64,
}

impl Steps {
    fn of(filter: &Filter, stretch: &Stretch<'_>) -> Self {
        let passing = filter.count();
        let gathered = |columns: &[Column]| {
            if columns.iter().any(|column| filter.narrows(*column)) {
                let rows = passing.saturating_mul(STEPS_A_READ);
                filter.count_of(columns).saturating_add(rows)
            } else {
                u64::MAX
            }
        };
        Self {
            all: filter.count_of(&[]),
            passing,
            wanted: stretch.offset.saturating_add(stretch.limit),
            to_gather_statuses: gathered(&[Column::Financial, Column::Shipping]),
            to_gather_types: gathered(&[Column::Type]),
        }
    }

    /// To walk along so many entries, among which all are that pass, until the page is full.
    fn until_full(&self, entries: u64) -> u64 {
        let full = self.wanted.saturating_mul(entries) / self.passing.max(1);
        full.min(entries)
    }

    /// To gather all that pass from the index that has the fewest others, and whether that is the
    /// index of types.
    fn to_gather(&self) -> (u64, bool) {
        let by_types = self.to_gather_types < self.to_gather_statuses;
        (self.to_gather_types.min(self.to_gather_statuses), by_types)
    }
}

impl Selection {
    /// A few matches are read and sorted; where many match, the walk along the sort's own index
    /// soon has a page of them.
    fn sift(&mut self, order: &Order, filter: &Filter, steps: &Steps, behind: Option<&Found>) {
        let mut conditions = filter.conditions(TALLIED, &mut self.parameters);
        if let Some(row) = behind {
            conditions.push(self.behind(order, row));
        }
        let walked = steps.until_full(steps.all);
        let walked = if order.checked {
            walked.saturating_mul(STEPS_A_READ)
        } else {
            walked
        };
        let (gathered, by_types) = steps.to_gather();
        let table = if walked < gathered {
            order.walked_with_statuses()
        } else if by_types {
            order.gathered("orders_by_type")
        } else {
            order.gathered(
                match (filter.financial.is_empty(), filter.shipping.is_empty()) {
                    (false, false) => "orders_by_both",
                    (false, true) => "orders_by_financial",
                    (true, _) => "orders_by_shipping",
                },
            )
        };
        self.sql = order.select(&table, &conditions, "");
    }

    /// The condition that a row comes after another.
    pub(super) fn behind(&mut self, order: &Order, row: &Found) -> String {
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
