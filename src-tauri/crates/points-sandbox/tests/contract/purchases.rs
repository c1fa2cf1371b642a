//! Dossier, "Endpoints": checkout, earning, ratings.

use points_sandbox::Rules;
use serde_json::{Value, json};

use crate::support::{Desk, answered, plain};

async fn checkout(desk: &Desk, key: &str, body: &Value) -> crate::support::Answered {
    let url = format!("{}/orders/checkout/{key}", desk.running.base_url);
    answered(
        desk.send(reqwest::Method::POST, url, None, Some(body))
            .await
            .unwrap(),
    )
    .await
}

fn earning(number: &str) -> Value {
    json!({
        "phone_number": "+966 51 234 5678",
        "total_price": 115.05,
        "order_number": number,
        "products": [{ "product_name": "Cappuccino", "product_price": 18.5, "quantity": 2 }],
    })
}

#[tokio::test]
async fn checkout_needs_only_the_public_key_and_gives_only_a_url() {
    let desk = Desk::open().await;
    let body = json!({ "total_price": 150.75, "order_number": "#A-1", "metadata": { "a": 1 } });
    let answer = checkout(&desk, &desk.running.public_key, &body).await;
    let data = answer.data().as_object().unwrap();
    assert_eq!(data.keys().collect::<Vec<_>>(), ["checkout_url"]);
    let orders = desk.control("GET", "/orders", None).await;
    let order = &orders["orders"][0];
    assert_eq!(order["order_number"], "A-1", "a leading # is stripped");
    assert_eq!(order["order_status"], "new");
    assert_eq!(order["total_price"], "150.75");
    let ledger = desk.ledger().await;
    assert_eq!(ledger[0]["path"], "/api/v1/orders/checkout/{publicKey}");
    assert_eq!(ledger[0]["carried_key"], false);
}

#[tokio::test]
async fn checkout_refuses_other_keys_and_wrong_fields() {
    let desk = Desk::open().await;
    let fine = json!({ "total_price": 1, "order_number": "A-1" });
    for key in ["pk_sandbox_other", &desk.running.private_key] {
        checkout(&desk, key, &fine)
            .await
            .refused(400, "Invalid or inactive API key");
    }
    let key = desk.running.public_key.clone();
    let wrong = json!({
        "total_price": -1,
        "phone_number": "123",
        "name": "n".repeat(256),
        "shipping_amount": "much",
        "shipping_address": { "city": "c".repeat(101), "line1": "ok" },
        "products": [
            { "product_name": "A", "product_price": 1, "quantity": 0 },
            { "product_price": 1, "quantity": 1 },
        ],
        "metadata": "none",
        "callback_url": "not a url",
    });
    assert_eq!(
        checkout(&desk, &key, &wrong).await.invalid_fields(),
        [
            "callback_url",
            "metadata",
            "name",
            "order_number",
            "phone_number",
            "products.0.quantity",
            "products.1.product_name",
            "shipping_address.city",
            "shipping_amount",
            "total_price",
        ]
    );
    let empty = json!({ "total_price": 1, "order_number": "A", "products": [] });
    assert_eq!(
        checkout(&desk, &key, &empty).await.invalid_fields(),
        ["products"]
    );
    let null = json!({ "total_price": 1, "order_number": "A", "products": null });
    checkout(&desk, &key, &null).await.data();
}

#[tokio::test]
async fn an_earning_order_is_approved_at_once() {
    let desk = Desk::open().await;
    let answer = desk.post("/orders/earning", earning("SALE-1")).await;
    let order = answer.data();
    assert_eq!(order["order_status"], "approved");
    assert_eq!(order["type"], 1);
    assert_eq!(order["total_price"].to_string(), "115.05");
    assert_eq!(order["items"][0]["quantity"], 2);
    let uuid = order["uuid"].as_str().unwrap();
    assert_eq!(
        desk.get(&format!("/orders/{uuid}")).await.data()["order_number"],
        "SALE-1"
    );
    let required = desk
        .post("/orders/earning", json!({}))
        .await
        .invalid_fields();
    assert_eq!(
        required,
        ["order_number", "phone_number", "products", "total_price"]
    );
}

#[tokio::test]
async fn a_customer_without_an_account_leaves_the_earning_pending() {
    let desk = Desk::open().await;
    let mut body = earning("SALE-2");
    body["phone_number"] = json!("500000003");
    let answer = desk.post("/orders/earning", body).await;
    assert!(answer.message().starts_with("لا يوجد حساب"), "in Arabic");
    let data = answer.data();
    assert_eq!(data["pending_client_activation"], true);
    assert_eq!(
        data["pending_earning_order"]["merchant_order_number"],
        "SALE-2"
    );
    assert!(data.get("uuid").is_none());
    assert_eq!(desk.running.order_count(), 0);
}

#[tokio::test]
async fn parallel_earning_calls_meet_the_merchants_lock() {
    let desk = Desk::with_rules(Rules {
        earning_lock_ms: 200,
        ..plain()
    })
    .await;
    let (first, second) = tokio::join!(
        desk.post("/orders/earning", earning("SALE-1")),
        desk.post("/orders/earning", earning("SALE-2")),
    );
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 429]);
    assert_eq!(desk.running.order_count(), 1);
    assert!(
        desk.ledger()
            .await
            .iter()
            .any(|entry| entry["in_flight"] == 2)
    );
    desk.post("/orders/earning", earning("SALE-3")).await.data();
}

#[tokio::test]
async fn order_numbers_are_unique_only_when_switched_on() {
    let desk = Desk::open().await;
    desk.post("/orders/earning", earning("SALE-1")).await.data();
    desk.post("/orders/earning", earning("#SALE-1"))
        .await
        .data();
    desk.control(
        "POST",
        "/rules",
        Some(json!({ "unique_order_numbers": true })),
    )
    .await;
    let answer = desk.post("/orders/earning", earning("SALE-1")).await;
    answer.refused(400, "Order number already exists");
}

#[tokio::test]
async fn a_rating_is_rewarded_once_a_reference() {
    let desk = Desk::open().await;
    let body = json!({ "phone_number": "0512345678", "review_reference": "R-1", "rating": 5 });
    for path in [
        "/orders/earning/store-rating",
        "/orders/earning/product-rating",
    ] {
        let answer = desk.post(path, body.clone()).await;
        assert_eq!(answer.data()["review_reference"], "R-1");
        let missing = desk.post(path, json!({})).await.invalid_fields();
        assert_eq!(missing, ["phone_number", "review_reference"]);
    }
    let applied = desk
        .ledger()
        .await
        .iter()
        .filter(|entry| entry["applied"] == true)
        .count();
    assert_eq!(applied, 1);
    desk.control("POST", "/rules", Some(json!({ "live_site": false })))
        .await;
    let answer = desk.post("/orders/earning/store-rating", body).await;
    answer.refused(404, "Route not found");
}
