//! When an order is to be read again: a pure function of what is known and of now.

use points_api::{FinancialStatus, ShippingStatus};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Riyadh is three hours ahead of UTC all year.
const RIYADH: i64 = 3 * HOUR;

/// An unpaid order is read at these ages, then nightly.
const UNPAID_AGES: [i64; 7] = [
    MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    30 * MINUTE,
    HOUR,
    6 * HOUR,
    24 * HOUR,
];

/// Waiting orders are read nightly until this age, and shipping ones for so long after their last
/// change; then only by hand or event.
pub(crate) const WATCHED_FOR: i64 = 30 * DAY;

/// Orders in a terminal state are read nightly for so long after their last change.
const SETTLED_FOR: i64 = 7 * DAY;

/// No read is planned further ahead than this, milliseconds.
pub const FURTHEST: i64 = 2 * DAY;

/// An unpaid order is young for so long: its reads cannot wait behind a first import.
const YOUNG_FOR: i64 = DAY;

/// Who goes first of those that are due; the words' sequence is theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueClass {
    /// A person looks at it, an event spoke of it, or an action changed it.
    First,
    /// A checkout of the last day that nobody has paid yet.
    Young,
    /// Everything else.
    Rest,
}

impl DueClass {
    /// All, in their sequence.
    pub const ALL: [Self; 3] = [Self::First, Self::Young, Self::Rest];

    /// As it is stored.
    pub fn number(self) -> i64 {
        match self {
            Self::First => 0,
            Self::Young => 1,
            Self::Rest => 2,
        }
    }

    /// From what is stored.
    pub fn from_number(number: i64) -> Self {
        match number {
            0 => Self::First,
            1 => Self::Young,
            _ => Self::Rest,
        }
    }
}

/// What the schedule looks at. Times are UTC milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched<'a> {
    /// `order_status` as folded; none where Points has not said.
    pub financial: Option<&'a FinancialStatus>,
    /// The shipping word, where it is known.
    pub shipping: Option<&'a ShippingStatus>,
    /// When the order began: its creation, or when the desk began to watch it.
    pub opened_at: i64,
    /// When it last changed, as far as known.
    pub changed_at: i64,
    /// Since when Points does not know it.
    pub gone_since: Option<i64>,
    /// Whether Points was never asked, or not since an event.
    pub wants_read: bool,
    /// Spreads the nightly reads: any number that stays the same for the order.
    pub spread: u64,
}

/// When to read next, after a read at `now`.
pub fn next_check(watched: &Watched<'_>, now: i64) -> Option<i64> {
    if watched.wants_read {
        return Some(now);
    }
    if let Some(gone_since) = watched.gone_since {
        return nightly_until(gone_since + SETTLED_FOR, watched.spread, now);
    }
    match watched.financial {
        Some(FinancialStatus::New | FinancialStatus::Authorized) => UNPAID_AGES
            .iter()
            .map(|age| watched.opened_at + age)
            .find(|at| *at > now)
            .or_else(|| nightly_until(watched.opened_at + WATCHED_FOR, watched.spread, now)),
        Some(FinancialStatus::Cancelled | FinancialStatus::FullyRefunded) => {
            nightly_until(watched.changed_at + SETTLED_FOR, watched.spread, now)
        }
        None | Some(_) => match watched.shipping {
            Some(ShippingStatus::Delivered | ShippingStatus::Cancelled) => {
                nightly_until(watched.changed_at + SETTLED_FOR, watched.spread, now)
            }
            _ => nightly_until(watched.changed_at + WATCHED_FOR, watched.spread, now),
        },
    }
}

/// Who goes first, for a read planned at `now`.
pub fn due_class(watched: &Watched<'_>, now: i64) -> DueClass {
    let unpaid = matches!(
        watched.financial,
        Some(FinancialStatus::New | FinancialStatus::Authorized)
    );
    if watched.wants_read {
        DueClass::First
    } else if unpaid && watched.gone_since.is_none() && now < watched.opened_at + YOUNG_FOR {
        DueClass::Young
    } else {
        DueClass::Rest
    }
}

/// When to try again after a read that failed for a reason that may pass.
pub fn after_failure(failures: u32, now: i64) -> i64 {
    let seconds = 30_i64 << failures.min(7);
    now + (seconds * 1000).min(HOUR)
}

