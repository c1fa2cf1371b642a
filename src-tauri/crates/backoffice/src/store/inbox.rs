//! Taking over what an inbox has: an event and the place behind it are one transaction.

use rusqlite::{OptionalExtension, Transaction, params};

use super::indexing::Pending;
use super::observations::append;
use super::{Priority, Store, StoreError};
use crate::inbox::{InboxPage, Placed, place};
use crate::riyadh::RiyadhDay;

/// So many events are taken over in one transaction, which stays short that way.
const AT_ONCE: usize = 40;

/// So many days say what is usual.
const DAYS: u32 = 14;

/// How far an inbox was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InboxPlace {
    /// The last event that was taken over.
    pub seq: i64,
    /// How many were.
    pub taken: u64,
    /// When Points was heard last, UTC milliseconds.
    pub last_heard_at: Option<i64>,
}

impl Store {
    /// How far this inbox was read. Another one than before is read from its beginning.
    pub async fn inbox_place(&self, address: String) -> Result<InboxPlace, StoreError> {
        self.read(move |moment| here(moment, &address)).await
    }

    /// Takes a page over. Comes back with the place behind it, on disk.
    pub async fn take_over(
        &self,
        address: String,
        page: InboxPage,
        now: i64,
    ) -> Result<InboxPlace, StoreError> {
        let heard_at = page
            .last_heard_at
            .map(|at| at.saturating_sub(page.ahead).min(now));
        let ahead = page.ahead;
        for some in page.events.chunks(AT_ONCE) {
            let (some, address) = (some.to_vec(), address.clone());
            self.write(Priority::Sweep, move |transaction| {
                let (mut taken, mut pending) = (0, Vec::new());
                for event in &some {
                    taken += i64::from(keep(transaction, event, ahead, now, &mut pending)?);
                }
                let last = some.last().map_or(0, |event| event.seq);
                go_on(transaction, &address, last, taken)?;
                pending
                    .iter()
                    .try_for_each(|place| place.write(transaction))
            })
            .await?;
        }
        self.write(Priority::Sweep, move |transaction| {
            hear(transaction, &address, heard_at)?;
            here(transaction, &address)
        })
        .await
    }

    /// Begins anew with an inbox whose events were lost: it counts from one again.
    pub async fn begin_inbox_anew(&self, address: String) -> Result<(), StoreError> {
        self.write(Priority::Sweep, move |transaction| {
            transaction
                .prepare_cached("UPDATE inbox_place SET seq = 0 WHERE address = ?1")?
                .execute([address])?;
            Ok(())
        })
        .await
    }

    /// The longest silence of each of the last days, and how many events are about no order.
    pub async fn inbox_usual(&self, now: i64) -> Result<(Vec<i64>, u64), StoreError> {
        self.read(move |moment| {
            let RiyadhDay(since) = RiyadhDay::of(now).before(DAYS);
            let mut statement =
                moment.prepare_cached("SELECT longest FROM inbox_silences WHERE day >= ?1")?;
            let longest = statement
                .query_map([since], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            let leftovers: i64 = moment
                .prepare_cached("SELECT count(*) FROM inbox_leftovers")?
                .query_row([], |row| row.get(0))?;
            Ok((longest, u64::try_from(leftovers).unwrap_or_default()))
        })
        .await
    }
}

fn here(transaction: &Transaction<'_>, address: &str) -> Result<InboxPlace, StoreError> {
    let found = transaction
        .prepare_cached("SELECT seq, taken, last_heard_at FROM inbox_place WHERE address = ?1")?
        .query_row([address], |row| {
            let taken: i64 = row.get(1)?;
            Ok(InboxPlace {
                seq: row.get(0)?,
                taken: u64::try_from(taken).unwrap_or_default(),
                last_heard_at: row.get(2)?,
            })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Keeps an event; says whether there was anything to keep. The place of its order in the search is left
/// to be written.
fn keep(
    transaction: &Transaction<'_>,
    event: &crate::inbox::InboxEvent,
    ahead: i64,
    now: i64,
    pending: &mut Vec<Pending>,
) -> Result<bool, StoreError> {
    match place(event, ahead, now) {
        // What the fold cannot read was looked at before: only the store itself can fail here.
        Placed::Order(heard) => pending.extend(append(transaction, &heard)?.1),
        Placed::Leftover => leave_over(transaction, event, ahead, now)?,
        Placed::Test => return Ok(false),
    }
    Ok(true)
}

fn leave_over(
    transaction: &Transaction<'_>,
    event: &crate::inbox::InboxEvent,
    ahead: i64,
    now: i64,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO inbox_leftovers (received_at, event, body) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![
            event.received_at.saturating_sub(ahead).min(now),
            event.event,
            event.body.get()
        ])?;
    Ok(())
}

fn go_on(
    transaction: &Transaction<'_>,
    address: &str,
    seq: i64,
    taken: i64,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO inbox_place (only, address, seq, taken) VALUES (1, ?1, ?2, ?3)
             ON CONFLICT (only) DO UPDATE SET
                 taken = CASE WHEN address = ?1 THEN taken ELSE 0 END + ?3,
                 last_heard_at = CASE WHEN address = ?1 THEN last_heard_at END,
                 address = ?1, seq = ?2",
        )?
        .execute(params![address, seq, taken])?;
    Ok(())
}

/// Notes when Points was heard, and how long it had been silent before.
fn hear(
    transaction: &Transaction<'_>,
    address: &str,
    heard_at: Option<i64>,
) -> Result<(), StoreError> {
    let Some(heard_at) = heard_at else {
        return Ok(());
    };
    let before = here(transaction, address)?.last_heard_at;
    transaction
        .prepare_cached(
            "UPDATE inbox_place SET last_heard_at = max(ifnull(last_heard_at, 0), ?2)
             WHERE address = ?1",
        )?
        .execute(params![address, heard_at])?;
    let Some(silence) = before
        .map(|before| heard_at - before)
        .filter(|gap| *gap > 0)
    else {
        return Ok(());
    };
    transaction
        .prepare_cached(
            "INSERT INTO inbox_silences (day, longest) VALUES (?1, ?2)
             ON CONFLICT (day) DO UPDATE SET longest = max(longest, ?2)",
        )?
        .execute(params![RiyadhDay::of(heard_at).0, silence])?;
    Ok(())
}
