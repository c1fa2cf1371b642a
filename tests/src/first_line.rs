//! The line that a program prints when it is ready.

use std::io::{BufRead as _, BufReader};
use std::process::ChildStdout;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, bail};

/// A program that says when it is ready says so within this time.
const PATIENCE: Duration = Duration::from_secs(30);

/// Reads it, but does not wait for ever.
pub(crate) fn first_line(name: &str, said: ChildStdout) -> anyhow::Result<String> {
    let (sender, line) = mpsc::channel();
    // On a thread of its own, which ends with the program at the latest.
    thread::spawn(move || {
        let mut text = String::new();
        let read = BufReader::new(said).read_line(&mut text);
        // Nobody listens any more where it came too late.
        sender.send(read.map(|_| text)).unwrap_or_default();
    });
    let line = line
        .recv_timeout(PATIENCE)
        .with_context(|| format!("{name} did not say that it is ready"))??;
    match line.trim() {
        "" => bail!("{name} did not start"),
        line => Ok(line.to_owned()),
    }
}
