//! Faults on request: what a network and a busy service do to a client, made to order.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::dice::Dice;

/// Which requests a fault is for; an absent condition fits all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Matcher {
    /// HTTP method, upper case.
    pub method: Option<String>,
    /// A fragment of the path.
    pub path_contains: Option<String>,
    /// The order (or webhook) in the path.
    pub uuid: Option<Uuid>,
}

impl Matcher {
    fn fits(&self, method: &str, path: &str, uuid: Option<Uuid>) -> bool {
        self.method
            .as_deref()
            .is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
            && self
                .path_contains
                .as_deref()
                .is_none_or(|wanted| path.contains(wanted))
            && self.uuid.is_none_or(|wanted| uuid == Some(wanted))
    }
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fault {
    /// The answer takes longer by `ms` milliseconds. Fits together with another fault.
    Latency {
        /// Milliseconds.
        ms: u64,
    },
    /// 429, not applied, with `Retry-After` (seconds or an HTTP date) where given.
    Throttle {
        /// The header's value.
        #[serde(default)]
        retry_after: Option<String>,
    },
    /// This status, not applied, as an envelope or as an HTML page of a proxy.
    Status {
        /// HTTP status code.
        code: u16,
        /// An HTML page instead of JSON.
        #[serde(default)]
        html: bool,
    },
    /// The connection is reset, not applied.
    Reset,
    /// Applied; the answer stops in the middle of its body.
    CutBody,
    /// Not applied; silence for `ms` milliseconds, then the connection is closed.
    Hang {
        /// Milliseconds.
        ms: u64,
    },
    /// Applied, and what is true then is answered, but only `ms` milliseconds later.
    LateAnswer {
        /// Milliseconds.
        ms: u64,
    },
    /// Applied; the connection is closed without an answer.
    LoseAnswer,
    /// The connection is closed without an answer, and the request is applied `ms` milliseconds
    /// later: something on the way held it, and let it through when nobody waited any more.
    ApplyLate {
        /// Milliseconds.
        ms: u64,
    },
    /// 302 to another address, not applied: a client must not carry its key there.
    Redirect {
        /// Value of `Location`.
        to: String,
    },
    /// 200 with a body of this size, not applied.
    HugeBody {
        /// Bytes.
        bytes: u64,
    },
    /// 200 with a page that is no JSON, not applied.
    NotJson,
}

impl Fault {
    /// The word of the control API.
    pub(crate) const fn word(&self) -> &'static str {
        match self {
            Self::Latency { .. } => "latency",
            Self::Throttle { .. } => "throttle",
            Self::Status { .. } => "status",
            Self::Reset => "reset",
            Self::CutBody => "cut_body",
            Self::Hang { .. } => "hang",
            Self::LateAnswer { .. } => "late_answer",
            Self::LoseAnswer => "lose_answer",
            Self::ApplyLate { .. } => "apply_late",
            Self::Redirect { .. } => "redirect",
            Self::HugeBody { .. } => "huge_body",
            Self::NotJson => "not_json",
        }
    }
}

/// A fault, whom it strikes and how often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRule {
    /// See [`Matcher`].
    #[serde(default, rename = "match")]
    pub matcher: Matcher,
    /// How many more requests it strikes; `null` for all.
    #[serde(default)]
    pub times: Option<u64>,
    /// Of the requests that fit, it strikes this share, in percent; `null` for each. Chance is the
    /// same whenever the sandbox is started with the same seed.
    #[serde(default)]
    pub percent: Option<u64>,
    /// See [`Fault`].
    pub fault: Fault,
}

/// The rules in force, oldest first.
#[derive(Debug)]
pub(crate) struct Faults {
    rules: Vec<FaultRule>,
    dice: Dice,
}

/// What happens to one request: delays add up, of the other faults the oldest strikes.
#[derive(Debug, Default)]
pub(crate) struct Strike {
    pub(crate) latency_ms: u64,
    pub(crate) fault: Option<Fault>,
}

impl Faults {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            rules: Vec::new(),
            dice: Dice::new(seed, 0xFA_017),
        }
    }

    pub(crate) fn add(&mut self, rule: FaultRule) {
        self.rules.push(rule);
    }

    pub(crate) fn clear(&mut self) {
        self.rules.clear();
    }

    pub(crate) fn rules(&self) -> &[FaultRule] {
        &self.rules
    }

    pub(crate) fn strike(&mut self, method: &str, path: &str, uuid: Option<Uuid>) -> Strike {
        let mut strike = Strike::default();
        for rule in &mut self.rules {
            if rule.times == Some(0) || !rule.matcher.fits(method, path, uuid) {
                continue;
            }
            let spares = |percent| !self.dice.chance(percent);
            if rule.percent.is_some_and(spares) {
                continue;
            }
            match &rule.fault {
                Fault::Latency { ms } => strike.latency_ms += ms,
                _ if strike.fault.is_some() => continue,
                other => strike.fault = Some(other.clone()),
            }
            rule.times = rule.times.map(|left| left - 1);
        }
        self.rules.retain(|rule| rule.times != Some(0));
        strike
    }
}
