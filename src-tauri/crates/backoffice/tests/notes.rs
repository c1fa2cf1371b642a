//! What people write about orders: found as it reads now, in any spelling, and never lost.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

mod history;

use std::path::Path;

use backoffice::fold::Source;
use backoffice::notes::NoteText;
use backoffice::store::{Heard, NewNote, Priority, Store, StoreError};
use backoffice::view::{OrderDetail, OrderQuery, OrderSelection, PageRequest, Settings};
use history::{every_field, message};
use points_api::OrderUuid;
use rusqlite::Connection;
use serde_json::json;

fn uuid(number: u8) -> OrderUuid {
    OrderUuid::from_bytes([0xa0_u8.wrapping_add(number); 16])
}

async fn a_shop(path: &Path, orders: u8) -> Store {
    let store = Store::open(path).unwrap();
    for number in 0..orders {
        let mut order = every_field(number.into(), Some("2026-11-01T10:00:00Z"));
        order["id"] = json!(uuid(number).to_string());
        order["order_number"] = json!(format!("10{number:02}"));
        let heard = Heard {
            uuid: uuid(number),
            ..message(Source::Read, None, order, Some(1), 90)
        };
        store.record(Priority::Person, heard).await.unwrap();
    }
    store
}

fn note(text: &str, written_at: i64) -> NewNote {
    NewNote {
        author: Some("نورة".to_owned()),
        text: NoteText::parse(text).unwrap(),
        written_at,
    }
}

async fn listed(store: &Store, query: OrderQuery) -> Vec<String> {
    let request = PageRequest {
        limit: 100,
        ..PageRequest::default()
    };
    let page = store
        .page(query, request, Settings::default(), 0)
        .await
        .unwrap();
    page.rows.into_iter().map(|row| row.uuid).collect()
}

async fn found(store: &Store, search: &str) -> Vec<String> {
    let query = OrderQuery {
        search: search.to_owned(),
        ..OrderQuery::default()
    };
    listed(store, query).await
}

async fn noted(store: &Store) -> usize {
    let query = OrderQuery {
        noted: true,
        ..OrderQuery::default()
    };
    listed(store, query).await.len()
}

async fn detail(store: &Store, number: u8) -> OrderDetail {
    store
        .order(uuid(number), Settings::default(), 0)
        .await
        .unwrap()
}

