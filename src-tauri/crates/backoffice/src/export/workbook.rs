//! XLSX: real numbers and dates, headings that stay in sight, and a sheet that runs from right to
//! left in Arabic. Texts are written as texts, so none is a formula.

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::cells::{Cell, cell};
use super::times::{self, RIYADH_SECONDS};
use super::words::{self, Words};
use super::{OrderWriter, Plan};
use crate::store::WholeOrder;
use crate::view::ExportColumn;

/// Rows of a sheet, the headings among them (Excel specifications and limits).
const SHEET_ROWS: u32 = 1_048_576;

/// UTF-16 units that a cell holds (Excel specifications and limits).
const CELL_UNITS: usize = 32_767;

/// Digits of a number that a spreadsheet keeps.
const EXACT_DIGITS: usize = 15;

/// Days from the sheet's day 0 to 1970-01-01.
const DAYS_TO_1970: f64 = 25_569.0;

/// 1900-03-01 and 9999-12-31 24:00, UTC milliseconds: between them, sheets agree about dates.
const DATES: std::ops::Range<i64> = -2_203_891_200_000..253_402_300_800_000;

/// An XLSX file.
pub(super) struct WorkbookWriter<'a, W> {
    plan: &'a Plan,
    file: W,
    workbook: Workbook,
    styles: Styles,
    /// Sheets that are full.
    full: usize,
    row: u32,
}

struct Styles {
    heading: Format,
    money: Format,
    time: Format,
}

impl<'a, W: Write + Send> WorkbookWriter<'a, W> {
    /// Begins the first sheet. Rows wait in a nameless file in `folder`, which is where room is
    /// needed anyway, and not in memory.
    pub(super) fn new(plan: &'a Plan, file: W, folder: &Path) -> io::Result<Self> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(folder).map_err(io_error)?;
        let mut writer = Self {
            plan,
            file,
            workbook,
            styles: Styles {
                heading: Format::new().set_bold(),
                money: Format::new().set_num_format("0.00"),
                time: Format::new().set_num_format("yyyy-mm-dd hh:mm \"+03:00\""),
            },
            full: 0,
            row: 0,
        };
        writer.begin_sheet().map_err(io_error)?;
        Ok(writer)
    }

    fn begin_sheet(&mut self) -> Result<(), XlsxError> {
        let language = self.plan.language;
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        let name = SHEET.in_language(language);
        let number = self.full + 1;
        if number == 1 {
            sheet.set_name(name)?;
        } else {
            sheet.set_name(format!("{name} {number}"))?;
        }
        sheet.set_right_to_left(language == crate::view::Language::Ar);
        sheet.set_freeze_panes(1, 0)?;
        for (column, place) in self.plan.columns.iter().zip(0_u16..) {
            sheet.set_column_width(place, width(*column))?;
            let heading = words::heading(*column).in_language(language);
            sheet.write_string_with_format(0, place, heading, &self.styles.heading)?;
        }
        self.row = 1;
        Ok(())
    }

    /// Headings of a sheet that is done filter its rows.
    fn end_sheet(&mut self) -> Result<(), XlsxError> {
        let last = u16::try_from(self.plan.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let row = self.row.saturating_sub(1);
        self.workbook
            .worksheet_from_index(self.full)?
            .autofilter(0, 0, row, last)?;
        Ok(())
    }

    fn write(&mut self, order: &WholeOrder) -> Result<(), XlsxError> {
        if self.row == SHEET_ROWS {
            self.end_sheet()?;
            self.full += 1;
            self.begin_sheet()?;
        }
        let sheet = self.workbook.worksheet_from_index(self.full)?;
        for (column, place) in self.plan.columns.iter().zip(0_u16..) {
            let cell = cell(*column, order, self.plan.language);
            write_cell(sheet, self.row, place, cell, &self.styles)?;
        }
        self.row += 1;
        Ok(())
    }
}

const SHEET: Words = Words {
    en: "Orders",
    ar: "الطلبات",
};

impl<W: Write + Send> OrderWriter for WorkbookWriter<'_, W> {
    fn order(&mut self, order: WholeOrder) -> io::Result<()> {
        on_disk(|| self.write(&order))
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        on_disk(|| {
            self.end_sheet()?;
            self.workbook.save_to_writer(&mut self.file)
        })?;
        self.file.flush()
    }
}

/// The library panics where its nameless file takes no more, and only there; that is a disk
/// without room.
fn on_disk(write: impl FnOnce() -> Result<(), XlsxError>) -> io::Result<()> {
    match catch_unwind(AssertUnwindSafe(write)) {
        Ok(written) => written.map_err(io_error),
        Err(_) => Err(io::ErrorKind::StorageFull.into()),
    }
}

/// The failure of the disk that lies beneath, if one does: what to tell depends on it.
fn io_error(error: XlsxError) -> io::Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    let mut kind = match &error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => Some(error.kind()),
        _ => None,
    };
    while let (None, Some(error)) = (kind, cause) {
        kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
        cause = error.source();
    }
    io::Error::new(kind.unwrap_or(io::ErrorKind::Other), error.to_string())
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: Cell,
    styles: &Styles,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string(row, column, cut(&text))?;
        }
        Cell::Money(halalas) => match number(&halalas.to_sar()) {
            Some(number) => {
                sheet.write_number_with_format(row, column, number, &styles.money)?;
            }
            None => {
                sheet.write_string(row, column, halalas.to_sar())?;
            }
        },
        Cell::Number(text) => write_number(sheet, row, column, &text)?,
        Cell::Count(count) => write_number(sheet, row, column, &count.to_string())?,
        Cell::Time(time) => {
            if let Some(date) = date(time) {
                sheet.write_number_with_format(row, column, date, &styles.time)?;
            } else {
                let text = times::in_riyadh(time).unwrap_or_else(|| time.to_string());
                sheet.write_string(row, column, text)?;
            }
        }
    }
    Ok(())
}

