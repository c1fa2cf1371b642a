//! The time at which the generated shop stands still, so that every run sees the same orders.

/// "Now" of the benchmarks: 2026-11-23 09:00 UTC, in milliseconds.
pub(crate) const NOW: i64 = 1_795_424_400_000;

/// How far back the generated orders reach, milliseconds: three years.
pub(crate) const PAST: i64 = 3 * 365 * 24 * 3_600_000;
