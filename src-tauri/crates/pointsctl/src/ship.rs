//! `pointsctl ship`: one result a row.

use std::collections::HashSet;
use std::sync::Arc;

use backoffice::desk::{Access, Desk};
use backoffice::view::{ActionState, ActionView, ErrorCode, ShippingRequest};
use futures_util::StreamExt;
use serde::Serialize;
use serde_json::json;

use crate::arguments::Ship;
use crate::ending::Ending;
use crate::failures::CommandFailure;
use crate::opening::Opening;
use crate::orders::resolve;
use crate::output::Output;
use crate::shapes::FailureShape;
use crate::table::{Table, or_dash};
use crate::words::word;

/// So many are on their way at once.
const IN_FLIGHT: usize = 8;

/// What came of one row.
#[derive(Debug, Serialize)]
struct Shipped {
    key: String,
    uuid: Option<String>,
    /// The action's state, `repeated`, or `failed` when there is no action.
    state: String,
    action_id: Option<i64>,
    reason: Option<String>,
    message: Option<String>,
    failure: Option<FailureShape>,
    #[serde(skip)]
    ending: Ending,
}

/// Sends a shipping status or label for each order, and waits for what Points says.
pub(crate) async fn run(
    ship: Ship,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    let rows: Vec<Shipped> = opening
        .work(Access::Foreground, async |desk| {
            let mut seen = HashSet::new();
            let mut resolved = Vec::new();
            for key in ship.keys {
                let uuid = match resolve(desk, &key).await {
                    Ok(uuid) if !seen.insert(uuid.clone()) => Err(Shipped::repeated(&key, uuid)),
                    Ok(uuid) => Ok(uuid),
                    Err(failure) => Err(Shipped::failed(&key, None, &failure)),
                };
                resolved.push((key, uuid));
            }
            let request = ShippingRequest {
                uuids: Vec::new(),
                target: ship.to,
                name_ar: ship.name_ar,
                name_en: ship.name_en,
            };
            Ok(futures_util::stream::iter(resolved)
                .map(|(key, uuid)| {
                    let (desk, request) = (Arc::clone(desk), request.clone());
                    async move {
                        match uuid {
                            Ok(uuid) => send(&desk, key, uuid, request).await,
                            Err(row) => row,
                        }
                    }
                })
                .buffered(IN_FLIGHT)
                .collect()
                .await)
        })
        .await?;
    output.result(&json!({ "results": rows }), || text(&rows))?;
    Ok(Ending::of_rows(rows.iter().map(|row| row.ending)))
}

async fn send(desk: &Desk, key: String, uuid: String, request: ShippingRequest) -> Shipped {
    let request = ShippingRequest {
        uuids: vec![uuid.clone()],
        ..request
    };
    match asked(desk, request).await {
        Ok(Some(action)) => Shipped::from_action(key, uuid, action),
        Ok(None) => Shipped::failed(
            &key,
            Some(uuid),
            &CommandFailure::Desk(backoffice::desk::DeskError::OrderUnknown),
        ),
        Err(failure) => Shipped::failed(&key, Some(uuid), &failure),
    }
}

async fn asked(
    desk: &Desk,
    request: ShippingRequest,
) -> Result<Option<ActionView>, CommandFailure> {
    let Some(action) = desk.ship_and_wait(request).await?.pop() else {
        return Ok(None);
    };
    if action.state != ActionState::Unknown {
        return Ok(Some(action));
    }
    // Nobody knows what came of it. It is never sent again by itself: one read may tell.
    Ok(Some(desk.settle_action(action.id).await?))
}

impl Shipped {
    fn from_action(key: String, uuid: String, action: ActionView) -> Self {
        let ending = match action.state {
            ActionState::Confirmed => Ending::Good,
            _ => action
                .reason
                .as_deref()
                .and_then(code)
                .map_or(Ending::Failed, Ending::of),
        };
        Self {
            key,
            uuid: Some(uuid),
            state: word(&action.state),
            action_id: Some(action.id),
            reason: action.reason,
            message: action.message,
            failure: None,
            ending,
        }
    }

    fn failed(key: &str, uuid: Option<String>, failure: &CommandFailure) -> Self {
        Self {
            key: key.to_owned(),
            uuid,
            state: "failed".to_owned(),
            action_id: None,
            reason: None,
            message: None,
            failure: Some(failure.shape()),
            ending: failure.ending(),
        }
    }

    fn repeated(key: &str, uuid: String) -> Self {
        Self {
            key: key.to_owned(),
            uuid: Some(uuid),
            state: "repeated".to_owned(),
            action_id: None,
            reason: None,
            message: None,
            failure: None,
            ending: Ending::Good,
        }
    }
}

/// The failure behind an action's reason; reasons that come from evidence have none.
fn code(reason: &str) -> Option<ErrorCode> {
    serde_json::from_value(json!(reason)).ok()
}

fn text(rows: &[Shipped]) -> String {
    let mut table = Table::new(&["KEY", "STATE", "WHY", "UUID"]);
    for row in rows {
        let why = row
            .failure
            .as_ref()
            .map(|failure| failure.message.clone())
            .or_else(|| row.message.clone())
            .or_else(|| row.reason.clone());
        table.row([
            row.key.clone(),
            row.state.clone(),
            or_dash(why),
            or_dash(row.uuid.clone()),
        ]);
    }
    table.text()
}
