//! The whole system from the command line: a real keyring, real HTTP, a real SQLite file.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod bulk;
mod crash;
mod export;
mod faults;
mod input;
mod keys;
mod kills;
mod kills_of_the_app;
mod main_job;
mod money;
mod secrecy;
mod trouble;
mod webhooks;
