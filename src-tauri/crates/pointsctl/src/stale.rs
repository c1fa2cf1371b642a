//! `pointsctl checkouts stale`.

use std::time::Duration;

use backoffice::desk::{Access, Desk};
use backoffice::view::{OrderQuery, OrderRow, PageRequest, Presence, SortField, StaleKind};
use serde::Serialize;
use serde_json::json;

use crate::arguments::CheckoutsCommand;
use crate::ending::Ending;
use crate::failures::CommandFailure;
use crate::opening::Opening;
use crate::orders::order_shape;
use crate::output::Output;
use crate::shapes::{OrderShape, money};
use crate::table::{Table, or_dash};
use crate::times::{age, in_riyadh, now, rfc3339};
use crate::words::word;

#[derive(Serialize)]
struct StaleShape {
    #[serde(flatten)]
    order: OrderShape,
    kind: String,
    since: Option<String>,
    age_seconds: i64,
}

/// A checkout that waits too long: its row, how, and since when.
struct Waiting {
    row: OrderRow,
    kind: StaleKind,
    since: i64,
}

/// Lists stale checkouts, oldest first.
pub(crate) async fn run(
    command: CheckoutsCommand,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    let CheckoutsCommand::Stale { older_than } = command;
    opening
        .work(Access::ReadOnly, async |desk| {
            let now = now();
            let waiting = match older_than {
                Some(age) => waiting_longer_than(desk, age, now).await?,
                None => waiting_too_long(desk).await?,
            };
            let mut shapes = Vec::new();
            if output.is_json() {
                for waiting in &waiting {
                    shapes.push(StaleShape {
                        order: order_shape(desk, waiting.row.clone()).await?,
                        kind: word(&waiting.kind),
                        since: rfc3339(waiting.since),
                        age_seconds: (now - waiting.since) / 1_000,
                    });
                }
            }
            output.result(&json!({ "checkouts": shapes }), || text(&waiting, now))?;
            Ok(Ending::Good)
        })
        .await
}

/// Those that wait longer than the settings allow.
async fn waiting_too_long(desk: &Desk) -> Result<Vec<Waiting>, CommandFailure> {
    let mut waiting = Vec::new();
    let mut after = None;
    loop {
        let page = desk.stale_checkouts(after.take()).await?;
        waiting.extend(page.checkouts.into_iter().map(|stale| Waiting {
            row: stale.order,
            kind: stale.kind,
            since: stale.since,
        }));
        after = page.next;
        if after.is_none() {
            return Ok(waiting);
        }
    }
}

/// Open orders by their own age, whatever the settings say.
async fn waiting_longer_than(
    desk: &Desk,
    age: Duration,
    now: i64,
) -> Result<Vec<Waiting>, CommandFailure> {
    let latest = now.saturating_sub(i64::try_from(age.as_millis()).unwrap_or(i64::MAX));
    let query = OrderQuery {
        financial: vec!["new".to_owned(), "authorized".to_owned()],
        sort: SortField::Created,
        ascending: true,
        ..OrderQuery::default()
    };
    let mut waiting = Vec::new();
    let mut after = None;
    loop {
        let page = PageRequest {
            after: after.take(),
            offset: 0,
            limit: 500,
            ..PageRequest::default()
        };
        let page = desk.list_orders(query.clone(), page).await?;
        for row in page.rows {
            let since = match row.created_at {
                Some(created_at) if created_at > latest => return Ok(waiting),
                Some(created_at) => created_at,
                // Where Points does not tell, it counts from when the desk began to watch.
                None if row.presence == Presence::Known => {
                    desk.order_detail(&row.uuid).await?.tracked_at
                }
                None => continue,
            };
            if row.presence == Presence::Known && since <= latest {
                waiting.push(Waiting {
                    kind: if row.financial_status.as_deref() == Some("authorized") {
                        StaleKind::Reserved
                    } else {
                        StaleKind::Unpaid
                    },
                    row,
                    since,
                });
            }
        }
        after = page.next;
        if after.is_none() {
            return Ok(waiting);
        }
    }
}

fn text(waiting: &[Waiting], now: i64) -> String {
    if waiting.is_empty() {
        return "No checkout is stale.".to_owned();
    }
    let mut table = Table::new(&[
        ">AGE",
        "KIND",
        "NUMBER",
        "REFERENCE",
        ">TOTAL",
        "CREATED",
        "CHECKED",
        "UUID",
    ]);
    for Waiting { row, kind, since } in waiting {
        table.row([
            age(now - since),
            word(kind),
            or_dash(row.order_number.clone()),
            or_dash(row.reference_number.clone()),
            or_dash(money(row.total_halalas, row.total_text.clone())),
            or_dash(row.created_at.and_then(in_riyadh)),
            or_dash(row.checked_at.and_then(in_riyadh)),
            row.uuid.clone(),
        ]);
    }
    format!(
        "{}\n\n{} stale; times of Riyadh",
        table.text(),
        waiting.len()
    )
}
