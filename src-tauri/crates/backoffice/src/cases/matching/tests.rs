#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use std::collections::BTreeMap;
use std::time::Instant;

use proptest::prelude::*;

use super::*;

const NOON: i64 = 1_790_000_000_000;
const DAY: i64 = 24 * 60 * MINUTE;

fn uuid(number: u8) -> OrderUuid {
    OrderUuid::from_bytes([number; 16])
}

fn row(id: i64) -> SoughtCheckout {
    SoughtCheckout {
        id,
        origin: CheckoutOrigin::File,
        uuid: None,
        order_number: None,
        reference: None,
        cart: None,
        amount_halalas: None,
        opened_at: None,
        order: None,
    }
}

fn order(id: i64) -> CandidateOrder {
    CandidateOrder {
        id,
        uuid: uuid(u8::try_from(id % 256).unwrap()),
        order_number: None,
        reference_number: None,
        metadata: Vec::new(),
        total_halalas: None,
        created_at: None,
        is_earning: false,
    }
}

fn numbered(id: i64, number: &str, halalas: i64, minute: i64) -> SoughtCheckout {
    SoughtCheckout {
        order_number: Some(number.into()),
        ..priced(id, halalas, minute)
    }
}

fn priced(id: i64, halalas: i64, minute: i64) -> SoughtCheckout {
    SoughtCheckout {
        amount_halalas: Some(halalas),
        opened_at: Some(NOON + minute * MINUTE),
        ..row(id)
    }
}

fn numbered_order(id: i64, number: &str, halalas: i64, minute: i64) -> CandidateOrder {
    CandidateOrder {
        order_number: Some(number.into()),
        ..priced_order(id, halalas, minute)
    }
}

fn priced_order(id: i64, halalas: i64, minute: i64) -> CandidateOrder {
    CandidateOrder {
        total_halalas: Some(halalas),
        created_at: Some(NOON + minute * MINUTE),
        ..order(id)
    }
}

/// `1=7 by Uuid`, `1~7`, `1?7,8 by number`.
fn told(checkouts: &[SoughtCheckout], orders: &[CandidateOrder]) -> Vec<String> {
    match_checkouts(checkouts, orders)
        .into_iter()
        .map(|matched| {
            let row = matched.checkout;
            match matched.found {
                MatchedAs::Sure { order, kind } => format!("{row}={order} by {kind:?}"),
                MatchedAs::Suggested { order } => format!("{row}~{order}"),
                MatchedAs::Ambiguous { orders, by_number } => {
                    let orders: Vec<_> = orders.iter().map(ToString::to_string).collect();
                    let by = if by_number { "number" } else { "amount" };
                    format!("{row}?{} by {by}", orders.join(","))
                }
            }
        })
        .collect()
}

#[test]
fn a_uuid_is_sure_and_decides_alone() {
    let with_uuid = SoughtCheckout {
        uuid: Some(uuid(7)),
        ..numbered(1, "55", 100, 0)
    };
    let orders = [
        numbered_order(7, "99", 5, 900),
        numbered_order(8, "55", 100, 0),
    ];
    assert_eq!(
        told(std::slice::from_ref(&with_uuid), &orders),
        ["1=7 by Uuid"]
    );
    assert!(told(std::slice::from_ref(&with_uuid), &orders[1..]).is_empty());
    let twice = SoughtCheckout {
        id: 2,
        ..with_uuid.clone()
    };
    assert_eq!(
        told(&[with_uuid, twice], &orders),
        ["1?7 by number", "2?7 by number"]
    );
}

#[test]
fn a_number_that_stands_once_on_both_sides_is_sure_whatever_else_differs() {
    let rows = [numbered(1, " #٥٥٠١", 100, 0)];
    let orders = [numbered_order(7, "5501", 250, 3 * 24 * 60)];
    assert_eq!(told(&rows, &orders), ["1=7 by OrderNumber"]);
    let points = CandidateOrder {
        is_earning: true,
        ..numbered_order(6, "5501", 100, 0)
    };
    let with_points = [points.clone(), orders[0].clone()];
    assert_eq!(told(&rows, &with_points), ["1=7 by OrderNumber"]);
    assert_eq!(told(&rows, &[points]), ["1=6 by OrderNumber"]);
}

#[test]
fn a_number_that_comes_round_again_is_another_order() {
    let rows = [numbered(1, "55", 100, 0)];
    for (later, sure) in [(-1, true), (0, true), (1, false)] {
        let mut far = numbered_order(7, "55", 100, 0);
        far.created_at = Some(NOON + 90 * DAY + later);
        assert_eq!(!told(&rows, &[far]).is_empty(), sure, "{later}");
    }
}

