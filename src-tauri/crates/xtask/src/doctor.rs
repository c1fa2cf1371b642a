//! Checks that the machine has what is needed, and installs what is missing where it can.

use std::env;
use std::io::{self, IsTerminal};
use std::process::Command;

use anyhow::bail;

use crate::{elsewhere, node, process, progress, toolchain};

/// What the machine is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To build and open the app.
    Run,
    /// To run every test as well, the real window and the real keyring included.
    Test,
}

const TO_RUN: &[&str] = &[
    "build-essential",
    "curl",
    "dbus",
    "dbus-x11",
    "file",
    "fonts-noto-core",
    "gnome-keyring",
    "libayatana-appindicator3-dev",
    "librsvg2-dev",
    "libsoup-3.0-dev",
    "libssl-dev",
    "libwebkit2gtk-4.1-dev",
    "libxdo-dev",
    "pkg-config",
];

const TO_TEST: &[&str] = &[
    "at-spi2-core",
    "imagemagick",
    "libsecret-tools",
    "poppler-utils",
    "webkit2gtk-driver",
    "xdotool",
    "xvfb",
];

/// Makes sure of it, or says exactly what to do.
pub(crate) fn prepare(purpose: Purpose) -> anyhow::Result<()> {
    progress::step("Looking at this machine", || {
        if cfg!(target_os = "linux") && has_dpkg()? {
            install_debian_packages(purpose)?;
        } else {
            elsewhere::check()?;
        }
        if purpose == Purpose::Test {
            toolchain::check()?;
        }
        let node = node::version()?;
        progress::say(&format!("Node {node}: ready"));
        Ok(())
    })
}

fn has_dpkg() -> anyhow::Result<bool> {
    let query = process::output(Command::new("dpkg-query").arg("--version"))?;
    let apt = process::output(Command::new("apt-get").arg("--version"))?;
    Ok(query.is_some() && apt.is_some())
}

fn packages(purpose: Purpose) -> Vec<&'static str> {
    match purpose {
        Purpose::Run => TO_RUN.to_vec(),
        Purpose::Test => [TO_RUN, TO_TEST].concat(),
    }
}

fn install_debian_packages(purpose: Purpose) -> anyhow::Result<()> {
    let wanted = packages(purpose);
    let missing = missing_debian_packages(&wanted)?;
    if missing.is_empty() {
        progress::say(&format!("{} Debian packages: all installed", wanted.len()));
        return Ok(());
    }
    let by_hand = format!(
        "sudo apt-get update && sudo apt-get install --no-install-recommends {}",
        missing.join(" ")
    );
    let Some(prefix) = becoming_root()? else {
        bail!(
            "These Debian packages are missing, and this account cannot install them.\n\
             Run this, then start again:\n\n  {by_hand}\n"
        );
    };
    progress::say(&format!("Missing Debian packages: {}", missing.join(" ")));
    progress::step("Fetching the package lists", || {
        let mut update = apt(&prefix);
        update.args(["update", "--quiet"]);
        process::run_in_foreground("apt-get update", &mut update)
    })?;
    progress::step(&format!("Installing {} packages", missing.len()), || {
        let mut install = apt(&prefix);
        install
            .args(["install", "--yes", "--quiet", "--no-install-recommends"])
            .args(&missing);
        process::run_in_foreground("apt-get install", &mut install)
    })?;
    let missing = missing_debian_packages(&wanted)?;
    if missing.is_empty() {
        return Ok(());
    }
    bail!(
        "still missing after the installation: {}",
        missing.join(" ")
    )
}

fn missing_debian_packages(wanted: &[&'static str]) -> anyhow::Result<Vec<&'static str>> {
    let listed = process::output(
        Command::new("dpkg-query")
            .args(["--show", "--showformat=${Package} ${db:Status-Status}\\n"])
            .args(wanted),
    )?;
    let listed = listed.map(|output| output.stdout).unwrap_or_default();
    Ok(missing_in(&String::from_utf8_lossy(&listed), wanted))
}

fn missing_in(listed: &str, wanted: &[&'static str]) -> Vec<&'static str> {
    let installed: Vec<&str> = listed
        .lines()
        .filter_map(|line| line.strip_suffix(" installed"))
        .collect();
    wanted
        .iter()
        .copied()
        .filter(|package| !installed.contains(package))
        .collect()
}

/// The words before `apt-get`; `None` when this account cannot become root.
fn becoming_root() -> anyhow::Result<Option<Vec<&'static str>>> {
    if is_root() {
        return Ok(Some(Vec::new()));
    }
    let without_password =
        process::output(Command::new("sudo").args(["--non-interactive", "true"]))?;
    Ok(match without_password {
        Some(output) if output.status.success() => Some(vec!["sudo"]),
        Some(_) if io::stdin().is_terminal() => {
            progress::say("sudo will ask for your password.");
            Some(vec!["sudo"])
        }
        _ => None,
    })
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

fn apt(prefix: &[&str]) -> Command {
    // sudo forgets the environment, so it is handed over by env.
    let words = [
        prefix,
        &[
            "env",
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "-o",
            "DPkg::Lock::Timeout=300",
        ],
    ]
    .concat();
    let (program, arguments) = words.split_first().unwrap_or((&"apt-get", &[]));
    let mut command = Command::new(program);
    command.args(arguments);
    command
}

/// Whether a program of this name can be started.
pub(crate) fn has_program(name: &str) -> bool {
    env::var_os("PATH").is_some_and(|paths| {
        env::split_paths(&paths).any(|folder| {
            folder
                .join(format!("{name}{}", env::consts::EXE_SUFFIX))
                .is_file()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_fully_installed_counts() {
        let listed = "curl installed\ndbus config-files\nfile half-configured\n";
        assert_eq!(
            missing_in(listed, &["curl", "dbus", "file", "xvfb"]),
            ["dbus", "file", "xvfb"]
        );
    }

    #[test]
    fn testing_needs_all_that_running_needs() {
        let (run, test) = (packages(Purpose::Run), packages(Purpose::Test));
        assert!(run.iter().all(|package| test.contains(package)));
        assert!(test.len() > run.len());
    }

    #[test]
    fn apt_never_asks_a_question() {
        let command = format!("{:?}", apt(&["sudo"]));
        assert!(command.contains(r#""sudo" "env" "DEBIAN_FRONTEND=noninteractive" "apt-get""#));
    }
}
