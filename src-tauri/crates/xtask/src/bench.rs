//! The benchmarks: programs of their own, built for speed.

use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, ensure};
use clap::Args;

use crate::binaries::{Binaries, Profile};
use crate::doctor::{self, Purpose};
use crate::workspace::Workspace;
use crate::{binaries, page, process, progress, window_driver};

/// What is handed on to the benchmarks.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// orders (every question of a list at 10,000, 100,000 and 1,000,000 orders, then the real
    /// window over the most of them), window (that alone), store, import, sync, inbox (deliveries
    /// under load) or wake (a desk that slept for days); without a name all but the window. Then
    /// options as `--help` of the benchmarks lists them: `--orders 100000,1000000`, `--json FILE`,
    /// `--runs`, `--reads`, `--latency`, `--in-flight`, `--limit`, `--rounds`, `--turn`, `--events`;
    /// of the window `--starts`.
    #[arg(
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "NAME AND OPTIONS"
    )]
    handed_on: Vec<String>,
}

/// So many orders a window is measured over where nothing else is said.
const MOST: u64 = 1_000_000;

/// Builds them and runs them.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<()> {
    let handed_on = &arguments.handed_on;
    let name = handed_on.first().map(String::as_str);
    if name != Some("window") {
        run_core(workspace, handed_on)?;
    }
    if matches!(name, Some("orders" | "window")) {
        run_window(workspace, handed_on)?;
    }
    Ok(())
}

fn run_core(workspace: &Workspace, handed_on: &[String]) -> anyhow::Result<()> {
    let program = built(workspace, "bench")?;
    process::run(
        "bench",
        Command::new(program)
            .args(handed_on)
            .current_dir(workspace.root()),
    )
}

/// Over the cache that the orders' benchmark left behind, with the app as it is shipped.
fn run_window(workspace: &Workspace, handed_on: &[String]) -> anyhow::Result<()> {
    let cache = cache(workspace, handed_on)?;
    ensure!(
        cache.is_file(),
        "{} is missing: `cargo xtask bench orders` makes it",
        cache.display()
    );
    doctor::prepare(Purpose::Test)?;
    page::install(workspace)?;
    page::build(workspace)?;
    let app = binaries::build(workspace, Profile::Release)?;
    window_driver::install(workspace)?;
    let program = built(workspace, "bench-window")?;
    let mut command = Command::new(program);
    command.arg("--cache").arg(cache);
    for name in ["--starts", "--json"] {
        // The file of the orders' own figures is written by then.
        let is_taken = name == "--json" && handed_on.first().is_some_and(|name| name == "orders");
        if let Some(value) = option(handed_on, name).filter(|_| !is_taken) {
            command.args([name, value]);
        }
    }
    point_at(&mut command, workspace, &app);
    process::run("bench-window", command.current_dir(workspace.root()))
}

fn point_at(command: &mut Command, workspace: &Workspace, app: &Binaries) {
    command
        .env("POINTS_DESK_PROGRAM", app.desk())
        .env("POINTS_SANDBOX_PROGRAM", app.sandbox())
        .env("TAURI_DRIVER_PROGRAM", window_driver::program(workspace));
}

/// Builds one of the benchmarks.
fn built(workspace: &Workspace, name: &str) -> anyhow::Result<PathBuf> {
    progress::step(
        "Building the benchmarks for speed (minutes the first time)",
        || {
            let mut command = binaries::cargo(workspace.root());
            command.args(["build", "--release", "--package=acceptance", "--bin", name]);
            process::run("cargo build", &mut command)
        },
    )?;
    let folder = workspace.target().join("release");
    Ok(folder.join(format!("{name}{EXE_SUFFIX}")))
}

/// The greatest cache of those that were asked for.
fn cache(workspace: &Workspace, handed_on: &[String]) -> anyhow::Result<PathBuf> {
    let orders = match option(handed_on, "--orders") {
        None => MOST,
        Some(sizes) => {
            let sizes: Result<Vec<u64>, _> = sizes.split(',').map(str::parse).collect();
            let sizes = sizes.context("--orders takes numbers parted by commas")?;
            sizes.into_iter().max().unwrap_or(MOST)
        }
    };
    let folder = workspace.target().join("bench");
    Ok(folder.join(format!("orders-{orders}.db")))
}

/// What was given for an option, in either way of writing it.
fn option<'a>(handed_on: &'a [String], name: &str) -> Option<&'a str> {
    let mut words = handed_on.iter();
    while let Some(word) = words.next() {
        match word.strip_prefix(name) {
            Some("") => return words.next().map(String::as_str),
            Some(rest) => {
                if let Some(value) = rest.strip_prefix('=') {
                    return Some(value);
                }
            }
            None => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_found_however_it_is_written() {
        let handed_on = |words: &[&str]| -> Vec<String> {
            words.iter().map(|word| (*word).to_owned()).collect()
        };
        for words in [
            &["orders", "--orders", "10,20"][..],
            &["orders", "--runs", "3", "--orders=10,20"],
        ] {
            assert_eq!(option(&handed_on(words), "--orders"), Some("10,20"));
        }
        assert_eq!(option(&handed_on(&["orders"]), "--orders"), None);
    }
}
