//! What is secret about a profile's inbox: the token by which it knows the desk and, where the desk
//! keeps it itself, the secrets of its hooks. In the keyring, or in memory until the app ends.

use std::collections::BTreeSet;

use points_api::{PrivateKey, WebhookSecret};

use super::keys::still_there;
use super::{Desk, DeskError};
use crate::secrets::{Place, SecretKind};

/// The secrets of a hook, the newest last.
const OF_A_HOOK: [SecretKind; 2] = [SecretKind::HookSecretBefore, SecretKind::HookSecret];

impl Desk {
    /// Keeps the token by which the profile's inbox knows this desk.
    pub(super) async fn keep_inbox_token(
        &self,
        id: &str,
        token: PrivateKey,
        place: Place,
    ) -> Result<(), DeskError> {
        self.vault
            .keep(id, SecretKind::InboxToken, token, place)
            .await?;
        Ok(())
    }

    /// The token; none where none is kept.
    pub(super) async fn inbox_token(
        &self,
        id: &str,
        place: Place,
    ) -> Result<Option<PrivateKey>, DeskError> {
        Ok(self.vault.find(id, SecretKind::InboxToken, place).await?)
    }

    /// Where what is secret about the profile's own inbox lies: where its key does.
    pub(super) fn place_of_secrets(&self, id: &str) -> Result<Place, DeskError> {
        if self.private_key.is_some() {
            return Ok(Place::Memory);
        }
        Ok(self.stored(id)?.place_of_key())
    }

    /// Keeps the newest secret of a hook of the desk's own inbox, and the one before.
    pub(super) async fn keep_hook_secret(
        &self,
        id: &str,
        hook: &str,
        secret: &WebhookSecret,
    ) -> Result<(), DeskError> {
        // Noted first: what is not noted would be forgotten by nobody.
        let (noted_id, noted_hook) = (id.to_owned(), hook.to_owned());
        self.change_registry(move |registry| {
            let here = &mut registry.profile_mut(&noted_id)?.inbox_here;
            here.as_mut()
                .ok_or(DeskError::InboxMissing)?
                .hooks
                .insert(noted_hook);
            Ok(())
        })
        .await?;
        let place = self.place_of_secrets(id)?;
        let owner = owner(id, hook);
        let newest = self
            .vault
            .find(&owner, SecretKind::HookSecret, place)
            .await?;
        if let Some(newest) = newest {
            if unwrapped(&newest).matches(secret.expose()) {
                return Ok(());
            }
            let before = SecretKind::HookSecretBefore;
            self.vault.keep(&owner, before, newest, place).await?;
        }
        let newest = SecretKind::HookSecret;
        self.vault
            .keep(&owner, newest, wrapped(secret)?, place)
            .await?;
        Ok(())
    }

    /// The secrets of these hooks, the newest of each last.
    pub(super) async fn hook_secrets(
        &self,
        id: &str,
        hooks: &BTreeSet<String>,
    ) -> Result<Vec<(String, WebhookSecret)>, DeskError> {
        let place = self.place_of_secrets(id)?;
        let mut secrets = Vec::new();
        for hook in hooks {
            for kind in OF_A_HOOK {
                if let Some(kept) = self.vault.find(&owner(id, hook), kind, place).await? {
                    secrets.push((hook.clone(), unwrapped(&kept)));
                }
            }
        }
        Ok(secrets)
    }

    /// Forgets the token, and the secrets of the hooks. A keyring that is not there is a failure only
    /// where something may be in it: nobody shall believe that it is gone.
    pub(super) async fn forget_inbox_secrets(&self, id: &str) -> Result<(), DeskError> {
        let is_here = self.stored(id)?.inbox_here.is_some();
        let place = if is_here {
            self.place_of_secrets(id)?
        } else {
            Place::Keyring
        };
        self.forget_inbox_secret(id, SecretKind::InboxToken, place)
            .await?;
        self.forget_hook_secrets(id).await
    }

    /// Forgets the secrets of the hooks of the desk's own inbox.
    pub(super) async fn forget_hook_secrets(&self, id: &str) -> Result<(), DeskError> {
        let Some(here) = self.stored(id)?.inbox_here else {
            return Ok(());
        };
        let place = self.place_of_secrets(id)?;
        for hook in &here.hooks {
            for kind in OF_A_HOOK {
                self.forget_inbox_secret(&owner(id, hook), kind, place)
                    .await?;
            }
        }
        Ok(())
    }

    /// What is in memory was never in a keyring, whatever is said of the others.
    async fn forget_inbox_secret(
        &self,
        owner: &str,
        kind: SecretKind,
        place: Place,
    ) -> Result<(), DeskError> {
        let is_in_memory = self.vault.session(owner, kind).is_some();
        let place = if is_in_memory { Place::Memory } else { place };
        self.vault
            .forget(owner, kind, place)
            .await
            .map_err(still_there)
    }
}

/// Whose entry of the keyring the secrets of a hook are.
fn owner(id: &str, hook: &str) -> String {
    format!("{id}/hooks/{hook}")
}

/// As the vault keeps it: a key is forgiven the quotes around it, and a secret may have some.
fn wrapped(secret: &WebhookSecret) -> Result<PrivateKey, DeskError> {
    Ok(PrivateKey::parse(format!(":{}:", secret.expose()))?)
}

fn unwrapped(kept: &PrivateKey) -> WebhookSecret {
    let text = kept.expose();
    let bare = text
        .strip_prefix(':')
        .and_then(|text| text.strip_suffix(':'));
    WebhookSecret::new(bare.unwrap_or(text).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_comes_back_as_it_was() {
        for text in [
            "hook-secret-0123456789",
            "'quoted-0123456789\"",
            ":colons:0123456789:",
        ] {
            let secret = WebhookSecret::new(text.to_owned());
            assert_eq!(unwrapped(&wrapped(&secret).unwrap()).expose(), text);
        }
    }
}
