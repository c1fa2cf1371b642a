//! What may be written as a note: pure.

/// A note has at most so many characters (Unicode scalar values).
pub const LONGEST: usize = 2_000;

/// The text of a note: trimmed, not empty, not too long, and without control characters but new
/// lines and tabs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteText(String);

/// Why a text is no note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteProblem {
    /// There is nothing to read in it.
    #[error("the note is empty")]
    Empty,
    /// It is longer than [`LONGEST`].
    #[error("the note has more than {LONGEST} characters")]
    TooLong,
}

impl NoteText {
    /// Takes a text as it was typed.
    pub fn parse(typed: &str) -> Result<Self, NoteProblem> {
        let readable: String = typed
            .chars()
            .filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t'))
            .collect();
        let text = readable.trim();
        match text.chars().count() {
            0 => Err(NoteProblem::Empty),
            1..=LONGEST => Ok(Self(text.to_owned())),
            _ => Err(NoteProblem::TooLong),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_trimmed_and_keeps_its_lines() {
        let note = NoteText::parse("  اتصل غدًا\r\n\tبعد الظهر\0 \n").unwrap();
        assert_eq!(note.as_str(), "اتصل غدًا\n\tبعد الظهر");
    }

    #[test]
    fn a_note_is_measured_in_characters() {
        assert_eq!(NoteText::parse(" \n\u{7} "), Err(NoteProblem::Empty));
        assert!(NoteText::parse(&"ش".repeat(LONGEST)).is_ok());
        let longer = "ش".repeat(LONGEST + 1);
        assert_eq!(NoteText::parse(&longer), Err(NoteProblem::TooLong));
    }
}
