//! The programs of the project, built together so that cargo builds everything once.

use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::workspace::Workspace;
use crate::{process, progress};

/// How cargo builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Fast to build.
    Debug,
    /// Fast to run.
    Release,
}

impl Profile {
    fn folder(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }
}

/// Embeds the built page; the same for every call of cargo, or it would build the app twice.
pub(crate) const WITH_PAGE: &str = "--features=points-desk/custom-protocol";

/// Where the programs lie.
#[derive(Debug, Clone)]
pub(crate) struct Binaries {
    folder: PathBuf,
}

impl Binaries {
    /// Where cargo puts them.
    pub(crate) fn built(workspace: &Workspace, profile: Profile) -> Self {
        Self {
            folder: workspace.target().join(profile.folder()),
        }
    }

    fn program(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}{EXE_SUFFIX}"))
    }

    /// The app.
    pub(crate) fn desk(&self) -> PathBuf {
        self.program("points-desk")
    }

    /// The command line.
    pub(crate) fn pointsctl(&self) -> PathBuf {
        self.program("pointsctl")
    }

    /// The local Points.
    pub(crate) fn sandbox(&self) -> PathBuf {
        self.program("points-sandbox")
    }
}

/// `cargo`, in the workspace.
pub(crate) fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

/// Builds the app, the command line and the local Points.
pub(crate) fn build(workspace: &Workspace, profile: Profile) -> anyhow::Result<Binaries> {
    let title = match profile {
        Profile::Debug => "Building the programs (minutes the first time, seconds later)",
        Profile::Release => "Building the programs for speed (some minutes)",
    };
    progress::step(title, || {
        let mut command = cargo(workspace.root());
        command.args(["build", "--package=points-sandbox", "--package=pointsctl"]);
        command.args(["--package=points-desk", WITH_PAGE]);
        if profile == Profile::Release {
            command.arg("--release");
        }
        process::run("cargo build", &mut command)
    })?;
    Ok(Binaries::built(workspace, profile))
}
