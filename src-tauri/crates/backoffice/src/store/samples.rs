//! Rows of a sorted list at even distances, so that a jump into its middle begins at the nearest
//! one: skipping half a million rows one by one takes longer than a person drags.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::StoreError;
use super::pages::Found;

/// So many rows lie between two samples.
pub(super) const DISTANCE: usize = 1_000;

/// Nearer jumps skip rows one by one.
pub(super) const NEAR: usize = 4 * DISTANCE;

/// So many lists are kept, the latest used.
const LISTS: usize = 8;

/// While the file is written to, samples are used for so long all the same, milliseconds: a jump
/// then comes out a few rows beside its place, and every jump would gather them anew.
const KEPT_FOR: i64 = 5_000;

struct Kept {
    /// Statement and parameters.
    list: String,
    written: u64,
    taken_at: i64,
    rows: Arc<Vec<Found>>,
}

/// The samples of the lists that were jumped in.
#[derive(Default)]
pub(crate) struct Samples {
    written: AtomicU64,
    kept: Mutex<Vec<Kept>>,
}

impl Samples {
    /// The file was written to.
    pub(super) fn outdate(&self) {
        self.written.fetch_add(1, Ordering::AcqRel);
    }

    /// The samples of a list as of now, UTC milliseconds; `gather` takes them. `list` is what is asked
    /// of the database for it.
    pub(super) fn of(
        &self,
        list: &str,
        now: i64,
        gather: impl FnOnce() -> Result<Vec<Found>, StoreError>,
    ) -> Result<Arc<Vec<Found>>, StoreError> {
        let written = self.written.load(Ordering::Acquire);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|known| {
            known.written == written || (0..KEPT_FOR).contains(&(now - known.taken_at))
        });
        let known = if let Some(place) = kept.iter().position(|known| known.list == list) {
            kept.remove(place)
        } else {
            // Others need not wait while they are gathered.
            drop(kept);
            let rows = Arc::new(gather()?);
            kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            Kept {
                list: list.to_owned(),
                written,
                taken_at: now,
                rows,
            }
        };
        let rows = Arc::clone(&known.rows);
        kept.push(known);
        if kept.len() > LISTS {
            kept.remove(0);
        }
        Ok(rows)
    }
}

/// The last sample before a place of the list, and how many rows lie between.
pub(super) fn nearest(samples: &[Found], skip: usize) -> Option<(&Found, usize)> {
    let before = (skip / DISTANCE).min(samples.len());
    let sample = samples.get(before.checked_sub(1)?)?;
    Some((sample, skip - before * DISTANCE))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use rusqlite::types::Value;

    use super::*;

    fn row(id: i64) -> Found {
        Found {
            id,
            key: Value::Integer(id),
            tie: 0,
        }
    }

    #[test]
    fn a_jump_begins_at_the_last_sample_before_it() {
        let samples: Vec<_> = (1..=3).map(row).collect();
        assert_eq!(nearest(&samples, 999), None);
        assert_eq!(nearest(&samples, 1_000), Some((&row(1), 0)));
        assert_eq!(nearest(&samples, 2_345), Some((&row(2), 345)));
        assert_eq!(nearest(&samples, 9_000), Some((&row(3), 6_000)));
        assert_eq!(nearest(&[], 9_000), None);
    }

    #[test]
    fn samples_are_taken_anew_a_while_after_something_was_written() {
        let samples = Samples::default();
        let ask = |filter: &str, now: i64, id: i64| {
            samples.of(filter, now, || Ok(vec![row(id)])).unwrap()[0].id
        };
        assert_eq!(ask("", 0, 1), 1);
        assert_eq!(ask("", 1_000_000, 2), 1, "nothing was written");
        assert_eq!(ask("new", 1_000_000, 3), 3, "another list");
        samples.outdate();
        assert_eq!(ask("new", 1_004_999, 4), 3, "for a while");
        assert_eq!(ask("new", 1_005_000, 5), 5);
    }

    #[test]
    fn few_lists_are_kept() {
        let samples = Samples::default();
        for filter in 0..40 {
            samples
                .of(&filter.to_string(), 0, || Ok(vec![row(1)]))
                .unwrap();
        }
        assert_eq!(samples.kept.lock().unwrap().len(), LISTS);
    }
}
