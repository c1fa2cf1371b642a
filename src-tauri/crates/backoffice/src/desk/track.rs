//! Beginning to watch orders, from pasted text and from files.

use std::io::Read;
use std::path::{Path, PathBuf};

use points_api::OrderUuid;

use super::aside::aside;
use super::{Desk, DeskError};
use crate::clock;
use crate::schedule::DueClass;
use crate::store::{Priority, Tracked};
use crate::text::{LineFinding, find_uuids};
use crate::view::{Topic, TrackOutcome, TrackReport, TrackRow};

/// The largest file that is read.
const FILE_MEGABYTES: u64 = 64;
/// So many orders go into one write, and whoever waits for one is not made to wait for longer.
const BATCH: usize = 100;
/// So many rows are reported.
const REPORTED: usize = 1_000;
/// A reported line is cut to so many characters.
const LINE_LENGTH: usize = 120;

/// Where a list of orders comes from.
#[derive(Debug)]
pub enum ListFile {
    /// A file.
    Path(PathBuf),
    /// What was read already, from standard input for example.
    Bytes(Vec<u8>),
}

impl ListFile {
    /// So much of it is needed to say that it is too large, bytes.
    pub const ENOUGH: u64 = FILE_MEGABYTES * 1024 * 1024 + 1;
}

impl Desk {
    /// Watches every uuid in a text.
    pub async fn track_text(&self, text: &str) -> Result<TrackReport, DeskError> {
        let text = text.to_owned();
        let lines = aside(move || find_uuids(&text)).await?;
        something_found(&lines)?;
        self.track(lines, None).await
    }

    /// Watches uuids that were typed and those of a file, in one go: all is read before anything
    /// is written. Lines count from the start of the file; a list without any uuid is reported
    /// like any other.
    pub async fn track_lists(
        &self,
        typed: &[String],
        file: Option<ListFile>,
    ) -> Result<TrackReport, DeskError> {
        let mut text: String = typed
            .iter()
            .flat_map(|uuid| [uuid.as_str(), "\n"])
            .collect();
        let lines_typed = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
        let name = match file {
            Some(ListFile::Path(path)) => {
                let (listed, name) = read_list(&path).await?;
                text.push_str(&listed);
                name
            }
            Some(ListFile::Bytes(bytes)) => {
                text.push_str(&aside(move || text_of(&bytes)).await??);
                None
            }
            None => None,
        };
        let mut lines = aside(move || find_uuids(&text)).await?;
        for line in &mut lines {
            if line.line > lines_typed {
                line.line -= lines_typed;
            }
        }
        self.track(lines, name).await
    }

    /// Watches every uuid in a file: text with one uuid a row, anything else around it.
    pub async fn track_file(&self, path: &Path) -> Result<TrackReport, DeskError> {
        let (text, name) = read_list(path).await?;
        let lines = aside(move || find_uuids(&text)).await?;
        something_found(&lines)?;
        self.track(lines, name).await
    }

    async fn track(
        &self,
        lines: Vec<LineFinding>,
        file: Option<String>,
    ) -> Result<TrackReport, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let first: Vec<OrderUuid> = lines
            .iter()
            .flat_map(|line| &line.uuids)
            .filter(|found| !found.repeated)
            .map(|found| found.uuid)
            .collect();
        let mut tracked = Vec::with_capacity(first.len());
        let origin = if file.is_some() { "file" } else { "paste" };
        // So many at once somebody looks up, and waits for; more are an import, which waits its turn.
        let (priority, class) = if first.len() > BATCH {
            (Priority::Sweep, DueClass::Rest)
        } else {
            (Priority::Person, DueClass::First)
        };
        open.sweep.resume();
        for batch in first.chunks(BATCH) {
            let some = open
                .store
                .track(priority, batch.to_vec(), origin, class, clock::now());
            tracked.extend(some.await?);
            self.board.changed(&[Topic::Orders]);
            open.sweep.wake();
        }
        let report = aside(move || report(file, lines, &tracked)).await?;
        Ok(report)
    }
}

/// What came of each line and uuid; `tracked` has one entry for each that is not repeated.
fn report(file: Option<String>, lines: Vec<LineFinding>, tracked: &[Tracked]) -> TrackReport {
    let mut tracked = tracked.iter();
    let mut report = TrackReport {
        file,
        ..TrackReport::default()
    };
    let mut rows = Rows::default();
    for line in lines {
        if line.uuids.is_empty() {
            report.invalid += 1;
            rows.push(line.line, TrackOutcome::Invalid, || {
                line.text.chars().take(LINE_LENGTH).collect()
            });
        }
        for found in line.uuids {
            let outcome = if found.repeated {
                report.repeated += 1;
                TrackOutcome::Repeated
            } else if tracked.next() == Some(&Tracked::Added) {
                report.added += 1;
                TrackOutcome::Added
            } else {
                report.already += 1;
                TrackOutcome::Already
            };
            rows.push(line.line, outcome, || found.uuid.to_string());
        }
    }
    report.rows = rows.told();
    report
}

