//! Stories of cases on one store, with the time told.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use std::path::Path;

use chrono::{DateTime, SecondsFormat};
use points_api::OrderUuid;
use serde_json::{Value, json};
use uuid::Uuid;

use super::super::{Heard, NewIntent, Priority, StateChange, Store, StoreError};
use super::decisions::NewDecision;
use super::keeping::keep;
use super::looking::{Found, find};
use super::{Looker, RunEnd, Stretch, Subject};
use crate::fold::Source;
use crate::view::{
    ActionKind, ActionState, CaseClass, CasePage, CaseQuery, CaseState, CaseStep, CaseView,
    RunTrigger, Settings,
};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// 2026-11-24, noon in Riyadh.
const NOW: i64 = 1_795_467_600_000 + 12 * HOUR;

fn open(folder: &Path) -> Store {
    Store::open(&folder.join("orders.db")).unwrap()
}

fn uuid(number: u32) -> OrderUuid {
    OrderUuid::from_bytes(u128::from(number).to_be_bytes())
}

fn time(at: i64) -> String {
    DateTime::from_timestamp_millis(at)
        .unwrap()
        .to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn looker(now: i64) -> Looker {
    Looker {
        settings: Settings::default(),
        now,
    }
}

/// An order as a read shows it.
fn order(number: u32, status: &str, created_at: i64) -> Value {
    json!({
        "uuid": uuid(number).to_string(),
        "order_number": format!("{}", 1_000 + number),
        "order_status": status,
        "status": "new",
        "type": "replacing",
        "total_price": "150.50",
        "created_at": time(created_at),
    })
}

async fn read(store: &Store, order: Value, heard_at: i64) {
    let uuid: OrderUuid = order["uuid"].as_str().unwrap().parse().unwrap();
    let heard = Heard {
        uuid,
        source: Source::Read,
        event: None,
        raw: order.to_string(),
        asked_at: heard_at - 100,
        heard_at,
        points_time: Some(heard_at - 50),
    };
    store.record(Priority::Sweep, heard).await.unwrap();
}

/// A row of the shop: its number, status, amount, when it was ordered and as of when that is so.
async fn said(store: &Store, number: &str, status: &str, opened_at: i64, as_of: i64) -> i64 {
    let (number, status) = (number.to_owned(), status.to_owned());
    store
        .write(Priority::Sweep, move |transaction| {
            transaction.execute(
                "INSERT INTO checkouts (identity, origin, as_of, learnt_at, changed_at,
                     order_number, amount_halalas, opened_at, status_text, status)
                 VALUES (?1 || ?3, 'file', ?4, ?4, ?4, ?1, 15050, ?3, ?2, ?2)",
                rusqlite::params![number, status, opened_at, as_of],
            )?;
            Ok(transaction.last_insert_rowid())
        })
        .await
        .unwrap()
}

/// Looks at all that was heard.
async fn follow(store: &Store, now: i64) {
    loop {
        let heard = store.heard_for_cases().await.unwrap();
        if heard.is_empty() {
            return;
        }
        store.look_at_heard(heard, looker(now)).await.unwrap();
    }
}

/// Looks through everything.
async fn through(store: &Store, stretch: Stretch, now: i64) {
    let subjects = store.case_subjects(stretch, looker(now)).await.unwrap();
    store
        .look_at(subjects.into_iter().collect(), looker(now))
        .await
        .unwrap();
    store.wake_cases(now).await.unwrap();
    store.note_cases_looked_at(now).await.unwrap();
}

async fn page(store: &Store, state: CaseState) -> CasePage {
    let query = CaseQuery {
        classes: Vec::new(),
        state,
    };
    store
        .case_page(query, None, Settings::default(), NOW)
        .await
        .unwrap()
}

async fn open_cases(store: &Store) -> Vec<CaseView> {
    page(store, CaseState::Open).await.cases
}

async fn decide(store: &Store, id: i64, step: CaseStep, until: Option<i64>) -> bool {
    let case = store.case_record(id).await.unwrap();
    let decision = NewDecision {
        step,
        at: NOW,
        by: None,
        note: Some("The customer called".to_owned()),
        until,
        action: None,
        facts: case.facts,
    };
    store.decide_case(id, decision).await.unwrap()
}

/// Asks Points to cancel order 1 for its case; the action.
async fn ask_to_cancel(store: &Store, case: i64) -> i64 {
    let cancel = NewIntent {
        order: Some(uuid(1)),
        ..NewIntent::new(Uuid::now_v7(), ActionKind::Cancel, NOW)
    };
    let action = store.insert_actions(vec![cancel]).await.unwrap()[0];
    let decision = NewDecision {
        step: CaseStep::Cancel,
        at: NOW,
        by: None,
        note: None,
        until: None,
        action: Some(action),
        facts: store.case_record(case).await.unwrap().facts,
    };
    assert!(store.decide_case(case, decision).await.unwrap());
    action
}

