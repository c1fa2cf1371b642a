//! The queue while the machine has a bad day: it sleeps, its clock jumps, its disk takes nothing,
//! another program holds the database. Nothing is lost, and nothing leaves twice.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::similar_names,
    reason = "a test may"
)]

mod shop;

use std::time::{Duration, Instant};

use backoffice::desk::Desk;
use backoffice::view::{ActionState, ActionView, ErrorCode, FailureView};
use power_cut::{Disk, Refusal};
use rusqlite::Connection;
use serde_json::json;
use shop::Shop;
use shop::asking::{refund, to_ship};

const DAY: i64 = 86_400_000;
const HOUR: i64 = DAY / 24;
/// The queue looks by itself at least once a minute, whatever it had planned.
const PATIENCE: Duration = Duration::from_secs(75);

fn database(shop: &Shop) -> Connection {
    let path = shop.folder.path().join("profiles/demo-shop/orders.db");
    let connection = Connection::open(path).unwrap();
    connection.busy_timeout(Duration::from_secs(20)).unwrap();
    connection
}

async fn is(desk: &Desk, id: i64, wanted: ActionState) -> ActionView {
    let begun = Instant::now();
    loop {
        let action = desk.action(id).await.unwrap();
        if action.state == wanted {
            return action;
        }
        assert!(begun.elapsed() < PATIENCE, "{action:#?}");
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
}

/// Everything that the queue planned was planned so much earlier or later than the clock says now.
fn shift(shop: &Shop, by: i64) {
    database(shop)
        .execute(
            "UPDATE actions SET asked_at = asked_at + ?1, held_until = held_until + ?1,
                 next_try_at = next_try_at + ?1, waits_since = waits_since + ?1,
                 sent_at = sent_at + ?1, unclear_since = unclear_since + ?1,
                 next_settle_at = next_settle_at + ?1",
            [by],
        )
        .unwrap();
}

/// What was held back and what is unclear, over a day: nobody wakes the queue.
async fn each_goes_once(by: i64) {
    let shop = Shop::read(60).await;
    let desk = shop.at_work().await;
    let unclear = shop.a_paid_order("new").await;
    shop.fault(json!({
        "match": {"method": "POST", "uuid": unclear}, "times": 1,
        "fault": {"kind": "lose_answer"},
    }))
    .await;
    let lost = desk
        .ship(to_ship(&unclear, "ready_shipping"))
        .await
        .unwrap()[0]
        .id;
    is(&desk, lost, ActionState::Unknown).await;
    shop::hold_back(&desk, 60).await;
    let held = shop.a_paid_order("new").await;
    let waits = desk.ship(to_ship(&held, "ready_shipping")).await.unwrap()[0].id;
    assert_eq!(desk.action(waits).await.unwrap().state, ActionState::Held);
    shift(&shop, by);
    is(&desk, waits, ActionState::Confirmed).await;
    let settled = is(&desk, lost, ActionState::Confirmed).await;
    assert_eq!(settled.reason.as_deref(), Some("read_shows_it"), "{by}");
    assert_eq!(shop.posts(&held).await, 1, "{by}");
    assert_eq!(shop.posts(&unclear).await, 1, "{by}");
    desk.close().await;
}

/// A day asleep, and a clock that was set ahead, look the same on disk; one set back the other way
/// round.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_day_asleep_or_a_clock_that_jumped_each_goes_once() {
    tokio::join!(each_goes_once(-DAY), each_goes_once(DAY));
}

/// A queue at rest, which has planned nothing for the next ten minutes but what is held back for one,
/// while the machine sleeps or its clock is set: nobody wakes it, and what it had planned is over.
async fn wakes_by_itself(by: i64) {
    let shop = Shop::with(0).await;
    let mut uuids = Vec::new();
    for number in ["early", "never", "held"] {
        let order = json!({"order_number": number, "order_status": "captured", "shipping": "new"});
        let made = shop.control("POST", "/orders", order).await;
        uuids.push(made["uuid"].as_str().unwrap().to_owned());
    }
    shop.desk.track_text(&uuids.join("\n")).await.unwrap();
    shop.desk.sync_until_done(false).await.unwrap();
    let desk = shop.at_work().await;
    let mut waiting = Vec::new();
    for uuid in &uuids[..2] {
        shop.fault(json!({
            "match": {"method": "POST", "uuid": uuid}, "times": 1,
            "fault": {"kind": "throttle", "retry_after": "1"},
        }))
        .await;
        let id = desk.ship(to_ship(uuid, "ready_shipping")).await.unwrap()[0].id;
        while desk.action(id).await.unwrap().next_try_at.is_none() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        database(&shop)
            .execute(
                "UPDATE actions SET waits_since = ?2, next_try_at = ?2 + 600000 WHERE id = ?1",
                [id, shop::now()],
            )
            .unwrap();
        waiting.push(id);
    }
    let [early, never] = waiting[..] else {
        panic!("two wait");
    };
    shop::hold_back(&desk, 60).await;
    let holds = desk
        .ship(to_ship(&uuids[2], "ready_shipping"))
        .await
        .unwrap()[0]
        .id;
    // It has looked at all of it, and rests.
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(desk.action(early).await.unwrap().state, ActionState::Queued);
    assert_eq!(desk.action(holds).await.unwrap().state, ActionState::Held);
    shift(&shop, by);
    // That it waits for its time, and goes because that is over: this one's is not.
    database(&shop)
        .execute(
            "UPDATE actions SET waits_since = ?2, next_try_at = ?2 + 600000 WHERE id = ?1",
            [never, shop::now()],
        )
        .unwrap();
    is(&desk, early, ActionState::Confirmed).await;
    is(&desk, holds, ActionState::Confirmed).await;
    assert_eq!(shop.posts(&uuids[2]).await, 1, "{by}");
    assert_eq!(shop.posts(&uuids[0]).await, 2, "turned away once: {by}");
    assert_eq!(desk.action(never).await.unwrap().state, ActionState::Queued);
    assert_eq!(shop.posts(&uuids[1]).await, 1, "{by}");
    desk.close().await;
}

