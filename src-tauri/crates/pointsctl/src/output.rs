//! Where results go: JSON for programs or tables for people on standard output, everything about
//! the way there on standard error.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::json;

use crate::failures::CommandFailure;

/// Where results go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    json: bool,
}

impl Output {
    /// With JSON or without.
    pub(crate) fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether a program reads along.
    pub(crate) fn is_json(self) -> bool {
        self.json
    }

    /// Prints a result.
    pub(crate) fn result(
        self,
        value: &impl Serialize,
        for_people: impl FnOnce() -> String,
    ) -> Result<(), CommandFailure> {
        let mut text = if self.json {
            serde_json::to_string(value).map_err(|error| CommandFailure::Output(error.into()))?
        } else {
            for_people()
        };
        text.push('\n');
        print(&text).map_err(CommandFailure::Output)
    }

    /// Prints a failure: a sentence for people, and its code for programs.
    pub(crate) fn failure(self, failure: &CommandFailure) {
        let mut failed = Ok(());
        if self.json {
            failed = print(&format!("{}\n", json!({ "error": failure.shape() })));
        }
        let sentence = match failure {
            // clap begins with its own word and shows the usage.
            CommandFailure::Arguments(text) => text.clone(),
            failure => format!("pointsctl: {}", failure.sentence()),
        };
        let said = writeln!(io::stderr().lock(), "{sentence}");
        if let Err(error) = failed.and(said) {
            // Nobody is left to be told but whoever asked for a log.
            tracing::warn!(%error, "a failure could not be told");
        }
    }
}

/// To standard output, down to the last byte.
fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Whoever reads has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}
