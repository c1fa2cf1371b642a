//! Entries in the keyring of the operating system.

use keyring::{Entry, Error};
use points_api::PrivateKey;
use zeroize::Zeroize;

use super::{Entries, VaultError};

/// The attribute `service` of every entry.
const SERVICE: &str = "sa.papp.points-desk";

pub(super) struct KeyringEntries;

impl Entries for KeyringEntries {
    fn probe(&self) -> Result<(), VaultError> {
        #[cfg(all(unix, not(target_os = "macos")))]
        super::secret_service::probe()?;
        match Entry::store_status() {
            Ok(()) => Ok(()),
            Err(error) => Err(VaultError::failed(error.to_string())),
        }
    }

    fn write(&self, user: &str, key: &PrivateKey) -> Result<(), VaultError> {
        entry(user)?.set_password(key.expose()).map_err(sorted)
    }

    fn read(&self, user: &str) -> Result<Option<PrivateKey>, VaultError> {
        match entry(user)?.get_password() {
            Ok(kept) => PrivateKey::parse(kept)
                .map(Some)
                .map_err(|_| VaultError::failed("the entry in the keyring is no key")),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(sorted(error)),
        }
    }

    fn delete(&self, user: &str) -> Result<(), VaultError> {
        match entry(user)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(sorted(error)),
        }
    }
}

fn entry(user: &str) -> Result<Entry, VaultError> {
    // The crate opens its store once and remembers a failure for as long as the process lives.
    // So nothing touches it before somebody answers: a keyring started later is then found.
    #[cfg(all(unix, not(target_os = "macos")))]
    super::secret_service::answers()?;
    Entry::new(SERVICE, user).map_err(|error| match (error, Entry::store_status()) {
        (Error::NoDefaultStore, Err(cause)) => VaultError::failed(cause.to_string()),
        (error, _) => sorted(error),
    })
}

fn sorted(error: Error) -> VaultError {
    match error {
        // Secret Service: the prompt was dismissed or could not be shown, or there is no default
        // collection. Keychain: access was denied.
        Error::NoStorageAccess(_) => VaultError::Locked,
        Error::BadEncoding(mut bytes) | Error::BadDataFormat(mut bytes, _) => {
            bytes.zeroize();
            VaultError::failed("the entry in the keyring is no text")
        }
        Error::Ambiguous(_) => VaultError::failed("the keyring has this entry more than once"),
        other => VaultError::failed(other.to_string()),
    }
}
