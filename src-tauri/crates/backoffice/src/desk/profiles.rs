//! Profiles and settings.

use std::sync::Arc;
use std::time::Duration;

use points_api::{BaseUrl, PrivateKey, PublicKey, ShippingStatus, ShippingUpdate};

use super::keys::{note_key, prove, public_key_proof, refuse_same_key};
use super::profile::{Access, OpenProfile, is_of_keyring, lock};
use super::registry::{StoredProfile, profile_dir};
use super::{Desk, DeskError, locked};
use crate::text::one_line;
use crate::view::{
    ConnectRequest, Connected, DeskView, Environment, FailureView, KeyringHealth, LabelPreset,
    Proof, Settings, SyncView, Topic,
};

/// The longest name of a profile or a person, characters.
const NAME_LENGTH: usize = 60;

/// So many labels of its own a shop keeps.
const LABEL_PRESETS: usize = 20;

/// A keyring that gave no key is asked about again after this time, then ever more rarely.
const KEYRING_AGAIN: Duration = Duration::from_secs(5);
const KEYRING_AT_LEAST: Duration = Duration::from_mins(1);

impl Desk {
    /// Makes a profile once Points has accepted its key, and opens it. Waits for Points.
    pub async fn connect(
        self: &Arc<Self>,
        request: ConnectRequest,
    ) -> Result<Connected, DeskError> {
        // First of all: from here on the text of the key is wiped however this ends.
        let key = PrivateKey::parse(request.private_key)?;
        let name = request.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > NAME_LENGTH {
            return Err(DeskError::ProfileNameInvalid);
        }
        self.registry().refuse_taken(&name)?;
        let base = base_url(request.environment, request.base_url.as_deref())?;
        let public_key = match request.public_key.trim() {
            "" => None,
            text => {
                let key = PublicKey::parse(text.to_owned()).map_err(DeskError::PublicKey)?;
                Some(key.as_str().to_owned())
            }
        };
        refuse_same_key(public_key.as_deref(), &key)?;
        prove(base.clone(), &key)
            .await
            .map_err(|error| error.at(request.environment))?;

        let given_for_this_run = self.private_key.is_some();
        let mut stored = StoredProfile {
            id: String::new(),
            name,
            environment: request.environment,
            base_url: base.as_str().to_owned(),
            public_key,
            key_last_four: None,
            key_stored_at: None,
            inbox: None,
            inbox_here: None,
            watched: None,
            webhooks: Vec::new(),
        };
        note_key(
            &mut stored,
            &key,
            request.keep_for_session || given_for_this_run,
        );
        // The id is taken before anything is kept under it: another process may connect as well.
        let data_dir = self.data_dir.clone();
        let stored = self
            .change_registry(move |registry| {
                registry.refuse_taken(&stored.name)?;
                stored.id = registry.free_id(&stored.name, &data_dir);
                registry.profiles.push(stored.clone());
                Ok(stored)
            })
            .await?;
        let kept = if given_for_this_run {
            Proof::KeyForSession
        } else {
            match self
                .keep_key(&stored.id, &key, request.keep_for_session)
                .await
            {
                Ok(kept) => kept,
                Err(error) => {
                    self.take_out(stored.id).await;
                    return Err(error);
                }
            }
        };
        self.switch_to(&stored.id).await?;
        Ok(Connected {
            proved: vec![Proof::PrivateKeyAccepted, public_key_proof(&stored), kept],
            profile: self.profile_view(&stored),
        })
    }

    /// Takes a profile out again whose key could not be kept.
    async fn take_out(&self, id: String) {
        let taken_out = self
            .change_registry(move |registry| {
                registry.profiles.retain(|stored| stored.id != id);
                Ok(())
            })
            .await;
        if let Err(error) = taken_out {
            tracing::warn!(%error, "a profile without its key stays in the list");
        }
    }

    /// Opens another profile.
    pub async fn open_profile(self: &Arc<Self>, profile: &str) -> Result<DeskView, DeskError> {
        let id = self.stored(profile)?.id;
        self.switch_to(&id).await?;
        self.desk_view().await
    }

