//! The page's TypeScript types.

use crate::binaries::cargo;
use crate::workspace::Workspace;
use crate::{process, progress};

/// Writes them anew from the Rust types.
pub(crate) fn write(workspace: &Workspace) -> anyhow::Result<()> {
    progress::step("Writing the page's types", || {
        process::run(
            "cargo test",
            cargo(workspace.root())
                .args(["test", "--package=backoffice", "--test=typescript_types"])
                .env("WRITE_TYPES", "1"),
        )
    })
}
