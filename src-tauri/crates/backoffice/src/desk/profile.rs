//! An open profile: its store, its line to Points, and the tasks that work on both.

use std::collections::HashMap;
use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use points_api::{BaseUrl, Client, ClientOptions, OrderUuid, PrivateKey, PublicKey};
use tokio::task::JoinHandle;

use super::DeskError;
use super::bulk::ShownPlans;
use super::registry::{StoredProfile, profile_dir};
use super::runs::Runs;
use crate::actions::Dispatch;
use crate::clock;
use crate::inbox::Following;
use crate::store::{Store, StoreError};
use crate::sync::{Board, Line, PaceLimits, Reading, Sweep, Until};
use crate::view::{ErrorCode, FailureView, Topic};

/// The database of a profile.
const DATABASE: &str = "orders.db";
/// Locked by the one process that owns the profile.
const LOCK: &str = "lock";

/// So long the end waits for the answers to what was sent.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// How a profile is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Own it: sync, settle, and listen where an inbox is kept here, by oneself.
    Background,
    /// Own it, but do only what one is told.
    Foreground,
    /// Only read, while another process may own it.
    ReadOnly,
    /// Open none: see to the profiles themselves, whatever state they are in and whoever has one
    /// open.
    Profiles,
}

/// What is open.
pub(super) struct OpenProfile {
    pub(super) stored: StoredProfile,
    pub(super) store: Store,
    pub(super) line: Arc<Line>,
    pub(super) reading: Reading,
    pub(super) sweep: Arc<Sweep>,
    pub(super) dispatch: Arc<Dispatch>,
    pub(super) following: Arc<Following>,
    /// The inbox that the desk keeps itself, while it listens. Held while anything about the inbox
    /// changes.
    pub(super) inbox_here: tokio::sync::Mutex<Option<points_inbox::Running>>,
    pub(super) runs: Runs,
    pub(super) shown_plans: ShownPlans,
    /// Held while cases are looked at and kept, or decided.
    pub(super) looking: tokio::sync::Mutex<()>,
    tasks: Mutex<Vec<JoinHandle<()>>>,
    /// When Points was last asked about an order because somebody looked at it, in
    /// [`clock::ticks`].
    looked_at: Mutex<HashMap<OrderUuid, i64>>,
    /// Held until the profile is closed; the system gives it back even after a crash.
    lock: Mutex<Option<File>>,
}

impl OpenProfile {
    pub(super) async fn open(
        data_dir: &Path,
        stored: StoredProfile,
        access: Access,
        limits: PaceLimits,
        board: Arc<Board>,
    ) -> Result<Arc<Self>, DeskError> {
        let folder = profile_dir(data_dir, &stored.id);
        let owns = matches!(access, Access::Background | Access::Foreground);
        let owned = if owns { Some(lock(&folder)?) } else { None };
        let database = folder.join(DATABASE);
        let store = tokio::task::spawn_blocking(move || {
            if owns {
                return Ok(Store::open(&database)?);
            }
            if !database.exists() {
                // A profile that nothing was done with has no database yet: it is read as empty.
                let _making = lock(&folder)?;
                Store::open(&database)?.close();
            }
            Ok::<_, DeskError>(Store::open_to_read(&database)?)
        })
        .await
        .map_err(|_| StoreError::Closed)??;
        if owns {
            store.recover_actions(clock::now()).await?;
        }
        let line = Arc::new(Line::new(limits, Arc::clone(&board)));
        let now = clock::now();
        if let Some(until) = store.pause_asked(now).await?.filter(|until| *until > now) {
            line.keep_pause(until - now);
        }
        let sweep = Arc::new(Sweep::new(
            store.clone(),
            Arc::clone(&line),
            Arc::clone(&board),
        ));
        let dispatch = Arc::new(Dispatch::new(
            store.clone(),
            Arc::clone(&line),
            Arc::clone(&board),
            stored
                .public_key
                .clone()
                .and_then(|key| PublicKey::parse(key).ok()),
        ));
        let following = Arc::new(Following::new(
            store.clone(),
            Arc::clone(&sweep),
            Arc::clone(&board),
        ));
        let reading = Reading::new(store.clone(), Arc::clone(&line));
        let profile = Arc::new(Self {
            stored,
            store,
            line,
            reading,
            sweep,
            dispatch,
            following,
            inbox_here: tokio::sync::Mutex::default(),
            runs: Runs::default(),
            shown_plans: ShownPlans::default(),
            looking: tokio::sync::Mutex::default(),
            tasks: Mutex::default(),
            looked_at: Mutex::default(),
            lock: Mutex::new(owned),
        });
        if profile.is_owned() {
            profile.refold(board);
        }
        Ok(profile)
    }

