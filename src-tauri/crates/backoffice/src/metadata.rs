//! What a shop attached to its orders, flat: each value by its path.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use crate::view::{MetadataEntry, MetadataPath};

/// At most so many paths are told; nobody chooses from more.
const MOST_PATHS: usize = 100;

/// Every value by its path, in the order of the names. Entries of a list are counted from one.
pub(crate) fn flat(entries: &Map<String, Value>) -> Vec<MetadataEntry> {
    let mut flat = Vec::new();
    for (name, value) in entries {
        flatten(name, value, &mut flat);
    }
    flat
}

/// The same of an order's stored JSON text; nothing where there is none.
pub(crate) fn flat_text(text: Option<&str>) -> Vec<MetadataEntry> {
    match text.map(serde_json::from_str) {
        Some(Ok(Value::Object(entries))) => flat(&entries),
        _ => Vec::new(),
    }
}

/// What an order's stored JSON text says at a path.
pub(crate) fn at(text: Option<&str>, path: &str) -> Option<String> {
    flat_text(text)
        .into_iter()
        .find(|entry| entry.path == path)
        .map(|entry| entry.value)
}

/// The paths that these orders have, the most frequent first, else by name. The example is the
/// first value that is not empty.
pub(crate) fn paths(orders: impl IntoIterator<Item = Vec<MetadataEntry>>) -> Vec<MetadataPath> {
    let mut known: HashMap<String, MetadataPath> = HashMap::new();
    for order in orders {
        let mut seen = HashSet::new();
        for MetadataEntry { path, value } in order {
            let told = known.entry(path.clone()).or_insert_with(|| MetadataPath {
                path: path.clone(),
                example: String::new(),
                orders: 0,
            });
            if told.example.is_empty() {
                told.example = value;
            }
            told.orders += u64::from(seen.insert(path));
        }
    }
    let mut paths: Vec<_> = known.into_values().collect();
    paths.sort_by(|one, two| (two.orders, &one.path).cmp(&(one.orders, &two.path)));
    paths.truncate(MOST_PATHS);
    paths
}

fn flatten(path: &str, value: &Value, into: &mut Vec<MetadataEntry>) {
    let leaf = |value: String| MetadataEntry {
        path: path.to_owned(),
        value,
    };
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            for (name, value) in entries {
                flatten(&format!("{path}.{name}"), value, into);
            }
        }
        Value::Array(entries) if !entries.is_empty() => {
            for (value, position) in entries.iter().zip(1..) {
                flatten(&format!("{path}.{position}"), value, into);
            }
        }
        Value::String(text) => into.push(leaf(text.clone())),
        Value::Null => into.push(leaf(String::new())),
        other => into.push(leaf(other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CART: &str = r#"{"cart":{"id":17.50,"codes":["A","B"],"empty":{}},"gift":null}"#;

    #[test]
    fn nested_values_have_paths_and_numbers_stay_as_they_came() {
        let flat: Vec<_> = flat_text(Some(CART))
            .into_iter()
            .map(|entry| format!("{}={}", entry.path, entry.value))
            .collect();
        assert_eq!(
            flat,
            [
                "cart.codes.1=A",
                "cart.codes.2=B",
                "cart.empty={}",
                "cart.id=17.50",
                "gift="
            ]
        );
    }

    #[test]
    fn a_path_leads_to_its_value_or_to_none() {
        assert_eq!(at(Some(CART), "cart.codes.2").as_deref(), Some("B"));
        assert_eq!(at(Some(CART), "gift").as_deref(), Some(""));
        assert_eq!(at(Some(CART), "cart"), None);
        assert_eq!(at(None, "gift"), None);
    }

    #[test]
    fn the_most_frequent_paths_come_first_with_a_value_that_says_something() {
        let orders = [
            r#"{"b":"","a.b":"x","a":{"b":"y"}}"#,
            r#"{"b":"gift"}"#,
            r#"{"c":1}"#,
        ];
        let told: Vec<_> = paths(orders.map(|text| flat_text(Some(text))))
            .into_iter()
            .map(|path| (path.path, path.example, path.orders))
            .collect();
        let expected = [("b", "gift", 2), ("a.b", "y", 1), ("c", "1", 1)]
            .map(|(path, example, orders)| (path.to_owned(), example.to_owned(), orders));
        assert_eq!(told, expected);
    }

    #[test]
    fn no_more_paths_are_told_than_somebody_chooses_from() {
        let entries = (0..150).map(|number| MetadataEntry {
            path: format!("p{number:03}"),
            value: String::new(),
        });
        assert_eq!(paths([entries.collect()]).len(), MOST_PATHS);
    }
}
