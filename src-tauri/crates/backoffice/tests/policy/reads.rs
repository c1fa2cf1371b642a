//! What reads show of a request whose end nobody knows.

use backoffice::actions::policy::{History, Intent, Known, Reason, Settled, after_reading};
use backoffice::store::ShippingCodes;
use backoffice::view::ActionKind;
use points_api::{Carried, ShippingState};

use crate::cases::{NOW, earning, intent, known, learnt, refund_in_part, seen, shipping, word};

/// Unclear for the `unclear`-th time, and looked for `reads` times since, as planned.
fn history(unclear: u32, reads: u32) -> History {
    let since = NOW - [0, 2, 10, 30, 120, 600][reads as usize] * 1_000;
    History {
        sent_at: Some(since - 1_000),
        unclear,
        unclear_since: Some(since),
        reads,
        ..History::default()
    }
}

fn after(intent: &Intent, history: &History, known: &Known<'_>) -> Settled {
    after_reading(intent, history, Some(known), NOW)
}

/// What the five reads say while Points shows the same.
fn all_reads(intent: &Intent, unclear: u32, known: Option<&Known<'_>>) -> (Vec<i64>, Settled) {
    let mut pauses = Vec::new();
    for reads in 1.. {
        let known = known.cloned();
        match after_reading(intent, &history(unclear, reads), known.as_ref(), NOW) {
            Settled::ReadAgain { at } => pauses.push((at - NOW) / 1_000),
            other => return (pauses, other),
        }
    }
    unreachable!()
}

/// After the reads at 2, 10, 30 and 120 seconds: until 10, 30, 120 and 600.
const TO_THE_LAST: [i64; 4] = [8, 20, 90, 480];

#[test]
fn a_goal_that_a_read_shows_is_confirmed_at_once() {
    use ActionKind as K;
    let codes = learnt();
    for (kind, goal) in [
        (K::Authorize, "authorized"),
        (K::Capture, "captured"),
        (K::Cancel, "cancelled"),
        (K::Refund, "fully_refunded"),
    ] {
        let intent = intent(kind, seen("new", "new"));
        let known = known(goal, word("new"), &codes);
        assert_eq!(after(&intent, &history(1, 1), &known), Settled::Confirmed);
        assert_eq!(after(&intent, &history(2, 5), &known), Settled::Confirmed);
    }
}

#[test]
fn a_goal_that_no_read_shows_is_sent_again_once_after_the_last_read() {
    use ActionKind as K;
    let codes = learnt();
    for kind in [K::Authorize, K::Capture, K::Cancel, K::Complete] {
        let intent = intent(kind, seen("new", "new"));
        let known = known("new", word("new"), &codes);
        let again = (TO_THE_LAST.to_vec(), Settled::SendAgain);
        assert_eq!(all_reads(&intent, 1, Some(&known)), again, "{kind:?}");
        let person = Settled::Person(Reason::StillAsBefore);
        let at_last = (TO_THE_LAST.to_vec(), person);
        assert_eq!(all_reads(&intent, 2, Some(&known)), at_last, "{kind:?}");
    }
}

#[test]
fn a_full_refund_that_no_read_shows_is_for_a_person_and_never_sent_again() {
    let codes = learnt();
    let known = known("captured", word("new"), &codes);
    let refund = intent(ActionKind::Refund, seen("captured", "new"));
    let person = Settled::Person(Reason::StillAsBefore);
    assert_eq!(
        all_reads(&refund, 1, Some(&known)),
        (TO_THE_LAST.to_vec(), person)
    );
}

#[test]
fn an_order_that_went_another_way_is_for_a_person_at_once() {
    let codes = learnt();
    let known = known("cancelled", word("new"), &codes);
    let capture = intent(ActionKind::Capture, seen("authorized", "new"));
    assert_eq!(
        after(&capture, &history(1, 1), &known),
        Settled::Person(Reason::CannotTell)
    );
}

#[test]
fn a_completion_of_a_captured_order_is_known_by_its_event_or_by_a_person() {
    let codes = learnt();
    let mut known = known("captured", word("new"), &codes);
    let complete = intent(ActionKind::Complete, seen("captured", "new"));
    let person = Settled::Person(Reason::CannotTell);
    assert_eq!(
        all_reads(&complete, 1, Some(&known)),
        (TO_THE_LAST.to_vec(), person)
    );
    let from_authorized = intent(ActionKind::Complete, seen("authorized", "new"));
    assert_eq!(
        all_reads(&from_authorized, 1, Some(&known)).1,
        person,
        "a colleague's capture looks the same"
    );
    known.is_completed = true;
    assert_eq!(after(&complete, &history(1, 1), &known), Settled::Confirmed);
}

#[test]
fn a_status_is_confirmed_by_its_word_and_by_a_code_that_was_learnt() {
    let ship = shipping("ready_shipping", seen("captured", "code:0"));
    let (taught, untaught) = (learnt(), ShippingCodes::default());
    for (shown, codes) in [
        (word("ready_shipping"), &untaught),
        (ShippingState::Code(2), &taught),
    ] {
        let known = known("captured", shown, codes);
        assert_eq!(after(&ship, &history(1, 1), &known), Settled::Confirmed);
    }
}

