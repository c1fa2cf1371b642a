//! Events in one SQLite file: one thread writes, whatever waits goes into one commit.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use rusqlite_migration::{M, Migrations};
use sha2::{Digest, Sha256};
use tokio::sync::oneshot;

use super::{Delivery, Event, EventStore, Kept, Page, StoreError};

/// Numbered, in order; a file that landed never changes.
const MIGRATIONS: &[&str] = &[
    include_str!("schema/0001_events.sql"),
    include_str!("schema/0002_heard.sql"),
];

/// Answered by the index of 0002, whose condition is the same to the letter.
const HEARD: &str =
    "SELECT max(last_received_at) FROM events WHERE event IS NOT 'points_desk_test'";

/// So many deliveries go into one commit, at the most: a commit costs the same for all of them.
const AT_ONCE: usize = 256;

/// Nobody delivers for so long, then there is time to fold the log into the file.
const IDLE: Duration = Duration::from_millis(200);

/// While deliveries come without a pause, the log is folded in once it has so many pages (64 MB): each
/// time some delivery waits for it, so it is seldom.
const LOG_PAGES: u32 = 16_384;

/// A page is no longer than this, whatever is asked for, so that memory stays bounded.
const PAGE_BYTES: usize = 8 << 20;

type Answer = oneshot::Sender<Result<Kept, StoreError>>;

/// The store. Clones are the same store; the last one ends its thread.
#[derive(Clone)]
pub struct SqliteStore {
    path: Arc<PathBuf>,
    writer: Arc<Writer>,
    reader: Arc<Mutex<Connection>>,
}

struct Writer {
    deliveries: Mutex<Option<Sender<(Delivery, Answer)>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl SqliteStore {
    /// Opens `events.db` in a folder, which is made if it is not there.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(folder)?;
        let path = folder.join("events.db");
        let mut connection = Connection::open(&path)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
        Migrations::new(MIGRATIONS.iter().map(|sql| M::up(sql)).collect())
            .to_latest(&mut connection)?;
        let reader = Connection::open(&path)?;
        reader.busy_timeout(Duration::from_secs(5))?;
        reader.pragma_update(None, "query_only", true)?;
        Ok(Self {
            path: Arc::new(path),
            writer: Arc::new(Writer::start(connection)?),
            reader: Arc::new(Mutex::new(reader)),
        })
    }

    /// Where the file lies.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl EventStore for SqliteStore {
    async fn keep(&self, delivery: Delivery) -> Result<Kept, StoreError> {
        let (answer, answered) = oneshot::channel();
        self.writer.send(delivery, answer)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    async fn after(&self, after: i64, limit: u32) -> Result<Page, StoreError> {
        let reader = Arc::clone(&self.reader);
        tokio::task::spawn_blocking(move || {
            let mut reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
            page(&mut reader, after, limit)
        })
        .await
        .map_err(|_| StoreError::Closed)?
    }
}

impl Writer {
    fn start(connection: Connection) -> Result<Self, StoreError> {
        let (deliveries, waiting) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("event-writer".to_owned())
            .spawn(move || write_all(connection, &waiting))?;
        Ok(Self {
            deliveries: Mutex::new(Some(deliveries)),
            thread: Mutex::new(Some(thread)),
        })
    }

