//! What the requests share: the world, the faults, the ledger. No lock is held while awaiting.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use axum::response::Response;
use tokio::sync::Notify;

use crate::courier::Courier;
use crate::envelope::{self, Failure, Success};
use crate::faults::Faults;
use crate::ledger::Ledger;
use crate::throttle::{RateLimit, Throttle};
use crate::world::World;

#[derive(Debug)]
pub(crate) struct Shared {
    world: Mutex<World>,
    faults: Mutex<Faults>,
    ledger: Mutex<Ledger>,
    throttle: Mutex<Throttle>,
    pub(crate) courier: Courier,
    /// The merchant's lock around earning calls.
    pub(crate) earning: AtomicBool,
    pub(crate) in_flight: AtomicU64,
    pub(crate) latency_ms: AtomicU64,
    pub(crate) address: SocketAddr,
    /// Wakes whoever saves the state file.
    pub(crate) changed: Notify,
}

impl Shared {
    pub(crate) fn new(
        world: World,
        address: SocketAddr,
        latency_ms: u64,
        limit: RateLimit,
    ) -> Self {
        let seed = world.record.seed;
        Self {
            world: Mutex::new(world),
            faults: Mutex::new(Faults::new(seed)),
            ledger: Mutex::default(),
            throttle: Mutex::new(Throttle::new(limit, Instant::now())),
            courier: Courier::new(seed),
            earning: AtomicBool::new(false),
            in_flight: AtomicU64::new(0),
            latency_ms: AtomicU64::new(latency_ms),
            address,
            changed: Notify::new(),
        }
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        lock(&self.world)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.faults)
    }

    pub(crate) fn ledger(&self) -> MutexGuard<'_, Ledger> {
        lock(&self.ledger)
    }

    pub(crate) fn throttle(&self) -> MutexGuard<'_, Throttle> {
        lock(&self.throttle)
    }

    /// Changes the world, hands its events to the courier and has it saved. Must run inside tokio.
    pub(crate) fn change<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        let mut world = self.world();
        let outcome = act(&mut world);
        let bodies = world.take_outbox();
        let webhooks = if bodies.is_empty() {
            Vec::new()
        } else {
            world.record.webhooks.clone()
        };
        drop(world);
        self.courier.send(&webhooks, bodies);
        self.changed.notify_one();
        outcome
    }

    /// Answers an API call that only reads.
    pub(crate) fn answer(&self, read: impl FnOnce(&World) -> Result<Success, Failure>) -> Response {
        let (outcome, rules) = {
            let world = self.world();
            (read(&world), world.record.rules.clone())
        };
        envelope::respond(outcome, &rules)
    }

    /// Answers an API call that may change something.
    pub(crate) fn answer_change(
        &self,
        act: impl FnOnce(&mut World) -> Result<Success, Failure>,
    ) -> Response {
        let (outcome, rules) = self.change(|world| (act(world), world.record.rules.clone()));
        envelope::respond(outcome, &rules)
    }

    pub(crate) fn refuse(&self, failure: Failure) -> Response {
        let rules = self.world().record.rules.clone();
        envelope::respond(Err(failure), &rules)
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }
}

/// A panic in one request must not take the sandbox down with it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
