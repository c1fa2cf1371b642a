//! How a file is written, by what stands in it and never by its name.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1256};
use serde_json::Value;

use super::ShopFileFault;
use super::records::{Decoded, JsonKind, Meter, check_package, json_kind, separator};
use crate::view::{FileFormat, TextEncoding};

/// The beginning of a text, by which its kind is found.
const BEGINNING: usize = 256 * 1024;

/// Text is streamed, so only its rows would be many.
const MOST_TEXT: u64 = 4 * 1024 * 1024 * 1024;

/// A workbook is unpacked, and some of it is kept in memory.
const MOST_WORKBOOK: u64 = 256 * 1024 * 1024;

const MEGABYTE: u64 = 1024 * 1024;

/// How a file is written, and what its reader has to know.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Workbook,
    Separated(&'static Encoding, u8),
    Json(&'static Encoding, JsonKind),
}

impl Kind {
    /// Finds how a file of so many bytes is written. `is_order` says whether an object of JSON is an
    /// order by itself.
    pub(super) fn find(
        mut file: File,
        size: u64,
        is_order: impl Fn(&Value) -> bool,
    ) -> Result<Self, ShopFileFault> {
        let mut beginning = Vec::new();
        file.by_ref()
            .take(BEGINNING as u64)
            .read_to_end(&mut beginning)?;
        if beginning.is_empty() {
            return Err(ShopFileFault::Empty);
        }
        file.seek(SeekFrom::Start(0))?;
        if beginning.starts_with(b"PK\x03\x04") || beginning.starts_with(b"PK\x05\x06") {
            at_most(size, MOST_WORKBOOK)?;
            check_package(file)?;
            return Ok(Self::Workbook);
        }
        at_most(size, MOST_TEXT)?;
        let encoding = match encoding_by_beginning(&beginning) {
            Some(encoding) => encoding,
            None => encoding_by_all(&mut file)?,
        };
        let mut text = String::new();
        // The buffer is large enough for every letter, so nothing but memory could fail.
        let mut decoded = Decoded::new(beginning.as_slice(), encoding, Meter::default());
        let mut bytes = Vec::new();
        let mut part = vec![0; 64 * 1024];
        loop {
            match decoded.read(&mut part)? {
                0 => break,
                read => bytes.extend_from_slice(part.get(..read).unwrap_or_default()),
            }
        }
        text.push_str(&String::from_utf8_lossy(&bytes));
        let is_whole = size <= BEGINNING as u64;
        of_text(&text, is_whole, encoding, is_order)
    }

    /// The format that a person is told.
    pub(super) fn format(self) -> FileFormat {
        match self {
            Self::Workbook => FileFormat::Workbook,
            Self::Separated(..) => FileFormat::Separated,
            Self::Json(_, JsonKind::Lines) => FileFormat::JsonLines,
            Self::Json(_, JsonKind::Array | JsonKind::Values) => FileFormat::Json,
        }
    }

    /// The encoding that a person is told.
    pub(super) fn encoding(self) -> Option<TextEncoding> {
        let (Self::Separated(encoding, _) | Self::Json(encoding, _)) = self else {
            return None;
        };
        Some(if encoding == WINDOWS_1256 {
            TextEncoding::Windows1256
        } else if encoding == UTF_8 {
            TextEncoding::Utf8
        } else {
            TextEncoding::Utf16
        })
    }
}

fn at_most(size: u64, most: u64) -> Result<(), ShopFileFault> {
    if size > most {
        return Err(ShopFileFault::TooLarge {
            limit_megabytes: most / MEGABYTE,
        });
    }
    Ok(())
}

/// A byte order mark, or the zeros that letters of UTF-16 mostly have.
fn encoding_by_beginning(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    let mut zeros = [0_usize; 2];
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == 0
            && let Some(count) = zeros.get_mut(at % 2)
        {
            *count += 1;
        }
    }
    let [first, second] = zeros;
    // Digits and separators have one; letters of Arabic have none.
    let most = bytes.len() / 40 + 1;
    if bytes.len() < 4 {
        None
    } else if second >= most && second > first * 10 {
        Some(UTF_16LE)
    } else if first >= most && first > second * 10 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// UTF-8 where the bytes of the whole file are, but for some that were broken on the way; else the
/// code page in which old programs write Arabic.
fn encoding_by_all(file: &mut File) -> Result<&'static Encoding, ShopFileFault> {
    let mut letters = 0_u64;
    let mut broken = 0_u64;
    let mut buffer = vec![0; 256 * 1024];
    let mut kept = 0;
    loop {
        let room = buffer.get_mut(kept..).unwrap_or_default();
        let read = file.read(room)?;
        let bytes = buffer.get(..kept + read).unwrap_or_default();
        let mut rest = bytes;
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    letters += beyond_ascii(text.as_bytes());
                    rest = &[];
                    break;
                }
                Err(error) => {
                    let (good, bad) = rest
                        .split_at_checked(error.valid_up_to())
                        .unwrap_or((rest, &[]));
                    letters += beyond_ascii(good);
                    rest = bad;
                    let Some(length) = error.error_len() else {
                        // The letter goes on in what is read next.
                        break;
                    };
                    broken += 1;
                    rest = rest.get(length..).unwrap_or_default();
                }
            }
        }
        if read == 0 {
            broken += u64::from(!rest.is_empty());
            break;
        }
        let start = bytes.len() - rest.len();
        kept = rest.len();
        buffer.copy_within(start..start + kept, 0);
    }
    Ok(if broken == 0 || broken * 20 < letters {
        UTF_8
    } else {
        WINDOWS_1256
    })
}

