//! Looking at subjects, some at a time: what is known of them is gathered through a reader, explained,
//! and what was found is kept in one short write. Wherever it ends, it goes on from there.

use std::collections::BTreeSet;

use rusqlite::{Transaction, params};
use sha2::{Digest, Sha256};

use super::facts::{Background, gather};
use super::keeping::{self, Kept};
use super::matching::{self, MatchedSome};
use super::pages;
use super::runs;
use super::subjects::{self, RECENT, Ripening, Stretch};
use super::{CaseRecord, NewDecision, RunEnd, RunRecord, Subject, decisions, word};
use crate::cases::{FoundCase, explain};
use crate::store::{Priority, Store, StoreError};
use crate::view::{
    CaseClass, CaseCount, CasePage, CaseQuery, CaseView, RunTrigger, RunView, Settings,
};

/// So many subjects are looked at in one write.
pub(crate) const AT_ONCE: usize = 100;

/// So many sightings are followed at once.
const SIGHTINGS: i64 = 200;

/// With what is looked, and when.
#[derive(Debug, Clone)]
pub(crate) struct Looker {
    pub(crate) settings: Settings,
    pub(crate) now: i64,
}

/// What looking at some came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Looked {
    /// Cases that are open now and were not.
    pub(crate) opened: u64,
    /// Cases whose facts are no longer so.
    pub(crate) closed: u64,
    /// Whether anything is to be shown otherwise.
    pub(crate) changed: bool,
    /// What was found of each subject of which something was, as it goes into the run's digest.
    pub(crate) digests: Vec<(Subject, [u8; 32])>,
}

/// What was heard and not looked at yet, with the place behind it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Heard {
    pub(crate) subjects: BTreeSet<Subject>,
    /// Up to which sighting that is.
    sighting_id: Option<i64>,
    /// Checkouts, and how often each was spoken of.
    checkouts: Vec<(i64, i64)>,
}

impl Heard {
    /// Whether there is nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.sighting_id.is_none() && self.checkouts.is_empty()
    }
}

/// One subject as it was found.
pub(super) struct Found {
    subject: Subject,
    pub(super) checkout_id: Option<i64>,
    pub(super) cases: Vec<FoundCase>,
    /// What the subject's cases waited for in the same moment.
    pub(super) pending: keeping::Pending,
}

impl Store {
    /// Everything that a look takes in.
    pub(crate) async fn case_subjects(
        &self,
        stretch: Stretch,
        looker: Looker,
    ) -> Result<BTreeSet<Subject>, StoreError> {
        self.read(move |moment| {
            let background = Background::load(moment, &looker.settings, looker.now)?;
            let thresholds = background.thresholds;
            let ripening = Ripening {
                unpaid_before: looker.now - thresholds.unpaid,
                reserved_before: looker.now - thresholds.reserved,
                unshipped_before: looker.now - thresholds.not_begun,
                changed_since: looker.now - RECENT,
                begun_since: looker.now - RECENT,
                now: looker.now,
            };
            let covered = background.covered();
            subjects::of_stretch(moment, stretch, ripening, covered, &background.codes)
        })
        .await
    }

    /// What was heard since it was last looked at, some of it: sightings first, then checkouts that
    /// the shop spoke of.
    pub(crate) async fn heard_for_cases(&self) -> Result<Heard, StoreError> {
        self.read(heard).await
    }

    /// Looks at these subjects, at most [`AT_ONCE`] at a time, and keeps what is found.
    pub(crate) async fn look_at(
        &self,
        subjects: Vec<Subject>,
        looker: Looker,
    ) -> Result<Looked, StoreError> {
        let mut found = Looked::default();
        for some in subjects.chunks(AT_ONCE) {
            found.add(self.look(some.to_vec(), &looker, Heard::default()).await?);
        }
        Ok(found)
    }

    /// Matches and looks at what was heard, and remembers how far.
    pub(crate) async fn look_at_heard(
        &self,
        heard: Heard,
        looker: Looker,
    ) -> Result<(Looked, u64), StoreError> {
        let matched = self.match_around(heard.subjects.clone()).await?;
        let mut around: BTreeSet<Subject> =
            heard.subjects.union(&matched.touched).copied().collect();
        around.extend(self.siblings_of(around.clone()).await?);
        let mut found = Looked::default();
        let subjects: Vec<Subject> = around.into_iter().collect();
        let mut chunks = subjects.chunks(AT_ONCE).peekable();
        if chunks.peek().is_none() {
            found.add(self.look(Vec::new(), &looker, heard).await?);
            return Ok((found, matched.matched));
        }
        // Only the last of them says that what was heard has been looked at.
        while let Some(some) = chunks.next() {
            let progress = if chunks.peek().is_none() {
                heard.clone()
            } else {
                Heard::default()
            };
            found.add(self.look(some.to_vec(), &looker, progress).await?);
        }
        Ok((found, matched.matched))
    }

