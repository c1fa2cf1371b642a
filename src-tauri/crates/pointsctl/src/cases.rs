//! `pointsctl cases`: what wants to be explained, and deciding about it.

use backoffice::desk::{Access, Desk};
use backoffice::view::{
    CaseDecision, CaseFact, CaseQuery, CaseStep, CaseView, DecisionOutcome, RunView,
};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::arguments::{CasesCommand, Decide};
use crate::ending::Ending;
use crate::failures::CommandFailure;
use crate::opening::Opening;
use crate::output::Output;
use crate::shapes::money;
use crate::ship::ending_of;
use crate::table::{Table, harmless, or_dash};
use crate::times::{age, in_riyadh, now, rfc3339};
use crate::words::word;

#[derive(Serialize)]
struct CaseShape {
    id: i64,
    class: String,
    state: String,
    uuid: Option<String>,
    order_number: Option<String>,
    since: Option<String>,
    found_at: Option<String>,
    amount: Option<String>,
    difference: Option<String>,
    read_at: Option<String>,
    recommended: String,
    alternatives: Vec<String>,
    snoozed_until: Option<String>,
    decided: Vec<Value>,
    evidence: Value,
}

impl From<&CaseView> for CaseShape {
    fn from(case: &CaseView) -> Self {
        Self {
            id: case.id,
            class: word(&case.class),
            state: word(&case.state),
            uuid: uuid_of(case),
            order_number: number_of(case),
            since: rfc3339(case.since),
            found_at: rfc3339(case.found_at),
            amount: money(case.halalas, None),
            difference: money(case.difference_halalas, None),
            read_at: case.read_at.and_then(rfc3339),
            recommended: word(&case.recommended),
            alternatives: case.alternatives.iter().map(word).collect(),
            snoozed_until: case.snoozed_until.and_then(rfc3339),
            decided: case
                .decided
                .iter()
                .map(|decided| {
                    json!({
                        "step": word(&decided.step),
                        "at": rfc3339(decided.at),
                        "by": decided.by,
                        "note": decided.note,
                        "action": decided.action,
                    })
                })
                .collect(),
            evidence: json!({
                "shop": facts(&case.evidence.shop),
                "events": facts(&case.evidence.events),
                "points": facts(&case.evidence.points),
            }),
        }
    }
}

fn facts(column: &[CaseFact]) -> Vec<Value> {
    column
        .iter()
        .map(|fact| {
            json!({
                "kind": word(&fact.kind),
                "text": fact.text,
                "status": fact.status.as_ref().map(word),
                "amount": money(fact.halalas, None),
                "count": fact.count,
                "at": fact.at.and_then(rfc3339),
                "differs": fact.differs,
            })
        })
        .collect()
}

fn uuid_of(case: &CaseView) -> Option<String> {
    let of_order = case.order.as_ref().map(|row| row.uuid.clone());
    of_order.or_else(|| case.checkout.as_ref()?.uuid.clone())
}

fn number_of(case: &CaseView) -> Option<String> {
    let of_order = case.order.as_ref().and_then(|row| row.order_number.clone());
    of_order.or_else(|| case.checkout.as_ref()?.order_number.clone())
}

/// Lists, shows, decides.
pub(crate) async fn run(
    command: CasesCommand,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    match command {
        CasesCommand::List {
            state,
            class,
            limit,
        } => {
            let query = CaseQuery {
                classes: class,
                state,
            };
            opening
                .work(Access::ReadOnly, async |desk| {
                    list(desk, query, limit, output).await
                })
                .await
        }
        CasesCommand::Show { id } => {
            opening
                .work(Access::ReadOnly, async |desk| {
                    told(&desk.case_view(id).await?, output)?;
                    Ok(Ending::Good)
                })
                .await
        }
        CasesCommand::Decide(wanted) => {
            opening
                .work(Access::Foreground, async |desk| {
                    decide(desk, wanted, output).await
                })
                .await
        }
        CasesCommand::Reopen { id } => {
            opening
                .work(Access::Foreground, async |desk| {
                    told(&desk.reopen_case(id).await?, output)?;
                    Ok(Ending::Good)
                })
                .await
        }
        CasesCommand::Runs => {
            opening
                .work(Access::ReadOnly, async |desk| {
                    let runs = desk.list_runs().await?;
                    let shapes: Vec<_> = runs.iter().map(run_shape).collect();
                    output.result(&json!({ "runs": shapes }), || runs_text(&runs))?;
                    Ok(Ending::Good)
                })
                .await
        }
    }
}

async fn list(
    desk: &Desk,
    query: CaseQuery,
    limit: u32,
    output: Output,
) -> Result<Ending, CommandFailure> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut cases = Vec::new();
    let mut after = None;
    loop {
        let page = desk.list_cases(query.clone(), after.take()).await?;
        cases.extend(page.cases);
        if cases.len() >= limit || page.next.is_none() {
            cases.truncate(limit);
            let shapes: Vec<_> = cases.iter().map(CaseShape::from).collect();
            let shape = json!({
                "cases": shapes,
                "total": page.total,
                "explained": page.explained,
                "snoozed": page.snoozed,
                "looked_at": page.looked_at.and_then(rfc3339),
            });
            output.result(&shape, || list_text(&cases, page.explained, page.total))?;
            return Ok(Ending::Good);
        }
        after = page.next;
    }
}

