//! The steps of a test run: what came of each, and how long it took.

use std::fmt;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::test_counts::TestCounts;
use crate::{process, progress};

/// What came of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    LeftOut(String),
}

#[derive(Debug, Clone)]
struct Step {
    name: &'static str,
    outcome: Outcome,
    took: Duration,
    counts: TestCounts,
}

/// What a step's work gives back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// Whether all is well.
    pub(crate) good: bool,
    /// The tests it ran, if it did.
    pub(crate) counts: TestCounts,
}

impl From<()> for Verdict {
    fn from((): ()) -> Self {
        Self {
            good: true,
            counts: TestCounts::default(),
        }
    }
}

/// All steps of a run.
#[derive(Debug, Default)]
pub(crate) struct Steps(Vec<Step>);

impl Steps {
    /// Does a step unless one that it needs failed; says whether it is good.
    pub(crate) fn take<V: Into<Verdict>>(
        &mut self,
        name: &'static str,
        needed: bool,
        work: impl FnOnce() -> anyhow::Result<V>,
    ) -> bool {
        if process::interrupted() {
            self.leave_out(name, "stopped");
            return false;
        }
        if !needed {
            self.leave_out(name, "an earlier step failed");
            return false;
        }
        eprintln!("\n==> {name}");
        let started = Instant::now();
        let verdict = match work() {
            Ok(verdict) => verdict.into(),
            Err(error) => {
                eprintln!("    {error:#}");
                Verdict {
                    good: false,
                    counts: TestCounts::default(),
                }
            }
        };
        let mut counts = verdict.counts;
        if !verdict.good && counts.failed == 0 {
            counts.failed = 1;
        }
        self.0.push(Step {
            name,
            outcome: if verdict.good {
                Outcome::Passed
            } else {
                Outcome::Failed
            },
            took: started.elapsed(),
            counts,
        });
        verdict.good
    }

    /// Notes a step that is not done, and why.
    pub(crate) fn leave_out(&mut self, name: &'static str, why: &str) {
        self.0.push(Step {
            name,
            outcome: Outcome::LeftOut(why.to_owned()),
            took: Duration::ZERO,
            counts: TestCounts::default(),
        });
    }

    fn good(&self) -> bool {
        !process::interrupted() && self.0.iter().all(|step| step.outcome != Outcome::Failed)
    }

    /// For the shell.
    pub(crate) fn exit_code(&self) -> ExitCode {
        if self.good() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

impl fmt::Display for Steps {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.0.iter().map(|step| step.name.len()).max().unwrap_or(0);
        let mut sum = TestCounts::default();
        let mut time = Duration::ZERO;
        for step in &self.0 {
            sum += step.counts;
            time += step.took;
            let took = progress::seconds(step.took);
            let name = step.name;
            match &step.outcome {
                Outcome::Passed => write!(out, "  passed    {name:width$}  {took:>12}")?,
                Outcome::Failed => write!(out, "  FAILED    {name:width$}  {took:>12}")?,
                Outcome::LeftOut(why) => write!(out, "  left out  {name:width$}  ({why})")?,
            }
            let TestCounts { passed, failed } = step.counts;
            if passed + failed > 0 {
                write!(out, "  {passed} passed, {failed} failed")?;
            }
            writeln!(out)?;
        }
        writeln!(
            out,
            "  {:8}  {:width$}  {:>12}",
            "",
            "all",
            progress::seconds(time)
        )?;
        write!(out, "\n{} passed, {} failed", sum.passed, sum.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_sums_what_ran() {
        let mut steps = Steps::default();
        assert!(steps.take("format", true, || Ok(())));
        assert!(steps.take("units", true, || Ok(Verdict {
            good: true,
            counts: TestCounts {
                passed: 7,
                failed: 0
            },
        })));
        assert!(steps.good());
        assert!(!steps.take("page", true, || Ok(Verdict {
            good: false,
            counts: TestCounts {
                passed: 2,
                failed: 3
            },
        })));
        assert!(!steps.take("window", false, || -> anyhow::Result<()> {
            anyhow::bail!("must not run")
        }));
        assert!(!steps.good());
        let table = steps.to_string();
        assert_eq!(table.lines().last(), Some("9 passed, 3 failed"));
        assert!(
            table.contains("left out  window  (an earlier step failed)"),
            "{table}"
        );
    }

    #[test]
    fn a_step_that_fails_without_a_count_counts_as_one_failure() {
        let mut steps = Steps::default();
        assert!(!steps.take("lints", true, || -> anyhow::Result<()> {
            anyhow::bail!("no")
        }));
        assert_eq!(steps.to_string().lines().last(), Some("0 passed, 1 failed"));
    }
}
