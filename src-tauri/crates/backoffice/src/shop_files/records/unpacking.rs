//! How large a workbook becomes when it is unpacked, which its own figures need not tell truly.

use std::io::{self, Read, Seek, Write};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::shop_files::ShopFileFault;

/// A sheet of a million rows with twenty columns has half of it.
const MOST_UNPACKED: u64 = 1024 * 1024 * 1024;

/// Anything but a sheet is kept in memory whole.
const MOST_IN_MEMORY: u64 = 256 * 1024 * 1024;

const MOST_PARTS: usize = 10_000;

/// How many strings follow. The library makes room for so many before it has read one.
const CLAIM: &[u8] = b"uniqueCount";

/// A claim is no longer, with everything between its name and its number.
const LONGEST_CLAIM: usize = 256;

/// The shortest string: `<si/>`.
const SHORTEST_STRING: u64 = 5;

/// Unpacks all of a package once, into nothing. Fails where it is no workbook, or becomes too large.
pub(in super::super) fn check_package(from: impl Read + Seek) -> Result<(), ShopFileFault> {
    within(from, MOST_UNPACKED, MOST_IN_MEMORY)
}

fn within(from: impl Read + Seek, most: u64, most_in_memory: u64) -> Result<(), ShopFileFault> {
    let mut package = ZipArchive::new(from).map_err(fault)?;
    if package.len() > MOST_PARTS {
        return Err(too_large(most));
    }
    if !package
        .file_names()
        .flatten()
        .any(|name| name.eq_ignore_ascii_case("xl/workbook.xml"))
    {
        return Err(ShopFileFault::KindUnknown);
    }
    let mut unpacked = 0;
    for part in 0..package.len() {
        let file = package.by_index(part).map_err(fault)?;
        let name = file.name().map_err(fault)?.to_ascii_lowercase();
        let is_sheet = name.contains("worksheets/");
        let mut claims = Claims::default();
        let left = most - unpacked;
        let limit = if is_sheet {
            left
        } else {
            left.min(most_in_memory)
        };
        let mut part = file.take(limit + 1);
        let size = if name.ends_with("sharedstrings.xml") {
            io::copy(&mut part, &mut claims)
        } else {
            io::copy(&mut part, &mut io::sink())
        }
        .map_err(|_| ShopFileFault::Damaged)?;
        if claims.most > size / SHORTEST_STRING {
            return Err(ShopFileFault::Damaged);
        }
        if size > limit {
            return Err(too_large(most));
        }
        unpacked += size;
    }
    Ok(())
}

/// Reads what is unpacked for how many strings it claims to have.
#[derive(Default)]
struct Claims {
    most: u64,
    /// The end of what was read: a claim may go on behind it.
    end: Vec<u8>,
}

impl Write for Claims {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.end.extend_from_slice(bytes);
        for (at, found) in self.end.windows(CLAIM.len()).enumerate() {
            if found == CLAIM {
                let behind = self.end.get(at + CLAIM.len()..).unwrap_or_default();
                self.most = self.most.max(claimed(behind));
            }
        }
        let kept = self.end.len().min(CLAIM.len() + LONGEST_CLAIM);
        self.end.drain(..self.end.len() - kept);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The number behind the name of a claim; one that keeps it waiting is not honest.
fn claimed(behind: &[u8]) -> u64 {
    let is_between =
        |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'=' | b'"' | b'\'');
    let between = behind.iter().take_while(is_between).count();
    if between >= LONGEST_CLAIM {
        return u64::MAX;
    }
    behind
        .iter()
        .skip(between)
        .map_while(|byte| byte.is_ascii_digit().then(|| u64::from(byte - b'0')))
        .take(LONGEST_CLAIM)
        .fold(0, |number: u64, digit| {
            number.saturating_mul(10).saturating_add(digit)
        })
}

fn too_large(most: u64) -> ShopFileFault {
    ShopFileFault::TooLarge {
        limit_megabytes: most / (1024 * 1024),
    }
}

fn fault(error: ZipError) -> ShopFileFault {
    match error {
        ZipError::InvalidArchive(_) => ShopFileFault::KindUnknown,
        _ => ShopFileFault::Damaged,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn package(parts: &[(&str, usize)]) -> Cursor<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, size) in parts {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(&vec![b'x'; *size]).unwrap();
        }
        let mut package = writer.finish().unwrap();
        package.set_position(0);
        package
    }

    #[test]
    fn what_becomes_too_large_is_refused() {
        let parts = [
            ("xl/workbook.xml", 10),
            ("xl/worksheets/sheet1.xml", 50_000),
        ];
        assert!(within(package(&parts), 100_000, 20_000).is_ok());
        assert!(matches!(
            within(package(&parts), 50_000, 20_000),
            Err(ShopFileFault::TooLarge { .. })
        ));
        let parts = [("xl/workbook.xml", 10), ("xl/sharedStrings.xml", 50_000)];
        assert!(matches!(
            within(package(&parts), 100_000, 20_000),
            Err(ShopFileFault::TooLarge { .. })
        ));
    }

    fn with_strings(strings: &str) -> Result<(), ShopFileFault> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [
            ("xl/workbook.xml", "<a/>"),
            ("xl/SharedStrings.xml", strings),
        ] {
            writer
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        check_package(writer.finish().unwrap())
    }

    #[test]
    fn a_workbook_has_no_more_strings_than_it_has_room_for() {
        let of =
            |head: &str| with_strings(&format!("{head}{}</sst>", "<si><t>a</t></si>".repeat(900)));
        assert!(of(r#"<sst count="9000" uniqueCount="900">"#).is_ok());
        let padded = " ".repeat(300);
        for head in [
            r#"<sst uniqueCount="199999999998">"#.to_owned(),
            r"<sst uniqueCount = '99999999999999999999999999'>".to_owned(),
            format!(r#"<sst uniqueCount={padded}"1">"#),
            // Across the pieces in which it is unpacked, and behind one that is true.
            format!(
                r#"<!-- uniqueCount="1" {}--><sst uniqueCount="5000000">"#,
                "x".repeat(8_150)
            ),
        ] {
            assert!(
                matches!(of(&head), Err(ShopFileFault::Damaged)),
                "{}",
                head.len()
            );
        }
    }

    #[test]
    fn a_package_that_is_no_workbook_is_of_an_unknown_kind() {
        assert!(matches!(
            check_package(package(&[("a.txt", 3)])),
            Err(ShopFileFault::KindUnknown)
        ));
        assert!(matches!(
            check_package(Cursor::new(b"PK\x03\x04".to_vec())),
            Err(ShopFileFault::KindUnknown)
        ));
    }
}
