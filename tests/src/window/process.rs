//! A program that ends, with all it started, when its value goes.

use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use rustix::process::{Pid, Signal, kill_process_group};

const PATIENCE: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(20);

#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
}

impl Running {
    /// Starts it as the head of a group of its own.
    pub(crate) fn start(name: &str, command: &mut Command) -> anyhow::Result<Self> {
        let child = command
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        Ok(Self { child })
    }

    /// Its standard streams, to be taken once.
    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    fn signal(&self, signal: Signal) {
        // The group may be gone already, which is what is wanted.
        if let Err(error) = kill_process_group(Pid::from_child(&self.child), signal)
            && error != rustix::io::Errno::SRCH
        {
            eprintln!("a program cannot be told to end: {error}");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.signal(Signal::TERM);
        let asked = Instant::now();
        while asked.elapsed() < PATIENCE && matches!(self.child.try_wait(), Ok(None)) {
            thread::sleep(POLL);
        }
        // Also for what the program left behind in its group.
        self.signal(Signal::KILL);
        if let Err(error) = self.child.wait() {
            eprintln!("a program did not end: {error}");
        }
    }
}
