//! What can be asked about notes, and who writes.

use backoffice::notes::NoteText;
use backoffice::text::one_line;
use clap::Args;

/// A name has at most so many characters, as in the settings of the app.
const LONGEST_NAME: usize = 60;

#[derive(Debug, Args)]
pub(crate) struct Note {
    /// A uuid, an order number or a reference number.
    #[arg(value_name = "UUID|NUMBER|REFERENCE")]
    pub(crate) key: String,
    /// The note, at most 2,000 characters.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    pub(crate) text: String,
    #[command(flatten)]
    pub(crate) author: Author,
}

/// Under which name.
#[derive(Debug, Args)]
pub(crate) struct Author {
    /// Who asks, at most 60 characters [default: as the settings of the app say]
    #[arg(long = "author", value_name = "NAME", value_parser = name)]
    pub(crate) name: Option<String>,
}

fn note(text: &str) -> Result<String, String> {
    NoteText::parse(text)
        .map(|note| note.as_str().to_owned())
        .map_err(|problem| problem.to_string())
}

fn name(text: &str) -> Result<String, String> {
    let name = one_line(text);
    match name.chars().count() {
        0 => Err("a name must not be empty".to_owned()),
        1..=LONGEST_NAME => Ok(name),
        length => Err(format!(
            "a name has at most {LONGEST_NAME} characters, this one has {length}"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_and_a_name_have_something_to_read() {
        assert_eq!(note(" اتصل \n").as_deref(), Ok("اتصل"));
        assert!(note(" \n").is_err_and(|error| error.contains("empty")));
        assert!(note(&"ش".repeat(2_001)).is_err_and(|error| error.contains("2000")));
        assert_eq!(name(" Nora\u{202E} ").as_deref(), Ok("Nora"));
        assert!(name(" ").is_err());
        assert!(name(&"ش".repeat(61)).is_err_and(|error| error.contains("61")));
    }
}
