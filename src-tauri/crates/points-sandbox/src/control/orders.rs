//! Orders behind the client's back: the truth about them, and changes that no API call made.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::fields::OrderFields;
use super::{Answer, Problem, read_body};
use crate::lifecycle::{Occurrence, Step};
use crate::money;
use crate::order::{FinancialStatus, Order, OrderKind, ShippingStatus};
use crate::shared::Shared;
use crate::world::{StepFailure, World};

const EVENTS: [&str; 8] = [
    "approved",
    "authorized",
    "captured",
    "cancelled",
    "completed",
    "refunded",
    "auto_refunded",
    "shipping_status_updated",
];

#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Page {
    limit: usize,
    offset: usize,
    status: Option<FinancialStatus>,
    shipping: Option<ShippingStatus>,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            limit: 100,
            offset: 0,
            status: None,
            shipping: None,
        }
    }
}

/// `GET /_sandbox/orders?limit=&offset=&status=&shipping=`: newest first.
pub(super) async fn list(State(shared): State<Arc<Shared>>, Query(page): Query<Page>) -> Answer {
    let world = shared.world();
    let fits = |uuid: &Uuid| {
        if page.status.is_none() && page.shipping.is_none() {
            return true;
        }
        world.statuses(*uuid).is_some_and(|(financial, shipping)| {
            page.status.is_none_or(|wanted| wanted == financial)
                && page.shipping.is_none_or(|wanted| Some(wanted) == shipping)
        })
    };
    let orders: Vec<Value> = world
        .uuids()
        .filter(fits)
        .skip(page.offset)
        .take(page.limit)
        .filter_map(|uuid| world.order(uuid))
        .map(|order| outline(&world, &order))
        .collect();
    Ok(Json(
        json!({ "total": world.order_count(), "orders": orders }),
    ))
}

fn outline(world: &World, order: &Order) -> Value {
    let code = order
        .shipping
        .and_then(|status| world.record.shipping_codes.code(status));
    json!({
        "uuid": order.uuid,
        "order_number": order.order_number,
        "reference_number": order.reference_number,
        "type": order.kind.word(),
        "order_status": order.financial.word(),
        "shipping": order.shipping.map(ShippingStatus::word),
        "shipping_code": code,
        "total_price": money::decimal(order.total_halalas),
        "created_at": order.created_at,
        "updated_at": order.updated_at,
    })
}

/// `GET /_sandbox/orders/{uuid}`: the truth, without quirks.
pub(super) async fn read(State(shared): State<Arc<Shared>>, Path(uuid): Path<Uuid>) -> Answer {
    let world = shared.world();
    let order = world.order(uuid).ok_or(Problem::not_found())?;
    Ok(Json(truth(&world, &order)))
}

fn truth(world: &World, order: &Order) -> Value {
    let mut body = outline(world, order);
    if let Some(fields) = body.as_object_mut() {
        fields.insert("id".to_owned(), json!(order.id));
        fields.insert("custom_status".to_owned(), json!(order.custom_label));
        let points = money::decimal(order.points_hundredths);
        fields.insert("total_points".to_owned(), json!(points));
        fields.insert(
            "refunded".to_owned(),
            json!(money::decimal(order.refunded_halalas)),
        );
        fields.insert("completed".to_owned(), json!(order.completed));
        fields.insert("payment_method".to_owned(), json!(order.payment_method));
        fields.insert("reason".to_owned(), json!(order.reason));
        fields.insert(
            "settlement_status".to_owned(),
            json!(order.settlement_status),
        );
        fields.insert("metadata".to_owned(), json!(order.metadata));
        let line = |item: &crate::order::Item| {
            json!({
                "product_name": item.product_name,
                "product_price": money::decimal(item.price_halalas),
                "quantity": item.quantity,
            })
        };
        fields.insert("items".to_owned(), order.items.iter().map(line).collect());
        fields.insert("extra".to_owned(), json!(order.extra));
    }
    body
}

/// `POST /_sandbox/orders`: an order with the given fields.
pub(super) async fn create(
    State(shared): State<Arc<Shared>>,
    body: axum::body::Bytes,
) -> Result<(StatusCode, Json<Value>), Problem> {
    let fields: OrderFields = read_body(&body)?;
    shared.change(|world| {
        let now = world.now();
        let mut order = blank(world.next_id(), now);
        let event = event_name(fields.event.as_deref())?;
        fields.lay_over(&mut order, now).map_err(Problem::bad)?;
        let order = world.create(order);
        announce(world, &order, event);
        Ok((StatusCode::CREATED, Json(truth(world, &order))))
    })
}

