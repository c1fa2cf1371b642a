//! `pointsctl orders list` and `orders show`.

use backoffice::desk::{Access, Desk, DeskError};
use backoffice::store::StoreError;
use backoffice::view::{
    FieldName, FieldView, OrderDetail, OrderQuery, OrderRow, OrderTotal, PageRequest, Presence,
    TimelineEntry,
};
use serde::Serialize;
use serde_json::Value;

use crate::arguments::{List, Show};
use crate::ending::Ending;
use crate::failures::CommandFailure;
use crate::opening::Opening;
use crate::output::Output;
use crate::shapes::{
    ActionShape, FailureShape, FieldShape, NoteShape, ObservationShape, OrderShape, json_or_text,
    money, note_in_words,
};
use crate::table::{Table, harmless, or_dash};
use crate::times::{in_riyadh, rfc3339};

/// The desk gives at most so many rows at once.
const PAGE: u32 = 500;

/// Lists orders.
pub(crate) async fn list(
    list: List,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    let query = OrderQuery::from(list.filters);
    opening
        .work(Access::ReadOnly, async |desk| {
            let found = pages(desk, &query, list.after, list.limit).await?;
            let mut shapes = Vec::new();
            if output.is_json() {
                for row in &found.rows {
                    shapes.push(order_shape(desk, row.clone()).await?);
                }
            }
            let shape = Listed {
                orders: shapes,
                next: found.next.clone(),
                total: ListedTotal {
                    count: found.total.count,
                    at_least: found.total.at_least,
                },
            };
            output.result(&shape, || text_of(&found))?;
            Ok(Ending::Good)
        })
        .await
}

#[derive(Serialize)]
struct Listed {
    orders: Vec<OrderShape>,
    next: Option<String>,
    total: ListedTotal,
}

#[derive(Serialize)]
struct ListedTotal {
    count: u64,
    at_least: bool,
}

struct Found {
    rows: Vec<OrderRow>,
    next: Option<String>,
    total: OrderTotal,
}

async fn pages(
    desk: &Desk,
    query: &OrderQuery,
    mut after: Option<String>,
    limit: u32,
) -> Result<Found, CommandFailure> {
    let mut found = Found {
        rows: Vec::new(),
        next: None,
        total: OrderTotal::default(),
    };
    let mut wanted = limit;
    loop {
        let page = PageRequest {
            after: after.take(),
            offset: 0,
            limit: wanted.min(PAGE),
            ..PageRequest::default()
        };
        let page = desk
            .list_orders(query.clone(), page)
            .await
            .map_err(|error| match error {
                DeskError::Store(StoreError::CursorInvalid) => CommandFailure::CursorInvalid,
                error => error.into(),
            })?;
        let got = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
        wanted = wanted.saturating_sub(got);
        found.rows.extend(page.rows);
        found.next = page.next;
        found.total = page.total;
        if wanted == 0 || got == 0 || found.next.is_none() {
            return Ok(found);
        }
        after.clone_from(&found.next);
    }
}

/// An order with what only its detail has.
pub(crate) async fn order_shape(desk: &Desk, row: OrderRow) -> Result<OrderShape, CommandFailure> {
    if row.presence == Presence::Unread {
        return Ok(OrderShape::new(row, None, Vec::new(), Value::Null));
    }
    let detail = desk.order_detail(&row.uuid).await?;
    let metadata = metadata(desk, &row.uuid).await?;
    let settlement = settlement(&detail);
    Ok(OrderShape::new(row, settlement, detail.items, metadata))
}

fn settlement(detail: &OrderDetail) -> Option<String> {
    let field = |field: &&FieldView| field.field == FieldName::SettlementStatus;
    detail.fields.iter().find(field)?.value.clone()
}

/// The metadata as received, by the evidence for it.
async fn metadata(desk: &Desk, uuid: &str) -> Result<Value, CommandFailure> {
    let evidence = desk.field_evidence(uuid, "metadata").await?;
    Ok(evidence
        .into_iter()
        .find(|evidence| evidence.wins)
        .and_then(|evidence| evidence.value)
        .map_or(Value::Null, |text| json_or_text(&text)))
}

/// A table of orders.
pub(crate) fn rows_table<'a>(rows: impl Iterator<Item = &'a OrderRow>) -> Table {
    let mut table = Table::new(&[
        "NUMBER",
        "REFERENCE",
        "TYPE",
        "MONEY",
        "SHIPPING",
        ">TOTAL",
        ">POINTS",
        "CREATED",
        "CHECKED",
        "UUID",
    ]);
    for row in rows {
        let shipping = row
            .shipping
            .word
            .clone()
            .or_else(|| row.shipping.code.map(|code| format!("code {code}")));
        table.row([
            or_dash(row.order_number.clone()),
            or_dash(row.reference_number.clone()),
            or_dash(row.order_type.clone()),
            or_dash(match row.presence {
                Presence::Gone => Some("gone".to_owned()),
                Presence::Unread => Some("not read yet".to_owned()),
                Presence::Known => row.financial_status.clone(),
            }),
            or_dash(shipping),
            or_dash(money(row.total_halalas, row.total_text.clone())),
            or_dash(row.total_points.clone()),
            or_dash(row.created_at.and_then(in_riyadh)),
            or_dash(row.checked_at.and_then(in_riyadh)),
            row.uuid.clone(),
        ]);
    }
    table
}

