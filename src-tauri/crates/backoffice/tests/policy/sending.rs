//! What an answer, or the want of one, says.

use std::collections::BTreeMap;
use std::time::Duration;

use backoffice::actions::policy::{After, Answer, History, Intent, LONGEST_WAIT, after_sending};
use backoffice::view::{ActionKind, ErrorCode};
use points_api::{ApiError, Effect, Failure, NetworkFault};
use serde_json::json;

use crate::cases::{
    NOW, earning, failed, intent, never_left, order, refund_in_part, refused_by_rule, seen,
    shipping, timed_out,
};

fn after(intent: &Intent, history: &History, error: &ApiError) -> After {
    after_sending(intent, history, Err(error), NOW)
}

fn unclear_once() -> History {
    History {
        unclear: 1,
        ..History::default()
    }
}

fn checkout() -> Intent {
    Intent {
        kind: ActionKind::Checkout,
        ..earning()
    }
}

fn all_kinds() -> Vec<Intent> {
    use ActionKind as K;
    let goals = [K::Authorize, K::Capture, K::Complete, K::Cancel, K::Refund];
    goals
        .into_iter()
        .map(|kind| intent(kind, seen("authorized", "new")))
        .chain([
            shipping("ready_shipping", seen("captured", "new")),
            refund_in_part("captured"),
            earning(),
            checkout(),
        ])
        .collect()
}

fn waits(after: &After) -> Option<i64> {
    match after {
        After::Later {
            not_before: Some(not_before),
            ..
        } => Some(not_before - NOW),
        _ => None,
    }
}

fn throttled() -> ApiError {
    failed(Failure::Throttled { retry_after: None }, Effect::NotApplied)
}

#[test]
fn what_was_turned_away_unread_waits() {
    for intent in all_kinds() {
        for history in [History::default(), unclear_once()] {
            let after = after(&intent, &history, &throttled());
            assert_eq!(waits(&after), Some(2_000), "{:?}", intent.kind);
            assert_eq!(history.clone().ended(&after, NOW).unclear, history.unclear);
        }
    }
}

#[test]
fn what_never_left_goes_when_the_network_is_back_and_uses_up_no_try() {
    for intent in all_kinds() {
        for history in [History::default(), unclear_once()] {
            let after = after(&intent, &history, &never_left());
            assert!(
                matches!(
                    after,
                    After::Later {
                        not_before: None,
                        ..
                    }
                ),
                "{:?} {after:?}",
                intent.kind
            );
            assert_eq!(history.clone().ended(&after, NOW), history);
        }
    }
}

#[test]
fn pauses_grow_to_their_cap_and_never_end() {
    let ship = shipping("ready_shipping", seen("captured", "new"));
    let mut history = History::default();
    let mut pauses = Vec::new();
    for _ in 0..9 {
        let after = after(&ship, &history, &throttled());
        pauses.push(waits(&after).unwrap() / 1_000);
        history = history.ended(&after, NOW);
    }
    assert_eq!(pauses, [2, 4, 8, 16, 32, 64, 120, 120, 120]);
    history.in_vain = u32::MAX;
    assert_eq!(
        waits(&after(&ship, &history, &throttled())),
        Some(LONGEST_WAIT)
    );
    assert_eq!(history.unclear, 0);
}

#[test]
fn points_own_pause_is_obeyed() {
    let asked_for = |seconds| {
        failed(
            Failure::Throttled {
                retry_after: Some(Duration::from_secs(seconds)),
            },
            Effect::NotApplied,
        )
    };
    let first = History::default();
    assert_eq!(
        waits(&after(&earning(), &first, &asked_for(900))),
        Some(900_000)
    );
    assert_eq!(
        waits(&after(&earning(), &first, &asked_for(1))),
        Some(2_000)
    );
}

