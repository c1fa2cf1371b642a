//! The desk: everything that the window and the command line may ask for.
//!
//! One profile is open at a time. Each method is one wish of a person; all of them answer from
//! the local store, and only those that say so wait for Points.

mod actions;
mod activity;
mod aside;
mod bulk;
mod carrying;
mod case_watch;
mod cases;
mod error;
mod export;
mod folder;
mod inbox;
mod inbox_here;
mod inbox_secrets;
mod integrity;
mod keys;
mod money;
mod notes;
mod orders;
mod pin;
mod print;
mod profile;
mod profiles;
mod registry;
mod reports;
mod runs;
mod saved_views;
mod scan;
mod ship_one;
mod shop_files;
mod sync;
mod today;
mod track;

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use points_api::PrivateKey;
use tokio::sync::{RwLock, broadcast};

pub use crate::sync::Change;
pub use error::DeskError;
pub use profile::Access;
pub use reports::is_for_viewer;
pub use runs::RunPreview;
pub use ship_one::OneShipping;
pub use track::ListFile;

use crate::secrets::Vault;
use crate::sync::{Board, PaceLimits};
use crate::view::{DeskView, FailureView, KeyringHealth, Language, Settings, SyncView};
use profile::OpenProfile;
use registry::Registry;

/// Changes that a slow listener may lag behind before it misses some; each only says "ask again".
const CHANGES_KEPT: usize = 256;

/// How the desk is opened.
pub struct DeskOptions {
    /// Where everything but the keys lies.
    pub data_dir: PathBuf,
    /// Where the keys lie.
    pub vault: Vault,
    /// A key to be used instead of the stored one, and to be stored nowhere.
    pub private_key: Option<PrivateKey>,
    /// The name or id of the profile to open; none: the one used last.
    pub profile: Option<String>,
    /// The page's language until somebody chooses.
    pub first_language: Language,
    /// The app's version.
    pub version: String,
    /// How the profile is opened.
    pub access: Access,
    /// How fast Points may be asked; none: as the settings say.
    pub limits: Option<PaceLimits>,
}

/// The desk.
pub struct Desk {
    data_dir: PathBuf,
    vault: Vault,
    private_key: Option<PrivateKey>,
    version: String,
    access: Access,
    limits: Option<PaceLimits>,
    registry: Arc<Mutex<Registry>>,
    open: RwLock<Option<Arc<OpenProfile>>>,
    /// Held while one profile closes and another opens: two at once would leave one at work unseen.
    switching: tokio::sync::Mutex<()>,
    open_failure: Mutex<Option<FailureView>>,
    keyring: Mutex<KeyringHealth>,
    /// Who stands under notes and actions instead of whom the settings name.
    signature: Mutex<Option<String>>,
    check_cancelled: AtomicBool,
    /// Held while a wish about money is checked and written down.
    asking: tokio::sync::Mutex<()>,
    /// Held while a scan is decided and written down, so that the next one sees what it did.
    scanning: tokio::sync::Mutex<()>,
    exports: export::Exports,
    imports: shop_files::Imports,
    /// Wakes whoever reconciles after a file was taken over.
    imported: Arc<tokio::sync::Notify>,
    /// What the watched folder has.
    folder: Mutex<folder::Watching>,
    board: Arc<Board>,
    changes: broadcast::Sender<Change>,
}

