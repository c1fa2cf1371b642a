//! Where a profile's private key lives: the keyring of the operating system, or, when the person
//! chose so, memory until the app ends. Never a file.
//!
//! The keyring blocks, may ask the person for a password, and may never answer. So every call
//! runs on one thread of its own and is given five seconds.

mod error;
mod keyring_entries;
mod place;
#[cfg(all(unix, not(target_os = "macos")))]
mod secret_service;
mod worker;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use points_api::{PrivateKey, WebhookUuid};

use crate::view::KeyringHealth;

pub use error::VaultError;
use keyring_entries::KeyringEntries;
pub use place::Place;
use worker::Worker;

/// How long a person waits for a keyring before the desk says that it does not answer.
const LIMIT: Duration = Duration::from_secs(5);

/// Which secret of a profile an entry holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SecretKind {
    /// The merchant's private key (API documentation, "Authentication").
    PrivateKey,
    /// The token by which the profile's inbox knows this desk.
    InboxToken,
    /// The newest secret of a hook of the inbox that the desk keeps itself.
    HookSecret,
    /// The one before it, valid while a secret is changed.
    HookSecretBefore,
    /// The secret of one of the merchant's webhooks (API documentation, "Webhooks").
    WebhookSecret(WebhookUuid),
}

impl SecretKind {
    /// The part of the entry's user name after the profile.
    fn entry_name(self) -> String {
        match self {
            Self::PrivateKey => "private-key".to_owned(),
            Self::InboxToken => "inbox-token".to_owned(),
            Self::HookSecret => "hook-secret".to_owned(),
            Self::HookSecretBefore => "hook-secret-before".to_owned(),
            Self::WebhookSecret(uuid) => format!("webhook-secret/{uuid}"),
        }
    }
}

/// A place that keeps secrets by name and may block for as long as it likes.
trait Entries: Send + Sync {
    /// Whether secrets can be kept now. Never asks the person anything.
    fn probe(&self) -> Result<(), VaultError>;
    /// Keeps a secret, over the one that was there.
    fn write(&self, user: &str, key: &PrivateKey) -> Result<(), VaultError>;
    /// The secret, if there is one.
    fn read(&self, user: &str) -> Result<Option<PrivateKey>, VaultError>;
    /// Forgets the secret, if there is one.
    fn delete(&self, user: &str) -> Result<(), VaultError>;
}

/// The private keys of all profiles. Cheap to clone; clones share the keyring's thread and the
/// keys kept in memory.
#[derive(Clone)]
pub struct Vault {
    entries: Arc<dyn Entries>,
    worker: Arc<Worker>,
    /// By the name that each would have in the keyring.
    session: Arc<Mutex<HashMap<String, PrivateKey>>>,
}

impl Vault {
    /// The keyring of the operating system: Secret Service, Keychain or Credential Manager.
    /// Entries have the service `sa.papp.points-desk` and the user `<profile id>/private-key`.
    pub fn os() -> Self {
        Self::over(Arc::new(KeyringEntries), LIMIT)
    }

    fn over(entries: Arc<dyn Entries>, limit: Duration) -> Self {
        Self {
            entries,
            worker: Arc::new(Worker::new(limit)),
            session: Arc::default(),
        }
    }

    /// Whether a key could be stored now. Shows the person no prompt.
    pub async fn health(&self) -> KeyringHealth {
        let entries = Arc::clone(&self.entries);
        match self.worker.run(move || entries.probe()).await {
            Ok(()) => KeyringHealth::Available,
            Err(failure) => failure.health(),
        }
    }

    /// Stores a key over the one that was there, and reads it back before saying so. The keyring
    /// may ask the person to unlock it. Whenever this does not say that the key is stored, what
    /// was there before is put back, also where the keyring does it after all when nobody waits
    /// for it any more.
    pub async fn store(
        &self,
        profile: &str,
        kind: SecretKind,
        key: &PrivateKey,
    ) -> Result<(), VaultError> {
        let entries = Arc::clone(&self.entries);
        let user = entry_user(profile, kind);
        let key = key.clone();
        let (undone, undone_user) = (Arc::clone(&self.entries), user.clone());
        self.worker
            .run_or_undo(
                move || {
                    let before = match entries.read(&user) {
                        Ok(before) => before,
                        // Something that is no key lies there; it is written over.
                        Err(VaultError::Failed { .. }) => None,
                        Err(error) => return Err(error),
                    };
                    match write_and_read_back(entries.as_ref(), &user, &key) {
                        Ok(()) => Ok(before),
                        Err(error) => {
                            put_back(entries.as_ref(), &user, before.as_ref());
                            Err(error)
                        }
                    }
                },
                move |stored| {
                    if let Ok(before) = stored {
                        put_back(undone.as_ref(), &undone_user, before.as_ref());
                    }
                },
            )
            .await
            .map(drop)
    }

    /// The stored key; none when there is no entry.
    pub async fn load(
        &self,
        profile: &str,
        kind: SecretKind,
    ) -> Result<Option<PrivateKey>, VaultError> {
        let entries = Arc::clone(&self.entries);
        let user = entry_user(profile, kind);
        self.worker.run(move || entries.read(&user)).await
    }

    /// Forgets the stored key. No entry is fine.
    pub async fn remove(&self, profile: &str, kind: SecretKind) -> Result<(), VaultError> {
        let entries = Arc::clone(&self.entries);
        let user = entry_user(profile, kind);
        self.worker.run(move || entries.delete(&user)).await
    }

    /// Keeps a secret in memory until the app ends.
    pub fn keep_for_session(&self, profile: &str, kind: SecretKind, secret: PrivateKey) {
        self.session_secrets()
            .insert(entry_user(profile, kind), secret);
    }

    /// The secret kept in memory.
    pub fn session(&self, profile: &str, kind: SecretKind) -> Option<PrivateKey> {
        self.session_secrets()
            .get(&entry_user(profile, kind))
            .cloned()
    }

    /// Wipes the secret kept in memory.
    pub fn forget_session(&self, profile: &str, kind: SecretKind) {
        self.session_secrets().remove(&entry_user(profile, kind));
    }

    fn session_secrets(&self) -> MutexGuard<'_, HashMap<String, PrivateKey>> {
        // The map is whole after every call, so a panic elsewhere leaves nothing half done.
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Vault(…)")
    }
}

fn write_and_read_back(
    entries: &dyn Entries,
    user: &str,
    key: &PrivateKey,
) -> Result<(), VaultError> {
    entries.write(user, key)?;
    match entries.read(user)? {
        Some(kept) if kept.expose() == key.expose() => Ok(()),
        Some(_) => Err(VaultError::failed("the keyring gave back another key")),
        None => Err(VaultError::failed("the keyring did not keep the key")),
    }
}

fn put_back(entries: &dyn Entries, user: &str, before: Option<&PrivateKey>) {
    let outcome = match before {
        Some(key) => entries.write(user, key),
        None => entries.delete(user),
    };
    if let Err(error) = outcome {
        tracing::warn!(%error, "an entry of the keyring could not be put back");
    }
}

fn entry_user(profile: &str, kind: SecretKind) -> String {
    format!("{profile}/{}", kind.entry_name())
}

#[cfg(test)]
mod tests;
