//! Things by when they happened, to be asked what was near a moment.

/// Things with their times, earliest first.
#[derive(Debug)]
pub(super) struct Timeline<T>(Vec<(i64, T)>);

/// What was nearest to a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Nearest<T> {
    pub(super) thing: T,
    /// How far away, milliseconds.
    pub(super) away: u64,
    /// How much further the next one is; none: there is no other.
    pub(super) ahead_by: Option<u64>,
}

impl<T: Copy + Ord> Timeline<T> {
    /// In any sequence.
    pub(super) fn of(mut things: Vec<(i64, T)>) -> Self {
        things.sort_unstable();
        Self(things)
    }

    /// What happened at most so long before or after a moment.
    pub(super) fn about(&self, moment: i64, within: i64) -> &[(i64, T)] {
        let from = moment.saturating_sub(within);
        let until = moment.saturating_add(within);
        let begin = self.0.partition_point(|(at, _)| *at < from);
        let end = self.0.partition_point(|(at, _)| *at <= until);
        self.0.get(begin..end).unwrap_or_default()
    }

    /// What is nearest to a moment, and how clearly so.
    pub(super) fn nearest(&self, moment: i64) -> Option<Nearest<T>> {
        let here = self.0.partition_point(|(at, _)| *at < moment);
        let begin = here.saturating_sub(2);
        let end = self.0.len().min(here.saturating_add(2));
        let mut near: Vec<_> = self
            .0
            .get(begin..end)?
            .iter()
            .map(|(at, thing)| (at.abs_diff(moment), *thing))
            .collect();
        near.sort_unstable();
        let mut near = near.into_iter();
        let (away, thing) = near.next()?;
        Some(Nearest {
            thing,
            away,
            ahead_by: near.next().map(|(next, _)| next.abs_diff(away)),
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;

    #[test]
    fn the_edges_of_a_stretch_belong_to_it() {
        let times = Timeline::of(vec![(10, 'b'), (0, 'a'), (21, 'd'), (20, 'c')]);
        let near = |moment| -> String {
            times
                .about(moment, 10)
                .iter()
                .map(|(_, thing)| *thing)
                .collect()
        };
        assert_eq!(near(10), "abc");
        assert_eq!(near(11), "bcd");
        assert_eq!(near(40), "");
        assert_eq!(near(i64::MAX), "");
    }

    #[test]
    fn the_nearest_says_how_clearly_it_is_nearest() {
        let times = Timeline::of(vec![(0, 'a'), (10, 'b'), (10, 'c'), (30, 'd')]);
        let first = times.nearest(3).unwrap();
        assert_eq!((first.thing, first.away, first.ahead_by), ('a', 3, Some(4)));
        let tied = times.nearest(10).unwrap();
        assert_eq!((tied.away, tied.ahead_by), (0, Some(0)));
        let last = times.nearest(i64::MAX).unwrap();
        assert_eq!(last.thing, 'd');
        assert_eq!(Timeline::<char>::of(Vec::new()).nearest(0), None);
    }
}
