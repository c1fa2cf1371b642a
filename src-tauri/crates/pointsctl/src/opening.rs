//! Opening the desk.

use std::env;
use std::path::PathBuf;
use std::sync::Arc;

use backoffice::desk::{Access, Desk, DeskError, DeskOptions};
use backoffice::secrets::Vault;
use backoffice::view::Language;
use points_api::{KeyShape, PrivateKey};

use crate::failures::CommandFailure;

/// The folder of the desk inside the system's folder for data, as the app has it.
const FOLDER: &str = "points-desk";

/// A key to be used instead of the keyring's, and stored nowhere.
const KEY_VARIABLE: &str = "POINTS_PRIVATE_KEY";

/// Which desk, and which profile of it.
pub(crate) struct Opening {
    data_dir: PathBuf,
    profile: Option<String>,
}

impl Opening {
    /// The given folder, or the app's.
    pub(crate) fn new(
        data_dir: Option<PathBuf>,
        profile: Option<String>,
    ) -> Result<Self, CommandFailure> {
        let data_dir = data_dir
            .or_else(|| dirs::data_dir().map(|folder| folder.join(FOLDER)))
            .ok_or_else(|| {
                CommandFailure::Usage(
                    "this system names no folder for data; give one with --data-dir".to_owned(),
                )
            })?;
        Ok(Self { data_dir, profile })
    }

    /// The same desk with this profile, where one is named.
    pub(crate) fn with_profile(self, name: Option<&str>) -> Self {
        Self {
            profile: name.map(ToOwned::to_owned).or(self.profile),
            ..self
        }
    }

    /// Opens the desk, does the work, and closes it whatever came of the work.
    pub(crate) async fn work<T>(
        self,
        access: Access,
        work: impl AsyncFnOnce(&Arc<Desk>) -> Result<T, CommandFailure>,
    ) -> Result<T, CommandFailure> {
        let desk = Desk::open(DeskOptions {
            data_dir: self.data_dir,
            vault: Vault::os(),
            private_key: key_of_environment()?,
            profile: self.profile,
            first_language: Language::En,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            access,
            limits: None,
        })
        .await?;
        let outcome = work(&desk).await;
        desk.close().await;
        outcome
    }
}

/// The key that stands in the environment, if one does.
pub(crate) fn key_of_environment() -> Result<Option<PrivateKey>, CommandFailure> {
    let Some(text) = env::var_os(KEY_VARIABLE) else {
        return Ok(None);
    };
    let text = text
        .into_string()
        .map_err(|_| DeskError::Key(KeyShape::NotAscii))?;
    match PrivateKey::parse(text) {
        Ok(key) => Ok(Some(key)),
        // As good as not set.
        Err(KeyShape::Empty) => Ok(None),
        Err(shape) => Err(DeskError::Key(shape).into()),
    }
}
