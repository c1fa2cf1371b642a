//! The world on disk, so that a demo survives a restart.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::shared::Shared;
use crate::world::Record;

/// Changes come in bursts; one save is enough for all of them.
const DEBOUNCE: Duration = Duration::from_millis(500);
const VERSION: u32 = 1;

/// Why the world cannot be loaded or saved.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The file cannot be read or written.
    #[error("state file: {0}")]
    File(#[from] io::Error),
    /// The file is no state file.
    #[error("state file: {0}")]
    Format(#[from] serde_json::Error),
    /// The file was written by another version of the sandbox.
    #[error("state file has version {0}, this sandbox writes {VERSION}")]
    Version(u32),
}

#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    record: &'a Record,
}

#[derive(Deserialize)]
struct Read {
    version: u32,
    record: Record,
}

/// The world in the file; `None` when there is no file.
pub(crate) fn load(path: &Path) -> Result<Option<Record>, StateError> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let read: Read = serde_json::from_slice(&bytes)?;
    if read.version != VERSION {
        return Err(StateError::Version(read.version));
    }
    Ok(Some(read.record))
}

/// Writes beside the file and renames: whoever looks sees the old world or the new one.
pub(crate) fn save(path: &Path, record: &Record) -> Result<(), StateError> {
    let bytes = serde_json::to_vec(&Written {
        version: VERSION,
        record,
    })?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let mut file = File::create(&part)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    std::fs::rename(&part, path)?;
    Ok(())
}

/// Saves after changes, until `stop` changes. The last save is for whoever stops it, once nothing
/// can change any more.
pub(crate) async fn keep(path: PathBuf, shared: Arc<Shared>, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = shared.changed.notified() => {}
            _ = stop.changed() => return,
        }
        tokio::select! {
            () = tokio::time::sleep(DEBOUNCE) => {}
            _ = stop.changed() => return,
        }
        save_now(&path, &shared).await;
    }
}

/// Saves the world as it is. A failure is logged: the sandbox serves on without its file.
pub(crate) async fn save_now(path: &Path, shared: &Shared) {
    let record = shared.world().record.clone();
    let target = path.to_owned();
    let saved = tokio::task::spawn_blocking(move || save(&target, &record)).await;
    match saved {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!(%error, "cannot save the state"),
        Err(error) => tracing::error!(%error, "saving the state broke off"),
    }
}
