//! Whatever should have ended and did not, and whatever does not agree: from the facts to a case
//! that a person explains or closes. Pure: no clock, no store, no network.
//!
//! `explain` looks at one subject at a time: an order of Points together with the row of the shop
//! that speaks of it, or a row of the shop whose order is not known. `match_checkouts` finds out
//! before which row and which order are the same. What each class means, with a worked example,
//! stands in this folder's README.

mod classes;
mod evidence;
mod facts;
mod found;
mod gather;
mod hash;
mod known;
mod lifecycle;
mod matching;
#[cfg(test)]
mod tests;

pub use facts::{
    AskedFor, CandidateFacts, CaseFacts, CheckoutFacts, EventFacts, InboxCoverage, OrderFacts,
    ReadFacts, ShopCoverage, SiblingCheckout, SiblingFacts, SiblingOrder, StatusFacts, Thresholds,
};
pub use found::{FoundCase, explain};
pub use gather::{WatchedOrder, order_facts};
pub use matching::{CandidateOrder, Matched, MatchedAs, SoughtCheckout, match_checkouts};
