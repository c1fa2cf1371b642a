//! What makes two answers "the same": their content without what Points rewrites on every answer.

use serde_json::Value;
use sha2::{Digest, Sha256};

/// SHA-256 over the canonical JSON of an order.
pub type ContentHash = [u8; 32];

/// Display strings that age by themselves (API documentation, "Order resource").
const VOLATILE: [&str; 3] = ["since", "date", "time"];

/// The hash of an order's content. Keys are sorted, numbers keep their digits, and `since`,
/// `date` and `time` are left out, so that re-reading an unchanged order gives the same hash.
/// The envelope and an event's `timestamp` lie outside the order and never come here.
pub fn content_hash(order: &Value) -> ContentHash {
    let mut digest = Sha256::new();
    match order {
        Value::Object(fields) => {
            let lasting = fields
                .iter()
                .filter(|(name, _)| !VOLATILE.contains(&name.as_str()))
                .collect();
            feed_object(&mut digest, lasting);
        }
        other => feed(&mut digest, other),
    }
    digest.finalize().into()
}

/// The hash of an event: its name and the order's content. The name counts, because `completed`
/// and `auto_refunded` are events and no states: the order inside may be the very same as in the
/// event before (API documentation, "Webhooks").
pub fn event_hash(event: &str, order: &Value) -> ContentHash {
    let mut digest = Sha256::new();
    feed_text(&mut digest, b'e', event);
    digest.update(content_hash(order));
    digest.finalize().into()
}

fn feed(digest: &mut Sha256, value: &Value) {
    match value {
        Value::Null => digest.update(b"n"),
        Value::Bool(flag) => digest.update(if *flag { b"t" } else { b"f" }),
        Value::Number(number) => feed_text(digest, b'#', &number.to_string()),
        Value::String(text) => feed_text(digest, b'"', text),
        Value::Array(entries) => {
            digest.update(b"[");
            for entry in entries {
                feed(digest, entry);
            }
            digest.update(b"]");
        }
        Value::Object(fields) => feed_object(digest, fields.iter().collect()),
    }
}

fn feed_object(digest: &mut Sha256, mut fields: Vec<(&String, &Value)>) {
    fields.sort_unstable_by_key(|(name, _)| *name);
    digest.update(b"{");
    for (name, value) in fields {
        feed_text(digest, b'"', name);
        feed(digest, value);
    }
    digest.update(b"}");
}

/// Length first, so that no two different trees feed the same bytes.
fn feed_text(digest: &mut Sha256, tag: u8, text: &str) {
    digest.update([tag]);
    digest.update((text.len() as u64).to_le_bytes());
    digest.update(text.as_bytes());
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;

    fn hash(text: &str) -> ContentHash {
        content_hash(&serde_json::from_str(text).unwrap())
    }

    #[test]
    fn display_strings_and_key_order_do_not_count() {
        assert_eq!(
            hash(r#"{"uuid":"a","since":"2 hours ago","total_price":150.50}"#),
            hash(r#"{"total_price":150.50,"time":"05:50 am","uuid":"a"}"#),
        );
    }

    #[test]
    fn digits_count_and_nested_names_are_not_volatile() {
        assert_ne!(
            hash(r#"{"total_price":150.5}"#),
            hash(r#"{"total_price":"150.5"}"#)
        );
        assert_ne!(
            hash(r#"{"total_price":9007199254740993}"#),
            hash(r#"{"total_price":9007199254740992}"#)
        );
        assert_ne!(
            hash(r#"{"metadata":{"time":"a"}}"#),
            hash(r#"{"metadata":{"time":"b"}}"#)
        );
    }

    #[test]
    fn structure_counts() {
        assert_ne!(hash(r#"{"a":["b","c"]}"#), hash(r#"{"a":["bc"]}"#));
        assert_ne!(hash(r#"{"a":{"b":1}}"#), hash(r#"{"a":["b",1]}"#));
    }
}