/// The next time between 02:00 and 04:00 in Riyadh, unless that is past the end.
fn nightly_until(end: i64, spread: u64, now: i64) -> Option<i64> {
    let offset = i64::try_from(spread % u64::try_from(2 * HOUR).unwrap_or(1)).unwrap_or(0);
    let midnight = (now + RIYADH).div_euclid(DAY) * DAY - RIYADH;
    let tonight = midnight + 2 * HOUR + offset;
    let next = if tonight > now {
        tonight
    } else {
        tonight + DAY
    };
    (next <= end).then_some(next)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOON: i64 = 1_790_000_000_000 / DAY * DAY + 9 * HOUR;

    fn unpaid(opened_at: i64) -> Watched<'static> {
        Watched {
            financial: Some(&FinancialStatus::New),
            shipping: None,
            opened_at,
            changed_at: opened_at,
            gone_since: None,
            wants_read: false,
            spread: 7 * 60_000,
        }
    }

    #[test]
    fn an_unpaid_order_is_asked_about_often_then_ever_more_rarely() {
        let watched = unpaid(NOON);
        let mut now = NOON;
        let ages: Vec<_> = std::iter::from_fn(|| {
            now = next_check(&watched, now)?;
            Some((now - NOON) / MINUTE)
        })
        .take(8)
        .collect();
        // The eighth is the night after the first day: 02:07 in Riyadh.
        assert_eq!(ages, [1, 5, 10, 30, 60, 360, 1440, 1440 + 14 * 60 + 7]);
    }

    #[test]
    fn after_thirty_days_only_a_hand_or_an_event_asks() {
        assert_eq!(next_check(&unpaid(NOON - 31 * DAY), NOON), None);
        assert!(next_check(&unpaid(NOON - 28 * DAY), NOON).is_some());
    }

    #[test]
    fn what_has_ended_is_read_for_a_week() {
        let ended = Watched {
            financial: Some(&FinancialStatus::Cancelled),
            ..unpaid(NOON)
        };
        assert!(next_check(&ended, NOON + 5 * DAY).is_some());
        assert_eq!(next_check(&ended, NOON + 7 * DAY), None);
        let delivered = Watched {
            financial: Some(&FinancialStatus::Captured),
            shipping: Some(&ShippingStatus::Delivered),
            ..unpaid(NOON)
        };
        assert_eq!(next_check(&delivered, NOON + 8 * DAY), None);
    }

    #[test]
    fn what_was_paid_late_is_watched_while_it_ships() {
        let paid_late = Watched {
            financial: Some(&FinancialStatus::Captured),
            changed_at: NOON + 28 * DAY,
            ..unpaid(NOON)
        };
        assert!(next_check(&paid_late, NOON + 57 * DAY).is_some());
        assert_eq!(next_check(&paid_late, NOON + 59 * DAY), None);
    }

    #[test]
    fn an_event_asks_at_once() {
        assert_eq!(
            next_check(
                &Watched {
                    wants_read: true,
                    ..unpaid(NOON)
                },
                NOON
            ),
            Some(NOON)
        );
    }

    #[test]
    fn a_young_checkout_goes_before_the_rest_and_behind_what_somebody_waits_for() {
        assert_eq!(due_class(&unpaid(NOON), NOON + HOUR), DueClass::Young);
        assert_eq!(due_class(&unpaid(NOON), NOON + DAY), DueClass::Rest);
        let paid = Watched {
            financial: Some(&FinancialStatus::Captured),
            ..unpaid(NOON)
        };
        assert_eq!(due_class(&paid, NOON + HOUR), DueClass::Rest);
        let heard_of = Watched {
            wants_read: true,
            ..paid
        };
        assert_eq!(due_class(&heard_of, NOON + HOUR), DueClass::First);
        for class in DueClass::ALL {
            assert_eq!(DueClass::from_number(class.number()), class);
        }
    }

    proptest! {
        #[test]
        fn a_read_order_is_never_due_at_once_again(
            age in 0..60 * DAY, spread: u64, status in 0..FinancialStatus::KNOWN.len(),
        ) {
            let status = FinancialStatus::KNOWN.get(status);
            let watched = Watched { financial: status, spread, ..unpaid(NOON - age) };
            if let Some(next) = next_check(&watched, NOON) {
                prop_assert!(next > NOON);
                prop_assert!(next <= NOON + DAY);
            }
        }
    }
}
