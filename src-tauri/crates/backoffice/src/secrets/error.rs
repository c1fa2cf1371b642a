//! Why the keyring did not do it, by what a person can do about it.

use crate::view::KeyringHealth;

/// The keyring did not do what was asked. Never shows a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// No session bus, so no desktop keyring can be reached.
    #[error("there is no session bus")]
    NoBus,
    /// Nobody on the bus keeps secrets, and nobody can be started who would.
    #[error("no keyring program is running")]
    NoService,
    /// It stayed locked, or has no collection to keep secrets in.
    #[error("the keyring is locked")]
    Locked,
    /// No answer within five seconds; a password prompt may still be open.
    #[error("the keyring did not answer in time")]
    TimedOut,
    /// Anything else.
    #[error("the keyring failed: {message}")]
    Failed {
        /// The keyring's own words.
        message: String,
    },
}

impl VaultError {
    /// Whether there is no keyring, and so nothing in it.
    pub(crate) fn is_no_keyring(&self) -> bool {
        matches!(self, Self::NoBus | Self::NoService)
    }

    pub(super) fn failed(message: impl Into<String>) -> Self {
        Self::Failed {
            message: message.into(),
        }
    }

    /// The same, as the state of the keyring.
    pub fn health(&self) -> KeyringHealth {
        match self {
            Self::NoBus => KeyringHealth::NoBus,
            Self::NoService => KeyringHealth::NoService,
            Self::Locked => KeyringHealth::Locked,
            Self::TimedOut => KeyringHealth::TimedOut,
            Self::Failed { .. } => KeyringHealth::Failed,
        }
    }
}