    /// Makes the rows anew that an older version of the fold made, while people work.
    fn refold(&self, board: Arc<Board>) {
        let store = self.store.clone();
        self.adopt(tokio::spawn(async move {
            match store.refold(|| board.changed(&[Topic::Orders])).await {
                Ok(0) => {}
                Ok(orders) => tracing::info!(orders, "orders were folded anew"),
                Err(error) => tracing::error!(%error, "orders cannot be folded anew at present"),
            }
        }));
    }

    /// Takes another key into use, or says why there is none.
    pub(super) fn use_key(&self, key: Result<PrivateKey, FailureView>) -> Result<(), DeskError> {
        self.line.set_client(self.client_of(key)?);
        self.key_changed();
        Ok(())
    }

    /// The same of a key that was fetched since the line's key `number` was in use.
    pub(super) fn use_fetched_key(
        &self,
        key: Result<PrivateKey, FailureView>,
        number: u64,
    ) -> Result<(), DeskError> {
        self.line.set_fetched_client(self.client_of(key)?, number);
        self.key_changed();
        Ok(())
    }

    fn client_of(
        &self,
        key: Result<PrivateKey, FailureView>,
    ) -> Result<Result<Client, FailureView>, DeskError> {
        Ok(match key {
            Ok(key) => Ok(client(&self.stored, key)?),
            Err(failure) => Err(failure),
        })
    }

    fn key_changed(&self) {
        self.sweep.wake();
        self.dispatch.wake();
    }

    /// Whether the key is missing because the keyring did not give it.
    pub(super) fn waits_for_keyring(&self) -> bool {
        self.line
            .key_failure()
            .is_some_and(|failure| is_of_keyring(failure.code))
    }

    /// Whether this process owns the profile, rather than reads along.
    pub(super) fn is_owned(&self) -> bool {
        self.lock
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_some()
    }

    /// Notes that somebody looks at an order, unless that was noted within `fresh_for`
    /// milliseconds: a read that fails must not be made again each time the page is drawn.
    pub(super) fn looks_at(&self, uuid: OrderUuid, fresh_for: i64) -> bool {
        if !self.line.is_open() {
            return false;
        }
        let now = clock::ticks();
        let mut looked_at = self
            .looked_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        looked_at.retain(|_, at| now - *at <= fresh_for);
        looked_at.insert(uuid, now).is_none()
    }

    /// Begins to sync and to settle by itself.
    pub(super) fn work(&self) {
        let sweep = Arc::clone(&self.sweep);
        self.adopt(tokio::spawn(async move {
            if let Err(error) = sweep.run(Until::Closed).await {
                tracing::error!(%error, "sync ended");
            }
        }));
        let dispatch = Arc::clone(&self.dispatch);
        self.adopt(tokio::spawn(async move {
            dispatch.run().await;
        }));
        let following = Arc::clone(&self.following);
        self.adopt(tokio::spawn(async move {
            following.run().await;
        }));
    }

    /// Keeps a task alive with the profile.
    pub(super) fn adopt(&self, task: JoinHandle<()>) {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        tasks.retain(|task| !task.is_finished());
        tasks.push(task);
    }

    /// Ends the tasks and closes the store. What was sent to change something is given a few
    /// seconds to hear its answer; without one it stays `sending` on disk, and the next start finds
    /// it so.
    pub(super) async fn close(&self) {
        self.sweep.close();
        self.following.close();
        self.dispatch.close(LAST_ANSWERS).await;
        let tasks = std::mem::take(&mut *self.tasks.lock().unwrap_or_else(PoisonError::into_inner));
        for task in tasks {
            task.abort();
            if let Err(error) = task.await
                && !error.is_cancelled()
            {
                tracing::error!(%error, "a task of the profile ended in an unexpected way");
            }
        }
        if let Some(inbox) = self.inbox_here.lock().await.take() {
            inbox.shutdown().await;
        }
        let store = self.store.clone();
        if tokio::task::spawn_blocking(move || store.close())
            .await
            .is_err()
        {
            tracing::error!("the store could not be closed in order");
        }
        // Whoever still holds this profile can write nothing more, so another may own it.
        self.lock
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }
}

/// Whether a keyring that gives nothing is to blame.
pub(super) fn is_of_keyring(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::KeyringNoBus
            | ErrorCode::KeyringNoService
            | ErrorCode::KeyringLocked
            | ErrorCode::KeyringTimedOut
            | ErrorCode::KeyringFailed
    )
}

/// A client for a profile and its key.
pub(super) fn client(stored: &StoredProfile, key: PrivateKey) -> Result<Client, DeskError> {
    let base = BaseUrl::parse(&stored.base_url).map_err(|_| DeskError::BaseUrl)?;
    Client::new(base, Some(key), ClientOptions::default())
        .map_err(|error| DeskError::Client(error.to_string()))
}

/// Owns a profile's folder for this process until the file is dropped.
pub(super) fn lock(folder: &Path) -> Result<File, DeskError> {
    let path = folder.join(LOCK);
    let failed = |source| DeskError::File {
        path: path.clone(),
        source,
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(DeskError::ProfileInUse),
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}