    /// Finds the orders of these checkouts and the checkouts of these orders.
    pub(crate) async fn match_around(
        &self,
        seeds: BTreeSet<Subject>,
    ) -> Result<MatchedSome, StoreError> {
        let proposed = self
            .read(move |moment| matching::propose(moment, &seeds))
            .await?;
        self.write(Priority::Sweep, move |transaction| {
            matching::keep(transaction, &proposed)
        })
        .await
    }

    async fn siblings_of(
        &self,
        subjects: BTreeSet<Subject>,
    ) -> Result<BTreeSet<Subject>, StoreError> {
        self.read(move |moment| {
            let mut others = BTreeSet::new();
            for subject in subjects {
                others.extend(subjects::siblings(moment, subject)?);
            }
            Ok(others)
        })
        .await
    }

    /// Looks at some subjects and notes how far that brings what was heard.
    async fn look(
        &self,
        subjects: Vec<Subject>,
        looker: &Looker,
        progress: Heard,
    ) -> Result<Looked, StoreError> {
        let (settings, now) = (looker.settings.clone(), looker.now);
        let found = self
            .read(move |moment| find(moment, &subjects, &settings, now))
            .await?;
        let digests = found
            .iter()
            .filter(|found| !found.cases.is_empty())
            .map(|found| Ok((found.subject, digest(&found.cases)?)))
            .collect::<Result<_, StoreError>>()?;
        let kept = self
            .write(Priority::Sweep, move |transaction| {
                let mut kept = Kept::default();
                for found in &found {
                    let checkout_id = found.checkout_id;
                    kept.add(keeping::keep(
                        transaction,
                        found.subject,
                        checkout_id,
                        &found.cases,
                        &found.pending,
                        now,
                    )?);
                }
                go_on(transaction, &progress)?;
                Ok(kept)
            })
            .await?;
        Ok(Looked {
            opened: kept.opened,
            closed: kept.closed,
            changed: kept.changed,
            digests,
        })
    }

    /// What looking at these would find, by class; nothing is kept.
    pub(crate) async fn would_find(
        &self,
        subjects: Vec<Subject>,
        looker: Looker,
    ) -> Result<Vec<CaseCount>, StoreError> {
        self.read(move |moment| {
            let found = find(moment, &subjects, &looker.settings, looker.now)?;
            let cases = || found.iter().flat_map(|found| &found.cases);
            Ok(CaseClass::ALL
                .into_iter()
                .map(|class| {
                    let of_class = || cases().filter(move |case| case.class == class);
                    CaseCount {
                        class,
                        open: of_class().count().try_into().unwrap_or(u64::MAX),
                        halalas: of_class().filter_map(|case| case.halalas).sum(),
                    }
                })
                .filter(|count| count.open > 0)
                .collect())
        })
        .await
    }

    /// What waits for something that was asked of Points.
    pub(crate) async fn pending_cases(&self) -> Result<Vec<Subject>, StoreError> {
        self.read(subjects::pending).await
    }

    /// The checkouts without an order.
    pub(crate) async fn unmatched_checkouts(&self) -> Result<Vec<Subject>, StoreError> {
        self.read(subjects::unmatched).await
    }

    /// The order of a checkout, by its row and uuid.
    pub(crate) async fn order_of_checkout(
        &self,
        checkout_id: i64,
    ) -> Result<Option<(i64, points_api::OrderUuid)>, StoreError> {
        self.read(move |moment| matching::order_of(moment, checkout_id))
            .await
    }

    /// Opens what was put off until now; says how many.
    pub(crate) async fn wake_cases(&self, now: i64) -> Result<u64, StoreError> {
        if self.next_case_waking().await?.is_none_or(|next| next > now) {
            return Ok(0);
        }
        self.write(Priority::Sweep, move |transaction| {
            decisions::wake(transaction, now)
        })
        .await
    }

    /// When the next case comes back, UTC milliseconds.
    pub(crate) async fn next_case_waking(&self) -> Result<Option<i64>, StoreError> {
        self.read(decisions::next_waking).await
    }

