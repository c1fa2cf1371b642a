//! The file: marks on pages become PDF.

use chrono::{DateTime, Datelike, Timelike};
use krilla::color::luma;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{self, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::{Document, SerializeSettings};

use super::layout::{self, measures};
use super::marks::{Area, Ink, Mark, Page};
use super::sheet::{Setup, Sheet};
use super::type_setting::{Fonts, Line};
use super::{PrintError, riyal, words};
use crate::view::Language;

/// A file in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: u32,
}

/// Puts sheets into one file, each on a page of its own or several.
pub fn pdf(sheets: &[Sheet], setup: &Setup) -> Result<Pdf, PrintError> {
    let fonts = Fonts::read()?;
    let title = words::title(setup.kind).of(setup.language);
    let title = match sheets {
        [one] => format!("{title} {}", one.number.content()),
        _ => title.to_owned(),
    };
    let pages = sheets
        .iter()
        .flat_map(|sheet| layout::pages(sheet, setup, &fonts));
    write(pages, title, setup, &fonts)
}

/// Puts pages into one file.
pub(super) fn write(
    pages: impl Iterator<Item = Page>,
    title: String,
    setup: &Setup,
    fonts: &Fonts,
) -> Result<Pdf, PrintError> {
    let measures = measures(setup.paper);
    let settings = PageSettings::from_wh(measures.width, measures.height)
        .ok_or_else(|| PrintError::Pdf("the paper has no size".to_owned()))?;
    let mut document = Document::new_with(SerializeSettings {
        enable_tagging: false,
        ..SerializeSettings::default()
    });
    document.set_metadata(metadata(title, setup));
    let mut count = 0;
    for marks in pages {
        count += 1;
        let mut page = document.start_page_with(settings.clone());
        let mut surface = page.surface();
        for mark in &marks {
            draw(&mut surface, fonts, mark);
        }
        surface.finish();
        page.finish();
    }
    let bytes = document
        .finish()
        .map_err(|error| PrintError::Pdf(error.to_string()))?;
    Ok(Pdf {
        bytes,
        pages: count,
    })
}

fn metadata(title: String, setup: &Setup) -> Metadata {
    let (language, direction) = match setup.language {
        Language::En => ("en", metadata::TextDirection::LeftToRight),
        Language::Ar => ("ar", metadata::TextDirection::RightToLeft),
    };
    let metadata = Metadata::new()
        .title(title)
        .authors(vec![setup.shop.clone()])
        .creator("Points Desk".to_owned())
        .language(language.to_owned())
        .text_direction(direction);
    match created_at(setup.printed_at) {
        Some(at) => metadata.creation_date(at),
        None => metadata,
    }
}

fn created_at(at: i64) -> Option<metadata::DateTime> {
    let at = DateTime::from_timestamp_millis(at)?;
    let part = |value: u32| u8::try_from(value).ok();
    Some(
        metadata::DateTime::new(u16::try_from(at.year()).ok()?)
            .month(part(at.month())?)
            .day(part(at.day())?)
            .hour(part(at.hour())?)
            .minute(part(at.minute())?)
            .second(part(at.second())?)
            .utc_offset_hour(0)
            .utc_offset_minute(0),
    )
}

fn draw(surface: &mut Surface<'_>, fonts: &Fonts, mark: &Mark) {
    match mark {
        Mark::Words {
            line,
            size,
            x,
            baseline,
            ink,
        } => words(surface, fonts, line, (*size, *x, *baseline), *ink),
        Mark::Fill { area, ink } => {
            let mut path = PathBuilder::new();
            add(&mut path, *area);
            fill(surface, path, *ink);
        }
        Mark::Frame { area, stroke, ink } => {
            let mut path = PathBuilder::new();
            add(&mut path, *area);
            add(
                &mut path,
                Area {
                    x: area.x + stroke,
                    y: area.y + stroke,
                    width: area.width - 2.0 * stroke,
                    height: area.height - 2.0 * stroke,
                },
            );
            fill(surface, path, *ink);
        }
        Mark::Riyal {
            x,
            baseline,
            height,
            ink,
        } => {
            let mut path = PathBuilder::new();
            riyal::add(&mut path, *x, *baseline, *height);
            fill(surface, path, *ink);
        }
    }
}

fn words(
    surface: &mut Surface<'_>,
    fonts: &Fonts,
    line: &Line,
    (size, x, baseline): (f32, f32, f32),
    ink: Ink,
) {
    surface.set_fill(Some(paint(ink, FillRule::NonZero)));
    let mut at = x;
    for run in &line.runs {
        surface.draw_glyphs(
            Point::from_xy(at, baseline),
            &run.glyphs,
            fonts.font(run.weight, run.part),
            &run.text,
            size,
            false,
        );
        at += run.width * size;
    }
}

fn add(path: &mut PathBuilder, area: Area) {
    if let Some(rect) = Rect::from_xywh(area.x, area.y, area.width, area.height) {
        path.push_rect(rect);
    }
}

fn fill(surface: &mut Surface<'_>, path: PathBuilder, ink: Ink) {
    if let Some(path) = path.finish() {
        surface.set_fill(Some(paint(ink, FillRule::EvenOdd)));
        surface.draw_path(&path);
    }
}

fn paint(ink: Ink, rule: FillRule) -> Fill {
    let lightness = match ink {
        Ink::Full => 0,
        Ink::Soft => 0x55,
        Ink::Faint => 0xB8,
        Ink::Paper => 0xFF,
    };
    Fill {
        paint: luma::Color::new(lightness).into(),
        opacity: NormalizedF32::ONE,
        rule,
    }
}
