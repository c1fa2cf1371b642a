//! A full disk, by SQLite's own word, at every kind of write.
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
use backoffice::store::{Heard, NewIntent, Priority, StateChange, Store, StoreError};
use backoffice::view::{ActionKind, ActionState, ErrorCode, FailureView, Settings};
use history::{UUID, message};
use points_api::OrderUuid;
use serde_json::json;
use uuid::Uuid;

/// More than the free room of any page.
fn long() -> String {
    "x".repeat(200_000)
}

fn heard(source: Source, heard_at: i64) -> Heard {
    let order = json!({"uuid": UUID, "order_status": "captured", "status": 3, "metadata": {"note": long()}});
    message(source, None, order, Some(heard_at), heard_at)
}

fn intent() -> NewIntent {
    NewIntent {
        order: Some(UUID.parse().unwrap()),
        name_en: Some(long()),
        ..NewIntent::new(Uuid::now_v7(), ActionKind::Shipping, 10)
    }
}

fn to(state: ActionState) -> StateChange {
    StateChange {
        state,
        at: 40,
        reason: None,
        message: Some(long()),
        next_settle_at: None,
    }
}

/// Lets the file grow no further, or again.
async fn limit(store: &Store, full: bool) {
    store
        .write(Priority::Person, move |transaction| {
            let pages: i64 =
                transaction.pragma_query_value(None, "page_count", |row| row.get(0))?;
            let most = if full { pages } else { 1_000_000 };
            transaction.pragma_query_value(None, "max_page_count", |row| row.get::<_, i64>(0))?;
            transaction.query_row(&format!("PRAGMA max_page_count = {most}"), [], |_| Ok(()))?;
            Ok(())
        })
        .await
        .unwrap();
}

/// Tries a write on a full disk, and once more when there is room.
async fn refused_then_done<T>(
    store: &Store,
    what: &str,
    write: impl AsyncFn() -> Result<T, StoreError>,
) -> T {
    limit(store, true).await;
    let Err(error) = write().await else {
        panic!("{what} had room");
    };
    assert!(matches!(error, StoreError::DiskFull), "{what}: {error:?}");
    assert_eq!(
        FailureView::from(&error).code,
        ErrorCode::DiskFull,
        "{what}"
    );
    limit(store, false).await;
    write()
        .await
        .unwrap_or_else(|error| panic!("{what}: {error}"))
}

#[tokio::test]
async fn every_kind_of_write_says_that_the_disk_is_full_and_leaves_nothing_half_written() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("orders.db")).unwrap();
    let uuid: OrderUuid = UUID.parse().unwrap();
    let many: Vec<_> = (1_u128..=400)
        .map(|number| OrderUuid::from_bytes(number.to_be_bytes()))
        .collect();
    refused_then_done(&store, "tracking", async || {
        store
            .track(Priority::Person, many.clone(), "file", DueClass::Rest, 1)
            .await
    })
    .await;
    refused_then_done(&store, "a read", async || {
        store.record(Priority::Sweep, heard(Source::Read, 5)).await
    })
    .await;
    let detail = store.order(uuid, Settings::default(), 6).await.unwrap();
    assert_eq!(detail.timeline.len(), 1, "the refused one left nothing");
    let failure = FailureView {
        code: ErrorCode::PointsDown,
        details: [("excerpt".to_owned(), long())].into(),
    };
    refused_then_done(&store, "a failed read", async || {
        store.mark_failed(uuid, failure.clone(), 7).await
    })
    .await;
    let ids = refused_then_done(&store, "an intent", async || {
        store.insert_actions(vec![intent()]).await
    })
    .await;
    let id = ids[0];
    refused_then_done(&store, "the step before sending", async || {
        store.begin_sending(id, 20, String::new(), long()).await
    })
    .await;
    limit(&store, true).await;
    let answer = || {
        store.confirm_with_answer(
            id,
            heard(Source::Answer, 30),
            None,
            to(ActionState::Confirmed),
        )
    };
    assert!(matches!(answer().await, Err(StoreError::DiskFull)));
    let sending = store.action(id).await.unwrap();
    assert_eq!(sending.state, ActionState::Sending, "neither half of it");
    limit(&store, false).await;
    answer().await.unwrap();
    let confirmed = store.action(id).await.unwrap();
    assert_eq!(confirmed.state, ActionState::Confirmed);
    let second = store.insert_actions(vec![intent()]).await.unwrap()[0];
    refused_then_done(&store, "a person's decision", async || {
        store
            .change_action(second, &[ActionState::Queued], to(ActionState::NeedsPerson))
            .await
    })
    .await;
    refused_then_done(&store, "asking once more", async || {
        store
            .repeat_action(second, Uuid::now_v7(), String::new(), None, 50)
            .await
    })
    .await;
}

#[test]
fn a_folder_that_cannot_be_made_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let opened = Store::open(Path::new(&file).join("orders.db").as_path());
    assert!(matches!(opened.map(drop), Err(StoreError::File { .. })));
}
