//! Cases at the desk: found within a second, decided on what Points says now, and done through the
//! queue.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use std::time::Duration;

use backoffice::desk::{Access, Desk, DeskError};
use backoffice::view::{
    ActionState, CaseClass, CaseDecision, CasePage, CaseQuery, CaseState, CaseStep, CaseView,
    Decided, DecisionOutcome, NeedKind, NeedPlace, RunTrigger,
};
use rusqlite::Connection;
use serde_json::{Value, json};
use shop::Shop;
use uuid::Uuid;

/// An order at Points that nobody paid for a day.
async fn an_unpaid_order(shop: &Shop, number: &str) -> String {
    let order = json!({
        "order_number": number, "order_status": "new", "type": "replacing",
        "total_price": 150.5, "created_at": "2026-01-01T00:00:00Z",
    });
    let made = shop.control("POST", "/orders", order).await;
    made["uuid"].as_str().unwrap().to_owned()
}

/// A shop with one unpaid order, read and gone through.
async fn with_a_case() -> (Shop, String, CaseView) {
    let shop = Shop::with(0).await;
    let uuid = an_unpaid_order(&shop, "S-1").await;
    shop.desk.track_text(&uuid).await.unwrap();
    shop.desk.sync_until_done(false).await.unwrap();
    shop.desk.start_run().await.unwrap();
    let case = one_case(&shop.desk).await;
    assert_eq!(case.class, CaseClass::UnpaidAgeing);
    (shop, uuid, case)
}

async fn page(desk: &Desk, state: CaseState) -> CasePage {
    let query = CaseQuery {
        classes: Vec::new(),
        state,
    };
    desk.list_cases(query, None).await.unwrap()
}

async fn one_case(desk: &Desk) -> CaseView {
    let mut cases = page(desk, CaseState::Open).await.cases;
    assert_eq!(cases.len(), 1, "{cases:?}");
    cases.remove(0)
}

fn decision(step: CaseStep, case: &CaseView) -> CaseDecision {
    CaseDecision {
        step,
        note: Some("The customer does not want it".to_owned()),
        until: None,
        uuid: None,
        token: Some(Uuid::now_v7().to_string()),
        facts: case.facts.clone(),
    }
}

async fn decide(shop: &Shop, step: CaseStep, case: &CaseView) -> Decided {
    shop.desk
        .decide_case(case.id, decision(step, case))
        .await
        .unwrap()
}

/// Makes what is known of every order so much older, as if nobody had read it since.
fn let_reads_age(shop: &Shop, milliseconds: i64) {
    let profiles = shop.folder.path().join("profiles");
    let profile = std::fs::read_dir(profiles)
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let database = Connection::open(profile.path().join("orders.db")).unwrap();
    database.busy_timeout(Duration::from_secs(5)).unwrap();
    database
        .execute(
            "UPDATE watches SET checked_at = checked_at - ?1 WHERE checked_at > 0",
            [milliseconds],
        )
        .unwrap();
}

async fn all_posts(shop: &Shop) -> usize {
    let ledger = shop.control("GET", "/ledger", Value::Null).await;
    let entries = ledger["entries"].as_array().unwrap();
    entries
        .iter()
        .filter(|entry| entry["method"] == "POST")
        .count()
}

#[tokio::test]
async fn a_cancellation_goes_through_the_queue_and_explains_the_case() {
    let (shop, uuid, case) = with_a_case().await;
    let decided = decide(&shop, CaseStep::Cancel, &case).await;
    assert_eq!(decided.outcome, DecisionOutcome::Done);
    let action = decided.action.unwrap();
    assert_eq!(decided.case.decided[0].action, Some(action));
    let action = shop.desk.carry_through(action).await.unwrap();
    assert_eq!(action.state, ActionState::Confirmed);
    assert_eq!(
        action.given_reason.as_deref(),
        Some("The customer does not want it")
    );
    let run = shop.desk.start_run().await.unwrap();
    assert_eq!((run.total, run.explained), (1, 1), "{run:?}");
    assert!(run.open.is_empty());
    let explained = shop.desk.case_view(case.id).await.unwrap();
    assert_eq!(explained.state, CaseState::Explained);
    assert_eq!(shop.posts(&uuid).await, 1);
}

#[tokio::test]
async fn the_same_token_asks_once() {
    let (shop, uuid, case) = with_a_case().await;
    let asked = decision(CaseStep::Cancel, &case);
    let one = shop.desk.decide_case(case.id, asked.clone()).await.unwrap();
    let other = shop.desk.decide_case(case.id, asked).await.unwrap();
    assert_eq!(one.action, other.action);
    shop.desk.carry_through(one.action.unwrap()).await.unwrap();
    assert_eq!(shop.posts(&uuid).await, 1);
}

