//! The merchant's webhooks at Points, and whether what they send arrives.
//!
//! Points tells a webhook's secret on every read. Of one that leads to the profile's inbox it goes on
//! into the keyring, and where a person says so into the inbox; all others are dropped as they come.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use points_api::{ApiError, BaseUrl, Client, Failure, Webhook, WebhookUuid};
use tokio::sync::oneshot;
use url::Url;
use uuid::Uuid;

use super::profile::{Access, OpenProfile};
use super::registry::StoredProfile;
use super::webhook_secrets::ToldSecret;
use super::{Desk, DeskError};
use crate::inbox::{InboxAddress, deliver_test};
use crate::sync::Line;
use crate::view::{
    Environment, Topic, WebhookRequest, WebhookSecretPlace, WebhookTest, WebhookView, WebhooksView,
};
use crate::webhooks::{
    Beforehand, HandOver, TestEvent, WebhookFault, Wish, can_be_kept, checked, hook_here, hook_of,
    suggested_url, wants_a_look,
};

/// So many webhooks are asked for at once.
const AT_ONCE: u32 = 50;
/// No merchant has more pages of them.
const MOST_PAGES: u32 = 100;

/// A test event that was kept at the address is waited for so long at the inbox.
const PATIENCE: Duration = Duration::from_secs(10);
/// A desk that does not follow its inbox looks into it so often meanwhile.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// All webhooks as Points told them.
struct Listed {
    webhooks: Vec<Webhook>,
    /// UTC milliseconds.
    read_at: i64,
}

impl Listed {
    fn find(&self, uuid: WebhookUuid) -> Result<&Webhook, WebhookFault> {
        self.webhooks
            .iter()
            .find(|webhook| webhook.uuid == uuid)
            .ok_or(WebhookFault::Unknown)
    }
}

impl Desk {
    /// The webhooks that Points has of this merchant. Waits for Points.
    pub async fn webhooks(&self) -> Result<WebhooksView, DeskError> {
        let open = self.open_with_key().await?;
        let _alone = self.webhooks.lock().await;
        let listed = self.listed(&open).await?;
        self.webhooks_view(&open, &listed)
    }

    /// Registers a webhook, and hands its secret to the inbox where it leads there and the inbox
    /// takes it. Waits for Points; what came of it is looked up where its answer is lost, and nothing
    /// is sent twice.
    pub async fn register_webhook(
        &self,
        request: WebhookRequest,
    ) -> Result<WebhooksView, DeskError> {
        let open = self.open_with_key().await?;
        let wanted = checked(&request, points_is_here(&open.stored))?;
        self.bring_about(&open, &Wish::Register(wanted)).await
    }

    /// Changes the name and the address of a webhook; the same otherwise.
    pub async fn change_webhook(
        &self,
        uuid: &str,
        request: WebhookRequest,
    ) -> Result<WebhooksView, DeskError> {
        let open = self.open_with_key().await?;
        let wanted = checked(&request, points_is_here(&open.stored))?;
        let wish = Wish::Change(webhook_uuid(uuid)?, wanted);
        self.bring_about(&open, &wish).await
    }

    /// Removes a webhook at Points, and forgets its secret.
    pub async fn remove_webhook(&self, uuid: &str) -> Result<WebhooksView, DeskError> {
        let open = self.open_with_key().await?;
        let wish = Wish::Remove(webhook_uuid(uuid)?);
        self.bring_about(&open, &wish).await
    }

    /// Hands the secret of a webhook to the inbox, as Points tells it now.
    pub async fn hand_over_webhook_secret(&self, uuid: &str) -> Result<WebhooksView, DeskError> {
        let open = self.open_with_key().await?;
        let uuid = webhook_uuid(uuid)?;
        let _alone = self.webhooks.lock().await;
        let listed = self.listed(&open).await?;
        self.hand_over(&open, listed.find(uuid)?).await?;
        self.webhooks_view(&open, &listed)
    }

