//! The secrets that desks handed over: a file beside the events.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret as _, SecretString};

use super::hooks::Hooks;
use super::lines::{CredentialsError, hooks_if_any, line};

const FILE: &str = "secrets";
/// What a crash may leave of a change; the next change writes it anew.
const PARTIAL: &str = "secrets.partial";

/// The file.
#[derive(Debug, Clone)]
pub(super) struct HandedOver {
    folder: PathBuf,
}

impl HandedOver {
    /// The file in the folder of the events.
    pub(super) fn in_folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    /// What it has; nothing where it is not there.
    pub(super) fn read(&self) -> Result<Hooks, CredentialsError> {
        hooks_if_any(&self.path())
    }

    /// Puts these in its place. When this comes back without an error they outlive a loss of power;
    /// whatever happens before leaves what was there.
    pub(super) fn write(&self, hooks: &Hooks) -> Result<(), CredentialsError> {
        self.replace(hooks)
            .map_err(|source| CredentialsError::File {
                path: self.path(),
                source,
            })
    }

    fn replace(&self, hooks: &Hooks) -> io::Result<()> {
        let text = text(hooks);
        let partial = self.folder.join(PARTIAL);
        // One that is left of a crash may be readable by others.
        match fs::remove_file(&partial) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = create_for_owner(&partial)?;
        file.write_all(text.expose_secret().as_bytes())?;
        file.sync_all()?;
        fs::rename(&partial, self.path())?;
        sync_folder(&self.folder)
    }

    fn path(&self) -> PathBuf {
        self.folder.join(FILE)
    }
}

fn text(hooks: &Hooks) -> SecretString {
    let lines = || hooks.each().map(|(hook, secret)| line(hook, secret));
    // Made long enough at once: a text that grows leaves copies of what is in it.
    let bytes = lines().flatten().map(str::len).sum();
    let mut text = String::with_capacity(bytes);
    text.extend(lines().flatten());
    SecretString::from(text)
}

/// Only the owner reads it, from its first byte on.
fn create_for_owner(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

/// A name that was changed is on disk once its folder is.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder cannot be opened, and the system writes names down with the file.
#[cfg(not(unix))]
pub(super) fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use points_api::WebhookSecret;

    use super::*;

    const OLD: &str = "old-secret-0123456789";
    const NEW: &str = "new-secret-0123456789";

    fn of(secrets: &[&str]) -> Hooks {
        secrets
            .iter()
            .map(|secret| ("main".to_owned(), WebhookSecret::new((*secret).to_owned())))
            .collect()
    }

    #[test]
    fn what_was_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = HandedOver::in_folder(folder.path());
        assert_eq!(file.read().unwrap().count(), 0, "not there yet");
        file.write(&of(&[OLD, NEW])).unwrap();
        let read = file.read().unwrap();
        let kept: Vec<_> = read.each().map(|(_, secret)| secret.expose()).collect();
        assert_eq!(kept, [OLD, NEW]);
    }

    /// Where a crash comes between the writing and the renaming.
    #[test]
    fn a_change_that_broke_off_leaves_what_was_there_and_the_next_one_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let file = HandedOver::in_folder(folder.path());
        file.write(&of(&[OLD])).unwrap();
        fs::write(folder.path().join(PARTIAL), "main=new-secr").unwrap();
        assert!(file.read().unwrap().admit("main", OLD));
        file.write(&of(&[OLD, NEW])).unwrap();
        assert!(file.read().unwrap().admit("main", NEW));
        assert!(!folder.path().join(PARTIAL).exists());
    }

    #[test]
    fn a_change_that_cannot_be_written_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let file = HandedOver::in_folder(folder.path());
        file.write(&of(&[OLD])).unwrap();
        // A folder in the way, with something in it, cannot be removed as a file can.
        fs::create_dir(folder.path().join(PARTIAL)).unwrap();
        let error = file.write(&of(&[NEW])).unwrap_err().to_string();
        assert!(!error.contains(NEW), "{error}");
        assert!(file.read().unwrap().admit("main", OLD));
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_it() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let file = HandedOver::in_folder(folder.path());
        fs::write(
            folder.path().join(PARTIAL),
            "left by a crash, for all to read",
        )
        .unwrap();
        file.write(&of(&[OLD])).unwrap();
        let mode = fs::metadata(folder.path().join(FILE))
            .unwrap()
            .permissions();
        assert_eq!(mode.mode() & 0o777, 0o600);
    }
}
