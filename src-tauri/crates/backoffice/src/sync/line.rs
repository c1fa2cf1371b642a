//! The one line to Points of a profile: its key, its pace, and whether the key was refused.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use points_api::{
    ApiError, Client, Effect, Failure, OrderAnswer, OrderUuid, ShippingUpdate, Timing,
};

use super::board::Board;
use super::pacer::{PaceLimits, Pacer, Permit, Urgency};
use crate::clock;
use crate::failure::plain;
use crate::view::{ErrorCode, FailureView, Topic};

/// Beyond this the machine's clock is shown to be wrong, milliseconds.
const CLOCK_TOLERANCE: i64 = 120_000;

/// The line. Everything that goes to Points goes through it.
pub struct Line {
    key: Mutex<Key>,
    pacer: Mutex<Pacer>,
    clock_off_by: AtomicI64,
    board: Arc<Board>,
}

/// The key in use.
struct Key {
    client: Result<Client, FailureView>,
    refusal: Option<ApiError>,
    /// Counts the keys: an answer to an earlier one says nothing about this one.
    number: u64,
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
            clock_off_by: AtomicI64::new(0),
            board,
        }
    }

    /// Takes another key into use, or keeps why there is none; an earlier refusal is forgotten.
    pub fn set_client(&self, client: Result<Client, FailureView>) {
        let mut key = locked(&self.key);
        *key = Key {
            client,
            refusal: None,
            number: key.number + 1,
        };
    }

    /// Changes the bounds of the pace.
    pub fn set_limits(&self, limits: PaceLimits) {
        locked(&self.pacer).set_limits(limits);
    }

    /// How many requests may be under way.
    pub fn in_flight(&self) -> usize {
        locked(&self.pacer).limits().in_flight.max(1)
    }

    /// Whether there is a key.
    pub fn has_key(&self) -> bool {
        locked(&self.key).client.is_ok()
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

    /// Whether a request may go now; counts it if so. The time of a later turn is in
    /// [`clock::ticks`].
    pub fn permit(&self, urgency: Urgency) -> Permit {
        locked(&self.pacer).permit(urgency, clock::ticks())
    }

    /// Reads an order, once its turn has come.
    pub async fn read_order(
        &self,
        uuid: OrderUuid,
        urgency: Urgency,
    ) -> Result<OrderAnswer, ApiError> {
        self.wait_for_turn(urgency).await;
        self.read_order_now(uuid).await
    }

    /// Reads an order whose turn was granted by [`Line::permit`].
    pub async fn read_order_now(&self, uuid: OrderUuid) -> Result<OrderAnswer, ApiError> {
        let (client, key) = self.client("GET /orders/{uuid}")?;
        let answer = client.read_order(uuid).await;
        if let Ok(answer) = &answer {
            self.compare_clocks(&answer.timing);
        }
        self.heed(answer, key)
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

    /// Sends one shipping update, once and now; [`Line::wait_for_turn`] comes before it. Nothing
    /// here sends it again.
    pub async fn update_shipping(
        &self,
        uuid: OrderUuid,
        update: &ShippingUpdate,
    ) -> Result<OrderAnswer, ApiError> {
        let (client, key) = self.client("POST /orders/{uuid}/status")?;
        let answer = client.update_shipping(uuid, update).await;
        self.heed(answer, key)
    }

    /// Waits until a request may go, and counts it.
    pub async fn wait_for_turn(&self, urgency: Urgency) {
        while let Permit::At(at) = self.permit(urgency) {
            let wait = u64::try_from(at - clock::ticks()).unwrap_or_default();
            tokio::time::sleep(Duration::from_millis(wait.clamp(1, 1_000))).await;
        }
    }

    /// The client and the number of its key, unless that was refused: then nothing more is sent
    /// with it.
    fn client(&self, request: &'static str) -> Result<(Client, u64), ApiError> {
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

    fn heed<T>(&self, answer: Result<T, ApiError>, number: u64) -> Result<T, ApiError> {
        if let Err(error) = &answer {
            match &error.failure {
                Failure::Throttled { retry_after } => {
                    let pause = retry_after
                        .map(|pause| i64::try_from(pause.as_millis()).unwrap_or(i64::MAX / 4));
                    locked(&self.pacer).throttled(pause, clock::ticks());
                }
                Failure::KeyRefused { .. } => {
                    let mut key = locked(&self.key);
                    if key.number == number {
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

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
