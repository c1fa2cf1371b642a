//! Looking at orders.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use futures_util::StreamExt;
use points_api::OrderUuid;

use super::profile::OpenProfile;
use super::{Access, Change, Desk, DeskError};
use crate::clock;
use crate::settling::Settled;
use crate::sync::Urgency;
use crate::view::{
    CheckProgress, CheckSummary, CheckedOrder, ErrorCode, FieldEvidence, OrderDetail, OrderPage,
    OrderQuery, OrderSelection, PageRequest, StalePage, StatusCounts, StatusTallies, Topic,
};

/// An order that was read within this time is not read again because somebody looks at it,
/// milliseconds.
const FRESH_FOR: i64 = 60_000;

impl Desk {
    /// A page of the list.
    pub async fn list_orders(
        &self,
        query: OrderQuery,
        page: PageRequest,
    ) -> Result<OrderPage, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open
            .store
            .page(query, page, self.settings(), clock::now())
            .await?)
    }

    /// The numbers beside the filters.
    pub async fn count_statuses(&self) -> Result<StatusCounts, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open.store.counts(self.settings(), clock::now()).await?)
    }

    /// How the matches of a list are spread over statuses, up to ten thousand of them.
    pub async fn count_statuses_of(&self, query: OrderQuery) -> Result<StatusTallies, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open.store.status_tallies(query, clock::now()).await?)
    }

    /// One order in full. Where the desk works by itself, Points is asked about an order that
    /// somebody looks at and that was not read lately; nobody waits for that.
    pub async fn order_detail(&self, uuid: &str) -> Result<OrderDetail, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let uuid = order_uuid(uuid)?;
        let detail = open
            .store
            .order(uuid, self.settings(), clock::now())
            .await?;
        let is_old = detail
            .row
            .checked_at
            .is_none_or(|read_at| clock::now() - read_at > FRESH_FOR);
        if self.access == Access::Background && is_old && open.looks_at(uuid, FRESH_FOR) {
            self.read_behind(&open, uuid);
        }
        Ok(detail)
    }

    /// Reads an order while its person goes on.
    fn read_behind(&self, open: &Arc<OpenProfile>, uuid: OrderUuid) {
        let (reading, sweep) = (open.reading.clone(), Arc::clone(&open.sweep));
        let board = Arc::clone(&self.board);
        open.adopt(tokio::spawn(async move {
            match reading.read(uuid, Urgency::Person).await {
                Ok(read) => {
                    board.changed(&[Topic::Orders]);
                    if read.error.is_none() {
                        sweep.wake();
                    }
                }
                Err(error) => tracing::warn!(%error, "an order that is looked at was not read"),
            }
        }));
    }

    /// How a field's value is known: every observation that carries it, the winner first.
    pub async fn field_evidence(
        &self,
        uuid: &str,
        field: &str,
    ) -> Result<Vec<FieldEvidence>, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open
            .store
            .evidence(order_uuid(uuid)?, field.to_owned())
            .await?)
    }

    /// The JSON text of an observation as received.
    pub async fn observation_json(&self, id: i64) -> Result<String, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open.store.observation_text(id).await?)
    }

    /// The orders that a uuid, an order number or a reference number means.
    pub async fn find_orders(&self, key: &str) -> Result<Vec<String>, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let found = open.store.find_uuids(key.to_owned()).await?;
        Ok(found.iter().map(ToString::to_string).collect())
    }

    /// Asks Points about one order now.
    pub async fn refresh_order(&self, uuid: &str) -> Result<CheckedOrder, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let read = open
            .reading
            .read(order_uuid(uuid)?, Urgency::Person)
            .await?;
        self.board.changed(read.topics());
        open.sweep.wake();
        Ok(read.checked)
    }

    /// A page of stale checkouts, oldest first, behind the one that the page before ended with.
    pub async fn stale_checkouts(&self, after: Option<String>) -> Result<StalePage, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open
            .store
            .stale(after, self.settings(), clock::now())
            .await?)
    }

    /// Asks Points about every stale checkout, however many there are; otherwise as
    /// [`Desk::check_orders`].
    pub async fn check_stale(&self) -> Result<CheckSummary, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let (settings, now) = (self.settings(), clock::now());
        let total = open.store.counts(settings.clone(), now).await?.stale;
        let total = u32::try_from(total).unwrap_or(u32::MAX);
        self.check_cancelled.store(false, Ordering::Release);
        let mut summary = CheckSummary::default();
        let mut after = None;
        loop {
            // Paid ones leave the list; what is behind a checkout stays behind it.
            let page = open
                .store
                .stale(after.take(), settings.clone(), now)
                .await?;
            let uuids = page
                .checkouts
                .iter()
                .map(|checkout| order_uuid(&checkout.order.uuid))
                .collect::<Result<Vec<_>, _>>()?;
            self.check_some(&open, uuids, Urgency::Sweep, total, &mut summary)
                .await?;
            after = page.next;
            if after.is_none() {
                break;
            }
            if self.check_cancelled.load(Ordering::Acquire) {
                summary.skipped = not_reached(total, &summary);
                break;
            }
        }
        self.board.changed(&[Topic::Orders]);
        open.sweep.wake();
        Ok(summary)
    }

    /// Asks Points about every order of a selection, as it is now, however many there are;
    /// otherwise as [`Desk::check_orders`].
    pub async fn refresh_selection(
        &self,
        selection: OrderSelection,
    ) -> Result<CheckSummary, DeskError> {
        let open = self.open_profile_or_fail().await?;
        // Whoever calls it off while the orders are gathered means this check.
        self.check_cancelled.store(false, Ordering::Release);
        let chosen = open.store.choose(selection, clock::now()).await?;
        let total = u32::try_from(chosen.count()).unwrap_or(u32::MAX);
        let urgency = urgency_of(total);
        let mut summary = CheckSummary::default();
        for step in chosen.steps() {
            if self.check_cancelled.load(Ordering::Acquire) {
                break;
            }
            let uuids = open.store.uuids(step).await?;
            self.check_some(&open, uuids, urgency, total, &mut summary)
                .await?;
        }
        summary.skipped = not_reached(total, &summary);
        self.board.changed(&[Topic::Orders]);
        open.sweep.wake();
        Ok(summary)
    }

    /// Asks Points about several orders, and tells of each as it comes. Ends early when cancelled,
    /// when the key is refused, or when Points wants to hear nothing for long.
    pub async fn check_orders(&self, uuids: Vec<String>) -> Result<CheckSummary, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let uuids = uuids
            .iter()
            .map(|uuid| order_uuid(uuid))
            .collect::<Result<Vec<_>, _>>()?;
        let total = u32::try_from(uuids.len()).unwrap_or(u32::MAX);
        let urgency = urgency_of(total);
        self.check_cancelled.store(false, Ordering::Release);
        let mut summary = CheckSummary::default();
        self.check_some(&open, uuids, urgency, total, &mut summary)
            .await?;
        self.board.changed(&[Topic::Orders]);
        open.sweep.wake();
        Ok(summary)
    }

    /// Checks these orders of `total`.
    async fn check_some(
        &self,
        open: &Arc<OpenProfile>,
        uuids: Vec<OrderUuid>,
        urgency: Urgency,
        total: u32,
        summary: &mut CheckSummary,
    ) -> Result<(), DeskError> {
        let in_flight = open.line.in_flight();
        let mut checks = futures_util::stream::iter(uuids)
            .map(|uuid| {
                let open = Arc::clone(open);
                async move {
                    if self.check_cancelled.load(Ordering::Acquire) {
                        return None;
                    }
                    Some(open.reading.read(uuid, urgency).await)
                }
            })
            .buffer_unordered(in_flight);
        while let Some(check) = checks.next().await {
            let Some(read) = check else {
                summary.skipped += 1;
                continue;
            };
            let read = read?;
            if read.settled == Some(Settled::Applied) {
                self.board.changed(read.topics());
            }
            let order = read.checked;
            let refused = order.failure.as_ref().is_some_and(|failure| {
                matches!(failure.code, ErrorCode::KeyRefused | ErrorCode::KeyMissing)
            });
            // The rest would be told the same: Points wants to hear nothing for longer than a
            // person waits.
            if refused || open.line.is_closed_for_long() {
                self.check_cancelled.store(true, Ordering::Release);
            }
            summary.orders.push(order.clone());
            let done = u32::try_from(summary.orders.len()).unwrap_or(u32::MAX);
            self.board
                .tell(Change::Check(CheckProgress { done, total, order }));
        }
        Ok(())
    }

    /// Ends a check after the reads under way.
    pub fn cancel_check(&self) {
        self.check_cancelled.store(true, Ordering::Release);
    }
}

/// Of so many orders, how many a check did not come to.
fn not_reached(total: u32, summary: &CheckSummary) -> u32 {
    let reached = u32::try_from(summary.orders.len()).unwrap_or(u32::MAX);
    total.saturating_sub(reached)
}

/// A person waits for one order; many keep to the pace of the sweep.
fn urgency_of(orders: u32) -> Urgency {
    if orders == 1 {
        Urgency::Person
    } else {
        Urgency::Sweep
    }
}

pub(super) fn order_uuid(text: &str) -> Result<OrderUuid, DeskError> {
    text.parse().map_err(|_| DeskError::OrderUnknown)
}
