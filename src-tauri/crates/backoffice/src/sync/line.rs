//! The one line to Points of a profile: its key, its pace, and whether the key was refused.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use points_api::{ApiError, Client, Effect, Failure, OrderAnswer, OrderUuid, Timing};
use tokio::sync::Notify;
use tokio::sync::futures::Notified;

use super::board::Board;
use super::lanes::{Lane, Lanes};
use super::pacer::{PaceLimits, Pacer, Permit, Urgency};
use crate::clock;
use crate::failure::plain;
use crate::view::{ErrorCode, FailureView, Topic};

/// Beyond this the machine's clock is shown to be wrong, milliseconds.
const CLOCK_TOLERANCE: i64 = 120_000;

const READ: &str = "GET /orders/{uuid}";

/// A read does not wait longer than this for a line that Points closed, milliseconds: its person is
/// told when it opens.
const PATIENCE: i64 = 10_000;

/// The line. Everything that goes to Points goes through it.
pub struct Line {
    key: Mutex<Key>,
    pacer: Mutex<Pacer>,
    lanes: Lanes,
    clock_off_by: AtomicI64,
    /// When Points answered last, in [`clock::ticks`].
    answered_at: AtomicI64,
    answered: Notify,
    board: Arc<Board>,
}

/// Whether the sweep may send.
pub(super) enum Turn {
    /// Now, in this lane.
    Come(Lane),
    /// Not before this time, in [`clock::ticks`].
    At(i64),
    /// When fewer requests are under way.
    Full,
}

/// The key in use.
struct Key {
    client: Result<Client, FailureView>,
    refusal: Option<ApiError>,
    /// Counts the keys: an answer to an earlier one says nothing about this one.
    number: u64,
}

impl Key {
    fn give_way_to(&mut self, client: Result<Client, FailureView>) {
        *self = Self {
            client,
            refusal: None,
            number: self.number + 1,
        };
    }
}

impl Line {
    /// A line without a key, which tells on `board` when it finds this machine's clock wrong, and
    /// right again.
    pub fn new(limits: PaceLimits, board: Arc<Board>) -> Self {
        Self {
            key: Mutex::new(Key {
                client: Err(plain(ErrorCode::KeyMissing)),
                refusal: None,
                number: 0,
            }),
            pacer: Mutex::new(Pacer::new(limits, clock::ticks())),
            lanes: Lanes::new(limits.in_flight),
            clock_off_by: AtomicI64::new(0),
            answered_at: AtomicI64::new(i64::MIN),
            answered: Notify::new(),
            board,
        }
    }

    /// Takes another key into use, or keeps why there is none; an earlier refusal is forgotten.
    pub fn set_client(&self, client: Result<Client, FailureView>) {
        locked(&self.key).give_way_to(client);
    }

    /// Counts the keys that were taken into use.
    pub(crate) fn key_number(&self) -> u64 {
        locked(&self.key).number
    }

    /// The same of a key that was fetched since `number` was in use, unless a person gave another one
    /// meanwhile: a slow keyring must not bring the earlier one back.
    pub(crate) fn set_fetched_client(&self, client: Result<Client, FailureView>, number: u64) {
        let mut key = locked(&self.key);
        if key.number == number {
            key.give_way_to(client);
        }
    }

    /// Changes the bounds of the pace.
    pub fn set_limits(&self, limits: PaceLimits) {
        locked(&self.pacer).set_limits(limits);
        self.lanes.set_most(limits.in_flight);
    }

    /// How many requests of the sweep and of bulk work may be under way at once, at the most.
    pub fn in_flight(&self) -> usize {
        locked(&self.pacer).limits().in_flight.max(1)
    }

    /// How long nothing may be sent because Points said so, milliseconds.
    pub fn closed_for(&self) -> Option<i64> {
        locked(&self.pacer).closed_for(clock::ticks())
    }

    /// Points wanted to hear nothing for so many more milliseconds, as an earlier run was told.
    pub(crate) fn keep_pause(&self, left: i64) {
        locked(&self.pacer).throttled(Some(left), clock::ticks());
    }

    /// Whether there is a key.
    pub fn has_key(&self) -> bool {
        locked(&self.key).client.is_ok()
    }

    /// Whether there is a key, and Points has not refused it.
    pub fn is_open(&self) -> bool {
        let key = locked(&self.key);
        key.client.is_ok() && key.refusal.is_none()
    }

