//! Sends intents, each once, and settles the unclear ones by reads.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use points_api::{ApiError, OrderAnswer, ShippingState, ShippingStatus, ShippingUpdate};
use tokio::sync::Notify;
use uuid::Uuid;

use super::departures::Departures;
use super::in_hand::{InHand, Outcome, Undertaking};
use super::policy::{Verdict, judge};
use crate::clock;
use crate::failure::plain;
use crate::fold::Source;
use crate::settling::{Settled, next_settling};
use crate::store::{ActionRecord, OPEN_TO_EVIDENCE, StateChange, Store, StoreError};
use crate::sync::{Board, Line, Reading, Urgency, heard};
use crate::view::{ActionState, CheckOutcome, ErrorCode, FailureView, Topic};

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

/// An answer that could not be written down even then is tried again this often, until it is.
const SAVE_AGAIN: Duration = Duration::from_secs(5);

/// So many settling reads in a row that could not be made mean that Points is away.
const IN_VAIN: u32 = 3;

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
    store: Store,
    line: Arc<Line>,
    reading: Reading,
    board: Arc<Board>,
    in_hand: Arc<InHand>,
    wake: Notify,
    closed: AtomicBool,
    departures: Departures,
}

impl Dispatch {
    /// Sends over `line`, keeps in `store`, tells on `board`.
    pub fn new(store: Store, line: Arc<Line>, board: Arc<Board>) -> Self {
        Self {
            reading: Reading::new(store.clone(), Arc::clone(&line)),
            store,
            line,
            board,
            in_hand: Arc::default(),
            wake: Notify::new(),
            closed: AtomicBool::new(false),
            departures: Departures::default(),
        }
    }

    /// A promise to send these actions, made before they are on disk: what stands on disk without
    /// one was left behind.
    pub fn undertake(&self, actions: Vec<Uuid>) -> Undertaking {
        self.in_hand.undertake(actions)
    }

    /// Sends a queued action once its turn has come: `sending` is on disk before the first byte
    /// leaves, and whatever happens then, it is not sent a second time. Until then a person may
    /// take it back, and an end of the app finds it unsent.
    pub async fn send(&self, id: i64, urgency: Urgency) -> Result<(), StoreError> {
        let action = self.store.action_record(id).await?;
        let uuid = action.uuid;
        let sent = self.send_one(action, urgency).await;
        self.in_hand.let_go(uuid);
        if sent.is_err() {
            self.wake.notify_one();
        }
        sent
    }

    async fn send_one(&self, action: ActionRecord, urgency: Urgency) -> Result<(), StoreError> {
        let id = action.id;
        // What was taken back while it waited needs no turn, and uses up none.
        if action.state != ActionState::Queued {
            return Err(StoreError::ActionSettled);
        }
        let update = update_of(&action);
        let path = format!("/orders/{}/status", action.order);
        let body = serde_json::to_string(&update).map_err(|_| StoreError::Unreadable("action"))?;
        let lane = self.line.wait_for_turn(urgency).await;
        let _under_way = self.departures.begin().ok_or(StoreError::Closed)?;
        self.store
            .begin_sending(id, clock::now(), path, body)
            .await?;
        self.board.changed(&[Topic::Actions, Topic::Orders]);
        let outcome = self.line.update_shipping(action.order, &update, lane).await;
        self.keep_in_the_end(action, outcome).await?;
        self.board.changed(&[Topic::Actions, Topic::Orders]);
        Ok(())
    }

    /// Keeps what came of it, also where the disk is full for a while: then the answer stays in
    /// hand until it is written down. One that never can be makes the action unclear, and a read
    /// finds out.
    async fn keep_in_the_end(
        &self,
        action: ActionRecord,
        answer: Result<OrderAnswer, ApiError>,
    ) -> Result<(), StoreError> {
        let mut pauses = KEEP_AGAIN.into_iter();
        loop {
            match self.keep(&action, &answer).await {
                Ok(()) => return Ok(()),
                Err(error @ (StoreError::Closed | StoreError::ActionSettled)) => return Err(error),
                Err(error @ (StoreError::Unreadable(_) | StoreError::OrderUnknown)) => {
                    let now = clock::now();
                    let unclear = StateChange {
                        next_settle_at: next_settling(0, now),
                        ..change(ActionState::Unknown, now, Some(&FailureView::from(&error)))
                    };
                    self.store
                        .change_action(action.id, &[ActionState::Sending], unclear)
                        .await?;
                    self.wake.notify_one();
                    return Ok(());
                }
                Err(error) => {
                    tracing::warn!(%error, id = action.id, "an answer could not be kept yet");
                    let Some(pause) = pauses.next() else {
                        self.in_hand.keep(Outcome { action, answer });
                        self.wake.notify_one();
                        return Err(error);
                    };
                    tokio::time::sleep(pause).await;
                }
            }
        }
    }

