//! A local Points: a real HTTP server with the API, the state machine, the webhooks and the
//! contradictions of the documented service, and with faults on request. For demos and tests.
//!
//! Every rule cites the section of the dossier on the Points API that it comes from ("dossier");
//! where the documentation contradicts itself, the rule is a switch in [`Rules`]. It shares no
//! code with the client it tests.

mod api;
mod config;
mod control;
mod courier;
mod dice;
mod envelope;
mod faults;
mod gate;
mod history;
mod ledger;
mod lifecycle;
mod money;
mod order;
mod render;
mod rules;
mod server;
mod session;
mod shared;
mod state_file;
mod test_phones;
mod throttle;
mod world;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use uuid::Uuid;

pub use self::config::Config;
pub use self::courier::DeliveryHabits;
pub use self::faults::{Fault, FaultRule, Matcher};
pub use self::rules::{
    AuthorizeRule, CancelRule, CaptureRule, CompleteRule, FailedCheckout, MessageLanguage,
    PaidCheckout, Quirk, Quirks, RefundRule, Rules,
};
use self::shared::Shared;
pub use self::state_file::StateError;
pub use self::throttle::RateLimit;
use self::world::World;

/// Why a sandbox does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port is taken or forbidden.
    #[error("cannot listen on 127.0.0.1:{port}: {source}")]
    Listen {
        /// The port asked for.
        port: u16,
        /// What the system says.
        source: io::Error,
    },
    /// The state file is there but cannot be used.
    #[error(transparent)]
    State(#[from] StateError),
}

/// A local Points.
#[derive(Debug)]
pub struct Sandbox;

impl Sandbox {
    /// Starts serving on 127.0.0.1. Must run inside a tokio runtime with timers and I/O.
    pub async fn start(config: Config) -> Result<Running, StartError> {
        let loaded = match &config.state {
            Some(path) => state_file::load(path)?,
            None => None,
        };
        let world = World::new(loaded.unwrap_or_else(|| config.record()));
        let listen = |source| StartError::Listen {
            port: config.port,
            source,
        };
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, config.port));
        let listener = TcpListener::bind(address).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let shared = Arc::new(Shared::new(
            world,
            address,
            config.latency_ms,
            config.rate_limit,
        ));
        let router = api::router(&shared)
            .merge(control::router(&shared))
            .merge(session::router(&shared));
        let (stop, stopped) = watch::channel(false);
        let mut tasks = vec![tokio::spawn(server::serve(
            listener,
            router,
            stopped.clone(),
        ))];
        if let Some(path) = config.state.clone() {
            tasks.push(tokio::spawn(state_file::keep(
                path,
                Arc::clone(&shared),
                stopped,
            )));
        }
        let (public_key, private_key) = {
            let world = shared.world();
            (
                world.record.public_key.clone(),
                world.record.private_key.clone(),
            )
        };
        Ok(Running {
            base_url: format!("{}/api/v1", shared.origin()),
            control_url: format!("{}/_sandbox", shared.origin()),
            public_key,
            private_key,
            shared,
            state: config.state,
            stop,
            tasks,
        })
    }
}

/// A sandbox that serves, until [`Running::shutdown`] or until it is dropped.
pub struct Running {
    /// Where the API is, up to `/api/v1`.
    pub base_url: String,
    /// Where the control API is, up to `/_sandbox`.
    pub control_url: String,
    /// The merchant's public key.
    pub public_key: String,
    /// The merchant's private key, as it was at the start.
    pub private_key: String,
    shared: Arc<Shared>,
    state: Option<PathBuf>,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Running {
    /// How many orders there are.
    pub fn order_count(&self) -> u64 {
        self.shared.world().order_count()
    }

    /// Uuids of all orders, newest first.
    pub fn uuids(&self) -> Vec<Uuid> {
        self.shared.world().uuids().collect()
    }

    /// Stops serving, lets running answers end for a moment, and saves the state.
    pub async fn shutdown(self) {
        self.stop.send_replace(true);
        for task in self.tasks {
            if let Err(error) = task.await {
                tracing::error!(%error, "a task of the sandbox broke off");
            }
        }
        if let Some(path) = &self.state {
            state_file::save_now(path, &self.shared).await;
        }
    }
}
