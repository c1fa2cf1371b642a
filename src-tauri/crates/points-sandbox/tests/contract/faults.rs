//! Each fault: what the client sees, and whether the call was applied.

use std::error::Error;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{Desk, answered};

/// Lets one fault strike a capture; the answer (or error), and whether the order was captured.
async fn struck(
    fault: serde_json::Value,
) -> (
    Result<reqwest::Response, reqwest::Error>,
    bool,
    serde_json::Value,
) {
    let desk = Desk::open().await;
    let uuid = desk.order_in("authorized").await;
    desk.fault(fault, 1).await;
    let answer = desk
        .try_api("POST", &format!("/orders/{uuid}/capture"), None)
        .await;
    let applied = desk.truth(&uuid).await["order_status"] == "captured";
    let entry = desk.ledger().await.remove(0);
    assert_eq!(entry["applied"], applied);
    assert_eq!(entry["uuid"], uuid.as_str());
    let again = desk.get(&format!("/orders/{uuid}")).await;
    assert!(
        again.status.is_success(),
        "a fault that struck once is over"
    );
    (answer, applied, entry)
}

#[tokio::test]
async fn latency_delays_and_applies() {
    let started = Instant::now();
    let (answer, applied, entry) = struck(json!({ "kind": "latency", "ms": 120 })).await;
    assert!(answer.unwrap().status().is_success() && applied);
    assert!(started.elapsed() >= Duration::from_millis(120));
    assert_eq!(entry["fault"], "latency");
    assert!(entry["duration_ms"].as_u64().unwrap() >= 120);
}

#[tokio::test]
async fn throttle_answers_429_with_or_without_a_hint() {
    for hint in [
        json!("3"),
        json!("Wed, 21 Oct 2026 07:28:00 GMT"),
        json!(null),
    ] {
        let (answer, applied, entry) =
            struck(json!({ "kind": "throttle", "retry_after": hint })).await;
        let answer = answer.unwrap();
        assert_eq!(answer.status().as_u16(), 429);
        let header = answer
            .headers()
            .get("retry-after")
            .map(|v| v.to_str().unwrap());
        assert_eq!(header, hint.as_str());
        assert!(!applied);
        assert_eq!(entry["status"], 429);
    }
}

#[tokio::test]
async fn status_answers_json_or_html() {
    let (answer, applied, _) = struck(json!({ "kind": "status", "code": 503 })).await;
    let answer = answered(answer.unwrap()).await;
    answer.refused(503, "Server Error");
    assert!(!applied);
    let (answer, _, _) = struck(json!({ "kind": "status", "code": 502, "html": true })).await;
    let answer = answered(answer.unwrap()).await;
    assert_eq!(answer.status.as_u16(), 502);
    assert!(answer.body.as_str().unwrap().contains("<html>"));
}

#[tokio::test]
async fn reset_breaks_the_connection_before_anything_happened() {
    let (answer, applied, entry) = struck(json!({ "kind": "reset" })).await;
    let error = answer.unwrap_err();
    let mut cause: Option<&dyn Error> = Some(&error);
    let mut reset = false;
    while let Some(error) = cause {
        reset |= error
            .downcast_ref::<std::io::Error>()
            .is_some_and(|error| error.kind() == std::io::ErrorKind::ConnectionReset);
        cause = error.source();
    }
    assert!(reset, "{error:?}");
    assert!(!applied);
    assert!(entry["status"].is_null());
}

#[tokio::test]
async fn cut_body_applies_and_stops_in_the_middle() {
    let (answer, applied, entry) = struck(json!({ "kind": "cut_body" })).await;
    let answer = answer.unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    assert!(answer.content_length().unwrap() > 0);
    assert!(answer.text().await.is_err());
    assert!(applied);
    assert_eq!(entry["fault"], "cut_body");
}

#[tokio::test]
async fn hang_is_silent_and_then_closes() {
    let started = Instant::now();
    let (answer, applied, _) = struck(json!({ "kind": "hang", "ms": 100 })).await;
    assert!(answer.is_err() && !applied);
    assert!(started.elapsed() >= Duration::from_millis(100));
}

#[tokio::test]
async fn lose_answer_applies_and_says_nothing() {
    let (answer, applied, entry) = struck(json!({ "kind": "lose_answer" })).await;
    assert!(answer.is_err() && applied);
    assert_eq!(entry["status"], 200, "what would have been answered");
}

