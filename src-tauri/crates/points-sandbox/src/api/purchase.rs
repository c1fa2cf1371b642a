//! New orders: hosted checkout, earning, rating points (dossier, "Endpoints").

use serde_json::{Map, json};

use super::form::Form;
use crate::envelope::{Failure, Success};
use crate::lifecycle::Occurrence;
use crate::money;
use crate::order::{FinancialStatus, Item, Order, OrderKind, ShippingStatus, points_for};
use crate::render::{fingerprint, number};
use crate::test_phones::NO_ACCOUNT;
use crate::world::{Session, World};

/// What Points says of a phone without an account; the message is Arabic (dossier,
/// "Environments, keys"), its words are documented nowhere.
const NO_ACCOUNT_MESSAGE: &str = "لا يوجد حساب نقاط بهذا الرقم، وستضاف النقاط بعد التسجيل";
/// Points for a rating; the documentation names none.
const RATING_POINTS_HUNDREDTHS: i64 = 5_000;

/// What checkout and earning have in common.
struct Purchase {
    phone: Option<String>,
    order: Order,
}

/// `POST /orders/checkout/{publicKey}`: answers only a `checkout_url`, no uuid.
pub(super) fn checkout(
    world: &mut World,
    public_key: &str,
    origin: &str,
    body: &[u8],
) -> Result<Success, Failure> {
    if !world.accepts_public_key(public_key) {
        return Err(Failure::KeyRefused);
    }
    verified(world)?;
    let mut form = Form::parse(body);
    let callback_url = form.url("callback_url", 2_000, false);
    let purchase = purchase(world, form, OrderKind::Replacing)?;
    let order = world.create(purchase.order);
    let token = world.dice().token(40);
    let session = Session {
        order: order.uuid,
        callback_url,
        phone: purchase.phone,
        opened_at: world.now(),
    };
    let checkout_url = format!("{origin}/session/{token}");
    world.record.sessions.insert(token, session);
    Ok(Success::applied(
        json!({ "checkout_url": checkout_url }),
        fingerprint(order.uuid),
    ))
}

/// `POST /orders/earning`: an order, or a pending one when the account is not active yet. The
/// caller holds the merchant's lock.
pub(super) fn earn(world: &mut World, body: &[u8]) -> Result<Success, Failure> {
    verified(world)?;
    let mut form = Form::parse(body);
    form.require("phone_number");
    form.require("products");
    let purchase = purchase(world, form, OrderKind::Earning)?;
    if purchase.phone.as_deref() == Some(NO_ACCOUNT) {
        let pending = json!({
            "pending_client_activation": true,
            "pending_earning_order": {
                "id": world.next_id(),
                "merchant_order_number": purchase.order.order_number,
                "total_price": number(&money::shortest(purchase.order.total_halalas)),
                "total_points": number(&money::shortest(purchase.order.points_hundredths)),
            },
        });
        return Ok(Success {
            message: NO_ACCOUNT_MESSAGE,
            ..Success::applied(pending, 0)
        });
    }
    // "An earning order normally goes `new` → `approved` at once."
    let order = world.create(Order {
        financial: FinancialStatus::Approved,
        ..purchase.order
    });
    world.announce_order(
        &order,
        &Occurrence {
            event: "approved",
            refund_halalas: None,
        },
    );
    Ok(Success::applied(
        world.rendered(&order),
        fingerprint(order.uuid),
    ))
}

/// `POST /orders/earning/store-rating` and `…/product-rating`: points for a rating, keyed by
/// `review_reference`. The answer's shape is documented nowhere.
pub(super) fn rate(world: &mut World, body: &[u8]) -> Result<Success, Failure> {
    if !world.record.rules.live_site {
        return Err(Failure::NotFound("Route"));
    }
    verified(world)?;
    let mut form = Form::parse(body);
    form.require("phone_number");
    form.require("review_reference");
    form.phone("phone_number");
    let review_reference = form.text("review_reference", 255).unwrap_or_default();
    form.finish()?;
    let known = world.record.ratings.contains_key(&review_reference);
    let points = *world
        .record
        .ratings
        .entry(review_reference.clone())
        .or_insert(RATING_POINTS_HUNDREDTHS);
    let data = json!({
        "review_reference": review_reference,
        "total_points": number(&money::shortest(points)),
    });
    Ok(if known {
        Success::read(data, 0)
    } else {
        Success::applied(data, 0)
    })
}

/// 403: "merchant not verified or published".
pub(super) fn verified(world: &World) -> Result<(), Failure> {
    let merchant = world.record.merchant;
    if merchant.verified && merchant.integration {
        Ok(())
    } else {
        Err(Failure::Forbidden)
    }
}

fn purchase(world: &World, mut form: Form, kind: OrderKind) -> Result<Purchase, Failure> {
    form.require("total_price");
    form.require("order_number");
    let total_halalas = form.amount("total_price").unwrap_or_default();
    let order_number = form.text("order_number", 255).unwrap_or_default();
    let phone = form.phone("phone_number");
    form.text("name", 255);
    for amount in ["shipping_amount", "tax_amount", "discount_amount"] {
        form.amount(amount);
    }
    form.address();
    let items: Vec<Item> = form.products();
    let metadata = form.object("metadata");
    form.finish()?;
    // "A leading `#` is stripped."
    let order_number = order_number
        .strip_prefix('#')
        .map_or(order_number.clone(), str::to_owned);
    if world.record.rules.unique_order_numbers && world.has_order_number(&order_number) {
        return Err(Failure::rule("Order number already exists"));
    }
    let now = world.now();
    let order = Order {
        id: 0,
        uuid: uuid::Uuid::nil(),
        order_number,
        reference_number: None,
        kind,
        financial: FinancialStatus::New,
        shipping: Some(ShippingStatus::New),
        custom_label: None,
        total_halalas,
        points_hundredths: points_for(total_halalas),
        refunded_halalas: 0,
        completed: false,
        payment_method: None,
        reason: None,
        settlement_status: None,
        metadata,
        items,
        created_at: now,
        updated_at: now,
        extra: Map::new(),
    };
    Ok(Purchase { phone, order })
}
