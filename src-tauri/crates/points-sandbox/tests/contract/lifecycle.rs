//! Dossier, "Financial state": each action from each state, under each of its rules.

use points_sandbox::{AuthorizeRule, CancelRule, CaptureRule, CompleteRule, RefundRule, Rules};
use serde_json::{Value, json};

use crate::support::{Desk, plain};

const STATES: [&str; 7] = [
    "new",
    "approved",
    "authorized",
    "captured",
    "cancelled",
    "partially_refunded",
    "fully_refunded",
];

/// Takes the action from every state; the states from which it was not refused.
async fn accepting(rules: Rules, action: &str, outcome: &str, refusal: &str) -> Vec<&'static str> {
    let desk = Desk::with_rules(rules).await;
    let mut accepting = Vec::new();
    for state in STATES {
        let uuid = desk.order_in(state).await;
        let answer = desk
            .api("POST", &format!("/orders/{uuid}/{action}"), None)
            .await;
        let status = desk.truth(&uuid).await["order_status"].clone();
        if answer.status.is_success() {
            assert_eq!(answer.data()["order_status"], status);
            assert!(
                outcome.is_empty() || status == outcome,
                "{state} became {status}"
            );
            accepting.push(state);
        } else {
            if refusal.is_empty() {
                assert_eq!(answer.status.as_u16(), 400);
            } else {
                answer.refused(400, refusal);
            }
            assert_eq!(status, state, "a refusal changes nothing");
        }
    }
    accepting
}

#[tokio::test]
async fn authorize_under_both_readings() {
    let refusal = "Order cannot be authorized";
    let lifecycle = Rules {
        authorize: AuthorizeRule::Lifecycle,
        ..plain()
    };
    let states = accepting(lifecycle, "authorize", "authorized", refusal).await;
    assert_eq!(states, ["new", "approved", "authorized", "captured"]);
    let open_api = Rules {
        authorize: AuthorizeRule::OpenApi,
        ..plain()
    };
    let states = accepting(open_api, "authorize", "authorized", refusal).await;
    assert_eq!(
        states,
        ["new", "approved", "authorized", "captured", "cancelled"]
    );
}

#[tokio::test]
async fn capture_under_both_readings() {
    let refusal = "Order cannot be captured";
    let lifecycle = Rules {
        capture: CaptureRule::Lifecycle,
        ..plain()
    };
    assert_eq!(
        accepting(lifecycle, "capture", "captured", refusal).await,
        ["authorized"]
    );
    let open_api = Rules {
        capture: CaptureRule::OpenApi,
        ..plain()
    };
    let states = accepting(open_api, "capture", "captured", refusal).await;
    assert_eq!(
        states,
        ["new", "approved", "authorized", "captured", "cancelled"]
    );
}

#[tokio::test]
async fn complete_under_both_readings() {
    let open_api = Rules {
        complete: CompleteRule::OpenApi,
        ..plain()
    };
    let states = accepting(open_api, "complete", "", "Order cannot be completed").await;
    assert_eq!(states, ["new", "approved", "authorized", "captured"]);
    let lifecycle = Rules {
        complete: CompleteRule::Lifecycle,
        ..plain()
    };
    assert_eq!(
        accepting(lifecycle.clone(), "complete", "", "").await,
        ["new", "authorized"]
    );
    let desk = Desk::with_rules(lifecycle).await;
    let paid = desk.order_in("captured").await;
    let answer = desk
        .post(&format!("/orders/{paid}/complete"), json!({}))
        .await;
    answer.refused(400, "Order already fully paid");
}

#[tokio::test]
async fn complete_is_for_replacing_orders_once() {
    let desk = Desk::open().await;
    let earning = desk
        .order(json!({ "type": "earning", "order_status": "approved" }))
        .await;
    let answer = desk
        .post(&format!("/orders/{earning}/complete"), json!({}))
        .await;
    answer.refused(400, "Only replacing orders can be completed");
    let captured = desk.order_in("captured").await;
    let path = format!("/orders/{captured}/complete");
    for wrong in [json!(2), json!("11"), json!("02"), json!("visa")] {
        let answer = desk.post(&path, json!({ "payment_method": wrong })).await;
        assert_eq!(answer.invalid_fields(), ["payment_method"]);
    }
    let answer = desk.post(&path, json!({ "payment_method": "2" })).await;
    assert_eq!(
        answer.data()["order_status"],
        "captured",
        "a read does not show completion"
    );
    assert_eq!(desk.truth(&captured).await["payment_method"], "2");
    desk.post(&path, json!({}))
        .await
        .refused(400, "Order is already completed");
}

