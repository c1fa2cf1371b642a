//! Sends intents, each once, and settles the unclear ones by reads.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use points_api::{OrderAnswer, ShippingState, ShippingStatus, ShippingUpdate};
use tokio::sync::Notify;

use super::policy::{Evidence, Settled, Verdict, judge, next_settling, settle};
use crate::clock;
use crate::fold::{Source, shipping_state};
use crate::store::{ActionRecord, StateChange, Store, StoreError};
use crate::sync::{Board, Line, Reading, Urgency, heard};
use crate::view::{ActionState, CheckOutcome, ErrorCode, FailureView, Settings, Topic};

/// Without an unclear action, the store is asked again after this long.
const IDLE_WAIT: Duration = Duration::from_mins(1);

/// An answer that could not be written down is tried again after these pauses.
const KEEP_AGAIN: [Duration; 3] = [
    Duration::from_millis(200),
    Duration::from_secs(2),
    Duration::from_secs(10),
];

/// A settling read that could not be made is tried again after so many milliseconds.
const RETRY_READ: i64 = 30_000;

/// The way of actions to Points.
pub struct Dispatch {
    store: Store,
    line: Arc<Line>,
    reading: Reading,
    board: Arc<Board>,
    wake: Notify,
    closed: AtomicBool,
}

impl Dispatch {
    /// Sends over `line`, keeps in `store`, tells on `board`.
    pub fn new(store: Store, line: Arc<Line>, board: Arc<Board>) -> Self {
        Self {
            reading: Reading::new(store.clone(), Arc::clone(&line)),
            store,
            line,
            board,
            wake: Notify::new(),
            closed: AtomicBool::new(false),
        }
    }

    /// Sends a queued action once its turn has come: `sending` is on disk before the first byte
    /// leaves, and whatever happens then, it is not sent a second time. Until then a person may
    /// take it back, and an end of the app finds it unsent.
    pub async fn send(&self, id: i64, urgency: Urgency) -> Result<(), StoreError> {
        let action = self.store.action_record(id).await?;
        let update = update_of(&action);
        let path = format!("/orders/{}/status", action.order);
        let body = serde_json::to_string(&update).map_err(|_| StoreError::Unreadable("action"))?;
        self.line.wait_for_turn(urgency).await;
        self.store
            .begin_sending(id, clock::now(), path, body)
            .await?;
        self.board.changed(&[Topic::Actions, Topic::Orders]);
        let outcome = self.line.update_shipping(action.order, &update).await;
        self.keep_in_the_end(&action, &outcome).await?;
        self.board.changed(&[Topic::Actions, Topic::Orders]);
        Ok(())
    }

    /// Keeps what came of it, also where the disk is full for a while. Where the answer itself
    /// cannot be kept, the action is unclear, and a read finds out.
    async fn keep_in_the_end(
        &self,
        action: &ActionRecord,
        outcome: &Result<OrderAnswer, points_api::ApiError>,
    ) -> Result<(), StoreError> {
        for pause in KEEP_AGAIN {
            match self.keep(action, outcome).await {
                Ok(()) => return Ok(()),
                Err(error @ (StoreError::Closed | StoreError::ActionSettled)) => return Err(error),
                Err(error) => {
                    tracing::warn!(%error, id = action.id, "an answer could not be kept yet");
                }
            }
            tokio::time::sleep(pause).await;
        }
        let Err(error) = self.keep(action, outcome).await else {
            return Ok(());
        };
        let now = clock::now();
        let unclear = StateChange {
            next_settle_at: next_settling(0, now),
            ..change(ActionState::Unknown, now, Some(&FailureView::from(&error)))
        };
        self.store
            .change_action(action.id, &[ActionState::Sending], unclear)
            .await?;
        self.wake.notify_one();
        Ok(())
    }

    async fn keep(
        &self,
        action: &ActionRecord,
        outcome: &Result<OrderAnswer, points_api::ApiError>,
    ) -> Result<(), StoreError> {
        let now = clock::now();
        let verdict = judge(outcome);
        if let (Verdict::Confirmed, Ok(answer)) = (&verdict, outcome) {
            let to = change(ActionState::Confirmed, now, None);
            let heard = heard(answer, Source::Answer);
            return self
                .store
                .confirm_with_answer(action.id, heard, taught(action, answer), to)
                .await;
        }
        let to = match &verdict {
            Verdict::Confirmed => return Ok(()),
            Verdict::Refused(failure) => change(ActionState::Refused, now, Some(failure)),
            Verdict::NotSent(failure) => {
                // A locked keyring is no missing key, and the person can unlock it.
                let key = match failure.code {
                    ErrorCode::KeyMissing => self.line.key_failure(),
                    _ => None,
                };
                change(
                    ActionState::NeedsPerson,
                    now,
                    key.as_ref().or(Some(failure)),
                )
            }
            Verdict::Unclear(failure) => StateChange {
                next_settle_at: next_settling(0, now),
                ..change(ActionState::Unknown, now, Some(failure))
            },
        };
        self.store
            .change_action(action.id, &[ActionState::Sending], to)
            .await?;
        self.wake.notify_one();
        Ok(())
    }

