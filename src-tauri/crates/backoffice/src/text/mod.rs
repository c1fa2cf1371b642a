//! Text as people write it: search terms, and fragments of numbers, phones in any form,
//! and uuids in the middle of anything.

mod folding;
mod grams;
mod lines;
mod phones;
mod uuids;
mod words;

pub use folding::{fold_digits, fold_text};
pub(crate) use grams::as_letter;
pub use grams::{Cover, SHORTEST_FRAGMENT, cover, grams};
pub use lines::one_line;
pub use phones::{mobile_number, part_of_mobile_number, points_number};
pub use uuids::{FoundUuid, LineFinding, find_uuids};
pub use words::words;
