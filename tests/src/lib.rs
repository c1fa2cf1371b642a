//! What the whole-system tests stand on.

pub mod away;
#[cfg(target_os = "linux")]
pub mod command_line;
#[cfg(target_os = "linux")]
mod first_line;
#[cfg(target_os = "linux")]
mod secrecy;
#[cfg(target_os = "linux")]
pub mod window;

#[cfg(target_os = "linux")]
pub use secrecy::Secret;