fn write_number(sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
    match number(text) {
        Some(number) => sheet.write_number(row, column, number)?,
        None => sheet.write_string(row, column, text)?,
    };
    Ok(())
}

/// The number, where a spreadsheet keeps all its digits.
fn number(text: &str) -> Option<f64> {
    let digits = text.chars().filter(char::is_ascii_digit);
    let significant = digits.skip_while(|digit| *digit == '0').count();
    (significant <= EXACT_DIGITS)
        .then(|| text.parse().ok())
        .flatten()
}

/// UTC milliseconds as a sheet's date in Riyadh.
#[allow(
    clippy::cast_precision_loss,
    reason = "seconds of the years 1900 to 9999 are exact"
)]
fn date(time: i64) -> Option<f64> {
    let local = time.checked_add(i64::from(RIYADH_SECONDS) * 1_000)?;
    let seconds = DATES.contains(&local).then(|| local.div_euclid(1_000))?;
    Some(seconds as f64 / 86_400.0 + DAYS_TO_1970)
}

/// As much of a text as a cell holds; that something is missing is shown.
fn cut(text: &str) -> String {
    if text.encode_utf16().count() <= CELL_UNITS {
        return text.to_owned();
    }
    let mut units = 0;
    let mut kept: String = text
        .chars()
        .take_while(|letter| {
            units += letter.len_utf16();
            units < CELL_UNITS
        })
        .collect();
    kept.push('…');
    kept
}

/// In characters.
fn width(column: ExportColumn) -> f64 {
    use ExportColumn as Column;
    match column {
        Column::Created | Column::Updated | Column::Checked => 24.0,
        Column::Uuid => 38.0,
        Column::Items | Column::Metadata => 40.0,
        Column::ItemCount | Column::ShippingCode | Column::Points => 10.0,
        Column::Number | Column::Total | Column::Type => 14.0,
        _ => 20.0,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, DataType as _, Reader, Xlsx, open_workbook_from_rs};
    use chrono::NaiveDate;

    use super::super::fixtures::{order, read};
    use super::*;
    use crate::view::{ExportFormat, Language};

    /// The cells of the first sheet below the headings.
    fn sheet(
        columns: &[ExportColumn],
        language: Language,
        orders: &[WholeOrder],
    ) -> Vec<Vec<Data>> {
        let plan = Plan::new(ExportFormat::Xlsx, columns.to_vec(), language);
        let folder = tempfile::tempdir().unwrap();
        let mut file = Vec::new();
        let mut writer = plan.writer(&mut file, folder.path()).unwrap();
        for order in orders {
            writer.order(order.clone()).unwrap();
        }
        writer.finish().unwrap();
        let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(file)).unwrap();
        let range = workbook
            .worksheet_range(SHEET.in_language(language))
            .unwrap();
        range.rows().skip(1).map(<[Data]>::to_vec).collect()
    }

    #[test]
    fn money_and_dates_are_real_ones() {
        let mut order = read("1042");
        order.row.total_halalas = Some(100_000_000_000_000);
        let columns = [
            ExportColumn::Number,
            ExportColumn::Total,
            ExportColumn::Created,
        ];
        let sheet = sheet(&columns, Language::Ar, &[order]);
        let [number, total, created] = sheet.first().unwrap().as_slice() else {
            panic!("{sheet:?}");
        };
        assert_eq!(number, &Data::String("1042".to_owned()));
        assert_eq!(total, &Data::Float(1e12));
        assert_eq!(
            created.as_datetime().unwrap(),
            NaiveDate::from_ymd_opt(2026, 11, 24)
                .unwrap()
                .and_hms_opt(0, 0, 0)
                .unwrap()
        );
    }

    #[test]
    fn what_no_spreadsheet_keeps_exactly_is_a_text() {
        assert_eq!(number("1000000000000.00"), Some(1e12));
        assert_eq!(number("10000000000000.01"), None);
        assert_eq!(number("-0.05"), Some(-0.05));
        assert_eq!(number("9007199254740993"), None);
        // 1900-01-01 and the year 10000.
        assert_eq!(date(-2_208_988_800_000), None);
        assert_eq!(date(253_402_300_800_000), None);
    }

    #[test]
    fn a_formula_is_a_text_and_a_long_text_fits_its_cell() {
        let mut order = order();
        order.row.order_number = Some("=1+1".to_owned());
        order.items.truncate(1);
        if let Some(item) = order.items.first_mut() {
            item.name = "🍯".repeat(20_000);
        }
        let columns = [ExportColumn::Number, ExportColumn::Items];
        let sheet = sheet(&columns, Language::En, &[order]);
        let [number, items] = sheet.first().unwrap().as_slice() else {
            panic!("{sheet:?}");
        };
        assert_eq!(number, &Data::String("=1+1".to_owned()));
        let Data::String(items) = items else {
            panic!("{items:?}");
        };
        assert!(items.ends_with("🍯…"));
        assert!((CELL_UNITS - 1..=CELL_UNITS).contains(&items.encode_utf16().count()));
    }

    #[test]
    fn a_product_name_of_ten_thousand_characters_is_whole() {
        let mut order = order();
        if let Some(item) = order.items.first_mut() {
            item.name = "ت".repeat(10_000);
        }
        let sheet = sheet(&[ExportColumn::Items], Language::Ar, &[order]);
        let Some(Data::String(items)) = sheet.first().and_then(|row| row.first()) else {
            panic!("{sheet:?}");
        };
        assert!(items.contains(&"ت".repeat(10_000)));
    }
}
