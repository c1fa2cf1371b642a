//! What went wrong, sorted by what the caller must do about it.

use std::collections::BTreeMap;
use std::time::Duration;

/// A call that did not succeed. Its text never shows a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{request}: {failure}")]
pub struct ApiError {
    /// What happened.
    pub failure: Failure,
    /// Whether Points may have carried the request out all the same.
    pub effect: Effect,
    /// Method and path template, such as `GET /orders/{uuid}`.
    pub request: &'static str,
}

/// Whether a failed request may have changed something at Points.
///
/// No idempotency key is documented for any POST, so a request that may have been applied must be
/// settled by a read, never by sending it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// It never left this machine, Points refused it in its own words, or it was a read.
    NotApplied,
    /// It was sent, and no answer says that it was refused.
    MayBeApplied,
}

/// The failure, by what the caller must do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The key is missing at Points, wrong or inactive (400): stop everything. On the checkout
    /// call it is the public key.
    #[error("the key was refused: {message}")]
    KeyRefused {
        /// Points' own message, in English or Arabic.
        message: String,
    },
    /// A business rule said no (400): show its message.
    #[error("refused: {message}")]
    RuleRefused {
        /// Points' own message, in English or Arabic.
        message: String,
    },
    /// The merchant is not verified or published, or the feature is off for it (403).
    #[error("forbidden: {message}")]
    Forbidden {
        /// Points' own message.
        message: String,
    },
    /// No such resource for this merchant (404).
    #[error("not found: {message}")]
    NotFound {
        /// Points' own message.
        message: String,
    },
    /// Fields are wrong: refused by Points (422), or by this client before sending.
    #[error("invalid: {message}")]
    Invalid {
        /// The message over all fields; may be empty.
        message: String,
        /// Field name, nested ones in dot notation (`products.0.quantity`), to its messages.
        fields: BTreeMap<String, Vec<String>>,
    },
    /// Too many at once (429).
    #[error("throttled")]
    Throttled {
        /// How long Points asks to wait, counted from the answer.
        retry_after: Option<Duration>,
    },
    /// Points has a passing problem (5xx).
    #[error("Points has a passing problem (HTTP {http_status})")]
    Temporary {
        /// The HTTP status.
        http_status: u16,
    },
    /// The network failed.
    #[error("network: {0}")]
    Network(NetworkFault),
    /// An answer that is not what the documentation describes: a page of HTML, cut JSON, a
    /// redirect, another order, too many bytes.
    #[error("unreadable answer (HTTP {http_status}): {excerpt}")]
    Unreadable {
        /// The HTTP status.
        http_status: u16,
        /// At most 300 characters of the answer, without anything that looks like a secret.
        excerpt: String,
    },
    /// The call needs a private key and this client has none.
    #[error("no private key")]
    NoKey,
    /// Points refused with a 400 that may mean the key as well as the request, and the key could
    /// not be proved.
    #[error("refused, and the key is not proved: {message}")]
    Unproved {
        /// Points' own message.
        message: String,
        /// What came of the check of the key.
        check: Box<Failure>,
    },
}

impl Failure {
    /// What it says about the line to Points: where the key could not be proved, the check of it
    /// does.
    pub fn of_the_line(&self) -> &Self {
        match self {
            Self::Unproved { check, .. } => check,
            failure => failure,
        }
    }
}

/// Where the network failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NetworkFault {
    /// The host name could not be resolved.
    #[error("the host name was not found")]
    NameNotFound,
    /// Nothing listens there.
    #[error("the connection was refused")]
    ConnectionRefused,
    /// No trusted encrypted connection: a certificate, a protocol, or a box in between.
    #[error("no trusted encrypted connection")]
    Tls,
    /// No connection within the connect time-out.
    #[error("no connection in time")]
    ConnectTimeout,
    /// No complete answer within the total time-out.
    #[error("no answer in time")]
    AnswerTimeout,
    /// The connection was reset, or ended in mid-answer.
    #[error("the connection was interrupted")]
    Interrupted,
    /// Something else, such as no route to the network.
    #[error("the network failed")]
    Other,
}
