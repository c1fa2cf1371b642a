//! Asking Points to ship many orders at once: what a preview showed, and nothing else.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use points_api::{ShippingStatus, ShippingUpdate};
use uuid::Uuid;

use super::actions::send_all;
use super::orders::order_uuid;
use super::profile::OpenProfile;
use super::{Desk, DeskError};
use crate::bulk::{Going, Plan};
use crate::clock;
use crate::store::{ChosenFacts, NewIntent, StoreError, WrittenBatch};
use crate::sync::Urgency;
use crate::view::{
    ActionKind, ActionState, BatchView, BulkShippingRequest, SeveralStatuses, ShippingPlan,
    ShippingPreview, ShippingStep, Topic,
};

/// So many plans are kept: the one that is drawn, and those that were made anew since because an
/// order changed, while nobody has seen them yet.
const PLANS_KEPT: usize = 8;

/// What the last previews showed, until a person says yes to one of them.
#[derive(Default)]
pub(super) struct ShownPlans(Mutex<VecDeque<(Uuid, Vec<Going>)>>);

impl ShownPlans {
    fn keep(&self, going: Vec<Going>) -> Uuid {
        let id = Uuid::now_v7();
        let mut plans = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        plans.truncate(PLANS_KEPT - 1);
        plans.push_front((id, going));
        id
    }

    /// Takes a plan out: one yes is one batch.
    fn take(&self, id: Uuid) -> Option<Vec<Going>> {
        let mut plans = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let index = plans.iter().position(|(kept, _)| *kept == id)?;
        plans.remove(index).map(|(_, going)| going)
    }
}

impl Desk {
    /// What shipping a selection would do, as the orders are now. Nothing is written down or sent.
    pub async fn preview_shipping(
        &self,
        request: BulkShippingRequest,
    ) -> Result<ShippingPreview, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let (chosen, step) = choose(&open, request).await?;
        Ok(self.plan(&chosen, &step).preview())
    }

    /// The same for somebody who may say yes to it: [`Desk::ship_planned`] ships what this shows.
    pub async fn plan_shipping(
        &self,
        request: BulkShippingRequest,
    ) -> Result<ShippingPlan, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let (chosen, step) = choose(&open, request).await?;
        let plan = self.plan(&chosen, &step);
        Ok(ShippingPlan {
            id: open.shown_plans.keep(plan.going()).to_string(),
            preview: plan.preview(),
        })
    }

    /// Writes down what a plan shows, each order as it was when the plan was made, and sends it at
    /// the pace of the sweep once it was held for as long as it can be undone. Comes back when all
    /// of it is on disk. An order of which something else was asked since is left out; one that
    /// Points changed since in a way that matters stops before it is sent, and asks.
    ///
    /// # Errors
    ///
    /// [`DeskError::PlanGone`] where nobody can say any more what was shown, or it went already;
    /// [`DeskError::NothingGoes`] where no order goes.
    pub async fn ship_planned(&self, id: &str) -> Result<BatchView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let id: Uuid = id.parse().map_err(|_| DeskError::PlanGone)?;
        let going = open.shown_plans.take(id).ok_or(DeskError::PlanGone)?;
        let batch = self.write_batch(&open, going, self.undo_until()).await?;
        self.set_off(&open, batch.actions);
        Ok(open.store.batch(batch.id).await?)
    }

    /// Plans and ships at once, for a program, which has nobody who looks at what stays open: comes
    /// back when everything was sent, and one read each has tried to settle what is unclear.
    pub async fn ship_selection_and_wait(
        &self,
        request: BulkShippingRequest,
    ) -> Result<BatchView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let (chosen, step) = choose(&open, request).await?;
        let going = self.plan(&chosen, &step).going();
        let batch = self.write_batch(&open, going, None).await?;
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
        going: Vec<Going>,
        held_until: Option<i64>,
    ) -> Result<WrittenBatch, DeskError> {
        let now = clock::now();
        let asked_by = self.author();
        // The preview says that it takes the place of what waits; nobody is asked once more.
        let folds = self.settings().several_statuses != SeveralStatuses::All;
        let intents = going
            .into_iter()
            .map(|order| {
                Ok(NewIntent {
                    order: Some(order_uuid(&order.uuid)?),
                    seen: Some(order.seen),
                    target: Some(order.target),
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

/// What decides about each order of a selection, and the step, if Points has such a status.
async fn choose(
    open: &OpenProfile,
    request: BulkShippingRequest,
) -> Result<(ChosenFacts, ShippingStep), DeskError> {
    let step = known(request.step)?;
    let now = clock::now();
    let chosen = open.store.choose_facts(request.selection, now).await?;
    Ok((chosen, step))
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
