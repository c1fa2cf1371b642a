//! `pointsctl actions`: what was asked of Points, and what came of it.

use backoffice::desk::{Access, Desk, DeskError};
use backoffice::store::StoreError;
use backoffice::view::{ActionState, ActionView, ActivityPage, ActivityQuery};
use serde::Serialize;
use serde_json::json;

use crate::arguments::{ActionsCommand, ListActions, Resolve};
use crate::ending::Ending;
use crate::failures::CommandFailure;
use crate::opening::Opening;
use crate::order::told;
use crate::output::Output;
use crate::shapes::{ActionShape, ChangeShape, FailureShape, money, why};
use crate::table::{Table, harmless, or_dash};
use crate::times::in_riyadh;
use crate::words::word;

/// An action and its order.
#[derive(Debug, Serialize)]
pub(crate) struct Listed {
    uuid: Option<String>,
    #[serde(flatten)]
    action: ActionShape,
}

impl From<&ActionView> for Listed {
    fn from(action: &ActionView) -> Self {
        Self {
            uuid: action.order_uuid.clone(),
            action: ActionShape::from(action),
        }
    }
}

/// What came of one row.
#[derive(Debug, Serialize)]
struct Handled {
    id: i64,
    uuid: Option<String>,
    /// The action's state, or `failed` when there is no such action or it is settled.
    state: String,
    reason: Option<String>,
    message: Option<String>,
    failure: Option<FailureShape>,
    #[serde(skip)]
    ending: Ending,
}

/// What a person does with an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Settle,
    Withdraw,
}

/// Lists, settles or gives up actions.
pub(crate) async fn run(
    command: ActionsCommand,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    match command {
        ActionsCommand::List(wanted) => list(wanted, opening, output).await,
        ActionsCommand::Show { id } => show(id, opening, output).await,
        ActionsCommand::Resolve(wish) => resolve(wish, opening, output).await,
        ActionsCommand::Settle { ids } => handle(Wish::Settle, ids, opening, output).await,
        ActionsCommand::Withdraw { ids } => handle(Wish::Withdraw, ids, opening, output).await,
    }
}

async fn list(
    list: ListActions,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    let page = opening
        .work(Access::ReadOnly, async |desk| {
            if list.asks_for_nothing() {
                return Ok(ActivityPage {
                    actions: desk.open_actions().await?,
                    next: None,
                });
            }
            let query = ActivityQuery {
                order: list.order.unwrap_or_default(),
                kinds: list.kinds,
                states: list.states,
                ..ActivityQuery::default()
            };
            desk.list_activity(query, list.after)
                .await
                .map_err(|error| match error {
                    DeskError::Store(StoreError::CursorInvalid) => CommandFailure::CursorInvalid,
                    error => error.into(),
                })
        })
        .await?;
    let listed: Vec<_> = page.actions.iter().map(Listed::from).collect();
    output.result(&json!({ "actions": listed, "next": page.next }), || {
        table_of(&page)
    })?;
    Ok(Ending::Good)
}

/// An action with every state that it went through.
#[derive(Debug, Serialize)]
struct Shown {
    #[serde(flatten)]
    listed: Listed,
    changes: Vec<ChangeShape>,
}

async fn show(id: i64, opening: Opening, output: Output) -> Result<Ending, CommandFailure> {
    let action = opening
        .work(Access::ReadOnly, async |desk| Ok(desk.action(id).await?))
        .await?;
    let shown = Shown {
        listed: Listed::from(&action),
        changes: action.changes.iter().map(ChangeShape::from).collect(),
    };
    output.result(&json!({ "action": shown }), || shown_text(&action))?;
    Ok(Ending::Good)
}

/// A person says what became of an action; one that is sent once more is carried to its end.
async fn resolve(
    resolve: Resolve,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    let action = opening
        .work(Access::Foreground, async |desk| {
            if let Some(name) = &resolve.author.name {
                desk.sign_as(name);
            }
            let decided = desk
                .decide_action(resolve.id, resolve.decision.into())
                .await?;
            if decided.id == resolve.id {
                return Ok(decided);
            }
            Ok(desk.carry_through(decided.id).await?)
        })
        .await?;
    told(&action, output)
}

async fn handle(
    wish: Wish,
    ids: Vec<i64>,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    let rows = opening
        .work(Access::Foreground, async |desk| {
            let mut rows = Vec::new();
            for id in ids {
                rows.push(one(desk, wish, id).await);
            }
            Ok(rows)
        })
        .await?;
    output.result(&json!({ "results": rows }), || text(&rows))?;
    Ok(Ending::of_rows(rows.iter().map(|row| row.ending)))
}

async fn one(desk: &Desk, wish: Wish, id: i64) -> Handled {
    let (handled, wanted) = match wish {
        Wish::Settle => (desk.settle_action(id).await, ActionState::Confirmed),
        Wish::Withdraw => (desk.withdraw_action(id).await, ActionState::Withdrawn),
    };
    match handled {
        Ok(action) => Handled {
            id,
            uuid: action.order_uuid,
            state: word(&action.state),
            reason: action.reason,
            message: action.message,
            failure: None,
            ending: if action.state == wanted {
                Ending::Good
            } else {
                Ending::Failed
            },
        },
        Err(error) => {
            let failure = CommandFailure::Desk(error);
            Handled {
                id,
                uuid: None,
                state: "failed".to_owned(),
                reason: None,
                message: None,
                failure: Some(failure.shape()),
                ending: failure.ending(),
            }
        }
    }
}

fn table_of(page: &ActivityPage) -> String {
    if page.actions.is_empty() {
        return "There is no such action.".to_owned();
    }
    let mut table = Table::new(&[">ID", "KIND", "STATE", "WHAT", "ASKED", "WHY", "UUID"]);
    for action in &page.actions {
        table.row([
            action.id.to_string(),
            word(&action.kind),
            word(&action.state),
            or_dash(what(action)),
            or_dash(in_riyadh(action.asked_at)),
            or_dash(action.message.clone().or_else(|| action.reason.clone())),
            or_dash(action.order_uuid.clone()),
        ]);
    }
    let next = page
        .next
        .as_ref()
        .map(|next| format!("\n\nthe next: --after {next}"))
        .unwrap_or_default();
    format!("{}{next}", table.text())
}

/// What it asks for beyond its kind.
fn what(action: &ActionView) -> Option<String> {
    let label = || action.name_en.clone().or_else(|| action.name_ar.clone());
    action
        .target
        .clone()
        .or_else(|| money(action.amount_halalas, None))
        .or_else(label)
}

pub(crate) fn shown_text(action: &ActionView) -> String {
    let mut table = Table::new(&["AT", "STATE", "WHY"]);
    for change in &action.changes {
        table.row([
            or_dash(in_riyadh(change.at)),
            word(&change.state),
            or_dash(change.message.clone().or_else(|| change.reason.clone())),
        ]);
    }
    let order = action.order_uuid.clone().or(action.order_number.clone());
    format!(
        "{} {} {}, {}\n\n{}\n\ntimes of Riyadh",
        action.id,
        word(&action.kind),
        harmless(&or_dash(what(action))),
        harmless(&or_dash(order)),
        table.text()
    )
}

fn text(rows: &[Handled]) -> String {
    let mut table = Table::new(&[">ID", "STATE", "WHY", "UUID"]);
    for row in rows {
        let why = why(
            row.failure.as_ref(),
            row.message.as_deref(),
            row.reason.as_deref(),
        );
        table.row([
            row.id.to_string(),
            row.state.clone(),
            or_dash(why),
            or_dash(row.uuid.clone()),
        ]);
    }
    table.text()
}
