//! The questions and orders that the rest of the product has for the store.

use points_api::OrderUuid;

use super::{
    ActionRecord, DueOrder, Heard, NewAction, Priority, Recorded, ShippingCodes, StateChange,
    Store, StoreError, Tracked, actions, detail, list, observations, orders, shipping_codes, stale,
    watches,
};
use crate::schedule::DueClass;
use crate::view::{
    ActionState, ActionView, FailureView, FieldEvidence, OrderDetail, OrderPage, OrderQuery,
    OrderRow, PageRequest, Settings, StaleCheckout, StatusCounts,
};

impl Store {
    /// A page of the list.
    pub async fn page(
        &self,
        query: OrderQuery,
        request: PageRequest,
        settings: Settings,
        now: i64,
    ) -> Result<OrderPage, StoreError> {
        self.read(move |moment| list::page(moment, &query, &request, &settings, now))
            .await
    }

    /// The numbers beside the filters.
    pub async fn counts(&self, settings: Settings, now: i64) -> Result<StatusCounts, StoreError> {
        self.read(move |moment| list::counts(moment, &settings, now))
            .await
    }

    /// One row.
    pub async fn row(
        &self,
        uuid: OrderUuid,
        settings: Settings,
        now: i64,
    ) -> Result<OrderRow, StoreError> {
        self.read(move |moment| detail::row(moment, uuid, &settings, now))
            .await
    }

    /// One order in full.
    pub async fn order(
        &self,
        uuid: OrderUuid,
        settings: Settings,
        now: i64,
    ) -> Result<OrderDetail, StoreError> {
        self.read(move |moment| detail::order(moment, uuid, &settings, now))
            .await
    }

    /// How a field's value is known.
    pub async fn evidence(
        &self,
        uuid: OrderUuid,
        field: String,
    ) -> Result<Vec<FieldEvidence>, StoreError> {
        self.read(move |moment| detail::evidence(moment, uuid, &field))
            .await
    }

    /// The exact text of an observation.
    pub async fn observation_text(&self, id: i64) -> Result<String, StoreError> {
        self.read(move |moment| observations::text(moment, id))
            .await
    }

    /// The uuids of an order number, a reference number, or a uuid.
    pub async fn find_uuids(&self, key: String) -> Result<Vec<OrderUuid>, StoreError> {
        self.read(move |moment| watches::find(moment, &key)).await
    }

    /// Stale checkouts, oldest first.
    pub async fn stale(
        &self,
        settings: Settings,
        now: i64,
    ) -> Result<Vec<StaleCheckout>, StoreError> {
        self.read(move |moment| stale::list(moment, &settings, now))
            .await
    }

    /// Begins to watch orders; says of each whether it is new.
    pub async fn track(
        &self,
        uuids: Vec<OrderUuid>,
        origin: &'static str,
        class: DueClass,
        now: i64,
    ) -> Result<Vec<Tracked>, StoreError> {
        self.write(Priority::Person, move |transaction| {
            uuids
                .into_iter()
                .map(|uuid| watches::track(transaction, uuid, origin, class, now))
                .collect()
        })
        .await
    }

    /// Appends what was heard, and folds the order.
    pub async fn record(&self, priority: Priority, heard: Heard) -> Result<Recorded, StoreError> {
        self.write(priority, move |transaction| {
            observations::record(transaction, &heard)
        })
        .await
    }

    /// Several at once, in one transaction.
    pub async fn record_all(&self, heard: Vec<Heard>) -> Result<(), StoreError> {
        self.write(Priority::Sweep, move |transaction| {
            heard
                .iter()
                .try_for_each(|heard| observations::record(transaction, heard).map(drop))
        })
        .await
    }

    /// Folds every order anew from what was heard; says how many.
    pub async fn rebuild(&self) -> Result<usize, StoreError> {
        self.write(Priority::Sweep, orders::rebuild).await
    }

    /// Orders whose read is due: what somebody waits for first, then longest waiting first.
    pub async fn due(&self, now: i64, limit: usize) -> Result<Vec<DueOrder>, StoreError> {
        self.read(move |moment| watches::due(moment, now, limit))
            .await
    }

    /// How many are due, and when the next one is.
    pub async fn due_count(&self, now: i64) -> Result<(u64, Option<i64>), StoreError> {
        self.read(move |moment| watches::due_count(moment, now))
            .await
    }

    /// When Points last answered about any order.
    pub async fn last_checked(&self) -> Result<Option<i64>, StoreError> {
        self.read(watches::last_checked).await
    }

    /// Makes every order due.
    pub async fn make_all_due(&self, now: i64) -> Result<usize, StoreError> {
        self.write(Priority::Person, move |transaction| {
            watches::make_all_due(transaction, now)
        })
        .await
    }

    /// Points answered that it has no such order.
    pub async fn mark_gone(&self, uuid: OrderUuid, now: i64) -> Result<(), StoreError> {
        self.write(Priority::Sweep, move |transaction| {
            watches::mark_gone(transaction, watches::id_of(transaction, uuid)?, now)
        })
        .await
    }

