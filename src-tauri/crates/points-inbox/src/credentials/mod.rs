//! Who may deliver, and who may read.

mod authority;
mod handed_over;
mod hooks;
mod lines;
mod secrets_file;
mod tokens;

use std::path::PathBuf;

use points_api::WebhookSecret;
use secrecy::SecretString;

pub use authority::{HandOverError, check_secret};
pub use lines::CredentialsError;
pub use secrets_file::write_secret;

pub(crate) use authority::Authority;

/// Whence an inbox knows who may deliver and who may read.
#[derive(Debug, Clone)]
pub enum Credentials {
    /// From files that its owner wrote.
    Files(CredentialFiles),
    /// From the program that keeps it in its own process; nothing of it is in a file.
    Given(GivenCredentials),
}

/// Where secrets and tokens lie; read again when asked to.
#[derive(Debug, Clone)]
pub struct CredentialFiles {
    /// `name=secret` lines. Only where desks hand secrets over there may be none.
    pub secrets: Option<PathBuf>,
    /// `name=token` lines.
    pub tokens: PathBuf,
    /// Whether desks may hand secrets over. They lie in the data folder beside the events, and count
    /// as newer than what the file of secrets says.
    pub desks_set_secrets: bool,
}

/// Secrets and tokens that are in memory only.
#[derive(Debug, Clone, Default)]
pub struct GivenCredentials {
    /// The name of a hook and a secret of it, the newest last.
    pub secrets: Vec<(String, WebhookSecret)>,
    /// The name of a desk and its token.
    pub tokens: Vec<(String, SecretString)>,
}

/// Whether a hook or a desk can be called so.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 64
        && name
            .bytes()
            .all(|sign| sign.is_ascii_alphanumeric() || sign == b'-' || sign == b'_')
}
