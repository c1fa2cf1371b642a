//! A desk that slept for three days: how long it takes to take over what waits in the inbox, and
//! how fast it then asks Points.

use std::time::{Duration, Instant};

use acceptance::away::Away;
use backoffice::sync::PaceLimits;

use crate::database;
use crate::report::{Report, Row};

/// A few thousand orders, as a shop has in three days.
const ORDERS: u64 = 2_500;

/// From opening the desk on, seconds.
const BAR: f64 = 10.0;

/// The reads are watched for so long after that.
const WATCHED: Duration = Duration::from_secs(10);

/// The pacer lets so many more go at once after a pause.
const BURST: usize = 2;

pub(crate) async fn run(events: usize, report: &mut Report) -> anyhow::Result<()> {
    let folder = database::folder()?.join("wake");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let away = Away::for_days(&folder, ORDERS, events).await?;
    let (_, before) = away.reads(0).await?;
    let pace = PaceLimits::default();
    let woken = Instant::now();
    let desk = away.wake(pace).await?;
    away.is_taken_over(&desk).await?;
    let seconds = woken.elapsed().as_secs_f64();
    tokio::time::sleep(WATCHED).await;
    let (reads, _) = away.reads(before).await?;
    desk.close().await;
    away.end().await;
    std::fs::remove_dir_all(&folder)?;

    let most = most_within_a_second(&reads);
    let allowed = pace.per_second + real(BURST + pace.in_flight);
    report.table(
        &format!("wake: {events} events about {ORDERS} orders, after three days"),
        vec![
            Row::new("opened, fetched and folded")
                .figure("seconds", seconds)
                .figure("events/s", real(events) / seconds)
                .bar(format!("≤ {BAR} s"), seconds <= BAR),
            Row::new("reads that Points was asked for meanwhile and afterwards")
                .figure("reads", real(reads.len()))
                .figure("most in a second", real(most))
                .bar(
                    format!(
                        "≤ {} a second, and {} at once",
                        pace.per_second,
                        BURST + pace.in_flight
                    ),
                    real(most) <= allowed,
                ),
        ],
    );
    Ok(())
}

/// The most that arrived within any one second.
fn most_within_a_second(reads: &[chrono::DateTime<chrono::Utc>]) -> usize {
    let within = |from: usize| {
        let rest = reads.get(from..).unwrap_or_default();
        let until = rest.first().map(|at| *at + chrono::TimeDelta::seconds(1));
        rest.iter()
            .take_while(|at| until.is_some_and(|until| **at < until))
            .count()
    };
    (0..reads.len()).map(within).max().unwrap_or_default()
}

#[allow(
    clippy::cast_precision_loss,
    reason = "counts of events are far below 2^53"
)]
fn real(count: usize) -> f64 {
    count as f64
}
