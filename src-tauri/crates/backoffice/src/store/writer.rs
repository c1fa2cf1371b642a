//! The one thread that writes.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

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
    pub(super) fn start(connection: Connection) -> Result<Self, StoreError> {
        let inbox = Arc::new(Inbox::default());
        let served = Arc::clone(&inbox);
        let thread = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || served.serve(connection))
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

    fn serve(&self, mut connection: Connection) {
        let _ending = Ending(self);
        while let Some(job) = self.next() {
            job(&mut connection);
        }
        if let Err(error) = connection.pragma_update(None, "wal_checkpoint", "TRUNCATE") {
            tracing::debug!(%error, "the log was not folded into the file at the end");
        }
    }

    fn next(&self) -> Option<Job> {
        let mut queues = self.lock();
        loop {
            let job = queues
                .person
                .pop_front()
                .or_else(|| queues.sweep.pop_front());
            if job.is_some() || queues.closed {
                return job;
            }
            queues = self
                .filled
                .wait(queues)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
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
    use std::time::Duration;

    #[tokio::test]
    async fn nobody_waits_for_a_writer_that_broke() {
        let connection = Connection::open_in_memory().unwrap();
        let writer = Writer::start(connection).unwrap();
        let broken = writer.run(Priority::Person, |_| -> Result<(), _> { panic!("broken") });
        assert!(matches!(broken.await, Err(StoreError::Closed)));
        let after = writer.run(Priority::Sweep, |_| Ok(()));
        let after = tokio::time::timeout(Duration::from_secs(5), after).await;
        assert!(matches!(after, Ok(Err(StoreError::Closed))));
    }
}
