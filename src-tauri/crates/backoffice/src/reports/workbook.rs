//! The report as a workbook: what the run came to, and every case in a row. The date in the file is
//! that of the run, so that the same run gives the same bytes.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::lines::{Report, total_headings};
use super::words::say;
use crate::export::rfc3339;
use crate::view::Language;

/// The workbook's bytes.
pub(super) fn write(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_timestamp(report.at.div_euclid(1_000))?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(report.title)
            .set_author(&report.shop)
            .set_creation_datetime(&created),
    );
    let strong = Format::new().set_bold();
    let money = Format::new().set_num_format("0.00");
    let language = report.language;
    {
        let sheet = begin(&mut workbook, language, say(language, "Summary", "الخلاصة"))?;
        sheet.write_string_with_format(0, 0, report.title, &strong)?;
        sheet.write_string(0, 1, &report.shop)?;
        let mut row = 2;
        for (label, value) in &report.facts {
            sheet.write_string(row, 0, *label)?;
            sheet.write_string(row, 1, value)?;
            row += 1;
        }
        row += 1;
        for (heading, place) in total_headings(language).into_iter().zip(0_u16..) {
            sheet.write_string_with_format(row, place, heading, &strong)?;
        }
        row += 1;
        for total in &report.totals {
            sheet.write_string(row, 0, total.class)?;
            for (count, place) in total.counts().into_iter().zip(1_u16..) {
                sheet.write_number(row, place, counted(count))?;
            }
            write_money(sheet, (row, 5), Some(total.halalas), &money)?;
            row += 1;
        }
        sheet.write_string_with_format(row + 1, 0, &report.last_line, &strong)?;
        sheet.set_column_width(0, 30)?;
        sheet.set_column_width(1, 24)?;
        sheet.set_column_width(5, 18)?;
    }
    let sheet = begin(&mut workbook, language, say(language, "Cases", "الحالات"))?;
    let headings = [
        say(language, "Order", "الطلب"),
        say(language, "Points ID", "معرّف Points"),
        say(language, "Class", "النوع"),
        say(language, "Stands", "الحالة"),
        say(language, "Since", "منذ"),
        say(language, "Amount, SAR", "المبلغ، ر.س"),
        say(language, "Difference", "الفرق"),
        say(language, "Step", "الإجراء"),
        say(language, "Note", "الملاحظة"),
    ];
    for (heading, place) in headings.into_iter().zip(0_u16..) {
        sheet.write_string_with_format(0, place, heading, &strong)?;
        sheet.set_column_width(place, 20)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let mut last = 0;
    for (line, row) in report.lines.iter().zip(1_u32..) {
        sheet.write_string(row, 0, &line.number)?;
        sheet.write_string(row, 1, &line.uuid)?;
        sheet.write_string(row, 2, line.class)?;
        sheet.write_string(row, 3, line.state)?;
        sheet.write_string(row, 4, rfc3339(line.since).unwrap_or_default())?;
        write_money(sheet, (row, 5), line.halalas, &money)?;
        write_money(sheet, (row, 6), line.difference, &money)?;
        sheet.write_string(row, 7, &line.step)?;
        sheet.write_string(row, 8, &line.note)?;
        last = row;
    }
    sheet.write_string_with_format(last + 2, 0, &report.last_line, &strong)?;
    workbook.save_to_buffer()
}

fn begin<'a>(
    workbook: &'a mut Workbook,
    language: Language,
    name: &str,
) -> Result<&'a mut Worksheet, XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_right_to_left(language == Language::Ar);
    Ok(sheet)
}

/// Hundredths within a spreadsheet's exact digits are numbers; a greater amount is none that a shop
/// has.
#[allow(
    clippy::cast_precision_loss,
    reason = "exact up to ninety billion riyals"
)]
fn write_money(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    halalas: Option<i64>,
    format: &Format,
) -> Result<(), XlsxError> {
    if let Some(halalas) = halalas {
        sheet.write_number_with_format(row, column, halalas as f64 / 100.0, format)?;
    }
    Ok(())
}

#[allow(clippy::cast_precision_loss, reason = "a count")]
fn counted(count: u64) -> f64 {
    count as f64
}
