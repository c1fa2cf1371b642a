//! `pointsctl webhooks`: the merchant's webhooks at Points. No secret is in any of its output.

use std::path::Path;

use backoffice::desk::{Access, Desk, DeskError};
use backoffice::view::{
    WebhookRequest, WebhookSecretPlace, WebhookTest, WebhookView, WebhooksView,
};
use backoffice::webhooks::WebhookFault;
use serde::Serialize;
use serde_json::json;

use crate::arguments::{ChangeWebhook, WebhooksCommand};
use crate::ending::Ending;
use crate::failures::CommandFailure;
use crate::opening::Opening;
use crate::output::Output;
use crate::table::{Table, harmless, or_dash};
use crate::times::{in_riyadh, rfc3339};
use crate::words::word;

#[derive(Serialize)]
struct WebhookShape {
    uuid: String,
    name: String,
    url: String,
    created_at: Option<String>,
    leads_here: bool,
    secret: String,
}

impl From<&WebhookView> for WebhookShape {
    fn from(webhook: &WebhookView) -> Self {
        Self {
            uuid: webhook.uuid.clone(),
            name: webhook.name.clone(),
            url: webhook.url.clone(),
            created_at: webhook.created_at.and_then(rfc3339),
            leads_here: webhook.leads_here,
            secret: word(&webhook.secret),
        }
    }
}

/// Does what is asked.
pub(crate) async fn run(
    command: WebhooksCommand,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    let access = match command {
        WebhooksCommand::List | WebhooksCommand::SaveSecret { .. } => Access::ReadOnly,
        _ => Access::Foreground,
    };
    opening
        .work(access, async |desk| match &command {
            WebhooksCommand::List => tell(&desk.webhooks().await?, output),
            WebhooksCommand::Register { name, url } => {
                let request = WebhookRequest {
                    name: name.clone(),
                    url: url.clone(),
                };
                tell(&desk.register_webhook(request).await?, output)
            }
            WebhooksCommand::Change(change) => tell(&changed(desk, change).await?, output),
            WebhooksCommand::Remove { uuid } => tell(&desk.remove_webhook(uuid).await?, output),
            WebhooksCommand::HandOver { uuid } => {
                tell(&desk.hand_over_webhook_secret(uuid).await?, output)
            }
            WebhooksCommand::Test { uuid } => tell_test(desk.test_webhook(uuid).await?, output),
            WebhooksCommand::SaveSecret { uuid, to } => save_secret(desk, uuid, to, output).await,
        })
        .await
}

/// What is not said to be changed stays as Points has it.
async fn changed(desk: &Desk, change: &ChangeWebhook) -> Result<WebhooksView, CommandFailure> {
    let request = match (&change.name, &change.url) {
        (Some(name), Some(url)) => WebhookRequest {
            name: name.clone(),
            url: url.clone(),
        },
        (name, url) => {
            let listed = desk.webhooks().await?;
            let uuid = change.uuid.trim().to_ascii_lowercase();
            let webhook = listed
                .webhooks
                .into_iter()
                .find(|webhook| webhook.uuid == uuid)
                .ok_or(DeskError::Webhook(WebhookFault::Unknown))?;
            WebhookRequest {
                name: name.clone().unwrap_or(webhook.name),
                url: url.clone().unwrap_or(webhook.url),
            }
        }
    };
    Ok(desk.change_webhook(&change.uuid, request).await?)
}

fn tell(view: &WebhooksView, output: Output) -> Result<Ending, CommandFailure> {
    let webhooks: Vec<_> = view.webhooks.iter().map(WebhookShape::from).collect();
    let told = json!({
        "webhooks": webhooks,
        "suggested_url": view.suggested_url,
        "read_at": rfc3339(view.read_at),
    });
    output.result(&told, || in_words(view))?;
    Ok(Ending::Good)
}

fn in_words(view: &WebhooksView) -> String {
    let mut text = if view.webhooks.is_empty() {
        "Points has no webhook of this merchant.".to_owned()
    } else {
        let mut table = Table::new(&["UUID", "NAME", "ADDRESS", "SINCE", "SECRET"]);
        for webhook in &view.webhooks {
            table.row([
                webhook.uuid.clone(),
                webhook.name.clone(),
                webhook.url.clone(),
                or_dash(webhook.created_at.and_then(in_riyadh)),
                place_in_words(webhook.secret).to_owned(),
            ]);
        }
        table.text()
    };
    if let Some(url) = &view.suggested_url {
        text.push_str("\n\nFor the connected inbox: pointsctl webhooks register \"Points Desk\" ");
        text.push_str(&harmless(url));
    }
    text
}

fn place_in_words(place: WebhookSecretPlace) -> &'static str {
    match place {
        WebhookSecretPlace::Elsewhere => "leads elsewhere",
        WebhookSecretPlace::Untold => "not told",
        WebhookSecretPlace::Kept => "kept here",
        WebhookSecretPlace::WithInbox => "with the inbox",
    }
}

fn tell_test(test: WebhookTest, output: Output) -> Result<Ending, CommandFailure> {
    let told = json!({
        "answered_after_ms": test.answered_after,
        "arrived_after_ms": test.arrived_after,
    });
    output.result(&told, || {
        let answered = test.answered_after;
        match test.arrived_after {
            Some(arrived) => format!(
                "The address kept it after {answered} ms, and it arrived here after {arrived} ms."
            ),
            None => format!(
                "The address kept it after {answered} ms, but it did not arrive: the address is \
                 that of another inbox."
            ),
        }
    })?;
    Ok(match test.arrived_after {
        Some(_) => Ending::Good,
        None => Ending::Failed,
    })
}

async fn save_secret(
    desk: &Desk,
    uuid: &str,
    path: &Path,
    output: Output,
) -> Result<Ending, CommandFailure> {
    let hook = desk.save_webhook_secret(uuid, path).await?;
    let path = path.display().to_string();
    output.result(&json!({ "hook": hook, "path": path }), || {
        format!("The secret of {hook} is in {}.", harmless(&path))
    })?;
    Ok(Ending::Good)
}
