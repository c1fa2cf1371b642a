//! Rows of files as they end up: in any split, in any sequence of files, after any end.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use std::path::Path;
use std::sync::Barrier;

use points_api::OrderUuid;
use proptest::prelude::*;
use rusqlite::Connection;

use super::*;
use crate::fold::Source;
use crate::shop_files::ShopRow;
use crate::store::Heard;
use crate::view::{OrderQuery, PageRequest, Settings, ShopStatus};

const DAY: i64 = 86_400_000;
/// Noon in Riyadh of 2026-11-24.
const NOON: i64 = 1_795_510_800_000;

fn uuid(number: u64) -> OrderUuid {
    OrderUuid::from_bytes(u128::from(number).to_be_bytes())
}

fn row(at: u64, number: &str, with_uuid: Option<u64>) -> ShopRow {
    ShopRow {
        row: at,
        order_number: Some(number.to_owned()),
        uuid: with_uuid.map(uuid),
        amount_halalas: Some(25_000),
        opened_at: Some(NOON),
        status_text: Some("processing".to_owned()),
        status: Some(ShopStatus::Paid),
        customer: Some("نورة العتيبي".to_owned()),
        phone: Some("501234567".to_owned()),
        city: Some("الرياض".to_owned()),
        ..ShopRow::default()
    }
}

fn read(row: ShopRow) -> ReadRow {
    ReadRow::Row(Box::new(row))
}

fn facts(content: u8, written_at: i64) -> FileFacts {
    FileFacts {
        hash: [content; 32],
        name: format!("orders-{content}.csv"),
        size: 1_000,
        written_at,
        shape: [7; 32],
        reading: FileReading::default(),
        imported_by: Some("Huda".to_owned()),
    }
}

/// Takes a whole file over, `at_once` rows in a write; says what was begun.
async fn import(store: &Store, facts: FileFacts, rows: Vec<ReadRow>, at_once: usize) -> Begun {
    let now = facts.written_at + 1_000;
    let begun = store.begin_file(facts, now).await.unwrap();
    if begun.already {
        return begun;
    }
    let rows: Vec<_> = rows
        .into_iter()
        .skip(usize::try_from(begun.rows_done).unwrap())
        .collect();
    for part in rows.chunks(at_once) {
        let part = Arc::new(part.to_vec());
        let mut from = 0;
        while from < part.len() {
            from += store
                .take_some_rows(begun.file, Arc::clone(&part), from, now, || {
                    Duration::from_secs(9)
                })
                .await
                .unwrap();
        }
    }
    store.end_file(begun.file, now).await.unwrap();
    begun
}

/// Everything that files leave behind, but when they were taken over.
async fn left(store: &Store) -> Vec<String> {
    store
        .read(|moment| {
            let mut all = Vec::new();
            for sql in [
                "SELECT json_array(c.identity, c.origin, hex(f.hash), c.file_row, c.as_of, hex(c.uuid),
                     c.order_number, c.reference, c.cart, c.amount_halalas, c.opened_at, c.status_text,
                     c.status, c.customer, c.phone, c.city, c.address, c.link, c.codes, hex(w.uuid),
                     c.matched)
                 FROM checkouts c LEFT JOIN shop_files f ON f.id = c.file_id
                 LEFT JOIN watches w ON w.id = c.order_id ORDER BY 1",
                "SELECT json_array(hex(hash), name, rows_done, added, changed, same, faulty, with_uuid,
                     tracked, ended_at IS NULL) FROM shop_files ORDER BY 1",
                "SELECT json_array(row, kind, field, text) FROM shop_file_faults ORDER BY 1",
                "SELECT json_array(day, rows, with_uuid, heard) FROM shop_days ORDER BY 1",
                "SELECT json_array(hex(uuid), codes) FROM orders ORDER BY 1",
            ] {
                let mut statement = moment.prepare(sql)?;
                let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
                for row in rows {
                    all.push(row?);
                }
            }
            Ok(all)
        })
        .await
        .unwrap()
}

async fn told(store: &Store, sql: &'static str) -> String {
    store
        .read(move |moment| Ok(moment.query_row(sql, [], |row| row.get(0))?))
        .await
        .unwrap()
}

async fn found(store: &Store, typed: &str) -> Vec<(String, Vec<crate::view::FoundIn>)> {
    let query = OrderQuery {
        search: typed.to_owned(),
        ..OrderQuery::default()
    };
    let page = store
        .page(query, PageRequest::default(), Settings::default(), NOON)
        .await
        .unwrap();
    page.rows
        .into_iter()
        .map(|row| (row.uuid, row.found_in))
        .collect()
}

