//! What the whole-system tests stand on.

#[cfg(target_os = "linux")]
pub mod command_line;
#[cfg(target_os = "linux")]
pub mod window;
