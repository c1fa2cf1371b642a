//! Which sign parts the cells of a text.

use std::collections::BTreeMap;

use super::{Record, Separated, Source, Step};

const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// So many rows are looked at.
const LOOKED_AT: usize = 60;

/// The separator by which most of the first rows have the same number of cells, and of several, the
/// one that gives most. `text` is the beginning of a file and may end in the middle of a row. A
/// first line `sep=;`, which Excel understands, says it.
pub(in super::super) fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default().trim();
    if let Some(said) = first
        .strip_prefix("sep=")
        .and_then(|sign| sign.bytes().next())
    {
        return said;
    }
    if first == "sep=" {
        return b'\t';
    }
    let whole = text.rfind('\n').filter(|_| text.len() > 32 * 1024);
    let text = whole.and_then(|end| text.get(..=end)).unwrap_or(text);
    CANDIDATES
        .into_iter()
        .rev()
        .max_by_key(|candidate| score(text, *candidate))
        .filter(|candidate| score(text, *candidate) > (0, 0))
        .unwrap_or(b',')
}

/// How many rows have as many cells as most rows have, and how many those are; nothing where most
/// have one.
fn score(text: &str, separator: u8) -> (usize, usize) {
    let mut source = Separated::new(text.as_bytes(), separator);
    let mut record = Record::default();
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    for _ in 0..LOOKED_AT {
        match source.next(&mut record) {
            Ok(Step::Record) if record.len() > 1 => *widths.entry(record.len()).or_default() += 1,
            Ok(Step::Record | Step::Unreadable(..)) => {}
            Ok(Step::End) | Err(_) => break,
        }
    }
    widths
        .into_iter()
        .map(|(width, rows)| (rows, width))
        .max()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_that_parts_every_row_alike_is_the_separator() {
        for (text, expected) in [
            ("a,b\n1,2\n", b','),
            ("a;b\n1,50;2\n2,50;3\n", b';'),
            ("1;2,50;x\n2;3,50;y\n", b';'),
            ("a\tb\n1,2\t3\n", b'\t'),
            ("a|b\n1|2\n", b'|'),
            ("report, of orders\n\na;b;c\n1;2;3\n4;5;6\n", b';'),
            ("\"a;b\",c\n\"d;e\",f\n", b','),
            ("sep=;\na;b\n", b';'),
            ("uuid\n1\n2\n", b','),
            ("", b','),
        ] {
            assert_eq!(
                char::from(separator(text)),
                char::from(expected),
                "{text:?}"
            );
        }
    }
}
