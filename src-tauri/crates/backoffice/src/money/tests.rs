//! Every state of an order, and what the documentation says of it.

use points_api::{Amount, Carried, ObservedOrder};
use proptest::prelude::*;

use super::*;
use crate::fold::{Sighting, Source, fold};
use crate::view::{ActionChange, ShippingView};

const UUID: &str = "550e8400-e29b-41d4-a716-446655440000";
const TOTAL: i64 = 150_000;

/// A paid redeeming order of 1,500 riyals.
fn captured() -> MoneyFacts {
    MoneyFacts {
        presence: Presence::Known,
        order_type: Some("replacing".to_owned()),
        financial: Some("captured".to_owned()),
        is_settled: false,
        is_completed: false,
        open: Vec::new(),
        refunded: Refunded {
            halalas: 0,
            left_halalas: Some(TOTAL),
        },
        left_halalas: Some(TOTAL),
        must_name_amount: false,
    }
}

fn in_state(financial: &str, order_type: &str) -> MoneyFacts {
    MoneyFacts {
        order_type: Some(order_type.to_owned()),
        financial: Some(financial.to_owned()),
        ..captured()
    }
}

/// `yes`, `disputed`, or the hindrance.
fn told(facts: &MoneyFacts, kind: ActionKind) -> String {
    let offer = facts.offer(kind);
    match (offer.hindrance, offer.is_disputed) {
        (None, false) => "yes".to_owned(),
        (None, true) => "disputed".to_owned(),
        (Some(hindrance), disputed) => {
            assert!(!disputed, "what is not offered is in no dispute");
            serde_json::to_value(hindrance)
                .unwrap()
                .as_str()
                .unwrap()
                .to_owned()
        }
    }
}

#[test]
fn each_is_offered_where_some_page_allows_it() {
    // Authorize, capture, complete, cancel, refund.
    let table = [
        ("new", ["yes", "disputed", "yes", "yes", "not_paid"]),
        (
            "authorized",
            ["already_done", "yes", "yes", "yes", "not_paid"],
        ),
        (
            "approved",
            [
                "paid_already",
                "disputed",
                "disputed",
                "disputed",
                "disputed",
            ],
        ),
        (
            "captured",
            [
                "paid_already",
                "already_done",
                "disputed",
                "disputed",
                "yes",
            ],
        ),
        (
            "cancelled",
            [
                "disputed",
                "disputed",
                "cancelled",
                "already_done",
                "cancelled",
            ],
        ),
        (
            "partially_refunded",
            [
                "paid_already",
                "paid_already",
                "paid_already",
                "disputed",
                "disputed",
            ],
        ),
        (
            "fully_refunded",
            [
                "fully_refunded",
                "fully_refunded",
                "fully_refunded",
                "disputed",
                "fully_refunded",
            ],
        ),
        ("on_hold", ["disputed"; 5]),
    ];
    let kinds = [
        ActionKind::Authorize,
        ActionKind::Capture,
        ActionKind::Complete,
        ActionKind::Cancel,
        ActionKind::Refund,
    ];
    for (state, replacing) in table {
        for order_type in ["replacing", "earning", "gift"] {
            for (kind, expected) in kinds.into_iter().zip(replacing) {
                // Only orders that redeem points are completed; the rest is a matter of the money.
                let expected = if (kind, order_type) == (ActionKind::Complete, "earning") {
                    "earning_order"
                } else {
                    expected
                };
                let facts = in_state(state, order_type);
                assert_eq!(
                    told(&facts, kind),
                    expected,
                    "{state} {order_type} {kind:?}"
                );
            }
        }
    }
}

#[test]
fn four_are_offered_in_the_order_of_an_orders_life() {
    let offers = captured().offers();
    let kinds: Vec<_> = offers.offers.iter().map(|offer| offer.kind).collect();
    assert_eq!(kinds, OFFERED);
    assert_eq!(offers.left_halalas, Some(TOTAL));
}

#[test]
fn nothing_is_offered_of_an_order_that_nobody_knows() {
    let gone = MoneyFacts {
        presence: Presence::Gone,
        ..captured()
    };
    let unread = MoneyFacts {
        presence: Presence::Unread,
        financial: None,
        ..captured()
    };
    for kind in OFFERED {
        assert_eq!(told(&gone, kind), "gone");
        assert_eq!(told(&unread, kind), "unread");
    }
    let told_by_an_event = MoneyFacts {
        presence: Presence::Unread,
        ..captured()
    };
    assert_eq!(told(&told_by_an_event, ActionKind::Refund), "yes");
}