fn open(folder: &Path) -> Store {
    Store::open(&folder.join("orders.db")).unwrap()
}

#[tokio::test]
async fn a_row_with_a_uuid_watches_its_order_and_one_without_waits_for_a_match() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let rows = vec![read(row(2, "1042", Some(1))), read(row(3, "1043", None))];
    import(&store, facts(1, NOON), rows, 10).await;
    assert_eq!(
        told(
            &store,
            "SELECT group_concat(order_number || ' ' || ifnull(matched, '-'), ', ') FROM checkouts"
        )
        .await,
        "1042 uuid, 1043 -"
    );
    let order = store
        .order(uuid(1), Settings::default(), NOON)
        .await
        .unwrap();
    assert_eq!(order.shop.len(), 1);
    assert_eq!(order.shop[0].customer.as_deref(), Some("نورة العتيبي"));
    assert_eq!(order.shop[0].file_name.as_deref(), Some("orders-1.csv"));
    assert_eq!(
        order.row.order_number, None,
        "the shop's word is not Points'"
    );
    assert_eq!(store.due_count(NOON * 2).await.unwrap().0, 1);
}

#[tokio::test]
async fn an_order_is_found_by_what_the_shop_says_of_it_and_says_where() {
    use crate::view::FoundPlace::{City, Customer, Phone, ShopNumber};
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    import(
        &store,
        facts(1, NOON),
        vec![read(row(2, "NKH-104820", Some(1)))],
        10,
    )
    .await;
    for (typed, place) in [
        ("نوره", Customer),
        ("العتيبي", Customer),
        ("الرياض", City),
        ("0501234567", Phone),
        ("+966501234567", Phone),
        ("234567", Phone),
        ("104820", ShopNumber),
        ("nkh-1048", ShopNumber),
        ("nk", ShopNumber),
    ] {
        let rows = found(&store, typed).await;
        assert_eq!(rows.len(), 1, "{typed}");
        let places: Vec<_> = rows[0].1.iter().map(|found| found.place).collect();
        assert!(places.contains(&place), "{typed}: {places:?}");
    }
    assert!(found(&store, "0509999999").await.is_empty());
    assert!(found(&store, "سعود").await.is_empty());
    // A later file names another customer: the one before is found no more.
    let renamed = ShopRow {
        customer: Some("سعود".to_owned()),
        ..row(2, "NKH-104820", Some(1))
    };
    import(&store, facts(2, NOON + DAY), vec![read(renamed)], 10).await;
    assert_eq!(found(&store, "سعود").await.len(), 1);
    assert!(found(&store, "نورة").await.is_empty());
    store.rebuild().await.unwrap();
    assert_eq!(found(&store, "سعود").await.len(), 1, "folded anew");
    assert_eq!(found(&store, "501234").await.len(), 1, "folded anew");
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let rows = vec![read(row(2, "1042", Some(1))), read(row(3, "1043", None))];
    import(&store, facts(1, NOON), rows.clone(), 10).await;
    let before = left(&store).await;
    let again = FileFacts {
        written_at: NOON + DAY,
        name: "orders (1).csv".to_owned(),
        ..facts(1, NOON)
    };
    assert!(import(&store, again, rows.clone(), 10).await.already);
    assert_eq!(left(&store).await, before);
    // Read in another way it is another wish.
    let otherwise = FileFacts {
        reading: FileReading {
            has_header: true,
            ..FileReading::default()
        },
        ..facts(1, NOON)
    };
    let begun = import(&store, otherwise, rows, 10).await;
    assert_eq!((begun.already, begun.rows_done), (false, 0));
    assert_eq!(left(&store).await[..2], before[..2], "the same checkouts");
    assert_eq!(
        told(&store, "SELECT added || ' ' || same FROM shop_files").await,
        "0 2"
    );
}

#[tokio::test]
async fn an_older_file_never_overwrites_a_newer_one_and_fills_in_what_that_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let newer = ShopRow {
        status_text: Some("cancelled".to_owned()),
        status: Some(ShopStatus::Cancelled),
        city: None,
        ..row(2, "1042", None)
    };
    import(&store, facts(1, NOON + DAY), vec![read(newer)], 10).await;
    let older = row(2, "1042", Some(4));
    import(&store, facts(2, NOON), vec![read(older)], 10).await;
    assert_eq!(
        told(
            &store,
            "SELECT json_array(status, city, as_of, file_id, hex(uuid), matched) FROM checkouts"
        )
        .await,
        format!(
            "[\"cancelled\",\"الرياض\",{},1,\"00000000000000000000000000000004\",\"uuid\"]",
            NOON + DAY
        )
    );
    // The file of the day after says what is so then.
    import(
        &store,
        facts(3, NOON + 2 * DAY),
        vec![read(row(9, "1042", Some(4)))],
        10,
    )
    .await;
    assert_eq!(
        told(
            &store,
            "SELECT status || ' ' || file_id || ' ' || file_row FROM checkouts"
        )
        .await,
        "paid 3 9"
    );
}

