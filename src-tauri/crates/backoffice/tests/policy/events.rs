//! What events show of a request whose end nobody knows.

use backoffice::actions::policy::{Event, Intent, after_event, with_mark};
use backoffice::view::ActionKind;
use points_api::ObservedOrder;
use serde_json::json;

use crate::cases::{MARK, earning, intent, order, refund_in_part, seen, shipping};

fn told(name: &'static str, order: &ObservedOrder, intent: &Intent) -> bool {
    after_event(
        intent,
        &Event {
            name,
            order,
            is_newest: true,
            order_is_new: true,
        },
    )
}

#[test]
fn the_newest_word_on_shipping_shows_its_status() {
    let ship = shipping("ready_shipping", seen("captured", "code:0"));
    let event = order(json!({ "status": "ready_shipping" }));
    assert!(told("shipping_status_updated", &event, &ship));
    let late = Event {
        name: "shipping_status_updated",
        order: &event,
        is_newest: false,
        order_is_new: false,
    };
    assert!(!after_event(&ship, &late), "set, left and told late");
    let other = order(json!({ "status": "delivered" }));
    assert!(!told("shipping_status_updated", &other, &ship));
    let silent = order(json!({ "order_status": "captured" }));
    assert!(!told("captured", &silent, &ship));
    let labelled = Intent {
        labels: [None, Some("At the counter".to_owned())],
        ..ship
    };
    assert!(
        !told("shipping_status_updated", &event, &labelled),
        "an event without the label proves no label"
    );
}

#[test]
fn the_event_of_a_goal_shows_it_and_no_other_does() {
    use ActionKind as K;
    let goals = [
        (K::Authorize, "authorized"),
        (K::Capture, "captured"),
        (K::Complete, "completed"),
        (K::Cancel, "cancelled"),
    ];
    let bare = order(json!({}));
    for (kind, event) in goals {
        let intent = intent(kind, seen("new", "new"));
        for (_, name) in goals {
            assert_eq!(told(name, &bare, &intent), name == event, "{kind:?} {name}");
        }
        assert!(!told("refunded", &bare, &intent));
        assert!(!told("something_new", &bare, &intent));
    }
}

#[test]
fn a_refund_is_shown_by_its_own_mark() {
    let ours = order(json!({ "reason": with_mark("damaged", MARK), "refund_amount": "25.00" }));
    let others = order(json!({ "reason": with_mark("damaged", "9AC3D"), "refund_amount": 25 }));
    let unmarked = order(json!({ "reason": "damaged", "refund_amount": 25 }));
    let part = refund_in_part("captured");
    assert!(told("refunded", &ours, &part));
    assert!(!told("refunded", &others, &part), "two honest equal ones");
    assert!(!told("refunded", &unmarked, &part));
    assert!(!told("auto_refunded", &ours, &part));
    let without = Intent { mark: None, ..part };
    assert!(!told("refunded", &unmarked, &without), "none is no mark");
}

#[test]
fn a_full_refund_is_shown_by_the_state_too() {
    let full = intent(ActionKind::Refund, seen("captured", "new"));
    let all = order(json!({ "order_status": "fully_refunded", "reason": "damaged" }));
    let part = order(json!({ "order_status": "partially_refunded", "reason": "damaged" }));
    assert!(told("refunded", &all, &full));
    assert!(!told("refunded", &part, &full));
}

#[test]
fn a_purchase_is_shown_by_a_new_order_of_its_number_and_amount() {
    let shown = |fields| told("approved", &order(fields), &earning());
    assert!(shown(
        json!({ "order_number": "10482", "total_price": "100.00" })
    ));
    assert!(shown(
        json!({ "order_number": "#10482", "total_price": 100, "type": "earning" })
    ));
    for other in [
        json!({ "order_number": "10483", "total_price": 100 }),
        json!({ "order_number": "10482", "total_price": 99.99 }),
        json!({ "order_number": "10482" }),
        json!({ "total_price": 100 }),
        json!({ "order_number": "10482", "total_price": 100, "type": "replacing" }),
    ] {
        assert!(!shown(other.clone()), "{other}");
    }
    let event = order(json!({ "order_number": "10482", "total_price": 100 }));
    let of_an_older_order = Event {
        name: "approved",
        order: &event,
        is_newest: true,
        order_is_new: false,
    };
    assert!(!after_event(&earning(), &of_an_older_order));
}