#[tokio::test]
async fn what_was_cancelled_elsewhere_meanwhile_is_read_before_it_is_decided() {
    let (shop, uuid, case) = with_a_case().await;
    let_reads_age(&shop, 61_000);
    let elsewhere = json!({"order_status": "cancelled"});
    shop.control("PATCH", &format!("/orders/{uuid}"), elsewhere)
        .await;
    let asked = shop.asked(&uuid).await;
    let decided = decide(&shop, CaseStep::Cancel, &case).await;
    assert_eq!(decided.outcome, DecisionOutcome::FactsChanged);
    assert_eq!(decided.action, None);
    assert_eq!(decided.case.state, CaseState::Closed);
    assert_eq!(shop.asked(&uuid).await, asked + 1);
    assert_eq!(shop.posts(&uuid).await, 0, "nothing was sent");
    assert!(shop.desk.open_actions().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_changed_between_the_look_and_the_decision_is_not_decided_on_what_was_seen() {
    let (shop, uuid, case) = with_a_case().await;
    // It is heard of, not by this decision.
    let elsewhere = json!({"total_price": 99});
    shop.control("PATCH", &format!("/orders/{uuid}"), elsewhere)
        .await;
    shop.desk.refresh_order(&uuid).await.unwrap();
    for step in [CaseStep::Cancel, CaseStep::Explain] {
        let decided = decide(&shop, step, &case).await;
        if step == CaseStep::Cancel {
            assert_eq!(decided.outcome, DecisionOutcome::FactsChanged, "{step:?}");
        } else {
            // What the person saw is no longer on the screen of anybody.
            assert_eq!(decided.outcome, DecisionOutcome::FactsChanged, "{step:?}");
        }
    }
    assert_eq!(shop.posts(&uuid).await, 0);
    let seen_now = shop.desk.case_view(case.id).await.unwrap();
    let decided = decide(&shop, CaseStep::Explain, &seen_now).await;
    assert_eq!(decided.outcome, DecisionOutcome::Done);
    assert_eq!(decided.case.state, CaseState::Explained);
}

#[tokio::test]
async fn nothing_is_decided_on_an_old_answer_while_points_is_away() {
    let (shop, uuid, case) = with_a_case().await;
    let_reads_age(&shop, 61_000);
    shop.fault(json!({"match": {}, "fault": {"kind": "status", "code": 503}}))
        .await;
    let decided = decide(&shop, CaseStep::Cancel, &case).await;
    assert_eq!(decided.outcome, DecisionOutcome::NotReadable);
    assert_eq!(decided.case.state, CaseState::Open);
    assert!(decided.case.decided.is_empty());
    assert_eq!(shop.posts(&uuid).await, 0);
    // What asks nothing of Points is decided all the same.
    let decided = decide(&shop, CaseStep::Explain, &case).await;
    assert_eq!(decided.outcome, DecisionOutcome::Done);
}

#[tokio::test]
async fn money_is_never_moved_for_many_at_once() {
    let (shop, _, case) = with_a_case().await;
    for step in [
        CaseStep::Cancel,
        CaseStep::Capture,
        CaseStep::Refund,
        CaseStep::StopParcel,
    ] {
        let refused = shop
            .desk
            .decide_cases(vec![case.id], decision(step, &case))
            .await;
        assert!(
            matches!(refused, Err(DeskError::StepNotOffered)),
            "{step:?}"
        );
        let preview = shop.desk.preview_cases(vec![case.id], step).await.unwrap();
        assert_eq!((preview.goes, preview.stays), (0, 1), "{step:?}");
    }
    let preview = shop
        .desk
        .preview_cases(vec![case.id], CaseStep::ReadAgain)
        .await
        .unwrap();
    assert_eq!(
        (preview.goes, preview.reads, preview.halalas),
        (1, 1, 15_050)
    );
    let done = shop
        .desk
        .decide_cases(vec![case.id], decision(CaseStep::Explain, &case))
        .await
        .unwrap();
    assert_eq!(done, 1);
    assert_eq!(page(&shop.desk, CaseState::Explained).await.explained, 1);
    assert_eq!(all_posts(&shop).await, 0);
    let back = shop.desk.reopen_case(case.id).await.unwrap();
    assert_eq!(back.state, CaseState::Open);
}

#[tokio::test]
async fn an_explanation_says_why_and_putting_off_says_until_when() {
    let (shop, _, case) = with_a_case().await;
    let without = CaseDecision {
        note: Some("  ".to_owned()),
        ..decision(CaseStep::Explain, &case)
    };
    let refused = shop.desk.decide_case(case.id, without).await;
    assert!(matches!(refused, Err(DeskError::ExplanationMissing)));
    let yesterday = CaseDecision {
        until: Some(shop::now() - 86_400_000),
        ..decision(CaseStep::Snooze, &case)
    };
    assert!(shop.desk.decide_case(case.id, yesterday).await.is_err());
    let not_offered = shop
        .desk
        .decide_case(case.id, decision(CaseStep::ConfirmMatch, &case))
        .await;
    assert!(matches!(not_offered, Err(DeskError::StepNotOffered)));
    let tomorrow = CaseDecision {
        until: Some(shop::now() + 86_400_000),
        ..decision(CaseStep::Snooze, &case)
    };
    let put_off = shop.desk.decide_case(case.id, tomorrow).await.unwrap();
    assert_eq!(put_off.case.state, CaseState::Snoozed);
    let unknown = shop.desk.case_view(case.id + 1).await;
    assert!(unknown.is_err());
}

#[tokio::test]
async fn a_desk_at_work_knows_a_case_soon_after_it_was_heard_of() {
    let shop = Shop::with(0).await;
    let uuid = an_unpaid_order(&shop, "S-1").await;
    shop.desk.close().await;
    let desk = shop::open(shop.folder.path(), &shop.vault, Access::Background).await;
    desk.track_text(&uuid).await.unwrap();
    let mut seen = None;
    for _ in 0..400 {
        seen = page(&desk, CaseState::Open).await.cases.pop();
        if seen.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    let case = seen.unwrap_or_else(|| panic!("no case was found"));
    let detail = desk.order_detail(&uuid).await.unwrap();
    assert_eq!(detail.cases.len(), 1);
    let today = desk.today().await.unwrap();
    let need = today
        .needs
        .iter()
        .find(|need| need.kind == NeedKind::StaleUnpaid)
        .unwrap();
    assert_eq!((need.count, need.place), (1, NeedPlace::Review));
    // Explained, it asks for nothing.
    let explained = CaseDecision {
        facts: None,
        ..decision(CaseStep::Explain, &case)
    };
    desk.decide_case(case.id, explained).await.unwrap();
    let today = desk.today().await.unwrap();
    assert!(
        !today
            .needs
            .iter()
            .any(|need| need.kind == NeedKind::StaleUnpaid)
    );
    // Cancelled elsewhere, it closes as soon as that is heard.
    desk.reopen_case(case.id).await.unwrap();
    let cancelled = json!({"order_status": "cancelled"});
    shop.control("PATCH", &format!("/orders/{uuid}"), cancelled)
        .await;
    desk.refresh_order(&uuid).await.unwrap();
    for _ in 0..400 {
        if desk.case_view(case.id).await.unwrap().state == CaseState::Closed {
            desk.close().await;
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the case stays open");
}

#[tokio::test]
async fn a_run_reads_what_waits_and_asks_for_nothing() {
    let shop = Shop::read(300).await;
    let_reads_age(&shop, 61_000);
    let before = shop.desk.preview_run().await.unwrap();
    assert!(before.reads > 0);
    let run = shop.desk.start_run().await.unwrap();
    assert_eq!(run.trigger, RunTrigger::ByHand);
    assert_eq!((run.reads, run.failed_reads), (before.reads, 0));
    assert_eq!(run.orders, 300);
    assert!(run.ended_at.is_some() && !run.cancelled);
    assert_eq!((run.inputs.len(), run.result.len()), (64, 64));
    let found: u64 = run.open.iter().map(|count| count.open).sum();
    assert_eq!(found, run.opened);
    assert_eq!(found, run.total);
    assert!(found > 0);
    assert_eq!(before.found, run.open, "what the preview said");
    assert_eq!(all_posts(&shop).await, 0, "no action leaves by itself");

    let again = shop.desk.start_run().await.unwrap();
    assert_eq!((again.opened, again.reads), (0, 0));
    assert_eq!((again.inputs, again.result), (run.inputs, run.result));
    let listed = shop.desk.list_runs().await.unwrap();
    assert_eq!(
        listed.iter().map(|run| run.id).collect::<Vec<_>>(),
        [again.id, run.id]
    );
}

#[tokio::test]
async fn a_run_can_be_stopped_and_another_does_not_begin_beside_it() {
    let shop = Shop::read(400).await;
    let_reads_age(&shop, 61_000);
    shop.fault(json!({"match": {}, "fault": {"kind": "latency", "ms": 60}}))
        .await;
    let total = shop.desk.preview_run().await.unwrap().reads;
    let mut changes = shop.desk.changes();
    let (run, beside) = tokio::join!(shop.desk.start_run(), async {
        loop {
            if let Ok(backoffice::desk::Change::Run(progress)) = changes.recv().await
                && progress.done > 0
            {
                break;
            }
        }
        let beside = shop.desk.start_run().await;
        shop.desk.cancel_run().await.unwrap();
        beside
    });
    assert!(matches!(beside, Err(DeskError::RunUnderWay)));
    let run = run.unwrap();
    assert!(run.cancelled);
    assert!(run.reads < total, "{} of {total}", run.reads);
    assert!(shop.desk.preview_run().await.unwrap().reads < total);
}

#[tokio::test]
async fn without_points_a_run_goes_through_what_is_known() {
    let shop = Shop::read(100).await;
    let_reads_age(&shop, 61_000);
    shop.control("POST", "/keys/rotate", json!({})).await;
    let run = shop.desk.start_run().await.unwrap();
    assert!(run.failed_reads > 0);
    assert!(!run.cancelled);
    assert!(run.total > 0);
}
