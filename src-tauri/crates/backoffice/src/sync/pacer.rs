//! How fast Points may be asked. No limit is documented, so it has to be found: additive
//! increase, multiplicative decrease. Pure: the time is passed in, in milliseconds of a clock that
//! nobody sets.

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// A person waits: goes now, on credit if need be.
    Person,
    /// The sweep: waits for its turn.
    Sweep,
}

/// Whether a request may go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Permit {
    /// Now.
    Go,
    /// Not before this time, by the clock that was passed in.
    At(i64),
}

/// The bounds of the pace.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PaceLimits {
    /// Requests a second, at the most.
    pub per_second: f64,
    /// Requests a second at the start, from where the pace doubles each second.
    pub first_per_second: f64,
    /// Requests under way at once, at the most.
    pub in_flight: usize,
}

impl Default for PaceLimits {
    fn default() -> Self {
        Self {
            per_second: 20.0,
            first_per_second: 4.0,
            in_flight: 8,
        }
    }
}

/// Slower than this it never gets.
const LEAST_PACE: f64 = 0.5;
/// After a refusal in slow start: most of the doubling is taken back.
const FIRST_CUT: f64 = 0.75;
/// After a later refusal.
const LATER_CUT: f64 = 0.96;
/// So many requests after a cut the pace is back where it was: one probe for so many answers.
const PROBE_EVERY: f64 = 110.0;
/// So many requests without a refusal mean that the limit has risen: the pace grows faster.
const RISEN_AFTER: f64 = 2.0 * PROBE_EVERY;
const RISEN_GROWTH: f64 = 20.0;
/// Refusals within this time of a cut belong to it, milliseconds.
const ONE_CUT: i64 = 1_000;
/// Without a `Retry-After`, milliseconds.
const DEFAULT_PAUSE: i64 = 500;
/// Tokens that may gather while nothing is sent.
const BURST: f64 = 2.0;

/// The pace of one profile.
#[derive(Debug, Clone)]
pub struct Pacer {
    limits: PaceLimits,
    pace: f64,
    doubling: bool,
    tokens: f64,
    counted_at: i64,
    closed_until: i64,
    cut_at: i64,
    sent_since_cut: f64,
}

impl Pacer {
    /// Begins slowly.
    pub fn new(limits: PaceLimits, now: i64) -> Self {
        Self {
            limits,
            pace: limits.first_per_second.min(limits.per_second),
            doubling: true,
            tokens: 1.0,
            counted_at: now,
            closed_until: now,
            cut_at: i64::MIN,
            sent_since_cut: 0.0,
        }
    }

    /// The bounds.
    pub fn limits(&self) -> PaceLimits {
        self.limits
    }

    /// Changes the bounds; what was learnt stays.
    pub fn set_limits(&mut self, limits: PaceLimits) {
        self.limits = limits;
        self.pace = self.pace.min(limits.per_second);
    }

    /// The present pace, requests a second.
    pub fn pace(&self) -> f64 {
        self.pace
    }

    /// Asks to send; [`Permit::Go`] counts the request.
    pub fn permit(&mut self, urgency: Urgency, now: i64) -> Permit {
        self.count(now);
        if now < self.closed_until {
            return Permit::At(self.closed_until);
        }
        if self.tokens >= 1.0 || urgency == Urgency::Person {
            self.tokens -= 1.0;
            self.sent_since_cut += 1.0;
            return Permit::Go;
        }
        #[allow(
            clippy::cast_possible_truncation,
            reason = "a wait is far below 2^53 ms"
        )]
        let wait = ((1.0 - self.tokens) / self.pace * 1000.0).ceil() as i64;
        Permit::At(now + wait.max(1))
    }

    /// How long nobody may send because Points said so, milliseconds.
    pub fn closed_for(&self, now: i64) -> Option<i64> {
        let left = self.closed_until.saturating_sub(now);
        (left > 0).then_some(left)
    }

    /// Points refused for being asked too fast.
    pub fn throttled(&mut self, retry_after: Option<i64>, now: i64) {
        self.count(now);
        self.closed_until = self
            .closed_until
            .max(now + retry_after.unwrap_or(DEFAULT_PAUSE));
        self.tokens = self.tokens.min(0.0);
        if now.saturating_sub(self.cut_at) >= ONE_CUT {
            let cut = if self.doubling { FIRST_CUT } else { LATER_CUT };
            self.pace = (self.pace * cut).max(LEAST_PACE);
            self.doubling = false;
            self.cut_at = now;
            self.sent_since_cut = 0.0;
        }
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "times between two requests are short"
    )]
    fn count(&mut self, now: i64) {
        let seconds = (now - self.counted_at).max(0) as f64 / 1000.0;
        self.counted_at = self.counted_at.max(now);
        if now < self.closed_until {
            return;
        }
        self.tokens = (self.tokens + seconds * self.pace).min(BURST.max(self.pace / 50.0));
        let growth = if self.doubling {
            2.0_f64.powf(seconds.min(1.0))
        } else {
            let faster = if self.sent_since_cut > RISEN_AFTER {
                RISEN_GROWTH
            } else {
                1.0
            };
            1.0 + (1.0 - LATER_CUT) * self.pace / PROBE_EVERY * faster * seconds.min(1.0)
        };
        self.pace = (self.pace * growth).min(self.limits.per_second);
    }
}

