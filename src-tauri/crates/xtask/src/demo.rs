//! Fills the demo's profile through `pointsctl`, as a person would.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use serde_json::Value;

use crate::binaries::Binaries;
use crate::keyring_session::KeyringSession;
use crate::local_points::LocalPoints;
use crate::{process, progress};

const PROFILE: &str = "Demo shop";

/// The six shipping statuses of the API.
const SHIPPING: [&str; 6] = [
    "new",
    "license_in_progress",
    "ready_shipping",
    "delivery_is_in_progress",
    "delivered",
    "cancelled",
];

/// The demo's own data folder and what fills it.
pub(crate) struct Demo<'a> {
    binaries: &'a Binaries,
    session: &'a KeyringSession,
    folder: &'a Path,
}

impl<'a> Demo<'a> {
    /// A demo in this folder.
    pub(crate) fn new(
        binaries: &'a Binaries,
        session: &'a KeyringSession,
        folder: &'a Path,
    ) -> Self {
        Self {
            binaries,
            session,
            folder,
        }
    }

    /// The app's data folder.
    pub(crate) fn desk(&self) -> PathBuf {
        self.folder.join("desk")
    }

    /// Connects the profile, unless it is there and works.
    pub(crate) fn connect(&self, points: &LocalPoints) -> anyhow::Result<()> {
        match self.profile_address()? {
            Some(address) if address == points.base_url() => {
                if self
                    .pointsctl(&["profile", "check", PROFILE], None)?
                    .succeeded
                {
                    return Ok(());
                }
                progress::say("The demo's key is not in this keyring: storing it anew");
                self.must(
                    &["profile", "replace-key", PROFILE, "--private-key-stdin"],
                    Some(points.private_key()),
                )?;
                return Ok(());
            }
            Some(_) => {
                progress::say("The demo's port is taken by somebody else: starting it afresh");
                self.forget()?;
            }
            None => {}
        }
        self.must(
            &[
                "profile",
                "add",
                PROFILE,
                "--environment",
                "demo",
                "--base-url",
                &points.base_url(),
                "--public-key",
                points.public_key(),
                "--private-key-stdin",
            ],
            Some(points.private_key()),
        )?;
        Ok(())
    }

    /// Removes the profile with its key and data, if it is there.
    pub(crate) fn forget(&self) -> anyhow::Result<()> {
        if self.desk().is_dir() && self.profile_address()?.is_some() {
            self.must(&["profile", "remove", PROFILE, "--delete-data"], None)?;
        }
        let learnt = self.folder.join(LEARNT);
        if learnt.exists() {
            fs::remove_file(&learnt)
                .with_context(|| format!("cannot remove {}", learnt.display()))?;
        }
        Ok(())
    }

    /// Hands over the uuids, as a file of the shop would.
    pub(crate) fn track(&self, points: &LocalPoints) -> anyhow::Result<()> {
        let uuids = points.uuids();
        let uuids = uuids.to_str().context("the path is no text")?;
        let report = self.must(&["orders", "track", "--file", uuids], None)?;
        let count = |name: &str| report.get(name).and_then(Value::as_u64).unwrap_or(0);
        progress::say(&format!(
            "{} orders handed over, {} of them new",
            count("added") + count("already"),
            count("added")
        ));
        Ok(())
    }

    /// Points gives shipping as a number that it documents nowhere. Sending each status once, to
    /// a paid order that has it already, shows which number is which and changes nothing else.
    pub(crate) fn learn_shipping_codes(&self, points: &LocalPoints) -> anyhow::Result<()> {
        let note = self.folder.join(LEARNT);
        if note.exists() {
            return Ok(());
        }
        let mut learnt = 0;
        for status in SHIPPING {
            let Some(uuid) = points.paid_order_with_shipping(status)? else {
                continue;
            };
            match self.must(&["ship", &uuid, "--to", status], None) {
                Ok(_) => learnt += 1,
                Err(error) => {
                    progress::say(&format!("The code of {status} stays unknown: {error}"));
                }
            }
        }
        progress::say(&format!(
            "{learnt} shipping codes learnt by sending each status once"
        ));
        fs::write(&note, "").with_context(|| format!("cannot write {}", note.display()))
    }

    fn profile_address(&self) -> anyhow::Result<Option<String>> {
        let listed = self.must(&["profile", "list"], None)?;
        let profiles = listed.get("profiles").and_then(Value::as_array);
        Ok(profiles
            .into_iter()
            .flatten()
            .find(|profile| profile.get("name").and_then(Value::as_str) == Some(PROFILE))
            .and_then(|profile| profile.get("base_url")?.as_str().map(str::to_owned)))
    }

    fn must(&self, arguments: &[&str], input: Option<&str>) -> anyhow::Result<Value> {
        let answer = self.pointsctl(arguments, input)?;
        if !answer.succeeded {
            bail!(
                "pointsctl {} failed: {}",
                arguments
                    .iter()
                    .take(2)
                    .copied()
                    .collect::<Vec<_>>()
                    .join(" "),
                answer.errors.trim()
            );
        }
        serde_json::from_str(&answer.printed).context("pointsctl printed no JSON")
    }

    fn pointsctl(&self, arguments: &[&str], input: Option<&str>) -> anyhow::Result<Answer> {
        if process::interrupted() {
            bail!("stopped");
        }
        let mut command = Command::new(self.binaries.pointsctl());
        command
            .arg("--data-dir")
            .arg(self.desk())
            .arg("--json")
            .args(arguments)
            .env_remove("POINTS_PRIVATE_KEY")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        self.session.apply_to(&mut command);
        let mut child = command.spawn().context("cannot start pointsctl")?;
        let mut stdin = child.stdin.take().context("no input")?;
        stdin.write_all(input.unwrap_or_default().as_bytes())?;
        drop(stdin);
        let output = child.wait_with_output()?;
        Ok(Answer {
            succeeded: output.status.success(),
            printed: String::from_utf8_lossy(&output.stdout).into_owned(),
            errors: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }
}

const LEARNT: &str = "shipping-codes-learnt";

struct Answer {
    succeeded: bool,
    printed: String,
    errors: String,
}
