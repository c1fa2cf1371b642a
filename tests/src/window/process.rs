//! A program that ends when its value goes. It stays in the group of the test, so that whoever
//! ends a hanging test ends its programs too.

use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use rustix::process::{Pid, Signal, kill_process};

const PATIENCE: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(20);

#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
}

impl Running {
    /// Starts it.
    pub(crate) fn start(name: &str, command: &mut Command) -> anyhow::Result<Self> {
        let child = command
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        Ok(Self { child })
    }

    /// Its standard streams, to be taken once.
    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Err(error) = kill_process(Pid::from_child(&self.child), Signal::TERM) {
            eprintln!("a program cannot be told to end: {error}");
        }
        let asked = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) {
            if asked.elapsed() > PATIENCE
                && let Err(error) = self.child.kill()
            {
                eprintln!("a program does not end: {error}");
                return;
            }
            thread::sleep(POLL);
        }
    }
}