fn beyond_ascii(bytes: &[u8]) -> u64 {
    if bytes.is_ascii() {
        return 0;
    }
    bytes.iter().map(|byte| u64::from(*byte >= 0xC0)).sum()
}

/// The beginnings of texts that are no lists.
const OTHER_TEXTS: [&str; 4] = ["<", "%PDF", "{\\rtf", "%!PS"];

fn of_text(
    text: &str,
    is_whole: bool,
    encoding: &'static Encoding,
    is_order: impl Fn(&Value) -> bool,
) -> Result<Kind, ShopFileFault> {
    let visible = text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\0');
    if visible.is_empty() {
        return Err(if is_whole {
            ShopFileFault::Empty
        } else {
            ShopFileFault::KindUnknown
        });
    }
    let is_other = OTHER_TEXTS
        .iter()
        .any(|beginning| visible.starts_with(beginning));
    if is_other || !is_text(visible) {
        return Err(ShopFileFault::KindUnknown);
    }
    Ok(match json_kind(text, is_whole, is_order) {
        Some(kind) => Kind::Json(encoding, kind),
        None => Kind::Separated(encoding, separator(text)),
    })
}

/// Whether letters are letters of a text: pictures and programs have control characters and broken
/// letters everywhere.
fn is_text(text: &str) -> bool {
    let odd = |letter: &char| {
        *letter == '\u{FFFD}'
            || (letter.is_control()
                && !matches!(letter, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{1A}'))
    };
    let all = text.chars().count();
    text.chars().filter(odd).count() * 20 <= all
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn kind(bytes: &[u8]) -> Result<Kind, ShopFileFault> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.seek(SeekFrom::Start(0)).unwrap();
        Kind::find(file, bytes.len() as u64, |_| false)
    }

    fn encoding(bytes: &[u8]) -> Option<TextEncoding> {
        kind(bytes).unwrap().encoding()
    }

    #[test]
    fn encodings_are_found() {
        let text = "رقم الطلب,المدينة\n1042,الرياض\n";
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        assert_eq!(encoding(text.as_bytes()), Some(TextEncoding::Utf8));
        assert_eq!(
            encoding(&marked(b"\xEF\xBB\xBF", text.as_bytes())),
            Some(TextEncoding::Utf8)
        );
        assert_eq!(encoding(&little), Some(TextEncoding::Utf16));
        assert_eq!(encoding(&big), Some(TextEncoding::Utf16));
        assert_eq!(
            encoding(&marked(b"\xFF\xFE", &little)),
            Some(TextEncoding::Utf16)
        );
        assert_eq!(
            encoding(&marked(b"\xFE\xFF", &big)),
            Some(TextEncoding::Utf16)
        );
        assert_eq!(
            encoding(&WINDOWS_1256.encode(text).0),
            Some(TextEncoding::Windows1256)
        );
        assert_eq!(encoding(b"a,b\n1,2\n"), Some(TextEncoding::Utf8));
    }

    #[test]
    fn arabic_that_begins_far_down_decides_the_encoding_too() {
        let ascii = "1042,348.00\n".repeat(60_000);
        let old = [ascii.as_bytes(), &WINDOWS_1256.encode("الرياض").0].concat();
        assert_eq!(encoding(&old), Some(TextEncoding::Windows1256));
        assert_eq!(
            encoding(format!("{ascii}الرياض").as_bytes()),
            Some(TextEncoding::Utf8)
        );
    }

    #[test]
    fn some_broken_bytes_make_no_other_encoding() {
        let mut bytes = "رقم الطلب,المدينة\n1042,الرياض\n".repeat(10).into_bytes();
        bytes.push(0xD8);
        assert_eq!(encoding(&bytes), Some(TextEncoding::Utf8));
    }

    #[test]
    fn what_is_no_list_is_of_an_unknown_kind() {
        let picture: Vec<u8> = (0..4_000_u32)
            .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        for bytes in [
            picture.as_slice(),
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02",
            b"%PDF-1.7\n1 0 obj\n",
            b"<html><table><tr><td>1042",
            b"PK\x03\x04 no zip",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0\0\0",
            b"\x01",
        ] {
            assert!(
                matches!(kind(bytes), Err(ShopFileFault::KindUnknown)),
                "{:?}",
                kind(bytes)
            );
        }
    }

    #[test]
    fn nothing_is_empty() {
        for bytes in [b"".as_slice(), b"\n \r\n", b"\xEF\xBB\xBF", b"\0\0\0"] {
            assert!(
                matches!(kind(bytes), Err(ShopFileFault::Empty)),
                "{bytes:?}"
            );
        }
    }
}
