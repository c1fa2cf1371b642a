//! One JSON value as the cells of a row: an object's members, and those of objects within it, by
//! their paths.

use std::collections::HashMap;

use serde_json::Value;

use super::{MOST_COLUMNS, Record};

/// Objects in objects, deeper than any shop nests them.
const DEEPEST: usize = 8;

/// Columns that are told apart; a path more is no column.
const MOST_PATHS: usize = 2_000;

/// The columns of a file of objects, by their paths: `billing.phone`. Members that the beginning of
/// the file has decide, in the sequence in which they are met; those of one object by their names.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct JsonColumns {
    names: Vec<String>,
    places: HashMap<String, usize>,
    cells: Vec<String>,
}

impl JsonColumns {
    pub(in super::super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The value as a row; none where it is nothing that has cells. A value that is no object is the
    /// only cell of its row. `grows`: paths that are new become columns.
    pub(in super::super) fn fill(
        &mut self,
        value: &Value,
        row: u64,
        grows: bool,
        record: &mut Record,
    ) -> Option<()> {
        for cell in &mut self.cells {
            cell.clear();
        }
        match value {
            Value::Object(_) => self.members(value, &mut String::new(), 0, grows),
            Value::Array(_) => return None,
            _ => self.keep("", scalar(value)?, grows),
        }
        record.clear(row);
        for cell in &self.cells {
            record.push(cell);
        }
        Some(())
    }

    fn members(&mut self, value: &Value, path: &mut String, depth: usize, grows: bool) {
        if depth > DEEPEST {
            return;
        }
        let length = path.len();
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    extend(path, name);
                    self.members(member, path, depth + 1, grows);
                    path.truncate(length);
                }
            }
            // `[{"key": "points_uuid", "value": "…"}]`, as shops keep what others add to an order.
            Value::Array(entries) => {
                for (name, member) in entries.iter().filter_map(entry) {
                    extend(path, name);
                    self.members(member, path, depth + 1, grows);
                    path.truncate(length);
                }
            }
            other => {
                if let Some(text) = scalar(other) {
                    self.keep(path, text, grows);
                }
            }
        }
    }

    fn keep(&mut self, path: &str, text: String, grows: bool) {
        let place = match self.places.get(path) {
            Some(place) => *place,
            None if grows && self.names.len() < MOST_PATHS.min(MOST_COLUMNS) => {
                self.places.insert(path.to_owned(), self.names.len());
                self.names.push(path.to_owned());
                self.cells.push(String::new());
                self.names.len() - 1
            }
            None => return,
        };
        // Of several entries of one name, the first that says something.
        if let Some(cell) = self.cells.get_mut(place)
            && cell.is_empty()
        {
            *cell = text;
        }
    }
}

fn extend(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}

/// An entry of a list of names and values.
fn entry(value: &Value) -> Option<(&str, &Value)> {
    let members = value.as_object()?;
    let name = members
        .get("key")
        .or_else(|| members.get("name"))?
        .as_str()?;
    Some((name, members.get("value")?))
}

/// A number keeps its digits as they were written.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null => Some(String::new()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;

    fn cells(columns: &mut JsonColumns, text: &str, grows: bool) -> Vec<String> {
        let mut record = Record::default();
        columns
            .fill(&serde_json::from_str(text).unwrap(), 1, grows, &mut record)
            .unwrap();
        record.cells().map(str::to_owned).collect()
    }

    #[test]
    fn members_of_members_are_columns_and_numbers_keep_their_digits() {
        let mut columns = JsonColumns::default();
        let first = r#"{"id": 1042, "total": 348.50, "billing": {"phone": "050", "city": null},
            "meta_data": [{"id": 1, "key": "points_uuid", "value": "x"}], "items": [{"sku": "a"}], "paid": true}"#;
        assert_eq!(
            cells(&mut columns, first, true),
            ["", "050", "1042", "x", "true", "348.50"]
        );
        assert_eq!(
            columns.names(),
            [
                "billing.city",
                "billing.phone",
                "id",
                "meta_data.points_uuid",
                "paid",
                "total"
            ]
        );
        assert_eq!(
            cells(&mut columns, r#"{"total": 1, "more": 2}"#, false),
            ["", "", "", "", "", "1"]
        );
    }

    #[test]
    fn a_value_that_is_no_object_is_one_cell() {
        assert_eq!(cells(&mut JsonColumns::default(), "\"x\"", true), ["x"]);
        let mut record = Record::default();
        assert!(
            JsonColumns::default()
                .fill(&serde_json::json!([1]), 1, true, &mut record)
                .is_none()
        );
    }

    #[test]
    fn what_is_nested_without_end_ends() {
        let deep = format!("{}1{}", "{\"a\":".repeat(100), "}".repeat(100));
        assert!(cells(&mut JsonColumns::default(), &deep, true).is_empty());
    }
}
