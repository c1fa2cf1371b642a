//! Files that nobody meant.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::ShopFileFault;
use super::{open, read};

#[test]
fn a_file_with_nothing_in_it_is_empty() {
    for bytes in [b"".as_slice(), b"\n", b"\xEF\xBB\xBF", b"  \r\n\t"] {
        assert!(
            matches!(open(bytes).1, Err(ShopFileFault::Empty)),
            "{bytes:?}"
        );
    }
}

#[test]
fn one_byte_and_a_header_alone_are_files_without_orders() {
    for text in [
        "x",
        ",",
        "رقم الطلب,الإجمالي",
        "رقم الطلب,الإجمالي\n",
        "[]",
        "{}",
        "{\"orders\": []}",
        "[[]]",
        "\"",
        "sep=;",
    ] {
        let file = read(text.as_bytes());
        assert!(file.rows.is_empty(), "{text}: {:?}", file.rows);
        let looked = file.file.look(&file.reading).unwrap();
        assert!(!looked.has_more && looked.with_uuid == 0, "{text}");
        file.file.shape(&file.reading).unwrap();
    }
}

#[test]
fn ten_thousand_columns_are_columns() {
    let mut header: Vec<String> = (0..10_000).map(|column| format!("c{column}")).collect();
    header[9_998] = "Order ID".to_owned();
    header[9_999] = "Total".to_owned();
    let row: Vec<String> = (0..10_000).map(|column| column.to_string()).collect();
    let text = format!(
        "{}\n{}\n{}\n",
        header.join(","),
        row.join(","),
        row.join(",")
    );
    let file = read(text.as_bytes());
    assert_eq!(file.rows.len(), 2);
    assert_eq!(file.rows[0].order_number.as_deref(), Some("9998"));
    assert_eq!(file.rows[0].amount_halalas, Some(999_900));
    assert_eq!(file.file.look(&file.reading).unwrap().columns.len(), 10_000);
}

#[test]
fn a_cell_of_ten_megabytes_costs_nothing_but_itself() {
    let longest = "ت".repeat(5 * 1024 * 1024);
    let long = "ت".repeat(1024 * 1024);
    let text = format!(
        "Order ID,Customer Name,Total,Order Date,uuid\n1,{longest},1.00,2026-11-25,\n2,Noura,{long},{long},{long}\n{long},x,1,,\n3,y,1,,\n"
    );
    let file = read(text.as_bytes());
    assert_eq!(file.rows.len(), 3, "{:?} {:?}", file.left_out, file.reading);
    assert_eq!(file.rows[0].customer.as_ref().unwrap().chars().count(), 500);
    // A column of no uuids is not taken for one of uuids.
    assert_eq!(file.rows[1].faults.len(), 2);
    assert!(
        file.rows[1]
            .faults
            .iter()
            .all(|fault| fault.text.chars().count() <= 120)
    );
    assert_eq!(file.left_out.len(), 1);
    assert!(file.left_out[0].text.chars().count() <= 120);
}

#[test]
fn quotes_that_do_not_match_cost_their_row_alone() {
    let text =
        "Order ID,Customer Name,Total\n1,\"Noura,1.00\n2,Saad,2.00\n3,\"Huda \"\"H\"\"\",3.00\n";
    let file = read(text.as_bytes());
    let numbers: Vec<_> = file
        .rows
        .iter()
        .map(|row| (row.row, row.order_number.as_deref().unwrap()))
        .collect();
    assert_eq!(numbers, [(3, "2"), (4, "3")]);
    assert_eq!(file.left_out.len(), 1);
    assert_eq!(file.left_out[0].row, 2);
}

#[test]
fn some_zeros_are_passed_over() {
    let file = read(
        format!(
            "Order ID,Customer Name,Total\n\0001\0,No\0ura,1.00\n{}",
            "2,Saad,2.00\n".repeat(9)
        )
        .as_bytes(),
    );
    assert_eq!(file.rows.len(), 10);
    assert_eq!(file.rows[0].customer.as_deref(), Some("Noura"));
}

#[test]
fn a_picture_is_of_an_unknown_kind() {
    let mut picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    picture.extend((0..20_000_u32).map(|at| at.wrapping_mul(2_654_435_761).to_le_bytes()[2]));
    for bytes in [
        picture.as_slice(),
        b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01",
        b"%PDF-1.4\n",
        b"<!doctype html><table>",
    ] {
        assert!(matches!(open(bytes).1, Err(ShopFileFault::KindUnknown)));
    }
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_package_that_is_no_workbook_is_no_file_of_orders() {
    assert!(matches!(
        open(&package(&[("orders.csv", "a,b\n1,2\n")])).1,
        Err(ShopFileFault::KindUnknown)
    ));
    let half = package(&[("xl/workbook.xml", "<workbook><sheets>")]);
    assert!(matches!(
        open(&half).1,
        Err(ShopFileFault::Damaged | ShopFileFault::Empty)
    ));
    assert!(matches!(
        open(b"PK\x03\x04").1,
        Err(ShopFileFault::KindUnknown)
    ));
}

/// A workbook with one sheet of this XML.
fn workbook(sheet: &str) -> Vec<u8> {
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    package(&[
        (
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

#[test]
fn a_cell_at_the_end_of_the_sheet_takes_no_memory() {
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>Order ID</v></c><c r=\"B1\" t=\"str\"><v>Total</v></c></row>\
        <row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\"><v>2</v></c></row>\
        <row r=\"1048576\"><c r=\"A1048576\"><v>7</v></c><c r=\"XFD1048576\"><v>8</v></c></row></sheetData></worksheet>";
    let file = read(&workbook(sheet));
    let rows: Vec<_> = file
        .rows
        .iter()
        .map(|row| (row.row, row.order_number.as_deref().unwrap()))
        .collect();
    assert_eq!(rows, [(2, "1"), (1_048_576, "7")]);
}

#[test]
fn a_sheet_that_breaks_off_gives_its_rows_and_says_so() {
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>Order ID</v></c></row>\
        <row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"3\"><c r=\"A3\"><v>2";
    let (_place, file) = open(&workbook(sheet));
    let file = file.unwrap();
    let reading = file.found_reading();
    if let Ok(reading) = reading {
        let mut rows = file.rows(&reading).unwrap();
        assert!(rows.by_ref().count() <= 2);
        assert!(matches!(rows.ended(), Err(ShopFileFault::Damaged)));
    }
}

#[test]
fn json_that_is_nested_without_end_or_cut_off_says_so() {
    let (_place, file) =
        open("[{\"order_number\": \"1\", \"total\": 5}, {\"order_number\": ".as_bytes());
    let file = file.unwrap();
    let reading = file.found_reading().unwrap();
    let mut rows = file.rows(&reading).unwrap();
    assert_eq!(rows.by_ref().count(), 1);
    assert!(matches!(rows.ended(), Err(ShopFileFault::Damaged)));
    for text in [
        "[".repeat(2_000_000),
        "{\"a\":".repeat(500_000),
        "[".repeat(500) + &"]".repeat(500),
    ] {
        if let Ok(file) = open(text.as_bytes()).1 {
            let reading = file.found_reading().unwrap_or_default();
            if let Ok(rows) = file.rows(&reading) {
                assert!(rows.count() <= 1);
            }
        }
    }
}

#[test]
fn a_folder_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(
        super::ShopFile::open(folder.path()),
        Err(ShopFileFault::KindUnknown)
    ));
    assert!(matches!(
        super::ShopFile::open(&folder.path().join("gone.csv")),
        Err(ShopFileFault::Io(_))
    ));
}
