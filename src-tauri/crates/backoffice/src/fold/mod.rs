//! The fold: an order is a pure function of everything heard about it.
//!
//! Order of arrival and repetition change nothing; deleting the result and folding again gives
//! the same. The rules are those of the project's design; ARCHITECTURE.md repeats them.

mod content;
mod field;
mod observation;
mod projection;
mod timeline;
mod version;
mod winner;

/// Counts the versions of the fold: raised whenever the same observations give another row, be it by
/// the fold, by the projection, by the folding of letters, or by how an answer is read. Rows that an
/// older version made are then made anew.
pub const FOLD_VERSION: i64 = 3;

pub use content::{ContentHash, content_hash, event_hash};
pub use field::{Field, Value};
pub use observation::{Observation, Sighting, Source};
pub(crate) use projection::beginnings;
pub use projection::{ProjectedItem, Projection, shipping_key, shipping_state};
pub use timeline::{Change, Hearing, changes_by, replay};
pub use version::{Version, versions};
pub use winner::{Folded, Rank, Winner, changed_at, fold};
