//! The inbox: receives the webhooks of Points and keeps them for the desks of a shop.
//!
//! A program of its own, or kept by an app in its own process: [`Running`]. Whoever answers 200 has
//! it on disk. Nothing here understands an event: desks fold them.

mod answer;
mod body;
mod credentials;
mod feed;
mod guard;
mod inbox;
mod receive;
mod secret;
mod server;
pub mod store;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use points_api::WebhookSecret;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub use credentials::{
    CredentialFiles, Credentials, CredentialsError, GivenCredentials, HandOverError, check_secret,
    write_secret,
};
pub use inbox::Limits;
pub use server::CertificateError;
pub use store::TEST_EVENT;

use credentials::Authority;
use guard::Names;
use inbox::{Inbox, router};
use store::{EventStore, SqliteStore, StoreError};

/// How an inbox is started.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Further names that it answers to, such as that of the proxy before it.
    pub hosts: Vec<String>,
    /// Where events lie.
    pub data_dir: PathBuf,
    /// Who may deliver and who may read.
    pub credentials: Credentials,
    /// A certificate chain and its key, both PEM; none: plain HTTP.
    pub certificate: Option<(PathBuf, PathBuf)>,
    /// What is allowed at the most.
    pub limits: Limits,
}

/// Why an inbox cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Secrets or tokens.
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
    /// The store.
    #[error("events cannot be kept: {0}")]
    Store(#[from] StoreError),
    /// The certificate.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The address.
    #[error("cannot listen at {address}: {source}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
}

/// An inbox at work.
pub struct Running {
    address: SocketAddr,
    is_encrypted: bool,
    inbox: Arc<Inbox<SqliteStore>>,
    stop: watch::Sender<bool>,
    served: JoinHandle<()>,
}

impl Running {
    /// Opens the store and begins to listen.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        let store = SqliteStore::open(&config.data_dir)?;
        let last_seq = store.after(i64::MAX, 1).await?.last_seq;
        let authority = Authority::new(config.credentials, &config.data_dir)?;
        let inbox = Arc::new(Inbox::new(store, authority, config.limits));
        inbox.begin_at(last_seq);
        let tls = config
            .certificate
            .map(|(certificate, key)| server::tls(&certificate, &key))
            .transpose()?;
        let listen_failed = |source| StartError::Listen {
            address: config.listen,
            source,
        };
        let listener = TcpListener::bind(config.listen)
            .await
            .map_err(listen_failed)?;
        let address = listener.local_addr().map_err(listen_failed)?;
        let names = Names::of(address.ip(), &config.hosts);
        let (stop, stopped) = watch::channel(false);
        let is_encrypted = tls.is_some();
        let router = router(Arc::clone(&inbox), names);
        let served = tokio::spawn(server::serve(listener, tls, router, config.limits, stopped));
        Ok(Self {
            address,
            is_encrypted,
            inbox,
            stop,
            served,
        })
    }

    /// Where it is, as `http://127.0.0.1:8080`.
    pub fn url(&self) -> String {
        let scheme = if self.is_encrypted { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Reads secrets and tokens again; where a file cannot be used, what was valid stays so.
    pub fn reload(&self) -> Result<(), CredentialsError> {
        self.inbox.authority.reload()
    }

    /// Takes the newest secret of a hook, which is made if it is not there; the one before stays
    /// valid. An inbox that was given its secrets keeps this one in no file either; another one takes
    /// it as it does from desks.
    pub async fn set_secret(&self, hook: &str, secret: WebhookSecret) -> Result<(), HandOverError> {
        secret::take_aside(&self.inbox.authority, hook.to_owned(), secret).await
    }

    /// Stops listening, and waits for what is under way.
    pub async fn shutdown(self) {
        self.stop.send_replace(true);
        if self.served.await.is_err() {
            tracing::error!("the server had panicked");
        }
    }
}
