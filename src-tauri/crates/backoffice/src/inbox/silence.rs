//! Whether Points has been silent for longer than usual. Pure.

const HOUR: i64 = 3_600_000;

/// Less is never unusual: shops sleep and pray.
const AT_LEAST: i64 = 6 * HOUR;

/// So many days have to be known before anything counts as usual.
const DAYS_KNOWN: usize = 3;

/// Whether a silence, in milliseconds, is longer than usual: half as long again as the longest of
/// each of the last days.
pub fn is_unusual(silence: i64, longest_of_days: &[i64]) -> bool {
    if longest_of_days.len() < DAYS_KNOWN || silence < AT_LEAST {
        return false;
    }
    longest_of_days
        .iter()
        .max()
        .is_some_and(|longest| silence > longest.saturating_add(longest / 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_night_is_not_unusual_and_a_day_without_a_word_is() {
        let usual = [9 * HOUR, 8 * HOUR, 10 * HOUR, 7 * HOUR];
        assert!(!is_unusual(10 * HOUR, &usual));
        assert!(!is_unusual(15 * HOUR, &usual));
        assert!(is_unusual(16 * HOUR, &usual));
        let busy = [HOUR / 10; 14];
        assert!(!is_unusual(5 * HOUR, &busy));
        assert!(is_unusual(7 * HOUR, &busy));
    }

    #[test]
    fn whoever_knows_too_little_says_nothing() {
        assert!(!is_unusual(100 * HOUR, &[HOUR, HOUR]));
        assert!(!is_unusual(i64::MAX, &[]));
        assert!(!is_unusual(i64::MAX, &[i64::MAX; 5]));
    }
}
