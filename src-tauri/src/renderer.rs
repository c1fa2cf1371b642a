//! How the web view paints on Linux.

use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// `WebKitGTK`'s switch against its DMA-BUF renderer.
const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
/// Where the kernel shows graphics hardware that can render.
const DEVICES: &str = "/dev/dri";

/// Without hardware that renders, `WebKitGTK`'s DMA-BUF renderer halves the frame rate and leaves
/// ghosts of scrolled rows. The switch must be in the environment before the process has threads,
/// so the process replaces itself once by itself with the switch set.
pub(crate) fn settle() {
    if env::var_os(SWITCH).is_some() || can_render(Path::new(DEVICES)) {
        return;
    }
    let Ok(this) = env::current_exe() else {
        return;
    };
    let mut arguments = env::args_os();
    let mut again = Command::new(this);
    if let Some(name) = arguments.next() {
        again.arg0(name);
    }
    let error = again.args(arguments).env(SWITCH, "1").exec();
    // Only a failure comes back; the window then opens as it would have without.
    eprintln!("points-desk: painting without the software renderer: {error}");
}

fn can_render(devices: &Path) -> bool {
    fs::read_dir(devices).is_ok_and(|entries| {
        entries
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("renderD"))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn only_a_render_node_counts_as_hardware_that_renders() {
        let devices = tempfile::tempdir().unwrap();
        assert!(!can_render(&devices.path().join("missing")));
        fs::write(devices.path().join("card0"), "").unwrap();
        assert!(!can_render(devices.path()));
        fs::write(devices.path().join("renderD128"), "").unwrap();
        assert!(can_render(devices.path()));
    }
}
