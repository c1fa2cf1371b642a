//! Keys: from the person's keyboard to the keyring, once.

use std::sync::Arc;

use points_api::{Client, ClientOptions, PrivateKey};

use super::profile::{OpenProfile, client};
use super::registry::StoredProfile;
use super::{Desk, DeskError};
use crate::actions::{KeyOwner, key_owner};
use crate::clock;
use crate::failure::plain;
use crate::secrets::{Place, SecretKind, VaultError};
use crate::view::{
    Connected, DeskView, ErrorCode, KeyView, KeyringHealth, ProfileView, Proof, Topic,
};

impl Desk {
    /// Asks Points whether it accepts the profile's key. Waits for Points. A key that it accepts
    /// is taken into use where there was none, or where it was refused before.
    pub async fn check_key(&self, profile: &str) -> Result<Vec<Proof>, DeskError> {
        let stored = self.stored(profile)?;
        let key = self.key_of(&stored).await?;
        client(&stored, key.clone())?
            .check_key()
            .await
            .map_err(|error| DeskError::from(error).at(stored.environment))?;
        if let Some(open) = self.open_if(&stored.id).await
            && !open.line.is_open()
        {
            open.use_key(Ok(key))?;
            self.board.changed(&[Topic::Desk, Topic::Sync]);
        }
        Ok(vec![Proof::PrivateKeyAccepted, public_key_proof(&stored)])
    }

    /// Puts another key in the place of the profile's, once Points has accepted it.
    pub async fn replace_key(
        &self,
        profile: &str,
        private_key: String,
        keep_for_session: bool,
    ) -> Result<Connected, DeskError> {
        let key = PrivateKey::parse(private_key)?;
        let stored = self.stored(profile)?;
        refuse_same_key(stored.public_key.as_deref(), &key)?;
        let client = client(&stored, key.clone())?;
        client
            .check_key()
            .await
            .map_err(|error| DeskError::from(error).at(stored.environment))?;
        self.refuse_key_of_another_store(&stored.id, &client)
            .await?;
        let kept = self.keep_key(&stored.id, &key, keep_for_session).await?;
        let (id, noted) = (stored.id.clone(), key.clone());
        self.change_registry(move |registry| {
            note_key(registry.profile_mut(&id)?, &noted, keep_for_session);
            Ok(())
        })
        .await?;
        if keep_for_session && stored.has_stored_key() {
            self.forget_stored_key(&stored.id).await;
        }
        if let Some(open) = self.open_if(&stored.id).await {
            open.use_key(Ok(key))?;
        }
        self.board.changed(&[Topic::Desk, Topic::Sync]);
        let stored = self.stored(&stored.id)?;
        Ok(Connected {
            proved: vec![Proof::PrivateKeyAccepted, public_key_proof(&stored), kept],
            profile: self.profile_view(&stored),
        })
    }

    /// Nothing that waits to be sent leaves under the key of another merchant: Points has to know
    /// one of the profile's orders with the new key.
    async fn refuse_key_of_another_store(
        &self,
        id: &str,
        client: &Client,
    ) -> Result<(), DeskError> {
        let Some(open) = self.open_if(id).await else {
            return Ok(());
        };
        if open.store.open_queue().await?.is_empty() {
            return Ok(());
        }
        match key_owner(&open.store, client).await? {
            KeyOwner::Another => Err(DeskError::KeyOfAnotherStore),
            // What cannot be told now is no reason to keep a person from the key: before anything
            // leaves under it, it is asked again.
            KeyOwner::Store | KeyOwner::Unknown(_) => Ok(()),
        }
    }

    /// Forgets the profile's key, here and in the keyring.
    pub async fn remove_key(&self, profile: &str) -> Result<DeskView, DeskError> {
        let stored = self.stored(profile)?;
        self.forget_key(&stored.id, stored.place_of_key()).await?;
        let id = stored.id.clone();
        self.change_registry(move |registry| {
            let stored = registry.profile_mut(&id)?;
            stored.key_last_four = None;
            stored.key_stored_at = None;
            Ok(())
        })
        .await?;
        if let Some(open) = self.open_if(&stored.id).await {
            open.use_key(Err(plain(ErrorCode::KeyMissing)))?;
        }
        self.board.changed(&[Topic::Desk, Topic::Sync]);
        self.desk_view().await
    }

    /// Forgets a key in memory and in the keyring. A keyring that is not there is a failure only
    /// where that is the key's place: nobody shall believe that it is gone.
    pub(super) async fn forget_key(&self, id: &str, place: Place) -> Result<(), DeskError> {
        self.vault
            .forget(id, SecretKind::PrivateKey, place)
            .await
            .map_err(still_there)
    }

