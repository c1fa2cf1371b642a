//! The questions and orders that the rest of the product has for the store.

use std::sync::Arc;

use points_api::OrderUuid;

use super::actions::Departing;
use super::{
    ActionRecord, DueOrder, Heard, NewIntent, Priority, Recorded, ShippingCodes, StateChange,
    Store, StoreError, Tracked, action_views, actions, asking, detail, list, observations, orders,
    queue, settling, shipping_codes, spread, stale, watches,
};
use crate::money::MoneyFacts;
use crate::schedule::DueClass;
use crate::view::{
    ActionEvidence, ActionState, ActionView, FailureView, FieldEvidence, Made, OrderDetail,
    OrderPage, OrderQuery, OrderRow, OrderTotal, PageRequest, Settings, StalePage, StatusCounts,
    StatusTallies,
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
        let shared = Arc::clone(&self.shared);
        self.read(move |moment| {
            list::page(moment, &query, &request, &settings, now, &shared.samples)
        })
        .await
    }

    /// How many orders each query finds, in their order and at one moment: exact without a search
    /// where an index knows, with one up to ten thousand.
    pub async fn totals(
        &self,
        queries: Vec<OrderQuery>,
        now: i64,
    ) -> Result<Vec<OrderTotal>, StoreError> {
        self.read(move |moment| list::totals(moment, &queries, now))
            .await
    }

    /// The numbers beside the filters.
    pub async fn counts(&self, settings: Settings, now: i64) -> Result<StatusCounts, StoreError> {
        self.read(move |moment| list::counts(moment, &settings, now))
            .await
    }

    /// How the matches of a list are spread over statuses.
    pub async fn status_tallies(
        &self,
        query: OrderQuery,
        now: i64,
    ) -> Result<StatusTallies, StoreError> {
        self.read(move |moment| spread::tallies(moment, &query, now))
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

    /// The orders that were read last, the newest read first, without those that are gone; where
    /// there is no other, those.
    pub async fn read_last(&self, most: u32) -> Result<Vec<OrderUuid>, StoreError> {
        self.read(move |moment| watches::read_last(moment, most))
            .await
    }

    /// What decides about an order's money, and its total in halalas where that is known exactly.
    pub async fn money(
        &self,
        uuid: OrderUuid,
        settings: Settings,
        now: i64,
    ) -> Result<(MoneyFacts, Option<i64>), StoreError> {
        self.read(move |moment| detail::money(moment, uuid, &settings, now))
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

    /// A page of stale checkouts, oldest first.
    pub async fn stale(
        &self,
        after: Option<String>,
        settings: Settings,
        now: i64,
    ) -> Result<StalePage, StoreError> {
        self.read(move |moment| stale::page(moment, after.as_deref(), &settings, now))
            .await
    }

    /// Begins to watch orders, in one transaction; says of each whether it is new.
    pub async fn track(
        &self,
        priority: Priority,
        uuids: Vec<OrderUuid>,
        origin: &'static str,
        class: DueClass,
        now: i64,
    ) -> Result<Vec<Tracked>, StoreError> {
        self.write(priority, move |transaction| {
            let (mut tracked, mut pending) = (Vec::new(), Vec::new());
            for uuid in uuids {
                let (one, place) = watches::track(transaction, uuid, origin, class, now)?;
                tracked.push(one);
                pending.extend(place);
            }
            pending
                .iter()
                .try_for_each(|place| place.write(transaction))?;
            Ok(tracked)
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
            let mut pending = Vec::new();
            for heard in &heard {
                pending.extend(observations::append(transaction, heard)?.1);
            }
            pending
                .iter()
                .try_for_each(|place| place.write(transaction))
        })
        .await
    }

    /// Folds every order anew from what was heard; says how many.
    pub async fn rebuild(&self) -> Result<usize, StoreError> {
        self.write(Priority::Sweep, orders::begin_anew).await?;
        self.refold(|| ()).await
    }

    /// Folds anew the orders that an older fold made, a few at a time, and tells each time; says
    /// how many. Ended anywhere, it goes on there the next time.
    pub async fn refold(&self, tell: impl Fn() + Send) -> Result<usize, StoreError> {
        let mut count = 0;
        loop {
            let folded = self.write(Priority::Sweep, orders::go_on_anew).await?;
            if folded == 0 {
                return Ok(count);
            }
            count += folded;
            tell();
        }
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

    /// Makes every order due, some at a time, and tells each time.
    pub async fn make_all_due(&self, now: i64, tell: impl Fn() + Send) -> Result<(), StoreError> {
        let mut behind = 0;
        loop {
            let made = self
                .write(Priority::Sweep, move |transaction| {
                    watches::make_due_behind(transaction, behind, now)
                })
                .await?;
            let Some(last) = made else {
                return Ok(());
            };
            behind = last;
            tell();
        }
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

    /// Writes intents down, all or none; on disk when this returns. Many are looked at before the
    /// first is written, and written some at a time; should one be refused then, because somebody
    /// was quicker, those before it are taken back.
    pub async fn insert_actions(&self, intents: Vec<NewIntent>) -> Result<Vec<i64>, StoreError> {
        if intents.len() > asking::WRITTEN_AT_ONCE {
            let orders: Vec<_> = intents
                .iter()
                .filter_map(|intent| Some((intent.order?, intent.kind)))
                .collect();
            self.read(move |moment| {
                orders.iter().try_for_each(|(order, kind)| {
                    asking::refuse_second(moment, *order, *kind).map(drop)
                })
            })
            .await?;
        }
        let mut ids = Vec::with_capacity(intents.len());
        for some in intents.chunks(asking::WRITTEN_AT_ONCE) {
            let some = some.to_vec();
            let asked_at = some.first().map_or(0, |intent| intent.asked_at);
            let written: Result<Vec<i64>, _> = self
                .write(Priority::Person, move |transaction| {
                    some.iter()
                        .map(|intent| asking::insert(transaction, intent))
                        .collect()
                })
                .await;
            match written {
                Ok(written) => ids.extend(written),
                Err(error) => {
                    for id in ids {
                        match self.withdraw_action(id, asked_at).await {
                            // One that has left meanwhile goes on; the others do not.
                            Ok(()) | Err(StoreError::ActionSettled) => {}
                            Err(error) => return Err(error),
                        }
                    }
                    return Err(error);
                }
            }
        }
        Ok(ids)
    }

    /// A person asks once more: the old action ends, a new one is written down, with a mark of its
    /// own where the old one had one.
    pub async fn repeat_action(
        &self,
        id: i64,
        uuid: uuid::Uuid,
        mark: String,
        asked_by: Option<String>,
        now: i64,
    ) -> Result<i64, StoreError> {
        self.write(Priority::Person, move |transaction| {
            asking::repeat(transaction, id, uuid, Some(mark), asked_by, now)
        })
        .await
    }

    /// Takes back what was not sent; says whether it could be.
    pub async fn undo_action(&self, id: i64, now: i64) -> Result<bool, StoreError> {
        self.write(Priority::Person, move |transaction| {
            asking::take_back(transaction, id, "undone", now)
        })
        .await
    }

    /// How many statuses of the order wait before this one, and would give way to it.
    pub async fn statuses_before(&self, id: i64) -> Result<u32, StoreError> {
        self.read(move |moment| {
            let before = asking::statuses_before(moment, id)?;
            Ok(u32::try_from(before.len()).unwrap_or(u32::MAX))
        })
        .await
    }

    /// The statuses that wait before this one give way to it.
    pub async fn send_only_last(&self, id: i64, now: i64) -> Result<(), StoreError> {
        self.write(Priority::Person, move |transaction| {
            asking::give_way(transaction, id, now)
        })
        .await
    }

    /// A person gives an action up.
    pub async fn withdraw_action(&self, id: i64, now: i64) -> Result<(), StoreError> {
        self.write(Priority::Person, move |transaction| {
            asking::give_up(transaction, id, now)
        })
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
        let request = Departing {
            path,
            body,
            before: None,
        };
        self.depart(id, at, request).await
    }

    /// The same, with the order as it was just read.
    pub(crate) async fn depart(
        &self,
        id: i64,
        at: i64,
        request: Departing,
    ) -> Result<(), StoreError> {
        self.write(Priority::Person, move |transaction| {
            actions::keep_request(transaction, id, at, &request)?;
            let sending = StateChange {
                reason: None,
                ..StateChange::because(ActionState::Sending, at, "")
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
    /// transaction. The order of an answer to a purchase is what that made.
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
            let order_id = watches::id_of(transaction, heard.uuid)?;
            if actions::load(transaction, id)?.order_id.is_none() {
                settling::made_order(transaction, id, order_id, heard.uuid)?;
            }
            actions::change(transaction, id, &[ActionState::Sending], &to)?;
            watches::want_read_after_answer(transaction, order_id, to.at + READ_AFTER_ANSWER)
        })
        .await
    }

    /// Points said yes, and told no order: what was made, and the confirmation.
    pub(crate) async fn confirm_made(
        &self,
        id: i64,
        made: Made,
        to: StateChange,
    ) -> Result<(), StoreError> {
        self.write(Priority::Person, move |transaction| {
            actions::keep_made(transaction, id, &made, None)?;
            actions::change(transaction, id, &[ActionState::Sending], &to)
        })
        .await
    }

    /// A read could not settle an action: so many have tried now, and the next one is due then, or
    /// it goes to a person.
    pub async fn not_settled(
        &self,
        id: i64,
        tries: u32,
        next: Option<i64>,
        to_person: StateChange,
    ) -> Result<(), StoreError> {
        self.write(Priority::Person, move |transaction| {
            queue::not_settled(transaction, id, tries, next, &to_person)
        })
        .await
    }

    /// A read that was to settle an action could not be made.
    pub async fn postpone_settling(
        &self,
        id: i64,
        tries: u32,
        next: Option<i64>,
    ) -> Result<(), StoreError> {
        self.write(Priority::Person, move |transaction| {
            queue::postpone_settling(transaction, id, tries, next)
        })
        .await
    }

    /// Actions whose settling read is due.
    pub async fn due_to_settle(&self, now: i64) -> Result<Vec<ActionRecord>, StoreError> {
        self.read(move |moment| queue::due_to_settle(moment, now))
            .await
    }

    /// The actions that are not settled and in any of these states, oldest first.
    pub async fn open_actions(
        &self,
        states: &'static [ActionState],
    ) -> Result<Vec<ActionRecord>, StoreError> {
        self.read(move |moment| queue::open_in(moment, states))
            .await
    }

    /// When the next settling read is due.
    pub async fn next_settling(&self) -> Result<Option<i64>, StoreError> {
        self.read(queue::next_settling).await
    }

    /// What a start finds of the last run's actions and plans; says how many actions.
    pub async fn recover_actions(&self, now: i64) -> Result<usize, StoreError> {
        loop {
            let heeded = self
                .write(Priority::Sweep, move |transaction| {
                    watches::heed_clock(transaction, now)
                })
                .await?;
            if heeded == 0 {
                break;
            }
        }
        self.write(Priority::Person, move |transaction| {
            queue::recover(transaction, now)
        })
        .await
    }

    /// One action as stored.
    pub async fn action_record(&self, id: i64) -> Result<ActionRecord, StoreError> {
        self.read(move |moment| actions::load(moment, id)).await
    }

    /// The action of a token, if it was written down.
    pub async fn action_of_token(&self, token: uuid::Uuid) -> Result<Option<i64>, StoreError> {
        self.read(move |moment| actions::of_token(moment, token))
            .await
    }

    /// One action as a person sees it.
    pub async fn action(&self, id: i64) -> Result<ActionView, StoreError> {
        self.read(move |moment| action_views::view(moment, id))
            .await
    }

    /// Several actions with their histories, at one moment.
    pub async fn actions(&self, ids: Vec<i64>) -> Result<Vec<ActionView>, StoreError> {
        self.read(move |moment| {
            let views = ids.iter().map(|id| action_views::view(moment, *id));
            views.collect()
        })
        .await
    }

    /// Everything by which a person can decide about an action.
    pub async fn action_evidence(&self, id: i64) -> Result<ActionEvidence, StoreError> {
        self.read(move |moment| action_views::evidence(moment, id))
            .await
    }

    /// The learnt shipping codes.
    pub async fn shipping_codes(&self) -> Result<ShippingCodes, StoreError> {
        self.read(shipping_codes::load).await
    }
}

/// An answer to an action is followed by a read, which sees what came of it in the end.
const READ_AFTER_ANSWER: i64 = 60_000;
