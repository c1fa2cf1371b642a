//! The page: its packages and its build.

use std::fs;

use anyhow::Context;

use crate::fingerprint::Fingerprint;
use crate::workspace::Workspace;
use crate::{node, process, progress};

/// Installs the page's packages when they changed.
pub(crate) fn install(workspace: &Workspace) -> anyhow::Result<()> {
    let page = workspace.page();
    let note = workspace.notes().join("page-packages");
    let wanted = Fingerprint::default()
        .text(&node::version()?)
        .path(&page.join("package.json"))?
        .path(&page.join("package-lock.json"))?;
    if page.join("node_modules").is_dir() && wanted.is_noted_in(&note) {
        progress::say("The page's packages are up to date");
        return Ok(());
    }
    progress::step("Installing the page's packages", || {
        process::run("npm ci", node::npm().arg("ci").current_dir(&page))
    })?;
    wanted.note_in(&note)
}

/// Builds the page when it changed.
pub(crate) fn build(workspace: &Workspace) -> anyhow::Result<()> {
    let page = workspace.page();
    let note = workspace.notes().join("page-build");
    let mut wanted = Fingerprint::default();
    let entries = fs::read_dir(&page).with_context(|| format!("cannot list {}", page.display()))?;
    let mut inputs = Vec::new();
    for entry in entries {
        let entry = entry?;
        // Neither is an input: packages are covered by their lock file.
        if !["node_modules", "dist", "pictures"]
            .iter()
            .any(|name| entry.file_name() == *name)
        {
            inputs.push(entry.path());
        }
    }
    inputs.sort();
    for input in inputs {
        wanted = wanted.path(&input)?;
    }
    if page.join("dist").join("index.html").is_file() && wanted.is_noted_in(&note) {
        progress::say("The page is up to date");
        return Ok(());
    }
    progress::step("Building the page", || script(workspace, "build"))?;
    wanted.note_in(&note)
}

/// Runs a script of the page.
pub(crate) fn script(workspace: &Workspace, name: &str) -> anyhow::Result<()> {
    process::run(
        &format!("npm run {name}"),
        node::npm()
            .args(["run", name])
            .current_dir(workspace.page()),
    )
}
