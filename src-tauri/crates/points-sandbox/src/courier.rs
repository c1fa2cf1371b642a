//! Delivers webhooks (dossier, "Webhooks"): secret header, 10 s time-out, up to 3 attempts on
//! non-2xx; on request duplicates, shuffles, losses and delays.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use http::header::CONTENT_TYPE;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::dice::Dice;
use crate::world::Webhook;

const TIME_OUT: Duration = Duration::from_secs(10);
const ATTEMPTS: u32 = 3;
const KEPT: usize = 10_000;

/// How deliveries go wrong, on request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeliveryHabits {
    /// Extra copies of every event ("duplicates normal").
    pub duplicates: u32,
    /// Every delivery waits a random time up to this many milliseconds, so that events overtake
    /// each other ("order not guaranteed").
    pub shuffle_ms: u64,
    /// Every delivery waits this many milliseconds.
    pub delay_ms: u64,
    /// This share of events is never delivered, in percent.
    pub lose_percent: u64,
    /// Milliseconds between attempts.
    pub retry_ms: u64,
}

impl Default for DeliveryHabits {
    fn default() -> Self {
        Self {
            duplicates: 0,
            shuffle_ms: 0,
            delay_ms: 0,
            lose_percent: 0,
            retry_ms: 1_000,
        }
    }
}

/// One attempt, or one event lost on purpose. Never holds the secret.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Delivery {
    at: DateTime<Utc>,
    webhook: uuid::Uuid,
    url: String,
    event: String,
    order: Option<String>,
    attempt: u32,
    /// HTTP status of the receiver; absent when it did not answer.
    status: Option<u16>,
    lost_on_purpose: bool,
}

#[derive(Debug)]
struct Desk {
    habits: DeliveryHabits,
    dice: Dice,
    log: VecDeque<Delivery>,
}

#[derive(Clone, Debug)]
pub(crate) struct Courier {
    desk: Arc<Mutex<Desk>>,
    client: Arc<OnceLock<Option<reqwest::Client>>>,
}

impl Courier {
    pub(crate) fn new(seed: u64) -> Self {
        let desk = Desk {
            habits: DeliveryHabits::default(),
            dice: Dice::new(seed, 0xC0_0B1E),
            log: VecDeque::new(),
        };
        Self {
            desk: Arc::new(Mutex::new(desk)),
            client: Arc::default(),
        }
    }

    pub(crate) fn habits(&self) -> DeliveryHabits {
        self.desk().habits.clone()
    }

    pub(crate) fn set_habits(&self, habits: DeliveryHabits) {
        self.desk().habits = habits;
    }

    pub(crate) fn log(&self) -> Vec<Delivery> {
        self.desk().log.iter().cloned().collect()
    }

    /// Starts delivering every body to every webhook. Must run inside tokio.
    pub(crate) fn send(&self, webhooks: &[Webhook], bodies: Vec<Value>) {
        for body in bodies {
            for webhook in webhooks {
                let (waits, lost) = self.desk().waits();
                if lost {
                    self.write(webhook, &body, 0, None);
                }
                for wait in waits {
                    let (courier, webhook, body) = (self.clone(), webhook.clone(), body.clone());
                    tokio::spawn(async move { courier.deliver(webhook, body, wait).await });
                }
            }
        }
    }

    async fn deliver(self, webhook: Webhook, body: Value, wait: Duration) {
        tokio::time::sleep(wait).await;
        let Some(client) = self.client.get_or_init(build_client).clone() else {
            tracing::error!("no HTTP client for webhooks");
            return;
        };
        for attempt in 1..=ATTEMPTS {
            let answer = client
                .post(&webhook.url)
                .header("X-Webhook-Secret", &webhook.secret)
                .header("X-Webhook-Event", text(&body, "event"))
                .header(CONTENT_TYPE, "application/json")
                .body(body.to_string())
                .send()
                .await;
            let status = answer.ok().map(|answer| answer.status());
            self.write(
                &webhook,
                &body,
                attempt,
                status.map(|status| status.as_u16()),
            );
            if status.is_some_and(|status| status.is_success()) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(self.habits().retry_ms)).await;
        }
    }

    fn write(&self, webhook: &Webhook, body: &Value, attempt: u32, status: Option<u16>) {
        let mut desk = self.desk();
        if desk.log.len() == KEPT {
            desk.log.pop_front();
        }
        desk.log.push_back(Delivery {
            at: Utc::now(),
            webhook: webhook.uuid,
            url: webhook.url.clone(),
            event: text(body, "event").to_owned(),
            order: body
                .pointer("/order/id")
                .and_then(Value::as_str)
                .map(str::to_owned),
            attempt,
            status,
            lost_on_purpose: attempt == 0,
        });
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    /// How long each copy of an event waits, and whether the event is lost instead.
    fn waits(&mut self) -> (Vec<Duration>, bool) {
        if self.dice.chance(self.habits.lose_percent) {
            return (Vec::new(), true);
        }
        let mut wait = || {
            let shuffled = self.dice.below(self.habits.shuffle_ms.saturating_add(1));
            Duration::from_millis(self.habits.delay_ms.saturating_add(shuffled))
        };
        (
            (0..=self.habits.duplicates).map(|_| wait()).collect(),
            false,
        )
    }
}

/// Follows no redirect: the secret belongs to the registered URL alone.
fn build_client() -> Option<reqwest::Client> {
    reqwest::Client::builder()
        .timeout(TIME_OUT)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .inspect_err(|error| tracing::error!(%error, "cannot build the HTTP client for webhooks"))
        .ok()
}

fn text<'a>(body: &'a Value, field: &str) -> &'a str {
    body.get(field).and_then(Value::as_str).unwrap_or_default()
}
