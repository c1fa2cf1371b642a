//! What a scanner types, and what becomes of it.

use points_api::{ObservedOrder, ShippingStatus};
use proptest::prelude::*;

use super::*;
use crate::bulk::OpenChange;
use crate::fold::{Sighting, Source};
use crate::view::{OrderName, Presence};

#[test]
fn a_number_is_read_with_and_without_its_sign() {
    assert_eq!(readings(" 1042\n"), ["1042", "#1042"]);
    assert_eq!(readings("#1042"), ["#1042", "1042"]);
    assert_eq!(readings("#"), Vec::<String>::new());
    assert_eq!(readings("  "), Vec::<String>::new());
    assert_eq!(readings(&"9".repeat(LONGEST + 1)), Vec::<String>::new());
}

#[test]
fn digits_of_any_script_are_read_as_they_came_first() {
    assert_eq!(readings("١٠٤٢"), ["١٠٤٢", "#١٠٤٢", "1042", "#1042"]);
}

/// What each key of the Arabic keyboard writes, by what it writes on one of the United States.
fn on_an_arabic_keyboard(text: &str) -> String {
    text.chars()
        .map(|letter| {
            let key = KEYS.iter().find(|(_, key)| *key == letter);
            key.map_or_else(|| letter.to_string(), |(written, _)| (*written).to_owned())
        })
        .collect()
}

#[test]
fn what_an_arabic_keyboard_made_of_a_code_is_read_back() {
    for (code, typed) in [
        ("pd-1042", "حي-1042"),
        ("ORD-2024", "×ٌ]-2024"),
        ("D-17", "]-17"),
        ("ab/7", "شلاظ7"),
        ("gh7", "لا7"),
        ("nkh١٢", "ىنا12"),
    ] {
        let code = fold_digits(code);
        assert!(
            readings(typed).contains(&code),
            "{typed}: {:?}",
            readings(typed)
        );
    }
}

#[test]
fn a_number_in_arabic_letters_is_first_read_as_it_is() {
    let read = readings("طلب-١٢");
    assert_eq!(read[0], "طلب-١٢");
    assert!(read.contains(&"طلب-12".to_owned()));
    let latin = readings("ORD/2024");
    assert_eq!(
        latin,
        ["ORD/2024", "#ORD/2024"],
        "typed on no Arabic keyboard"
    );
    assert_eq!(readings("1/2"), ["1/2", "#1/2"]);
    let many = readings(&"لا".repeat(30));
    assert!(many.len() <= 3 * (MOST_READINGS + 2));
}

proptest! {
    /// Whatever number a shop has: what its own keyboard makes of it is read back.
    #[test]
    fn every_code_is_read_back_from_an_arabic_keyboard(code in "[a-z][A-Za-z0-9-]{0,4}[0-9]{1,6}") {
        let typed = on_an_arabic_keyboard(&code);
        prop_assert!(readings(&typed).contains(&code), "{} {:?}", typed, readings(&typed));
        prop_assert!(readings(&code).contains(&code));
    }
}

fn packed() -> ScannedOrder {
    ScannedOrder {
        facts: OrderFacts {
            name: OrderName {
                uuid: "u".to_owned(),
                order_number: Some("1042".to_owned()),
            },
            presence: Presence::Known,
            open: None,
            order_type: Some("replacing".to_owned()),
            financial: Some("captured".to_owned()),
            shipping_word: Some("ready_shipping".to_owned()),
            shipping: Some("code:3".to_owned()),
            total_halalas: Some(25_000),
        },
        last: None,
        confirmed: None,
        stands_since: None,
    }
}

fn asked(target: &str, state: ActionState) -> Asked {
    Asked {
        id: 7,
        target: Some(target.to_owned()),
        state,
        at: 5_000,
        by: Some("Huda".to_owned()),
    }
}

fn with_last(target: &str, state: ActionState) -> ScannedOrder {
    let mut order = packed();
    order.facts.open = match state {
        ActionState::Sending | ActionState::Unknown | ActionState::NeedsPerson => {
            Some(OpenChange::MayHaveLeft)
        }
        _ => None,
    };
    order.last = Some(asked(target, state));
    order
}

fn by_huda() -> Decision {
    Decision::Already {
        action: Some(7),
        since: Some(5_000),
        by: Some("Huda".to_owned()),
    }
}

#[test]
fn an_order_goes_where_it_does_not_stand_yet() {
    assert_eq!(decide(&packed(), "delivered"), Decision::Goes);
    let refused = with_last("delivered", ActionState::Refused);
    assert_eq!(decide(&refused, "delivered"), Decision::Goes);
}

#[test]
fn a_parcel_is_not_scanned_backwards() {
    let stands = |word: &str| {
        let mut order = packed();
        order.facts.shipping_word = Some(word.to_owned());
        order
    };
    let further = Decision::MayNot(Hindrance::FurtherAlong);
    assert_eq!(decide(&stands("delivered"), "ready_shipping"), further);
    assert_eq!(decide(&stands("cancelled"), "delivered"), further);
    assert_eq!(decide(&stands("delivered"), "cancelled"), Decision::Goes);
    let mut on_its_way = with_last("delivered", ActionState::Queued);
    on_its_way.facts.shipping_word = Some("delivery_is_in_progress".to_owned());
    assert_eq!(
        decide(&on_its_way, "ready_shipping"),
        further,
        "what waits is not where it stands"
    );
}

