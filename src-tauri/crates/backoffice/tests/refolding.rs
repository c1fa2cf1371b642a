//! Rows are nothing but the fold of what was heard: made anew they are the same, and rows that an
//! older version of the fold made are mended while people work.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod history;

use std::path::Path;

use backoffice::fold::Source;
use backoffice::schedule::DueClass;
use backoffice::store::{Heard, NewIntent, Priority, Store};
use backoffice::view::{ActionKind, OrderQuery, PageRequest, Settings};
use history::{every_field, message};
use points_api::OrderUuid;
use rusqlite::Connection;
use serde_json::json;

const SEARCHES: [&str; 10] = [
    "1001",
    "1002",
    "1003",
    "100",
    "R-2",
    "product",
    "product 3",
    "note 2",
    "note",
    "bb",
];

fn uuid(number: u8) -> OrderUuid {
    OrderUuid::from_bytes([0xbb_u8.wrapping_add(number); 16])
}

/// One order told in four ways by four voices: a read, an answer, and a dated and an undated event.
fn conflicting(number: u8) -> Vec<Heard> {
    let voices = [
        (Source::Read, None, 1, Some("2026-11-01T10:00:00Z"), 90),
        (
            Source::Event,
            Some("captured"),
            2,
            Some("2026-11-01T12:00:00Z"),
            30,
        ),
        (Source::Answer, None, 3, Some("2026-11-01T11:00:00Z"), 80),
        (Source::Event, Some("refunded"), 4, None, 99),
    ];
    voices
        .into_iter()
        .map(|(source, event, said, updated_at, heard_at)| {
            let mut order = every_field(said, updated_at);
            order["id"] = json!(uuid(number).to_string());
            order["order_number"] = json!(format!("10{number}{said}"));
            Heard {
                uuid: uuid(number),
                ..message(source, event, order, Some(1), heard_at)
            }
        })
        .collect()
}

/// Three such orders, one that is only watched, and an action.
async fn a_conflicting_history(path: &Path) -> Store {
    let store = Store::open(path).unwrap();
    for number in 0..3 {
        for heard in conflicting(number) {
            store.record(Priority::Person, heard).await.unwrap();
        }
    }
    store
        .track(Priority::Person, vec![uuid(3)], "paste", DueClass::First, 5)
        .await
        .unwrap();
    let intent = NewIntent {
        order: Some(uuid(1)),
        target: Some("delivered".to_owned()),
        ..NewIntent::new(uuid::Uuid::now_v7(), ActionKind::Shipping, 100)
    };
    store.insert_actions(vec![intent]).await.unwrap();
    store
}

/// Every byte of what the fold makes, with the statuses that no order has any more left out.
fn dump(path: &Path) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    [
        "SELECT * FROM orders ORDER BY id",
        "SELECT * FROM order_items ORDER BY order_id, position",
        "SELECT * FROM order_tallies WHERE count <> 0 ORDER BY 1, 2",
    ]
    .into_iter()
    .flat_map(|sql| {
        let mut statement = connection.prepare(sql).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        let mut dump = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<rusqlite::types::Value> = (0..columns)
                .map(|column| row.get(column).unwrap())
                .collect();
            dump.push(format!("{values:?}"));
        }
        assert!(!dump.is_empty(), "{sql}");
        dump
    })
    .collect()
}

async fn found(store: &Store, search: &str) -> Vec<String> {
    let query = OrderQuery {
        search: search.to_owned(),
        ..OrderQuery::default()
    };
    let request = PageRequest {
        limit: 50,
        ..PageRequest::default()
    };
    let page = store
        .page(query, request, Settings::default(), 0)
        .await
        .unwrap();
    page.rows.into_iter().map(|row| row.uuid).collect()
}

async fn all_found(store: &Store) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for search in SEARCHES {
        all.push(found(store, search).await);
    }
    all
}

#[tokio::test]
async fn folding_a_conflicting_history_anew_changes_no_byte_and_no_match() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.db");
    let store = a_conflicting_history(&path).await;
    let (rows, matches) = (dump(&path), all_found(&store).await);
    assert!(matches.iter().any(|found| found.len() == 3), "{matches:?}");
    assert_eq!(store.rebuild().await.unwrap(), 4);
    assert_eq!(dump(&path), rows);
    assert_eq!(all_found(&store).await, matches);
    let indexed = |table: &str| -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        let connection = Connection::open(&path).unwrap();
        connection.query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(indexed("order_codes_docsize"), 4);
    assert_eq!(indexed("order_words_docsize"), 4);
}

/// As an older version would have left it: another status, number and creation, and the order in
/// the indexes where that creation puts it.
fn fold_otherwise(path: &Path) {
    let connection = Connection::open(path).unwrap();
    let (id, created_at): (i64, i64) = connection
        .query_row(
            "SELECT id, created_at FROM orders ORDER BY id LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    let elsewhere = created_at - 86_400_000;
    connection
        .execute(
            "UPDATE orders SET financial_status = 'misread', order_number = 'OLD-77',
                 created_at = ?2 WHERE id = ?1",
            [id, elsewhere],
        )
        .unwrap();
    let rowid = |created_at: i64| ((created_at / 1_000) << 30) | id;
    for (table, column) in [("order_codes", "grams"), ("order_words", "words")] {
        let delete = format!("DELETE FROM {table} WHERE rowid = ?1");
        connection.execute(&delete, [rowid(created_at)]).unwrap();
        let insert = format!("INSERT INTO {table} (rowid, {column}) VALUES (?1, 'old-77')");
        connection.execute(&insert, [rowid(elsewhere)]).unwrap();
    }
    connection
        .execute("UPDATE fold_progress SET version = 0, through = NULL", [])
        .unwrap();
}

#[tokio::test]
async fn rows_of_an_older_fold_are_made_anew_also_while_something_new_is_heard() {
    for heard_meanwhile in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("orders.db");
        let store = a_conflicting_history(&path).await;
        let (rows, matches) = (dump(&path), all_found(&store).await);
        store.close();
        fold_otherwise(&path);
        let store = Store::open(&path).unwrap();
        assert_eq!(found(&store, "old-77").await.len(), 1);
        if heard_meanwhile {
            // The same again, and another total: the row is written before its turn.
            let mut heard = conflicting(0).remove(1);
            heard.raw = heard.raw.replace("2026-11-01T12", "2026-11-01T13");
            heard.raw = heard.raw.replace("2.25", "7.25");
            store.record(Priority::Sweep, heard).await.unwrap();
        }
        assert_eq!(store.refold(|| ()).await.unwrap(), 4);
        assert!(found(&store, "old-77").await.is_empty());
        assert_eq!(all_found(&store).await, matches);
        if !heard_meanwhile {
            assert_eq!(dump(&path), rows);
        }
        assert_eq!(store.refold(|| ()).await.unwrap(), 0, "once is enough");
    }
}

#[tokio::test]
async fn a_pasted_nul_ends_no_search() {
    let folder = tempfile::tempdir().unwrap();
    let store = a_conflicting_history(&folder.path().join("orders.db")).await;
    let whole = found(&store, "product 2").await;
    assert_eq!(whole.len(), 3);
    for pasted in ["product\0 2", "\0product\u{1} 2\0", "product\u{b}2"] {
        assert_eq!(found(&store, pasted).await, whole, "{pasted:?}");
    }
    assert!(found(&store, "prod\0uctless").await.is_empty());
}
