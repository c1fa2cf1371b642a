//! Whether a window can be shown.

use std::env;

use anyhow::bail;

/// Stops with the way out where there is no screen.
pub(crate) fn check() -> anyhow::Result<()> {
    let has = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    if !cfg!(target_os = "linux") || has("DISPLAY") || has("WAYLAND_DISPLAY") {
        return Ok(());
    }
    bail!(
        "There is no screen to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set.\n\
         Start this in a desktop session or over `ssh -X`. To run it without a screen:\n\n  \
         sudo apt-get install xvfb xauth\n  xvfb-run --auto-servernum cargo xtask run\n"
    )
}
