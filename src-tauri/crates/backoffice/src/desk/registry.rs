//! The profiles and settings of this desk: one small file without any secret.

use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use points_api::WebhookUuid;
use serde::{Deserialize, Serialize};

use super::pin::StoredPin;
use super::{DeskError, locked};
use crate::secrets::Place;
use crate::view::{Environment, Language, Settings};
use crate::webhooks::HandOver;

const FILE: &str = "desk.toml";
/// Held while the file is changed: the window and the command line may both want to.
const LOCK: &str = "desk.lock";
/// Nobody needs longer than a moment for a change.
const LOCK_LIMIT: Duration = Duration::from_secs(5);
const LOCK_AGAIN: Duration = Duration::from_millis(10);

/// A profile as the file keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredProfile {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) environment: Environment,
    pub(super) base_url: String,
    pub(super) public_key: Option<String>,
    /// Of the key in the keyring; none when there is none.
    pub(super) key_last_four: Option<String>,
    /// UTC milliseconds.
    pub(super) key_stored_at: Option<i64>,
    /// The address of the inbox; its token is in the keyring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) inbox: Option<String>,
    /// The inbox that the desk keeps itself, instead of one elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) inbox_here: Option<InboxHere>,
    /// The folder that is watched for files of the shop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) watched: Option<WatchedPath>,
    /// The webhooks whose secret is kept; the secrets are in the keyring or in memory.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) webhooks: Vec<StoredWebhook>,
}

/// A webhook whose secret is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredWebhook {
    pub(super) uuid: WebhookUuid,
    /// Whether the keyring has the secret, as far as was noted.
    pub(super) in_keyring: bool,
    /// That the inbox took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) handed_over: Option<HandOver>,
}

/// An inbox on this computer, as the file keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct InboxHere {
    pub(super) port: u16,
    /// The public name under which it is reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) host: Option<String>,
    /// The hooks of which the keyring has a secret.
    #[serde(default)]
    pub(super) hooks: BTreeSet<String>,
}

/// A folder that is watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct WatchedPath {
    pub(super) path: PathBuf,
    /// Since when, UTC milliseconds: older files are none of what lands.
    pub(super) since: i64,
}

impl StoredProfile {
    /// Whether the keyring has a key of this profile, as far as was noted.
    pub(super) fn has_stored_key(&self) -> bool {
        self.key_stored_at.is_some()
    }

    /// Where the profile's key lies, as far as was noted.
    pub(super) fn place_of_key(&self) -> Place {
        Place::chosen(!self.has_stored_key())
    }
}

/// What the file has.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Registry {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) active: Option<String>,
    #[serde(default)]
    pub(super) settings: Settings,
    /// What brings the money back on the packing screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) packing_pin: Option<StoredPin>,
    #[serde(default)]
    pub(super) profiles: Vec<StoredProfile>,
}

impl Registry {
    /// Reads the file, or begins with `first_language`.
    pub(super) fn load(data_dir: &Path, first_language: Language) -> Result<Self, DeskError> {
        let path = data_dir.join(FILE);
        match std::fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).map_err(|error| DeskError::File {
                path,
                source: std::io::Error::new(std::io::ErrorKind::InvalidData, error.to_string()),
            }),
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => Ok(Self {
                settings: Settings {
                    language: first_language,
                    ..Settings::default()
                },
                ..Self::default()
            }),
            Err(source) => Err(DeskError::File { path, source }),
        }
    }

    /// Reads the file anew, changes it and writes it, while nobody else does: what another wrote
    /// in the meantime stays. When the change is refused or cannot be written, the file and
    /// `known` stay as they are. Waits for the disk and for others, but nobody waits for `known`.
    pub(super) fn change<T>(
        known: &Mutex<Self>,
        data_dir: &Path,
        change: impl FnOnce(&mut Self) -> Result<T, DeskError>,
    ) -> Result<T, DeskError> {
        let path = data_dir.join(LOCK);
        let failed = |source| DeskError::File {
            path: path.clone(),
            source,
        };
        std::fs::create_dir_all(data_dir).map_err(failed)?;
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(failed)?;
        wait_for(&lock).map_err(failed)?;
        let language = locked(known).settings.language;
        let mut registry = Self::load(data_dir, language)?;
        let result = change(&mut registry)?;
        registry.save(data_dir)?;
        *locked(known) = registry;
        Ok(result)
    }

    /// Writes the file so that a crash leaves either the old one or the new one.
    fn save(&self, data_dir: &Path) -> Result<(), DeskError> {
        let path = data_dir.join(FILE);
        let text = toml::to_string(self).map_err(|error| DeskError::File {
            path: path.clone(),
            source: std::io::Error::other(error.to_string()),
        })?;
        write_whole(data_dir, &path, &text).map_err(|source| DeskError::File { path, source })
    }

    pub(super) fn profile(&self, id_or_name: &str) -> Option<&StoredProfile> {
        self.profiles
            .iter()
            .find(|profile| profile.id == id_or_name)
            .or_else(|| {
                self.profiles
                    .iter()
                    .find(|profile| profile.name == id_or_name)
            })
    }

    pub(super) fn profile_mut(&mut self, id: &str) -> Result<&mut StoredProfile, DeskError> {
        self.profiles
            .iter_mut()
            .find(|profile| profile.id == id)
            .ok_or(DeskError::ProfileUnknown)
    }

    /// A person and the command line name a profile by its name or its id.
    pub(super) fn refuse_taken(&self, name: &str) -> Result<(), DeskError> {
        match self.profile(name) {
            Some(_) => Err(DeskError::ProfileNameTaken),
            None => Ok(()),
        }
    }

    /// An id that no profile has, made from the name so that people recognise the folder. Neither
    /// has it a folder left of a removed profile: its orders may be another merchant's.
    pub(super) fn free_id(&self, name: &str, data_dir: &Path) -> String {
        let letters: String = name
            .chars()
            .map(|letter| {
                if letter.is_ascii_alphanumeric() {
                    letter.to_ascii_lowercase()
                } else {
                    '-'
                }
            })
            .collect();
        let stem = letters
            .split('-')
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("-");
        let stem: String = if stem.is_empty() {
            "store".to_owned()
        } else {
            stem.chars().take(32).collect()
        };
        let mut id = stem.clone();
        let mut number = 2;
        while self.profiles.iter().any(|profile| profile.id == id)
            || profile_dir(data_dir, &id).exists()
        {
            id = format!("{stem}-{number}");
            number += 1;
        }
        id
    }
}

