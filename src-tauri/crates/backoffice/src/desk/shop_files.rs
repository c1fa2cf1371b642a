//! Files of the shop: taken in hand, looked at, and taken over row by row.
//!
//! The page speaks of a file by a number that the desk gave out, and never learns its path.

mod in_hand;
mod reading;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use points_api::OrderUuid;
use tokio::sync::mpsc;

pub(super) use in_hand::InHand;
use reading::{Part, Prepared};
pub(super) use reading::{found, name_of};

use super::aside::aside;
use super::profile::OpenProfile;
use super::{Change, Desk, DeskError, locked};
use crate::clock;
use crate::export::Cancellation;
use crate::shop_files::{ShopFile, ShopFileFault};
use crate::store::{Begun, StoreError};
use crate::view::{
    FilePreview, FileReading, ImportProgress, ImportReport, ShopField, ShopFiles, TakenFile, Topic,
};

/// Parts of a file that wait while the store is slower than the disk.
const PARTS_WAITING: usize = 4;

/// How often the page learns that there are more rows.
const TOLD_EVERY: Duration = Duration::from_millis(700);

/// The files in hand, and the one that is being taken over: one at a time.
#[derive(Default)]
pub(super) struct Imports {
    pub(super) in_hand: Mutex<InHand>,
    running: tokio::sync::Mutex<()>,
    cancellation: Mutex<Cancellation>,
}

impl Desk {
    /// Takes a file that a person chose or dropped: a list of uuids is watched at once, anything
    /// else is looked at first.
    pub async fn take_file(&self, path: &Path) -> Result<TakenFile, DeskError> {
        let owned = path.to_owned();
        let found = aside(move || {
            let file = ShopFile::open(&owned)?;
            let reading = file.found_reading()?;
            Ok::<_, ShopFileFault>(file.is_list_of_uuids(&reading))
        })
        .await?;
        if found? {
            return Ok(TakenFile::Tracked(self.track_file(path).await?));
        }
        Ok(TakenFile::Preview(Box::new(self.look_at_file(path).await?)))
    }

