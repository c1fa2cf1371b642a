//! Searches for a secret where it must not be, in the spellings it could have there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// A secret and its spellings. No `Debug`.
pub struct Secret {
    spellings: Vec<Vec<u8>>,
}

impl Secret {
    /// UTF-8, UTF-16 in both byte orders, and base64 at each of the three places that it can have
    /// in a longer text.
    pub fn new(text: &str) -> Self {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut spellings = vec![
            text.as_bytes().to_vec(),
            units.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
            units.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
        ];
        for skipped in 0..3 {
            // Whole groups of three bytes stand for the same four letters wherever they are.
            let rest = text.as_bytes().get(skipped..).unwrap_or_default();
            let whole = rest.get(..rest.len() - rest.len() % 3).unwrap_or_default();
            for alphabet in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
                spellings.push(alphabet.encode(whole).into_bytes());
            }
        }
        Self { spellings }
    }

    /// Whether it stands in these bytes.
    pub fn is_in(&self, bytes: &[u8]) -> bool {
        self.spellings
            .iter()
            .any(|spelling| contains(bytes, spelling))
    }

    /// The files under a folder that hold it or have it in their name, and how many were read.
    pub fn search_files(&self, folder: &Path) -> io::Result<(usize, Vec<PathBuf>)> {
        let mut found = Vec::new();
        let mut read = 0;
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder)? {
                let entry = entry?;
                let path = entry.path();
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    folders.push(path.clone());
                }
                let is_named = self.is_in(path.as_os_str().as_encoded_bytes());
                if is_named {
                    found.push(path.clone());
                }
                if kind.is_file() && !is_named {
                    match fs::read(&path) {
                        Ok(bytes) => {
                            read += 1;
                            if self.is_in(&bytes) {
                                found.push(path);
                            }
                        }
                        // Journals come and go while the app runs.
                        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                        Err(error) => return Err(error),
                    }
                }
            }
        }
        Ok((read, found))
    }

    /// The processes of this machine whose arguments hold it, and how many were looked at.
    pub fn search_arguments(&self) -> io::Result<(usize, Vec<PathBuf>)> {
        let mut found = Vec::new();
        let mut read = 0;
        for entry in fs::read_dir("/proc")? {
            let path = entry?.path().join("cmdline");
            // A process may end while it is looked at; other entries are no processes.
            if let Ok(arguments) = fs::read(&path) {
                read += 1;
                if self.is_in(&arguments) {
                    found.push(path);
                }
            }
        }
        Ok((read, found))
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    let Some(first) = wanted.first() else {
        return false;
    };
    let mut rest = bytes;
    while let Some(place) = rest.iter().position(|byte| byte == first) {
        rest = rest.get(place..).unwrap_or_default();
        if rest.starts_with(wanted) {
            return true;
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    false
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const KEY: &str = "sk_test_4f9c2b7d1e8a";

    #[test]
    fn every_spelling_is_found() {
        let secret = Secret::new(KEY);
        let wide: Vec<u8> = format!("key={KEY}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(secret.is_in(&wide));
        for before in ["", "a", "ab", "abc"] {
            let text = format!("{before}{KEY}!");
            assert!(secret.is_in(text.as_bytes()));
            assert!(
                secret.is_in(STANDARD_NO_PAD.encode(&text).as_bytes()),
                "{before}"
            );
        }
        assert!(!secret.is_in(b"sk_test_4f9c2b7d1e8b"));
    }

    #[test]
    fn files_are_searched_by_content_and_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b");
        fs::create_dir_all(&deep).unwrap();
        fs::write(deep.join("clean"), "nothing").unwrap();
        fs::write(deep.join("log"), format!("x-api-key: {KEY}")).unwrap();
        fs::write(deep.join(KEY), "").unwrap();
        let (read, mut found) = Secret::new(KEY).search_files(folder.path()).unwrap();
        found.sort();
        assert_eq!(read, 2);
        assert_eq!(found, [deep.join("log"), deep.join(KEY)]);
    }
}
