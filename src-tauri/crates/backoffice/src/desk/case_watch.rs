//! The desk at work keeps its cases true by itself: within a second of what is heard, as time goes
//! on, and in the night.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::broadcast::error::RecvError;

use super::profile::{Access, OpenProfile};
use super::{Change, Desk, DeskError};
use crate::clock;
use crate::riyadh::RiyadhDay;
use crate::view::{RunTrigger, Topic};

/// What comes within this time is looked at together.
const TOGETHER: Duration = Duration::from_millis(300);
/// Thresholds pass without anything being heard.
const RIPENS: i64 = 5 * 60_000;
/// The hour of the night in Riyadh at which all is gone through, after its midnight, milliseconds.
const NIGHT: i64 = 3 * 3_600_000;

/// When something is to be done by itself, UTC milliseconds.
#[derive(Debug, Clone, Copy)]
struct Plan {
    ripe_at: i64,
    waking_at: Option<i64>,
}

impl Desk {
    /// Begins to keep the cases true, for a desk at work.
    pub(super) fn watch_cases(self: &Arc<Self>, open: &Arc<OpenProfile>) {
        if self.access != Access::Background {
            return;
        }
        let desk = Arc::downgrade(self);
        let mut changes = self.changes();
        let imported = Arc::clone(&self.imported);
        let watched = Arc::clone(open);
        open.adopt(tokio::spawn(async move {
            let mut plan = Plan {
                ripe_at: clock::now(),
                waking_at: None,
            };
            loop {
                let Some(working) = desk.upgrade() else {
                    return;
                };
                if let Err(error) = working.tend_cases(&watched, &mut plan).await {
                    tracing::error!(%error, "cases could not be looked at at present");
                }
                drop(working);
                let next = plan
                    .waking_at
                    .map_or(plan.ripe_at, |at| at.min(plan.ripe_at));
                let wait = u64::try_from(next - clock::now())
                    .unwrap_or_default()
                    .max(50);
                tokio::select! {
                    () = tokio::time::sleep(Duration::from_millis(wait)) => {}
                    () = imported.notified() => {
                        let Some(working) = desk.upgrade() else {
                            return;
                        };
                        if let Err(error) = working.run_after_import().await {
                            tracing::error!(%error, "what was imported was not gone through");
                        }
                    }
                    heard = wanted(&mut changes) => {
                        if !heard {
                            return;
                        }
                        tokio::time::sleep(TOGETHER).await;
                    }
                }
            }
        }));
    }

    /// What has come is looked at; what is due by time too.
    async fn tend_cases(&self, open: &Arc<OpenProfile>, plan: &mut Plan) -> Result<(), DeskError> {
        self.look_at_heard(open).await?;
        self.look_at_pending(open).await?;
        let now = clock::now();
        // A clock that was set back does not put it off for hours.
        if now >= plan.ripe_at || plan.ripe_at - now > RIPENS {
            plan.ripe_at = now + RIPENS;
            self.look_at_ripe(open).await?;
            self.run_in_the_night(open).await?;
        } else if plan.waking_at.is_some_and(|at| at <= now)
            && open.store.wake_cases(now).await? > 0
        {
            self.board.changed(&[Topic::Cases]);
        }
        plan.waking_at = open.store.next_case_waking().await?;
        Ok(())
    }

    /// Goes through everything once a night: about three in Riyadh, or as soon as the desk is at work
    /// again where it was not then.
    async fn run_in_the_night(&self, open: &Arc<OpenProfile>) -> Result<(), DeskError> {
        if !self.settings().nightly_run || !open.line.is_open() {
            return Ok(());
        }
        let last = match open.store.last_run(RunTrigger::Nightly).await? {
            Some(last) => Some(last),
            None => open.store.first_watched().await?,
        };
        if last.is_some_and(|last| last < last_night(clock::now())) {
            self.nightly_run(open).await?;
        }
        Ok(())
    }
}

/// The last three o'clock in the morning in Riyadh that has been, UTC milliseconds.
fn last_night(now: i64) -> i64 {
    let today = RiyadhDay::of(now);
    let night = today.starts_at() + NIGHT;
    if night <= now {
        night
    } else {
        today.before(1).starts_at() + NIGHT
    }
}

/// Waits for something that may change a case; says whether more can come.
async fn wanted(changes: &mut tokio::sync::broadcast::Receiver<Change>) -> bool {
    loop {
        match changes.recv().await {
            Ok(Change::Topics(topics)) => {
                let matters = |topic: &Topic| {
                    matches!(topic, Topic::Orders | Topic::Actions | Topic::ShopFiles)
                };
                if topics.iter().any(matters) {
                    return true;
                }
            }
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => return true,
            Err(RecvError::Closed) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_night_that_has_been_is_todays_after_three_and_else_yesterdays() {
        // 2026-11-24 00:00 in Riyadh.
        let midnight = 1_795_467_600_000;
        let three = midnight + NIGHT;
        assert_eq!(last_night(three), three);
        assert_eq!(last_night(three + 1), three);
        assert_eq!(last_night(three - 1), three - 24 * 3_600_000);
        assert_eq!(last_night(midnight), three - 24 * 3_600_000);
    }
}
