//! The long versions of tests that need luck to fail: the same test programs, told to go on.

use clap::Args;

use crate::binaries::{self, Profile, cargo};
use crate::workspace::Workspace;
use crate::{doctor, process, suite};

/// How long to go on.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// How often the process is killed.
    #[arg(long, default_value_t = 10_000)]
    kills: u32,
    /// Repeats an earlier run: the seed that it printed.
    #[arg(long)]
    seed: Option<u64>,
}

/// Builds the programs and tortures them.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<()> {
    doctor::prepare(doctor::Purpose::Test)?;
    let programs = binaries::build(workspace, Profile::Debug)?;
    let mut tests = cargo(workspace.root());
    tests.args(["test", "--package=acceptance", "--test=command_line"]);
    tests.args(["kills::", "--", "--nocapture"]);
    tests.env("POINTS_DESK_KILLS", arguments.kills.to_string());
    if let Some(seed) = arguments.seed {
        tests.env("POINTS_DESK_SEED", seed.to_string());
    }
    suite::point_at(&mut tests, &programs);
    process::run("cargo test", &mut tests)
}
