//! The first screen of the day, and the figures behind its charts.

use std::sync::Arc;
use std::time::Duration;

use super::profile::{Access, OpenProfile};
use super::{Desk, DeskError};
use crate::clock;
use crate::store::Store;
use crate::view::{FiguresView, Need, NeedKind, NeedPlace, SyncPhase, SyncView, TodayView};

/// How often the day's figure of stale checkouts is kept. What is kept last stands for the day's
/// end, so it is at most so old when the app runs then.
const KEPT_EVERY: Duration = Duration::from_mins(10);

impl Desk {
    /// What needs a person, the most urgent first, and what was done today.
    pub async fn today(&self) -> Result<TodayView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let mut today = open.store.today(self.settings(), clock::now()).await?;
        today.needs.extend(need_of_line(&self.sync_view()));
        let inbox = open.following.view(clock::now()).await?;
        today.needs.extend(inbox.is_silent.then(|| Need {
            oldest_at: inbox.last_heard_at,
            ..alone(NeedKind::InboxSilent, 1, NeedPlace::Inbox)
        }));
        let offers = self.offers_of(&open.stored.id);
        let oldest = offers.iter().map(|offer| offer.written_at).min();
        today.needs.extend(oldest.map(|oldest| Need {
            oldest_at: Some(oldest),
            ..alone(
                NeedKind::FileWaits,
                u64::try_from(offers.len()).unwrap_or(u64::MAX),
                NeedPlace::Files,
            )
        }));
        today.needs.sort_by_key(|need| need.kind);
        Ok(today)
    }

    /// The figures of the last `days` days, today among them; of 366 at the most.
    pub async fn figures(&self, days: u32) -> Result<FiguresView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open
            .store
            .figures(days, self.settings(), clock::now())
            .await?)
    }

    /// Keeps how many checkouts are stale, now and, for a desk that works by itself, again and
    /// again, so that each day ends with a figure.
    pub(super) async fn keep_days(self: &Arc<Self>, open: &OpenProfile) {
        match self.access {
            Access::ReadOnly | Access::Profiles => {}
            Access::Foreground => self.note_stale(&open.store).await,
            Access::Background => {
                let desk = Arc::downgrade(self);
                let store = open.store.clone();
                open.adopt(tokio::spawn(async move {
                    while let Some(desk) = desk.upgrade() {
                        desk.note_stale(&store).await;
                        drop(desk);
                        tokio::time::sleep(KEPT_EVERY).await;
                    }
                }));
            }
        }
    }

    /// A day without its figure is shown as one: that it cannot be kept stops nothing.
    pub(super) async fn note_stale(&self, store: &Store) {
        if let Err(error) = store.note_stale(self.settings(), clock::now()).await {
            tracing::warn!(%error, "the day's figure of stale checkouts was not kept");
        }
    }
}

/// A need without a list.
fn alone(kind: NeedKind, count: u64, place: NeedPlace) -> Need {
    Need {
        kind,
        count,
        unclear: 0,
        oldest_at: None,
        place,
        query: None,
        problem: None,
    }
}

/// What stands between the desk and Points, if it needs a person.
fn need_of_line(sync: &SyncView) -> Option<Need> {
    let (kind, place) = match sync.phase {
        SyncPhase::KeyRefused => (NeedKind::KeyRefused, NeedPlace::Stores),
        SyncPhase::NoKey => (NeedKind::KeyMissing, NeedPlace::Stores),
        SyncPhase::Waiting => (NeedKind::Away, NeedPlace::Sync),
        // A new try alone mends nothing: the line stays until a read succeeds.
        SyncPhase::Running if sync.problem.is_some() => (NeedKind::Away, NeedPlace::Sync),
        SyncPhase::Idle | SyncPhase::Running | SyncPhase::Paused => return None,
    };
    Some(Need {
        kind,
        count: 1,
        unclear: 0,
        oldest_at: sync.last_read_at,
        place,
        query: None,
        problem: sync.problem.clone(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::view::{ErrorCode, FailureView};

    #[test]
    fn only_what_sync_cannot_mend_alone_needs_a_person() {
        let need = |phase| {
            need_of_line(&SyncView {
                phase,
                last_read_at: Some(7),
                ..SyncView::default()
            })
        };
        for phase in [SyncPhase::Idle, SyncPhase::Running, SyncPhase::Paused] {
            assert_eq!(need(phase), None);
        }
        for (phase, kind) in [
            (SyncPhase::KeyRefused, NeedKind::KeyRefused),
            (SyncPhase::NoKey, NeedKind::KeyMissing),
            (SyncPhase::Waiting, NeedKind::Away),
        ] {
            let need = need(phase);
            assert_eq!(need.as_ref().map(|need| need.kind), Some(kind));
            assert_eq!(need.and_then(|need| need.oldest_at), Some(7));
        }
        let trying_again = SyncView {
            phase: SyncPhase::Running,
            problem: Some(FailureView {
                code: ErrorCode::Offline,
                details: BTreeMap::new(),
            }),
            ..SyncView::default()
        };
        let kind = need_of_line(&trying_again).map(|need| need.kind);
        assert_eq!(kind, Some(NeedKind::Away));
    }
}
