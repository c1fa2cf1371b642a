//! What went out, found again.

use points_api::OrderUuid;
use rusqlite::params;

use super::super::about::{Chosen, NUMBERED, PURCHASES};
use super::super::plans::{orders_of, plan, with_schema};
use super::*;
use crate::view::ActionKind;

const HOUR: i64 = 3_600_000;

/// An action that is on disk.
struct Written {
    order: u8,
    state: ActionState,
    asked_at: i64,
    by: Option<&'static str>,
}

fn asked(order: u8, state: ActionState, asked_at: i64, by: Option<&'static str>) -> Written {
    Written {
        order,
        state,
        asked_at,
        by,
    }
}

fn write(transaction: &Transaction<'_>, actions: &[Written]) {
    for (action, id) in actions.iter().zip(1_u8..) {
        transaction
            .execute(
                "INSERT INTO actions (id, uuid, order_id, kind, target, asked_at, state, asked_by)
                 VALUES (?1, ?2, ?3, 'shipping', 'delivered', ?4, ?5, ?6)",
                params![
                    id,
                    [id; 16],
                    action.order,
                    action.asked_at,
                    state_word(action.state),
                    action.by
                ],
            )
            .unwrap();
    }
}

fn found(transaction: &Transaction<'_>, query: &ActivityQuery) -> Vec<i64> {
    let page = page(transaction, query, None).unwrap();
    page.actions.iter().map(|action| action.id).collect()
}

/// Four actions about three orders, the third of them asked while the clock was behind.
fn a_day(transaction: &Transaction<'_>) {
    orders_of(transaction, &["1042", "1043", "A-7"]);
    write(
        transaction,
        &[
            asked(1, ActionState::Confirmed, 10 * HOUR, Some("Huda")),
            asked(2, ActionState::NeedsPerson, 11 * HOUR, None),
            asked(3, ActionState::Refused, 9 * HOUR, Some("Sami")),
            asked(1, ActionState::Unknown, 12 * HOUR, Some("Sami")),
        ],
    );
}

#[test]
fn what_was_asked_last_comes_first_whatever_its_row() {
    with_schema(|transaction| {
        a_day(transaction);
        assert_eq!(found(transaction, &ActivityQuery::default()), [4, 2, 1, 3]);
    });
}

#[test]
fn each_part_of_a_question_narrows_it() {
    with_schema(|transaction| {
        a_day(transaction);
        let any = ActivityQuery::default;
        let of_order = |order: &str| ActivityQuery {
            order: order.to_owned(),
            ..any()
        };
        let second = OrderUuid::from_bytes([2; 16]).to_string();
        for (query, ids) in [
            (of_order("1042"), &[4, 1][..]),
            (of_order(" #١٠٤ "), &[4, 2, 1]),
            (of_order("a-"), &[3]),
            (of_order(&second), &[2]),
            (of_order("042"), &[]),
            (of_order("00000000-0000-0000-0000-000000000000"), &[]),
            (
                ActivityQuery {
                    states: vec![ActionState::NeedsPerson],
                    ..any()
                },
                &[2],
            ),
            (
                ActivityQuery {
                    states: vec![ActionState::Unknown, ActionState::NeedsPerson],
                    ..any()
                },
                &[4, 2],
            ),
            (
                ActivityQuery {
                    states: vec![ActionState::Refused, ActionState::Unknown],
                    ..any()
                },
                &[4, 3],
            ),
            (
                ActivityQuery {
                    asked_by: Some("Sami".to_owned()),
                    ..any()
                },
                &[4, 3],
            ),
            (
                ActivityQuery {
                    asked_from: Some(10 * HOUR),
                    asked_until: Some(12 * HOUR),
                    ..any()
                },
                &[2, 1],
            ),
            (
                ActivityQuery {
                    kinds: vec![ActionKind::Refund],
                    ..any()
                },
                &[],
            ),
            (
                ActivityQuery {
                    kinds: vec![ActionKind::Refund, ActionKind::Shipping],
                    asked_by: Some("Sami".to_owned()),
                    states: vec![ActionState::Unknown],
                    order: "104".to_owned(),
                    asked_from: Some(0),
                    asked_until: None,
                },
                &[4],
            ),
        ] {
            assert_eq!(found(transaction, &query), ids, "{query:?}");
        }
    });
}

#[test]
fn a_beginning_that_many_orders_have_is_met_on_the_way() {
    with_schema(|transaction| {
        a_day(transaction);
        let numbered = Orders::Numbered(vec!["104".to_owned(), "#104".to_owned()]);
        let statement = statement(&ActivityQuery::default(), &numbered, None);
        let ids: Vec<i64> = transaction
            .prepare(&statement.sql)
            .unwrap()
            .query_map(params_from_iter(&statement.parameters), |row| row.get(1))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(ids, [4, 2, 1]);
    });
}

#[test]
fn a_purchase_that_has_no_order_yet_is_found_by_its_number() {
    with_schema(|transaction| {
        a_day(transaction);
        transaction
            .execute(
                "INSERT INTO actions (id, uuid, kind, order_number, asked_at, state)
                 VALUES (9, randomblob(16), 'earning', '1044', 1, 'queued')",
                [],
            )
            .unwrap();
        let of_order = |order: &str| ActivityQuery {
            order: order.to_owned(),
            ..ActivityQuery::default()
        };
        assert_eq!(found(transaction, &of_order("1044")), [9]);
        assert_eq!(found(transaction, &of_order("104")), [4, 2, 1, 9]);
        let waiting = ActivityQuery {
            states: vec![ActionState::Queued],
            ..of_order("104")
        };
        assert_eq!(found(transaction, &waiting), [9]);
        let purchases = ActivityQuery {
            kinds: vec![ActionKind::Earning, ActionKind::Checkout],
            ..ActivityQuery::default()
        };
        assert_eq!(found(transaction, &purchases), [9]);
    });
}