    /// Writes the secret of a webhook into the file of an inbox that takes none from desks, as the
    /// line `HOOK=secret`, and says the hook. The webhook may lead to any inbox.
    pub async fn save_webhook_secret(&self, uuid: &str, path: &Path) -> Result<String, DeskError> {
        let open = self.open_with_key().await?;
        let uuid = webhook_uuid(uuid)?;
        let _alone = self.webhooks.lock().await;
        let listed = self.listed(&open).await?;
        let webhook = listed.find(uuid)?;
        let hook = hook_of(&webhook.url).ok_or(WebhookFault::UrlInvalid)?;
        let secret = webhook
            .secret
            .clone()
            .filter(|secret| can_be_kept(secret).is_some())
            .ok_or(WebhookFault::SecretMissing)?;
        let (file, line) = (path.to_owned(), hook.clone());
        tokio::task::spawn_blocking(move || points_inbox::write_secret(&file, &line, &secret))
            .await
            .map_err(std::io::Error::other)
            .and_then(|written| written)
            .map_err(|source| DeskError::File {
                path: path.to_owned(),
                source,
            })?;
        Ok(hook)
    }

    /// Delivers a test event to the address of a webhook, as Points would, and waits for it at the
    /// inbox.
    pub async fn test_webhook(&self, uuid: &str) -> Result<WebhookTest, DeskError> {
        let open = self.open_with_key().await?;
        let uuid = webhook_uuid(uuid)?;
        let (url, secret) = {
            let _alone = self.webhooks.lock().await;
            let listed = self.listed(&open).await?;
            let webhook = listed.find(uuid)?;
            let inboxes = inboxes_of(&self.stored(&open.stored.id)?);
            hook_here(&inboxes, &webhook.url).ok_or(DeskError::InboxMissing)?;
            let secret = webhook.secret.clone().ok_or(WebhookFault::SecretMissing)?;
            let url = Url::parse(&webhook.url).map_err(|_| WebhookFault::UrlInvalid)?;
            (url, secret)
        };
        open.following
            .inbox()
            .ok_or(DeskError::InboxMissing)?
            .map_err(DeskError::InboxClosed)?;
        let event = TestEvent { id: Uuid::new_v4() };
        // Waited for from before it is sent: it may be read before the address has answered.
        let coming = open.following.await_test(event);
        let sent = Instant::now();
        let answered_after = deliver_test(&url, &secret, event).await?;
        let came = tokio::time::timeout(PATIENCE, self.test_came(&open, coming)).await;
        Ok(WebhookTest {
            answered_after: milliseconds(answered_after),
            arrived_after: matches!(came, Ok(true)).then(|| milliseconds(sent.elapsed())),
        })
    }

    async fn test_came(&self, open: &OpenProfile, mut coming: oneshot::Receiver<()>) -> bool {
        let follows_by_itself = self.access == Access::Background;
        loop {
            tokio::select! {
                came = &mut coming => return came.is_ok(),
                () = tokio::time::sleep(LOOK_AGAIN), if !follows_by_itself => {
                    if let Err(failure) = open.following.catch_up().await {
                        tracing::warn!(code = ?failure.code, "the inbox was not read");
                    }
                }
            }
        }
    }

    /// Brings a wish about, at most once, and says how the webhooks stand then.
    async fn bring_about(
        &self,
        open: &OpenProfile,
        wish: &Wish,
    ) -> Result<WebhooksView, DeskError> {
        let _alone = self.webhooks.lock().await;
        let listed = carry_out(open, wish).await?;
        self.keep_secrets_of(open, &listed).await?;
        if let Some(webhook) = wish.brought_about(&listed.webhooks)
            && let Err(error) = self.offer(open, webhook).await
        {
            // What was asked for is done all the same, and the view says where the secret is.
            tracing::warn!(%error, "the inbox did not take the webhook's secret");
        }
        self.webhooks_view(open, &listed)
    }

    /// All webhooks; the secrets of those that lead to the inbox are kept.
    async fn listed(&self, open: &OpenProfile) -> Result<Listed, DeskError> {
        let listed = list(open).await?;
        self.keep_secrets_of(open, &listed).await?;
        Ok(listed)
    }

    async fn keep_secrets_of(&self, open: &OpenProfile, listed: &Listed) -> Result<(), DeskError> {
        let inboxes = inboxes_of(&self.stored(&open.stored.id)?);
        let told = listed
            .webhooks
            .iter()
            .filter(|webhook| hook_here(&inboxes, &webhook.url).is_some())
            .filter_map(|webhook| {
                Some(ToldSecret {
                    uuid: webhook.uuid,
                    secret: can_be_kept(webhook.secret.as_ref()?)?,
                })
            })
            .collect();
        self.keep_webhook_secrets(&open.stored.id, told).await
    }

