//! Node and npm, which build the page.

use std::process::Command;

use anyhow::{Context, bail};

use crate::process;

/// What the page's build runs on, in words.
const WANTED: &str = "20.19 or newer, or 22.12 or newer";

/// The version, when Node and npm are there and new enough.
pub(crate) fn version() -> anyhow::Result<String> {
    let Some(node) = printed("node")? else {
        bail!(
            "Node is missing: the page is built with it.\n\
             Install version {WANTED} (https://nodejs.org/en/download), then start again."
        );
    };
    let version = node.trim_start_matches('v').to_owned();
    let (major, minor) =
        numbers(&version).with_context(|| format!("`node --version` printed {node:?}"))?;
    if !is_wanted(major, minor) {
        bail!(
            "Node {version} is too old: the page needs version {WANTED}.\n\
             Install one (https://nodejs.org/en/download), then start again."
        );
    }
    if printed(NPM)?.is_none() {
        bail!("npm is missing: it comes with Node (https://nodejs.org/en/download).");
    }
    Ok(version)
}

fn numbers(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.split('.').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??))
}

/// `^20.19 || >=22.12`, as Vite says.
fn is_wanted(major: u32, minor: u32) -> bool {
    match major {
        20 => minor >= 19,
        22 => minor >= 12,
        major => major > 22,
    }
}

const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// npm, to be told what to do.
pub(crate) fn npm() -> Command {
    let mut command = Command::new(NPM);
    command.args(["--no-audit", "--no-fund", "--no-update-notifier"]);
    command
}

fn printed(program: &str) -> anyhow::Result<Option<String>> {
    let output = process::output(Command::new(program).arg("--version"))?;
    Ok(output
        .filter(|output| output.status.success())
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_minor_version_counts() {
        for good in ["20.19.0", "20.20.2", "22.12.0", "24.0.1"] {
            assert!(numbers(good).is_some_and(|(major, minor)| is_wanted(major, minor)));
        }
        for old in ["18.20.1", "20.18.3", "21.7.3", "22.11.0"] {
            assert!(numbers(old).is_some_and(|(major, minor)| !is_wanted(major, minor)));
        }
        assert_eq!(numbers("twenty"), None);
    }
}
