//! What a person asks Points to do: written down first, sent once, settled by evidence.

mod departures;
mod dispatch;
mod policy;

pub use dispatch::Dispatch;
pub use policy::{Evidence, Settled, Verdict, judge, next_settling, settle};
