//! Other programs: started in a process group of their own, so that whatever ends this program
//! ends them and all they started, in an order that this program chooses.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use crate::progress;

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

const POLL: Duration = Duration::from_millis(50);
const PATIENCE: Duration = Duration::from_secs(5);
/// No build and no test run takes longer, not even on a slow machine; what does hangs.
const LONGEST: Duration = Duration::from_mins(45);
/// A program that says when it is ready says so within this time.
const FIRST_LINE: Duration = Duration::from_secs(30);

/// From now on Ctrl-C and SIGTERM only set a mark, which every wait looks at.
pub(crate) fn watch_for_interrupts() -> anyhow::Result<()> {
    ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::SeqCst))
        .context("cannot watch for Ctrl-C")
}

/// Whether the person wants it all to end.
pub(crate) fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// A running program that ends with this value.
#[derive(Debug)]
pub(crate) struct Running {
    name: String,
    child: Child,
    own_group: bool,
}

impl Running {
    /// Starts it. Its standard streams are as the command says.
    pub(crate) fn start(name: &str, command: &mut Command) -> anyhow::Result<Self> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let child = command
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        Ok(Self {
            name: name.to_owned(),
            child,
            own_group: cfg!(unix),
        })
    }

    /// Starts it where it may ask the person something: in the terminal's foreground.
    fn start_in_foreground(name: &str, command: &mut Command) -> anyhow::Result<Self> {
        let child = command
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        Ok(Self {
            name: name.to_owned(),
            child,
            own_group: false,
        })
    }

    /// Its standard streams, to be taken once.
    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// How it ended, if it did.
    pub(crate) fn ended(&mut self) -> anyhow::Result<Option<ExitStatus>> {
        self.child
            .try_wait()
            .with_context(|| format!("cannot watch {}", self.name))
    }

    /// Waits for its end; it is an error when the person wants it all to end, or when it takes
    /// longer than anything does.
    pub(crate) fn wait(&mut self) -> anyhow::Result<ExitStatus> {
        self.wait_within(LONGEST)
    }

    fn wait_within(&mut self, limit: Duration) -> anyhow::Result<ExitStatus> {
        let started = Instant::now();
        loop {
            let ended = self.ended()?;
            if interrupted() {
                self.stop();
                bail!("stopped");
            }
            if let Some(status) = ended {
                return Ok(status);
            }
            if started.elapsed() > limit {
                self.stop();
                bail!(
                    "{} was ended: it took longer than {}",
                    self.name,
                    progress::seconds(limit)
                );
            }
            thread::sleep(POLL);
        }
    }

    /// The line that it prints when it is ready, trimmed; empty where it ended without one.
    pub(crate) fn first_line(&mut self) -> anyhow::Result<String> {
        self.first_line_within(FIRST_LINE)
    }

    fn first_line_within(&mut self, limit: Duration) -> anyhow::Result<String> {
        let printed = self.child.stdout.take().context("no output")?;
        let (said, line) = mpsc::channel();
        // On a thread of its own, which ends with the program at the latest.
        thread::spawn(move || {
            let mut text = String::new();
            let read = BufReader::new(printed).read_line(&mut text);
            // Nobody listens any more where it came too late.
            said.send(read.map(|_| text)).unwrap_or_default();
        });
        let line = line
            .recv_timeout(limit)
            .with_context(|| format!("{} did not say that it is ready", self.name))??;
        Ok(line.trim().to_owned())
    }

    /// Waits for its end; none when it was ended because the person wants it all to end.
    pub(crate) fn wait_or_stop(&mut self) -> anyhow::Result<Option<ExitStatus>> {
        loop {
            let ended = self.ended()?;
            if interrupted() {
                self.stop();
                return Ok(None);
            }
            if ended.is_some() {
                return Ok(ended);
            }
            thread::sleep(POLL);
        }
    }

    /// Asks it to end, and makes it end when it does not within five seconds.
    pub(crate) fn stop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(None)) {
            return;
        }
        self.signal(Ending::Asked);
        let asked = Instant::now();
        while asked.elapsed() < PATIENCE {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(POLL);
        }
        self.signal(Ending::Forced);
        if let Err(error) = self.child.wait() {
            eprintln!("    {} did not end: {error}", self.name);
        }
    }

    #[cfg(unix)]
    fn signal(&mut self, ending: Ending) {
        use rustix::process::{Pid, Signal, kill_process, kill_process_group};
        let signal = match ending {
            Ending::Asked => Signal::TERM,
            Ending::Forced => Signal::KILL,
        };
        let pid = Pid::from_child(&self.child);
        let sent = if self.own_group {
            kill_process_group(pid, signal)
        } else {
            kill_process(pid, signal)
        };
        if let Err(error) = sent {
            eprintln!("    {} cannot be told to end: {error}", self.name);
        }
    }

    #[cfg(not(unix))]
    fn signal(&mut self, _ending: Ending) {
        if let Err(error) = self.child.kill() {
            eprintln!("    {} cannot be told to end: {error}", self.name);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

#[derive(Debug, Clone, Copy)]
#[cfg_attr(
    not(unix),
    expect(dead_code, reason = "elsewhere there is only one way to end a program")
)]
enum Ending {
    Asked,
    Forced,
}