#[tokio::test]
async fn a_case_opens_with_time_and_closes_with_its_facts() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    read(&store, order(1, "new", NOW - 29 * MINUTE), NOW - MINUTE).await;
    follow(&store, NOW).await;
    through(&store, Stretch::Ripe, NOW).await;
    assert!(open_cases(&store).await.is_empty(), "not yet");

    through(&store, Stretch::Ripe, NOW + 2 * MINUTE).await;
    let cases = open_cases(&store).await;
    assert_eq!(cases.len(), 1);
    assert_eq!(cases[0].class, CaseClass::UnpaidAgeing);
    assert_eq!(cases[0].found_at, NOW + 2 * MINUTE);
    assert_eq!(cases[0].halalas, Some(15_050));
    assert_eq!(cases[0].order.as_ref().unwrap().uuid, uuid(1).to_string());
    assert!(!cases[0].evidence.points.is_empty());

    // Looking again changes nothing, and time alone neither.
    through(&store, Stretch::Ripe, NOW + 3 * HOUR).await;
    through(&store, Stretch::Whole, NOW + 3 * HOUR).await;
    let again = open_cases(&store).await;
    assert_eq!(again[0].found_at, cases[0].found_at);
    assert_eq!(again[0].facts, cases[0].facts);

    read(
        &store,
        order(1, "cancelled", NOW - 29 * MINUTE),
        NOW + 4 * HOUR,
    )
    .await;
    follow(&store, NOW + 4 * HOUR).await;
    assert!(open_cases(&store).await.is_empty());
    let closed = page(&store, CaseState::Closed).await;
    assert_eq!(closed.cases.len(), 1);
    assert_eq!(closed.total, 0, "what closed is no longer so");
}

#[tokio::test]
async fn what_is_explained_comes_back_only_with_other_facts() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    read(&store, order(1, "new", NOW - HOUR), NOW - MINUTE).await;
    follow(&store, NOW).await;
    let case = open_cases(&store).await.remove(0);
    assert!(decide(&store, case.id, CaseStep::Explain, None).await);
    let explained = page(&store, CaseState::Explained).await;
    assert_eq!((explained.total, explained.explained), (1, 1));
    assert_eq!(
        explained.cases[0].decided[0].note.as_deref(),
        Some("The customer called")
    );

    // The same again, much later.
    read(&store, order(1, "new", NOW - HOUR), NOW + DAY).await;
    follow(&store, NOW + DAY).await;
    through(&store, Stretch::Whole, NOW + DAY).await;
    assert!(open_cases(&store).await.is_empty());

    // Another amount is another matter.
    let mut other = order(1, "new", NOW - HOUR);
    other["total_price"] = json!("150.51");
    read(&store, other, NOW + 2 * DAY).await;
    follow(&store, NOW + 2 * DAY).await;
    let back = open_cases(&store).await;
    assert_eq!(back.iter().filter(|one| one.id == case.id).count(), 1);
    let back = back.into_iter().find(|one| one.id == case.id).unwrap();
    assert_eq!(back.found_at, case.found_at, "it is the same case");
    assert_ne!(back.facts, case.facts);
}

#[tokio::test]
async fn what_went_and_came_back_as_it_was_explained_stays_explained() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    read(&store, order(1, "new", NOW - HOUR), NOW - MINUTE).await;
    follow(&store, NOW).await;
    let case = open_cases(&store).await.remove(0);
    assert!(decide(&store, case.id, CaseStep::Explain, None).await);
    // Asked to be cancelled elsewhere: the queue has it, and it is no case meanwhile.
    let action = store
        .insert_actions(vec![NewIntent {
            order: Some(uuid(1)),
            ..NewIntent::new(Uuid::now_v7(), ActionKind::Cancel, NOW)
        }])
        .await
        .unwrap()[0];
    through(&store, Stretch::Whole, NOW + MINUTE).await;
    assert_eq!(page(&store, CaseState::Closed).await.cases.len(), 1);
    store
        .withdraw_action(action, NOW + 2 * MINUTE)
        .await
        .unwrap();
    through(&store, Stretch::Ripe, NOW + 3 * MINUTE).await;
    assert_eq!(page(&store, CaseState::Explained).await.cases.len(), 1);
    assert!(open_cases(&store).await.is_empty());
}