    fn send(&self, delivery: Delivery, answer: Answer) -> Result<(), StoreError> {
        self.deliveries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .as_ref()
            .ok_or(StoreError::Closed)?
            .send((delivery, answer))
            .map_err(|_| StoreError::Closed)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(
            self.deliveries
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread
            && thread.join().is_err()
        {
            tracing::error!("the writer of events had panicked");
        }
    }
}

fn write_all(mut connection: Connection, waiting: &Receiver<(Delivery, Answer)>) {
    while let Some(first) = next(&connection, waiting) {
        let mut some = vec![first];
        some.extend(waiting.try_iter().take(AT_ONCE - 1));
        let (deliveries, answers): (Vec<_>, Vec<_>) = some.into_iter().unzip();
        let outcomes = match write(&mut connection, &deliveries) {
            Ok(kept) => kept.into_iter().map(Ok).collect(),
            // One that cannot be kept must not take the others with it.
            Err(_) => deliveries
                .iter()
                .map(|delivery| write_one(&mut connection, delivery))
                .collect::<Vec<_>>(),
        };
        for (answer, outcome) in answers.into_iter().zip(outcomes) {
            if answer.send(outcome).is_err() {
                tracing::debug!("whoever delivered did not wait for the answer");
            }
        }
    }
}

/// The next delivery; none once nobody can deliver any more. In a pause the log is folded into the file.
fn next(
    connection: &Connection,
    waiting: &Receiver<(Delivery, Answer)>,
) -> Option<(Delivery, Answer)> {
    match waiting.recv_timeout(IDLE) {
        Ok(first) => return Some(first),
        Err(RecvTimeoutError::Disconnected) => return None,
        Err(RecvTimeoutError::Timeout) => {}
    }
    let folded = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
    if let Err(error) = folded {
        tracing::debug!(%error, "the log of events stays as it is");
    }
    waiting.recv().ok()
}

fn write_one(connection: &mut Connection, delivery: &Delivery) -> Result<Kept, StoreError> {
    write(connection, std::slice::from_ref(delivery))?
        .into_iter()
        .next()
        .ok_or(StoreError::Closed)
}

fn write(connection: &mut Connection, deliveries: &[Delivery]) -> Result<Vec<Kept>, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let kept = deliveries
        .iter()
        .map(|delivery| keep(&transaction, delivery))
        .collect::<Result<_, _>>()?;
    transaction.commit()?;
    Ok(kept)
}

fn keep(transaction: &Transaction<'_>, delivery: &Delivery) -> Result<Kept, StoreError> {
    let hash = hash(delivery);
    let before: Option<i64> = transaction
        .prepare_cached(
            "UPDATE events SET repeats = repeats + 1,
                 last_received_at = max(last_received_at, ?3)
             WHERE hook = ?1 AND hash = ?2 RETURNING seq",
        )?
        .query_row(params![delivery.hook, hash, delivery.received_at], |row| {
            row.get(0)
        })
        .optional()?;
    if let Some(seq) = before {
        return Ok(Kept {
            seq,
            is_repeated: true,
        });
    }
    transaction
        .prepare_cached(
            "INSERT INTO events (hook, hash, event, order_uuid, received_at, last_received_at,
                 headers, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7)",
        )?
        .execute(params![
            delivery.hook,
            hash,
            delivery.event,
            delivery.order_uuid,
            delivery.received_at,
            serde_json::to_string(&delivery.headers)?,
            delivery.body,
        ])?;
    Ok(Kept {
        seq: transaction.last_insert_rowid(),
        is_repeated: false,
    })
}

/// The same event with the same bytes is the same delivery, made twice. Nothing less is: a status
/// that comes back after another one is told by the same words and another timestamp.
fn hash(delivery: &Delivery) -> [u8; 32] {
    let mut digest = Sha256::new();
    let event = delivery.event.as_deref().unwrap_or_default();
    digest.update(event.len().to_le_bytes());
    digest.update(event);
    digest.update(&delivery.body);
    digest.finalize().into()
}

