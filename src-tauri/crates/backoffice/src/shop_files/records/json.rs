//! JSON, element by element: only one of them is in memory at a time.

use std::io::{BufReader, Read};

use serde_json::Value;

use super::json_cells::JsonColumns;
use super::{LONGEST_RECORD, Record, Source, Step};
use crate::shop_files::ShopFileFault;
use crate::shop_files::values::cut;

/// Letters of an element that cannot be read, to be shown.
const SHOWN: usize = 120;

/// Objects in which the list of orders may lie.
const DEEPEST_LIST: usize = 16;

/// Where the orders are in a text of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum JsonKind {
    /// In an array: the whole text, or the first array of objects within it.
    Array,
    /// The text is one order, or several without anything around them.
    Values,
    /// Each line is one.
    Lines,
}

/// Where the orders are, by the beginning of a text; none where it is no JSON. `is_whole`: the
/// beginning is all there is. `is_order`: whether an object is an order by itself.
pub(in super::super) fn json_kind(
    text: &str,
    is_whole: bool,
    is_order: impl Fn(&Value) -> bool,
) -> Option<JsonKind> {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    match text.chars().next()? {
        '[' => {
            let next = text.get(1..)?.trim_start().chars().next();
            let is_array = match next {
                None => is_whole,
                Some(next) => matches!(next, '{' | '[' | ']' | '"' | '-' | '0'..='9'),
            };
            is_array.then_some(JsonKind::Array)
        }
        '{' => {
            let inside = text.get(1..)?.trim_start().chars().next();
            if !matches!(inside, Some('"' | '}')) {
                return None;
            }
            let line = text.lines().next().unwrap_or_default();
            let rest = text.get(line.len()..).unwrap_or_default().trim_start();
            let first = serde_json::from_str::<Value>(line).ok();
            if first.is_some() && rest.starts_with('{') {
                return Some(JsonKind::Lines);
            }
            let whole = first.or_else(|| {
                is_whole
                    .then(|| serde_json::from_str::<Value>(text).ok())
                    .flatten()
            });
            match whole {
                Some(object) if rest.is_empty() || is_whole => {
                    let is_one = is_order(&object) || !has_list(&object, 0);
                    Some(if is_one {
                        JsonKind::Values
                    } else {
                        JsonKind::Array
                    })
                }
                // One long object, whose end is not in sight, or one that is damaged.
                _ => Some(JsonKind::Array),
            }
        }
        _ => None,
    }
}

fn has_list(value: &Value, depth: usize) -> bool {
    match value {
        Value::Array(elements) => matches!(elements.first(), Some(Value::Object(_))),
        Value::Object(members) if depth < DEEPEST_LIST => {
            members.values().any(|member| has_list(member, depth + 1))
        }
        _ => false,
    }
}

/// A text, byte by byte.
struct Bytes<R> {
    from: BufReader<R>,
    ahead: Option<u8>,
}

impl<R: Read> Bytes<R> {
    fn new(from: R) -> Self {
        Self {
            from: BufReader::with_capacity(64 * 1024, from),
            ahead: None,
        }
    }

    fn next(&mut self) -> Result<Option<u8>, ShopFileFault> {
        if let Some(byte) = self.ahead.take() {
            return Ok(Some(byte));
        }
        use std::io::BufRead as _;
        let byte = self.from.fill_buf()?.first().copied();
        if byte.is_some() {
            self.from.consume(1);
        }
        Ok(byte)
    }

    /// The next byte that is no white space.
    fn next_sign(&mut self) -> Result<Option<u8>, ShopFileFault> {
        loop {
            match self.next()? {
                Some(b' ' | b'\t' | b'\r' | b'\n') => {}
                other => return Ok(other),
            }
        }
    }

    fn give_back(&mut self, byte: u8) {
        self.ahead = Some(byte);
    }
}

/// Where in a value a byte stands.
#[derive(Debug, Default)]
struct Nesting {
    depth: usize,
    is_text: bool,
    is_escaped: bool,
}

