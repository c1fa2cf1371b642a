//! Says who may deliver and who may read, and takes what changes that.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use points_api::WebhookSecret;

use super::handed_over::HandedOver;
use super::hooks::Hooks;
use super::lines::{self, CredentialsError, FEWEST_CHARACTERS};
use super::tokens::Tokens;
use super::{CredentialFiles, Credentials, is_name};

/// Points' secrets have 60 characters (API documentation, "Webhooks").
const MOST_CHARACTERS: usize = 256;

/// A shop has one hook, or one for each of its webhooks. Desks shall not fill the disk.
const MOST_HOOKS: usize = 64;

/// Why a secret was not taken. Says nothing of the secret itself.
#[derive(Debug, thiserror::Error)]
pub enum HandOverError {
    /// The inbox was not told to take secrets.
    #[error(
        "this inbox takes no secrets from desks; its owner can start it with --desks-set-secrets"
    )]
    Closed,
    /// No hook can be called so.
    #[error("a hook's name has letters, digits, - and _, at most 64")]
    Name,
    /// It is no secret.
    #[error("a secret has 16 to 256 visible ASCII characters")]
    Secret,
    /// There are as many hooks as there may be.
    #[error("there are 64 hooks already")]
    TooManyHooks,
    /// It cannot be kept.
    #[error("secrets cannot be kept: {0}")]
    Kept(#[from] CredentialsError),
}

/// Who may deliver, and who may read.
pub(crate) struct Authority {
    source: Source,
    hooks: RwLock<Arc<Hooks>>,
    tokens: RwLock<Arc<Tokens>>,
    /// The secrets that were not handed over by desks. Held while anything changes.
    own: Mutex<Hooks>,
}

enum Source {
    Files {
        files: CredentialFiles,
        handed_over: HandedOver,
    },
    Given,
}

impl Authority {
    /// `data_dir`: where secrets that desks hand over lie.
    pub(crate) fn new(credentials: Credentials, data_dir: &Path) -> Result<Self, CredentialsError> {
        let (source, tokens, own, valid) = match credentials {
            Credentials::Files(files) => {
                let handed_over = HandedOver::in_folder(data_dir);
                let (own, valid) = read_hooks(&files, &handed_over)?;
                let tokens = lines::tokens(&files.tokens)?;
                (Source::Files { files, handed_over }, tokens, own, valid)
            }
            Credentials::Given(given) => {
                let own: Hooks = given.secrets.into_iter().collect();
                let tokens = given.tokens.into_iter().collect();
                (Source::Given, tokens, own.clone(), own)
            }
        };
        Ok(Self {
            source,
            hooks: RwLock::new(Arc::new(valid)),
            tokens: RwLock::new(Arc::new(tokens)),
            own: Mutex::new(own),
        })
    }

