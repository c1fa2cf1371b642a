//! The control API: the truth, changes behind the client's back, ledger, rate, rules.

use points_sandbox::Config;
use serde_json::{Value, json};

use crate::support::{Desk, plain};

#[tokio::test]
async fn an_order_is_made_changed_and_removed_behind_the_clients_back() {
    let desk = Desk::open().await;
    let uuid = desk
        .order(json!({
            "order_number": "NKH-77",
            "type": "earning",
            "order_status": "approved",
            "shipping": null,
            "total_price": "89.50",
            "total_points": "1790",
            "metadata": { "city": "جدة" },
            "items": [{ "product_name": "تمر", "product_price": 44.75, "quantity": 2 }],
        }))
        .await;
    let path = format!("/orders/{uuid}");
    let read = desk.get(&path).await;
    assert_eq!(read.data()["total_price"].to_string(), "89.5");
    assert_eq!(read.data()["total_points"].to_string(), "1790");
    assert!(read.data()["status"].is_null());
    assert_eq!(
        read.data()["items"][0]["product_price"].to_string(),
        "44.75"
    );
    let changes = json!({
        "order_status": "fully_refunded",
        "shipping": "delivered",
        "metadata": null,
        "updated_at": "2026-01-02T03:04:05Z",
        "extra": { "order_status": "on_hold", "status": 99 },
    });
    desk.control("PATCH", &path, Some(changes)).await;
    let read = desk.get(&path).await;
    assert_eq!(read.data()["order_status"], "on_hold");
    assert_eq!(read.data()["status"], 99);
    assert_eq!(read.data()["updated_at"], "2026-01-02T03:04:05Z");
    assert!(read.data()["metadata"].is_null());
    assert_eq!(desk.truth(&uuid).await["order_status"], "fully_refunded");
    desk.control("DELETE", &path, None).await;
    desk.get(&path).await.refused(404, "Order not found");
    assert_eq!(desk.running.order_count(), 0);
}

#[tokio::test]
async fn mistakes_in_control_calls_are_named() {
    let desk = Desk::open().await;
    let calls = [
        ("/orders", json!({ "order_state": "new" })),
        ("/orders", json!({ "total_price": "cheap" })),
        ("/rules", json!({ "cancel": "sometimes" })),
        ("/rules", json!({ "cancle": "any" })),
        ("/faults", json!({ "fault": { "kind": "gremlins" } })),
        ("/clock", json!({ "offset_seconds": i64::MAX })),
    ];
    for (path, body) in calls {
        let url = format!("{}{path}", desk.running.control_url);
        let answer = desk
            .send(reqwest::Method::POST, url, None, Some(&body))
            .await
            .unwrap();
        assert_eq!(answer.status().as_u16(), 400, "{body}");
        assert!(answer.text().await.unwrap().contains("error"));
    }
    assert_eq!(desk.running.order_count(), 0);
}

#[tokio::test]
async fn the_list_is_newest_first_and_filters() {
    let config = Config {
        orders: 300,
        rules: plain(),
        ..Config::default()
    };
    let desk = Desk::with(config).await;
    let page = desk.control("GET", "/orders?limit=10&offset=5", None).await;
    assert_eq!(page["total"], 300);
    let uuids: Vec<_> = desk.running.uuids()[5..15]
        .iter()
        .map(ToString::to_string)
        .collect();
    let listed: Vec<_> = page["orders"]
        .as_array()
        .unwrap()
        .iter()
        .map(|order| order["uuid"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(listed, uuids);
    let new = desk
        .control("GET", "/orders?status=new&limit=300", None)
        .await;
    let new = new["orders"].as_array().unwrap();
    assert!(new.len() > 3 && new.iter().all(|order| order["order_status"] == "new"));
    let sent = desk
        .control("GET", "/orders?status=captured&shipping=delivered", None)
        .await;
    let sent = sent["orders"].as_array().unwrap();
    assert!(!sent.is_empty() && sent.iter().all(|order| order["shipping_code"] == 5));
}

#[tokio::test]
async fn the_ledger_tells_what_came_and_what_was_applied() {
    let desk = Desk::open().await;
    let uuid = desk.order_in("new").await;
    desk.get(&format!("/orders/{uuid}")).await;
    desk.post(
        &format!("/orders/{uuid}/cancel"),
        json!({ "reason": "طلب مكرر" }),
    )
    .await;
    desk.post(&format!("/orders/{uuid}/cancel"), json!({}))
        .await;
    let ledger = desk.ledger().await;
    let column = |name: &str| {
        ledger
            .iter()
            .map(|e| e[name].clone())
            .collect::<Vec<Value>>()
    };
    assert_eq!(column("seq"), [1, 2, 3]);
    assert_eq!(column("method"), ["GET", "POST", "POST"]);
    assert_eq!(column("status"), [200, 200, 400]);
    assert_eq!(column("applied"), [false, true, false]);
    assert_eq!(ledger[1]["body"]["reason"], "طلب مكرر");
    assert_eq!(ledger[1]["path"], format!("/api/v1/orders/{uuid}/cancel"));
    let text = json!(ledger).to_string();
    assert!(
        !text.contains(&desk.running.private_key),
        "no key in the ledger"
    );
    let later = desk.control("GET", "/ledger?after=2", None).await;
    assert_eq!(later["entries"].as_array().unwrap().len(), 1);
    desk.control("DELETE", "/ledger", None).await;
    let empty = desk.control("GET", "/ledger", None).await;
    assert_eq!(
        (empty["entries"].clone(), empty["last_seq"].clone()),
        (json!([]), json!(3))
    );
}

#[tokio::test]
async fn the_hidden_rate_is_a_429_and_is_counted() {
    let desk = Desk::open().await;
    let limit = json!({ "per_second": 0, "burst": 3, "retry_after": "2" });
    desk.control("POST", "/rate", Some(limit)).await;
    let mut statuses = Vec::new();
    for _ in 0..5 {
        statuses.push(desk.get("/webhooks").await.status.as_u16());
    }
    assert_eq!(statuses, [200, 200, 200, 429, 429]);
    let refused = desk.get("/webhooks").await;
    assert_eq!(refused.headers["retry-after"], "2");
    let state = desk.control("GET", "/state", None).await;
    assert_eq!(
        state["rate"]["counters"],
        json!({ "allowed": 3, "refused": 3 })
    );
    desk.control("POST", "/rate", Some(json!({ "per_second": null })))
        .await;
    assert!(desk.get("/webhooks").await.status.is_success());
}

#[tokio::test]
async fn rules_change_one_by_one() {
    let desk = Desk::open().await;
    let body = json!({ "cancel": "any", "quirks": { "double_wrapped": "always" } });
    let rules = desk.control("POST", "/rules", Some(body)).await;
    assert_eq!(rules["cancel"], "any");
    assert_eq!(rules["capture"], "lifecycle");
    assert_eq!(rules["quirks"]["message_null"], "never");
    assert_eq!(desk.control("GET", "/rules", None).await, rules);
}

#[tokio::test]
async fn latency_is_for_every_call() {
    let desk = Desk::open().await;
    desk.control("POST", "/latency", Some(json!({ "ms": 60 })))
        .await;
    let started = std::time::Instant::now();
    desk.get("/webhooks").await;
    assert!(started.elapsed() >= std::time::Duration::from_millis(60));
    assert_eq!(desk.control("GET", "/state", None).await["latency_ms"], 60);
}