#[tokio::test]
async fn only_what_differs_counts_as_changed() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    import(
        &store,
        facts(1, NOON),
        vec![read(row(2, "1042", Some(1)))],
        10,
    )
    .await;
    import(
        &store,
        facts(2, NOON + DAY),
        vec![read(row(5, "1042", Some(1)))],
        10,
    )
    .await;
    let sql =
        "SELECT json_array(changed_at, as_of, (SELECT group_concat(added || changed || same, ' ')
        FROM shop_files)) FROM checkouts";
    assert_eq!(
        told(&store, sql).await,
        format!("[{},{},\"100 001\"]", NOON + 1_000, NOON + DAY)
    );
}

#[tokio::test]
async fn the_last_of_two_rows_about_one_order_counts_and_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let last = ShopRow {
        status_text: Some("ملغي".to_owned()),
        status: Some(ShopStatus::Cancelled),
        ..row(9, "1042", Some(1))
    };
    let rows = vec![
        read(row(2, "1042", Some(1))),
        read(row(3, "1042", Some(1))),
        read(last),
        ReadRow::LeftOut(RowFault {
            row: 10,
            kind: RowFaultKind::Nameless,
            field: None,
            text: "total".to_owned(),
        }),
    ];
    let begun = import(&store, facts(1, NOON), rows, 10).await;
    let report = store.file_report(begun.file.id).await.unwrap().unwrap();
    let kinds: Vec<_> = report
        .faults
        .iter()
        .map(|fault| (fault.row, fault.kind))
        .collect();
    assert_eq!(
        kinds,
        [(9, RowFaultKind::Repeated), (10, RowFaultKind::Nameless)]
    );
    let file = report.file;
    assert_eq!(
        (
            file.rows,
            file.added,
            file.changed,
            file.same,
            file.faulty,
            file.with_uuid,
            file.tracked
        ),
        (4, 1, 1, 1, 2, 3, 1)
    );
    assert!(file.is_whole);
    assert_eq!(
        told(&store, "SELECT status FROM checkouts").await,
        "cancelled"
    );
}

#[tokio::test]
async fn words_that_nobody_knows_are_told_and_no_more_than_a_thousand_faults() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let rows = (0..1_300)
        .map(|at| {
            read(ShopRow {
                status_text: Some(
                    if at % 2 == 0 {
                        "عند القمر"
                    } else {
                        "at the moon"
                    }
                    .to_owned(),
                ),
                status: None,
                faults: vec![RowFault {
                    row: at,
                    kind: RowFaultKind::Date,
                    field: Some(ShopField::OpenedAt),
                    text: "soon".to_owned(),
                }],
                ..row(at, &at.to_string(), None)
            })
        })
        .collect();
    let begun = import(&store, facts(1, NOON), rows, 400).await;
    let report = store.file_report(begun.file.id).await.unwrap().unwrap();
    assert_eq!(report.unknown_statuses, ["at the moon", "عند القمر"]);
    assert_eq!((report.faults.len(), report.file.faulty), (1_000, 1_300));
    assert_eq!(report.faults[0].field, Some(ShopField::OpenedAt));
    assert!(store.file_report(77).await.unwrap().is_none());
}

#[tokio::test]
async fn a_store_that_ends_in_the_middle_goes_on_there_and_neither_loses_nor_doubles() {
    let rows: Vec<_> = (0..300)
        .map(|at| {
            read(row(
                at + 2,
                &format!("{}", 1_000 + at),
                (at % 3 > 0).then_some(at),
            ))
        })
        .collect();
    let whole = tempfile::tempdir().unwrap();
    let store = open(whole.path());
    import(&store, facts(1, NOON), rows.clone(), 300).await;
    let expected = left(&store).await;
    let broken = tempfile::tempdir().unwrap();
    let mut done = 0;
    while done < 300 {
        // The process ends behind each write: what is on disk is what was committed.
        let store = open(broken.path());
        let begun = store
            .begin_file(facts(1, NOON), NOON + 1_000)
            .await
            .unwrap();
        assert_eq!(begun.rows_done, done);
        let from = usize::try_from(begun.rows_done).unwrap();
        let part = Arc::new(rows[from..].to_vec());
        let took = store
            .take_some_rows(begun.file, part, 0, NOON + 1_000, || {
                Duration::from_millis(1)
            })
            .await
            .unwrap();
        done += u64::try_from(took).unwrap();
        let partly = store.file_report(begun.file.id).await.unwrap().unwrap();
        assert!(!partly.file.is_whole);
    }
    let store = open(broken.path());
    let begun = import(&store, facts(1, NOON), rows, 300).await;
    assert_eq!((begun.rows_done, begun.already), (300, false));
    assert_eq!(left(&store).await, expected);
}

