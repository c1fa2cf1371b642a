//! What came in, found again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use rusqlite::{Connection, params};

use super::super::about::Chosen;
use super::super::connection::{bring_to, open_writer};
use super::super::plans::{orders_of, plan, with_schema};
use super::*;

const HOUR: i64 = 3_600_000;

/// Writes that an order was heard of, once each time; what was said before is not known again.
fn hear(transaction: &Transaction<'_>, order: u8, source: &str, times: &[i64]) {
    transaction
        .execute(
            "INSERT INTO observations (order_id, source, event, hash)
             VALUES (?1, ?2, iif(?2 = 'event', 'captured', NULL), randomblob(32))",
            params![order, source],
        )
        .unwrap();
    let observation = transaction.last_insert_rowid();
    transaction
        .execute(
            "INSERT INTO observation_texts (observation_id, body) VALUES (?1, ?2)",
            params![
                observation,
                r#"{"uuid":"550e8400-e29b-41d4-a716-446655440000"}"#
            ],
        )
        .unwrap();
    for at in times {
        transaction
            .execute(
                "INSERT INTO sightings (observation_id, asked_at, heard_at) VALUES (?1, ?2, ?2)",
                params![observation, at],
            )
            .unwrap();
    }
}

fn leave_over(transaction: &Transaction<'_>, at: i64) {
    transaction
        .execute(
            "INSERT INTO inbox_leftovers (received_at, event, body)
             VALUES (?1, 'debt_exceeded', '{}')",
            [at],
        )
        .unwrap();
}

/// Four sightings of three orders and two events about none; the fourth waited in the inbox.
fn a_day(transaction: &Transaction<'_>) {
    orders_of(transaction, &["1042", "1043", "A-7"]);
    hear(transaction, 1, "event", &[10 * HOUR]);
    hear(transaction, 2, "read", &[11 * HOUR]);
    hear(transaction, 3, "event", &[12 * HOUR]);
    hear(transaction, 1, "event", &[9 * HOUR]);
    leave_over(transaction, 10 * HOUR);
    leave_over(transaction, 13 * HOUR);
}

/// The sightings by their rows, and what names no order by its row behind zero.
fn rows(page: &HeardPage) -> Vec<i64> {
    page.entries
        .iter()
        .map(|entry| match entry.order {
            Some(_) => entry.id,
            None => -entry.id,
        })
        .collect()
}

fn everything() -> HeardQuery {
    HeardQuery::default()
}

fn of_order(order: &str) -> HeardQuery {
    HeardQuery {
        order: order.to_owned(),
        ..everything()
    }
}

#[test]
fn what_was_heard_last_comes_first_whatever_its_row_and_names_no_order_where_there_is_none() {
    with_schema(|transaction| {
        a_day(transaction);
        let page = page(transaction, &everything(), None).unwrap();
        assert_eq!(rows(&page), [-2, 3, 2, 1, -1, 4]);
        let first = &page.entries[0];
        assert_eq!(first.order, None);
        assert_eq!(first.event.as_deref(), Some("debt_exceeded"));
        assert_eq!(
            (first.source, first.heard_at),
            (ObservationSource::Event, 13 * HOUR)
        );
    });
}

#[test]
fn each_part_of_a_question_narrows_it() {
    with_schema(|transaction| {
        a_day(transaction);
        let second = OrderUuid::from_bytes([2; 16]).to_string();
        let events = HeardQuery {
            events_only: true,
            ..everything()
        };
        for (query, ids) in [
            (of_order("1042"), &[1, 4][..]),
            (of_order(" #١٠٤ "), &[2, 1, 4]),
            (of_order("a-"), &[3]),
            (of_order(&second), &[2]),
            (of_order("042"), &[]),
            (of_order("00000000-0000-0000-0000-000000000000"), &[]),
            (events.clone(), &[-2, 3, 1, -1, 4]),
            (
                HeardQuery {
                    heard_from: Some(10 * HOUR),
                    heard_until: Some(12 * HOUR),
                    ..everything()
                },
                &[2, 1, -1],
            ),
            (
                HeardQuery {
                    heard_from: Some(10 * HOUR),
                    ..events.clone()
                },
                &[-2, 3, 1, -1],
            ),
            (
                HeardQuery {
                    heard_until: Some(10 * HOUR),
                    ..events
                },
                &[4],
            ),
            (
                HeardQuery {
                    order: "104".to_owned(),
                    events_only: true,
                    heard_from: Some(0),
                    heard_until: Some(10 * HOUR),
                },
                &[4],
            ),
        ] {
            let page = page(transaction, &query, None).unwrap();
            assert_eq!(rows(&page), ids, "{query:?}");
        }
    });
}

#[test]
fn a_beginning_that_many_orders_have_is_met_on_the_way() {
    with_schema(|transaction| {
        a_day(transaction);
        let numbered = Orders::Numbered(vec!["104".to_owned(), "#104".to_owned()]);
        for (events_only, ids) in [(false, &[2, 1, 4][..]), (true, &[1, 4])] {
            let query = HeardQuery {
                events_only,
                ..everything()
            };
            let statement = sightings(&query, &numbered, None);
            let places = found(transaction, &statement, Kind::Sighting).unwrap();
            let met: Vec<_> = places.iter().map(|place| place.id).collect();
            assert_eq!(met, ids);
        }
    });
}

