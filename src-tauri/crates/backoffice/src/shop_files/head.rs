//! The beginning of a file or a sheet: by it, the rest is understood.

use super::ShopFileFault;
use super::columns::{Column, LOOKED_AT, fields, is_column_name, is_typed};
use super::records::{Record, Source, Step};
use super::values::{cut, words_of};
use crate::view::ShopField;

/// So many rows are looked at.
pub(super) const MOST_ROWS: usize = 5_000;

/// And no more than so many bytes and cells of them.
const MOST_BYTES: usize = 16 * 1024 * 1024;
const MOST_CELLS: usize = 1_000_000;

/// A header stands further up than this. Above it, shops write what the list is.
const HEADER_WITHIN: usize = 20;

/// Letters of a column's name that are shown.
const NAME_LETTERS: usize = 120;

/// The first rows, blank ones left out.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) rows: Vec<HeadRow>,
    /// Whether the file goes on.
    pub(super) has_more: bool,
    /// Names that the columns have by themselves.
    own_names: Option<Vec<String>>,
    /// Which of the rows has the names.
    header: Option<usize>,
    width: usize,
}

/// A row of the beginning.
#[derive(Debug, Clone)]
pub(super) enum HeadRow {
    Record(Record),
    Unreadable(u64, String),
}

impl Head {
    /// Reads the beginning of a source.
    pub(super) fn read(source: &mut dyn Source) -> Result<Self, ShopFileFault> {
        let mut head = Self::default();
        let mut record = Record::default();
        let (mut bytes, mut cells) = (0, 0);
        loop {
            let step = match source.next(&mut record) {
                Ok(step) => step,
                // What came before is there to be looked at; whoever reads on is told.
                Err(ShopFileFault::Damaged) if !head.rows.is_empty() => {
                    head.has_more = true;
                    break;
                }
                Err(fault) => return Err(fault),
            };
            if step == Step::End {
                break;
            }
            if head.rows.len() >= MOST_ROWS || bytes > MOST_BYTES || cells > MOST_CELLS {
                head.has_more = true;
                break;
            }
            match step {
                Step::Record if record.is_blank() => {}
                Step::Record => {
                    bytes += record.size();
                    cells += record.len();
                    head.rows.push(HeadRow::Record(record.clone()));
                }
                Step::Unreadable(row, text) => head.rows.push(HeadRow::Unreadable(row, text)),
                Step::End => {}
            }
        }
        head.own_names = source.names().map(<[String]>::to_vec);
        head.width = head.widest();
        if head.own_names.is_none() {
            head.header = head.find_header();
        }
        Ok(head)
    }

    fn widest(&self) -> usize {
        let filled = |record: &Record| {
            (0..record.len())
                .rev()
                .find(|column| !record.cell(*column).trim().is_empty())
                .map_or(0, |last| last + 1)
        };
        let widest = self
            .records()
            .map(|(_, record)| filled(record))
            .max()
            .unwrap_or(0);
        self.own_names.as_ref().map_or(widest, Vec::len)
    }

    /// Its records, with their places among its rows.
    fn records(&self) -> impl Iterator<Item = (usize, &Record)> {
        self.rows
            .iter()
            .enumerate()
            .filter_map(|(place, row)| match row {
                HeadRow::Record(record) => Some((place, record)),
                HeadRow::Unreadable(..) => None,
            })
    }

    /// The row with most names of columns; else the first row of full width, where its cells are
    /// words and those below are numbers.
    fn find_header(&self) -> Option<usize> {
        let mut best: Option<(usize, usize)> = None;
        for (place, record) in self.records().take(HEADER_WITHIN) {
            let filled: Vec<&str> = record
                .cells()
                .filter(|cell| !cell.trim().is_empty())
                .collect();
            let names = filled
                .iter()
                .filter(|cell| cell.len() <= 200 && is_column_name(cell))
                .count();
            let typed = filled
                .iter()
                .filter(|cell| is_typed(std::iter::once(**cell)))
                .count();
            let is_header = names > 0
                && typed * 3 <= filled.len()
                && (names > 1 || filled.len() <= 2 && self.width <= 2);
            if is_header && best.is_none_or(|(most, _)| names > most) {
                best = Some((names, place));
            }
        }
        best.map(|(_, place)| place)
            .or_else(|| self.unknown_header())
    }

