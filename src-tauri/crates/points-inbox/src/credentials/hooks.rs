//! The hooks and their secrets.

use std::collections::BTreeMap;
use std::fmt;

use points_api::WebhookSecret;

/// Two are valid while a secret is being changed.
pub(super) const SECRETS_OF_A_HOOK: usize = 2;

/// The hooks, each with its secrets, the newest last.
#[derive(Clone, Default)]
pub(crate) struct Hooks(BTreeMap<String, Vec<WebhookSecret>>);

impl Hooks {
    /// Whether this is a secret of the hook. How long it takes does not tell where they differ, nor
    /// whether there is such a hook.
    pub(crate) fn admit(&self, hook: &str, given: &str) -> bool {
        let unknown = [WebhookSecret::new(String::new())];
        let (secrets, is_known) = match self.0.get(hook) {
            Some(secrets) => (secrets.as_slice(), true),
            None => (unknown.as_slice(), false),
        };
        let mut matches = false;
        for secret in secrets {
            matches |= secret.matches(given);
        }
        matches && is_known
    }

    /// Makes a secret the newest of its hook; the newest two stay. Says whether that changed
    /// anything.
    pub(super) fn take(&mut self, hook: &str, secret: WebhookSecret) -> bool {
        let secrets = self.0.entry(hook.to_owned()).or_default();
        if secrets
            .last()
            .is_some_and(|newest| newest.matches(secret.expose()))
        {
            return false;
        }
        secrets.retain(|known| !known.matches(secret.expose()));
        secrets.push(secret);
        let surplus = secrets.len().saturating_sub(SECRETS_OF_A_HOOK);
        secrets.drain(..surplus);
        true
    }

    /// These, and then what is newer.
    pub(super) fn followed_by(&self, newer: &Self) -> Self {
        let mut all = self.clone();
        for (hook, secret) in newer.each() {
            all.take(hook, secret.clone());
        }
        all
    }

    /// The hooks of which nothing that is here is valid any more, since newer secrets took its place.
    pub(super) fn outdated_in<'a>(&'a self, valid: &'a Self) -> impl Iterator<Item = &'a str> {
        self.each()
            .filter(|(hook, secret)| !valid.admit(hook, secret.expose()))
            .map(|(hook, _)| hook)
    }

    /// Each secret with the name of its hook, the newest of a hook last.
    pub(super) fn each(&self) -> impl Iterator<Item = (&str, &WebhookSecret)> {
        self.0
            .iter()
            .flat_map(|(hook, secrets)| secrets.iter().map(move |secret| (hook.as_str(), secret)))
    }

    /// How many hooks there are.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// Whether there is a hook of this name.
    pub(super) fn has(&self, hook: &str) -> bool {
        self.0.contains_key(hook)
    }
}

impl FromIterator<(String, WebhookSecret)> for Hooks {
    fn from_iter<I: IntoIterator<Item = (String, WebhookSecret)>>(secrets: I) -> Self {
        let mut hooks = Self::default();
        for (hook, secret) in secrets {
            hooks.take(&hook, secret);
        }
        hooks
    }
}

impl fmt::Debug for Hooks {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Hooks")
            .field(&self.0.keys())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hooks(secrets: &[&str]) -> Hooks {
        secrets
            .iter()
            .map(|secret| ("main".to_owned(), WebhookSecret::new((*secret).to_owned())))
            .collect()
    }

    fn admitted(hooks: &Hooks) -> String {
        ["a", "b", "c"]
            .into_iter()
            .filter(|secret| hooks.admit("main", secret))
            .collect()
    }

    #[test]
    fn a_change_has_an_overlap_and_the_oldest_goes() {
        let mut hooks = hooks(&["a"]);
        assert!(hooks.take("main", WebhookSecret::new("b".to_owned())));
        assert_eq!(admitted(&hooks), "ab");
        assert!(!hooks.take("main", WebhookSecret::new("b".to_owned())));
        assert!(hooks.take("main", WebhookSecret::new("c".to_owned())));
        assert_eq!(admitted(&hooks), "bc");
        assert!(!hooks.admit("other", "c") && !hooks.admit("other", ""));
    }

    #[test]
    fn one_that_comes_back_is_the_newest_again() {
        let mut hooks = hooks(&["a", "b"]);
        assert!(hooks.take("main", WebhookSecret::new("a".to_owned())));
        assert!(hooks.take("main", WebhookSecret::new("c".to_owned())));
        assert_eq!(admitted(&hooks), "ac");
    }

    #[test]
    fn what_is_newer_takes_the_place_of_what_is_older() {
        let older = hooks(&["a"]);
        assert_eq!(admitted(&older.followed_by(&hooks(&["b"]))), "ab");
        assert_eq!(admitted(&older.followed_by(&hooks(&["a"]))), "a");
        let valid = older.followed_by(&hooks(&["b", "c"]));
        assert_eq!(admitted(&valid), "bc");
        assert_eq!(older.outdated_in(&valid).collect::<Vec<_>>(), ["main"]);
    }

    #[test]
    fn no_secret_is_shown() {
        let shown = format!("{:?}", hooks(&["a-secret-of-main"]));
        assert!(
            shown.contains("main") && !shown.contains("a-secret"),
            "{shown}"
        );
    }
}
