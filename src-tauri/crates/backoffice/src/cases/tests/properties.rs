use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::view::ActionKind;
use CaseClass as C;
use ShopStatus as S;

/// One subject of each class.
fn samples() -> Vec<(CaseClass, CaseFacts)> {
    let mut lost = alone("captured");
    lost.inbox = Some(InboxCoverage {
        since: CREATED,
        until: NOW,
    });
    let mut points_only = alone("captured");
    points_only.shop.from = Some(CREATED);
    points_only.shop.until = Some(NOW);
    points_only.shop.as_of = Some(NOW);
    vec![
        (C::PaidNotInShop, both("captured", S::Pending)),
        (
            C::MovingInVain,
            alone("fully_refunded").with_shipping("ready_shipping"),
        ),
        (
            C::PaidTwice,
            alone("captured").with_sibling(only_order(twin(
                2,
                "captured",
                34_800,
                CREATED - MINUTE,
            ))),
        ),
        (
            C::AmountDiffers,
            both("captured", S::Paid).with_row(|row| row.amount_halalas = Some(34_799)),
        ),
        (
            C::AmountChanged,
            both("new", S::Pending).with_row(|row| row.amount_halalas = Some(39_800)),
        ),
        (C::ReservedAgeing, alone("authorized").at(NOW + DAY)),
        (C::UnpaidAgeing, both("new", S::Pending)),
        (C::PaidInShopOnly, both("new", S::Paid)),
        (
            C::EventsAhead,
            alone("new").with_order(|order| order.events = vec![event("captured", HAPPENED)]),
        ),
        (C::WebhookLost, lost),
        (C::ShippingNotBegun, alone("captured").at(NOW + 5 * DAY)),
        (
            C::NoLongerRead,
            alone("new").with_order(|order| order.given_up = true),
        ),
        (
            C::Gone,
            alone("new").with_order(|order| {
                order.presence = Presence::Gone;
                order.gone_since = Some(READ);
            }),
        ),
        (
            C::NumberShared,
            facts(None, Some(lone_row(S::Pending))).with_row(|row| {
                row.candidates_by_number = true;
                row.candidates = [1, 2]
                    .map(|number| CandidateFacts {
                        uuid: uuid(number),
                        financial: Some("new".into()),
                        total_halalas: None,
                        created_at: None,
                    })
                    .to_vec();
            }),
        ),
        (
            C::ShippingCodeUnsure,
            alone("captured")
                .with_shipping("code:3")
                .with_order(|order| order.code_unsure = true),
        ),
        (C::StatusUnclear, alone("under_dispute")),
        (C::NoPointsId, facts(None, Some(lone_row(S::Pending)))),
        (C::PointsOnly, points_only),
        (C::Unclassified, both("captured", S::Refunded)),
    ]
}

#[test]
fn every_class_occurs() {
    let occurring: BTreeSet<_> = samples()
        .into_iter()
        .map(|(class, facts)| {
            assert_class(&facts, Some(class));
            class
        })
        .collect();
    assert_eq!(occurring.len(), classes::ALL.len());
}

/// The hash of the sample's case after a change, whatever else is found; none: it is closed.
fn hash_after(class: CaseClass, facts: &CaseFacts) -> Option<[u8; 32]> {
    explain(facts)
        .into_iter()
        .find(|case| case.class == class)
        .map(|case| case.facts)
}

#[test]
fn the_same_facts_tomorrow_are_the_same_hash() {
    for (class, facts) in samples() {
        let before = hash_after(class, &facts);
        assert!(before.is_some());
        let mut later = facts.clone().at(facts.now + 20 * DAY);
        // Read again since, with the same answer, and the shop's next file says the same.
        if let Some(order) = &mut later.order {
            let again = order.reads.iter().max().cloned().map(|read| ReadFacts {
                asked_at: read.asked_at + MINUTE,
                heard_at: read.heard_at + MINUTE,
                ..read
            });
            order.reads.extend(again);
            for status in order.financial.iter_mut().chain(&mut order.shipping) {
                status.heard_at += MINUTE;
            }
            // The same event once more.
            order.events.extend(order.events.clone());
        }
        if let Some(row) = &mut later.checkout {
            row.as_of += MINUTE;
            row.status_text = Some("the same in other words".into());
        }
        assert_eq!(hash_after(class, &later), before, "{class:?}");
    }
}

