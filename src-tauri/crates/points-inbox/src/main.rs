//! `points-inbox serve`: receives the webhooks of Points.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::{Parser, Subcommand};
use points_inbox::{Config, CredentialFiles, Credentials, Limits, Running};
use serde_json::json;
use tracing_subscriber::EnvFilter;

/// Receives the webhooks of Points and keeps them for the desks of a shop.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Receive until SIGTERM or Ctrl-C; prints one JSON line with its address. SIGHUP reads
    /// secrets and tokens again.
    Serve(Serve),
}

// Secrets come from files, whose names may come from the environment: arguments can be seen by
// every user of the machine.
#[derive(Debug, clap::Args)]
struct Serve {
    /// Address and port; port 0 takes a free one.
    #[arg(long, env = "POINTS_INBOX_LISTEN", default_value = "127.0.0.1:8180")]
    listen: SocketAddr,
    /// A name that it is called by, such as that of the proxy before it; may stand several times.
    #[arg(
        long,
        env = "POINTS_INBOX_HOST",
        value_name = "NAME",
        value_delimiter = ','
    )]
    host: Vec<String>,
    /// Folder in which events are kept.
    #[arg(long, env = "POINTS_INBOX_DATA_DIR", value_name = "DIR")]
    data_dir: PathBuf,
    /// File with one `name=secret` a line: who may deliver to `/hooks/NAME`. While a secret is
    /// changed, its name may stand twice.
    #[arg(long, env = "POINTS_INBOX_SECRETS_FILE", value_name = "FILE")]
    secrets_file: Option<PathBuf>,
    /// Let desks hand secrets over, which are kept in the data folder and are newer than those of
    /// --secrets-file; that file may then be missing.
    #[arg(long, env = "POINTS_INBOX_DESKS_SET_SECRETS")]
    desks_set_secrets: bool,
    /// File with one `name=token` a line: which desks may read `/events`.
    #[arg(long, env = "POINTS_INBOX_TOKENS_FILE", value_name = "FILE")]
    tokens_file: PathBuf,
    /// Certificate chain, PEM; with --key it speaks HTTPS itself.
    #[arg(
        long,
        env = "POINTS_INBOX_CERTIFICATE",
        value_name = "FILE",
        requires = "key"
    )]
    certificate: Option<PathBuf>,
    /// The certificate's private key, PEM.
    #[arg(
        long,
        env = "POINTS_INBOX_KEY",
        value_name = "FILE",
        requires = "certificate"
    )]
    key: Option<PathBuf>,
    /// Speak plain HTTP also where others can reach it, because something before it encrypts.
    #[arg(long, env = "POINTS_INBOX_BEHIND_PROXY")]
    behind_proxy: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(
            EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info")),
        )
        .with_writer(io::stderr)
        .init();
    let Command::Serve(serve) = Arguments::parse().command;
    let certificate = serve.certificate.zip(serve.key);
    if certificate.is_none() && !serve.listen.ip().is_loopback() && !serve.behind_proxy {
        bail!(
            "at {} others could read along: give it --certificate and --key, or, where something \
             before it encrypts, --behind-proxy",
            serve.listen
        );
    }
    if serve.secrets_file.is_none() && !serve.desks_set_secrets {
        bail!("give it --secrets-file, or let desks hand secrets over with --desks-set-secrets");
    }
    let running = Running::start(Config {
        listen: serve.listen,
        hosts: serve.host,
        data_dir: serve.data_dir,
        credentials: Credentials::Files(CredentialFiles {
            secrets: serve.secrets_file,
            tokens: serve.tokens_file,
            desks_set_secrets: serve.desks_set_secrets,
        }),
        certificate,
        limits: Limits::default(),
    })
    .await?;
    // Whoever reads the line may end this process at once, so it must be listening by then.
    let mut signals = Signals::listen().context("signals cannot be heard")?;
    {
        let mut out = io::stdout().lock();
        writeln!(out, "{}", json!({ "url": running.url() }))?;
        out.flush()?;
    }
    while signals.next().await? == Wish::Reload {
        match running.reload() {
            Ok(()) => tracing::info!("secrets and tokens were read again"),
            Err(error) => tracing::error!(%error, "what was valid before stays so"),
        }
    }
    running.shutdown().await;
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Reload,
    Stop,
}

/// Heard from the moment this value exists.
struct Signals {
    #[cfg(unix)]
    terminated: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupted: tokio::signal::unix::Signal,
    #[cfg(unix)]
    hung_up: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminated: signal(SignalKind::terminate())?,
            interrupted: signal(SignalKind::interrupt())?,
            hung_up: signal(SignalKind::hangup())?,
        })
    }

    async fn next(&mut self) -> io::Result<Wish> {
        Ok(tokio::select! {
            _ = self.terminated.recv() => Wish::Stop,
            _ = self.interrupted.recv() => Wish::Stop,
            _ = self.hung_up.recv() => Wish::Reload,
        })
    }
}

#[cfg(not(unix))]
impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self {})
    }

    async fn next(&mut self) -> io::Result<Wish> {
        tokio::signal::ctrl_c().await?;
        Ok(Wish::Stop)
    }
}
