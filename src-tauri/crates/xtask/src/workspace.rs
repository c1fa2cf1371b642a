//! Where things lie.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// The workspace and its build folder.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// The workspace that this program belongs to.
    pub(crate) fn here() -> anyhow::Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .nth(3)
            .context("this program lies outside its workspace")?
            .to_owned();
        // The program lies in <target>/<profile>/, wherever CARGO_TARGET_DIR points.
        let target = env::current_exe()
            .context("the path of this program is unknown")?
            .ancestors()
            .nth(2)
            .context("this program lies outside a build folder")?
            .to_owned();
        Ok(Self { root, target })
    }

    /// The folder of the workspace's `Cargo.toml`.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The page's folder.
    pub(crate) fn page(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// Cargo's build folder.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Everything that belongs to the demo.
    pub(crate) fn demo(&self) -> PathBuf {
        self.target.join("demo")
    }

    /// Notes of this program to itself.
    pub(crate) fn notes(&self) -> PathBuf {
        self.target.join("xtask")
    }
}
