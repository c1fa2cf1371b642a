//! The one line to Points of a profile: its key, its pace, and whether the key was refused.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use points_api::{ApiError, Client, Effect, Failure, OrderAnswer, OrderUuid, ShippingUpdate};

use super::pacer::{PaceLimits, Pacer, Permit, Urgency};
use crate::clock;

/// The line. Everything that goes to Points goes through it.
pub struct Line {
    client: Mutex<Option<Client>>,
    refusal: Mutex<Option<ApiError>>,
    pacer: Mutex<Pacer>,
}

impl Line {
    /// A line; without a client there is no key yet.
    pub fn new(client: Option<Client>, limits: PaceLimits) -> Self {
        Self {
            client: Mutex::new(client),
            refusal: Mutex::new(None),
            pacer: Mutex::new(Pacer::new(limits, clock::now())),
        }
    }

    /// Takes another key into use, or none; an earlier refusal is forgotten.
    pub fn set_client(&self, client: Option<Client>) {
        *locked(&self.client) = client;
        *locked(&self.refusal) = None;
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
        locked(&self.client).is_some()
    }

    /// The refusal of the key, if Points refused it.
    pub fn refusal(&self) -> Option<ApiError> {
        locked(&self.refusal).clone()
    }

    /// Whether a request may go now; counts it if so.
    pub fn permit(&self, urgency: Urgency) -> Permit {
        locked(&self.pacer).permit(urgency, clock::now())
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
        let client = self.client("GET /orders/{uuid}")?;
        let answer = client.read_order(uuid).await;
        self.heed(answer)
    }

    /// Sends one shipping update, once. Nothing here sends it again.
    pub async fn update_shipping(
        &self,
        uuid: OrderUuid,
        update: &ShippingUpdate,
    ) -> Result<OrderAnswer, ApiError> {
        self.wait_for_turn(Urgency::Person).await;
        let client = self.client("POST /orders/{uuid}/status")?;
        let answer = client.update_shipping(uuid, update).await;
        self.heed(answer)
    }

    async fn wait_for_turn(&self, urgency: Urgency) {
        while let Permit::At(at) = self.permit(urgency) {
            let wait = u64::try_from(at - clock::now()).unwrap_or_default();
            tokio::time::sleep(Duration::from_millis(wait.clamp(1, 1_000))).await;
        }
    }

    /// The client, unless its key was refused: then nothing more is sent with it.
    fn client(&self, request: &'static str) -> Result<Client, ApiError> {
        if let Some(refusal) = self.refusal() {
            return Err(ApiError {
                request,
                effect: Effect::NotApplied,
                ..refusal
            });
        }
        locked(&self.client).clone().ok_or(ApiError {
            failure: Failure::NoKey,
            effect: Effect::NotApplied,
            request,
        })
    }

    fn heed<T>(&self, answer: Result<T, ApiError>) -> Result<T, ApiError> {
        if let Err(error) = &answer {
            match &error.failure {
                Failure::Throttled { retry_after } => {
                    let pause = retry_after
                        .map(|pause| i64::try_from(pause.as_millis()).unwrap_or(i64::MAX / 4));
                    locked(&self.pacer).throttled(pause, clock::now());
                }
                Failure::KeyRefused { .. } => *locked(&self.refusal) = Some(error.clone()),
                _ => {}
            }
        }
        answer
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
