//! Reading orders over real HTTP from a local Points that takes its time, or that has a limit it
//! does not tell.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use backoffice::schedule::DueClass;
use backoffice::store::{Priority, Store};
use backoffice::sync::{Board, Change, Line, PaceLimits, Sweep, Until};
use points_api::{BaseUrl, Client, ClientOptions, OrderUuid, PrivateKey};
use points_sandbox::{Config, RateLimit, Running, Sandbox};
use tokio::sync::broadcast;

use crate::database;
use crate::report::{Report, Row};

/// What is to be read, and how Points behaves.
pub(crate) struct Load {
    pub(crate) reads: u64,
    pub(crate) latency_ms: u64,
    pub(crate) in_flight: usize,
    pub(crate) limit: u64,
}

/// The first tenth counts as the ramp.
const RAMP: u64 = 10;

/// Faster than any Points: the pace is then set by latency, or by the hidden limit.
const NO_CEILING: f64 = 10_000.0;

/// The pace that a profile begins with, reads a second.
const FIRST_PACE: f64 = 4.0;

pub(crate) async fn run(load: &Load, report: &mut Report) -> anyhow::Result<()> {
    let slow = under_latency(load).await?;
    report.table(
        &format!(
            "sync: {} orders, latency {} ms, {} under way",
            load.reads, load.latency_ms, load.in_flight
        ),
        vec![slow],
    );
    let hidden = under_limit(load).await?;
    report.table(
        &format!("sync: under a hidden limit of {} a second", load.limit),
        hidden,
    );
    Ok(())
}

async fn under_latency(load: &Load) -> anyhow::Result<Row> {
    let points = Sandbox::start(Config {
        orders: load.reads,
        latency_ms: load.latency_ms,
        ..Config::default()
    })
    .await?;
    let pace = PaceLimits {
        per_second: NO_CEILING,
        first_per_second: NO_CEILING,
        in_flight: load.in_flight,
    };
    let course = sweep(&points, pace).await?;
    points.shutdown().await;
    let steady = course.after_ramp()?;
    let rounds = real(load.latency_ms) / 1_000.0 / real(u64::try_from(load.in_flight)?);
    let ideal = real(steady.reads) * rounds;
    let ratio = steady.spent.as_secs_f64() / ideal;
    Ok(Row::new("after the ramp")
        .figure("reads/s", real(steady.reads) / steady.spent.as_secs_f64())
        .figure("seconds", steady.spent.as_secs_f64())
        .figure("N·L/C seconds", ideal)
        .figure("times N·L/C", ratio)
        .bar("≤ 1.05 × N·L/C", ratio <= 1.05))
}

async fn under_limit(load: &Load) -> anyhow::Result<Vec<Row>> {
    let points = Sandbox::start(Config {
        orders: load.reads,
        rate_limit: RateLimit {
            per_second: Some(load.limit),
            burst: None,
            retry_after: None,
        },
        ..Config::default()
    })
    .await?;
    let pace = PaceLimits {
        per_second: NO_CEILING,
        first_per_second: FIRST_PACE,
        in_flight: load.in_flight,
    };
    let course = sweep(&points, pace).await?;
    let refused = refused(&points).await?;
    points.shutdown().await;
    let whole = course.whole()?;
    let steady = course.after_ramp()?;
    let share = refused / (refused + real(whole.reads));
    let row = |name: &str, part: &Part| {
        let reached = real(part.reads) / part.spent.as_secs_f64() / real(load.limit);
        Row::new(name)
            .figure("reads/s", real(part.reads) / part.spent.as_secs_f64())
            .figure("share of limit", reached)
            .figure("share refused", share)
            .bar(
                "≥ 0.95 of the limit, < 0.02 refused",
                reached >= 0.95 && share < 0.02,
            )
    };
    Ok(vec![
        row("after the ramp (refused: of the whole run)", &steady),
        row("the whole run", &whole),
    ])
}

/// When how many orders were read.
struct Course {
    done: Vec<(Instant, u64)>,
}

struct Part {
    reads: u64,
    spent: Duration,
}

impl Course {
    fn whole(&self) -> anyhow::Result<Part> {
        self.from(0)
    }

    fn after_ramp(&self) -> anyhow::Result<Part> {
        let total = self.done.last().map_or(0, |(_, done)| *done);
        self.from(total / RAMP)
    }

    fn from(&self, reads: u64) -> anyhow::Result<Part> {
        let (began, before) = self
            .done
            .iter()
            .find(|(_, done)| *done >= reads)
            .context("nothing was read")?;
        let (ended, after) = self.done.last().context("nothing was read")?;
        Ok(Part {
            reads: after - before,
            spent: *ended - *began,
        })
    }
}

/// The product's own sweep over every order of this Points, into an empty cache.
async fn sweep(points: &Running, pace: PaceLimits) -> anyhow::Result<Course> {
    let path = database::folder()?.join("sync.db");
    database::remove_database(&path)?;
    let store = Store::open(&path)?;
    let uuids: Vec<_> = points.uuids().into_iter().map(OrderUuid::from).collect();
    let wanted = u64::try_from(uuids.len())?;
    // Due at once, whatever the clock says.
    store
        .track(Priority::Person, uuids, "bench", DueClass::Rest, 0)
        .await?;
    let client = Client::new(
        BaseUrl::parse(&points.base_url)?,
        Some(PrivateKey::parse(points.private_key.clone())?),
        ClientOptions::default(),
    )?;
    let (sender, mut changes) = broadcast::channel(65_536);
    let board = Arc::new(Board::new(sender));
    let line = Arc::new(Line::new(pace, Arc::clone(&board)));
    line.set_client(Ok(client));
    let sweep = Sweep::new(store.clone(), line, Arc::clone(&board));
    let mut done = vec![(Instant::now(), 0)];
    let watching = tokio::spawn(async move {
        loop {
            match changes.recv().await {
                Ok(Change::Sync(sync))
                    if done.last().is_some_and(|(_, last)| *last < sync.done) =>
                {
                    done.push((Instant::now(), sync.done));
                }
                Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return done,
            }
        }
    });
    sweep.run(Until::Idle).await?;
    let read = board.sync();
    anyhow::ensure!(
        read.done == wanted && read.failed == 0,
        "{} of {wanted} orders were read, {} failed",
        read.done,
        read.failed
    );
    drop(sweep);
    drop(board);
    let done = watching.await.context("the watcher broke off")?;
    store.close();
    database::remove_database(&path)?;
    Ok(Course { done })
}

/// How many requests met the limit, by the server's own count.
async fn refused(points: &Running) -> anyhow::Result<f64> {
    let text = reqwest::get(format!("{}/state", points.control_url))
        .await?
        .text()
        .await?;
    let state: serde_json::Value = serde_json::from_str(&text)?;
    state
        .pointer("/rate/counters/refused")
        .and_then(serde_json::Value::as_f64)
        .context("the local Points does not say how many it refused")
}

#[allow(
    clippy::cast_precision_loss,
    reason = "counts of reads are far below 2^53"
)]
fn real(count: u64) -> f64 {
    count as f64
}
