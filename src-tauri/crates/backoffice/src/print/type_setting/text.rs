//! A text and the direction it is read in. What people wrote is made harmless here: it can turn
//! nothing around it.

use unicode_bidi::Level;

use crate::view::Language;

/// First strong isolate and pop directional isolate: what stands between keeps its own direction.
const ISOLATE: char = '\u{2068}';
const END_OF_ISOLATE: char = '\u{2069}';

/// Which way a text is read where its letters do not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Base {
    /// As the sheet.
    Sheet,
    /// As its first letter with a direction; without one as the sheet.
    Own,
    /// From left to right: numbers and ids.
    LeftToRight,
}

/// Something to be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    content: String,
    base: Base,
}

impl Text {
    /// Words of the sheet itself. Foreign parts in them must be [`isolated`].
    pub(crate) fn words(content: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            base: Base::Sheet,
        }
    }

    /// What a person or another system wrote, in whatever language.
    pub(crate) fn name(content: &str) -> Self {
        Self {
            content: harmless(content),
            base: Base::Own,
        }
    }

    /// A number or an id.
    pub(crate) fn code(content: &str) -> Self {
        Self {
            content: harmless(content),
            base: Base::LeftToRight,
        }
    }

    /// The characters.
    pub(crate) fn content(&self) -> &str {
        &self.content
    }

    /// The level of embedding on which it begins, on a sheet in that language.
    pub(super) fn level(&self, language: Language) -> Level {
        let of_sheet = match language {
            Language::En => Level::ltr(),
            Language::Ar => Level::rtl(),
        };
        match self.base {
            Base::Sheet => of_sheet,
            Base::LeftToRight => Level::ltr(),
            Base::Own => match unicode_bidi::get_base_direction(self.content.as_str()) {
                unicode_bidi::Direction::Ltr => Level::ltr(),
                unicode_bidi::Direction::Rtl => Level::rtl(),
                unicode_bidi::Direction::Mixed => of_sheet,
            },
        }
    }
}

/// A foreign part for a sentence, made harmless and kept from turning the rest.
pub(crate) fn isolated(content: &str) -> String {
    format!("{ISOLATE}{}{END_OF_ISOLATE}", harmless(content))
}

/// Whether a character only steers direction: it has no glyph.
pub(super) fn steers_direction(character: char) -> bool {
    matches!(
        character,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    )
}

/// One line without overrides of direction and other unseen commands.
fn harmless(content: &str) -> String {
    let mut harmless = String::with_capacity(content.len());
    for character in content
        .chars()
        .filter(|&character| !steers_direction(character))
    {
        if character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') {
            if !harmless.ends_with(' ') {
                harmless.push(' ');
            }
        } else {
            harmless.push(character);
        }
    }
    harmless.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_cannot_turn_the_line() {
        let name = "\u{202E}gnp.exe\u{202C}\tA\r\nB\u{2066}";
        assert_eq!(Text::name(name).content(), "gnp.exe A B");
        assert_eq!(isolated("a\u{2069}b"), "\u{2068}ab\u{2069}");
    }

    #[test]
    fn a_text_is_read_the_way_it_is_written() {
        assert!(Text::name("بن إثيوبي 250g").level(Language::En).is_rtl());
        assert!(Text::name("Coffee بن").level(Language::Ar).is_ltr());
        assert!(Text::name("250").level(Language::Ar).is_rtl());
        assert!(Text::code("1042-ب").level(Language::Ar).is_ltr());
        assert!(Text::words("Paid").level(Language::Ar).is_rtl());
    }
}
