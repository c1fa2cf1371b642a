//! What can be wrong with a whole file.

use std::io::{self, ErrorKind};

use crate::failure::{plain, with};
use crate::view::{ErrorCode, FailureView};

/// A file that cannot be read as orders of a shop.
#[derive(Debug, thiserror::Error)]
pub enum ShopFileFault {
    /// The disk does not give it, or no more of it.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Nothing stands in it.
    #[error("the file is empty")]
    Empty,
    /// It is larger than any list of orders, packed or unpacked.
    #[error("the file has more than {limit_megabytes} megabytes")]
    TooLarge {
        /// So many megabytes would be read.
        limit_megabytes: u64,
    },
    /// It is no text, no workbook and no JSON.
    #[error("a file of an unknown kind")]
    KindUnknown,
    /// It began as what it is called and does not go on so.
    #[error("the file is damaged")]
    Damaged,
}

impl From<&ShopFileFault> for FailureView {
    fn from(fault: &ShopFileFault) -> Self {
        match fault {
            ShopFileFault::Io(error) if error.kind() == ErrorKind::PermissionDenied => {
                plain(ErrorCode::FileProtected)
            }
            ShopFileFault::Io(error) => with(ErrorCode::FileFailed, "message", error.to_string()),
            ShopFileFault::Empty => plain(ErrorCode::FileEmpty),
            ShopFileFault::TooLarge { limit_megabytes } => with(
                ErrorCode::FileTooLarge,
                "limit_megabytes",
                limit_megabytes.to_string(),
            ),
            ShopFileFault::KindUnknown | ShopFileFault::Damaged => {
                plain(ErrorCode::FileKindUnknown)
            }
        }
    }
}