#[test]
fn what_was_asked_a_moment_ago_is_done_already() {
    for state in [
        ActionState::Held,
        ActionState::Queued,
        ActionState::Sending,
        ActionState::Unknown,
    ] {
        let order = with_last("delivered", state);
        assert_eq!(decide(&order, "delivered"), by_huda(), "{state:?}");
    }
}

#[test]
fn what_waits_gives_way_to_what_is_asked_after_it() {
    for state in [ActionState::Held, ActionState::Queued] {
        let order = with_last("delivery_is_in_progress", state);
        assert_eq!(decide(&order, "delivered"), Decision::Goes);
        assert_eq!(
            decide(&order, "ready_shipping"),
            Decision::Goes,
            "it stands there, but not for long: the other one waits to be sent"
        );
    }
    for state in [ActionState::Sending, ActionState::Unknown] {
        let order = with_last("delivery_is_in_progress", state);
        let waits = Decision::MayNot(Hindrance::ChangeOpen);
        assert_eq!(decide(&order, "delivered"), waits, "{state:?}");
    }
}

#[test]
fn what_waits_does_not_hide_money_that_is_not_settled() {
    let mut order = with_last("delivery_is_in_progress", ActionState::Queued);
    order.facts.open = Some(OpenChange::MayHaveLeft);
    let waits = Decision::MayNot(Hindrance::ChangeOpen);
    assert_eq!(decide(&order, "delivered"), waits);
}

#[test]
fn what_waits_for_its_person_is_no_matter_of_a_scanner() {
    for target in ["delivered", "ready_shipping", "new"] {
        let mut order = with_last("delivered", ActionState::NeedsPerson);
        order.facts.open = Some(OpenChange::Unsent {
            target: Some("delivered".to_owned()),
        });
        let waits = Decision::MayNot(Hindrance::ChangeOpen);
        assert_eq!(decide(&order, target), waits, "{target}");
    }
}

#[test]
fn what_may_not_ship_in_bulk_may_not_be_scanned() {
    let with = |change: fn(&mut OrderFacts)| {
        let mut order = packed();
        change(&mut order.facts);
        decide(&order, "delivered")
    };
    for (change, hindrance) in [
        (
            (|order| order.financial = Some("cancelled".to_owned())) as fn(&mut OrderFacts),
            Hindrance::NotPaid,
        ),
        (
            |order| order.order_type = Some("earning".to_owned()),
            Hindrance::NothingToShip,
        ),
        (|order| order.presence = Presence::Gone, Hindrance::Gone),
        (|order| order.presence = Presence::Unread, Hindrance::Unread),
    ] {
        assert_eq!(with(change), Decision::MayNot(hindrance));
    }
}

#[test]
fn what_stands_there_says_since_when_and_by_whom() {
    let unknown = Decision::Already {
        action: None,
        since: None,
        by: None,
    };
    assert_eq!(decide(&packed(), "ready_shipping"), unknown);
    let ours = ScannedOrder {
        confirmed: Some(asked("ready_shipping", ActionState::Confirmed)),
        stands_since: Some(5_000),
        ..packed()
    };
    assert_eq!(decide(&ours, "ready_shipping"), by_huda());
    let somebody_after = ScannedOrder {
        stands_since: Some(9_000),
        ..ours.clone()
    };
    let by_somebody = Decision::Already {
        action: None,
        since: Some(9_000),
        by: None,
    };
    assert_eq!(decide(&somebody_after, "ready_shipping"), by_somebody);
    let for_something_else = ScannedOrder {
        confirmed: Some(asked("new", ActionState::Confirmed)),
        stands_since: Some(9_000),
        ..ours
    };
    assert_eq!(decide(&for_something_else, "ready_shipping"), by_somebody);
}

fn heard(status: serde_json::Value, at: &[i64]) -> Observation {
    let json =
        serde_json::json!({"uuid": "550e8400-e29b-41d4-a716-446655440000", "status": status});
    Observation {
        id: 1,
        source: Source::Read,
        event: None,
        hash: [0; 32],
        order: ObservedOrder::from_json(&json).unwrap(),
        sightings: at
            .iter()
            .map(|at| Sighting {
                asked_at: *at,
                heard_at: *at,
                points_time: None,
            })
            .collect(),
    }
}

#[test]
fn a_status_stands_since_it_was_first_heard_after_another() {
    let codes: ShippingCodes = [(3, ShippingStatus::ReadyShipping)].into_iter().collect();
    let since = |heard: &[Observation]| stands_since(heard, &codes, "ready_shipping");
    let new = heard(serde_json::json!(1), &[10, 40]);
    let packed = heard(serde_json::json!(3), &[20, 60, 80]);
    let told = heard(serde_json::json!("ready_shipping"), &[50]);
    let nothing = heard(serde_json::Value::Null, &[70]);
    assert_eq!(since(&[]), None);
    assert_eq!(
        since(std::slice::from_ref(&packed)),
        None,
        "never heard otherwise"
    );
    assert_eq!(since(&[new.clone(), packed.clone()]), Some(60));
    assert_eq!(since(&[new, packed, told, nothing]), Some(50));
}
