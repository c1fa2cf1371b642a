//! The inbox that a store profile reads.

use std::time::Duration;

use points_api::{PrivateKey, WebhookSecret};

use super::profile::OpenProfile;
use super::{Desk, DeskError};
use crate::clock;
use crate::failure::plain;
use crate::inbox::{InboxAddress, InboxClient};
use crate::secrets::Place;
use crate::view::{ErrorCode, FailureView, InboxRequest, InboxView, Topic};

impl Desk {
    /// How the open profile's inbox stands.
    pub async fn inbox_view(&self) -> Result<InboxView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open.following.view(clock::now()).await?)
    }

    /// Connects the open profile to an inbox, once that has taken the token; its events are taken
    /// over from now on. The token goes to the keyring. An inbox that the desk kept itself ends.
    pub async fn connect_inbox(&self, request: InboxRequest) -> Result<InboxView, DeskError> {
        // First of all: from here on the text of the token is wiped however this ends.
        let token = PrivateKey::parse(request.token)?;
        let address = InboxAddress::parse(&request.address).map_err(|_| DeskError::InboxAddress)?;
        let open = self.open_profile_or_fail().await?;
        let inbox = InboxClient::new(address.clone(), token.clone())?;
        inbox.events(i64::MAX - 1, Duration::ZERO).await?;
        let mut here = open.inbox_here.lock().await;
        let id = open.stored.id.clone();
        self.keep_inbox_token(&id, token, Place::chosen(request.keep_for_session))
            .await?;
        if let Err(error) = self.forget_hook_secrets(&id).await {
            tracing::warn!(%error, "secrets of the inbox that was kept here stay, unused");
        }
        let kept = address.to_string();
        self.change_registry(move |registry| {
            let stored = registry.profile_mut(&id)?;
            stored.inbox = Some(kept);
            stored.inbox_here = None;
            Ok(())
        })
        .await?;
        open.following
            .use_inbox(Some(address.to_string()), Some(Ok(inbox)));
        if let Some(before) = here.take() {
            before.shutdown().await;
        }
        self.board.changed(&[Topic::Desk, Topic::Inbox]);
        self.inbox_view().await
    }

    /// Reads the inbox no more, and forgets its token; one that the desk kept itself ends, and its
    /// secrets are forgotten too. What was taken over stays, and so do the events that it has.
    pub async fn leave_inbox(&self) -> Result<InboxView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let id = open.stored.id.clone();
        self.forget_webhook_secrets(&id).await?;
        let mut here = open.inbox_here.lock().await;
        self.forget_inbox_secrets(&id).await?;
        self.change_registry(move |registry| {
            let stored = registry.profile_mut(&id)?;
            stored.inbox = None;
            stored.inbox_here = None;
            Ok(())
        })
        .await?;
        open.following.use_inbox(None, None);
        if let Some(before) = here.take() {
            before.shutdown().await;
        }
        self.board.changed(&[Topic::Desk, Topic::Inbox]);
        self.inbox_view().await
    }

    /// Hands the secret of a hook to the open profile's inbox, so that it takes what Points delivers
    /// with it; the one before stays valid. Handing the same over again changes nothing.
    pub async fn give_inbox_secret(
        &self,
        hook: &str,
        secret: &WebhookSecret,
    ) -> Result<(), DeskError> {
        let open = self.open_profile_or_fail().await?;
        if self.stored(&open.stored.id)?.inbox_here.is_some() {
            return self.give_secret_here(&open, hook, secret).await;
        }
        let inbox = open.following.inbox().ok_or(DeskError::InboxMissing)?;
        Ok(inbox
            .map_err(DeskError::InboxClosed)?
            .give_secret(hook, secret)
            .await?)
    }

    /// Takes the profile's inbox into use, if it has one: with the token from the keyring, or
    /// saying why there is none.
    pub(super) async fn fetch_inbox(&self, open: &OpenProfile) {
        let Ok(stored) = self.stored(&open.stored.id) else {
            return;
        };
        if let Some(here) = stored.inbox_here {
            self.begin_inbox_here(open, &here).await;
        } else if let Some(text) = stored.inbox {
            let inbox = self.inbox_of(&stored.id, &text).await;
            if let Err(failure) = &inbox {
                tracing::warn!(code = ?failure.code, "the inbox cannot be read");
            }
            open.following.use_inbox(Some(text), Some(inbox));
        }
    }

    async fn inbox_of(&self, id: &str, address: &str) -> Result<InboxClient, FailureView> {
        let address =
            InboxAddress::parse(address).map_err(|_| plain(ErrorCode::InboxAddressInvalid))?;
        let token = self
            .inbox_token(id, Place::Keyring)
            .await
            .map_err(|error| FailureView::from(&error))?
            .ok_or_else(|| plain(ErrorCode::InboxTokenRefused))?;
        InboxClient::new(address, token).map_err(|fault| FailureView::from(&fault))
    }
}
