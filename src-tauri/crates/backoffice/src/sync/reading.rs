//! Reading one order and keeping what came of it.

use std::sync::Arc;

use points_api::{ApiError, Failure, NetworkFault, OrderAnswer, OrderUuid};

use super::lanes::Lane;
use super::line::Line;
use super::pacer::Urgency;
use crate::clock;
use crate::fold::Source;
use crate::settling::Settled;
use crate::store::{Heard, Priority, Store, StoreError};
use crate::view::{CheckOutcome, CheckedOrder, FailureView, Topic};

/// Reads orders over a line into a store.
#[derive(Clone)]
pub struct Reading {
    store: Store,
    line: Arc<Line>,
}

/// What a read came to.
#[derive(Debug)]
pub struct ReadOrder {
    /// As the page sees it.
    pub checked: CheckedOrder,
    /// The failure, for whoever decides whether to go on.
    pub error: Option<ApiError>,
    /// What it proves about an action of the order that nobody knows the end of, if there is one.
    pub settled: Option<Settled>,
}

impl ReadOrder {
    /// What it may have made out of date.
    pub fn topics(&self) -> &'static [Topic] {
        if self.settled == Some(Settled::Applied) {
            &[Topic::Orders, Topic::Actions]
        } else {
            &[Topic::Orders]
        }
    }
}

impl Reading {
    /// Reads from `line` into `store`.
    pub fn new(store: Store, line: Arc<Line>) -> Self {
        Self { store, line }
    }

    /// Reads an order for a person, or in its turn.
    pub async fn read(&self, uuid: OrderUuid, urgency: Urgency) -> Result<ReadOrder, StoreError> {
        let answer = self.line.read_order(uuid, urgency).await;
        let priority = match urgency {
            Urgency::Person => Priority::Person,
            Urgency::Sweep => Priority::Sweep,
        };
        self.keep(uuid, answer, priority).await
    }

    /// Reads an order whose turn has come, in its lane.
    pub(super) async fn read_in(
        &self,
        uuid: OrderUuid,
        lane: Lane,
    ) -> Result<ReadOrder, StoreError> {
        let answer = self.line.read_order_now(uuid, &lane).await;
        drop(lane);
        self.keep(uuid, answer, Priority::Sweep).await
    }

    /// Reads an order in a lane that whoever asks needs for more.
    pub(crate) async fn read_holding(
        &self,
        uuid: OrderUuid,
        lane: &Lane,
        urgency: Urgency,
    ) -> Result<ReadOrder, StoreError> {
        let answer = self.line.read_order_now(uuid, lane).await;
        let priority = match urgency {
            Urgency::Person => Priority::Person,
            Urgency::Sweep => Priority::Sweep,
        };
        self.keep(uuid, answer, priority).await
    }

    async fn keep(
        &self,
        uuid: OrderUuid,
        answer: Result<OrderAnswer, ApiError>,
        priority: Priority,
    ) -> Result<ReadOrder, StoreError> {
        let checked = |outcome| CheckedOrder {
            uuid: uuid.to_string(),
            outcome,
            before: None,
            after: None,
            failure: None,
        };
        match answer {
            Ok(answer) => {
                let recorded = self
                    .store
                    .record(priority, heard(&answer, Source::Read))
                    .await?;
                let outcome = if recorded.changed() {
                    CheckOutcome::Changed
                } else {
                    CheckOutcome::Unchanged
                };
                let status = |word: &String| Some(word.clone()).filter(|word| !word.is_empty());
                Ok(ReadOrder {
                    checked: CheckedOrder {
                        before: status(&recorded.before.financial_status),
                        after: status(&recorded.after.financial_status),
                        ..checked(outcome)
                    },
                    error: None,
                    settled: recorded.settled,
                })
            }
            Err(error) if matches!(error.failure, Failure::NotFound { .. }) => {
                self.store.mark_gone(uuid, clock::now()).await?;
                Ok(ReadOrder {
                    checked: checked(CheckOutcome::Gone),
                    error: Some(error),
                    settled: None,
                })
            }
            Err(error) => {
                // A locked keyring is no missing key, and the person can unlock it.
                let failure = match error.failure {
                    Failure::NoKey => self.line.key_failure(),
                    _ => None,
                }
                .unwrap_or_else(|| FailureView::from(&error));
                if concerns_the_order(&error.failure) {
                    self.store
                        .mark_failed(uuid, failure.clone(), clock::now())
                        .await?;
                }
                Ok(ReadOrder {
                    checked: CheckedOrder {
                        failure: Some(failure),
                        ..checked(CheckOutcome::Failed)
                    },
                    error: Some(error),
                    settled: None,
                })
            }
        }
    }
}

/// What an answer said, ready to be kept.
pub(crate) fn heard(answer: &OrderAnswer, source: Source) -> Heard {
    Heard {
        uuid: answer.order.uuid,
        source,
        event: None,
        raw: answer.raw.clone(),
        asked_at: answer.timing.started_at.timestamp_millis(),
        heard_at: answer.timing.received_at.timestamp_millis(),
        points_time: answer
            .timing
            .points_time
            .map(|time| time.timestamp_millis()),
    }
}

/// Whether the failure lies with this order, so that it waits while others go on. The rest lies
/// with the key, the network or Points, and the order stays due.
fn concerns_the_order(failure: &Failure) -> bool {
    matches!(
        failure,
        Failure::Unreadable { .. }
            | Failure::Invalid { .. }
            | Failure::RuleRefused { .. }
            | Failure::Temporary { .. }
            | Failure::Network(NetworkFault::AnswerTimeout | NetworkFault::Interrupted)
    )
}