/// Runs a program to its end, its output shown as it comes; an error when it fails.
pub(crate) fn run(name: &str, command: &mut Command) -> anyhow::Result<()> {
    succeeded(
        name,
        Running::start(name, command.stdin(Stdio::null()))?.wait()?,
    )
}

/// The same for a program that may ask for a password.
pub(crate) fn run_in_foreground(name: &str, command: &mut Command) -> anyhow::Result<()> {
    succeeded(name, Running::start_in_foreground(name, command)?.wait()?)
}

fn succeeded(name: &str, status: ExitStatus) -> anyhow::Result<()> {
    if status.success() {
        Ok(())
    } else {
        bail!("{name} failed ({status})")
    }
}

/// What a short program prints; `None` when it is not there.
pub(crate) fn output(command: &mut Command) -> anyhow::Result<Option<Output>> {
    match command.stdin(Stdio::null()).output() {
        Ok(output) => Ok(Some(output)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot start {command:?}")),
    }
}

/// Runs a program to its end, shows its output as it comes, and keeps it.
pub(crate) fn run_and_keep(
    name: &str,
    command: &mut Command,
) -> anyhow::Result<(ExitStatus, String)> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut running = Running::start(name, command)?;
    let out = running.child().stdout.take().context("no output")?;
    let err = running.child().stderr.take().context("no output")?;
    let out = thread::spawn(move || pass_on(out, io::stdout()));
    let err = thread::spawn(move || pass_on(err, io::stderr()));
    let status = running.wait()?;
    let mut kept = String::new();
    for reader in [out, err] {
        let bytes = reader
            .join()
            .map_err(|_| anyhow::anyhow!("the output of {name} was lost"))?
            .with_context(|| format!("the output of {name} cannot be read"))?;
        kept.push_str(&String::from_utf8_lossy(&bytes));
        kept.push('\n');
    }
    Ok((status, kept))
}

fn pass_on(from: impl Read, mut to: impl Write) -> io::Result<Vec<u8>> {
    let mut from = BufReader::new(from);
    let mut kept = Vec::new();
    let mut part = [0_u8; 8192];
    loop {
        let read = from.read(&mut part)?;
        let Some(part) = part.get(..read).filter(|part| !part.is_empty()) else {
            return Ok(kept);
        };
        to.write_all(part)?;
        to.flush()?;
        kept.extend_from_slice(part);
    }
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may")]

    use super::*;

    #[test]
    fn what_a_program_started_ends_with_it() {
        let mut running = Running::start(
            "sh",
            Command::new("sh")
                .args(["-c", "sleep 60 & echo started; wait"])
                .stdout(Stdio::piped()),
        )
        .unwrap();
        let mut out = BufReader::new(running.child().stdout.take().unwrap());
        let mut line = String::new();
        io::BufRead::read_line(&mut out, &mut line).unwrap();
        assert_eq!(line, "started\n");

        let asked = Instant::now();
        drop(running);
        // The grandchild holds the other end of the pipe for as long as it lives.
        out.read_to_end(&mut Vec::new()).unwrap();
        assert!(
            asked.elapsed() < Duration::from_secs(30),
            "the grandchild lived on"
        );
    }

    #[test]
    fn a_program_that_hangs_is_ended_and_named() {
        let mut running = Running::start("sleep", Command::new("sleep").arg("60")).unwrap();
        let error = running.wait_within(Duration::from_millis(100)).unwrap_err();
        assert!(error.to_string().contains("sleep was ended"), "{error}");
        assert!(running.ended().unwrap().is_some());
    }

    #[test]
    fn the_first_line_is_not_waited_for_for_ever() {
        let start = |script: &str| {
            let mut command = Command::new("sh");
            Running::start("sh", command.args(["-c", script]).stdout(Stdio::piped())).unwrap()
        };
        let limit = Duration::from_secs(30);
        let ready = start("echo ready; sleep 60").first_line_within(limit);
        assert_eq!(ready.unwrap(), "ready");
        assert_eq!(start("exit 1").first_line_within(limit).unwrap(), "");
        let silent = start("sleep 60").first_line_within(Duration::from_millis(100));
        assert!(silent.unwrap_err().to_string().contains("did not say"));
    }

    #[test]
    fn output_is_kept_from_both_streams() {
        let (status, kept) = run_and_keep(
            "sh",
            Command::new("sh").args(["-c", "echo one; echo two >&2; exit 3"]),
        )
        .unwrap();
        assert_eq!(status.code(), Some(3));
        assert!(kept.contains("one\n") && kept.contains("two\n"), "{kept}");
    }

    #[test]
    fn a_program_that_is_not_there_is_no_error() {
        assert!(
            output(&mut Command::new("no-such-program-here"))
                .unwrap()
                .is_none()
        );
    }
}
