//! Nothing breaks a reader or keeps it for ever: each is fed files that were good once and were then
//! changed at random, for `POINTS_DESK_FUZZ_SECONDS`. A run that fails says the seed by which
//! `POINTS_DESK_FUZZ_SEED` repeats it.

use std::io::{Cursor, Read as _, Write as _};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use encoding_rs::WINDOWS_1256;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::super::ReadRow;
use super::open;
use crate::view::{FileReading, ShopField};

const UUID: &str = "550e8400-e29b-41d4-a716-446655440000";

/// No small file takes so long.
const LONGEST: Duration = Duration::from_secs(20);

const FIELDS: [ShopField; 12] = [
    ShopField::OrderNumber,
    ShopField::Uuid,
    ShopField::Reference,
    ShopField::Amount,
    ShopField::OpenedAt,
    ShopField::Status,
    ShopField::Phone,
    ShopField::Customer,
    ShopField::City,
    ShopField::Address,
    ShopField::Link,
    ShopField::Cart,
];

/// Random numbers that a seed repeats (xorshift).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap()
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

/// Does with a file whatever can be done with one.
fn use_all(bytes: &[u8], chance: &mut Chance) {
    let start = Instant::now();
    let (_place, file) = open(bytes);
    if let Ok(file) = file {
        let mut readings = vec![FileReading::default()];
        readings.extend(file.found_reading());
        let any = |chance: &mut Chance| FileReading {
            sheet: Some("a".to_owned()),
            has_header: chance.below(2) == 0,
            fields: (0..chance.below(9))
                .map(|_| FIELDS.get(chance.below(16)).copied())
                .collect(),
            ..FileReading::default()
        };
        readings.push(any(chance));
        for reading in &readings {
            let shape = file.shape(reading).ok();
            assert_eq!(shape, file.shape(reading).ok());
            file.is_list_of_uuids(reading);
            let looked = file.look(reading).ok();
            let Ok(mut rows) = file.rows(reading) else {
                continue;
            };
            let mut count = 0;
            let mut with_uuid = 0;
            for row in &mut rows {
                count += 1;
                if let ReadRow::Row(row) = row {
                    assert!(row.amount_halalas.is_none_or(|halalas| halalas >= 0));
                    assert!(row.row > 0);
                    assert!(
                        row.order_number.is_some() || row.uuid.is_some() || row.reference.is_some()
                    );
                    with_uuid += u64::from(row.uuid.is_some());
                }
            }
            assert!(rows.bytes_read() <= file.size());
            if rows.ended().is_ok()
                && let Some(looked) = looked
                && !looked.has_more
            {
                assert_eq!((looked.looked_at, looked.with_uuid), (count, with_uuid));
            }
        }
    }
    assert!(start.elapsed() < LONGEST, "it took {:?}", start.elapsed());
}

/// Changes bytes at some places.
fn change(bytes: &mut Vec<u8>, chance: &mut Chance, tokens: &[&[u8]]) {
    for _ in 0..=chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        match chance.below(7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            1 if at < bytes.len() => bytes[at] = chance.next().to_le_bytes()[0],
            2 => {
                let end = (at + chance.below(20)).min(bytes.len());
                bytes.drain(at..end);
            }
            3 => {
                let end = (at + chance.below(60)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                let times = chance.below(30);
                let to = chance.below(bytes.len() + 1);
                bytes.splice(to..to, part.repeat(times));
            }
            4 if chance.below(4) == 0 => bytes.truncate(at),
            _ => {
                let token = chance.of(tokens).to_vec();
                bytes.splice(at..at, token);
            }
        }
    }
}

/// Changes files for as long as it was told, each time from a good one.
fn fuzz(name: &str, good: &[Vec<u8>], mut changed: impl FnMut(&mut Vec<u8>, &mut Chance)) {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .and_then(|text| text.parse::<u64>().ok())
    };
    let seconds = number("POINTS_DESK_FUZZ_SECONDS").unwrap_or(2);
    let once = number("POINTS_DESK_FUZZ_SEED");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let mut seeds = Chance(now.as_secs() << 20 | u64::from(now.subsec_micros()) | 1);
    let start = Instant::now();
    let mut files = 0_u64;
    while start.elapsed() < Duration::from_secs(seconds) {
        let seed = once.unwrap_or_else(|| seeds.next());
        let mut chance = Chance(seed | 1);
        let mut bytes = good[chance.below(good.len())].clone();
        changed(&mut bytes, &mut chance);
        let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            use_all(&bytes, &mut chance);
        }));
        assert!(
            ended.is_ok(),
            "{name}: POINTS_DESK_FUZZ_SEED={seed} breaks it"
        );
        files += 1;
        if once.is_some() {
            break;
        }
    }
    assert!(files > 0);
    eprintln!("{name}: {files} files");
}

const TEXT_TOKENS: &[&[u8]] = &[
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"|",
    b"\n",
    b"\r",
    b"\r\n",
    b"\0",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"\xD8",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b"\\",
    b"null",
    b"1e999",
    b"-",
    b"=\"",
    b"#",
    b"25/11/2026",
    b"99999999999999999999",
    b"1.234,50",
    "الطلب".as_bytes(),
    "ر.س".as_bytes(),
    "\u{202E}".as_bytes(),
    b"sep=",
    b"<",
];