#[cfg(test)]
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "figures of a test"
)]
mod tests {
    use super::*;

    /// Points with a limit that nobody told: a token bucket.
    struct Server {
        limit: f64,
        tokens: f64,
        at: i64,
    }

    impl Server {
        fn asked(&mut self, now: i64) -> bool {
            self.tokens = (self.tokens + (now - self.at) as f64 / 1000.0 * self.limit)
                .min(self.limit / 4.0 + 1.0);
            self.at = now;
            let allowed = self.tokens >= 1.0;
            if allowed {
                self.tokens -= 1.0;
            }
            allowed
        }
    }

    fn simulate(limit: f64, per_second: f64, seconds: i64) -> (f64, f64) {
        let mut pacer = Pacer::new(
            PaceLimits {
                per_second,
                ..PaceLimits::default()
            },
            0,
        );
        let mut server = Server {
            limit,
            tokens: 1.0,
            at: 0,
        };
        let (mut now, mut answered, mut refused) = (0, 0_u32, 0_u32);
        while now < seconds * 1000 {
            match pacer.permit(Urgency::Sweep, now) {
                Permit::At(later) => now = later,
                Permit::Go if server.asked(now) => answered += 1,
                Permit::Go => {
                    refused += 1;
                    pacer.throttled(None, now);
                }
            }
        }
        let possible = limit.min(per_second) * seconds as f64;
        (
            f64::from(answered) / possible,
            f64::from(refused) / f64::from(answered + refused),
        )
    }

    #[test]
    fn an_unknown_limit_is_found_and_kept_to() {
        for limit in [2.0, 5.0, 10.0, 17.0] {
            let (used, refused) = simulate(limit, 20.0, 1_200);
            assert!(used > 0.95, "limit {limit}: {used} of it used");
            assert!(refused < 0.02, "limit {limit}: {refused} refused");
        }
    }

    #[test]
    fn without_a_limit_the_ceiling_is_reached_and_kept() {
        let (used, refused) = simulate(1_000.0, 20.0, 120);
        assert!(used > 0.97 && used <= 1.01, "{used} of the ceiling used");
        assert!(refused.abs() < f64::EPSILON);
    }

    #[test]
    fn a_limit_that_rises_is_found_again() {
        let mut pacer = Pacer::new(PaceLimits::default(), 0);
        for second in 1..=4 {
            pacer.throttled(None, second * 2_000);
        }
        let slow = pacer.pace();
        let mut now = 10_000;
        while now < 400_000 {
            if let Permit::At(later) = pacer.permit(Urgency::Sweep, now) {
                now = later;
            }
        }
        assert!(
            slow < 6.0 && pacer.pace() > 15.0,
            "from {slow} to {}",
            pacer.pace()
        );
    }

    #[test]
    fn a_person_goes_at_once_and_the_sweep_pays() {
        let mut pacer = Pacer::new(PaceLimits::default(), 0);
        assert_eq!(pacer.permit(Urgency::Sweep, 0), Permit::Go);
        assert!(matches!(pacer.permit(Urgency::Sweep, 0), Permit::At(_)));
        assert_eq!(pacer.permit(Urgency::Person, 0), Permit::Go);
        let Permit::At(at) = pacer.permit(Urgency::Sweep, 0) else {
            unreachable!()
        };
        assert!(at >= 400, "the sweep waits for two tokens, not one: {at}");
    }

    #[test]
    fn retry_after_is_obeyed_by_everyone() {
        let mut pacer = Pacer::new(PaceLimits::default(), 0);
        pacer.throttled(Some(7_000), 0);
        assert_eq!(pacer.permit(Urgency::Person, 6_999), Permit::At(7_000));
        assert_eq!(pacer.closed_for(6_000), Some(1_000));
        assert_eq!(pacer.permit(Urgency::Person, 7_000), Permit::Go);
        assert_eq!(pacer.closed_for(7_000), None);
    }

    #[test]
    fn a_clock_that_jumps_back_grants_nothing() {
        let mut pacer = Pacer::new(PaceLimits::default(), 100_000);
        assert_eq!(pacer.permit(Urgency::Sweep, 100_000), Permit::Go);
        assert!(matches!(pacer.permit(Urgency::Sweep, 0), Permit::At(_)));
    }
}
