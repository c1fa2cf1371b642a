//! What the list is filtered by, in the terms of the database, and how few orders that can be.

use rusqlite::types::Value;
use rusqlite::{Transaction, params_from_iter};

use super::facts::Facts;
use super::tallies::{self, Tally};
use super::{ShippingCodes, StoreError};
use crate::view::{OrderQuery, OrderTotal};

/// So many entries of an index are counted; it takes three milliseconds.
const COUNTED: u64 = 100_000;

/// So many of the newest orders are looked through to count those that pass, where no index knows.
const LOOKED_THROUGH: u64 = 20_000;

/// From and to, both among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) from: i64,
    pub(super) to: i64,
}

impl Range {
    fn holds(self, number: i64) -> bool {
        (self.from..=self.to).contains(&number)
    }
}

/// The filters of a list as stored keys, and what the statuses among them let through.
pub(super) struct Filter {
    /// Financial statuses asked for; empty: all.
    pub(super) financial: Vec<String>,
    /// Shipping keys asked for, learnt codes among them; empty: all.
    pub(super) shipping: Vec<String>,
    /// Types asked for; empty: all.
    pub(super) types: Vec<String>,
    /// Halalas; an order without a total is in no range.
    pub(super) total: Option<Range>,
    /// UTC milliseconds; an order that Points did not date is in no range.
    pub(super) created: Option<Range>,
    /// The same of its last change at Points.
    pub(super) changed: Option<Range>,
    /// How many orders of this file have which statuses and type, whether they pass or not.
    pub(super) tallies: Vec<Tally>,
}

/// A column that can be filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Financial,
    Shipping,
    Type,
    Total,
    Created,
    Changed,
}

impl Column {
    const ALL: [Self; 6] = [
        Self::Financial,
        Self::Shipping,
        Self::Type,
        Self::Total,
        Self::Created,
        Self::Changed,
    ];

    /// Its name in SQL.
    fn name(self) -> &'static str {
        match self {
            Self::Financial => "o.financial_status",
            Self::Shipping => "o.shipping_key",
            Self::Type => "o.order_type",
            Self::Total => "o.total_rank",
            Self::Created => "o.created_at",
            Self::Changed => "o.updated_at",
        }
    }
}

/// What tallies know.
pub(super) const TALLIED: &[Column] = &[Column::Financial, Column::Shipping, Column::Type];

/// An index that has every order that passes in a few stretches.
#[derive(Debug, Clone, Copy)]
pub(super) struct Narrowing {
    pub(super) index: &'static str,
    /// What a stretch is of.
    pub(super) columns: &'static [Column],
    /// What each entry tells beside that.
    beside: &'static [Column],
}

impl Filter {
    /// Lets everything through. Its tallies are left out: who counts asks another one.
    pub(super) fn open() -> Self {
        Self {
            financial: Vec::new(),
            shipping: Vec::new(),
            types: Vec::new(),
            total: None,
            created: None,
            changed: None,
            tallies: Vec::new(),
        }
    }

    pub(super) fn of(
        transaction: &Transaction<'_>,
        query: &OrderQuery,
        codes: &ShippingCodes,
        now: i64,
    ) -> Result<Self, StoreError> {
        let mut financial = query.financial.clone();
        let mut types = query.types.clone();
        let mut shipping: Vec<_> = query
            .shipping
            .iter()
            .flat_map(|word| shipping_keys(word, codes))
            .collect();
        for list in [&mut financial, &mut shipping, &mut types] {
            list.sort_unstable();
            list.dedup();
        }
        Ok(Self {
            financial,
            shipping,
            types,
            total: total(query),
            created: created(query, now),
            changed: dated(query.changed_from, query.changed_until),
            tallies: tallies::load(transaction)?,
        })
    }

    /// Whether it lets everything through.
    pub(super) fn is_open(&self) -> bool {
        Column::ALL.iter().all(|column| !self.narrows(*column))
    }

    /// Whether it asks for something in this column.
    pub(super) fn narrows(&self, column: Column) -> bool {
        match column {
            Column::Financial => !self.financial.is_empty(),
            Column::Shipping => !self.shipping.is_empty(),
            Column::Type => !self.types.is_empty(),
            Column::Total => self.total.is_some(),
            Column::Created => self.created.is_some(),
            Column::Changed => self.changed.is_some(),
        }
    }

    /// Whether it asks for nothing but in these columns.
    pub(super) fn narrows_only(&self, columns: &[Column]) -> bool {
        Column::ALL
            .iter()
            .all(|column| columns.contains(column) || !self.narrows(*column))
    }

    /// Whether an order passes.
    pub(super) fn passes(&self, facts: &Facts<'_>) -> bool {
        any(&self.financial, facts.financial)
            && any(&self.shipping, facts.shipping)
            && any(&self.types, facts.order_type)
            && self.total.is_none_or(|range| range.holds(facts.total))
            && self.created.is_none_or(|range| range.holds(facts.created))
            && self.changed.is_none_or(|range| range.holds(facts.changed))
    }

    /// The tallies of the orders whose statuses and types pass.
    pub(super) fn passing(&self) -> impl Iterator<Item = &Tally> {
        self.tallies_of(TALLIED)
    }