#[test]
fn a_yes_confirms_a_value_a_delta_and_something_new() {
    let order = order(json!({ "order_status": "captured", "status": 1 }));
    let answer = Answer::Order(&order);
    let none = History::default();
    for intent in [
        shipping("ready_shipping", seen("captured", "new")),
        refund_in_part("captured"),
        earning(),
    ] {
        assert_eq!(
            after_sending(&intent, &none, Ok(answer), NOW),
            After::Confirmed
        );
    }
    for intent in [earning(), checkout()] {
        assert_eq!(
            after_sending(&intent, &none, Ok(Answer::Made), NOW),
            After::Confirmed
        );
    }
}

#[test]
fn a_yes_to_a_completion_of_an_unpaid_order_has_to_show_it_paid() {
    let none = History::default();
    let after = |before: &str, now: &str| {
        let order = order(json!({ "order_status": now, "status": 1 }));
        let complete = intent(ActionKind::Complete, seen(before, "new"));
        after_sending(&complete, &none, Ok(Answer::Order(&order)), NOW)
    };
    for (before, now) in [
        ("new", "new"),
        ("authorized", "authorized"),
        ("new", "authorized"),
    ] {
        let after = after(before, now);
        assert!(matches!(after, After::Unclear { .. }), "{before} {now}");
    }
    for (before, now) in [
        ("new", "approved"),
        ("authorized", "captured"),
        ("captured", "captured"),
        ("approved", "approved"),
    ] {
        assert_eq!(after(before, now), After::Confirmed, "{before} {now}");
    }
}

#[test]
fn a_yes_confirms_a_goal_only_where_the_answer_shows_it() {
    use ActionKind as K;
    for (kind, goal) in [
        (K::Authorize, "authorized"),
        (K::Capture, "captured"),
        (K::Cancel, "cancelled"),
        (K::Refund, "fully_refunded"),
    ] {
        let intent = intent(kind, seen("authorized", "new"));
        let answered = |status: &str| {
            let order = order(json!({ "order_status": status }));
            after_sending(&intent, &History::default(), Ok(Answer::Order(&order)), NOW)
        };
        assert_eq!(answered(goal), After::Confirmed, "{kind:?}");
        let unshown = After::Unclear {
            failure: None,
            read_at: NOW + 2_000,
        };
        assert_eq!(answered("approved"), unshown, "{kind:?}");
        let silent = order(json!({}));
        let silent = Ok(Answer::Order(&silent));
        assert_eq!(
            after_sending(&intent, &History::default(), silent, NOW),
            unshown
        );
    }
}

#[test]
fn a_completion_is_believed_because_no_answer_can_show_it() {
    let complete = intent(ActionKind::Complete, seen("captured", "new"));
    let order = order(json!({ "order_status": "captured" }));
    assert_eq!(
        after_sending(
            &complete,
            &History::default(),
            Ok(Answer::Order(&order)),
            NOW
        ),
        After::Confirmed
    );
}

fn refusals() -> Vec<ApiError> {
    let message = "لا يمكن".to_owned();
    [
        Failure::RuleRefused {
            message: message.clone(),
        },
        Failure::Forbidden {
            message: message.clone(),
        },
        Failure::NotFound {
            message: message.clone(),
        },
        Failure::Invalid {
            message,
            fields: BTreeMap::new(),
        },
        Failure::Unreadable {
            http_status: 409,
            excerpt: "{\"status\":false}".to_owned(),
        },
    ]
    .into_iter()
    .map(|failure| failed(failure, Effect::NotApplied))
    .collect()
}

#[test]
fn a_refusal_whose_key_is_not_proved_is_asked_again_only_where_that_does_no_harm() {
    let unproved = failed(
        Failure::Unproved {
            message: "لا يمكن".to_owned(),
            check: Box::new(Failure::Throttled {
                retry_after: Some(Duration::from_secs(30)),
            }),
        },
        Effect::NotApplied,
    );
    for intent in all_kinds() {
        let first = after(&intent, &History::default(), &unproved);
        let sets_a_state = !matches!(
            intent.kind,
            ActionKind::Refund | ActionKind::Earning | ActionKind::Checkout
        );
        assert_eq!(waits(&first).is_some(), sets_a_state, "{:?}", intent.kind);
        if sets_a_state {
            assert_eq!(waits(&first), Some(30_000), "as long as Points asked");
        } else {
            assert!(matches!(first, After::Unclear { .. }), "{:?}", intent.kind);
        }
        let later = after(&intent, &unclear_once(), &unproved);
        assert!(matches!(later, After::Unclear { .. }), "{:?}", intent.kind);
    }
}

