//! The real programs on the command line: `pointsctl` in a session with a real keyring and a home
//! of its own, against a real `points-sandbox`.

mod console;
mod inbox;
mod points;
mod process;
mod session;

pub use console::{Console, Reply, Working};
pub use inbox::LocalInbox;
pub use points::{LocalPoints, Request};
pub use session::Session;
