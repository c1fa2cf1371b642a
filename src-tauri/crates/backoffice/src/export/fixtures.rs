//! Orders for tests.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::store::WholeOrder;
use crate::view::{ItemView, OrderRow, Presence, ShippingView, StaleKind};

/// An order that was read, with two product lines.
pub(super) fn order() -> WholeOrder {
    WholeOrder {
        items: vec![
            ItemView {
                name: "تمر عجوة".to_owned(),
                price_text: Some("75".to_owned()),
                price_halalas: Some(7_500),
                quantity: Some(2),
            },
            ItemView {
                name: "Coffee".to_owned(),
                price_text: None,
                price_halalas: None,
                quantity: None,
            },
        ],
        metadata: Some(r#"{"cart":{"id":7}}"#.to_owned()),
        ..read("1042")
    }
}

/// An order of this number that was read, and says nothing more than it must.
pub(super) fn read(number: &str) -> WholeOrder {
    WholeOrder {
        row: OrderRow {
            uuid: "0b5cf7a1-92c8-4a0d-8f0e-0c4f4f3f2a11".to_owned(),
            order_number: Some(number.to_owned()),
            reference_number: None,
            order_type: Some("replacing".to_owned()),
            financial_status: Some("captured".to_owned()),
            shipping: ShippingView::default(),
            total_halalas: Some(12_550),
            total_text: Some("125.5".to_owned()),
            total_points: Some("40".to_owned()),
            // 2026-11-24 00:00 in Riyadh.
            created_at: Some(1_795_467_600_000),
            updated_at: None,
            checked_at: None,
            presence: Presence::Known,
            pending: None,
            stale: None,
            pinned: None,
            found_in: Vec::new(),
        },
        settlement_status: None,
        items: Vec::new(),
        metadata: None,
    }
}

/// Texts as shops have them, and as those have them who want to do harm.
pub(super) fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,24}",
        "'{0,3}[=+@\\-\t\r\n＝＋]{1,2}[A-Z(),\"'0-9]{0,12}",
        "[\u{0621}-\u{064a} ،؛\u{202e}\u{200f}]{1,24}",
        "[\",;\r\n ]{1,8}",
        "-?[0-9]{1,20}",
    ]
}

prop_compose! {
    fn any_item()(
        name in any_text(),
        price_halalas in option::of(any::<i64>()),
        quantity in option::of(any::<i64>()),
    ) -> ItemView {
        ItemView { name, price_text: None, price_halalas, quantity }
    }
}

prop_compose! {
    fn any_shipping()(
        word in option::of(prop_oneof![Just("delivered".to_owned()), any_text()]),
        code in option::of(any::<i64>()),
        label in option::of(any_text()),
        custom_ar in option::of(any_text()),
        custom_en in option::of(any_text()),
    ) -> ShippingView {
        ShippingView { word, code, label, custom_ar, custom_en, next: None }
    }
}

prop_compose! {
    /// Any order that a store could hold.
    pub(super) fn any_order()(
        number in option::of(any_text()),
        reference_number in option::of(any_text()),
        kind in option::of(prop_oneof![Just("earning".to_owned()), any_text()]),
        financial_status in option::of(prop_oneof![Just("approved".to_owned()), any_text()]),
        shipping in any_shipping(),
        total_halalas in option::of(any::<i64>()),
        total_points in option::of("[0-9]{1,9}(\\.[0-9]{1,4})?"),
        times in vec(option::of(0..253_402_300_799_999_i64), 3),
        presence in prop_oneof![Just(Presence::Unread), Just(Presence::Known), Just(Presence::Gone)],
        stale in option::of(Just(StaleKind::Unpaid)),
        items in vec(any_item(), 0..3),
        metadata in option::of(any_text().prop_map(|text| serde_json::json!({ "note": text }).to_string())),
    ) -> WholeOrder {
        let time = |index: usize| times.get(index).copied().flatten();
        WholeOrder {
            row: OrderRow {
                order_number: number,
                reference_number,
                order_type: kind,
                financial_status,
                shipping,
                total_halalas,
                total_text: total_halalas.map(|_| "as received".to_owned()),
                total_points,
                created_at: time(0),
                updated_at: time(1),
                checked_at: time(2),
                presence,
                stale,
                ..read("").row
            },
            settlement_status: Some("pending".to_owned()),
            items,
            metadata,
        }
    }
}
