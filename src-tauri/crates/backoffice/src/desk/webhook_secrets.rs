//! What is kept of the secrets of webhooks: in the keyring, or in memory where the profile's key is.
//! Which ones those are is noted first and forgotten last, so that none is left behind unknown.

use points_api::{PrivateKey, WebhookUuid};

use super::keys::still_there;
use super::registry::StoredWebhook;
use super::{Desk, DeskError};
use crate::secrets::{SecretKind, VaultError};

/// A secret as Points told it.
pub(super) struct ToldSecret {
    pub(super) uuid: WebhookUuid,
    pub(super) secret: PrivateKey,
}

/// What is to change in what is noted.
#[derive(Debug, PartialEq, Eq)]
struct Changes {
    forget: Vec<StoredWebhook>,
    note: Vec<WebhookUuid>,
}

impl Desk {
    /// Keeps these secrets of a profile's webhooks, and forgets all others. A keyring that cannot be
    /// reached takes nothing from what Points told: the secret is kept in memory then, and one that
    /// is to be forgotten stays noted until it is.
    pub(super) async fn keep_webhook_secrets(
        &self,
        profile: &str,
        told: Vec<ToldSecret>,
    ) -> Result<(), DeskError> {
        let stored = self.stored(profile)?;
        let in_keyring = stored.has_stored_key();
        let uuids: Vec<_> = told.iter().map(|told| told.uuid).collect();
        let Changes { forget, mut note } = changes(&stored.webhooks, &uuids, in_keyring);
        let mut forgotten = Vec::new();
        for webhook in forget {
            match self.forget_webhook_secret(profile, &webhook).await {
                Ok(()) => forgotten.push(webhook.uuid),
                Err(error) => {
                    tracing::warn!(%error, "a webhook's secret stays in the keyring");
                    note.retain(|uuid| *uuid != webhook.uuid);
                }
            }
        }
        if !forgotten.is_empty() || !note.is_empty() {
            let id = profile.to_owned();
            self.change_registry(move |registry| {
                let webhooks = &mut registry.profile_mut(&id)?.webhooks;
                webhooks.retain(|webhook| !forgotten.contains(&webhook.uuid));
                for uuid in note {
                    note_webhook(webhooks, uuid, in_keyring);
                }
                Ok(())
            })
            .await?;
        }
        for told in told {
            self.keep_webhook_secret(profile, told, in_keyring).await;
        }
        Ok(())
    }

    /// Forgets the secrets of all webhooks of a profile. A keyring that is not there is a failure
    /// where one may be in it: nobody shall believe that it is gone.
    pub(super) async fn forget_webhook_secrets(&self, profile: &str) -> Result<(), DeskError> {
        let _alone = self.webhooks.lock().await;
        let webhooks = self.stored(profile)?.webhooks;
        if webhooks.is_empty() {
            return Ok(());
        }
        for webhook in &webhooks {
            self.forget_webhook_secret(profile, webhook)
                .await
                .map_err(still_there)?;
        }
        let id = profile.to_owned();
        self.change_registry(move |registry| {
            registry.profile_mut(&id)?.webhooks.clear();
            Ok(())
        })
        .await
    }

    async fn keep_webhook_secret(&self, profile: &str, told: ToldSecret, in_keyring: bool) {
        let ToldSecret { uuid, secret } = told;
        let kind = SecretKind::WebhookSecret(uuid);
        if in_keyring {
            match self.store_webhook_secret(profile, kind, &secret).await {
                Ok(()) => return self.vault.forget_session(profile, kind),
                Err(error) => {
                    tracing::warn!(%error, "a webhook's secret is kept in memory alone");
                }
            }
        }
        self.vault.keep_for_session(profile, kind, secret);
    }

    async fn store_webhook_secret(
        &self,
        profile: &str,
        kind: SecretKind,
        secret: &PrivateKey,
    ) -> Result<(), VaultError> {
        let kept = self.vault.load(profile, kind).await?;
        if kept.is_some_and(|kept| kept.expose() == secret.expose()) {
            return Ok(());
        }
        self.vault.store(profile, kind, secret).await
    }

    async fn forget_webhook_secret(
        &self,
        profile: &str,
        webhook: &StoredWebhook,
    ) -> Result<(), VaultError> {
        let kind = SecretKind::WebhookSecret(webhook.uuid);
        if webhook.in_keyring {
            self.vault.remove(profile, kind).await?;
        }
        self.vault.forget_session(profile, kind);
        Ok(())
    }
}

/// What is to be forgotten of what is noted, and what is to be noted, so that just these webhooks are.
fn changes(noted: &[StoredWebhook], told: &[WebhookUuid], in_keyring: bool) -> Changes {
    let is_noted = |uuid: &WebhookUuid| {
        noted
            .iter()
            .any(|webhook| webhook.uuid == *uuid && webhook.in_keyring == in_keyring)
    };
    Changes {
        forget: noted
            .iter()
            .filter(|webhook| {
                // What is in memory from now on must not stay in the keyring.
                !told.contains(&webhook.uuid) || (webhook.in_keyring && !in_keyring)
            })
            .cloned()
            .collect(),
        note: told
            .iter()
            .copied()
            .filter(|uuid| !is_noted(uuid))
            .collect(),
    }
}

fn note_webhook(webhooks: &mut Vec<StoredWebhook>, uuid: WebhookUuid, in_keyring: bool) {
    match webhooks.iter_mut().find(|webhook| webhook.uuid == uuid) {
        Some(webhook) => webhook.in_keyring = in_keyring,
        None => webhooks.push(StoredWebhook {
            uuid,
            in_keyring,
            handed_over: None,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uuid(last: u8) -> WebhookUuid {
        format!("3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c{last:02}")
            .parse()
            .unwrap()
    }

    fn noted(last: u8, in_keyring: bool) -> StoredWebhook {
        StoredWebhook {
            uuid: uuid(last),
            in_keyring,
            handed_over: None,
        }
    }

    #[test]
    fn just_what_points_told_is_kept_and_where_the_key_is() {
        let nothing = Changes {
            forget: Vec::new(),
            note: Vec::new(),
        };
        let here = [noted(1, true), noted(2, true)];
        assert_eq!(changes(&here, &[uuid(1), uuid(2)], true), nothing);
        assert_eq!(
            changes(&here, &[uuid(2), uuid(3)], true),
            Changes {
                forget: vec![noted(1, true)],
                note: vec![uuid(3)],
            }
        );
        // The key went from the keyring into memory, and back.
        assert_eq!(
            changes(&here[..1], &[uuid(1)], false),
            Changes {
                forget: vec![noted(1, true)],
                note: vec![uuid(1)],
            }
        );
        assert_eq!(
            changes(&[noted(1, false)], &[uuid(1)], true),
            Changes {
                forget: Vec::new(),
                note: vec![uuid(1)],
            }
        );
    }
}