#[tokio::test]
async fn apply_late_says_nothing_and_applies_when_nobody_waits_any_more() {
    let desk = Desk::open().await;
    let uuid = desk.order_in("authorized").await;
    desk.fault(json!({ "kind": "apply_late", "ms": 150 }), 1)
        .await;
    let started = Instant::now();
    let path = format!("/orders/{uuid}/capture");
    assert!(desk.try_api("POST", &path, None).await.is_err());
    assert!(
        started.elapsed() < Duration::from_millis(150),
        "it hangs up at once"
    );
    assert_eq!(desk.truth(&uuid).await["order_status"], "authorized");
    assert_eq!(desk.ledger().await[0]["applied"], false);
    until(async || desk.truth(&uuid).await["order_status"] == "captured").await;
    assert!(started.elapsed() >= Duration::from_millis(150));
    until(async || desk.ledger().await[0]["applied"] == true).await;
    assert_eq!(desk.ledger().await[0]["fault"], "apply_late");
}

#[tokio::test]
async fn a_rule_may_strike_by_chance() {
    let desk = Desk::open().await;
    let uuid = desk.order_in("new").await;
    let rule = json!({ "percent": 40, "fault": { "kind": "status", "code": 500 } });
    desk.control("POST", "/faults", Some(rule)).await;
    let mut struck = 0;
    for _ in 0..100 {
        let read = desk.get(&format!("/orders/{uuid}")).await;
        struck += u32::from(read.status.is_server_error());
    }
    assert!((20..=60).contains(&struck), "{struck} of 100");
}

#[tokio::test]
async fn redirect_points_elsewhere() {
    let to = "https://elsewhere.example/api";
    let (answer, applied, _) = struck(json!({ "kind": "redirect", "to": to })).await;
    let answer = answer.unwrap();
    assert_eq!(answer.status().as_u16(), 302);
    assert_eq!(answer.headers()["location"], to);
    assert!(!applied);
}

#[tokio::test]
async fn huge_body_is_as_huge_as_told() {
    let (answer, applied, _) = struck(json!({ "kind": "huge_body", "bytes": 3_000_000 })).await;
    let bytes = answer.unwrap().bytes().await.unwrap();
    assert!((3_000_000..3_000_100).contains(&bytes.len()));
    assert!(!applied);
}

#[tokio::test]
async fn not_json_is_a_page_with_status_200() {
    let (answer, applied, _) = struck(json!({ "kind": "not_json" })).await;
    let answer = answered(answer.unwrap()).await;
    assert_eq!(answer.status.as_u16(), 200);
    assert!(answer.body.as_str().unwrap().starts_with("<!doctype html>"));
    assert!(!applied);
}

#[tokio::test]
async fn a_rule_strikes_only_what_it_matches_and_only_so_often() {
    let desk = Desk::open().await;
    let (hit, spared) = (desk.order_in("new").await, desk.order_in("new").await);
    let rule = json!({
        "match": { "method": "GET", "path_contains": "/orders/", "uuid": hit },
        "times": 2,
        "fault": { "kind": "status", "code": 500 },
    });
    desk.control("POST", "/faults", Some(json!([rule]))).await;
    let read = async |uuid: &str| desk.get(&format!("/orders/{uuid}")).await.status.as_u16();
    assert_eq!(read(&spared).await, 200);
    assert_eq!(
        [read(&hit).await, read(&hit).await, read(&hit).await],
        [500, 500, 200]
    );
    let everything = json!({ "fault": { "kind": "status", "code": 500 } });
    desk.control("POST", "/faults", Some(everything)).await;
    assert_eq!([read(&hit).await, read(&hit).await], [500, 500]);
    desk.control("DELETE", "/faults", None).await;
    assert_eq!(read(&hit).await, 200);
    assert_eq!(desk.control("GET", "/faults", None).await, json!([]));
}

#[tokio::test]
async fn a_client_that_hangs_up_does_not_stop_the_service() {
    let desk = Desk::open().await;
    let uuid = desk.order_in("authorized").await;
    desk.fault(json!({ "kind": "latency", "ms": 2_000 }), 1)
        .await;
    let path = format!("/orders/{uuid}/capture");
    tokio::select! {
        answer = desk.try_api("POST", &path, None) => panic!("it came too soon: {answer:?}"),
        () = until(async || !desk.ledger().await.is_empty()) => {}
    }
    until(async || desk.ledger().await[0]["status"] == 200).await;
    assert_eq!(desk.truth(&uuid).await["order_status"], "captured");
}

/// Asks again until it is so. A test that waits for ever is ended by its runner.
async fn until(so: impl AsyncFn() -> bool) {
    while !so().await {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
