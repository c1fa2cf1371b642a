//! By what it is known again that the inbox took a secret. Pure.

use points_api::WebhookSecret;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// So much of the digest is kept: enough to tell two secrets apart.
const DIGEST_BYTES: usize = 8;

/// That a hook of an inbox took a secret: a short keyed digest of both, from which no secret can be
/// had. Another secret, hook or inbox is another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    key: Uuid,
    digest: String,
}

impl HandOver {
    /// Of this secret to this hook, `https://inbox.shop.sa/hooks/main`. `key` is drawn anew for each.
    pub fn new(key: Uuid, hook: &str, secret: &WebhookSecret) -> Self {
        Self {
            key,
            digest: digest(key, hook, secret),
        }
    }

    /// Whether it was this secret, and this hook.
    pub fn is_of(&self, hook: &str, secret: &WebhookSecret) -> bool {
        self.digest == digest(self.key, hook, secret)
    }
}

fn digest(key: Uuid, hook: &str, secret: &WebhookSecret) -> String {
    let mut hash = Sha256::new();
    hash.update(key.as_bytes());
    hash.update(hook.as_bytes());
    hash.update([0]);
    hash.update(secret.expose().as_bytes());
    let mut kept = [0; DIGEST_BYTES];
    for (kept, byte) in kept.iter_mut().zip(hash.finalize()) {
        *kept = byte;
    }
    format!("{:016x}", u64::from_be_bytes(kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_secret_hook_or_inbox_was_not_handed_over() {
        let secret = |text: &str| WebhookSecret::new(text.to_owned());
        let hook = "https://inbox.shop.sa/hooks/main";
        let taken = HandOver::new(Uuid::from_u128(7), hook, &secret("one-secret-0123456789"));
        assert!(taken.is_of(hook, &secret("one-secret-0123456789")));
        assert!(!taken.is_of(hook, &secret("one-secret-0123456780")));
        let other = "https://inbox.shop.sa/hooks/other";
        assert!(!taken.is_of(other, &secret("one-secret-0123456789")));
        assert!(!format!("{taken:?}").contains("secret"));
    }
}
