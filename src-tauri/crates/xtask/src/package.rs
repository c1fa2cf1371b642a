//! The installable package.

use crate::doctor::{self, Purpose};
use crate::workspace::Workspace;
use crate::{node, page, process, progress};

/// Builds it: a `.deb` on Linux.
pub(crate) fn build(workspace: &Workspace) -> anyhow::Result<()> {
    doctor::prepare(Purpose::Run)?;
    page::install(workspace)?;
    page::build(workspace)?;
    let bundle = if cfg!(target_os = "macos") {
        "dmg"
    } else if cfg!(target_os = "windows") {
        "nsis"
    } else {
        "deb"
    };
    progress::step("Building the package (some minutes the first time)", || {
        process::run(
            "tauri build",
            node::npm()
                .args(["exec", "--prefix"])
                .arg(workspace.page())
                .args(["--", "tauri", "build", "--ci", "--bundles", bundle])
                .args(["--", "--features", "custom-protocol"])
                .current_dir(workspace.root().join("src-tauri")),
        )
    })?;
    progress::say(&format!(
        "It lies in {}",
        workspace
            .target()
            .join("release/bundle")
            .join(bundle)
            .display()
    ));
    Ok(())
}
