//! Text with a separator, as spreadsheets and shops write it.
//!
//! The csv library's core tells cells apart; this reader tells rows apart that it cannot: quotes that
//! do not match would make one cell of the rest of the file. A row is given up, and reading goes on
//! in the next line, where a record runs over lines and has more cells than any row before, where it
//! is longer than any record may be, and where the file ends within quotes.

use std::io::Read;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::{LONGEST_RECORD, Record, Source, Step};
use crate::shop_files::ShopFileFault;
use crate::shop_files::values::cut;

const BUFFER: usize = 64 * 1024;

/// Records get no shorter limit than this, however many were given up.
const SHORTEST_LIMIT: usize = 64 * 1024;

/// After so many rows that were given up, quotes are letters: the file does not quote. It also
/// bounds what reading again may cost.
const MOST_GIVEN_UP: u32 = 1_000;

/// More cells are no row of orders.
const MOST_CELLS: usize = 65_536;

/// Letters of a row that cannot be read, to be shown.
const SHOWN: usize = 120;

/// The rows of a text with a separator, which is UTF-8.
pub(in super::super) struct Separated<R> {
    from: R,
    separator: u8,
    core: Reader,
    buffer: Vec<u8>,
    /// Where the record begins, what was parsed of it, and where the buffer ends.
    start: usize,
    at: usize,
    end: usize,
    is_last: bool,
    /// Rows so far.
    row: u64,
    out: Vec<u8>,
    ends: Vec<usize>,
    /// Cells of the widest row so far.
    widest: usize,
    longest: usize,
    given_up: u32,
}

/// How the parsing of one record ended.
enum Parsed {
    Record { text: usize, cells: usize },
    GivenUp,
    End,
}

impl<R: Read> Separated<R> {
    pub(in super::super) fn new(from: R, separator: u8) -> Self {
        Self {
            from,
            separator,
            core: core(separator, true),
            buffer: vec![0; BUFFER],
            start: 0,
            at: 0,
            end: 0,
            is_last: false,
            row: 0,
            out: vec![0; 4_096],
            ends: vec![0; 64],
            widest: 1,
            longest: LONGEST_RECORD,
            given_up: 0,
        }
    }

    /// More of the file behind what is there of the record.
    fn fill(&mut self) -> Result<(), ShopFileFault> {
        if self.end + BUFFER / 2 > self.buffer.len() {
            self.buffer.copy_within(self.start..self.end, 0);
            self.at -= self.start;
            self.end -= self.start;
            self.start = 0;
            if self.end + BUFFER / 2 > self.buffer.len() {
                self.buffer.resize(self.buffer.len() * 2, 0);
            }
        }
        let room = self.buffer.get_mut(self.end..).unwrap_or_default();
        let read = self.from.read(room)?;
        self.end += read;
        self.is_last = read == 0;
        Ok(())
    }

    /// The byte at the beginning of what is not parsed yet.
    fn peek(&mut self) -> Result<Option<u8>, ShopFileFault> {
        while self.at == self.end && !self.is_last {
            self.fill()?;
        }
        Ok(self
            .buffer
            .get(self.at..self.end)
            .and_then(|rest| rest.first().copied()))
    }

    /// Passes over a line's end, if one is here.
    fn pass_line_end(&mut self) -> Result<bool, ShopFileFault> {
        let first = self.peek()?;
        match first {
            Some(b'\r') => {
                self.at += 1;
                if self.peek()? == Some(b'\n') {
                    self.at += 1;
                }
            }
            Some(b'\n') => self.at += 1,
            _ => return Ok(false),
        }
        self.start = self.at;
        Ok(true)
    }

