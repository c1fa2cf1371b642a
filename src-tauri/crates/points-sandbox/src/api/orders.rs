//! The calls about one order (dossier, "Endpoints").

use uuid::Uuid;

use super::form::Form;
use crate::envelope::{Failure, Success};
use crate::lifecycle::Step;
use crate::order::{Label, ShippingStatus};
use crate::render::fingerprint;
use crate::world::{StepFailure, World};

const LABEL_LIMIT: usize = 120;
const REASON_LIMIT: usize = 500;

/// An order's uuid from the path; anything else is no resource of this merchant.
pub(super) fn order_uuid(text: &str) -> Result<Uuid, Failure> {
    text.parse().map_err(|_| Failure::NotFound("Order"))
}

/// `GET /orders/{uuid}`.
pub(super) fn read(world: &World, uuid: &str) -> Result<Success, Failure> {
    let order = world
        .order(order_uuid(uuid)?)
        .ok_or(Failure::NotFound("Order"))?;
    Ok(Success::read(
        world.rendered(&order),
        fingerprint(order.uuid),
    ))
}

/// Takes a step and answers the order as it is then.
pub(super) fn take(world: &mut World, uuid: &str, step: &Step) -> Result<Success, Failure> {
    match world.step(order_uuid(uuid)?, step) {
        Ok(order) => Ok(Success::applied(
            world.rendered(&order),
            fingerprint(order.uuid),
        )),
        Err(StepFailure::NotFound) => Err(Failure::NotFound("Order")),
        Err(StepFailure::Refused(text)) => Err(Failure::rule(text)),
    }
}

/// `POST /orders/{uuid}/complete`: `payment_method` is a string, "1" to "10".
pub(super) fn complete(world: &mut World, uuid: &str, body: &[u8]) -> Result<Success, Failure> {
    let mut form = Form::parse(body);
    let payment_method = form.value("payment_method").and_then(|value| {
        let known = value.as_str().filter(|text| {
            text.parse::<u8>()
                .is_ok_and(|n| (1..=10).contains(&n) && n.to_string() == **text)
        });
        if known.is_none() {
            form.complain("payment_method", "The selected payment method is invalid.");
        }
        known.map(str::to_owned)
    });
    exists(world, uuid)?;
    form.finish()?;
    take(world, uuid, &Step::Complete { payment_method })
}

/// `POST /orders/{uuid}/cancel`: `reason` ≤ 500, with a documented default.
pub(super) fn cancel(world: &mut World, uuid: &str, body: &[u8]) -> Result<Success, Failure> {
    let mut form = Form::parse(body);
    let reason = form.text("reason", REASON_LIMIT);
    exists(world, uuid)?;
    form.finish()?;
    let reason = reason.unwrap_or_else(|| "Order cancelled via API".to_owned());
    take(world, uuid, &Step::Cancel { reason })
}

/// `POST /orders/{uuid}/refund`: `amount` ≥ 0 (absent: all of it), `reason` ≤ 500.
pub(super) fn refund(world: &mut World, uuid: &str, body: &[u8]) -> Result<Success, Failure> {
    let mut form = Form::parse(body);
    let halalas = form.amount("amount");
    let reason = form.text("reason", REASON_LIMIT);
    exists(world, uuid)?;
    form.finish()?;
    take(world, uuid, &Step::Refund { halalas, reason })
}

/// `POST /orders/{uuid}/status`: at least one of `status`, `name_ar`, `name_en` (≤ 120) on the
/// live site; `status` required in the April `OpenAPI`.
pub(super) fn ship(world: &mut World, uuid: &str, body: &[u8]) -> Result<Success, Failure> {
    let live_site = world.record.rules.live_site;
    let mut form = Form::parse(body);
    let sent = form.value("status");
    let status = sent
        .as_ref()
        .and_then(|sent| ShippingStatus::from_word(sent.as_str()?));
    if sent.is_some() && status.is_none() {
        form.complain("status", "The selected status is invalid.");
    }
    let (ar, en) = if live_site {
        (
            form.text("name_ar", LABEL_LIMIT),
            form.text("name_en", LABEL_LIMIT),
        )
    } else {
        (None, None)
    };
    let named = live_site && (form.value("name_ar").is_some() || form.value("name_en").is_some());
    if sent.is_none() && !named {
        form.require("status");
    }
    exists(world, uuid)?;
    form.finish()?;
    take(
        world,
        uuid,
        &Step::Ship {
            status,
            label: label(ar, en),
        },
    )
}

/// "The missing one is machine-translated by Points": here, by the six words that Points knows;
/// any other text stands in for its own translation.
fn label(ar: Option<String>, en: Option<String>) -> Option<Label> {
    let known = |text: &str| {
        ShippingStatus::ALL
            .into_iter()
            .map(ShippingStatus::label)
            .find(|label| label.ar == text || label.en == text)
    };
    match (ar, en) {
        (Some(ar), Some(en)) => Some(Label { ar, en }),
        (Some(ar), None) => {
            let en = known(&ar).map_or_else(|| ar.clone(), |label| label.en);
            Some(Label { ar, en })
        }
        (None, Some(en)) => {
            let ar = known(&en).map_or_else(|| en.clone(), |label| label.ar);
            Some(Label { ar, en })
        }
        (None, None) => None,
    }
}

/// Laravel binds the order of the path before it validates the body.
fn exists(world: &World, uuid: &str) -> Result<(), Failure> {
    world
        .order(order_uuid(uuid)?)
        .map(|_| ())
        .ok_or(Failure::NotFound("Order"))
}
