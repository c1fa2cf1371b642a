//! What was written from rows is read back as these rows; and how long a million of them takes.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Instant;

use encoding_rs::WINDOWS_1256;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use tempfile::NamedTempFile;

use super::super::{ReadRow, ShopFile};
use super::read;

#[derive(Debug, Clone)]
struct Order {
    number: u32,
    halalas: i64,
    seconds: i64,
    customer: String,
    phone: u32,
    uuid: Option<[u8; 16]>,
}

fn order() -> impl Strategy<Value = Order> {
    (
        1_u32..10_000_000,
        0_i64..100_000_000,
        1_600_000_000_i64..2_000_000_000,
        "[نورةسعدعبدالله][نورةسعدab,;\"\n ]{0,10}[نورةسعد]",
        0_u32..100_000_000,
        proptest::option::of(any::<[u8; 16]>()),
    )
        .prop_map(|(number, halalas, seconds, customer, phone, uuid)| Order {
            number,
            halalas,
            seconds,
            customer,
            phone,
            uuid: uuid.filter(|uuid| *uuid != [0; 16]),
        })
}

const HEADER: [&str; 6] = [
    "رقم الطلب",
    "إجمالي الطلب",
    "تاريخ الطلب",
    "اسم العميل",
    "رقم الجوال",
    "uuid",
];

impl Order {
    fn cells(&self) -> [String; 6] {
        let time = chrono::DateTime::from_timestamp(self.seconds, 0).unwrap();
        [
            format!("{:08}", self.number),
            format!("{}.{:02}", self.halalas / 100, self.halalas % 100),
            time.to_rfc3339(),
            self.customer.clone(),
            format!("+9665{:08}", self.phone),
            self.uuid
                .map_or_else(String::new, |uuid| uuid::Uuid::from_bytes(uuid).to_string()),
        ]
    }
}

fn is_read_back(bytes: &[u8], orders: &[Order]) -> Result<(), TestCaseError> {
    let file = read(bytes);
    prop_assert!(file.left_out.is_empty(), "{:?}", file.left_out);
    prop_assert_eq!(file.rows.len(), orders.len());
    for (row, order) in file.rows.iter().zip(orders) {
        let cells = order.cells();
        prop_assert_eq!(row.order_number.as_ref(), Some(&cells[0]));
        prop_assert_eq!(row.amount_halalas, Some(order.halalas));
        prop_assert_eq!(row.opened_at, Some(order.seconds * 1_000));
        let customer = order
            .customer
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        prop_assert_eq!(row.customer.as_ref(), Some(&customer));
        let phone = format!("5{:08}", order.phone);
        prop_assert_eq!(row.phone.as_ref(), Some(&phone));
        prop_assert_eq!(row.uuid.map(|uuid| *uuid.as_bytes()), order.uuid);
        prop_assert!(row.faults.is_empty());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn separated_text_in_every_encoding(
        orders in proptest::collection::vec(order(), 1..8), separator in prop_oneof![Just(b','), Just(b';'), Just(b'\t'), Just(b'|')],
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        writer.write_record(HEADER).unwrap();
        for order in &orders {
            writer.write_record(order.cells()).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        is_read_back(text.as_bytes(), &orders)?;
        is_read_back(&utf16, &orders)?;
        is_read_back(&WINDOWS_1256.encode(&text).0, &orders)?;
    }

    #[test]
    fn workbooks(orders in proptest::collection::vec(order(), 1..8)) {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (column, name) in (0..).zip(HEADER) {
            sheet.write(0, column, name).unwrap();
        }
        for (row, order) in (1..).zip(&orders) {
            for (column, cell) in (0..).zip(order.cells()) {
                sheet.write_string(row, column, cell).unwrap();
            }
            // As a number, which a spreadsheet keeps in binary.
            let sar: f64 = order.cells()[1].parse().unwrap();
            sheet.write_number(row, 1, sar).unwrap();
        }
        is_read_back(&workbook.save_to_buffer().unwrap(), &orders)?;
    }

    #[test]
    fn json_in_an_array_and_in_lines(orders in proptest::collection::vec(order(), 2..8)) {
        let values: Vec<serde_json::Value> = orders
            .iter()
            .map(|order| {
                let cells = order.cells();
                HEADER.iter().zip(cells).map(|(name, cell)| ((*name).to_owned(), cell.into())).collect::<serde_json::Map<_, _>>().into()
            })
            .collect();
        is_read_back(serde_json::to_string_pretty(&values).unwrap().as_bytes(), &orders)?;
        let mut lines = String::new();
        for value in &values {
            writeln!(lines, "{value}").unwrap();
        }
        is_read_back(lines.as_bytes(), &orders)?;
    }
}

/// `cargo test --release -p backoffice a_million_rows -- --ignored --nocapture`
#[test]
#[ignore = "a measurement"]
fn a_million_rows() {
    const ROWS: u32 = 1_000_000;
    let mut place = NamedTempFile::new().unwrap();
    let mut text = std::io::BufWriter::new(place.as_file_mut());
    writeln!(text, "{}", HEADER.join(",")).unwrap();
    for number in 0..ROWS {
        let order = Order {
            number,
            halalas: i64::from(number) * 7,
            seconds: 1_700_000_000 + i64::from(number),
            customer: "نورة العتيبي".to_owned(),
            phone: number,
            uuid: Some(uuid::Uuid::new_v4().into_bytes()),
        };
        writeln!(text, "{}", order.cells().join(",")).unwrap();
    }
    text.flush().unwrap();
    drop(text);
    let start = Instant::now();
    let file = ShopFile::open(place.path()).unwrap();
    let reading = file.found_reading().unwrap();
    file.look(&reading).unwrap();
    let looked = start.elapsed();
    let mut rows = file.rows(&reading).unwrap();
    let first = rows.next().is_some().then(|| start.elapsed());
    let read = 1 + rows
        .by_ref()
        .filter(|row| matches!(row, ReadRow::Row(row) if row.uuid.is_some()))
        .count();
    assert_eq!(read, ROWS as usize);
    eprintln!(
        "{} MB: looked at after {looked:?}, first row after {first:?}, all after {:?}",
        file.size() / 1_000_000,
        start.elapsed()
    );
}
