//! Whose key is in use: nothing leaves under the key of another merchant.
//!
//! Points accepts it, and says of every order of the store that there is none. That must neither
//! refuse what waits nor make a purchase at the wrong store.

use std::sync::atomic::{AtomicU64, Ordering};

use points_api::{ApiError, Client, Failure};

use super::dispatch::Dispatch;
use crate::failure::plain;
use crate::store::{Store, StoreError};
use crate::view::ErrorCode;

/// So many of the store's orders are asked for before a key counts as another merchant's.
const ORDERS_ASKED: u32 = 3;

const READ: &str = "GET /orders/{uuid}";

/// Whose a key is.
#[derive(Debug)]
pub(crate) enum KeyOwner {
    /// Points knows one of the store's orders with it, or there is none to ask for.
    Store,
    /// Points knows none of them.
    Another,
    /// It cannot be told now.
    Unknown(ApiError),
}

/// Asks Points for the orders of the store that were read last.
pub(crate) async fn key_owner(store: &Store, client: &Client) -> Result<KeyOwner, StoreError> {
    let known = store.read_last(ORDERS_ASKED).await?;
    for uuid in &known {
        match client.read_order(*uuid).await {
            Ok(_) => return Ok(KeyOwner::Store),
            Err(error) if matches!(error.failure, Failure::NotFound { .. }) => {}
            Err(error) => return Ok(KeyOwner::Unknown(error)),
        }
    }
    Ok(if known.is_empty() {
        KeyOwner::Store
    } else {
        KeyOwner::Another
    })
}

/// The number of the key that was seen to be the store's.
#[derive(Debug)]
pub(super) struct ProvedKey(AtomicU64);

impl Default for ProvedKey {
    fn default() -> Self {
        // None yet: they are counted from the beginning.
        Self(AtomicU64::new(u64::MAX))
    }
}

impl Dispatch {
    /// An order of the store was read with the key in use.
    pub(super) fn key_is_ours(&self) {
        if let Ok((_, number)) = self.line.client(READ) {
            self.proved_key.0.store(number, Ordering::Release);
        }
    }

    /// Whose the key in use is. One of another merchant is put out of use: everything waits, as it
    /// does with a key that Points refuses.
    pub(super) async fn owner_of_key(&self) -> Result<KeyOwner, StoreError> {
        let (client, number) = match self.line.client(READ) {
            Ok(client) => client,
            Err(error) => return Ok(KeyOwner::Unknown(error)),
        };
        if self.proved_key.0.load(Ordering::Acquire) == number {
            return Ok(KeyOwner::Store);
        }
        let owner = key_owner(&self.store, &client).await?;
        match &owner {
            KeyOwner::Store => self.proved_key.0.store(number, Ordering::Release),
            KeyOwner::Another => self
                .line
                .set_fetched_client(Err(plain(ErrorCode::KeyOfAnotherStore)), number),
            KeyOwner::Unknown(error) => {
                self.heed(Some(error));
            }
        }
        Ok(owner)
    }
}
