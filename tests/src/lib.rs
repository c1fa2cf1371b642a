//! What the whole-system tests stand on.

#[cfg(target_os = "linux")]
<<<<<<< HEAD
pub mod command_line;
=======
pub mod window;
>>>>>>> window
