//! How fast the inbox answers under load, beside handlers that understand nothing: they append the
//! body to a file and sync it before they answer.
//!
//! All are programs of their own, this very one told to serve, on the same HTTP stack and the same
//! disk. They take turns in short rounds, so that whatever else the machine does hits all alike.

mod bodies;
mod load;
mod peers;

use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;

use self::bodies::Bodies;
use self::peers::Process;
use crate::database;
use crate::quantiles::Quantiles;
use crate::report::{Report, Row};

pub(crate) use self::peers::{Peer, serve};

/// Connections that deliver at once, in each of which one delivery follows the other.
const CROWDS: [usize; 3] = [1, 8, 64];

/// The first rounds warm files, caches and threads, and are not counted.
const WARMING: u64 = 2;

/// The inbox may take so many times as long as a plain handler that holds to the same.
const BAR: f64 = 1.5;

/// How much is measured.
pub(crate) struct Load {
    /// Rounds in which each has one turn.
    pub(crate) rounds: u64,
    /// How long a turn is.
    pub(crate) turn: Duration,
}

/// One of those that are compared, and what it did.
struct Contender {
    peer: Peer,
    process: Process,
    times: Vec<Duration>,
    turns: Vec<Turn>,
}

struct Turn {
    /// Milliseconds.
    median: f64,
    per_second: f64,
}

pub(crate) async fn run(load: &Load, report: &mut Report) -> anyhow::Result<()> {
    let folder = database::folder()?.join("inbox");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).context("an earlier run cannot be removed")?;
    }
    let bodies = Bodies::default();
    for connections in CROWDS {
        let contenders = compete(&folder, connections, load, &bodies).await?;
        report.table(
            &format!("inbox: deliveries of 2 to 4 kB over {connections} connections"),
            rows(contenders)?,
        );
    }
    std::fs::remove_dir_all(&folder).context("what was delivered cannot be removed")
}

async fn compete(
    folder: &Path,
    connections: usize,
    load: &Load,
    bodies: &Bodies,
) -> anyhow::Result<Vec<Contender>> {
    let mut contenders = Vec::new();
    for peer in Peer::ALL {
        let place = folder.join(format!("{}-{connections}", peer.name()));
        contenders.push(Contender {
            peer,
            process: Process::start(peer, &place)?,
            times: Vec::new(),
            turns: Vec::new(),
        });
    }
    for round in 0..load.rounds + WARMING {
        for contender in &mut contenders {
            let address = contender.process.address();
            let done = load::deliver(address, connections, load.turn, bodies).await?;
            if round < WARMING {
                continue;
            }
            let quantiles = Quantiles::of(done.times.clone()).context("nothing was answered")?;
            contender.turns.push(Turn {
                median: quantiles.p50,
                per_second: done.per_second(),
            });
            contender.times.extend(done.times);
        }
        // Nobody always comes after the same one.
        contenders.rotate_left(1);
    }
    Ok(contenders)
}

fn rows(mut contenders: Vec<Contender>) -> anyhow::Result<Vec<Row>> {
    contenders.sort_by_key(|contender| contender.peer);
    let (inbox, plain) = contenders.split_first().context("nobody competed")?;
    let (row, tail) = row(inbox)?;
    let mut rows = vec![
        row.figure("times: median", 1.0)
            .figure("times: rate", 1.0)
            .bar("95 % in less than 10 ms", tail < 10.0),
    ];
    for peer in plain {
        let (row, _) = self::row(peer)?;
        let median = middle(inbox, peer, |inbox, peer| inbox.median / peer.median)?;
        let rate = middle(inbox, peer, |inbox, peer| {
            peer.per_second / inbox.per_second
        })?;
        rows.push(
            row.figure("times: median", median)
                .figure("times: rate", rate)
                .bar(
                    format!("the inbox takes ≤ {BAR} × this"),
                    median <= BAR && rate <= BAR,
                ),
        );
    }
    Ok(rows)
}

/// The row of one, and its 95th percentile, milliseconds.
fn row(contender: &Contender) -> anyhow::Result<(Row, f64)> {
    let times = Quantiles::of(contender.times.clone()).context("nothing was answered")?;
    let rates = contender.turns.iter().map(|turn| turn.per_second);
    let row = Row::new(contender.peer.title())
        .figure("median ms", times.p50)
        .figure("95 % ms", times.p95)
        .figure("99 % ms", times.p99)
        .figure("requests/s", median(rates.collect())?);
    Ok((row, times.p95))
}

/// The median over the rounds of how the inbox stands to a peer, each in the same round.
fn middle(
    inbox: &Contender,
    peer: &Contender,
    ratio: impl Fn(&Turn, &Turn) -> f64,
) -> anyhow::Result<f64> {
    let rounds = inbox.turns.iter().zip(&peer.turns);
    median(rounds.map(|(inbox, peer)| ratio(inbox, peer)).collect())
}

fn median(mut values: Vec<f64>) -> anyhow::Result<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.get(values.len() / 2).copied();
    middle.context("nothing was measured")
}
