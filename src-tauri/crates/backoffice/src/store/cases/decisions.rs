//! What people decided about cases.

use rusqlite::{OptionalExtension, Transaction, params};

use super::super::actions::read_state;
use super::{Card, Subject, of_json, of_word, word};
use crate::store::StoreError;
use crate::view::{ActionState, CaseClass, CaseState, CaseStep};

/// A case as the desk needs it to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CaseRecord {
    pub(crate) id: i64,
    pub(crate) subject: Subject,
    pub(crate) class: CaseClass,
    pub(crate) state: CaseState,
    pub(crate) order_id: Option<i64>,
    pub(crate) checkout_id: Option<i64>,
    pub(crate) halalas: Option<i64>,
    pub(crate) facts: [u8; 32],
    pub(crate) card: Card,
    /// When Points last answered about its order, UTC milliseconds.
    pub(crate) read_at: Option<i64>,
}

/// A decision as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewDecision {
    pub(crate) step: CaseStep,
    pub(crate) at: i64,
    pub(crate) by: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) until: Option<i64>,
    pub(crate) action: Option<i64>,
    /// The facts that the person saw.
    pub(crate) facts: [u8; 32],
}

/// One case.
pub(super) fn load(transaction: &Transaction<'_>, id: i64) -> Result<CaseRecord, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT c.subject, c.class, c.state, c.order_id, c.checkout_id, c.halalas, c.facts, c.card,
             w.checked_at
         FROM cases c LEFT JOIN watches w ON w.id = c.order_id WHERE c.id = ?1",
    )?;
    let mut rows = statement.query([id])?;
    let row = rows.next()?.ok_or(StoreError::CaseUnknown)?;
    let subject: String = row.get(0)?;
    let card: String = row.get(7)?;
    Ok(CaseRecord {
        id,
        subject: Subject::of_key(&subject).ok_or(StoreError::Unreadable("case"))?,
        class: of_word(row.get(1)?)?,
        state: of_word(row.get(2)?)?,
        order_id: row.get(3)?,
        checkout_id: row.get(4)?,
        halalas: row.get(5)?,
        facts: row.get(6)?,
        card: of_json(&card)?,
        read_at: row.get::<_, Option<i64>>(8)?.filter(|at| *at > 0),
    })
}

/// Writes a decision down, if the facts are still those that the person saw: says whether. What was
/// asked of Points keeps the case open until it has ended.
pub(super) fn decide(
    transaction: &Transaction<'_>,
    id: i64,
    decision: &NewDecision,
) -> Result<bool, StoreError> {
    let case = load(transaction, id)?;
    if case.facts != decision.facts {
        return Ok(false);
    }
    transaction
        .prepare_cached(
            "INSERT INTO case_decisions (case_id, step, at, by, note, until, action_id, facts)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            id,
            word(decision.step)?,
            decision.at,
            decision.by,
            decision.note,
            decision.until,
            decision.action,
            decision.facts,
        ])?;
    let state = match decision.step {
        CaseStep::Explain | CaseStep::DoneInShop => CaseState::Explained,
        CaseStep::Snooze => CaseState::Snoozed,
        _ => case.state,
    };
    transaction
        .prepare_cached(
            "UPDATE cases SET state = ?2, snoozed_until = ?3,
                 pending_action = ifnull(?4, pending_action) WHERE id = ?1",
        )?
        .execute(params![
            id,
            word(state)?,
            decision.until.filter(|_| state == CaseState::Snoozed),
            decision.action,
        ])?;
    Ok(true)
}

/// Takes the last decision back, where nothing was sent because of it: says whether.
pub(super) fn take_back(
    transaction: &Transaction<'_>,
    id: i64,
    now: i64,
) -> Result<bool, StoreError> {
    let case = load(transaction, id)?;
    let last: Option<(i64, Option<String>, Option<i64>)> = transaction
        .prepare_cached(
            "SELECT d.id, a.state, a.tries FROM case_decisions d
             LEFT JOIN actions a ON a.id = d.action_id
             WHERE d.case_id = ?1 AND d.taken_back_at IS NULL ORDER BY d.id DESC LIMIT 1",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((decision, state, tries)) = last else {
        return Ok(false);
    };
    let state = state.map(|word| read_state(&word)).transpose()?;
    let was_sent =
        tries.unwrap_or(0) > 0 || state.is_some_and(|state| state != ActionState::Withdrawn);
    if was_sent || case.state == CaseState::Closed {
        return Ok(false);
    }
    transaction
        .prepare_cached("UPDATE case_decisions SET taken_back_at = ?2 WHERE id = ?1")?
        .execute([decision, now])?;
    transaction
        .prepare_cached(
            "UPDATE cases SET state = 'open', snoozed_until = NULL, pending_action = NULL
             WHERE id = ?1",
        )?
        .execute([id])?;
    Ok(true)
}

/// The cases whose time has come.
pub(super) const WAKING: &str = "
    SELECT id FROM cases INDEXED BY cases_snoozed
    WHERE snoozed_until IS NOT NULL AND snoozed_until <= ?1";

/// When the next case comes back.
pub(super) const NEXT_WAKING: &str = "
    SELECT min(snoozed_until) FROM cases INDEXED BY cases_snoozed WHERE snoozed_until IS NOT NULL";

/// Opens what was put off until now; says how many.
pub(super) fn wake(transaction: &Transaction<'_>, now: i64) -> Result<u64, StoreError> {
    let ids: Vec<i64> = {
        let mut statement = transaction.prepare_cached(WAKING)?;
        let rows = statement.query_map([now], |row| row.get(0))?;
        rows.collect::<Result<_, _>>()?
    };
    let mut update = transaction.prepare_cached(
        "UPDATE cases SET state = iif(state = 'snoozed', 'open', state), snoozed_until = NULL
         WHERE id = ?1",
    )?;
    for id in &ids {
        update.execute([id])?;
    }
    Ok(u64::try_from(ids.len()).unwrap_or(u64::MAX))
}

/// When the next case comes back, UTC milliseconds.
pub(super) fn next_waking(transaction: &Transaction<'_>) -> Result<Option<i64>, StoreError> {
    Ok(transaction
        .prepare_cached(NEXT_WAKING)?
        .query_row([], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use rusqlite::types::Value;

    use super::super::super::plans::{plan, with_schema};
    use super::*;

    #[test]
    fn what_comes_back_is_found_by_its_time() {
        with_schema(|transaction| {
            let step = "SEARCH cases USING COVERING INDEX cases_snoozed \
                (snoozed_until>? AND snoozed_until<?)";
            assert_eq!(plan(transaction, WAKING, &[Value::Integer(1)]), step);
            let next = plan(transaction, NEXT_WAKING, &[]);
            assert_eq!(
                next,
                "SEARCH cases USING COVERING INDEX cases_snoozed (snoozed_until>?)"
            );
        });
    }
}
