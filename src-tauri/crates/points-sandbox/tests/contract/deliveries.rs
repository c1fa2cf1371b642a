//! Dossier, "Webhooks": what a receiver gets, and how it goes wrong on request.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use http::{HeaderMap, StatusCode};
use points_sandbox::Rules;
use serde_json::{Value, json};

use crate::support::{Desk, plain};

#[derive(Default)]
struct Inbox {
    received: Vec<(HeaderMap, Value)>,
    /// Answers before the first 200.
    refusals: u32,
}

type Shared = Arc<Mutex<Inbox>>;

/// A receiver on loopback, registered with the sandbox; its secret.
async fn receiver(desk: &Desk, refusals: u32) -> (Shared, String) {
    let inbox: Shared = Arc::new(Mutex::new(Inbox {
        refusals,
        ..Inbox::default()
    }));
    let take = async |State(inbox): State<Shared>, headers: HeaderMap, body: Bytes| {
        let mut inbox = inbox.lock().unwrap();
        inbox
            .received
            .push((headers, serde_json::from_slice(&body).unwrap()));
        if inbox.refusals > 0 {
            inbox.refusals -= 1;
            return StatusCode::SERVICE_UNAVAILABLE;
        }
        StatusCode::OK
    };
    let router = Router::new()
        .route("/hook", post(take))
        .with_state(Arc::clone(&inbox));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let hook = desk
        .post("/webhooks", json!({ "name": "Desk", "url": url }))
        .await;
    (inbox, hook.data()["secret"].as_str().unwrap().to_owned())
}

async fn received(inbox: &Shared, count: usize) -> Vec<(HeaderMap, Value)> {
    for _ in 0..400 {
        if inbox.lock().unwrap().received.len() >= count {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let received = inbox.lock().unwrap().received.clone();
    assert_eq!(received.len(), count);
    received
}

#[tokio::test]
async fn an_event_has_headers_and_another_shape_than_a_read() {
    let desk = Desk::open().await;
    let (inbox, secret) = receiver(&desk, 0).await;
    let fields = json!({ "order_status": "captured", "total_price": "1500.00" });
    let uuid = desk.order(fields).await;
    let body = json!({ "amount": 400, "reason": "Item returned by customer." });
    desk.post(&format!("/orders/{uuid}/refund"), body)
        .await
        .data();
    let (headers, body) = received(&inbox, 1).await.remove(0);
    assert_eq!(headers["x-webhook-secret"], secret.as_str());
    assert_eq!(headers["x-webhook-event"], "refunded");
    assert_eq!(body["event"], "refunded");
    let order = &body["order"];
    assert_eq!(order["id"], uuid.as_str());
    assert_eq!(order["type"], "replacing");
    assert_eq!(order["status"], "new");
    assert_eq!(order["payment_status"], "fully_paid");
    assert_eq!(order["refund_amount"].to_string().trim_matches('"'), "400");
    assert_eq!(order["left_amount"].to_string().trim_matches('"'), "1100");
    assert_eq!(order["left_points"].to_string().trim_matches('"'), "11000");
    assert_eq!(order["reason"], "Item returned by customer.");
    assert!(body["timestamp"].is_string());
}

#[tokio::test]
async fn every_step_tells_its_event() {
    let desk = Desk::open().await;
    let (inbox, _) = receiver(&desk, 0).await;
    let uuid = desk.order_in("new").await;
    let steps = [
        ("authorize", json!({})),
        ("capture", json!({})),
        ("complete", json!({})),
        ("status", json!({ "status": "delivered" })),
        ("refund", json!({})),
    ];
    for (step, body) in steps {
        desk.post(&format!("/orders/{uuid}/{step}"), body)
            .await
            .data();
    }
    let events = received(&inbox, 5).await;
    let mut words: Vec<_> = events
        .iter()
        .map(|(_, body)| body["event"].to_string())
        .collect();
    words.sort_unstable();
    let expected = [
        "\"authorized\"",
        "\"captured\"",
        "\"completed\"",
        "\"refunded\"",
        "\"shipping_status_updated\"",
    ];
    assert_eq!(words, expected);
}

#[tokio::test]
async fn the_refunded_event_can_be_left_out() {
    let desk = Desk::with_rules(Rules {
        refunded_event: false,
        ..plain()
    })
    .await;
    let (inbox, _) = receiver(&desk, 0).await;
    let uuid = desk.order_in("captured").await;
    desk.post(&format!("/orders/{uuid}/refund"), json!({}))
        .await
        .data();
    desk.control(
        "POST",
        "/events",
        Some(json!({ "event": "low_balance_warning" })),
    )
    .await;
    let (_, body) = received(&inbox, 1).await.remove(0);
    assert_eq!(body["event"], "low_balance_warning");
    assert!(body.get("order").is_none());
    assert_eq!(body["data"]["max_debt_allowed"], "500.00");
}

#[tokio::test]
async fn three_attempts_and_no_more() {
    let desk = Desk::open().await;
    desk.control("POST", "/deliveries", Some(json!({ "retry_ms": 1 })))
        .await;
    let (inbox, _) = receiver(&desk, 2).await;
    let uuid = desk.order_in("new").await;
    desk.post(&format!("/orders/{uuid}/cancel"), json!({}))
        .await
        .data();
    received(&inbox, 3).await;
    inbox.lock().unwrap().received.clear();
    inbox.lock().unwrap().refusals = 9;
    let uuid = desk.order_in("new").await;
    desk.post(&format!("/orders/{uuid}/cancel"), json!({}))
        .await
        .data();
    tokio::time::sleep(Duration::from_millis(150)).await;
    received(&inbox, 3).await;
}

#[tokio::test]
async fn duplicates_and_losses_on_request() {
    let desk = Desk::open().await;
    let (inbox, _) = receiver(&desk, 0).await;
    let habits = json!({ "duplicates": 2, "shuffle_ms": 5, "delay_ms": 1 });
    desk.control("POST", "/deliveries", Some(habits)).await;
    let uuid = desk.order_in("new").await;
    desk.post(&format!("/orders/{uuid}/cancel"), json!({}))
        .await
        .data();
    let copies = received(&inbox, 3).await;
    assert!(copies.iter().all(|(_, body)| *body == copies[0].1));
    desk.control("POST", "/deliveries", Some(json!({ "lose_percent": 100 })))
        .await;
    let uuid = desk.order_in("new").await;
    desk.post(&format!("/orders/{uuid}/cancel"), json!({}))
        .await
        .data();
    tokio::time::sleep(Duration::from_millis(50)).await;
    received(&inbox, 3).await;
    let log = desk.control("GET", "/deliveries", None).await;
    let last = log["attempts"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["lost_on_purpose"], true);
    assert_eq!(last["order"], uuid.as_str());
}

#[tokio::test]
async fn points_reverses_an_order_by_itself() {
    let desk = Desk::open().await;
    let (inbox, _) = receiver(&desk, 0).await;
    let uuid = desk.order_in("approved").await;
    let event = json!({ "event": "auto_refunded", "uuid": uuid });
    desk.control("POST", "/events", Some(event)).await;
    let (_, body) = received(&inbox, 1).await.remove(0);
    assert_eq!(body["order"]["reason"], "auto_refund_missing_transaction");
    assert_eq!(desk.truth(&uuid).await["order_status"], "fully_refunded");
    let unknown = json!({ "event": "tier_upgraded", "uuid": uuid });
    desk.control("POST", "/events", Some(unknown)).await;
    let events = received(&inbox, 2).await;
    assert_eq!(events[1].0["x-webhook-event"], "tier_upgraded");
}
