//! Whether the order is still as the person saw it.

use backoffice::actions::policy::{Before, History, Intent, Reason, before_sending, read_is_fresh};
use backoffice::store::ShippingCodes;
use backoffice::view::{ActionKind, SeenOrder};
use points_api::{Carried, ShippingState};

use crate::cases::{earning, intent, known, learnt, refund_in_part, seen, shipping, word};

fn asked(intent: &Intent, financial: &str, shipping: &str) -> Before {
    let codes = learnt();
    let known = known(financial, word(shipping), &codes);
    before_sending(intent, &History::default(), Some(&known))
}

#[test]
fn a_goal_that_is_reached_is_confirmed_without_sending() {
    use ActionKind as K;
    for (kind, before, now) in [
        (K::Authorize, "new", "authorized"),
        (K::Capture, "authorized", "captured"),
        (K::Cancel, "new", "cancelled"),
        (K::Refund, "captured", "fully_refunded"),
        (K::Refund, "partially_refunded", "fully_refunded"),
    ] {
        let intent = intent(kind, seen(before, "new"));
        assert_eq!(asked(&intent, now, "new"), Before::AlreadyDone, "{kind:?}");
        assert_eq!(asked(&intent, before, "new"), Before::Send, "{kind:?}");
    }
}

#[test]
fn a_completion_is_done_when_an_event_said_so_and_by_no_state() {
    let intent = intent(ActionKind::Complete, seen("captured", "new"));
    assert_eq!(asked(&intent, "captured", "new"), Before::Send);
    let codes = learnt();
    let mut known = known("captured", word("new"), &codes);
    known.is_completed = true;
    assert_eq!(
        before_sending(&intent, &History::default(), Some(&known)),
        Before::AlreadyDone
    );
}

#[test]
fn money_that_moved_since_asks() {
    use ActionKind as K;
    for (kind, before, now) in [
        (K::Authorize, "new", "captured"),
        (K::Capture, "authorized", "cancelled"),
        (K::Complete, "authorized", "captured"),
        (K::Cancel, "new", "approved"),
        (K::Refund, "captured", "partially_refunded"),
        (K::Refund, "captured", "in_dispute"),
    ] {
        let whole = intent(kind, seen(before, "new"));
        let expected = Before::Ask(Reason::MoneyMoved);
        assert_eq!(asked(&whole, now, "new"), expected, "{kind:?} {now}");
    }
    assert_eq!(
        asked(&refund_in_part("captured"), "partially_refunded", "new"),
        Before::Ask(Reason::MoneyMoved),
        "somebody else gave money back"
    );
}

#[test]
fn the_second_of_two_equal_refunds_is_not_blocked_by_the_first() {
    let second = Intent {
        led_to: Some(seen("partially_refunded", "new")),
        ..refund_in_part("captured")
    };
    assert_eq!(asked(&second, "partially_refunded", "new"), Before::Send);
}

#[test]
fn another_total_asks_before_money_moves_and_not_before_a_parcel_does() {
    let codes = learnt();
    let mut dearer = known("captured", word("new"), &codes);
    dearer.total_halalas = Some(12_000);
    let refund = refund_in_part("captured");
    let none = History::default();
    assert_eq!(
        before_sending(&refund, &none, Some(&dearer)),
        Before::Ask(Reason::TotalChanged)
    );
    dearer.total_halalas = None;
    assert_eq!(before_sending(&refund, &none, Some(&dearer)), Before::Send);
    let ship = shipping("ready_shipping", seen("captured", "new"));
    dearer.total_halalas = Some(12_000);
    assert_eq!(before_sending(&ship, &none, Some(&dearer)), Before::Send);
}

#[test]
fn a_parcel_of_an_order_that_was_cancelled_or_refunded_since_asks() {
    let ship = shipping("ready_shipping", seen("captured", "new"));
    for (now, expected) in [
        ("cancelled", Before::Ask(Reason::OrderCancelled)),
        ("fully_refunded", Before::Ask(Reason::OrderRefunded)),
        ("partially_refunded", Before::Ask(Reason::OrderRefunded)),
        ("approved", Before::Send),
        ("captured", Before::Send),
    ] {
        assert_eq!(asked(&ship, now, "new"), expected, "{now}");
    }
    let knowing = shipping("ready_shipping", seen("cancelled", "new"));
    assert_eq!(asked(&knowing, "cancelled", "new"), Before::Send);
    let called_off = shipping("cancelled", seen("captured", "new"));
    assert_eq!(
        asked(&called_off, "cancelled", "new"),
        Before::Send,
        "no parcel moves by it"
    );
}

