//! What is heard later proves about an action of which nobody knows what came of it. Pure: no
//! clock, no network.

use points_api::{Carried, ShippingState};

use crate::store::ShippingCodes;

/// What is held against an unclear action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence<'a> {
    /// The status that was asked for; none when only labels were.
    pub target: Option<&'a str>,
    /// The labels that were asked for.
    pub labels: [Option<&'a str>; 2],
    /// The shipping status before, as word or `code:3`.
    pub before: Option<ShippingState>,
    /// The shipping status as Points shows it now.
    pub now: Option<ShippingState>,
    /// The labels as Points shows them now; absent where what was heard does not tell them.
    pub labels_now: [Carried<&'a str>; 2],
    /// What the codes are known to mean.
    pub codes: &'a ShippingCodes,
}

/// What a read proves about an unclear action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// Points shows what was asked for.
    Applied,
    /// Points shows what it showed before. (It may still come.)
    AsBefore,
    /// Points shows something else, or a code that nobody has learnt.
    CannotTell,
}

/// What is shown of the labels that were asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Labels {
    /// All of them; none were asked for.
    Shown,
    /// At least one is told, and not as asked for.
    Differ,
    /// Those that are told are as asked for, and at least one is not told.
    Silent,
}

fn labels(evidence: &Evidence<'_>) -> Labels {
    let asked = evidence
        .labels
        .iter()
        .zip(&evidence.labels_now)
        .filter_map(|(asked, now)| Some(((*asked)?, now)));
    asked.fold(Labels::Shown, |so_far, (asked, now)| match now {
        Carried::Absent if so_far != Labels::Differ => Labels::Silent,
        Carried::Value(shown) if *shown == asked => so_far,
        _ => Labels::Differ,
    })
}

/// Holds an unclear action against a read.
pub fn settle(evidence: &Evidence<'_>) -> Settled {
    let labels = labels(evidence);
    let Some(target) = evidence.target else {
        return match labels {
            Labels::Shown => Settled::Applied,
            Labels::Differ => Settled::AsBefore,
            Labels::Silent => Settled::CannotTell,
        };
    };
    let word = |state: &Option<ShippingState>| match state {
        Some(ShippingState::Word(word)) => Some(word.clone()),
        Some(ShippingState::Code(code)) => evidence.codes.word(*code).cloned(),
        None => None,
    };
    let (before, now) = (word(&evidence.before), word(&evidence.now));
    let stayed = evidence.now == evidence.before || (now.is_some() && now == before);
    let as_asked = now.is_some_and(|word| word.as_str() == target);
    match (as_asked, labels, stayed) {
        // One request moves both, so where no label is told the status speaks for it; but a status
        // that was there before proves nothing about the label that was to come with it.
        (true, Labels::Shown, _) | (true, Labels::Silent, false) => Settled::Applied,
        (false, _, true) | (true, Labels::Differ, true) => Settled::AsBefore,
        // Beside another label, somebody else may have moved the order.
        _ => Settled::CannotTell,
    }
}

/// Reads that try to settle an unclear action: so long after it became unclear, milliseconds.
const SETTLE_AFTER: [i64; 5] = [2_000, 10_000, 30_000, 120_000, 600_000];

/// When the next read shall try, after `tries` have; none when a person has to.
pub fn next_settling(tries: u32, now: i64) -> Option<i64> {
    let tries = usize::try_from(tries).ok()?;
    let elapsed = tries
        .checked_sub(1)
        .and_then(|last| SETTLE_AFTER.get(last))
        .unwrap_or(&0);
    SETTLE_AFTER.get(tries).map(|after| now + after - elapsed)
}

#[cfg(test)]
mod tests {
    use points_api::ShippingStatus;

    use super::*;

    fn read(now: ShippingState, codes: &ShippingCodes) -> Settled {
        settle(&Evidence {
            target: Some("ready_shipping"),
            labels: [None, None],
            before: Some(ShippingState::Code(1)),
            now: Some(now),
            labels_now: [Carried::Null, Carried::Null],
            codes,
        })
    }

