//! Which secrets can be kept. Pure.

use points_api::{PrivateKey, WebhookSecret};

/// What an inbox takes; those of Points have 60 characters (API documentation, "Webhooks").
const FEWEST_CHARACTERS: usize = 16;
const MOST_CHARACTERS: usize = 256;

/// The secret in the form that the keyring keeps; none for what no inbox could have in its file.
pub fn can_be_kept(secret: &WebhookSecret) -> Option<PrivateKey> {
    let text = secret.expose();
    let fits = (FEWEST_CHARACTERS..=MOST_CHARACTERS).contains(&text.len())
        && text.bytes().all(|sign| sign.is_ascii_graphic());
    if !fits {
        return None;
    }
    // A pasted key is forgiven the quotes around it, and a secret must not lose a sign.
    PrivateKey::parse(text.to_owned())
        .ok()
        .filter(|kept| secret.matches(kept.expose()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_kept_as_it_is_or_not_at_all() {
        let keeps = |text: &str| {
            can_be_kept(&WebhookSecret::new(text.to_owned())).map(|kept| kept.expose().to_owned())
        };
        let usual = "a1B2".repeat(15);
        assert_eq!(keeps(&usual), Some(usual.clone()));
        for odd in [
            String::new(),
            "a1B2".repeat(3),
            "a1B2".repeat(65),
            format!("{usual} {usual}"),
            format!("{usual}\nother={usual}"),
            format!("\"{usual}\""),
            format!("{usual}\u{200f}"),
        ] {
            assert_eq!(keeps(&odd), None);
        }
    }
}
