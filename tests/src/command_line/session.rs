//! A session from nothing: a bus, an unlocked keyring, an empty home.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use tempfile::TempDir;

use super::process::{Running, wait_until};

/// Opens the scratch keyring. No secret; that it is not empty makes the keyring encrypt its file.
const PASSWORD: &str = "scratch";

/// The session; everything in it ends and is deleted with the value.
#[derive(Debug)]
pub struct Session {
    // Dropped in this order: the keyring leaves before its bus does, the folder last.
    keyring: Option<Running>,
    bus: Option<Running>,
    screen: Option<Running>,
    folder: TempDir,
    environment: Vec<(&'static str, String)>,
}

impl Session {
    /// With a keyring, as a desktop has it.
    pub fn with_keyring() -> anyhow::Result<Self> {
        let mut session = Self::without_keyring()?;
        let log = File::create(session.folder().join("session.log"))?;
        let mut command = Command::new("dbus-daemon");
        command
            .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
            .stderr(log.try_clone()?);
        session.apply_to(&mut command);
        let (bus, address) = Running::start_and_listen("dbus-daemon", &mut command)?;
        session.bus = Some(bus);
        session
            .environment
            .push(("DBUS_SESSION_BUS_ADDRESS", address));

        let mut command = Command::new("gnome-keyring-daemon");
        command
            .args(["--foreground", "--unlock", "--components=secrets"])
            .stdin(Stdio::piped())
            .stdout(log.try_clone()?)
            .stderr(log);
        session.apply_to(&mut command);
        let mut keyring = Running::start("gnome-keyring-daemon", &mut command)?;
        let mut password = keyring.child().stdin.take().context("no input")?;
        password.write_all(PASSWORD.as_bytes())?;
        drop(password);
        session.keyring = Some(keyring);
        wait_until("the keyring opens", Duration::from_secs(20), || {
            // Asking the service before it is there would make the bus start another one, locked.
            let owned = session.ask_bus(&[
                "--dest=org.freedesktop.DBus",
                "/org/freedesktop/DBus",
                "org.freedesktop.DBus.NameHasOwner",
                "string:org.freedesktop.secrets",
            ])?;
            Ok(owned.trim().ends_with("true")
                && session
                    .ask_bus(&[
                        "--dest=org.freedesktop.secrets",
                        "/org/freedesktop/secrets",
                        "org.freedesktop.Secret.Service.ReadAlias",
                        "string:default",
                    ])?
                    .contains("/collection/"))
        })?;
        Ok(session)
    }

    /// Gives it a screen, which the app needs.
    pub fn with_screen(mut self) -> anyhow::Result<Self> {
        let mut command = Command::new("Xvfb");
        command
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24"])
            .args(["-nolisten", "tcp", "-noreset"])
            .stderr(File::create(self.folder().join("screen.log"))?);
        let (screen, display) = Running::start_and_listen("Xvfb", &mut command)?;
        self.screen = Some(screen);
        self.environment.push(("DISPLAY", format!(":{display}")));
        Ok(self)
    }

    fn ask_bus(&self, question: &[&str]) -> anyhow::Result<String> {
        let mut command = Command::new("dbus-send");
        command
            .args(["--session", "--print-reply=literal"])
            .args(question);
        self.apply_to(&mut command);
        Ok(String::from_utf8(command.output()?.stdout)?)
    }

    /// Without a bus, as a server has it.
    pub fn without_keyring() -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("desk-").tempdir()?;
        let mut environment = Vec::new();
        for (name, part) in [
            ("HOME", "home"),
            ("XDG_RUNTIME_DIR", "run"),
            ("XDG_DATA_HOME", "home/.local/share"),
            ("XDG_CONFIG_HOME", "home/.config"),
            ("XDG_CACHE_HOME", "home/.cache"),
            ("XDG_STATE_HOME", "home/.local/state"),
        ] {
            let path = folder.path().join(part);
            fs::create_dir_all(&path)?;
            environment.push((name, path.to_string_lossy().into_owned()));
        }
        Ok(Self {
            keyring: None,
            bus: None,
            screen: None,
            folder,
            environment,
        })
    }

    /// Points a program at this session and away from every other.
    pub fn apply_to(&self, command: &mut Command) {
        for name in [
            "DBUS_SESSION_BUS_ADDRESS",
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "POINTS_PRIVATE_KEY",
            "POINTS_DESK_DATA_DIR",
        ] {
            command.env_remove(name);
        }
        for (name, value) in &self.environment {
            command.env(name, value);
        }
    }

    /// Everything that programs of this session write to without being asked.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where the desk keeps its data when nobody says otherwise.
    pub fn data(&self) -> PathBuf {
        self.folder().join("home/.local/share/points-desk")
    }

    /// What the keyring holds for a profile, asked past the desk.
    pub fn kept_key(&self, profile: &str) -> anyhow::Result<Option<String>> {
        self.kept(profile, "private-key")
    }

    /// Any secret that the keyring holds for a profile, by the name of its entry.
    pub fn kept(&self, profile: &str, entry: &str) -> anyhow::Result<Option<String>> {
        let mut command = Command::new("secret-tool");
        command
            .args(["lookup", "service", "sa.papp.points-desk", "username"])
            .arg(format!("{profile}/{entry}"));
        self.apply_to(&mut command);
        let said = command.output().context("cannot start secret-tool")?;
        let key = String::from_utf8(said.stdout)?.trim().to_owned();
        Ok((!key.is_empty()).then_some(key))
    }

    /// Puts a secret into the keyring where the desk looks for it.
    pub(super) fn keep(&self, profile: &str, entry: &str, secret: &str) -> anyhow::Result<()> {
        let mut command = Command::new("secret-tool");
        command
            .args(["store", "--label", entry, "service", "sa.papp.points-desk"])
            .arg("username")
            .arg(format!("{profile}/{entry}"))
            .args(["target", "default"])
            .stdin(Stdio::piped());
        self.apply_to(&mut command);
        let mut tool = command.spawn().context("cannot start secret-tool")?;
        let mut input = tool.stdin.take().context("no input")?;
        input.write_all(secret.as_bytes())?;
        drop(input);
        anyhow::ensure!(tool.wait()?.success(), "the keyring did not take it");
        Ok(())
    }
}