    /// When all was last looked through, UTC milliseconds.
    pub(crate) async fn cases_looked_at(&self) -> Result<Option<i64>, StoreError> {
        self.read(pages::looked_at).await
    }

    /// Notes that all has been looked through.
    pub(crate) async fn note_cases_looked_at(&self, now: i64) -> Result<(), StoreError> {
        self.write(Priority::Sweep, move |transaction| {
            transaction
                .prepare_cached("UPDATE case_progress SET looked_at = ?1")?
                .execute([now])?;
            Ok(())
        })
        .await
    }

    /// A page of cases.
    pub(crate) async fn case_page(
        &self,
        query: CaseQuery,
        after: Option<String>,
        settings: Settings,
        now: i64,
    ) -> Result<CasePage, StoreError> {
        self.read(move |moment| pages::page(moment, &query, after.as_deref(), &settings, now))
            .await
    }

    /// Several cases, in this order.
    pub(crate) async fn cases(
        &self,
        ids: Vec<i64>,
        settings: Settings,
        now: i64,
    ) -> Result<Vec<CaseView>, StoreError> {
        self.read(move |moment| pages::views(moment, &ids, &settings, now))
            .await
    }

    /// A case as the desk needs it to decide.
    pub(crate) async fn case_record(&self, id: i64) -> Result<CaseRecord, StoreError> {
        self.read(move |moment| decisions::load(moment, id)).await
    }

    /// Writes a decision down, if the facts are still those that the person saw: says whether.
    pub(crate) async fn decide_case(
        &self,
        id: i64,
        decision: NewDecision,
    ) -> Result<bool, StoreError> {
        self.write(Priority::Person, move |transaction| {
            decisions::decide(transaction, id, &decision)
        })
        .await
    }

    /// Takes the last decision back, where nothing was sent because of it: says whether.
    pub(crate) async fn take_decision_back(&self, id: i64, now: i64) -> Result<bool, StoreError> {
        self.write(Priority::Person, move |transaction| {
            decisions::take_back(transaction, id, now)
        })
        .await
    }

    /// Says that a checkout of the shop is this order, because a person does.
    pub(crate) async fn confirm_match(
        &self,
        checkout_id: i64,
        order: points_api::OrderUuid,
    ) -> Result<i64, StoreError> {
        self.write(Priority::Person, move |transaction| {
            matching::confirm(transaction, checkout_id, order)
        })
        .await
    }

    /// The one order that a checkout is suggested to be.
    pub(crate) async fn suggested_order(
        &self,
        checkout_id: i64,
    ) -> Result<Option<points_api::OrderUuid>, StoreError> {
        self.read(move |moment| matching::suggested(moment, checkout_id))
            .await
    }

    /// Writes down that a run begins; says its id.
    pub(crate) async fn begin_run(
        &self,
        trigger: RunTrigger,
        by: Option<String>,
        now: i64,
    ) -> Result<i64, StoreError> {
        self.write(Priority::Person, move |transaction| {
            runs::begin(transaction, trigger, by.as_deref(), now)
        })
        .await
    }

    /// Writes down what a run came to.
    pub(crate) async fn end_run(
        &self,
        id: i64,
        end: RunEnd,
        now: i64,
    ) -> Result<RunView, StoreError> {
        self.write(Priority::Person, move |transaction| {
            runs::end(transaction, id, &end, now)?;
            runs::run(transaction, id)
        })
        .await
    }

    /// The last runs, newest first.
    pub(crate) async fn runs(&self) -> Result<Vec<RunView>, StoreError> {
        self.read(runs::list).await
    }

    /// A run with the lines of its report.
    pub(crate) async fn run_record(&self, id: i64) -> Result<RunRecord, StoreError> {
        self.read(move |moment| runs::with_lines(moment, id)).await
    }

    /// When the last run of a trigger began that came to its end, UTC milliseconds.
    pub(crate) async fn last_run(&self, trigger: RunTrigger) -> Result<Option<i64>, StoreError> {
        self.read(move |moment| runs::last_of(moment, trigger))
            .await
    }

    /// The orders that wait for their payment or are reserved and were not read since a moment,
    /// the longest not read first.
    pub(crate) async fn waiting_orders(
        &self,
        read_before: i64,
    ) -> Result<Vec<points_api::OrderUuid>, StoreError> {
        self.read(move |moment| subjects::waiting(moment, read_before))
            .await
    }

    /// When the desk began to watch its first order, UTC milliseconds.
    pub(crate) async fn first_watched(&self) -> Result<Option<i64>, StoreError> {
        self.read(subjects::first_watched).await
    }
}

