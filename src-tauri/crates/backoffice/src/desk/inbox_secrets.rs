//! What is secret about a profile's inbox: the token by which it knows the desk and, where the desk
//! keeps it itself, the secrets of its hooks. In the keyring, or in memory until the app ends.

use std::collections::BTreeSet;

use points_api::{PrivateKey, WebhookSecret};

use super::{Desk, DeskError};
use crate::secrets::{SecretKind, VaultError};

/// The secrets of a hook, the newest last.
const OF_A_HOOK: [SecretKind; 2] = [SecretKind::HookSecretBefore, SecretKind::HookSecret];

impl Desk {
    /// Keeps the token by which the profile's inbox knows this desk.
    pub(super) async fn keep_inbox_token(
        &self,
        id: &str,
        token: PrivateKey,
        in_memory: bool,
    ) -> Result<(), DeskError> {
        self.keep_inbox_secret(id, SecretKind::InboxToken, token, in_memory)
            .await
    }

    /// The token; none where none is kept.
    pub(super) async fn inbox_token(
        &self,
        id: &str,
        in_memory: bool,
    ) -> Result<Option<PrivateKey>, DeskError> {
        self.inbox_secret(id, SecretKind::InboxToken, in_memory)
            .await
    }

    /// Whether what is secret about the profile's own inbox stays in memory, as its key does.
    pub(super) fn keeps_in_memory(&self, id: &str) -> Result<bool, DeskError> {
        Ok(self.private_key.is_some() || !self.stored(id)?.has_stored_key())
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
        let in_memory = self.keeps_in_memory(id)?;
        let owner = owner(id, hook);
        let newest = self
            .inbox_secret(&owner, SecretKind::HookSecret, in_memory)
            .await?;
        if let Some(newest) = newest {
            if unwrapped(&newest).matches(secret.expose()) {
                return Ok(());
            }
            let before = SecretKind::HookSecretBefore;
            self.keep_inbox_secret(&owner, before, newest, in_memory)
                .await?;
        }
        let newest = SecretKind::HookSecret;
        self.keep_inbox_secret(&owner, newest, wrapped(secret)?, in_memory)
            .await
    }

    /// The secrets of these hooks, the newest of each last.
    pub(super) async fn hook_secrets(
        &self,
        id: &str,
        hooks: &BTreeSet<String>,
    ) -> Result<Vec<(String, WebhookSecret)>, DeskError> {
        let in_memory = self.keeps_in_memory(id)?;
        let mut secrets = Vec::new();
        for hook in hooks {
            for kind in OF_A_HOOK {
                if let Some(kept) = self.inbox_secret(&owner(id, hook), kind, in_memory).await? {
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
        let in_memory = is_here && self.keeps_in_memory(id)?;
        self.forget_inbox_secret(id, SecretKind::InboxToken, in_memory)
            .await?;
        self.forget_hook_secrets(id).await
    }

    /// Forgets the secrets of the hooks of the desk's own inbox.
    pub(super) async fn forget_hook_secrets(&self, id: &str) -> Result<(), DeskError> {
        let Some(here) = self.stored(id)?.inbox_here else {
            return Ok(());
        };
        let in_memory = self.keeps_in_memory(id)?;
        for hook in &here.hooks {
            for kind in OF_A_HOOK {
                self.forget_inbox_secret(&owner(id, hook), kind, in_memory)
                    .await?;
            }
        }
        Ok(())
    }

    async fn keep_inbox_secret(
        &self,
        owner: &str,
        kind: SecretKind,
        secret: PrivateKey,
        in_memory: bool,
    ) -> Result<(), DeskError> {
        let name = session_name(owner, kind);
        if in_memory {
            self.vault.keep_for_session(&name, secret);
        } else {
            self.vault.store(owner, kind, &secret).await?;
            self.vault.forget_session(&name);
        }
        Ok(())
    }

    async fn inbox_secret(
        &self,
        owner: &str,
        kind: SecretKind,
        in_memory: bool,
    ) -> Result<Option<PrivateKey>, DeskError> {
        if let Some(secret) = self.vault.session(&session_name(owner, kind)) {
            return Ok(Some(secret));
        }
        match self.vault.load(owner, kind).await {
            // Without a keyring there is nothing in it.
            Err(VaultError::NoBus | VaultError::NoService) if in_memory => Ok(None),
            loaded => Ok(loaded?),
        }
    }

    /// `in_memory`: the keyring has none of it, as far as is known.
    async fn forget_inbox_secret(
        &self,
        owner: &str,
        kind: SecretKind,
        in_memory: bool,
    ) -> Result<(), DeskError> {
        let name = session_name(owner, kind);
        let in_memory = in_memory || self.vault.session(&name).is_some();
        match self.vault.remove(owner, kind).await {
            Err(VaultError::NoBus | VaultError::NoService) if in_memory => {}
            Err(error @ (VaultError::NoBus | VaultError::NoService)) => {
                return Err(DeskError::KeyOutOfReach(error));
            }
            removed => removed?,
        }
        self.vault.forget_session(&name);
        Ok(())
    }
}

/// Whose entry of the keyring the secrets of a hook are.
fn owner(id: &str, hook: &str) -> String {
    format!("{id}/hooks/{hook}")
}

/// Under what a secret is kept in memory, beside the profile's key.
fn session_name(owner: &str, kind: SecretKind) -> String {
    format!("{owner}/{kind:?}")
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
