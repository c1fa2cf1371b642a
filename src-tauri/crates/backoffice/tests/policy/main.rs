//! What may be sent, what came of it, and what may be sent again.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::trivially_copy_pass_by_ref,
    unreachable_pub,
    reason = "a test may"
)]

mod before;
mod cases;
mod events;
mod model;
mod reads;
mod sending;
