//! `pointsctl import`.

use std::convert::Infallible;
use std::io::{self, IsTerminal, Write};

use backoffice::desk::{Access, Change, Desk};
use backoffice::view::{FilePreview, FileReading, ImportReport, PreviewRow, RowFault};
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;

use crate::arguments::{Import, NamedColumn};
use crate::ending::Ending;
use crate::failures::CommandFailure;
use crate::opening::Opening;
use crate::output::Output;
use crate::shapes::money;
use crate::table::{Table, or_dash};
use crate::times::{in_riyadh, rfc3339};
use crate::words::word;

/// Shows how a file would be read, or takes it over.
pub(crate) async fn run(
    import: Import,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    if import.dry_run {
        let preview = opening
            .work(Access::ReadOnly, async |desk| look(desk, &import).await)
            .await?;
        print_preview(&preview, output)?;
        return Ok(Ending::Good);
    }
    let shows_progress = !output.is_json() && io::stderr().is_terminal();
    let report = opening
        .work(Access::Foreground, async |desk| {
            if let Some(name) = &import.author.name {
                desk.sign_as(name);
            }
            let preview = look(desk, &import).await?;
            let report = take_over(desk, preview.file, preview.reading, shows_progress).await?;
            // No desk is at work that would do it.
            if report.file.is_whole && !report.already {
                desk.run_after_import().await?;
            }
            Ok(report)
        })
        .await?;
    print_report(&report, output)?;
    Ok(ending(&report))
}

/// The file as it is read by what was said of its columns and words.
async fn look(desk: &Desk, import: &Import) -> Result<FilePreview, CommandFailure> {
    let mut preview = desk.look_at_file(&import.file).await?;
    if let Some(sheet) = &import.sheet {
        // Another sheet has other columns: what they say is to be named.
        if !preview.sheets.contains(sheet) {
            return Err(CommandFailure::Usage(format!(
                "the workbook has no sheet {sheet}; it has {}",
                preview.sheets.join(", ")
            )));
        }
        if preview.reading.sheet.as_ref() != Some(sheet) {
            let reading = FileReading {
                sheet: Some(sheet.clone()),
                has_header: true,
                ..FileReading::default()
            };
            preview = desk.preview_shop_file(preview.file, Some(reading)).await?;
        }
    }
    if import.columns.is_empty() && import.statuses.is_empty() {
        return Ok(preview);
    }
    let mut reading = preview.reading.clone();
    for column in &import.columns {
        name_column(&mut reading, &preview, column)?;
    }
    for status in &import.statuses {
        reading.statuses.insert(status.word.clone(), status.means);
    }
    Ok(desk.preview_shop_file(preview.file, Some(reading)).await?)
}

/// Each field stands in one column at most.
fn name_column(
    reading: &mut FileReading,
    preview: &FilePreview,
    column: &NamedColumn,
) -> Result<(), CommandFailure> {
    let by_name = preview
        .columns
        .iter()
        .position(|known| known.header.trim().eq_ignore_ascii_case(&column.name));
    let by_place = || {
        let place: usize = column.name.parse().ok()?;
        place
            .checked_sub(1)
            .filter(|place| *place < preview.columns.len())
    };
    let Some(place) = by_name.or_else(by_place) else {
        let names: Vec<_> = preview
            .columns
            .iter()
            .map(|known| known.header.as_str())
            .collect();
        return Err(CommandFailure::Usage(format!(
            "the file has no column {}; it has {}",
            column.name,
            names.join(", ")
        )));
    };
    reading.fields.resize(preview.columns.len(), None);
    for field in &mut reading.fields {
        if *field == Some(column.field) {
            *field = None;
        }
    }
    if let Some(field) = reading.fields.get_mut(place) {
        *field = Some(column.field);
    }
    Ok(())
}

/// Takes the file over; an interruption leaves what was taken over, and the next time goes on there.
async fn take_over(
    desk: &Desk,
    file: i64,
    reading: FileReading,
    shows_progress: bool,
) -> Result<ImportReport, CommandFailure> {
    let import = desk.import_shop_file(file, reading);
    tokio::pin!(import);
    tokio::select! {
        report = &mut import => return Ok(report?),
        never = show_progress(desk, shows_progress) => match never {},
        interrupted = tokio::signal::ctrl_c() => interrupted.map_err(CommandFailure::Input)?,
    }
    desk.cancel_import();
    Ok(import.await?)
}

/// A line that changes while rows are taken over; goes on until it is dropped.
async fn show_progress(desk: &Desk, shown: bool) -> Infallible {
    let mut changes = desk.changes();
    loop {
        match changes.recv().await {
            Ok(Change::Import(progress)) if shown => {
                let percent = progress
                    .done
                    .saturating_mul(100)
                    .checked_div(progress.total)
                    .unwrap_or(100);
                let mut out = io::stderr().lock();
                let written = write!(out, "\r{} rows, {percent} % ", progress.rows)
                    .and_then(|()| out.flush());
                if written.is_err() {
                    std::future::pending::<()>().await;
                }
            }
            Err(RecvError::Closed) => std::future::pending().await,
            Ok(_) | Err(RecvError::Lagged(_)) => {}
        }
    }
}

