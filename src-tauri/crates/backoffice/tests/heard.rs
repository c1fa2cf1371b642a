//! Everything that came in, newest first, with what each changed.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

use backoffice::fold::Source;
use backoffice::store::{Heard, Priority, Store};
use backoffice::view::{FieldName, HeardPage, HeardQuery, ObservationSource};
use serde_json::json;
use tempfile::TempDir;

const SECOND: i64 = 1_000;

fn uuid(order: u8) -> String {
    format!("550e8400-e29b-41d4-a716-4466554400{order:02}")
}

fn heard(order: u8, source: Source, event: Option<&str>, status: &str, at: i64) -> Heard {
    let raw = json!({
        "uuid": uuid(order), "order_number": format!("10{order:02}"), "order_status": status,
    });
    Heard {
        uuid: uuid(order).parse().unwrap(),
        source,
        event: event.map(str::to_owned),
        raw: raw.to_string(),
        asked_at: at,
        heard_at: at,
        points_time: source.is_api().then_some(at),
    }
}

fn store() -> (Store, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("orders.db")).unwrap();
    (store, folder)
}

async fn record(store: &Store, all: impl IntoIterator<Item = Heard>) {
    for heard in all {
        store.record(Priority::Sweep, heard).await.unwrap();
    }
}

fn events_alone() -> HeardQuery {
    HeardQuery {
        events_only: true,
        ..HeardQuery::default()
    }
}

/// The order, who said it, whether it was news, and what became of its financial status.
fn told(page: &HeardPage) -> Vec<(String, ObservationSource, bool, String)> {
    page.entries
        .iter()
        .map(|entry| {
            let financial = entry
                .changes
                .iter()
                .find(|change| change.field == FieldName::FinancialStatus)
                .map_or(String::new(), |change| {
                    let before = change.before.as_deref().unwrap_or("nothing");
                    format!(
                        "{before} > {}",
                        change.after.as_deref().unwrap_or("nothing")
                    )
                });
            (
                entry.order.clone().unwrap().order_number.unwrap(),
                entry.source,
                entry.is_repeated,
                financial,
            )
        })
        .collect()
}

#[tokio::test]
async fn each_says_what_it_changed_when_it_was_new() {
    use ObservationSource::{Event, Read};

    let (store, _folder) = store();
    let event = Some("captured");
    record(
        &store,
        [
            heard(1, Source::Read, None, "new", SECOND),
            heard(2, Source::Read, None, "approved", 2 * SECOND),
            heard(1, Source::Event, event, "captured", 3 * SECOND),
            heard(1, Source::Event, event, "captured", 4 * SECOND),
            heard(1, Source::Read, None, "captured", 5 * SECOND),
            heard(1, Source::Read, None, "captured", 6 * SECOND),
        ],
    )
    .await;
    let all = store.heard(HeardQuery::default(), None).await.unwrap();
    let entry = |number: &str, source, is_repeated, financial: &str| {
        (number.to_owned(), source, is_repeated, financial.to_owned())
    };
    // The event is undated, so that the answer before it still holds; it tells only that a read is
    // due.
    assert_eq!(
        told(&all),
        [
            entry("1001", Read, true, ""),
            entry("1001", Read, false, "new > captured"),
            entry("1001", Event, true, ""),
            entry("1001", Event, false, ""),
            entry("1002", Read, false, "nothing > approved"),
            entry("1001", Read, false, "nothing > new"),
        ]
    );
    assert_eq!(all.next, None);
    let events = store.heard(events_alone(), None).await.unwrap();
    let of_events: Vec<_> = all
        .entries
        .iter()
        .filter(|entry| entry.source == Event)
        .collect();
    assert_eq!(events.entries.iter().collect::<Vec<_>>(), of_events);
    assert_eq!(events.entries[0].event.as_deref(), Some("captured"));
    assert_eq!(events.entries[0].heard_at, 4 * SECOND);
}

#[tokio::test]
async fn pages_follow_each_other_without_a_gap() {
    let (store, _folder) = store();
    for at in 0..60 {
        let event = heard(1, Source::Event, Some("captured"), "captured", at);
        let read = heard(2, Source::Read, None, "captured", at);
        record(&store, [event, read]).await;
    }
    for (query, count) in [(events_alone(), 60), (HeardQuery::default(), 120)] {
        let (mut ids, mut after) = (Vec::new(), None);
        loop {
            let page = store.heard(query.clone(), after).await.unwrap();
            ids.extend(page.entries.iter().map(|entry| entry.id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(ids.len(), count);
        assert!(ids.is_sorted_by(|one, next| one > next), "{ids:?}");
    }
    assert!(
        store
            .heard(events_alone(), Some("x".to_owned()))
            .await
            .is_err()
    );
}

#[tokio::test]
async fn what_finds_an_order_in_the_list_finds_what_came_in_about_it() {
    let (store, _folder) = store();
    let read = |order| heard(order, Source::Read, None, "captured", SECOND);
    record(&store, [read(1), read(2)]).await;
    for (typed, orders) in [("1002", 1), ("002", 1), ("100", 2), ("00", 0), ("2001", 0)] {
        let query = HeardQuery {
            order: typed.to_owned(),
            ..HeardQuery::default()
        };
        let page = store.heard(query, None).await.unwrap();
        assert_eq!(page.entries.len(), orders, "{typed}");
    }
}
