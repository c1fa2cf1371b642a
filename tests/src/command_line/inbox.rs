//! An inbox of the shop that takes secrets from desks.

use std::fs;
use std::process::{Command, Stdio};

use anyhow::Context as _;
use serde_json::Value;
use tempfile::TempDir;

use super::process::{Running, program};
use super::session::Session;

/// What a desk is known by.
const TOKEN: &str = "desk-token-0123456789abcdef";

/// A `points-inbox` that ends with this value.
#[derive(Debug)]
pub struct LocalInbox {
    // Dropped in this order: its folder goes when it has ended.
    _running: Running,
    _folder: TempDir,
    url: String,
}

impl LocalInbox {
    /// Starts it without any secret, on a disk of its own.
    pub fn start() -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("inbox-").tempdir()?;
        let tokens = folder.path().join("tokens");
        fs::write(&tokens, format!("counter={TOKEN}\n"))?;
        let mut command = Command::new(program("POINTS_INBOX_PROGRAM", "points-inbox")?);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--desks-set-secrets"])
            .arg("--data-dir")
            .arg(folder.path().join("data"))
            .arg("--tokens-file")
            .arg(tokens)
            .stderr(Stdio::null());
        let (running, line) = Running::start_and_listen("points-inbox", &mut command)?;
        let said: Value = serde_json::from_str(&line)?;
        let url = said.get("url").and_then(Value::as_str).context("no url")?;
        Ok(Self {
            _running: running,
            _folder: folder,
            url: url.to_owned(),
        })
    }

    /// What a webhook for it is registered with.
    pub fn hook(&self) -> String {
        format!("{}/hooks/main", self.url)
    }

    /// Lets a profile read it from now on, as the app does when it is connected in the settings.
    pub fn connect(&self, session: &Session, profile: &str) -> anyhow::Result<()> {
        session.keep(profile, "inbox-token", TOKEN)?;
        let file = session.data().join("desk.toml");
        let noted = fs::read_to_string(&file)?;
        let with_inbox =
            noted.replacen("name = ", &format!("inbox = \"{}\"\nname = ", self.url), 1);
        Ok(fs::write(file, with_inbox)?)
    }
}