#[test]
fn what_is_completed_is_completed_once() {
    let facts = MoneyFacts {
        is_completed: true,
        ..captured()
    };
    assert_eq!(told(&facts, ActionKind::Complete), "already_done");
}

#[test]
fn a_settled_order_is_refunded_where_points_allows_it() {
    let facts = MoneyFacts {
        is_settled: true,
        ..captured()
    };
    assert_eq!(told(&facts, ActionKind::Refund), "disputed");
}

#[test]
fn everything_waits_for_what_was_asked_before_but_a_second_refund() {
    let with = |open: &[ActionKind]| MoneyFacts {
        open: open.to_vec(),
        ..captured()
    };
    let refunding = with(&[ActionKind::Refund, ActionKind::Refund]);
    assert_eq!(told(&refunding, ActionKind::Refund), "yes");
    assert_eq!(told(&refunding, ActionKind::Cancel), "action_open");
    assert_eq!(told(&refunding, ActionKind::Complete), "action_open");
    let completing = with(&[ActionKind::Refund, ActionKind::Complete]);
    assert_eq!(told(&completing, ActionKind::Refund), "action_open");
    assert_eq!(
        told(&completing, ActionKind::Capture),
        "already_done",
        "what never will be possible does not wait"
    );
}

#[test]
fn nothing_is_refunded_where_nothing_is_left() {
    let facts = MoneyFacts {
        refunded: Refunded {
            halalas: TOTAL,
            left_halalas: Some(0),
        },
        left_halalas: Some(0),
        ..in_state("partially_refunded", "replacing")
    };
    assert_eq!(told(&facts, ActionKind::Refund), "nothing_left");
    let asked_back = MoneyFacts {
        open: vec![ActionKind::Refund],
        left_halalas: Some(0),
        ..captured()
    };
    assert_eq!(told(&asked_back, ActionKind::Refund), "action_open");
}

#[test]
fn a_refund_of_all_that_is_left_names_it_where_it_is_not_the_whole_order() {
    let left = |halalas| MoneyFacts {
        left_halalas: halalas,
        ..captured()
    };
    let all_of = |facts: &MoneyFacts| facts.refund_amount(None, Some(TOTAL));
    assert_eq!(all_of(&left(Some(TOTAL))), None);
    assert_eq!(all_of(&left(Some(40_000))), Some(40_000));
    assert_eq!(all_of(&left(None)), None);
    assert_eq!(
        left(Some(40_000)).refund_amount(Some(100), Some(TOTAL)),
        Some(100)
    );
}

#[test]
fn what_was_asked_back_and_is_not_settled_cannot_be_asked_back_again() {
    let left = |actions: &[ActionView], heard: &[Observation]| {
        refunded::left_beside_open(Some(TOTAL), Some("captured"), actions, heard)
    };
    let open = |state| action(ActionKind::Refund, state, Some(60_000));
    for state in [
        ActionState::Queued,
        ActionState::Sending,
        ActionState::Unknown,
        ActionState::NeedsPerson,
    ] {
        assert_eq!(left(&[open(state)], &[]), Some(90_000), "{state:?}");
    }
    for state in [ActionState::Refused, ActionState::Withdrawn] {
        assert_eq!(left(&[open(state)], &[]), Some(TOTAL), "{state:?}");
    }
    let told = refunded(Some(60_000), None, None);
    assert_eq!(
        left(&[open(ActionState::Unknown)], &[told]),
        Some(90_000),
        "the event may tell of just this refund"
    );
    let all = action(ActionKind::Refund, ActionState::Queued, None);
    assert_eq!(left(&[all], &[]), Some(0));
}

fn action(kind: ActionKind, state: ActionState, halalas: Option<i64>) -> ActionView {
    ActionView {
        id: 1,
        kind,
        order_uuid: Some(UUID.to_owned()),
        order_number: None,
        target: None,
        name_ar: None,
        name_en: None,
        amount_halalas: halalas,
        given_reason: Some("Damaged".to_owned()),
        payment_method: None,
        mark: None,
        seen: None,
        state,
        asked_at: 0,
        asked_by: None,
        batch_id: None,
        held_until: None,
        next_try_at: None,
        tries: 1,
        made: None,
        next_settle_at: None,
        reason: None,
        message: None,
        changes: vec![ActionChange {
            state,
            at: 0,
            reason: None,
            message: None,
        }],
    }
}

/// A confirmed refund of ours, with a mark.
fn ours(halalas: Option<i64>, mark: &str) -> ActionView {
    ActionView {
        mark: Some(mark.to_owned()),
        ..action(ActionKind::Refund, ActionState::Confirmed, halalas)
    }
}

