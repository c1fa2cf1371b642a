//! Identifiers that Points gives out.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The only handle by which Points lets an order be read (API documentation, "Orders").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrderUuid(Uuid);

/// The text is not a uuid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a uuid")]
pub struct InvalidUuid;

impl OrderUuid {
    /// The sixteen bytes, as the cache keeps them.
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// From the sixteen bytes that the cache keeps.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }
}

impl From<Uuid> for OrderUuid {
    fn from(uuid: Uuid) -> Self {
        Self(uuid)
    }
}

impl From<OrderUuid> for Uuid {
    fn from(uuid: OrderUuid) -> Self {
        uuid.0
    }
}

impl FromStr for OrderUuid {
    type Err = InvalidUuid;

    fn from_str(text: &str) -> Result<Self, InvalidUuid> {
        Uuid::try_parse(text.trim())
            .map(Self)
            .map_err(|_| InvalidUuid)
    }
}

impl fmt::Display for OrderUuid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(formatter)
    }
}
