//! One action to Points, and what came of it to disk.

use std::time::Duration;

use points_api::{ApiError, Earned, Effect, Failure, OrderAnswer, ShippingState};

use super::call::{Call, Said};
use super::dispatch::Dispatch;
use super::in_hand::Outcome;
use super::key_owner::KeyOwner;
use super::policy::{
    After, Answer, Before, LONGEST_WAIT, after_sending, before_sending, read_is_fresh,
};
use crate::clock;
use crate::failure::plain;
use crate::fold::Source;
use crate::settling::next_settling;
use crate::store::{ActionRecord, Departing, Heard, LastAnswer, StateChange, StoreError};
use crate::sync::{Lane, Urgency, heard};
use crate::view::{ActionKind, ActionState, ErrorCode, FailureView, Made, Topic};

/// An answer that could not be written down is tried again after these pauses.
const KEEP_AGAIN: [Duration; 3] = [
    Duration::from_millis(200),
    Duration::from_secs(2),
    Duration::from_secs(10),
];

const QUEUED: &[ActionState] = &[ActionState::Queued];
const SENDING: &[ActionState] = &[ActionState::Sending];

/// The order as it is now, where the action is about one.
#[allow(
    clippy::large_enum_variant,
    reason = "made once a request and taken apart at once"
)]
enum Looked {
    /// As Points answered.
    Order(Option<LastAnswer>),
    /// It cannot be looked at now; why is written down.
    Not,
}

impl Dispatch {
    /// Takes a queued action as far as it goes now: looks at its order, and sends it where nothing
    /// speaks against that. `sending` is on disk before the first byte leaves. Until then a person
    /// may take it back, and an end of the app finds it waiting.
    pub(super) async fn send(&self, id: i64, urgency: Urgency) -> Result<(), StoreError> {
        // What was taken back while it waited needs no turn, and uses up none.
        if self.store.action_record(id).await?.state != ActionState::Queued {
            return Err(StoreError::ActionSettled);
        }
        let lane = self.line.wait_for_turn(urgency).await;
        let action = self.store.action_record(id).await?;
        if action.state != ActionState::Queued {
            return Err(StoreError::ActionSettled);
        }
        // Whatever else was refused meanwhile: this one goes on waiting.
        if !self.line.is_open() {
            return Ok(());
        }
        let call = match Call::of(&action, self.public_key.as_ref()) {
            Ok(call) => call,
            Err(code) => {
                let to = change(ActionState::NeedsPerson, clock::now(), Some(&plain(code)));
                return self.step(id, QUEUED, to).await;
            }
        };
        let Looked::Order(answer) = self.look(&action, &lane, urgency).await? else {
            return Ok(());
        };
        let known = answer.as_ref().map(LastAnswer::known);
        let intent = action.intent();
        let now = clock::now();
        match before_sending(&intent, &action.history(), known.as_ref()) {
            Before::Send => {
                let before = known.map(|known| known.as_seen());
                self.depart(action, &call, before, lane).await
            }
            Before::AlreadyDone => {
                let done = StateChange::because(ActionState::Confirmed, now, "read_shows_it");
                self.step(id, QUEUED, done).await
            }
            Before::Ask(reason) => {
                let asks = StateChange::because(ActionState::NeedsPerson, now, reason.code());
                self.step(id, QUEUED, asks).await
            }
        }
    }

    /// Looks at the order, unless Points has just answered about it.
    async fn look(
        &self,
        action: &ActionRecord,
        lane: &Lane,
        urgency: Urgency,
    ) -> Result<Looked, StoreError> {
        let is_purchase = matches!(action.kind, ActionKind::Earning | ActionKind::Checkout);
        let Some((order_id, order)) = action.order_id.zip(action.order).filter(|_| !is_purchase)
        else {
            return Ok(if self.belongs_to_key(action).await? {
                Looked::Order(None)
            } else {
                Looked::Not
            });
        };
        let answer = self.store.answer_since_sent(order_id, clock::now()).await?;
        if let Some(answer) = answer
            && read_is_fresh(answer.asked_at(), clock::now())
        {
            // It may have been read with an earlier key.
            return Ok(if self.belongs_to_key(action).await? {
                Looked::Order(Some(answer))
            } else {
                Looked::Not
            });
        }
        let read = self.reading.read_holding(order, lane, urgency).await?;
        self.heed(read.error.as_ref());
        if let Some(error) = &read.error {
            self.could_not_look(action, error).await?;
            return Ok(Looked::Not);
        }
        self.key_is_ours();
        // Points may have asked for a pause meanwhile.
        if !self.line.goes_on(lane) {
            return Ok(Looked::Not);
        }
        // Whatever the clock did meanwhile, this read is the one that counts.
        Ok(Looked::Order(self.store.newest_answer(order_id).await?))
    }