    /// Takes the key out of the keyring that another, for this session, took the place of. One
    /// that cannot be reached stays there unused: the desk asks for none that it has not noted.
    async fn forget_stored_key(&self, id: &str) {
        if let Err(error) = self.vault.remove(id, SecretKind::PrivateKey).await {
            tracing::warn!(%error, "the earlier key stays in the keyring");
        }
    }

    /// Puts a key where the person wants it, and says what that proves.
    pub(super) async fn keep_key(
        &self,
        id: &str,
        key: &PrivateKey,
        keep_for_session: bool,
    ) -> Result<Proof, DeskError> {
        let place = Place::chosen(keep_for_session);
        let kept = self
            .vault
            .keep(id, SecretKind::PrivateKey, key.clone(), place)
            .await;
        match (kept, place) {
            (Ok(()), Place::Memory) => Ok(Proof::KeyForSession),
            (Ok(()), Place::Keyring) => {
                self.note_keyring(KeyringHealth::Available);
                Ok(Proof::KeyInKeyring)
            }
            (Err(error), _) => {
                self.note_keyring(error.health());
                Err(error.into())
            }
        }
    }

    /// The profile's key: given for this run, kept for this session, or from the keyring.
    pub(super) async fn key_of(&self, stored: &StoredProfile) -> Result<PrivateKey, DeskError> {
        if let Some(key) = self
            .private_key
            .clone()
            .or_else(|| self.vault.session(&stored.id, SecretKind::PrivateKey))
        {
            return Ok(key);
        }
        if !stored.has_stored_key() {
            return Err(DeskError::KeyMissing);
        }
        match self.vault.load(&stored.id, SecretKind::PrivateKey).await {
            Ok(key) => {
                self.note_keyring(KeyringHealth::Available);
                key.ok_or(DeskError::KeyMissing)
            }
            Err(error) => {
                self.note_keyring(error.health());
                Err(error.into())
            }
        }
    }

    pub(super) async fn open_if(&self, id: &str) -> Option<Arc<OpenProfile>> {
        self.open
            .read()
            .await
            .clone()
            .filter(|open| open.stored.id == id)
    }

    pub(super) fn stored(&self, id_or_name: &str) -> Result<StoredProfile, DeskError> {
        self.registry()
            .profile(id_or_name)
            .cloned()
            .ok_or(DeskError::ProfileUnknown)
    }

    pub(super) fn profile_view(&self, stored: &StoredProfile) -> ProfileView {
        let session = self
            .private_key
            .clone()
            .or_else(|| self.vault.session(&stored.id, SecretKind::PrivateKey));
        let key = match (session, &stored.key_last_four, stored.key_stored_at) {
            (Some(key), _, _) => KeyView::Session {
                last_four: key.last_four(),
            },
            (None, Some(last_four), Some(stored_at)) => KeyView::Stored {
                last_four: last_four.clone(),
                stored_at,
            },
            _ => KeyView::Missing,
        };
        ProfileView {
            id: stored.id.clone(),
            name: stored.name.clone(),
            environment: stored.environment,
            base_url: stored.base_url.clone(),
            public_key: stored.public_key.clone(),
            key,
        }
    }
}

/// Proves a key that belongs to no profile yet. Waits for Points.
pub(super) async fn prove(base: points_api::BaseUrl, key: &PrivateKey) -> Result<(), DeskError> {
    Client::new(base, Some(key.clone()), ClientOptions::default())
        .map_err(|error| DeskError::Client(error.to_string()))?
        .check_key()
        .await?;
    Ok(())
}

/// Why a secret could not be forgotten: one that may be in a keyring that is not there is not gone.
pub(super) fn still_there(error: VaultError) -> DeskError {
    if error.is_no_keyring() {
        DeskError::KeyOutOfReach(error)
    } else {
        error.into()
    }
}

/// Keeps what may be shown of a key.
pub(super) fn note_key(stored: &mut StoredProfile, key: &PrivateKey, keep_for_session: bool) {
    if keep_for_session {
        stored.key_last_four = None;
        stored.key_stored_at = None;
    } else {
        stored.key_last_four = Some(key.last_four());
        stored.key_stored_at = Some(clock::now());
    }
}

pub(super) fn refuse_same_key(public: Option<&str>, key: &PrivateKey) -> Result<(), DeskError> {
    let same = public
        .and_then(|text| points_api::PublicKey::parse(text.to_owned()).ok())
        .is_some_and(|public| public.same_text(key));
    if same {
        Err(DeskError::SameKeyTwice)
    } else {
        Ok(())
    }
}

pub(super) fn public_key_proof(stored: &StoredProfile) -> Proof {
    if stored.public_key.is_some() {
        Proof::PublicKeyShapeOnly
    } else {
        Proof::NoPublicKey
    }
}
