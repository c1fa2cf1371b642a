//! The main job against a real local Points: connect, track, read, find, explain.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use backoffice::desk::Access;
use backoffice::view::{
    CheckOutcome, ErrorCode, FailureView, FieldName, OrderQuery, PageRequest, Presence, SortField,
    SyncPhase,
};
use serde_json::{Value, json};
use shop::Shop;

#[tokio::test]
async fn every_tracked_order_is_read_and_counted() {
    let shop = Shop::read(300).await;
    let counts = shop.desk.count_statuses().await.unwrap();
    assert_eq!((counts.total, counts.unread, counts.gone), (300, 0, 0));
    assert_eq!(
        counts
            .financial
            .iter()
            .map(|entry| entry.count)
            .sum::<u64>(),
        300
    );
    let page = shop.list(OrderQuery::default()).await;
    assert_eq!(page.rows.len(), 300);
    assert!(page.rows.iter().all(|row| row.presence == Presence::Known));
    assert!(
        page.rows
            .is_sorted_by(|one, next| one.created_at >= next.created_at)
    );
    for entry in &counts.financial {
        let query = OrderQuery {
            financial: vec![entry.status.clone()],
            ..OrderQuery::default()
        };
        let filtered = shop.list(query).await;
        assert_eq!(filtered.rows.len() as u64, entry.count, "{}", entry.status);
        assert_eq!(filtered.total.count, entry.count);
    }
}