    /// The order cannot be read: nothing was sent, and the action waits; an order that Points does
    /// not know is sent nothing.
    async fn could_not_look(
        &self,
        action: &ActionRecord,
        error: &ApiError,
    ) -> Result<(), StoreError> {
        if !matches!(error.failure, Failure::NotFound { .. }) {
            return self.wait_to_look(action, error).await;
        }
        if !self.belongs_to_key(action).await? {
            return Ok(());
        }
        let state = if action.unclear == 0 {
            ActionState::Refused
        } else {
            ActionState::NeedsPerson
        };
        let to = change(state, clock::now(), Some(&FailureView::from(error)));
        self.step(action.id, QUEUED, to).await
    }

    /// Points cannot be asked now: the action waits as one whose request certainly did nothing.
    async fn wait_to_look(
        &self,
        action: &ActionRecord,
        error: &ApiError,
    ) -> Result<(), StoreError> {
        let now = clock::now();
        let failure = self.telling(FailureView::from(error));
        let certain = ApiError {
            effect: Effect::NotApplied,
            ..error.clone()
        };
        let after = after_sending(&action.intent(), &action.history(), Err(&certain), now);
        let next_try_at = match after {
            After::Later { not_before, .. } => not_before,
            After::KeyRefused(_) => None,
            After::Confirmed | After::Refused(_) | After::Unclear { .. } => {
                Some(now + LONGEST_WAIT)
            }
        };
        let waits = change(ActionState::Queued, now, Some(&failure));
        self.store.wait(action.id, waits, next_try_at).await?;
        self.tell();
        Ok(())
    }

    /// Whether the key in use is that of the action's store; where it is not, or that cannot be told
    /// now, the action waits, and why is written down.
    async fn belongs_to_key(&self, action: &ActionRecord) -> Result<bool, StoreError> {
        match self.owner_of_key().await? {
            KeyOwner::Store => return Ok(true),
            KeyOwner::Another => {
                let failure = plain(ErrorCode::KeyOfAnotherStore);
                let waits = change(ActionState::Queued, clock::now(), Some(&failure));
                self.store.wait(action.id, waits, None).await?;
            }
            KeyOwner::Unknown(error) => self.wait_to_look(action, &error).await?,
        }
        self.tell();
        Ok(false)
    }

    async fn depart(
        &self,
        action: ActionRecord,
        call: &Call,
        before: Option<crate::view::SeenOrder>,
        lane: Lane,
    ) -> Result<(), StoreError> {
        let _under_way = self.departures.begin().ok_or(StoreError::Closed)?;
        let request = Departing {
            path: call.path(),
            body: call.body().map_err(|_| StoreError::Unreadable("action"))?,
            before,
        };
        self.store.depart(action.id, clock::now(), request).await?;
        self.tell();
        let answer = match self.line.client(call.name()) {
            Ok((client, key)) => {
                let answer = call.send(&client).await;
                drop(lane);
                self.line
                    .heed(answer, Some(key).filter(|_| call.is_keyed()))
            }
            Err(error) => Err(error),
        };
        self.heed(answer.as_ref().err());
        let action = self.store.action_record(action.id).await.unwrap_or(action);
        self.keep_in_the_end(action, answer).await?;
        self.tell();
        Ok(())
    }

    /// Keeps what came of it, also where the disk is full for a while: then the answer stays in
    /// hand until it is written down. One that never can be makes the action unclear, and a read
    /// finds out.
    async fn keep_in_the_end(
        &self,
        action: ActionRecord,
        answer: Result<Said, ApiError>,
    ) -> Result<(), StoreError> {
        let mut pauses = KEEP_AGAIN.into_iter();
        loop {
            match self.keep(&action, &answer).await {
                Ok(()) => return Ok(()),
                Err(error @ (StoreError::Closed | StoreError::ActionSettled)) => return Err(error),
                Err(error @ (StoreError::Unreadable(_) | StoreError::OrderUnknown)) => {
                    return self.keep_unreadable(action.id, &error).await;
                }
                Err(error) => {
                    tracing::warn!(%error, id = action.id, "an answer could not be kept yet");
                    let Some(pause) = pauses.next() else {
                        self.in_hand.keep(Outcome { action, answer });
                        return Err(error);
                    };
                    tokio::time::sleep(pause).await;
                }
            }
        }
    }

    /// An answer that never can be written down: nobody knows what came of the action.
    async fn keep_unreadable(&self, id: i64, error: &StoreError) -> Result<(), StoreError> {
        let now = clock::now();
        let failure = FailureView::from(error);
        let to = unclear(now, next_settling(0, now), Some(&failure));
        self.step(id, SENDING, to).await
    }