    /// Removes a profile and its key; with `delete_data` also everything kept of its orders.
    pub async fn remove_profile(
        self: &Arc<Self>,
        profile: &str,
        delete_data: bool,
    ) -> Result<DeskView, DeskError> {
        let switching = self.switching.lock().await;
        let stored = self.stored(profile)?;
        let id = stored.id.clone();
        let folder = profile_dir(&self.data_dir, &id);
        let open = self.open_if(&id).await;
        let is_open = open.is_some();
        if !open.is_some_and(|open| open.is_owned()) && folder.exists() {
            // Another process may be at work on it.
            drop(lock(&folder)?);
        }
        self.forget_key(&id, stored.place_of_key()).await?;
        if stored.inbox.is_some() || stored.inbox_here.is_some() {
            self.forget_inbox_secrets(&id).await?;
        }
        self.forget_webhook_secrets(&id).await?;
        if is_open {
            self.close_open().await;
        }
        let next = self
            .change_registry(move |registry| {
                registry.profiles.retain(|stored| stored.id != id);
                if registry.active.as_ref() == Some(&id) {
                    registry.active = registry.profiles.first().map(|stored| stored.id.clone());
                }
                Ok(registry.active.clone())
            })
            .await?;
        if delete_data {
            match std::fs::remove_dir_all(&folder) {
                Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                    return Err(DeskError::File {
                        path: folder,
                        source,
                    });
                }
                _ => {}
            }
        }
        let nothing_open = self.open.read().await.is_none();
        drop(switching);
        if let Some(next) = next.filter(|_| nothing_open) {
            self.switch_to(&next).await?;
        }
        self.board
            .changed(&[Topic::Desk, Topic::Orders, Topic::Actions, Topic::Sync]);
        self.desk_view().await
    }

    /// Keeps the settings, and acts on them at once.
    pub async fn save_settings(&self, settings: Settings) -> Result<DeskView, DeskError> {
        let settings = checked(settings)?;
        self.change_registry(move |registry| {
            registry.settings = settings;
            Ok(())
        })
        .await?;
        if let Some(open) = self.open.read().await.as_ref() {
            open.line.set_limits(self.pace());
        }
        self.board.changed(&[Topic::Desk, Topic::Orders]);
        self.desk_view().await
    }

    async fn switch_to(self: &Arc<Self>, id: &str) -> Result<(), DeskError> {
        let _switching = self.switching.lock().await;
        self.close_open().await;
        let is_active = self.registry().active.as_deref() == Some(id);
        if !is_active {
            let id = id.to_owned();
            self.change_registry(move |registry| {
                registry.active = Some(registry.profile_mut(&id)?.id.clone());
                Ok(())
            })
            .await?;
        }
        let opened = self.open_stored(id).await;
        *locked(&self.open_failure) = opened.as_ref().err().map(Into::into);
        self.board
            .changed(&[Topic::Desk, Topic::Orders, Topic::Actions, Topic::Sync]);
        opened
    }

    /// Opens a profile. The window does not wait for the keyring: the orders are there at once,
    /// and sync begins when the key is.
    pub(super) async fn open_stored(self: &Arc<Self>, id: &str) -> Result<(), DeskError> {
        let stored = self.stored(id)?;
        if self.access == Access::Profiles {
            return Ok(());
        }
        self.board.update(|sync| *sync = SyncView::default());
        let open = OpenProfile::open(
            &self.data_dir,
            stored,
            self.access,
            self.pace(),
            Arc::clone(&self.board),
        )
        .await?;
        *self.open.write().await = Some(Arc::clone(&open));
        self.keep_days(&open).await;
        self.watch_cases(&open);
        self.keep_watching(&open);
        match self.access {
            Access::ReadOnly | Access::Profiles => {}
            Access::Foreground => {
                self.fetch_key(&open).await?;
                self.fetch_inbox(&open).await;
            }
            Access::Background => {
                let last_read_at = open.store.last_checked().await?;
                self.board.update(|sync| sync.last_read_at = last_read_at);
                let desk = Arc::clone(self);
                let fetching = Arc::clone(&open);
                open.adopt(tokio::spawn(async move {
                    if let Err(error) = desk.fetch_key(&fetching).await {
                        tracing::error!(%error, "the profile's key cannot be used");
                    }
                    desk.fetch_inbox(&fetching).await;
                    fetching.work();
                    desk.wait_for_keyring(&fetching).await;
                }));
                let desk = Arc::clone(self);
                let watched = Arc::clone(&open);
                open.adopt(tokio::spawn(async move {
                    desk.watch_integrity(&watched).await;
                }));
            }
        }
        Ok(())
    }

    /// Takes the key into use as soon as the keyring has it to give: it may be unlocked, or started,
    /// long after the window opened. Asks the person nothing by itself.
    async fn wait_for_keyring(&self, open: &OpenProfile) {
        let mut wait = KEYRING_AGAIN;
        while open.waits_for_keyring() {
            tokio::time::sleep(wait).await;
            wait = (wait * 2).min(KEYRING_AT_LEAST);
            if !open.waits_for_keyring() {
                break;
            }
            let health = self.vault.health().await;
            self.note_keyring(health);
            if health == KeyringHealth::Available
                && let Err(error) = self.fetch_key(open).await
            {
                tracing::error!(%error, "the profile's key cannot be used");
                break;
            }
        }
        // What the inbox is reached with was in the same keyring.
        let inbox = open.following.inbox();
        if inbox.is_some_and(|inbox| inbox.is_err_and(|failure| is_of_keyring(failure.code))) {
            self.fetch_inbox(open).await;
        }
    }

    pub(super) async fn fetch_key(&self, open: &OpenProfile) -> Result<(), DeskError> {
        let number = open.line.key_number();
        let key = self.key_of(&open.stored).await;
        open.use_fetched_key(key.map_err(FailureView::from), number)
    }
}

