//! Search: fragments of numbers and uuids, beginnings of words, all terms together.

use rusqlite::types::Value;

use crate::text::fold_text;

/// Fragments are found from this length on; shorter terms only match beginnings.
const FRAGMENT: usize = 3;

/// Nobody types more; what is beyond is left out rather than slow.
const TERMS: usize = 16;

/// A condition on `o.id` and its parameters, or nothing when the search is blank.
pub(super) fn condition(search: &str, parameters: &mut Vec<Value>) -> Option<String> {
    let folded = fold_text(search);
    let terms: Vec<_> = folded.split_whitespace().take(TERMS).collect();
    if terms.is_empty() {
        return None;
    }
    let sets: Vec<_> = terms
        .iter()
        .filter_map(|term| one_term(term, parameters))
        .collect();
    if sets.is_empty() {
        // Only punctuation: it matches nothing, and is never an operator.
        return Some("0".to_owned());
    }
    Some(
        sets.iter()
            .map(|set| format!("o.id IN ({set})"))
            .collect::<Vec<_>>()
            .join(" AND "),
    )
}

fn one_term(term: &str, parameters: &mut Vec<Value>) -> Option<String> {
    let beginnings: Vec<_> = term
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| format!("{}*", quoted(word)))
        .collect();
    if beginnings.is_empty() {
        return None;
    }
    parameters.push(Value::Text(beginnings.join(" AND ")));
    let words = format!(
        "SELECT rowid FROM order_words WHERE words MATCH ?{}",
        parameters.len()
    );
    if term.chars().count() < FRAGMENT {
        return Some(words);
    }
    parameters.push(Value::Text(quoted(term)));
    Some(format!(
        "SELECT rowid FROM order_codes WHERE codes MATCH ?{} UNION ALL {words}",
        parameters.len()
    ))
}

/// A term as an FTS5 string, in which nothing is an operator.
fn quoted(term: &str) -> String {
    format!("\"{}\"", term.replace('"', "\"\""))
}