#[test]
fn the_number_of_points_and_a_telling_value_of_the_metadata_are_sure() {
    let by_reference = SoughtCheckout {
        reference: Some("R-77".into()),
        ..row(1)
    };
    let referenced = CandidateOrder {
        reference_number: Some("r-77".into()),
        ..order(7)
    };
    assert_eq!(told(&[by_reference], &[referenced]), ["1=7 by OrderNumber"]);
    let of_cart = |cart: &str| SoughtCheckout {
        cart: Some(cart.into()),
        ..row(1)
    };
    let with = |id, value: &str| CandidateOrder {
        metadata: vec!["web".into(), value.into()],
        ..order(id)
    };
    assert_eq!(
        told(&[of_cart("c-9001")], &[with(7, "C-9001")]),
        ["1=7 by Metadata"]
    );
    assert_eq!(
        told(&[numbered(1, "90012", 1, 0)], &[with(7, "90012")]),
        ["1=7 by Metadata"]
    );
    // Three characters may be anything, and two orders with the value are not told apart.
    assert!(told(&[of_cart("901")], &[with(7, "901")]).is_empty());
    assert!(
        told(
            &[of_cart("c-9001")],
            &[with(7, "c-9001"), with(8, "c-9001")]
        )
        .is_empty()
    );
}

#[test]
fn a_cart_and_a_number_that_name_two_orders_are_ambiguous() {
    let torn = SoughtCheckout {
        cart: Some("c-9001".into()),
        order_number: Some("90012".into()),
        ..row(1)
    };
    let with = |id, value: &str| CandidateOrder {
        metadata: vec![value.into()],
        ..order(id)
    };
    assert_eq!(
        told(&[torn], &[with(7, "c-9001"), with(8, "90012")]),
        ["1?7,8 by number"]
    );
}

#[test]
fn attempts_under_one_number_are_told_apart_by_amount_and_time() {
    let rows = [
        numbered(1, "55", 100, 0),
        numbered(2, "55", 250, 4),
        numbered(3, "55", 100, 20),
    ];
    let orders = [
        numbered_order(7, "55", 100, 1),
        numbered_order(8, "55", 250, 5),
        numbered_order(9, "55", 100, 21),
    ];
    assert_eq!(
        told(&rows, &orders),
        [
            "1=7 by OrderNumber",
            "2=8 by OrderNumber",
            "3=9 by OrderNumber"
        ]
    );
    // Between two attempts, and nearer to neither by five minutes.
    let between = [numbered(1, "55", 100, 0)];
    let around = |before: i64, after: i64| {
        [
            numbered_order(7, "55", 100, -before),
            numbered_order(8, "55", 100, after),
        ]
    };
    assert_eq!(told(&between, &around(8, 12)), ["1?7,8 by number"]);
    assert_eq!(told(&between, &around(8, 13)), ["1=7 by OrderNumber"]);
    // Another amount than both.
    assert_eq!(
        told(&[numbered(1, "55", 99, 0)], &around(8, 13)),
        ["1?7,8 by number"]
    );
}

#[test]
fn an_attempt_is_about_the_same_time_for_half_an_hour() {
    let orders = [
        numbered_order(7, "55", 100, 0),
        numbered_order(8, "55", 250, 0),
    ];
    for (later, sure) in [(-1, true), (0, true), (1, false)] {
        let mut attempt = numbered(1, "55", 100, 30);
        attempt.opened_at = attempt.opened_at.map(|at| at + later);
        let found = told(&[attempt], &orders);
        assert_eq!(found[0].contains('='), sure, "{found:?}");
    }
}

#[test]
fn by_amount_it_is_suggested_within_half_an_hour_and_alone_on_both_sides() {
    for (later, is_near) in [(-1, true), (0, true), (1, false)] {
        let mut far = priced_order(7, 34_800, 30);
        far.created_at = far.created_at.map(|at| at + later);
        let found = told(&[priced(1, 34_800, 0)], &[far]);
        assert_eq!(found == ["1~7"], is_near);
    }
    assert!(told(&[priced(1, 34_801, 0)], &[priced_order(7, 34_800, 0)]).is_empty());
    assert!(told(&[priced(1, 0, 0)], &[priced_order(7, 0, 0)]).is_empty());
    let two = [priced_order(7, 34_800, 0), priced_order(8, 34_800, 29)];
    assert_eq!(told(&[priced(1, 34_800, 0)], &two), ["1?7,8 by amount"]);
    let rows = [priced(1, 34_800, 0), priced(2, 34_800, 10)];
    assert_eq!(told(&rows, &two[..1]), ["1?7 by amount", "2?7 by amount"]);
}

#[test]
fn what_is_sure_takes_the_order_from_what_is_suggested() {
    let rows = [priced(1, 34_800, 0), numbered(2, "55", 34_800, 0)];
    let orders = [
        numbered_order(7, "55", 34_800, 0),
        priced_order(8, 34_800, 5),
    ];
    assert_eq!(told(&rows, &orders), ["1~8", "2=7 by OrderNumber"]);
}

#[test]
fn what_is_known_already_gets_no_answer_and_keeps_its_order() {
    let known = SoughtCheckout {
        order: Some(7),
        ..numbered(1, "55", 34_800, 0)
    };
    let rows = [known, numbered(2, "55", 34_800, 1), priced(3, 34_800, 0)];
    let orders = [numbered_order(7, "55", 34_800, 0)];
    assert!(told(&rows, &orders).is_empty());
}