#[tokio::test]
async fn what_is_put_off_over_midnight_comes_back_at_its_time_or_with_other_facts() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    for number in [1, 2] {
        read(&store, order(number, "new", NOW - HOUR), NOW - MINUTE).await;
    }
    follow(&store, NOW).await;
    let cases = open_cases(&store).await;
    let tomorrow = NOW + 21 * HOUR;
    for case in &cases {
        assert!(decide(&store, case.id, CaseStep::Snooze, Some(tomorrow)).await);
    }
    assert_eq!(page(&store, CaseState::Snoozed).await.snoozed, 2);
    assert_eq!(store.next_case_waking().await.unwrap(), Some(tomorrow));
    // Midnight in Riyadh passes; nothing is different.
    through(&store, Stretch::Whole, NOW + 12 * HOUR + 1).await;
    through(&store, Stretch::Ripe, tomorrow - 1).await;
    assert!(open_cases(&store).await.is_empty());
    // One changes before its time.
    let mut other = order(2, "new", NOW - HOUR);
    other["total_price"] = json!("12.00");
    read(&store, other, tomorrow - 1).await;
    follow(&store, tomorrow - 1).await;
    let early: Vec<_> = open_cases(&store).await;
    assert!(
        early
            .iter()
            .all(|case| case.order.as_ref().unwrap().uuid == uuid(2).to_string())
    );
    assert!(
        early
            .iter()
            .any(|case| case.class == CaseClass::UnpaidAgeing)
    );
    through(&store, Stretch::Ripe, tomorrow).await;
    let all = open_cases(&store).await;
    let unpaid = all
        .iter()
        .filter(|case| case.class == CaseClass::UnpaidAgeing);
    assert_eq!(unpaid.count(), 2);
    assert_eq!(store.next_case_waking().await.unwrap(), None);
    assert!(all.iter().all(|case| case.snoozed_until.is_none()));
}

#[tokio::test]
async fn a_decision_on_what_nobody_saw_any_more_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    read(&store, order(1, "new", NOW - HOUR), NOW - MINUTE).await;
    follow(&store, NOW).await;
    let case = open_cases(&store).await.remove(0);
    let seen = store.case_record(case.id).await.unwrap().facts;
    let mut other = order(1, "new", NOW - HOUR);
    other["total_price"] = json!("99.00");
    read(&store, other, NOW).await;
    follow(&store, NOW).await;
    let decision = NewDecision {
        step: CaseStep::Explain,
        at: NOW,
        by: None,
        note: None,
        until: None,
        action: None,
        facts: seen,
    };
    assert!(!store.decide_case(case.id, decision).await.unwrap());
    assert!(page(&store, CaseState::Explained).await.cases.is_empty());
}

#[tokio::test]
async fn what_was_asked_of_points_holds_the_case_until_it_has_ended() {
    for (end, state) in [
        (ActionState::Confirmed, CaseState::Explained),
        (ActionState::Refused, CaseState::Open),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path());
        read(&store, order(1, "new", NOW - HOUR), NOW - MINUTE).await;
        follow(&store, NOW).await;
        let case = open_cases(&store).await.remove(0);
        let action = ask_to_cancel(&store, case.id).await;
        // Under way: the case stays, with what was asked.
        through(&store, Stretch::Whole, NOW + MINUTE).await;
        let under_way = open_cases(&store).await;
        assert_eq!(under_way.len(), 1);
        assert_eq!(under_way[0].decided[0].action, Some(action));
        assert!(
            !store.take_decision_back(case.id, NOW).await.unwrap(),
            "it may be on its way"
        );
        store
            .change_action(
                action,
                &[ActionState::Queued],
                StateChange::because(end, NOW + MINUTE, "test"),
            )
            .await
            .unwrap();
        if end == ActionState::Confirmed {
            read(&store, order(1, "cancelled", NOW - HOUR), NOW + MINUTE).await;
        }
        follow(&store, NOW + MINUTE).await;
        through(&store, Stretch::Ripe, NOW + MINUTE).await;
        let view = store
            .cases(vec![case.id], Settings::default(), NOW)
            .await
            .unwrap()
            .remove(0);
        assert_eq!(view.state, state, "{end:?}");
        through(&store, Stretch::Whole, NOW + DAY).await;
        let view = store
            .cases(vec![case.id], Settings::default(), NOW)
            .await
            .unwrap()
            .remove(0);
        assert_eq!(view.state, state, "{end:?}, the next day");
    }
}