fn base_url(environment: Environment, given: Option<&str>) -> Result<BaseUrl, DeskError> {
    match environment {
        Environment::Production => Ok(BaseUrl::production()),
        Environment::Sandbox => Ok(BaseUrl::sandbox()),
        Environment::Demo | Environment::Custom => {
            let base = BaseUrl::parse(given.unwrap_or_default()).map_err(|_| DeskError::BaseUrl)?;
            // A demo is a Points on this machine; anything else must not look like play.
            if environment == Environment::Demo && !base.is_loopback() {
                return Err(DeskError::BaseUrl);
            }
            Ok(base)
        }
    }
}

/// The settings as they are kept.
fn checked(settings: Settings) -> Result<Settings, DeskError> {
    let bounds = [
        ("stale_new_minutes", settings.stale_new_minutes, 1, 100_000),
        (
            "stale_authorized_hours",
            settings.stale_authorized_hours,
            1,
            10_000,
        ),
        ("requests_per_second", settings.requests_per_second, 1, 100),
        ("undo_seconds", settings.undo_seconds, 0, 60),
    ];
    let outside = bounds
        .into_iter()
        .find(|(_, value, least, most)| value < least || value > most);
    if let Some((name, ..)) = outside {
        return Err(DeskError::SettingInvalid(name));
    }
    let at_desk = settings.at_desk.as_deref().map(one_line);
    if at_desk
        .as_ref()
        .is_some_and(|name| name.chars().count() > NAME_LENGTH)
    {
        return Err(DeskError::SettingInvalid("at_desk"));
    }
    if settings.type_amount_from.is_some_and(|amount| amount < 1) {
        return Err(DeskError::SettingInvalid("type_amount_from"));
    }
    let can_be_sent = |preset: &LabelPreset| {
        let update = ShippingUpdate {
            status: Some(ShippingStatus::from(preset.status.as_str())),
            name_ar: Some(preset.name_ar.clone()),
            name_en: Some(preset.name_en.clone()),
        };
        update.validate().is_ok()
    };
    if settings.label_presets.len() > LABEL_PRESETS
        || !settings.label_presets.iter().all(can_be_sent)
    {
        return Err(DeskError::SettingInvalid("label_presets"));
    }
    Ok(Settings {
        at_desk,
        ..settings
    })
}
