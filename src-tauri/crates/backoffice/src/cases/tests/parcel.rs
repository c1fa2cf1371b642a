use super::*;
use crate::view::ActionKind;
use CaseClass::{MovingInVain, ShippingNotBegun};
use ShopStatus as S;

#[test]
fn a_parcel_whose_money_went_back_is_stopped() {
    for financial in ["cancelled", "fully_refunded"] {
        for word in [
            "license_in_progress",
            "ready_shipping",
            "delivery_is_in_progress",
        ] {
            let case = the(&alone(financial).with_shipping(word));
            assert_eq!(case.class, MovingInVain, "{financial} {word}");
            assert_eq!(case.recommended, CaseStep::StopParcel);
            assert_eq!(marked(&case), ["points Financial", "points Shipping"]);
        }
        for word in ["new", "cancelled", "code:4"] {
            assert_class(&alone(financial).with_shipping(word), None);
        }
    }
}

#[test]
fn what_points_took_back_by_itself_counts_before_a_read_knows_of_it() {
    let facts = alone("captured")
        .with_shipping("ready_shipping")
        .with_order(|order| {
            order.events = vec![event("captured", HAPPENED), event("auto_refunded", NOW - 1)];
        });
    let case = the(&facts);
    assert_eq!(case.class, MovingInVain);
    assert_eq!(
        marked(&case),
        ["events Event", "points Financial", "points Shipping"]
    );
}

#[test]
fn a_return_after_delivery_is_no_case() {
    for (later, class) in [(-1, None), (0, None), (1, Some(MovingInVain))] {
        let facts = alone("fully_refunded").shipped_since("delivered", HAPPENED + later);
        assert_class(&facts, class);
    }
    // Nothing was ever paid, and the parcel is with the customer.
    let case = the(&alone("cancelled").shipped_since("delivered", HAPPENED - HOUR));
    assert_eq!(case.class, MovingInVain);
    assert_eq!(case.recommended, CaseStep::Explain);
}

#[test]
fn a_parcel_that_is_being_stopped_is_no_case() {
    let stopping = |target: &str| {
        alone("cancelled")
            .with_shipping("ready_shipping")
            .with_order(|order| {
                order.asked.push(AskedFor {
                    kind: ActionKind::Shipping,
                    target: Some(target.into()),
                });
            })
    };
    assert_class(&stopping("cancelled"), None);
    assert_class(&stopping("delivered"), Some(MovingInVain));
}

#[test]
fn it_is_louder_than_what_the_shop_says() {
    let facts = both("fully_refunded", S::Paid).with_shipping("ready_shipping");
    assert_class(&facts, Some(MovingInVain));
    let facts = both("cancelled", S::Pending).with_shipping("ready_shipping");
    assert_class(&facts, Some(MovingInVain));
}

#[test]
fn paid_and_not_begun_is_a_case_from_the_threshold_on() {
    for (later, class) in [
        (-1, None),
        (0, Some(ShippingNotBegun)),
        (1, Some(ShippingNotBegun)),
    ] {
        assert_class(&alone("captured").at(HAPPENED + 3 * DAY + later), class);
    }
    let late = NOW + 5 * DAY;
    let case = the(&alone("captured").with_shipping("new").at(late));
    assert_eq!(case.class, ShippingNotBegun);
    assert_eq!(case.since, HAPPENED);
    assert_eq!(case.recommended, CaseStep::Ship);
    assert_class(&both("captured", S::Paid).at(late), Some(ShippingNotBegun));
    for word in ["ready_shipping", "delivered", "code:3"] {
        assert_class(&alone("captured").with_shipping(word).at(late), None);
    }
    assert_class(
        &alone("captured").asked(ActionKind::Shipping).at(late),
        None,
    );
}

#[test]
fn who_sets_no_shipping_status_and_who_gives_points_does_not_ship() {
    let late = NOW + 5 * DAY;
    let mut facts = alone("captured").at(late);
    facts.shop.sets_shipping = false;
    assert_class(&facts, None);
    let earning = alone("approved")
        .with_order(|order| order.order_type = Some("earning".into()))
        .at(late);
    assert_class(&earning, None);
}
