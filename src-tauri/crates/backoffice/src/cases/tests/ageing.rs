use super::*;
use crate::schedule::WATCHED_FOR;
use crate::view::ActionKind;
use CaseClass::{NoLongerRead, ReservedAgeing, UnpaidAgeing};
use ShopStatus as S;

#[test]
fn unpaid_is_a_case_from_the_threshold_on() {
    for (later, class) in [(-1, None), (0, Some(UnpaidAgeing)), (1, Some(UnpaidAgeing))] {
        assert_class(&alone("new").at(CREATED + 30 * MINUTE + later), class);
    }
    let case = the(&both("new", S::Pending));
    assert_eq!(case.since, CREATED);
    assert_eq!(case.recommended, CaseStep::Cancel);
    assert_eq!(
        case.alternatives,
        [CaseStep::ReadAgain, CaseStep::Snooze, CaseStep::Explain]
    );
    assert_eq!(marked(&case), ["points Financial"]);
}

#[test]
fn reserved_is_a_case_from_the_threshold_on() {
    for (later, class) in [
        (-1, None),
        (0, Some(ReservedAgeing)),
        (1, Some(ReservedAgeing)),
    ] {
        assert_class(&alone("authorized").at(CREATED + DAY + later), class);
    }
}

#[test]
fn where_points_told_no_creation_the_watching_counts() {
    let facts = alone("new").with_order(|order| {
        order.created_at = None;
        order.tracked_at = NOW - 30 * MINUTE;
    });
    assert_eq!(the(&facts).since, NOW - 30 * MINUTE);
    assert_class(&facts.at(NOW - 1), None);
}

#[test]
fn money_is_taken_if_it_ships_and_let_go_if_not() {
    let old = NOW + 2 * DAY;
    for (shipping, status, step) in [
        (None, None, CaseStep::Cancel),
        (None, Some(S::Pending), CaseStep::Cancel),
        (None, Some(S::Paid), CaseStep::Capture),
        (Some("new"), Some(S::Paid), CaseStep::Capture),
        (Some("ready_shipping"), None, CaseStep::Capture),
        (Some("delivered"), Some(S::Pending), CaseStep::Capture),
        (Some("cancelled"), Some(S::Paid), CaseStep::Cancel),
        (Some("code:7"), None, CaseStep::ReadAgain),
        (None, Some(S::Cancelled), CaseStep::Cancel),
        (
            Some("ready_shipping"),
            Some(S::Cancelled),
            CaseStep::StopParcel,
        ),
        (Some("delivered"), Some(S::Refunded), CaseStep::Explain),
    ] {
        let mut facts = facts(Some(order("authorized")), status.map(row)).at(old);
        if let Some(word) = shipping {
            facts = facts.with_shipping(word);
        }
        let case = the(&facts);
        assert_eq!(case.class, ReservedAgeing);
        assert_eq!(case.recommended, step, "{shipping:?} {status:?}");
        for step in [CaseStep::Capture, CaseStep::Cancel] {
            assert!(steps(&case).contains(&step));
        }
    }
}

#[test]
fn what_the_shop_gave_up_waits_for_no_threshold() {
    let young = CREATED + 2 * MINUTE;
    let given_up = |financial, later| {
        both(financial, S::Cancelled)
            .with_row(|row| row.as_of = CREATED + later)
            .with_order(|order| order.financial = Some(stands(financial, CREATED)))
            .at(young)
    };
    for (later, is_case) in [(-1, false), (0, false), (1, true)] {
        assert_class(&given_up("new", later), is_case.then_some(UnpaidAgeing));
        assert_class(
            &given_up("authorized", later),
            is_case.then_some(ReservedAgeing),
        );
    }
    assert_eq!(
        marked(&the(&given_up("new", 1))),
        ["shop ShopStatus", "points Financial"]
    );
}

#[test]
fn an_unpaid_parcel_on_its_way_waits_for_no_threshold() {
    let young = CREATED + 2 * MINUTE;
    for (word, step) in [
        ("license_in_progress", CaseStep::StopParcel),
        ("ready_shipping", CaseStep::StopParcel),
        ("delivery_is_in_progress", CaseStep::StopParcel),
        ("delivered", CaseStep::Explain),
    ] {
        let case = the(&alone("new").with_shipping(word).at(young));
        assert_eq!((case.class, case.recommended), (UnpaidAgeing, step));
    }
    for word in ["new", "cancelled", "code:3"] {
        assert_class(&alone("new").with_shipping(word).at(young), None);
    }
}

#[test]
fn what_is_under_way_is_no_case() {
    for kind in [
        ActionKind::Cancel,
        ActionKind::Capture,
        ActionKind::Complete,
    ] {
        assert_class(&alone("new").asked(kind), None);
        assert_class(&alone("authorized").at(NOW + 2 * DAY).asked(kind), None);
    }
    assert_class(
        &alone("new").asked(ActionKind::Shipping),
        Some(UnpaidAgeing),
    );
}

#[test]
fn points_that_are_not_given_yet_are_asked_about_and_not_cancelled() {
    let facts = alone("new").with_order(|order| order.order_type = Some("earning".into()));
    assert_eq!(the(&facts).recommended, CaseStep::ReadAgain);
}

#[test]
fn what_the_desk_gave_up_reading_is_read_before_it_is_judged() {
    let now = CREATED + 40 * DAY;
    let given_up = |asked_at| {
        alone("new")
            .with_order(|order| {
                order.given_up = true;
                order.reads = vec![read("new", asked_at)];
            })
            .at(now)
    };
    let case = the(&given_up(CREATED + 29 * DAY));
    assert_eq!(case.class, NoLongerRead);
    assert_eq!(case.recommended, CaseStep::ReadAgain);
    assert!(!steps(&case).contains(&CaseStep::Cancel));
    // Read by hand since: it is what it is.
    for (later, class) in [(-1, NoLongerRead), (0, UnpaidAgeing), (1, UnpaidAgeing)] {
        assert_class(&given_up(CREATED + WATCHED_FOR + later), Some(class));
    }
    let watched = given_up(CREATED + 29 * DAY).with_order(|order| order.given_up = false);
    assert_class(&watched, Some(UnpaidAgeing));
}

#[test]
fn a_parcel_that_never_arrived_is_no_longer_read_and_one_that_did_has_ended() {
    let facts = |word| {
        alone("captured")
            .with_shipping(word)
            .with_order(|order| order.given_up = true)
            .at(NOW + 40 * DAY)
    };
    assert_class(&facts("delivery_is_in_progress"), Some(NoLongerRead));
    assert_class(&facts("delivered"), None);
    // Not begun, and the desk no longer knows.
    assert_class(&facts("new"), Some(NoLongerRead));
    let mut not_shipping = facts("new");
    not_shipping.shop.sets_shipping = false;
    assert_class(&not_shipping, None);
}
