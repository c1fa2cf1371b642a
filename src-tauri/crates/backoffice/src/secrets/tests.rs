#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Instant;

use super::*;

fn key(text: &str) -> PrivateKey {
    PrivateKey::parse(text.to_owned()).unwrap()
}

/// Entries whose every call waits until the test lets it go on.
struct Hanging {
    gate: Mutex<mpsc::Receiver<()>>,
    begun: AtomicUsize,
}

impl Hanging {
    fn vault(limit: Duration) -> (Vault, Arc<Self>, mpsc::Sender<()>) {
        let (open, gate) = mpsc::channel();
        let entries = Arc::new(Self {
            gate: Mutex::new(gate),
            begun: AtomicUsize::new(0),
        });
        (Vault::over(entries.clone(), limit), entries, open)
    }

    fn wait(&self) {
        self.begun.fetch_add(1, Ordering::SeqCst);
        self.gate.lock().unwrap().recv().unwrap();
    }
}

impl Entries for Hanging {
    fn probe(&self) -> Result<(), VaultError> {
        self.wait();
        Ok(())
    }

    fn write(&self, _: &str, _: &PrivateKey) -> Result<(), VaultError> {
        self.wait();
        Ok(())
    }

    fn read(&self, _: &str) -> Result<Option<PrivateKey>, VaultError> {
        self.wait();
        Ok(None)
    }

    fn delete(&self, _: &str) -> Result<(), VaultError> {
        self.wait();
        Ok(())
    }
}

#[tokio::test]
async fn a_keyring_that_hangs_is_given_up_after_the_limit() {
    let (vault, _entries, _open) = Hanging::vault(Duration::from_millis(50));
    let started = Instant::now();
    assert_eq!(vault.health().await, KeyringHealth::TimedOut);
    assert_eq!(
        vault.remove("shop", SecretKind::PrivateKey).await,
        Err(VaultError::TimedOut)
    );
    assert!(started.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn calls_behind_a_hung_one_are_never_begun_once_nobody_waits() {
    let (vault, entries, open) = Hanging::vault(Duration::from_millis(20));
    for _ in 0..40 {
        assert_eq!(
            vault
                .store("shop", SecretKind::PrivateKey, &key("pk_0123456789"))
                .await,
            Err(VaultError::TimedOut)
        );
    }
    assert_eq!(entries.begun.load(Ordering::SeqCst), 1);

    // The prompt is answered: the one that had begun ends and is undone, the other 39 are passed
    // over.
    for _ in 0..5 {
        open.send(()).unwrap();
    }
    let deadline = Instant::now() + Duration::from_secs(5);
    while vault.health().await != KeyringHealth::Available {
        assert!(Instant::now() < deadline, "the worker came back");
    }
    assert_eq!(entries.begun.load(Ordering::SeqCst), 5);
}

/// A keyring that works, but whose person answers its prompt when the test says so.
struct Prompting {
    kept: Mutex<Option<PrivateKey>>,
    gate: Mutex<mpsc::Receiver<()>>,
}

impl Entries for Prompting {
    fn probe(&self) -> Result<(), VaultError> {
        Ok(())
    }

    fn write(&self, _: &str, key: &PrivateKey) -> Result<(), VaultError> {
        self.gate.lock().unwrap().recv().unwrap();
        *self.kept.lock().unwrap() = Some(key.clone());
        Ok(())
    }

    fn read(&self, _: &str) -> Result<Option<PrivateKey>, VaultError> {
        Ok(self.kept.lock().unwrap().clone())
    }

    fn delete(&self, _: &str) -> Result<(), VaultError> {
        *self.kept.lock().unwrap() = None;
        Ok(())
    }
}

#[tokio::test]
async fn what_was_said_not_to_be_stored_is_not_stored_by_a_prompt_answered_later() {
    for before in [None, Some("pk_the_old_one")] {
        let (open, gate) = mpsc::channel();
        let entries = Arc::new(Prompting {
            kept: Mutex::new(before.map(key)),
            gate: Mutex::new(gate),
        });
        let vault = Vault::over(entries.clone(), Duration::from_millis(200));
        let stored = vault
            .store("shop", SecretKind::PrivateKey, &key("pk_for_this_session"))
            .await;
        assert_eq!(stored, Err(VaultError::TimedOut));
        // The prompt is answered, and whatever the keyring does then is let through.
        open.send(()).unwrap();
        open.send(()).unwrap();
        // Calls are made one after the other, so this one is made when the late one is over.
        let kept = vault.load("shop", SecretKind::PrivateKey).await.unwrap();
        assert_eq!(kept.map(|kept| kept.expose().to_owned()).as_deref(), before);
    }
}

/// Entries that keep something else than they were given, as a broken keyring would.
struct Forgetful(Option<&'static str>);

impl Entries for Forgetful {
    fn probe(&self) -> Result<(), VaultError> {
        Ok(())
    }

    fn write(&self, _: &str, _: &PrivateKey) -> Result<(), VaultError> {
        Ok(())
    }

    fn read(&self, _: &str) -> Result<Option<PrivateKey>, VaultError> {
        Ok(self.0.map(key))
    }

    fn delete(&self, _: &str) -> Result<(), VaultError> {
        Ok(())
    }
}

#[tokio::test]
async fn storing_is_said_only_after_reading_the_same_key_back() {
    for kept in [None, Some("pk_another_key")] {
        let vault = Vault::over(Arc::new(Forgetful(kept)), LIMIT);
        let stored = vault
            .store("shop", SecretKind::PrivateKey, &key("pk_0123456789"))
            .await;
        let Err(VaultError::Failed { message }) = stored else {
            panic!("stored as {kept:?}");
        };
        assert!(!message.contains("pk_"));
    }
}

/// Entries of a library with a defect.
struct Defective;

impl Entries for Defective {
    fn probe(&self) -> Result<(), VaultError> {
        Ok(())
    }

    fn write(&self, _: &str, _: &PrivateKey) -> Result<(), VaultError> {
        Ok(())
    }

    fn read(&self, _: &str) -> Result<Option<PrivateKey>, VaultError> {
        Ok(None)
    }

    fn delete(&self, _: &str) -> Result<(), VaultError> {
        panic!("a defect in a library, on purpose")
    }
}

#[tokio::test]
async fn a_panic_in_the_keyring_library_ends_that_call_alone() {
    let vault = Vault::over(Arc::new(Defective), LIMIT);
    assert!(matches!(
        vault.remove("shop", SecretKind::PrivateKey).await,
        Err(VaultError::Failed { .. })
    ));
    assert_eq!(vault.health().await, KeyringHealth::Available);
}

#[test]
fn session_keys_are_shared_by_clones_kept_apart_by_profile_and_shown_nowhere() {
    let vault = Vault::os();
    let other = vault.clone();
    let kind = SecretKind::PrivateKey;
    vault.keep_for_session("shop", kind, key("pk_session_secret"));
    assert_eq!(
        other
            .session("shop", kind)
            .map(|key| key.expose().to_owned()),
        Some("pk_session_secret".to_owned())
    );
    assert!(other.session("branch", kind).is_none());
    assert!(other.session("shop", SecretKind::InboxToken).is_none());
    assert!(!format!("{vault:?}").contains("secret"));
    other.forget_session("shop", kind);
    assert!(vault.session("shop", kind).is_none());
}
