//! The log: a file a day in the data folder's `logs`, kept for a week, with everything that looks
//! like a secret taken out (API documentation, "Security": redact keys and phone numbers).

use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use points_api::redact::redacted;
use tracing_appender::rolling::{InitError, RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Days of logs that are kept.
const DAYS: usize = 7;
/// Which events are written, in the words of `tracing_subscriber::EnvFilter`.
const FILTER: &str = "POINTS_DESK_LOG";

/// Starts the log. A desk whose log cannot be written still opens, and says so where it was
/// started from.
pub(crate) fn start(data_dir: &Path) {
    panic::set_hook(Box::new(on_panic));
    let file = match log_file(&data_dir.join("logs")) {
        Ok(file) => file,
        Err(error) => {
            eprintln!("points-desk: no log: {error}");
            return;
        }
    };
    let filter = EnvFilter::try_from_env(FILTER).unwrap_or_else(|_| EnvFilter::new("info"));
    let started = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(Redacting(Arc::new(Mutex::new(file))))
        .try_init();
    if let Err(error) = started {
        eprintln!("points-desk: no log: {error}");
    }
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");
}

/// There is no file to write to.
#[derive(Debug, thiserror::Error)]
enum NoLog {
    #[error("its folder cannot be made: {0}")]
    Folder(#[from] io::Error),
    #[error(transparent)]
    File(#[from] InitError),
}

fn log_file(folder: &Path) -> Result<RollingFileAppender, NoLog> {
    std::fs::create_dir_all(folder)?;
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("points-desk")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder)?;
    Ok(file)
}

/// Says where a panic was. What it was about only where that is a fixed text of the program:
/// anything put together at run time may hold what a person typed.
fn on_panic(info: &PanicHookInfo<'_>) {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let about = info.payload().downcast_ref::<&'static str>();
    let about = about.copied().unwrap_or("(not shown)");
    let thread = std::thread::current();
    let thread = thread.name().unwrap_or("unnamed");
    tracing::error!(place, thread, about, "panicked");
    eprintln!("points-desk: panicked at {place} on {thread}: {about}");
}

/// Takes secrets out of every line before it is written.
struct Redacting<Inner>(Arc<Mutex<Inner>>);

impl<'writer, Inner: Write + 'writer> MakeWriter<'writer> for Redacting<Inner> {
    type Writer = Line<'writer, Inner>;

    fn make_writer(&'writer self) -> Self::Writer {
        Line(self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// One event. The formatter writes an event with one call, so no secret is cut in two.
struct Line<'writer, Inner>(MutexGuard<'writer, Inner>);

impl<Inner: Write> Write for Line<'_, Inner> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        let clean = redacted(&String::from_utf8_lossy(text));
        self.0.write_all(clean.as_bytes())?;
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn no_secret_reaches_the_file_through_any_part_of_an_event() {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(Redacting(Arc::clone(&lines)))
            .finish();
        let key = "prv_9f8e7d6c5b4a39281706f5e4d3c2b1a0";
        tracing::subscriber::with_default(subscriber, || {
            let span = tracing::info_span!("reading", key);
            let _inside = span.enter();
            tracing::warn!(header = format!("x-api-key: {key}"), "refused {key}");
            tracing::info!(phone = "+966 50 123 4567", "called 0501234567");
            tracing::info!(
                uuid = "0190f3b1-7c5e-7d2a-9a44-3f1d2c4b5a69",
                due = 1_763_937_700_000_i64
            );
        });
        let text = String::from_utf8(lines.lock().unwrap().clone()).unwrap();
        assert!(!text.contains("9f8e7d6c"), "{text}");
        assert!(
            !text.contains("1234567") && !text.contains("123 4567"),
            "{text}"
        );
        assert!(
            text.contains("0190f3b1-7c5e-7d2a-9a44-3f1d2c4b5a69"),
            "{text}"
        );
        assert!(text.contains("1763937700000"), "{text}");
        assert!(text.contains("refused"), "{text}");
    }

    #[test]
    fn the_log_is_a_file_of_today_in_its_folder() {
        let data_dir = tempfile::tempdir().unwrap();
        let mut file = log_file(&data_dir.path().join("logs")).unwrap();
        file.write_all(b"a line\n").unwrap();
        let names: Vec<String> = std::fs::read_dir(data_dir.path().join("logs"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let today = chrono::Utc::now().format("points-desk.%Y-%m-%d.log");
        assert_eq!(names, [today.to_string()]);
    }
}
