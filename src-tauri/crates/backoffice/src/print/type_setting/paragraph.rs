//! A text set in a column: broken at spaces, inside a word only where it is wider than the column,
//! and cut with "…" where it would be longer than it may.

use std::ops::Range;

use unicode_bidi::BidiInfo;

use super::fonts::{Fonts, Weight};
use super::shaping::{Line, width};
use super::text::Text;
use crate::view::Language;

/// More characters than any line of ours can hold; what is behind them is never looked at.
const MOST_CHARACTERS_A_LINE: usize = 300;

const ELLIPSIS: char = '…';

/// What a text may take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Room {
    /// Ems.
    pub(crate) width: f32,
    /// At least one is set.
    pub(crate) most_lines: usize,
}

/// Sets a text.
pub(crate) fn set(
    fonts: &Fonts,
    weight: Weight,
    text: &Text,
    language: Language,
    room: Room,
) -> Vec<Line> {
    let breaking = Breaking {
        fonts,
        weight,
        width: room.width,
    };
    let most_lines = room.most_lines.max(1);
    let whole = text.content();
    let considered = first_characters(whole, most_lines * MOST_CHARACTERS_A_LINE);
    let mut ranges = breaking.lines(considered, most_lines + 1);
    let mut content = considered.to_owned();
    if ranges.len() > most_lines || considered.len() < whole.len() {
        ranges.truncate(most_lines);
        if let Some(last) = ranges.last_mut() {
            let rest = considered.get(last.start..).unwrap_or_default();
            let kept = breaking.longest(rest, |piece| format!("{piece}{ELLIPSIS}"));
            content.truncate(last.start + kept.trim_end().len());
            content.push(ELLIPSIS);
            last.end = content.len();
        }
    }
    let bidi = BidiInfo::new(&content, Some(text.level(language)));
    ranges
        .into_iter()
        .map(|range| Line::of(fonts, weight, &bidi, range))
        .collect()
}

struct Breaking<'a> {
    fonts: &'a Fonts,
    weight: Weight,
    /// Ems.
    width: f32,
}

impl Breaking<'_> {
    /// The lines of a text, no more than asked for, without the spaces at their ends.
    fn lines(&self, text: &str, most: usize) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut line = 0..0;
        let mut used = 0.0;
        let mut at = 0;
        for word in text.split_inclusive(' ') {
            if lines.len() >= most {
                break;
            }
            let bare = word.trim_end();
            let (bare_width, full_width) = (self.measure(bare), self.measure(word));
            if used + bare_width > self.width && line.start < line.end {
                lines.push(line.clone());
                line = at..at;
                used = 0.0;
            }
            if used + bare_width > self.width {
                let (broken, rest) = self.broken(bare, at);
                lines.extend(broken);
                used = self.measure(text.get(rest.start..at + word.len()).unwrap_or_default());
                line = rest;
            } else {
                used += full_width;
                line.end = at + bare.len();
            }
            at += word.len();
        }
        if line.start < line.end && lines.len() < most {
            lines.push(line);
        }
        lines
    }

    /// A word wider than the column, which begins at `at`: full lines, and what is left of it.
    fn broken(&self, word: &str, at: usize) -> (Vec<Range<usize>>, Range<usize>) {
        let mut lines = Vec::new();
        let mut start = 0;
        loop {
            let rest = word.get(start..).unwrap_or_default();
            let piece = self.longest(rest, str::to_owned).len();
            if piece >= rest.len() {
                return (lines, at + start..at + word.len());
            }
            lines.push(at + start..at + start + piece);
            start += piece;
        }
    }

    /// The longest beginning that fits once it is written as it will be; at least one letter.
    fn longest<'t>(&self, text: &'t str, written: impl Fn(&str) -> String) -> &'t str {
        let ends = letter_ends(text);
        let fits = |end: &usize| {
            let piece = text.get(..*end).unwrap_or_default();
            self.measure(&written(piece)) <= self.width
        };
        // A line holds few of them: look near the beginning first, not at the whole rest.
        let mut reach = 32;
        while ends.get(reach).is_some_and(fits) {
            reach *= 2;
        }
        let near = ends.get(..reach).unwrap_or(&ends);
        let fitting = near.partition_point(fits).max(1);
        let end = ends.get(fitting - 1).copied().unwrap_or(text.len());
        text.get(..end).unwrap_or(text)
    }

    fn measure(&self, text: &str) -> f32 {
        width(self.fonts, self.weight, text)
    }
}

/// Where letters end, their marks and joiners with them.
fn letter_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    for (at, character) in text.char_indices() {
        if at > 0 && !clings(character) {
            ends.push(at);
        }
    }
    ends.push(text.len());
    ends
}

/// Whether a character belongs to the letter before it.
fn clings(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
        || matches!(character, '\u{200B}'..='\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{2069}')
}

fn first_characters(text: &str, count: usize) -> &str {
    text.char_indices()
        .nth(count)
        .and_then(|(end, _)| text.get(..end))
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &Text, width: f32, most_lines: usize) -> Vec<String> {
        let fonts = Fonts::read().unwrap();
        let lines = set(
            &fonts,
            Weight::Regular,
            text,
            Language::Ar,
            Room { width, most_lines },
        );
        for line in &lines {
            assert!(line.width <= width + 1e-3, "{} in {width}", line.width);
        }
        lines
            .iter()
            .map(|line| line.runs.iter().map(|run| run.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn a_text_breaks_between_words() {
        let text = Text::name("one two three four");
        assert_eq!(lines(&text, 6.0, 9), ["one two", "three four"]);
        assert_eq!(lines(&text, 100.0, 9), ["one two three four"]);
        assert_eq!(lines(&Text::name(""), 6.0, 9), [""; 0]);
    }

    #[test]
    fn a_word_wider_than_the_column_breaks_inside() {
        let set = lines(
            &Text::code("3f2b8c1e5d4a4f7b9c0d1e2f3a4b5c6d tail"),
            6.0,
            99,
        );
        assert!(set.len() > 2);
        assert_eq!(set.concat(), "3f2b8c1e5d4a4f7b9c0d1e2f3a4b5c6d tail");
    }

    #[test]
    fn a_text_that_is_too_long_ends_in_an_ellipsis() {
        for name in [
            "word ".repeat(2_000),
            "ش".repeat(10_000),
            "م ".repeat(5_000),
        ] {
            let set = lines(&Text::name(&name), 20.0, 4);
            assert_eq!(set.len(), 4, "{set:?}");
            assert!(set[3].contains(ELLIPSIS), "{set:?}");
            assert!(!set[..3].concat().contains(ELLIPSIS));
        }
    }

    #[test]
    fn what_fits_is_not_cut() {
        let text = Text::name("one two three four");
        assert_eq!(lines(&text, 6.0, 2), ["one two", "three four"]);
        assert_eq!(lines(&text, 6.0, 1).len(), 1);
    }
}