/// `PATCH /_sandbox/orders/{uuid}`: changes fields; fires only the event that is asked for.
pub(super) async fn patch(
    State(shared): State<Arc<Shared>>,
    Path(uuid): Path<Uuid>,
    body: axum::body::Bytes,
) -> Answer {
    let fields: OrderFields = read_body(&body)?;
    shared.change(|world| {
        let mut order = world.order(uuid).ok_or(Problem::not_found())?;
        let event = event_name(fields.event.as_deref())?;
        let now = world.now();
        fields.lay_over(&mut order, now).map_err(Problem::bad)?;
        world.put(order.clone());
        announce(world, &order, event);
        Ok(Json(truth(world, &order)))
    })
}

/// `DELETE /_sandbox/orders/{uuid}`: the API answers 404 from now on.
pub(super) async fn delete(
    State(shared): State<Arc<Shared>>,
    Path(uuid): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    let deleted = shared.change(|world| world.delete(uuid));
    if deleted {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::not_found())
    }
}

/// An event to fire by hand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EventRequest {
    /// Any of the documented events, or an unknown one to see what a client makes of it.
    event: String,
    /// The order it is about; merchant-level events have none.
    #[serde(default)]
    uuid: Option<Uuid>,
}

/// `POST /_sandbox/events {event, uuid?}`: `auto_refunded` really reverses the order; every other
/// event is told again as the order is now; without a uuid it is a merchant-level event.
pub(super) async fn fire(State(shared): State<Arc<Shared>>, body: axum::body::Bytes) -> Answer {
    let request: EventRequest = read_body(&body)?;
    shared.change(|world| {
        let Some(uuid) = request.uuid else {
            let body = merchant_event(&request.event, world.now());
            world.announce(body.clone());
            return Ok(Json(body));
        };
        if request.event == "auto_refunded" {
            return match world.step(uuid, &Step::AutoRefund) {
                Ok(order) => Ok(Json(truth(world, &order))),
                Err(StepFailure::NotFound) => Err(Problem::not_found()),
                Err(StepFailure::Refused(text)) => Err(Problem::bad(text.to_owned())),
            };
        }
        let order = world.order(uuid).ok_or(Problem::not_found())?;
        if let Ok(Some(event)) = event_name(Some(&request.event)) {
            announce(world, &order, Some(event));
        } else {
            // "More may come: an unknown event is stored and shown, never an error."
            let mut body = crate::render::event(
                &order,
                &Occurrence {
                    event: "approved",
                    refund_halalas: None,
                },
                &world.record.rules,
                world.now(),
            );
            if let Some(fields) = body.as_object_mut() {
                fields.insert("event".to_owned(), json!(request.event));
            }
            world.announce(body);
        }
        Ok(Json(truth(world, &order)))
    })
}

/// Dossier, "Webhooks": merchant-level events carry amounts as strings and no order.
fn merchant_event(event: &str, now: chrono::DateTime<chrono::Utc>) -> Value {
    json!({
        "event": event,
        "merchant": { "id": 123, "name": "نخيل | Nakheel" },
        "data": {
            "current_balance": "-480.00",
            "order_points": "35.00",
            "balance_after_order": "-515.00",
            "max_debt_allowed": "500.00",
        },
        "timestamp": crate::render::iso(now, false),
    })
}

fn event_name(name: Option<&str>) -> Result<Option<&'static str>, Problem> {
    let Some(name) = name else { return Ok(None) };
    match EVENTS.into_iter().find(|event| *event == name) {
        Some(event) => Ok(Some(event)),
        None => Err(Problem::bad(format!("no such event: {name}"))),
    }
}

fn announce(world: &mut World, order: &Order, event: Option<&'static str>) {
    if let Some(event) = event {
        let refund_halalas = (event == "refunded").then_some(order.refunded_halalas);
        world.announce_order(
            order,
            &Occurrence {
                event,
                refund_halalas,
            },
        );
    }
}

fn blank(id: u64, now: chrono::DateTime<chrono::Utc>) -> Order {
    Order {
        id,
        uuid: Uuid::nil(),
        order_number: format!("NKH-{}", id.saturating_sub(38_200)),
        reference_number: None,
        kind: OrderKind::Replacing,
        financial: FinancialStatus::New,
        shipping: Some(ShippingStatus::New),
        custom_label: None,
        total_halalas: 15_050,
        points_hundredths: crate::order::points_for(15_050),
        refunded_halalas: 0,
        completed: false,
        payment_method: None,
        reason: None,
        settlement_status: None,
        metadata: None,
        items: Vec::new(),
        created_at: now,
        updated_at: now,
        extra: Map::new(),
    }
}
