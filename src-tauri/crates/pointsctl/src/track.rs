//! `pointsctl orders track`.

use std::io::{self, Read};
use std::path::Path;

use backoffice::desk::{Access, DeskError};
use backoffice::view::{TrackOutcome, TrackReport};
use serde_json::json;

use crate::arguments::Track;
use crate::ending::Ending;
use crate::failures::CommandFailure;
use crate::opening::Opening;
use crate::output::Output;
use crate::table::Table;
use crate::words::word;

/// As much as a file may have.
const STDIN_BYTES: u64 = 64 * 1024 * 1024;

/// Begins to watch the orders.
pub(crate) async fn run(
    track: Track,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    let mut reports = Vec::new();
    opening
        .work(Access::Foreground, async |desk| {
            if !track.uuids.is_empty() {
                reports.push(desk.track_text(&track.uuids.join("\n")).await?);
            }
            match track.file.as_deref() {
                Some(path) if path == Path::new("-") => {
                    reports.push(desk.track_text(&stdin()?).await?);
                }
                Some(path) => reports.push(desk.track_file(path).await?),
                None => {}
            }
            Ok(())
        })
        .await?;
    print(&sum(reports), output)
}

fn sum(reports: Vec<TrackReport>) -> TrackReport {
    reports
        .into_iter()
        .reduce(|mut all, report| {
            all.file = all.file.or(report.file);
            all.added += report.added;
            all.already += report.already;
            all.repeated += report.repeated;
            all.invalid += report.invalid;
            all.rows.extend(report.rows);
            all
        })
        .unwrap_or_default()
}

fn print(report: &TrackReport, output: Output) -> Result<Ending, CommandFailure> {
    let rows: Vec<_> = report
        .rows
        .iter()
        .map(|row| json!({ "line": row.line, "text": row.text, "outcome": word(&row.outcome) }))
        .collect();
    let shape = json!({
        "file": report.file,
        "added": report.added,
        "already": report.already,
        "repeated": report.repeated,
        "invalid": report.invalid,
        "rows": rows,
    });
    output.result(&shape, || {
        let mut text = format!(
            "{} added, {} known already, {} repeated, {} lines without a uuid",
            report.added, report.already, report.repeated, report.invalid
        );
        let mut table = Table::new(&[">LINE", "OUTCOME", "TEXT"]);
        let mut odd = 0;
        for row in &report.rows {
            if matches!(row.outcome, TrackOutcome::Invalid | TrackOutcome::Repeated) {
                table.row([row.line.to_string(), word(&row.outcome), row.text.clone()]);
                odd += 1;
            }
        }
        if odd > 0 {
            text.push_str("\n\n");
            text.push_str(&table.text());
        }
        text
    })?;
    Ok(if report.invalid > 0 {
        Ending::PartlyFailed
    } else {
        Ending::Good
    })
}

fn stdin() -> Result<String, CommandFailure> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(STDIN_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(CommandFailure::Input)?;
    if bytes.len() as u64 > STDIN_BYTES {
        return Err(CommandFailure::Desk(DeskError::FileTooLarge {
            limit_megabytes: STDIN_BYTES / (1024 * 1024),
        }));
    }
    if bytes.contains(&0) {
        return Err(CommandFailure::Desk(DeskError::FileNotText));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_of_arguments_and_file_are_summed() {
        let report = |file: Option<&str>, added| TrackReport {
            file: file.map(ToOwned::to_owned),
            added,
            invalid: 1,
            ..TrackReport::default()
        };
        let sum = sum(vec![report(None, 2), report(Some("orders.csv"), 3)]);
        assert_eq!((sum.added, sum.invalid), (5, 2));
        assert_eq!(sum.file.as_deref(), Some("orders.csv"));
    }
}