    async fn keep(
        &self,
        action: &ActionRecord,
        outcome: &Result<OrderAnswer, ApiError>,
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
        let read = self.reading.read(action.order, urgency).await?;
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
        // What the read proves is written down with it.
        if read.settled != Some(Settled::Applied) {
            self.keep_unsettled(&action, read.settled, by_hand).await?;
        }
        self.board.changed(&[Topic::Actions, Topic::Orders]);
        Ok(Settling::Read)
    }

    async fn keep_unsettled(
        &self,
        action: &ActionRecord,
        settled: Option<Settled>,
        by_hand: bool,
    ) -> Result<(), StoreError> {
        if by_hand || action.state == ActionState::NeedsPerson {
            return Ok(());
        }
        let now = clock::now();
        let tries = action.settle_tries + 1;
        let reason = match settled {
            Some(Settled::AsBefore) => "read_shows_old_status",
            Some(Settled::CannotTell | Settled::Applied) | None => "read_cannot_tell",
        };
        let to_person = StateChange {
            reason: Some(reason.to_owned()),
            ..change(ActionState::NeedsPerson, now, None)
        };
        self.store
            .not_settled(action.id, tries, next_settling(tries, now), to_person)
            .await
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

    /// Settles unclear actions as their reads fall due, until closed. A store that fails, by a
    /// full disk for example, is asked again later.
    pub async fn run(&self) {
        while !self.closed.load(Ordering::Acquire) {
            let wait = match self.settle_due().await {
                Ok(wait) => wait,
                Err(error) => {
                    tracing::error!(%error, "unclear actions cannot be settled at present");
                    SAVE_AGAIN
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
        self.save_unsaved().await;
        self.find_left_behind().await?;
        if self.line.is_open() {
            for action in self.store.due_to_settle(clock::now()).await? {
                match self.settle(action.id, false, Urgency::Sweep).await {
                    Ok(_) | Err(StoreError::ActionSettled) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        let next = self.store.next_settling().await?;
        let longest = if self.in_hand.unsaved().is_empty() {
            IDLE_WAIT
        } else {
            SAVE_AGAIN
        };
        Ok(next
            .and_then(|at| u64::try_from(at - clock::now()).ok())
            .map_or(longest, |wait| {
                Duration::from_millis(wait.max(200)).min(longest)
            }))
    }

    /// Writes down the answers that could not be written down when they came.
    async fn save_unsaved(&self) {
        for id in self.in_hand.unsaved() {
            let Some(outcome) = self.in_hand.take(id) else {
                continue;
            };
            match self.keep(&outcome.action, &outcome.answer).await {
                Ok(()) => self.board.changed(&[Topic::Actions, Topic::Orders]),
                Err(StoreError::ActionSettled) => {}
                Err(error) => {
                    tracing::warn!(%error, id, "an answer could still not be kept");
                    self.in_hand.keep(outcome);
                }
            }
        }
    }

    /// What stands as on its way and is in nobody's hand was left behind by a store that failed:
    /// what may have left is unclear, what did not waits for its person.
    async fn find_left_behind(&self) -> Result<(), StoreError> {
        const ON_THEIR_WAY: &[ActionState] = &[ActionState::Queued, ActionState::Sending];
        for action in self.store.open_actions(ON_THEIR_WAY).await? {
            if self.in_hand.has(action.id, action.uuid) {
                continue;
            }
            let now = clock::now();
            let failure = plain(ErrorCode::DatabaseFailed);
            let (from, to): (&[ActionState], _) = if action.state == ActionState::Sending {
                let unclear = StateChange {
                    next_settle_at: next_settling(0, now),
                    ..change(ActionState::Unknown, now, Some(&failure))
                };
                (&[ActionState::Sending], unclear)
            } else {
                let waits = change(ActionState::NeedsPerson, now, Some(&failure));
                (&[ActionState::Queued], waits)
            };
            match self.store.change_action(action.id, from, to).await {
                Ok(()) => self.board.changed(&[Topic::Actions, Topic::Orders]),
                // It went on while this looked.
                Err(StoreError::ActionSettled) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Something may be due, or the key or the network may be back.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Ends [`Dispatch::run`]. Nothing more is sent; what was sent is given `limit` to hear its
    /// answer and keep it. What has none by then stays `sending` on disk.
    pub async fn close(&self, limit: Duration) {
        self.closed.store(true, Ordering::Release);
        self.wake.notify_one();
        if tokio::time::timeout(limit, self.departures.close())
            .await
            .is_err()
        {
            tracing::warn!("an answer to an action did not come before the end");
        }
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