    /// Reads the order now and holds an unclear action against what Points shows. `by_hand`: a
    /// person asked, so the schedule of reads stays as it is unless this settles it.
    pub async fn settle(&self, id: i64, by_hand: bool) -> Result<(), StoreError> {
        let action = self.store.action_record(id).await?;
        if !matches!(
            action.state,
            ActionState::Unknown | ActionState::NeedsPerson
        ) {
            return Err(StoreError::ActionSettled);
        }
        let urgency = if by_hand {
            Urgency::Person
        } else {
            Urgency::Sweep
        };
        let read = self.reading.read(action.order, urgency).await?;
        let settled = match read.checked.outcome {
            CheckOutcome::Unchanged | CheckOutcome::Changed => self.hold_against(&action).await?,
            CheckOutcome::Gone => Settled::CannotTell,
            // Time without a network proves nothing and uses up no try.
            CheckOutcome::Failed => {
                if !by_hand {
                    let next = Some(clock::now() + RETRY_READ);
                    self.store
                        .postpone_settling(id, action.settle_tries, next)
                        .await?;
                }
                return Ok(());
            }
        };
        self.keep_settled(&action, settled, by_hand).await?;
        self.board.changed(&[Topic::Actions, Topic::Orders]);
        Ok(())
    }

    async fn hold_against(&self, action: &ActionRecord) -> Result<Settled, StoreError> {
        let codes = self.store.shipping_codes().await?;
        let row = self
            .store
            .row(action.order, Settings::default(), clock::now())
            .await?;
        let shipping = &row.shipping;
        let now = match (shipping.code, &shipping.word) {
            (Some(code), _) => Some(ShippingState::Code(code)),
            (None, Some(word)) => shipping_state(word),
            (None, None) => None,
        };
        Ok(settle(&Evidence {
            target: action.target.as_deref(),
            labels: [action.name_ar.as_deref(), action.name_en.as_deref()],
            before: shipping_state(&action.seen_shipping),
            now,
            labels_now: [shipping.custom_ar.as_deref(), shipping.custom_en.as_deref()],
            codes: &codes,
        }))
    }

    async fn keep_settled(
        &self,
        action: &ActionRecord,
        settled: Settled,
        by_hand: bool,
    ) -> Result<(), StoreError> {
        const OPEN: &[ActionState] = &[ActionState::Unknown, ActionState::NeedsPerson];
        let now = clock::now();
        let reason = |text: &str| Some(text.to_owned());
        if settled == Settled::Applied {
            let to = StateChange {
                reason: reason("read_shows_it"),
                ..change(ActionState::Confirmed, now, None)
            };
            return self.store.change_action(action.id, OPEN, to).await;
        }
        if by_hand || action.state == ActionState::NeedsPerson {
            return Ok(());
        }
        let tries = action.settle_tries + 1;
        let next = next_settling(tries, now);
        self.store.postpone_settling(action.id, tries, next).await?;
        if next.is_some() {
            return Ok(());
        }
        let text = match settled {
            Settled::AsBefore => "read_shows_old_status",
            Settled::CannotTell | Settled::Applied => "read_cannot_tell",
        };
        let to = StateChange {
            reason: reason(text),
            ..change(ActionState::NeedsPerson, now, None)
        };
        self.store.change_action(action.id, OPEN, to).await
    }

    /// Settles unclear actions as their reads fall due, until closed. A store that fails, by a
    /// full disk for example, is asked again later.
    pub async fn run(&self) {
        while !self.closed.load(Ordering::Acquire) {
            let wait = match self.settle_due().await {
                Ok(wait) => wait,
                Err(error) => {
                    tracing::error!(%error, "unclear actions cannot be settled at present");
                    IDLE_WAIT
                }
            };
            tokio::select! {
                () = self.wake.notified() => {}
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    /// Settles what is due, and says how long nothing will be.
    async fn settle_due(&self) -> Result<Duration, StoreError> {
        if self.line.has_key() && self.line.refusal().is_none() {
            for action in self.store.due_to_settle(clock::now()).await? {
                match self.settle(action.id, false).await {
                    Ok(()) | Err(StoreError::ActionSettled) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        let next = self.store.next_settling().await?;
        Ok(next
            .and_then(|at| u64::try_from(at - clock::now()).ok())
            .map_or(IDLE_WAIT, |wait| {
                Duration::from_millis(wait.max(200)).min(IDLE_WAIT)
            }))
    }

    /// Ends [`Dispatch::run`].
    pub fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.wake.notify_one();
    }
}

fn update_of(action: &ActionRecord) -> ShippingUpdate {
    ShippingUpdate {
        status: action.target.as_deref().map(ShippingStatus::from),
        name_ar: action.name_ar.clone(),
        name_en: action.name_en.clone(),
    }
}

/// We sent the word, and the answer says the code.
fn taught(action: &ActionRecord, answer: &OrderAnswer) -> Option<(i64, String)> {
    match (answer.order.shipping.value(), &action.target) {
        (Some(ShippingState::Code(code)), Some(word)) => Some((*code, word.clone())),
        _ => None,
    }
}

fn change(state: ActionState, at: i64, failure: Option<&FailureView>) -> StateChange {
    StateChange {
        state,
        at,
        reason: failure.map(|failure| code_word(failure.code)),
        message: failure.and_then(words),
        next_settle_at: None,
    }
}

/// Points' own words. What it says of single fields is what a person needs to know of a 422.
fn words(failure: &FailureView) -> Option<String> {
    let message = failure.details.get("message").map(String::as_str);
    let fields = failure
        .details
        .iter()
        .filter(|(name, _)| failure.code == ErrorCode::Invalid && *name != "message")
        .map(|(_, words)| words.as_str());
    let words: Vec<_> = message
        .into_iter()
        .chain(fields)
        .filter(|words| !words.trim().is_empty())
        .collect();
    (!words.is_empty()).then(|| words.join("\n"))
}

/// A code as the page knows it.
fn code_word(code: ErrorCode) -> String {
    match serde_json::to_value(code) {
        Ok(serde_json::Value::String(word)) => word,
        _ => "database_failed".to_owned(),
    }
}
