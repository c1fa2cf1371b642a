//! This machine's clock, read at the edges only; what decides gets the time passed in.

use std::sync::LazyLock;
use std::time::Instant;

use chrono::Utc;

static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Now, UTC milliseconds.
pub(crate) fn now() -> i64 {
    Utc::now().timestamp_millis()
}

/// Milliseconds since some moment of this run, by a clock that nobody sets: for waits, which must
/// not last an hour because somebody put the clock back by one.
pub(crate) fn ticks() -> i64 {
    i64::try_from(BEGIN.elapsed().as_millis()).unwrap_or(i64::MAX)
}