#[test]
fn a_parcel_that_is_further_along_asks_and_one_that_is_not_goes_on() {
    let ship = shipping("ready_shipping", seen("captured", "new"));
    let moved_on = Before::Ask(Reason::ShippingMovedOn);
    for (now, expected) in [
        ("new", Before::Send),
        ("license_in_progress", Before::Send),
        ("ready_shipping", Before::AlreadyDone),
        ("delivery_is_in_progress", moved_on),
        ("delivered", moved_on),
        ("cancelled", moved_on),
        ("held_at_customs", Before::Send),
    ] {
        assert_eq!(asked(&ship, "captured", now), expected, "{now}");
    }
    let back = shipping("ready_shipping", seen("captured", "delivered"));
    assert_eq!(
        asked(&back, "captured", "delivered"),
        Before::Send,
        "the person saw that it goes back"
    );
    let seen_as_code = shipping("ready_shipping", seen("captured", "code:4"));
    assert_eq!(asked(&seen_as_code, "captured", "delivered"), Before::Send);
}

#[test]
fn a_code_that_nobody_has_learnt_hinders_nothing() {
    let ship = shipping("ready_shipping", seen("captured", "code:0"));
    let codes = ShippingCodes::default();
    let known = known("captured", ShippingState::Code(4), &codes);
    assert_eq!(
        before_sending(&ship, &History::default(), Some(&known)),
        Before::Send
    );
}

#[test]
fn a_status_with_its_label_is_set_only_when_both_are() {
    let codes = learnt();
    let mut ship = shipping("ready_shipping", seen("captured", "new"));
    ship.labels[1] = Some("At the counter".to_owned());
    let mut now = known("captured", word("ready_shipping"), &codes);
    let none = History::default();
    assert_eq!(before_sending(&ship, &none, Some(&now)), Before::Send);
    now.labels[1] = Carried::Value("At the counter");
    assert_eq!(
        before_sending(&ship, &none, Some(&now)),
        Before::AlreadyDone
    );
    ship.labels[1] = None;
    assert_eq!(
        before_sending(&ship, &none, Some(&now)),
        Before::Send,
        "the status alone may be meant to take the label away"
    );
}

#[test]
fn an_order_whose_parcel_left_since_is_not_cancelled_without_asking() {
    let cancel = intent(ActionKind::Cancel, seen("authorized", "ready_shipping"));
    let left = Before::Ask(Reason::ParcelLeft);
    assert_eq!(
        asked(&cancel, "authorized", "delivery_is_in_progress"),
        left
    );
    assert_eq!(asked(&cancel, "authorized", "delivered"), left);
    assert_eq!(asked(&cancel, "authorized", "ready_shipping"), Before::Send);
    let knowing = intent(ActionKind::Cancel, seen("authorized", "code:3"));
    assert_eq!(asked(&knowing, "authorized", "delivered"), Before::Send);
}

#[test]
fn what_may_be_applied_leaves_again_only_as_often_as_it_may() {
    use ActionKind as K;
    let codes = learnt();
    let still = known("new", word("new"), &codes);
    for (kind, most) in [
        (K::Authorize, 1),
        (K::Capture, 1),
        (K::Complete, 1),
        (K::Cancel, 1),
        (K::Refund, 0),
        (K::Shipping, 3),
    ] {
        let mut intent = intent(kind, seen("new", "new"));
        intent.target = (kind == K::Shipping).then(|| "delivered".to_owned());
        for unclear in 0..6 {
            let history = History {
                unclear,
                ..History::default()
            };
            let sends = before_sending(&intent, &history, Some(&still)) == Before::Send;
            assert_eq!(sends, unclear <= most, "{kind:?} after {unclear}");
        }
    }
    let spent = History {
        unclear: 1,
        ..History::default()
    };
    let part = refund_in_part("new");
    assert_eq!(
        before_sending(&part, &spent, Some(&still)),
        Before::Ask(Reason::CannotTell)
    );
    assert_eq!(
        before_sending(&earning(), &spent, None),
        Before::Ask(Reason::CannotTell)
    );
    assert_eq!(
        before_sending(&earning(), &History::default(), None),
        Before::Send
    );
}

#[test]
fn nothing_is_sent_about_an_order_that_was_not_read() {
    let capture = intent(ActionKind::Capture, SeenOrder::default());
    assert_eq!(
        before_sending(&capture, &History::default(), None),
        Before::Ask(Reason::NotRead)
    );
}

#[test]
fn a_read_is_fresh_for_five_seconds() {
    for (age, fresh) in [(0, true), (5_000, true), (5_001, false), (-1, false)] {
        assert_eq!(read_is_fresh(10_000, 10_000 + age), fresh, "{age}");
    }
}

#[test]
fn the_page_has_one_word_for_an_order_that_changed() {
    for reason in [
        Reason::OrderCancelled,
        Reason::OrderRefunded,
        Reason::ShippingMovedOn,
        Reason::MoneyMoved,
        Reason::TotalChanged,
        Reason::ParcelLeft,
    ] {
        assert_eq!(reason.code(), "order_changed");
        assert!(reason.error_code().is_some());
    }
    assert_eq!(Reason::StillAsBefore.error_code(), None);
}