#[test]
fn pages_follow_each_other_without_a_gap_even_within_one_moment() {
    with_schema(|transaction| {
        orders_of(transaction, &["1042"]);
        let many = (0..130_u8).map(|number| {
            let at = i64::from(number / 70);
            asked(1, ActionState::Confirmed, at, Some("Huda"))
        });
        write(transaction, &many.collect::<Vec<_>>());
        for query in [
            ActivityQuery::default(),
            ActivityQuery {
                asked_by: Some("Huda".to_owned()),
                ..ActivityQuery::default()
            },
            ActivityQuery {
                order: "1042".to_owned(),
                ..ActivityQuery::default()
            },
        ] {
            let (mut ids, mut after) = (Vec::new(), None);
            loop {
                let page = page(transaction, &query, after.as_deref()).unwrap();
                ids.extend(page.actions.iter().map(|action| action.id));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            let newest_first: Vec<i64> = (1..=130).rev().collect();
            assert_eq!(ids, newest_first, "{query:?}");
        }
        let broken = page(transaction, &ActivityQuery::default(), Some("x.1"));
        assert!(matches!(broken, Err(StoreError::CursorInvalid)));
    });
}

#[test]
fn the_queue_is_counted_and_its_people_named() {
    with_schema(|transaction| {
        a_day(transaction);
        let view = queue(transaction).unwrap();
        assert_eq!((view.unknown, view.needs_person), (1, 1));
        assert_eq!((view.held, view.queued, view.sending), (0, 0, 0));
        assert_eq!(view.people, ["Huda", "Sami"]);
        assert_eq!(view.stopped, None);
    });
    with_schema(|transaction| {
        let view = queue(transaction).unwrap();
        assert_eq!(view, QueueView::default());
    });
}

#[test]
fn every_question_reads_the_index_that_meets_the_fewest() {
    with_schema(|transaction| {
        let by_huda = ActivityQuery {
            asked_by: Some("Huda".to_owned()),
            ..ActivityQuery::default()
        };
        let in_time = ActivityQuery {
            asked_from: Some(1),
            asked_until: Some(9),
            states: vec![ActionState::Refused],
            kinds: vec![ActionKind::Refund],
            ..ActivityQuery::default()
        };
        let after = Some((5, 7));
        for (query, after, step) in [
            (
                ActivityQuery::default(),
                None,
                "SCAN a USING COVERING INDEX actions_by_time",
            ),
            (
                ActivityQuery::default(),
                after,
                "SEARCH a USING COVERING INDEX actions_by_time (",
            ),
            (
                in_time,
                after,
                "SEARCH a USING COVERING INDEX actions_by_time (asked_at>? AND asked_at<?)",
            ),
            (
                by_huda,
                after,
                "SEARCH a USING COVERING INDEX actions_by_person (asked_by=? AND asked_at<?)",
            ),
        ] {
            let statement = statement(&query, &Orders::Any, after);
            let plan = plan(transaction, &statement.sql, &statement.parameters);
            assert!(plan.contains(step), "{query:?}\n{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{query:?}\n{plan}");
        }
        // Few are met, and sorted.
        let open = ActivityQuery {
            states: vec![ActionState::NeedsPerson],
            ..ActivityQuery::default()
        };
        let of_open = statement(&open, &Orders::Any, after);
        let plan_of_open = plan(transaction, &of_open.sql, &of_open.parameters);
        assert!(
            plan_of_open.contains("USING INDEX actions_open"),
            "{plan_of_open}"
        );
        let chosen = Chosen {
            orders: [1, 2].into(),
            purchases: [3].into(),
        };
        let of_orders = statement(&open, &Orders::These(chosen), after);
        let plan_of_orders = plan(transaction, &of_orders.sql, &of_orders.parameters);
        for step in [
            "SEARCH a USING INDEX actions_of_order (order_id=?",
            "SEARCH a USING INTEGER PRIMARY KEY (rowid=?",
        ] {
            assert!(plan_of_orders.contains(step), "{plan_of_orders}");
        }
    });
}

#[test]
fn numbers_people_and_states_are_found_by_their_indexes() {
    with_schema(|transaction| {
        let beginning = [Value::Text("104".to_owned()), Value::Integer(501)];
        let numbers = plan(transaction, NUMBERED, &beginning);
        assert_eq!(
            numbers,
            "SEARCH orders USING COVERING INDEX orders_by_number (order_number>? AND order_number<?)"
        );
        let purchases = plan(transaction, PURCHASES, &beginning);
        assert_eq!(
            purchases,
            "SEARCH actions USING INDEX actions_of_purchases (order_number>? AND order_number<?)"
        );
        let people = plan(transaction, PEOPLE, &[]);
        for step in people.lines().filter(|step| step.contains("actions")) {
            assert!(
                step.contains("USING COVERING INDEX actions_by_person"),
                "{people}"
            );
            assert!(step.starts_with("SEARCH"), "{people}");
        }
        for sql in [counts(), next_try()] {
            let counted = plan(transaction, &sql, &[]);
            assert!(counted.contains("USING INDEX actions_open"), "{counted}");
        }
    });
}
