//! The local Points behind the demo: a `points-sandbox` on a port that stays the same.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::Value;

use crate::process::Running;

const ORDERS: &str = "1200";
const SEED: &str = "7";

/// A local Points that ends with this value. No `Debug`: it knows a private key.
pub(crate) struct LocalPoints {
    running: Running,
    folder: PathBuf,
    port: u16,
    public_key: String,
    private_key: String,
}

impl LocalPoints {
    /// Starts it with its state in `folder`.
    pub(crate) fn start(program: &Path, folder: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let port = port(&folder.join("port"))?;
        let log_path = folder.join("points.log");
        let log = File::create(&log_path)
            .with_context(|| format!("cannot write {}", log_path.display()))?;
        let mut running = Running::start(
            "the local Points",
            Command::new(program)
                .args(["serve", "--orders", ORDERS, "--seed", SEED])
                .args(["--port", &port.to_string()])
                .arg("--state")
                .arg(folder.join("points.json"))
                .arg("--uuids-out")
                .arg(folder.join("uuids.txt"))
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(log),
        )?;
        let line = running.first_line()?;
        let said: Value = serde_json::from_str(&line).map_err(|_| {
            anyhow::anyhow!("the local Points did not start: see {}", log_path.display())
        })?;
        let word = |name: &str| {
            said.get(name)
                .and_then(Value::as_str)
                .map(str::to_owned)
                .with_context(|| format!("the local Points did not say its {name}"))
        };
        Ok(Self {
            running,
            folder: folder.to_owned(),
            port,
            public_key: word("public_key")?,
            private_key: word("private_key")?,
        })
    }

    /// Where its API is.
    pub(crate) fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}/api/v1", self.port)
    }

    /// Its public key.
    pub(crate) fn public_key(&self) -> &str {
        &self.public_key
    }

    /// Its private key, for a program's standard input only.
    pub(crate) fn private_key(&self) -> &str {
        &self.private_key
    }

    /// The uuids of all its orders, one a line.
    pub(crate) fn uuids(&self) -> PathBuf {
        self.folder.join("uuids.txt")
    }

    /// A paid order that has this shipping status, from the control API.
    pub(crate) fn paid_order_with_shipping(&self, status: &str) -> anyhow::Result<Option<String>> {
        let path = format!("/_sandbox/orders?limit=1&status=captured&shipping={status}");
        let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        connection.set_read_timeout(Some(Duration::from_secs(10)))?;
        write!(
            connection,
            "GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        )?;
        let mut answer = String::new();
        connection.read_to_string(&mut answer)?;
        uuid_in(&answer)
    }

    /// Asks it to end and waits until its state is on disk.
    pub(crate) fn stop(mut self) {
        self.running.stop();
    }
}

fn uuid_in(answer: &str) -> anyhow::Result<Option<String>> {
    let Some((head, body)) = answer.split_once("\r\n\r\n") else {
        bail!("the local Points gave no answer");
    };
    if !head
        .lines()
        .next()
        .is_some_and(|status| status.ends_with("200 OK"))
    {
        bail!(
            "the local Points refused: {}",
            head.lines().next().unwrap_or_default()
        );
    }
    let body: Value = serde_json::from_str(body).context("the local Points gave no JSON")?;
    Ok(body
        .pointer("/orders/0/uuid")
        .and_then(Value::as_str)
        .map(str::to_owned))
}

/// The port of earlier starts while it is free, since the profile's address names it.
fn port(note: &Path) -> anyhow::Result<u16> {
    let noted = fs::read_to_string(note)
        .ok()
        .and_then(|text| text.trim().parse().ok());
    if let Some(port) = noted
        && TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
    {
        return Ok(port);
    }
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port();
    fs::write(note, format!("{port}\n"))
        .with_context(|| format!("cannot write {}", note.display()))?;
    Ok(port)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may")]

    use super::*;

    #[test]
    fn the_port_stays_the_same_until_somebody_else_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let note = folder.path().join("port");
        let first = port(&note).unwrap();
        assert_eq!(port(&note).unwrap(), first);
        let somebody = TcpListener::bind((Ipv4Addr::LOCALHOST, first)).unwrap();
        let second = port(&note).unwrap();
        assert_ne!(second, first);
        drop(somebody);
        assert_eq!(port(&note).unwrap(), second);
    }

    #[test]
    fn an_answer_of_the_control_api_is_understood() {
        let ok = "HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n";
        assert_eq!(
            uuid_in(&format!(
                "{ok}{{\"total\":1,\"orders\":[{{\"uuid\":\"u\"}}]}}"
            ))
            .unwrap(),
            Some("u".to_owned())
        );
        assert_eq!(
            uuid_in(&format!("{ok}{{\"total\":1,\"orders\":[]}}")).unwrap(),
            None
        );
        assert!(uuid_in("HTTP/1.0 404 Not Found\r\n\r\n{}").is_err());
    }
}
