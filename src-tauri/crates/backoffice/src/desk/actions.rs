//! Asking Points to do something, and deciding about what nobody knows the end of.

use std::collections::HashSet;
use std::sync::Arc;

use points_api::{ShippingStatus, ShippingUpdate};
use uuid::Uuid;

use super::orders::order_uuid;
use super::profile::{Access, OpenProfile};
use super::{Desk, DeskError};
use crate::actions::policy::{MARK_LETTERS, refund_mark};
use crate::clock;
use crate::store::{NewIntent, StateChange, StoreError};
use crate::sync::Urgency;
use crate::view::{
    ActionEvidence, ActionKind, ActionState, ActionView, Decision, QueueView, SeveralStatuses,
    ShippingRequest, Topic, Undone,
};

impl Desk {
    /// Writes down what is asked for, once an order, however often it is named, and holds it for as
    /// long as it can be undone. Comes back when it is on disk.
    pub async fn ship(&self, request: ShippingRequest) -> Result<Vec<ActionView>, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let ids = self.write_down(&open, &request, self.undo_until()).await?;
        self.set_off(&open, ids.clone());
        views(&open, ids).await
    }

    /// The same, but nothing is held back, and it comes back when each was sent, or waits for
    /// something that does not come by itself.
    pub async fn ship_and_wait(
        &self,
        request: ShippingRequest,
    ) -> Result<Vec<ActionView>, DeskError> {
        self.ship_at_pace(request, false).await
    }

    pub(super) async fn ship_at_pace(
        &self,
        request: ShippingRequest,
        one_of_many: bool,
    ) -> Result<Vec<ActionView>, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let ids = self.write_down(&open, &request, None).await?;
        send_all(&open, ids.clone(), one_of_many).await;
        views(&open, ids).await
    }

    /// The actions that are not settled, oldest first.
    pub async fn open_actions(&self) -> Result<Vec<ActionView>, DeskError> {
        const OPEN: &[ActionState] = &[
            ActionState::Held,
            ActionState::Queued,
            ActionState::Sending,
            ActionState::Unknown,
            ActionState::NeedsPerson,
        ];
        let open = self.open_profile_or_fail().await?;
        let actions = open.store.open_actions(OPEN).await?;
        views(&open, actions.iter().map(|action| action.id).collect()).await
    }

    /// One action.
    pub async fn action(&self, id: i64) -> Result<ActionView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open.store.action(id).await?)
    }

    /// Several actions, all as they stand at one moment.
    ///
    /// # Errors
    ///
    /// One that is not there is a mistake, and none is told then.
    pub async fn actions(&self, ids: Vec<i64>) -> Result<Vec<ActionView>, DeskError> {
        let open = self.open_profile_or_fail().await?;
        views(&open, ids).await
    }

    /// Everything by which a person can decide about an action.
    pub async fn action_evidence(&self, id: i64) -> Result<ActionEvidence, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open.store.action_evidence(id).await?)
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
        let id = self.repeat(&open, id).await?;
        self.set_off(&open, vec![id]);
        Ok(open.store.action(id).await?)
    }

    /// The same, but comes back when it was sent.
    pub(super) async fn send_again_and_wait(
        &self,
        id: i64,
        one_of_many: bool,
    ) -> Result<ActionView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let id = self.repeat(&open, id).await?;
        send_all(&open, vec![id], one_of_many).await;
        Ok(open.store.action(id).await?)
    }

    /// A person gives an action up, or has read a refusal.
    pub async fn withdraw_action(&self, id: i64) -> Result<ActionView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        open.store.withdraw_action(id, clock::now()).await?;
        self.lane_moved(&open);
        Ok(open.store.action(id).await?)
    }

    /// Takes an action back while nothing was sent. Where something was, it stays as it is, and the
    /// answer says what the order's status was before: an honest new status would take it there.
    pub async fn undo_action(&self, id: i64) -> Result<Undone, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let undone = open.store.undo_action(id, clock::now()).await?;
        if undone {
            self.lane_moved(&open);
        }
        let action = open.store.action(id).await?;
        let went_out = !undone && action.kind == ActionKind::Shipping && action.tries > 0;
        let before = action
            .seen
            .as_ref()
            .and_then(|seen| seen.shipping.clone())
            .filter(|_| went_out);
        let back_to = match before {
            Some(key) => open.store.shipping_codes().await?.word_of_key(&key),
            None => None,
        };
        Ok(Undone { action, back_to })
    }

    /// How many statuses of the order wait before this one, and would give way to it.
    pub async fn statuses_before(&self, id: i64) -> Result<u32, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open.store.statuses_before(id).await?)
    }

    /// A person decides that of several statuses that wait only this one is sent: those before it
    /// give way. Nothing happens to what has left meanwhile.
    pub async fn send_only_last(&self, id: i64) -> Result<ActionView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        open.store.send_only_last(id, clock::now()).await?;
        self.lane_moved(&open);
        Ok(open.store.action(id).await?)
    }

    /// A person decides about an action that nobody knows the end of.
    pub async fn decide_action(
        &self,
        id: i64,
        decision: Decision,
    ) -> Result<ActionView, DeskError> {
        const UNDECIDED: &[ActionState] = &[ActionState::Unknown, ActionState::NeedsPerson];
        let open = self.open_profile_or_fail().await?;
        let (state, reason) = match decision {
            Decision::SendAgain => {
                let state = open.store.action_record(id).await?.state;
                if !UNDECIDED.contains(&state) {
                    return Err(StoreError::ActionSettled.into());
                }
                return self.send_again(id).await;
            }
            Decision::Happened => (ActionState::Confirmed, "decided_happened"),
            Decision::DidNotHappen => (ActionState::Withdrawn, "decided_did_not_happen"),
        };
        let decided = StateChange::because(state, clock::now(), reason);
        open.store.change_action(id, UNDECIDED, decided).await?;
        self.lane_moved(&open);
        Ok(open.store.action(id).await?)
    }

    /// Tries at once what waits for the network or after an error of Points. A pause that Points
    /// asked for is kept, and a refused key stays refused.
    pub async fn try_queue_now(&self) -> Result<QueueView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        open.dispatch.try_now().await?;
        self.board.changed(&[Topic::Actions]);
        self.queue_view().await
    }

    /// Something of a lane ended: what stands behind it may go.
    pub(super) fn lane_moved(&self, open: &OpenProfile) {
        self.board.changed(&[Topic::Actions, Topic::Orders]);
        open.dispatch.wake();
    }

    /// Until when a status that is asked now is held back; none where it is not.
    pub(super) fn undo_until(&self) -> Option<i64> {
        let seconds = self.settings().undo_seconds.min(60);
        (seconds > 0).then(|| clock::now() + i64::from(seconds) * 1_000)
    }

    /// Sends what is on disk while the person goes on. A desk that works by itself has the queue at
    /// work already.
    pub(super) fn set_off(&self, open: &Arc<OpenProfile>, ids: Vec<i64>) {
        if self.access == Access::Background {
            open.dispatch.wake();
            return;
        }
        let sending = Arc::clone(open);
        open.adopt(tokio::spawn(async move {
            send_all(&sending, ids, false).await;
        }));
    }

    pub(super) async fn write_down(
        &self,
        open: &OpenProfile,
        request: &ShippingRequest,
        held_until: Option<i64>,
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
        let asked_by = self.author();
        let folds = match self.settings().several_statuses {
            SeveralStatuses::OnlyLast => true,
            SeveralStatuses::All => false,
            // A command has nobody to ask: it says what shall be so in the end.
            SeveralStatuses::Ask => self.access != Access::Background,
        };
        let orders = request
            .uuids
            .iter()
            .map(|uuid| order_uuid(uuid))
            .collect::<Result<Vec<_>, DeskError>>()?;
        let mut named = HashSet::new();
        let intents: Vec<_> = orders
            .into_iter()
            .filter(|order| named.insert(*order))
            .map(|order| NewIntent {
                order: Some(order),
                seen: request.seen.get(&order.to_string()).cloned(),
                target: request.target.clone(),
                name_ar: update.name_ar.clone(),
                name_en: update.name_en.clone(),
                asked_by: asked_by.clone(),
                held_until,
                folds,
                ..NewIntent::new(Uuid::now_v7(), ActionKind::Shipping, now)
            })
            .collect();
        let ids = open.store.insert_actions(intents).await?;
        self.board.changed(&[Topic::Actions, Topic::Orders]);
        Ok(ids)
    }

    /// The old action ends, a new one is on disk.
    async fn repeat(&self, open: &OpenProfile, id: i64) -> Result<i64, DeskError> {
        let id = open
            .store
            .repeat_action(id, Uuid::now_v7(), new_mark(), self.author(), clock::now())
            .await?;
        self.board.changed(&[Topic::Actions, Topic::Orders]);
        Ok(id)
    }
}

/// A mark for a refund. The last bytes of a uuid of version 7 are random.
pub(super) fn new_mark() -> String {
    let random = Uuid::now_v7().into_bytes();
    let mut letters = [0; MARK_LETTERS];
    for (letter, byte) in letters.iter_mut().zip(random.iter().rev()) {
        *letter = *byte;
    }
    refund_mark(letters)
}

/// Sends these until each is settled, or waits.
pub(super) async fn send_all(open: &Arc<OpenProfile>, ids: Vec<i64>, one_of_many: bool) {
    if let Err(error) = Arc::clone(&open.dispatch).run_for(ids, one_of_many).await {
        tracing::error!(%error, "actions could not be taken further");
    }
    // The reads after the answers are planned.
    open.sweep.wake();
}

pub(super) async fn views(open: &OpenProfile, ids: Vec<i64>) -> Result<Vec<ActionView>, DeskError> {
    Ok(open.store.actions(ids).await?)
}
