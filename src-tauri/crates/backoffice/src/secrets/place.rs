//! Where a secret lies: in the keyring, or in memory where the person chose so or there is no keyring.

use points_api::PrivateKey;

use super::{SecretKind, Vault, VaultError};

/// Where a secret lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the keyring of the operating system.
    Keyring,
    /// In memory, until the app ends.
    Memory,
}

impl Place {
    /// As the person chose.
    pub fn chosen(keep_for_session: bool) -> Self {
        if keep_for_session {
            Self::Memory
        } else {
            Self::Keyring
        }
    }
}

impl Vault {
    /// Keeps a secret in its place. What was in memory is not found any more once the keyring has it.
    pub async fn keep(
        &self,
        profile: &str,
        kind: SecretKind,
        secret: PrivateKey,
        place: Place,
    ) -> Result<(), VaultError> {
        match place {
            Place::Memory => self.keep_for_session(profile, kind, secret),
            Place::Keyring => {
                self.store(profile, kind, &secret).await?;
                self.forget_session(profile, kind);
            }
        }
        Ok(())
    }

    /// The secret, from memory before the keyring; none where none is kept. That there is no keyring
    /// is a failure only where the secret should be in it.
    pub async fn find(
        &self,
        profile: &str,
        kind: SecretKind,
        place: Place,
    ) -> Result<Option<PrivateKey>, VaultError> {
        if let Some(secret) = self.session(profile, kind) {
            return Ok(Some(secret));
        }
        match self.load(profile, kind).await {
            Err(error) if place == Place::Memory && error.is_no_keyring() => Ok(None),
            loaded => loaded,
        }
    }

    /// Forgets the secret wherever it is. That there is no keyring is a failure only where the secret
    /// should be in it: nobody shall believe that it is gone.
    pub async fn forget(
        &self,
        profile: &str,
        kind: SecretKind,
        place: Place,
    ) -> Result<(), VaultError> {
        match self.remove(profile, kind).await {
            Err(error) if place == Place::Memory && error.is_no_keyring() => {}
            removed => removed?,
        }
        self.forget_session(profile, kind);
        Ok(())
    }
}