#[tokio::test]
async fn every_sort_gives_every_order_once_page_by_page() {
    let shop = Shop::read(120).await;
    for sort in [
        SortField::Created,
        SortField::Number,
        SortField::Reference,
        SortField::Type,
        SortField::Financial,
        SortField::Shipping,
        SortField::Total,
        SortField::Points,
        SortField::Checked,
    ] {
        for ascending in [true, false] {
            let query = OrderQuery {
                sort,
                ascending,
                ..OrderQuery::default()
            };
            let whole: Vec<_> = shop
                .list(query.clone())
                .await
                .rows
                .into_iter()
                .map(|row| row.uuid)
                .collect();
            let mut paged = Vec::new();
            let mut after = None;
            loop {
                let request = PageRequest {
                    after,
                    offset: 0,
                    limit: 17,
                    ..PageRequest::default()
                };
                let page = shop.desk.list_orders(query.clone(), request).await.unwrap();
                paged.extend(page.rows.into_iter().map(|row| row.uuid));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(paged.len(), 120, "{sort:?}");
            assert_eq!(paged, whole, "{sort:?} ascending: {ascending}");
            let request = PageRequest {
                after: None,
                offset: 100,
                limit: 17,
                ..PageRequest::default()
            };
            let jumped = shop.desk.list_orders(query, request).await.unwrap();
            let jumped: Vec<_> = jumped.rows.into_iter().map(|row| row.uuid).collect();
            assert_eq!(jumped, whole[100..117]);
        }
    }
}

#[tokio::test]
async fn an_order_is_found_by_any_fragment_and_by_words() {
    let shop = Shop::read(200).await;
    let all = shop.list(OrderQuery::default()).await.rows;
    let row = all
        .iter()
        .find(|row| row.reference_number.is_some())
        .unwrap();
    let number = row.order_number.clone().unwrap();
    let found = |search: String| {
        let query = OrderQuery {
            search,
            ..OrderQuery::default()
        };
        async {
            shop.list(query)
                .await
                .rows
                .into_iter()
                .map(|row| row.uuid)
                .collect::<Vec<_>>()
        }
    };
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let arabic: String = digits
        .chars()
        .map(|digit| char::from_u32(0x0660 + digit.to_digit(10).unwrap()).unwrap())
        .collect();
    for search in [
        number,
        digits,
        arabic,
        row.uuid[9..20].to_owned(),
        row.uuid.to_uppercase(),
    ] {
        assert!(found(search.clone()).await.contains(&row.uuid), "{search}");
    }
    let detail = shop.desk.order_detail(&row.uuid).await.unwrap();
    if let Some(item) = detail.items.first() {
        let word: String = item
            .name
            .split_whitespace()
            .next()
            .unwrap()
            .chars()
            .take(4)
            .collect();
        assert!(found(word.clone()).await.contains(&row.uuid), "{word}");
    }
    for nothing in ["\"", "*", "AND", "NEAR(", "zzzzqq", "' OR 1=1"] {
        assert!(found(nothing.to_owned()).await.is_empty(), "{nothing}");
    }
    assert!(found("x".repeat(10_000)).await.is_empty());
}

#[tokio::test]
async fn every_value_says_how_it_is_known() {
    let shop = Shop::read(40).await;
    let uuid = shop.list(OrderQuery::default()).await.rows[0].uuid.clone();
    shop.control(
        "PATCH",
        &format!("/orders/{uuid}"),
        json!({"order_status": "cancelled"}),
    )
    .await;
    assert_eq!(
        shop.desk.refresh_order(&uuid).await.unwrap().outcome,
        CheckOutcome::Changed
    );
    let detail = shop.desk.order_detail(&uuid).await.unwrap();
    assert_eq!(detail.row.financial_status.as_deref(), Some("cancelled"));
    for field in &detail.fields {
        let evidence = shop
            .desk
            .field_evidence(&uuid, field.field.name())
            .await
            .unwrap();
        match &field.provenance {
            None => assert!(evidence.is_empty(), "{:?}", field.field),
            Some(provenance) => {
                let winner = &evidence[0];
                assert!(winner.wins);
                assert_eq!(winner.observation_id, provenance.observation_id);
                assert_eq!(winner.value, field.value);
                let json = shop
                    .desk
                    .observation_json(winner.observation_id)
                    .await
                    .unwrap();
                assert_eq!(serde_json::from_str::<Value>(&json).unwrap()["uuid"], uuid);
            }
        }
    }
    let changed = detail.timeline[0].observation.as_ref().unwrap();
    assert!(
        changed
            .changes
            .iter()
            .any(|change| change.field == FieldName::FinancialStatus
                && change.after.as_deref() == Some("cancelled"))
    );
}

#[tokio::test]
async fn an_order_that_points_lost_is_gone_and_stays_in_sight() {
    let shop = Shop::read(20).await;
    let uuid = shop.list(OrderQuery::default()).await.rows[0].uuid.clone();
    shop.control("DELETE", &format!("/orders/{uuid}"), Value::Null)
        .await;
    shop.sync().await;
    let row = shop.desk.order_detail(&uuid).await.unwrap().row;
    assert_eq!(row.presence, Presence::Gone);
    assert!(row.order_number.is_some(), "what was known stays known");
    assert_eq!(shop.desk.count_statuses().await.unwrap().gone, 1);
}

#[tokio::test]
async fn a_refused_key_stops_everything_at_once() {
    let shop = Shop::with(100).await;
    shop.track_all().await;
    shop.control("POST", "/keys/rotate", json!({})).await;
    let sync = shop.desk.sync_until_done(false).await.unwrap();
    assert_eq!(sync.phase, SyncPhase::KeyRefused);
    assert_eq!(sync.problem.unwrap().code, ErrorCode::KeyRefused);
    assert_eq!(sync.due, 100, "nothing is lost");
    let ledger = shop.control("GET", "/ledger", Value::Null).await;
    let asked = ledger["entries"].as_array().unwrap().len();
    assert!(
        asked <= 10,
        "{asked} requests: those under way, and no more"
    );
}

#[tokio::test]
async fn one_bad_order_holds_up_no_other() {
    let shop = Shop::with(60).await;
    shop.track_all().await;
    let bad = shop.points.uuids()[0].to_string();
    shop.fault(json!({
        "match": {"uuid": bad}, "fault": {"kind": "status", "code": 500, "html": true},
    }))
    .await;
    let sync = shop.desk.sync_until_done(false).await.unwrap();
    assert_eq!(sync.phase, SyncPhase::Idle);
    assert_eq!((sync.done, sync.failed), (60, 1));
    let detail = shop.desk.order_detail(&bad).await.unwrap();
    assert_eq!(detail.check_failure.unwrap().code, ErrorCode::PointsDown);
    assert!(detail.next_check_at.is_some());
}

#[tokio::test]
async fn when_points_is_away_sync_waits_and_loses_nothing() {
    let shop = Shop::with(60).await;
    shop.track_all().await;
    shop.fault(json!({"match": {}, "fault": {"kind": "status", "code": 503}}))
        .await;
    let sync = shop.desk.sync_until_done(false).await.unwrap();
    assert_eq!(sync.phase, SyncPhase::Waiting);
    assert!(sync.resumes_at.is_some());
    shop.control("DELETE", "/faults", Value::Null).await;
    let sync = shop.sync().await;
    assert_eq!(sync.phase, SyncPhase::Idle);
    assert_eq!(shop.desk.count_statuses().await.unwrap().unread, 0);
}

#[tokio::test]
async fn folding_everything_anew_changes_no_byte() {
    let shop = Shop::read(80).await;
    let dump = || {
        let path = shop.folder.path().join("profiles/demo-shop/orders.db");
        let connection = rusqlite::Connection::open(path).unwrap();
        ["orders", "order_items", "order_tallies", "day_figures"]
            .map(|table| {
                let sql = format!("SELECT * FROM {table} ORDER BY 1, 2");
                let mut statement = connection.prepare(&sql).unwrap();
                let columns = statement.column_count();
                let mut rows = statement.query([]).unwrap();
                let mut dump = Vec::new();
                while let Some(row) = rows.next().unwrap() {
                    let values: Vec<rusqlite::types::Value> = (0..columns)
                        .map(|column| row.get(column).unwrap())
                        .collect();
                    dump.push(format!("{values:?}"));
                }
                dump.retain(|row| table != "order_tallies" || !row.ends_with("Integer(0)]"));
                dump
            })
            .concat()
    };
    let before = dump();
    let folder = shop.folder.path().join("profiles/demo-shop/orders.db");
    shop.desk.close().await;
    let store = backoffice::store::Store::open(&folder).unwrap();
    assert_eq!(store.rebuild().await.unwrap(), 80);
    store.close();
    assert_eq!(dump(), before);
}

#[tokio::test]
async fn a_second_owner_is_turned_away_and_a_reader_is_not() {
    let shop = Shop::read(10).await;
    let Err(error) = backoffice::desk::Desk::open(shop::options(
        shop.folder.path(),
        &shop.vault,
        Access::Foreground,
    ))
    .await
    else {
        panic!("two owners")
    };
    assert_eq!(FailureView::from(error).code, ErrorCode::ProfileInUse);
    let reader = shop::open(shop.folder.path(), &shop.vault, Access::ReadOnly).await;
    let page = reader
        .list_orders(
            OrderQuery::default(),
            PageRequest {
                limit: 50,
                ..PageRequest::default()
            },
        )
        .await
        .unwrap();
    assert_eq!(page.rows.len(), 10);
    let refused = reader
        .track_text("550e8400-e29b-41d4-a716-446655440000")
        .await
        .unwrap_err();
    assert_eq!(FailureView::from(refused).code, ErrorCode::DatabaseReadOnly);
}

#[tokio::test]
async fn stale_checkouts_come_oldest_first_and_a_check_tells_row_by_row() {
    let shop = Shop::read(300).await;
    let page = shop.desk.stale_checkouts(None).await.unwrap();
    assert_eq!(page.next, None);
    let stale = page.checkouts;
    assert!(!stale.is_empty());
    assert!(stale.is_sorted_by_key(|checkout| checkout.since));
    let counted = shop.desk.count_statuses().await.unwrap().stale;
    assert_eq!(stale.len() as u64, counted);
    let uuids: Vec<_> = stale
        .iter()
        .map(|checkout| checkout.order.uuid.clone())
        .collect();
    let paid = &uuids[0];
    shop.control(
        "PATCH",
        &format!("/orders/{paid}"),
        json!({"order_status": "approved"}),
    )
    .await;
    let summary = shop.desk.check_orders(uuids.clone()).await.unwrap();
    assert_eq!(summary.orders.len(), uuids.len());
    let row = summary
        .orders
        .iter()
        .find(|order| order.uuid == *paid)
        .unwrap();
    assert_eq!(
        (row.outcome, row.after.as_deref()),
        (CheckOutcome::Changed, Some("approved"))
    );
    assert_eq!(
        shop.desk
            .stale_checkouts(None)
            .await
            .unwrap()
            .checkouts
            .len(),
        uuids.len() - 1
    );
}