fn list_text(cases: &[CaseView], explained: u64, total: u64) -> String {
    if cases.is_empty() {
        return format!("No such case; {explained} of {total} explained.");
    }
    let now = now();
    let mut table = Table::new(&[
        ">ID",
        "CLASS",
        "NUMBER",
        ">AMOUNT",
        ">DIFFERENCE",
        ">SINCE",
        "RECOMMENDED",
        "UUID",
    ]);
    for case in cases {
        table.row([
            case.id.to_string(),
            word(&case.class),
            or_dash(number_of(case)),
            or_dash(money(case.halalas, None)),
            or_dash(money(case.difference_halalas, None)),
            age(now - case.since),
            word(&case.recommended),
            or_dash(uuid_of(case)),
        ]);
    }
    format!("{}\n\n{explained} of {total} explained", table.text())
}

/// Decides, and waits until what was asked of Points is settled, or waits for something that does
/// not come by itself.
async fn decide(desk: &Desk, wanted: Decide, output: Output) -> Result<Ending, CommandFailure> {
    if let Some(name) = &wanted.author.name {
        desk.sign_as(name);
    }
    if wanted.step == CaseStep::Snooze && wanted.until.is_none() {
        return Err(CommandFailure::Usage("snooze needs --until".to_owned()));
    }
    let decision = CaseDecision {
        step: wanted.step,
        note: wanted.note,
        until: wanted.until,
        uuid: wanted.uuid,
        token: Some(Uuid::now_v7().to_string()),
        facts: None,
    };
    let decided = desk.decide_case(wanted.id, decision).await?;
    let action = match decided.action {
        Some(action) => Some(desk.carry_through(action).await?),
        None => None,
    };
    desk.look_at_case(wanted.id).await?;
    let case = desk.case_view(wanted.id).await?;
    let shape = json!({
        "outcome": word(&decided.outcome),
        "case": CaseShape::from(&case),
        "action": action.as_ref().map(|action| json!({
            "id": action.id,
            "state": word(&action.state),
            "reason": action.reason,
        })),
    });
    output.result(&shape, || {
        let outcome = match decided.outcome {
            DecisionOutcome::Done => "done",
            DecisionOutcome::FactsChanged => {
                "nothing was done: the facts are no longer what they were"
            }
            DecisionOutcome::NotReadable => {
                "nothing was done: Points cannot be reached to read the order again"
            }
        };
        format!("{outcome}\n{}", case_text(&case))
    })?;
    Ok(match (decided.outcome, action) {
        (DecisionOutcome::Done, Some(action)) => ending_of(action.state, action.reason.as_deref()),
        (DecisionOutcome::Done, None) => Ending::Good,
        (DecisionOutcome::FactsChanged, _) => Ending::Failed,
        (DecisionOutcome::NotReadable, _) => Ending::Network,
    })
}

fn told(case: &CaseView, output: Output) -> Result<(), CommandFailure> {
    output.result(&json!({ "case": CaseShape::from(case) }), || {
        case_text(case)
    })
}

fn case_text(case: &CaseView) -> String {
    let mut table = Table::new(&["WHO", "FACT", "WHAT", ">AMOUNT", "WHEN", "DIFFERS"]);
    let columns = [
        ("shop", &case.evidence.shop),
        ("events", &case.evidence.events),
        ("points", &case.evidence.points),
    ];
    for (who, column) in columns {
        for fact in column {
            let count = fact.count.map(|count| count.to_string());
            table.row([
                who.to_owned(),
                word(&fact.kind),
                or_dash(fact.text.clone().or(count)),
                or_dash(money(fact.halalas, None)),
                or_dash(fact.at.and_then(in_riyadh)),
                if fact.differs { "differs" } else { "" }.to_owned(),
            ]);
        }
    }
    let alternatives: Vec<_> = case.alternatives.iter().map(word).collect();
    let mut lines = vec![
        format!(
            "case {}: {}, {}",
            case.id,
            word(&case.class),
            word(&case.state)
        ),
        table.text(),
        format!(
            "recommended: {}; else: {}",
            word(&case.recommended),
            alternatives.join(", ")
        ),
    ];
    for decided in &case.decided {
        lines.push(format!(
            "{} {} {}: {}",
            or_dash(in_riyadh(decided.at)),
            or_dash(decided.by.as_deref().map(harmless)),
            word(&decided.step),
            or_dash(decided.note.as_deref().map(harmless)),
        ));
    }
    lines.join("\n")
}

/// A run for programs.
pub(crate) fn run_shape(run: &RunView) -> Value {
    let open: Vec<_> = run
        .open
        .iter()
        .map(|count| {
            json!({
                "class": word(&count.class),
                "open": count.open,
                "amount": money(Some(count.halalas), None),
            })
        })
        .collect();
    json!({
        "id": run.id,
        "trigger": word(&run.trigger),
        "by": run.by,
        "started_at": rfc3339(run.started_at),
        "ended_at": run.ended_at.and_then(rfc3339),
        "cancelled": run.cancelled,
        "reads": run.reads,
        "failed_reads": run.failed_reads,
        "checkouts": run.checkouts,
        "orders": run.orders,
        "matched": run.matched,
        "opened": run.opened,
        "closed": run.closed,
        "open": open,
        "total": run.total,
        "explained": run.explained,
        "inputs": run.inputs,
        "result": run.result,
    })
}

fn runs_text(runs: &[RunView]) -> String {
    let mut table = Table::new(&[
        ">RUN",
        "WHY",
        "BEGAN",
        ">READ",
        ">FAILED",
        ">OPENED",
        ">CLOSED",
        ">OPEN",
        ">EXPLAINED",
    ]);
    for run in runs {
        let open: u64 = run.open.iter().map(|count| count.open).sum();
        table.row([
            run.id.to_string(),
            word(&run.trigger),
            or_dash(in_riyadh(run.started_at)),
            run.reads.to_string(),
            run.failed_reads.to_string(),
            run.opened.to_string(),
            run.closed.to_string(),
            open.to_string(),
            format!("{} of {}", run.explained, run.total),
        ]);
    }
    table.text()
}
