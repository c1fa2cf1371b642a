//! Everything that went out, newest first, and how the queue stands.

use std::collections::BTreeSet;

use points_api::OrderUuid;
use rusqlite::types::Value;
use rusqlite::{Transaction, params_from_iter};

use super::actions::{OPEN, kind_word, read_state, state_word};
use super::{Store, StoreError, action_views, listed};
use crate::text::fold_digits;
use crate::view::{ActionState, ActivityPage, ActivityQuery, QueueView};

/// So many actions are on a page.
pub(super) const PAGE: usize = 50;

/// Where more orders have numbers that begin so, their actions are met while walking all.
pub(super) const MOST_ORDERS: usize = 500;

impl Store {
    /// A page of what went out, newest first, behind the one that the page before ended with.
    pub async fn activity(
        &self,
        query: ActivityQuery,
        after: Option<String>,
    ) -> Result<ActivityPage, StoreError> {
        self.read(move |moment| page(moment, &query, after.as_deref()))
            .await
    }

    /// How many actions are in each state that is not settled, when the first of those that wait is
    /// tried next, and who asked for anything so far. Whether anything stops them, the store does
    /// not know.
    pub async fn queue(&self) -> Result<QueueView, StoreError> {
        self.read(queue).await
    }
}

/// Behind which action a page begins: when it was asked, and its row.
type Place = (i64, i64);

fn page(
    transaction: &Transaction<'_>,
    query: &ActivityQuery,
    after: Option<&str>,
) -> Result<ActivityPage, StoreError> {
    let after = after.map(read_place).transpose()?;
    let orders = match query.order.trim() {
        "" => Orders::Any,
        typed => orders(transaction, typed)?,
    };
    let statement = statement(query, &orders, after);
    let mut prepared = transaction.prepare_cached(&statement.sql)?;
    let rows = prepared.query_map(params_from_iter(&statement.parameters), |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    let mut places: Vec<Place> = rows.collect::<Result<_, _>>()?;
    let more = places.len() > PAGE;
    places.truncate(PAGE);
    Ok(ActivityPage {
        actions: places
            .iter()
            .map(|(_, id)| action_views::view(transaction, *id))
            .collect::<Result<_, _>>()?,
        next: places
            .last()
            .filter(|_| more)
            .map(|(asked_at, id)| format!("{asked_at}.{id}")),
    })
}

fn read_place(text: &str) -> Result<Place, StoreError> {
    let place = text
        .split_once('.')
        .and_then(|(asked_at, id)| Some((asked_at.parse().ok()?, id.parse().ok()?)));
    place.ok_or(StoreError::CursorInvalid)
}

/// Of which orders actions are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Orders {
    /// Whatever order.
    Any,
    /// These.
    These(Chosen),
    /// More than are worth gathering: those whose numbers begin with one of these.
    Numbered(Vec<String>),
}

/// Orders, and purchases that have none yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Chosen {
    /// The rows of the orders.
    pub(super) orders: BTreeSet<i64>,
    /// The actions that are purchases.
    pub(super) purchases: BTreeSet<i64>,
}

pub(super) const NUMBERED: &str = "
    SELECT id FROM orders INDEXED BY orders_by_number
    WHERE order_number >= ?1 AND order_number < ?1 || char(1114111) LIMIT ?2";

pub(super) const PURCHASES: &str = "
    SELECT id FROM actions INDEXED BY actions_of_purchases
    WHERE order_id IS NULL AND order_number >= ?1 AND order_number < ?1 || char(1114111) LIMIT ?2";