impl Desk {
    /// Opens the desk, and the profile used last. That the profile cannot be opened is an error
    /// for the command line; the window opens all the same and says so.
    pub async fn open(options: DeskOptions) -> Result<Arc<Self>, DeskError> {
        let registry = Registry::load(&options.data_dir, options.first_language)?;
        let (changes, _) = broadcast::channel(CHANGES_KEPT);
        let wanted = match &options.profile {
            Some(name) => Some(
                registry
                    .profile(name)
                    .ok_or(DeskError::ProfileUnknown)?
                    .id
                    .clone(),
            ),
            None => registry
                .active
                .clone()
                .filter(|id| registry.profile(id).is_some()),
        };
        let desk = Arc::new(Self {
            data_dir: options.data_dir,
            vault: options.vault,
            private_key: options.private_key,
            version: options.version,
            access: options.access,
            limits: options.limits,
            registry: Arc::new(Mutex::new(registry)),
            open: RwLock::new(None),
            switching: tokio::sync::Mutex::default(),
            open_failure: Mutex::new(None),
            keyring: Mutex::new(KeyringHealth::Available),
            signature: Mutex::new(None),
            check_cancelled: AtomicBool::new(false),
            asking: tokio::sync::Mutex::default(),
            scanning: tokio::sync::Mutex::default(),
            exports: export::Exports::default(),
            imports: shop_files::Imports::default(),
            imported: Arc::default(),
            folder: Mutex::default(),
            board: Arc::new(Board::new(changes.clone())),
            changes,
        });
        if desk.access == Access::Background {
            desk.watch_keyring();
        }
        if let Some(id) = wanted.filter(|_| desk.access != Access::Profiles) {
            match desk.open_stored(&id).await {
                Err(error) if desk.access == Access::Background => {
                    *locked(&desk.open_failure) = Some(FailureView::from(&error));
                }
                opened => opened?,
            }
        }
        Ok(desk)
    }

    /// Tells of every change from now on.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    /// The desk as a whole.
    pub async fn desk_view(&self) -> Result<DeskView, DeskError> {
        let open = self.open.read().await.clone();
        let registry = self.registry().clone();
        let clock_off_by = open.as_ref().and_then(|open| open.line.clock_off_by());
        Ok(DeskView {
            profiles: registry
                .profiles
                .iter()
                .map(|stored| self.profile_view(stored))
                .collect(),
            active_profile: open
                .map(|open| open.stored.id.clone())
                .or_else(|| registry.active.clone()),
            profile_failure: locked(&self.open_failure).clone(),
            packing_pin_set: registry.packing_pin.is_some(),
            settings: registry.settings,
            keyring: *locked(&self.keyring),
            data_dir: self.data_dir.display().to_string(),
            version: self.version.clone(),
            clock_off_by,
        })
    }

    /// Closes the profile and waits for what is being written.
    pub async fn close(&self) {
        let _switching = self.switching.lock().await;
        self.close_open().await;
    }

    /// As [`Desk::close`], for whoever holds `switching`.
    async fn close_open(&self) {
        let open = self.open.write().await.take();
        if let Some(open) = open {
            open.close().await;
            self.board.update(|sync| *sync = SyncView::default());
        }
    }

    /// Changes what the file keeps. Waits for the disk, and for another process that does the same.
    async fn change_registry<T: Send + 'static>(
        &self,
        change: impl FnOnce(&mut Registry) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T, DeskError> {
        let (registry, data_dir) = (Arc::clone(&self.registry), self.data_dir.clone());
        tokio::task::spawn_blocking(move || Registry::change(&registry, &data_dir, change))
            .await
            .map_err(|error| DeskError::File {
                path: self.data_dir.clone(),
                source: std::io::Error::other(error),
            })?
    }

    fn registry(&self) -> MutexGuard<'_, Registry> {
        locked(&self.registry)
    }

    fn settings(&self) -> Settings {
        self.registry().settings.clone()
    }

    fn pace(&self) -> PaceLimits {
        self.limits.unwrap_or_else(|| PaceLimits {
            per_second: f64::from(self.settings().requests_per_second),
            ..PaceLimits::default()
        })
    }

    async fn open_profile_or_fail(&self) -> Result<Arc<OpenProfile>, DeskError> {
        self.open.read().await.clone().ok_or(DeskError::NoProfile)
    }

    fn watch_keyring(self: &Arc<Self>) {
        let desk = Arc::clone(self);
        tokio::spawn(async move {
            let health = desk.vault.health().await;
            desk.note_keyring(health);
        });
    }

    fn note_keyring(&self, health: KeyringHealth) {
        let before = std::mem::replace(&mut *locked(&self.keyring), health);
        if before != health {
            self.board.changed(&[crate::view::Topic::Desk]);
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
