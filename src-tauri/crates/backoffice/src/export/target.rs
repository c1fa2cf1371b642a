//! The file that an export becomes.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tempfile::NamedTempFile;

use super::{Delivery, ExportError, Plan};

/// Whether somebody wants an export to stop.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cancellation(Arc<AtomicBool>);

impl Cancellation {
    /// Stops it, at the next write at the latest.
    pub(crate) fn cancel(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Whether it was stopped.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// Writes what is delivered, and gives the file its name once it is whole. Returns how many orders
/// are in it.
pub(crate) fn write_file(
    path: &Path,
    plan: &Plan,
    cancellation: &Cancellation,
    deliveries: impl Iterator<Item = Delivery>,
) -> Result<u64, ExportError> {
    write_through(path, plan, cancellation, deliveries, |file| file)
}

/// As [`write_file`], with something between the writer and the file.
fn write_through<'a, Through: Write + Send>(
    path: &Path,
    plan: &Plan,
    cancellation: &'a Cancellation,
    deliveries: impl Iterator<Item = Delivery>,
    through: impl FnOnce(Interruptible<'a, File>) -> Through,
) -> Result<u64, ExportError> {
    let failed = |source| {
        if cancellation.is_cancelled() {
            ExportError::Cancelled
        } else {
            ExportError::File {
                path: path.to_owned(),
                source,
            }
        }
    };
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let partial = partial(folder).map_err(failed)?;
    let file = through(Interruptible {
        file: partial.reopen().map_err(failed)?,
        cancellation,
    });
    let mut writer = plan
        .writer(BufWriter::with_capacity(64 * 1024, file), folder)
        .map_err(failed)?;
    let mut orders = 0;
    let mut ended = false;
    for delivery in deliveries {
        match delivery {
            Delivery::Orders(delivered) => {
                for order in delivered {
                    writer.order(order).map_err(failed)?;
                    orders += 1;
                }
            }
            Delivery::End => {
                ended = true;
                break;
            }
        }
    }
    if !ended {
        return Err(ExportError::Cancelled);
    }
    writer.finish().map_err(failed)?;
    partial.as_file().sync_all().map_err(failed)?;
    if cancellation.is_cancelled() {
        return Err(ExportError::Cancelled);
    }
    partial
        .persist(path)
        .map_err(|refused| failed(refused.error))?;
    Ok(orders)
}

/// A file that is gone when it is dropped before it got its name.
fn partial(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".points-desk-").suffix(".partial");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any program's file: who may read it is the person's umask's business.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Fails once somebody wants to stop, so that nothing has to be waited for.
struct Interruptible<'a, W> {
    file: W,
    cancellation: &'a Cancellation,
}

impl<W: Write> Write for Interruptible<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.cancellation.is_cancelled() {
            return Err(io::Error::other("stopped"));
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]
mod tests {
    use super::super::fixtures::read;
    use super::*;
    use crate::view::{ErrorCode, ExportFormat, FailureView, Language};

    const FORMATS: [ExportFormat; 3] = [ExportFormat::Csv, ExportFormat::Xlsx, ExportFormat::Jsonl];

    /// A disk with room for so many bytes.
    struct Small<W> {
        file: W,
        room: usize,
    }

    impl<W: Write> Write for Small<W> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if bytes.len() > self.room {
                return Err(io::ErrorKind::StorageFull.into());
            }
            let written = self.file.write(bytes)?;
            self.room -= written;
            Ok(written)
        }

        fn flush(&mut self) -> io::Result<()> {
            self.file.flush()
        }
    }

    fn plan(format: ExportFormat) -> Plan {
        Plan::new(format, Vec::new(), Language::En)
    }

    fn deliveries(count: usize) -> impl Iterator<Item = Delivery> {
        (0..count)
            .map(|number| Delivery::Orders(vec![read(&number.to_string())]))
            .chain([Delivery::End])
    }

    /// A folder with a file that somebody exported before.
    struct Before {
        folder: tempfile::TempDir,
    }

    impl Before {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join("orders"), "yesterday's").unwrap();
            Self { folder }
        }

        fn path(&self) -> std::path::PathBuf {
            self.folder.path().join("orders")
        }

        fn assert_untouched(&self) {
            let names: Vec<_> = std::fs::read_dir(self.folder.path())
                .unwrap()
                .map(|entry| entry.unwrap().file_name())
                .collect();
            assert_eq!(names, ["orders"]);
            let text = std::fs::read_to_string(self.path()).unwrap();
            assert_eq!(text, "yesterday's");
        }
    }

    #[test]
    fn a_whole_file_takes_the_place_of_the_one_before() {
        for format in FORMATS {
            let before = Before::new();
            let cancellation = Cancellation::default();
            let path = before.path();
            let written = write_file(&path, &plan(format), &cancellation, deliveries(3));
            assert_eq!(written.unwrap(), 3);
            assert!(std::fs::metadata(&path).unwrap().len() > 100);
            let files = std::fs::read_dir(before.folder.path()).unwrap().count();
            assert_eq!(files, 1);
        }
    }

    #[test]
    fn a_full_disk_leaves_the_file_before_and_nothing_else() {
        for format in FORMATS {
            let before = Before::new();
            let failure = write_through(
                &before.path(),
                &plan(format),
                &Cancellation::default(),
                deliveries(2_000),
                |file| Small { file, room: 10_000 },
            )
            .unwrap_err();
            assert_eq!(FailureView::from(&failure).code, ErrorCode::DiskFull);
            before.assert_untouched();
        }
    }

    #[test]
    fn stopping_leaves_the_file_before_and_nothing_else() {
        for format in FORMATS {
            let before = Before::new();
            let cancellation = Cancellation::default();
            let stopping = deliveries(2_000).enumerate().map(|(number, delivery)| {
                if number == 1_000 {
                    cancellation.cancel();
                }
                delivery
            });
            let failure = write_file(&before.path(), &plan(format), &cancellation, stopping);
            assert!(matches!(failure, Err(ExportError::Cancelled)), "{format:?}");
            before.assert_untouched();
        }
    }

    #[test]
    fn deliveries_that_stop_leave_the_file_before_and_nothing_else() {
        let before = Before::new();
        let cut_off = deliveries(10).take(5);
        let cancellation = Cancellation::default();
        let plan = plan(ExportFormat::Csv);
        let failure = write_file(&before.path(), &plan, &cancellation, cut_off);
        assert!(matches!(failure, Err(ExportError::Cancelled)));
        before.assert_untouched();
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gone/orders.csv");
        let plan = plan(ExportFormat::Csv);
        let failure =
            write_file(&path, &plan, &Cancellation::default(), deliveries(1)).unwrap_err();
        let failure = FailureView::from(&failure);
        assert_eq!(failure.code, ErrorCode::FileFailed);
        assert_eq!(
            failure.details.get("path").map(String::as_str),
            path.to_str()
        );
    }

    #[test]
    fn a_protected_folder_is_told_apart_from_a_full_disk() {
        let refused = |kind: io::ErrorKind| {
            let error = ExportError::File {
                path: "/shared/orders.csv".into(),
                source: kind.into(),
            };
            FailureView::from(&error).code
        };
        for kind in [
            io::ErrorKind::PermissionDenied,
            io::ErrorKind::ReadOnlyFilesystem,
        ] {
            assert_eq!(refused(kind), ErrorCode::FileProtected);
        }
        assert_eq!(refused(io::ErrorKind::QuotaExceeded), ErrorCode::DiskFull);
    }
}
