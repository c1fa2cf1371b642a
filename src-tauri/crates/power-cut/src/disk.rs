//! What a disk was told, and what it may hold after a cut.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{fs, io};

use crate::file_system;

/// What a disk writes whole or not at all, bytes.
pub const SECTOR: usize = 512;

/// What is left of what was written and not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// Nothing.
    Nothing,
    /// All of it.
    All,
    /// Each sector by chance, so many in a hundred: pages are torn, and what was written later may
    /// be there without what was written before.
    Some {
        /// How many sectors of a hundred are there.
        percent: u64,
        /// What chance begins with: the same leaves the same.
        seed: u64,
    },
}

/// Why a disk takes no writes for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It has no room.
    Full,
    /// The system made it one that is only read, as it does after a fault.
    ReadOnly,
}

/// What happened to a file, or what the test says happened.
#[derive(Debug)]
pub(crate) enum Event {
    Write {
        offset: usize,
        bytes: Vec<u8>,
    },
    Truncate {
        size: usize,
    },
    /// What was written to the file is on the disk, and the file's name where it is new.
    Sync {
        folder: bool,
    },
    Delete {
        is_synced: bool,
    },
    Mark(String),
}

#[derive(Debug, Default)]
struct Log {
    /// The name of the file, which marks have none of.
    events: Vec<(String, Event)>,
    is_cut: bool,
    is_deaf: bool,
    refuses: Option<Refusal>,
}

/// A folder whose databases are watched, for as long as the value is there.
#[derive(Debug)]
pub struct Disk {
    watched: Arc<Watched>,
    /// What it held when watching began.
    before: BTreeMap<String, Vec<u8>>,
}

/// What SQLite's file system writes into.
#[derive(Debug)]
pub(crate) struct Watched {
    pub(crate) folder: PathBuf,
    log: Mutex<Log>,
}

impl Watched {
    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why it takes no writes at present.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        self.log().refuses
    }

    /// Does it and keeps that it was done, as one; without power neither.
    pub(crate) fn keep(&self, name: &str, event: Event, done: impl FnOnce() -> bool) -> bool {
        let mut log = self.log();
        let is_write = matches!(event, Event::Write { .. });
        if log.is_cut || (is_write && log.refuses.is_some()) || !done() {
            return false;
        }
        if !(log.is_deaf && matches!(event, Event::Sync { .. })) {
            log.events.push((name.to_owned(), event));
        }
        true
    }
}

impl Disk {
    /// Watches the databases that are opened in this folder from now on. What is in it is on the
    /// disk for certain; nobody may have a database of it open.
    pub fn watch(folder: &Path) -> io::Result<Self> {
        let watched = Arc::new(Watched {
            folder: folder.canonicalize()?,
            log: Mutex::default(),
        });
        let before = files(folder)?;
        file_system::watch(&watched)?;
        Ok(Self { watched, before })
    }

    /// Says something in the sequence of what is written.
    pub fn mark(&self, text: impl Into<String>) {
        let mut log = self.watched.log();
        if !log.is_cut {
            log.events.push((String::new(), Event::Mark(text.into())));
        }
    }

    /// The power is gone: from now on nothing can be written, synced or deleted, and nothing counts.
    pub fn cut(&self) {
        self.watched.log().is_cut = true;
    }

    /// From now on it takes no writes, or takes them again.
    pub fn refuse(&self, refusal: Option<Refusal>) {
        self.watched.log().refuses = refusal;
    }

    /// From now on the disk says that it synced and does not, as with `synchronous=OFF`.
    pub fn grow_deaf(&self) {
        self.watched.log().is_deaf = true;
    }

    /// Whether a database of the folder is still open.
    pub fn is_open(&self) -> bool {
        // This value has it, and the file system; the others are open files.
        Arc::strong_count(&self.watched) > 2
    }

    /// How much happened: a cut is after any number of events up to this.
    pub fn events(&self) -> usize {
        self.watched.log().events.len()
    }

    /// What was marked before this many events had happened, oldest first.
    pub fn marks(&self, moment: usize) -> Vec<String> {
        let log = self.watched.log();
        let marks = log.events.iter().take(moment);
        marks
            .filter_map(|(_, event)| match event {
                Event::Mark(text) => Some(text.clone()),
                _ => None,
            })
            .collect()
    }

