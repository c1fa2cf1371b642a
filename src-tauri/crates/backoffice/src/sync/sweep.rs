//! The sweep: reads whatever is due, several at a time, until nothing is or something stands in
//! the way. What is due stands in the store, so a sweep that ends anywhere goes on anywhere.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use points_api::{Failure, NetworkFault};
use tokio::sync::Notify;
use tokio::task::{self, JoinSet};

use super::board::Board;
use super::line::{Line, Turn, throttled};
use super::reading::{ReadOrder, Reading};
use crate::clock;
use crate::failure::with;
use crate::settling::Settled;
use crate::store::{DueOrder, Store, StoreError};
use crate::view::{CheckOutcome, ErrorCode, FailureView, SyncPhase, Topic};

/// When a sweep ends by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// When it is closed.
    Closed,
    /// When nothing is due, or it cannot go on.
    Idle,
}

/// How many due orders are fetched from the store at once: few, so that what becomes urgent
/// meanwhile is seen soon.
const BATCH: usize = 32;
/// Changes are told at most this often while orders pour in, milliseconds.
const TELL_EVERY: i64 = 250;
/// The first wait after Points or the network failed, milliseconds; doubles up to the longest.
const FIRST_WAIT: i64 = 5_000;
const LONGEST_WAIT: i64 = 300_000;
/// So many orders in a row that Points cannot show mean that Points is away.
const STUMBLES: u32 = 3;
/// Without anything due, the store is asked again after this long.
const IDLE_WAIT: Duration = Duration::from_mins(1);

/// While others have all the lanes, it is looked again after this long.
const FULL_WAIT: Duration = Duration::from_millis(100);
/// A pause that Points asks for is shown if it is longer than this, milliseconds; shorter ones are
/// how the pace is found.
const SHOWN_PAUSE: i64 = 2_000;
/// A run until idle does not wait longer than this for Points, milliseconds.
const LONGEST_PAUSE: i64 = 60_000;

/// The sweep of one profile.
pub struct Sweep {
    store: Store,
    line: Arc<Line>,
    reading: Reading,
    board: Arc<Board>,
    wake: Notify,
    recount: AtomicBool,
    paused: AtomicBool,
    closed: AtomicBool,
}

/// What one run of the loop carries along.
struct Run {
    queue: VecDeque<DueOrder>,
    /// The order of each read under way.
    busy: HashMap<task::Id, DueOrder>,
    reads: JoinSet<Result<ReadOrder, StoreError>>,
    /// Others have all the lanes.
    full: bool,
    /// In [`clock::ticks`].
    blocked_until: Option<i64>,
    troubles: u32,
    stumbles: u32,
    told_at: i64,
    untold: bool,
    next_due: Option<i64>,
}

/// How a turn of the loop ended.
enum Step {
    /// Something is to come.
    On,
    /// Nothing is due, or nothing can be read.
    Idle,
}

impl Sweep {
    /// A sweep over a store.
    pub fn new(store: Store, line: Arc<Line>, board: Arc<Board>) -> Self {
        Self {
            reading: Reading::new(store.clone(), Arc::clone(&line)),
            store,
            line,
            board,
            wake: Notify::new(),
            recount: AtomicBool::new(true),
            paused: AtomicBool::new(false),
            closed: AtomicBool::new(false),
        }
    }

    /// Something may have become due, or the key or the network may be back.
    pub fn wake(&self) {
        self.recount.store(true, Ordering::Release);
        self.wake.notify_one();
    }

    /// A person cancels: reads under way end, the rest waits until resumed.
    pub fn pause(&self) {
        self.paused.store(true, Ordering::Release);
        self.wake();
    }

    /// Whether a person cancelled it.
    pub fn is_paused(&self) -> bool {
        self.paused.load(Ordering::Acquire)
    }

    /// Goes on after a pause.
    pub fn resume(&self) {
        self.paused.store(false, Ordering::Release);
        self.wake();
    }

