//! The files that the page may speak of.

use std::path::{Path, PathBuf};

/// The content of a file, and by what it is known not to have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::desk) struct Content {
    /// Bytes.
    pub(in crate::desk) size: u64,
    /// UTC milliseconds.
    pub(in crate::desk) written_at: i64,
    /// SHA-256.
    pub(in crate::desk) hash: [u8; 32],
}

/// The files that a person chose, dropped or was offered, each with the number that the page knows.
#[derive(Debug, Default)]
pub(in crate::desk) struct InHand {
    files: Vec<Taken>,
}

#[derive(Debug)]
struct Taken {
    profile: String,
    path: PathBuf,
    content: Option<Content>,
}

impl InHand {
    /// The number of a file: the same file has the same.
    pub(in crate::desk) fn take(&mut self, profile: &str, path: &Path) -> i64 {
        let known = self
            .files
            .iter()
            .position(|taken| taken.profile == profile && taken.path == path);
        let at = known.unwrap_or_else(|| {
            self.files.push(Taken {
                profile: profile.to_owned(),
                path: path.to_owned(),
                content: None,
            });
            self.files.len() - 1
        });
        i64::try_from(at).map_or(i64::MAX, |at| at + 1)
    }

    /// The path of a number; none where it was given out for another profile, or never.
    pub(in crate::desk) fn path(&self, profile: &str, file: i64) -> Option<PathBuf> {
        self.taken(file)
            .filter(|taken| taken.profile == profile)
            .map(|taken| taken.path.clone())
    }

    /// The content as it was last read.
    pub(in crate::desk) fn content(&self, file: i64) -> Option<Content> {
        self.taken(file).and_then(|taken| taken.content)
    }

    /// Keeps what was read of the content.
    pub(in crate::desk) fn keep_content(&mut self, file: i64, content: Content) {
        let at = usize::try_from(file - 1).unwrap_or(usize::MAX);
        if let Some(taken) = self.files.get_mut(at) {
            taken.content = Some(content);
        }
    }

    fn taken(&self, file: i64) -> Option<&Taken> {
        self.files.get(usize::try_from(file - 1).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_leads_to_a_file_of_its_own_profile_alone() {
        let mut in_hand = InHand::default();
        let first = in_hand.take("shop", Path::new("/home/sara/orders.csv"));
        let second = in_hand.take("shop", Path::new("/home/sara/more.csv"));
        assert_ne!(first, second);
        let again = in_hand.take("shop", Path::new("/home/sara/orders.csv"));
        assert_eq!(first, again);
        let path = |profile, file| in_hand.path(profile, file);
        assert_eq!(path("shop", second), Some("/home/sara/more.csv".into()));
        assert_eq!(path("another", second), None);
        for unknown in [0, -1, 3, i64::MAX, i64::MIN + 1] {
            assert_eq!(path("shop", unknown), None);
        }
    }
}
