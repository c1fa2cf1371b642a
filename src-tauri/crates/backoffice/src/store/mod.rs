//! The cache of one profile: one SQLite file, one writer, several readers.
//!
//! Every write is one job on the writer's own thread, in one `BEGIN IMMEDIATE` transaction that is
//! on disk before the caller goes on. Jobs that a person waits for go before the sweep's.
//! Nothing here holds a lock while it awaits.

mod about;
mod action_views;
mod actions;
mod activity;
mod among;
mod asking;
mod batches;
mod cases;
mod checkouts;
mod completeness;
mod conditions;
mod connection;
mod days;
mod detail;
mod error;
mod facts;
mod filter;
mod finding;
#[cfg(test)]
mod finding_properties;
mod found;
mod heard;
mod inbox;
mod indexing;
mod integrity;
mod layout;
mod list;
mod listed;
mod marks;
mod matching;
mod merging;
mod needs;
mod notes;
mod observations;
mod ordering;
mod orders;
mod pages;
#[cfg(test)]
mod plans;
mod queue;
mod requests;
mod samples;
mod saved_views;
mod scanned;
mod search;
mod selection;
mod settling;
mod shipping_codes;
mod shop_files;
mod sorting;
mod spread;
mod stale;
mod tallies;
mod tidying;
mod walk;
mod watches;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, Transaction};
use tokio::sync::Semaphore;

pub use actions::{ActionRecord, StateChange};
pub(crate) use actions::{Departing, OPEN_TO_EVIDENCE};
pub use asking::NewIntent;
pub use batches::{ChosenFacts, WrittenBatch};
pub use cases::Subject;
pub(crate) use cases::{
    CaseRecord, Looked, Looker, NewDecision, RunEnd, RunLine, RunRecord, Stretch, inputs_of,
};
pub use error::StoreError;
pub use inbox::InboxPlace;
pub use integrity::Integrity;
pub use notes::NewNote;
pub use observations::{Heard, Recorded};
pub(crate) use queue::LastAnswer;
pub use scanned::Scanned;
pub use shipping_codes::ShippingCodes;
pub use shop_files::{Begun, FileFacts, FileInHand};
pub use walk::{Chosen, Step, WholeOrder};
pub use watches::{DueOrder, Tracked};
pub use writer::Priority;

use writer::Writer;

const READERS: usize = 4;

/// The open cache of one profile.
#[derive(Clone)]
pub struct Store {
    shared: Arc<Shared>,
}

struct Shared {
    path: PathBuf,
    writer: Option<Writer>,
    idle_readers: Mutex<Vec<Connection>>,
    permits: Arc<Semaphore>,
    samples: samples::Samples,
}

impl Store {
    /// Opens or makes the file, brings it to the newest schema, and starts the writer.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .map_err(|source| StoreError::of_file(folder, source))?;
        }
        let writer = Writer::start(connection::open_writer(path)?, tidying::step)?;
        Ok(Self::with(path, Some(writer)))
    }

    /// Opens an existing file for reading, while another process may own it.
    pub fn open_to_read(path: &Path) -> Result<Self, StoreError> {
        let store = Self::with(path, None);
        let reader = connection::open_reader(path)?;
        store
            .shared
            .idle_readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(reader);
        Ok(store)
    }

    fn with(path: &Path, writer: Option<Writer>) -> Self {
        Self {
            shared: Arc::new(Shared {
                path: path.to_owned(),
                writer,
                idle_readers: Mutex::new(Vec::new()),
                permits: Arc::new(Semaphore::new(READERS)),
                samples: samples::Samples::default(),
            }),
        }
    }

    /// Runs a job in a write transaction. An error rolls it back.
    pub async fn write<T, F>(&self, priority: Priority, job: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        let writer = self.shared.writer.as_ref().ok_or(StoreError::ReadOnly)?;
        let result = writer.run(priority, job).await;
        self.shared.samples.outdate();
        result
    }

    /// Tells who waits behind the write that is under way.
    fn waiting(&self) -> Result<impl Fn() -> Option<Priority> + Send + 'static, StoreError> {
        let writer = self.shared.writer.as_ref().ok_or(StoreError::ReadOnly)?;
        Ok(writer.waiting())
    }

    /// Runs a job in a read transaction: it sees one moment of the file.
    pub async fn read<T, F>(&self, job: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        let permit = Arc::clone(&self.shared.permits)
            .acquire_owned()
            .await
            .map_err(|_| StoreError::Closed)?;
        let shared = Arc::clone(&self.shared);
        let result = tokio::task::spawn_blocking(move || {
            let result = shared.read_blocking(job);
            drop(permit);
            result
        })
        .await;
        result.map_err(|_| StoreError::Closed)?
    }

    /// Waits for the writes under way, ends the writer, and lets go of the file.
    pub fn close(&self) {
        if let Some(writer) = &self.shared.writer {
            writer.close();
        }
        self.shared
            .idle_readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

impl Shared {
    fn read_blocking<T>(
        &self,
        job: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let idle = self
            .idle_readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let mut connection = match idle {
            Some(connection) => connection,
            None => connection::open_reader(&self.path)?,
        };
        let result = connection
            .transaction()
            .map_err(StoreError::from)
            .and_then(|moment| job(&moment));
        self.idle_readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(connection);
        result
    }
}
