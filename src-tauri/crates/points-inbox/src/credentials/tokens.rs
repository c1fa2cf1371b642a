//! The desks and their tokens.

use std::collections::BTreeMap;
use std::fmt;

use secrecy::{ExposeSecret as _, SecretString};
use subtle::ConstantTimeEq as _;

/// The desks, each with its token.
pub(crate) struct Tokens(BTreeMap<String, SecretString>);

impl Tokens {
    /// Whose token this is.
    pub(crate) fn desk(&self, given: &str) -> Option<&str> {
        let mut found = None;
        for (desk, token) in &self.0 {
            let is_same: bool = token
                .expose_secret()
                .as_bytes()
                .ct_eq(given.as_bytes())
                .into();
            if is_same {
                found = Some(desk.as_str());
            }
        }
        found
    }
}

impl FromIterator<(String, SecretString)> for Tokens {
    fn from_iter<I: IntoIterator<Item = (String, SecretString)>>(tokens: I) -> Self {
        Self(tokens.into_iter().collect())
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Tokens")
            .field(&self.0.keys())
            .finish()
    }
}
