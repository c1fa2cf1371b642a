//! Looking now and then whether the profile's file is whole.

use std::time::Duration;

use super::profile::OpenProfile;
use super::{Desk, locked};
use crate::clock;
use crate::failure::plain;
use crate::store::Integrity;
use crate::view::{ErrorCode, SyncPhase, Topic};

/// A moment without sync is waited for in steps of this.
const LOOK_AGAIN: Duration = Duration::from_mins(10);
/// The file is looked at so often, milliseconds.
const EVERY: i64 = 7 * 24 * 3_600_000;

impl Desk {
    /// Looks at the file once a week, while nothing is read from Points. Damage is logged and told
    /// as the profile's failure; the orders stay in sight as far as they can be read.
    pub(super) async fn watch_integrity(&self, open: &OpenProfile) {
        loop {
            tokio::time::sleep(LOOK_AGAIN).await;
            if self.board.sync().phase == SyncPhase::Running {
                continue;
            }
            match open.store.check_integrity(clock::now(), EVERY).await {
                Ok(Integrity::NotDue) => {}
                Ok(Integrity::Sound) => tracing::info!("the file with the orders is whole"),
                Ok(Integrity::Damaged(message)) => {
                    tracing::error!(message, "the file with the orders is damaged");
                    *locked(&self.open_failure) = Some(plain(ErrorCode::DatabaseDamaged));
                    self.board.changed(&[Topic::Desk]);
                    return;
                }
                Err(error) => tracing::warn!(%error, "the file could not be looked at"),
            }
        }
    }
}
