//! IBM Plex Sans Arabic, the page's own face, in the files that the web fonts come in: each has a
//! part of the letters.

use krilla::text::Font;
use rustybuzz::Face;

use crate::print::PrintError;

/// How heavy the letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// 400.
    Regular,
    /// 600.
    Strong,
}

/// Which part of the letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Latin letters, digits, punctuation.
    Latin,
    /// Arabic letters.
    Arabic,
    /// Latin letters of more languages.
    LatinExtended,
}

const PARTS: [Part; 3] = [Part::Latin, Part::Arabic, Part::LatinExtended];

/// One file, to shape with and to write into the PDF.
struct Cut {
    face: Face<'static>,
    font: Font,
}

struct Family {
    latin: Cut,
    arabic: Cut,
    latin_extended: Cut,
}

/// All fonts of a sheet.
pub(crate) struct Fonts {
    regular: Family,
    strong: Family,
}

macro_rules! cut {
    ($name:literal) => {
        Cut::read(
            $name,
            include_bytes!(concat!("../fonts/plex-", $name, ".ttf")),
        )?
    };
}

impl Fonts {
    /// Reads them from this program.
    pub(crate) fn read() -> Result<Self, PrintError> {
        Ok(Self {
            regular: Family {
                latin: cut!("latin-regular"),
                arabic: cut!("arabic-regular"),
                latin_extended: cut!("latin-ext-regular"),
            },
            strong: Family {
                latin: cut!("latin-semibold"),
                arabic: cut!("arabic-semibold"),
                latin_extended: cut!("latin-ext-semibold"),
            },
        })
    }

    /// To shape with.
    pub(super) fn face(&self, weight: Weight, part: Part) -> &Face<'static> {
        &self.cut(weight, part).face
    }

    /// To write into the PDF.
    pub(crate) fn font(&self, weight: Weight, part: Part) -> Font {
        self.cut(weight, part).font.clone()
    }

    /// Which part has a character: that of the character before where it can, so that spaces and
    /// marks stay with their letters. A character that is nowhere becomes the font's box.
    pub(super) fn part_of(&self, weight: Weight, character: char, before: Option<Part>) -> Part {
        let has = |part: &Part| self.face(weight, *part).glyph_index(character).is_some();
        if let Some(before) = before
            && (has(&before) || is_joiner(character))
        {
            return before;
        }
        PARTS
            .into_iter()
            .find(has)
            .or(before)
            .unwrap_or(Part::Latin)
    }

    fn cut(&self, weight: Weight, part: Part) -> &Cut {
        let family = match weight {
            Weight::Regular => &self.regular,
            Weight::Strong => &self.strong,
        };
        match part {
            Part::Latin => &family.latin,
            Part::Arabic => &family.arabic,
            Part::LatinExtended => &family.latin_extended,
        }
    }
}

impl Cut {
    fn read(name: &'static str, bytes: &'static [u8]) -> Result<Self, PrintError> {
        let face = Face::from_slice(bytes, 0).ok_or(PrintError::Font(name))?;
        let font = Font::new(bytes.into(), 0).ok_or(PrintError::Font(name))?;
        Ok(Self { face, font })
    }
}

/// Joiners and selectors of variants: unseen, but shaping wants them beside their letters.
fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}
