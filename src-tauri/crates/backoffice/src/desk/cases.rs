//! Cases: what wants to be explained, and what people decide about it.

use std::sync::Arc;

use points_api::{Failure, OrderUuid};

use super::orders::order_uuid;
use super::profile::OpenProfile;
use super::{Desk, DeskError};
use crate::clock;
use crate::schedule::DueClass;
use crate::store::{CaseRecord, Looker, NewDecision, Priority, Subject};
use crate::sync::Urgency;
use crate::text::find_uuids;
use crate::view::{
    ActionKind, CaseBatchPreview, CaseDecision, CasePage, CaseQuery, CaseState, CaseStep, CaseView,
    Decided, DecisionOutcome, MoneyRequest, OrderName, ShippingRequest, Topic,
};

/// Nothing is decided on an answer older than this, milliseconds.
const FRESH_FOR: i64 = 60_000;
/// A note has at most so many characters.
const NOTE_CHARACTERS: usize = 480;
/// So many of those that stay are named.
const EXAMPLES: usize = 3;

impl Desk {
    /// A page of cases, the most urgent class first, behind the one that the page before ended with.
    pub async fn list_cases(
        &self,
        query: CaseQuery,
        after: Option<String>,
    ) -> Result<CasePage, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open
            .store
            .case_page(query, after, self.settings(), clock::now())
            .await?)
    }

    /// One case.
    pub async fn case_view(&self, id: i64) -> Result<CaseView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        self.view_of(&open, id).await
    }

    /// A person decides about a case. What asks something of Points, or moves something, is decided
    /// on an answer of the last minute: else the order is read again first. Where the facts are no
    /// longer what the person saw, nothing is done.
    pub async fn decide_case(&self, id: i64, decision: CaseDecision) -> Result<Decided, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let case = open.store.case_record(id).await?;
        if !case.card.offers(decision.step) {
            return Err(DeskError::StepNotOffered);
        }
        let ready = Ready::of(&decision)?;
        let seen = match &decision.facts {
            Some(text) => facts_of(text)?,
            None => case.facts,
        };
        let outcome = self.carry_out(&open, case, decision, ready, seen).await?;
        self.board.changed(&[Topic::Cases]);
        let (outcome, action) = match outcome {
            Carried::Done { action } => (DecisionOutcome::Done, action),
            Carried::FactsChanged => (DecisionOutcome::FactsChanged, None),
            Carried::NotReadable => (DecisionOutcome::NotReadable, None),
        };
        Ok(Decided {
            outcome,
            case: self.view_of(&open, id).await?,
            action,
        })
    }

    async fn carry_out(
        &self,
        open: &Arc<OpenProfile>,
        case: CaseRecord,
        decision: CaseDecision,
        ready: Ready,
        seen: [u8; 32],
    ) -> Result<Carried, DeskError> {
        // Nobody looks at cases between the last look and what is written down here: what is asked
        // of Points would seem to have made an end of it before the case knows of it.
        let mut looking = open.looking.lock().await;
        let fresh = if asks_points(decision.step) {
            let must_read = decision.step == CaseStep::ReadAgain
                || decision.step == CaseStep::CheckKey
                || case.read_at.is_none_or(|at| clock::now() - at > FRESH_FOR);
            let uuid = self.order_of(open, &case).await?;
            if must_read && let Some(uuid) = uuid {
                // A read takes as long as Points takes: others may look meanwhile.
                drop(looking);
                let readable = self.read_for(open, uuid).await?;
                looking = open.looking.lock().await;
                if !readable {
                    return Ok(Carried::NotReadable);
                }
            } else if uuid.is_none() {
                return Err(DeskError::StepNotOffered);
            }
            self.look_at_cases(open, vec![case.subject]).await?;
            open.store.case_record(case.id).await?
        } else {
            case.clone()
        };
        if matches!(decision.step, CaseStep::ReadAgain | CaseStep::CheckKey) {
            // The answer is what was wanted, whatever it says.
            let written = self.new_decision(&decision, fresh.facts, None);
            open.store.decide_case(case.id, written).await?;
            return Ok(Carried::Done { action: None });
        }
        if fresh.facts != seen || fresh.state == CaseState::Closed {
            return Ok(Carried::FactsChanged);
        }
        let action = match ready {
            Ready::Plain => None,
            Ready::Money(kind) => Some(self.ask_for(open, &fresh, kind, &decision).await?),
            Ready::Shipping => Some(self.ship_for(open, &fresh, decision.step).await?),
            Ready::Uuid(uuid) => {
                self.link_pasted(open, &fresh, uuid).await?;
                None
            }
            Ready::Suggested => {
                let checkout = fresh.checkout_id.ok_or(DeskError::StepNotOffered)?;
                let order = open
                    .store
                    .suggested_order(checkout)
                    .await?
                    .ok_or(DeskError::StepNotOffered)?;
                open.store.confirm_match(checkout, order).await?;
                None
            }
        };
        let written = self.new_decision(&decision, fresh.facts, action);
        if !open.store.decide_case(case.id, written).await? {
            return Ok(Carried::FactsChanged);
        }
        drop(looking);
        match decision.step {
            CaseStep::PasteUuid => self.follow_pasted(open, &fresh).await?,
            CaseStep::ConfirmMatch => self.look_at_heard(open).await?,
            _ => {}
        }
        Ok(Carried::Done { action })
    }

    /// The order that a case is about, where it is known.
    async fn order_of(
        &self,
        open: &OpenProfile,
        case: &CaseRecord,
    ) -> Result<Option<OrderUuid>, DeskError> {
        if case.order_id.is_none() {
            return Ok(None);
        }
        let view = self.view_of(open, case.id).await?;
        view.order.map(|row| order_uuid(&row.uuid)).transpose()
    }

    /// Reads an order for a decision: says whether Points answered. That it does not know the order
    /// is an answer.
    async fn read_for(&self, open: &OpenProfile, uuid: OrderUuid) -> Result<bool, DeskError> {
        let read = open.reading.read(uuid, Urgency::Person).await?;
        self.board.changed(read.topics());
        open.sweep.wake();
        Ok(read
            .error
            .is_none_or(|error| matches!(error.failure, Failure::NotFound { .. })))
    }

    async fn ask_for(
        &self,
        open: &OpenProfile,
        case: &CaseRecord,
        kind: ActionKind,
        decision: &CaseDecision,
    ) -> Result<i64, DeskError> {
        let order = self
            .order_of(open, case)
            .await?
            .ok_or(DeskError::StepNotOffered)?;
        let token = decision
            .token
            .clone()
            .ok_or(DeskError::SettingInvalid("token"))?;
        // Where Points has taken more than the shop asked for, the rest goes back; else all of it.
        let amount_halalas = case
            .card
            .difference_halalas
            .filter(|difference| kind == ActionKind::Refund && *difference > 0);
        let action = self
            .ask_money(MoneyRequest {
                token,
                uuid: order.to_string(),
                kind,
                amount_halalas,
                payment_method: None,
                reason: decision.note.clone(),
                seen: None,
            })
            .await?;
        Ok(action.id)
    }

    async fn ship_for(
        &self,
        open: &OpenProfile,
        case: &CaseRecord,
        step: CaseStep,
    ) -> Result<i64, DeskError> {
        let view = self.view_of(open, case.id).await?;
        let row = view.order.ok_or(DeskError::StepNotOffered)?;
        let target = match step {
            CaseStep::StopParcel => "cancelled".to_owned(),
            _ => row.shipping.next.ok_or(DeskError::StepNotOffered)?,
        };
        let asked = self
            .ship(ShippingRequest {
                uuids: vec![row.uuid],
                target: Some(target),
                name_ar: None,
                name_en: None,
                ..ShippingRequest::default()
            })
            .await?;
        asked
            .first()
            .map(|action| action.id)
            .ok_or(DeskError::StepNotOffered)
    }

    /// Begins to watch the pasted order, and says that the checkout is it.
    async fn link_pasted(
        &self,
        open: &OpenProfile,
        case: &CaseRecord,
        uuid: OrderUuid,
    ) -> Result<(), DeskError> {
        let checkout = case.checkout_id.ok_or(DeskError::StepNotOffered)?;
        open.store
            .track(
                Priority::Person,
                vec![uuid],
                "paste",
                DueClass::First,
                clock::now(),
            )
            .await?;
        open.store.confirm_match(checkout, uuid).await?;
        self.board.changed(&[Topic::Orders]);
        Ok(())
    }

    /// Reads what was pasted and looks at it; without an answer the sweep reads it in its turn.
    async fn follow_pasted(&self, open: &OpenProfile, case: &CaseRecord) -> Result<(), DeskError> {
        let linked = match case.checkout_id {
            Some(checkout) => open.store.order_of_checkout(checkout).await?,
            None => None,
        };
        if let Some((_, uuid)) = linked {
            self.read_for(open, uuid).await?;
        }
        self.look_at_heard(open).await
    }

    fn new_decision(
        &self,
        decision: &CaseDecision,
        facts: [u8; 32],
        action: Option<i64>,
    ) -> NewDecision {
        NewDecision {
            step: decision.step,
            at: clock::now(),
            by: self.author(),
            note: note_of(decision),
            until: decision.until.filter(|_| decision.step == CaseStep::Snooze),
            action,
            facts,
        }
    }

    /// Takes the last decision back, where nothing was sent because of it: the case is open again.
    pub async fn reopen_case(&self, id: i64) -> Result<CaseView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let view = self.view_of(&open, id).await?;
        if let Some(action) = view.decided.first().and_then(|last| last.action) {
            // What is still held back, or waits, is taken back with it.
            self.undo_action(action).await?;
        }
        let looking = open.looking.lock().await;
        if !open.store.take_decision_back(id, clock::now()).await? {
            return Err(DeskError::StepNotOffered);
        }
        let case = open.store.case_record(id).await?;
        self.look_at_cases(&open, vec![case.subject]).await?;
        drop(looking);
        self.board.changed(&[Topic::Cases]);
        self.view_of(&open, id).await
    }

    /// What a step would do for many cases; nothing is done.
    pub async fn preview_cases(
        &self,
        ids: Vec<i64>,
        step: CaseStep,
    ) -> Result<CaseBatchPreview, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let mut preview = CaseBatchPreview {
            goes: 0,
            halalas: 0,
            reads: 0,
            stays: 0,
            examples: Vec::new(),
        };
        for id in ids {
            let case = open.store.case_record(id).await?;
            if takes_in_a_batch(&case, step) {
                preview.goes += 1;
                preview.halalas = preview
                    .halalas
                    .saturating_add(case.halalas.unwrap_or_default());
                preview.reads += u64::from(step == CaseStep::ReadAgain && case.order_id.is_some());
                continue;
            }
            preview.stays += 1;
            if preview.examples.len() < EXAMPLES
                && let Some(row) = self.view_of(&open, id).await?.order
            {
                preview.examples.push(OrderName {
                    uuid: row.uuid,
                    order_number: row.order_number,
                });
            }
        }
        Ok(preview)
    }

    /// Decides many cases by a step that is safe for many; says how many were. Those for which it is
    /// not offered, and those whose facts changed, stay as they are.
    pub async fn decide_cases(
        &self,
        ids: Vec<i64>,
        decision: CaseDecision,
    ) -> Result<u64, DeskError> {
        if !decision.step.is_safe_for_many() {
            return Err(DeskError::StepNotOffered);
        }
        Ready::of(&decision)?;
        let open = self.open_profile_or_fail().await?;
        let mut done = 0;
        for id in ids {
            let case = open.store.case_record(id).await?;
            if !takes_in_a_batch(&case, decision.step) {
                continue;
            }
            let one = CaseDecision {
                facts: None,
                ..decision.clone()
            };
            let seen = case.facts;
            let carried = self.carry_out(&open, case, one, Ready::Plain, seen).await?;
            done += u64::from(matches!(carried, Carried::Done { .. }));
        }
        self.board.changed(&[Topic::Cases]);
        Ok(done)
    }

    /// Looks at some subjects, for whoever holds `looking`.
    pub(super) async fn look_at_cases(
        &self,
        open: &OpenProfile,
        subjects: Vec<Subject>,
    ) -> Result<(), DeskError> {
        let looked = open.store.look_at(subjects, self.looker()).await?;
        if looked.changed {
            self.board.changed(&[Topic::Cases]);
        }
        Ok(())
    }

    /// Looks at the subject of one case now, for a desk that does not do so by itself.
    pub async fn look_at_case(&self, id: i64) -> Result<(), DeskError> {
        let open = self.open_profile_or_fail().await?;
        self.look_at_heard(&open).await?;
        let _looking = open.looking.lock().await;
        let case = open.store.case_record(id).await?;
        self.look_at_cases(&open, vec![case.subject]).await
    }

    /// Looks at everything that was heard since it was last looked at.
    pub(super) async fn look_at_heard(&self, open: &OpenProfile) -> Result<(), DeskError> {
        loop {
            let looking = open.looking.lock().await;
            let heard = open.store.heard_for_cases().await?;
            if heard.is_empty() {
                return Ok(());
            }
            let (looked, matched) = open.store.look_at_heard(heard, self.looker()).await?;
            drop(looking);
            if looked.changed || matched > 0 {
                self.board.changed(&[Topic::Cases]);
            }
            if matched > 0 {
                self.board.changed(&[Topic::ShopFiles]);
            }
        }
    }

    /// Looks at what waits for something that was asked of Points: it may have ended.
    pub(super) async fn look_at_pending(&self, open: &OpenProfile) -> Result<(), DeskError> {
        let _looking = open.looking.lock().await;
        let pending = open.store.pending_cases().await?;
        if pending.is_empty() {
            return Ok(());
        }
        self.look_at_cases(open, pending).await
    }

    pub(super) fn looker(&self) -> Looker {
        Looker {
            settings: self.settings(),
            now: clock::now(),
        }
    }

    async fn view_of(&self, open: &OpenProfile, id: i64) -> Result<CaseView, DeskError> {
        let views = open
            .store
            .cases(vec![id], self.settings(), clock::now())
            .await?;
        views
            .into_iter()
            .next()
            .ok_or(DeskError::Store(crate::store::StoreError::CaseUnknown))
    }
}