#[test]
fn what_waited_in_the_inbox_and_says_the_same_is_what_was_said_first() {
    with_schema(|transaction| {
        orders_of(transaction, &["1042"]);
        hear(transaction, 1, "event", &[2 * HOUR, HOUR]);
        let page = page(transaction, &everything(), None).unwrap();
        let told: Vec<_> = page
            .entries
            .iter()
            .map(|entry| (entry.id, entry.is_repeated))
            .collect();
        assert_eq!(told, [(1, true), (2, false)]);
    });
}

#[test]
fn pages_follow_each_other_without_a_gap_even_within_one_moment() {
    with_schema(|transaction| {
        orders_of(transaction, &["1042", "1043"]);
        for part in 0..30 {
            hear(transaction, 1, "event", &[part / 20, part / 20, part / 20]);
            hear(transaction, 2, "read", &[part / 20]);
            leave_over(transaction, part / 20);
            leave_over(transaction, part / 20);
        }
        let events = HeardQuery {
            events_only: true,
            ..everything()
        };
        let on_the_first = HeardQuery {
            heard_until: Some(1),
            ..everything()
        };
        for (query, count) in [
            (everything(), 180),
            (events, 150),
            (on_the_first, 120),
            (of_order("1042"), 90),
        ] {
            let (mut places, mut after) = (Vec::new(), None);
            loop {
                let page = page(transaction, &query, after.as_deref()).unwrap();
                places.extend(page.entries.iter().map(|entry| Place {
                    heard_at: entry.heard_at,
                    kind: match entry.order {
                        Some(_) => Kind::Sighting,
                        None => Kind::Leftover,
                    },
                    id: entry.id,
                }));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(places.len(), count, "{query:?}");
            assert!(
                places.is_sorted_by(|one, next| one > next),
                "{query:?} {places:?}"
            );
        }
        for broken in ["x", "1.1", "1.else.1", "1.sighting.x", "1.sighting.1.1"] {
            let page = page(transaction, &everything(), Some(broken));
            assert!(matches!(page, Err(StoreError::CursorInvalid)), "{broken}");
        }
    });
}

#[test]
fn what_came_in_is_walked_in_time_and_entered_where_the_page_begins() {
    with_schema(|transaction| {
        let place = Place {
            heard_at: 7,
            kind: Kind::Sighting,
            id: 7,
        };
        for events_only in [true, false] {
            let index = if events_only {
                "e USING COVERING INDEX event_sightings_by_time"
            } else {
                "s USING COVERING INDEX sightings_by_time"
            };
            let all = HeardQuery {
                events_only,
                ..everything()
            };
            let of_days = HeardQuery {
                heard_from: Some(1),
                heard_until: Some(9),
                ..all.clone()
            };
            for (query, after, step) in [
                (&all, None, format!("SCAN {index}")),
                (&all, Some(place), format!("SEARCH {index} (heard_at<?)")),
                (
                    &of_days,
                    Some(place),
                    format!("SEARCH {index} (heard_at>? AND heard_at<?)"),
                ),
            ] {
                let statement = sightings(query, &Orders::Any, after);
                let plan = plan(transaction, &statement.sql, &statement.parameters);
                assert_eq!(plan, step, "{query:?}");
            }
            let numbered = Orders::Numbered(vec!["104".to_owned()]);
            let statement = sightings(&of_days, &numbered, Some(place));
            let plan = plan(transaction, &statement.sql, &statement.parameters);
            assert!(!plan.contains("SCAN"), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
        let of_days = HeardQuery {
            heard_from: Some(1),
            heard_until: Some(9),
            ..everything()
        };
        let statement = leftovers(&of_days, Some(place));
        assert_eq!(
            plan(transaction, &statement.sql, &statement.parameters),
            "SEARCH l USING COVERING INDEX inbox_leftovers_by_time (received_at>? AND received_at<?)"
        );
    });
}

#[test]
fn what_came_in_about_a_few_orders_is_gathered_and_each_is_read_by_its_row() {
    with_schema(|transaction| {
        let chosen = Orders::These(Chosen {
            orders: [1, 2].into(),
            purchases: [3].into(),
        });
        for (events_only, known) in [
            (
                true,
                "SEARCH o USING COVERING INDEX sqlite_autoindex_observations_1 (order_id=? AND source=?)",
            ),
            (
                false,
                "SEARCH o USING COVERING INDEX sqlite_autoindex_observations_1 (order_id=?)",
            ),
        ] {
            let query = HeardQuery {
                events_only,
                heard_until: Some(9),
                ..everything()
            };
            let statement = sightings(&query, &chosen, None);
            let plan = plan(transaction, &statement.sql, &statement.parameters);
            for step in [
                known,
                "SEARCH s USING INDEX sightings_observation (observation_id=?)",
            ] {
                assert!(plan.contains(step), "{plan}");
            }
        }
        for sql in [SIGHTING, LEFTOVER] {
            let read = plan(transaction, sql, &[Value::Integer(1)]);
            assert!(!read.contains("SCAN"), "{read}");
        }
    });
}

#[test]
fn events_of_an_older_file_are_found_by_when_they_were_heard() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.db");
    let mut older = Connection::open(&path).unwrap();
    bring_to(&mut older, 14).unwrap();
    let moment = older.transaction().unwrap();
    a_day(&moment);
    moment.commit().unwrap();
    drop(older);

    let mut newer = open_writer(&path).unwrap();
    let moment = newer.transaction().unwrap();
    // What comes after is found beside what came before.
    hear(&moment, 2, "event", &[11 * HOUR]);
    let events = HeardQuery {
        events_only: true,
        ..everything()
    };
    let page = page(&moment, &events, None).unwrap();
    assert_eq!(rows(&page), [-2, 3, 5, 1, -1, 4]);
}