fn table(separator: &str) -> String {
    let rows = [
        format!(
            "رقم الطلب{separator}الإجمالي{separator}تاريخ الطلب{separator}اسم العميل{separator}رقم الجوال{separator}uuid"
        ),
        format!(
            "#1042{separator}\"1,234.50 ر.س\"{separator}25/11/2026 2:03 م{separator}\"نورة\nالعتيبي\"{separator}0501234567{separator}{UUID}"
        ),
        format!(
            "٠٠١٠٤٣{separator}89.5{separator}2026-11-25T14:03:22Z{separator}\"a \"\"b\"\"\"{separator}+966501234567{separator}"
        ),
        format!("#1043{separator}{separator}{separator}{separator}{separator}"),
    ];
    rows.join("\n")
}

#[test]
fn separated_text() {
    let good: Vec<Vec<u8>> = [",", ";", "\t", "|"]
        .into_iter()
        .flat_map(|separator| {
            let text = table(separator);
            let utf16 = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            [
                WINDOWS_1256.encode(&text).0.into_owned(),
                utf16,
                text.into_bytes(),
            ]
        })
        .collect();
    fuzz("separated text", &good, |bytes, chance| {
        change(bytes, chance, TEXT_TOKENS);
    });
}

fn json_order(number: u32) -> String {
    format!(
        "{{\"id\": {number}, \"number\": \"{number}\", \"total\": \"34{number}.50\", \"created_at\": \"2026-11-25T14:03:22+03:00\", \
         \"billing\": {{\"phone\": \"0501234567\", \"city\": null}}, \"meta_data\": [{{\"key\": \"uuid\", \"value\": \"{UUID}\"}}], \"items\": [{{\"a\": []}}]}}"
    )
}

#[test]
fn json() {
    let orders = [json_order(1), json_order(2), json_order(3)].join(", ");
    let good = [
        format!("[{orders}]").into_bytes(),
        format!("{{\"meta\": {{\"tags\": [1, \"]\"]}}, \"data\": [{orders}], \"page\": 1}}")
            .into_bytes(),
        json_order(4).into_bytes(),
        format!("[\"{UUID}\", \"x\"]").into_bytes(),
    ];
    fuzz("JSON", &good, |bytes, chance| {
        change(bytes, chance, TEXT_TOKENS);
    });
}

#[test]
fn json_lines() {
    let good = [[json_order(1), json_order(2), json_order(3)]
        .join("\n")
        .into_bytes()];
    fuzz("JSON Lines", &good, |bytes, chance| {
        change(bytes, chance, TEXT_TOKENS);
    });
}

fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("a").unwrap();
    for (row, line) in (0..).zip(table("|").split('\n')) {
        for (column, cell) in (0..).zip(line.split('|')) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    sheet.write(4, 0, 10_482).unwrap();
    sheet.write(4, 1, 12.5).unwrap();
    sheet.write(4, 2, 46_351.585).unwrap();
    workbook.add_worksheet().write(0, 0, true).unwrap();
    workbook.save_to_buffer().unwrap()
}

const SHEET_TOKENS: &[&[u8]] = &[
    b"<row r=\"9999999999\">",
    b"</row>",
    b"<c r=\"XFD1048576\">",
    b"<c r=\"ZZZZZZZ1\"><v>1</v></c>",
    b"<c t=\"s\"><v>99999</v></c>",
    b"<c t=\"s\"><v>-1</v></c>",
    b"<v>1e308</v>",
    b"<v/>",
    b"</sheetData>",
    b"<!--",
    b"]]>",
    b"&#0;",
    b"&amp;",
    b"<is><t>x</t></is>",
    b"t=\"d\"",
    b"t=\"e\"",
    b"s=\"4000000000\"",
    b"r=\"\"",
    b"r=\"1A\"",
    b"<dimension ref=\"A1:XFD1048576\"/>",
    b"\xFF",
    b"\0",
    b"\"",
    b"<",
];

/// A package with one of its parts changed.
fn change_part(package: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(package)).unwrap();
    let changed = chance.below(from.len());
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..from.len() {
        let mut part = from.by_index(place).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        // The sheet is what most of the reading is about.
        if place == changed || (name.ends_with("sheet1.xml") && chance.below(2) == 0) {
            change(&mut bytes, chance, SHEET_TOKENS);
        }
        to.start_file(name, SimpleFileOptions::default()).unwrap();
        to.write_all(&bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn workbooks() {
    fuzz("workbooks", &[workbook()], |bytes, chance| {
        if chance.below(4) == 0 {
            change(bytes, chance, SHEET_TOKENS);
        } else {
            *bytes = change_part(bytes, chance);
        }
    });
}

proptest! {
    #[test]
    fn no_bytes_break_anything(bytes in proptest::collection::vec(any::<u8>(), 0..400), seed in 1_u64..) {
        use_all(&bytes, &mut Chance(seed));
    }

    #[test]
    fn no_text_breaks_anything(text in "[a1,;\t|\n\"{}\\[\\]: .#ع/-]{0,200}", seed in 1_u64..) {
        use_all(text.as_bytes(), &mut Chance(seed));
    }
}
