//! One line: put into the order of the eye, shaped run by run.

use std::ops::Range;

use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::{BufferClusterLevel, Direction, UnicodeBuffer};
use unicode_bidi::BidiInfo;

use super::fonts::{Fonts, Part, Weight};
use super::text::steers_direction;

/// Letters of one font, from left to right. Lengths are in ems.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// The file.
    pub(crate) part: Part,
    /// Its weight.
    pub(crate) weight: Weight,
    /// What they say, in the order of reading.
    pub(crate) text: String,
    /// The glyphs, each with the range of the text it stands for.
    pub(crate) glyphs: Vec<KrillaGlyph>,
    /// All advances together.
    pub(crate) width: f32,
}

/// A line, from left to right.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    /// Its glyphs.
    pub(crate) runs: Vec<Run>,
    /// Its width, ems.
    pub(crate) width: f32,
}

impl Line {
    /// The line of a range of a text whose directions are known.
    pub(super) fn of(fonts: &Fonts, weight: Weight, bidi: &BidiInfo, range: Range<usize>) -> Self {
        let mut line = Self::default();
        for paragraph in &bidi.paragraphs {
            let from = range.start.max(paragraph.range.start);
            let to = range.end.min(paragraph.range.end);
            if from >= to {
                continue;
            }
            let (levels, runs) = bidi.visual_runs(paragraph, from..to);
            for run in runs {
                let is_rtl = levels
                    .get(run.start)
                    .is_some_and(unicode_bidi::Level::is_rtl);
                let text = bidi.text.get(run).unwrap_or_default();
                let mut parts = in_parts(fonts, weight, text);
                if is_rtl {
                    parts.reverse();
                }
                line.runs.extend(
                    parts
                        .into_iter()
                        .map(|(part, text)| shape(fonts, weight, part, text, is_rtl)),
                );
            }
        }
        line.width = line.runs.iter().map(|run| run.width).sum();
        line
    }
}

/// How wide a piece of text is, ems. Shaping does not reach over spaces, so the widths of words
/// and spaces add up.
pub(super) fn width(fonts: &Fonts, weight: Weight, text: &str) -> f32 {
    let bidi = BidiInfo::new(text, None);
    Line::of(fonts, weight, &bidi, 0..text.len()).width
}

/// The stretches of a text that one file has.
fn in_parts(fonts: &Fonts, weight: Weight, text: &str) -> Vec<(Part, String)> {
    let mut parts: Vec<(Part, String)> = Vec::new();
    for character in text
        .chars()
        .filter(|&character| !steers_direction(character))
    {
        let before = parts.last().map(|(part, _)| *part);
        let part = fonts.part_of(weight, character, before);
        match parts.last_mut() {
            Some((last, text)) if *last == part => text.push(character),
            _ => parts.push((part, character.into())),
        }
    }
    parts
}

#[allow(
    clippy::cast_precision_loss,
    reason = "advances of a font of 1,000 units an em are small whole numbers"
)]
fn shape(fonts: &Fonts, weight: Weight, part: Part, text: String, is_rtl: bool) -> Run {
    let face = fonts.face(weight, part);
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(&text);
    // Marks keep letters of their own, so that every reader of the file finds them.
    buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
    buffer.guess_segment_properties();
    buffer.set_direction(if is_rtl {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    });
    let shaped = rustybuzz::shape(face, &[], buffer);
    let em = face.units_per_em() as f32;
    let ends = cluster_ends(
        shaped.glyph_infos().iter().map(|info| info.cluster),
        text.len(),
    );
    let mut width = 0.0;
    let mut glyphs = Vec::with_capacity(shaped.len());
    for ((info, position), range) in shaped
        .glyph_infos()
        .iter()
        .zip(shaped.glyph_positions())
        .zip(ends)
    {
        let advance = position.x_advance as f32 / em;
        width += advance;
        glyphs.push(KrillaGlyph::new(
            GlyphId::new(info.glyph_id),
            advance,
            position.x_offset as f32 / em,
            position.y_offset as f32 / em,
            position.y_advance as f32 / em,
            range,
            None,
        ));
    }
    Run {
        part,
        weight,
        text,
        glyphs,
        width,
    }
}

/// For each glyph the bytes of its cluster, which end where the next greater cluster begins.
fn cluster_ends(clusters: impl Iterator<Item = u32>, length: usize) -> Vec<Range<usize>> {
    let starts: Vec<usize> = clusters
        .map(|cluster| usize::try_from(cluster).unwrap_or(length))
        .collect();
    let mut sorted = starts.clone();
    sorted.push(length);
    sorted.sort_unstable();
    sorted.dedup();
    starts
        .into_iter()
        .map(|start| {
            let next = sorted.partition_point(|&other| other <= start);
            start..sorted.get(next).copied().unwrap_or(length)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, level: unicode_bidi::Level) -> Line {
        let fonts = Fonts::read().unwrap();
        let bidi = BidiInfo::new(text, Some(level));
        Line::of(&fonts, Weight::Regular, &bidi, 0..text.len())
    }

    fn ids(line: &Line) -> Vec<u32> {
        line.runs
            .iter()
            .flat_map(|run| &run.glyphs)
            .map(|glyph| glyph.glyph_id.to_u32())
            .collect()
    }

    #[test]
    fn arabic_letters_join() {
        let rtl = unicode_bidi::Level::rtl();
        let word = ids(&line("بيت", rtl));
        let mut alone: Vec<_> = ["ت", "ي", "ب"]
            .iter()
            .flat_map(|letter| ids(&line(letter, rtl)))
            .collect();
        assert_eq!(word.len(), alone.len());
        for (joined, isolated) in word.iter().zip(&alone) {
            assert_ne!(
                joined, isolated,
                "each letter of the word has a joined form"
            );
        }
        alone.clear();
        assert_eq!(ids(&line("لا", rtl)).len(), 1, "lam and alef are one glyph");
    }

    #[test]
    fn a_line_stands_in_the_order_of_the_eye() {
        let line = line("طلب 10482 (PNT)", unicode_bidi::Level::rtl());
        let texts: Vec<&str> = line.runs.iter().map(|run| run.text.as_str()).collect();
        let at = |part: &str| texts.iter().position(|text| text.contains(part)).unwrap();
        assert!(at("PNT") < at("10482"), "{texts:?}");
        assert!(at("10482") < at("طلب"), "{texts:?}");
    }

    #[test]
    fn every_glyph_knows_its_letters() {
        let line = line("لا شيءَ جُهِّز", unicode_bidi::Level::rtl());
        for run in &line.runs {
            let mut letters: Vec<_> = run
                .glyphs
                .iter()
                .map(|glyph| run.text.get(glyph.text_range.clone()).unwrap())
                .collect();
            letters.reverse();
            letters.dedup();
            assert_eq!(letters.concat(), run.text);
        }
    }

    #[test]
    fn a_letter_of_no_font_is_a_box_and_unseen_marks_are_nothing() {
        let ltr = unicode_bidi::Level::ltr();
        assert_eq!(ids(&line("珈", ltr)), [0]);
        let marked = line("a\u{2068}b\u{2069}\u{200E}", ltr);
        assert!((marked.width - line("ab", ltr).width).abs() < 1e-4);
    }
}
