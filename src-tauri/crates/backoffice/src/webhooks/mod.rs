//! The merchant's webhooks at Points: which of them lead to the desk's inbox, what may be asked of
//! Points about them, and whether an inbox answers as it should.

mod address;
mod fault;
mod hand_over;
mod request;
mod secret;
mod test_event;
mod wish;

pub use address::{hook_here, hook_of, suggested_url};
pub use fault::WebhookFault;
pub use hand_over::HandOver;
pub use request::checked;
pub use secret::can_be_kept;
pub use test_event::TestEvent;
pub use wish::{Beforehand, Wish, wants_a_look};
