//! Everything this Points knows: the generated past, what changed since, the merchant and its keys.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Duration, SubsecRound, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::dice::Dice;
use crate::history::{self, History};
use crate::lifecycle::{self, Occurrence, Step};
use crate::order::{FinancialStatus, Order, ShippingStatus};
use crate::render::{self, ShippingCodes};
use crate::rules::Rules;

/// What is kept in the state file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) seed: u64,
    pub(crate) count: u64,
    pub(crate) reference: DateTime<Utc>,
    pub(crate) public_key: String,
    pub(crate) private_key: String,
    pub(crate) merchant: Merchant,
    pub(crate) rules: Rules,
    pub(crate) shipping_codes: ShippingCodes,
    pub(crate) clock_offset_seconds: i64,
    /// Orders that differ from what the seed says.
    pub(crate) orders: HashMap<Uuid, Order>,
    /// Orders that the seed does not know, oldest first.
    pub(crate) created: Vec<Uuid>,
    pub(crate) deleted: HashSet<Uuid>,
    pub(crate) webhooks: Vec<Webhook>,
    pub(crate) sessions: BTreeMap<String, Session>,
    /// Rating points by `review_reference`.
    pub(crate) ratings: BTreeMap<String, i64>,
    /// How many tokens, uuids and keys were drawn, so that none comes twice after a restart.
    pub(crate) draws: u64,
}

/// The merchant's standing with Points (dossier, "Envelope and errors": 400 and 403).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Merchant {
    /// Not verified: checkout, earning and webhook calls answer 403.
    pub(crate) verified: bool,
    /// Not active: its keys are refused with 400.
    pub(crate) active: bool,
    /// The merchant's own on/off switch (`POST /integration/status`).
    pub(crate) integration: bool,
}

/// A registered webhook (dossier, "Endpoints").
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Webhook {
    pub(crate) uuid: Uuid,
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) secret: String,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
}

/// A hosted checkout (dossier, "Stale checkouts": "remains valid until it expires or is completed").
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Session {
    pub(crate) order: Uuid,
    pub(crate) callback_url: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) opened_at: DateTime<Utc>,
}

/// A call about an order that does not go through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StepFailure {
    NotFound,
    Refused(&'static str),
}

/// The state behind the lock.
#[derive(Debug)]
pub(crate) struct World {
    history: History,
    pub(crate) record: Record,
    /// Webhook bodies that nobody has taken to the courier yet.
    outbox: Vec<Value>,
}

impl World {
    pub(crate) fn new(record: Record) -> Self {
        let history = History::new(record.seed, record.count, record.reference);
        Self {
            history,
            record,
            outbox: Vec::new(),
        }
    }

    /// Queues a webhook body for every registered webhook.
    pub(crate) fn announce(&mut self, body: Value) {
        self.outbox.push(body);
    }

    /// Queues what happened to an order.
    pub(crate) fn announce_order(&mut self, order: &Order, occurrence: &Occurrence) {
        self.announce(render::event(
            order,
            occurrence,
            &self.record.rules,
            self.now(),
        ));
    }

