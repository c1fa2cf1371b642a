//! Every quirk, on and off (dossier, "Envelope and errors" and "The order").

use points_sandbox::{Config, Quirk, Quirks, Rules};
use serde_json::{Value, json};

use crate::support::{Desk, plain};

/// One order, read with a single quirk never or always showing.
async fn read(set: impl FnOnce(&mut Quirks), fields: Value) -> Value {
    let mut rules = plain();
    set(&mut rules.quirks);
    let desk = Desk::with_rules(rules).await;
    let uuid = desk.order(fields).await;
    desk.get(&format!("/orders/{uuid}")).await.body
}

#[tokio::test]
async fn without_quirks_an_order_is_as_the_specification_says() {
    let body = read(
        |_| (),
        json!({ "created_at": "2026-01-02T03:04:05.123456Z" }),
    )
    .await;
    assert_eq!(body["message"], "");
    assert_eq!(body["appended_data"], json!({}));
    let order = &body["data"];
    assert_eq!(order["created_at"], "2026-01-02T03:04:05Z");
    assert_eq!(order["total_price"].to_string(), "150.5");
    assert_eq!(order["items"], json!([]));
    assert_eq!(order["status"], 1);
    assert!(order["updated_at"].is_string());
}

#[tokio::test]
async fn each_quirk_shows_when_switched_on() {
    let created = json!({ "created_at": "2026-01-02T03:04:05.123456Z" });
    let body = read(|q| q.microseconds = Quirk::Always, created).await;
    assert_eq!(body["data"]["created_at"], "2026-01-02T03:04:05.123456Z");
    let body = read(|q| q.updated_at_missing = Quirk::Always, json!({})).await;
    assert!(body["data"].get("updated_at").is_none());
    let body = read(|q| q.amounts_as_strings = Quirk::Always, json!({})).await;
    assert_eq!(body["data"]["total_price"], "150.50");
    let body = read(|q| q.php_floats = Quirk::Always, json!({})).await;
    assert_eq!(
        body["data"]["total_price"].to_string(),
        "150.49999999999997"
    );
    let body = read(|q| q.appended_data_array = Quirk::Always, json!({})).await;
    assert_eq!(body["appended_data"], json!([]));
    let body = read(|q| q.message_null = Quirk::Always, json!({})).await;
    assert_eq!(body.get("message"), Some(&Value::Null));
    let body = read(|q| q.double_wrapped = Quirk::Always, json!({})).await;
    assert!(body["data"]["data"]["uuid"].is_string());
    let body = read(|q| q.items_absent = Quirk::Always, json!({})).await;
    assert!(body["data"].get("items").is_none());
    let body = read(|q| q.unknown_values = Quirk::Always, json!({})).await;
    assert_eq!(body["data"]["order_status"], "on_hold");
    assert_eq!(body["data"]["status"], 42);
}

#[tokio::test]
async fn labels_are_the_bilingual_ones_unless_switched_off() {
    let fields = json!({ "shipping": "delivered" });
    let body = read(|_| (), fields.clone()).await;
    assert_eq!(body["data"]["status_label"], "تم التوصيل");
    let desk = Desk::with_rules(Rules {
        status_labels: false,
        ..plain()
    })
    .await;
    let uuid = desk.order(fields).await;
    let body = desk.get(&format!("/orders/{uuid}")).await.body;
    assert!(body["data"].get("status_label").is_none());
}

#[tokio::test]
async fn by_default_a_share_of_the_orders_shows_each_quirk_and_always_the_same() {
    let desk = Desk::with(Config {
        orders: 200,
        ..Config::default()
    })
    .await;
    let mut seen = std::collections::BTreeMap::new();
    for uuid in desk.running.uuids() {
        let first = desk.get(&format!("/orders/{uuid}")).await.body;
        let order = if first["data"]["data"].is_object() {
            *seen.entry("wrapped").or_insert(0) += 1;
            &first["data"]["data"]
        } else {
            &first["data"]
        };
        let mut count = |name, shows: bool| {
            if shows {
                *seen.entry(name).or_insert(0) += 1;
            }
        };
        count("null message", first["message"].is_null());
        count("array", first["appended_data"].is_array());
        count("string amount", order["total_price"].is_string());
        count("php float", order["total_price"].to_string().len() > 12);
        count("no update", order.get("updated_at").is_none());
        count(
            "microseconds",
            order["created_at"].as_str().unwrap().contains('.'),
        );
        count("unknown", order["order_status"] == "on_hold");
        let mut second = desk.get(&format!("/orders/{uuid}")).await.body;
        let mut first = first.clone();
        for body in [&mut first, &mut second] {
            let order = if body["data"]["data"].is_object() {
                &mut body["data"]["data"]
            } else {
                &mut body["data"]
            };
            order["since"] = Value::Null;
        }
        assert_eq!(first, second);
    }
    let names: Vec<_> = seen.keys().copied().collect();
    let expected = [
        "array",
        "microseconds",
        "no update",
        "null message",
        "php float",
        "string amount",
        "wrapped",
    ];
    assert_eq!(names, expected, "{seen:?}");
    assert!(seen.values().all(|count| *count < 160), "{seen:?}");
}