fn dump(path: &Path) -> Vec<(i64, String, Option<i64>)> {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection
        .prepare("SELECT id, text, removed_at FROM notes ORDER BY id")
        .unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

#[tokio::test]
async fn a_note_is_found_as_it_reads_now_in_any_spelling() {
    let folder = tempfile::tempdir().unwrap();
    let store = a_shop(&folder.path().join("orders.db"), 3).await;
    let written = store
        .write_note(uuid(1), note("اتصلت أُمنية، التسليم عند البوّابة ١٢", 1_000))
        .await
        .unwrap();
    let here = [uuid(1).to_string()];
    for search in ["امنيه", "البوابه", "بوابة البواب", "12 التسليم", "أمني"]
    {
        let expected = usize::from(search != "بوابة البواب");
        assert_eq!(found(&store, search).await.len(), expected, "{search}");
    }
    // Together with what Points says of the order.
    assert_eq!(found(&store, "1001 امنيه").await, here);

    let edited = store
        .edit_note(written.id, NoteText::parse("يستلم الجار").unwrap(), 2_000)
        .await
        .unwrap();
    assert!(found(&store, "امنيه").await.is_empty());
    assert_eq!(found(&store, "الجار").await, here);
    assert_eq!(edited.edited_at, Some(2_000));
    assert_eq!(edited.earlier[0].text, written.text);
    assert_eq!(edited.earlier[0].until, 2_000);
    let same = NoteText::parse(" يستلم الجار ").unwrap();
    assert_eq!(
        store.edit_note(written.id, same, 3_000).await.unwrap(),
        edited
    );
}

#[tokio::test]
async fn a_note_taken_away_is_hidden_everywhere_and_comes_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let store = a_shop(&folder.path().join("orders.db"), 2).await;
    let first = store
        .write_note(uuid(0), note("gate", 1_000))
        .await
        .unwrap();
    store
        .write_note(uuid(0), note("neighbour", 9_000))
        .await
        .unwrap();
    let text = NoteText::parse("back gate").unwrap();
    let first = store
        .edit_note(first.id, text.clone(), 2_000)
        .await
        .unwrap();
    let before = detail(&store, 0).await;
    let texts: Vec<_> = before.notes.iter().map(|note| &note.text[..]).collect();
    assert_eq!(texts, ["neighbour", "back gate"]);
    let told: Vec<_> = before
        .timeline
        .iter()
        .filter_map(|entry| Some((entry.at, entry.note.as_ref()?.text.clone())))
        .collect();
    assert_eq!(
        told,
        [
            (9_000, "neighbour".to_owned()),
            (1_000, "back gate".to_owned())
        ]
    );

    store.remove_note(first.id, 10_000).await.unwrap();
    store.remove_note(first.id, 11_000).await.unwrap();
    assert!(found(&store, "gate").await.is_empty());
    assert_eq!(found(&store, "neighbour").await.len(), 1);
    assert_eq!(detail(&store, 0).await.notes.len(), 1);
    assert_eq!(noted(&store).await, 1);
    let refused = store.edit_note(first.id, text, 12_000).await;
    assert!(matches!(refused, Err(StoreError::NoteUnknown)));

    assert_eq!(store.restore_note(first.id).await.unwrap(), first);
    assert_eq!(found(&store, "gate").await.len(), 1);
    assert_eq!(detail(&store, 0).await, before);
    let unknown = store.remove_note(77, 1).await;
    assert!(matches!(unknown, Err(StoreError::NoteUnknown)));
}

#[tokio::test]
async fn folding_anew_and_hearing_more_leave_notes_and_what_search_finds_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.db");
    let store = a_shop(&path, 3).await;
    store
        .write_note(uuid(2), note("ring twice", 1_000))
        .await
        .unwrap();
    let gone = store
        .write_note(uuid(2), note("ring thrice", 2_000))
        .await
        .unwrap();
    store.remove_note(gone.id, 3_000).await.unwrap();
    let (notes, whole) = (dump(&path), detail(&store, 2).await);
    let check = async || {
        assert_eq!(dump(&path), notes);
        assert_eq!(found(&store, "twice").await, [uuid(2).to_string()]);
        assert!(found(&store, "thrice").await.is_empty());
    };
    check().await;
    store.rebuild().await.unwrap();
    check().await;
    assert_eq!(detail(&store, 2).await, whole);

    let mut order = every_field(7, Some("2026-11-02T10:00:00Z"));
    order["id"] = json!(uuid(2).to_string());
    order["order_number"] = json!("2002");
    order["created_at"] = json!("2026-10-31T09:00:00Z");
    let heard = Heard {
        uuid: uuid(2),
        ..message(Source::Read, None, order, Some(2), 95)
    };
    store.record(Priority::Sweep, heard).await.unwrap();
    check().await;
    assert_eq!(found(&store, "2002 twice").await.len(), 1);
}

#[tokio::test]
async fn one_note_is_written_on_every_order_of_a_selection() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.db");
    // More than are written in one transaction.
    let store = a_shop(&path, 60).await;
    let selection = OrderSelection {
        matching: Some(OrderQuery::default()),
        except: vec![uuid(5).to_string()],
        ..OrderSelection::default()
    };
    let chosen = store.choose(selection, 0).await.unwrap();
    let mut written = 0;
    for step in chosen.steps() {
        written += store
            .note_step(step, note("Eid stock", 1_000))
            .await
            .unwrap();
    }
    assert_eq!(written, 59);
    assert_eq!(noted(&store).await, 59);
    assert_eq!(found(&store, "eid stock").await.len(), 59);
    assert!(detail(&store, 5).await.notes.is_empty());
}
