//! `tauri-driver`, through which the tests drive the real window.

use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;

use crate::binaries::cargo;
use crate::workspace::Workspace;
use crate::{process, progress};

/// Later ones are for Tauri 3.
const VERSION: &str = "2.1.0";

/// Where it lies: in the build folder, so that the person's own tools stay as they are.
pub(crate) fn program(workspace: &Workspace) -> PathBuf {
    folder(workspace)
        .join("bin")
        .join(format!("tauri-driver{EXE_SUFFIX}"))
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.target().join("tools")
}

/// Builds it, unless it is there.
pub(crate) fn install(workspace: &Workspace) -> anyhow::Result<()> {
    if program(workspace).is_file() {
        progress::say("tauri-driver is there");
        return Ok(());
    }
    process::run(
        "cargo install tauri-driver",
        cargo(workspace.root())
            .args(["install", "tauri-driver", "--version", VERSION, "--locked"])
            .arg("--root")
            .arg(folder(workspace)),
    )
}
