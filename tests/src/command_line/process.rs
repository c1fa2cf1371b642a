//! A program that ends, with all it started, when its value goes.

use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use std::{env, io};

use anyhow::{Context as _, bail};
use rustix::process::{Pid, Resource, Rlimit, Signal, kill_process, kill_process_group, prlimit};

use crate::first_line::first_line;

const PATIENCE: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(20);

#[derive(Debug)]
pub(crate) struct Running(Child);

impl Running {
    /// Starts it as the head of a process group.
    pub(crate) fn start(name: &str, command: &mut Command) -> anyhow::Result<Self> {
        command
            .process_group(0)
            .spawn()
            .map(Self)
            .with_context(|| format!("cannot start {name}"))
    }

    /// Starts it and reads the line that it prints when it is ready.
    pub(crate) fn start_and_listen(
        name: &str,
        command: &mut Command,
    ) -> anyhow::Result<(Self, String)> {
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut running = Self::start(name, command)?;
        let said = running.0.stdout.take().context("no output")?;
        let line = first_line(name, said)?;
        Ok((running, line))
    }

    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.0
    }

    /// Ends it as a power cut would.
    pub(crate) fn kill(&mut self) -> anyhow::Result<()> {
        kill_process_group(Pid::from_child(&self.0), Signal::KILL)?;
        self.0.wait()?;
        Ok(())
    }
}

impl Running {
    /// Ends it as a fault of its own would, but leaves no file of its memory.
    pub(crate) fn abort(&mut self) -> anyhow::Result<()> {
        let pid = Pid::from_child(&self.0);
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        prlimit(Some(pid), Resource::Core, none)?;
        Ok(kill_process(pid, Signal::ABORT)?)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        for signal in [Signal::TERM, Signal::KILL] {
            // The group may be gone already, which is what is wanted.
            if kill_process_group(Pid::from_child(&self.0), signal) == Err(rustix::io::Errno::SRCH)
            {
                break;
            }
            let asked = Instant::now();
            while asked.elapsed() < PATIENCE && matches!(self.0.try_wait(), Ok(None)) {
                thread::sleep(POLL);
            }
        }
    }
}

/// Waits until something is so.
pub(crate) fn wait_until(
    what: &str,
    limit: Duration,
    mut so: impl FnMut() -> anyhow::Result<bool>,
) -> anyhow::Result<()> {
    let started = Instant::now();
    while !so()? {
        if started.elapsed() > limit {
            bail!("{what}: not within {limit:?}");
        }
        thread::sleep(POLL);
    }
    Ok(())
}

/// A program of the project: told by `cargo xtask test`, else where cargo puts it.
pub(crate) fn program(variable: &str, name: &str) -> anyhow::Result<PathBuf> {
    let usual = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../target/debug")
        .join(name);
    let path = env::var_os(variable).map_or(usual, PathBuf::from);
    path.canonicalize().map_err(|error: io::Error| {
        anyhow::anyhow!(
            "{}: {error}; `cargo xtask test` builds it, or set {variable}",
            path.display()
        )
    })
}