#[tokio::test]
async fn one_write_takes_no_longer_than_it_may_and_one_row_at_least() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let begun = store.begin_file(facts(1, NOON), NOON).await.unwrap();
    let rows = Arc::new(
        (0..50)
            .map(|at| read(row(at, &at.to_string(), None)))
            .collect(),
    );
    let took = store
        .take_some_rows(begun.file, rows, 0, NOON, || Duration::ZERO)
        .await
        .unwrap();
    assert_eq!(took, 1);
}

#[tokio::test]
async fn a_person_waits_for_one_row_and_the_sweep_for_some() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let waiting = store.waiting().unwrap();
    let (stands, let_go) = (Arc::new(Barrier::new(2)), Arc::new(Barrier::new(2)));
    let (inside, outside) = ((Arc::clone(&stands), Arc::clone(&let_go)), (stands, let_go));
    let writes = |priority| {
        let store = store.clone();
        tokio::spawn(async move { store.write(priority, |_| Ok(())).await })
    };
    // A write that is under way, and those that come meanwhile.
    let held = {
        let store = store.clone();
        tokio::spawn(async move {
            let hold = move |_: &Transaction<'_>| {
                inside.0.wait();
                inside.1.wait();
                Ok(())
            };
            store.write(Priority::Sweep, hold).await
        })
    };
    tokio::task::spawn_blocking({
        let stands = Arc::clone(&outside.0);
        move || stands.wait()
    })
    .await
    .unwrap();
    assert_eq!(time_beside(waiting()), ALONE);
    let sweep = writes(Priority::Sweep);
    while waiting().is_none() {
        tokio::task::yield_now().await;
    }
    assert_eq!(time_beside(waiting()), BESIDE_THE_SWEEP);
    let person = writes(Priority::Person);
    while waiting() != Some(Priority::Person) {
        tokio::task::yield_now().await;
    }
    assert_eq!(time_beside(waiting()), Duration::ZERO);
    outside.1.wait();
    for write in [held, sweep, person] {
        write.await.unwrap().unwrap();
    }
    assert_eq!(waiting(), None);
}

#[tokio::test]
async fn completeness_is_counted_as_things_come_to_be_known() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let rows = vec![
        read(row(2, "1042", Some(1))),
        read(row(3, "1043", None)),
        read(ShopRow {
            opened_at: Some(NOON - 3 * DAY),
            ..row(4, "1044", None)
        }),
        read(ShopRow {
            opened_at: None,
            ..row(5, "1045", None)
        }),
    ];
    import(&store, facts(1, NOON), rows, 10).await;
    let heard = |number: u64, source, event: Option<&str>| Heard {
        uuid: uuid(number),
        source,
        event: event.map(str::to_owned),
        raw: format!(r#"{{"id":"{}","total_price":250}}"#, uuid(number)),
        asked_at: NOON,
        heard_at: NOON,
        points_time: None,
    };
    let (files, before) = store.shop_files(NOON).await.unwrap();
    assert_eq!(files.len(), 1);
    assert_eq!((before.rows, before.with_uuid, before.heard), (4, 1, 0));
    let gaps: Vec<_> = before
        .gaps
        .iter()
        .map(|gap| (gap.date.as_str(), gap.rows, gap.without_uuid))
        .collect();
    assert_eq!(gaps, [("2026-11-24", 2, 1), ("2026-11-21", 1, 1)]);

    let record = |heard| store.record(Priority::Sweep, heard);
    record(heard(1, Source::Event, Some("captured")))
        .await
        .unwrap();
    record(heard(2, Source::Event, Some("captured")))
        .await
        .unwrap();
    record(heard(3, Source::Read, None)).await.unwrap();
    let (_, events) = store.shop_files(NOON).await.unwrap();
    assert_eq!(
        (events.heard, events.evented, events.evented_read),
        (1, 2, 0)
    );
    record(heard(1, Source::Read, None)).await.unwrap();
    record(heard(1, Source::Read, None)).await.unwrap();
    record(heard(3, Source::Event, Some("captured")))
        .await
        .unwrap();
    let (_, read_too) = store.shop_files(NOON).await.unwrap();
    assert_eq!(
        (read_too.heard, read_too.evented, read_too.evented_read),
        (1, 3, 2)
    );

    // A later file brings a uuid of which Points was heard already, and one that is new.
    let later = vec![read(row(2, "1043", Some(2))), read(row(3, "1046", Some(9)))];
    import(&store, facts(2, NOON + DAY), later, 10).await;
    let (_, after) = store.shop_files(NOON + 28 * DAY).await.unwrap();
    assert_eq!((after.rows, after.with_uuid, after.heard), (5, 3, 2));
    assert_eq!(after.gaps, [], "nothing of the last thirty days");
}

