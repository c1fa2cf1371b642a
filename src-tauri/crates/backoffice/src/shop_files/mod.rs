//! Files that a shop exported, of any form: opened, looked at and read row by row. Bytes go in,
//! rows come out; nothing is kept here and no clock is asked.
//!
//! A file is opened once ([`ShopFile::open`]), the desk finds how it is to be read
//! ([`ShopFile::found_reading`]) or takes what a person said, and either looks at its beginning
//! ([`ShopFile::look`]) or reads all of it ([`ShopFile::rows`]).

mod columns;
mod fault;
mod file;
mod head;
mod identity;
mod kind;
mod looked;
mod records;
mod row;
mod row_reader;
mod rows;
mod values;

pub use fault::ShopFileFault;
pub use file::ShopFile;
pub use identity::{KnownCheckout, identities, identity, same_checkout};
pub use looked::Looked;
pub use row::{ReadRow, ShopRow};
pub use rows::Rows;
