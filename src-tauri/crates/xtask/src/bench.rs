//! The benchmarks: a program of their own, built for speed.

use std::process::Command;

use clap::Args;

use crate::workspace::Workspace;
use crate::{binaries, process, progress};

/// What is handed on to the benchmarks.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// store, queries or sync (all without), then options as `--help` of the benchmarks lists
    /// them: `--orders 100000,1000000`, `--json FILE`, `--runs`, `--reads`, `--latency`,
    /// `--in-flight`, `--limit`.
    #[arg(
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "NAME AND OPTIONS"
    )]
    handed_on: Vec<String>,
}

/// Builds them and runs them.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<()> {
    progress::step(
        "Building the benchmarks for speed (minutes the first time)",
        || {
            process::run(
                "cargo build",
                binaries::cargo(workspace.root()).args([
                    "build",
                    "--release",
                    "--package=acceptance",
                    "--bin=bench",
                ]),
            )
        },
    )?;
    let program = workspace
        .target()
        .join("release")
        .join(format!("bench{}", std::env::consts::EXE_SUFFIX));
    process::run(
        "bench",
        Command::new(program)
            .args(&arguments.handed_on)
            .current_dir(workspace.root()),
    )
}
