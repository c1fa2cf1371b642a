//! Asking Points to do something.

use std::collections::HashSet;
use std::sync::Arc;

use futures_util::StreamExt;
use points_api::{ShippingStatus, ShippingUpdate};
use uuid::Uuid;

use super::orders::order_uuid;
use super::profile::OpenProfile;
use super::{Desk, DeskError};
use crate::clock;
use crate::store::NewAction;
use crate::sync::Urgency;
use crate::view::{ActionView, ShippingRequest, Topic};

impl Desk {
    /// Writes down what is asked for and begins to send it, once an order, however often it is
    /// named. Comes back when it is on disk.
    pub async fn ship(&self, request: ShippingRequest) -> Result<Vec<ActionView>, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let ids = self.write_down(&open, &request).await?;
        let sending = Arc::clone(&open);
        let sent = ids.clone();
        open.adopt(tokio::spawn(async move { send_all(&sending, sent).await }));
        views(&open, ids).await
    }

    /// The same, but comes back when everything was sent.
    pub async fn ship_and_wait(
        &self,
        request: ShippingRequest,
    ) -> Result<Vec<ActionView>, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let ids = self.write_down(&open, &request).await?;
        send_all(&open, ids.clone()).await;
        views(&open, ids).await
    }

    /// Reads the order now and holds an unclear action against what Points shows.
    pub async fn settle_action(&self, id: i64) -> Result<ActionView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        open.dispatch.settle(id, true).await?;
        Ok(open.store.action(id).await?)
    }

    /// A person decides to ask once more: the old action ends, a new one is sent.
    pub async fn send_again(&self, id: i64) -> Result<ActionView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let id = open
            .store
            .repeat_action(id, Uuid::now_v7(), clock::now())
            .await?;
        let sending = Arc::clone(&open);
        open.adopt(tokio::spawn(
            async move { send_all(&sending, vec![id]).await },
        ));
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
    ) -> Result<Vec<i64>, DeskError> {
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
        let orders = request
            .uuids
            .iter()
            .map(|uuid| order_uuid(uuid))
            .collect::<Result<Vec<_>, DeskError>>()?;
        let mut named = HashSet::new();
        let intents = orders
            .into_iter()
            .filter(|order| named.insert(*order))
            .map(|order| NewAction {
                uuid: Uuid::now_v7(),
                order,
                target: request.target.clone(),
                name_ar: update.name_ar.clone(),
                name_en: update.name_en.clone(),
                asked_at: now,
                repeats: None,
            })
            .collect();
        let ids = open.store.insert_actions(intents).await?;
        self.board.changed(&[Topic::Actions, Topic::Orders]);
        Ok(ids)
    }
}

async fn send_all(open: &Arc<OpenProfile>, ids: Vec<i64>) {
    let urgency = if ids.len() == 1 {
        Urgency::Person
    } else {
        Urgency::Sweep
    };
    let sending = futures_util::stream::iter(ids).for_each_concurrent(
        open.line.in_flight(),
        |id| async move {
            if let Err(error) = open.dispatch.send(id, urgency).await {
                tracing::error!(%error, id, "an action could not be taken further");
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