    /// A read failed for a reason of this order that may pass.
    pub async fn mark_failed(
        &self,
        uuid: OrderUuid,
        failure: FailureView,
        now: i64,
    ) -> Result<(), StoreError> {
        self.write(Priority::Sweep, move |transaction| {
            watches::mark_failed(
                transaction,
                watches::id_of(transaction, uuid)?,
                &failure,
                now,
            )
        })
        .await
    }

    /// Writes intents down, all or none; on disk when this returns.
    pub async fn insert_actions(&self, intents: Vec<NewAction>) -> Result<Vec<i64>, StoreError> {
        self.write(Priority::Person, move |transaction| {
            intents
                .iter()
                .map(|intent| actions::insert(transaction, intent))
                .collect()
        })
        .await
    }

    /// A person asks once more: the old action ends, a new one is written down.
    pub async fn repeat_action(
        &self,
        id: i64,
        uuid: uuid::Uuid,
        now: i64,
    ) -> Result<i64, StoreError> {
        self.write(Priority::Person, move |transaction| {
            actions::repeat(transaction, id, uuid, now)
        })
        .await
    }

    /// A person gives an action up.
    pub async fn withdraw_action(&self, id: i64, now: i64) -> Result<(), StoreError> {
        let withdrawn = StateChange {
            state: ActionState::Withdrawn,
            at: now,
            reason: Some("given_up".to_owned()),
            message: None,
            next_settle_at: None,
        };
        self.change_action(id, actions::PERSON_DECIDES, withdrawn)
            .await
    }

    /// The step before the first byte leaves: `sending`, with what will be sent.
    pub async fn begin_sending(
        &self,
        id: i64,
        at: i64,
        path: String,
        body: String,
    ) -> Result<(), StoreError> {
        self.write(Priority::Person, move |transaction| {
            actions::keep_request(transaction, id, at, &path, &body)?;
            let sending = StateChange {
                state: ActionState::Sending,
                at,
                reason: None,
                message: None,
                next_settle_at: None,
            };
            actions::change(transaction, id, &[ActionState::Queued], &sending)
        })
        .await
    }

    /// Moves an action on.
    pub async fn change_action(
        &self,
        id: i64,
        from: &'static [ActionState],
        to: StateChange,
    ) -> Result<(), StoreError> {
        self.write(Priority::Person, move |transaction| {
            actions::change(transaction, id, from, &to)
        })
        .await
    }

    /// Points said yes: the answer, what it teaches about codes, and the confirmation, in one
    /// transaction.
    pub async fn confirm_with_answer(
        &self,
        id: i64,
        heard: Heard,
        taught: Option<(i64, String)>,
        to: StateChange,
    ) -> Result<(), StoreError> {
        self.write(Priority::Person, move |transaction| {
            if let Some((code, word)) = &taught {
                shipping_codes::learn(transaction, id, *code, word, to.at)?;
            }
            observations::record(transaction, &heard)?;
            actions::change(transaction, id, &[ActionState::Sending], &to)?;
            let record = actions::load(transaction, id)?;
            watches::want_read_after_answer(transaction, record.order_id, to.at + READ_AFTER_ANSWER)
        })
        .await
    }

    /// A read could not settle an action.
    pub async fn postpone_settling(
        &self,
        id: i64,
        tries: u32,
        next: Option<i64>,
    ) -> Result<(), StoreError> {
        self.write(Priority::Person, move |transaction| {
            actions::postpone_settling(transaction, id, tries, next)
        })
        .await
    }

    /// Actions whose settling read is due.
    pub async fn due_to_settle(&self, now: i64) -> Result<Vec<ActionRecord>, StoreError> {
        self.read(move |moment| actions::due_to_settle(moment, now))
            .await
    }

    /// When the next settling read is due.
    pub async fn next_settling(&self) -> Result<Option<i64>, StoreError> {
        self.read(actions::next_settling).await
    }

    /// What a start finds of the last run's actions and plans; says how many actions.
    pub async fn recover_actions(&self, now: i64) -> Result<usize, StoreError> {
        self.write(Priority::Person, move |transaction| {
            watches::heed_clock(transaction, now)?;
            actions::recover(transaction, now)
        })
        .await
    }

    /// One action as stored.
    pub async fn action_record(&self, id: i64) -> Result<ActionRecord, StoreError> {
        self.read(move |moment| actions::load(moment, id)).await
    }

    /// One action as a person sees it.
    pub async fn action(&self, id: i64) -> Result<ActionView, StoreError> {
        self.read(move |moment| actions::view(moment, id)).await
    }

    /// The learnt shipping codes.
    pub async fn shipping_codes(&self) -> Result<ShippingCodes, StoreError> {
        self.read(shipping_codes::load).await
    }
}

/// An answer to an action is followed by a read, which sees what came of it in the end.
const READ_AFTER_ANSWER: i64 = 60_000;
