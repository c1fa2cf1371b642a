//! Sets marks down a page, and goes on on the next one where it is full.

use super::measures::{Measures, Style, measures};
use crate::print::marks::{Area, Ink, Mark, Page};
use crate::print::sheet::{Setup, Sheet};
use crate::print::type_setting::{Fonts, Line, Room, Text, set};
use crate::print::words::{self, Word};
use crate::print::{figures, riyal};
use crate::view::Language;

/// From one baseline to the next, in sizes of the letters; Arabic needs it all.
pub(super) const LEADING: f32 = 1.45;
/// Half of a capital's height, in sizes of the letters.
const HALF_CAPITAL: f32 = 0.349;
/// How high the riyal sign stands beside digits, in sizes of the digits.
const RIYAL_HEIGHT: f32 = 0.74;
/// Between the riyal sign and its amount, in sizes of the digits.
const RIYAL_GAP: f32 = 0.2;
/// A number that is too long at its full size is set at one of these parts of it.
const SMALLER: [f32; 4] = [1.0, 0.85, 0.7, 0.55];
/// The smallest part of it.
const SMALLEST: f32 = 0.4;
/// How thick a rule is.
pub(super) const RULE: f32 = 0.75;

/// A column: where it begins, from the sheet's start side, and how wide it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    pub(super) start: f32,
    pub(super) width: f32,
}

/// At which side of its column a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Start,
    End,
}

/// A text that is measured and may be set.
pub(super) struct Block {
    lines: Vec<Line>,
    style: Style,
    pub(super) height: f32,
}

impl Block {
    /// How wide its widest line is.
    pub(super) fn width(&self) -> f32 {
        let widest = self.lines.iter().map(|line| line.width).fold(0.0, f32::max);
        widest * self.style.size
    }
}

/// Sets one sheet.
pub(super) struct Setter<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) setup: &'a Setup,
    pub(super) measures: Measures,
    /// Where the next block begins.
    pub(super) y: f32,
    fonts: &'a Fonts,
    done: Vec<Page>,
    page: Page,
}

impl<'a> Setter<'a> {
    pub(super) fn new(sheet: &'a Sheet, setup: &'a Setup, fonts: &'a Fonts) -> Self {
        let measures = measures(setup.paper);
        Self {
            sheet,
            setup,
            measures,
            y: measures.margin,
            fonts,
            done: Vec::new(),
            page: Page::new(),
        }
    }

    /// The width between the margins.
    pub(super) fn width(&self) -> f32 {
        self.measures.width - 2.0 * self.measures.margin
    }

    /// The whole width as one column.
    pub(super) fn whole(&self) -> Column {
        Column {
            start: 0.0,
            width: self.width(),
        }
    }

    /// A word of ours in the sheet's language.
    pub(super) fn word(&self, word: Word) -> Text {
        Text::words(word.of(self.setup.language))
    }

    /// Measures a text in a column.
    pub(super) fn block(&self, text: &Text, style: Style, width: f32, most_lines: usize) -> Block {
        let room = Room {
            width: width / style.size,
            most_lines,
        };
        let lines = set(self.fonts, style.weight, text, self.setup.language, room);
        let height = lines.iter().map(|_| style.size * LEADING).sum();
        Block {
            lines,
            style,
            height,
        }
    }

    /// Measures what must not be cut, a number or an amount: on one line, as large as it may be.
    /// Only at its smallest it may take more lines.
    pub(super) fn fitting(
        &self,
        text: &Text,
        style: Style,
        width: f32,
        most_lines: usize,
    ) -> Block {
        let at = |part: f32, most_lines| {
            let style = Style {
                size: style.size * part,
                ..style
            };
            self.block(text, style, width, most_lines)
        };
        for part in SMALLER {
            let free = at(part, 2);
            if free.lines.len() < 2 {
                return free;
            }
        }
        at(SMALLEST, most_lines)
    }

    /// Sets a text with its upper edge at `top`.
    pub(super) fn put(&mut self, block: &Block, column: Column, top: f32, align: Align, ink: Ink) {
        let size = block.style.size;
        let mut top = top;
        for line in &block.lines {
            let width = line.width * size;
            let mark = Mark::Words {
                line: line.clone(),
                size,
                x: self.x(column, width, align),
                baseline: baseline(top, size),
                ink,
            };
            self.page.push(mark);
            top += size * LEADING;
        }
    }