    /// Takes a file in hand and looks at it, whatever is in it.
    pub async fn look_at_file(&self, path: &Path) -> Result<FilePreview, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let file = locked(&self.imports.in_hand).take(&open.stored.id, path);
        self.look_at(&open, file, None).await
    }

    /// Looks at a file anew, read in another way; none: as the desk would read it.
    pub async fn preview_shop_file(
        &self,
        file: i64,
        reading: Option<FileReading>,
    ) -> Result<FilePreview, DeskError> {
        let open = self.open_profile_or_fail().await?;
        self.look_at(&open, file, reading).await
    }

    /// Takes a file over, and tells how far it is. How it was read is remembered for the next file of
    /// its shape. What was taken over stays whatever ends it, and the same file goes on behind it.
    pub async fn import_shop_file(
        &self,
        file: i64,
        reading: FileReading,
    ) -> Result<ImportReport, DeskError> {
        if !says_which_order(&reading) {
            return Err(DeskError::ColumnsUnclear);
        }
        let open = self.open_profile_or_fail().await?;
        let path = self.path_in_hand(&open, file)?;
        let _running = self.imports.running.lock().await;
        let cancellation = Cancellation::default();
        *locked(&self.imports.cancellation) = cancellation.clone();
        let author = self.author();
        let prepared = aside({
            let (path, reading) = (path.clone(), reading.clone());
            move || Prepared::open(&path, reading, author)
        })
        .await??;
        let begun = open
            .store
            .begin_file(prepared.facts.clone(), clock::now())
            .await?;
        let id = begun.file.id;
        if begun.already {
            return self.told(&open, id, true, false).await;
        }
        let outcome = self
            .take_over(&open, file, begun, prepared, &cancellation)
            .await;
        // Whatever ended it, what was taken over is there.
        open.sweep.wake();
        self.board
            .changed(&[Topic::ShopFiles, Topic::Orders, Topic::Cases]);
        if let Err(error) = &outcome {
            tracing::warn!(%error, "a file of the shop was taken over in part");
        }
        let is_whole = outcome?;
        if is_whole {
            self.forget_offer(&path);
            self.after_import();
        }
        self.told(&open, id, false, !is_whole).await
    }

    /// Stops taking a file over.
    pub fn cancel_import(&self) {
        locked(&self.imports.cancellation).cancel();
    }

    /// What came of a file that was taken over.
    pub async fn import_report(&self, id: i64) -> Result<ImportReport, DeskError> {
        let open = self.open_profile_or_fail().await?;
        self.told(&open, id, false, false).await
    }

    /// The shop's files, what waits in the watched folder, and how complete it is.
    pub async fn shop_files(&self) -> Result<ShopFiles, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let (files, completeness) = open.store.shop_files(clock::now()).await?;
        Ok(ShopFiles {
            files,
            offers: self.offers_of(&open.stored.id),
            folder: self.watched_folder_of(&open.stored.id),
            completeness,
        })
    }

    /// Rows of the shop were taken over: whoever reconciles wakes.
    pub(super) fn after_import(&self) {
        self.imported.notify_one();
    }

    /// The order of a link that the system handed over, `points-desk://order/<uuid>`; watched from
    /// now on, if it was not.
    pub async fn open_link(&self, link: &str) -> Result<OrderUuid, DeskError> {
        let uuid = order_of_link(link).ok_or(DeskError::NothingFound)?;
        self.track_text(&uuid.to_string()).await?;
        Ok(uuid)
    }

    async fn told(
        &self,
        open: &OpenProfile,
        id: i64,
        already: bool,
        cancelled: bool,
    ) -> Result<ImportReport, DeskError> {
        let report = open.store.file_report(id).await?;
        let report = report.ok_or(DeskError::ShopFileUnknown)?;
        Ok(ImportReport {
            already,
            cancelled,
            ..report
        })
    }

    fn path_in_hand(&self, open: &OpenProfile, file: i64) -> Result<PathBuf, DeskError> {
        locked(&self.imports.in_hand)
            .path(&open.stored.id, file)
            .ok_or(DeskError::ShopFileUnknown)
    }

    async fn look_at(
        &self,
        open: &OpenProfile,
        file: i64,
        wanted: Option<FileReading>,
    ) -> Result<FilePreview, DeskError> {
        let path = self.path_in_hand(open, file)?;
        let known = locked(&self.imports.in_hand).content(file);
        let found = aside({
            let path = path.clone();
            move || reading::found(&path, known)
        })
        .await??;
        locked(&self.imports.in_hand).keep_content(file, found.content);
        let remembered = open.store.remembered_reading(found.shape).await?;
        let remembered = remembered.map(|remembered| remembered.reading);
        let reading = wanted
            .or_else(|| remembered.clone())
            .unwrap_or(found.reading);
        let is_remembered = remembered.as_ref() == Some(&reading);
        let already_at = open.store.file_taken_at(found.content.hash).await?;
        let preview = aside(move || reading::preview(&path, file, reading)).await??;
        Ok(FilePreview {
            is_remembered,
            already_at,
            ..preview
        })
    }

    /// Takes the rows over; says whether those were all.
    async fn take_over(
        &self,
        open: &Arc<OpenProfile>,
        number: i64,
        begun: Begun,
        prepared: Prepared,
        cancellation: &Cancellation,
    ) -> Result<bool, DeskError> {
        let total = prepared.facts.size;
        let (deliver, mut parts) = mpsc::channel(PARTS_WAITING);
        let reading = tokio::task::spawn_blocking(move || {
            prepared.deliver(begun.rows_done, |part| deliver.blocking_send(part).is_ok())
        });
        let mut rows = begun.rows_done;
        let mut told_at: Option<Instant> = None;
        let mut stopped = false;
        while let Some(Part { rows: part, read }) = parts.recv().await {
            let part = Arc::new(part);
            let mut from = 0;
            while from < part.len() && !stopped {
                let took = open
                    .store
                    .take_rows(begun.file, Arc::clone(&part), from, clock::now())
                    .await?;
                from += took;
                rows += u64::try_from(took).unwrap_or_default();
                stopped = cancellation.is_cancelled();
            }
            self.board.tell(Change::Import(ImportProgress {
                file: number,
                done: read,
                total,
                rows,
            }));
            if told_at.is_none_or(|at| at.elapsed() >= TOLD_EVERY) {
                told_at = Some(Instant::now());
                self.board.changed(&[Topic::Orders, Topic::ShopFiles]);
                open.sweep.wake();
            }
            if stopped {
                break;
            }
        }
        drop(parts);
        let read = reading
            .await
            .map_err(|_| DeskError::Store(StoreError::Closed))?;
        if stopped {
            return Ok(false);
        }
        read?;
        open.store.end_file(begun.file, clock::now()).await?;
        Ok(true)
    }
}

/// Whether any column says which order a row is about.
pub(super) fn says_which_order(reading: &FileReading) -> bool {
    reading.fields.iter().flatten().any(|field| {
        matches!(
            field,
            ShopField::OrderNumber | ShopField::Uuid | ShopField::Reference
        )
    })
}

/// The order that a link of this app names.
fn order_of_link(link: &str) -> Option<OrderUuid> {
    let link = url::Url::parse(link.trim()).ok()?;
    if link.scheme() != "points-desk" || link.host_str() != Some("order") {
        return None;
    }
    link.path().trim_matches('/').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_an_order_and_nothing_else() {
        let uuid = "3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d";
        for link in [
            format!("points-desk://order/{uuid}"),
            format!("points-desk://order/{uuid}/"),
            format!(" points-desk://order/{} ", uuid.to_uppercase()),
        ] {
            let found = order_of_link(&link).map(|found| found.to_string());
            assert_eq!(found.as_deref(), Some(uuid), "{link}");
        }
        for link in [
            format!("https://order/{uuid}"),
            format!("points-desk://cancel/{uuid}"),
            format!("points-desk://order/{uuid}/refund"),
            "points-desk://order/".to_owned(),
            String::new(),
        ] {
            assert_eq!(order_of_link(&link), None, "{link}");
        }
    }

    #[test]
    fn a_file_is_taken_over_where_a_column_says_which_order_it_is() {
        let reading = |fields: &[Option<ShopField>]| FileReading {
            fields: fields.to_vec(),
            ..FileReading::default()
        };
        assert!(says_which_order(&reading(&[None, Some(ShopField::Uuid)])));
        assert!(!says_which_order(&reading(&[
            Some(ShopField::Amount),
            Some(ShopField::Phone)
        ])));
    }
}