#[tokio::test]
async fn cancel_under_all_three_readings() {
    let refusal = "Order cannot be cancelled";
    let lifecycle = Rules {
        cancel: CancelRule::Lifecycle,
        ..plain()
    };
    assert_eq!(
        accepting(lifecycle, "cancel", "cancelled", refusal).await,
        ["new", "authorized"]
    );
    let any = Rules {
        cancel: CancelRule::Any,
        ..plain()
    };
    assert_eq!(
        accepting(any, "cancel", "cancelled", refusal).await.len(),
        6
    );
    let refunds = Rules {
        cancel: CancelRule::Refunds,
        ..plain()
    };
    let states = accepting(refunds, "cancel", "cancelled", refusal).await;
    assert_eq!(states, ["new", "approved", "authorized", "captured"]);
}

#[tokio::test]
async fn cancel_has_a_default_reason_and_a_limit() {
    let desk = Desk::open().await;
    let uuid = desk.order_in("new").await;
    let path = format!("/orders/{uuid}/cancel");
    let long = "ط".repeat(501);
    assert_eq!(
        desk.post(&path, json!({ "reason": long }))
            .await
            .invalid_fields(),
        ["reason"]
    );
    desk.api("POST", &path, None).await.data();
    assert_eq!(desk.truth(&uuid).await["reason"], "Order cancelled via API");
}

#[tokio::test]
async fn refund_under_both_readings() {
    let refusal = "Order cannot be refunded";
    let lifecycle = Rules {
        refund: RefundRule::Lifecycle,
        ..plain()
    };
    let states = accepting(lifecycle, "refund", "fully_refunded", refusal).await;
    assert_eq!(states, ["approved", "captured", "partially_refunded"]);
    let open_api = Rules {
        refund: RefundRule::OpenApi,
        ..plain()
    };
    let states = accepting(open_api, "refund", "fully_refunded", refusal).await;
    assert_eq!(states, ["captured", "partially_refunded"]);
}

#[tokio::test]
async fn settlement_blocks_a_refund_under_one_reading() {
    let settled = json!({ "order_status": "captured", "settlement_status": "settled" });
    let open_api = Desk::with_rules(Rules {
        refund: RefundRule::OpenApi,
        ..plain()
    })
    .await;
    let uuid = open_api.order(settled.clone()).await;
    let answer = open_api
        .post(&format!("/orders/{uuid}/refund"), json!({}))
        .await;
    answer.refused(400, "Order is already settled");
    let lifecycle = Desk::open().await;
    let uuid = lifecycle.order(settled).await;
    lifecycle
        .post(&format!("/orders/{uuid}/refund"), json!({}))
        .await
        .data();
}

#[tokio::test]
async fn refunds_add_up_and_end() {
    let desk = Desk::open().await;
    let fields = json!({ "order_status": "captured", "total_price": "100.10" });
    let uuid = desk.order(fields).await;
    let refund = async |body: Value| desk.post(&format!("/orders/{uuid}/refund"), body).await;
    assert_eq!(
        refund(json!({ "amount": -1 })).await.invalid_fields(),
        ["amount"]
    );
    let first = refund(json!({ "amount": 40.05, "reason": "تلف" })).await;
    assert_eq!(first.data()["order_status"], "partially_refunded");
    refund(json!({ "amount": 60.06 }))
        .await
        .refused(400, "Refund amount exceeds the remaining amount");
    refund(json!({ "amount": 0 }))
        .await
        .refused(400, "Refund amount must be greater than zero");
    let last = refund(json!({ "amount": "60.05" })).await;
    assert_eq!(last.data()["order_status"], "fully_refunded");
    refund(json!({}))
        .await
        .refused(400, "Order cannot be refunded");
    assert_eq!(desk.truth(&uuid).await["refunded"], "100.10");
}

#[tokio::test]
async fn the_refund_window_closes_unless_there_is_none() {
    let old = chrono::Utc::now() - chrono::Duration::days(31);
    let fields = json!({ "order_status": "captured", "created_at": old });
    let desk = Desk::open().await;
    let uuid = desk.order(fields.clone()).await;
    let answer = desk
        .post(&format!("/orders/{uuid}/refund"), json!({}))
        .await;
    answer.refused(400, "Refund window has expired");
    let endless = Desk::with_rules(Rules {
        refund_window_days: None,
        ..plain()
    })
    .await;
    let uuid = endless.order(fields).await;
    endless
        .post(&format!("/orders/{uuid}/refund"), json!({}))
        .await
        .data();
}