    /// Hands the secret of a webhook over where it leads to the inbox; else nothing is to be done.
    async fn offer(&self, open: &OpenProfile, webhook: &Webhook) -> Result<(), DeskError> {
        let inboxes = inboxes_of(&self.stored(&open.stored.id)?);
        if hook_here(&inboxes, &webhook.url).is_none() {
            return Ok(());
        }
        self.hand_over(open, webhook).await
    }

    /// Hands the secret of a webhook to the inbox, and remembers that it was taken.
    async fn hand_over(&self, open: &OpenProfile, webhook: &Webhook) -> Result<(), DeskError> {
        let id = open.stored.id.clone();
        let stored = self.stored(&id)?;
        let hook = hook_here(&inboxes_of(&stored), &webhook.url).ok_or(DeskError::InboxMissing)?;
        let secret = webhook
            .secret
            .as_ref()
            .filter(|secret| can_be_kept(secret).is_some())
            .ok_or(WebhookFault::SecretMissing)?;
        self.give_inbox_secret(&hook, secret).await?;
        let taken = HandOver::new(Uuid::new_v4(), &whole_hook(&stored, &hook), secret);
        let uuid = webhook.uuid;
        self.change_registry(move |registry| {
            let webhooks = &mut registry.profile_mut(&id)?.webhooks;
            if let Some(noted) = webhooks.iter_mut().find(|noted| noted.uuid == uuid) {
                noted.handed_over = Some(taken);
            }
            Ok(())
        })
        .await?;
        self.board.changed(&[Topic::Inbox]);
        Ok(())
    }

    fn webhooks_view(
        &self,
        open: &OpenProfile,
        listed: &Listed,
    ) -> Result<WebhooksView, DeskError> {
        let stored = self.stored(&open.stored.id)?;
        let inboxes = inboxes_of(&stored);
        let view = |webhook: &Webhook| {
            let hook = hook_here(&inboxes, &webhook.url);
            WebhookView {
                uuid: webhook.uuid.to_string(),
                name: webhook.name.clone(),
                url: webhook.url.clone(),
                created_at: webhook.created_at.map(|at| at.timestamp_millis()),
                leads_here: hook.is_some(),
                secret: hook.map_or(WebhookSecretPlace::Elsewhere, |hook| {
                    secret_place(&stored, webhook, &whole_hook(&stored, &hook))
                }),
            }
        };
        Ok(WebhooksView {
            webhooks: listed.webhooks.iter().map(view).collect(),
            suggested_url: suggested_url(&inboxes, points_is_here(&stored), &listed.webhooks),
            read_at: listed.read_at,
        })
    }

    /// The open profile, with its key in use also where the desk only reads along.
    async fn open_with_key(&self) -> Result<Arc<OpenProfile>, DeskError> {
        let open = self.open_profile_or_fail().await?;
        if !open.line.has_key() {
            let key = self.key_of(&self.stored(&open.stored.id)?).await?;
            open.use_key(Ok(key))?;
        }
        Ok(open)
    }
}

/// Carries a wish out, at most once; the list as it is then.
async fn carry_out(open: &OpenProfile, wish: &Wish) -> Result<Listed, DeskError> {
    let before = list(open).await?;
    match wish.beforehand(&before.webhooks) {
        Beforehand::Hindered(fault) => return Err(fault.into()),
        Beforehand::Done => return Ok(before),
        Beforehand::Send => {}
    }
    let error = match send(&open.line, wish).await {
        Ok(answered) => {
            return Ok(Listed {
                webhooks: wish.shown_in(before.webhooks, answered),
                ..before
            });
        }
        Err(error) => error,
    };
    if !wants_a_look(&error) {
        return Err(told(error, open.stored.environment));
    }
    let after = match list(open).await {
        Ok(after) => Some(after),
        Err(failure) => {
            tracing::warn!(%failure, "what came of a change of webhooks cannot be looked up");
            None
        }
    };
    let shown = after.as_ref().map(|after| after.webhooks.as_slice());
    match (wish.afterwards(&error, shown), after) {
        (Ok(()), Some(after)) => Ok(after),
        (Err(Some(fault)), _) => Err(fault.into()),
        (Ok(()) | Err(None), _) => Err(told(error, open.stored.environment)),
    }
}

