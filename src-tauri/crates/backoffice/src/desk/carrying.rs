//! Carrying what was asked for to its end: for a program, which has nobody who looks at what stays
//! open.

use super::actions::{send_all, views};
use super::{Desk, DeskError};
use crate::store::StoreError;
use crate::sync::Urgency;
use crate::view::{ActionState, ActionView, ShippingRequest};

impl Desk {
    /// Comes back when an action is settled, or waits for something that does not come by itself:
    /// the network, the key, its person. Where nobody knows what came of it, one read tries to tell.
    pub async fn carry_through(&self, id: i64) -> Result<ActionView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        send_all(&open, vec![id], false).await;
        let action = open.store.action(id).await?;
        if action.state != ActionState::Unknown || action.order_uuid.is_none() {
            return Ok(action);
        }
        match self.settle_at(id, Urgency::Person).await {
            // Something else settled it meanwhile.
            Err(DeskError::Store(StoreError::ActionSettled)) => Ok(open.store.action(id).await?),
            settled => settled,
        }
    }

    /// Writes down what is asked for and sends nothing: whoever has the queue at work next does.
    pub async fn ship_later(&self, request: ShippingRequest) -> Result<Vec<ActionView>, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let ids = self.write_down(&open, &request, None).await?;
        views(&open, ids).await
    }
}
