//! Everything that went out, newest first, and how the queue stands.

use rusqlite::types::Value;
use rusqlite::{Transaction, params_from_iter};

use super::about::{self, Orders};
use super::actions::{OPEN, kind_word, read_state, state_word};
use super::conditions::{Conditions, Statement, text};
use super::{Store, StoreError, action_views};
use crate::view::{ActionState, ActivityPage, ActivityQuery, QueueView};

/// So many actions are on a page.
pub(super) const PAGE: usize = 50;

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
    let orders = about::meant(transaction, &query.order)?;
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

/// The number of an action's order, or that of the purchase.
const NUMBER: &str = "ifnull(a.order_number,
    (SELECT o.order_number FROM orders o WHERE o.id = a.order_id))";

/// Selects when each action was asked, and its row. Of the ways to the actions takes the one that
/// meets the fewest: those of a few orders, those that are open, those of a person, or all by time.
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
                shared.push(format!("a.state IN ({OPEN})"));
                "actions_open"
            } else if query.asked_by.is_some() {
                "actions_by_person"
            } else {
                "actions_by_time"
            };
            if let Orders::Numbered(beginnings) = orders {
                shared.begins_with(NUMBER, beginnings);
            }
            format!(
                "SELECT a.asked_at, a.id FROM actions a INDEXED BY {index} WHERE {}
                 ORDER BY a.asked_at DESC, a.id DESC",
                shared.all()
            )
        }
    };
    shared.selected(format!("{from} LIMIT {}", PAGE + 1))
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
    if let Some(after) = after {
        parts.before(["a.asked_at", "a.id"], after);
    }
    parts
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