/// Good where every row is taken over as it stands, partly failed where some need a look or were not
/// reached.
fn ending(report: &ImportReport) -> Ending {
    let file = &report.file;
    if report.already {
        return Ending::Good;
    }
    let taken = file.added + file.changed + file.same;
    match (taken, file.faulty, report.cancelled) {
        (0, _, _) => Ending::Failed,
        (_, 0, false) => Ending::Good,
        _ => Ending::PartlyFailed,
    }
}

fn print_report(report: &ImportReport, output: Output) -> Result<(), CommandFailure> {
    let file = &report.file;
    let shape = json!({
        "file": {
            "id": file.id,
            "name": file.name,
            "written_at": rfc3339(file.written_at),
            "imported_at": rfc3339(file.imported_at),
            "imported_by": file.imported_by,
            "whole": file.is_whole,
            "rows": file.rows,
            "added": file.added,
            "changed": file.changed,
            "same": file.same,
            "faulty": file.faulty,
            "with_uuid": file.with_uuid,
            "tracked": file.tracked,
        },
        "already": report.already,
        "cancelled": report.cancelled,
        "faults": report.faults.iter().map(fault).collect::<Vec<_>>(),
        "unknown_statuses": report.unknown_statuses,
    });
    output.result(&shape, || report_in_words(report))
}

fn report_in_words(report: &ImportReport) -> String {
    let file = &report.file;
    let mut text = if report.already {
        format!(
            "Taken over before, at {}: nothing changed.",
            or_dash(in_riyadh(file.imported_at))
        )
    } else {
        format!(
            "{} rows: {} added, {} changed, {} as known, {} to look at",
            file.rows, file.added, file.changed, file.same, file.faulty
        )
    };
    text.push('\n');
    let checked = match file.with_uuid {
        0 => format!(
            "{} rows; none can be checked with Points yet: no row has a uuid.",
            file.rows
        ),
        with_uuid => format!(
            "{with_uuid} can be checked with Points; {} orders are watched from now on.",
            file.tracked
        ),
    };
    text.push_str(&checked);
    if report.cancelled {
        text.push_str("\nStopped. The same file goes on from here.");
    }
    if !report.unknown_statuses.is_empty() {
        text.push_str("\nNobody knows what these statuses mean; say so with --status: ");
        text.push_str(&report.unknown_statuses.join(", "));
    }
    if !report.faults.is_empty() {
        let mut table = Table::new(&[">ROW", "FAULT", "COLUMN", "TEXT"]);
        for fault in &report.faults {
            table.row([
                fault.row.to_string(),
                word(&fault.kind),
                or_dash(fault.field.map(|field| word(&field))),
                fault.text.clone(),
            ]);
        }
        text.push_str("\n\n");
        text.push_str(&table.text());
    }
    text
}

fn print_preview(preview: &FilePreview, output: Output) -> Result<(), CommandFailure> {
    let columns: Vec<_> = preview
        .columns
        .iter()
        .zip(
            preview
                .reading
                .fields
                .iter()
                .chain(std::iter::repeat(&None)),
        )
        .map(|(column, field)| {
            json!({ "name": column.header, "field": field.map(|field| word(&field)),
                "samples": column.samples })
        })
        .collect();
    let statuses: Vec<_> = preview
        .statuses
        .iter()
        .map(|status| {
            json!({ "word": status.text, "rows": status.rows,
                "means": status.means.map(|means| word(&means)) })
        })
        .collect();
    let shape = json!({
        "preview": {
            "name": preview.name,
            "size": preview.size,
            "written_at": rfc3339(preview.written_at),
            "format": word(&preview.format),
            "encoding": preview.encoding.map(|encoding| word(&encoding)),
            "sheets": preview.sheets,
            "sheet": preview.reading.sheet,
            "remembered": preview.is_remembered,
            "columns": columns,
            "statuses": statuses,
            "rows": preview.rows.iter().map(row).collect::<Vec<_>>(),
            "looked_at": preview.looked_at,
            "with_uuid": preview.with_uuid,
            "more": preview.has_more,
            "already_at": preview.already_at.and_then(rfc3339),
        },
    });
    output.result(&shape, || preview_in_words(preview))
}

