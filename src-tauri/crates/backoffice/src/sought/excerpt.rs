//! A few words of a text around what was found in it.

use crate::text::{fold_text, one_line};

/// Characters of an excerpt, at the most.
pub(super) const LONGEST: usize = 80;

const CUT: char = '…';

/// The text on one line; of a longer one, whole words around the first of what was sought, which
/// are folded texts, and as many of the others as there is room for.
pub(super) fn excerpt(text: &str, sought: &[&str]) -> String {
    let line = one_line(text);
    if line.chars().nth(LONGEST).is_none() {
        return line;
    }
    let words: Vec<Word<'_>> = line.split(' ').map(|word| Word::of(word, sought)).collect();
    let first = words.iter().position(|word| word.hit.is_some());
    let first = first.unwrap_or_default();
    let mut window = Window {
        words: &words,
        from: first,
        to: first + 1,
    };
    if window.length() > LONGEST {
        let Some(word) = words.get(first) else {
            return String::new();
        };
        return word.around_hit();
    }
    // What else was found first, then as much on either side.
    let last = words.iter().rposition(|word| word.hit.is_some());
    while last.is_some_and(|last| window.to <= last) && window.grow(false) {}
    loop {
        let left = window.grow(true);
        let right = window.grow(false);
        if !left && !right {
            return window.text();
        }
    }
}

/// A word of the text.
struct Word<'a> {
    text: &'a str,
    length: usize,
    /// The character of it at which something that was sought begins.
    hit: Option<usize>,
}

impl<'a> Word<'a> {
    fn of(text: &'a str, sought: &[&str]) -> Self {
        Self {
            text,
            length: text.chars().count(),
            hit: hit(text, sought),
        }
    }

    /// A word that is too long by itself, a web address perhaps, is cut before and behind the hit.
    fn around_hit(&self) -> String {
        let room = LONGEST - 2;
        let before = room / 4;
        let from = self.hit.unwrap_or_default().saturating_sub(before);
        let part: String = self.text.chars().skip(from).take(room).collect();
        let cut = |is_cut: bool| is_cut.then_some(CUT).map_or_else(String::new, String::from);
        let ends_within = from + room < self.length;
        format!("{}{part}{}", cut(from > 0), cut(ends_within))
    }
}

/// Where in a word the first part of it is, in characters, that begins as something that was sought.
fn hit(word: &str, sought: &[&str]) -> Option<usize> {
    let mut folded = String::new();
    // Of each folded letter, the character that it came from.
    let mut origins = Vec::new();
    for (letter, place) in word.chars().zip(0..) {
        let of_letter = fold_text(letter.encode_utf8(&mut [0; 4]));
        origins.extend(std::iter::repeat_n(place, of_letter.len()));
        folded.push_str(&of_letter);
    }
    let begins = |at: usize| {
        folded
            .get(..at)
            .and_then(|before| before.chars().next_back())
            .is_none_or(|before| !before.is_alphanumeric())
    };
    sought
        .iter()
        .filter(|sought| !sought.is_empty())
        .flat_map(|sought| folded.match_indices(*sought))
        .map(|(at, _)| at)
        .filter(|at| begins(*at))
        .min()
        .and_then(|at| origins.get(at).copied())
}

struct Window<'a> {
    words: &'a [Word<'a>],
    from: usize,
    to: usize,
}

impl Window<'_> {
    /// One word more, where there is room for it.
    fn grow(&mut self, to_the_left: bool) -> bool {
        let wider = Window {
            from: self.from.saturating_sub(usize::from(to_the_left)),
            to: (self.to + usize::from(!to_the_left)).min(self.words.len()),
            words: self.words,
        };
        let is_wider = wider.from < self.from || wider.to > self.to;
        if is_wider && wider.length() <= LONGEST {
            (self.from, self.to) = (wider.from, wider.to);
            return true;
        }
        false
    }

    fn length(&self) -> usize {
        let words = self.words.get(self.from..self.to).unwrap_or_default();
        let letters: usize = words.iter().map(|word| word.length + 1).sum();
        letters.saturating_sub(1) + 2 * self.cuts()
    }

    fn cuts(&self) -> usize {
        usize::from(self.from > 0) + usize::from(self.to < self.words.len())
    }

    fn text(&self) -> String {
        let words = self.words.get(self.from..self.to).unwrap_or_default();
        let words: Vec<_> = words.iter().map(|word| word.text).collect();
        let words = words.join(" ");
        let before = if self.from > 0 { "… " } else { "" };
        let behind = if self.to < self.words.len() {
            " …"
        } else {
            ""
        };
        format!("{before}{words}{behind}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_short_text_is_told_whole_on_one_line() {
        assert_eq!(excerpt(" تمر\n سكري ", &["سكري"]), "تمر سكري");
    }

    #[test]
    fn a_long_text_is_told_around_what_was_found() {
        let filling = "one two three four five six seven eight nine ten eleven twelve thirteen";
        let text = format!("{filling} هَديّة {filling}");
        assert_eq!(
            excerpt(&text, &["هديه"]),
            "… eight nine ten eleven twelve thirteen هَديّة one two three four five six …"
        );
        assert_eq!(
            excerpt(&text, &["one"]),
            "one two three four five six seven eight nine ten eleven twelve thirteen هَديّة …"
        );
    }

    #[test]
    fn what_else_was_found_is_told_where_there_is_room() {
        let text = format!(
            "{}gift {}card{}",
            "a ".repeat(50),
            "b ".repeat(30),
            " c".repeat(50)
        );
        let told = excerpt(&text, &["card", "gift"]);
        assert!(told.contains("gift b") && told.contains("b card"), "{told}");
    }

    #[test]
    fn a_long_word_is_cut_around_what_was_found() {
        let text = format!(
            "https://shop.example/{}/gift-card/{}",
            "x".repeat(90),
            "y".repeat(90)
        );
        let told = excerpt(&text, &["gift"]);
        assert!(told.starts_with('…') && told.ends_with('…'), "{told}");
        assert!(told.contains("/gift-card/"), "{told}");
    }

    proptest! {
        #[test]
        fn an_excerpt_is_short_and_has_what_was_found(
            before in "[a-m ]{0,120}", behind in "[a-m ]{0,120}",
        ) {
            let told = excerpt(&format!("{before} xyz {behind}"), &["xyz"]);
            prop_assert!(told.chars().count() <= LONGEST);
            prop_assert!(told.contains("xyz"));
        }

        #[test]
        fn nothing_written_breaks_it(text in "\\PC{0,200}", sought in "\\PC{0,4}") {
            prop_assert!(excerpt(&text, &[&fold_text(&sought)]).chars().count() <= LONGEST);
        }
    }
}
