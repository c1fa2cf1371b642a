//! `cargo xtask`: the one door to running, testing, measuring and packaging Points Desk.

mod bench;
mod binaries;
mod demo;
mod display;
mod doctor;
mod elsewhere;
mod fingerprint;
mod keyring_session;
mod local_points;
mod node;
mod package;
mod page;
mod process;
mod progress;
mod run;
mod steps;
mod suite;
mod test_counts;
mod toolchain;
mod torture;
mod types;
mod window_driver;
mod workspace;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::workspace::Workspace;

/// Runs, tests and packages Points Desk.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Opens the app on a local Points full of demo orders.
    Run(RunArguments),
    /// Checks and tests everything, the page and the whole system included.
    Test,
    /// The long versions of the tests that need luck to fail: kills the real process thousands of
    /// times.
    Torture(torture::Arguments),
    /// Measures what the product promises, on a release build.
    Bench(bench::Arguments),
    /// Writes the page's TypeScript types from the Rust ones.
    Types,
    /// Builds the installable package.
    Package,
    /// Checks that this machine has what is needed, and installs what is missing.
    Doctor,
}

#[derive(Debug, Args)]
struct RunArguments {
    /// Without the local Points: your own data, or the welcome screen.
    #[arg(long, conflicts_with = "fresh")]
    live: bool,
    /// Throws the demo's data away first.
    #[arg(long)]
    fresh: bool,
    /// Builds for speed; takes minutes longer.
    #[arg(long)]
    release: bool,
}

fn main() -> ExitCode {
    match perform(Arguments::parse().task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> anyhow::Result<ExitCode> {
    process::watch_for_interrupts()?;
    let workspace = Workspace::here()?;
    match task {
        Task::Run(arguments) => {
            let profile = if arguments.release {
                binaries::Profile::Release
            } else {
                binaries::Profile::Debug
            };
            if arguments.live {
                run::live(&workspace, profile)?;
            } else {
                run::demo(&workspace, profile, arguments.fresh)?;
            }
        }
        Task::Test => return suite::run(&workspace),
        Task::Torture(arguments) => torture::run(&workspace, &arguments)?,
        Task::Bench(arguments) => bench::run(&workspace, &arguments)?,
        Task::Types => types::write(&workspace)?,
        Task::Package => package::build(&workspace)?,
        Task::Doctor => doctor::prepare(doctor::Purpose::Test)?,
    }
    Ok(ExitCode::SUCCESS)
}
