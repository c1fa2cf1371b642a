//! Saudi mobile numbers, in whatever form people write them.

use points_api::phone::normalise;

/// A whole mobile number as it is dialled at home, `0501234567`; none where the text is no such
/// number.
pub fn mobile_number(text: &str) -> Option<String> {
    normalise(text).map(|number| format!("0{number}"))
}

/// A whole mobile number as Points takes it, `5XXXXXXXX`; none where the text is no such number.
pub fn points_number(text: &str) -> Option<String> {
    normalise(text)
}

/// The part of a mobile number that somebody typed, as it would be dialled at home, where that is
/// another text than was typed.
pub fn part_of_mobile_number(typed: &str) -> Option<String> {
    let digits = digits_of(typed)?;
    let local = at_home(&digits).unwrap_or(digits);
    (local != typed).then_some(local)
}

/// The digits of a text that has nothing else but what stands between digits of phones.
fn digits_of(text: &str) -> Option<String> {
    let signs = |letter: char| matches!(letter, '+' | '-' | '(' | ')' | '.' | '/' | ' ');
    text.chars()
        .all(|letter| letter.is_ascii_digit() || signs(letter))
        .then(|| {
            text.chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        })
        .filter(|digits| !digits.is_empty())
}

/// Without the country in front of it.
fn at_home(digits: &str) -> Option<String> {
    let rest = digits
        .strip_prefix("00966")
        .or_else(|| digits.strip_prefix("966"))?;
    // Some write the zero behind the country all the same.
    let rest = rest.strip_prefix('0').unwrap_or(rest);
    rest.starts_with('5').then(|| format!("0{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_number_is_one() {
        for text in [
            "0501234567",
            "501234567",
            "+966501234567",
            "00966501234567",
            "966 50 123 4567",
            "+966 (0)50-123-4567",
            "050.123.4567",
        ] {
            assert_eq!(mobile_number(text).as_deref(), Some("0501234567"), "{text}");
        }
    }

    #[test]
    fn anything_else_is_none() {
        for text in ["", "+", "10482", "0112345678", "05012345678", "050123456x"] {
            assert_eq!(mobile_number(text), None, "{text}");
        }
    }

    #[test]
    fn a_part_is_read_as_it_is_dialled_at_home() {
        let part = |typed| part_of_mobile_number(typed);
        assert_eq!(part("+96650123").as_deref(), Some("050123"));
        assert_eq!(part("050-12").as_deref(), Some("05012"));
        assert_eq!(part("9665").as_deref(), Some("05"));
        assert_eq!(part("05012"), None, "as it was typed");
        assert_eq!(part("966"), None);
        assert_eq!(part("nkh-10"), None);
    }
}
