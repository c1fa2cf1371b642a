//! What became of an action so far.

use super::After;
use crate::view::SeenOrder;

/// What became of an action so far, as far as it decides what may happen next.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// When its last request left, UTC milliseconds; none: none has.
    pub sent_at: Option<i64>,
    /// The order as it was read just before that; none: as the person saw it.
    pub before: Option<SeenOrder>,
    /// How many of its requests ended so that nobody knew what came of them, settled since or not.
    pub unclear: u32,
    /// When the last of them did, UTC milliseconds.
    pub unclear_since: Option<i64>,
    /// Planned reads that looked for it since.
    pub reads: u32,
    /// Tries in a row that certainly changed nothing. They only make the pauses longer.
    pub in_vain: u32,
}

impl History {
    /// Whether some request of it may have been applied without anybody knowing.
    pub fn may_be_applied(&self) -> bool {
        self.unclear > 0
    }

    /// A request leaves at `now`, with the order as it was just read.
    #[must_use]
    pub fn leaving(self, before: Option<SeenOrder>, now: i64) -> Self {
        Self {
            sent_at: Some(now),
            before,
            ..self
        }
    }

    /// It ended so at `now`.
    #[must_use]
    pub fn ended(self, after: &After, now: i64) -> Self {
        match after {
            After::Unclear { .. } => self.unclear_at(now),
            After::Later {
                not_before: Some(_),
                ..
            } => Self {
                in_vain: self.in_vain.saturating_add(1),
                ..self
            },
            // Time offline does not count as tries.
            After::Later {
                not_before: None, ..
            }
            | After::Confirmed
            | After::Refused(_)
            | After::KeyRefused(_) => self,
        }
    }

    /// Nobody knows what came of its request: also where it stood as on its way when the desk
    /// started.
    #[must_use]
    pub fn unclear_at(self, now: i64) -> Self {
        Self {
            unclear: self.unclear.saturating_add(1),
            unclear_since: Some(now),
            reads: 0,
            in_vain: 0,
            ..self
        }
    }

    /// A planned read was made that looked for it.
    #[must_use]
    pub fn looked_for(self) -> Self {
        Self {
            reads: self.reads.saturating_add(1),
            ..self
        }
    }
}
