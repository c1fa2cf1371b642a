//! `pointsctl`, as a person or a script uses it.

use std::ffi::OsStr;
use std::io::{Read as _, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, ensure};
use rustix::process::Signal;
use serde_json::Value;

use super::points::LocalPoints;
use super::process::{Running, program, wait_until};
use super::session::Session;

/// What a command printed, and how it ended.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Reply {
    /// The JSON on standard output.
    pub fn json(&self) -> anyhow::Result<Value> {
        serde_json::from_str(&self.out)
            .with_context(|| format!("no JSON, exit code {}: {}{}", self.code, self.out, self.err))
    }

    /// The code of the failure.
    pub fn failure(&self) -> anyhow::Result<String> {
        let said = self.json()?;
        let code = said.pointer("/error/code").and_then(Value::as_str);
        Ok(code.context("no failure")?.to_owned())
    }

    /// A number of the JSON.
    pub fn number(&self, pointer: &str) -> anyhow::Result<u64> {
        let said = self.json()?;
        let number = said.pointer(pointer).and_then(Value::as_u64);
        number.with_context(|| format!("no number at {pointer} in {said}"))
    }
}

/// A `pointsctl` under way.
#[derive(Debug)]
pub struct Working(Running);

impl Working {
    /// Ends it as a power cut would.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        self.0.kill()
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> anyhow::Result<bool> {
        Ok(self.0.child().try_wait()?.is_some())
    }

    /// Its process id.
    pub fn id(&mut self) -> u32 {
        self.0.child().id()
    }

    /// Lets it crash, and gives all that it printed.
    pub fn crash(mut self) -> anyhow::Result<String> {
        self.0.abort()?;
        let mut said = String::new();
        let child = self.0.child();
        let mut err = child.stderr.take().context("no output")?;
        let mut out = child.stdout.take().context("no output")?;
        err.read_to_string(&mut said)?;
        out.read_to_string(&mut said)?;
        let signal = child.wait()?.signal();
        ensure!(signal == Some(Signal::ABORT.as_raw()), "it did not crash");
        Ok(said)
    }

    /// What it printed at its end.
    pub fn reply(mut self) -> anyhow::Result<Reply> {
        let mut reply = Reply {
            code: -1,
            out: String::new(),
            err: String::new(),
        };
        let child = self.0.child();
        let err = child.stderr.take().context("no output")?;
        let errors = std::thread::spawn(move || {
            let (mut err, mut text) = (err, String::new());
            err.read_to_string(&mut text).map(|_| text)
        });
        let mut out = child.stdout.take().context("no output")?;
        out.read_to_string(&mut reply.out)?;
        reply.code = child.wait()?.code().context("it was killed")?;
        reply.err = errors
            .join()
            .map_err(|_| anyhow::anyhow!("standard error was lost"))??;
        Ok(reply)
    }
}

/// A terminal in a session.
#[derive(Debug, Clone, Copy)]
pub struct Console<'a> {
    session: &'a Session,
}

impl<'a> Console<'a> {
    /// A terminal in this session.
    pub fn new(session: &'a Session) -> Self {
        Self { session }
    }

    /// `pointsctl`, to be started with more settings.
    pub fn command(&self) -> anyhow::Result<Command> {
        let mut command = Command::new(program("POINTSCTL_PROGRAM", "pointsctl")?);
        self.session.apply_to(&mut command);
        command.arg("--json");
        Ok(command)
    }

    /// Starts the app, in a session with a screen.
    pub fn start_desk(&self) -> anyhow::Result<Working> {
        let mut command = Command::new(program("POINTS_DESK_PROGRAM", "points-desk")?);
        self.session.apply_to(&mut command);
        // What it says is nobody's to read, and must not stop it.
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        Ok(Working(Running::start("points-desk", &mut command)?))
    }

    /// Starts a command.
    pub fn start<S: AsRef<OsStr>>(&self, arguments: &[S]) -> anyhow::Result<Working> {
        let mut command = self.command()?;
        command.args(arguments);
        Self::start_command(&mut command, "")
    }

    /// Runs a command to its end.
    pub fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> anyhow::Result<Reply> {
        self.start(arguments)?.reply()
    }

    /// Runs a command with this standard input.
    pub fn run_with_input<S: AsRef<OsStr>>(
        &self,
        arguments: &[S],
        input: &str,
    ) -> anyhow::Result<Reply> {
        let mut command = self.command()?;
        command.args(arguments);
        Self::start_command(&mut command, input)?.reply()
    }

    /// Starts a prepared command with this standard input.
    pub fn start_command(command: &mut Command, input: &str) -> anyhow::Result<Working> {
        Self::start_with_bytes(command, input.as_bytes())
    }

    /// The same with an input that is no UTF-8.
    pub fn start_with_bytes(command: &mut Command, input: &[u8]) -> anyhow::Result<Working> {
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut running = Running::start("pointsctl", command)?;
        let mut stdin = running.child().stdin.take().context("no input")?;
        match stdin.write_all(input) {
            // It did not want to know.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
            written => written?,
        }
        drop(stdin);
        Ok(Working(running))
    }

    /// Makes the profile "Demo shop" for this Points.
    pub fn connect(&self, points: &LocalPoints) -> anyhow::Result<()> {
        let mut command = self.command()?;
        Self::adding(&mut command, points);
        let reply = Self::start_command(&mut command, points.private_key())?.reply()?;
        ensure!(reply.code == 0, "cannot connect: {reply:?}");
        Ok(())
    }

    /// The arguments that make the profile.
    pub fn adding(command: &mut Command, points: &LocalPoints) {
        command
            .args(["profile", "add", "Demo shop", "--environment", "demo"])
            .args(["--base-url", points.base_url()])
            .args(["--public-key", points.public_key(), "--private-key-stdin"]);
    }

    /// Watches all orders of this Points.
    pub fn track_all(&self, points: &LocalPoints) -> anyhow::Result<()> {
        let reply = self.run(&[
            OsStr::new("orders"),
            OsStr::new("track"),
            OsStr::new("--file"),
            points.export().as_os_str(),
        ])?;
        ensure!(reply.code == 0, "cannot track: {reply:?}");
        Ok(())
    }

    /// How many orders are listed that Points has been heard about.
    pub fn known_orders(&self) -> anyhow::Result<usize> {
        let reply = self.run(&["orders", "list", "--limit", "1000"])?;
        let said = reply.json()?;
        let orders = said.get("orders").and_then(Value::as_array);
        Ok(orders
            .context("no orders")?
            .iter()
            .filter(|order| order.get("presence").and_then(Value::as_str) == Some("known"))
            .count())
    }

    /// Waits until so many requests have arrived at Points.
    pub fn wait_for_requests(&self, points: &LocalPoints, count: usize) -> anyhow::Result<()> {
        wait_until("requests arrive", Duration::from_secs(30), || {
            Ok(points.requests()?.len() >= count)
        })
    }
}
