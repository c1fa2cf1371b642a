//! `cargo xtask test`: everything that must hold before a change lands.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::Context;

use crate::binaries::{Binaries, Profile, WITH_PAGE, cargo};
use crate::doctor::{self, Purpose};
use crate::steps::{Steps, Verdict};
use crate::test_counts::TestCounts;
use crate::workspace::Workspace;
use crate::{node, page, process, window_driver};

/// How long each test goes on that makes up odd input by itself; alone it takes two seconds.
const FUZZ_SECONDS: &str = "POINTS_DESK_FUZZ_SECONDS";
const A_MINUTE: &str = "60";

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
            "cargo-deny is not installed: cargo install cargo-deny --locked",
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
        tests.args(["--workspace", "--lib", "--bins"]);
        for package in package_folders(workspace)? {
            choose(&mut tests, &package)?;
        }
        count("the tests", &mut tests)
    });
    steps.take("rust: examples in the documentation", programs, || {
        count(
            "the examples",
            cargo(root).args(["test", "--doc", "--workspace", WITH_PAGE]),
        )
    });
    let driver = steps.take("window driver", programs, || {
        window_driver::install(workspace)
    });
    steps.take("whole system", driver, || {
        let mut tests = tests(workspace, nextest);
        tests.arg("--workspace");
        choose(&mut tests, &root.join("tests"))?;
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
    if std::env::var_os(FUZZ_SECONDS).is_none() {
        command.env(FUZZ_SECONDS, A_MINUTE);
    }
    command
}

/// The folders of the packages under `src-tauri`.
fn package_folders(workspace: &Workspace) -> anyhow::Result<Vec<PathBuf>> {
    let shell = workspace.root().join("src-tauri");
    let mut packages = entries(&shell.join("crates"))?;
    packages.push(shell);
    packages.sort();
    Ok(packages)
}

/// Chooses the tests in a package's `tests` folder, if it has one. They are chosen by name and not
/// by their package, because for one package alone cargo would build the dependencies again with
/// fewer features.
fn choose(tests: &mut Command, package: &Path) -> anyhow::Result<()> {
    let folder = package.join("tests");
    let mut names = Vec::new();
    if folder.is_dir() {
        names = entries(&folder)?
            .iter()
            .filter_map(|path| name_of_test(path))
            .collect();
    }
    names.sort();
    tests.args(names.iter().map(|name| format!("--test={name}")));
    Ok(())
}

fn name_of_test(path: &Path) -> Option<String> {
    let is_test = if path.is_dir() {
        path.join("main.rs").is_file()
    } else {
        path.extension().is_some_and(|extension| extension == "rs")
    };
    let name = path.file_stem()?.to_str()?.to_owned();
    is_test.then_some(name)
}

fn entries(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
        .with_context(|| format!("cannot list {}", folder.display()))
}

/// Tells the whole-system tests which programs to try.
pub(crate) fn point_at(tests: &mut Command, binaries: &Binaries) {
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may")]

    use std::collections::HashSet;

    use super::*;

    fn chosen(packages: &[PathBuf]) -> Vec<String> {
        let mut command = Command::new("cargo");
        for package in packages {
            choose(&mut command, package).unwrap();
        }
        let arguments = command.get_args().map(|name| name.to_string_lossy().into());
        arguments.collect()
    }

    /// A name that two packages had would run both at once, the whole system among the units.
    #[test]
    fn every_test_is_chosen_once() {
        let workspace = Workspace::here().unwrap();
        let parts = chosen(&package_folders(&workspace).unwrap());
        let whole = chosen(&[workspace.root().join("tests")]);
        assert!(parts.contains(&"--test=contract".to_owned()), "{parts:?}");
        assert!(
            whole.contains(&"--test=command_line".to_owned()),
            "{whole:?}"
        );
        let all: HashSet<_> = parts.iter().chain(&whole).collect();
        assert_eq!(all.len(), parts.len() + whole.len(), "{parts:?} {whole:?}");
    }
}