    /// Why there is no key.
    pub fn key_failure(&self) -> Option<FailureView> {
        locked(&self.key).client.as_ref().err().cloned()
    }

    /// By how much this machine's clock is ahead of Points' clock, milliseconds, as the last
    /// answer showed; exact to about a second and the round trip. None where it hardly is.
    pub fn clock_off_by(&self) -> Option<i64> {
        beyond_tolerance(self.clock_off_by.load(Ordering::Relaxed))
    }

    /// The refusal of the key, if Points refused it.
    pub fn refusal(&self) -> Option<ApiError> {
        locked(&self.key).refusal.clone()
    }

    /// Why nothing can be sent at present: there is no key, Points refused it, or asked for a pause.
    pub fn stopped(&self) -> Option<FailureView> {
        let key = self
            .key_failure()
            .or_else(|| self.refusal().as_ref().map(FailureView::from));
        key.or_else(|| Some(FailureView::from(&throttled(self.closed_for()?))))
    }

    /// Whether Points closed the line for longer than a person waits.
    pub fn is_closed_for_long(&self) -> bool {
        self.closed_for().is_some_and(|left| left > PATIENCE)
    }

    /// The sweep's turn, if it has come.
    pub(super) fn turn_of_sweep(&self) -> Turn {
        let Some(lane) = self.lanes.try_take(Urgency::Sweep) else {
            return Turn::Full;
        };
        match locked(&self.pacer).permit(Urgency::Sweep, clock::ticks()) {
            Permit::Go => Turn::Come(lane),
            Permit::At(at) => Turn::At(at),
        }
    }

    /// Ends when fewer requests are under way than at this call.
    pub(super) fn lane_freed(&self) -> Notified<'_> {
        self.lanes.freed()
    }

    /// Reads an order, once its turn has come. Where Points closed the line for long, nothing is
    /// sent, and the failure says how long.
    pub async fn read_order(
        &self,
        uuid: OrderUuid,
        urgency: Urgency,
    ) -> Result<OrderAnswer, ApiError> {
        let lane = self.wait_for_turn_with_patience(urgency).await?;
        self.read_order_now(uuid, &lane).await
    }

    /// Whether one more request may go in a lane that is held already, at once and on credit: not
    /// while Points wants to hear nothing.
    pub(crate) fn goes_on(&self, _lane: &Lane) -> bool {
        locked(&self.pacer).permit(Urgency::Person, clock::ticks()) == Permit::Go
    }

    /// When Points answered last, in [`clock::ticks`].
    pub(crate) fn answered_at(&self) -> i64 {
        self.answered_at.load(Ordering::Acquire)
    }

    /// Ends when Points has answered once more.
    pub(crate) fn answered(&self) -> Notified<'_> {
        self.answered.notified()
    }

    /// Reads an order whose turn has come.
    pub(super) async fn read_order_now(
        &self,
        uuid: OrderUuid,
        _lane: &Lane,
    ) -> Result<OrderAnswer, ApiError> {
        let (client, key) = self.client(READ)?;
        let answer = client.read_order(uuid).await;
        if let Ok(answer) = &answer {
            self.compare_clocks(&answer.timing);
        }
        self.heed(answer, Some(key))
    }

    fn compare_clocks(&self, timing: &Timing) {
        if let Some(points_time) = timing.points_time {
            let ahead = (timing.started_at - points_time).num_milliseconds();
            let before = self.clock_off_by.swap(ahead, Ordering::Relaxed);
            if beyond_tolerance(before).is_some() != beyond_tolerance(ahead).is_some() {
                self.board.changed(&[Topic::Desk]);
            }
        }
    }

    /// One call of a person with the private key, once its turn has come; `request` is its name. It
    /// is sent at most once. Where Points closed the line for long, nothing is sent, and the failure
    /// says how long.
    pub(crate) async fn call<T, Call: Future<Output = Result<T, ApiError>>>(
        &self,
        request: &'static str,
        call: impl FnOnce(Client) -> Call,
    ) -> Result<T, ApiError> {
        let _lane = self
            .wait_for_turn_with_patience(Urgency::Person)
            .await
            .map_err(|error| ApiError { request, ..error })?;
        let (client, key) = self.client(request)?;
        self.heed(call(client).await, Some(key))
    }

    /// Waits until a request may go, however long that is, and counts it.
    pub async fn wait_for_turn(&self, urgency: Urgency) -> Lane {
        loop {
            match self.next_turn(urgency).await {
                Ok(lane) => return lane,
                Err(at) => sleep_until(at).await,
            }
        }
    }

    /// The same, unless Points closed the line for longer than a person waits.
    async fn wait_for_turn_with_patience(&self, urgency: Urgency) -> Result<Lane, ApiError> {
        loop {
            if let Some(closed_for) = self.closed_for().filter(|left| *left > PATIENCE) {
                return Err(throttled(closed_for));
            }
            match self.next_turn(urgency).await {
                Ok(lane) => return Ok(lane),
                Err(at) => sleep_until(at).await,
            }
        }
    }

    /// The turn, or when to ask again. Nobody waits for time in a lane.
    async fn next_turn(&self, urgency: Urgency) -> Result<Lane, i64> {
        let lane = self.lanes.take(urgency).await;
        match locked(&self.pacer).permit(urgency, clock::ticks()) {
            Permit::Go => Ok(lane),
            Permit::At(at) => Err(at),
        }
    }

    /// The client and the number of its key, unless that was refused: then nothing more is sent
    /// with it.
    pub(crate) fn client(&self, request: &'static str) -> Result<(Client, u64), ApiError> {
        let key = locked(&self.key);
        let failure = match (&key.refusal, &key.client) {
            (None, Ok(client)) => return Ok((client.clone(), key.number)),
            (Some(refusal), _) => refusal.failure.clone(),
            (None, Err(_)) => Failure::NoKey,
        };
        Err(ApiError {
            failure,
            effect: Effect::NotApplied,
            request,
        })
    }

    /// Draws from an answer what concerns everything that is sent. `number` is that of the private
    /// key that the request carried; one without says nothing about it.
    pub(crate) fn heed<T>(
        &self,
        answer: Result<T, ApiError>,
        number: Option<u64>,
    ) -> Result<T, ApiError> {
        if answer.is_ok() {
            self.lanes.answered();
            self.answered_at.store(clock::ticks(), Ordering::Release);
            self.answered.notify_waiters();
        }
        if let Err(error) = &answer {
            match error.failure.of_the_line() {
                Failure::Throttled { retry_after } => {
                    self.lanes.throttled();
                    let pause = retry_after
                        .map(|pause| i64::try_from(pause.as_millis()).unwrap_or(i64::MAX / 4));
                    locked(&self.pacer).throttled(pause, clock::ticks());
                }
                Failure::KeyRefused { .. } => {
                    let mut key = locked(&self.key);
                    if Some(key.number) == number {
                        key.refusal = Some(error.clone());
                    }
                }
                _ => {}
            }
        }
        answer
    }
}

