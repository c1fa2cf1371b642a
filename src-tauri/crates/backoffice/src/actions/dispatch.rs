//! The queue at work: whatever the database says is next goes to Points, several orders at once, and
//! what is unclear is settled by reads.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use points_api::PublicKey;
use tokio::sync::watch;

use super::departures::Departures;
use super::in_hand::InHand;
use super::key_owner::ProvedKey;
use super::network::{Network, Way};
use super::queue::{Lane, NextUp, OpenAction, next_up};
use super::sending::change;
use crate::clock;
use crate::settling::next_settling;
use crate::store::{OPEN_TO_EVIDENCE, StateChange, Store, StoreError};
use crate::sync::{Board, Line, Reading, Urgency};
use crate::view::{ActionState, CheckOutcome, FailureView, Topic};

/// Without anything that waits for its time, the store is asked again after this long.
const IDLE_WAIT: Duration = Duration::from_mins(1);

/// A settling read that could not be made is tried again after so many milliseconds.
const RETRY_READ: i64 = 30_000;

/// An answer that could not be written down is tried again this often, until it is; and so long
/// nothing is sent after the store failed.
pub(super) const SAVE_AGAIN: Duration = Duration::from_secs(5);

/// So many settling reads in a row that could not be made mean that Points is away.
const IN_VAIN: u32 = 3;

/// Whoever waits for one action does not wait longer than this for its next try, milliseconds.
const PATIENCE: i64 = 10_000;

/// More than so many at once keep to the pace of the sweep: nobody waits for each of them.
const A_FEW: usize = 2;

/// Whether a settling read was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settling {
    /// Points answered.
    Read,
    /// It could not be made.
    InVain,
}

/// The way of actions to Points.
pub struct Dispatch {
    pub(super) store: Store,
    pub(super) line: Arc<Line>,
    pub(super) reading: Reading,
    pub(super) board: Arc<Board>,
    pub(super) public_key: Option<PublicKey>,
    pub(super) in_hand: Arc<InHand>,
    pub(super) departures: Departures,
    pub(super) proved_key: ProvedKey,
    network: Mutex<Network>,
    /// Until when nothing is sent because the store failed, in [`clock::ticks`].
    store_fails_until: AtomicI64,
    /// Counts what may have changed what is next.
    stirred: watch::Sender<u64>,
    closed: AtomicBool,
}

/// What a turn of the loop came to.
struct Turn {
    open: Vec<OpenAction>,
    next: NextUp,
    way: Option<i64>,
}

impl Dispatch {
    /// Sends over `line`, keeps in `store`, tells on `board`. Checkouts need the public key.
    pub fn new(
        store: Store,
        line: Arc<Line>,
        board: Arc<Board>,
        public_key: Option<PublicKey>,
    ) -> Self {
        Self {
            reading: Reading::new(store.clone(), Arc::clone(&line)),
            store,
            line,
            board,
            public_key,
            in_hand: Arc::default(),
            departures: Departures::default(),
            proved_key: ProvedKey::default(),
            network: Mutex::default(),
            store_fails_until: AtomicI64::new(i64::MIN),
            stirred: watch::Sender::new(0),
            closed: AtomicBool::new(false),
        }
    }

    /// Sends and settles whatever is due, until closed. A store that fails, by a full disk for
    /// example, is asked again later.
    pub async fn run(self: Arc<Self>) {
        let mut stirred = self.stirred.subscribe();
        while !self.closed.load(Ordering::Acquire) {
            stirred.borrow_and_update();
            let wait = match self.turn(None, false).await {
                Ok(turn) => match self.settle_due().await {
                    Ok(settling) => self.rest(&turn).min(settling),
                    Err(error) => self.store_failed(&error),
                },
                Err(error) => self.store_failed(&error),
            };
            self.sleep(&mut stirred, wait).await;
        }
    }

    /// Sends these actions and whatever stands before them in their lanes, until each is settled,
    /// or waits for something that does not come by itself within a few seconds.
    /// One of many keeps to the pace of the sweep.
    pub async fn run_for(
        self: Arc<Self>,
        ids: Vec<i64>,
        one_of_many: bool,
    ) -> Result<(), StoreError> {
        let mut stirred = self.stirred.subscribe();
        while !self.closed.load(Ordering::Acquire) {
            stirred.borrow_and_update();
            let turn = self.turn(Some(&ids), one_of_many).await?;
            if self.has_come_to_rest(&turn, &ids) {
                return self.say_why(&turn, &ids).await;
            }
            let wait = self.rest(&turn);
            self.sleep(&mut stirred, wait).await;
        }
        Ok(())
    }

