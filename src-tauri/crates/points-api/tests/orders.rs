//! Orders in every shape that answers and events show them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use points_api::{
    Carried, FinancialStatus, Halalas, ObservedOrder, OrderType, ShippingState, ShippingStatus,
    UnreadableOrder,
};
use proptest::prelude::*;
use serde_json::{Value, json};

const UUID: &str = "550e8400-e29b-41d4-a716-446655440000";

fn read(text: &str) -> ObservedOrder {
    ObservedOrder::from_json(&serde_json::from_str(text).unwrap()).unwrap()
}

/// An order of a uuid and one more field.
fn with(field: &str, value: &str) -> ObservedOrder {
    read(&format!(r#"{{"uuid":"{UUID}","{field}":{value}}}"#))
}

#[test]
fn an_answer_in_full() {
    let order = read(
        r#"{"id":42,"uuid":"550e8400-e29b-41d4-a716-446655440000","reference_number":"REF-2024-001234","order_status":"partially_refunded","order_number":"ORD-2024-001234","type":2,"total_price":150.5,"total_points":1505,"metadata":{"source":"mobile_app","deep":{"a":[1.10]}},"date":"2024-12-23","time":"10:00:00","since":"2 hours ago","settlement_status":"settled","status":3,"status_label":"جاهز للشحن","custom_status":{"ar":"خرج من المستودع","en":"Left the store"},"created_at":"2024-12-23T10:00:00.123456Z","updated_at":"2024-12-23T18:30:00+03:00","items":[{"product_name":"Cappuccino","product_price":"18.50","quantity":2},{"product_name":"قهوة","product_price":7,"quantity":1}]}"#,
    );
    assert_eq!(order.uuid.to_string(), UUID);
    assert_eq!(order.reference_number.value().unwrap(), "REF-2024-001234");
    assert_eq!(
        order.financial_status,
        Carried::Value(FinancialStatus::PartiallyRefunded)
    );
    assert_eq!(order.order_type, Carried::Value(OrderType::Replacing));
    assert_eq!(
        order.total_price.value().unwrap().halalas,
        Some(Halalas(15_050))
    );
    assert_eq!(order.total_points.value().unwrap().as_str(), "1505");
    assert_eq!(order.shipping, Carried::Value(ShippingState::Code(3)));
    assert_eq!(order.shipping_label.value().unwrap(), "جاهز للشحن");
    assert_eq!(order.custom_label_ar.value().unwrap(), "خرج من المستودع");
    assert_eq!(order.custom_label_en.value().unwrap(), "Left the store");
    assert_eq!(order.settlement_status.value().unwrap(), "settled");
    let metadata = Value::Object(order.metadata.value().unwrap().clone());
    assert_eq!(
        metadata.to_string(),
        r#"{"deep":{"a":[1.10]},"source":"mobile_app"}"#
    );
    let created = order.created_at.value().unwrap();
    assert_eq!(created.to_rfc3339(), "2024-12-23T10:00:00.123456+00:00");
    assert_eq!(
        order.updated_at.value().unwrap().to_rfc3339(),
        "2024-12-23T15:30:00+00:00"
    );
    let items = order.items.value().unwrap();
    assert_eq!(
        items[0].price.as_ref().unwrap().halalas,
        Some(Halalas(1_850))
    );
    assert_eq!(
        (items[1].name.as_str(), items[1].quantity),
        ("قهوة", Some(1))
    );
    assert!(order.unreadable.is_empty());
}

#[test]
fn an_event_names_the_uuid_in_id_and_the_rest_in_words() {
    let order = read(
        r#"{"id":"550e8400-e29b-41d4-a716-446655440000","order_number":"1001","type":"replacing","order_status":"partially_refunded","status":"delivery_is_in_progress","payment_status":"fully_paid","reason":"تالف","total_price":"1500.00","refund_amount":"50.25","refund_points":502.5,"left_amount":1449.75,"left_points":"14497.5"}"#,
    );
    assert_eq!(order.uuid.to_string(), UUID);
    assert_eq!(order.order_type, Carried::Value(OrderType::Replacing));
    let transit = ShippingState::Word(ShippingStatus::DeliveryIsInProgress);
    assert_eq!(order.shipping, Carried::Value(transit));
    assert_eq!(order.payment_status.value().unwrap(), "fully_paid");
    assert_eq!(order.reason.value().unwrap(), "تالف");
    assert_eq!(
        order.refund_amount.value().unwrap().halalas,
        Some(Halalas(5_025))
    );
    assert_eq!(
        order.left_amount.value().unwrap().halalas,
        Some(Halalas(144_975))
    );
    assert_eq!(order.refund_points.value().unwrap().as_str(), "502.5");
    assert_eq!(order.left_points.value().unwrap().as_str(), "14497.5");
    assert_eq!(order.updated_at, Carried::Absent);
    assert_eq!(order.items, Carried::Absent);
    assert!(order.unreadable.is_empty());
}

#[test]
fn absent_null_and_a_value_stay_apart() {
    let order = with("reference_number", "null");
    assert_eq!(order.reference_number, Carried::Null);
    assert!(order.reference_number.is_carried());
    assert_eq!(order.order_number, Carried::Absent);
    assert!(!order.order_number.is_carried());
    assert_eq!(
        with("order_number", "\"\"").order_number,
        Carried::Value(String::new())
    );
    assert_eq!(
        with("order_number", "1001").order_number,
        Carried::Value("1001".to_owned())
    );
}

#[test]
fn unknown_words_are_kept_as_they_came() {
    let status = with("order_status", "\"Held\"").financial_status;
    assert_eq!(
        status,
        Carried::Value(FinancialStatus::Other("Held".to_owned()))
    );
    let kind = with("type", "3").order_type;
    assert_eq!(kind, Carried::Value(OrderType::Other("3".to_owned())));
    assert_eq!(
        with("type", "\"1\"").order_type,
        Carried::Value(OrderType::Earning)
    );
    let shipping = with("status", "\"on_the_moon\"").shipping;
    let moon = ShippingStatus::Other("on_the_moon".to_owned());
    assert_eq!(shipping, Carried::Value(ShippingState::Word(moon)));
    assert_eq!(
        with("status", "\"4\"").shipping,
        Carried::Value(ShippingState::Code(4))
    );
}

#[test]
fn php_writes_empty_maps_as_lists() {
    let empty = with("metadata", "[]").metadata;
    assert_eq!(empty.value().unwrap().len(), 0);
    let order = with("custom_status", "[]");
    assert_eq!(
        (&order.custom_label_ar, &order.custom_label_en),
        (&Carried::Null, &Carried::Null)
    );
    let order = with("custom_status", r#"{"ar":"خرج","en":""}"#);
    assert_eq!(order.custom_label_en, Carried::Null);
    assert_eq!(order.custom_label_ar.value().unwrap(), "خرج");
    assert_eq!(with("items", "[]").items, Carried::Value(vec![]));
}

#[test]
fn times_with_and_without_fractions_and_offsets() {
    for (text, expected) in [
        ("2024-12-23T10:00:00Z", "2024-12-23T10:00:00+00:00"),
        ("2024-12-23T10:00:00.5Z", "2024-12-23T10:00:00.500+00:00"),
        (
            "2024-12-23T10:00:00.000001Z",
            "2024-12-23T10:00:00.000001+00:00",
        ),
        ("2024-12-23T13:00:00+03:00", "2024-12-23T10:00:00+00:00"),
        ("2024-12-23T13:00:00+0300", "2024-12-23T10:00:00+00:00"),
    ] {
        let order = with("updated_at", &format!("\"{text}\""));
        assert_eq!(order.updated_at.value().unwrap().to_rfc3339(), expected);
    }
    // Without an offset nobody knows which hour is meant.
    for text in [
        "\"2024-12-23T10:00:00\"",
        "\"Monday,23 Dec\"",
        "\"\"",
        "1734948000",
    ] {
        let order = with("updated_at", text);
        assert_eq!(order.updated_at, Carried::Absent, "{text}");
        assert_eq!(order.unreadable, ["updated_at"]);
    }
}

#[test]
fn quantities_are_whole_numbers_however_php_prints_them() {
    for (text, expected) in [
        ("2", Some(2)),
        ("2.0", Some(2)),
        ("\"3\"", Some(3)),
        ("1.5", None),
        ("null", None),
        ("1e30", None),
    ] {
        let items = format!(r#"[{{"product_name":"x","quantity":{text}}}]"#);
        let order = with("items", &items);
        assert_eq!(order.items.value().unwrap()[0].quantity, expected, "{text}");
    }
}

#[test]
fn a_field_in_an_unexpected_form_is_named_and_harms_no_other() {
    for (field, value) in [
        ("total_price", "\"1,500.00\""),
        ("total_points", "true"),
        ("order_number", "{}"),
        ("status", "1.5"),
        ("status", "true"),
        ("order_status", "7"),
        ("metadata", "\"text\""),
        ("custom_status", "5"),
        ("items", "{\"a\":1}"),
        ("items", "[{\"product_price\":1}]"),
    ] {
        let order = with(field, value);
        assert_eq!(order.unreadable, [field], "{value}");
        assert_eq!(order.uuid.to_string(), UUID);
    }
}

#[test]
fn without_a_uuid_there_is_no_order() {
    for (text, expected) in [
        ("[]", UnreadableOrder::NotAnObject),
        ("null", UnreadableOrder::NotAnObject),
        ("{}", UnreadableOrder::NoUuid),
        (r#"{"id":42}"#, UnreadableOrder::NoUuid),
        (r#"{"id":"42","uuid":null}"#, UnreadableOrder::NoUuid),
    ] {
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(
            ObservedOrder::from_json(&value).unwrap_err(),
            expected,
            "{text}"
        );
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(json!("new")),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("ar|en|product_name|quantity|x", inner, 0..4)
                .prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn no_value_of_any_field_hides_an_order(
        field in "total_price|type|order_status|status|custom_status|metadata|created_at|items|reason|left_points",
        value in any_json(),
    ) {
        let order = ObservedOrder::from_json(&json!({"uuid": UUID, field: value.clone()})).unwrap();
        prop_assert_eq!(order.uuid.to_string(), UUID);
        prop_assert!(order.unreadable.len() <= 1);
        if value.is_null() {
            prop_assert!(order.unreadable.is_empty());
        }
    }

    #[test]
    fn a_word_survives_whether_known_or_not(word in any::<String>()) {
        let status = FinancialStatus::from(word.as_str());
        prop_assert_eq!(status.as_str(), word.as_str());
        let json = serde_json::to_string(&ShippingStatus::from(word.as_str())).unwrap();
        let shipping: ShippingStatus = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(shipping.as_str(), word.as_str());
    }
}
