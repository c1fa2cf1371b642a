//! Tables for people.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

/// On which side a column is flush.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flush {
    Left,
    Right,
}

/// A table with a heading.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<(&'static str, Flush)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows. A column whose heading begins with `>` is flush right.
    pub(crate) fn new(headings: &[&'static str]) -> Self {
        let columns = headings
            .iter()
            .map(|heading| match heading.strip_prefix('>') {
                Some(heading) => (heading, Flush::Right),
                None => (*heading, Flush::Left),
            })
            .collect();
        Self {
            columns,
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows
            .push(cells.into_iter().map(|cell| harmless(&cell)).collect());
    }

    /// The text, one line a row.
    pub(crate) fn text(&self) -> String {
        let widths: Vec<usize> = self
            .columns
            .iter()
            .enumerate()
            .map(|(index, (heading, _))| {
                let cells = self.rows.iter().filter_map(|row| row.get(index));
                cells
                    .map(|cell| cell.width())
                    .max()
                    .unwrap_or(0)
                    .max(heading.width())
            })
            .collect();
        let headings = self.columns.iter().map(|(heading, _)| *heading);
        let mut text = self.line(headings, &widths);
        for row in &self.rows {
            text.push('\n');
            text.push_str(&self.line(row.iter().map(String::as_str), &widths));
        }
        text
    }

    fn line<'a>(&self, cells: impl Iterator<Item = &'a str>, widths: &[usize]) -> String {
        let mut line = String::new();
        for ((cell, width), (_, flush)) in cells.zip(widths).zip(&self.columns) {
            let gap = " ".repeat(width.saturating_sub(cell.width()));
            let written = match flush {
                Flush::Left => write!(line, "{cell}{gap}  "),
                Flush::Right => write!(line, "{gap}{cell}  "),
            };
            debug_assert!(written.is_ok(), "a String takes everything");
        }
        line.truncate(line.trim_end().len());
        line
    }
}

/// What Points sends must not steer the terminal.
pub(crate) fn harmless(text: &str) -> String {
    text.chars()
        .map(|letter| {
            if letter.is_control() {
                '\u{fffd}'
            } else {
                letter
            }
        })
        .collect()
}

/// The text, or a dash.
pub(crate) fn or_dash(text: Option<impl Into<String>>) -> String {
    text.map_or_else(|| "–".to_owned(), Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_in_both_scripts() {
        let mut table = Table::new(&["NUMBER", ">TOTAL", "LABEL"]);
        table.row(["1042".into(), "99.50".into(), "قهوة".into()]);
        table.row(["10430".into(), "1250.00".into(), "x".into()]);
        assert_eq!(
            table.text(),
            "NUMBER    TOTAL  LABEL\n1042      99.50  قهوة\n10430   1250.00  x"
        );
    }

    #[test]
    fn a_value_cannot_steer_the_terminal() {
        let mut table = Table::new(&["A"]);
        table.row(["x\u{1b}[2Jy\nz".into()]);
        assert_eq!(table.text(), "A\nx\u{fffd}[2Jy\u{fffd}z");
    }
}
