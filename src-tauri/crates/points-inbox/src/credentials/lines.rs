//! Files with one `name=value` a line.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use points_api::WebhookSecret;
use secrecy::{ExposeSecret as _, SecretString};

use super::hooks::{Hooks, SECRETS_OF_A_HOOK};
use super::is_name;
use super::tokens::Tokens;

/// Shorter than any secret that is one; a file with such a line was cut off.
pub(super) const FEWEST_CHARACTERS: usize = 16;

/// Why a file of secrets or tokens cannot be used. Names lines, never values.
#[derive(Debug, thiserror::Error)]
pub enum CredentialsError {
    /// The file cannot be read.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A line is no `name=value`.
    #[error("{path}, line {line}: it has to be name=value")]
    Line {
        /// Which file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
    },
    /// A name has signs that cannot stand in an address.
    #[error("{path}, line {line}: a name has letters, digits, - and _, at most 64")]
    Name {
        /// Which file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
    },
    /// A value is too short to be secret.
    #[error("{path}, line {line}: the value has fewer than 16 characters")]
    Short {
        /// Which file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
    },
    /// More values of one name than can be valid at a time.
    #[error("{path}, line {line}: {name} has too many values; the oldest can go")]
    TooMany {
        /// Which file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// Whose.
        name: String,
    },
    /// The file names nobody.
    #[error("{path}: there is no line name=value in it")]
    Empty {
        /// Which file.
        path: PathBuf,
    },
    /// Whoever had to read or write it has panicked.
    #[error("it was interrupted")]
    Interrupted,
    /// No file of secrets was named, and desks may not hand any over.
    #[error("without a file of secrets desks have to be allowed to hand them over")]
    NoSecrets,
}

/// Reads `name=secret` lines of a file that has to name somebody. A name may stand twice, while its
/// secret is being changed.
pub(super) fn hooks(path: &Path) -> Result<Hooks, CredentialsError> {
    let hooks = hooks_if_any(path)?;
    if hooks.count() == 0 {
        return Err(CredentialsError::Empty {
            path: path.to_owned(),
        });
    }
    Ok(hooks)
}

/// The same, of a file that may name nobody, or not be there.
pub(super) fn hooks_if_any(path: &Path) -> Result<Hooks, CredentialsError> {
    match lines(path, SECRETS_OF_A_HOOK) {
        Ok(lines) => Ok(lines
            .into_iter()
            .flat_map(|(name, values)| {
                values.into_iter().map(move |value| {
                    let secret = WebhookSecret::new(value.expose_secret().to_owned());
                    (name.clone(), secret)
                })
            })
            .collect()),
        Err(CredentialsError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            Ok(Hooks::default())
        }
        Err(error) => Err(error),
    }
}

/// Reads `name=token` lines, one a desk.
pub(super) fn tokens(path: &Path) -> Result<Tokens, CredentialsError> {
    let lines = lines(path, 1)?;
    if lines.is_empty() {
        return Err(CredentialsError::Empty {
            path: path.to_owned(),
        });
    }
    Ok(lines
        .into_iter()
        .filter_map(|(name, values)| Some((name, values.into_iter().next()?)))
        .collect())
}

/// A secret's line, in parts: whoever puts them together makes room for all of them first.
pub(super) fn line<'a>(hook: &'a str, secret: &'a WebhookSecret) -> [&'a str; 4] {
    [hook, "=", secret.expose(), "\n"]
}

/// Empty lines and those that begin with `#` say nothing.
fn lines(
    path: &Path,
    of_one_name: usize,
) -> Result<BTreeMap<String, Vec<SecretString>>, CredentialsError> {
    let text = std::fs::read_to_string(path).map_err(|source| CredentialsError::File {
        path: path.to_owned(),
        source,
    })?;
    let text = SecretString::from(text);
    let mut found: BTreeMap<String, Vec<SecretString>> = BTreeMap::new();
    let bare = text.expose_secret().trim_start_matches('\u{feff}');
    for (line, content) in (1..).zip(bare.lines()) {
        let content = content.trim();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let path = || path.to_owned();
        let (name, value) = content
            .split_once('=')
            .ok_or_else(|| CredentialsError::Line { path: path(), line })?;
        let (name, value) = (name.trim(), value.trim());
        if !is_name(name) {
            return Err(CredentialsError::Name { path: path(), line });
        }
        if value.chars().count() < FEWEST_CHARACTERS {
            return Err(CredentialsError::Short { path: path(), line });
        }
        let values = found.entry(name.to_owned()).or_default();
        values.push(SecretString::from(value.to_owned()));
        if values.len() > of_one_name {
            return Err(CredentialsError::TooMany {
                path: path(),
                line,
                name: name.to_owned(),
            });
        }
    }
    Ok(found)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;

    fn file(text: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        file
    }

    #[test]
    fn while_a_secret_changes_both_are_valid() {
        let secrets = file(
            "# from the dashboard\nmain = old-secret-0123456789\n\nmain=new-secret-0123456789\nother=third-secret-012345\n",
        );
        let hooks = hooks(secrets.path()).unwrap();
        assert!(hooks.admit("main", "old-secret-0123456789"));
        assert!(hooks.admit("main", "new-secret-0123456789"));
        assert!(!hooks.admit("main", "third-secret-012345"));
        assert!(!hooks.admit("nobody", "old-secret-0123456789"));
        assert!(!hooks.admit("nobody", ""), "no hook has the empty secret");
        assert!(!hooks.admit("main", ""));
    }

    #[test]
    fn a_desk_is_known_by_its_token() {
        let tokens = tokens(file("counter=token-0123456789abc\nstore=token-9876543210abc").path());
        let tokens = tokens.unwrap();
        assert_eq!(tokens.desk("token-9876543210abc"), Some("store"));
        assert_eq!(tokens.desk("token-9876543210ab"), None);
        assert_eq!(tokens.desk(""), None);
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said_by_line_and_never_by_value() {
        for (text, wanted) in [
            ("main", "line 1: it has to be name=value"),
            ("\n\na b=0123456789abcdefgh", "line 3: a name has"),
            ("main=short", "line 1: the value has fewer"),
            ("# nobody\n", "there is no line"),
            (
                "m=0123456789abcdefg1\nm=0123456789abcdefg2\nm=0123456789abcdefg3",
                "line 3: m has too many values",
            ),
        ] {
            let error = hooks(file(text).path()).unwrap_err().to_string();
            assert!(error.contains(wanted), "{error}");
            assert!(!error.contains("0123456789"), "{error}");
        }
    }
}