#[tokio::test]
async fn what_is_taken_back_while_somebody_looks_leaves_its_case_open() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    read(&store, order(1, "new", NOW - HOUR), NOW - MINUTE).await;
    follow(&store, NOW).await;
    let case = open_cases(&store).await.remove(0);
    let action = ask_to_cancel(&store, case.id).await;
    let subject = store.case_record(case.id).await.unwrap().subject;
    let found = store
        .read(move |moment| find(moment, &[subject], &Settings::default(), NOW))
        .await
        .unwrap()
        .remove(0);
    assert!(found.cases.is_empty(), "it is about to be cancelled");
    assert!(store.undo_action(action, NOW).await.unwrap());
    store
        .write(Priority::Sweep, move |transaction| {
            let Found {
                checkout_id,
                cases,
                pending,
                ..
            } = &found;
            keep(transaction, subject, *checkout_id, cases, pending, NOW)
        })
        .await
        .unwrap();
    assert_eq!(open_cases(&store).await.len(), 1);
    let pending = store.pending_cases().await.unwrap();
    assert_eq!(pending, [subject], "and it is looked at once more");
    store.look_at(pending, looker(NOW)).await.unwrap();
    assert_eq!(open_cases(&store).await.len(), 1);
    assert_eq!(store.pending_cases().await.unwrap(), []);
}

#[tokio::test]
async fn a_decision_that_sent_nothing_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    read(&store, order(1, "new", NOW - HOUR), NOW - MINUTE).await;
    follow(&store, NOW).await;
    let case = open_cases(&store).await.remove(0);
    assert!(
        !store.take_decision_back(case.id, NOW).await.unwrap(),
        "nothing was decided"
    );
    assert!(decide(&store, case.id, CaseStep::Explain, None).await);
    assert!(store.take_decision_back(case.id, NOW).await.unwrap());
    let back = open_cases(&store).await;
    assert_eq!(back.len(), 1);
    assert!(back[0].decided.is_empty());
}

#[tokio::test]
async fn looking_that_was_cut_off_goes_on_where_it_was() {
    let mut found = Vec::new();
    for cut in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = open(folder.path());
        for number in 1..=450 {
            let status = if number % 3 == 0 { "authorized" } else { "new" };
            read(&store, order(number, status, NOW - 3 * DAY), NOW - MINUTE).await;
        }
        if cut {
            // Some were looked at, and the next were gathered and never kept.
            let first = store.heard_for_cases().await.unwrap();
            store.look_at_heard(first, looker(NOW)).await.unwrap();
            let lost = store.heard_for_cases().await.unwrap();
            assert!(!lost.is_empty());
            drop(lost);
            store.close();
            store = open(folder.path());
            let so_far = page(&store, CaseState::Open).await.total;
            assert!(so_far > 0 && so_far < 450, "{so_far}");
        }
        follow(&store, NOW).await;
        let page = page(&store, CaseState::Open).await;
        assert_eq!(page.total, 450);
        assert_eq!(page.cases.len(), 100);
        found.push((page.counts, pages_of(&store).await));
        store.close();
    }
    assert_eq!(found[0], found[1]);
}

/// Every open case, page by page: its class and order.
async fn pages_of(store: &Store) -> Vec<(CaseClass, String)> {
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let query = CaseQuery {
            classes: Vec::new(),
            state: CaseState::Open,
        };
        let page = store
            .case_page(query, after, Settings::default(), NOW)
            .await
            .unwrap();
        all.extend(
            page.cases
                .into_iter()
                .map(|case| (case.class, case.order.unwrap().uuid)),
        );
        after = page.next;
        if after.is_none() {
            let mut once = all.clone();
            once.sort();
            once.dedup();
            assert_eq!(once.len(), all.len(), "each once");
            return all;
        }
    }
}

#[tokio::test]
async fn what_the_shop_says_while_it_is_looked_at_is_looked_at_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let checkout = said(&store, "77", "pending", NOW - DAY, NOW - HOUR).await;
    let heard = store.heard_for_cases().await.unwrap();
    assert!(heard.subjects.contains(&Subject::Checkout(checkout)));
    store
        .write(Priority::Sweep, move |transaction| {
            transaction.execute(
                "UPDATE checkouts SET as_of = as_of + 1 WHERE id = ?1",
                [checkout],
            )?;
            Ok::<_, StoreError>(())
        })
        .await
        .unwrap();
    store.look_at_heard(heard, looker(NOW)).await.unwrap();
    let again = store.heard_for_cases().await.unwrap();
    assert!(again.subjects.contains(&Subject::Checkout(checkout)));
    store.look_at_heard(again, looker(NOW)).await.unwrap();
    assert!(store.heard_for_cases().await.unwrap().is_empty());
}

