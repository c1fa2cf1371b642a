//! `pointsctl orders export`.

use std::convert::Infallible;
use std::ffi::OsStr;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use backoffice::desk::{Access, Change, Desk};
use backoffice::view::{
    ExportFormat, ExportReport, ExportRequest, Language, OrderQuery, OrderSelection,
};
use serde_json::json;
use tokio::sync::broadcast::error::RecvError;

use crate::arguments::Export;
use crate::ending::Ending;
use crate::failures::CommandFailure;
use crate::opening::Opening;
use crate::output::Output;
use crate::words::word;

/// Writes the orders.
pub(crate) async fn run(
    export: Export,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    let format = export
        .format
        .map_or_else(|| format_of(&export.out), ExportFormat::from);
    if format == ExportFormat::Jsonl && !export.columns.is_empty() {
        return Err(CommandFailure::Usage(
            "jsonl has every field; --columns is for csv and xlsx".to_owned(),
        ));
    }
    let request = ExportRequest {
        selection: OrderSelection {
            matching: Some(OrderQuery::from(export.filters)),
            ..OrderSelection::default()
        },
        format,
        columns: export.columns,
        language: Language::from(export.language),
    };
    let shows_progress = !output.is_json() && io::stderr().is_terminal();
    let report = opening
        .work(Access::ReadOnly, async |desk| {
            write(desk, request, &export.out, shows_progress).await
        })
        .await?;
    let shape = json!({
        "path": report.path, "format": word(&format), "orders": report.orders,
    });
    output.result(&shape, || {
        format!("{} orders written to {}", report.orders, report.path)
    })?;
    Ok(Ending::Good)
}

/// Writes the file; an interruption leaves none behind.
async fn write(
    desk: &Desk,
    request: ExportRequest,
    path: &Path,
    shows_progress: bool,
) -> Result<ExportReport, CommandFailure> {
    let export = desk.export_orders(request, path);
    tokio::pin!(export);
    tokio::select! {
        report = &mut export => return Ok(report?),
        never = show_progress(desk, shows_progress) => match never {},
        interrupted = tokio::signal::ctrl_c() => interrupted.map_err(CommandFailure::Input)?,
    }
    desk.cancel_export();
    Ok(export.await?)
}

/// The format that a file's name promises.
fn format_of(path: &Path) -> ExportFormat {
    let ending = path.extension().map(OsStr::to_ascii_lowercase);
    match ending.as_deref().and_then(|ending| ending.to_str()) {
        Some("xlsx") => ExportFormat::Xlsx,
        Some("jsonl" | "ndjson") => ExportFormat::Jsonl,
        _ => ExportFormat::Csv,
    }
}

/// A line that changes while the file grows; goes on until it is dropped.
async fn show_progress(desk: &Desk, shown: bool) -> Infallible {
    let mut changes = desk.changes();
    loop {
        match changes.recv().await {
            Ok(Change::Export(progress)) if shown => {
                let mut out = io::stderr().lock();
                let written =
                    write!(out, "\r{} of {} ", progress.done, progress.total).and_then(|()| {
                        if progress.done == progress.total {
                            writeln!(out)
                        } else {
                            out.flush()
                        }
                    });
                if written.is_err() {
                    std::future::pending::<()>().await;
                }
            }
            Err(RecvError::Closed) => std::future::pending().await,
            Ok(_) | Err(RecvError::Lagged(_)) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_promises_its_format() {
        assert_eq!(format_of(Path::new("a/Orders.XLSX")), ExportFormat::Xlsx);
        assert_eq!(format_of(Path::new("orders.jsonl")), ExportFormat::Jsonl);
        assert_eq!(format_of(Path::new("orders.csv")), ExportFormat::Csv);
        assert_eq!(format_of(Path::new("orders")), ExportFormat::Csv);
    }
}
