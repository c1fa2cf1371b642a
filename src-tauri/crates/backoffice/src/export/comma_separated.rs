//! CSV as spreadsheets open it: UTF-8 with a byte order mark, commas, line ends of RFC 4180.

use std::borrow::Cow;
use std::io::{self, Write};

use super::cells::{Cell, cell};
use super::{OrderWriter, Plan, times, words};
use crate::store::WholeOrder;

/// Without it, Excel takes Arabic for something else.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A CSV file.
pub(super) struct CommaSeparated<'a, W: Write> {
    plan: &'a Plan,
    rows: csv::Writer<W>,
}

impl<'a, W: Write> CommaSeparated<'a, W> {
    /// Writes the headings.
    pub(super) fn new(plan: &'a Plan, mut file: W) -> io::Result<Self> {
        file.write_all(BYTE_ORDER_MARK)?;
        let mut rows = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(file);
        rows.write_record(
            plan.columns
                .iter()
                .map(|column| words::heading(*column).in_language(plan.language)),
        )
        .map_err(io_error)?;
        Ok(Self { plan, rows })
    }
}

impl<W: Write> OrderWriter for CommaSeparated<'_, W> {
    fn order(&mut self, order: WholeOrder) -> io::Result<()> {
        for column in &self.plan.columns {
            let text = written(cell(*column, &order, self.plan.language));
            self.rows.write_field(text).map_err(io_error)?;
        }
        self.rows.write_record(None::<&[u8]>).map_err(io_error)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.rows.flush()
    }
}

/// The failure of the disk that lies beneath: what to tell depends on it.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn written(cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => harmless(&text).into_owned(),
        Cell::Money(halalas) => halalas.to_sar(),
        Cell::Number(text) => text,
        Cell::Count(count) => count.to_string(),
        Cell::Time(time) => times::in_riyadh(time).unwrap_or_else(|| time.to_string()),
    }
}

/// A text that a spreadsheet does not take for a formula: an apostrophe stands before it. One that
/// only looks as if it had been made harmless gets another, so that nothing is lost.
fn harmless(text: &str) -> Cow<'_, str> {
    let begins_a_formula = text
        .trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if begins_a_formula {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::super::fixtures::{any_order, order, read};
    use super::*;
    use crate::view::{ExportColumn, ExportFormat, Language};

    fn text(columns: &[ExportColumn], language: Language, orders: &[WholeOrder]) -> String {
        let plan = Plan::new(ExportFormat::Csv, columns.to_vec(), language);
        let mut file = Vec::new();
        let mut writer = plan.writer(&mut file, Path::new(".")).unwrap();
        for order in orders {
            writer.order(order.clone()).unwrap();
        }
        writer.finish().unwrap();
        String::from_utf8(file).unwrap()
    }

    /// The rows of a file as any reader of CSV has them, the headings first.
    fn rows(
        columns: &[ExportColumn],
        language: Language,
        orders: &[WholeOrder],
    ) -> Vec<Vec<String>> {
        let text = text(columns, language, orders);
        csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.strip_prefix('\u{feff}').unwrap().as_bytes())
            .records()
            .map(|row| row.unwrap().iter().map(ToOwned::to_owned).collect())
            .collect()
    }

    /// A text as it was before it was made harmless.
    fn meant(text: &str) -> &str {
        match text.strip_prefix('\'') {
            Some(rest) if harmless(rest) != rest => rest,
            _ => text,
        }
    }

    #[test]
    fn a_file_opens_as_people_expect_it() {
        let columns = [
            ExportColumn::Number,
            ExportColumn::Financial,
            ExportColumn::Total,
            ExportColumn::Created,
        ];
        let mut order = read("١٠٤٢, بريدة");
        order.row.total_halalas = Some(100_000_000_000_000);
        assert_eq!(
            text(&columns, Language::Ar, &[order]),
            "\u{feff}الرقم,المال,الإجمالي، ر.س,تاريخ الإنشاء\r\n\
             \"١٠٤٢, بريدة\",مدفوع,1000000000000.00,2026-11-24 00:00 +03:00\r\n"
        );
    }

    #[test]
    fn what_begins_like_a_formula_is_text_and_numbers_stay_numbers() {
        let mut order = order();
        order.row.order_number = Some("=HYPERLINK(\"http://x\")".to_owned());
        order.row.reference_number = Some("+966501234567".to_owned());
        order.row.shipping.label = Some("\tcmd".to_owned());
        order.row.shipping.custom_ar = Some("＝1+1".to_owned());
        order.row.shipping.custom_en = Some("@SUM(A1)".to_owned());
        order.row.total_halalas = Some(-5_000);
        order.items[0].name = "-2+3".to_owned();
        order.items[0].quantity = None;
        let columns = [
            ExportColumn::Number,
            ExportColumn::Reference,
            ExportColumn::ShippingLabel,
            ExportColumn::ShippingNameAr,
            ExportColumn::ShippingNameEn,
            ExportColumn::Total,
            ExportColumn::Items,
        ];
        assert_eq!(
            rows(&columns, Language::En, &[order])[1],
            [
                "'=HYPERLINK(\"http://x\")",
                "'+966501234567",
                "'\tcmd",
                "'＝1+1",
                "'@SUM(A1)",
                "-50.00",
                "'-2+3 (75.00); Coffee",
            ]
        );
    }

    #[test]
    fn a_product_name_of_ten_thousand_characters_is_whole() {
        let mut order = order();
        order.items.truncate(1);
        order.items[0].name = "تمر".repeat(3_334);
        let rows = rows(&[ExportColumn::Items], Language::Ar, &[order]);
        assert_eq!(
            rows[1][0].chars().count(),
            10_002 + "2 ×  (75.00)".len() - 1
        );
    }

    proptest! {
        #[test]
        fn what_was_written_can_be_read_back(
            orders in proptest::collection::vec(any_order(), 0..4),
        ) {
            let rows = rows(&[], Language::En, &orders);
            prop_assert_eq!(rows.len(), orders.len() + 1);
            for (row, order) in rows[1..].iter().zip(&orders) {
                prop_assert_eq!(row.len(), ExportColumn::ALL.len());
                for (text, column) in row.iter().zip(ExportColumn::ALL) {
                    let expected = match cell(column, order, Language::En) {
                        Cell::Text(text) | Cell::Number(text) => text,
                        Cell::Empty => String::new(),
                        Cell::Time(time) => times::in_riyadh(time).unwrap(),
                        Cell::Money(halalas) => halalas.to_sar(),
                        Cell::Count(count) => count.to_string(),
                    };
                    prop_assert_eq!(meant(text), expected, "{:?}", column);
                    prop_assert!(
                        matches!(cell(column, order, Language::En), Cell::Money(_) | Cell::Count(_))
                            || !text.starts_with(['=', '+', '-', '@', '\t', '\r']),
                        "{:?}", text
                    );
                }
            }
        }
    }
}
