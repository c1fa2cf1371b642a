//! Webhooks: list, create, read, change, remove (dossier, "Endpoints").

use serde_json::{Value, json};
use uuid::Uuid;

use super::form::Form;
use crate::envelope::{Failure, Success};
use crate::render::{fingerprint, iso};
use crate::world::{Webhook, World, webhook_secret};

const PER_PAGE: usize = 15;
const MERCHANT_ID: u64 = 123;

/// `GET /webhooks?per_page=&page=`, with Laravel's `links` and `meta`.
pub(super) fn list(
    world: &World,
    origin: &str,
    per_page: Option<&str>,
    page: Option<&str>,
) -> Result<Success, Failure> {
    let mut form = Form::parse(b"");
    let per_page = per_page.map_or(Some(PER_PAGE), |text| text.parse().ok().filter(|&n| n >= 1));
    let Some(per_page) = per_page else {
        form.complain("per_page", "The per page field must be at least 1.");
        form.finish()?;
        return Err(Failure::NotFound("Page"));
    };
    let page = page
        .and_then(|text| text.parse::<usize>().ok())
        .filter(|&n| n >= 1)
        .unwrap_or(1);
    let hooks = &world.record.webhooks;
    let skipped = (page - 1).saturating_mul(per_page);
    let data: Vec<Value> = hooks
        .iter()
        .skip(skipped)
        .take(per_page)
        .map(resource)
        .collect();
    let last_page = hooks.len().div_ceil(per_page).max(1);
    let path = format!("{origin}/api/v1/webhooks");
    let link = |page: usize| format!("{path}?page={page}");
    let links = json!({
        "first": link(1),
        "last": link(last_page),
        "prev": (page > 1).then(|| link(page - 1)),
        "next": (page < last_page).then(|| link(page + 1)),
    });
    let meta = json!({
        "current_page": page,
        "from": (!data.is_empty()).then_some(skipped + 1),
        "last_page": last_page,
        "path": path,
        "per_page": per_page,
        "to": (!data.is_empty()).then_some(skipped + data.len()),
        "total": hooks.len(),
    });
    Ok(Success {
        message: "",
        data: json!(data),
        paging: Some((links, meta)),
        fingerprint: 0,
        applied: false,
    })
}

/// `POST /webhooks {name ≤ 255, url ≤ 500}`; a duplicate URL is refused.
pub(super) fn create(world: &mut World, body: &[u8]) -> Result<Success, Failure> {
    verified(world)?;
    let mut form = Form::parse(body);
    form.require("name");
    form.require("url");
    let name = form.text("name", 255).unwrap_or_default();
    let url = form
        .url("url", 500, world.record.rules.https_webhooks)
        .unwrap_or_default();
    form.finish()?;
    unused(world, &url, None)?;
    let now = world.now();
    let mut dice = world.dice();
    let webhook = Webhook {
        uuid: dice.uuid(),
        name,
        url,
        secret: webhook_secret(&mut dice),
        created_at: now,
        updated_at: now,
    };
    let data = resource(&webhook);
    let mark = fingerprint(webhook.uuid);
    world.record.webhooks.push(webhook);
    Ok(Success::applied(data, mark))
}

/// `GET /webhooks/{uuid}`; "the secret comes back on every read".
pub(super) fn read(world: &World, uuid: &str) -> Result<Success, Failure> {
    let uuid = known(world, uuid)?;
    let webhook = world
        .record
        .webhooks
        .iter()
        .find(|webhook| webhook.uuid == uuid);
    let webhook = webhook.ok_or(Failure::NotFound("Webhook"))?;
    Ok(Success::read(resource(webhook), fingerprint(uuid)))
}

/// `PUT` and `PATCH /webhooks/{uuid}`: "only supplied fields are changed", at least one.
pub(super) fn update(world: &mut World, uuid: &str, body: &[u8]) -> Result<Success, Failure> {
    verified(world)?;
    let uuid = known(world, uuid)?;
    let mut form = Form::parse(body);
    let name = form.text("name", 255);
    let url = form.url("url", 500, world.record.rules.https_webhooks);
    if form.value("name").is_none() && form.value("url").is_none() {
        form.require("name");
        form.require("url");
    }
    form.finish()?;
    if let Some(url) = &url {
        unused(world, url, Some(uuid))?;
    }
    let now = world.now();
    let webhook = world
        .record
        .webhooks
        .iter_mut()
        .find(|webhook| webhook.uuid == uuid);
    let webhook = webhook.ok_or(Failure::NotFound("Webhook"))?;
    webhook.name = name.unwrap_or_else(|| webhook.name.clone());
    webhook.url = url.unwrap_or_else(|| webhook.url.clone());
    webhook.updated_at = now;
    Ok(Success::applied(resource(webhook), fingerprint(uuid)))
}

/// `DELETE /webhooks/{uuid}`: an envelope without a resource.
pub(super) fn remove(world: &mut World, uuid: &str) -> Result<Success, Failure> {
    verified(world)?;
    let uuid = known(world, uuid)?;
    world.record.webhooks.retain(|webhook| webhook.uuid != uuid);
    Ok(Success::applied(Value::Null, fingerprint(uuid)))
}

/// Webhooks need a verified merchant; the integration switch does not matter to them.
fn verified(world: &World) -> Result<(), Failure> {
    if world.record.merchant.verified {
        Ok(())
    } else {
        Err(Failure::Forbidden)
    }
}

fn known(world: &World, uuid: &str) -> Result<Uuid, Failure> {
    let uuid = uuid.parse().map_err(|_| Failure::NotFound("Webhook"))?;
    let exists = world
        .record
        .webhooks
        .iter()
        .any(|webhook| webhook.uuid == uuid);
    if exists {
        Ok(uuid)
    } else {
        Err(Failure::NotFound("Webhook"))
    }
}

fn unused(world: &World, url: &str, except: Option<Uuid>) -> Result<(), Failure> {
    let taken = world
        .record
        .webhooks
        .iter()
        .any(|webhook| webhook.url == url && Some(webhook.uuid) != except);
    if taken {
        Err(Failure::rule("Webhook already exists for this URL"))
    } else {
        Ok(())
    }
}

fn resource(webhook: &Webhook) -> Value {
    json!({
        "uuid": webhook.uuid,
        "merchant_id": MERCHANT_ID,
        "name": webhook.name,
        "url": webhook.url,
        "secret": webhook.secret,
        "created_at": iso(webhook.created_at, true),
        "updated_at": iso(webhook.updated_at, true),
    })
}
