//! `points-sandbox serve`: a local Points for demos and tests.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use clap::{Parser, Subcommand};
use points_sandbox::{Config, Quirk, Quirks, RateLimit, Rules, Running, Sandbox};
use serde_json::json;
use tracing_subscriber::EnvFilter;

/// A local Points: the API, the hosted checkout and the webhooks, with faults on request.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve on 127.0.0.1 until SIGTERM or Ctrl-C; prints one JSON line with addresses and keys.
    Serve(Serve),
}

#[derive(Debug, clap::Args)]
struct Serve {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Orders in the generated past.
    #[arg(long, default_value_t = 2_000)]
    orders: u64,
    /// The same seed and reference time give the same world.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// "Now" of the generated past, RFC 3339; the time of the start by default.
    #[arg(long, value_name = "TIME")]
    reference_time: Option<DateTime<Utc>>,
    /// Load the world from this file if it exists, and keep it there.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Public key, instead of one derived from the seed.
    #[arg(long, value_name = "KEY")]
    public_key: Option<String>,
    /// File with the private key, instead of one derived from the seed.
    #[arg(long, value_name = "FILE")]
    private_key_file: Option<PathBuf>,
    /// Write the uuids of all orders to this file, newest first.
    #[arg(long, value_name = "FILE")]
    uuids_out: Option<PathBuf>,
    /// The integers for the six shipping words, in the order of the documentation: `new`,
    /// `license_in_progress`, `ready_shipping`, `delivery_is_in_progress`, `delivered`,
    /// `cancelled`.
    #[arg(
        long,
        value_name = "CODES",
        value_delimiter = ',',
        default_value = "1,2,3,4,5,6"
    )]
    shipping_codes: Vec<i64>,
    /// Milliseconds that every API answer takes longer.
    #[arg(long, default_value_t = 0)]
    latency_ms: u64,
    /// Hidden rate limit, in requests a second.
    #[arg(long, value_name = "N")]
    rate_limit: Option<u64>,
    /// How often quirks show, instead of the default: never, some or always.
    #[arg(long, value_name = "FREQUENCY", value_parser = quirk)]
    quirks: Option<Quirk>,
    /// Switches as JSON, laid over the defaults, such as {"cancel":"refunds"}.
    #[arg(long, value_name = "JSON")]
    rules: Option<String>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(
            EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn")),
        )
        .with_writer(io::stderr)
        .init();
    let Command::Serve(serve) = Arguments::parse().command;
    let uuids_out = serve.uuids_out.clone();
    let running = Sandbox::start(config(serve)?).await?;
    if let Some(path) = uuids_out {
        write_uuids(&path, &running)
            .with_context(|| format!("cannot write the uuids to {}", path.display()))?;
    }
    // Whoever reads the line may end this process at once, so it must be listening by then.
    let stop = StopRequest::listen()?;
    announce(&running)?;
    stop.received().await?;
    running.shutdown().await;
    Ok(())
}

fn config(serve: Serve) -> anyhow::Result<Config> {
    let Ok(shipping_codes) = <[i64; 6]>::try_from(serve.shipping_codes) else {
        bail!("--shipping-codes takes six numbers");
    };
    let private_key = match &serve.private_key_file {
        Some(path) => {
            let text = fs::read_to_string(path)
                .with_context(|| format!("cannot read the private key from {}", path.display()))?;
            Some(text.trim().to_owned())
        }
        None => None,
    };
    let mut rules = match &serve.rules {
        Some(text) => Rules::default()
            .changed_by(&serde_json::from_str(text)?)
            .context("--rules")?,
        None => Rules::default(),
    };
    if let Some(quirk) = serve.quirks {
        rules.quirks = Quirks::uniform(quirk);
    }
    Ok(Config {
        port: serve.port,
        orders: serve.orders,
        seed: serve.seed,
        reference_time: serve.reference_time,
        state: serve.state,
        public_key: serve.public_key,
        private_key,
        shipping_codes,
        latency_ms: serve.latency_ms,
        rate_limit: RateLimit {
            per_second: serve.rate_limit,
            ..RateLimit::none()
        },
        rules,
    })
}

fn quirk(text: &str) -> Result<Quirk, String> {
    serde_json::from_value(json!(text)).map_err(|error| error.to_string())
}

fn write_uuids(path: &Path, running: &Running) -> io::Result<()> {
    let mut file = BufWriter::new(fs::File::create(path)?);
    for uuid in running.uuids() {
        writeln!(file, "{uuid}")?;
    }
    file.flush()
}

/// The one line that whoever started this process waits for.
fn announce(running: &Running) -> io::Result<()> {
    let line = json!({
        "base_url": running.base_url,
        "control_url": running.control_url,
        "public_key": running.public_key,
        "private_key": running.private_key,
        "orders": running.order_count(),
    });
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

/// SIGTERM or Ctrl-C, heard from the moment this value exists.
struct StopRequest {
    #[cfg(unix)]
    terminated: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupted: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl StopRequest {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminated: signal(SignalKind::terminate())?,
            interrupted: signal(SignalKind::interrupt())?,
        })
    }

    async fn received(mut self) -> io::Result<()> {
        tokio::select! {
            _ = self.terminated.recv() => Ok(()),
            _ = self.interrupted.recv() => Ok(()),
        }
    }
}

#[cfg(not(unix))]
impl StopRequest {
    fn listen() -> io::Result<Self> {
        Ok(Self {})
    }

    async fn received(self) -> io::Result<()> {
        tokio::signal::ctrl_c().await
    }
}
