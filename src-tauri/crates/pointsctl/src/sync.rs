//! `pointsctl sync`.

use std::io::{self, IsTerminal, Write};
use std::time::Instant;

use backoffice::desk::{Access, Change, Desk};
use backoffice::view::{SyncPhase, SyncView};
use serde_json::json;
use tokio::sync::broadcast::error::RecvError;

use crate::arguments::Sync;
use crate::ending::Ending;
use crate::failures::{CommandFailure, sentence};
use crate::opening::Opening;
use crate::output::Output;
use crate::shapes::FailureShape;
use crate::words::word;

/// Reads what is due.
pub(crate) async fn run(
    sync: Sync,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    let started = Instant::now();
    let view = opening
        .work(Access::Foreground, async |desk| {
            let shows_progress = !output.is_json() && io::stderr().is_terminal();
            let view = tokio::select! {
                view = desk.sync_until_done(sync.all) => view?,
                never = show_progress(desk, shows_progress) => match never {},
                interrupted = tokio::signal::ctrl_c() => {
                    interrupted.map_err(CommandFailure::Input)?;
                    desk.pause_sync().await?;
                    desk.sync_until_done(false).await?
                }
            };
            Ok(view)
        })
        .await?;
    let duration = started.elapsed();
    let unchanged = view
        .done
        .saturating_sub(view.changed + view.failed + view.missing);
    let problem = view.problem.as_ref().or(view.failures.last());
    let shape = json!({
        "checked": view.done,
        "changed": view.changed,
        "unchanged": unchanged,
        "missing": view.missing,
        "failed": view.failed,
        "remaining": view.due,
        "duration_ms": u64::try_from(duration.as_millis()).unwrap_or(u64::MAX),
        "phase": word(&view.phase),
        "problem": problem.map(FailureShape::from),
    });
    output.result(&shape, || {
        let mut parts = vec![format!(
            "{} checked in {:.1} s: {} changed, {unchanged} unchanged, {} missing, {} failed",
            view.done,
            duration.as_secs_f64(),
            view.changed,
            view.missing,
            view.failed
        )];
        if view.due > 0 {
            parts.push(format!("{} remain", view.due));
        }
        parts.extend(problem.map(sentence));
        parts.join("\n")
    })?;
    Ok(ending(&view))
}

fn ending(view: &SyncView) -> Ending {
    match (&view.problem, view.phase) {
        (_, SyncPhase::KeyRefused | SyncPhase::NoKey) => view
            .problem
            .as_ref()
            .map_or(Ending::KeyRefused, |problem| Ending::of(problem.code)),
        (Some(problem), _) if view.due > 0 => Ending::of(problem.code),
        _ if view.failed > 0 && view.failed == view.done => {
            let failures = view.failures.iter();
            Ending::of_rows(failures.map(|failure| Ending::of(failure.code)))
        }
        _ if view.failed > 0 || view.due > 0 => Ending::PartlyFailed,
        _ => Ending::Good,
    }
}

/// A line that changes while the sync runs; goes on until it is dropped.
async fn show_progress(desk: &Desk, shown: bool) -> std::convert::Infallible {
    let mut changes = desk.changes();
    loop {
        match changes.recv().await {
            Ok(Change::Sync(view)) if shown => {
                let mut out = io::stderr().lock();
                let written = write!(out, "\r{} of {} ", view.done, view.total).and_then(|()| {
                    if view.due == 0 {
                        writeln!(out)
                    } else {
                        out.flush()
                    }
                });
                if written.is_err() {
                    std::future::pending::<()>().await;
                }
            }
            Err(RecvError::Closed) => std::future::pending().await,
            Ok(_) | Err(RecvError::Lagged(_)) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use backoffice::view::{ErrorCode, FailureView};

    use super::*;

    fn view(done: u64, failed: u64, due: u64, problem: Option<ErrorCode>) -> SyncView {
        SyncView {
            done,
            failed,
            due,
            problem: problem.map(failure),
            ..SyncView::default()
        }
    }

    fn failure(code: ErrorCode) -> FailureView {
        FailureView {
            code,
            details: BTreeMap::new(),
        }
    }

    #[test]
    fn a_sync_ends_as_a_script_needs_it() {
        assert_eq!(ending(&view(10, 0, 0, None)), Ending::Good);
        assert_eq!(ending(&view(0, 0, 0, None)), Ending::Good);
        assert_eq!(ending(&view(10, 1, 0, None)), Ending::PartlyFailed);
        assert_eq!(ending(&view(10, 0, 5, None)), Ending::PartlyFailed);
        assert_eq!(
            ending(&view(3, 0, 5, Some(ErrorCode::ConnectionRefused))),
            Ending::Network
        );
    }

    #[test]
    fn where_nothing_could_be_read_it_ends_as_the_reads_did_together() {
        use ErrorCode::{Invalid, PointsDown, TimedOut};
        let failing = |codes: &[ErrorCode]| SyncView {
            failures: codes.iter().copied().map(failure).collect(),
            ..view(2, 2, 0, None)
        };
        assert_eq!(ending(&failing(&[PointsDown])), Ending::Network);
        assert_eq!(ending(&failing(&[TimedOut, PointsDown])), Ending::Network);
        assert_eq!(ending(&failing(&[Invalid])), Ending::Failed);
        assert_eq!(ending(&failing(&[PointsDown, Invalid])), Ending::Failed);
        let some = SyncView {
            done: 3,
            ..failing(&[PointsDown])
        };
        assert_eq!(ending(&some), Ending::PartlyFailed);
    }

    #[test]
    fn a_refused_key_is_told_from_a_keyring_that_fails() {
        let refused = SyncView {
            phase: SyncPhase::KeyRefused,
            ..view(0, 0, 5, Some(ErrorCode::KeyRefused))
        };
        assert_eq!(ending(&refused), Ending::KeyRefused);
        let no_bus = SyncView {
            phase: SyncPhase::NoKey,
            ..view(0, 0, 5, Some(ErrorCode::KeyringNoBus))
        };
        assert_eq!(ending(&no_bus), Ending::Failed);
    }
}
