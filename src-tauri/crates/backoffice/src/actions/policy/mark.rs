//! The short mark at the end of a refund's reason, by which its event is known again.

/// Letters and digits of which none looks like another one, on paper or over the telephone.
const ALPHABET: &[u8; 27] = b"234579ACDEFGHJKLMNPQRTUWXY8";

/// How long a mark is. Fourteen million of them are enough to tell the refunds of one order apart.
pub const MARK_LETTERS: usize = 5;

const OPENING: &str = "[ref ";

/// A mark out of random bytes: `7F3K2`.
pub fn refund_mark(random: [u8; MARK_LETTERS]) -> String {
    random
        .iter()
        .filter_map(|byte| ALPHABET.get(usize::from(*byte) % ALPHABET.len()))
        .map(|letter| char::from(*letter))
        .collect()
}

/// The reason as it is sent: `damaged [ref 7F3K2]`.
pub fn with_mark(reason: &str, mark: &str) -> String {
    format!("{} {OPENING}{mark}]", reason.trim_end())
        .trim_start()
        .to_owned()
}

/// The mark in a reason as Points tells it. The last one counts: a person may have quoted another.
pub fn mark_in(reason: &str) -> Option<&str> {
    let (_, rest) = reason.rsplit_once(OPENING)?;
    let (mark, _) = rest.split_once(']')?;
    let is_mark =
        mark.len() == MARK_LETTERS && mark.bytes().all(|letter| ALPHABET.contains(&letter));
    is_mark.then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_has_no_letters_that_look_alike() {
        for pair in ["0O", "1I", "2Z", "5S", "8B", "UV", "6G"] {
            let there = pair.bytes().filter(|byte| ALPHABET.contains(byte)).count();
            assert!(there <= 1, "{pair}");
        }
    }

    #[test]
    fn a_mark_is_found_again_in_the_reason_that_carries_it() {
        for random in [[0; 5], [255; 5], [1, 26, 27, 200, 13]] {
            let mark = refund_mark(random);
            assert_eq!(mark.len(), MARK_LETTERS);
            let reason = with_mark("القطعة تالفة", &mark);
            assert_eq!(mark_in(&reason), Some(mark.as_str()));
        }
        assert_eq!(with_mark("damaged", "7F3K2"), "damaged [ref 7F3K2]");
        assert_eq!(with_mark("", "7F3K2"), "[ref 7F3K2]");
    }

    #[test]
    fn the_last_mark_counts_and_nothing_else_is_one() {
        let quoted = "as [ref 7F3K2], the other half [ref 9AC3D]";
        assert_eq!(mark_in(quoted), Some("9AC3D"));
        for none in [
            "",
            "damaged",
            "[ref ]",
            "[ref 7F3K]",
            "[ref 7F3KO]",
            "[ref 7F3K2",
        ] {
            assert_eq!(mark_in(none), None, "{none}");
        }
    }

    #[test]
    fn the_longest_reason_leaves_room_for_it() {
        let reason = "م".repeat(480);
        assert!(with_mark(&reason, "7F3K2").chars().count() <= 500);
    }
}
