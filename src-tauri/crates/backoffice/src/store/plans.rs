//! What SQLite does for every question of a screen: a statement that reads more than its index, or
//! sorts a list that an index holds in order already, is a mistake even where it is still fast.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

mod lists;
mod shop;

use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, params, params_from_iter};

use super::filter::{Filter, Range};
use super::pages::Found;
use super::search::{self, Search};
use super::selection::{Selection, Stretch};
use super::tallies::Tally;
use super::{
    action_views, actions, asking, batches, connection, layout, listed, notes, queue, saved_views,
    settling, stale, watches,
};
use crate::view::SortField;

const SORTS: [SortField; 10] = [
    SortField::Created,
    SortField::Number,
    SortField::Reference,
    SortField::Type,
    SortField::Financial,
    SortField::Shipping,
    SortField::Total,
    SortField::Points,
    SortField::Checked,
    SortField::Updated,
];

pub(super) fn with_schema(test: impl FnOnce(&Transaction<'_>)) {
    let folder = tempfile::tempdir().unwrap();
    let mut connection: Connection =
        connection::open_writer(&folder.path().join("orders.db")).unwrap();
    test(&connection.transaction().unwrap());
}

/// Orders by their numbers, the first of them being number 1.
pub(super) fn orders_of(transaction: &Transaction<'_>, numbers: &[&str]) {
    for (number, id) in numbers.iter().zip(1_u8..) {
        let uuid = [id; 16];
        transaction
            .execute(
                "INSERT INTO watches (id, uuid, origin, tracked_at) VALUES (?1, ?2, 'paste', 1)",
                params![id, uuid],
            )
            .unwrap();
        transaction
            .execute(
                "INSERT INTO orders (id, uuid, order_number) VALUES (?1, ?2, ?3)",
                params![id, uuid, number],
            )
            .unwrap();
    }
}

pub(super) fn plan(transaction: &Transaction<'_>, sql: &str, parameters: &[Value]) -> String {
    let mut statement = transaction
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .unwrap_or_else(|error| panic!("{error}: {sql}"));
    let steps = statement
        .query_map(params_from_iter(parameters), |row| row.get::<_, String>(3))
        .unwrap();
    steps.map(Result::unwrap).collect::<Vec<_>>().join("\n")
}

fn filter(financial: &[&str], shipping: &[&str], count: u64) -> Filter {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let tally = |financial: &str, order_type: &str, count| Tally {
        financial: financial.to_owned(),
        shipping: "code:5".to_owned(),
        order_type: order_type.to_owned(),
        count,
    };
    Filter {
        financial: owned(financial),
        shipping: owned(shipping),
        types: Vec::new(),
        total: None,
        created: None,
        changed: None,
        tallies: vec![
            tally("captured", "earning", count),
            tally("new", "earning", count),
            tally("new", "replacing", count / 4),
            tally("cancelled", "earning", 1_000),
            tally("new", "gift", 5),
        ],
    }
}

fn selected(
    transaction: &Transaction<'_>,
    sort: SortField,
    ascending: bool,
    filter: &Filter,
) -> String {
    let text = matches!(
        sort,
        SortField::Number
            | SortField::Reference
            | SortField::Type
            | SortField::Financial
            | SortField::Shipping
    );
    let behind = Found {
        id: 7,
        key: if text {
            Value::Text("m".to_owned())
        } else {
            Value::Integer(7)
        },
        tie: 7,
    };
    [None, Some(&behind)]
        .map(|behind| {
            let stretch = Stretch {
                behind,
                offset: 0,
                limit: 101,
            };
            let selection = Selection::of_page(sort, ascending, filter, &stretch).unwrap();
            plan(transaction, &selection.sql, &selection.parameters)
        })
        .join("\n")
}

#[test]
fn every_sort_walks_its_index_and_goes_on_within_it() {
    with_schema(|transaction| {
        for sort in SORTS {
            for ascending in [false, true] {
                let plan = selected(transaction, sort, ascending, &filter(&[], &[], 1));
                assert!(plan.contains("COVERING INDEX"), "{sort:?}\n{plan}");
                assert!(plan.contains("SEARCH"), "{sort:?}, behind a row\n{plan}");
                assert!(!plan.contains("TEMP B-TREE"), "{sort:?}\n{plan}");
            }
        }
    });
}

#[test]
fn filters_read_stretches_of_an_index_and_merge_them() {
    with_schema(|transaction| {
        for sort in [
            SortField::Created,
            SortField::Financial,
            SortField::Shipping,
        ] {
            for (financial, shipping) in [
                (&["captured", "new"][..], &[][..]),
                (&[], &["code:5", "delivered"]),
                (&["captured", "new"], &["code:5"]),
            ] {
                let filter = filter(financial, shipping, 400_000);
                let plan = selected(transaction, sort, false, &filter);
                assert!(
                    !plan.contains("SCAN"),
                    "{sort:?} {financial:?} {shipping:?}\n{plan}"
                );
                assert!(
                    !plan.contains("TEMP B-TREE"),
                    "{sort:?} {financial:?} {shipping:?}\n{plan}"
                );
            }
        }
    });
}

#[test]
fn a_filter_in_another_order_sorts_few_rows_and_walks_past_many() {
    with_schema(|transaction| {
        let few = selected(
            transaction,
            SortField::Total,
            false,
            &filter(&["cancelled"], &[], 400_000),
        );
        assert!(few.contains("orders_by_financial"), "{few}");
        assert!(!few.contains("SCAN"), "{few}");
        for sort in [SortField::Total, SortField::Checked] {
            let many = filter(&["new"], &["code:5"], 400_000);
            let many = selected(transaction, sort, true, &many);
            assert!(!many.contains("TEMP B-TREE"), "{sort:?}\n{many}");
        }
    });
}

#[test]
fn matches_come_in_order_without_sorting() {
    with_schema(|transaction| {
        for (id, codes, words) in [
            (1, "nkh-100482", "nkh-100482 تمر"),
            (2, "nkh-7", "nkh-7 عطر"),
        ] {
            let rowid = search::rowid(id, 1_790_000_000_000);
            for (table, column, text) in [
                ("order_codes", "grams", &*crate::text::grams(codes)),
                ("order_words", "words", words),
            ] {
                let sql = format!("INSERT INTO {table} (rowid, {column}) VALUES (?1, ?2)");
                transaction.execute(&sql, (rowid, text)).unwrap();
            }
        }
        for typed in ["100482", "تمر", "nkh", "nkh تمر"] {
            let Search::Any(arms) = Search::of(transaction, typed).unwrap() else {
                panic!("{typed} is there");
            };
            for ascending in [false, true] {
                for within in [search::ANYWHERE, search::behind(7, ascending), 7..=9] {
                    let mut parameters = Vec::new();
                    let sql = search::matches(&arms, ascending, &within, &mut parameters);
                    let plan = plan(transaction, &sql, &parameters);
                    assert!(!plan.contains("TEMP B-TREE"), "{typed}\n{plan}");
                }
            }
        }
    });
}

#[test]
fn what_is_due_is_read_from_its_index_class_by_class() {
    with_schema(|transaction| {
        for (sql, parameters) in [
            (watches::DUE, &[0, 1, 128][..]),
            (watches::DUE_COUNT, &[1]),
            (watches::NEXT_DUE, &[0, 1]),
        ] {
            let parameters: Vec<_> = parameters.iter().copied().map(Value::Integer).collect();
            let plan = plan(transaction, sql, &parameters);
            assert!(plan.contains("watches_due (due_class=? AND"), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    });
}

#[test]
fn stale_checkouts_come_oldest_first_without_sorting() {
    with_schema(|transaction| {
        let moments = [(); 5].map(|()| Value::Integer(1));
        let oldest = plan(transaction, stale::OLDEST, &moments);
        assert!(!oldest.contains("TEMP B-TREE"), "{oldest}");
        assert!(!oldest.contains("SCAN"), "{oldest}");
        assert!(
            oldest.contains("(financial_status=? AND created_at>?"),
            "behind a checkout it begins there\n{oldest}"
        );
        let status = [Value::Text("new".to_owned()), Value::Integer(1)];
        let undated = plan(transaction, stale::UNDATED, &status);
        assert!(
            undated.contains("(financial_status=? AND created_at=?)"),
            "{undated}"
        );
    });
}

#[test]
fn orders_with_unsettled_actions_are_found_among_the_open_ones_alone() {
    with_schema(|transaction| {
        for sql in [action_views::UNSETTLED, action_views::WAITING] {
            let plan = plan(transaction, sql, &[]);
            assert_eq!(plan, "SCAN actions USING INDEX actions_open");
        }
    });
}

#[test]
fn the_queue_is_read_from_what_is_open_alone() {
    with_schema(|transaction| {
        let open = plan(transaction, &queue::open_statement(), &[]);
        assert!(
            open.starts_with("SCAN actions USING INDEX actions_open"),
            "{open}"
        );
        let pause = plan(transaction, &queue::pause_statement(), &[Value::Integer(9)]);
        assert!(
            pause.starts_with("SEARCH a USING INDEX actions_open")
                && pause.contains("SEARCH action_changes USING COVERING INDEX"),
            "{pause}"
        );
        let read_last = plan(
            transaction,
            watches::READ_LAST,
            &[Value::Integer(3), Value::Integer(0)],
        );
        assert_eq!(
            read_last,
            "SEARCH watches USING INDEX watches_checked (checked_at>?)"
        );
        let number = [Value::Text("1042".to_owned())];
        let purchases = plan(transaction, settling::PURCHASES, &number);
        assert_eq!(
            purchases,
            "SEARCH actions USING INDEX actions_open_purchases (order_number=?)"
        );
        let asked = [Value::Integer(1), Value::Integer(9)];
        let answer = plan(transaction, queue::LAST_ANSWER, &asked);
        assert!(!answer.contains("SCAN"), "{answer}");
    });
}

#[test]
fn a_batch_is_read_from_its_first_row_to_its_last() {
    with_schema(|transaction| {
        for (sql, parameters) in [(batches::ROWS, &[1][..]), (batches::QUEUED, &[1, 200])] {
            let parameters: Vec<_> = parameters.iter().copied().map(Value::Integer).collect();
            let plan = plan(transaction, sql, &parameters);
            assert!(
                plan.contains("SEARCH b USING PRIMARY KEY (batch_id=?)"),
                "{plan}"
            );
            assert!(!plan.contains("SCAN"), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
        let facts = plan(
            transaction,
            &batches::facts_of_order(),
            &[Value::Integer(1)],
        );
        assert!(!facts.contains("SCAN"), "{facts}");
        assert!(facts.contains("actions_of_order (order_id=?"), "{facts}");
    });
}

#[test]
fn what_a_purchase_may_have_made_is_found_by_its_number() {
    with_schema(|transaction| {
        let purchase = [Value::Text("1042".to_owned()), Value::Integer(1)];
        let plan = plan(transaction, settling::ORDERS_SINCE, &purchase);
        assert!(plan.contains("orders_by_number (order_number=?)"), "{plan}");
        assert!(!plan.contains("SCAN"), "{plan}");
    });
}

#[test]
fn what_the_desk_did_itself_is_a_stretch_of_the_orders_actions() {
    with_schema(|transaction| {
        for (sql, more) in [
            (actions::OWN_DOING, &[60_000][..]),
            (asking::STATUS_BEHIND, &[1, 2]),
        ] {
            let order: Vec<_> = [&[1], more].concat();
            let order: Vec<_> = order.into_iter().map(Value::Integer).collect();
            let plan = plan(transaction, sql, &order);
            assert!(
                plan.contains("SEARCH a USING INDEX actions_of_order (order_id=?"),
                "{plan}"
            );
            assert!(!plan.contains("SCAN a"), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    });
}

/// What a typed filter asks for.
fn typed(types: &[&str], total: bool, created: bool, statuses: &[&str]) -> Filter {
    let range = Range { from: 1, to: 9 };
    Filter {
        types: types.iter().map(|word| (*word).to_owned()).collect(),
        total: total.then_some(range),
        created: created.then_some(range),
        ..filter(statuses, &[], 400_000)
    }
}

#[test]
fn a_range_is_a_stretch_of_the_index_that_is_walked() {
    with_schema(|transaction| {
        for (sort, filter) in [
            (SortField::Created, typed(&[], false, true, &[])),
            (SortField::Total, typed(&[], true, false, &[])),
            (SortField::Created, typed(&[], false, true, &["new"])),
            (
                SortField::Financial,
                typed(&[], false, true, &["captured", "new"]),
            ),
        ] {
            for ascending in [false, true] {
                let plan = selected(transaction, sort, ascending, &filter);
                assert!(!plan.contains("SCAN"), "{sort:?}\n{plan}");
                assert!(!plan.contains("TEMP B-TREE"), "{sort:?}\n{plan}");
                assert!(plan.contains("COVERING INDEX"), "{sort:?}\n{plan}");
            }
        }
    });
}

#[test]
fn rows_that_are_looked_at_one_by_one_come_in_order() {
    with_schema(|transaction| {
        for sort in SORTS {
            for ascending in [false, true] {
                let filter = typed(&["gift"], true, true, &["new"]);
                let walk = Selection::walk(sort, ascending, &filter, None);
                let plan = plan(transaction, &walk.sql, &walk.parameters);
                assert!(!plan.contains("TEMP B-TREE"), "{sort:?}\n{plan}");
                if sort == SortField::Created {
                    assert!(plan.contains("COVERING INDEX"), "no row is read\n{plan}");
                }
            }
        }
    });
}

#[test]
fn what_passes_is_counted_by_indexes_alone() {
    with_schema(|transaction| {
        let filter = typed(&["gift"], true, true, &["new"]);
        for narrowing in filter.narrowings() {
            let mut parameters = Vec::new();
            let sql = filter.count_entries(narrowing, 10, &mut parameters);
            let counted = plan(transaction, &sql, &parameters);
            assert!(counted.contains("USING COVERING INDEX"), "{counted}");
            assert!(!counted.contains("SCAN o"), "{counted}");

            let mut parameters = Vec::new();
            let sql = filter.count_within(narrowing, &mut parameters);
            let counted = plan(transaction, &sql, &parameters);
            assert!(counted.contains("INDEX"), "{counted}");
            assert!(!counted.contains("SCAN orders"), "{counted}");

            let mut parameters = Vec::new();
            let sql = filter.gather(narrowing, &mut parameters);
            let gathered = plan(transaction, &sql, &parameters);
            assert!(!gathered.contains("SCAN"), "{gathered}");
        }
        let mut parameters = Vec::new();
        let sql = filter.count_among_newest(&mut parameters);
        let counted = plan(transaction, &sql, &parameters);
        assert!(
            counted.contains("COVERING INDEX orders_by_created"),
            "{counted}"
        );
        assert!(!counted.contains("TEMP B-TREE"), "{counted}");
    });
}

#[test]
fn what_is_listed_is_found_by_its_index() {
    with_schema(|transaction| {
        for sql in [listed::BY_NUMBER, listed::BY_REFERENCE] {
            let key = [Value::Text("1042".to_owned())];
            let plan = plan(transaction, sql, &key);
            assert!(plan.contains("SEARCH"), "{plan}");
        }
    });
}

#[test]
fn notes_views_and_the_newest_metadata_are_read_by_their_indexes() {
    with_schema(|transaction| {
        let of_one = [Value::Integer(7)];
        for (sql, parameters, expected) in [
            (
                notes::NOTED,
                &[][..],
                "SCAN notes USING COVERING INDEX notes_of_order",
            ),
            (
                notes::TEXTS,
                &of_one,
                "SEARCH notes USING INDEX notes_of_order (order_id=?)",
            ),
            (
                notes::OF_ORDER,
                &of_one,
                "SEARCH n USING INDEX notes_of_order (order_id=?)",
            ),
            (
                notes::EARLIER,
                &of_one,
                "SEARCH note_texts USING INDEX note_texts_of_note (note_id=?)",
            ),
            (
                saved_views::IN_ORDER,
                &[],
                "SCAN saved_views USING INDEX saved_views_in_order",
            ),
            (
                layout::NEWEST,
                &[],
                "SCAN orders USING INDEX orders_by_created",
            ),
        ] {
            let plan = plan(transaction, sql, parameters);
            assert!(plan.contains(expected), "{sql}\n{plan}");
            let sorts_few = sql == notes::OF_ORDER;
            assert!(sorts_few || !plan.contains("TEMP B-TREE"), "{sql}\n{plan}");
        }
    });
}