    /// Waits for something to happen.
    async fn sleep(&self, stirred: &mut watch::Receiver<u64>, wait: Duration) {
        let away = self.network().failure().is_some();
        tokio::select! {
            changed = stirred.changed() => {
                debug_assert!(changed.is_ok(), "the sender lives as long as `self`");
            }
            () = self.line.answered(), if away => {}
            () = tokio::time::sleep(wait) => {}
        }
    }

    /// Begins what is next; of all, or of the lanes of these actions.
    async fn turn(
        self: &Arc<Self>,
        only: Option<&[i64]>,
        one_of_many: bool,
    ) -> Result<Turn, StoreError> {
        self.save_unsaved().await;
        let mut open = self.store.open_queue().await?;
        self.find_left_behind(&open).await?;
        self.heed_answers().await?;
        let busy = self.in_hand.ids();
        // Reads that settle what is unclear take no room from what waits to be sent.
        let sending = open
            .iter()
            .filter(|action| busy.contains(&action.id) && !OPEN_TO_EVIDENCE.contains(&action.state))
            .count();
        if let Some(only) = only {
            let lanes: HashSet<Lane> = open
                .iter()
                .filter(|action| only.contains(&action.id))
                .map(|action| action.lane.clone())
                .collect();
            open.retain(|action| lanes.contains(&action.lane));
        }
        let (room, way) = self.room(sending);
        let next = next_up(&open, &busy, clock::now(), room);
        if !next.release.is_empty() {
            self.store
                .release(next.release.clone(), clock::now())
                .await?;
            self.board.changed(&[Topic::Actions, Topic::Orders]);
            self.stir();
        }
        // Also while only one of many finds room.
        let waiting = |action: &&OpenAction| action.state == ActionState::Queued;
        let many = one_of_many || open.iter().filter(waiting).count() > A_FEW;
        for id in &next.send {
            let in_batch = open
                .iter()
                .any(|action| action.id == *id && action.in_batch);
            let urgency = if many || in_batch {
                Urgency::Sweep
            } else {
                Urgency::Person
            };
            self.begin(*id, urgency);
        }
        Ok(Turn { open, next, way })
    }

    /// How many more may be begun, and when to look again where none may, in [`clock::ticks`].
    fn room(&self, busy: usize) -> (usize, Option<i64>) {
        let now = clock::ticks();
        let store_fails_until = self.store_fails_until.load(Ordering::Acquire);
        if store_fails_until > now {
            return (0, Some(store_fails_until));
        }
        if !self.line.is_open() {
            return (0, Some(i64::MAX));
        }
        if let Some(left) = self.line.closed_for() {
            return (0, Some(now + left));
        }
        match self.network().way(now) {
            Way::Open => (self.line.in_flight().saturating_sub(busy), None),
            Way::Probe => (usize::from(busy == 0), None),
            Way::Away(at) => (0, Some(at)),
        }
    }

    fn begin(self: &Arc<Self>, id: i64, urgency: Urgency) {
        let Some(hold) = self.in_hand.take_up(id) else {
            return;
        };
        let dispatch = Arc::clone(self);
        tokio::spawn(async move {
            match dispatch.send(id, urgency).await {
                // One that was taken back meanwhile has ended.
                Ok(()) | Err(StoreError::ActionSettled | StoreError::Closed) => {}
                Err(error) => dispatch.failed_at(id, &error).await,
            }
            drop(hold);
            dispatch.stir();
        });
    }

    /// Whether nothing more comes of these actions within a few seconds.
    fn has_come_to_rest(&self, turn: &Turn, ids: &[i64]) -> bool {
        let busy = self.in_hand.ids();
        let (ticks, now) = (clock::ticks(), clock::now());
        let soon =
            |at: Option<i64>, now: i64| at.is_some_and(|at| at.saturating_sub(now) <= PATIENCE);
        let is_stopped = turn.way.is_some() && !soon(turn.way, ticks) || self.is_away();
        let mut goes_on = HashSet::new();
        let mut blocked = HashSet::new();
        for action in &turn.open {
            let is_busy = busy.contains(&action.id);
            let moves = match action.state {
                _ if is_busy => true,
                ActionState::Held | ActionState::Sending => true,
                ActionState::Queued => {
                    !is_stopped
                        && !blocked.contains(&action.lane)
                        && (action.next_try_at.is_none() || soon(action.next_try_at, now))
                }
                _ => false,
            };
            if moves {
                goes_on.insert(action.id);
            } else {
                blocked.insert(action.lane.clone());
            }
        }
        !ids.iter().any(|id| goes_on.contains(id))
    }

