//! How large a workbook becomes when it is unpacked, which its own figures need not tell truly.

use std::io::{self, Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::shop_files::ShopFileFault;

/// A sheet of a million rows with twenty columns has half of it.
const MOST_UNPACKED: u64 = 1024 * 1024 * 1024;

/// Anything but a sheet is kept in memory whole.
const MOST_IN_MEMORY: u64 = 256 * 1024 * 1024;

const MOST_PARTS: usize = 10_000;

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
        let is_sheet = file
            .name()
            .map_err(fault)?
            .to_ascii_lowercase()
            .contains("worksheets/");
        let left = most - unpacked;
        let limit = if is_sheet {
            left
        } else {
            left.min(most_in_memory)
        };
        let size = io::copy(&mut file.take(limit + 1), &mut io::sink())
            .map_err(|_| ShopFileFault::Damaged)?;
        if size > limit {
            return Err(too_large(most));
        }
        unpacked += size;
    }
    Ok(())
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