    fn unknown_header(&self) -> Option<usize> {
        let (place, first) = self.first_full()?;
        let words = first
            .cells()
            .filter(|cell| !cell.trim().is_empty())
            .all(|cell| cell.len() <= 200 && !is_typed(std::iter::once(cell)));
        let below: Vec<&Record> = self
            .records()
            .filter(|(other, _)| *other > place)
            .map(|(_, record)| record)
            .take(LOOKED_AT)
            .collect();
        let differs =
            (0..self.width).any(|column| is_typed(below.iter().map(|record| record.cell(column))));
        (words && differs).then_some(place)
    }

    /// The first row that is nearly as wide as the widest: no title.
    fn first_full(&self) -> Option<(usize, &Record)> {
        let filled = |record: &Record| {
            record
                .cells()
                .filter(|cell| !cell.trim().is_empty())
                .count()
        };
        self.records()
            .take(HEADER_WITHIN)
            .find(|(_, record)| filled(record) * 2 > self.width)
    }

    /// Whether the columns have names.
    pub(super) fn has_header(&self) -> bool {
        self.own_names.is_some() || self.header.is_some()
    }

    /// Whether names of columns are written in a row.
    fn header_place(&self, has_header: bool) -> Option<usize> {
        if !has_header || self.own_names.is_some() {
            return None;
        }
        self.header
            .or_else(|| self.first_full().map(|(place, _)| place))
    }

    /// The row of the file with the names of the columns, where a reading says that there is one. It
    /// and what stands above it are no orders.
    pub(super) fn header_row(&self, has_header: bool) -> Option<&Record> {
        match self.rows.get(self.header_place(has_header)?)? {
            HeadRow::Record(record) => Some(record),
            HeadRow::Unreadable(..) => None,
        }
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The names of the columns; empty ones without a header.
    pub(super) fn names(&self, has_header: bool) -> Vec<String> {
        if let Some(names) = &self.own_names {
            return names.clone();
        }
        let header = self.header_row(has_header);
        (0..self.width)
            .map(|column| {
                let name = header.map_or("", |record| record.cell(column));
                words_of(name.trim()).map_or_else(String::new, |name| cut(&name, NAME_LETTERS))
            })
            .collect()
    }

    /// The rows below the header.
    pub(super) fn below(&self, has_header: bool) -> &[HeadRow] {
        let start = self.header_place(has_header).map_or(0, |place| place + 1);
        self.rows.get(start..).unwrap_or_default()
    }

    /// The cells of a column below the header.
    pub(super) fn column(&self, has_header: bool, column: usize) -> impl Iterator<Item = &str> {
        self.below(has_header)
            .iter()
            .filter_map(move |row| match row {
                HeadRow::Record(record) => Some(record.cell(column)),
                HeadRow::Unreadable(..) => None,
            })
    }

    /// What each column says, as the desk finds it by itself.
    pub(super) fn fields(&self, has_header: bool) -> Vec<Option<ShopField>> {
        let names = self.names(has_header);
        let columns: Vec<Column<'_>> = names
            .iter()
            .enumerate()
            .map(|(place, name)| Column {
                name,
                cells: self.column(has_header, place).take(LOOKED_AT).collect(),
            })
            .collect();
        fields(&columns)
    }
}

/// The rows of the beginning once more, as a source.
pub(super) struct HeadRows<'a>(std::slice::Iter<'a, HeadRow>);

impl<'a> HeadRows<'a> {
    pub(super) fn new(rows: &'a [HeadRow]) -> Self {
        Self(rows.iter())
    }
}

impl Source for HeadRows<'_> {
    fn next(&mut self, record: &mut Record) -> Result<Step, ShopFileFault> {
        Ok(match self.0.next() {
            None => Step::End,
            Some(HeadRow::Unreadable(row, text)) => Step::Unreadable(*row, text.clone()),
            Some(HeadRow::Record(next)) => {
                record.clone_from(next);
                Step::Record
            }
        })
    }
}