/// The orders that a uuid or the beginning of a number means.
fn orders(transaction: &Transaction<'_>, typed: &str) -> Result<Orders, StoreError> {
    let typed = fold_digits(typed);
    let mut chosen = Chosen::default();
    if let Ok(uuid) = typed.parse::<OrderUuid>() {
        chosen.orders.extend(listed::by_uuid(transaction, uuid)?);
        return Ok(Orders::These(chosen));
    }
    let bare = typed.trim_start_matches('#');
    let beginnings: BTreeSet<_> = [bare.to_owned(), bare.to_uppercase(), bare.to_lowercase()]
        .into_iter()
        .flat_map(|number| [format!("#{number}"), number])
        .collect();
    let most = i64::try_from(MOST_ORDERS).unwrap_or(i64::MAX);
    for beginning in &beginnings {
        for (sql, found) in [
            (NUMBERED, &mut chosen.orders),
            (PURCHASES, &mut chosen.purchases),
        ] {
            let mut statement = transaction.prepare_cached(sql)?;
            let rows = statement.query_map((beginning, most + 1), |row| row.get(0))?;
            found.extend(rows.collect::<Result<Vec<i64>, _>>()?);
        }
        if chosen.orders.len().max(chosen.purchases.len()) > MOST_ORDERS {
            return Ok(Orders::Numbered(beginnings.into_iter().collect()));
        }
    }
    Ok(Orders::These(chosen))
}

/// A statement that selects when each action was asked, and its row.
#[derive(Debug)]
pub(super) struct Statement {
    pub(super) sql: String,
    pub(super) parameters: Vec<Value>,
}

/// Of the ways to the actions takes the one that meets the fewest: those of a few orders, those
/// that are open, those of a person, or all by time.
pub(super) fn statement(query: &ActivityQuery, orders: &Orders, after: Option<Place>) -> Statement {
    let mut shared = conditions(query, after);
    let is_open = !query.states.is_empty() && query.states.iter().all(|state| is_open(*state));
    let from = match orders {
        Orders::These(chosen) => {
            let of_orders = shared.but_first("a.order_id", &chosen.orders);
            let of_purchases = shared.but_first("a.id", &chosen.purchases);
            format!(
                "SELECT a.asked_at, a.id FROM actions a INDEXED BY actions_of_order
                 WHERE {of_orders}
                 UNION ALL SELECT a.asked_at, a.id FROM actions a WHERE {of_purchases}
                 ORDER BY 1 DESC, 2 DESC"
            )
        }
        Orders::Any | Orders::Numbered(_) => {
            let index = if is_open {
                shared.sql.push(format!("a.state IN ({OPEN})"));
                "actions_open"
            } else if query.asked_by.is_some() {
                "actions_by_person"
            } else {
                "actions_by_time"
            };
            if let Orders::Numbered(beginnings) = orders {
                shared.begins_with(beginnings);
            }
            format!(
                "SELECT a.asked_at, a.id FROM actions a INDEXED BY {index} WHERE {}
                 ORDER BY a.asked_at DESC, a.id DESC",
                shared.all()
            )
        }
    };
    Statement {
        sql: format!("{from} LIMIT {}", PAGE + 1),
        parameters: shared.parameters,
    }
}

/// What a question asks of an action, whichever way leads to it.
fn conditions(query: &ActivityQuery, after: Option<Place>) -> Conditions {
    let mut parts = Conditions::default();
    if !query.states.is_empty() {
        let states = query.states.iter().map(|state| text(state_word(*state)));
        parts.any_of("a.state", states);
    }
    if !query.kinds.is_empty() {
        let kinds = query.kinds.iter().map(|kind| text(kind_word(*kind)));
        parts.any_of("a.kind", kinds);
    }
    if let Some(name) = &query.asked_by {
        parts.compared("a.asked_by =", text(name));
    }
    if let Some(from) = query.asked_from {
        parts.compared("a.asked_at >=", Value::Integer(from));
    }
    if let Some(until) = query.asked_until {
        parts.compared("a.asked_at <", Value::Integer(until));
    }
    if let Some((asked_at, id)) = after {
        let asked_at = parts.place(Value::Integer(asked_at));
        let id = parts.place(Value::Integer(id));
        parts
            .sql
            .push(format!("(a.asked_at, a.id) < ({asked_at}, {id})"));
    }
    parts
}

/// Conditions that all hold, and what stands in their places.
#[derive(Debug, Default)]
struct Conditions {
    sql: Vec<String>,
    parameters: Vec<Value>,
}