fn sar(halalas: i64) -> Carried<Amount> {
    Carried::Value(points_api::Halalas(halalas).to_sar().parse().unwrap())
}

/// An event that tells of a refund.
fn refunded(amount: Option<i64>, left: Option<i64>, reason: Option<&str>) -> Observation {
    let json = serde_json::json!({"id": UUID});
    let carried = |halalas: Option<i64>| halalas.map_or(Carried::Absent, sar);
    Observation {
        id: 1,
        source: Source::Event,
        event: Some("refunded".to_owned()),
        hash: [0; 32],
        order: ObservedOrder {
            refund_amount: carried(amount),
            left_amount: carried(left),
            reason: reason.map_or(Carried::Absent, |text| Carried::Value(text.to_owned())),
            ..ObservedOrder::from_json(&json).unwrap()
        },
        sightings: vec![Sighting {
            asked_at: 0,
            heard_at: 0,
            points_time: None,
        }],
    }
}

fn added_up(actions: &[ActionView], heard: &[Observation]) -> (i64, Option<i64>) {
    of_total(Some(TOTAL), "partially_refunded", actions, heard)
}

fn of_total(
    total: Option<i64>,
    financial: &str,
    actions: &[ActionView],
    heard: &[Observation],
) -> (i64, Option<i64>) {
    let sum = refunded::of(total, Some(financial), actions, heard);
    (sum.halalas, sum.left_halalas)
}

#[test]
fn refunds_of_ours_and_of_others_add_up() {
    assert_eq!(
        of_total(Some(TOTAL), "captured", &[], &[]),
        (0, Some(TOTAL))
    );
    let theirs = refunded(Some(30_000), Some(70_000), Some("From the dashboard"));
    assert_eq!(
        added_up(&[ours(Some(50_000), "7F3K2")], &[theirs]),
        (80_000, Some(70_000))
    );
    let unconfirmed = action(ActionKind::Refund, ActionState::Unknown, Some(50_000));
    assert_eq!(
        of_total(Some(TOTAL), "captured", &[unconfirmed], &[]),
        (0, Some(TOTAL)),
        "what nobody knows the end of has not gone back by what is known"
    );
}

#[test]
fn an_event_with_our_mark_is_our_refund() {
    let event = refunded(Some(50_000), None, Some("Damaged [ref 7F3K2]"));
    let same = added_up(&[ours(Some(50_000), "7F3K2")], std::slice::from_ref(&event));
    assert_eq!(same, (50_000, Some(100_000)));
    let another = added_up(&[ours(Some(50_000), "9QQQ1")], &[event]);
    assert_eq!(another, (100_000, Some(50_000)));
}

#[test]
fn two_equal_refunds_are_two_and_each_has_its_own_event() {
    let both = [ours(Some(50_000), "AAAA1"), ours(Some(50_000), "BBBB2")];
    assert_eq!(added_up(&both, &[]), (100_000, Some(50_000)));
    let second = refunded(Some(50_000), Some(50_000), Some("Damaged [ref BBBB2]"));
    assert_eq!(added_up(&both, &[second]), (100_000, Some(50_000)));
}

#[test]
fn an_event_without_a_word_of_why_is_taken_for_ours_of_the_same_amount() {
    let bare = refunded(Some(50_000), None, None);
    let honest = added_up(&[ours(Some(50_000), "7F3K2")], std::slice::from_ref(&bare));
    assert_eq!(
        honest,
        (50_000, Some(100_000)),
        "an honest refund is not blocked"
    );
    let other_amount = added_up(&[ours(Some(40_000), "7F3K2")], &[bare]);
    assert_eq!(other_amount, (90_000, Some(60_000)));
}

#[test]
fn the_same_refund_in_other_words_counts_once() {
    let first = refunded(Some(50_000), Some(100_000), Some("Damaged"));
    let again = refunded(Some(50_000), Some(100_000), None);
    let next = refunded(Some(50_000), Some(50_000), Some("Damaged"));
    assert_eq!(
        added_up(&[], &[first.clone(), again.clone()]),
        (50_000, Some(100_000))
    );
    assert_eq!(
        added_up(&[], &[next, first, again]),
        (100_000, Some(50_000))
    );
}

#[test]
fn what_an_event_says_is_left_tells_of_refunds_that_nobody_told() {
    let late = refunded(Some(10_000), Some(90_000), None);
    assert_eq!(added_up(&[], &[late]), (60_000, Some(90_000)));
}