/// Waits for the others who change the file, a few moments at most.
fn wait_for(lock: &File) -> std::io::Result<()> {
    let deadline = Instant::now() + LOCK_LIMIT;
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if Instant::now() >= deadline => {
                return Err(std::io::ErrorKind::TimedOut.into());
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_AGAIN),
        }
    }
}

/// Where a profile's files lie.
pub(super) fn profile_dir(data_dir: &Path, id: &str) -> PathBuf {
    data_dir.join("profiles").join(id)
}

fn write_whole(data_dir: &Path, path: &Path, text: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(data_dir)?;
    let partial = path.with_extension("toml.partial");
    let mut file = File::create(&partial)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&partial, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_saved_is_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::load(folder.path(), Language::Ar).unwrap();
        assert_eq!(registry.settings.language, Language::Ar);
        registry.profiles.push(StoredProfile {
            id: registry.free_id("Nakhla نخلة Coffee", folder.path()),
            name: "Nakhla نخلة Coffee".to_owned(),
            environment: Environment::Sandbox,
            base_url: "https://sandbox.papp.sa/api/v1".to_owned(),
            public_key: None,
            key_last_four: Some("9f3k".to_owned()),
            key_stored_at: Some(1),
            inbox: None,
            inbox_here: None,
            watched: None,
            webhooks: Vec::new(),
        });
        registry.active = Some("nakhla-coffee".to_owned());
        registry.save(folder.path()).unwrap();
        assert_eq!(
            Registry::load(folder.path(), Language::En).unwrap(),
            registry
        );
        assert!(registry.profile("nakhla-coffee").is_some());
    }

    #[test]
    fn ids_are_readable_and_differ() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::default();
        assert_eq!(registry.free_id("متجر", folder.path()), "store");
        for name in ["My Shop", "my shop!"] {
            let id = registry.free_id(name, folder.path());
            registry.profiles.push(StoredProfile {
                id,
                name: name.to_owned(),
                environment: Environment::Sandbox,
                base_url: String::new(),
                public_key: None,
                key_last_four: None,
                key_stored_at: None,
                inbox: None,
                inbox_here: None,
                watched: None,
                webhooks: Vec::new(),
            });
        }
        let ids: Vec<_> = registry
            .profiles
            .iter()
            .map(|profile| profile.id.as_str())
            .collect();
        assert_eq!(ids, ["my-shop", "my-shop-2"]);
        std::fs::create_dir_all(profile_dir(folder.path(), "my-shop-3")).unwrap();
        assert_eq!(registry.free_id("My Shop", folder.path()), "my-shop-4");
    }

    #[test]
    fn what_another_process_wrote_stays() {
        let folder = tempfile::tempdir().unwrap();
        let [window, command_line] =
            [(); 2].map(|()| Mutex::new(Registry::load(folder.path(), Language::Ar).unwrap()));
        let set_active = |name: &'static str| {
            move |registry: &mut Registry| {
                registry.active = Some(name.to_owned());
                Ok(())
            }
        };
        Registry::change(&command_line, folder.path(), set_active("one")).unwrap();
        Registry::change(&window, folder.path(), |registry| {
            registry.settings.licence_step = true;
            Ok(())
        })
        .unwrap();
        let kept = Registry::load(folder.path(), Language::En).unwrap();
        assert_eq!(kept.active.as_deref(), Some("one"));
        assert!(kept.settings.licence_step);
        assert_eq!(*locked(&window), kept);
        let refused = Registry::change(&window, folder.path(), |registry| {
            registry.active = None;
            Err::<(), _>(DeskError::ProfileUnknown)
        });
        assert!(refused.is_err());
        assert_eq!(*locked(&window), kept);
    }

    #[test]
    fn who_waits_for_the_file_keeps_nobody_from_what_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let known = Mutex::new(Registry::default());
        let other = File::create(folder.path().join(LOCK)).unwrap();
        other.lock().unwrap();
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| Registry::change(&known, folder.path(), |_| Ok(())));
            std::thread::sleep(Duration::from_millis(50));
            assert!(known.try_lock().is_ok());
            assert!(!waiting.is_finished());
            drop(other);
            waiting.join().unwrap().unwrap();
        });
    }

    #[test]
    fn a_broken_file_is_an_error_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), "profiles = 3").unwrap();
        assert!(matches!(
            Registry::load(folder.path(), Language::En),
            Err(DeskError::File { .. })
        ));
    }
}