    /// Sets an amount of one line with the riyal sign at its left, as the sign's rules want it in
    /// every language.
    pub(super) fn put_riyals(&mut self, block: &Block, column: Column, top: f32, align: Align) {
        let size = block.style.size;
        let height = size * RIYAL_HEIGHT;
        let before = riyal::width(height) + size * RIYAL_GAP;
        let left = self.x(column, before + block.width(), align);
        self.page.push(Mark::Riyal {
            x: left,
            baseline: baseline(top, size),
            height,
            ink: Ink::Full,
        });
        for line in block.lines.iter().take(1) {
            self.page.push(Mark::Words {
                line: line.clone(),
                size,
                x: left + before,
                baseline: baseline(top, size),
                ink: Ink::Full,
            });
        }
    }

    /// A rule over the whole width at `y`.
    pub(super) fn rule(&mut self, y: f32, ink: Ink) {
        let area = self.area(self.whole(), y, RULE);
        self.page.push(Mark::Fill { area, ink });
    }

    /// Puts a mark on the page.
    pub(super) fn mark(&mut self, mark: Mark) {
        self.page.push(mark);
    }

    /// The rectangle of a column on this side of the paper.
    pub(super) fn area(&self, column: Column, y: f32, height: f32) -> Area {
        Area {
            x: self.x(column, column.width, Align::Start),
            y,
            width: column.width,
            height,
        }
    }

    /// Whether so much fits on this page.
    pub(super) fn has_room(&self, height: f32) -> bool {
        self.y + height <= self.bottom()
    }

    /// Begins another page where so much does not fit on this one. Says whether it did.
    pub(super) fn make_room(&mut self, height: f32) -> bool {
        if self.has_room(height) {
            return false;
        }
        self.done.push(std::mem::take(&mut self.page));
        self.y = self.measures.margin;
        self.running_head();
        true
    }

    /// Ends the sheet: the foot of each page, now that their number is known.
    pub(super) fn finish(mut self, what_it_is_not: Word) -> Vec<Page> {
        self.done.push(std::mem::take(&mut self.page));
        let pages = std::mem::take(&mut self.done);
        let count = pages.len().to_string();
        let mut finished = Vec::with_capacity(pages.len());
        for (page, number) in pages.into_iter().zip(1_usize..) {
            self.page = page;
            self.foot(what_it_is_not, &number.to_string(), &count);
            finished.push(std::mem::take(&mut self.page));
        }
        finished
    }

    /// On every page but the first: whose it is.
    fn running_head(&mut self) {
        let style = self.measures.value;
        let column = self.whole();
        let sheet = self.sheet;
        let number = self.block(&sheet.number, style, column.width * 0.5, 1);
        let shop = Text::name(&self.setup.shop);
        let shop = self.block(&shop, self.measures.label, column.width * 0.45, 1);
        self.put(&number, column, self.y, Align::Start, Ink::Full);
        let lower = self.y + number.height - shop.height;
        self.put(&shop, column, lower, Align::End, Ink::Soft);
        self.y += number.height + self.measures.row_gap;
        self.rule(self.y, Ink::Full);
        self.y += self.measures.gap;
    }

    fn foot(&mut self, what_it_is_not: Word, page: &str, pages: &str) {
        let (style, language) = (self.measures.label, self.setup.language);
        let strong = Style {
            weight: self.measures.value.weight,
            ..style
        };
        let column = self.whole();
        let top = self.bottom() + self.measures.row_gap * 2.0;
        let not = self.block(&self.word(what_it_is_not), strong, column.width * 0.6, 1);
        let page = Text::words(words::PAGE.with(language, &[page, pages]));
        let page = self.block(&page, style, column.width * 0.4, 1);
        self.put(&not, column, top, Align::Start, Ink::Full);
        self.put(&page, column, top, Align::End, Ink::Soft);
        if let Some(at) = figures::moment(self.setup.printed_at, language) {
            let printed = Text::words(words::PRINTED.with(language, &[&at]));
            let printed = self.block(&printed, style, column.width, 1);
            self.put(&printed, column, top + not.height, Align::Start, Ink::Soft);
        }
    }

    /// Where the foot begins.
    fn bottom(&self) -> f32 {
        let foot = 2.0 * LEADING * self.measures.label.size + 2.0 * self.measures.row_gap;
        self.measures.height - self.measures.margin - foot
    }

    /// The left edge of something so wide in a column.
    fn x(&self, column: Column, width: f32, align: Align) -> f32 {
        let from_start = match align {
            Align::Start => column.start,
            Align::End => column.start + column.width - width,
        };
        match self.setup.language {
            Language::En => self.measures.margin + from_start,
            Language::Ar => self.measures.width - self.measures.margin - from_start - width,
        }
    }
}

/// Where letters stand whose line has its upper edge at `top`.
fn baseline(top: f32, size: f32) -> f32 {
    top + size * (LEADING / 2.0 + HALF_CAPITAL)
}
