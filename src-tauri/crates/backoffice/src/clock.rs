//! This machine's clock, read at the edges only; what decides gets the time passed in.

use chrono::Utc;

/// Now, UTC milliseconds.
pub(crate) fn now() -> i64 {
    Utc::now().timestamp_millis()
}
