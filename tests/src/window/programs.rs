//! Where the programs under test lie: told by `cargo xtask test`, else where cargo puts them.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::bail;

/// The programs that a window test starts.
#[derive(Debug, Clone)]
pub struct Programs {
    /// The app, with its page built in.
    pub desk: PathBuf,
    /// The local Points.
    pub sandbox: PathBuf,
    /// The bridge between `WebDriver` and the app.
    pub driver: PathBuf,
}

impl Programs {
    /// Finds them, or says how to get what is missing.
    pub fn find() -> anyhow::Result<Self> {
        let target = workspace().join("target");
        Ok(Self {
            desk: program("POINTS_DESK_PROGRAM", target.join("debug/points-desk"))?,
            sandbox: program(
                "POINTS_SANDBOX_PROGRAM",
                target.join("debug/points-sandbox"),
            )?,
            driver: program(
                "TAURI_DRIVER_PROGRAM",
                target.join("tools/bin/tauri-driver"),
            )?,
        })
    }
}

fn program(variable: &str, usual: PathBuf) -> anyhow::Result<PathBuf> {
    let path = env::var_os(variable).map_or(usual, PathBuf::from);
    if path.is_file() {
        return Ok(path);
    }
    bail!(
        "{} is missing: `cargo xtask test` builds it, or set {variable}",
        path.display()
    )
}

/// The root of the workspace.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Where pictures and logs of a run are left to look at; ignored by git.
pub fn left_behind() -> PathBuf {
    workspace().join("target/acceptance")
}
