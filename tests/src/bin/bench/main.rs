//! Benchmarks of what the product promises, on a release build: `cargo xtask bench`.
//!
//! Times of one machine say little, so every figure stands beside a peer of the same run or beside
//! the bar of the design. Nothing outside the build folder is written.

mod clock;
mod database;
mod dice;
mod import;
mod inbox;
mod orders;
mod quantiles;
mod queries;
mod report;
mod store;
mod sync;
mod vocabulary;
mod wake;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, ValueEnum};

use crate::report::Report;

/// Measures what Points Desk promises.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask bench", bin_name = "cargo xtask bench")]
struct Arguments {
    /// Which benchmark; all of them without a name.
    name: Option<Name>,
    /// How many orders the cache holds; several sizes by commas. Without it 100,000 and 1,000,000,
    /// and 10,000 too where the orders alone are measured.
    #[arg(long, value_delimiter = ',')]
    orders: Vec<u64>,
    /// Keeps the figures here too, as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Runs of each query.
    #[arg(long, default_value_t = 300)]
    runs: usize,
    /// Reads of each sync.
    #[arg(long, default_value_t = 2_000)]
    reads: u64,
    /// How long Points takes for an answer, milliseconds.
    #[arg(long, default_value_t = 50)]
    latency: u64,
    /// Reads under way at once.
    #[arg(long, default_value_t = 8)]
    in_flight: usize,
    /// The hidden limit, reads a second.
    #[arg(long, default_value_t = 50)]
    limit: u64,
    /// Rounds in which the inbox and each of its peers have a turn.
    #[arg(long, default_value_t = 12)]
    rounds: u64,
    /// How long a turn of the inbox and of each peer is, milliseconds.
    #[arg(long, default_value_t = 1_000)]
    turn: u64,
    /// Events that wait for a desk that wakes.
    #[arg(long, default_value_t = 10_000)]
    events: usize,
    /// Instead of measuring, be one of those that are measured.
    #[arg(long, hide = true, requires = "folder")]
    serve: Option<inbox::Peer>,
    /// Where whoever is measured keeps what is delivered.
    #[arg(long, hide = true)]
    folder: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Name {
    /// Recording what Points said.
    Store,
    /// Every question of the screens that show orders.
    #[value(alias = "queries")]
    Orders,
    /// Taking over a file of the shop.
    Import,
    /// Reading orders over HTTP.
    Sync,
    /// Deliveries to the inbox under load.
    Inbox,
    /// A desk that slept for days and has its inbox to take over.
    Wake,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    if let Some((peer, folder)) = arguments.serve.zip(arguments.folder.as_deref()) {
        return inbox::serve(peer, folder).await;
    }
    let wanted = |name| arguments.name.is_none_or(|wanted| wanted == name);
    let mut report = Report::default();
    let sizes: &[u64] = match (arguments.orders.as_slice(), arguments.name) {
        ([], Some(Name::Orders)) => &[10_000, 100_000, 1_000_000],
        ([], _) => &[100_000, 1_000_000],
        (chosen, _) => chosen,
    };
    for &orders in sizes {
        if wanted(Name::Store) {
            store::run(orders, &mut report).await?;
        }
        if wanted(Name::Orders) {
            queries::run(orders, arguments.runs, &mut report).await?;
        }
        if wanted(Name::Import) {
            import::run(orders, &mut report).await?;
        }
    }
    if wanted(Name::Sync) {
        let load = sync::Load {
            reads: arguments.reads,
            latency_ms: arguments.latency,
            in_flight: arguments.in_flight,
            limit: arguments.limit,
        };
        sync::run(&load, &mut report).await?;
    }
    if wanted(Name::Inbox) {
        let load = inbox::Load {
            rounds: arguments.rounds,
            turn: Duration::from_millis(arguments.turn),
        };
        inbox::run(&load, &mut report).await?;
    }
    if wanted(Name::Wake) {
        wake::run(arguments.events, &mut report).await?;
    }
    if let Some(path) = &arguments.json {
        report.keep(path)?;
    }
    report.conclude();
    Ok(())
}