async fn run(store: &Store, now: i64) -> crate::view::RunView {
    let id = store
        .begin_run(RunTrigger::ByHand, None, now)
        .await
        .unwrap();
    let unmatched = store.unmatched_checkouts().await.unwrap();
    let matched = store
        .match_around(unmatched.into_iter().collect())
        .await
        .unwrap();
    follow(store, now).await;
    let subjects = store
        .case_subjects(Stretch::Whole, looker(now))
        .await
        .unwrap();
    let looked = store
        .look_at(subjects.into_iter().collect(), looker(now))
        .await
        .unwrap();
    let end = RunEnd {
        matched: matched.matched,
        opened: looked.opened,
        inputs: Some(super::looking::inputs_of(&looked.digests)),
        ..RunEnd::default()
    };
    store.end_run(id, end, now).await.unwrap()
}

#[tokio::test]
async fn the_same_inputs_give_the_same_result_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    for number in 1..=60 {
        let status = ["new", "authorized", "captured", "cancelled"][number as usize % 4];
        read(&store, order(number, status, NOW - 5 * DAY), NOW - MINUTE).await;
        if number % 2 == 0 {
            let shop = ["pending", "paid", "cancelled"][number as usize % 3];
            let number = (1_000 + number).to_string();
            said(&store, &number, shop, NOW - 5 * DAY, NOW - HOUR).await;
        }
    }
    let one = run(&store, NOW).await;
    let other = run(&store, NOW).await;
    assert!(one.total > 20, "{one:?}");
    assert_eq!(one.inputs, other.inputs);
    assert_eq!(one.result, other.result);
    let lines = |id| store.run_record(id);
    let (first, second) = (lines(one.id).await.unwrap(), lines(other.id).await.unwrap());
    assert_eq!(first.lines, second.lines);
    assert_eq!(u64::try_from(first.lines.len()).unwrap(), one.total);

    // Something else gives something else.
    read(&store, order(1, "captured", NOW - 5 * DAY), NOW).await;
    let third = run(&store, NOW).await;
    assert_ne!(third.inputs, one.inputs);
    assert_ne!(third.result, one.result);
}

#[tokio::test]
async fn what_an_amount_suggests_is_for_a_person_to_say_until_a_second_one_comes() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let begun = NOW - DAY;
    let checkout = said(&store, "77", "pending", begun, NOW - HOUR).await;
    read(
        &store,
        order(1, "captured", begun + 10 * MINUTE),
        NOW - MINUTE,
    )
    .await;
    follow(&store, NOW).await;
    assert_eq!(
        store.suggested_order(checkout).await.unwrap(),
        Some(uuid(1))
    );
    assert_eq!(
        store.order_of_checkout(checkout).await.unwrap(),
        None,
        "never by itself"
    );
    let suggested = open_cases(&store).await;
    let case = suggested
        .iter()
        .find(|case| case.checkout.is_some())
        .unwrap();
    assert_eq!(case.recommended, CaseStep::ConfirmMatch);

    // Another of the same amount at about that time: nobody can say which.
    read(&store, order(2, "captured", begun - 29 * MINUTE), NOW).await;
    follow(&store, NOW).await;
    assert_eq!(store.suggested_order(checkout).await.unwrap(), None);

    // A person knows.
    store.confirm_match(checkout, uuid(2)).await.unwrap();
    follow(&store, NOW).await;
    assert!(
        open_cases(&store)
            .await
            .iter()
            .all(|case| case.order.is_some()),
        "the checkout is no subject of its own any more"
    );
    let matched = store.order_of_checkout(checkout).await.unwrap();
    assert_eq!(matched.map(|(_, uuid)| uuid), Some(uuid(2)));
}

#[tokio::test]
async fn the_same_number_is_the_same_order_whichever_is_heard_first() {
    for shop_first in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path());
        if shop_first {
            said(&store, "1001", "pending", NOW - DAY, NOW - HOUR).await;
            follow(&store, NOW - HOUR).await;
        }
        read(&store, order(1, "captured", NOW - DAY), NOW - 2 * HOUR).await;
        follow(&store, NOW - HOUR).await;
        if !shop_first {
            said(&store, "1001", "pending", NOW - DAY, NOW - HOUR).await;
            follow(&store, NOW - HOUR).await;
        }
        let cases = open_cases(&store).await;
        assert_eq!(cases.len(), 1, "{cases:?}");
        assert_eq!(
            cases[0].class,
            CaseClass::PaidNotInShop,
            "shop first: {shop_first}"
        );
        assert!(cases[0].checkout.is_some() && cases[0].order.is_some());
    }
}
