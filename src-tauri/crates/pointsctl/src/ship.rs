//! `pointsctl ship`: one result a row.

use std::collections::HashSet;
use std::sync::Arc;

use backoffice::desk::{Access, Desk, DeskError, OneShipping};
use backoffice::view::{ActionState, ActionView, ErrorCode, OrderQuery, ShippingRequest};
use futures_util::StreamExt;
use serde::Serialize;
use serde_json::json;

use crate::arguments::Ship;
use crate::ending::Ending;
use crate::failures::CommandFailure;
use crate::opening::Opening;
use crate::orders::resolve;
use crate::output::Output;
use crate::shapes::{FailureShape, why};
use crate::ship_many::chosen_by;
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
    chosen_by(false, &OrderQuery::from(ship.filters))?;
    let rows: Vec<Shipped> = opening
        .work(Access::Foreground, async |desk| {
            if let Some(name) = &ship.author.name {
                desk.sign_as(name);
            }
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
            let wish = OneShipping {
                uuid: String::new(),
                target: ship.to,
                name_ar: ship.name_ar,
                name_en: ship.name_en,
                again: ship.again,
                one_of_many: resolved.len() > 1,
            };
            Ok(futures_util::stream::iter(resolved)
                .map(|(key, uuid)| {
                    let (desk, wish) = (Arc::clone(desk), wish.clone());
                    async move {
                        match uuid {
                            Ok(uuid) if ship.queue => {
                                write_down(&desk, key, OneShipping { uuid, ..wish }).await
                            }
                            Ok(uuid) => send(&desk, key, OneShipping { uuid, ..wish }).await,
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

async fn send(desk: &Desk, key: String, wish: OneShipping) -> Shipped {
    match desk.ship_one(&wish).await {
        Ok(action) => Shipped::from_action(key, wish.uuid, action),
        Err(error) => Shipped::failed(&key, Some(wish.uuid), &error.into()),
    }
}

/// Writes it down, and leaves the sending to the app.
async fn write_down(desk: &Desk, key: String, wish: OneShipping) -> Shipped {
    let request = ShippingRequest {
        uuids: vec![wish.uuid.clone()],
        target: wish.target,
        name_ar: wish.name_ar,
        name_en: wish.name_en,
        ..ShippingRequest::default()
    };
    let written = match desk.ship_later(request).await {
        Ok(mut actions) => actions.pop().ok_or(DeskError::OrderUnknown),
        Err(error) => Err(error),
    };
    match written {
        Ok(action) => Shipped {
            // That was all that was asked for.
            ending: Ending::Good,
            ..Shipped::from_action(key, wish.uuid, action)
        },
        Err(error) => Shipped::failed(&key, Some(wish.uuid), &error.into()),
    }
}

impl Shipped {
    fn from_action(key: String, uuid: String, action: ActionView) -> Self {
        let ending = ending_of(action.state, action.reason.as_deref());
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

/// How an action that stands so ends a command.
pub(crate) fn ending_of(state: ActionState, reason: Option<&str>) -> Ending {
    match state {
        ActionState::Confirmed => Ending::Good,
        _ => reason.and_then(code).map_or(Ending::Failed, Ending::of),
    }
}

/// The failure behind an action's reason; reasons that come from evidence have none.
fn code(reason: &str) -> Option<ErrorCode> {
    serde_json::from_value(json!(reason)).ok()
}

fn text(rows: &[Shipped]) -> String {
    let mut table = Table::new(&["KEY", "STATE", "WHY", "UUID"]);
    for row in rows {
        let why = why(
            row.failure.as_ref(),
            row.message.as_deref(),
            row.reason.as_deref(),
        );
        table.row([
            row.key.clone(),
            row.state.clone(),
            or_dash(why),
            or_dash(row.uuid.clone()),
        ]);
    }
    table.text()
}
