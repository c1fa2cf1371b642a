//! What a person asks Points to do: written down first, sent in its turn, settled by evidence.

mod call;
mod departures;
mod dispatch;
mod in_hand;
mod key_owner;
mod network;
pub mod policy;
mod purchase;
pub mod queue;
mod sending;

pub(crate) use call::payment_method;
pub use dispatch::{Dispatch, Settling};
pub(crate) use key_owner::{KeyOwner, key_owner};
pub use purchase::PurchaseProblem;
pub(crate) use purchase::{bare_number, checkout, earning};