#[test]
fn points_no_is_believed_only_where_nothing_was_unclear_before() {
    for intent in all_kinds() {
        for error in refusals() {
            let first = after(&intent, &History::default(), &error);
            assert!(matches!(first, After::Refused(_)), "{error}");
            let later = after(&intent, &unclear_once(), &error);
            let failure = match later {
                After::Unclear { failure, .. } => failure,
                other => panic!("{error}: {other:?}"),
            };
            assert!(failure.is_some(), "its words are kept");
        }
    }
    let after = after(&earning(), &History::default(), &refused_by_rule());
    let After::Refused(failure) = after else {
        panic!("{after:?}");
    };
    assert_eq!(failure.details["message"], "Order cannot be captured");
}

#[test]
fn whatever_may_have_been_applied_is_unclear() {
    let html = Failure::Unreadable {
        http_status: 200,
        excerpt: "<!doctype html>".to_owned(),
    };
    let proxy = Failure::Unreadable {
        http_status: 403,
        excerpt: "<!doctype html>".to_owned(),
    };
    let reset = Failure::Network(NetworkFault::Interrupted);
    let down = Failure::Temporary { http_status: 502 };
    for intent in all_kinds() {
        for failure in [html.clone(), proxy.clone(), reset.clone(), down.clone()] {
            let error = failed(failure, Effect::MayBeApplied);
            let after = after(&intent, &History::default(), &error);
            let After::Unclear { read_at, .. } = after else {
                panic!("{error}: {after:?}");
            };
            assert_eq!(read_at, NOW + 2_000);
        }
        assert!(matches!(
            after(&intent, &History::default(), &timed_out()),
            After::Unclear { .. }
        ));
    }
}

#[test]
fn a_refusal_whose_key_could_not_be_proved_waits_and_is_no_refusal() {
    let check_failed = failed(Failure::Temporary { http_status: 503 }, Effect::NotApplied);
    let capture = intent(ActionKind::Capture, seen("authorized", "new"));
    assert!(waits(&after(&capture, &History::default(), &check_failed)).is_some());
}

#[test]
fn a_refused_key_stops_everything_but_a_public_one_only_its_checkout() {
    let refused = failed(
        Failure::KeyRefused {
            message: "Invalid or inactive API key".to_owned(),
        },
        Effect::NotApplied,
    );
    let missing = failed(Failure::NoKey, Effect::NotApplied);
    for intent in all_kinds() {
        let after = after(&intent, &unclear_once(), &refused);
        match (intent.kind, after) {
            (ActionKind::Checkout, After::Unclear { .. }) => {}
            (_, After::KeyRefused(failure)) => assert_eq!(failure.code, ErrorCode::KeyRefused),
            (kind, other) => panic!("{kind:?}: {other:?}"),
        }
    }
    assert!(matches!(
        after(&checkout(), &History::default(), &refused),
        After::Refused(_)
    ));
    let After::KeyRefused(failure) = after(&earning(), &History::default(), &missing) else {
        panic!("no key is no answer");
    };
    assert_eq!(failure.code, ErrorCode::KeyMissing);
}

#[test]
fn what_was_on_its_way_when_the_desk_started_is_unclear() {
    let history = History {
        reads: 5,
        in_vain: 3,
        ..History::default()
    };
    let found = history
        .leaving(Some(seen("captured", "new")), NOW)
        .unclear_at(NOW + 7);
    assert_eq!(found.unclear, 1);
    assert_eq!(found.sent_at, Some(NOW));
    assert_eq!(found.unclear_since, Some(NOW + 7));
    assert_eq!((found.reads, found.in_vain), (0, 0));
    assert!(found.may_be_applied());
}