    fn parse(&mut self) -> Result<Parsed, ShopFileFault> {
        self.core.reset();
        self.start = self.at;
        let (mut text, mut cells) = (0, 0);
        loop {
            let input = self.buffer.get(self.at..self.end).unwrap_or_default();
            if input.is_empty() && !self.is_last {
                if self.at - self.start > self.longest {
                    return Ok(Parsed::GivenUp);
                }
                self.fill()?;
                continue;
            }
            // A line's end tells a record that is complete from one whose quotes are open.
            let is_end = input.is_empty();
            if is_end && self.start == self.end {
                return Ok(Parsed::End);
            }
            let input = if is_end { b"\n".as_slice() } else { input };
            let (result, read, written, ended) = self.core.read_record(
                input,
                self.out.get_mut(text..).unwrap_or_default(),
                self.ends.get_mut(cells..).unwrap_or_default(),
            );
            if !is_end {
                self.at += read;
            }
            text += written;
            cells += ended;
            match result {
                ReadRecordResult::InputEmpty if is_end => return Ok(Parsed::GivenUp),
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.out.resize(self.out.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if cells >= MOST_CELLS => {
                    return Ok(Parsed::GivenUp);
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => return Ok(Parsed::Record { text, cells }),
                ReadRecordResult::End => return Ok(Parsed::End),
            }
        }
    }

    /// Whether a record that was parsed has swallowed the beginning of another one.
    fn is_swallowing(&self, cells: usize) -> bool {
        let raw = self.buffer.get(self.start..self.at).unwrap_or_default();
        let raw = raw.strip_suffix(b"\n").unwrap_or(raw);
        self.widest > 1 && cells > self.widest && raw.contains(&b'\n')
    }

    /// Goes on behind the line in which the record began.
    fn give_up(&mut self) -> Result<Step, ShopFileFault> {
        let line = self.buffer.get(self.start..self.end).unwrap_or_default();
        let end = line.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let line = line.get(..end.unwrap_or(line.len())).unwrap_or_default();
        let shown = line.get(..SHOWN * 4).unwrap_or(line);
        let shown = cut(&String::from_utf8_lossy(shown), SHOWN);
        self.at = self.start + line.len();
        self.start = self.at;
        if end.is_none() {
            self.pass_line()?;
        }
        self.pass_line_end()?;
        self.longest = (self.longest / 2).max(SHORTEST_LIMIT);
        self.given_up += 1;
        if self.given_up == MOST_GIVEN_UP {
            self.core = core(self.separator, false);
        }
        Ok(Step::Unreadable(self.row, shown))
    }

    /// Passes over the rest of a line that is longer than any record.
    fn pass_line(&mut self) -> Result<(), ShopFileFault> {
        loop {
            let rest = self.buffer.get(self.at..self.end).unwrap_or_default();
            let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            self.at += end.unwrap_or(rest.len());
            self.start = self.at;
            if end.is_some() || self.is_last {
                return Ok(());
            }
            self.fill()?;
        }
    }
}

impl<R: Read + Send> Source for Separated<R> {
    fn next(&mut self, record: &mut Record) -> Result<Step, ShopFileFault> {
        while self.pass_line_end()? {
            self.row += 1;
        }
        let parsed = self.parse()?;
        if matches!(parsed, Parsed::End) {
            return Ok(Step::End);
        }
        self.row += 1;
        let Parsed::Record { text, cells } = parsed else {
            return self.give_up();
        };
        if self.is_swallowing(cells) {
            return self.give_up();
        }
        let raw = self.buffer.get(self.start..self.at).unwrap_or_default();
        if raw.last() == Some(&b'\r') && self.peek()? == Some(b'\n') {
            self.at += 1;
        }
        self.start = self.at;
        self.widest = self.widest.max(cells);
        let bytes = self.out.get(..text).unwrap_or_default();
        let ends = self.ends.get(..cells).unwrap_or_default();
        match std::str::from_utf8(bytes) {
            Ok(text) => record.fill(self.row, text, ends),
            Err(_) => {
                record.clear(self.row);
                let mut start = 0;
                for end in ends {
                    record.push(&String::from_utf8_lossy(
                        bytes.get(start..*end).unwrap_or_default(),
                    ));
                    start = *end;
                }
            }
        }
        Ok(Step::Record)
    }
}

fn core(separator: u8, has_quotes: bool) -> Reader {
    ReaderBuilder::new()
        .delimiter(separator)
        .quoting(has_quotes)
        .build()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rows as their number and cells; of what cannot be read, its text behind a `!`.
    fn read(text: &str) -> Vec<(u64, Vec<String>)> {
        let mut source = Separated::new(text.as_bytes(), b',');
        let mut record = Record::default();
        let mut rows = Vec::new();
        loop {
            match source.next(&mut record).unwrap() {
                Step::Record => {
                    rows.push((record.row, record.cells().map(str::to_owned).collect()))
                }
                Step::Unreadable(row, text) => rows.push((row, vec!["!".to_owned(), text])),
                Step::End => return rows,
            }
        }
    }

    fn row(number: u64, cells: &[&str]) -> (u64, Vec<String>) {
        (
            number,
            cells.iter().map(|cell| (*cell).to_owned()).collect(),
        )
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        let expected = [
            row(1, &["a", "b"]),
            row(3, &["1", "x\ny"]),
            row(4, &["2", ""]),
        ];
        for end in ["\n", "\r\n", "\r"] {
            let text = format!("a,b{end}{end}1,\"x\ny\"{end}2,");
            assert_eq!(read(&text), expected, "{end:?}");
            assert_eq!(read(&format!("{text}{end}")), expected, "{end:?}");
        }
        assert_eq!(read(""), []);
        assert_eq!(read("\n\n"), []);
        assert_eq!(read("x"), [row(1, &["x"])]);
    }

    #[test]
    fn quotes_are_those_of_csv() {
        assert_eq!(
            read("\"a \"\"b\"\"\",5\" pipe\n"),
            [row(1, &["a \"b\"", "5\" pipe"])]
        );
        assert_eq!(read("\"\"\n"), [row(1, &[""])]);
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_its_line_alone() {
        let text = "a,b\n1,\"x\n2,y\n3,z\n";
        assert_eq!(
            read(text),
            [
                row(1, &["a", "b"]),
                row(2, &["!", "1,\"x"]),
                row(3, &["2", "y"]),
                row(4, &["3", "z"])
            ]
        );
        assert_eq!(read("\"x"), [row(1, &["!", "\"x"])]);
    }

    #[test]
    fn a_quote_that_is_closed_in_another_row_costs_its_line_alone() {
        let text = "a,b,c\n1,\"x,y\n2,\"p,q\",r\n3,\"z\",w\n";
        assert_eq!(
            read(text),
            [
                row(1, &["a", "b", "c"]),
                row(2, &["!", "1,\"x,y"]),
                row(3, &["2", "p,q", "r"]),
                row(4, &["3", "z", "w"]),
            ]
        );
    }

    #[test]
    fn an_unclosed_quote_in_a_long_file_costs_its_line_alone() {
        let mut text = "a,b\n0,\"x\n".to_owned();
        for number in 1..2_000_000 {
            text.push_str(&number.to_string());
            text.push_str(",yyyyyyyy\n");
        }
        assert_eq!(read(&text).len(), 2_000_001);
    }

    #[test]
    fn a_cell_of_megabytes_is_one_cell_and_a_longer_one_no_cell() {
        let long = "x".repeat(10 * 1024 * 1024);
        let rows = read(&format!("a,{long}\nb,c\n"));
        assert_eq!(rows[0].1[1].len(), long.len());
        assert_eq!(rows[1], row(2, &["b", "c"]));
        let longer = "x".repeat(20 * 1024 * 1024);
        let rows = read(&format!("a,{longer}\nb,c\n"));
        assert_eq!(rows[0].1[0], "!");
        assert_eq!(rows[1], row(2, &["b", "c"]));
    }

    #[test]
    fn a_file_whose_every_line_opens_a_quote_ends() {
        let text = "x\",\"y\n".repeat(500_000);
        assert!(read(&text).len() >= 500_000 / 2);
    }

    proptest! {
        #[test]
        fn what_the_csv_library_writes_is_read_back(
            rows in proptest::collection::vec(proptest::collection::vec("[a-z ,;\"\r\nع😀]{0,6}", 3), 1..12),
            crlf: bool,
        ) {
            let mut writer = csv::WriterBuilder::new()
                .terminator(if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') })
                .from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let found: Vec<Vec<String>> = read(&text).into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(found, rows);
        }

        #[test]
        fn it_reads_what_the_csv_library_reads_where_quotes_match(text in "[ab,\n]{0,60}") {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let expected: Vec<Vec<String>> =
                reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            let found: Vec<Vec<String>> = read(&text).into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn no_text_is_lost_in_a_loop(text in "[a\",;\r\n]{0,60}") {
            prop_assert!(read(&text).len() <= text.len());
        }
    }
}
