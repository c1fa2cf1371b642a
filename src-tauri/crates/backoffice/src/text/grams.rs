//! Fragments of a text as an index of words can find them: every four letters of it in a row.

/// Letters of one gram.
const LENGTH: usize = 4;

/// Shorter fragments are not found.
pub const SHORTEST_FRAGMENT: usize = LENGTH - 1;

/// The grams of each piece of a text between spaces, parted by spaces: every four letters in a
/// row, and the last three, so that each three letters begin one. Signs stand as letters.
pub fn grams(text: &str) -> String {
    let mut grams: Vec<String> = Vec::new();
    for piece in text.split_whitespace() {
        let letters: Vec<char> = piece.chars().map(as_letter).collect();
        grams.extend(letters.windows(LENGTH).map(String::from_iter));
        if let Some(end) = letters.len().checked_sub(SHORTEST_FRAGMENT) {
            grams.extend(letters.get(end..).map(String::from_iter));
        }
    }
    grams.sort_unstable();
    grams.dedup();
    grams.join(" ")
}

/// What grams say of a fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cover {
    /// Whatever has a gram that begins so has the fragment.
    Beginning(String),
    /// Whatever has a fragment of four letters has this gram, and the other way round.
    Gram(String),
    /// Whatever has the fragment has all of these grams, and what has them may be without it.
    Some(Vec<String>),
}

/// So many grams are looked up for one fragment: few orders have as many and not the fragment.
const LOOKED_UP: usize = 3;

/// A few rare grams of a fragment; none where it is too short to be found.
pub fn cover(fragment: &str) -> Option<Cover> {
    let letters: Vec<char> = fragment.chars().map(as_letter).collect();
    if letters.len() == SHORTEST_FRAGMENT {
        return Some(Cover::Beginning(String::from_iter(letters)));
    }
    let last = letters.len().checked_sub(LENGTH)?;
    let mut starts: Vec<usize> = (0..last).step_by(LENGTH).collect();
    starts.push(last);
    let mut grams: Vec<String> = starts
        .into_iter()
        .filter_map(|start| letters.get(start..start + LENGTH))
        .map(String::from_iter)
        .collect();
    grams.sort_by_cached_key(|gram| (commonness(gram), gram.clone()));
    grams.dedup();
    if last == 0 {
        return grams.pop().map(Cover::Gram);
    }
    let rarer = grams.partition_point(|gram| commonness(gram) < COMMON);
    grams.truncate(if rarer > 0 {
        rarer.min(LOOKED_UP)
    } else {
        LOOKED_UP
    });
    Some(Cover::Some(grams))
}

const COMMON: u8 = 2;

/// Roughly how many orders have a gram: looking up one that all of them have takes longest and
/// tells nothing. A shop's numbers begin alike, with letters and signs; digits are the running part
/// of numbers, and of uuids few have the same four hexadecimal digits.
fn commonness(gram: &str) -> u8 {
    if gram.chars().all(|letter| letter.is_ascii_digit()) {
        1
    } else if gram.chars().all(|letter| letter.is_ascii_hexdigit()) {
        0
    } else {
        COMMON
    }
}

/// A sign of ASCII would part words in an index; it is kept as a letter that nobody types.
pub(crate) fn as_letter(letter: char) -> char {
    const PRIVATE: u32 = 0xE000;
    if letter.is_ascii() && !letter.is_ascii_alphanumeric() {
        char::from_u32(PRIVATE + u32::from(letter)).unwrap_or(letter)
    } else {
        letter
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_three_letters_begin_a_gram() {
        assert_eq!(grams("10482"), "0482 1048 482");
        assert_eq!(grams("ab"), "");
        assert_eq!(grams("abc de"), "abc");
    }

    #[test]
    fn what_all_numbers_begin_with_is_not_looked_up() {
        let Some(Cover::Some(grams)) = cover("nkh-1234567890123456") else {
            panic!("the number is long");
        };
        assert_eq!(grams, ["1234", "3456", "5678"]);
        let Some(Cover::Some(grams)) = cover("nkh-12345") else {
            panic!("the number is long");
        };
        assert_eq!(grams, ["1234", "2345"]);
    }

    #[test]
    fn few_grams_cover_a_fragment() {
        let some = |texts: &[&str]| {
            Some(Cover::Some(
                texts.iter().map(|text| (*text).to_owned()).collect(),
            ))
        };
        assert_eq!(cover("04"), None);
        assert_eq!(cover("048"), Some(Cover::Beginning("048".to_owned())));
        assert_eq!(cover("0482"), Some(Cover::Gram("0482".to_owned())));
        assert_eq!(cover("10482"), some(&["0482", "1048"]));
        assert_eq!(cover("12345678"), some(&["1234", "5678"]));
        assert_eq!(cover("1111111"), some(&["1111"]));
    }

    proptest! {
        #[test]
        fn whatever_has_a_fragment_has_its_cover(
            text in "[a-c0-2ن.-]{3,14}", from in 0_usize..12, length in 3_usize..12,
        ) {
            let letters: Vec<char> = text.chars().collect();
            let from = from.min(letters.len() - 3);
            let to = (from + length).min(letters.len());
            let fragment = String::from_iter(&letters[from..to]);
            let indexed = grams(&text);
            let has = |wanted: &str| indexed.split(' ').any(|gram| gram == wanted);
            match cover(&fragment).unwrap() {
                Cover::Beginning(beginning) => {
                    prop_assert!(indexed.split(' ').any(|gram| gram.starts_with(&beginning)));
                }
                Cover::Gram(gram) => prop_assert!(has(&gram)),
                Cover::Some(grams) => {
                    prop_assert!(!grams.is_empty() && grams.iter().all(|gram| has(gram)));
                }
            }
        }

        #[test]
        fn one_gram_is_the_fragment_itself(text in "[a-b]{4,9}", fragment in "[a-b]{3,4}") {
            let indexed = grams(&text);
            let found = match cover(&fragment).unwrap() {
                Cover::Beginning(beginning) => {
                    indexed.split(' ').any(|gram| gram.starts_with(&beginning))
                }
                Cover::Gram(wanted) => indexed.split(' ').any(|gram| *gram == wanted),
                Cover::Some(_) => panic!("four letters are one gram"),
            };
            prop_assert_eq!(found, text.contains(&fragment));
        }
    }
}