    /// Writes down why those that wait do, where they were not even tried: whoever asked for them
    /// goes away now.
    async fn say_why(&self, turn: &Turn, ids: &[i64]) -> Result<(), StoreError> {
        let Some(failure) = self.line.stopped().or_else(|| self.away()) else {
            return Ok(());
        };
        for action in &turn.open {
            if action.state != ActionState::Queued || !ids.contains(&action.id) {
                continue;
            }
            if self.store.action(action.id).await?.reason.is_none() {
                let waits = change(ActionState::Queued, clock::now(), Some(&failure));
                match self.store.wait(action.id, waits, None).await {
                    Ok(()) | Err(StoreError::ActionSettled) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    /// How long nothing is due.
    fn rest(&self, turn: &Turn) -> Duration {
        let by_clock = turn.next.look_at.map(|at| at - clock::now());
        let by_ticks = turn
            .way
            .filter(|_| {
                turn.open
                    .iter()
                    .any(|action| action.state == ActionState::Queued)
            })
            .map(|at| at.saturating_sub(clock::ticks()));
        let longest = if self.in_hand.unsaved().is_empty() {
            IDLE_WAIT
        } else {
            SAVE_AGAIN
        };
        by_clock
            .into_iter()
            .chain(by_ticks)
            .min()
            .map_or(longest, |wait| {
                Duration::from_millis(u64::try_from(wait).unwrap_or_default().max(5)).min(longest)
            })
    }

    /// Reads the order now and holds an unclear action against what Points shows. `by_hand`: a
    /// person asked, so the schedule of reads stays as it is unless this settles it. A purchase has
    /// no order to be read: only its time goes by.
    pub async fn settle(
        &self,
        id: i64,
        by_hand: bool,
        urgency: Urgency,
    ) -> Result<Settling, StoreError> {
        let action = self.store.action_record(id).await?;
        if !OPEN_TO_EVIDENCE.contains(&action.state) {
            return Err(StoreError::ActionSettled);
        }
        if let Some(order) = action.order {
            let read = self.reading.read(order, urgency).await?;
            self.heed(read.error.as_ref());
            // Time without a network proves nothing and uses up no try.
            if read.checked.outcome == CheckOutcome::Failed {
                if !by_hand {
                    let next = Some(clock::now() + RETRY_READ);
                    self.store
                        .postpone_settling(id, action.settle_tries, next)
                        .await?;
                }
                return Ok(Settling::InVain);
            }
        }
        // What the read proves is written down with it.
        if !by_hand && action.state == ActionState::Unknown {
            self.store.settle_as_planned(id, clock::now()).await?;
        }
        self.board.changed(&[Topic::Actions, Topic::Orders]);
        self.stir();
        Ok(Settling::Read)
    }

    /// Settles every unclear action once, whatever its schedule says, unless Points is away.
    pub async fn settle_each(&self) -> Result<(), StoreError> {
        if !self.line.is_open() {
            return Ok(());
        }
        let now = clock::now();
        let mut in_vain = 0;
        for action in self.store.open_actions(&[ActionState::Unknown]).await? {
            let is_due = action.next_settle_at.is_some_and(|at| at <= now);
            match self.settle(action.id, !is_due, Urgency::Sweep).await {
                Ok(Settling::Read) => in_vain = 0,
                Ok(Settling::InVain) => in_vain += 1,
                Err(StoreError::ActionSettled) => {}
                Err(error) => return Err(error),
            }
            if in_vain >= IN_VAIN {
                break;
            }
        }
        Ok(())
    }

    /// Begins to settle what is due, and says how long nothing will be.
    async fn settle_due(self: &Arc<Self>) -> Result<Duration, StoreError> {
        let can_read = self.line.is_open() && !self.is_away();
        if can_read {
            for action in self.store.due_to_settle(clock::now()).await? {
                let Some(hold) = self.in_hand.take_up(action.id) else {
                    continue;
                };
                let dispatch = Arc::clone(self);
                tokio::spawn(async move {
                    match dispatch.settle(action.id, false, Urgency::Sweep).await {
                        Ok(_) | Err(StoreError::ActionSettled | StoreError::Closed) => {}
                        Err(error) => {
                            dispatch.failed_at(action.id, &error).await;
                            tokio::time::sleep(SAVE_AGAIN).await;
                        }
                    }
                    drop(hold);
                    dispatch.stir();
                });
            }
        }
        let next = self.store.next_settling().await?.filter(|_| can_read);
        Ok(next
            .and_then(|at| u64::try_from(at - clock::now()).ok())
            .map_or(IDLE_WAIT, |wait| {
                Duration::from_millis(wait.max(200)).min(IDLE_WAIT)
            }))
    }

    /// What stands as on its way and is in nobody's hand was left behind by a store that failed: it
    /// may have left.
    async fn find_left_behind(&self, open: &[OpenAction]) -> Result<(), StoreError> {
        for action in open {
            if action.state != ActionState::Sending || self.in_hand.has(action.id) {
                continue;
            }
            let now = clock::now();
            let unclear = StateChange {
                next_settle_at: next_settling(0, now),
                ..StateChange::because(ActionState::Unknown, now, "database_failed")
            };
            let from = &[ActionState::Sending];
            match self.store.change_action(action.id, from, unclear).await {
                Ok(()) => self.board.changed(&[Topic::Actions, Topic::Orders]),
                // It went on while this looked.
                Err(StoreError::ActionSettled) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Whoever was answered, the network is back.
    async fn heed_answers(&self) -> Result<(), StoreError> {
        if self.network().answered(self.line.answered_at()) {
            self.store.try_waiting_now().await?;
            self.board.changed(&[Topic::Actions, Topic::Orders]);
            self.stir();
        }
        Ok(())
    }

    /// What a request says about the network.
    pub(super) fn heed(&self, error: Option<&points_api::ApiError>) {
        if let Some(error) = error {
            self.network().failed(error, clock::ticks());
        }
    }

    /// What cannot be read of one action or its order says nothing about the others: a person sees
    /// to that one. Anything else that fails lies with the store.
    async fn failed_at(&self, id: i64, error: &StoreError) {
        const WAITS: &[ActionState] = &[ActionState::Queued, ActionState::Unknown];
        if matches!(error, StoreError::Unreadable(_) | StoreError::OrderUnknown) {
            let failure = FailureView::from(error);
            let to_person = change(ActionState::NeedsPerson, clock::now(), Some(&failure));
            match self.store.change_action(id, WAITS, to_person).await {
                Ok(()) | Err(StoreError::ActionSettled) => {
                    tracing::error!(%error, id, "an action cannot be read, and waits for a person");
                    self.board.changed(&[Topic::Actions, Topic::Orders]);
                    return;
                }
                Err(error) => tracing::debug!(%error, id, "an action waits for the store"),
            }
        }
        self.store_failed(error);
    }

    fn store_failed(&self, error: &StoreError) -> Duration {
        tracing::error!(%error, "the queue cannot use the store at present");
        let pause = i64::try_from(SAVE_AGAIN.as_millis()).unwrap_or_default();
        self.store_fails_until
            .store(clock::ticks() + pause, Ordering::Release);
        SAVE_AGAIN
    }

    fn is_away(&self) -> bool {
        self.network().failure().is_some()
    }

    /// Why nothing leaves, as far as sending has found out.
    pub fn away(&self) -> Option<FailureView> {
        self.network().failure().cloned()
    }

    /// When somebody looks whether Points can be reached again, UTC milliseconds; none while it can.
    pub fn looks_at(&self) -> Option<i64> {
        let left = self.network().looks_at()?.saturating_sub(clock::ticks());
        Some(clock::now().saturating_add(left))
    }

    fn network(&self) -> MutexGuard<'_, Network> {
        self.network.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stir(&self) {
        self.stirred
            .send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Something may be due, or there is another key.
    pub fn wake(&self) {
        self.stir();
    }

    /// Tries at once what waits for the network, or after an error of Points. A pause that Points
    /// asked for is kept.
    pub async fn try_now(&self) -> Result<(), StoreError> {
        self.network().try_now(clock::ticks());
        self.store_fails_until.store(i64::MIN, Ordering::Release);
        self.store.try_waiting_now().await?;
        self.stir();
        Ok(())
    }

    /// Ends [`Dispatch::run`]. Nothing more is sent; what was sent is given `limit` to hear its
    /// answer and keep it. What has none by then stays `sending` on disk.
    pub async fn close(&self, limit: Duration) {
        self.closed.store(true, Ordering::Release);
        self.stir();
        if tokio::time::timeout(limit, self.departures.close())
            .await
            .is_err()
        {
            tracing::warn!("an answer to an action did not come before the end");
        }
    }
}