#[test]
fn what_is_not_known_exactly_is_not_told() {
    assert_eq!(
        added_up(&[], &[]),
        (0, None),
        "the status tells of a refund, and nothing tells how much"
    );
    assert_eq!(of_total(None, "captured", &[], &[]), (0, None));
    let bare = refunded(None, None, None);
    assert_eq!(added_up(&[], std::slice::from_ref(&bare)), (0, None));
    let with_ours = added_up(&[ours(Some(50_000), "7F3K2")], &[bare]);
    assert_eq!(with_ours, (50_000, None));
    let only_left = refunded(None, Some(90_000), None);
    assert_eq!(
        added_up(&[], std::slice::from_ref(&only_left)),
        (60_000, Some(90_000))
    );
    assert_eq!(
        of_total(None, "captured", &[], std::slice::from_ref(&only_left)),
        (0, Some(90_000))
    );
    let before_or_after = of_total(None, "captured", &[ours(Some(1), "7F3K2")], &[only_left]);
    assert_eq!(before_or_after, (1, None));
    let too_much = added_up(&[ours(Some(TOTAL + 1), "7F3K2")], &[]);
    assert_eq!(too_much, (TOTAL + 1, None), "more than there was cannot be");
}

#[test]
fn all_of_it_leaves_nothing() {
    let all = (TOTAL, Some(0));
    assert_eq!(added_up(&[ours(None, "7F3K2")], &[]), all);
    assert_eq!(of_total(Some(TOTAL), "fully_refunded", &[], &[]), all);
}

#[test]
fn a_sum_that_overflows_is_no_sum() {
    let huge = [ours(Some(i64::MAX), "A"), ours(Some(i64::MAX), "B")];
    assert_eq!(added_up(&huge, &[]), (i64::MAX, None));
}

#[test]
fn the_facts_come_from_what_was_asked_and_what_was_heard() {
    let row = OrderRow {
        uuid: UUID.to_owned(),
        order_number: None,
        reference_number: None,
        order_type: Some("replacing".to_owned()),
        financial_status: Some("captured".to_owned()),
        shipping: ShippingView::default(),
        total_halalas: Some(TOTAL),
        total_text: None,
        total_points: None,
        created_at: None,
        updated_at: None,
        checked_at: None,
        presence: Presence::Known,
        pending: None,
        stale: None,
        pinned: None,
        found_in: Vec::new(),
    };
    let json = serde_json::json!({"id": UUID, "settlement_status": "settled"});
    let completed = Observation {
        event: Some("completed".to_owned()),
        order: ObservedOrder::from_json(&json).unwrap(),
        ..refunded(None, None, None)
    };
    let actions = [
        action(ActionKind::Shipping, ActionState::Queued, None),
        action(ActionKind::Cancel, ActionState::NeedsPerson, None),
        action(ActionKind::Capture, ActionState::Confirmed, None),
        ours(Some(20_000), "7F3K2"),
    ];
    let heard = [completed];
    let facts = MoneyFacts::of(&row, &fold(&heard), &actions, &heard);
    assert!(facts.is_settled && facts.is_completed);
    assert_eq!(facts.open, [ActionKind::Cancel]);
    assert_eq!(facts.refunded.left_halalas, Some(130_000));
    let confirmed = [action(ActionKind::Complete, ActionState::Confirmed, None)];
    assert!(MoneyFacts::of(&row, &fold(&[]), &confirmed, &[]).is_completed);
}

proptest! {
    /// However refunds and their events come, what went back and what is left are the total.
    #[test]
    fn nothing_is_lost_on_the_way(
        amounts in proptest::collection::vec((1_i64..20_000, any::<bool>(), any::<bool>()), 0..7),
        seed in any::<u64>(),
    ) {
        let (mut actions, mut events, mut left) = (Vec::new(), Vec::new(), TOTAL);
        for (number, (amount, is_ours, is_told)) in amounts.iter().enumerate() {
            left -= amount;
            let mark = format!("M{number}");
            if *is_ours {
                actions.push(ours(Some(*amount), &mark));
            }
            if *is_told || !is_ours {
                let reason = format!("Damaged [ref {mark}]");
                events.push(refunded(Some(*amount), Some(left), Some(&reason)));
            }
        }
        let turn = usize::try_from(seed % 7).unwrap() % events.len().max(1);
        events.rotate_left(turn);
        let status = if amounts.is_empty() { "captured" } else { "partially_refunded" };
        let sum = of_total(Some(TOTAL), status, &actions, &events);
        prop_assert_eq!(sum, (TOTAL - left, Some(left)));
    }
}
