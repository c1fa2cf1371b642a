//! Asking Points to do something.

use std::collections::HashSet;
use std::sync::Arc;

use futures_util::StreamExt;
use points_api::{ShippingStatus, ShippingUpdate};
use uuid::Uuid;

use super::orders::order_uuid;
use super::profile::OpenProfile;
use super::{Desk, DeskError};
use crate::actions::Undertaking;
use crate::clock;
use crate::store::{NewAction, StoreError};
use crate::sync::Urgency;
use crate::view::{ActionState, ActionView, ShippingRequest, Topic};

impl Desk {
    /// Writes down what is asked for and begins to send it, once an order, however often it is
    /// named. Comes back when it is on disk.
    pub async fn ship(&self, request: ShippingRequest) -> Result<Vec<ActionView>, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let (ids, undertaking) = self.write_down(&open, &request).await?;
        send_by_itself(&open, ids.clone(), undertaking);
        views(&open, ids).await
    }

    /// The same, but comes back when everything was sent.
    pub async fn ship_and_wait(
        &self,
        request: ShippingRequest,
    ) -> Result<Vec<ActionView>, DeskError> {
        let urgency = urgency_of(request.uuids.len());
        self.ship_at(request, urgency).await
    }

    pub(super) async fn ship_at(
        &self,
        request: ShippingRequest,
        urgency: Urgency,
    ) -> Result<Vec<ActionView>, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let (ids, _undertaking) = self.write_down(&open, &request).await?;
        send_all(&open, ids.clone(), urgency).await;
        views(&open, ids).await
    }

    /// The actions that are not settled, oldest first.
    pub async fn open_actions(&self) -> Result<Vec<ActionView>, DeskError> {
        const OPEN: &[ActionState] = &[
            ActionState::Queued,
            ActionState::Sending,
            ActionState::Unknown,
            ActionState::NeedsPerson,
        ];
        let open = self.open_profile_or_fail().await?;
        let actions = open.store.open_actions(OPEN).await?;
        views(&open, actions.iter().map(|action| action.id).collect()).await
    }

    /// Reads the order now and holds an unclear action against what Points shows.
    pub async fn settle_action(&self, id: i64) -> Result<ActionView, DeskError> {
        self.settle_at(id, Urgency::Person).await
    }

    pub(super) async fn settle_at(
        &self,
        id: i64,
        urgency: Urgency,
    ) -> Result<ActionView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        open.dispatch.settle(id, true, urgency).await?;
        Ok(open.store.action(id).await?)
    }

    /// A person decides to ask once more: the old action ends, a new one is sent.
    pub async fn send_again(&self, id: i64) -> Result<ActionView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let (id, undertaking) = repeat(&open, id, self.author()).await?;
        send_by_itself(&open, vec![id], undertaking);
        Ok(open.store.action(id).await?)
    }

    /// The same, but comes back when it was sent.
    pub(super) async fn send_again_and_wait(
        &self,
        id: i64,
        urgency: Urgency,
    ) -> Result<ActionView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let (id, _undertaking) = repeat(&open, id, self.author()).await?;
        send_all(&open, vec![id], urgency).await;
        Ok(open.store.action(id).await?)
    }

    /// A person gives an action up, or has read a refusal.
    pub async fn withdraw_action(&self, id: i64) -> Result<ActionView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        open.store.withdraw_action(id, clock::now()).await?;
        self.board.changed(&[Topic::Actions, Topic::Orders]);
        Ok(open.store.action(id).await?)
    }

    async fn write_down(
        &self,
        open: &OpenProfile,
        request: &ShippingRequest,
    ) -> Result<(Vec<i64>, Undertaking), DeskError> {
        let label = |text: &Option<String>| {
            text.as_deref()
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(ToOwned::to_owned)
        };
        let update = ShippingUpdate {
            status: request.target.as_deref().map(ShippingStatus::from),
            name_ar: label(&request.name_ar),
            name_en: label(&request.name_en),
        };
        update.validate().map_err(|_| DeskError::LabelInvalid)?;
        let now = clock::now();
        let asked_by = self.author();
        let orders = request
            .uuids
            .iter()
            .map(|uuid| order_uuid(uuid))
            .collect::<Result<Vec<_>, DeskError>>()?;
        let mut named = HashSet::new();
        let intents: Vec<_> = orders
            .into_iter()
            .filter(|order| named.insert(*order))
            .map(|order| NewAction {
                uuid: Uuid::now_v7(),
                order,
                target: request.target.clone(),
                name_ar: update.name_ar.clone(),
                name_en: update.name_en.clone(),
                asked_at: now,
                asked_by: asked_by.clone(),
                repeats: None,
            })
            .collect();
        let undertaking = open
            .dispatch
            .undertake(intents.iter().map(|intent| intent.uuid).collect());
        let ids = open.store.insert_actions(intents).await?;
        self.board.changed(&[Topic::Actions, Topic::Orders]);
        Ok((ids, undertaking))
    }
}

/// The old action ends, a new one is on disk.
async fn repeat(
    open: &OpenProfile,
    id: i64,
    asked_by: Option<String>,
) -> Result<(i64, Undertaking), DeskError> {
    let uuid = Uuid::now_v7();
    let undertaking = open.dispatch.undertake(vec![uuid]);
    let id = open
        .store
        .repeat_action(id, uuid, asked_by, clock::now())
        .await?;
    Ok((id, undertaking))
}

/// Sends while the person goes on.
pub(super) fn send_by_itself(open: &Arc<OpenProfile>, ids: Vec<i64>, undertaking: Undertaking) {
    let sending = Arc::clone(open);
    let urgency = urgency_of(ids.len());
    open.adopt(tokio::spawn(async move {
        send_all(&sending, ids, urgency).await;
        drop(undertaking);
    }));
}

/// A person waits for one order; many keep to the pace of the sweep.
fn urgency_of(orders: usize) -> Urgency {
    if orders == 1 {
        Urgency::Person
    } else {
        Urgency::Sweep
    }
}

pub(super) async fn send_all(open: &Arc<OpenProfile>, ids: Vec<i64>, urgency: Urgency) {
    let sending = futures_util::stream::iter(ids).for_each_concurrent(
        open.line.in_flight(),
        |id| async move {
            match open.dispatch.send(id, urgency).await {
                // One that was taken back meanwhile has ended.
                Ok(()) | Err(StoreError::ActionSettled) => {}
                Err(error) => {
                    tracing::error!(%error, id, "an action could not be taken further");
                }
            }
        },
    );
    sending.await;
    // The reads after the answers are planned.
    open.sweep.wake();
}

async fn views(open: &OpenProfile, ids: Vec<i64>) -> Result<Vec<ActionView>, DeskError> {
    let mut views = Vec::with_capacity(ids.len());
    for id in ids {
        views.push(open.store.action(id).await?);
    }
    Ok(views)
}