    /// The files as a cut after so many events leaves them, by their name.
    pub fn after_cut(&self, moment: usize, left: Left) -> BTreeMap<String, Vec<u8>> {
        let log = self.watched.log();
        let mut chance = match left {
            Left::Some { seed, .. } => Chance(seed),
            _ => Chance(0),
        };
        let mut files: BTreeMap<&str, File<'_>> = self
            .before
            .iter()
            .map(|(name, bytes)| (name.as_str(), File::synced(bytes.clone())))
            .collect();
        for (name, event) in log.events.iter().take(moment) {
            if name.is_empty() {
                continue;
            }
            if let Event::Sync { folder: true } | Event::Delete { is_synced: true } = event {
                files.values_mut().for_each(File::folder_synced);
            }
            files.entry(name).or_default().happened(event);
        }
        files
            .into_iter()
            .filter_map(|(name, file)| Some((name.to_owned(), file.left(left, &mut chance)?)))
            .collect()
    }

    /// Writes the folder's databases as a cut leaves them: into this folder or into another one.
    pub fn leave(&self, moment: usize, left: Left, folder: &Path) -> io::Result<()> {
        for name in files(folder)?.into_keys() {
            fs::remove_file(folder.join(name))?;
        }
        for (name, bytes) in self.after_cut(moment, left) {
            fs::write(folder.join(name), bytes)?;
        }
        Ok(())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        file_system::forget(&self.watched);
    }
}

/// The databases of a folder with their journals. What readers share in memory is a file by name
/// only: it is made anew at every start.
fn files(folder: &Path) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        if name.ends_with("-shm") {
            fs::remove_file(&path)?;
        } else if [".db", ".db-wal", ".db-journal"]
            .iter()
            .any(|end| name.ends_with(end))
        {
            files.insert(name.to_owned(), fs::read(&path)?);
        }
    }
    Ok(files)
}

/// A file on its way to the disk.
#[derive(Debug, Default)]
struct File<'a> {
    /// As it is for certain; none where it is not.
    synced: Option<Vec<u8>>,
    /// What happened since.
    since: Vec<&'a Event>,
}

impl<'a> File<'a> {
    fn synced(bytes: Vec<u8>) -> Self {
        Self {
            synced: Some(bytes),
            since: Vec::new(),
        }
    }

    fn happened(&mut self, event: &'a Event) {
        match event {
            Event::Sync { .. } => {
                let synced = std::mem::take(self).left(Left::All, &mut Chance(0));
                // What is synced exists, be it empty.
                self.synced = Some(synced.unwrap_or_default());
            }
            Event::Delete { is_synced: true } => *self = Self::default(),
            _ => self.since.push(event),
        }
    }

    /// A deletion is on the disk with the folder.
    fn folder_synced(&mut self) {
        let deleted = |event: &&Event| matches!(event, Event::Delete { .. });
        if let Some(last) = self.since.iter().rposition(deleted) {
            self.synced = None;
            self.since.drain(..=last);
        }
    }

    fn left(self, left: Left, chance: &mut Chance) -> Option<Vec<u8>> {
        let mut file = self.synced;
        for event in self.since {
            match event {
                Event::Write { offset, bytes } => {
                    let mut from = *offset;
                    let mut rest = bytes.as_slice();
                    while !rest.is_empty() {
                        // To the end of the sector.
                        let (sector, after) =
                            rest.split_at((SECTOR - from % SECTOR).min(rest.len()));
                        if chance.keeps(left) {
                            write(file.get_or_insert_default(), from, sector);
                        }
                        from += sector.len();
                        rest = after;
                    }
                }
                Event::Truncate { size } if chance.keeps(left) => {
                    file.get_or_insert_default().resize(*size, 0);
                }
                Event::Delete { .. } if chance.keeps(left) => file = None,
                _ => {}
            }
        }
        file
    }
}

fn write(file: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    let end = offset + bytes.len();
    if file.len() < end {
        file.resize(end, 0);
    }
    if let Some(place) = file.get_mut(offset..end) {
        place.copy_from_slice(bytes);
    }
}

/// Reproducible chance (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn keeps(&mut self, left: Left) -> bool {
        let percent = match left {
            Left::Nothing => return false,
            Left::All => return true,
            Left::Some { percent, .. } => percent,
        };
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % 100 < percent
    }
}
