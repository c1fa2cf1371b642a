//! `pointsctl orders track`.

use std::io::{self, Read};
use std::path::Path;

use backoffice::desk::{Access, ListFile};
use backoffice::view::{TrackOutcome, TrackReport};
use serde_json::json;

use crate::arguments::Track;
use crate::ending::Ending;
use crate::failures::CommandFailure;
use crate::opening::Opening;
use crate::output::Output;
use crate::table::Table;
use crate::words::word;

/// Begins to watch the orders.
pub(crate) async fn run(
    track: Track,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    // All of it is read before anything is written, so that a list that cannot be read changes
    // nothing.
    let file = match track.file {
        Some(path) if path == Path::new("-") => Some(ListFile::Bytes(stdin()?)),
        Some(path) => Some(ListFile::Path(path)),
        None => None,
    };
    let report = opening
        .work(Access::Foreground, async |desk| {
            Ok(desk.track_lists(&track.uuids, file).await?)
        })
        .await?;
    print(&report, output)
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
    Ok(ending(report))
}

fn ending(report: &TrackReport) -> Ending {
    let found = report.added + report.already;
    match report.invalid {
        0 if found > 0 => Ending::Good,
        _ if found > 0 => Ending::PartlyFailed,
        _ => Ending::Failed,
    }
}

fn stdin() -> Result<Vec<u8>, CommandFailure> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(ListFile::ENOUGH)
        .read_to_end(&mut bytes)
        .map_err(CommandFailure::Input)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_ends_as_its_lines_did() {
        let report = |added, already, invalid| TrackReport {
            added,
            already,
            invalid,
            ..TrackReport::default()
        };
        assert_eq!(ending(&report(2, 0, 0)), Ending::Good);
        assert_eq!(ending(&report(0, 2, 0)), Ending::Good);
        assert_eq!(ending(&report(1, 0, 1)), Ending::PartlyFailed);
        assert_eq!(ending(&report(0, 0, 3)), Ending::Failed);
        assert_eq!(ending(&report(0, 0, 0)), Ending::Failed, "a blank list");
    }
}
