//! Text as people write it: search terms, and uuids in the middle of anything.

mod folding;
mod lines;
mod uuids;

pub use folding::{fold_digits, fold_text};
pub use lines::one_line;
pub use uuids::{FoundUuid, LineFinding, find_uuids};
