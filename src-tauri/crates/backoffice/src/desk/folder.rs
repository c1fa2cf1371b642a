//! The folder that is watched for new files of the shop. It is looked into every few seconds, which
//! works on network drives too. What is finished and may be of the shop is offered, and nothing is
//! taken over by itself.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use super::aside::aside;
use super::profile::{Access, OpenProfile};
use super::registry::WatchedPath;
use super::shop_files::{found, name_of, says_which_order};
use super::{Desk, DeskError, locked};
use crate::clock;
use crate::view::{FailureView, FileOffer, ShopFiles, Topic, WatchedFolder};

/// How often the folder is looked into.
const EVERY: Duration = Duration::from_secs(2);

/// A file has to be the same for so many looks before it counts as finished.
const LOOKS: u8 = 2;

/// So many files are offered.
const OFFERED: usize = 10;

/// Drives that keep times to two seconds round down.
const ROUNDING: i64 = 2_000;

/// The endings of what is read.
const KINDS: [&str; 8] = [
    "csv", "tsv", "tab", "txt", "xlsx", "json", "jsonl", "ndjson",
];

/// What browsers put beside a file, or behind its name, while they write it.
const PARTIAL: [&str; 4] = ["part", "crdownload", "download", "partial"];

/// A file as the folder has it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    path: PathBuf,
    size: u64,
    /// UTC milliseconds.
    written_at: i64,
}

/// What is known of a watched folder.
#[derive(Debug, Default)]
pub(super) struct Watching {
    /// Of which profile, and which folder: another one is begun anew.
    of: Option<(String, PathBuf)>,
    seen: HashMap<PathBuf, Seen>,
    offers: Vec<(PathBuf, FileOffer)>,
    failure: Option<FailureView>,
}

#[derive(Debug)]
struct Seen {
    size: u64,
    written_at: i64,
    looks: u8,
    /// Whether it was decided whether it is offered.
    is_judged: bool,
}

impl Watching {
    /// Begins anew where it is another folder.
    fn of(&mut self, profile: &str, folder: &Path) {
        let is_same = self
            .of
            .as_ref()
            .is_some_and(|(known, path)| known == profile && path == folder);
        if !is_same {
            *self = Self {
                of: Some((profile.to_owned(), folder.to_owned())),
                ..Self::default()
            };
        }
    }

    /// What a look into the folder found: gives back the files that are finished and are to be judged
    /// now. An offer whose file is gone, or is being written anew, ends; says whether one did.
    fn look(&mut self, entries: &[Entry], since: i64) -> (Vec<Entry>, bool) {
        self.seen
            .retain(|path, _| entries.iter().any(|entry| entry.path == *path));
        let mut finished = Vec::new();
        for entry in entries {
            let seen = self.seen.entry(entry.path.clone()).or_insert(Seen {
                size: entry.size,
                written_at: entry.written_at,
                looks: 0,
                is_judged: false,
            });
            if (seen.size, seen.written_at) != (entry.size, entry.written_at) {
                *seen = Seen {
                    size: entry.size,
                    written_at: entry.written_at,
                    looks: 0,
                    is_judged: false,
                };
            }
            seen.looks = seen.looks.saturating_add(1);
            let is_new = entry.written_at >= since.saturating_sub(ROUNDING);
            if is_new && entry.size > 0 && seen.looks >= LOOKS && !seen.is_judged {
                seen.is_judged = true;
                finished.push(entry.clone());
            }
        }
        let offered = self.offers.len();
        let seen = &self.seen;
        self.offers.retain(|(path, offer)| {
            seen.get(path)
                .is_some_and(|seen| (seen.size, seen.written_at) == (offer.size, offer.written_at))
        });
        (finished, self.offers.len() < offered)
    }

    fn offer(&mut self, path: PathBuf, offer: FileOffer) {
        self.offers.retain(|(known, _)| *known != path);
        self.offers.push((path, offer));
        self.offers
            .sort_by_key(|(_, offer)| std::cmp::Reverse((offer.written_at, offer.file)));
    }

    fn withdraw(&mut self, path: &Path) {
        self.offers.retain(|(known, _)| known != path);
    }
}

