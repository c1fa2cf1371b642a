//! The one thread that writes.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::oneshot;

use super::StoreError;

/// Who waits for a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// A person.
    Person,
    /// The sweep.
    Sweep,
}

/// So long nothing was written, then there is time for other things.
const IDLE: Duration = Duration::from_secs(3);

type Tidying = fn(&Transaction<'_>) -> Result<bool, StoreError>;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

#[derive(Default)]
struct Queues {
    person: VecDeque<Job>,
    sweep: VecDeque<Job>,
    closed: bool,
}

#[derive(Default)]
struct Inbox {
    queues: Mutex<Queues>,
    filled: Condvar,
}

/// The writer's thread and what waits for it.
pub(super) struct Writer {
    inbox: Arc<Inbox>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// `tidy` is done step by step, each in a transaction, while nothing is written: it says whether
    /// there is more to do.
    pub(super) fn start(connection: Connection, tidy: Tidying) -> Result<Self, StoreError> {
        let inbox = Arc::new(Inbox::default());
        let served = Arc::clone(&inbox);
        let thread = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || served.serve(connection, tidy))
            .map_err(|source| StoreError::File {
                path: "store-writer".into(),
                source,
            })?;
        Ok(Self {
            inbox,
            thread: Mutex::new(Some(thread)),
        })
    }

    pub(super) async fn run<T, F>(&self, priority: Priority, job: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        self.inbox.push(
            priority,
            Box::new(move |connection| {
                let result = in_transaction(connection, job);
                if answer.send(result).is_err() {
                    tracing::debug!("nobody waits for a finished write any more");
                }
            }),
        )?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    /// Tells who waits behind the write that is under way.
    pub(super) fn waiting(&self) -> impl Fn() -> Option<Priority> + Send + 'static {
        let inbox = Arc::clone(&self.inbox);
        move || {
            let queues = inbox.lock();
            if !queues.person.is_empty() {
                Some(Priority::Person)
            } else if !queues.sweep.is_empty() {
                Some(Priority::Sweep)
            } else {
                None
            }
        }
    }

    pub(super) fn close(&self) {
        self.inbox.lock().closed = true;
        self.inbox.filled.notify_all();
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread
            && thread.join().is_err()
        {
            tracing::error!("the store's writer had panicked");
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.close();
    }
}

impl Inbox {
    fn lock(&self) -> MutexGuard<'_, Queues> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, priority: Priority, job: Job) -> Result<(), StoreError> {
        let mut queues = self.lock();
        if queues.closed {
            return Err(StoreError::Closed);
        }
        match priority {
            Priority::Person => queues.person.push_back(job),
            Priority::Sweep => queues.sweep.push_back(job),
        }
        self.filled.notify_one();
        Ok(())
    }

    fn serve(&self, mut connection: Connection, tidy: Tidying) {
        let _ending = Ending(self);
        let mut waits = Waiting::Idle;
        loop {
            match self.next(waits) {
                Next::Job(job) => {
                    job(&mut connection);
                    waits = Waiting::Idle;
                }
                Next::Nothing => {
                    waits = match in_transaction(&mut connection, tidy) {
                        Ok(true) => Waiting::NotAtAll,
                        Ok(false) => Waiting::ForJobs,
                        Err(error) => {
                            tracing::warn!(%error, "the search's indexes were not tidied");
                            Waiting::ForJobs
                        }
                    };
                }
                Next::End => break,
            }
        }
        if let Err(error) = connection.pragma_update(None, "wal_checkpoint", "TRUNCATE") {
            tracing::debug!(%error, "the log was not folded into the file at the end");
        }
    }

    fn next(&self, waiting: Waiting) -> Next {
        let idle = |queues: &mut Queues| {
            queues.person.is_empty() && queues.sweep.is_empty() && !queues.closed
        };
        let queues = self.lock();
        let mut queues = match waiting {
            Waiting::NotAtAll => queues,
            Waiting::Idle => {
                self.filled
                    .wait_timeout_while(queues, IDLE, idle)
                    .unwrap_or_else(PoisonError::into_inner)
                    .0
            }
            Waiting::ForJobs => self
                .filled
                .wait_while(queues, idle)
                .unwrap_or_else(PoisonError::into_inner),
        };
        let job = queues
            .person
            .pop_front()
            .or_else(|| queues.sweep.pop_front());
        match job {
            Some(job) => Next::Job(job),
            None if queues.closed => Next::End,
            None => Next::Nothing,
        }
    }
}

/// How long the next job is waited for.
#[derive(Debug, Clone, Copy)]
enum Waiting {
    /// There is more to tidy.
    NotAtAll,
    /// Until nothing was written for a while.
    Idle,
    /// There is nothing to tidy.
    ForJobs,
}

enum Next {
    Job(Job),
    Nothing,
    End,
}

/// However the writer's thread ends, by a panic too, nobody waits for it any more.
struct Ending<'a>(&'a Inbox);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        let mut queues = self.0.lock();
        queues.closed = true;
        queues.person.clear();
        queues.sweep.clear();
    }
}

fn in_transaction<T>(
    connection: &mut Connection,
    job: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let result = job(&transaction)?;
    transaction.commit()?;
    Ok(result)
}

#[cfg(test)]
#[allow(clippy::panic, reason = "what the test is about")]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nobody_waits_for_a_writer_that_broke() {
        let connection = Connection::open_in_memory().unwrap();
        let writer = Writer::start(connection, |_| Ok(false)).unwrap();
        let broken = writer.run(Priority::Person, |_| -> Result<(), _> { panic!("broken") });
        assert!(matches!(broken.await, Err(StoreError::Closed)));
        let after = writer.run(Priority::Sweep, |_| Ok(()));
        let after = tokio::time::timeout(Duration::from_secs(5), after).await;
        assert!(matches!(after, Ok(Err(StoreError::Closed))));
    }

    #[tokio::test]
    async fn what_is_to_be_tidied_is_while_nothing_is_written() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE steps (n)").unwrap();
        let writer = Writer::start(connection, |transaction| {
            transaction.execute("INSERT INTO steps VALUES (1)", [])?;
            let steps: i64 =
                transaction.query_row("SELECT count(*) FROM steps", [], |row| row.get(0))?;
            Ok(steps < 3)
        })
        .unwrap();
        let steps = || {
            writer.run(Priority::Person, |transaction| {
                Ok(transaction
                    .query_row("SELECT count(*) FROM steps", [], |row| row.get::<_, i64>(0))?)
            })
        };
        assert_eq!(steps().await.unwrap(), 0);
        tokio::time::sleep(IDLE + Duration::from_secs(2)).await;
        assert_eq!(steps().await.unwrap(), 3, "until there is no more to do");
    }
}
