//! Ten thousand rows of a shop and their orders, of which it is known what they come to: the pure
//! functions alone find just that.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

mod generator;

use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

use backoffice::cases::{
    CandidateFacts, CandidateOrder, CaseFacts, CheckoutFacts, EventFacts, FoundCase, InboxCoverage,
    MatchedAs, OrderFacts, ReadFacts, ShopCoverage, SiblingCheckout, SiblingFacts, SiblingOrder,
    SoughtCheckout, StatusFacts, Thresholds, explain, match_checkouts,
};
use backoffice::money::Refunded;
use backoffice::view::{
    CaseClass, CaseStep, CheckoutOrigin, MatchKind, ObservationSource, Presence,
};
use generator::{FILE, Line, Made, NOW, READ, Row, lines};

const DAY: i64 = 86_400_000;

/// The id of the order at this place of the line.
fn order_id(place: usize, of: usize) -> i64 {
    i64::try_from(place * 10 + of).unwrap()
}

fn sought(place: usize, line: &Line, row: &Row) -> SoughtCheckout {
    SoughtCheckout {
        id: i64::try_from(place).unwrap(),
        origin: CheckoutOrigin::File,
        uuid: row.uuid,
        order_number: row.has_number.then(|| line.number.clone()),
        reference: None,
        cart: None,
        amount_halalas: Some(row.halalas),
        opened_at: Some(row.opened_at),
        order: None,
    }
}

fn candidate(place: usize, of: usize, line: &Line, made: &Made) -> CandidateOrder {
    CandidateOrder {
        id: order_id(place, of),
        uuid: made.uuid,
        order_number: Some(line.number.clone()),
        reference_number: None,
        metadata: Vec::new(),
        total_halalas: Some(made.halalas),
        created_at: Some(made.created_at),
        is_earning: false,
    }
}

fn status(word: &str, since: i64) -> StatusFacts {
    StatusFacts {
        word: word.to_owned(),
        since,
        otherwise_at: None,
        source: ObservationSource::Read,
        heard_at: READ,
    }
}

fn order(line: &Line, made: &Made) -> OrderFacts {
    let is_paid = ["approved", "captured", "partially_refunded"].contains(&made.financial);
    OrderFacts {
        uuid: made.uuid,
        order_number: Some(line.number.clone()),
        presence: if made.is_gone {
            Presence::Gone
        } else {
            Presence::Known
        },
        gone_since: made.is_gone.then_some(READ),
        tracked_at: made.created_at,
        order_type: Some("replacing".to_owned()),
        financial: Some(status(made.financial, made.since)),
        shipping: made.shipping.map(|word| status(word, made.shipped_since)),
        paid_since: is_paid.then_some(made.since),
        total_halalas: Some(made.halalas),
        total_text: None,
        created_at: Some(made.created_at),
        is_completed: false,
        refunded: Refunded::default(),
        reads: vec![ReadFacts {
            asked_at: if made.given_up { READ - 2 * DAY } else { READ },
            heard_at: READ,
            financial: Some(made.financial.to_owned()),
            shipping: made.shipping.map(ToOwned::to_owned),
            total_halalas: Some(made.halalas),
        }],
        events: made
            .events
            .iter()
            .map(|(name, at)| EventFacts {
                heard_at: *at,
                name: (*name).to_owned(),
                version: None,
                financial: None,
                shipping: None,
                refund_halalas: None,
            })
            .collect(),
        asked: Vec::new(),
        given_up: made.given_up,
        code_unsure: made.code_unsure,
        is_proposed: false,
    }
}

fn checkout(line: &Line, row: &Row, matched: Option<MatchKind>) -> CheckoutFacts {
    CheckoutFacts {
        origin: CheckoutOrigin::File,
        as_of: FILE,
        learnt_at: row.opened_at + DAY,
        order_number: row.has_number.then(|| line.number.clone()),
        uuid: row.uuid,
        amount_halalas: Some(row.halalas),
        opened_at: Some(row.opened_at),
        status_text: None,
        status: Some(row.status),
        matched,
        candidates: Vec::new(),
        candidates_by_number: false,
    }
}

fn facts(order: Option<OrderFacts>, checkout: Option<CheckoutFacts>) -> CaseFacts {
    CaseFacts {
        now: NOW,
        thresholds: Thresholds::default(),
        order,
        checkout,
        siblings: Vec::new(),
        shop: ShopCoverage {
            from: Some(NOW - 60 * DAY),
            until: Some(FILE),
            as_of: Some(FILE),
            sets_shipping: true,
        },
        inbox: Some(InboxCoverage {
            since: NOW - 60 * DAY,
            until: NOW,
        }),
    }
}