/// On disk a day asleep looks like a clock that jumped forward by a day; one that jumped back, the
/// other way round. All three at once, for each lasts a minute.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_sleep_and_a_jump_of_the_clock_forward_or_back_the_queue_wakes_by_itself() {
    let (asleep, forward, back) = (-DAY, -HOUR, HOUR);
    tokio::join!(
        wakes_by_itself(asleep),
        wakes_by_itself(forward),
        wakes_by_itself(back),
    );
}

#[tokio::test]
async fn a_refund_that_is_unclear_for_a_day_waits_for_its_person_and_never_leaves_again() {
    for by in [-DAY, DAY] {
        let shop = Shop::read(60).await;
        let desk = shop.at_work().await;
        let uuid = shop.a_paid_order("new").await;
        shop.fault(json!({
            "match": {"method": "POST", "uuid": uuid}, "times": 1, "fault": {"kind": "reset"},
        }))
        .await;
        let lost = desk.ask_money(refund(&uuid, Some(100))).await.unwrap().id;
        is(&desk, lost, ActionState::Unknown).await;
        shift(&shop, by);
        desk.try_queue_now().await.unwrap();
        tokio::time::sleep(Duration::from_secs(3)).await;
        let open = desk.action(lost).await.unwrap();
        assert!(
            matches!(open.state, ActionState::Unknown | ActionState::NeedsPerson),
            "{open:#?}"
        );
        assert_eq!(shop.posts(&uuid).await, 1, "{by}");
        desk.close().await;
    }
}

/// What is on disk waits while `stops` lasts, what is asked meanwhile is not acknowledged, and all
/// goes once afterwards.
async fn waits_out(code: ErrorCode, stops: impl Fn(&Shop, &Disk), goes_on: impl Fn(&Disk)) {
    let shop = Shop::read(60).await;
    shop.desk.close().await;
    let disk = Disk::watch(&shop.folder.path().join("profiles/demo-shop")).unwrap();
    let desk = shop.at_work().await;
    shop::hold_back(&desk, 1).await;
    let (on_disk, meanwhile) = (
        shop.a_paid_order("new").await,
        shop.a_paid_order("ready_shipping").await,
    );
    let waits = desk
        .ship(to_ship(&on_disk, "ready_shipping"))
        .await
        .unwrap()[0]
        .id;
    stops(&shop, &disk);
    // Longer than another program is waited for.
    let refused = desk
        .ask_money(refund(&meanwhile, Some(100)))
        .await
        .unwrap_err();
    assert_eq!(FailureView::from(refused).code, code);
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(desk.action(waits).await.unwrap().state, ActionState::Held);
    assert_eq!(shop.posts(&on_disk).await, 0, "before it is on disk");
    goes_on(&disk);
    is(&desk, waits, ActionState::Confirmed).await;
    let again = desk
        .ask_money(refund(&meanwhile, Some(100)))
        .await
        .unwrap()
        .id;
    is(&desk, again, ActionState::Confirmed).await;
    assert_eq!(shop.posts(&on_disk).await, 1);
    assert_eq!(
        shop.posts(&meanwhile).await,
        1,
        "what was refused never left"
    );
    desk.close().await;
}

#[tokio::test]
async fn while_another_program_holds_the_database_nothing_leaves() {
    let holder = std::cell::RefCell::new(None);
    waits_out(
        ErrorCode::DatabaseFailed,
        |shop, _| {
            let connection = database(shop);
            connection.execute_batch("BEGIN IMMEDIATE").unwrap();
            *holder.borrow_mut() = Some(connection);
        },
        |_| {
            let connection = holder.borrow_mut().take().unwrap();
            connection.execute_batch("ROLLBACK").unwrap();
        },
    )
    .await;
}

#[tokio::test]
async fn while_the_disk_is_full_nothing_leaves() {
    waits_out(
        ErrorCode::DiskFull,
        |_, disk| disk.refuse(Some(Refusal::Full)),
        |disk| disk.refuse(None),
    )
    .await;
}

#[tokio::test]
async fn while_the_disk_is_only_read_nothing_leaves() {
    waits_out(
        ErrorCode::DatabaseFailed,
        |_, disk| disk.refuse(Some(Refusal::ReadOnly)),
        |disk| disk.refuse(None),
    )
    .await;
}