impl Desk {
    /// Watches a folder for new files of the open store from now on.
    pub async fn watch_folder(&self, path: &Path) -> Result<ShopFiles, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let watched = WatchedPath {
            path: path.to_owned(),
            since: clock::now(),
        };
        self.set_watched_folder(&open, Some(watched)).await
    }

    /// Watches it no more.
    pub async fn leave_watched_folder(&self) -> Result<ShopFiles, DeskError> {
        let open = self.open_profile_or_fail().await?;
        self.set_watched_folder(&open, None).await
    }

    /// Offers a file of the watched folder no more, also after a restart, unless it is written anew.
    pub async fn dismiss_shop_file(&self, file: i64) -> Result<ShopFiles, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let offered = locked(&self.folder)
            .offers
            .iter()
            .find(|(_, offer)| offer.file == file)
            .cloned();
        let (path, offer) = offered.ok_or(DeskError::ShopFileUnknown)?;
        let text = path.to_string_lossy().into_owned();
        open.store
            .dismiss_file(text, offer.written_at, offer.size)
            .await?;
        self.forget_offer(&path);
        self.board.changed(&[Topic::ShopFiles]);
        self.shop_files().await
    }

    /// What of the folder waits to be taken over, the newest first.
    pub(super) fn offers_of(&self, profile: &str) -> Vec<FileOffer> {
        let watching = locked(&self.folder);
        let is_of_it = watching
            .of
            .as_ref()
            .is_some_and(|(known, _)| known == profile);
        watching
            .offers
            .iter()
            .filter(|_| is_of_it)
            .map(|(_, offer)| offer.clone())
            .take(OFFERED)
            .collect()
    }

    /// The folder that a profile watches, and why it cannot at present.
    pub(super) fn watched_folder_of(&self, profile: &str) -> Option<WatchedFolder> {
        let watched = self.stored(profile).ok()?.watched?;
        let watching = locked(&self.folder);
        let is_of_it = watching
            .of
            .as_ref()
            .is_some_and(|(known, path)| known == profile && *path == watched.path);
        Some(WatchedFolder {
            path: watched.path.display().to_string(),
            failure: watching.failure.clone().filter(|_| is_of_it),
        })
    }

    /// A file that was taken over is offered no more.
    pub(super) fn forget_offer(&self, path: &Path) {
        locked(&self.folder).withdraw(path);
    }

    async fn set_watched_folder(
        &self,
        open: &OpenProfile,
        watched: Option<WatchedPath>,
    ) -> Result<ShopFiles, DeskError> {
        let id = open.stored.id.clone();
        self.change_registry(move |registry| {
            registry.profile_mut(&id)?.watched = watched;
            Ok(())
        })
        .await?;
        *locked(&self.folder) = Watching::default();
        self.board.changed(&[Topic::ShopFiles]);
        self.shop_files().await
    }

    /// Looks into the folder of a profile, again and again, as long as it is open.
    pub(super) fn keep_watching(self: &Arc<Self>, open: &Arc<OpenProfile>) {
        if self.access != Access::Background {
            return;
        }
        let (desk, profile) = (Arc::downgrade(self), Arc::downgrade(open));
        open.adopt(tokio::spawn(async move {
            while let (Some(desk), Some(open)) = (desk.upgrade(), profile.upgrade()) {
                if desk.look_into_folder(&open).await {
                    desk.board.changed(&[Topic::ShopFiles]);
                }
                drop((desk, open));
                tokio::time::sleep(EVERY).await;
            }
        }));
    }

    /// Looks into the folder once; says whether anything that is shown of it changed.
    async fn look_into_folder(&self, open: &OpenProfile) -> bool {
        let id = &open.stored.id;
        let Some(watched) = self.stored(id).ok().and_then(|stored| stored.watched) else {
            return false;
        };
        let folder = watched.path.clone();
        let listed = aside(move || entries(&folder)).await;
        let (finished, mut is_changed) = {
            let mut watching = locked(&self.folder);
            watching.of(id, &watched.path);
            match listed {
                Ok(Ok(entries)) => {
                    let failed = watching.failure.take().is_some();
                    let (finished, ended) = watching.look(&entries, watched.since);
                    (finished, failed || ended)
                }
                Ok(Err(source)) => {
                    let failure = FailureView::from(DeskError::File {
                        path: watched.path.clone(),
                        source,
                    });
                    let is_news = watching.failure.as_ref() != Some(&failure);
                    watching.failure = Some(failure);
                    (Vec::new(), is_news)
                }
                Err(_) => (Vec::new(), false),
            }
        };
        for entry in finished {
            match self.judge(open, &entry).await {
                Ok(Some(offer)) => {
                    locked(&self.folder).offer(entry.path, offer);
                    is_changed = true;
                }
                Ok(None) => {}
                Err(error) => tracing::debug!(%error, "a file of the folder is not offered"),
            }
        }
        is_changed
    }

    /// Whether a file is offered: one that can be read as orders of a shop, was not taken over, and is
    /// newer than what was taken over of its shape.
    async fn judge(
        &self,
        open: &OpenProfile,
        entry: &Entry,
    ) -> Result<Option<FileOffer>, DeskError> {
        let text = entry.path.to_string_lossy().into_owned();
        let dismissed = open
            .store
            .is_file_dismissed(text, entry.written_at, entry.size);
        if dismissed.await? {
            return Ok(None);
        }
        let path = entry.path.clone();
        let found = aside(move || found(&path, None)).await??;
        if open
            .store
            .file_taken_at(found.content.hash)
            .await?
            .is_some()
        {
            return Ok(None);
        }
        let remembered = open.store.remembered_reading(found.shape).await?;
        if remembered
            .as_ref()
            .is_some_and(|remembered| remembered.written_at > entry.written_at)
        {
            return Ok(None);
        }
        let is_remembered = remembered.is_some();
        let reading = remembered.map_or(found.reading, |remembered| remembered.reading);
        if !says_which_order(&reading) {
            return Ok(None);
        }
        let file = {
            let mut in_hand = locked(&self.imports.in_hand);
            let file = in_hand.take(&open.stored.id, &entry.path);
            in_hand.keep_content(file, found.content);
            file
        };
        Ok(Some(FileOffer {
            file,
            name: name_of(&entry.path),
            written_at: entry.written_at,
            size: entry.size,
            is_remembered,
        }))
    }
}