fn text_of(found: &Found) -> String {
    if found.rows.is_empty() {
        return "No order matches.".to_owned();
    }
    let more = if found.total.at_least { "+" } else { "" };
    let next = found
        .next
        .as_ref()
        .map(|next| format!("; the next: --after {next}"))
        .unwrap_or_default();
    format!(
        "{}\n\n{} of {}{more} orders; times of Riyadh{next}",
        rows_table(found.rows.iter()).text(),
        found.rows.len(),
        found.total.count
    )
}

/// The one order that a uuid, an order number or a reference number means.
pub(crate) async fn resolve(desk: &Desk, key: &str) -> Result<String, CommandFailure> {
    let mut uuids = desk.find_orders(key).await?;
    match (uuids.pop(), uuids.is_empty()) {
        (Some(uuid), true) => Ok(uuid),
        (None, _) => Err(CommandFailure::Desk(DeskError::OrderUnknown)),
        (Some(last), false) => {
            uuids.push(last);
            Err(CommandFailure::Ambiguous {
                key: key.to_owned(),
                uuids,
            })
        }
    }
}

#[derive(Serialize)]
struct ShownOrder {
    #[serde(flatten)]
    order: OrderShape,
    tracked_at: Option<String>,
    next_check_at: Option<String>,
    check_failure: Option<FailureShape>,
    fields: Vec<FieldShape>,
    actions: Vec<ActionShape>,
    notes: Vec<NoteShape>,
    #[serde(skip_serializing_if = "Option::is_none")]
    observations: Option<Vec<ObservationShape>>,
}

/// Shows one order.
pub(crate) async fn show(
    show: Show,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    opening
        .work(Access::ReadOnly, async |desk| {
            let uuid = resolve(desk, &show.key).await?;
            let detail = desk.order_detail(&uuid).await?;
            let metadata = metadata(desk, &uuid).await?;
            let mut observations = None;
            if show.observations {
                let mut heard = Vec::new();
                for observation in detail
                    .timeline
                    .iter()
                    .filter_map(|entry| entry.observation.as_ref())
                {
                    let raw = desk.observation_json(observation.id).await?;
                    heard.push(ObservationShape::new(observation, &raw));
                }
                observations = Some(heard);
            }
            let shown = shown(detail, metadata, observations);
            output.result(&shown, || shown_text(&shown))?;
            Ok(Ending::Good)
        })
        .await
}

fn shown(
    detail: OrderDetail,
    metadata: Value,
    observations: Option<Vec<ObservationShape>>,
) -> ShownOrder {
    let actions = |entry: &TimelineEntry| entry.action.as_ref().map(ActionShape::from);
    let settlement = settlement(&detail);
    ShownOrder {
        tracked_at: rfc3339(detail.tracked_at),
        next_check_at: detail.next_check_at.and_then(rfc3339),
        check_failure: detail.check_failure.as_ref().map(FailureShape::from),
        actions: detail.timeline.iter().filter_map(actions).collect(),
        notes: detail.notes.into_iter().map(NoteShape::from).collect(),
        fields: detail.fields.into_iter().map(FieldShape::from).collect(),
        order: OrderShape::new(detail.row, settlement, detail.items, metadata),
        observations,
    }
}

fn shown_text(shown: &ShownOrder) -> String {
    let mut fields = Table::new(&["FIELD", "VALUE", "SOURCE", "HEARD (UTC)"]);
    // Items and metadata have tables of their own below.
    let tabled = |field: &&FieldShape| !matches!(field.field.as_str(), "items" | "metadata");
    for field in shown.fields.iter().filter(tabled) {
        fields.row([
            field.field.clone(),
            or_dash(field.value.clone()),
            or_dash(match &field.event {
                Some(event) => Some(format!("event {event}")),
                None => field.source.clone(),
            }),
            or_dash(field.heard_at.clone()),
        ]);
    }
    let mut parts = vec![shown.order.uuid.clone(), fields.text()];
    if !shown.order.items.is_empty() {
        let mut items = Table::new(&["ITEM", ">PRICE", ">QUANTITY"]);
        for item in &shown.order.items {
            items.row([
                item.product_name.clone(),
                or_dash(item.product_price.clone()),
                or_dash(item.quantity.map(|quantity| quantity.to_string())),
            ]);
        }
        parts.push(items.text());
    }
    if !shown.order.metadata.is_null() {
        parts.push(format!(
            "metadata {}",
            harmless(&shown.order.metadata.to_string())
        ));
    }
    if !shown.actions.is_empty() {
        let mut actions = Table::new(&["ASKED (UTC)", "ACTION", "STATE", "MESSAGE"]);
        for action in &shown.actions {
            actions.row([
                or_dash(action.asked_at.clone()),
                or_dash(
                    action
                        .target
                        .clone()
                        .or(action.name_en.clone())
                        .or(action.name_ar.clone()),
                ),
                action.state.clone(),
                or_dash(action.message.clone().or(action.reason.clone())),
            ]);
        }
        parts.push(actions.text());
    }
    parts.extend(shown.notes.iter().map(note_in_words));
    for observation in shown.observations.iter().flatten() {
        parts.push(format!(
            "observation {} ({}), heard {} times, last {}\n{}",
            observation.id,
            observation.event.as_deref().unwrap_or(&observation.source),
            observation.sightings,
            or_dash(observation.last_heard_at.clone()),
            harmless(&observation.raw.to_string()),
        ));
    }
    parts.join("\n\n")
}
