//! Benchmarks of the real window over many orders, as a person has it: `cargo xtask bench window`.
//!
//! Each figure stands beside the bar of the design, or beside an empty window of the same toolkit
//! in the same run.

#[path = "../bench/quantiles.rs"]
mod quantiles;
#[path = "../bench/report.rs"]
mod report;

#[cfg(target_os = "linux")]
mod measures;

use std::path::PathBuf;

use clap::Parser;

/// Measures the real window.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask bench window")]
struct Arguments {
    /// A cache of orders, as `cargo xtask bench orders` leaves them behind.
    #[arg(long)]
    cache: PathBuf,
    /// How often each program is started.
    #[arg(long, default_value_t = 7)]
    starts: usize,
    /// Keeps the figures here too, as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
}

#[cfg(target_os = "linux")]
#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let mut report = report::Report::default();
    measures::run(&arguments.cache, arguments.starts, &mut report).await?;
    if let Some(path) = &arguments.json {
        report.keep(path)?;
    }
    report.conclude();
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("The window is driven through WebKitGTK, on Linux alone.");
}
