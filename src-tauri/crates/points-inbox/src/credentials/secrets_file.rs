//! The newest secret of a hook, put into the file that the inbox's owner wrote: for an inbox that
//! takes none from desks.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use points_api::WebhookSecret;
use zeroize::Zeroizing;

use super::handed_over::sync_folder;
use super::lines::line;

/// Puts the line `hook=secret` into a file of such lines, in the place of the hook's line, or at its
/// end. What else is in the file stays. A new file is its owner's alone; one that is there keeps its
/// owner and group, and others lose what they may. A crash leaves the old file or the new one.
pub fn write_secret(path: &Path, hook: &str, secret: &WebhookSecret) -> io::Result<()> {
    // Whoever points to the file goes on pointing to it.
    let path = match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        found => found?,
    };
    let before = match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Zeroizing::default(),
        read => Zeroizing::new(read?),
    };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    // Made for its owner alone.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(with_line(&before, hook, secret).as_bytes())?;
    hand_on_access(&path, file.as_file())?;
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// The text of the file with the hook's line, and no other line of that hook.
fn with_line(before: &str, hook: &str, secret: &WebhookSecret) -> Zeroizing<String> {
    let new = line(hook, secret);
    let room = before.len() + 1 + new.iter().map(|part| part.len()).sum::<usize>();
    // With room for all of it: a text that grows leaves its old bytes behind.
    let mut after = Zeroizing::new(String::with_capacity(room));
    let mut is_written = false;
    for line in before.lines() {
        if !is_of(line, hook) {
            after.push_str(line);
            after.push('\n');
        } else if !is_written {
            after.extend(new);
            is_written = true;
        }
    }
    if !is_written {
        after.extend(new);
    }
    after
}

fn is_of(line: &str, hook: &str) -> bool {
    let line = line.trim_start_matches('\u{feff}');
    line.split_once('=')
        .is_some_and(|(name, _)| name.trim() == hook)
}

#[cfg(unix)]
fn hand_on_access(path: &Path, file: &File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};

    /// Everything but what others may.
    const OWNER_AND_GROUP: u32 = 0o770;
    let there = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        there => there?,
    };
    let made = file.metadata()?;
    if (there.uid(), there.gid()) != (made.uid(), made.gid()) {
        fchown(file, Some(there.uid()), Some(there.gid()))?;
    }
    file.set_permissions(fs::Permissions::from_mode(there.mode() & OWNER_AND_GROUP))
}

#[cfg(not(unix))]
fn hand_on_access(_path: &Path, _file: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;

    fn secret(text: &str) -> WebhookSecret {
        WebhookSecret::new(text.to_owned())
    }

    #[test]
    fn the_hooks_line_is_replaced_and_everything_else_stays() {
        let new = secret("new-secret-0123456789");
        for (before, after) in [
            ("", "main=new-secret-0123456789\n"),
            (
                "# the shop\nother=x\nmain = old\n\nmain=older\nmain2=y",
                "# the shop\nother=x\nmain=new-secret-0123456789\n\nmain2=y\n",
            ),
            ("other=x", "other=x\nmain=new-secret-0123456789\n"),
            ("# main=x\n", "# main=x\nmain=new-secret-0123456789\n"),
            ("\u{feff}main=old\n", "main=new-secret-0123456789\n"),
        ] {
            assert_eq!(with_line(before, "main", &new).as_str(), after);
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_its_owners_alone_or_as_it_was_without_others() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secrets");
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        write_secret(&path, "main", &secret("one-secret-0123456789")).unwrap();
        assert_eq!(mode(), 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        write_secret(&path, "main", &secret("two-secret-0123456789")).unwrap();
        assert_eq!(mode(), 0o640);
        let kept = fs::read_to_string(&path).unwrap();
        assert_eq!(kept, "main=two-secret-0123456789\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let nowhere = folder.path().join("none/secrets");
        assert!(write_secret(&nowhere, "main", &secret("one-secret-0123456789")).is_err());
    }
}