/// What came of a decision.
enum Carried {
    Done { action: Option<i64> },
    FactsChanged,
    NotReadable,
}

/// A decision that has everything it needs.
enum Ready {
    /// Only the case changes.
    Plain,
    /// Something is asked about the money.
    Money(ActionKind),
    /// A shipping status is set.
    Shipping,
    /// This order is the checkout's.
    Uuid(OrderUuid),
    /// The suggested order is the checkout's.
    Suggested,
}

impl Ready {
    fn of(decision: &CaseDecision) -> Result<Self, DeskError> {
        Ok(match decision.step {
            CaseStep::ReadAgain | CaseStep::CheckKey | CaseStep::DoneInShop => {
                note_fits(decision)?;
                Self::Plain
            }
            CaseStep::Explain => {
                note_fits(decision)?;
                note_of(decision).ok_or(DeskError::ExplanationMissing)?;
                Self::Plain
            }
            CaseStep::Snooze => {
                let until = decision.until.ok_or(DeskError::SettingInvalid("until"))?;
                if until <= clock::now() {
                    return Err(DeskError::SettingInvalid("until"));
                }
                Self::Plain
            }
            CaseStep::Cancel => Self::Money(ActionKind::Cancel),
            CaseStep::Capture => Self::Money(ActionKind::Capture),
            CaseStep::Refund => Self::Money(ActionKind::Refund),
            CaseStep::Ship | CaseStep::StopParcel => Self::Shipping,
            CaseStep::ConfirmMatch => Self::Suggested,
            CaseStep::PasteUuid => {
                let text = decision.uuid.as_deref().ok_or(DeskError::UuidMissing)?;
                let found = find_uuids(text)
                    .into_iter()
                    .flat_map(|line| line.uuids)
                    .next()
                    .ok_or(DeskError::UuidMissing)?;
                Self::Uuid(found.uuid)
            }
        })
    }
}

