//! One thing heard about an order, and when.

use points_api::ObservedOrder;

use super::content::ContentHash;

/// Who said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// A webhook event.
    Event,
    /// Points' answer to an action of ours.
    Answer,
    /// Points' answer to a read.
    Read,
}

impl Source {
    /// Whether Points' API said it, in answer to a request.
    pub fn is_api(self) -> bool {
        matches!(self, Self::Answer | Self::Read)
    }
}

/// One time that an observation was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sighting {
    /// When the request began, by this machine's clock, UTC milliseconds; for events, when they
    /// came.
    pub asked_at: i64,
    /// By this machine's clock, UTC milliseconds.
    pub heard_at: i64,
    /// Points' time when the request began, UTC milliseconds, where the answer told; for events
    /// none.
    pub points_time: Option<i64>,
}

/// One content from one source, with every time it was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// The row's id; plays no part in the fold.
    pub id: i64,
    /// Who said it.
    pub source: Source,
    /// The event's name; plays no part in the fold.
    pub event: Option<String>,
    /// What was said, hashed.
    pub hash: ContentHash,
    /// What was said.
    pub order: ObservedOrder,
    /// When, at least once.
    pub sightings: Vec<Sighting>,
}

impl Observation {
    /// When it was first heard, UTC milliseconds.
    pub fn first_heard_at(&self) -> i64 {
        self.sightings
            .iter()
            .map(|sighting| sighting.heard_at)
            .min()
            .unwrap_or_default()
    }

    /// When it was last heard, UTC milliseconds.
    pub fn last_heard_at(&self) -> i64 {
        self.sightings
            .iter()
            .map(|sighting| sighting.heard_at)
            .max()
            .unwrap_or_default()
    }
}
