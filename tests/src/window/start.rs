//! How long a program takes from the start of its process until something is painted in its window.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, ensure};
use rustix::process::Pid;
use serde_json::json;

use super::desk::{App, WEBKIT_DRIVER, connect, free_port};
use super::page;
use super::process::Running;
use super::session::ScratchSession;

const PATIENCE: Duration = Duration::from_secs(30);

/// Answers with the time of day, milliseconds, when an element of a CSS selector was painted.
const PAINTED: &str = r"
const [selector, done] = [arguments[0], arguments[arguments.length - 1]];
const look = () => {
  if (document.querySelector(selector) === null) {
    requestAnimationFrame(look);
  } else {
    requestAnimationFrame(() =>
      requestAnimationFrame(() => done(performance.timeOrigin + performance.now())),
    );
  }
};
look();
";

/// What one start was like.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    /// Milliseconds until it was painted.
    pub painted_after: f64,
    /// Memory of all its processes a moment later, megabytes: pages that several processes share
    /// count in parts.
    pub memory: f64,
}

/// Starts a program with a web view of `WebKitGTK`, waits until an element of a CSS selector is
/// painted, and ends it.
pub async fn start(
    session: &ScratchSession,
    program: &Path,
    arguments: &[&str],
    selector: &str,
) -> anyhow::Result<Start> {
    let port = free_port()?;
    let mut command = Command::new(WEBKIT_DRIVER);
    command
        .arg(format!("--port={port}"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    session.apply_to(&mut command);
    let driver = Running::start("WebKitWebDriver", &mut command)?;
    let app = App::of(program, session)?;
    let client = connect(
        &[port],
        json!({
            "pageLoadStrategy": "none",
            "webkitgtk:browserOptions": { "binary": program, "args": arguments },
        }),
    )
    .await?;
    let asked = Instant::now();
    // A question is lost where the page is loaded meanwhile.
    let painted_at = loop {
        let answer = page::ask_slowly(&client, PAINTED, vec![json!(selector)]).await;
        match answer.map(|time| time.as_f64()) {
            Ok(Some(time)) => break time,
            _ => ensure!(asked.elapsed() < PATIENCE, "{selector} is not painted"),
        }
    };
    let processes = app.processes();
    let process = processes.first().context("the program is not there")?;
    let painted_after = painted_at - started_at(*process)?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let memory = memory(session)?;
    client.close().await?;
    drop(driver);
    drop(app);
    Ok(Start {
        painted_after,
        memory,
    })
}

/// When a process was started, as the time of day in milliseconds; the kernel knows it to ten.
fn started_at(process: Pid) -> anyhow::Result<f64> {
    let number = |text: Option<&str>| -> anyhow::Result<f64> {
        Ok(text.context("no such figure in /proc")?.parse()?)
    };
    let stat = fs::read_to_string(format!("/proc/{}/stat", process.as_raw_nonzero()))?;
    let (_, behind_name) = stat.rsplit_once(')').context("no name in /proc")?;
    // proc(5): starttime is the 22nd field, the 20th behind the name, in hundredths of a second.
    let ticks = number(behind_name.split_whitespace().nth(19))?;
    let uptime = fs::read_to_string("/proc/uptime")?;
    let uptime = number(uptime.split_whitespace().next())?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok((now.as_secs_f64() - uptime + ticks / 100.0) * 1_000.0)
}

/// Megabytes of the session's web views and of what shows them.
fn memory(session: &ScratchSession) -> anyhow::Result<f64> {
    let home = session.folder().to_string_lossy().into_owned();
    let mut kilobytes = 0.0;
    for process in fs::read_dir("/proc")?.filter_map(Result::ok) {
        let path = process.path();
        let belongs = fs::read(path.join("environ"))
            .is_ok_and(|environment| String::from_utf8_lossy(&environment).contains(&*home));
        let is_counted = fs::read_link(path.join("exe")).is_ok_and(|exe| {
            let name = exe.file_name().unwrap_or_default().to_string_lossy();
            let around = ["WebKitWebDriver", "Xvfb", "dbus", "gnome-keyring"];
            !around.iter().any(|program| name.starts_with(program))
        });
        if !belongs || !is_counted {
            continue;
        }
        // A process that ended meanwhile has none.
        let Ok(rollup) = fs::read_to_string(path.join("smaps_rollup")) else {
            continue;
        };
        let pss = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
        let pss = pss.and_then(|line| line.split_whitespace().next());
        kilobytes += pss.map_or(Ok(0.0), str::parse::<f64>)?;
    }
    Ok(kilobytes / 1_024.0)
}