    /// The tallies of those that pass as far as these columns are asked.
    fn tallies_of(&self, columns: &[Column]) -> impl Iterator<Item = &Tally> {
        let asked = |column| columns.contains(&column);
        let (financial, shipping) = (asked(Column::Financial), asked(Column::Shipping));
        let order_type = asked(Column::Type);
        self.tallies.iter().filter(move |tally| {
            (!financial || any(&self.financial, &tally.financial))
                && (!shipping || any(&self.shipping, &tally.shipping))
                && (!order_type || any(&self.types, &tally.order_type))
        })
    }

    /// How many orders have statuses and a type that pass.
    pub(super) fn count(&self) -> u64 {
        self.count_of(TALLIED)
    }

    /// How many pass as far as these columns are asked.
    pub(super) fn count_of(&self, columns: &[Column]) -> u64 {
        self.tallies_of(columns).map(|tally| tally.count).sum()
    }

    /// How many orders pass: exact where the tallies or one index know it, else at least those
    /// among the newest.
    pub(super) fn total(&self, transaction: &Transaction<'_>) -> Result<OrderTotal, StoreError> {
        if self.narrows_only(TALLIED) {
            return Ok(OrderTotal {
                count: self.count(),
                at_least: false,
            });
        }
        let narrowings = self.narrowings();
        if let Some(narrowing) = narrowings.iter().find(|it| self.narrows_only(it.columns)) {
            let count = self.entries(transaction, *narrowing, COUNTED)?;
            return Ok(OrderTotal {
                count: count.min(COUNTED),
                at_least: count > COUNTED,
            });
        }
        let knows_all = |it: &&Narrowing| {
            let knows = |column: &Column| it.columns.contains(column) || it.beside.contains(column);
            Column::ALL
                .iter()
                .all(|column| knows(column) || !self.narrows(*column))
        };
        let mut parameters = Vec::new();
        let sql = match narrowings.iter().find(knows_all) {
            Some(narrowing) => self.count_within(*narrowing, &mut parameters),
            None => self.count_among_newest(&mut parameters),
        };
        let (looked_at, count): (i64, i64) = transaction
            .prepare_cached(&sql)?
            .query_row(params_from_iter(&parameters), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        Ok(OrderTotal {
            count: u64::try_from(count).unwrap_or_default(),
            at_least: u64::try_from(looked_at).unwrap_or_default() > LOOKED_THROUGH,
        })
    }

    /// The index in which the orders that pass are among the fewest, if those are at most `most`.
    pub(super) fn narrowest(
        &self,
        transaction: &Transaction<'_>,
        most: u64,
    ) -> Result<Option<Narrowing>, StoreError> {
        let mut narrowest = None;
        let mut fewest = most;
        for narrowing in self.narrowings() {
            let entries = self.entries(transaction, narrowing, fewest)?;
            if entries <= fewest {
                narrowest = Some(narrowing);
                fewest = entries;
            }
        }
        Ok(narrowest)
    }

    /// The statement that reads the orders of an index that pass: id and creation.
    pub(super) fn gather(&self, narrowing: Narrowing, parameters: &mut Vec<Value>) -> String {
        format!(
            "SELECT o.id, o.created_at FROM orders o INDEXED BY {}{}",
            narrowing.index,
            condition(&self.conditions(&Column::ALL, parameters))
        )
    }

    /// The statement that counts an index' stretches, to one more than `most`.
    pub(super) fn count_entries(
        &self,
        narrowing: Narrowing,
        most: u64,
        parameters: &mut Vec<Value>,
    ) -> String {
        format!(
            "SELECT count(*) FROM (SELECT 1 FROM orders o INDEXED BY {}{} LIMIT {})",
            narrowing.index,
            condition(&self.conditions(narrowing.columns, parameters)),
            most.saturating_add(1)
        )
    }

    /// The statement that looks through an index' stretches: how many entries there were, and how
    /// many pass.
    pub(super) fn count_within(&self, narrowing: Narrowing, parameters: &mut Vec<Value>) -> String {
        let stretch = condition(&self.conditions(narrowing.columns, parameters));
        let passing = self.conditions(narrowing.beside, parameters);
        let told: Vec<_> = narrowing
            .beside
            .iter()
            .filter(|column| self.narrows(**column))
            .map(|column| column.name())
            .collect();
        format!(
            "SELECT count(*), count(*) FILTER (WHERE {}) FROM (
                 SELECT {} FROM orders o INDEXED BY {}{stretch} LIMIT {}) o",
            passing.join(" AND "),
            told.join(", "),
            narrowing.index,
            LOOKED_THROUGH + 1
        )
    }