    pub(crate) fn take_outbox(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.outbox)
    }

    /// Points' time, which a test may have shifted; no finer than what it prints.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6) + Duration::seconds(self.record.clock_offset_seconds)
    }

    /// How many orders there are, deleted ones not counted.
    pub(crate) fn order_count(&self) -> u64 {
        let created = u64::try_from(self.record.created.len()).unwrap_or(u64::MAX);
        let deleted = u64::try_from(self.record.deleted.len()).unwrap_or(u64::MAX);
        (self.history.count() + created).saturating_sub(deleted)
    }

    /// Uuids of all orders, newest first, as they were made (a changed date moves none).
    pub(crate) fn uuids(&self) -> impl Iterator<Item = Uuid> + '_ {
        let created = self.record.created.iter().rev().copied();
        let past = (0..self.history.count())
            .rev()
            .map(|index| self.history.uuid(index));
        created
            .chain(past)
            .filter(|uuid| !self.record.deleted.contains(uuid))
    }

    pub(crate) fn order(&self, uuid: Uuid) -> Option<Order> {
        if self.record.deleted.contains(&uuid) {
            return None;
        }
        let changed = self.record.orders.get(&uuid).cloned();
        changed.or_else(|| Some(self.history.order(self.history.index(uuid)?)))
    }

    /// Both statuses of an order; far cheaper than the whole order.
    pub(crate) fn statuses(&self, uuid: Uuid) -> Option<(FinancialStatus, Option<ShippingStatus>)> {
        if let Some(order) = self.record.orders.get(&uuid) {
            return Some((order.financial, order.shipping));
        }
        let plan = self.history.plan(self.history.index(uuid)?);
        Some((plan.financial, plan.shipping))
    }

    /// The order as a read answers it.
    pub(crate) fn rendered(&self, order: &Order) -> Value {
        render::order(
            order,
            &self.record.rules,
            self.record.shipping_codes,
            self.now(),
        )
    }

    pub(crate) fn put(&mut self, order: Order) {
        self.record.orders.insert(order.uuid, order);
    }

    /// Adds an order that the seed does not know. Its `id`, `uuid` and reference are given here.
    pub(crate) fn create(&mut self, mut order: Order) -> Order {
        order.id = self.next_id();
        order.uuid = self.dice().uuid();
        if order.reference_number.is_none() {
            order.reference_number = Some(history::reference_number(order.created_at, order.id));
        }
        self.record.created.push(order.uuid);
        self.put(order.clone());
        order
    }

    pub(crate) fn next_id(&self) -> u64 {
        let created = u64::try_from(self.record.created.len()).unwrap_or(u64::MAX);
        self.history.next_id().saturating_add(created)
    }

    pub(crate) fn delete(&mut self, uuid: Uuid) -> bool {
        self.order(uuid).is_some() && self.record.deleted.insert(uuid)
    }

    /// Takes a step with an order and announces what it caused.
    pub(crate) fn step(&mut self, uuid: Uuid, step: &Step) -> Result<Order, StepFailure> {
        let mut order = self.order(uuid).ok_or(StepFailure::NotFound)?;
        let now = self.now();
        let occurrences = lifecycle::apply(&mut order, step, &self.record.rules, now)
            .map_err(StepFailure::Refused)?;
        for occurrence in &occurrences {
            self.announce_order(&order, occurrence);
        }
        self.put(order.clone());
        Ok(order)
    }

    /// Whether an order with this number exists already.
    pub(crate) fn has_order_number(&self, order_number: &str) -> bool {
        let known = self
            .record
            .orders
            .values()
            .any(|order| order.order_number == order_number);
        known
            || order_number
                .strip_prefix("NKH-")
                .and_then(|number| number.parse::<u64>().ok())
                .and_then(|number| number.checked_sub(10_000))
                .is_some_and(|index| {
                    index < self.history.count() && history::order_number(index) == order_number
                })
    }

    /// Fresh chance that no earlier draw had, also after a restart.
    pub(crate) fn dice(&mut self) -> Dice {
        self.record.draws += 1;
        Dice::new(self.record.seed, u64::MAX - self.record.draws)
    }

    /// Whether this is the merchant's private key; in constant time, as a service would.
    pub(crate) fn accepts_private_key(&self, key: &[u8]) -> bool {
        self.record.merchant.active && bool::from(self.record.private_key.as_bytes().ct_eq(key))
    }

    pub(crate) fn accepts_public_key(&self, key: &str) -> bool {
        self.record.merchant.active && self.record.public_key == key
    }

    /// A new private key; the old one is refused from now on (dossier, "Environments, keys").
    pub(crate) fn rotate_private_key(&mut self) -> String {
        let key = private_key(&mut self.dice());
        self.record.private_key.clone_from(&key);
        key
    }

    /// A new secret for each webhook; events carry it from now on.
    pub(crate) fn rotate_webhook_secrets(&mut self) {
        let mut dice = self.dice();
        for webhook in &mut self.record.webhooks {
            webhook.secret = webhook_secret(&mut dice);
        }
    }
}

/// A webhook's secret (dossier, "Webhooks": 60 characters).
pub(crate) fn webhook_secret(dice: &mut Dice) -> String {
    dice.token(60)
}

/// A private key as it looks in a sandbox.
pub(crate) fn private_key(dice: &mut Dice) -> String {
    format!("sk_sandbox_{}", dice.token(40))
}

/// A public key as it looks in a sandbox.
pub(crate) fn public_key(dice: &mut Dice) -> String {
    format!("pk_sandbox_{}", dice.token(40))
}
