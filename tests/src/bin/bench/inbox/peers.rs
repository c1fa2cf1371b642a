//! Who is measured: the inbox, and two plain handlers that hold to the same, that what they
//! answered outlives a loss of power.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context as _;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::serve::ListenerExt as _;
use clap::ValueEnum;
use points_inbox::{Config, CredentialFiles, Credentials, Limits, Running};

use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// What the deliveries carry; only the inbox looks at it.
pub(crate) const SECRET: &str = "hook-secret-0123456789abcdef";
const TOKEN: &str = "desk-token-0123456789abcdef";

/// As many as the inbox takes into one commit.
const AT_ONCE: usize = 256;

/// Who is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Peer {
    /// The inbox: checks the secret and the JSON, knows repetitions, keeps in SQLite (WAL,
    /// `synchronous=FULL`), and syncs once for all that wait.
    Inbox,
    /// Appends the body to a file and syncs it, one after the other.
    Plain,
    /// Appends all bodies that wait and syncs once for them.
    Grouped,
}

impl Peer {
    pub(crate) const ALL: [Self; 3] = [Self::Inbox, Self::Plain, Self::Grouped];

    /// As the argument says it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Plain => "plain",
            Self::Grouped => "grouped",
        }
    }

    /// As the figures say it.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Inbox => "the inbox",
            Self::Plain => "append, one sync each",
            Self::Grouped => "append, one sync for all that wait",
        }
    }
}

/// One of them in a process of its own, which ends with this value.
pub(crate) struct Process {
    child: Child,
    address: SocketAddr,
    /// Closed, it tells the process to end.
    _line: ChildStdin,
}

impl Process {
    pub(crate) fn start(peer: Peer, folder: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let mut child = Command::new(std::env::current_exe()?)
            .args(["--serve", peer.name(), "--folder"])
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let line = child.stdin.take().context("it cannot be told to end")?;
        let mut said = String::new();
        BufReader::new(child.stdout.take().context("it cannot say anything")?)
            .read_line(&mut said)?;
        Ok(Self {
            child,
            address: said.trim().parse().context("it did not start")?,
            _line: line,
        })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Err(error) = self.child.kill().and_then(|()| self.child.wait()) {
            eprintln!("    a process that was measured cannot be ended: {error}");
        }
    }
}

/// Serves until standard input ends; says on standard output where.
pub(crate) async fn serve(peer: Peer, folder: &Path) -> anyhow::Result<()> {
    // It serves for as long as it is held.
    let (address, _inbox) = match peer {
        Peer::Inbox => {
            let running = inbox(folder).await?;
            (address(&running)?, Some(running))
        }
        Peer::Plain => (plain(folder).await?, None),
        Peer::Grouped => (grouped(folder).await?, None),
    };
    println!("{address}");
    io::stdout().flush()?;
    tokio::task::spawn_blocking(|| io::stdin().read_to_end(&mut Vec::new())).await??;
    Ok(())
}

/// Without the limit of deliveries a second, which is not what is measured.
async fn inbox(folder: &Path) -> anyhow::Result<Running> {
    let (secrets, tokens) = (folder.join("secrets"), folder.join("tokens"));
    std::fs::write(&secrets, format!("main={SECRET}\n"))?;
    std::fs::write(&tokens, format!("counter={TOKEN}\n"))?;
    let config = Config {
        listen: "127.0.0.1:0".parse()?,
        hosts: Vec::new(),
        data_dir: folder.join("data"),
        credentials: Credentials::Files(CredentialFiles {
            secrets: Some(secrets),
            tokens,
            desks_set_secrets: false,
        }),
        certificate: None,
        limits: Limits {
            per_second: u32::MAX,
            burst: u32::MAX,
            ..Limits::default()
        },
    };
    Ok(Running::start(config).await?)
}

fn address(running: &Running) -> anyhow::Result<SocketAddr> {
    let url = running.url();
    let address = url.strip_prefix("http://").context("it is encrypted")?;
    Ok(address.parse()?)
}

async fn plain(folder: &Path) -> anyhow::Result<SocketAddr> {
    let file = Arc::new(Mutex::new(File::create(folder.join("bodies"))?));
    listen(
        Router::new()
            .route("/hooks/{name}", post(append))
            .with_state(file),
    )
    .await
}

async fn append(State(file): State<Arc<Mutex<File>>>, body: Bytes) -> StatusCode {
    // No thread more than needed: nothing plainer can be as fast.
    let kept = tokio::task::block_in_place(|| {
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(&body).and_then(|()| file.sync_data())
    });
    status(kept.is_ok())
}

type Waiting = (Bytes, oneshot::Sender<bool>);

async fn grouped(folder: &Path) -> anyhow::Result<SocketAddr> {
    let file = File::create(folder.join("bodies"))?;
    let (bodies, waiting) = mpsc::channel();
    std::thread::spawn(move || append_all(file, &waiting));
    listen(
        Router::new()
            .route("/hooks/{name}", post(hand_over))
            .with_state(bodies),
    )
    .await
}

async fn hand_over(State(bodies): State<Sender<Waiting>>, body: Bytes) -> StatusCode {
    let (kept, answer) = oneshot::channel();
    let sent = bodies.send((body, kept)).is_ok();
    status(sent && answer.await.unwrap_or(false))
}

fn append_all(mut file: File, waiting: &Receiver<Waiting>) {
    let mut text = Vec::new();
    while let Ok(first) = waiting.recv() {
        let mut some = vec![first];
        some.extend(waiting.try_iter().take(AT_ONCE - 1));
        text.clear();
        for (body, _) in &some {
            text.extend_from_slice(body);
        }
        let kept = file
            .write_all(&text)
            .and_then(|()| file.sync_data())
            .is_ok();
        let answers = some.into_iter().map(|(_, answer)| answer.send(kept));
        if answers.filter(Result::is_err).count() > 0 {
            eprintln!("    whoever delivered did not wait for the answer");
        }
    }
}

fn status(kept: bool) -> StatusCode {
    if kept {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    }
}

async fn listen(router: Router) -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            eprintln!("    cannot set TCP_NODELAY: {error}");
        }
    });
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}