/// The subjects of a line: each order with the row that is the same, and a row without an order.
fn subjects(line: &Line, place: usize, found: Option<&MatchedAs>) -> Vec<CaseFacts> {
    let own_row = |of: usize| match found {
        Some(MatchedAs::Sure { order, kind }) if *order == order_id(place, of) => {
            line.row.as_ref().map(|row| (row, *kind))
        }
        _ => None,
    };
    let mut subjects: Vec<_> = line
        .orders
        .iter()
        .enumerate()
        .map(|(of, made)| {
            let row = own_row(of);
            let mut subject = facts(
                Some(order(line, made)),
                row.map(|(row, kind)| checkout(line, row, Some(kind))),
            );
            for (other_of, other) in line.orders.iter().enumerate() {
                if other_of != of {
                    subject.siblings.push(SiblingFacts {
                        order: Some(sibling(other)),
                        checkout: own_row(other_of).map(|(row, kind)| SiblingCheckout {
                            as_of: FILE,
                            status: Some(row.status),
                            amount_halalas: Some(row.halalas),
                            matched: Some(kind),
                        }),
                    });
                }
            }
            subject
        })
        .collect();
    if let (Some(row), None | Some(MatchedAs::Ambiguous { .. } | MatchedAs::Suggested { .. })) =
        (&line.row, found)
    {
        let mut unmatched = checkout(line, row, None);
        if let Some(MatchedAs::Ambiguous { by_number, .. }) = found {
            unmatched.candidates_by_number = *by_number;
            unmatched.candidates = line
                .orders
                .iter()
                .map(|made| CandidateFacts {
                    uuid: made.uuid,
                    financial: Some(made.financial.to_owned()),
                    total_halalas: Some(made.halalas),
                    created_at: Some(made.created_at),
                })
                .collect();
        }
        subjects.push(facts(None, Some(unmatched)));
    }
    subjects
}

fn sibling(made: &Made) -> SiblingOrder {
    SiblingOrder {
        uuid: made.uuid,
        order_type: Some("replacing".to_owned()),
        financial: Some(made.financial.to_owned()),
        total_halalas: Some(made.halalas),
        created_at: made.created_at,
        is_gone: made.is_gone,
    }
}

/// What all lines come to, line by line.
fn reconcile(lines: &[Line]) -> Vec<Vec<FoundCase>> {
    let rows: Vec<_> = lines
        .iter()
        .enumerate()
        .filter_map(|(place, line)| Some(sought(place, line, line.row.as_ref()?)))
        .collect();
    let orders: Vec<_> = lines
        .iter()
        .enumerate()
        .flat_map(|(place, line)| {
            line.orders
                .iter()
                .enumerate()
                .map(move |(of, made)| candidate(place, of, line, made))
        })
        .collect();
    let matched: HashMap<i64, MatchedAs> = match_checkouts(&rows, &orders)
        .into_iter()
        .map(|matched| (matched.checkout, matched.found))
        .collect();
    lines
        .iter()
        .enumerate()
        .map(|(place, line)| {
            let found = matched.get(&i64::try_from(place).unwrap());
            subjects(line, place, found)
                .iter()
                .flat_map(explain)
                .collect()
        })
        .collect()
}

#[test]
fn every_one_of_ten_thousand_rows_gets_its_class() {
    for seed in [1, 20_261_130] {
        let lines = lines(seed, 10_000);
        let began = Instant::now();
        let found = reconcile(&lines);
        println!("seed {seed}: {:?}", began.elapsed());
        let mut counts: BTreeMap<CaseClass, u32> = BTreeMap::new();
        for (line, cases) in lines.iter().zip(&found) {
            let classes: Vec<_> = cases.iter().map(|case| case.class).collect();
            assert_eq!(classes, Vec::from_iter(line.expected), "{line:#?}");
            for class in classes {
                *counts.entry(class).or_default() += 1;
            }
        }
        assert_eq!(counts.len(), 19, "{counts:?}");
        assert!(counts.values().all(|count| *count > 100), "{counts:?}");
    }
}

#[test]
fn the_same_inputs_give_the_same_result() {
    assert_eq!(reconcile(&lines(7, 500)), reconcile(&lines(7, 500)));
}

#[test]
fn nothing_that_is_paid_and_awaited_is_offered_to_be_cancelled() {
    for (line, cases) in lines(7, 2_000).iter().zip(reconcile(&lines(7, 2_000))) {
        for case in cases {
            let steps: Vec<_> = case
                .alternatives
                .iter()
                .chain(std::iter::once(&case.recommended))
                .collect();
            let is_paid = line.orders.iter().any(|order| {
                ["captured", "approved"].contains(&order.financial)
                    || order.events.iter().any(|(name, _)| *name == "captured")
            });
            if is_paid {
                assert!(!steps.contains(&&CaseStep::Cancel), "{line:#?}");
            }
        }
    }
}