impl Conditions {
    /// The place of a value.
    fn place(&mut self, value: Value) -> String {
        self.parameters.push(value);
        format!("?{}", self.parameters.len())
    }

    fn is_one_of(&mut self, column: &str, values: impl Iterator<Item = Value>) -> String {
        let places: Vec<_> = values.map(|value| self.place(value)).collect();
        format!("{column} IN ({})", places.join(", "))
    }

    fn any_of(&mut self, column: &str, values: impl Iterator<Item = Value>) {
        let condition = self.is_one_of(column, values);
        self.sql.push(condition);
    }

    fn compared(&mut self, with: &str, value: Value) {
        let place = self.place(value);
        self.sql.push(format!("{with} {place}"));
    }

    /// The order's number, or the purchase's, begins with one of these.
    fn begins_with(&mut self, beginnings: &[String]) {
        let begins: Vec<_> = beginnings
            .iter()
            .map(|beginning| {
                let place = self.place(text(beginning));
                format!(
                    "substr(ifnull(a.order_number, (SELECT o.order_number FROM orders o
                         WHERE o.id = a.order_id)), 1, length({place})) = {place}"
                )
            })
            .collect();
        self.sql.push(format!("({})", begins.join(" OR ")));
    }

    /// All of them, and before them that a column is one of these rows.
    fn but_first(&mut self, column: &str, rows: &BTreeSet<i64>) -> String {
        let first = self.is_one_of(column, rows.iter().map(|row| Value::Integer(*row)));
        format!("{first} AND {}", self.all())
    }

    fn all(&self) -> String {
        if self.sql.is_empty() {
            "1".to_owned()
        } else {
            self.sql.join(" AND ")
        }
    }
}

fn text(word: &str) -> Value {
    Value::Text(word.to_owned())
}

fn is_open(state: ActionState) -> bool {
    OPEN.contains(&format!("'{}'", state_word(state)))
}

/// How many actions are in each state that is not settled.
pub(super) fn counts() -> String {
    format!(
        "SELECT state, count(*) FROM actions INDEXED BY actions_open
         WHERE state IN ({OPEN}) GROUP BY state"
    )
}

/// When the first of those that wait to be sent is tried.
pub(super) fn next_try() -> String {
    format!(
        "SELECT min(next_try_at) FROM actions INDEXED BY actions_open
         WHERE state IN ({OPEN}) AND state = 'queued'"
    )
}

/// Who asked, name by name: each is found behind the one before.
pub(super) const PEOPLE: &str = "
    WITH RECURSIVE people (name) AS (
        SELECT min(asked_by) FROM actions INDEXED BY actions_by_person WHERE asked_by IS NOT NULL
        UNION ALL
        SELECT (SELECT min(a.asked_by) FROM actions a INDEXED BY actions_by_person
                WHERE a.asked_by > people.name)
            FROM people WHERE people.name IS NOT NULL LIMIT 101
    )
    SELECT name FROM people WHERE name IS NOT NULL";

fn queue(transaction: &Transaction<'_>) -> Result<QueueView, StoreError> {
    let mut view = QueueView::default();
    let mut statement = transaction.prepare_cached(&counts())?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let state: String = row.get(0)?;
        let count: i64 = row.get(1)?;
        let place = match read_state(&state)? {
            ActionState::Held => &mut view.held,
            ActionState::Queued => &mut view.queued,
            ActionState::Sending => &mut view.sending,
            ActionState::Unknown => &mut view.unknown,
            ActionState::NeedsPerson => &mut view.needs_person,
            _ => continue,
        };
        *place = u64::try_from(count).unwrap_or_default();
    }
    view.next_try_at = transaction
        .prepare_cached(&next_try())?
        .query_row([], |row| row.get(0))?;
    let mut statement = transaction.prepare_cached(PEOPLE)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    view.people = rows.collect::<Result<_, _>>()?;
    Ok(view)
}

#[cfg(test)]
mod tests;
