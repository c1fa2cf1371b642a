//! `pointsctl order`: moving the money of one order, through the same queue as the app.

use backoffice::desk::Access;
use backoffice::view::{ActionState, ActionView, MoneyRequest};
use serde_json::json;
use uuid::Uuid;

use crate::actions::{Listed, shown_text};
use crate::arguments::{Asked, OrderCommand};
use crate::ending::Ending;
use crate::failures::CommandFailure;
use crate::opening::Opening;
use crate::orders::resolve;
use crate::output::Output;
use crate::ship::ending_of;

/// Asks for it, and waits until it is settled, or waits for something that does not come by itself.
pub(crate) async fn run(
    command: OrderCommand,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    let asked = Asked::from(command);
    let action = opening
        .work(Access::Foreground, async |desk| {
            if let Some(name) = &asked.money.author.name {
                desk.sign_as(name);
            }
            let request = MoneyRequest {
                token: Uuid::now_v7().to_string(),
                uuid: resolve(desk, &asked.money.key).await?,
                kind: asked.kind,
                amount_halalas: asked.amount_halalas,
                payment_method: asked.payment_method,
                reason: asked.reason,
                seen: None,
            };
            let action = desk.ask_money(request).await?;
            Ok(desk.carry_through(action.id).await?)
        })
        .await?;
    told(&action, output)
}

/// Tells one action, and ends as it stands.
pub(crate) fn told(action: &ActionView, output: Output) -> Result<Ending, CommandFailure> {
    output.result(&json!({ "action": Listed::from(action) }), || {
        shown_text(action)
    })?;
    Ok(match action.state {
        ActionState::Withdrawn => Ending::Good,
        ActionState::Held
        | ActionState::Queued
        | ActionState::Sending
        | ActionState::Unknown
        | ActionState::NeedsPerson => Ending::NotSettled,
        state => ending_of(state, action.reason.as_deref()),
    })
}
