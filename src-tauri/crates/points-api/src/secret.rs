//! The two keys of a merchant, and the secret of a webhook.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// Longer than any key seen; a pasted page of text is no key.
const MOST_CHARACTERS: usize = 512;

/// Why a text cannot be a key. Says nothing of the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyShape {
    /// Nothing is left once spaces and quotes around it are gone.
    #[error("the key is empty")]
    Empty,
    /// A space or line end inside: two things were pasted, or a sentence.
    #[error("the key has a space or line end inside")]
    InnerWhitespace,
    /// A letter outside ASCII, such as a look-alike or an invisible mark.
    #[error("the key has a character that no key has")]
    NotAscii,
    /// A control character.
    #[error("the key has a control character")]
    ControlCharacter,
    /// More than 512 characters.
    #[error("the key is too long")]
    TooLong,
}

/// The private key of a merchant in one environment (API documentation, "Authentication"). It can
/// create orders and refunds, so it is wiped from memory when dropped and shows itself nowhere.
#[derive(Clone)]
pub struct PrivateKey(SecretString);

impl PrivateKey {
    /// Takes what a person pasted: spaces, line ends, quotes and invisible marks around it are
    /// forgiven. The given text is wiped.
    pub fn parse(mut pasted: String) -> Result<Self, KeyShape> {
        let key = key_text(&pasted).map(|text| Self(SecretString::from(text.to_owned())));
        pasted.zeroize();
        key
    }

    /// The last four characters, by which a person recognises the key. Empty for a key so short
    /// that four characters would give away half of it.
    pub fn last_four(&self) -> String {
        let key = self.expose();
        key.get(key.len().saturating_sub(4)..)
            .filter(|_| key.len() > 8)
            .unwrap_or_default()
            .to_owned()
    }

    /// The key itself, for the keyring and for the request header only.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PrivateKey(…)")
    }
}

/// The public key of a merchant: part of the checkout address, no secret, reads nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(String);

impl PublicKey {
    /// Takes what a person pasted, as forgiving as [`PrivateKey::parse`].
    pub fn parse(mut pasted: String) -> Result<Self, KeyShape> {
        let key = key_text(&pasted).map(|text| Self(text.to_owned()));
        // People paste the private key into the wrong field.
        pasted.zeroize();
        key
    }

    /// The key itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the same key was pasted twice. The time taken does not depend on where they differ.
    pub fn same_text(&self, private_key: &PrivateKey) -> bool {
        same_bytes(&self.0, private_key.expose())
    }
}

/// The shared secret that Points sends with each event in `X-Webhook-Secret` (API documentation,
/// "Webhooks"). It comes back on every read of a webhook, so it is treated like a key.
#[derive(Clone)]
pub struct WebhookSecret(SecretString);

impl WebhookSecret {
    /// Takes the secret and keeps it from view.
    pub fn new(secret: String) -> Self {
        Self(SecretString::from(secret))
    }

    /// Whether an event carries this secret. The time taken does not depend on where they differ.
    pub fn matches(&self, header: &str) -> bool {
        same_bytes(self.expose(), header)
    }

    /// The secret itself, for the keyring only.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("WebhookSecret(…)")
    }
}

fn same_bytes(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

fn key_text(pasted: &str) -> Result<&str, KeyShape> {
    let key = pasted.trim_matches(|character: char| {
        character.is_whitespace() || is_invisible(character) || is_quote(character)
    });
    if key.is_empty() {
        Err(KeyShape::Empty)
    } else if key.chars().any(char::is_whitespace) {
        Err(KeyShape::InnerWhitespace)
    } else if key.chars().any(char::is_control) {
        Err(KeyShape::ControlCharacter)
    } else if !key.is_ascii() {
        Err(KeyShape::NotAscii)
    } else if key.len() > MOST_CHARACTERS {
        Err(KeyShape::TooLong)
    } else {
        Ok(key)
    }
}

/// Zero-width characters, the byte order mark, and the direction marks that Arabic text carries.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
    )
}

fn is_quote(character: char) -> bool {
    matches!(
        character,
        '"' | '\'' | '`' | '“' | '”' | '„' | '‘' | '’' | '«' | '»'
    )
}
