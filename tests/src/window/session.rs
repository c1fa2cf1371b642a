//! A desktop session from nothing: a screen, a session bus, an unlocked keyring and an empty home,
//! none of which knows the person's own.

use std::env;
use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, ensure};
use tempfile::TempDir;

use super::process::Running;
use crate::first_line::first_line;

/// Opens the scratch keyring. No secret; that it is not empty makes the keyring encrypt its file.
const PASSWORD: &str = "scratch";

/// The session; everything in it ends and is deleted with the value.
#[derive(Debug)]
pub struct ScratchSession {
    // Dropped in this order: the keyring leaves before its bus does, the folder last.
    _keyring: Running,
    _bus: Running,
    _screen: Running,
    folder: TempDir,
    environment: Vec<(&'static str, String)>,
}

impl ScratchSession {
    /// Starts it. The system speaks `locale`, such as `en_US.UTF-8`; the screen has 1280 by 800
    /// pixels.
    pub fn start(locale: &str) -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("desk-").tempdir()?;
        let log = File::create(folder.path().join("session.log"))?;
        let home = folder.path().join("home");
        let runtime = folder.path().join("run");
        private(&home)?;
        private(&runtime)?;
        let mut environment = vec![
            ("HOME", text(&home)),
            ("XDG_RUNTIME_DIR", text(&runtime)),
            ("LANG", locale.to_owned()),
            ("LC_ALL", locale.to_owned()),
        ];
        for (name, part) in [
            ("XDG_DATA_HOME", ".local/share"),
            ("XDG_CONFIG_HOME", ".config"),
            ("XDG_CACHE_HOME", ".cache"),
            ("XDG_STATE_HOME", ".local/state"),
        ] {
            let path = home.join(part);
            private(&path)?;
            environment.push((name, text(&path)));
        }

        let (screen, display) = said_at_start(
            "Xvfb",
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-screen", "0", "1280x800x24"])
                .args(["-nolisten", "tcp", "-noreset"])
                .stderr(log.try_clone()?),
        )?;
        environment.push(("DISPLAY", format!(":{display}")));

        let mut command = Command::new("dbus-daemon");
        command
            .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
            .stderr(log.try_clone()?);
        apply(&environment, &mut command);
        let (bus, address) = said_at_start("dbus-daemon", &mut command)?;
        environment.push(("DBUS_SESSION_BUS_ADDRESS", address));

        let mut command = Command::new("gnome-keyring-daemon");
        command
            .args(["--foreground", "--unlock", "--components=secrets"])
            .arg("--control-directory")
            .arg(&runtime)
            .stdin(Stdio::piped())
            .stdout(log.try_clone()?)
            .stderr(log);
        apply(&environment, &mut command);
        let mut keyring = Running::start("gnome-keyring-daemon", &mut command)?;
        let mut password = keyring.child().stdin.take().context("no input")?;
        password.write_all(PASSWORD.as_bytes())?;
        drop(password);

        Ok(Self {
            _keyring: keyring,
            _bus: bus,
            _screen: screen,
            folder,
            environment,
        })
    }

    /// Points a program at this session.
    pub fn apply_to(&self, command: &mut Command) {
        for name in [
            "WAYLAND_DISPLAY",
            "POINTS_PRIVATE_KEY",
            "POINTS_DESK_DATA_DIR",
        ] {
            command.env_remove(name);
        }
        apply(&self.environment, command);
    }

    /// Programs that are started from now on find other programs here first.
    pub(super) fn find_programs_first_in(&mut self, folder: &Path) -> anyhow::Result<()> {
        let usual = env::var("PATH").context("no PATH")?;
        let path = format!("{}:{usual}", folder.display());
        self.environment.push(("PATH", path));
        Ok(())
    }

    /// Takes a picture of the whole screen as a PNG file. The driver's own pictures never come
    /// while the web view draws without a graphics card.
    pub fn picture(&self, path: &Path) -> anyhow::Result<()> {
        let mut command = Command::new("import");
        command.args(["-silent", "-window", "root"]).arg(path);
        self.apply_to(&mut command);
        let status = command.status().context("cannot start import")?;
        ensure!(status.success(), "no picture could be taken");
        Ok(())
    }

    /// Everything that programs of this session can write to without being asked.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The app's own data: a folder that is not there before its first start.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("home/.local/share/points-desk")
    }
}

fn apply(environment: &[(&'static str, String)], command: &mut Command) {
    for (name, value) in environment {
        command.env(name, value);
    }
}

fn private(folder: &Path) -> anyhow::Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("cannot make {}", folder.display()))
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Starts a program that says one line when it is ready.
pub(crate) fn said_at_start(
    name: &str,
    command: &mut Command,
) -> anyhow::Result<(Running, String)> {
    let mut running = Running::start(name, command.stdin(Stdio::null()).stdout(Stdio::piped()))?;
    let said = running.child().stdout.take().context("no output")?;
    Ok((running, first_line(name, said)?))
}
