//! `cargo xtask test`: everything that must hold before a change lands.

use std::fs;
use std::io::{self, IsTerminal};
use std::process::{Command, ExitCode};

use anyhow::Context;

use crate::binaries::{Binaries, Profile, WITH_PAGE, cargo};
use crate::doctor::{self, Purpose};
use crate::steps::{Steps, Verdict};
use crate::test_counts::TestCounts;
use crate::workspace::Workspace;
use crate::{node, page, process, window_driver};

/// Runs all of it, prints a table at the end.
pub(crate) fn run(workspace: &Workspace) -> anyhow::Result<ExitCode> {
    doctor::prepare(Purpose::Test)?;
    let root = workspace.root();
    let nextest = doctor::has_program("cargo-nextest");
    let mut steps = Steps::default();

    let packages = steps.take("page: packages", true, || page::install(workspace));
    // Also checks the page's types.
    let page = steps.take("page: build", packages, || page::build(workspace));
    steps.take("page: lints", packages, || page::script(workspace, "lint"));
    steps.take("page: tests", packages, || {
        count(
            "npm run test",
            node::npm()
                .args(["run", "test"])
                .current_dir(workspace.page()),
        )
    });

    steps.take("rust: format", true, || {
        process::run("cargo fmt", cargo(root).args(["fmt", "--all", "--check"]))
    });
    if doctor::has_program("cargo-deny") {
        steps.take("rust: licences, bans, sources", true, || {
            process::run(
                "cargo deny",
                cargo(root).args([
                    "deny",
                    "--all-features",
                    "check",
                    "licenses",
                    "bans",
                    "sources",
                ]),
            )
        });
    } else {
        steps.leave_out(
            "rust: licences, bans, sources",
            "cargo-deny is not installed",
        );
    }
    steps.take("rust: lints", page, || {
        process::run(
            "cargo clippy",
            cargo(root)
                .args(["clippy", "--workspace", "--all-targets", WITH_PAGE])
                .args(["--", "--deny=warnings"]),
        )
    });

    let programs = steps.take("rust: build", page, || {
        // All targets at once, so that programs and tests share every dependency.
        process::run(
            "cargo build",
            cargo(root).args(["build", "--workspace", "--all-targets", WITH_PAGE]),
        )
    });
    steps.take("rust: tests", programs, || {
        let mut tests = tests(workspace, nextest);
        tests.args(["--workspace", "--exclude=acceptance"]);
        count("the tests", &mut tests)
    });
    if nextest {
        steps.take("rust: examples in the documentation", programs, || {
            count(
                "the examples",
                cargo(root).args(["test", "--doc", "--workspace", WITH_PAGE]),
            )
        });
    }
    let driver = steps.take("window driver", programs, || {
        window_driver::install(workspace)
    });
    steps.take("whole system", driver, || {
        let mut tests = tests(workspace, nextest);
        tests.arg("--workspace");
        for test in whole_system_tests(workspace)? {
            tests.arg(format!("--test={test}"));
        }
        point_at(&mut tests, &Binaries::built(workspace, Profile::Debug));
        tests.env("TAURI_DRIVER_PROGRAM", window_driver::program(workspace));
        count("the whole-system tests", &mut tests)
    });

    println!("\n{steps}");
    Ok(steps.exit_code())
}

/// nextest where it is installed, since it shows hanging tests; building it would take longer
/// than the tests do.
fn tests(workspace: &Workspace, nextest: bool) -> Command {
    let mut command = cargo(workspace.root());
    if nextest {
        command.args(["nextest", "run"]);
    } else {
        command.arg("test");
    }
    command.args(["--no-fail-fast", WITH_PAGE]);
    command
}

/// The names of the whole-system tests. They are chosen by name and not by their package, because
/// for one package alone cargo would build the dependencies again with fewer features.
fn whole_system_tests(workspace: &Workspace) -> anyhow::Result<Vec<String>> {
    let folder = workspace.root().join("tests").join("tests");
    let mut names = Vec::new();
    for entry in
        fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?
    {
        let path = entry?.path();
        let is_test = if path.is_dir() {
            path.join("main.rs").is_file()
        } else {
            path.extension().is_some_and(|extension| extension == "rs")
        };
        if is_test && let Some(name) = path.file_stem().and_then(|name| name.to_str()) {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Tells the whole-system tests which programs to try.
fn point_at(tests: &mut Command, binaries: &Binaries) {
    tests
        .env("POINTS_DESK_PROGRAM", binaries.desk())
        .env("POINTSCTL_PROGRAM", binaries.pointsctl())
        .env("POINTS_SANDBOX_PROGRAM", binaries.sandbox());
}

fn count(name: &str, command: &mut Command) -> anyhow::Result<Verdict> {
    if io::stderr().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
        command.env("FORCE_COLOR", "1");
    }
    let (status, output) = process::run_and_keep(name, command)?;
    Ok(Verdict {
        good: status.success(),
        counts: TestCounts::read(&output),
    })
}
