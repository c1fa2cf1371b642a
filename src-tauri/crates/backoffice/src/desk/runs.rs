//! Runs of the reconciliation: reading what waits, matching, and looking through everything; by a
//! person's wish, in the night, and after a file was taken over.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::StreamExt;
use points_api::OrderUuid;

use super::profile::OpenProfile;
use super::{Change, Desk, DeskError};
use crate::clock;
use crate::store::{Looked, RunEnd, Stretch, Subject, inputs_of};
use crate::sync::Urgency;
use crate::view::{CaseCount, ErrorCode, RunPhase, RunProgress, RunTrigger, RunView, Topic};

/// What was read so long ago is read again for a run, milliseconds.
const READ_BEFORE: i64 = 60_000;
/// So many subjects are looked at between two words about it.
const TOLD_EVERY: usize = 500;

/// The run under way, if there is one.
#[derive(Default)]
pub(super) struct Runs {
    /// Held while one is.
    alone: tokio::sync::Mutex<()>,
    cancelled: AtomicBool,
}

impl Runs {
    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Acquire)
    }
}

/// What a run would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunPreview {
    /// Orders that it would read from Points.
    pub reads: u64,
    /// Orders and checkouts that it would look at.
    pub subjects: u64,
    /// What looking at them now would find, by class.
    pub found: Vec<CaseCount>,
}

