//! Keeping what was found of one subject: cases open, change, close and come back.

use rusqlite::{OptionalExtension, Transaction, params};

use super::super::actions::read_state;
use super::{Card, Subject, json, of_word, urgency, word};
use crate::cases::FoundCase;
use crate::store::StoreError;
use crate::view::{ActionState, CaseClass, CaseState, CaseStep};

/// What keeping changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Kept {
    /// Cases that are open now and were not.
    pub(crate) opened: u64,
    /// Cases whose facts are no longer so.
    pub(crate) closed: u64,
    /// Whether anything is to be shown otherwise.
    pub(crate) changed: bool,
}

impl Kept {
    pub(super) fn add(&mut self, other: Self) {
        self.opened += other.opened;
        self.closed += other.closed;
        self.changed |= other.changed;
    }
}

/// A case of the subject as it stands on disk.
struct Standing {
    id: i64,
    class: CaseClass,
    state: CaseState,
    since: i64,
    halalas: Option<i64>,
    facts: [u8; 32],
    card: String,
    pending: Option<ActionState>,
    /// The last decision that stands: its step, whether it asked for an action, the facts it saw.
    decided: Option<(CaseStep, bool, [u8; 32])>,
}

const STANDING: &str = "
    SELECT c.id, c.class, c.state, c.since, c.halalas, c.facts, c.card, a.state
    FROM cases c LEFT JOIN actions a ON a.id = c.pending_action WHERE c.subject = ?1
    ORDER BY c.id";

const DECIDED: &str = "
    SELECT step, action_id IS NOT NULL, facts FROM case_decisions
    WHERE case_id = ?1 AND taken_back_at IS NULL ORDER BY id DESC LIMIT 1";

/// The cases that wait for something that was asked of Points, and where that stands.
pub(super) type Pending = Vec<(i64, ActionState)>;

pub(super) const PENDING_OF: &str = "
    SELECT c.id, a.state FROM cases c CROSS JOIN actions a ON a.id = c.pending_action
    WHERE c.subject = ?1 ORDER BY c.id";

/// What the cases of a subject wait for.
pub(super) fn pending(
    transaction: &Transaction<'_>,
    subject: Subject,
) -> Result<Pending, StoreError> {
    let mut statement = transaction.prepare_cached(PENDING_OF)?;
    let mut rows = statement.query([subject.key()])?;
    let mut pending = Vec::new();
    while let Some(row) = rows.next()? {
        let state: String = row.get(1)?;
        pending.push((row.get(0)?, read_state(&state)?));
    }
    Ok(pending)
}

/// Keeps what was found of a subject, in the place of what was known of it. `seen` is what its cases
/// waited for when it was found: where that went on meanwhile, nothing is kept, and the subject is
/// looked at again, for it waits still.
pub(super) fn keep(
    transaction: &Transaction<'_>,
    subject: Subject,
    checkout_id: Option<i64>,
    found: &[FoundCase],
    seen: &Pending,
    now: i64,
) -> Result<Kept, StoreError> {
    let mut kept = Kept::default();
    let standing = standing(transaction, subject)?;
    let waits = |known: &Standing| Some((known.id, known.pending?));
    if !standing.iter().filter_map(waits).eq(seen.iter().copied()) {
        return Ok(kept);
    }
    for case in found {
        let known = standing.iter().find(|known| known.class == case.class);
        kept.add(match known {
            None => open(transaction, subject, checkout_id, case, now)?,
            Some(known) => renew(transaction, known, checkout_id, case, now)?,
        });
    }
    for known in &standing {
        if !found.iter().any(|case| case.class == known.class) {
            kept.add(end(transaction, known, now)?);
        }
    }
    Ok(kept)
}

fn standing(transaction: &Transaction<'_>, subject: Subject) -> Result<Vec<Standing>, StoreError> {
    let mut statement = transaction.prepare_cached(STANDING)?;
    let mut rows = statement.query([subject.key()])?;
    let mut standing = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        standing.push(Standing {
            id,
            class: of_word(row.get(1)?)?,
            state: of_word(row.get(2)?)?,
            since: row.get(3)?,
            halalas: row.get(4)?,
            facts: row.get(5)?,
            card: row.get(6)?,
            pending: row
                .get::<_, Option<String>>(7)?
                .map(|word| read_state(&word))
                .transpose()?,
            decided: last_decided(transaction, id)?,
        });
    }
    Ok(standing)
}

fn last_decided(
    transaction: &Transaction<'_>,
    id: i64,
) -> Result<Option<(CaseStep, bool, [u8; 32])>, StoreError> {
    let found: Option<(String, bool, [u8; 32])> = transaction
        .prepare_cached(DECIDED)?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    found
        .map(|(step, acted, facts)| Ok((of_word(step)?, acted, facts)))
        .transpose()
}

