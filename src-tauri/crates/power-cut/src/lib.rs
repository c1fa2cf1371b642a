//! For tests alone: what a power cut leaves of SQLite's files.
//!
//! kill -9 cannot show it, because what a killed process wrote stands in the system's memory and
//! reaches the disk all the same. Here SQLite's own file system is listened to: every write,
//! truncation, sync and deletion of the files of a watched folder is kept in its sequence, and for
//! any moment it can be said what the disk may then have held: what was synced for certain, and of
//! the rest nothing, all, or any part, in sectors of 512 bytes.

mod disk;
mod file_system;

pub use disk::{Disk, Left, Refusal, SECTOR};
