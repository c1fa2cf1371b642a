//! Checks the configuration and the capabilities, and embeds them.

fn main() {
    tauri_build::build();
}
