//! A hidden rate limit (dossier, "Envelope and errors": no documented limit, 429 on "abusive
//! traffic"): a token bucket.

use std::time::Instant;

use serde::{Deserialize, Serialize};

const UNIT: u64 = 1_000_000;

/// The limit as the control API sets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateLimit {
    /// Requests a second; `null` for no limit.
    pub per_second: Option<u64>,
    /// Requests that may come at once after a pause; a fifth of a second's worth when absent.
    #[serde(default)]
    pub burst: Option<u64>,
    /// Value of `Retry-After` in the 429.
    #[serde(default)]
    pub retry_after: Option<String>,
}

impl RateLimit {
    /// No limit.
    pub const fn none() -> Self {
        Self {
            per_second: None,
            burst: None,
            retry_after: None,
        }
    }
}

/// How many requests met the limit since it was set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct RateCounters {
    pub(crate) allowed: u64,
    pub(crate) refused: u64,
}

#[derive(Debug)]
pub(crate) struct Throttle {
    limit: RateLimit,
    /// Millionths of a request.
    tokens: u64,
    filled_at: Instant,
    counters: RateCounters,
}

impl Throttle {
    pub(crate) fn new(limit: RateLimit, now: Instant) -> Self {
        let tokens = capacity(&limit);
        Self {
            limit,
            tokens,
            filled_at: now,
            counters: RateCounters::default(),
        }
    }

    /// Whether a request may pass at `now`.
    pub(crate) fn admit(&mut self, now: Instant) -> bool {
        let Some(per_second) = self.limit.per_second else {
            self.counters.allowed += 1;
            return true;
        };
        let elapsed = now.saturating_duration_since(self.filled_at);
        let gained = u64::try_from(elapsed.as_micros())
            .unwrap_or(u64::MAX)
            .saturating_mul(per_second);
        self.tokens = self
            .tokens
            .saturating_add(gained)
            .min(capacity(&self.limit));
        self.filled_at = now;
        let admitted = self.tokens >= UNIT;
        if admitted {
            self.tokens -= UNIT;
            self.counters.allowed += 1;
        } else {
            self.counters.refused += 1;
        }
        admitted
    }

    pub(crate) const fn limit(&self) -> &RateLimit {
        &self.limit
    }

    pub(crate) const fn counters(&self) -> RateCounters {
        self.counters
    }
}

fn capacity(limit: &RateLimit) -> u64 {
    let per_second = limit.per_second.unwrap_or(0);
    limit
        .burst
        .unwrap_or(per_second / 5)
        .max(1)
        .saturating_mul(UNIT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn lets_the_rate_through_and_refuses_the_rest() {
        let start = Instant::now();
        let limit = RateLimit {
            per_second: Some(10),
            burst: Some(2),
            retry_after: None,
        };
        let mut throttle = Throttle::new(limit, start);
        let admitted = (0..1_000_u64)
            .filter(|step| throttle.admit(start + Duration::from_millis(step * 10)))
            .count();
        // 9.99 s at 10 a second, and the first burst of 2.
        assert!((100..=102).contains(&admitted), "{admitted}");
        assert_eq!(
            throttle.counters().allowed + throttle.counters().refused,
            1_000
        );
        assert!(throttle.counters().refused > 0);
    }
}