fn note_of(decision: &CaseDecision) -> Option<String> {
    decision
        .note
        .as_deref()
        .map(str::trim)
        .filter(|note| !note.is_empty())
        .map(ToOwned::to_owned)
}

fn note_fits(decision: &CaseDecision) -> Result<(), DeskError> {
    let is_long = note_of(decision).is_some_and(|note| note.chars().count() > NOTE_CHARACTERS);
    if is_long {
        return Err(DeskError::ExplanationMissing);
    }
    Ok(())
}

/// Whether a step is decided on what Points says now.
fn asks_points(step: CaseStep) -> bool {
    matches!(
        step,
        CaseStep::ReadAgain
            | CaseStep::CheckKey
            | CaseStep::Cancel
            | CaseStep::Capture
            | CaseStep::Refund
            | CaseStep::Ship
            | CaseStep::StopParcel
    )
}

/// Whether a case takes a step together with many others.
fn takes_in_a_batch(case: &CaseRecord, step: CaseStep) -> bool {
    step.is_safe_for_many()
        && case.card.offers(step)
        && case.state != CaseState::Closed
        && (step != CaseStep::ReadAgain || case.order_id.is_some())
}

fn facts_of(text: &str) -> Result<[u8; 32], DeskError> {
    let invalid = || DeskError::SettingInvalid("facts");
    let bytes: Vec<u8> = text
        .as_bytes()
        .chunks(2)
        .map(|pair| {
            std::str::from_utf8(pair)
                .ok()
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        })
        .collect::<Option<_>>()
        .ok_or_else(invalid)?;
    bytes.try_into().map_err(|_| invalid())
}