    /// Ends the loop.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.wake.notify_one();
    }

    /// Runs. A store that fails, by a full disk for example, ends a run until idle; a run until
    /// closed says what stands in the way and tries again.
    pub async fn run(&self, until: Until) -> Result<(), StoreError> {
        let mut run = Run {
            queue: VecDeque::new(),
            busy: HashMap::new(),
            reads: JoinSet::new(),
            full: false,
            blocked_until: None,
            troubles: 0,
            stumbles: 0,
            told_at: i64::MIN,
            untold: false,
            next_due: None,
        };
        while !self.closed.load(Ordering::Acquire) {
            match self.step(&mut run, until).await {
                Ok(Step::On) => {}
                Ok(Step::Idle) => return Ok(()),
                Err(error) if until == Until::Idle => return Err(error),
                Err(error) => {
                    tracing::error!(%error, "sync cannot use the store at present");
                    self.stand_back(&mut run, Some(FailureView::from(&error)));
                }
            }
        }
        Ok(())
    }

    async fn step(&self, run: &mut Run, until: Until) -> Result<Step, StoreError> {
        if self.recount.swap(false, Ordering::AcqRel) {
            run.blocked_until = None;
            run.queue.clear();
            self.count(run).await?;
        }
        let wait = if self.may_read(run) {
            self.fill(run).await?
        } else {
            None
        };
        self.tell(run);
        let gives_up = until == Until::Idle
            && self
                .line
                .closed_for()
                .is_some_and(|left| left > LONGEST_PAUSE);
        if run.reads.is_empty() && (wait.is_none() || gives_up) {
            self.settle_phase(run);
            if until == Until::Idle {
                return Ok(Step::Idle);
            }
        }
        self.rest(run, wait).await?;
        Ok(Step::On)
    }

    async fn count(&self, run: &mut Run) -> Result<(), StoreError> {
        let (due, next) = self.store.due_count(clock::now()).await?;
        let last_read_at = self.store.last_checked().await?;
        run.next_due = next;
        self.board.update(|sync| {
            if sync.due == 0 && run.reads.is_empty() {
                sync.done = 0;
                sync.changed = 0;
                sync.missing = 0;
                sync.failed = 0;
                sync.failures.clear();
            }
            sync.last_read_at = last_read_at;
            sync.due = due;
            sync.total = sync.done + due;
        });
        Ok(())
    }

    fn may_read(&self, run: &mut Run) -> bool {
        let now = clock::ticks();
        if run.blocked_until.is_some_and(|at| at <= now) {
            run.blocked_until = None;
        }
        !self.paused.load(Ordering::Acquire) && self.line.is_open() && run.blocked_until.is_none()
    }

    /// Starts as many reads as may go; says how long to wait for the next turn, if one is wanted.
    async fn fill(&self, run: &mut Run) -> Result<Option<Duration>, StoreError> {
        run.full = false;
        while run.reads.len() < self.line.in_flight() {
            if run.queue.is_empty() {
                let due = self.store.due(clock::now(), BATCH + run.busy.len()).await?;
                let busy: HashSet<i64> = run.busy.values().map(|due| due.id).collect();
                run.queue
                    .extend(due.into_iter().filter(|due| !busy.contains(&due.id)));
            }
            let Some(due) = run.queue.front().copied() else {
                break;
            };
            match self.line.turn_of_sweep() {
                Turn::At(at) => {
                    let wait = u64::try_from(at - clock::ticks())
                        .unwrap_or_default()
                        .max(1);
                    self.say_closed();
                    return Ok(Some(Duration::from_millis(wait)));
                }
                Turn::Full => {
                    run.full = true;
                    return Ok(Some(FULL_WAIT));
                }
                Turn::Come(lane) => {
                    run.queue.pop_front();
                    let reading = self.reading.clone();
                    let read = run
                        .reads
                        .spawn(async move { reading.read_in(due.uuid, lane).await });
                    run.busy.insert(read.id(), due);
                    self.board.update(|sync| {
                        // What made it wait stands until a read succeeds; a key was replaced.
                        if matches!(sync.phase, SyncPhase::KeyRefused | SyncPhase::NoKey) {
                            sync.problem = None;
                        }
                        sync.phase = SyncPhase::Running;
                        sync.resumes_at = None;
                    });
                }
            }
        }
        Ok(None)
    }

    async fn rest(&self, run: &mut Run, wait: Option<Duration>) -> Result<(), StoreError> {
        let wait = wait.unwrap_or_else(|| self.idle_wait(run));
        tokio::select! {
            Some(finished) = run.reads.join_next_with_id(), if !run.reads.is_empty() => {
                match finished {
                    Ok((task, result)) => {
                        run.busy.remove(&task);
                        self.heed(run, result?);
                    }
                    Err(error) => {
                        tracing::error!(%error, "a read ended in an unexpected way");
                        // The order goes behind the others, lest it hold them up for ever.
                        if let Some(due) = run.busy.remove(&error.id()) {
                            let failure =
                                with(ErrorCode::DatabaseFailed, "message", error.to_string());
                            self.store
                                .mark_failed(due.uuid, failure, clock::now())
                                .await?;
                        }
                    }
                }
            }
            () = self.line.lane_freed(), if run.full => {}
            () = self.wake.notified() => {}
            () = tokio::time::sleep(wait) => {
                if run.reads.is_empty() && run.queue.is_empty() {
                    self.recount.store(true, Ordering::Release);
                }
            }
        }
        Ok(())
    }

    fn idle_wait(&self, run: &Run) -> Duration {
        let wait = match (run.blocked_until, run.next_due) {
            (Some(at), _) => Some(at - clock::ticks()),
            (None, Some(at)) if !self.paused.load(Ordering::Acquire) => Some(at - clock::now()),
            _ => None,
        };
        wait.and_then(|wait| u64::try_from(wait).ok())
            .map_or(IDLE_WAIT, |wait| {
                Duration::from_millis(wait.max(5)).min(IDLE_WAIT)
            })
    }

    fn heed(&self, run: &mut Run, read: ReadOrder) {
        run.untold = true;
        if read.settled == Some(Settled::Applied) {
            self.board.changed(read.topics());
        }
        let trouble = read
            .error
            .as_ref()
            .and_then(|error| trouble(&error.failure));
        match trouble {
            None | Some(Trouble::Stumble) => {
                let outcome = read.checked.outcome;
                let succeeded = trouble.is_none();
                if succeeded {
                    run.troubles = 0;
                    run.stumbles = 0;
                } else {
                    run.stumbles += 1;
                    if run.stumbles >= STUMBLES {
                        self.stand_back(run, read.checked.failure.clone());
                    }
                }
                let failure = read
                    .checked
                    .failure
                    .filter(|_| outcome == CheckOutcome::Failed);
                self.board.update(|sync| {
                    if succeeded {
                        sync.problem = None;
                    }
                    sync.done += 1;
                    sync.due = sync.due.saturating_sub(1);
                    sync.total = sync.done + sync.due;
                    sync.changed += u64::from(outcome == CheckOutcome::Changed);
                    sync.missing += u64::from(outcome == CheckOutcome::Gone);
                    sync.failed += u64::from(outcome == CheckOutcome::Failed);
                    if let Some(failure) = failure {
                        sync.failures.retain(|other| other.code != failure.code);
                        sync.failures.push(failure);
                    }
                    if outcome != CheckOutcome::Failed {
                        sync.last_read_at = Some(clock::now());
                    }
                });
            }
            // The line keeps these itself.
            Some(Trouble::Throttled | Trouble::Key) => {}
            Some(Trouble::Away) => self.stand_back(run, read.checked.failure),
        }
    }

    /// Waits before anything more is asked, longer each time.
    fn stand_back(&self, run: &mut Run, problem: Option<FailureView>) {
        if run.blocked_until.is_none() {
            let wait = (FIRST_WAIT << run.troubles.min(8)).min(LONGEST_WAIT);
            run.troubles += 1;
            run.blocked_until = Some(clock::ticks() + wait);
        }
        self.board.update(|sync| sync.problem = problem);
    }

    /// Says so where Points wants to hear nothing for a while.
    fn say_closed(&self) {
        let Some(left) = self.long_pause() else {
            return;
        };
        self.board.update(|sync| {
            sync.phase = SyncPhase::Waiting;
            sync.resumes_at = Some(clock::now() + left);
            sync.problem = Some(FailureView::from(&throttled(left)));
        });
    }

    /// How long Points wants to hear nothing, where that is long.
    fn long_pause(&self) -> Option<i64> {
        self.line.closed_for().filter(|left| *left > SHOWN_PAUSE)
    }

    /// Nothing is under way: says why.
    fn settle_phase(&self, run: &mut Run) {
        let refusal = self.line.refusal().map(|error| FailureView::from(&error));
        let pause = self.long_pause().filter(|_| self.board.sync().due > 0);
        let (phase, resumes_at) = if !self.line.has_key() {
            (SyncPhase::NoKey, None)
        } else if refusal.is_some() {
            (SyncPhase::KeyRefused, None)
        } else if let Some(at) = run.blocked_until {
            (SyncPhase::Waiting, Some(clock::now() + at - clock::ticks()))
        } else if self.paused.load(Ordering::Acquire) && self.board.sync().due > 0 {
            (SyncPhase::Paused, None)
        } else if let Some(left) = pause {
            (SyncPhase::Waiting, Some(clock::now() + left))
        } else {
            (SyncPhase::Idle, None)
        };
        self.board.update(|sync| {
            sync.resumes_at = resumes_at;
            match phase {
                SyncPhase::KeyRefused => sync.problem = refusal,
                SyncPhase::NoKey => sync.problem = self.line.key_failure(),
                SyncPhase::Waiting => {}
                _ => sync.problem = None,
            }
            sync.phase = phase;
        });
        run.told_at = i64::MIN;
        self.tell(run);
    }

    fn tell(&self, run: &mut Run) {
        let now = clock::ticks();
        if run.untold && now.saturating_sub(run.told_at) >= TELL_EVERY {
            run.untold = false;
            run.told_at = now;
            self.board.changed(&[Topic::Orders]);
        }
    }
}

/// A failure that may lie with more than one order.
enum Trouble {
    /// The key is refused or missing.
    Key,
    /// Points asks to slow down.
    Throttled,
    /// It may lie with this order alone; several in a row do not.
    Stumble,
    /// Points or the network is away.
    Away,
}

fn trouble(failure: &Failure) -> Option<Trouble> {
    match failure.of_the_line() {
        Failure::KeyRefused { .. } | Failure::NoKey => Some(Trouble::Key),
        Failure::Throttled { .. } => Some(Trouble::Throttled),
        // A page where JSON should be: one order's, or a wall before all of them.
        Failure::Temporary { .. }
        | Failure::Unreadable { .. }
        | Failure::Network(NetworkFault::AnswerTimeout | NetworkFault::Interrupted) => {
            Some(Trouble::Stumble)
        }
        Failure::Network(_) | Failure::Forbidden { .. } => Some(Trouble::Away),
        Failure::NotFound { .. }
        | Failure::Invalid { .. }
        | Failure::RuleRefused { .. }
        | Failure::Unproved { .. } => None,
    }
}