#[test]
fn each_fact_that_matters_changes_the_hash() {
    type Change = (&'static str, fn(&mut CaseFacts));
    let of_order: [Change; 6] = [
        ("total", |facts| {
            facts.order.as_mut().unwrap().total_halalas = Some(34_802);
        }),
        ("number", |facts| {
            facts.order.as_mut().unwrap().order_number = None;
        }),
        ("creation", |facts| {
            facts.order.as_mut().unwrap().created_at = Some(CREATED + 1);
        }),
        ("refunded", |facts| {
            facts.order.as_mut().unwrap().refunded.halalas = 5;
        }),
        ("uuid", |facts| facts.order.as_mut().unwrap().uuid = uuid(9)),
        ("sibling", |facts| {
            let sibling = only_order(twin(8, "cancelled", 1, CREATED));
            facts.siblings.push(sibling);
        }),
    ];
    let of_row: [Change; 3] = [
        ("amount", |facts| {
            facts.checkout.as_mut().unwrap().amount_halalas = Some(34_700);
        }),
        ("opening", |facts| {
            facts.checkout.as_mut().unwrap().opened_at = Some(CREATED - 1);
        }),
        ("number", |facts| {
            facts.checkout.as_mut().unwrap().order_number = Some("10378".into());
        }),
    ];
    for (class, facts) in samples() {
        let before = hash_after(class, &facts).unwrap();
        let of_order = of_order.iter().filter(|_| facts.order.is_some());
        let of_row = of_row.iter().filter(|_| facts.checkout.is_some());
        for (name, change) in of_order.chain(of_row) {
            let mut changed = facts.clone();
            change(&mut changed);
            assert_ne!(
                hash_after(class, &changed),
                Some(before),
                "{class:?} {name}"
            );
        }
    }
    // The parcel sets off: what was explained is no longer what it was.
    let unpaid = both("new", S::Pending);
    let moving = unpaid.clone().with_shipping("ready_shipping");
    assert_ne!(
        hash_after(C::UnpaidAgeing, &unpaid),
        hash_after(C::UnpaidAgeing, &moving)
    );
    // What the shop says changes from one word to another meaning.
    let cancelled = both("captured", S::Cancelled);
    let pending = both("captured", S::Pending);
    assert_ne!(
        hash_after(C::PaidNotInShop, &cancelled),
        hash_after(C::PaidNotInShop, &pending)
    );
}

#[test]
fn an_event_that_says_nothing_new_brings_no_explained_case_back() {
    let late = |order: &mut OrderFacts| {
        order.events.push(event("shipping_status_updated", NOW - 1));
    };
    for (class, facts) in samples() {
        let rests_on_events = matches!(
            class,
            C::EventsAhead | C::WebhookLost | C::MovingInVain | C::StatusUnclear
        );
        if facts.order.is_some() && !rests_on_events {
            let heard = facts.clone().with_order(late);
            assert_eq!(
                hash_after(class, &heard),
                hash_after(class, &facts),
                "{class:?}"
            );
        }
    }
}

fn moment() -> BoxedStrategy<i64> {
    prop_oneof![
        8 => CREATED - DAY..NOW + 40 * DAY,
        1 => prop_oneof![
            Just(CREATED),
            Just(HAPPENED),
            Just(FILE),
            Just(READ),
            Just(NOW)
        ],
        // The years 1900 and 9999, and what no calendar has.
        1 => prop_oneof![
            Just(-2_208_988_800_000),
            Just(253_402_300_799_000),
            Just(0),
            Just(i64::MIN),
            Just(i64::MAX)
        ],
    ]
    .boxed()
}

fn halalas() -> BoxedStrategy<Option<i64>> {
    proptest::option::weighted(
        0.9,
        prop_oneof![
            4 => 34_799_i64..34_802,
            1 => prop_oneof![Just(0), Just(-1), Just(i64::MIN), Just(i64::MAX)],
        ],
    )
    .boxed()
}

fn financial() -> BoxedStrategy<Option<String>> {
    proptest::option::weighted(
        0.9,
        proptest::sample::select(vec![
            "new",
            "authorized",
            "approved",
            "captured",
            "cancelled",
            "partially_refunded",
            "fully_refunded",
            "under_dispute",
            "",
        ])
        .prop_map(ToOwned::to_owned),
    )
    .boxed()
}

fn shipping() -> BoxedStrategy<Option<String>> {
    proptest::option::of(
        proptest::sample::select(vec![
            "new",
            "license_in_progress",
            "ready_shipping",
            "delivery_is_in_progress",
            "delivered",
            "cancelled",
            "code:3",
            "code:",
            "at_customs",
        ])
        .prop_map(ToOwned::to_owned),
    )
    .boxed()
}

fn status() -> BoxedStrategy<Option<S>> {
    proptest::option::of(proptest::sample::select(vec![
        S::Pending,
        S::Paid,
        S::Cancelled,
        S::Refunded,
        S::Other,
    ]))
    .boxed()
}

fn order_type() -> BoxedStrategy<Option<String>> {
    proptest::option::of(
        proptest::sample::select(vec!["replacing", "replacing", "earning", "gift"])
            .prop_map(ToOwned::to_owned),
    )
    .boxed()
}

fn any_read() -> BoxedStrategy<ReadFacts> {
    (moment(), 0_i64..5_000, financial(), shipping(), halalas())
        .prop_map(
            |(asked_at, took, financial, shipping, total_halalas)| ReadFacts {
                asked_at,
                heard_at: asked_at.saturating_add(took),
                financial,
                shipping,
                total_halalas,
            },
        )
        .boxed()
}

fn any_event() -> BoxedStrategy<EventFacts> {
    let name = proptest::sample::select(vec![
        "approved",
        "authorized",
        "captured",
        "cancelled",
        "completed",
        "refunded",
        "auto_refunded",
        "shipping_status_updated",
        "something_new",
    ]);
    (name, moment(), financial(), halalas())
        .prop_map(|(name, heard_at, financial, refund)| EventFacts {
            financial,
            refund_halalas: refund,
            ..event(name, heard_at.max(i64::MIN + 1_000))
        })
        .boxed()
}

fn stand(word: Option<String>, since: i64, otherwise_at: Option<i64>) -> Option<StatusFacts> {
    word.map(|word| StatusFacts {
        otherwise_at,
        ..stands(&word, since)
    })
}

fn any_order() -> BoxedStrategy<OrderFacts> {
    (
        (financial(), shipping(), moment(), moment(), order_type()),
        (
            proptest::option::of(moment()),
            proptest::option::weighted(0.9, moment()),
            halalas(),
            proptest::option::weighted(0.1, moment()),
        ),
        proptest::collection::vec(any_read(), 0..4),
        proptest::collection::vec(any_event(), 0..8),
        (any::<[bool; 4]>(), 0..6_u8),
    )
        .prop_map(
            |((money, parcel, since, moved, order_type), times, reads, events, (flags, asked))| {
                let (paid_since, created_at, total_halalas, gone_since) = times;
                let kinds = [ActionKind::Cancel, ActionKind::Refund, ActionKind::Shipping];
                OrderFacts {
                    order_type,
                    financial: stand(money, since, flags[0].then_some(moved)),
                    shipping: stand(parcel, moved, None),
                    paid_since,
                    created_at,
                    total_halalas,
                    gone_since,
                    presence: if gone_since.is_some() {
                        Presence::Gone
                    } else {
                        Presence::Known
                    },
                    reads,
                    events,
                    is_completed: flags[1],
                    given_up: flags[2],
                    code_unsure: flags[3],
                    asked: kinds
                        .get(usize::from(asked))
                        .map(|kind| AskedFor {
                            kind: *kind,
                            target: None,
                        })
                        .into_iter()
                        .collect(),
                    ..order("new")
                }
            },
        )
        .boxed()
}

fn any_row() -> BoxedStrategy<CheckoutFacts> {
    (
        status(),
        moment(),
        moment(),
        halalas(),
        proptest::option::of(moment()),
        proptest::collection::vec((any::<u8>(), financial(), halalas()), 0..3),
        any::<[bool; 2]>(),
    )
        .prop_map(
            |(status, as_of, learnt_at, amount_halalas, opened_at, candidates, flags)| {
                CheckoutFacts {
                    status,
                    as_of,
                    learnt_at,
                    amount_halalas,
                    opened_at,
                    uuid: flags[0].then(|| uuid(1)),
                    candidates: candidates
                        .into_iter()
                        .map(|(number, financial, total_halalas)| CandidateFacts {
                            uuid: uuid(number),
                            financial,
                            total_halalas,
                            created_at: None,
                        })
                        .collect(),
                    candidates_by_number: flags[1],
                    ..row(S::Pending)
                }
            },
        )
        .boxed()
}

fn any_sibling() -> BoxedStrategy<SiblingFacts> {
    let order = (any::<u8>(), order_type(), financial(), halalas(), moment()).prop_map(
        |(number, order_type, financial, total_halalas, created_at)| SiblingOrder {
            uuid: uuid(number),
            order_type,
            financial,
            total_halalas,
            created_at,
            is_gone: number > 250,
        },
    );
    let checkout = (moment(), status(), halalas()).prop_map(|(as_of, status, amount_halalas)| {
        SiblingCheckout {
            as_of,
            status,
            amount_halalas,
            matched: None,
        }
    });
    (proptest::option::of(order), proptest::option::of(checkout))
        .prop_map(|(order, checkout)| SiblingFacts { order, checkout })
        .boxed()
}

fn any_facts() -> BoxedStrategy<CaseFacts> {
    (
        moment(),
        proptest::option::weighted(0.8, any_order()),
        proptest::option::weighted(0.8, any_row()),
        proptest::collection::vec(any_sibling(), 0..3),
        proptest::option::of((moment(), moment())),
        proptest::option::of((moment(), moment(), moment())),
        any::<bool>(),
    )
        .prop_map(
            |(now, order, checkout, siblings, inbox, shop, sets_shipping)| CaseFacts {
                now,
                thresholds: Thresholds::default(),
                order,
                checkout,
                siblings,
                shop: ShopCoverage {
                    from: shop.map(|(from, _, _)| from),
                    until: shop.map(|(_, until, _)| until),
                    as_of: shop.map(|(_, _, as_of)| as_of),
                    sets_shipping,
                },
                inbox: inbox.map(|(since, until)| InboxCoverage { since, until }),
            },
        )
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn whatever_the_facts_the_cases_are_in_order(facts in any_facts()) {
        let found = explain(&facts);
        let classes: Vec<_> = found.iter().map(|case| case.class).collect();
        let mut once = classes.clone();
        once.sort_unstable();
        once.dedup();
        prop_assert_eq!(classes, once);
        for case in &found {
            let steps = steps(case);
            let offered: BTreeSet<_> = steps.iter().collect();
            prop_assert_eq!(offered.len(), steps.len());
            prop_assert!(offered.contains(&CaseStep::Snooze));
            prop_assert!(offered.contains(&CaseStep::Explain));
            let needs_order = [
                CaseStep::ReadAgain,
                CaseStep::Cancel,
                CaseStep::Capture,
                CaseStep::Refund,
                CaseStep::Ship,
                CaseStep::StopParcel,
            ];
            if facts.order.is_none() {
                prop_assert!(needs_order.iter().all(|step| !offered.contains(step)));
            }
            if case.class == C::PaidNotInShop {
                prop_assert!(!offered.contains(&CaseStep::Cancel));
            }
        }
    }

    #[test]
    fn nothing_vanishes_or_changes_its_class_by_getting_old(
        facts in any_facts(),
        later in 0..400 * DAY,
    ) {
        let known = |facts: &CaseFacts| -> BTreeMap<CaseClass, (i64, [u8; 32], CaseStep)> {
            explain(facts)
                .into_iter()
                .map(|case| (case.class, (case.since, case.facts, case.recommended)))
                .collect()
        };
        let now = known(&facts);
        let then = known(&facts.clone().at(facts.now.saturating_add(later)));
        for (class, case) in now {
            prop_assert_eq!(then.get(&class), Some(&case), "{:?}", class);
        }
    }

    #[test]
    fn no_sequence_matters(facts in any_facts(), turns in 0_usize..8) {
        let mut turned = facts.clone();
        let rotate = |length: usize| if length == 0 { 0 } else { turns % length };
        turned.siblings.rotate_left(rotate(facts.siblings.len()));
        if let Some(order) = &mut turned.order {
            let events = order.events.len();
            order.events.rotate_left(rotate(events));
            order.events.reverse();
            order.reads.reverse();
        }
        if let Some(row) = &mut turned.checkout {
            row.candidates.reverse();
        }
        prop_assert_eq!(explain(&facts), explain(&turned));
    }
}
