//! What is read of a file on a thread of its own: its beginning, its content's hash, its rows.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::in_hand::Content;
use crate::shop_files::{ReadRow, ShopFile, ShopFileFault};
use crate::store::FileFacts;
use crate::view::{FilePreview, FileReading};

/// So many rows are handed over at once.
const PART: usize = 1_024;

/// So many bytes are read at once.
const BLOCK: usize = 256 * 1024;

/// What the desk finds of a file by itself.
pub(in crate::desk) struct Found {
    /// How it would read it.
    pub(in crate::desk) reading: FileReading,
    /// By which the next file like it is known.
    pub(in crate::desk) shape: [u8; 32],
    /// What is in it.
    pub(in crate::desk) content: Content,
}

/// Finds how a file is to be read. `known`: its content as it was read before, which is not read
/// again where the file is as it was.
pub(in crate::desk) fn found(path: &Path, known: Option<Content>) -> Result<Found, ShopFileFault> {
    let file = ShopFile::open(path)?;
    let reading = file.found_reading()?;
    let shape = file.shape(&reading)?;
    let (size, written_at) = (file.size(), file.written_at());
    let known = known.filter(|known| (known.size, known.written_at) == (size, written_at));
    let content = match known {
        Some(content) => content,
        None => Content {
            size,
            written_at,
            hash: hash(path)?,
        },
    };
    Ok(Found {
        reading,
        shape,
        content,
    })
}

/// The beginning of a file. Whether it was taken over before, and how, the caller knows.
pub(super) fn preview(
    path: &Path,
    number: i64,
    reading: FileReading,
) -> Result<FilePreview, ShopFileFault> {
    let file = ShopFile::open(path)?;
    let looked = file.look(&reading)?;
    Ok(FilePreview {
        file: number,
        name: name_of(path),
        size: file.size(),
        written_at: file.written_at(),
        format: file.format(),
        encoding: file.encoding(),
        sheets: file.sheets().to_vec(),
        reading,
        is_remembered: false,
        columns: looked.columns,
        rows: looked.rows,
        statuses: looked.statuses,
        looked_at: looked.looked_at,
        with_uuid: looked.with_uuid,
        has_more: looked.has_more,
        already_at: None,
    })
}

/// A file that is ready to be read from its beginning to its end.
pub(super) struct Prepared {
    file: ShopFile,
    /// What the store keeps of it.
    pub(super) facts: FileFacts,
}

/// Some rows of a file.
pub(super) struct Part {
    /// The rows.
    pub(super) rows: Vec<ReadRow>,
    /// Bytes read so far.
    pub(super) read: u64,
}

impl Prepared {
    /// Opens a file to be taken over.
    pub(super) fn open(
        path: &Path,
        reading: FileReading,
        imported_by: Option<String>,
    ) -> Result<Self, ShopFileFault> {
        let file = ShopFile::open(path)?;
        let facts = FileFacts {
            hash: hash(path)?,
            name: name_of(path),
            size: file.size(),
            written_at: file.written_at(),
            // As the next file like it is looked up: by what the desk finds, whatever a person chose.
            shape: file.shape(&file.found_reading()?)?,
            reading,
            imported_by,
        };
        Ok(Self { file, facts })
    }

    /// Reads the rows behind the first `done`, and hands them on, part by part, as long as they are
    /// taken.
    pub(super) fn deliver(
        &self,
        done: u64,
        mut hand_on: impl FnMut(Part) -> bool,
    ) -> Result<(), ShopFileFault> {
        let mut rows = self.file.rows(&self.facts.reading)?;
        for _ in 0..done {
            if rows.next().is_none() {
                break;
            }
        }
        loop {
            let part: Vec<_> = rows.by_ref().take(PART).collect();
            if part.is_empty() {
                return rows.ended();
            }
            let read = rows.bytes_read();
            if !hand_on(Part { rows: part, read }) {
                return Ok(());
            }
        }
    }
}

/// What a person calls a file.
pub(in crate::desk) fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

fn hash(path: &Path) -> io::Result<[u8; 32]> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut block = vec![0; BLOCK];
    loop {
        let read = file.read(&mut block)?;
        match block.get(..read) {
            Some(some) if !some.is_empty() => hasher.update(some),
            _ => return Ok(hasher.finalize().into()),
        }
    }
}
