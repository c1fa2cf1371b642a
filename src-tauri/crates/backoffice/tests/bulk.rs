//! Many orders at once: every row tells its own truth, nothing is sent twice, and what is called
//! off does not leave.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use std::collections::BTreeSet;
use std::time::Duration;

use backoffice::desk::{Access, Change, Desk};
use backoffice::schedule::DueClass;
use backoffice::store::{NewIntent, Priority, Store, StoreError};
use backoffice::view::{
    ActionKind, ActionState, BatchView, BulkShippingRequest, CheckOutcome, ErrorCode, FailureView,
    Hindrance, OrderQuery, OrderSelection, ShippingGroup, ShippingPreview, ShippingStep,
};
use points_api::OrderUuid;
use serde_json::{Value, json};
use shop::Shop;
use shop::asking::ship_selection;
use uuid::Uuid;

fn to(word: &str) -> ShippingStep {
    ShippingStep::To {
        word: word.to_owned(),
    }
}

fn chosen(uuids: &[String], step: ShippingStep) -> BulkShippingRequest {
    BulkShippingRequest {
        selection: OrderSelection {
            uuids: uuids.to_vec(),
            ..OrderSelection::default()
        },
        step,
    }
}

fn all(step: ShippingStep) -> BulkShippingRequest {
    BulkShippingRequest {
        selection: OrderSelection {
            matching: Some(OrderQuery::default()),
            ..OrderSelection::default()
        },
        step,
    }
}

/// A shop with so many paid orders that have not shipped, all read; their uuids.
async fn shop_with_paid(count: usize) -> (Shop, Vec<String>) {
    let shop = Shop::with(0).await;
    let mut uuids = Vec::new();
    for number in 0..count {
        uuids.push(make(&shop, number, "captured").await);
    }
    read(&shop, &uuids).await;
    (shop, uuids)
}

async fn make(shop: &Shop, number: usize, status: &str) -> String {
    let order = json!({
        "order_number": format!("B-{number}"), "order_status": status, "shipping": "new",
    });
    let made = shop.control("POST", "/orders", order).await;
    made["uuid"].as_str().unwrap().to_owned()
}

async fn read(shop: &Shop, uuids: &[String]) {
    shop.desk.track_text(&uuids.join("\n")).await.unwrap();
    shop.desk.sync_until_done(false).await.unwrap();
}

async fn settled(desk: &Desk, id: i64) -> BatchView {
    batch_is(desk, id, |batch| {
        let on_its_way = [ActionState::Queued, ActionState::Sending];
        batch
            .rows
            .iter()
            .all(|row| !on_its_way.contains(&row.state))
    })
    .await
}

