//! The real program, as its owner starts it.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use reqwest::{Client, RequestBuilder, Response};
use serde::Deserialize;
use serde_json::Value;
use tempfile::TempDir;

pub(crate) const SECRET: &str = "hook-secret-0123456789abcdef";
pub(crate) const TOKEN: &str = "desk-token-0123456789abcdef";

/// An inbox in a process of its own.
pub(crate) struct Process {
    child: Child,
    pub(crate) url: String,
    pub(crate) client: Client,
}

/// What a desk is told.
#[derive(Debug, Deserialize)]
pub(crate) struct Told {
    pub(crate) events: Vec<ToldEvent>,
    pub(crate) last_seq: i64,
    pub(crate) last_heard_at: Option<i64>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ToldEvent {
    pub(crate) seq: i64,
    pub(crate) hook: String,
    pub(crate) event: Option<String>,
    pub(crate) order_uuid: Option<String>,
    pub(crate) received_at: i64,
    pub(crate) body: Value,
}

/// A folder with the two files of an owner.
pub(crate) fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "secrets", &format!("main={SECRET}\n"));
    write(folder.path(), "tokens", &format!("counter={TOKEN}\n"));
    folder
}

pub(crate) fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

impl Process {
    pub(crate) fn start(folder: &Path) -> Self {
        Self::start_with(folder, &[])
    }

    pub(crate) fn start_with(folder: &Path, further: &[&str]) -> Self {
        let mut child = command(folder)
            .args(["--listen", "127.0.0.1:0"])
            .args(further)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        Self {
            child,
            url: said["url"].as_str().unwrap().to_owned(),
            client: Client::new(),
        }
    }

    pub(crate) fn post(
        &self,
        hook: &str,
        secret: &str,
        body: impl Into<reqwest::Body>,
    ) -> RequestBuilder {
        self.client
            .post(format!("{}/hooks/{hook}", self.url))
            .header("X-Webhook-Secret", secret)
            .header("X-Webhook-Event", "captured")
            .body(body)
    }

    pub(crate) async fn deliver(&self, body: impl Into<reqwest::Body>) -> Response {
        self.post("main", SECRET, body).send().await.unwrap()
    }

    /// Hands the secret of a hook over, as a desk does.
    pub(crate) fn hand_over(&self, hook: &str, secret: &str) -> RequestBuilder {
        self.client
            .put(format!("{}/hooks/{hook}/secret", self.url))
            .bearer_auth(TOKEN)
            .body(serde_json::json!({ "secret": secret }).to_string())
    }

    pub(crate) async fn told(&self, question: &str) -> Told {
        let answer = self
            .client
            .get(format!("{}/events{question}", self.url))
            .bearer_auth(TOKEN)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200);
        answer.json().await.unwrap()
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a loss of power would, as far as a process can be ended so.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// What it says when it cannot start.
pub(crate) fn refusal(command: &mut Command) -> String {
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert!(!child.wait().unwrap().success());
    said
}

pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_points-inbox"));
    command
        .arg("serve")
        .arg("--data-dir")
        .arg(folder.join("data"))
        .arg("--secrets-file")
        .arg(folder.join("secrets"))
        .arg("--tokens-file")
        .arg(folder.join("tokens"));
    command
}
