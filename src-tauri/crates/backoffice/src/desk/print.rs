//! Orders on paper.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::orders::order_uuid;
use super::registry::profile_dir;
use super::{Desk, DeskError};
use crate::clock;
use crate::print::{self, Pdf, Setup, Sheet};
use crate::view::{PrintChoice, PrintRequest, Printed, Topic};

/// Where the files to be looked at lie, in the profile's folder. They can be made again.
pub(super) const FOLDER: &str = "printed";
/// A file that nobody printed in a day is not printed any more.
const KEPT: Duration = Duration::from_hours(24);
/// More orders are no pile of paper but an export, and would keep a person waiting.
const MOST_ORDERS: usize = 500;

/// A file before it is written.
struct Made {
    pdf: Pdf,
    name: String,
    orders: u32,
}

impl Desk {
    /// Makes a PDF of orders in the profile's folder, and removes those of the days before. How it
    /// was printed is offered the next time.
    pub async fn print_orders(&self, request: PrintRequest) -> Result<Printed, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let folder = profile_dir(&self.data_dir, &open.stored.id).join(FOLDER);
        let choice = PrintChoice {
            kind: request.kind,
            paper: request.paper,
            language: Some(request.language),
        };
        let made = self.make_pdf(request).await?;
        self.remember(choice).await?;
        blocking(folder.clone(), move || keep(&folder, &made)).await
    }

    /// Makes a PDF of the barcodes that are commands while scanning, in the page's language and in
    /// the profile's folder.
    pub async fn print_scan_commands(&self) -> Result<Printed, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let language = self.settings().language;
        let folder = profile_dir(&self.data_dir, &open.stored.id).join(FOLDER);
        let (shop, now) = (open.stored.name.clone(), clock::now());
        blocking(folder.clone(), move || {
            let made = Made {
                pdf: print::scan_commands(language, &shop, now).map_err(io::Error::other)?,
                name: print::file_name_of_commands(now),
                orders: 0,
            };
            keep(&folder, &made)
        })
        .await
    }

    /// Makes a PDF of orders at a path, in the place of whatever is there.
    pub async fn print_orders_to(
        &self,
        request: PrintRequest,
        path: &Path,
    ) -> Result<Printed, DeskError> {
        let made = self.make_pdf(request).await?;
        let path = path.to_owned();
        blocking(path.clone(), move || {
            std::fs::write(&path, &made.pdf.bytes)?;
            Ok(printed(&path, &made))
        })
        .await
    }

    async fn remember(&self, choice: PrintChoice) -> Result<(), DeskError> {
        if self.settings().printing == choice {
            return Ok(());
        }
        self.change_registry(move |registry| {
            registry.settings.printing = choice;
            Ok(())
        })
        .await?;
        self.board.changed(&[Topic::Desk]);
        Ok(())
    }

    async fn make_pdf(&self, request: PrintRequest) -> Result<Made, DeskError> {
        if request.uuids.is_empty() {
            return Err(DeskError::OrderUnknown);
        }
        if request.uuids.len() > MOST_ORDERS {
            return Err(DeskError::TooManyToPrint { limit: MOST_ORDERS });
        }
        let open = self.open_profile_or_fail().await?;
        let now = clock::now();
        let setup = Setup {
            kind: request.kind,
            paper: request.paper,
            language: request.language,
            shop: open.stored.name.clone(),
            printed_at: now,
        };
        let mut sheets = Vec::with_capacity(request.uuids.len());
        let mut number = None;
        for uuid in &request.uuids {
            let uuid = order_uuid(uuid)?;
            let order = open.store.order(uuid, self.settings(), now).await?;
            sheets.push(Sheet::of(&order, &setup));
            number = order.row.order_number;
        }
        let name = print::file_name(setup.kind, number.as_deref(), sheets.len(), now);
        let orders = u32::try_from(sheets.len()).unwrap_or(u32::MAX);
        let pdf = blocking(PathBuf::from(&name), move || {
            print::pdf(&sheets, &setup).map_err(io::Error::other)
        })
        .await?;
        Ok(Made { pdf, name, orders })
    }
}

/// Writes a file to be looked at, and removes those of the days before.
fn keep(folder: &Path, made: &Made) -> io::Result<Printed> {
    std::fs::create_dir_all(folder)?;
    remove_older(folder, SystemTime::now());
    let (path, mut file) = create_beside(folder, &made.name)?;
    file.write_all(&made.pdf.bytes)?;
    Ok(printed(&path, made))
}

fn printed(path: &Path, made: &Made) -> Printed {
    Printed {
        path: path.display().to_string(),
        orders: made.orders,
        pages: made.pdf.pages,
    }
}

/// Runs what keeps a thread busy, about a file.
pub(super) async fn blocking<T: Send + 'static>(
    path: PathBuf,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, DeskError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(io::Error::other)
        .flatten()
        .map_err(|source| DeskError::File { path, source })
}

/// A new file of that name, or with a number behind it: another viewer may hold the one before.
pub(super) fn create_beside(folder: &Path, name: &str) -> io::Result<(PathBuf, File)> {
    let stem = name.trim_end_matches(".pdf");
    let mut path = folder.join(name);
    let mut number = 2;
    loop {
        match File::create_new(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                path = folder.join(format!("{stem}-{number}.pdf"));
                number += 1;
            }
            Err(error) => return Err(error),
        }
    }
}

/// Removes what is older than a day. What cannot be removed is left for the next time: a viewer
/// may have it open.
pub(super) fn remove_older(folder: &Path, now: SystemTime) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let is_old = entry
            .metadata()
            .and_then(|about| about.modified())
            .is_ok_and(|at| now.duration_since(at).is_ok_and(|age| age > KEPT));
        if is_old && let Err(error) = std::fs::remove_file(entry.path()) {
            tracing::debug!(%error, "an old PDF stays");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_file_of_one_second_stands_beside_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let (first, _) = create_beside(folder.path(), "slip.pdf").unwrap();
        let (second, _) = create_beside(folder.path(), "slip.pdf").unwrap();
        assert_eq!(first, folder.path().join("slip.pdf"));
        assert_eq!(second, folder.path().join("slip-2.pdf"));
    }

    #[test]
    fn only_files_of_days_before_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let (path, file) = create_beside(folder.path(), "slip.pdf").unwrap();
        let made = file.metadata().unwrap().modified().unwrap();
        remove_older(folder.path(), made + KEPT);
        assert!(path.exists());
        remove_older(folder.path(), made + KEPT + Duration::from_secs(1));
        assert!(!path.exists());
    }
}
