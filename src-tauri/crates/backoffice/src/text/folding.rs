//! Letters and digits that people write in different ways and mean the same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const TATWEEL: char = '\u{0640}';

/// The text as it is searched for and indexed: compatibility forms taken apart, vowel marks and
/// tatweel dropped, the forms of alef, yaa and taa marbuta unified, every digit as ASCII, lower
/// case, and marks that only steer text direction dropped. Control characters become spaces: a NUL
/// would end a search expression in the middle.
pub fn fold_text(text: &str) -> String {
    fold_common(text).unwrap_or_else(|| fold_any(text))
}

/// Most texts have letters alone that fold one by one; a list folds hundreds of texts while somebody
/// types. None where there is another letter.
fn fold_common(text: &str) -> Option<String> {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        folded.push(match letter {
            '\0'..='\u{7F}' if letter.is_ascii_control() => ' ',
            '\0'..='\u{7F}' => letter.to_ascii_lowercase(),
            'آ' | 'أ' | 'إ' => 'ا',
            'ؤ' => 'و',
            'ئ' => 'ي',
            'ء'..='غ' | 'ف'..='ي' => fold_letter(letter),
            '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' => fold_digit(letter),
            TATWEEL | '\u{64B}'..='\u{652}' => continue,
            _ => return None,
        });
    }
    Some(folded)
}

fn fold_any(text: &str) -> String {
    text.nfkd()
        .filter(|letter| !is_combining_mark(*letter) && *letter != TATWEEL)
        .filter(|letter| !is_direction_mark(*letter))
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .map(fold_letter)
        .flat_map(char::to_lowercase)
        .collect()
}

/// The same text with every decimal digit as ASCII.
pub fn fold_digits(text: &str) -> String {
    text.chars().map(fold_digit).collect()
}

fn fold_letter(letter: char) -> char {
    match letter {
        // Decomposition takes the hamza and madda off; these forms have none to take off.
        'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ة' => 'ه',
        'ک' => 'ك',
        other => fold_digit(other),
    }
}

fn fold_digit(letter: char) -> char {
    let zero = match letter {
        '\u{0660}'..='\u{0669}' => 0x0660,
        '\u{06F0}'..='\u{06F9}' => 0x06F0,
        '\u{FF10}'..='\u{FF19}' => 0xFF10,
        other => return other,
    };
    char::from_digit(u32::from(letter) - zero, 10).unwrap_or(letter)
}

fn is_direction_mark(letter: char) -> bool {
    matches!(letter,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{061C}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_word_are_one() {
        assert_eq!(fold_text("أَحْمَد"), fold_text("احمد"));
        assert_eq!(fold_text("إيمان"), fold_text("ايمان"));
        assert_eq!(fold_text("آمنة"), fold_text("امنه"));
        assert_eq!(fold_text("مصطفى"), fold_text("مصطفي"));
        assert_eq!(fold_text("عـــود"), fold_text("عود"));
        assert_eq!(fold_text("Café ORDER"), "cafe order");
    }

    #[test]
    fn digits_of_every_script_are_one() {
        assert_eq!(fold_text("١٠٤٨٢"), "10482");
        assert_eq!(fold_digits("۱۰۴۸۲ و ١"), "10482 و 1");
    }

    #[test]
    fn direction_marks_vanish() {
        assert_eq!(fold_text("\u{202E}ABC\u{2069}\u{FEFF}"), "abc");
    }

    #[test]
    fn control_characters_part_words() {
        assert_eq!(fold_text("10482\0\tab\u{85}"), "10482  ab ");
    }

    proptest! {
        #[test]
        fn the_short_way_leads_where_the_long_one_does(
            text in "[\\x00-\\x7F\u{621}-\u{655}\u{660}-\u{669}\u{6F0}-\u{6F9}\u{AA}é]{0,12}",
        ) {
            if let Some(folded) = fold_common(&text) {
                prop_assert_eq!(folded, fold_any(&text));
            }
        }

        #[test]
        fn what_people_mostly_write_takes_the_short_way(text in "[ -~\u{621}-\u{63A}\u{640}-\u{652}٠-٩]{0,12}") {
            prop_assert!(fold_common(&text).is_some());
        }

        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let once = fold_text(&text);
            prop_assert_eq!(fold_text(&once), once);
        }
    }
}
