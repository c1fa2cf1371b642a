//! The sandbox, from outside: every call, every fault, every switch both ways, over real HTTP.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

#[cfg(unix)]
mod binary;
mod checkout_page;
mod control;
mod deliveries;
mod faults;
mod keys_and_envelope;
mod lifecycle;
mod purchases;
mod quirks;
mod shipping;
mod support;
mod webhooks;
mod world;