#[tokio::test]
async fn a_checkout_that_is_linked_counts_and_is_searched() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    import(
        &store,
        facts(1, NOON),
        vec![read(row(2, "1042", None)), read(row(3, "1050", Some(1)))],
        10,
    )
    .await;
    assert_eq!(found(&store, "1042").await.len(), 0);
    let link = |order| {
        store.write(Priority::Person, move |transaction| {
            checkouts::link(transaction, 1, order)
        })
    };
    link(Some((1, crate::view::MatchKind::Person)))
        .await
        .unwrap();
    assert_eq!(found(&store, "1042").await.len(), 1);
    assert_eq!(store.shop_files(NOON).await.unwrap().1.with_uuid, 2);
    link(None).await.unwrap();
    assert_eq!(found(&store, "1042").await.len(), 0);
    assert_eq!(store.shop_files(NOON).await.unwrap().1.with_uuid, 1);
}

#[test]
fn events_from_before_there_were_files_are_counted_when_the_file_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.db");
    let mut older = Connection::open(&path).unwrap();
    crate::store::connection::bring_to(&mut older, 12).unwrap();
    older
        .execute_batch(
            "INSERT INTO watches (id, uuid, origin, tracked_at) VALUES
                 (1, zeroblob(16), 'event', 1), (2, randomblob(16), 'event', 1);
             INSERT INTO observations (order_id, source, hash) VALUES
                 (1, 'event', zeroblob(32)), (1, 'event', randomblob(32)), (1, 'read', zeroblob(32)),
                 (2, 'event', zeroblob(32));",
        )
        .unwrap();
    drop(older);
    let newer = crate::store::connection::open_writer(&path).unwrap();
    let told: String = newer
        .query_row(
            "SELECT evented || ' ' || read FROM evented_tally",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(told, "2 1");
}

/// A file of a few orders, some of them twice, with whatever is missing.
fn any_row() -> impl Strategy<Value = ReadRow> {
    let number = prop::option::of(0_u64..4);
    let order = prop::option::weighted(0.5, 0_u64..4);
    let city = prop::option::of(prop::sample::select(vec!["الرياض", "جدة"]));
    let amount = prop::option::of(prop::sample::select(vec![100_i64, 25_000]));
    (number, order, city, amount, any::<bool>()).prop_map(
        |(number, order, city, amount, is_paid)| {
            ReadRow::Row(Box::new(ShopRow {
                order_number: number.map(|number| format!("10{number}")),
                uuid: order.map(uuid),
                reference: Some("PAP1".to_owned()),
                amount_halalas: amount,
                city: city.map(str::to_owned),
                status: is_paid.then_some(ShopStatus::Paid),
                status_text: is_paid.then(|| "paid".to_owned()),
                ..row(0, "", None)
            }))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn in_whatever_parts_a_file_is_taken_over_the_same_is_left(
        rows in prop::collection::vec(any_row(), 1..14),
        at_once in 1_usize..6,
    ) {
        let rows: Vec<_> = rows
            .into_iter()
            .zip(2..)
            .map(|(row, at)| match row {
                ReadRow::Row(row) => read(ShopRow { row: at, ..*row }),
                ReadRow::LeftOut(fault) => ReadRow::LeftOut(fault),
            })
            .collect();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let left = |at_once| {
            let rows = rows.clone();
            runtime.block_on(async move {
                let folder = tempfile::tempdir().unwrap();
                let store = open(folder.path());
                import(&store, facts(1, NOON), rows, at_once).await;
                left(&store).await
            })
        };
        prop_assert_eq!(left(at_once), left(100));
    }
}