impl Desk {
    /// Reads every order that waits, matches, and looks through everything; comes back with what it
    /// came to. One at a time.
    pub async fn start_run(&self) -> Result<RunView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let Ok(_alone) = open.runs.alone.try_lock() else {
            return Err(DeskError::RunUnderWay);
        };
        self.run(&open, RunTrigger::ByHand).await
    }

    /// A file was taken over: matches, and looks through everything. The orders that it brought are
    /// due by themselves. Where a run is under way, this one comes after it.
    pub async fn run_after_import(&self) -> Result<RunView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let _alone = open.runs.alone.lock().await;
        self.run(&open, RunTrigger::Import).await
    }

    /// The run of the night. Where another is under way, that one does.
    pub(super) async fn nightly_run(&self, open: &Arc<OpenProfile>) -> Result<(), DeskError> {
        if let Ok(_alone) = open.runs.alone.try_lock() {
            self.run(open, RunTrigger::Nightly).await?;
        }
        Ok(())
    }

    /// Stops the run under way; what was read stays read.
    pub async fn cancel_run(&self) -> Result<(), DeskError> {
        let open = self.open_profile_or_fail().await?;
        open.runs.cancelled.store(true, Ordering::Release);
        Ok(())
    }

    /// The last runs, newest first, at most 50.
    pub async fn list_runs(&self) -> Result<Vec<RunView>, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open.store.runs().await?)
    }

    /// What a run would read and find now; nothing is read, and nothing is kept.
    pub async fn preview_run(&self) -> Result<RunPreview, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let looker = self.looker();
        let waiting = open.store.waiting_orders(looker.now - READ_BEFORE).await?;
        let subjects: Vec<Subject> = open
            .store
            .case_subjects(Stretch::Whole, looker.clone())
            .await?
            .into_iter()
            .collect();
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        Ok(RunPreview {
            reads: count(waiting.len()),
            subjects: count(subjects.len()),
            found: open.store.would_find(subjects, looker).await?,
        })
    }

    /// One run, for whoever made sure that it is the only one.
    async fn run(
        &self,
        open: &Arc<OpenProfile>,
        trigger: RunTrigger,
    ) -> Result<RunView, DeskError> {
        open.runs.cancelled.store(false, Ordering::Release);
        let by = (trigger != RunTrigger::Nightly)
            .then(|| self.author())
            .flatten();
        let id = open.store.begin_run(trigger, by, clock::now()).await?;
        self.board.changed(&[Topic::Cases]);
        let mut end = RunEnd::default();
        if trigger != RunTrigger::Import {
            self.read_waiting(open, &mut end).await?;
        }
        if !open.runs.is_cancelled() {
            self.look_through(open, &mut end).await?;
        }
        end.cancelled = open.runs.is_cancelled();
        let run = open.store.end_run(id, end, clock::now()).await?;
        self.board.changed(&[Topic::Cases, Topic::Orders]);
        Ok(run)
    }

    /// Reads every order that waits, in the lanes and at the pace of the sweep. Without Points the
    /// run goes on with what is known.
    async fn read_waiting(
        &self,
        open: &Arc<OpenProfile>,
        end: &mut RunEnd,
    ) -> Result<(), DeskError> {
        let waiting = open
            .store
            .waiting_orders(clock::now() - READ_BEFORE)
            .await?;
        let total = u64::try_from(waiting.len()).unwrap_or(u64::MAX);
        self.tell_run(RunPhase::Reading, 0, total);
        let stopped = AtomicBool::new(!open.line.is_open());
        let (done, stop) = (&mut 0, &stopped);
        let mut reads = futures_util::stream::iter(waiting)
            .map(|uuid: OrderUuid| {
                let open = Arc::clone(open);
                async move {
                    if open.runs.is_cancelled() || stop.load(Ordering::Acquire) {
                        return None;
                    }
                    Some(open.reading.read(uuid, Urgency::Sweep).await)
                }
            })
            .buffer_unordered(open.line.in_flight());
        while let Some(read) = reads.next().await {
            let Some(read) = read else {
                continue;
            };
            let read = read?;
            match read.checked.failure.as_ref().map(|failure| failure.code) {
                None => end.reads += 1,
                Some(code) => {
                    end.failed_reads += 1;
                    // The rest would be told the same.
                    if stands_in_the_way(code) || open.line.is_closed_for_long() {
                        stop.store(true, Ordering::Release);
                    }
                }
            }
            *done += 1;
            self.tell_run(RunPhase::Reading, *done, total);
        }
        self.board.changed(&[Topic::Orders]);
        open.sweep.wake();
        Ok(())
    }

    /// Matches what has no order yet, then looks through everything.
    async fn look_through(
        &self,
        open: &Arc<OpenProfile>,
        end: &mut RunEnd,
    ) -> Result<(), DeskError> {
        let unmatched: Vec<Subject> = open.store.unmatched_checkouts().await?;
        let total = u64::try_from(unmatched.len()).unwrap_or(u64::MAX);
        self.tell_run(RunPhase::Matching, 0, total);
        let mut done = 0;
        for some in unmatched.chunks(TOLD_EVERY) {
            if open.runs.is_cancelled() {
                return Ok(());
            }
            let matched = open
                .store
                .match_around(some.iter().copied().collect())
                .await?;
            end.matched += matched.matched;
            done += u64::try_from(some.len()).unwrap_or(u64::MAX);
            self.tell_run(RunPhase::Matching, done, total);
        }
        let heard = self.follow_heard(open).await?;
        end.opened += heard.opened;
        end.closed += heard.closed;
        let looker = self.looker();
        open.store.wake_cases(looker.now).await?;
        let subjects: Vec<Subject> = open
            .store
            .case_subjects(Stretch::Whole, looker.clone())
            .await?
            .into_iter()
            .collect();
        let total = u64::try_from(subjects.len()).unwrap_or(u64::MAX);
        let mut digests = Vec::new();
        let mut done = 0;
        for some in subjects.chunks(TOLD_EVERY) {
            self.tell_run(RunPhase::Explaining, done, total);
            if open.runs.is_cancelled() {
                return Ok(());
            }
            let _looking = open.looking.lock().await;
            let found = open.store.look_at(some.to_vec(), looker.clone()).await?;
            end.opened += found.opened;
            end.closed += found.closed;
            digests.extend(found.digests);
            done += u64::try_from(some.len()).unwrap_or(u64::MAX);
        }
        self.tell_run(RunPhase::Explaining, total, total);
        open.store.note_cases_looked_at(looker.now).await?;
        end.inputs = Some(inputs_of(&digests));
        Ok(())
    }

    /// Looks at everything that was heard, and says what that came to.
    async fn follow_heard(&self, open: &Arc<OpenProfile>) -> Result<Looked, DeskError> {
        let mut all = Looked::default();
        loop {
            let _looking = open.looking.lock().await;
            let heard = open.store.heard_for_cases().await?;
            if heard.is_empty() || open.runs.is_cancelled() {
                return Ok(all);
            }
            let (looked, _) = open.store.look_at_heard(heard, self.looker()).await?;
            all.opened += looked.opened;
            all.closed += looked.closed;
        }
    }

    /// Looks at what time alone may have brought; the first time, at everything.
    pub(super) async fn look_at_ripe(&self, open: &Arc<OpenProfile>) -> Result<(), DeskError> {
        let looker = self.looker();
        let woken = open.store.wake_cases(looker.now).await?;
        let stretch = match open.store.cases_looked_at().await? {
            Some(_) => Stretch::Ripe,
            None => Stretch::Whole,
        };
        let subjects: Vec<Subject> = open
            .store
            .case_subjects(stretch, looker.clone())
            .await?
            .into_iter()
            .collect();
        let mut changed = woken > 0;
        for some in subjects.chunks(TOLD_EVERY) {
            let _looking = open.looking.lock().await;
            changed |= open
                .store
                .look_at(some.to_vec(), looker.clone())
                .await?
                .changed;
        }
        open.store.note_cases_looked_at(looker.now).await?;
        if changed {
            self.board.changed(&[Topic::Cases]);
        }
        Ok(())
    }

    fn tell_run(&self, phase: RunPhase, done: u64, total: u64) {
        self.board
            .tell(Change::Run(RunProgress { phase, done, total }));
    }
}

/// Whether a failure lies with more than the order that was read.
fn stands_in_the_way(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::KeyRefused
            | ErrorCode::KeyMissing
            | ErrorCode::Offline
            | ErrorCode::ConnectionRefused
            | ErrorCode::Tls
    )
}
