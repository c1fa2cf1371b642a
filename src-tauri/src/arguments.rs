//! What can be said at the start.

use std::path::{Path, PathBuf};

use clap::Parser;

/// The folder of the desk inside the platform's folder for data.
const FOLDER: &str = "points-desk";

/// Points Desk, the merchant back office for Points.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Arguments {
    /// Where orders, settings and logs live [default: the system's folder for data]
    #[arg(long, value_name = "DIR", env = "POINTS_DESK_DATA_DIR")]
    data_dir: Option<PathBuf>,
    /// A link that the system hands over, `points-desk://order/UUID`; it opens the order.
    #[arg(value_name = "LINK")]
    #[allow(
        dead_code,
        reason = "the plug-in for links reads it by itself; here it is only allowed"
    )]
    link: Option<String>,
}

/// There is nowhere to keep data.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoDataDir {
    /// The system names no folder.
    #[error("this system names no folder for data; give one with --data-dir")]
    NoneNamed,
    /// The folder cannot be made.
    #[error("the data folder {path} cannot be made: {cause}", path = .path.display())]
    Unusable {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
}

impl Arguments {
    /// The data folder, made if it is missing, as an absolute path without links.
    pub(crate) fn data_dir(self) -> Result<PathBuf, NoDataDir> {
        let path = match self.data_dir {
            Some(path) => path,
            None => dirs::data_dir().ok_or(NoDataDir::NoneNamed)?.join(FOLDER),
        };
        made(&path).map_err(|cause| NoDataDir::Unusable { path, cause })
    }
}

fn made(path: &Path) -> std::io::Result<PathBuf> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    // Orders are nobody else's business on a shared machine.
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    path.canonicalize()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_given_folder_is_made_and_nobody_else_may_look() {
        let scratch = tempfile::tempdir().unwrap();
        let wanted = scratch.path().join("deep").join("data");
        let arguments = Arguments::try_parse_from([
            "points-desk".as_ref(),
            "--data-dir".as_ref(),
            wanted.as_os_str(),
        ])
        .unwrap();
        let found = arguments.data_dir().unwrap();
        assert_eq!(found, wanted.canonicalize().unwrap());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = found.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700);
        }
    }

    #[test]
    fn a_file_in_the_way_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let arguments = Arguments {
            data_dir: Some(file.path().to_owned()),
            link: None,
        };
        let error = arguments.data_dir().unwrap_err();
        assert!(error.to_string().contains(&*file.path().to_string_lossy()));
    }
}