impl Nesting {
    /// Takes the next byte; whether a text or the outermost bracket ends with it.
    fn take(&mut self, byte: u8) -> bool {
        if self.is_text {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => self.is_text = false,
                _ => {}
            }
            return !self.is_text && self.depth == 0;
        }
        match byte {
            b'"' => self.is_text = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

/// The elements of an array, or values one after the other, as rows.
pub(in super::super) struct JsonElements<R> {
    bytes: Bytes<R>,
    is_array: bool,
    is_begun: bool,
    is_done: bool,
    row: u64,
    element: Vec<u8>,
    is_too_long: bool,
    columns: JsonColumns,
    /// Until this row, members that are new become columns.
    grows_until: u64,
}

impl<R: Read> JsonElements<R> {
    /// `kind` is one that [`json_kind`] found and not lines.
    pub(in super::super) fn new(from: R, kind: JsonKind, grows_until: u64) -> Self {
        Self {
            bytes: Bytes::new(from),
            is_array: kind == JsonKind::Array,
            is_begun: false,
            is_done: false,
            row: 0,
            element: Vec::new(),
            is_too_long: false,
            columns: JsonColumns::default(),
            grows_until,
        }
    }

    /// Goes behind the opening bracket of the list; whether there is one. Of an object, that is the
    /// first array that begins with an object, in no other array.
    fn begin(&mut self) -> Result<bool, ShopFileFault> {
        let mut depth = 0_usize;
        let mut nesting = Nesting::default();
        while let Some(byte) = self.bytes.next()? {
            if byte == b'[' && !nesting.is_text {
                let next = self.bytes.next_sign()?;
                if depth == 0 || next == Some(b'{') {
                    if let Some(next) = next {
                        self.bytes.give_back(next);
                    }
                    return Ok(true);
                }
                if let Some(next) = next {
                    self.bytes.give_back(next);
                }
                self.pass_array()?;
                continue;
            }
            nesting.take(byte);
            if !nesting.is_text {
                match byte {
                    b'{' if depth >= DEEPEST_LIST => return Ok(false),
                    b'{' => depth += 1,
                    b'}' => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
        }
        Ok(false)
    }

    /// Passes over an array whose opening bracket was taken.
    fn pass_array(&mut self) -> Result<(), ShopFileFault> {
        let mut nesting = Nesting {
            depth: 1,
            ..Nesting::default()
        };
        while let Some(byte) = self.bytes.next()? {
            if nesting.take(byte) && nesting.depth == 0 {
                break;
            }
        }
        Ok(())
    }

    /// Takes the next element as it is written; whether there is one, and whether it ended.
    fn take_element(&mut self) -> Result<Option<bool>, ShopFileFault> {
        self.element.clear();
        self.is_too_long = false;
        let first = loop {
            match self.bytes.next_sign()? {
                Some(b',') => {}
                other => break other,
            }
        };
        let first = match first {
            None => return Ok(if self.is_array { Some(false) } else { None }),
            Some(b']') if self.is_array => return Ok(None),
            Some(first) => first,
        };
        let mut nesting = Nesting::default();
        self.keep(first);
        nesting.take(first);
        let has_end = matches!(first, b'{' | b'[' | b'"');
        while let Some(byte) = self.bytes.next()? {
            if !has_end
                && matches!(
                    byte,
                    b',' | b']' | b' ' | b'\t' | b'\r' | b'\n' | b'{' | b'[' | b'"'
                )
            {
                self.bytes.give_back(byte);
                return Ok(Some(true));
            }
            self.keep(byte);
            if nesting.take(byte) && has_end {
                return Ok(Some(true));
            }
        }
        Ok(Some(!has_end && !self.is_array))
    }

    fn keep(&mut self, byte: u8) {
        if self.element.len() < LONGEST_RECORD {
            self.element.push(byte);
        } else {
            self.is_too_long = true;
        }
    }
}

impl<R: Read + Send> Source for JsonElements<R> {
    fn next(&mut self, record: &mut Record) -> Result<Step, ShopFileFault> {
        if self.is_done {
            return Ok(Step::End);
        }
        if self.is_array && !self.is_begun {
            self.is_begun = true;
            if !self.begin()? {
                self.is_done = true;
                return Err(ShopFileFault::Damaged);
            }
        }
        let Some(is_whole) = self.take_element()? else {
            self.is_done = true;
            return Ok(Step::End);
        };
        if !is_whole {
            self.is_done = true;
            return Err(ShopFileFault::Damaged);
        }
        self.row += 1;
        let grows = self.row <= self.grows_until;
        if self.is_too_long {
            return Ok(Step::Unreadable(self.row, shown(&self.element)));
        }
        Ok(element(
            &self.element,
            self.row,
            grows,
            &mut self.columns,
            record,
        ))
    }

    fn names(&self) -> Option<&[String]> {
        Some(self.columns.names())
    }
}

/// Lines of JSON as rows.
pub(in super::super) struct JsonLines<R> {
    bytes: BufReader<R>,
    row: u64,
    line: Vec<u8>,
    columns: JsonColumns,
    grows_until: u64,
}

impl<R: Read> JsonLines<R> {
    pub(in super::super) fn new(from: R, grows_until: u64) -> Self {
        Self {
            bytes: BufReader::with_capacity(64 * 1024, from),
            row: 0,
            line: Vec::new(),
            columns: JsonColumns::default(),
            grows_until,
        }
    }

    /// The next line; whether there is one, and whether it is kept whole.
    fn take_line(&mut self) -> Result<Option<bool>, ShopFileFault> {
        use std::io::BufRead as _;
        self.line.clear();
        let mut is_whole = true;
        let mut is_there = false;
        loop {
            let bytes = self.bytes.fill_buf()?;
            if bytes.is_empty() {
                return Ok(is_there.then_some(is_whole));
            }
            is_there = true;
            let end = bytes.iter().position(|byte| *byte == b'\n');
            let part = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
            if self.line.len() + part.len() <= LONGEST_RECORD {
                self.line.extend_from_slice(part);
            } else {
                is_whole = false;
            }
            let length = part.len() + usize::from(end.is_some());
            self.bytes.consume(length);
            if end.is_some() {
                return Ok(Some(is_whole));
            }
        }
    }
}

impl<R: Read + Send> Source for JsonLines<R> {
    fn next(&mut self, record: &mut Record) -> Result<Step, ShopFileFault> {
        loop {
            let Some(is_whole) = self.take_line()? else {
                return Ok(Step::End);
            };
            self.row += 1;
            if self.line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let grows = self.row <= self.grows_until;
            return Ok(if is_whole {
                element(&self.line, self.row, grows, &mut self.columns, record)
            } else {
                Step::Unreadable(self.row, shown(&self.line))
            });
        }
    }

    fn names(&self) -> Option<&[String]> {
        Some(self.columns.names())
    }
}

fn element(
    bytes: &[u8],
    row: u64,
    grows: bool,
    columns: &mut JsonColumns,
    record: &mut Record,
) -> Step {
    serde_json::from_slice::<Value>(bytes)
        .ok()
        .and_then(|value| columns.fill(&value, row, grows, record))
        .map_or_else(|| Step::Unreadable(row, shown(bytes)), |()| Step::Record)
}

fn shown(bytes: &[u8]) -> String {
    let start = bytes.get(..SHOWN * 4).unwrap_or(bytes);
    cut(String::from_utf8_lossy(start).trim(), SHOWN)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The cells of each row; of what cannot be read, its text behind a `!`; of a damaged file, a
    /// last `!!`.
    fn rows(mut source: impl Source) -> Vec<String> {
        let mut record = Record::default();
        let mut rows = Vec::new();
        loop {
            match source.next(&mut record) {
                Ok(Step::Record) => rows.push(record.cells().collect::<Vec<_>>().join("|")),
                Ok(Step::Unreadable(_, text)) => rows.push(format!("!{text}")),
                Ok(Step::End) => return rows,
                Err(_) => {
                    rows.push("!!".to_owned());
                    return rows;
                }
            }
        }
    }

    fn array(text: &str) -> Vec<String> {
        rows(JsonElements::new(text.as_bytes(), JsonKind::Array, 5_000))
    }

    #[test]
    fn elements_are_rows_wherever_their_array_lies() {
        for text in [
            r#"[{"a": 1, "b": "x, ]}\""}, {"a": 2, "b": null}]"#,
            r#"{"orders": [{"a": 1, "b": "x, ]}\""}, {"a": 2, "b": null}], "total": 2}"#,
            r#"{"tags": ["x", "["], "page": {"size": [1, 2], "data": [ {"a": 1, "b": "x, ]}\""},{"a": 2, "b": null}]}}"#,
        ] {
            assert_eq!(array(text), [r#"1|x, ]}""#, "2|"], "{text}");
        }
        assert_eq!(array(r#"["a", "b", 3]"#), ["a", "b", "3"]);
        assert!(array("[]").is_empty());
    }

    #[test]
    fn an_element_that_is_no_json_is_left_out_alone() {
        assert_eq!(
            array(r#"[{"a": 1}, {"a": }, [1], oops, {"a": 2}]"#),
            ["1", r#"!{"a": }"#, "![1]", "!oops", "2"]
        );
    }

    #[test]
    fn a_text_that_was_cut_off_says_so() {
        assert_eq!(array(r#"[{"a": 1}, {"a": 2"#), ["1", "!!"]);
        assert_eq!(array(r#"[{"a": 1}"#), ["1", "!!"]);
        assert_eq!(array(r#"{"orders": "#), ["!!"]);
        assert_eq!(array(""), ["!!"]);
    }

    #[test]
    fn lines_are_rows_and_a_broken_one_is_left_out() {
        let text = "{\"a\": 1}\n\n{\"a\"\r\n{\"a\": 2}";
        assert_eq!(
            rows(JsonLines::new(text.as_bytes(), 5_000)),
            ["1", "!{\"a\"", "2"]
        );
    }

    #[test]
    fn where_the_orders_are_is_found_by_the_beginning() {
        let is_order = |value: &Value| value.get("total").is_some();
        let kind = |text: &str| json_kind(text, true, is_order);
        assert_eq!(kind(" [ {\"a\": 1}]"), Some(JsonKind::Array));
        assert_eq!(kind("{\"a\": 1}\n{\"a\": 2}"), Some(JsonKind::Lines));
        assert_eq!(kind("{\"orders\": [{\"a\": 1}]}"), Some(JsonKind::Array));
        assert_eq!(kind("{\n \"orders\": [{\"a\": 1}]}"), Some(JsonKind::Array));
        assert_eq!(
            kind("{\n \"total\": 1, \"items\": [{\"a\": 1}]\n}"),
            Some(JsonKind::Values)
        );
        assert_eq!(kind("{\"a\": 1}"), Some(JsonKind::Values));
        assert_eq!(
            json_kind("{\"orders\": [{\"a\": 1}", false, is_order),
            Some(JsonKind::Array)
        );
        for text in ["", "a,b", "{curly}", "[note] orders", "\"x\""] {
            assert_eq!(kind(text), None, "{text}");
        }
    }

    #[test]
    fn brackets_without_end_break_nothing() {
        assert_eq!(array(&"[".repeat(1_000_000)), ["!!"]);
        assert_eq!(array(&"{\"a\":".repeat(1_000_000)), ["!!"]);
        assert_eq!(
            array(&format!("[{}]", "[".repeat(200) + &"]".repeat(200))).len(),
            1
        );
    }

    proptest! {
        #[test]
        fn every_array_is_read_back(values in proptest::collection::vec("[a\"\\\\{}\\[\\],ع ]{0,8}", 0..8), pretty: bool) {
            let value = Value::Array(values.iter().map(|text| serde_json::json!({ "a": text })).collect());
            let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
            prop_assert_eq!(array(&text), values);
        }

        #[test]
        fn no_text_keeps_it_for_ever(text in "[a\"\\\\{}\\[\\],: 1]{0,40}") {
            for kind in [JsonKind::Array, JsonKind::Values] {
                rows(JsonElements::new(text.as_bytes(), kind, 5_000));
            }
            rows(JsonLines::new(text.as_bytes(), 5_000));
            json_kind(&text, true, |_| false);
        }
    }
}
