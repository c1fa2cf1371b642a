//! Dossier, "Environments, keys" and "Envelope and errors".

use points_sandbox::{MessageLanguage, Rules};
use serde_json::json;

use crate::support::{Desk, answered, plain};

const UNKNOWN: &str = "550e8400-e29b-41d4-a716-446655440000";

#[tokio::test]
async fn a_missing_or_wrong_key_is_a_400_in_english_or_arabic() {
    for (language, missing, wrong) in [
        (
            MessageLanguage::English,
            "API key is required",
            "Invalid or inactive API key",
        ),
        (
            MessageLanguage::Arabic,
            "مفتاح الربط مطلوب",
            "مفتاح الربط غير صحيح أو غير مفعل",
        ),
    ] {
        let desk = Desk::with_rules(Rules {
            key_messages: language,
            ..plain()
        })
        .await;
        let url = format!("{}/webhooks?per_page=1", desk.running.base_url);
        let get = reqwest::Method::GET;
        let without = desk
            .send(get.clone(), url.clone(), None, None)
            .await
            .unwrap();
        answered(without).await.refused(400, missing);
        let other = desk
            .send(get, url, Some("sk_sandbox_other"), None)
            .await
            .unwrap();
        answered(other).await.refused(400, wrong);
        assert!(desk.get("/webhooks?per_page=1").await.status.is_success());
    }
}

#[tokio::test]
async fn a_rotated_key_is_refused_at_once_and_the_new_one_works() {
    let desk = Desk::open().await;
    let rotated = desk.control("POST", "/keys/rotate", Some(json!({}))).await;
    desk.get("/webhooks")
        .await
        .refused(400, "Invalid or inactive API key");
    let url = format!("{}/webhooks", desk.running.base_url);
    let key = rotated["private_key"].as_str().unwrap();
    assert!(key.starts_with("sk_sandbox_") && key.len() == 51);
    let answer = desk
        .send(reqwest::Method::GET, url, Some(key), None)
        .await
        .unwrap();
    assert!(answer.status().is_success());
}

#[tokio::test]
async fn an_inactive_merchant_has_no_key_and_an_unverified_one_no_rights() {
    let desk = Desk::open().await;
    let hook = json!({ "name": "Desk", "url": "https://shop.example/hook" });
    desk.control("POST", "/merchant", Some(json!({ "verified": false })))
        .await;
    desk.post("/webhooks", hook.clone())
        .await
        .refused(403, "Merchant is not verified");
    desk.post("/orders/earning", json!({}))
        .await
        .refused(403, "Merchant is not verified");
    assert!(desk.get("/webhooks").await.status.is_success());
    desk.control(
        "POST",
        "/merchant",
        Some(json!({ "verified": true, "active": false })),
    )
    .await;
    desk.get("/webhooks")
        .await
        .refused(400, "Invalid or inactive API key");
    desk.control("POST", "/merchant", Some(json!({ "active": true })))
        .await;
    assert!(desk.post("/webhooks", hook).await.status.is_success());
}

#[tokio::test]
async fn unknown_things_are_404_with_an_envelope() {
    let desk = Desk::open().await;
    desk.get(&format!("/orders/{UNKNOWN}"))
        .await
        .refused(404, "Order not found");
    desk.get("/orders/no-uuid")
        .await
        .refused(404, "Order not found");
    desk.get(&format!("/webhooks/{UNKNOWN}"))
        .await
        .refused(404, "Webhook not found");
    for action in [
        "authorize",
        "capture",
        "complete",
        "cancel",
        "refund",
        "status",
    ] {
        let path = format!("/orders/{UNKNOWN}/{action}");
        desk.post(&path, json!({}))
            .await
            .refused(404, "Order not found");
    }
    desk.post(&format!("/orders/{UNKNOWN}/dance"), json!({}))
        .await
        .refused(404, "Route not found");
    desk.get("/customers").await.refused(404, "Route not found");
}

#[tokio::test]
async fn validation_answers_422_with_and_without_status() {
    for without in [false, true] {
        let rules = Rules {
            validation_without_status: without,
            ..plain()
        };
        let desk = Desk::with_rules(rules).await;
        let answer = desk.post("/webhooks", json!({ "url": "nonsense" })).await;
        assert_eq!(answer.invalid_fields(), ["name", "url"]);
        assert_eq!(answer.message(), "The given data was invalid.");
        assert_eq!(answer.body.get("status").is_none(), without);
        assert_eq!(
            answer.body["errors"]["name"],
            json!(["The name field is required."])
        );
    }
}

#[tokio::test]
async fn every_answer_carries_the_time_of_points() {
    let desk = Desk::open().await;
    desk.control("POST", "/clock", Some(json!({ "offset_seconds": 86_400 })))
        .await;
    let answer = desk.get("/webhooks").await;
    let date = answer.headers["date"].to_str().unwrap();
    let date = chrono::DateTime::parse_from_rfc2822(date).unwrap();
    let ahead = date.to_utc() - chrono::Utc::now();
    assert!((86_390..=86_400).contains(&ahead.num_seconds()), "{ahead}");
}

#[tokio::test]
async fn the_integration_switch_is_idempotent_and_new() {
    let desk = Desk::open().await;
    for active in [false, false, true] {
        let answer = desk
            .post("/integration/status", json!({ "active": active }))
            .await;
        assert_eq!(answer.data()["active"], active);
    }
    let applied: Vec<_> = desk
        .ledger()
        .await
        .iter()
        .map(|entry| entry["applied"].as_bool().unwrap())
        .collect();
    assert_eq!(applied, [true, false, true]);
    assert_eq!(
        desk.post("/integration/status", json!({}))
            .await
            .invalid_fields(),
        ["active"]
    );
    let old = Desk::with_rules(Rules {
        live_site: false,
        ..plain()
    })
    .await;
    old.post("/integration/status", json!({ "active": true }))
        .await
        .refused(404, "Route not found");
}