fn preview_in_words(preview: &FilePreview) -> String {
    let mut table = Table::new(&[">COLUMN", "NAME", "SAYS", "FOR EXAMPLE"]);
    let fields = preview
        .reading
        .fields
        .iter()
        .chain(std::iter::repeat(&None));
    for ((place, column), field) in (1..).zip(&preview.columns).zip(fields) {
        table.row([
            place.to_string(),
            column.header.clone(),
            or_dash(field.map(|field| word(&field))),
            column.samples.join(" · "),
        ]);
    }
    let more = if preview.has_more { "the first " } else { "" };
    let mut text = format!(
        "{}\n\nOf {more}{} rows, {} have a uuid.",
        table.text(),
        preview.looked_at,
        preview.with_uuid
    );
    let unknown: Vec<_> = preview
        .statuses
        .iter()
        .filter(|status| status.means.is_none())
        .map(|status| status.text.as_str())
        .collect();
    if !unknown.is_empty() {
        text.push_str("\nNobody knows what these statuses mean; say so with --status: ");
        text.push_str(&unknown.join(", "));
    }
    if let Some(at) = preview.already_at.and_then(in_riyadh) {
        text.push_str("\nA file with just this content was taken over at ");
        text.push_str(&at);
    }
    text
}

fn row(row: &PreviewRow) -> Value {
    json!({
        "row": row.row,
        "order_number": row.order_number,
        "uuid": row.uuid,
        "amount": money(row.amount_halalas, None),
        "opened_at": row.opened_at.and_then(rfc3339),
        "status": row.status.map(|status| word(&status)),
        "customer": row.customer,
        "phone": row.phone,
        "faults": row.faults.iter().map(fault).collect::<Vec<_>>(),
    })
}

fn fault(fault: &RowFault) -> Value {
    json!({
        "row": fault.row,
        "kind": word(&fault.kind),
        "field": fault.field.map(|field| word(&field)),
        "text": fault.text,
    })
}

#[cfg(test)]
mod tests {
    use backoffice::view::{ColumnPreview, FileFormat, ShopField, ShopFileView};

    use super::*;

    fn report(added: u64, faulty: u64) -> ImportReport {
        ImportReport {
            file: ShopFileView {
                id: 1,
                name: "orders.csv".to_owned(),
                written_at: 0,
                imported_at: 0,
                imported_by: None,
                is_whole: true,
                rows: added + faulty,
                added,
                changed: 0,
                same: 0,
                faulty,
                with_uuid: 0,
                tracked: 0,
            },
            already: false,
            cancelled: false,
            faults: Vec::new(),
            unknown_statuses: Vec::new(),
        }
    }

    #[test]
    fn a_file_ends_as_its_rows_did() {
        assert_eq!(ending(&report(3, 0)), Ending::Good);
        assert_eq!(ending(&report(3, 1)), Ending::PartlyFailed);
        assert_eq!(ending(&report(0, 1)), Ending::Failed);
        let already = ImportReport {
            already: true,
            ..report(3, 1)
        };
        assert_eq!(ending(&already), Ending::Good);
        let stopped = ImportReport {
            cancelled: true,
            ..report(3, 0)
        };
        assert_eq!(ending(&stopped), Ending::PartlyFailed);
    }

    #[test]
    fn a_file_without_uuids_says_so() {
        let text = report_in_words(&report(412, 0));
        assert!(
            text.contains("412 rows; none can be checked with Points yet"),
            "{text}"
        );
    }

    #[test]
    fn a_column_is_named_by_its_header_or_its_place_and_each_field_once() {
        let column = |header: &str| ColumnPreview {
            header: header.to_owned(),
            samples: Vec::new(),
        };
        let preview = FilePreview {
            file: 1,
            name: String::new(),
            size: 0,
            written_at: 0,
            format: FileFormat::Separated,
            encoding: None,
            sheets: Vec::new(),
            reading: FileReading::default(),
            is_remembered: false,
            columns: vec![column("رقم"), column("Total"), column("2")],
            rows: Vec::new(),
            statuses: Vec::new(),
            looked_at: 0,
            with_uuid: 0,
            has_more: false,
            already_at: None,
        };
        let mut reading = FileReading {
            fields: vec![Some(ShopField::Amount), None, None],
            ..FileReading::default()
        };
        let mut name = |field, name: &str| {
            let column = NamedColumn {
                field,
                name: name.to_owned(),
            };
            name_column(&mut reading, &preview, &column).map(|()| reading.fields.clone())
        };
        assert_eq!(
            name(ShopField::Amount, "total").ok(),
            Some(vec![None, Some(ShopField::Amount), None])
        );
        assert_eq!(
            name(ShopField::OrderNumber, "1").ok(),
            Some(vec![
                Some(ShopField::OrderNumber),
                Some(ShopField::Amount),
                None
            ])
        );
        assert_eq!(
            name(ShopField::Phone, "2")
                .ok()
                .and_then(|fields| fields[2]),
            Some(ShopField::Phone),
            "a name before a place"
        );
        assert!(name(ShopField::City, "9").is_err());
        assert!(name(ShopField::City, "0").is_err());
    }
}