    pub(crate) fn hooks(&self) -> Arc<Hooks> {
        Arc::clone(&self.hooks.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn tokens(&self) -> Arc<Tokens> {
        Arc::clone(&self.tokens.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the files again; where one cannot be used, what was valid before stays so.
    pub(crate) fn reload(&self) -> Result<(), CredentialsError> {
        let Source::Files { files, handed_over } = &self.source else {
            return Ok(());
        };
        let mut own = self.changing();
        let (read, valid) = read_hooks(files, handed_over)?;
        let tokens = lines::tokens(&files.tokens)?;
        *own = read;
        self.use_hooks(valid);
        *self.tokens.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(tokens);
        Ok(())
    }

    /// Whether desks may hand secrets over.
    pub(crate) fn takes_secrets_from_desks(&self) -> bool {
        matches!(&self.source, Source::Files { files, .. } if files.desks_set_secrets)
    }

    /// Takes the newest secret of a hook, which is made if it is not there. It is on disk before it
    /// is valid, except where nothing is in files. Waits for the disk.
    pub(crate) fn take_secret(
        &self,
        hook: &str,
        secret: WebhookSecret,
    ) -> Result<(), HandOverError> {
        check_secret(hook, &secret)?;
        let mut own = self.changing();
        let valid = self.hooks();
        if !valid.has(hook) && valid.count() >= MOST_HOOKS {
            return Err(HandOverError::TooManyHooks);
        }
        match &self.source {
            Source::Files { files, .. } if !files.desks_set_secrets => Err(HandOverError::Closed),
            Source::Files { handed_over, .. } => {
                let mut of_desks = handed_over.read()?;
                if of_desks.take(hook, secret) {
                    handed_over.write(&of_desks)?;
                }
                self.use_hooks(own.followed_by(&of_desks));
                Ok(())
            }
            Source::Given => {
                if own.take(hook, secret) {
                    self.use_hooks(own.clone());
                }
                Ok(())
            }
        }
    }

    fn changing(&self) -> MutexGuard<'_, Hooks> {
        // What it guards is replaced as a whole, so a panic elsewhere leaves nothing half done.
        self.own.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn use_hooks(&self, hooks: Hooks) {
        *self.hooks.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(hooks);
    }
}

/// What the owner's file has, and what is valid with what desks handed over.
fn read_hooks(
    files: &CredentialFiles,
    handed_over: &HandedOver,
) -> Result<(Hooks, Hooks), CredentialsError> {
    if !files.desks_set_secrets {
        let path = files.secrets.as_ref().ok_or(CredentialsError::NoSecrets)?;
        let own = lines::hooks(path)?;
        return Ok((own.clone(), own));
    }
    let own = match &files.secrets {
        Some(path) => lines::hooks_if_any(path)?,
        None => Hooks::default(),
    };
    let valid = own.followed_by(&handed_over.read()?);
    for hook in own.outdated_in(&valid) {
        tracing::warn!(
            hook,
            "a secret of the secrets file is not valid: desks handed two newer ones over"
        );
    }
    Ok((own, valid))
}

/// Whether an inbox could take this as the secret of a hook of this name.
pub fn check_secret(hook: &str, secret: &WebhookSecret) -> Result<(), HandOverError> {
    let text = secret.expose();
    let is_secret = (FEWEST_CHARACTERS..=MOST_CHARACTERS).contains(&text.len())
        && text.bytes().all(|sign| sign.is_ascii_graphic());
    if !is_name(hook) {
        Err(HandOverError::Name)
    } else if !is_secret {
        Err(HandOverError::Secret)
    } else {
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;

    const OWN: &str = "own-secret-0123456789";
    const FIRST: &str = "first-secret-0123456789";
    const SECOND: &str = "second-secret-0123456789";

    fn secret(text: &str) -> WebhookSecret {
        WebhookSecret::new(text.to_owned())
    }

    fn files(folder: &Path, desks_set_secrets: bool) -> Credentials {
        std::fs::write(folder.join("tokens"), "counter=token-0123456789abc\n").unwrap();
        std::fs::write(folder.join("own"), format!("main={OWN}\n")).unwrap();
        Credentials::Files(CredentialFiles {
            secrets: Some(folder.join("own")),
            tokens: folder.join("tokens"),
            desks_set_secrets,
        })
    }

    #[test]
    fn what_desks_hand_over_is_newer_than_the_file_and_stays_when_it_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let authority = Authority::new(files(folder.path(), true), folder.path()).unwrap();
        authority.take_secret("main", secret(FIRST)).unwrap();
        for valid in [OWN, FIRST] {
            assert!(authority.hooks().admit("main", valid), "{valid}");
        }
        authority.take_secret("main", secret(SECOND)).unwrap();
        authority.take_secret("new-hook", secret(FIRST)).unwrap();
        let holds = |authority: &Authority| {
            let hooks = authority.hooks();
            assert!(!hooks.admit("main", OWN));
            assert!(hooks.admit("main", FIRST) && hooks.admit("main", SECOND));
            assert!(hooks.admit("new-hook", FIRST) && !hooks.admit("new-hook", SECOND));
        };
        holds(&authority);
        authority.reload().unwrap();
        holds(&authority);
        holds(&Authority::new(files(folder.path(), true), folder.path()).unwrap());
        // Whoever closes it again is asked for the owner's file alone.
        let closed = Authority::new(files(folder.path(), false), folder.path()).unwrap();
        assert!(closed.hooks().admit("main", OWN) && !closed.hooks().admit("main", SECOND));
        let refused = closed.take_secret("main", secret(FIRST));
        assert!(matches!(refused, Err(HandOverError::Closed)));
    }

    #[test]
    fn without_a_file_of_secrets_it_waits_for_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let Credentials::Files(named) = files(folder.path(), true) else {
            unreachable!("files were named");
        };
        for secrets in [None, Some(folder.path().join("not there"))] {
            let opened = |desks_set_secrets| {
                let files = CredentialFiles {
                    secrets: secrets.clone(),
                    desks_set_secrets,
                    ..named.clone()
                };
                Authority::new(Credentials::Files(files), folder.path())
            };
            assert!(opened(false).is_err());
            assert!(!opened(true).unwrap().hooks().admit("main", OWN));
        }
    }

    #[test]
    fn what_is_given_in_memory_is_in_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let given = super::super::GivenCredentials {
            secrets: vec![("main".to_owned(), secret(OWN))],
            tokens: vec![("app".to_owned(), "token-0123456789abc".into())],
        };
        assert!(!format!("{given:?}").contains("0123456789"));
        let authority = Authority::new(Credentials::Given(given), folder.path()).unwrap();
        authority.take_secret("main", secret(FIRST)).unwrap();
        authority.reload().unwrap();
        let hooks = authority.hooks();
        assert!(hooks.admit("main", OWN) && hooks.admit("main", FIRST));
        assert_eq!(authority.tokens().desk("token-0123456789abc"), Some("app"));
        assert!(!authority.takes_secrets_from_desks());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_no_secret_or_no_name_is_refused_and_so_are_hooks_without_end() {
        let folder = tempfile::tempdir().unwrap();
        let authority = Authority::new(files(folder.path(), true), folder.path()).unwrap();
        let (least, most) = ("s".repeat(16), "s".repeat(256));
        for good in [least.as_str(), most.as_str(), "!#=~0123456789abc"] {
            authority.take_secret("main", secret(good)).unwrap();
        }
        authority.reload().unwrap();
        assert!(authority.hooks().admit("main", "!#=~0123456789abc"));
        for bad in [
            "",
            &"s".repeat(15),
            &"s".repeat(257),
            "a secret-0123456789",
            "سر-0123456789-سر",
        ] {
            let refused = authority.take_secret("main", secret(bad));
            assert!(matches!(refused, Err(HandOverError::Secret)), "{bad}");
        }
        for bad in ["", "a b", "a/b", "..", "=", &"n".repeat(65)] {
            let refused = authority.take_secret(bad, secret(FIRST));
            assert!(matches!(refused, Err(HandOverError::Name)), "{bad}");
        }
        for number in 1..MOST_HOOKS {
            authority
                .take_secret(&format!("hook-{number}"), secret(FIRST))
                .unwrap();
        }
        let refused = authority.take_secret("one-more", secret(FIRST));
        assert!(matches!(refused, Err(HandOverError::TooManyHooks)));
        authority.take_secret("hook-1", secret(SECOND)).unwrap();
    }
}
