//! The shop's inbox: where Points' webhooks wait until the desk takes them over.

mod address;
mod client;
mod following;
mod placing;
mod public_host;
mod silence;

pub use address::{InboxAddress, InvalidInboxAddress};
pub use client::{InboxClient, InboxEvent, InboxFault, InboxPage};
pub use following::Following;
pub use placing::{Placed, place};
pub use public_host::{InvalidPublicHost, PublicHost};
pub use silence::is_unusual;
