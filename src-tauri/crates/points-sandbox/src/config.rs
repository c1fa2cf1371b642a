//! How a sandbox starts.

use std::path::PathBuf;

use chrono::{DateTime, SubsecRound, Utc};

use crate::dice::Dice;
use crate::render::ShippingCodes;
use crate::rules::Rules;
use crate::throttle::RateLimit;
use crate::world::{Merchant, Record, private_key, public_key};

/// Everything about a sandbox that is decided before it starts.
#[derive(Clone, Debug)]
pub struct Config {
    /// Port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// Orders in the generated past.
    pub orders: u64,
    /// The same seed and reference time give the same orders, uuids and keys.
    pub seed: u64,
    /// "Now" of the generated past (UTC); the time of the start when absent.
    pub reference_time: Option<DateTime<Utc>>,
    /// Loads the world from here if the file exists, and keeps it there. A loaded world brings its
    /// own orders, seed, keys and rules.
    pub state: Option<PathBuf>,
    /// Instead of a key derived from the seed.
    pub public_key: Option<String>,
    /// Instead of a key derived from the seed.
    pub private_key: Option<String>,
    /// The integers for `new`, `license_in_progress`, `ready_shipping`,
    /// `delivery_is_in_progress`, `delivered`, `cancelled`.
    pub shipping_codes: [i64; 6],
    /// Milliseconds that every API answer takes longer.
    pub latency_ms: u64,
    /// The hidden rate limit.
    pub rate_limit: RateLimit,
    /// See [`Rules`].
    pub rules: Rules,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            port: 0,
            orders: 0,
            seed: 1,
            reference_time: None,
            state: None,
            public_key: None,
            private_key: None,
            shipping_codes: [1, 2, 3, 4, 5, 6],
            latency_ms: 0,
            rate_limit: RateLimit::none(),
            rules: Rules::default(),
        }
    }
}

impl Config {
    /// The world as it begins.
    pub(crate) fn record(&self) -> Record {
        let mut dice = Dice::new(self.seed, u64::MAX);
        let derived_public_key = public_key(&mut dice);
        let derived_private_key = private_key(&mut dice);
        Record {
            seed: self.seed,
            count: self.orders,
            reference: self
                .reference_time
                .unwrap_or_else(Utc::now)
                .trunc_subsecs(6),
            public_key: self.public_key.clone().unwrap_or(derived_public_key),
            private_key: self.private_key.clone().unwrap_or(derived_private_key),
            merchant: Merchant {
                verified: true,
                active: true,
                integration: true,
            },
            rules: self.rules.clone(),
            shipping_codes: ShippingCodes(self.shipping_codes),
            clock_offset_seconds: 0,
            orders: std::collections::HashMap::new(),
            created: Vec::new(),
            deleted: std::collections::HashSet::new(),
            webhooks: Vec::new(),
            sessions: std::collections::BTreeMap::new(),
            ratings: std::collections::BTreeMap::new(),
            draws: 0,
        }
    }
}
