use points_api::{ObservedOrder, ShippingStatus};
use serde_json::{Value, json};

use super::*;
use crate::fold::{Observation, Sighting, Source, content_hash, event_hash};
use crate::store::ShippingCodes;

const UUID: &str = "550e8400-e29b-41d4-a716-446655440000";
const AT_NINE: i64 = 1_789_970_400_000;

fn time(milliseconds: i64) -> String {
    chrono::DateTime::from_timestamp_millis(milliseconds)
        .unwrap()
        .to_rfc3339()
}

fn answer(order: Value, heard_at: &[i64]) -> Observation {
    observation(Source::Read, None, order, heard_at)
}

fn observation(
    source: Source,
    event: Option<&str>,
    mut order: Value,
    heard_at: &[i64],
) -> Observation {
    order["uuid"] = json!(UUID);
    Observation {
        id: 0,
        source,
        event: event.map(ToOwned::to_owned),
        hash: match event {
            Some(name) => event_hash(name, &order),
            None => content_hash(&order),
        },
        order: ObservedOrder::from_json(&order).unwrap(),
        sightings: heard_at
            .iter()
            .map(|at| Sighting {
                asked_at: *at,
                heard_at: *at,
                points_time: None,
            })
            .collect(),
    }
}

fn gather(heard: &[Observation]) -> OrderFacts {
    let codes: ShippingCodes = [(3, ShippingStatus::ReadyShipping)].into_iter().collect();
    let watched = WatchedOrder {
        uuid: UUID.parse().unwrap(),
        presence: Presence::Known,
        gone_since: None,
        tracked_at: AT_NINE,
        next_check_at: Some(AT_NINE + DAY),
        actions: &[],
        codes: &codes,
        code_unsure: false,
        is_proposed: false,
    };
    let facts = order_facts(&watched, heard);
    let turned: Vec<_> = heard.iter().rev().cloned().collect();
    assert_eq!(order_facts(&watched, &turned), facts);
    facts
}

#[test]
fn updated_at_tells_of_a_payment_from_before_the_desk_heard_of_it() {
    let captured = json!({"order_status": "captured", "updated_at": time(AT_NINE - HOUR)});
    let facts = gather(&[answer(captured, &[AT_NINE])]);
    assert_eq!(facts.paid_since, Some(AT_NINE - HOUR));
    assert_eq!(facts.financial.as_ref().unwrap().since, AT_NINE - HOUR);
    assert_eq!(facts.financial.unwrap().heard_at, AT_NINE);
    let undated = gather(&[answer(json!({"order_status": "captured"}), &[AT_NINE])]);
    assert_eq!(undated.paid_since, Some(AT_NINE));
}

#[test]
fn a_status_counts_from_when_it_was_last_otherwise() {
    let new = answer(json!({"order_status": "new"}), &[AT_NINE, AT_NINE + HOUR]);
    let captured = answer(
        json!({"order_status": "captured"}),
        &[AT_NINE + 2 * HOUR, AT_NINE + 3 * HOUR],
    );
    let facts = gather(&[new, captured]);
    let financial = facts.financial.unwrap();
    assert_eq!(financial.word, "captured");
    assert_eq!(financial.since, AT_NINE + 2 * HOUR);
    assert_eq!(financial.otherwise_at, Some(AT_NINE + HOUR));
    assert_eq!(financial.heard_at, AT_NINE + 3 * HOUR);
    assert_eq!(facts.reads.len(), 4);
    assert_eq!(facts.paid_since, Some(AT_NINE + 2 * HOUR));
}

#[test]
fn a_late_event_about_what_was_changes_nothing() {
    let captured = answer(
        json!({"order_status": "captured", "updated_at": time(AT_NINE)}),
        &[AT_NINE + MINUTE],
    );
    let late = observation(
        Source::Event,
        Some("authorized"),
        json!({"order_status": "authorized", "updated_at": time(AT_NINE - HOUR)}),
        &[AT_NINE + 5 * HOUR],
    );
    let facts = gather(&[captured, late]);
    let financial = facts.financial.unwrap();
    assert_eq!(
        (financial.word.as_str(), financial.since),
        ("captured", AT_NINE)
    );
    assert_eq!(financial.otherwise_at, Some(AT_NINE - HOUR));
    assert_eq!(facts.events.len(), 1);
    assert_eq!(facts.events[0].heard_at, AT_NINE + 5 * HOUR);
}

#[test]
fn codes_are_words_where_they_were_learnt() {
    let learnt = gather(&[answer(
        json!({"order_status": "new", "status": 3}),
        &[AT_NINE],
    )]);
    assert_eq!(learnt.shipping.unwrap().word, "ready_shipping");
    assert_eq!(learnt.reads[0].shipping.as_deref(), Some("ready_shipping"));
    let unknown = gather(&[answer(
        json!({"order_status": "new", "status": 4}),
        &[AT_NINE],
    )]);
    assert_eq!(unknown.shipping.unwrap().word, "code:4");
    let unsaid = gather(&[answer(
        json!({"order_status": "new", "status": null}),
        &[AT_NINE],
    )]);
    assert_eq!(unsaid.shipping, None);
}

#[test]
fn what_went_back_and_what_was_completed_is_told_by_events() {
    let refunded = observation(
        Source::Event,
        Some("refunded"),
        json!({"order_status": "partially_refunded", "total_price": "100.00",
            "refund_amount": "30.00", "left_amount": "70.00"}),
        &[AT_NINE],
    );
    let completed = observation(
        Source::Event,
        Some("completed"),
        json!({"total_price": "100.00"}),
        &[AT_NINE + 1],
    );
    let facts = gather(&[refunded, completed]);
    assert!(facts.is_completed);
    assert_eq!(facts.refunded.halalas, 3_000);
    assert_eq!(facts.refunded.left_halalas, Some(7_000));
    assert_eq!(facts.events[0].refund_halalas, Some(3_000));
    assert!(facts.reads.is_empty());
}

#[test]
fn a_file_pending_and_a_payment_before_it_are_a_case_on_the_first_read() {
    let captured = json!({"order_status": "captured", "type": 2, "total_price": 348,
        "created_at": time(AT_NINE - HOUR), "updated_at": time(AT_NINE)});
    let order = gather(&[answer(captured, &[AT_NINE + 2 * HOUR])]);
    for (later, class) in [(0, None), (1, Some(CaseClass::PaidNotInShop))] {
        let mut checkout = row(ShopStatus::Pending);
        checkout.as_of = AT_NINE + later;
        let facts = facts(Some(order.clone()), Some(checkout)).at(AT_NINE + 3 * HOUR);
        assert_class(&facts, class);
    }
}