/// Sends a wish once; the webhook as Points answers it, where one is left.
async fn send(line: &Line, wish: &Wish) -> Result<Option<Webhook>, ApiError> {
    match wish {
        Wish::Register(wanted) => {
            let create = |client: Client| async move { client.create_webhook(wanted).await };
            line.call("POST /webhooks", create).await.map(Some)
        }
        Wish::Change(uuid, wanted) => {
            let replace =
                |client: Client| async move { client.replace_webhook(*uuid, wanted).await };
            line.call("PUT /webhooks/{uuid}", replace).await.map(Some)
        }
        Wish::Remove(uuid) => {
            let delete = |client: Client| async move { client.delete_webhook(*uuid).await };
            line.call("DELETE /webhooks/{uuid}", delete).await?;
            Ok(None)
        }
    }
}

/// Reads every page. Where no page says how many there are, the last is the one that brings nothing
/// new.
async fn list(open: &OpenProfile) -> Result<Listed, DeskError> {
    let mut webhooks: Vec<Webhook> = Vec::new();
    let mut read_at = 0;
    for number in 1..=MOST_PAGES {
        let read = |client: Client| async move { client.list_webhooks(number, AT_ONCE).await };
        let page = open
            .line
            .call("GET /webhooks", read)
            .await
            .map_err(|error| DeskError::from(error).at(open.stored.environment))?;
        read_at = page.timing.received_at.timestamp_millis();
        let known = webhooks.len();
        for webhook in page.webhooks {
            // One moves to the next page when another is registered meanwhile.
            if webhooks.iter().all(|known| known.uuid != webhook.uuid) {
                webhooks.push(webhook);
            }
        }
        let is_last = match page.last_page {
            Some(last) => u64::from(number) >= last,
            None => webhooks.len() == known,
        };
        if is_last {
            break;
        }
    }
    Ok(Listed { webhooks, read_at })
}

/// What Points, or the way to it, said about a change.
fn told(error: ApiError, environment: Environment) -> DeskError {
    match error.failure {
        Failure::NotFound { .. } => WebhookFault::Unknown.into(),
        _ => DeskError::from(error).at(environment),
    }
}

/// The inbox that the profile reads, by every address that leads to it.
fn inboxes_of(stored: &StoredProfile) -> Vec<InboxAddress> {
    let here = stored.inbox_here.iter().flat_map(|here| {
        let public = here.host.iter().map(|host| format!("https://{host}"));
        std::iter::once(format!("http://127.0.0.1:{}", here.port)).chain(public)
    });
    stored
        .inbox
        .clone()
        .into_iter()
        .chain(here)
        .filter_map(|address| InboxAddress::parse(&address).ok())
        .collect()
}

/// The hook as a hand-over is remembered by. The desk's own inbox keeps its secrets wherever it
/// listens.
fn whole_hook(stored: &StoredProfile, hook: &str) -> String {
    let inbox = match &stored.inbox_here {
        Some(_) => "here",
        None => stored.inbox.as_deref().unwrap_or_default(),
    };
    format!("{inbox}/hooks/{hook}")
}

fn secret_place(stored: &StoredProfile, webhook: &Webhook, hook: &str) -> WebhookSecretPlace {
    let Some(secret) = &webhook.secret else {
        return WebhookSecretPlace::Untold;
    };
    if can_be_kept(secret).is_none() {
        return WebhookSecretPlace::Untold;
    }
    let noted = stored
        .webhooks
        .iter()
        .find(|noted| noted.uuid == webhook.uuid);
    match noted.and_then(|noted| noted.handed_over.as_ref()) {
        Some(taken) if taken.is_of(hook, secret) => WebhookSecretPlace::WithInbox,
        _ => WebhookSecretPlace::Kept,
    }
}

/// Whether the profile's Points is on this machine.
fn points_is_here(stored: &StoredProfile) -> bool {
    BaseUrl::parse(&stored.base_url).is_ok_and(|base| base.is_loopback())
}

fn webhook_uuid(text: &str) -> Result<WebhookUuid, WebhookFault> {
    text.parse().map_err(|_| WebhookFault::Unknown)
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