    async fn keep(
        &self,
        action: &ActionRecord,
        outcome: &Result<Said, ApiError>,
    ) -> Result<(), StoreError> {
        let (id, now) = (action.id, clock::now());
        let answer = match outcome {
            Ok(Said::Order(answer) | Said::Earned(Earned::Order(answer))) => {
                Ok(Answer::Order(&answer.order))
            }
            Ok(Said::Earned(Earned::PendingActivation { .. }) | Said::Link(_)) => Ok(Answer::Made),
            Err(error) => Err(error),
        };
        match after_sending(&action.intent(), &action.history(), answer, now) {
            After::Confirmed => self.keep_confirmed(action, outcome, now).await,
            After::Refused(failure) => {
                let to = change(ActionState::Refused, now, Some(&failure));
                self.step(id, SENDING, to).await
            }
            After::Later {
                not_before,
                failure,
            } => {
                let waits = change(ActionState::Queued, now, Some(&failure));
                self.store.wait(id, waits, not_before).await
            }
            After::KeyRefused(failure) => {
                let failure = self.telling(failure);
                let waits = change(ActionState::Queued, now, Some(&failure));
                self.store.wait(id, waits, None).await
            }
            After::Unclear { failure, read_at } => {
                let to = unclear(now, Some(read_at), failure.as_ref());
                match told_of(outcome) {
                    Some(heard) => self.store.keep_unclear_answer(id, heard, to).await,
                    None => self.step(id, SENDING, to).await,
                }
            }
        }
    }

    async fn keep_confirmed(
        &self,
        action: &ActionRecord,
        outcome: &Result<Said, ApiError>,
        now: i64,
    ) -> Result<(), StoreError> {
        let to = change(ActionState::Confirmed, now, None);
        let made = match outcome {
            Ok(Said::Order(answer) | Said::Earned(Earned::Order(answer))) => {
                let heard = heard(answer, Source::Answer);
                let taught = taught(action, answer);
                return self
                    .store
                    .confirm_with_answer(action.id, heard, taught, to)
                    .await;
            }
            Ok(Said::Earned(Earned::PendingActivation { total_points, .. })) => {
                Made::PendingActivation {
                    total_points: total_points
                        .as_ref()
                        .map(|points| points.as_str().to_owned()),
                }
            }
            Ok(Said::Link(link)) => Made::Checkout {
                url: link.url.to_string(),
            },
            Err(_) => return Ok(()),
        };
        self.store.confirm_made(action.id, made, to).await
    }

    /// Writes down the answers that could not be written down when they came.
    pub(super) async fn save_unsaved(&self) {
        for id in self.in_hand.unsaved() {
            let Some((hold, outcome)) = self.in_hand.take(id) else {
                continue;
            };
            match self.keep(&outcome.action, &outcome.answer).await {
                Ok(()) => self.tell(),
                Err(StoreError::ActionSettled) => {}
                Err(error @ (StoreError::Unreadable(_) | StoreError::OrderUnknown))
                    if self.keep_unreadable(id, &error).await.is_ok() => {}
                Err(error) => {
                    tracing::warn!(%error, id, "an answer could still not be kept");
                    self.in_hand.keep(outcome);
                }
            }
            drop(hold);
        }
    }

    /// A locked keyring is no missing key, and the person can unlock it.
    fn telling(&self, failure: FailureView) -> FailureView {
        match failure.code {
            ErrorCode::KeyMissing => self.line.key_failure().unwrap_or(failure),
            _ => failure,
        }
    }

    async fn step(
        &self,
        id: i64,
        from: &'static [ActionState],
        to: StateChange,
    ) -> Result<(), StoreError> {
        self.store.change_action(id, from, to).await?;
        self.tell();
        Ok(())
    }

    fn tell(&self) {
        self.board.changed(&[Topic::Actions, Topic::Orders]);
    }
}

/// What an answer tells of an order.
fn told_of(outcome: &Result<Said, ApiError>) -> Option<Heard> {
    match outcome {
        Ok(Said::Order(answer)) => Some(heard(answer, Source::Answer)),
        _ => None,
    }
}

/// We sent the word, and the answer says the code.
fn taught(action: &ActionRecord, answer: &OrderAnswer) -> Option<(i64, String)> {
    match (answer.order.shipping.value(), &action.target) {
        (Some(ShippingState::Code(code)), Some(word)) => Some((*code, word.clone())),
        _ => None,
    }
}

fn unclear(at: i64, read_at: Option<i64>, failure: Option<&FailureView>) -> StateChange {
    StateChange {
        next_settle_at: read_at,
        ..change(ActionState::Unknown, at, failure)
    }
}

pub(super) fn change(state: ActionState, at: i64, failure: Option<&FailureView>) -> StateChange {
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
