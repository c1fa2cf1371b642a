//! Runs: what each looked at, read and found, and the lines of its report.

use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use points_api::OrderUuid;

use super::pages::{self, hex};
use super::{Card, json, of_json, of_word, word};
use crate::store::StoreError;
use crate::view::{CaseClass, CaseCount, CaseState, CaseStep, RunTrigger, RunView};

/// So many runs are listed, and keep their lines.
const LISTED: i64 = 50;

/// A case as the report of a run has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RunLine {
    pub(crate) class: CaseClass,
    pub(crate) state: CaseState,
    pub(crate) order_number: Option<String>,
    pub(crate) uuid: Option<String>,
    pub(crate) since: i64,
    pub(crate) halalas: Option<i64>,
    pub(crate) difference_halalas: Option<i64>,
    pub(crate) recommended: CaseStep,
    pub(crate) decided: Option<CaseStep>,
    pub(crate) decided_at: Option<i64>,
    pub(crate) decided_by: Option<String>,
    pub(crate) note: Option<String>,
}

/// What a run came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct RunEnd {
    pub(crate) cancelled: bool,
    pub(crate) reads: u64,
    pub(crate) failed_reads: u64,
    pub(crate) matched: u64,
    pub(crate) opened: u64,
    pub(crate) closed: u64,
    /// Over what it looked at; none where it was stopped before.
    pub(crate) inputs: Option<[u8; 32]>,
}

/// A run with the lines of its report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RunRecord {
    pub(crate) run: RunView,
    pub(crate) lines: Vec<RunLine>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Found {
    open: Vec<CaseCount>,
    total: u64,
    explained: u64,
}

/// Writes down that a run begins; says its id.
pub(super) fn begin(
    transaction: &Transaction<'_>,
    trigger: RunTrigger,
    by: Option<&str>,
    now: i64,
) -> Result<i64, StoreError> {
    transaction
        .prepare_cached("INSERT INTO runs (trigger, by, started_at) VALUES (?1, ?2, ?3)")?
        .execute(params![word(trigger)?, by, now])?;
    Ok(transaction.last_insert_rowid())
}

/// Writes down what a run came to, with the cases as they stand.
pub(super) fn end(
    transaction: &Transaction<'_>,
    id: i64,
    end: &RunEnd,
    now: i64,
) -> Result<(), StoreError> {
    let open = pages::counts(transaction, CaseState::Open)?;
    let snoozed = pages::total(&pages::counts(transaction, CaseState::Snoozed)?);
    let explained = pages::total(&pages::counts(transaction, CaseState::Explained)?);
    let found = Found {
        total: pages::total(&open) + snoozed + explained,
        open,
        explained,
    };
    let result = keep_lines(transaction, id)?;
    let count = |sql: &str| -> Result<i64, StoreError> {
        Ok(transaction
            .prepare_cached(sql)?
            .query_row([], |row| row.get(0))?)
    };
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    transaction
        .prepare_cached(
            "UPDATE runs SET ended_at = ?2, cancelled = ?3, reads = ?4, failed_reads = ?5,
                 checkouts = ?6, orders = ?7, matched = ?8, opened = ?9, closed = ?10,
                 found = ?11, inputs = ?12, result = ?13
             WHERE id = ?1",
        )?
        .execute(params![
            id,
            now,
            end.cancelled,
            number(end.reads),
            number(end.failed_reads),
            count("SELECT count(*) FROM checkouts")?,
            count("SELECT count(*) FROM watches")?,
            number(end.matched),
            number(end.opened),
            number(end.closed),
            json(&found)?,
            end.inputs,
            result,
        ])?;
    Ok(())
}

/// Keeps the cases as they stand as the run's lines; says the SHA-256 over them. Nothing in a line
/// is by chance: no id, and no time at which the desk happened to look.
fn keep_lines(transaction: &Transaction<'_>, run: i64) -> Result<[u8; 32], StoreError> {
    let mut hash = Sha256::new();
    let mut insert = transaction
        .prepare_cached("INSERT INTO run_lines (run_id, position, line) VALUES (?1, ?2, ?3)")?;
    let mut position = 0_i64;
    for class in CaseClass::ALL {
        for state in [CaseState::Open, CaseState::Snoozed, CaseState::Explained] {
            for line in lines_of(transaction, class, state)? {
                let text = json(&line)?;
                hash.update(text.as_bytes());
                hash.update(b"\n");
                insert.execute(params![run, position, text])?;
                position += 1;
            }
        }
    }
    transaction
        .prepare_cached(
            "DELETE FROM run_lines WHERE run_id <= (
                 SELECT id FROM runs ORDER BY id DESC LIMIT 1 OFFSET ?1)",
        )?
        .execute([LISTED])?;
    Ok(hash.finalize().into())
}

/// The lines of a class in a state, the oldest first.
pub(super) const LINES: &str = "
    SELECT c.id, c.since, c.halalas, c.card, o.order_number, o.uuid, s.order_number, s.uuid
    FROM cases c INDEXED BY cases_by_state
    LEFT JOIN orders o ON o.id = c.order_id
    LEFT JOIN checkouts s ON s.id = c.checkout_id
    WHERE c.state = ?1 AND c.urgency = ?2 ORDER BY c.since, c.id";

