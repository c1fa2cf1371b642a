//! What a person asks Points to do: written down first, sent once, settled by evidence.

mod departures;
mod dispatch;
mod in_hand;
pub mod policy;

pub use dispatch::{Dispatch, Settling};
pub use in_hand::Undertaking;
pub use policy::{Verdict, judge};
