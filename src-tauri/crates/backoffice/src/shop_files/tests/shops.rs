//! One file of each shop, each in another form.

use encoding_rs::WINDOWS_1256;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::json;

use super::super::{identities, identity};
use super::{at, open, read};
use crate::view::{FileFormat, RowFaultKind, ShopField, ShopStatus, TextEncoding};

const A: &str = "550e8400-e29b-41d4-a716-446655440000";
const B: &str = "650e8400-e29b-41d4-a716-446655440001";

fn csv(separator: u8, rows: &[&[&str]]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(*row).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn woocommerce_as_csv_with_a_mark() {
    let text = csv(
        b',',
        &[
            &[
                "Order Number",
                "Order Status",
                "Order Date",
                "Customer Note",
                "First Name (Billing)",
                "Email (Billing)",
                "Phone (Billing)",
                "Address 1&2 (Shipping)",
                "City (Shipping)",
                "Order Subtotal Amount",
                "Order Shipping Amount",
                "Order Refund Amount",
                "Order Total Amount",
                "points_order_uuid",
            ],
            &[
                "0010482",
                "Processing",
                "2026-11-25 14:03",
                "call, please",
                "Noura",
                "n@example.com",
                "0501234567",
                "King Fahd Rd\nFloor 2",
                "Riyadh",
                "300.00",
                "48.00",
                "0.00",
                "348.00",
                A,
            ],
            &[
                "0010483",
                "Pending payment",
                "2026-11-25 15:00",
                "",
                "Saad",
                "",
                "+971501234567",
                "",
                "Jeddah",
                "80.00",
                "9.50",
                "0.00",
                "89.50",
                "",
            ],
        ],
    );
    let file = read(format!("\u{FEFF}{text}").as_bytes());
    assert_eq!(file.file.format(), FileFormat::Separated);
    assert_eq!(file.file.encoding(), Some(TextEncoding::Utf8));
    assert!(file.reading.has_header && file.left_out.is_empty());
    let [first, second] = file.rows.as_slice() else {
        panic!("{:?}", file.rows)
    };
    assert_eq!(first.row, 2);
    assert_eq!(first.order_number.as_deref(), Some("0010482"));
    assert_eq!(first.uuid.unwrap().to_string(), A);
    assert_eq!(first.amount_halalas, Some(34_800));
    assert_eq!(first.opened_at, Some(at("2026-11-25T14:03:00+03:00")));
    assert_eq!(first.status, Some(ShopStatus::Paid));
    assert_eq!(first.phone.as_deref(), Some("501234567"));
    assert_eq!(first.address.as_deref(), Some("King Fahd Rd Floor 2"));
    assert_eq!(first.city.as_deref(), Some("Riyadh"));
    assert_eq!(
        (second.row, second.uuid, second.amount_halalas),
        (3, None, Some(8_950))
    );
    assert_eq!(second.status, Some(ShopStatus::Pending));
    assert_eq!(second.phone.as_deref(), Some("+971501234567"));
    let looked = file.file.look(&file.reading).unwrap();
    assert_eq!(
        (looked.looked_at, looked.with_uuid, looked.has_more),
        (2, 1, false)
    );
    assert_eq!(looked.rows.len(), 2);
    assert_eq!(looked.columns[0].header, "Order Number");
    assert_eq!(looked.columns[6].samples, ["0501234567", "+971501234567"]);
    let words: Vec<_> = looked
        .statuses
        .iter()
        .map(|word| (word.text.as_str(), word.rows))
        .collect();
    assert_eq!(words, [("Pending payment", 1), ("Processing", 1)]);
}

#[test]
fn shopify_as_csv_with_a_line_for_each_item() {
    let header = [
        "Name",
        "Email",
        "Financial Status",
        "Paid at",
        "Fulfillment Status",
        "Currency",
        "Subtotal",
        "Shipping",
        "Taxes",
        "Total",
        "Created at",
        "Lineitem quantity",
        "Lineitem name",
        "Billing Name",
        "Billing Phone",
        "Shipping Street",
        "Shipping City",
        "Note Attributes",
        "Payment Reference",
        "Id",
    ];
    let note = format!("points_uuid: {A}");
    let text = csv(
        b',',
        &[
            &header,
            &[
                "#1001",
                "a@b.c",
                "paid",
                "2026-11-25 14:05:00 +0300",
                "unfulfilled",
                "SAR",
                "300.00",
                "18.00",
                "30.00",
                "348.00",
                "2026-11-25 14:03:22 +0300",
                "1",
                "Honey",
                "Noura",
                "'+966 50 123 4567",
                "Olaya",
                "Riyadh",
                &note,
                "c1.1",
                "5012345678901",
            ],
            &[
                "#1001",
                "a@b.c",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "2026-11-25 14:03:22 +0300",
                "2",
                "Oud",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
            ],
            &[
                "#1002",
                "c@d.e",
                "voided",
                "",
                "",
                "SAR",
                "10.00",
                "0.00",
                "0.00",
                "10.00",
                "2026-11-25 16:00:00 +0300",
                "1",
                "Oud",
                "Saad",
                "",
                "",
                "",
                "",
                "",
                "5012345678902",
            ],
        ],
    );
    let file = read(text.as_bytes());
    assert_eq!(file.place(ShopField::OrderNumber), Some(0));
    assert_eq!(file.place(ShopField::Amount), Some(9));
    assert_eq!(file.place(ShopField::OpenedAt), Some(10));
    let [first, second] = file.rows.as_slice() else {
        panic!("{:?}", file.rows)
    };
    assert_eq!(first.order_number.as_deref(), Some("1001"));
    assert_eq!(first.uuid.map(|uuid| uuid.to_string()).as_deref(), Some(A));
    assert_eq!(first.amount_halalas, Some(34_800));
    assert_eq!(first.opened_at, Some(at("2026-11-25T14:03:22+03:00")));
    assert_eq!(first.customer.as_deref(), Some("Noura"));
    assert_eq!(first.phone.as_deref(), Some("501234567"));
    assert_eq!(first.status, Some(ShopStatus::Paid));
    assert_eq!(
        (second.row, second.status),
        (4, Some(ShopStatus::Cancelled))
    );
}

#[test]
fn salla_as_a_workbook_with_a_title() {
    let mut workbook = Workbook::new();
    workbook
        .add_worksheet()
        .set_name("ملخص")
        .unwrap()
        .write(0, 0, "تقرير")
        .unwrap();
    let sheet = workbook.add_worksheet().set_name("الطلبات").unwrap();
    sheet
        .write(0, 0, "تقرير الطلبات من 2026-11-01 إلى 2026-11-30")
        .unwrap();
    let header = [
        "رقم الطلب",
        "حالة الطلب",
        "تاريخ الطلب",
        "اسم العميل",
        "رقم الجوال",
        "المدينة",
        "طريقة الدفع",
        "تكلفة الشحن",
        "إجمالي الطلب",
    ];
    for (column, name) in (0..).zip(header) {
        sheet.write(2, column, name).unwrap();
    }
    let date = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let time = ExcelDateTime::from_ymd(2026, 11, 25)
        .unwrap()
        .and_hms(14, 3, 22)
        .unwrap();
    sheet.write(3, 0, 10482).unwrap();
    sheet.write(3, 1, "بإنتظار الدفع").unwrap();
    sheet.write_with_format(3, 2, &time, &date).unwrap();
    sheet.write(3, 3, "نورة العتيبي").unwrap();
    sheet.write(3, 4, 966_501_234_567_i64).unwrap();
    sheet.write(3, 5, "الرياض").unwrap();
    sheet.write(3, 7, 18).unwrap();
    sheet.write(3, 8, 0.1 + 0.2).unwrap();
    // A blank row, then one whose cells are texts.
    for (column, text) in (0..).zip([
        "٠١٠٤٨٣",
        "تم التنفيذ",
        "٢٥/١١/٢٠٢٦ ٢:٠٣ م",
        "سعد",
        "٠٥٠٧٦٥٤٣٢١",
        "جدة",
        "مدى",
        "0",
        "١٬٢٣٤٫٥٠ ر.س",
    ]) {
        sheet.write(5, column, text).unwrap();
    }
    let file = read(&workbook.save_to_buffer().unwrap());
    assert_eq!(file.file.format(), FileFormat::Workbook);
    assert_eq!(file.file.encoding(), None);
    assert_eq!(file.file.sheets(), ["ملخص", "الطلبات"]);
    assert_eq!(file.reading.sheet.as_deref(), Some("الطلبات"));
    let [first, second] = file.rows.as_slice() else {
        panic!("{:?} {:?}", file.reading, file.rows)
    };
    assert_eq!((first.row, second.row), (4, 6));
    assert_eq!(first.order_number.as_deref(), Some("10482"));
    assert_eq!(first.amount_halalas, Some(30));
    assert_eq!(first.opened_at, Some(at("2026-11-25T14:03:22+03:00")));
    assert_eq!(first.status, Some(ShopStatus::Pending));
    assert_eq!(first.customer.as_deref(), Some("نورة العتيبي"));
    assert_eq!(first.phone.as_deref(), Some("501234567"));
    assert_eq!(second.order_number.as_deref(), Some("010483"));
    assert_eq!(second.amount_halalas, Some(123_450));
    assert_eq!(second.opened_at, Some(at("2026-11-25T14:03:00+03:00")));
    assert_eq!(second.status, Some(ShopStatus::Paid));
    assert_eq!(second.phone.as_deref(), Some("507654321"));
    assert!(first.faults.is_empty() && second.faults.is_empty());
}

#[test]
fn zid_in_the_code_page_of_windows_with_semicolons() {
    let text = csv(
        b';',
        &[
            &[
                "رقم الطلب",
                "حالة الطلب",
                "حالة الدفع",
                "تاريخ الطلب",
                "اسم العميل",
                "جوال العميل",
                "المدينة",
                "إجمالي قيمة الطلب",
            ],
            &[
                "7001",
                "جديد",
                "غير مدفوع",
                "03/11/2026",
                "نورة",
                "0501234567",
                "الرياض",
                "1.234,50",
            ],
            &[
                "7002",
                "تم التوصيل",
                "مدفوع",
                "25/11/2026",
                "سعد",
                "0501234568",
                "جدة",
                "89,50",
            ],
        ],
    );
    let (bytes, _, unmappable) = WINDOWS_1256.encode(&text);
    assert!(!unmappable);
    let file = read(&bytes);
    assert_eq!(file.file.encoding(), Some(TextEncoding::Windows1256));
    assert_eq!(file.place(ShopField::Status), Some(2));
    let [first, second] = file.rows.as_slice() else {
        panic!("{:?}", file.rows)
    };
    assert_eq!(first.amount_halalas, Some(123_450));
    assert_eq!(first.opened_at, Some(at("2026-11-03T00:00:00+03:00")));
    assert_eq!(first.status, Some(ShopStatus::Pending));
    assert_eq!(first.city.as_deref(), Some("الرياض"));
    assert_eq!(second.amount_halalas, Some(8_950));
}

#[test]
fn tabs_in_utf16_as_a_spreadsheet_saves_unicode_text() {
    let text = csv(
        b'\t',
        &[
            &["Order ID", "Total", "Date", "معرف Points"],
            &["1", "12.00", "11/02/2026", A],
            &["2", "13.00", "11/25/2026", B],
        ],
    );
    let file = read(&[b"\xFF\xFE".as_slice(), &utf16(&text)].concat());
    assert_eq!(file.file.encoding(), Some(TextEncoding::Utf16));
    let times: Vec<_> = file.rows.iter().map(|row| row.opened_at).collect();
    assert_eq!(
        times,
        [
            Some(at("2026-11-02T00:00:00+03:00")),
            Some(at("2026-11-25T00:00:00+03:00"))
        ]
    );
    assert_eq!(file.rows[1].uuid.unwrap().to_string(), B);
    assert_eq!(read(&utf16(&text)).rows, file.rows);
}

#[test]
fn woocommerce_as_json() {
    let value = json!([
        {"id": 1, "number": "10482", "status": "processing", "date_created": "2026-11-25T14:03:22", "date_created_gmt": "2026-11-25T11:03:22",
         "total": "348.00", "discount_total": "0.00", "shipping_total": "18.00", "cart_hash": "abc",
         "billing": {"first_name": "Noura", "phone": "0501234567", "city": "Riyadh"}, "shipping": {"city": "Jeddah", "address_1": "Olaya"},
         "meta_data": [{"id": 7, "key": "_points_order_uuid", "value": A}], "line_items": [{"name": "Honey", "total": "5.00"}]},
        {"id": 2, "number": "10483", "status": "on-hold", "date_created_gmt": "2026-11-25T12:00:00", "total": "1.00", "billing": {"phone": ""}},
    ]);
    for text in [
        serde_json::to_string(&value).unwrap(),
        serde_json::to_string_pretty(&value).unwrap(),
        json!({"orders": value, "page": 1}).to_string(),
    ] {
        let file = read(text.as_bytes());
        assert_eq!(file.file.format(), FileFormat::Json);
        let [first, second] = file.rows.as_slice() else {
            panic!("{:?}", file.rows)
        };
        assert_eq!(first.order_number.as_deref(), Some("10482"));
        assert_eq!(first.uuid.map(|uuid| uuid.to_string()).as_deref(), Some(A));
        assert_eq!(first.amount_halalas, Some(34_800));
        assert_eq!(first.opened_at, Some(at("2026-11-25T14:03:22+03:00")));
        assert_eq!(first.city.as_deref(), Some("Jeddah"));
        assert_eq!(first.address.as_deref(), Some("Olaya"));
        assert_eq!(first.phone.as_deref(), Some("501234567"));
        assert_eq!(second.status, Some(ShopStatus::Pending));
        assert_eq!(second.opened_at, Some(at("2026-11-25T15:00:00+03:00")));
    }
}

#[test]
fn shopify_as_lines_of_json() {
    let order = |name: &str, total: &str| {
        json!({"id": 5_012_345_678_901_i64, "name": name, "created_at": "2026-11-25T14:03:22+03:00", "total_price": total, "subtotal_price": "1.00",
            "financial_status": "pending", "cart_token": "c-1", "phone": null, "customer": {"phone": "+966501234567"},
            "note_attributes": [{"name": "points_uuid", "value": A}], "line_items": [{"name": "Honey", "price": "1.00"}]})
    };
    let text = format!(
        "{}\n{}\n\n{{broken\n",
        order("#1001", "348.00"),
        order("#1002", "89.50")
    );
    let file = read(text.as_bytes());
    assert_eq!(file.file.format(), FileFormat::JsonLines);
    let [first, second] = file.rows.as_slice() else {
        panic!("{:?}", file.rows)
    };
    assert_eq!(first.order_number.as_deref(), Some("1001"));
    assert_eq!(
        (first.amount_halalas, second.amount_halalas),
        (Some(34_800), Some(8_950))
    );
    assert_eq!(first.cart.as_deref(), Some("c-1"));
    assert_eq!(first.phone.as_deref(), Some("501234567"));
    assert_eq!(first.uuid.map(|uuid| uuid.to_string()).as_deref(), Some(A));
    let [fault] = file.left_out.as_slice() else {
        panic!("{:?}", file.left_out)
    };
    assert_eq!(
        (fault.row, fault.kind, fault.text.as_str()),
        (4, RowFaultKind::Unreadable, "{broken")
    );
}

#[test]
fn one_order_of_json_is_one_row() {
    let order =
        json!({"order_number": "7", "total": 12.5, "items": [{"name": "Honey"}, {"name": "Oud"}]});
    let file = read(serde_json::to_string_pretty(&order).unwrap().as_bytes());
    assert_eq!(file.rows.len(), 1);
    assert_eq!(file.rows[0].amount_halalas, Some(1_250));
}

#[test]
fn a_list_of_uuids_is_told_from_a_file_of_orders() {
    for text in [
        format!("{A}\n{B}\n"),
        format!("uuid\n{A}\n{B}\n"),
        format!("شكرا\n{A} و {B}\n"),
        json!([A, B]).to_string(),
    ] {
        let file = read(text.as_bytes());
        assert!(
            file.file.is_list_of_uuids(&file.reading),
            "{text} {:?}",
            file.reading
        );
    }
    for text in [
        format!("Order ID,uuid\n1,{A}\n2,{B}\n"),
        "uuid\nx\n".to_owned(),
        "رقم الطلب\n1\n2\n".to_owned(),
    ] {
        let file = read(text.as_bytes());
        assert!(
            !file.file.is_list_of_uuids(&file.reading),
            "{text} {:?}",
            file.reading
        );
    }
}

#[test]
fn what_cannot_be_read_is_a_fault_and_the_rest_of_the_row_is_taken() {
    let text = format!(
        "رقم الطلب,الإجمالي,تاريخ الطلب,uuid,الاسم\n1,12.345,1448/06/04,none of it,نورة\n2,10,2026-11-25,{A},سعد\n,5,2026-11-25,,بلا رقم\nرقم الطلب,الإجمالي,تاريخ الطلب,uuid,الاسم\n"
    );
    let file = read(text.as_bytes());
    let [first, second] = file.rows.as_slice() else {
        panic!("{:?}", file.rows)
    };
    let faults: Vec<_> = first
        .faults
        .iter()
        .map(|fault| (fault.kind, fault.field, fault.text.as_str()))
        .collect();
    assert_eq!(
        faults,
        [
            (RowFaultKind::Uuid, Some(ShopField::Uuid), "none of it"),
            (RowFaultKind::Amount, Some(ShopField::Amount), "12.345"),
            (RowFaultKind::Date, Some(ShopField::OpenedAt), "1448/06/04"),
        ]
    );
    assert_eq!(first.customer.as_deref(), Some("نورة"));
    assert!(second.faults.is_empty());
    let [fault] = file.left_out.as_slice() else {
        panic!("{:?}", file.left_out)
    };
    assert_eq!((fault.row, fault.kind), (4, RowFaultKind::Nameless));
    assert!(fault.text.contains("بلا رقم"));
}

#[test]
fn what_a_person_says_goes_before_what_the_desk_finds() {
    let text = "id,state,a,b\n1,عند الورشة,10,20\n2,paid,11,21\n";
    let (_place, file) = open(text.as_bytes());
    let file = file.unwrap();
    let mut reading = file.found_reading().unwrap();
    reading.fields = vec![
        Some(ShopField::OrderNumber),
        Some(ShopField::Status),
        None,
        Some(ShopField::Amount),
    ];
    reading
        .statuses
        .insert("عند الورشة".to_owned(), ShopStatus::Paid);
    reading
        .statuses
        .insert("PAID".to_owned(), ShopStatus::Other);
    let (rows, _) = super::rows(&file, &reading);
    assert_eq!(
        rows.iter().map(|row| row.status).collect::<Vec<_>>(),
        [Some(ShopStatus::Paid), Some(ShopStatus::Other)]
    );
    assert_eq!(rows[1].amount_halalas, Some(2_100));
    reading.has_header = false;
    assert_eq!(super::rows(&file, &reading).0.len(), 3);
}

#[test]
fn the_shape_is_that_of_the_names_and_of_nothing_else() {
    let shape = |text: &str| {
        let file = read(text.as_bytes());
        let mut turned = file.reading.clone();
        turned.has_header = !turned.has_header;
        turned.fields.clear();
        assert_eq!(
            file.file.shape(&turned).unwrap(),
            file.file.shape(&file.reading).unwrap()
        );
        file.file.shape(&file.reading).unwrap()
    };
    let one = shape("رقم الطلب,الإجمالي\n1,2.00\n");
    assert_eq!(one, shape("رقم الطلب;الاجمالى\n9;3.00\n10;4.00\n"));
    assert_ne!(one, shape("الإجمالي,رقم الطلب\n2.00,1\n"));
    assert_ne!(
        shape("1001,2.00\n1002,3.00\n"),
        shape("1001,نورة\n1002,سعد\n")
    );
}

#[test]
fn a_later_file_that_adds_the_uuid_speaks_of_the_same_checkout() {
    let before =
        read(b"Order ID,Total,Created at,Status\n1042,348.00,2026-11-25 14:03:22,pending\n");
    let text = format!(
        "Created at,Status,Order ID,UUID,Total\n2026-11-25T11:03:22Z,paid,#1042,{A},\"SAR 348.00\"\n"
    );
    let after = read(text.as_bytes());
    let known = identity(&before.rows[0]).unwrap();
    assert_ne!(identity(&after.rows[0]), Some(known.clone()));
    assert!(identities(&after.rows[0]).contains(&known));
}

#[test]
fn the_rest_of_a_long_file_decides_about_dates_that_its_beginning_leaves_open() {
    let mut text = "Order ID,Total,Order Date\n".to_owned();
    text.extend((0..7_000).map(|number| format!("{number},1.00,11/02/2026\n")));
    let day_first = read(text.as_bytes());
    assert_eq!(
        day_first.rows[0].opened_at,
        Some(at("2026-02-11T00:00:00+03:00"))
    );
    text.push_str("7000,1.00,11/25/2026\n");
    let month_first = read(text.as_bytes());
    assert_eq!(
        month_first.rows[0].opened_at,
        Some(at("2026-11-02T00:00:00+03:00"))
    );
    let looked = month_first.file.look(&month_first.reading).unwrap();
    assert_eq!((looked.looked_at, looked.has_more), (4_999, true));
    assert_eq!(looked.rows[0].opened_at, month_first.rows[0].opened_at);
}
