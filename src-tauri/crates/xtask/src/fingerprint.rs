//! Remembers what a step was done for, so that the next start can leave it out.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// A hash over files (with their names) and whatever else a step depends on.
#[derive(Debug, Default)]
pub(crate) struct Fingerprint(DefaultHasher);

impl Fingerprint {
    /// Adds a text, such as a version.
    pub(crate) fn text(mut self, text: &str) -> Self {
        text.hash(&mut self.0);
        self
    }

    /// Adds a file, or all files of a folder; what is not there counts as such.
    pub(crate) fn path(mut self, path: &Path) -> anyhow::Result<Self> {
        let mut files = Vec::new();
        collect(path, &mut files).with_context(|| format!("cannot list {}", path.display()))?;
        files.sort();
        for file in files {
            file.hash(&mut self.0);
            fs::read(&file)
                .with_context(|| format!("cannot read {}", file.display()))?
                .hash(&mut self.0);
        }
        Ok(self)
    }

    fn written(&self) -> String {
        format!("{:016x}\n", self.0.finish())
    }

    /// Whether the step was done for exactly this.
    pub(crate) fn is_noted_in(&self, note: &Path) -> bool {
        fs::read_to_string(note).is_ok_and(|noted| noted == self.written())
    }

    /// Notes that the step was done for this.
    pub(crate) fn note_in(&self, note: &Path) -> anyhow::Result<()> {
        if let Some(folder) = note.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(note, self.written()).with_context(|| format!("cannot write {}", note.display()))
    }
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let kind = match fs::metadata(path) {
        Ok(kind) => kind,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    if kind.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else {
        files.push(path.to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may")]

    use super::*;

    #[test]
    fn a_step_is_done_again_when_a_file_changes_or_comes_or_goes() {
        let folder = tempfile::tempdir().unwrap();
        let (inputs, note) = (folder.path().join("src"), folder.path().join("note"));
        fs::create_dir(&inputs).unwrap();
        fs::write(inputs.join("a"), "1").unwrap();
        let now = || Fingerprint::default().path(&inputs).unwrap();

        assert!(!now().is_noted_in(&note));
        now().note_in(&note).unwrap();
        assert!(now().is_noted_in(&note));

        fs::write(inputs.join("a"), "2").unwrap();
        assert!(!now().is_noted_in(&note));
        fs::write(inputs.join("a"), "1").unwrap();
        assert!(now().is_noted_in(&note));
        fs::write(inputs.join("b"), "").unwrap();
        assert!(!now().is_noted_in(&note));
        fs::remove_file(inputs.join("b")).unwrap();
        assert!(now().is_noted_in(&note));
        assert!(!now().text("v20").is_noted_in(&note));
    }
}