async fn batch_is(desk: &Desk, id: i64, wanted: impl Fn(&BatchView) -> bool) -> BatchView {
    for _ in 0..800 {
        let batch = desk.batch(id).await.unwrap();
        if wanted(&batch) {
            return batch;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the batch stays {:?}", desk.batch(id).await.unwrap())
}

fn uuids_of(batch: &BatchView, state: ActionState) -> Vec<String> {
    let rows = batch.rows.iter().filter(|row| row.state == state);
    rows.map(|row| row.order.uuid.clone()).collect()
}

fn hindrances(preview: &ShippingPreview) -> Vec<(Hindrance, u64)> {
    let groups = preview.hindered.iter();
    groups.map(|group| (group.hindrance, group.count)).collect()
}

/// The orders for which Points received a POST, one entry each time.
async fn posted(shop: &Shop) -> Vec<String> {
    let ledger = shop.control("GET", "/ledger", Value::Null).await;
    let entries = ledger["entries"].as_array().unwrap();
    let posts = entries.iter().filter(|entry| entry["method"] == "POST");
    posts
        .map(|entry| entry["uuid"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn forty_seven_of_fifty_go_and_three_say_why_they_stay() {
    let shop = Shop::with(0).await;
    let mut uuids = Vec::new();
    for number in 0..50 {
        let status = match number {
            10 => "new",
            20 => "fully_refunded",
            _ => "captured",
        };
        uuids.push(make(&shop, number, status).await);
    }
    read(&shop, &uuids).await;
    shop.control("DELETE", &format!("/orders/{}", uuids[30]), Value::Null)
        .await;
    shop.desk.refresh_order(&uuids[30]).await.unwrap();

    let request = chosen(&uuids, to("ready_shipping"));
    let preview = shop.desk.preview_shipping(request.clone()).await.unwrap();
    assert_eq!(
        (preview.chosen, preview.going, preview.limit),
        (50, 47, 500)
    );
    let [
        ShippingGroup {
            from,
            to: target,
            count: 47,
        },
    ] = preview.groups.as_slice()
    else {
        panic!("{:?}", preview.groups)
    };
    assert!(from.as_ref().is_some_and(|from| from.starts_with("code:")));
    assert_eq!(target, "ready_shipping");
    assert_eq!(
        hindrances(&preview),
        [(Hindrance::NotPaid, 2), (Hindrance::Gone, 1)]
    );
    let unpaid: Vec<_> = preview.hindered[0].some.iter().collect();
    assert_eq!(unpaid[0].uuid, uuids[10]);
    assert_eq!(unpaid[1].order_number.as_deref(), Some("B-20"));
    assert!(posted(&shop).await.is_empty(), "a preview sends nothing");

    let batch = ship_selection(&shop.desk, request).await.unwrap();
    let named: Vec<_> = batch.rows.iter().map(|row| &row.order.uuid).collect();
    let going: Vec<_> = (0..50)
        .filter(|number| ![10, 20, 30].contains(number))
        .map(|number| &uuids[number])
        .collect();
    assert_eq!(named, going, "in the selection's order");
    let batch = settled(&shop.desk, batch.id).await;
    assert_eq!(uuids_of(&batch, ActionState::Confirmed).len(), 47);
    let posts = posted(&shop).await;
    assert_eq!(posts.len(), 47);
    assert_eq!(posts.iter().collect::<BTreeSet<_>>().len(), 47, "each once");

    // The answers taught the code, so that each has a next status now; the earlier ones stay put.
    let again = shop.desk.preview_shipping(all(to("ready_shipping"))).await;
    let again = hindrances(&again.unwrap());
    assert!(again.contains(&(Hindrance::AlreadyThere, 47)), "{again:?}");
    let mut next = all(ShippingStep::Next);
    next.selection.except = uuids[..9].to_vec();
    let next = shop.desk.preview_shipping(next).await.unwrap();
    assert_eq!((next.chosen, next.going), (41, 38));
    assert_eq!(next.groups[0].from.as_deref(), Some("ready_shipping"));
    assert_eq!(next.groups[0].to, "delivery_is_in_progress");
}

#[tokio::test]
async fn where_no_order_goes_nothing_is_written() {
    let (shop, uuids) = shop_with_paid(2).await;
    let request = chosen(&uuids, ShippingStep::Next);
    let preview = shop.desk.preview_shipping(request.clone()).await.unwrap();
    assert_eq!(hindrances(&preview), [(Hindrance::StatusUnknown, 2)]);
    let refused = ship_selection(&shop.desk, request).await.unwrap_err();
    assert_eq!(FailureView::from(refused).code, ErrorCode::NothingGoes);
    assert!(shop.desk.open_actions().await.unwrap().is_empty());
    let nowhere = chosen(&uuids, to("on_the_moon"));
    assert!(shop.desk.preview_shipping(nowhere).await.is_err());
}

#[tokio::test]
async fn every_row_tells_its_own_truth_and_holds_up_no_other() {
    let (shop, uuids) = shop_with_paid(6).await;
    let once = |uuid: &str, kind: &str| {
        json!({
            "match": {"method": "POST", "uuid": uuid}, "times": 1, "fault": {"kind": kind},
        })
    };
    shop.fault(once(&uuids[1], "throttle")).await;
    shop.fault(once(&uuids[3], "reset")).await;
    shop.control("DELETE", &format!("/orders/{}", uuids[4]), Value::Null)
        .await;
    let request = chosen(&uuids, to("ready_shipping"));
    let batch = ship_selection(&shop.desk, request).await.unwrap();
    let batch = settled(&shop.desk, batch.id).await;
    let states: Vec<_> = batch.rows.iter().map(|row| row.state).collect();
    let sent = ActionState::Confirmed;
    assert_eq!(
        states,
        [
            sent,
            sent,
            sent,
            ActionState::Unknown,
            ActionState::Refused,
            sent
        ]
    );
    assert_eq!(batch.rows[4].reason.as_deref(), Some("order_not_found"));
    let words = batch.rows[4].message.as_deref();
    assert!(words.is_some_and(|words| !words.is_empty()));

    let failed: Vec<_> = [3, 4].map(|row| batch.rows[row].order.uuid.clone()).into();
    let again = chosen(&failed, to("ready_shipping"));
    let again = shop.desk.preview_shipping(again).await.unwrap();
    let stays = hindrances(&again);
    assert!(
        stays.contains(&(Hindrance::ChangeOpen, 1)),
        "nobody knows yet what came of it: {stays:?}"
    );
    let posts = posted(&shop).await;
    let times = |uuid: &String| posts.iter().filter(|posted| *posted == uuid).count();
    assert_eq!(
        uuids.iter().map(times).collect::<Vec<_>>()[..4],
        [1, 2, 1, 1],
        "what Points turned away is sent again, what is unclear is not"
    );
}

#[tokio::test]
async fn a_batch_that_is_called_off_sends_nothing_more() {
    let (shop, uuids) = shop_with_paid(80).await;
    shop.fault(json!({
        "match": {"method": "POST"}, "fault": {"kind": "latency", "ms": 60},
    }))
    .await;
    let request = chosen(&uuids, to("delivered"));
    let batch = ship_selection(&shop.desk, request.clone()).await.unwrap();
    batch_is(&shop.desk, batch.id, |batch| {
        !uuids_of(batch, ActionState::Confirmed).is_empty()
    })
    .await;
    let cancelled = shop.desk.cancel_batch(batch.id).await.unwrap();
    assert!(uuids_of(&cancelled, ActionState::Queued).is_empty());
    let withdrawn = uuids_of(&cancelled, ActionState::Withdrawn);
    assert!(!withdrawn.is_empty(), "it was called off in the middle");
    let reasons = cancelled
        .rows
        .iter()
        .filter_map(|row| row.reason.as_deref());
    assert!(
        reasons
            .into_iter()
            .all(|reason| reason == "batch_cancelled")
    );

    let ended = settled(&shop.desk, batch.id).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let confirmed: BTreeSet<_> = uuids_of(&ended, ActionState::Confirmed)
        .into_iter()
        .collect();
    assert_eq!(confirmed.len() + withdrawn.len(), 80);
    let posts = posted(&shop).await;
    assert_eq!(posts.len(), confirmed.len());
    assert_eq!(posts.into_iter().collect::<BTreeSet<_>>(), confirmed);

    // What was called off may go another time, and what was sent is there.
    let preview = shop.desk.preview_shipping(request).await.unwrap();
    assert_eq!(preview.going, withdrawn.len() as u64);
    assert_eq!(shop.desk.cancel_batch(batch.id).await.unwrap(), ended);
    let unknown = shop.desk.batch(batch.id + 1).await.unwrap_err();
    assert_eq!(FailureView::from(unknown).code, ErrorCode::DatabaseFailed);
}

#[tokio::test]
async fn without_a_way_to_points_each_waits() {
    let (shop, uuids) = shop_with_paid(5).await;
    let Shop {
        points,
        desk,
        folder: _folder,
        ..
    } = shop;
    points.shutdown().await;
    let request = chosen(&uuids, to("ready_shipping"));
    let batch = desk.ship_selection_and_wait(request.clone()).await.unwrap();
    assert_eq!(uuids_of(&batch, ActionState::Queued), uuids);
    assert_eq!(batch.rows[0].reason.as_deref(), Some("connection_refused"));
    let preview = desk.preview_shipping(request).await.unwrap();
    assert_eq!(preview.going, 5);
}

#[tokio::test]
async fn a_program_waits_for_all_and_one_read_tries_to_settle_what_is_unclear() {
    let (shop, uuids) = shop_with_paid(4).await;
    shop.fault(json!({
        "match": {"method": "POST", "uuid": uuids[2]}, "times": 1, "fault": {"kind": "lose_answer"},
    }))
    .await;
    let request = chosen(&uuids, to("ready_shipping"));
    let batch = shop.desk.ship_selection_and_wait(request).await.unwrap();
    assert_eq!(uuids_of(&batch, ActionState::Confirmed), uuids);
    assert_eq!(posted(&shop).await.len(), 4);
}

#[tokio::test]
async fn what_a_crash_left_of_a_batch_goes_on_waiting_or_is_unclear() {
    let (shop, uuids) = shop_with_paid(20).await;
    shop.fault(json!({
        "match": {"method": "POST"}, "fault": {"kind": "hang", "ms": 60_000},
    }))
    .await;
    let request = chosen(&uuids, to("ready_shipping"));
    let batch = ship_selection(&shop.desk, request).await.unwrap();
    batch_is(&shop.desk, batch.id, |batch| {
        !uuids_of(batch, ActionState::Sending).is_empty()
    })
    .await;
    shop.desk.close().await;
    let desk = shop::open(shop.folder.path(), &shop.vault, Access::Foreground).await;
    let found = desk.batch(batch.id).await.unwrap();
    let unclear = uuids_of(&found, ActionState::Unknown);
    let waiting = uuids_of(&found, ActionState::Queued);
    assert!(!unclear.is_empty() && !waiting.is_empty());
    assert_eq!(unclear.len() + waiting.len(), 20);
    assert!(
        found
            .rows
            .iter()
            .all(|row| (row.state == ActionState::Unknown)
                == (row.reason.as_deref() == Some("app_ended")))
    );
}

#[tokio::test]
async fn an_order_of_which_something_was_asked_meanwhile_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("orders.db")).unwrap();
    let orders: Vec<_> = (1..=450_u128)
        .map(|number| OrderUuid::from_bytes(number.to_be_bytes()))
        .collect();
    store
        .track(Priority::Sweep, orders.clone(), "file", DueClass::Rest, 1)
        .await
        .unwrap();
    let intent = |order: &OrderUuid| NewIntent {
        order: Some(*order),
        target: Some("delivered".to_owned()),
        ..NewIntent::new(Uuid::now_v7(), ActionKind::Shipping, 10)
    };
    let quicker = [&orders[0], &orders[210]].map(intent).into();
    for id in store.insert_actions(quicker).await.unwrap() {
        store
            .begin_sending(id, 10, String::new(), String::new())
            .await
            .unwrap();
    }
    store.recover_actions(10).await.unwrap();
    let intents: Vec<_> = orders.iter().map(intent).collect();
    let batch = store.insert_batch(intents, 10).await.unwrap();
    assert_eq!(batch.actions.len(), 448);
    let rows = store.batch(batch.id).await.unwrap().rows;
    let ids: Vec<_> = rows.iter().map(|row| row.action_id).collect();
    assert_eq!(ids, batch.actions);
    assert!(rows.is_sorted_by_key(|row| row.order.uuid.clone()));
    assert_eq!(store.cancel_batch(batch.id, 11).await.unwrap(), 448);
    let none = store.cancel_batch(batch.id + 1, 11).await;
    assert!(matches!(none, Err(StoreError::BatchUnknown)));
}

#[tokio::test]
async fn a_selection_is_read_anew_told_row_by_row_and_can_be_called_off() {
    let (shop, uuids) = shop_with_paid(60).await;
    let refunded = json!({"order_status": "fully_refunded"});
    shop.control("PATCH", &format!("/orders/{}", uuids[7]), refunded)
        .await;
    let mut changes = shop.desk.changes();
    let selection = OrderSelection {
        except: uuids[..5].to_vec(),
        ..all(ShippingStep::Next).selection
    };
    let summary = shop
        .desk
        .refresh_selection(selection.clone())
        .await
        .unwrap();
    assert_eq!((summary.orders.len(), summary.skipped), (55, 0));
    let moved: Vec<_> = summary
        .orders
        .iter()
        .filter(|order| order.outcome == CheckOutcome::Changed)
        .map(|order| &order.uuid)
        .collect();
    assert_eq!(moved, [&uuids[7]]);
    let mut told = 0;
    while let Ok(change) = changes.try_recv() {
        if let Change::Check(progress) = change {
            told += 1;
            assert_eq!((progress.done, progress.total), (told, 55));
        }
    }
    assert_eq!(told, 55);

    shop.fault(json!({"match": {}, "fault": {"kind": "latency", "ms": 60}}))
        .await;
    let before = requests(&shop).await;
    let (checked, ()) = tokio::join!(shop.desk.refresh_selection(selection), async {
        while requests(&shop).await == before {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        shop.desk.cancel_check();
    });
    let cancelled = checked.unwrap();
    assert!(cancelled.skipped > 0);
    let reached = u32::try_from(cancelled.orders.len()).unwrap();
    assert_eq!(reached + cancelled.skipped, 55);
}

/// How many requests Points received.
async fn requests(shop: &Shop) -> usize {
    let ledger = shop.control("GET", "/ledger", Value::Null).await;
    ledger["entries"].as_array().unwrap().len()
}
