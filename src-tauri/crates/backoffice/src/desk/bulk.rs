//! Asking Points to ship many orders at once.

use std::sync::Arc;

use points_api::{ShippingStatus, ShippingUpdate};
use uuid::Uuid;

use super::actions::send_all;
use super::orders::order_uuid;
use super::profile::OpenProfile;
use super::{Desk, DeskError};
use crate::bulk::Plan;
use crate::clock;
use crate::store::{ChosenFacts, NewIntent, StoreError, WrittenBatch};
use crate::sync::Urgency;
use crate::view::{
    ActionKind, ActionState, BatchView, BulkShippingRequest, SeveralStatuses, ShippingPreview,
    ShippingStep, Topic,
};

impl Desk {
    /// What shipping a selection would do, as the orders are now. Nothing is written down or sent.
    pub async fn preview_shipping(
        &self,
        request: BulkShippingRequest,
    ) -> Result<ShippingPreview, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let step = known(request.step)?;
        let chosen = open
            .store
            .choose_facts(request.selection, clock::now())
            .await?;
        Ok(self.plan(&chosen, &step).preview())
    }

    /// Decides anew for each order of a selection, writes down what goes, and sends it at the pace of
    /// the sweep once it was held for as long as it can be undone. Comes back when all of it is on disk. Fails with
    /// [`DeskError::NothingGoes`] where no order goes.
    pub async fn ship_selection(
        &self,
        request: BulkShippingRequest,
    ) -> Result<BatchView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let batch = self.write_batch(&open, request, self.undo_until()).await?;
        self.set_off(&open, batch.actions);
        Ok(open.store.batch(batch.id).await?)
    }

    /// The same for a program, which has nobody who looks at what stays open: comes back when
    /// everything was sent, and one read each has tried to settle what is unclear.
    pub async fn ship_selection_and_wait(
        &self,
        request: BulkShippingRequest,
    ) -> Result<BatchView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let batch = self.write_batch(&open, request, None).await?;
        send_all(&open, batch.actions, true).await;
        let sent = open.store.batch(batch.id).await?;
        for row in sent.rows {
            if row.state != ActionState::Unknown {
                continue;
            }
            match self.settle_at(row.action_id, Urgency::Sweep).await {
                Ok(_) | Err(DeskError::Store(StoreError::ActionSettled)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(open.store.batch(batch.id).await?)
    }

    /// What came of each order of a batch.
    pub async fn batch(&self, id: i64) -> Result<BatchView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open.store.batch(id).await?)
    }

    /// Takes back what of a batch has not been sent. What has begun goes on; once this is back,
    /// nothing more of the batch leaves.
    pub async fn cancel_batch(&self, id: i64) -> Result<BatchView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        if open.store.cancel_batch(id, clock::now()).await? > 0 {
            self.lane_moved(&open);
        }
        Ok(open.store.batch(id).await?)
    }

    fn plan<'a>(&self, chosen: &'a ChosenFacts, step: &ShippingStep) -> Plan<'a> {
        let licence_step = self.settings().licence_step;
        Plan::of(&chosen.orders, chosen.unseen, step, licence_step)
    }

    async fn write_batch(
        &self,
        open: &Arc<OpenProfile>,
        request: BulkShippingRequest,
        held_until: Option<i64>,
    ) -> Result<WrittenBatch, DeskError> {
        let step = known(request.step)?;
        let now = clock::now();
        let chosen = open.store.choose_facts(request.selection, now).await?;
        let asked_by = self.author();
        // The preview says that it takes the place of what waits; nobody is asked once more.
        let folds = self.settings().several_statuses != SeveralStatuses::All;
        let intents = self
            .plan(&chosen, &step)
            .going()
            .map(|(order, target)| {
                Ok(NewIntent {
                    order: Some(order_uuid(&order.name.uuid)?),
                    target: Some(target.to_owned()),
                    asked_by: asked_by.clone(),
                    held_until,
                    folds,
                    ..NewIntent::new(Uuid::now_v7(), ActionKind::Shipping, now)
                })
            })
            .collect::<Result<Vec<_>, DeskError>>()?;
        if intents.is_empty() {
            return Err(DeskError::NothingGoes);
        }
        let batch = open.store.insert_batch(intents, now).await?;
        if batch.actions.is_empty() {
            return Err(DeskError::NothingGoes);
        }
        self.board.changed(&[Topic::Actions, Topic::Orders]);
        Ok(batch)
    }
}

/// The step, if Points has such a status.
fn known(step: ShippingStep) -> Result<ShippingStep, DeskError> {
    if let ShippingStep::To { word } = &step {
        let update = ShippingUpdate {
            status: Some(ShippingStatus::from(word.as_str())),
            name_ar: None,
            name_en: None,
        };
        update.validate().map_err(|_| DeskError::LabelInvalid)?;
    }
    Ok(step)
}
