//! Asking Points for one order, to the end: for a program, which has nobody who looks at what
//! stays open.

use super::{Desk, DeskError};
use crate::store::StoreError;
use crate::sync::Urgency;
use crate::view::{ActionState, ActionView, ErrorCode, FailureView, ShippingRequest};

/// One order's part of what a program asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneShipping {
    /// The order.
    pub uuid: String,
    /// The status, in the API's word.
    pub target: Option<String>,
    /// The Arabic label, at most 120 characters.
    pub name_ar: Option<String>,
    /// The English label, at most 120 characters.
    pub name_en: Option<String>,
    /// Whether to send it also where nobody knows what came of the order's last action.
    pub again: bool,
    /// Whether it is one of many: then it keeps to the pace of the sweep.
    pub one_of_many: bool,
}

impl Desk {
    /// Asks for it, and comes back when it is known what came of it, or that nobody knows. Where
    /// an earlier action of the order is unclear, a read tries to settle that first: what it has
    /// done already is not sent again.
    pub async fn ship_one(&self, wish: &OneShipping) -> Result<ActionView, DeskError> {
        let action = match self.send_one(wish).await {
            Err(error) if is_pending(&error) => self.ship_after_pending(wish, error).await?,
            sent => sent?,
        };
        if action.state == ActionState::Unknown {
            // It is never sent again by itself: one read may tell.
            return self.settle_at(action.id, wish.urgency()).await;
        }
        Ok(action)
    }

    async fn ship_after_pending(
        &self,
        wish: &OneShipping,
        refusal: DeskError,
    ) -> Result<ActionView, DeskError> {
        let Some(pending) = self.pending_action(&wish.uuid).await? else {
            return self.send_one(wish).await;
        };
        let settled = match self.settle_at(pending.id, wish.urgency()).await {
            Err(DeskError::Store(StoreError::ActionSettled)) => {
                // Something else settled it meanwhile, or it is on its way in this very moment.
                let open = self.open_profile_or_fail().await?;
                open.store.action(pending.id).await?
            }
            settled => settled?,
        };
        match settled.state {
            ActionState::Confirmed if wish.is_of(&settled) => Ok(settled),
            ActionState::Confirmed
            | ActionState::Refused
            | ActionState::Withdrawn
            | ActionState::Superseded => self.send_one(wish).await,
            ActionState::Unknown | ActionState::NeedsPerson if wish.again => {
                if wish.is_of(&settled) {
                    return self.send_again_and_wait(settled.id, wish.one_of_many).await;
                }
                self.withdraw_action(settled.id).await?;
                self.send_one(wish).await
            }
            _ => Err(refusal),
        }
    }

    async fn send_one(&self, wish: &OneShipping) -> Result<ActionView, DeskError> {
        let request = ShippingRequest {
            uuids: vec![wish.uuid.clone()],
            target: wish.target.clone(),
            name_ar: wish.name_ar.clone(),
            name_en: wish.name_en.clone(),
            ..ShippingRequest::default()
        };
        self.ship_at_pace(request, wish.one_of_many)
            .await?
            .pop()
            .ok_or(DeskError::OrderUnknown)
    }

    async fn pending_action(&self, uuid: &str) -> Result<Option<ActionView>, DeskError> {
        let detail = self.order_detail(uuid).await?;
        let actions = detail.timeline.into_iter().filter_map(|entry| entry.action);
        Ok(actions
            .into_iter()
            .filter(|action| {
                matches!(
                    action.state,
                    ActionState::Unknown | ActionState::NeedsPerson
                )
            })
            .max_by_key(|action| action.id))
    }
}

impl OneShipping {
    fn urgency(&self) -> Urgency {
        if self.one_of_many {
            Urgency::Sweep
        } else {
            Urgency::Person
        }
    }

    fn is_of(&self, action: &ActionView) -> bool {
        let label = |text: &Option<String>| {
            text.as_deref()
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(ToOwned::to_owned)
        };
        self.target == action.target
            && label(&self.name_ar) == action.name_ar
            && label(&self.name_en) == action.name_en
    }
}

fn is_pending(error: &DeskError) -> bool {
    FailureView::from(error).code == ErrorCode::ActionPending
}
