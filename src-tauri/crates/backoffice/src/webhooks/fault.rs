//! Why something about a webhook did not work.

/// Why something about a webhook did not work. Never shows a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WebhookFault {
    /// A webhook needs a name of at most 255 characters.
    #[error("the name of the webhook is missing or too long")]
    NameInvalid,
    /// Points cannot send there: not https, too long, or on another machine's loopback.
    #[error("the address of the webhook cannot be used")]
    UrlInvalid,
    /// A webhook with this address is there.
    #[error("a webhook with this address is there already")]
    Repeated,
    /// Points has no such webhook.
    #[error("there is no such webhook")]
    Unknown,
    /// What came of a request is not known, and the list does not show it.
    #[error("it is not known whether Points did it")]
    Unclear,
    /// Points told no secret that an inbox could take.
    #[error("the webhook's secret is not known")]
    SecretMissing,
    /// The webhook's address does not answer.
    #[error("the webhook's address cannot be reached: {technical}")]
    Unreachable {
        /// What the network said, without the address.
        technical: String,
    },
    /// The webhook's address does not take its secret.
    #[error("the webhook's address refused its secret")]
    SecretRefused,
    /// The webhook's address answered otherwise than an inbox.
    #[error("the webhook's address answered {status}")]
    Answer {
        /// The HTTP status.
        status: u16,
    },
}