    #[test]
    fn only_a_learnt_code_or_the_word_itself_proves_it() {
        let nothing = ShippingCodes::default();
        let learnt: ShippingCodes = [(3, ShippingStatus::ReadyShipping)].into_iter().collect();
        assert_eq!(read(ShippingState::Code(3), &learnt), Settled::Applied);
        assert_eq!(read(ShippingState::Code(3), &nothing), Settled::CannotTell);
        assert_eq!(read(ShippingState::Code(1), &nothing), Settled::AsBefore);
        assert_eq!(read(ShippingState::Code(4), &learnt), Settled::CannotTell);
        let word = ShippingState::Word(ShippingStatus::ReadyShipping);
        assert_eq!(read(word, &nothing), Settled::Applied);
    }

    #[test]
    fn a_status_that_was_there_before_proves_no_label() {
        let learnt: ShippingCodes = [(3, ShippingStatus::ReadyShipping)].into_iter().collect();
        let evidence = Evidence {
            target: Some("ready_shipping"),
            labels: [None, Some("At the counter")],
            before: Some(ShippingState::Word(ShippingStatus::ReadyShipping)),
            now: Some(ShippingState::Code(3)),
            labels_now: [Carried::Null, Carried::Null],
            codes: &learnt,
        };
        assert_eq!(settle(&evidence), Settled::AsBefore);
        let shown = Evidence {
            labels_now: [Carried::Null, Carried::Value("At the counter")],
            ..evidence.clone()
        };
        assert_eq!(settle(&shown), Settled::Applied);
        let untold = Evidence {
            labels_now: [Carried::Absent, Carried::Absent],
            ..evidence
        };
        assert_eq!(settle(&untold), Settled::CannotTell);
    }

    #[test]
    fn a_status_that_a_colleague_moved_without_the_label_is_not_ours() {
        let learnt: ShippingCodes = [(3, ShippingStatus::ReadyShipping)].into_iter().collect();
        let moved = Evidence {
            target: Some("ready_shipping"),
            labels: [None, Some("At the counter")],
            before: Some(ShippingState::Code(1)),
            now: Some(ShippingState::Code(3)),
            labels_now: [Carried::Null, Carried::Null],
            codes: &learnt,
        };
        assert_eq!(settle(&moved), Settled::CannotTell);
        let otherwise = Evidence {
            labels_now: [Carried::Null, Carried::Value("On its way")],
            ..moved.clone()
        };
        assert_eq!(settle(&otherwise), Settled::CannotTell);
        let untold = Evidence {
            labels_now: [Carried::Absent, Carried::Absent],
            ..moved
        };
        assert_eq!(settle(&untold), Settled::Applied, "one request moves both");
    }

    #[test]
    fn labels_prove_themselves() {
        let codes = ShippingCodes::default();
        let evidence = Evidence {
            target: None,
            labels: [Some("مع المندوب"), None],
            before: None,
            now: None,
            labels_now: [
                Carried::Value("مع المندوب"),
                Carried::Value("With the courier"),
            ],
            codes: &codes,
        };
        assert_eq!(settle(&evidence), Settled::Applied);
        assert_eq!(
            settle(&Evidence {
                labels_now: [Carried::Null, Carried::Null],
                ..evidence.clone()
            }),
            Settled::AsBefore
        );
        assert_eq!(
            settle(&Evidence {
                labels_now: [Carried::Absent, Carried::Absent],
                ..evidence
            }),
            Settled::CannotTell
        );
    }

    #[test]
    fn reads_come_at_2_10_30_120_and_600_seconds_and_then_a_person() {
        let mut now = 0;
        let mut times = Vec::new();
        for tries in 0.. {
            let Some(next) = next_settling(tries, now) else {
                break;
            };
            times.push(next);
            now = next;
        }
        assert_eq!(times, [2_000, 10_000, 30_000, 120_000, 600_000]);
    }
}
