//! Follows the inbox: takes over what comes, for as long as the profile is open.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use super::client::{HERE, InboxClient, InboxFault};
use super::silence::is_unusual;
use crate::clock;
use crate::store::{Store, StoreError};
use crate::sync::{Board, Sweep};
use crate::view::{FailureView, InboxHereView, InboxView, Topic};

/// The inbox keeps a question open so long, and so the desk hears of an event at once.
const WAIT: Duration = Duration::from_secs(25);
/// After a failure it is asked again after this long; doubles up to the longest.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// The follower of one profile.
pub struct Following {
    store: Store,
    sweep: Arc<Sweep>,
    board: Arc<Board>,
    inbox: Mutex<Option<Result<InboxClient, FailureView>>>,
    view: Mutex<InboxView>,
    changed: Notify,
    closed: AtomicBool,
}

/// Why a question came to nothing.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Inbox(#[from] InboxFault),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<&Trouble> for FailureView {
    fn from(trouble: &Trouble) -> Self {
        match trouble {
            Trouble::Inbox(fault) => fault.into(),
            Trouble::Store(error) => error.into(),
        }
    }
}

impl Following {
    /// Takes over into `store`, lets `sweep` read what an event asks for, tells on `board`.
    pub fn new(store: Store, sweep: Arc<Sweep>, board: Arc<Board>) -> Self {
        Self {
            store,
            sweep,
            board,
            inbox: Mutex::default(),
            view: Mutex::default(),
            changed: Notify::new(),
            closed: AtomicBool::new(false),
        }
    }

    /// Follows this inbox from now on: one with its token, one whose token is out of reach, or
    /// none.
    pub fn use_inbox(
        &self,
        address: Option<String>,
        inbox: Option<Result<InboxClient, FailureView>>,
    ) {
        self.follow(address, None, inbox);
    }

    /// Follows the desk's own inbox from now on: one that listens, or one that cannot. None: it
    /// listens only while another program has the profile open.
    pub fn use_inbox_here(
        &self,
        here: InboxHereView,
        inbox: Option<Result<InboxClient, FailureView>>,
    ) {
        let address = format!("http://127.0.0.1:{}", here.port);
        self.follow(Some(address), Some(here), inbox);
    }

    fn follow(
        &self,
        address: Option<String>,
        here: Option<InboxHereView>,
        inbox: Option<Result<InboxClient, FailureView>>,
    ) {
        let failure = match &inbox {
            Some(Err(failure)) => Some(failure.clone()),
            _ => None,
        };
        *locked(&self.inbox) = inbox;
        *locked(&self.view) = InboxView {
            address,
            failure,
            here,
            ..InboxView::default()
        };
        self.changed.notify_one();
        self.board.changed(&[Topic::Inbox]);
    }

    /// The way to the inbox, or why it is closed. None: there is no inbox.
    pub fn inbox(&self) -> Option<Result<InboxClient, FailureView>> {
        locked(&self.inbox).clone()
    }

    /// How it stands.
    pub async fn view(&self, now: i64) -> Result<InboxView, StoreError> {
        let mut view = locked(&self.view).clone();
        let Some(address) = view.address.clone() else {
            return Ok(view);
        };
        let place = match view.here {
            Some(_) => HERE.to_owned(),
            None => address,
        };
        let place = self.store.inbox_place(place).await?;
        let (usual, leftovers) = self.store.inbox_usual(now).await?;
        view.taken = place.taken;
        view.last_heard_at = place.last_heard_at;
        view.leftovers = leftovers;
        view.is_silent = place
            .last_heard_at
            .is_some_and(|at| is_unusual(now - at, &usual));
        Ok(view)
    }

    /// Follows until closed.
    pub async fn run(&self) {
        let mut pause = FIRST_PAUSE;
        // The first answer is not waited for: how the inbox stands is told at once.
        let mut wait = Duration::ZERO;
        while !self.closed.load(Ordering::Acquire) {
            let Some(Ok(inbox)) = self.inbox() else {
                self.changed.notified().await;
                continue;
            };
            let asked = tokio::select! {
                asked = self.ask(&inbox, wait) => asked,
                () = self.changed.notified() => {
                    (pause, wait) = (FIRST_PAUSE, Duration::ZERO);
                    continue;
                }
            };
            match asked {
                Ok(_) => (pause, wait) = (FIRST_PAUSE, WAIT),
                Err(trouble) => {
                    wait = Duration::ZERO;
                    tracing::warn!(%trouble, "the inbox tells nothing at present");
                    self.tell_failure(FailureView::from(&trouble));
                    tokio::select! {
                        () = tokio::time::sleep(pause) => {}
                        () = self.changed.notified() => {}
                    }
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
            }
        }
    }

    /// Takes over whatever is there now, and comes back; says how many events that were. None:
    /// there is no inbox.
    pub async fn catch_up(&self) -> Result<Option<u64>, FailureView> {
        let inbox = match self.inbox() {
            None => return Ok(None),
            Some(inbox) => inbox?,
        };
        let mut taken = 0;
        loop {
            match self.ask(&inbox, Duration::ZERO).await {
                Ok(0) => return Ok(Some(taken)),
                Ok(more) => taken += more,
                Err(trouble) => {
                    let failure = FailureView::from(&trouble);
                    self.tell_failure(failure.clone());
                    return Err(failure);
                }
            }
        }
    }

    /// Asks once and takes over what is told; says how many events that were.
    async fn ask(&self, inbox: &InboxClient, wait: Duration) -> Result<u64, Trouble> {
        let name = inbox.place().to_owned();
        let place = self.store.inbox_place(name.clone()).await?;
        let page = inbox.events(place.seq, wait).await?;
        if page.last_seq < place.seq {
            // It was set up anew and counts from one again. What was taken over before is known
            // again as another sighting.
            self.store.begin_inbox_anew(name).await?;
            return Ok(0);
        }
        let (told, last_seq) = (page.events.len(), page.last_seq);
        let seq = page.events.last().map_or(place.seq, |last| last.seq);
        self.store.take_over(name, page, clock::now()).await?;
        {
            let mut view = locked(&self.view);
            view.failure = None;
            view.read_at = Some(clock::now());
            view.behind = u64::try_from(last_seq - seq).unwrap_or_default();
        }
        if told > 0 {
            self.sweep.wake();
            self.board
                .changed(&[Topic::Orders, Topic::Actions, Topic::Inbox]);
        } else {
            self.board.changed(&[Topic::Inbox]);
        }
        Ok(u64::try_from(told).unwrap_or(u64::MAX))
    }

    fn tell_failure(&self, failure: FailureView) {
        locked(&self.view).failure = Some(failure);
        self.board.changed(&[Topic::Inbox]);
    }

    /// Ends [`Following::run`].
    pub fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.changed.notify_one();
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