/// The rows by urgency, of each no more than are reported at all.
#[derive(Default)]
struct Rows {
    by_urgency: [Vec<TrackRow>; 4],
}

impl Rows {
    fn push(&mut self, line: u32, outcome: TrackOutcome, text: impl FnOnce() -> String) {
        if let Some(rows) = self.by_urgency.get_mut(urgency(outcome))
            && rows.len() < REPORTED
        {
            rows.push(TrackRow {
                line,
                text: text(),
                outcome,
            });
        }
    }

    /// Those that need a look before those that do not.
    fn told(self) -> Vec<TrackRow> {
        self.by_urgency
            .into_iter()
            .flatten()
            .take(REPORTED)
            .collect()
    }
}

fn urgency(outcome: TrackOutcome) -> usize {
    match outcome {
        TrackOutcome::Invalid => 0,
        TrackOutcome::Repeated => 1,
        TrackOutcome::Already => 2,
        TrackOutcome::Added => 3,
    }
}

fn something_found(lines: &[LineFinding]) -> Result<(), DeskError> {
    if lines.iter().all(|line| line.uuids.is_empty()) {
        Err(DeskError::NothingFound)
    } else {
        Ok(())
    }
}

/// The text of a file, and its name.
async fn read_list(path: &Path) -> Result<(String, Option<String>), DeskError> {
    let owned = path.to_owned();
    let text = aside(move || read_text(&owned)).await??;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    Ok((text, name))
}

fn read_text(path: &Path) -> Result<String, DeskError> {
    let failed = |source| DeskError::File {
        path: path.to_owned(),
        source,
    };
    let mut file = std::fs::File::open(path).map_err(failed)?;
    let limit = FILE_MEGABYTES * 1024 * 1024;
    let size = file.metadata().map_err(failed)?.len();
    if size > limit {
        return Err(DeskError::FileTooLarge {
            limit_megabytes: FILE_MEGABYTES,
        });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    file.by_ref()
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    text_of(&bytes)
}

fn text_of(bytes: &[u8]) -> Result<String, DeskError> {
    if bytes.is_empty() {
        return Err(DeskError::FileEmpty);
    }
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) >= ListFile::ENOUGH {
        return Err(DeskError::FileTooLarge {
            limit_megabytes: FILE_MEGABYTES,
        });
    }
    decode(bytes).ok_or(DeskError::FileNotText)
}

/// UTF-8, or UTF-16 as spreadsheets save it. A byte of nothing in it means that it is no text.
fn decode(bytes: &[u8]) -> Option<String> {
    let units = |big_endian: bool| -> Option<String> {
        let (pairs, _) = bytes.get(2..)?.as_chunks::<2>();
        let units: Vec<u16> = pairs
            .iter()
            .map(|pair| {
                if big_endian {
                    u16::from_be_bytes(*pair)
                } else {
                    u16::from_le_bytes(*pair)
                }
            })
            .collect();
        String::from_utf16(&units).ok()
    };
    match bytes {
        [0xFF, 0xFE, ..] => units(false),
        [0xFE, 0xFF, ..] => units(true),
        _ if bytes.contains(&0) => None,
        // Old spreadsheets write another encoding; uuids are ASCII in all of them.
        _ => Some(String::from_utf8_lossy(bytes).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_files_of_every_kind_are_read() {
        assert_eq!(decode("رقم".as_bytes()).as_deref(), Some("رقم"));
        assert_eq!(
            decode(&[0xFF, 0xFE, b'a', 0, b'b', 0]).as_deref(),
            Some("ab")
        );
        assert_eq!(
            decode(&[0xFE, 0xFF, 0, b'a', 0, b'b']).as_deref(),
            Some("ab")
        );
        assert!(decode(&[0xC7, 0xE1, b'1']).is_some());
    }

    #[test]
    fn a_picture_is_no_text() {
        assert_eq!(decode(&[0x89, b'P', b'N', b'G', 0, 0, 0, 13]), None);
    }

    #[test]
    fn empty_and_missing_files_say_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("empty.csv");
        std::fs::write(&path, "").unwrap();
        assert!(matches!(read_text(&path), Err(DeskError::FileEmpty)));
        assert!(matches!(
            read_text(&folder.path().join("missing.csv")),
            Err(DeskError::File { .. })
        ));
        let large = std::fs::File::create(folder.path().join("large.csv")).unwrap();
        large.set_len(200 * 1024 * 1024).unwrap();
        assert!(matches!(
            read_text(&folder.path().join("large.csv")),
            Err(DeskError::FileTooLarge {
                limit_megabytes: 64
            })
        ));
    }

    #[test]
    fn rows_that_need_a_look_are_always_reported() {
        let mut rows = Rows::default();
        for line in 0..3_000 {
            rows.push(line, TrackOutcome::Added, String::new);
        }
        rows.push(3_000, TrackOutcome::Invalid, String::new);
        let told = rows.told();
        assert_eq!(told.len(), REPORTED);
        assert_eq!(told.first().map(|row| row.line), Some(3_000));
        assert_eq!(told.last().map(|row| row.line), Some(998));
    }
}