#[test]
fn a_status_that_stayed_or_that_nobody_can_read_is_sent_again_three_times_after_two_minutes() {
    let ship = shipping("ready_shipping", seen("captured", "code:0"));
    let (taught, untaught) = (learnt(), ShippingCodes::default());
    let stayed = known("captured", ShippingState::Code(0), &taught);
    let unlearnt = known("captured", ShippingState::Code(2), &untaught);
    for (known, reason) in [
        (&stayed, Reason::StillAsBefore),
        (&unlearnt, Reason::CannotTell),
    ] {
        for unclear in 1..=3 {
            let again = (vec![8, 20, 90], Settled::SendAgain);
            assert_eq!(all_reads(&ship, unclear, Some(known)), again);
        }
        let at_last = (TO_THE_LAST.to_vec(), Settled::Person(reason));
        assert_eq!(all_reads(&ship, 4, Some(known)), at_last);
    }
}

#[test]
fn a_status_that_somebody_else_set_is_for_a_person() {
    let codes = learnt();
    let known = known("captured", word("delivered"), &codes);
    let ship = shipping("ready_shipping", seen("captured", "new"));
    assert_eq!(
        after(&ship, &history(1, 1), &known),
        Settled::Person(Reason::CannotTell)
    );
}

#[test]
fn the_order_stayed_as_it_was_when_the_request_left_not_as_the_person_saw_it() {
    let codes = learnt();
    let known = known("captured", word("license_in_progress"), &codes);
    let ship = shipping("ready_shipping", seen("captured", "new"));
    let left = History {
        before: Some(seen("captured", "license_in_progress")),
        ..history(1, 4)
    };
    assert_eq!(after(&ship, &left, &known), Settled::SendAgain);
}

#[test]
fn a_label_of_somebody_else_is_not_ours() {
    let codes = learnt();
    let mut ship = shipping("ready_shipping", seen("captured", "new"));
    ship.labels[0] = Some("عند الشباك".to_owned());
    let mut known = known("captured", word("ready_shipping"), &codes);
    known.labels[0] = Carried::Value("في الطريق");
    assert_eq!(
        after(&ship, &history(1, 1), &known),
        Settled::Person(Reason::CannotTell)
    );
    known.labels[0] = Carried::Value("عند الشباك");
    assert_eq!(after(&ship, &history(1, 1), &known), Settled::Confirmed);
}

#[test]
fn no_read_says_anything_about_a_refund_in_part_or_a_purchase() {
    let codes = learnt();
    let person = (TO_THE_LAST.to_vec(), Settled::Person(Reason::CannotTell));
    for financial in ["captured", "partially_refunded", "fully_refunded"] {
        let known = known(financial, word("new"), &codes);
        let part = refund_in_part("captured");
        assert_eq!(all_reads(&part, 1, Some(&known)), person, "{financial}");
    }
    assert_eq!(all_reads(&earning(), 1, None), person);
}

#[test]
fn a_read_that_was_asked_before_the_request_left_says_nothing() {
    let codes = learnt();
    let mut known = known("cancelled", word("new"), &codes);
    known.asked_at = NOW - 3_500;
    let capture = intent(ActionKind::Capture, seen("authorized", "new"));
    assert_eq!(
        after(&capture, &history(1, 1), &known),
        Settled::ReadAgain { at: NOW + 8_000 }
    );
}

#[test]
fn reads_at_start_after_start_hasten_nothing() {
    let codes = learnt();
    let known = known("authorized", word("new"), &codes);
    let hasty = |reads, seconds: i64| History {
        unclear_since: Some(NOW - seconds * 1_000),
        ..history(1, reads)
    };
    let capture = intent(ActionKind::Capture, seen("authorized", "new"));
    let refund = refund_in_part("authorized");
    for intent in [&capture, &refund] {
        for reads in 5..9 {
            let history = History {
                reads,
                ..hasty(5, 20)
            };
            let last = Settled::ReadAgain { at: NOW + 580_000 };
            assert_eq!(after(intent, &history, &known), last);
        }
    }
    let ship = shipping("ready_shipping", seen("authorized", "new"));
    let wait = Settled::ReadAgain { at: NOW + 100_000 };
    assert_eq!(after(&ship, &hasty(4, 20), &known), wait);
    assert_eq!(after(&ship, &hasty(4, 120), &known), Settled::SendAgain);
    assert_eq!(
        after(&capture, &hasty(5, -86_400), &known),
        Settled::SendAgain,
        "the clock was set back by a day: the reads alone count"
    );
}

#[test]
fn a_clock_that_was_set_back_does_not_make_every_read_too_old() {
    let codes = learnt();
    let known = known("captured", word("new"), &codes);
    let capture = intent(ActionKind::Capture, seen("authorized", "new"));
    let tomorrow = History {
        sent_at: Some(NOW + 86_400_000),
        ..history(1, 1)
    };
    assert_eq!(after(&capture, &tomorrow, &known), Settled::Confirmed);
}
