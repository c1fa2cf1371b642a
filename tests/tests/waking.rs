//! A desk that slept for three days: thousands of events wait in the inbox. It takes all of them over
//! in their order, and asks Points about their orders no faster than it may. How long that takes is
//! measured by `cargo xtask bench wake`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a test may"
)]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use acceptance::away::{Away, HOURS, Standing};
use backoffice::desk::Desk;
use backoffice::sync::PaceLimits;
use backoffice::view::{OrderQuery, PageRequest, SyncPhase};
use rusqlite::Connection;

const EVENTS: usize = if cfg!(debug_assertions) {
    2_000
} else {
    10_000
};
const ORDERS: u64 = if cfg!(debug_assertions) { 400 } else { 2_000 };

/// Reads a second; few enough to be reached by a debug build.
const PACE: usize = 100;
/// The pacer lets so many go at once after a pause.
const BURST: usize = 2;
const IN_FLIGHT: usize = 8;

/// The inbox's clock is read from answers that tell whole seconds.
const CLOCKS_DIFFER: i64 = 2_000;

#[tokio::test(flavor = "multi_thread")]
async fn all_that_waits_is_taken_over_in_order_and_the_reads_keep_to_the_pace() {
    let folder = tempfile::tempdir().unwrap();
    let away = Away::for_days(folder.path(), ORDERS, EVENTS).await.unwrap();
    let (_, place) = away.reads(0).await.unwrap();

    let woken = Instant::now();
    let desk = away
        .wake(PaceLimits {
            per_second: PACE as f64,
            first_per_second: PACE as f64,
            in_flight: IN_FLIGHT,
        })
        .await
        .unwrap();
    away.is_taken_over(&desk).await.unwrap();
    println!(
        "{EVENTS} events about {ORDERS} orders taken over in {:.1?}",
        woken.elapsed()
    );
    let view = desk.inbox_view().await.unwrap();
    assert_eq!(view.taken, u64::try_from(EVENTS).unwrap());
    assert_eq!(view.leftovers, u64::try_from(HOURS).unwrap());
    each_is_kept_once_and_in_order(&Connection::open(away.database()).unwrap());

    is_idle(&desk).await;
    let (reads, _) = away.reads(place).await.unwrap();
    println!("{} reads in {:.1?}", reads.len(), woken.elapsed());
    assert!(reads.len() >= usize::try_from(ORDERS).unwrap());
    // Whatever second one takes: what may go in it, and what was still on its way before.
    let most = PACE + BURST + IN_FLIGHT;
    for together in reads.windows(most + 1) {
        let took = together[most] - together[0];
        assert!(took.num_milliseconds() >= 1_000, "{most} reads in {took}");
    }
    assert_eq!(standings(&desk).await, away.truth().await.unwrap());
    desk.close().await;
    away.end().await;
}

fn each_is_kept_once_and_in_order(database: &Connection) {
    let heard: Vec<i64> = database
        .prepare(
            "SELECT heard_at FROM sightings
             JOIN observations ON observations.id = observation_id
             WHERE source = 'event' ORDER BY sightings.id",
        )
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(heard.len(), EVENTS - HOURS, "each event is heard once");
    let is_in_order = heard.is_sorted_by(|before, after| before - CLOCKS_DIFFER <= *after);
    assert!(is_in_order, "an event was taken over before an earlier one");
    let slept = heard.last().unwrap() - heard.first().unwrap();
    assert!(slept > 70 * 3_600_000, "they are of three days: {slept}");
}

async fn is_idle(desk: &Desk) {
    let wait = async {
        loop {
            let sync = desk.sync_view();
            if sync.phase == SyncPhase::Idle && sync.due == 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_mins(3), wait)
        .await
        .unwrap();
}

/// How every order stands in the desk.
async fn standings(desk: &Desk) -> BTreeMap<String, Standing> {
    let mut standings = BTreeMap::new();
    let mut page = PageRequest {
        limit: 500,
        ..PageRequest::default()
    };
    loop {
        let listed = desk
            .list_orders(OrderQuery::default(), page.clone())
            .await
            .unwrap();
        for row in listed.rows {
            standings.insert(row.uuid, (row.financial_status, row.shipping.code));
        }
        match listed.next {
            Some(next) => page.after = Some(next),
            None => return standings,
        }
    }
}
