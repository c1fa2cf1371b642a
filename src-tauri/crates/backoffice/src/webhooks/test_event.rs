//! The event that a desk sends to its own inbox to see whether it comes. Pure.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::json;
use serde_json::value::RawValue;
use uuid::Uuid;

/// A test event; each one has an id of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestEvent {
    /// By which the desk that sent it knows it again.
    pub id: Uuid,
}

impl TestEvent {
    /// Its name, which none of Points' events has.
    pub const NAME: &'static str = "points_desk_test";

    /// What is delivered, at this time.
    pub fn body(self, now: DateTime<Utc>) -> String {
        json!({
            "event": Self::NAME,
            "id": self.id,
            "timestamp": now.to_rfc3339_opts(SecondsFormat::Millis, true),
        })
        .to_string()
    }

    /// The test event in a delivered body, whichever desk sent it. What tells of an order is none.
    pub fn in_body(body: &str) -> Option<Self> {
        let fields: BTreeMap<String, Box<RawValue>> = serde_json::from_str(body).ok()?;
        let text = |name: &str| serde_json::from_str::<String>(fields.get(name)?.get()).ok();
        let is_test = text("event")? == Self::NAME && !fields.contains_key("order");
        let id = Uuid::try_parse(&text("id")?).ok()?;
        is_test.then_some(Self { id })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_event_is_known_again_and_nothing_of_points_is_taken_for_one() {
        let event = TestEvent {
            id: Uuid::from_u128(0x1234),
        };
        let body = event.body(DateTime::UNIX_EPOCH);
        assert_eq!(
            body,
            r#"{"event":"points_desk_test","id":"00000000-0000-0000-0000-000000001234","timestamp":"1970-01-01T00:00:00.000Z"}"#
        );
        assert_eq!(TestEvent::in_body(&body), Some(event));
        let uuid = event.id;
        for body in [
            format!(r#"{{"event":"captured","id":"{uuid}"}}"#),
            format!(r#"{{"event":"points_desk_test","id":"{uuid}","order":{{"id":"{uuid}"}}}}"#),
            r#"{"event":"points_desk_test","id":7}"#.to_owned(),
            r#"{"event":"points_desk_test"}"#.to_owned(),
            r#""points_desk_test""#.to_owned(),
            "[]".to_owned(),
        ] {
            assert_eq!(TestEvent::in_body(&body), None, "{body}");
        }
    }
}
