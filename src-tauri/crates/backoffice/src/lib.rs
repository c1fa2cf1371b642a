//! The product: everything a merchant's back office knows and decides, without any window.
//!
//! Layers point one way: the shell and the command line call this crate, this crate calls
//! `points-inbox` and `points-api`. It knows no Tauri.

pub mod actions;
pub mod bulk;
pub mod cases;
mod clock;
pub mod desk;
pub mod export;
mod failure;
mod figures;
pub mod fold;
pub mod inbox;
mod metadata;
pub mod money;
pub mod notes;
pub mod print;
mod reports;
mod riyadh;
pub mod saved_views;
pub mod scan;
pub mod schedule;
pub mod secrets;
pub mod settling;
pub mod shipping;
pub mod shop_files;
mod sought;
pub mod store;
pub mod sync;
pub mod text;
pub mod view;
