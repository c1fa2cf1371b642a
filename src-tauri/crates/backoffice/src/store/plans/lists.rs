//! What is read for lists of a type, of a status in another order, and of many matches: an index, no
//! row.

use rusqlite::types::Value;

use super::super::filter::{Filter, Range};
use super::super::{facts, sorting};
use super::{SORTS, filter, plan, selected, with_schema};
use crate::view::SortField;

#[test]
fn a_type_within_statuses_is_read_from_their_index_alone() {
    with_schema(|transaction| {
        for (sort, financial, shipping) in [
            (SortField::Created, &["captured", "new"][..], &[][..]),
            (SortField::Created, &["captured", "new"], &["code:5"]),
            (SortField::Created, &[], &["code:5"]),
            (SortField::Financial, &["new"], &["code:5"]),
            (SortField::Shipping, &["new"], &["code:5"]),
        ] {
            let filter = Filter {
                types: vec!["replacing".to_owned()],
                ..filter(financial, shipping, 400_000)
            };
            for ascending in [false, true] {
                let plan = selected(transaction, sort, ascending, &filter);
                assert!(!plan.contains("SCAN o"), "{sort:?} {financial:?}\n{plan}");
                assert!(!plan.contains("TEMP B-TREE"), "{sort:?}\n{plan}");
                assert!(!plan.contains("USING INDEX"), "no row is read\n{plan}");
            }
        }
    });
}

#[test]
fn few_orders_of_a_type_are_read_whatever_the_status() {
    with_schema(|transaction| {
        let filter = Filter {
            types: vec!["gift".to_owned()],
            ..filter(&["new"], &[], 400_000)
        };
        for sort in [SortField::Created, SortField::Total] {
            let plan = selected(transaction, sort, false, &filter);
            assert!(plan.contains("orders_by_type (order_type=?)"), "{plan}");
        }
    });
}

#[test]
fn what_changed_last_within_a_status_is_a_stretch_of_an_index() {
    with_schema(|transaction| {
        for types in [vec![], vec!["replacing".to_owned()]] {
            let filter = Filter {
                types,
                changed: Some(Range { from: 1, to: 9 }),
                ..filter(&["captured", "new"], &["code:5"], 400_000)
            };
            for ascending in [false, true] {
                let plan = selected(transaction, SortField::Updated, ascending, &filter);
                assert!(!plan.contains("SCAN"), "{plan}");
                assert!(!plan.contains("TEMP B-TREE"), "{plan}");
                assert!(
                    plan.contains("COVERING INDEX orders_by_financial_updated (financial_status=? AND updated_at"),
                    "{plan}"
                );
            }
        }
    });
}

#[test]
fn a_status_in_another_order_is_found_by_the_index_of_that_order_alone() {
    with_schema(|transaction| {
        for sort in [
            SortField::Number,
            SortField::Reference,
            SortField::Type,
            SortField::Total,
            SortField::Points,
        ] {
            let plan = selected(transaction, sort, false, &filter(&["new"], &[], 400_000));
            assert!(!plan.contains("TEMP B-TREE"), "{sort:?}\n{plan}");
            assert!(plan.contains("COVERING INDEX"), "{sort:?}\n{plan}");
            assert!(!plan.contains("USING INDEX"), "{sort:?}\n{plan}");
        }
    });
}

#[test]
fn what_is_asked_of_many_matches_is_read_from_an_index_alone() {
    with_schema(|transaction| {
        let keys = SORTS
            .iter()
            .filter_map(|sort| sorting::key_by_creation(*sort));
        for sql in keys.chain([facts::BY_CREATION.to_owned()]) {
            let of_one = [Value::Integer(1), Value::Integer(1)];
            assert_eq!(
                plan(transaction, &sql, &of_one),
                "SEARCH o USING COVERING INDEX orders_by_created (created_at=? AND id=?)",
                "{sql}"
            );
        }
    });
}