    /// The statement that looks through the newest orders: how many there were, and how many pass.
    pub(super) fn count_among_newest(&self, parameters: &mut Vec<Value>) -> String {
        let dated = condition(&self.conditions(&[Column::Created], parameters));
        let passing = self.conditions(&Column::ALL, parameters);
        format!(
            "SELECT count(*), count(*) FILTER (WHERE {}) FROM (
                 SELECT {} FROM orders o INDEXED BY orders_by_created{dated}
                 ORDER BY o.created_at DESC LIMIT {}) o",
            passing.join(" AND "),
            Facts::COLUMNS,
            LOOKED_THROUGH + 1
        )
    }

    /// The indexes that narrow it down.
    pub(super) fn narrowings(&self) -> Vec<Narrowing> {
        use Column::{Changed, Created, Financial, Shipping, Total, Type};
        const EVERYTHING: &[Column] = &Column::ALL;
        let of = |index, columns, beside| {
            Some(Narrowing {
                index,
                columns,
                beside,
            })
        };
        let statuses = match (self.narrows(Financial), self.narrows(Shipping)) {
            (true, true) => of("orders_by_both", &[Financial, Shipping, Created], &[Type]),
            (true, false) => of("orders_by_financial", &[Financial, Created], &[Type]),
            (false, true) => of("orders_by_shipping", &[Shipping, Created], &[Type]),
            (false, false) => self
                .created
                .and_then(|_| of("orders_by_created", &[Created], EVERYTHING)),
        };
        let total = self
            .total
            .and_then(|_| of("orders_by_total", &[Total], TALLIED));
        let types = self
            .narrows(Type)
            .then_some(of("orders_by_type", &[Type], &[Financial, Shipping]))
            .flatten();
        let changed = match (self.changed, self.narrows(Financial)) {
            (None, _) => None,
            (Some(_), true) => of(
                "orders_by_financial_updated",
                &[Financial, Changed],
                &[Shipping, Type],
            ),
            (Some(_), false) => of("orders_by_updated", &[Changed], EVERYTHING),
        };
        [statuses, changed, total, types]
            .into_iter()
            .flatten()
            .collect()
    }

    fn entries(
        &self,
        transaction: &Transaction<'_>,
        narrowing: Narrowing,
        most: u64,
    ) -> Result<u64, StoreError> {
        let is_tallied = |column: &&Column| TALLIED.contains(column) || !self.narrows(**column);
        if narrowing.columns.iter().all(|column| is_tallied(&column)) {
            return Ok(self.count_of(narrowing.columns));
        }
        let mut parameters = Vec::new();
        let sql = self.count_entries(narrowing, most, &mut parameters);
        let count: i64 = transaction
            .prepare_cached(&sql)?
            .query_row(params_from_iter(&parameters), |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// What it asks of these columns, in SQL.
    pub(super) fn conditions(
        &self,
        columns: &[Column],
        parameters: &mut Vec<Value>,
    ) -> Vec<String> {
        let mut conditions = Vec::new();
        for column in columns {
            let name = column.name();
            let asked = match column {
                Column::Financial => Asked::AnyOf(&self.financial),
                Column::Shipping => Asked::AnyOf(&self.shipping),
                Column::Type => Asked::AnyOf(&self.types),
                Column::Total => Asked::Within(self.total),
                Column::Created => Asked::Within(self.created),
                Column::Changed => Asked::Within(self.changed),
            };
            let mut bind = |value: Value| {
                parameters.push(value);
                format!("?{}", parameters.len())
            };
            match asked {
                Asked::AnyOf(words) if !words.is_empty() => {
                    let places: Vec<_> = words
                        .iter()
                        .map(|word| bind(Value::Text(word.clone())))
                        .collect();
                    conditions.push(format!("{name} IN ({})", places.join(", ")));
                }
                Asked::Within(Some(Range { from, to })) => {
                    let (from, to) = (bind(Value::Integer(from)), bind(Value::Integer(to)));
                    conditions.push(format!("{name} BETWEEN {from} AND {to}"));
                }
                Asked::AnyOf(_) | Asked::Within(None) => {}
            }
        }
        conditions
    }
}

/// What is asked of a column.
enum Asked<'a> {
    AnyOf(&'a [String]),
    Within(Option<Range>),
}

fn any(list: &[String], word: &str) -> bool {
    list.is_empty() || list.iter().any(|listed| listed == word)
}

fn condition(conditions: &[String]) -> String {
    if conditions.is_empty() {
        String::new()
    } else {
        format!(" WHERE {}", conditions.join(" AND "))
    }
}

/// An order without a total has the rank −1.
fn total(query: &OrderQuery) -> Option<Range> {
    (query.total_from.is_some() || query.total_to.is_some()).then(|| Range {
        from: query.total_from.unwrap_or_default().max(0),
        to: query.total_to.unwrap_or(i64::MAX),
    })
}

/// An order that Points did not date was created at 0.
fn created(query: &OrderQuery, now: i64) -> Option<Range> {
    let old = query
        .older_than
        .map(|age| now.saturating_sub(age).saturating_add(1));
    let until = query.created_until.into_iter().chain(old).min();
    dated(query.created_from, until)
}

/// From here on and before there; what Points did not date was at 0.
fn dated(from: Option<i64>, until: Option<i64>) -> Option<Range> {
    (from.is_some() || until.is_some()).then(|| Range {
        from: from.unwrap_or(1).max(1),
        to: until.map_or(i64::MAX, |until| until.saturating_sub(1)),
    })
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