fn beyond_tolerance(off_by: i64) -> Option<i64> {
    (off_by.abs() > CLOCK_TOLERANCE).then_some(off_by)
}

/// Points said earlier that it wants to hear nothing for so many more milliseconds.
pub(super) fn throttled(closed_for: i64) -> ApiError {
    ApiError {
        failure: Failure::Throttled {
            // Counted up: before then it is closed.
            retry_after: Some(Duration::from_secs(
                closed_for.unsigned_abs().div_ceil(1_000),
            )),
        },
        effect: Effect::NotApplied,
        request: READ,
    }
}

/// Sleeps until a time in [`clock::ticks`], or wakes earlier to look again.
async fn sleep_until(at: i64) {
    let wait = u64::try_from(at - clock::ticks()).unwrap_or_default();
    tokio::time::sleep(Duration::from_millis(wait.clamp(1, 1_000))).await;
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_was_fetched_takes_the_place_of_none_that_was_given_meanwhile() {
        let line = Line::new(
            PaceLimits::default(),
            Arc::new(Board::new(tokio::sync::broadcast::channel(4).0)),
        );
        let fetching = line.key_number();
        line.set_client(Err(plain(ErrorCode::KeyringLocked)));
        line.set_fetched_client(Err(plain(ErrorCode::KeyringFailed)), fetching);
        let failure = line.key_failure().map(|failure| failure.code);
        assert_eq!(failure, Some(ErrorCode::KeyringLocked));

        line.set_fetched_client(Err(plain(ErrorCode::KeyringFailed)), line.key_number());
        let failure = line.key_failure().map(|failure| failure.code);
        assert_eq!(failure, Some(ErrorCode::KeyringFailed));
    }
}
