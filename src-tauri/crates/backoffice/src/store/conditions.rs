//! The conditions of a question as SQL, each value in a place of its own.

use std::collections::BTreeSet;

use rusqlite::types::Value;

/// A statement, and what stands in its places.
#[derive(Debug)]
pub(super) struct Statement {
    pub(super) sql: String,
    pub(super) parameters: Vec<Value>,
}

/// Conditions that all hold, and what stands in their places.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    sql: Vec<String>,
    parameters: Vec<Value>,
}

impl Conditions {
    /// The place of a value.
    pub(super) fn place(&mut self, value: Value) -> String {
        self.parameters.push(value);
        format!("?{}", self.parameters.len())
    }

    pub(super) fn push(&mut self, condition: String) {
        self.sql.push(condition);
    }

    fn is_one_of(&mut self, column: &str, values: impl Iterator<Item = Value>) -> String {
        let places: Vec<_> = values.map(|value| self.place(value)).collect();
        format!("{column} IN ({})", places.join(", "))
    }

    pub(super) fn any_of(&mut self, column: &str, values: impl Iterator<Item = Value>) {
        let condition = self.is_one_of(column, values);
        self.sql.push(condition);
    }

    pub(super) fn compared(&mut self, with: &str, value: Value) {
        let place = self.place(value);
        self.sql.push(format!("{with} {place}"));
    }

    /// A time and a row come before others in time.
    pub(super) fn before(&mut self, [time, row]: [&str; 2], (at, id): (i64, i64)) {
        let at = self.place(Value::Integer(at));
        let id = self.place(Value::Integer(id));
        self.sql.push(format!("({time}, {row}) < ({at}, {id})"));
    }

    /// A number begins with one of these.
    pub(super) fn begins_with(&mut self, number: &str, beginnings: &[String]) {
        let begins: Vec<_> = beginnings
            .iter()
            .map(|beginning| {
                let place = self.place(text(beginning));
                format!("substr({number}, 1, length({place})) = {place}")
            })
            .collect();
        self.sql.push(format!("({})", begins.join(" OR ")));
    }

    /// All of them, and before them that a column is one of these rows.
    pub(super) fn but_first(&mut self, column: &str, rows: &BTreeSet<i64>) -> String {
        let first = self.is_one_of(column, rows.iter().map(|row| Value::Integer(*row)));
        format!("{first} AND {}", self.all())
    }

    pub(super) fn all(&self) -> String {
        if self.sql.is_empty() {
            "1".to_owned()
        } else {
            self.sql.join(" AND ")
        }
    }

    pub(super) fn selected(self, sql: String) -> Statement {
        Statement {
            sql,
            parameters: self.parameters,
        }
    }
}

pub(super) fn text(word: &str) -> Value {
    Value::Text(word.to_owned())
}
