//! The inbox that a store profile reads.

use std::sync::Arc;
use std::time::Duration;

use points_api::{PrivateKey, WebhookSecret};

use super::profile::OpenProfile;
use super::{Desk, DeskError};
use crate::clock;
use crate::failure::plain;
use crate::inbox::{InboxAddress, InboxClient};
use crate::secrets::{SecretKind, VaultError};
use crate::view::{ErrorCode, FailureView, InboxRequest, InboxView, Topic};

impl Desk {
    /// How the open profile's inbox stands.
    pub async fn inbox_view(&self) -> Result<InboxView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open.following.view(clock::now()).await?)
    }

    /// Connects the open profile to an inbox, once that has taken the token; its events are taken
    /// over from now on. The token goes to the keyring.
    pub async fn connect_inbox(&self, request: InboxRequest) -> Result<InboxView, DeskError> {
        // First of all: from here on the text of the token is wiped however this ends.
        let token = PrivateKey::parse(request.token)?;
        let address = InboxAddress::parse(&request.address).map_err(|_| DeskError::InboxAddress)?;
        let open = self.open_profile_or_fail().await?;
        let inbox = InboxClient::new(address.clone(), token.clone())?;
        inbox.events(i64::MAX - 1, Duration::ZERO).await?;
        let id = open.stored.id.clone();
        if request.keep_for_session {
            self.vault.keep_for_session(&session_name(&id), token);
        } else {
            self.vault
                .store(&id, SecretKind::InboxToken, &token)
                .await?;
            self.vault.forget_session(&session_name(&id));
        }
        let kept = address.to_string();
        self.change_registry(move |registry| {
            registry.profile_mut(&id)?.inbox = Some(kept);
            Ok(())
        })
        .await?;
        open.following
            .use_inbox(Some(address.to_string()), Some(Ok(inbox)));
        self.board.changed(&[Topic::Desk, Topic::Inbox]);
        self.inbox_view().await
    }

    /// Reads the inbox no more, and forgets its token. What was taken over stays.
    pub async fn leave_inbox(&self) -> Result<InboxView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let id = open.stored.id.clone();
        self.forget_inbox_token(&id).await?;
        self.forget_webhook_secrets(&id).await?;
        self.change_registry(move |registry| {
            registry.profile_mut(&id)?.inbox = None;
            Ok(())
        })
        .await?;
        open.following.use_inbox(None, None);
        self.board.changed(&[Topic::Desk, Topic::Inbox]);
        self.inbox_view().await
    }

    /// Hands the secret of a hook to the open profile's inbox, so that it takes what Points delivers
    /// with it. Handing the same over again changes nothing.
    pub async fn give_inbox_secret(
        &self,
        hook: &str,
        secret: &WebhookSecret,
    ) -> Result<(), DeskError> {
        let open = self.open_profile_or_fail().await?;
        let inbox = open.following.inbox().ok_or(DeskError::InboxMissing)?;
        Ok(inbox
            .map_err(DeskError::InboxClosed)?
            .give_secret(hook, secret)
            .await?)
    }

    /// Takes the profile's inbox into use, if it has one: with the token from the keyring, or
    /// saying why there is none.
    pub(super) async fn fetch_inbox(&self, open: &Arc<OpenProfile>) {
        let Some(text) = self
            .stored(&open.stored.id)
            .ok()
            .and_then(|stored| stored.inbox)
        else {
            return;
        };
        let inbox = self.inbox_of(&open.stored.id, &text).await;
        if let Err(failure) = &inbox {
            tracing::warn!(code = ?failure.code, "the inbox cannot be read");
        }
        open.following.use_inbox(Some(text), Some(inbox));
    }

    /// Forgets the token in memory and in the keyring. A keyring that is not there is a failure only
    /// where the token may be in it: nobody shall believe that it is gone.
    pub(super) async fn forget_inbox_token(&self, id: &str) -> Result<(), DeskError> {
        let name = session_name(id);
        let is_in_memory = self.vault.session(&name).is_some();
        match self.vault.remove(id, SecretKind::InboxToken).await {
            Err(VaultError::NoBus | VaultError::NoService) if is_in_memory => {}
            Err(error @ (VaultError::NoBus | VaultError::NoService)) => {
                return Err(DeskError::KeyOutOfReach(error));
            }
            removed => removed?,
        }
        self.vault.forget_session(&name);
        Ok(())
    }

    async fn inbox_of(&self, id: &str, address: &str) -> Result<InboxClient, FailureView> {
        let address =
            InboxAddress::parse(address).map_err(|_| plain(ErrorCode::InboxAddressInvalid))?;
        let token = match self.vault.session(&session_name(id)) {
            Some(token) => token,
            None => self
                .vault
                .load(id, SecretKind::InboxToken)
                .await
                .map_err(|error| FailureView::from(&DeskError::from(error)))?
                .ok_or_else(|| plain(ErrorCode::InboxTokenRefused))?,
        };
        InboxClient::new(address, token).map_err(|fault| FailureView::from(&fault))
    }
}

/// Under what the token is kept in memory, beside the profile's key.
fn session_name(id: &str) -> String {
    format!("{id}/inbox")
}
