//! Typed client of the Points API (`papp.sa`), as its public documentation describes it.
//!
//! This crate knows the wire: identifiers, amounts, statuses, the envelope, and what a failure
//! means for the caller. It knows no database and no user interface.

mod amount;
mod identifier;
mod order;
mod status;

pub use amount::{Amount, Halalas, Points, UnreadableAmount};
pub use identifier::{InvalidUuid, OrderUuid};
pub use order::{Carried, ObservedItem, ObservedOrder, UnreadableOrder};
pub use status::{FinancialStatus, OrderType, ShippingState, ShippingStatus};