fn open(
    transaction: &Transaction<'_>,
    subject: Subject,
    checkout_id: Option<i64>,
    case: &FoundCase,
    now: i64,
) -> Result<Kept, StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO cases (subject, order_id, checkout_id, class, urgency, state, since,
                 found_at, halalas, facts, card)
             VALUES (?1, ?2, ?3, ?4, ?5, 'open', ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            subject.key(),
            subject.order_id(),
            checkout_id,
            word(case.class)?,
            urgency(case.class),
            case.since,
            now,
            case.halalas,
            case.facts,
            json(&card(case))?,
        ])?;
    Ok(Kept {
        opened: 1,
        closed: 0,
        changed: true,
    })
}

fn card(case: &FoundCase) -> Card {
    Card {
        difference_halalas: case.difference_halalas,
        evidence: case.evidence.clone(),
        recommended: case.recommended,
        alternatives: case.alternatives.clone(),
    }
}

/// The state of a known case whose facts are found so now.
fn state_when_found(known: &Standing, facts: [u8; 32]) -> CaseState {
    // What was asked of Points is through, and this is what it led to.
    if known.pending == Some(ActionState::Confirmed) {
        return CaseState::Explained;
    }
    let same = known.facts == facts;
    let explained_so = known.decided.is_some_and(|(step, acted, seen)| {
        !acted && matches!(step, CaseStep::Explain | CaseStep::DoneInShop) && seen == facts
    });
    match known.state {
        CaseState::Snoozed | CaseState::Explained if same => known.state,
        // It went and came back as it was when a person explained it.
        CaseState::Closed if explained_so => CaseState::Explained,
        CaseState::Open | CaseState::Snoozed | CaseState::Explained | CaseState::Closed => {
            CaseState::Open
        }
    }
}

fn renew(
    transaction: &Transaction<'_>,
    known: &Standing,
    checkout_id: Option<i64>,
    case: &FoundCase,
    now: i64,
) -> Result<Kept, StoreError> {
    let state = state_when_found(known, case.facts);
    let card = json(&card(case))?;
    let settled = known.pending.is_some_and(is_settled);
    if state == known.state
        && known.facts == case.facts
        && known.card == card
        && known.since == case.since
        && known.halalas == case.halalas
        && !settled
    {
        return Ok(Kept::default());
    }
    // A case that had closed is found anew.
    let found_anew = known.state == CaseState::Closed;
    transaction
        .prepare_cached(
            "UPDATE cases SET state = ?2, since = ?3, halalas = ?4, facts = ?5, card = ?6,
                 checkout_id = ?7, closed_at = NULL,
                 found_at = iif(?8, ?9, found_at),
                 snoozed_until = iif(?2 = 'snoozed', snoozed_until, NULL),
                 pending_action = iif(?10, NULL, pending_action)
             WHERE id = ?1",
        )?
        .execute(params![
            known.id,
            word(state)?,
            case.since,
            case.halalas,
            case.facts,
            card,
            checkout_id,
            found_anew,
            now,
            settled,
        ])?;
    Ok(Kept {
        opened: u64::from(state == CaseState::Open && known.state != CaseState::Open),
        closed: 0,
        changed: true,
    })
}

/// A case whose facts are no longer found. What was asked of Points about it holds it where it is
/// until that has ended; what a person did so stays explained.
fn end(transaction: &Transaction<'_>, known: &Standing, now: i64) -> Result<Kept, StoreError> {
    if known.state == CaseState::Closed || known.pending.is_some_and(|state| !is_settled(state)) {
        return Ok(Kept::default());
    }
    let done = known.pending == Some(ActionState::Confirmed);
    let was_done =
        known.state == CaseState::Explained && known.decided.is_some_and(|(_, acted, _)| acted);
    if was_done && known.pending.is_none() {
        return Ok(Kept::default());
    }
    let state = if done || was_done {
        CaseState::Explained
    } else {
        CaseState::Closed
    };
    transaction
        .prepare_cached(
            "UPDATE cases SET state = ?2, closed_at = iif(?2 = 'closed', ?3, NULL),
                 snoozed_until = NULL, pending_action = NULL WHERE id = ?1",
        )?
        .execute(params![known.id, word(state)?, now])?;
    Ok(Kept {
        opened: 0,
        closed: u64::from(state == CaseState::Closed),
        changed: true,
    })
}

/// Whether nothing more comes of an action by itself or by a person's decision about it.
fn is_settled(state: ActionState) -> bool {
    matches!(
        state,
        ActionState::Confirmed
            | ActionState::Refused
            | ActionState::Withdrawn
            | ActionState::Superseded
    )
}
