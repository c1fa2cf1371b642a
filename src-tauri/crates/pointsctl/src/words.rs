//! The stable words of the JSON output: those that the views carry.

use serde::Serialize;
use serde_json::Value;

/// The word of a view's variant, such as `key_refused`.
pub(crate) fn word<T: Serialize>(variant: &T) -> String {
    match serde_json::to_value(variant) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use backoffice::view::{ErrorCode, StaleKind};

    #[test]
    fn variants_are_written_as_the_views_write_them() {
        assert_eq!(word(&ErrorCode::KeyRefused), "key_refused");
        assert_eq!(word(&StaleKind::Unpaid), "unpaid");
    }
}
