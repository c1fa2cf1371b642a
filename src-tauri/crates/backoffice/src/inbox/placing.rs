//! What an event is about. Pure: no clock, no network.

use points_api::ObservedOrder;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::fold::Source;
use crate::inbox::InboxEvent;
use crate::store::Heard;
use crate::webhooks::TestEvent;

/// Where an event belongs.
#[derive(Debug, Clone)]
pub enum Placed {
    /// It says something of an order.
    Order(Box<Heard>),
    /// A desk sent it to see whether it comes: nothing is kept of it.
    Test,
    /// It is about the merchant, or nobody can read it: it is kept as it came.
    Leftover,
}

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow, default)]
    event: Option<&'a RawValue>,
    #[serde(borrow, default)]
    order: Option<&'a RawValue>,
}

/// Places an event. `ahead`: by how much the inbox's clock is ahead of this machine's; `now`: this
/// machine's time, which no event can be later than.
pub fn place(event: &InboxEvent, ahead: i64, now: i64) -> Placed {
    let Ok(body) = serde_json::from_str::<Body<'_>>(event.body.get()) else {
        return Placed::Leftover;
    };
    let Some(raw) = body.order else {
        return match TestEvent::in_body(event.body.get()) {
            Some(_) => Placed::Test,
            None => Placed::Leftover,
        };
    };
    let order = serde_json::from_str::<Value>(raw.get())
        .ok()
        .and_then(|json| ObservedOrder::from_json(&json).ok());
    let Some(order) = order else {
        return Placed::Leftover;
    };
    let named = body
        .event
        .and_then(|name| serde_json::from_str::<String>(name.get()).ok());
    let heard_at = (event.received_at.saturating_sub(ahead)).min(now);
    Placed::Order(Box::new(Heard {
        uuid: order.uuid,
        source: Source::Event,
        // What the body says is signed by nobody either, but it is what the fold has the hash of.
        event: named
            .or_else(|| event.event.clone())
            .or(Some(String::new())),
        raw: raw.get().to_owned(),
        asked_at: heard_at,
        heard_at,
        points_time: None,
    }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;

    fn event(body: &str) -> InboxEvent {
        InboxEvent {
            seq: 1,
            received_at: 10_000,
            event: Some("captured".to_owned()),
            body: RawValue::from_string(body.to_owned()).unwrap(),
        }
    }

    const ORDER: &str =
        r#"{"id":"3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d","total_price":1.50000000000000000001}"#;

    #[test]
    fn an_order_is_kept_as_its_exact_text() {
        let body = format!(r#"{{"event":"refunded","order": {ORDER} ,"timestamp":"x"}}"#);
        let Placed::Order(heard) = place(&event(&body), 0, 20_000) else {
            unreachable!("it has an order");
        };
        assert_eq!(heard.raw, ORDER);
        assert_eq!(heard.event.as_deref(), Some("refunded"));
        assert_eq!((heard.asked_at, heard.heard_at), (10_000, 10_000));
    }

    #[test]
    fn a_clock_that_is_wrong_there_is_set_right_here() {
        let body = format!(r#"{{"order":{ORDER}}}"#);
        let at = |ahead, now| match place(&event(&body), ahead, now) {
            Placed::Order(heard) => heard.heard_at,
            Placed::Test | Placed::Leftover => unreachable!("it has an order"),
        };
        assert_eq!(at(4_000, 20_000), 6_000);
        assert_eq!(at(-4_000, 20_000), 14_000);
        assert_eq!(at(0, 9_000), 9_000, "nothing is heard in the future");
    }

    #[test]
    fn a_desks_own_test_is_no_leftover() {
        let body = r#"{"event":"points_desk_test","id":"3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d"}"#;
        assert!(matches!(place(&event(body), 0, 1), Placed::Test));
    }

    #[test]
    fn what_is_about_no_order_is_left_over() {
        for body in [
            r#"{"event":"low_balance_warning","merchant":{},"data":{}}"#,
            r#"{"event":"captured","order":{"id":48213}}"#,
            r#"{"order":null}"#,
            "[]",
            "7",
        ] {
            assert!(
                matches!(place(&event(body), 0, 1), Placed::Leftover),
                "{body}"
            );
        }
    }
}
