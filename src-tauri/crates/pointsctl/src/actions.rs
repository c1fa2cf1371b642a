//! `pointsctl actions`: what was asked of Points and is not settled.

use backoffice::desk::{Access, Desk};
use backoffice::view::{ActionState, ActionView};
use serde::Serialize;
use serde_json::json;

use crate::arguments::ActionsCommand;
use crate::ending::Ending;
use crate::failures::CommandFailure;
use crate::opening::Opening;
use crate::output::Output;
use crate::shapes::{ActionShape, FailureShape, why};
use crate::table::{Table, or_dash};
use crate::times::in_riyadh;
use crate::words::word;

/// An action and its order.
#[derive(Debug, Serialize)]
struct Listed {
    uuid: Option<String>,
    #[serde(flatten)]
    action: ActionShape,
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
        ActionsCommand::List => list(opening, output).await,
        ActionsCommand::Settle { ids } => handle(Wish::Settle, ids, opening, output).await,
        ActionsCommand::Withdraw { ids } => handle(Wish::Withdraw, ids, opening, output).await,
    }
}

async fn list(opening: Opening, output: Output) -> Result<Ending, CommandFailure> {
    let actions = opening
        .work(Access::ReadOnly, async |desk| {
            Ok(desk.open_actions().await?)
        })
        .await?;
    let listed: Vec<_> = actions
        .iter()
        .map(|action| Listed {
            uuid: action.order_uuid.clone(),
            action: ActionShape::from(action),
        })
        .collect();
    output.result(&json!({ "actions": listed }), || table_of(&actions))?;
    Ok(Ending::Good)
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

fn table_of(actions: &[ActionView]) -> String {
    if actions.is_empty() {
        return "Every action is settled.".to_owned();
    }
    let mut table = Table::new(&[">ID", "STATE", "TO", "ASKED", "WHY", "UUID"]);
    for action in actions {
        table.row([
            action.id.to_string(),
            word(&action.state),
            or_dash(action.target.clone()),
            or_dash(in_riyadh(action.asked_at)),
            or_dash(action.message.clone().or_else(|| action.reason.clone())),
            or_dash(action.order_uuid.clone()),
        ]);
    }
    table.text()
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
