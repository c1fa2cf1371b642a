//! The fold: an order is a pure function of everything heard about it.
//!
//! Order of arrival and repetition change nothing; deleting the result and folding again gives
//! the same. The rules are those of the project's design; ARCHITECTURE.md repeats them.

mod content;
mod field;
mod observation;
mod projection;
mod timeline;
mod winner;

pub use content::{ContentHash, content_hash, event_hash};
pub use field::{Field, Value};
pub use observation::{Observation, Sighting, Source, Version};
pub use projection::{ProjectedItem, Projection, shipping_key, shipping_state};
pub use timeline::{Change, Hearing, replay};
pub use winner::{Folded, Rank, Winner, changed_at, fold};
