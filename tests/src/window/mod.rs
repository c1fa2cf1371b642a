//! The real window, driven as a person would: a screen, a keyring and a home of its own, a local
//! Points with a ledger, and the app under `WebKitWebDriver`.

mod audit;
mod desk;
mod hands;
mod layouts;
mod outside;
mod packing_table;
mod page;
mod points;
mod process;
mod programs;
mod session;
mod start;
mod stopwatch;
mod words;

pub use audit::Audit;
pub use desk::DeskWindow;
pub use hands::Way;
pub use layouts::on_arabic_keyboard;
pub use outside::Viewer;
pub use page::Kind;
pub use points::{LocalPoints, Request};
pub use programs::{Programs, left_behind};
pub use session::ScratchSession;
pub use start::{Start, start};
pub use words::{Leftovers, Words};
