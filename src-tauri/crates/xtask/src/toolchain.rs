//! The parts of the Rust toolchain that the checks need. A minimal one has neither.

use std::process::Command;

use anyhow::bail;

use crate::doctor::has_program;
use crate::{process, progress};

/// What is asked of cargo, and the component that answers.
const COMPONENTS: [(&str, &str); 2] = [("fmt", "rustfmt"), ("clippy", "clippy")];

/// Installs what is missing, or says what to run.
pub(crate) fn check() -> anyhow::Result<()> {
    let missing = missing()?;
    if missing.is_empty() {
        progress::say("rustfmt and clippy: ready");
        return Ok(());
    }
    let command = format!("rustup component add {}", missing.join(" "));
    if !has_program("rustup") {
        bail!(
            "Missing: {}. They come with Rust; with rustup:\n\n  {command}\n",
            missing.join(" and ")
        );
    }
    progress::step(&command, || {
        let mut rustup = Command::new("rustup");
        process::run(&command, rustup.args(["component", "add"]).args(&missing))
    })
}

fn missing() -> anyhow::Result<Vec<&'static str>> {
    let mut missing = Vec::new();
    for (task, component) in COMPONENTS {
        let answer = process::output(Command::new("cargo").args([task, "--version"]))?;
        if !answer.is_some_and(|output| output.status.success()) {
            missing.push(component);
        }
    }
    Ok(missing)
}