#[test]
fn a_checkout_made_here_and_a_row_of_a_file_may_be_the_same_order() {
    let made_here = SoughtCheckout {
        origin: CheckoutOrigin::App,
        ..numbered(1, "55", 34_800, 0)
    };
    let rows = [made_here, numbered(2, "55", 34_800, 0)];
    let orders = [numbered_order(7, "55", 34_800, 0)];
    assert_eq!(
        told(&rows, &orders),
        ["1=7 by OrderNumber", "2=7 by OrderNumber"]
    );
}

/// Few numbers, amounts and minutes, so that all of it collides.
fn any_rows() -> impl Strategy<Value = Vec<SoughtCheckout>> {
    let any_row = (
        proptest::option::weighted(0.2, 0_u8..12),
        proptest::option::of(0_u8..8),
        proptest::option::weighted(0.2, 0_u8..4),
        proptest::option::weighted(0.9, 1_i64..5),
        proptest::option::weighted(0.9, 0_i64..90),
        any::<bool>(),
    );
    proptest::collection::vec(any_row, 0..14).prop_map(|rows| {
        (0..)
            .zip(rows)
            .map(
                |(id, (known, number, cart, amount, minute, here))| SoughtCheckout {
                    id,
                    origin: if here {
                        CheckoutOrigin::App
                    } else {
                        CheckoutOrigin::File
                    },
                    uuid: known.map(uuid),
                    order_number: number.map(|number| format!("100{number}")),
                    reference: None,
                    cart: cart.map(|cart| format!("cart-{cart}")),
                    amount_halalas: amount,
                    opened_at: minute.map(|minute| NOON + minute * MINUTE),
                    order: None,
                },
            )
            .collect()
    })
}

fn any_orders() -> impl Strategy<Value = Vec<CandidateOrder>> {
    let any_order = (
        proptest::option::of(0_u8..8),
        proptest::option::weighted(0.2, 0_u8..4),
        proptest::option::weighted(0.9, 1_i64..5),
        proptest::option::weighted(0.9, 0_i64..90),
        proptest::bool::weighted(0.2),
    );
    proptest::collection::vec(any_order, 0..14).prop_map(|orders| {
        (0..)
            .zip(orders)
            .map(
                |(id, (number, cart, amount, minute, is_earning))| CandidateOrder {
                    order_number: number.map(|number| format!("100{number}")),
                    metadata: cart
                        .map(|cart| format!("cart-{cart}"))
                        .into_iter()
                        .collect(),
                    total_halalas: amount,
                    created_at: minute.map(|minute| NOON + minute * MINUTE),
                    is_earning,
                    ..order(id)
                },
            )
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_sequence_matters(
        (rows, turned_rows) in any_rows().prop_flat_map(|rows| {
            (Just(rows.clone()), Just(rows).prop_shuffle())
        }),
        (orders, turned_orders) in any_orders().prop_flat_map(|orders| {
            (Just(orders.clone()), Just(orders).prop_shuffle())
        }),
    ) {
        prop_assert_eq!(
            match_checkouts(&rows, &orders),
            match_checkouts(&turned_rows, &turned_orders)
        );
    }

    #[test]
    fn nothing_is_used_twice_and_sure_goes_before_suggested(
        rows in any_rows(),
        orders in any_orders(),
    ) {
        let matched = match_checkouts(&rows, &orders);
        let origin_of: BTreeMap<_, _> = rows.iter().map(|row| (row.id, row.origin)).collect();
        let mut given = HashSet::new();
        let mut answered = HashSet::new();
        let sure: HashSet<_> = matched
            .iter()
            .filter_map(|one| match one.found {
                MatchedAs::Sure { order, .. } => Some((origin_of[&one.checkout], order)),
                _ => None,
            })
            .collect();
        for one in &matched {
            prop_assert!(answered.insert(one.checkout));
            let origin = origin_of[&one.checkout];
            match &one.found {
                MatchedAs::Sure { order, .. } => prop_assert!(given.insert((origin, *order))),
                MatchedAs::Suggested { order } => {
                    prop_assert!(!sure.contains(&(origin, *order)));
                    prop_assert!(given.insert((origin, *order)));
                }
                MatchedAs::Ambiguous { orders, .. } => prop_assert!(!orders.is_empty()),
            }
        }
    }
}

/// The worst there is: one amount, one number, one half hour. A table of all pairs would take
/// minutes.
#[test]
fn ten_thousand_by_ten_thousand_is_no_table_of_all_pairs() {
    let count = 10_000;
    for number in [None, Some("55")] {
        let rows: Vec<_> = (0..count)
            .map(|id| SoughtCheckout {
                order_number: number.map(ToOwned::to_owned),
                opened_at: Some(NOON + id),
                ..priced(id, 34_800, 0)
            })
            .collect();
        let orders: Vec<_> = (0..count)
            .map(|id| CandidateOrder {
                order_number: number.map(ToOwned::to_owned),
                created_at: Some(NOON + id),
                ..priced_order(id, 34_800, 0)
            })
            .collect();
        let began = Instant::now();
        let matched = match_checkouts(&rows, &orders);
        assert_eq!(matched.len(), rows.len());
        println!("{number:?}: {:?}", began.elapsed());
    }
}
