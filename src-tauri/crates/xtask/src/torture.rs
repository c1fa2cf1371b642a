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
    /// How many of them live side by side, each with its own Points: most of a life is waiting.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=64))]
    sides: u32,
    /// How many money calls lose their answer.
    #[arg(long, default_value_t = 10_000)]
    calls: u32,
    /// How often the power is cut.
    #[arg(long, default_value_t = 3_000)]
    cuts: u32,
    /// How many milliseconds are between two of the 1,800 scans of ten minutes without Points.
    #[arg(long, default_value_t = 333, value_parser = clap::value_parser!(u32).range(1..))]
    scan_pace: u32,
    /// How many stories of a day at the desk are told to its queue.
    #[arg(long, default_value_t = 1_000)]
    stories: u32,
    /// By how much each schedule of the model of the policy goes on: so many more requests, tries in
    /// vain, acts of a second operator and events.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(0..=4))]
    deeper: u32,
    /// How many lives of an order are told, shuffled, repeated and partly lost.
    #[arg(long, default_value_t = 1_000_000)]
    sequences: u32,
    /// For how many seconds each reader of files, and the inbox, is fed what was made up.
    #[arg(long, default_value_t = 600)]
    fuzz_seconds: u32,
    /// Repeats an earlier run: the seed that it printed.
    #[arg(long)]
    seed: Option<u64>,
}

/// A test program's part that goes on.
struct Torture {
    package: &'static str,
    program: Program,
    /// What the names of its tests begin with.
    names: &'static str,
}

/// Where the tests are.
enum Program {
    /// In the library itself.
    Library,
    /// In one of the package's test programs.
    Test(&'static str),
}

const ALL: &[Torture] = &[
    Torture {
        package: "backoffice",
        program: Program::Test("policy"),
        names: "model::",
    },
    Torture {
        package: "backoffice",
        program: Program::Test("convergence"),
        names: "every_life_ends",
    },
    Torture {
        package: "backoffice",
        program: Program::Test("queue_stories"),
        names: "lost_answers::",
    },
    Torture {
        package: "backoffice",
        program: Program::Test("queue_stories"),
        names: "whatever_happens",
    },
    Torture {
        package: "backoffice",
        program: Program::Test("scanning"),
        names: "ten_minutes_of_scans",
    },
    Torture {
        package: "backoffice",
        program: Program::Test("power_cuts"),
        names: "nothing_is_lost",
    },
    // A process with the desk's library and its queue, and below the command line with its keyring.
    Torture {
        package: "backoffice",
        program: Program::Test("queue_stories"),
        names: "kills::",
    },
    Torture {
        package: "points-inbox",
        program: Program::Test("inbox_kills"),
        names: "nothing_answered",
    },
    Torture {
        package: "points-inbox",
        program: Program::Test("fuzzing"),
        names: "",
    },
    Torture {
        package: "backoffice",
        program: Program::Library,
        names: "shop_files::tests::fuzzing::",
    },
    Torture {
        package: "acceptance",
        program: Program::Test("command_line"),
        names: "kills::",
    },
];

/// Builds the programs and tortures them. Each says at its end what was done and what came of it.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<()> {
    doctor::prepare(doctor::Purpose::Test)?;
    let programs = binaries::build(workspace, Profile::Debug)?;
    for torture in ALL {
        let mut tests = cargo(workspace.root());
        tests.args(["test", "--package", torture.package]);
        match torture.program {
            Program::Library => tests.arg("--lib"),
            Program::Test(name) => tests.args(["--test", name]),
        };
        tests.args([torture.names, "--", "--nocapture"]);
        for (variable, times) in [
            ("POINTS_DESK_KILLS", arguments.kills),
            ("POINTS_DESK_SIDES", arguments.sides),
            ("POINTS_DESK_CALLS", arguments.calls),
            ("POINTS_DESK_CUTS", arguments.cuts),
            ("POINTS_DESK_SCAN_PACE", arguments.scan_pace),
            ("POINTS_DESK_STORIES", arguments.stories),
            ("POINTS_DESK_DEEPER", arguments.deeper),
            ("POINTS_DESK_SEQUENCES", arguments.sequences),
            ("POINTS_DESK_FUZZ_SECONDS", arguments.fuzz_seconds),
        ] {
            tests.env(variable, times.to_string());
        }
        if let Some(seed) = arguments.seed {
            tests.env("POINTS_DESK_SEED", seed.to_string());
        }
        suite::point_at(&mut tests, &programs);
        process::run("cargo test", &mut tests)?;
    }
    Ok(())
}
