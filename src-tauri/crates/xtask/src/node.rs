//! Node and npm, which build the page.

use std::process::Command;

use anyhow::{Context, bail};

use crate::process;

const OLDEST: u32 = 20;

/// The version, when Node and npm are there and new enough.
pub(crate) fn version() -> anyhow::Result<String> {
    let Some(node) = printed("node")? else {
        bail!(
            "Node is missing: the page is built with it.\n\
             Install version {OLDEST} or newer (https://nodejs.org/en/download), then start again."
        );
    };
    let version = node.trim_start_matches('v').to_owned();
    let major: u32 = version
        .split('.')
        .next()
        .and_then(|major| major.parse().ok())
        .with_context(|| format!("`node --version` printed {node:?}"))?;
    if major < OLDEST {
        bail!(
            "Node {version} is too old: the page needs version {OLDEST} or newer.\n\
             Install one (https://nodejs.org/en/download), then start again."
        );
    }
    if printed(NPM)?.is_none() {
        bail!("npm is missing: it comes with Node (https://nodejs.org/en/download).");
    }
    Ok(version)
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
