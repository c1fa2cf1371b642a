//! `cargo xtask run`.

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, bail};

use crate::binaries::{self, Binaries, Profile};
use crate::demo::Demo;
use crate::doctor::{self, Purpose};
use crate::keyring_session::KeyringSession;
use crate::local_points::LocalPoints;
use crate::process::Running;
use crate::workspace::Workspace;
use crate::{display, page, progress};

/// Opens the app on the person's own data.
pub(crate) fn live(workspace: &Workspace, profile: Profile) -> anyhow::Result<()> {
    let binaries = prepare(workspace, profile)?;
    open(Command::new(binaries.desk()))
}

/// Opens the app on a local Points, whose data lies in the build folder.
pub(crate) fn demo(workspace: &Workspace, profile: Profile, fresh: bool) -> anyhow::Result<()> {
    let binaries = prepare(workspace, profile)?;
    let folder = workspace.demo();
    let _lock = lock(&workspace.notes())?;
    let session = KeyringSession::find_or_start(&folder.join("home"))?;
    let demo = Demo::new(&binaries, &session, &folder);
    if fresh {
        progress::step("Throwing the old demo away", || {
            demo.forget()?;
            for old in ["desk", "points"] {
                let old = folder.join(old);
                if old.exists() {
                    fs::remove_dir_all(&old)
                        .with_context(|| format!("cannot remove {}", old.display()))?;
                }
            }
            Ok(())
        })?;
    }
    let points = progress::step("Starting the local Points and connecting the demo", || {
        let points = LocalPoints::start(&binaries.sandbox(), &folder.join("points"))?;
        demo.connect(&points)?;
        demo.track(&points)?;
        demo.learn_shipping_codes(&points)?;
        Ok(points)
    })?;
    let mut desk = Command::new(binaries.desk());
    desk.arg("--data-dir").arg(demo.desk());
    session.apply_to(&mut desk);
    let ended = open(desk);
    points.stop();
    ended
}

fn prepare(workspace: &Workspace, profile: Profile) -> anyhow::Result<Binaries> {
    display::check()?;
    doctor::prepare(Purpose::Run)?;
    page::install(workspace)?;
    page::build(workspace)?;
    binaries::build(workspace, profile)
}

fn open(mut desk: Command) -> anyhow::Result<()> {
    eprintln!("\n==> Points Desk is open. Close its window, or press Ctrl-C here, to end it.");
    let started = Instant::now();
    let status = Running::start("Points Desk", desk.stdin(Stdio::null()))?
        .wait_or_stop()?
        .context("stopped")?;
    if !status.success() {
        bail!("Points Desk ended with an error ({status})");
    }
    progress::say(&format!(
        "closed after {}",
        progress::seconds(started.elapsed())
    ));
    Ok(())
}

/// Two demos would share one port and one data folder.
fn lock(notes: &Path) -> anyhow::Result<File> {
    fs::create_dir_all(notes).with_context(|| format!("cannot make {}", notes.display()))?;
    let path = notes.join("demo.lock");
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            bail!("The demo is already running. Close its window first.")
        }
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("cannot lock {}", path.display()))
        }
    }
}
