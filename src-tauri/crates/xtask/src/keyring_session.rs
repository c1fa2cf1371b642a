//! A keyring for the demo where the desktop offers none: a session bus and a gnome-keyring of its
//! own, which end with the demo. The real keyring is used wherever there is one.

use std::env;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use crate::process::{self, Running};
use crate::progress;

/// Opens the demo's own keyring, which holds only the key of the local Points. No secret.
const PASSWORD: &str = "points-desk-demo";

const PATIENCE: Duration = Duration::from_secs(15);

/// Where programs find their keyring.
#[derive(Debug)]
pub(crate) struct KeyringSession {
    // Dropped in this order: the keyring leaves before its bus does.
    keyring: Option<Running>,
    bus: Option<Running>,
    sockets: Option<PathBuf>,
    environment: Vec<(&'static str, String)>,
}

impl KeyringSession {
    /// The desktop's session where its keyring can be used, else one under `home`.
    pub(crate) fn find_or_start(home: &Path) -> anyhow::Result<Self> {
        if !cfg!(target_os = "linux") || usable(None)? {
            return Ok(Self {
                keyring: None,
                bus: None,
                sockets: None,
                environment: Vec::new(),
            });
        }
        progress::step(
            "There is no unlocked keyring here: starting one for the demo alone",
            || Self::start(home),
        )
    }

    fn start(home: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(home).with_context(|| format!("cannot make {}", home.display()))?;
        let log = File::create(home.join("session.log")).context("cannot write a log")?;
        let mut bus = Running::start(
            "dbus-daemon",
            Command::new("dbus-daemon")
                .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(log.try_clone()?),
        )?;
        let address = bus.first_line()?;
        if address.is_empty() {
            bail!(
                "the session bus did not start: see {}",
                home.join("session.log").display()
            );
        }

        // A path of its own, because a socket's path may have 107 characters at most.
        let sockets = env::temp_dir().join(format!("points-desk-demo-{}", std::process::id()));
        make_private(&sockets)?;
        let mut environment = vec![("DBUS_SESSION_BUS_ADDRESS", address.clone())];
        for (name, folder) in [
            ("XDG_DATA_HOME", ".local/share"),
            ("XDG_CONFIG_HOME", ".config"),
            ("XDG_CACHE_HOME", ".cache"),
        ] {
            environment.push((name, home.join(folder).to_string_lossy().into_owned()));
        }
        let mut session = Self {
            keyring: None,
            bus: Some(bus),
            sockets: Some(sockets.clone()),
            environment,
        };
        let mut command = Command::new("gnome-keyring-daemon");
        command
            .args(["--foreground", "--unlock", "--components=secrets"])
            .arg("--control-directory")
            .arg(&sockets)
            .stdin(Stdio::piped())
            .stdout(log.try_clone()?)
            .stderr(log);
        session.apply_to(&mut command);
        let mut keyring = Running::start("gnome-keyring-daemon", &mut command)?;
        let mut password = keyring.child().stdin.take().context("no input")?;
        password.write_all(PASSWORD.as_bytes())?;
        drop(password);
        session.keyring = Some(keyring);

        let started = Instant::now();
        while !(has_owner(&address)? && usable(Some(&address))?) {
            if process::interrupted() {
                bail!("stopped");
            }
            if started.elapsed() > PATIENCE {
                bail!(
                    "the demo's keyring did not open: see {}",
                    home.join("session.log").display()
                );
            }
            thread::sleep(Duration::from_millis(100));
        }
        Ok(session)
    }

    /// Points a program at this session.
    pub(crate) fn apply_to(&self, command: &mut Command) {
        for (name, value) in &self.environment {
            command.env(name, value);
        }
    }
}

impl Drop for KeyringSession {
    fn drop(&mut self) {
        if let Some(keyring) = &mut self.keyring {
            keyring.stop();
        }
        if let Some(bus) = &mut self.bus {
            bus.stop();
        }
        if let Some(sockets) = &self.sockets
            && let Err(error) = fs::remove_dir_all(sockets)
            // The keyring removes it too, where it still has the time.
            && error.kind() != io::ErrorKind::NotFound
        {
            progress::say(&format!("{} cannot be removed: {error}", sockets.display()));
        }
    }
}

#[cfg(unix)]
fn make_private(folder: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("cannot make {}", folder.display()))
}

#[cfg(not(unix))]
fn make_private(folder: &Path) -> anyhow::Result<()> {
    fs::create_dir(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// Whether somebody on the bus answers as the Secret Service already. Asking the service itself
/// would make the bus start another one, locked, before ours is ready.
fn has_owner(address: &str) -> anyhow::Result<bool> {
    let mut command = Command::new("dbus-send");
    command
        .args(["--session", "--print-reply=literal", "--reply-timeout=3000"])
        .args(["--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"])
        .args([
            "org.freedesktop.DBus.NameHasOwner",
            "string:org.freedesktop.secrets",
        ])
        .env("DBUS_SESSION_BUS_ADDRESS", address);
    Ok(process::output(&mut command)?.is_some_and(|output| {
        String::from_utf8_lossy(&output.stdout)
            .trim()
            .ends_with("true")
    }))
}

/// Whether the bus has a Secret Service whose default collection is there and open. A locked one
/// would ask for a password in a window that may never be seen.
fn usable(address: Option<&str>) -> anyhow::Result<bool> {
    if address.is_none() && !has_session_bus() {
        return Ok(false);
    }
    let ask = |path: &str, method: &str, arguments: &[&str]| -> anyhow::Result<Option<String>> {
        let mut command = Command::new("dbus-send");
        command
            .args(["--session", "--print-reply=literal", "--reply-timeout=3000"])
            .args(["--dest=org.freedesktop.secrets", path, method])
            .args(arguments);
        if let Some(address) = address {
            command.env("DBUS_SESSION_BUS_ADDRESS", address);
        }
        Ok(process::output(&mut command)?
            .filter(|output| output.status.success())
            .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()))
    };
    let collection = ask(
        "/org/freedesktop/secrets",
        "org.freedesktop.Secret.Service.ReadAlias",
        &["string:default"],
    )?;
    let Some(collection) = collection.filter(|path| path.len() > 1) else {
        return Ok(false);
    };
    let locked = ask(
        &collection,
        "org.freedesktop.DBus.Properties.Get",
        &["string:org.freedesktop.Secret.Collection", "string:Locked"],
    )?;
    Ok(locked.is_some_and(|answer| answer.ends_with("false")))
}

/// Looked at first, because `dbus-send` would start a bus where there is none.
fn has_session_bus() -> bool {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    set("DBUS_SESSION_BUS_ADDRESS").is_some()
        || set("XDG_RUNTIME_DIR").is_some_and(|folder| Path::new(&folder).join("bus").exists())
}