fn lines_of(
    transaction: &Transaction<'_>,
    class: CaseClass,
    state: CaseState,
) -> Result<Vec<RunLine>, StoreError> {
    let mut statement = transaction.prepare_cached(LINES)?;
    let mut rows = statement.query(params![word(state)?, super::urgency(class)])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let card: String = row.get(3)?;
        let card: Card = of_json(&card)?;
        let number = |column| -> rusqlite::Result<Option<String>> {
            Ok(row
                .get::<_, Option<String>>(column)?
                .filter(|number| !number.is_empty()))
        };
        let uuid = |column| -> rusqlite::Result<Option<String>> {
            Ok(row
                .get::<_, Option<[u8; 16]>>(column)?
                .map(|uuid| OrderUuid::from_bytes(uuid).to_string()))
        };
        let decided = pages::decided(transaction, id)?.into_iter().next();
        lines.push(RunLine {
            class,
            state,
            order_number: number(4)?.or(number(6)?),
            uuid: uuid(5)?.or(uuid(7)?),
            since: row.get(1)?,
            halalas: row.get(2)?,
            difference_halalas: card.difference_halalas,
            recommended: card.recommended,
            decided: decided.as_ref().map(|decided| decided.step),
            decided_at: decided.as_ref().map(|decided| decided.at),
            decided_by: decided.as_ref().and_then(|decided| decided.by.clone()),
            note: decided.and_then(|decided| decided.note),
        });
    }
    // Of those since the same moment the numbers decide, not the sequence in which they were found.
    lines.sort_by(|one, other| {
        (one.since, &one.order_number, &one.uuid).cmp(&(
            other.since,
            &other.order_number,
            &other.uuid,
        ))
    });
    Ok(lines)
}

const COLUMNS: &str = "id, trigger, by, started_at, ended_at, cancelled, reads, failed_reads,
    checkouts, orders, matched, opened, closed, found, inputs, result";

/// The last runs, newest first.
pub(super) fn list(transaction: &Transaction<'_>) -> Result<Vec<RunView>, StoreError> {
    let mut statement = transaction.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM runs ORDER BY id DESC LIMIT ?1"
    ))?;
    let mut rows = statement.query([LISTED])?;
    let mut runs = Vec::new();
    while let Some(row) = rows.next()? {
        runs.push(read(row)?);
    }
    Ok(runs)
}

/// One run.
pub(super) fn run(transaction: &Transaction<'_>, id: i64) -> Result<RunView, StoreError> {
    let mut statement =
        transaction.prepare_cached(&format!("SELECT {COLUMNS} FROM runs WHERE id = ?1"))?;
    let mut rows = statement.query([id])?;
    read(rows.next()?.ok_or(StoreError::RunUnknown)?)
}

/// One run with its lines.
pub(super) fn with_lines(transaction: &Transaction<'_>, id: i64) -> Result<RunRecord, StoreError> {
    let run = run(transaction, id)?;
    let mut statement = transaction
        .prepare_cached("SELECT line FROM run_lines WHERE run_id = ?1 ORDER BY position")?;
    let mut rows = statement.query([id])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let line: String = row.get(0)?;
        lines.push(of_json(&line)?);
    }
    Ok(RunRecord { run, lines })
}

/// When the last run of a trigger began that came to its end, UTC milliseconds.
pub(super) fn last_of(
    transaction: &Transaction<'_>,
    trigger: RunTrigger,
) -> Result<Option<i64>, StoreError> {
    Ok(transaction
        .prepare_cached(
            "SELECT started_at FROM runs
             WHERE trigger = ?1 AND ended_at IS NOT NULL AND cancelled = 0
             ORDER BY id DESC LIMIT 1",
        )?
        .query_row([word(trigger)?], |row| row.get(0))
        .optional()?)
}

fn read(row: &Row<'_>) -> Result<RunView, StoreError> {
    let count = |column| -> rusqlite::Result<u64> {
        Ok(u64::try_from(row.get::<_, i64>(column)?).unwrap_or_default())
    };
    let digest = |column| -> rusqlite::Result<String> {
        Ok(row
            .get::<_, Option<[u8; 32]>>(column)?
            .map_or_else(String::new, |digest| hex(&digest)))
    };
    let found: String = row.get(13)?;
    let found: Found = of_json(&found)?;
    Ok(RunView {
        id: row.get(0)?,
        trigger: of_word(row.get(1)?)?,
        by: row.get(2)?,
        started_at: row.get(3)?,
        ended_at: row.get(4)?,
        cancelled: row.get(5)?,
        reads: count(6)?,
        failed_reads: count(7)?,
        checkouts: count(8)?,
        orders: count(9)?,
        matched: count(10)?,
        opened: count(11)?,
        closed: count(12)?,
        open: found.open,
        total: found.total,
        explained: found.explained,
        inputs: digest(14)?,
        result: digest(15)?,
    })
}