impl Looked {
    fn add(&mut self, other: Self) {
        self.opened += other.opened;
        self.closed += other.closed;
        self.changed |= other.changed;
        self.digests.extend(other.digests);
    }
}

pub(super) fn find(
    transaction: &Transaction<'_>,
    subjects: &[Subject],
    settings: &Settings,
    now: i64,
) -> Result<Vec<Found>, StoreError> {
    let background = Background::load(transaction, settings, now)?;
    subjects
        .iter()
        .map(|subject| {
            let gathered = gather(transaction, *subject, &background)?;
            Ok(Found {
                subject: *subject,
                checkout_id: gathered.as_ref().and_then(|known| known.checkout_id),
                cases: gathered.map_or_else(Vec::new, |known| explain(&known.facts)),
                pending: keeping::pending(transaction, *subject)?,
            })
        })
        .collect()
}

/// One digest over what was found of all subjects, in their sequence.
pub(crate) fn inputs_of(digests: &[(Subject, [u8; 32])]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for (subject, digest) in digests {
        hash.update(subject.key().as_bytes());
        hash.update(digest);
    }
    hash.finalize().into()
}

fn digest(cases: &[FoundCase]) -> Result<[u8; 32], StoreError> {
    let mut hash = Sha256::new();
    for case in cases {
        hash.update(word(case.class)?.as_bytes());
        hash.update(case.facts);
    }
    Ok(hash.finalize().into())
}

/// Sightings behind one, with the orders that they are of.
pub(super) const SEEN_SINCE: &str = "
    SELECT s.id, o.order_id FROM sightings s
    CROSS JOIN observations o ON o.id = s.observation_id
    WHERE s.id > ?1 ORDER BY s.id LIMIT ?2";

fn heard(transaction: &Transaction<'_>) -> Result<Heard, StoreError> {
    let from: i64 = transaction
        .prepare_cached("SELECT sighting_id FROM case_progress")?
        .query_row([], |row| row.get(0))?;
    let mut heard = Heard::default();
    let mut statement = transaction.prepare_cached(SEEN_SINCE)?;
    let mut rows = statement.query([from, SIGHTINGS])?;
    while let Some(row) = rows.next()? {
        heard.sighting_id = Some(row.get(0)?);
        heard.subjects.insert(Subject::Order(row.get(1)?));
    }
    let mut statement = transaction.prepare_cached(
        "SELECT q.checkout_id, q.times, c.order_id FROM checkouts_to_look_at q
         JOIN checkouts c ON c.id = q.checkout_id ORDER BY q.checkout_id LIMIT ?1",
    )?;
    let mut rows = statement.query([i64::try_from(AT_ONCE).unwrap_or(i64::MAX)])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        heard.checkouts.push((id, row.get(1)?));
        // Its own case ends where its order is known now.
        heard.subjects.insert(Subject::Checkout(id));
        heard
            .subjects
            .extend(row.get::<_, Option<i64>>(2)?.map(Subject::Order));
    }
    Ok(heard)
}

fn go_on(transaction: &Transaction<'_>, progress: &Heard) -> Result<(), StoreError> {
    if let Some(sighting_id) = progress.sighting_id {
        transaction
            .prepare_cached("UPDATE case_progress SET sighting_id = max(sighting_id, ?1)")?
            .execute([sighting_id])?;
    }
    let mut delete = transaction
        .prepare_cached("DELETE FROM checkouts_to_look_at WHERE checkout_id = ?1 AND times = ?2")?;
    for (id, times) in &progress.checkouts {
        delete.execute(params![id, times])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use rusqlite::types::Value;

    use super::super::super::plans::{plan, with_schema};
    use super::*;

    #[test]
    fn what_was_heard_since_is_read_in_its_order() {
        with_schema(|transaction| {
            let place = [Value::Integer(9), Value::Integer(100)];
            assert_eq!(
                plan(transaction, SEEN_SINCE, &place),
                "SEARCH s USING INTEGER PRIMARY KEY (rowid>?)\n\
                 SEARCH o USING INTEGER PRIMARY KEY (rowid=?)"
            );
        });
    }

    #[test]
    fn what_the_cases_of_a_subject_wait_for_is_found_by_their_index() {
        with_schema(|transaction| {
            let subject = [Value::Text("order:1".to_owned())];
            let plan = plan(transaction, keeping::PENDING_OF, &subject);
            assert!(plan.contains("(subject=?)"), "{plan}");
            assert!(!plan.contains("SCAN"), "{plan}");
        });
    }
}
