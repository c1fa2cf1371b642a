//! Keeping the cache as Points has it: what is due is read, at a pace that Points bears.

mod board;
mod lanes;
mod line;
mod pacer;
mod reading;
mod sweep;

pub use board::{Board, Change};
pub use lanes::Lane;
pub use line::Line;
pub use pacer::{PaceLimits, Pacer, Permit, Urgency};
pub(crate) use reading::heard;
pub use reading::{ReadOrder, Reading};
pub use sweep::{Sweep, Until};