fn page(connection: &mut Connection, after: i64, limit: u32) -> Result<Page, StoreError> {
    let moment = connection.transaction()?;
    let last_seq = moment
        .prepare_cached("SELECT ifnull(max(seq), 0) FROM events")?
        .query_row([], |row| row.get(0))?;
    let last_heard_at = moment
        .prepare_cached(HEARD)?
        .query_row([], |row| row.get(0))?;
    let mut statement = moment.prepare_cached(
        "SELECT seq, received_at, hook, event, order_uuid, body FROM events
         WHERE seq > ?1 ORDER BY seq LIMIT ?2",
    )?;
    let mut rows = statement.query(params![after, limit])?;
    let (mut events, mut bytes) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let event = Event {
            seq: row.get(0)?,
            received_at: row.get(1)?,
            hook: row.get(2)?,
            event: row.get(3)?,
            order_uuid: row.get(4)?,
            body: row.get(5)?,
        };
        bytes += event.body.len();
        events.push(event);
        if bytes > PAGE_BYTES {
            break;
        }
    }
    Ok(Page {
        events,
        last_seq,
        last_heard_at,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]
mod tests {
    use super::super::{TEST_EVENT, conformance};
    use super::*;

    fn delivery(event: &str, received_at: i64) -> Delivery {
        Delivery {
            hook: "main".to_owned(),
            event: Some(event.to_owned()),
            order_uuid: None,
            received_at,
            headers: Vec::new(),
            body: "{}".to_owned(),
        }
    }

    #[tokio::test]
    async fn it_holds_to_what_a_store_must() {
        let folder = tempfile::tempdir().unwrap();
        conformance::holds(
            || SqliteStore::open(&folder.path().join("one")).unwrap(),
            SqliteStore::open(&folder.path().join("two")).unwrap(),
        )
        .await;
    }

    #[test]
    fn the_migrations_are_sound() {
        Migrations::new(MIGRATIONS.iter().map(|sql| M::up(sql)).collect())
            .validate()
            .unwrap();
    }

    #[test]
    fn the_index_leaves_out_the_test_event() {
        assert!(HEARD.contains(&format!("'{TEST_EVENT}'")));
        assert!(MIGRATIONS[1].contains(&format!("'{TEST_EVENT}'")));
    }

    /// A file of before that, with what it had.
    #[tokio::test]
    async fn a_file_of_the_first_version_goes_on_with_what_it_has() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = Connection::open(folder.path().join("events.db")).unwrap();
        Migrations::new(vec![M::up(MIGRATIONS[0])])
            .to_latest(&mut connection)
            .unwrap();
        write(&mut connection, &[delivery("captured", 100)]).unwrap();
        drop(connection);
        let store = SqliteStore::open(folder.path()).unwrap();
        store.keep(delivery(TEST_EVENT, 200)).await.unwrap();
        let page = store.after(0, 10).await.unwrap();
        assert_eq!((page.events.len(), page.last_heard_at), (2, Some(100)));
    }

    #[tokio::test]
    async fn in_a_pause_the_log_is_folded_into_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(folder.path()).unwrap();
        let in_the_file = || {
            let alone = tempfile::tempdir().unwrap();
            let copy = alone.path().join("events.db");
            fs::copy(store.path(), &copy).unwrap();
            // What is in the log alone is not in the copy: there the table may not even be.
            Connection::open(&copy)
                .unwrap()
                .query_row("SELECT count(*) FROM events", [], |row| row.get(0))
                .unwrap_or(0)
        };
        for at in 0..20 {
            store
                .keep(delivery(&format!("event-{at}"), at))
                .await
                .unwrap();
        }
        let mut there: i64 = 0;
        for _ in 0..100 {
            there = in_the_file();
            if there == 20 {
                break;
            }
            tokio::time::sleep(IDLE / 4).await;
        }
        assert_eq!(there, 20);
        // And it goes on after that.
        store.keep(delivery("later", 30)).await.unwrap();
        assert_eq!(store.after(0, 100).await.unwrap().events.len(), 21);
    }

    /// A page is one moment, and each part of it comes from an index.
    #[test]
    fn nothing_of_a_page_walks_the_table() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(folder.path()).unwrap();
        let reader = store.reader.lock().unwrap();
        for (sql, wanted) in [
            (HEARD, "events_heard"),
            (
                "SELECT seq FROM events WHERE seq > 5 ORDER BY seq LIMIT 9",
                "INTEGER PRIMARY KEY",
            ),
        ] {
            let plan: String = reader
                .query_row(&format!("EXPLAIN QUERY PLAN {sql}"), [], |row| row.get(3))
                .unwrap();
            assert!(
                plan.starts_with("SEARCH") && plan.contains(wanted),
                "{plan}"
            );
        }
    }
}