/// The files of a folder that may be of a shop; those that a browser still writes are left out.
fn entries(folder: &Path) -> std::io::Result<Vec<Entry>> {
    let mut names = Vec::new();
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        names.push(name.clone());
        if !may_be_read(&name) {
            continue;
        }
        // What is taken away in this moment is no longer there.
        let Ok(about) = std::fs::metadata(entry.path()) else {
            continue;
        };
        let written_at = about
            .modified()
            .ok()
            .and_then(|at| at.duration_since(UNIX_EPOCH).ok())
            .and_then(|since| i64::try_from(since.as_millis()).ok());
        if let Some(written_at) = written_at.filter(|_| about.is_file()) {
            entries.push(Entry {
                path: entry.path(),
                size: about.len(),
                written_at,
            });
        }
    }
    entries.retain(|entry| {
        let name = name_of(&entry.path);
        let is_partial = |ending: &str| {
            names
                .iter()
                .any(|other| *other == format!("{name}.{ending}"))
        };
        !PARTIAL.iter().any(|ending| is_partial(ending))
    });
    entries.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(entries)
}

/// Whether a file of this name may be one of the shop's: none that is hidden, or that a spreadsheet
/// keeps beside an open workbook.
fn may_be_read(name: &str) -> bool {
    if name.starts_with('.') || name.starts_with("~$") {
        return false;
    }
    Path::new(name)
        .extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| KINDS.iter().any(|kind| ending.eq_ignore_ascii_case(kind)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, size: u64, written_at: i64) -> Entry {
        Entry {
            path: PathBuf::from(name),
            size,
            written_at,
        }
    }

    fn names(entries: &[Entry]) -> Vec<String> {
        entries.iter().map(|entry| name_of(&entry.path)).collect()
    }

    #[test]
    fn a_file_is_judged_once_it_has_stopped_growing() {
        let mut watching = Watching::default();
        let since = 100_000;
        let mut look = |size, at| names(&watching.look(&[entry("a.csv", size, at)], since).0);
        assert!(look(10, 200_000).is_empty(), "seen for the first time");
        assert!(look(20, 201_000).is_empty(), "it grew");
        assert!(look(20, 202_000).is_empty(), "it was touched");
        assert_eq!(look(20, 202_000), ["a.csv"]);
        assert!(look(20, 202_000).is_empty(), "it is judged once");
        assert!(look(30, 300_000).is_empty(), "written anew");
        assert_eq!(look(30, 300_000), ["a.csv"], "and judged anew");
    }

    #[test]
    fn what_was_there_before_the_watching_is_never_offered_nor_what_is_empty() {
        let mut watching = Watching::default();
        let files = [
            entry("old.csv", 10, 90_000),
            entry("rounded.csv", 10, 98_500),
            entry("empty.csv", 0, 200_000),
        ];
        for _ in 0..3 {
            let (finished, _) = watching.look(&files, 100_000);
            assert!(names(&finished).iter().all(|name| name == "rounded.csv"));
        }
    }

    #[test]
    fn an_offer_ends_with_its_file_and_another_folder_begins_anew() {
        let mut watching = Watching::default();
        watching.of("shop", Path::new("/downloads"));
        let file = entry("a.csv", 10, 200_000);
        watching.look(std::slice::from_ref(&file), 0);
        let offer = |number, written_at| FileOffer {
            file: number,
            name: String::new(),
            written_at,
            size: 10,
            is_remembered: false,
        };
        watching.offer(file.path.clone(), offer(1, 200_000));
        assert!(!watching.look(std::slice::from_ref(&file), 0).1);
        assert_eq!(watching.offers.len(), 1);
        assert!(watching.look(&[], 0).1, "it is gone");
        assert!(watching.offers.is_empty());
        watching.of("shop", Path::new("/downloads"));
        watching.look(std::slice::from_ref(&file), 0);
        assert_eq!(watching.seen.len(), 1);
        watching.of("shop", Path::new("/desktop"));
        assert!(watching.seen.is_empty());
    }

    #[test]
    fn the_newest_offer_is_first() {
        let mut watching = Watching::default();
        for (number, at) in [(1, 5), (2, 9), (3, 7)] {
            let offer = FileOffer {
                file: number,
                name: String::new(),
                written_at: at,
                size: 1,
                is_remembered: false,
            };
            watching.offer(PathBuf::from(number.to_string()), offer);
        }
        let order: Vec<_> = watching
            .offers
            .iter()
            .map(|(_, offer)| offer.file)
            .collect();
        assert_eq!(order, [2, 3, 1]);
    }

    #[test]
    fn only_what_may_be_of_a_shop_is_looked_at() {
        for name in [
            "orders.csv",
            "طلبات.XLSX",
            "a.b.json",
            "x.ndjson",
            "list.txt",
        ] {
            assert!(may_be_read(name), "{name}");
        }
        for name in [
            ".orders.csv",
            "~$orders.xlsx",
            "orders.csv.crdownload",
            "orders.csv.part",
            "photo.jpg",
            "orders",
            "csv",
        ] {
            assert!(!may_be_read(name), "{name}");
        }
    }

    #[test]
    fn a_file_whose_partial_download_stands_beside_it_waits() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str| std::fs::write(folder.path().join(name), "a,b\n1,2\n").unwrap();
        write("orders.csv");
        write("orders.csv.part");
        write("other.csv");
        std::fs::create_dir(folder.path().join("folder.csv")).unwrap();
        assert_eq!(names(&entries(folder.path()).unwrap()), ["other.csv"]);
        std::fs::remove_file(folder.path().join("orders.csv.part")).unwrap();
        assert_eq!(
            names(&entries(folder.path()).unwrap()),
            ["orders.csv", "other.csv"]
        );
        assert!(entries(&folder.path().join("nowhere")).is_err());
    }
}
