//! `pointsctl reconcile`: one run of the reconciliation.

use backoffice::desk::Access;
use backoffice::view::{CaseCount, ReportRequest};
use serde_json::json;

use crate::arguments::Reconcile;
use crate::cases::run_shape;
use crate::ending::Ending;
use crate::failures::CommandFailure;
use crate::opening::Opening;
use crate::output::Output;
use crate::shapes::money;
use crate::table::{Table, or_dash};
use crate::words::word;

/// Reads what waits, matches, and looks through everything; or says what that would come to.
pub(crate) async fn run(
    reconcile: Reconcile,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    if reconcile.dry_run {
        return opening
            .work(Access::ReadOnly, async |desk| {
                let preview = desk.preview_run().await?;
                let found: Vec<_> = preview
                    .found
                    .iter()
                    .map(|count| {
                        json!({
                            "class": word(&count.class),
                            "cases": count.open,
                            "amount": money(Some(count.halalas), None),
                        })
                    })
                    .collect();
                let shape = json!({
                    "reads": preview.reads,
                    "subjects": preview.subjects,
                    "found": found,
                });
                output.result(&shape, || {
                    format!(
                        "{}\n\n{} orders would be read, {} orders and checkouts looked at; nothing was done",
                        counts(&preview.found),
                        preview.reads,
                        preview.subjects
                    )
                })?;
                Ok(Ending::Good)
            })
            .await;
    }
    let run = opening
        .work(Access::Foreground, async |desk| {
            if let Some(name) = &reconcile.author.name {
                desk.sign_as(name);
            }
            let run = tokio::select! {
                run = desk.start_run() => run?,
                stopped = stopped(desk) => match stopped? {},
            };
            if let Some((path, format)) = &reconcile.report {
                let request = ReportRequest {
                    run: run.id,
                    format: *format,
                    language: reconcile.language.into(),
                };
                desk.write_report_to(request, path).await?;
            }
            Ok(run)
        })
        .await?;
    let open: u64 = run.open.iter().map(|count| count.open).sum();
    output.result(&json!({ "run": run_shape(&run) }), || {
        format!(
            "{}\n\n{} orders read, {} failed; {} checkouts matched, {} cases opened, {} closed\n{} of {} explained, {open} open",
            counts(&run.open),
            run.reads,
            run.failed_reads,
            run.matched,
            run.opened,
            run.closed,
            run.explained,
            run.total,
        )
    })?;
    Ok(if run.cancelled {
        Ending::PartlyFailed
    } else if run.failed_reads > 0 && run.reads == 0 {
        Ending::Network
    } else if run.failed_reads > 0 {
        Ending::PartlyFailed
    } else {
        Ending::Good
    })
}

/// Stops the run when somebody interrupts; what was read stays read. Never comes back: the run does.
async fn stopped(
    desk: &backoffice::desk::Desk,
) -> Result<std::convert::Infallible, CommandFailure> {
    loop {
        tokio::signal::ctrl_c()
            .await
            .map_err(CommandFailure::Input)?;
        desk.cancel_run().await?;
    }
}

fn counts(counts: &[CaseCount]) -> String {
    if counts.is_empty() {
        return "Nothing wants to be explained.".to_owned();
    }
    let mut table = Table::new(&["CLASS", ">CASES", ">AMOUNT"]);
    for count in counts {
        table.row([
            word(&count.class),
            count.open.to_string(),
            or_dash(money(Some(count.halalas), None)),
        ]);
    }
    table.text()
}
