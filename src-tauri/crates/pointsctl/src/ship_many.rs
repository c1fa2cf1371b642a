//! `pointsctl ship --next` and `ship --matching`: many orders as one batch.

use backoffice::desk::{Access, Desk, DeskError};
use backoffice::view::{
    BatchRow, BatchView, BulkShippingRequest, Hindrance, OrderName, OrderQuery, OrderSelection,
    ShippingPreview, ShippingStep,
};
use serde::Serialize;
use serde_json::json;

use crate::arguments::Ship;
use crate::ending::Ending;
use crate::failures::CommandFailure;
use crate::opening::Opening;
use crate::orders::resolve;
use crate::output::Output;
use crate::shapes::why;
use crate::ship::ending_of;
use crate::table::{Table, or_dash};
use crate::words::word;

/// What would happen, or what has stayed.
#[derive(Debug, Serialize)]
struct PreviewShape {
    chosen: u64,
    going: u64,
    limit: u64,
    groups: Vec<GroupShape>,
    hindered: Vec<HinderedShape>,
}

#[derive(Debug, Serialize)]
struct GroupShape {
    from: Option<String>,
    to: String,
    orders: u64,
}

#[derive(Debug, Serialize)]
struct HinderedShape {
    /// The word of the hindrance.
    reason: String,
    orders: u64,
    /// The first of them.
    some: Vec<NameShape>,
}

#[derive(Debug, Serialize)]
struct NameShape {
    uuid: String,
    order_number: Option<String>,
}

/// What came of one order.
#[derive(Debug, Serialize)]
struct Shipped {
    uuid: String,
    order_number: Option<String>,
    target: Option<String>,
    state: String,
    action_id: i64,
    reason: Option<String>,
    message: Option<String>,
}

/// Previews or ships a list, or all that match, and waits for what Points says.
pub(crate) async fn run(
    ship: Ship,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    let access = if ship.dry_run {
        Access::ReadOnly
    } else {
        Access::Foreground
    };
    let dry_run = ship.dry_run;
    let query = OrderQuery::from(ship.filters.clone());
    chosen_by(ship.matching, &query)?;
    let (preview, batch) = opening
        .work(access, async |desk| {
            if let Some(name) = &ship.author.name {
                desk.sign_as(name);
            }
            let request = request(desk, ship, query).await?;
            let preview = desk.preview_shipping(request.clone()).await?;
            if dry_run || preview.going == 0 {
                return Ok((preview, None));
            }
            match desk.ship_selection_and_wait(request).await {
                Ok(batch) => Ok((preview, Some(batch))),
                // Whatever would have gone was quicker.
                Err(DeskError::NothingGoes) => Ok((preview, None)),
                Err(error) => Err(error.into()),
            }
        })
        .await?;
    let shape = PreviewShape::from(&preview);
    if dry_run {
        output.result(&json!({ "preview": shape }), || preview_text(&shape))?;
        return Ok(Ending::Good);
    }
    let rows = batch.map_or_else(Vec::new, |batch: BatchView| batch.rows);
    let ending = ending(&preview, &rows);
    let results: Vec<_> = rows.into_iter().map(Shipped::from).collect();
    output.result(
        &json!({ "results": results, "hindered": shape.hindered }),
        || text(&results, &shape),
    )?;
    Ok(ending)
}

/// Filters and `--matching` belong together: no slip of the hand may mean every order there is.
pub(crate) fn chosen_by(matching: bool, query: &OrderQuery) -> Result<(), CommandFailure> {
    let sorted = OrderQuery {
        sort: query.sort,
        ascending: query.ascending,
        ..OrderQuery::default()
    };
    match (matching, *query == sorted) {
        (true, true) => Err(CommandFailure::Usage(
            "--matching needs a filter: not every order there is".to_owned(),
        )),
        (false, false) => Err(CommandFailure::Usage(
            "filters choose orders only with --matching".to_owned(),
        )),
        _ => Ok(()),
    }
}

async fn request(
    desk: &Desk,
    ship: Ship,
    query: OrderQuery,
) -> Result<BulkShippingRequest, CommandFailure> {
    let mut selection = OrderSelection::default();
    if ship.matching {
        selection.matching = Some(query);
    } else {
        // One key that names no order, and none ships.
        for key in &ship.keys {
            selection.uuids.push(resolve(desk, key).await?);
        }
    }
    let step = match ship.to {
        Some(word) => ShippingStep::To { word },
        None => ShippingStep::Next,
    };
    Ok(BulkShippingRequest { selection, step })
}

/// What stays was not done, unless it stands where it was to go. An order that was to go and has no
/// row is one of which something else was asked in that moment.
fn ending(preview: &ShippingPreview, rows: &[BatchRow]) -> Ending {
    let sent = rows
        .iter()
        .map(|row| ending_of(row.state, row.reason.as_deref()));
    let stayed = preview.hindered.iter().map(|group| match group.hindrance {
        Hindrance::AlreadyThere => Ending::Good,
        _ => Ending::Failed,
    });
    let going = usize::try_from(preview.going).unwrap_or(usize::MAX);
    let overtaken = (rows.len() < going).then_some(Ending::Failed);
    Ending::of_rows(sent.chain(stayed).chain(overtaken))
}

impl From<&ShippingPreview> for PreviewShape {
    fn from(preview: &ShippingPreview) -> Self {
        let groups = preview.groups.iter().map(|group| GroupShape {
            from: group.from.clone(),
            to: group.to.clone(),
            orders: group.count,
        });
        let hindered = preview.hindered.iter().map(|group| HinderedShape {
            reason: word(&group.hindrance),
            orders: group.count,
            some: group.some.iter().map(NameShape::from).collect(),
        });
        Self {
            chosen: preview.chosen,
            going: preview.going,
            limit: preview.limit,
            groups: groups.collect(),
            hindered: hindered.collect(),
        }
    }
}

impl From<&OrderName> for NameShape {
    fn from(name: &OrderName) -> Self {
        Self {
            uuid: name.uuid.clone(),
            order_number: name.order_number.clone(),
        }
    }
}

impl From<BatchRow> for Shipped {
    fn from(row: BatchRow) -> Self {
        Self {
            uuid: row.order.uuid,
            order_number: row.order.order_number,
            target: row.target,
            state: word(&row.state),
            action_id: row.action_id,
            reason: row.reason,
            message: row.message,
        }
    }
}

fn preview_text(shape: &PreviewShape) -> String {
    let mut parts = vec![format!(
        "{} of {} orders would go; nothing was sent.",
        shape.going, shape.chosen
    )];
    if !shape.groups.is_empty() {
        let mut table = Table::new(&["FROM", "TO", ">ORDERS"]);
        for group in &shape.groups {
            table.row([
                or_dash(group.from.clone()),
                group.to.clone(),
                group.orders.to_string(),
            ]);
        }
        parts.push(table.text());
    }
    parts.extend(hindered_text(shape));
    parts.join("\n\n")
}

fn text(results: &[Shipped], shape: &PreviewShape) -> String {
    let mut parts = Vec::new();
    if results.is_empty() {
        parts.push(format!("None of {} orders goes.", shape.chosen));
    } else {
        let mut table = Table::new(&["NUMBER", "TO", "STATE", "WHY", "UUID"]);
        for row in results {
            table.row([
                or_dash(row.order_number.clone()),
                or_dash(row.target.clone()),
                row.state.clone(),
                or_dash(why(None, row.message.as_deref(), row.reason.as_deref())),
                row.uuid.clone(),
            ]);
        }
        parts.push(table.text());
    }
    parts.extend(hindered_text(shape));
    parts.join("\n\n")
}

fn hindered_text(shape: &PreviewShape) -> Option<String> {
    if shape.hindered.is_empty() {
        return None;
    }
    let mut table = Table::new(&["STAYS", ">ORDERS", "FOR EXAMPLE"]);
    for group in &shape.hindered {
        let some: Vec<_> = group.some.iter().take(3).map(NameShape::said).collect();
        table.row([
            group.reason.clone(),
            group.orders.to_string(),
            or_dash((!some.is_empty()).then(|| some.join(", "))),
        ]);
    }
    Some(table.text())
}

impl NameShape {
    fn said(&self) -> String {
        self.order_number
            .clone()
            .unwrap_or_else(|| self.uuid.clone())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;
    use backoffice::view::{ActionState, HinderedGroup, ShippingGroup};

    fn preview(going: u64, hindered: &[(Hindrance, u64)]) -> ShippingPreview {
        let hindered: Vec<_> = hindered
            .iter()
            .map(|(hindrance, count)| HinderedGroup {
                hindrance: *hindrance,
                count: *count,
                some: vec![OrderName {
                    uuid: "0190".to_owned(),
                    order_number: Some("1042".to_owned()),
                }],
            })
            .collect();
        ShippingPreview {
            chosen: going + hindered.iter().map(|group| group.count).sum::<u64>(),
            going,
            groups: vec![ShippingGroup {
                from: None,
                to: "delivered".to_owned(),
                count: going,
            }],
            hindered,
            limit: 500,
        }
    }

    fn row(state: ActionState, reason: Option<&str>) -> BatchRow {
        BatchRow {
            order: OrderName {
                uuid: "0190".to_owned(),
                order_number: None,
            },
            action_id: 1,
            target: Some("delivered".to_owned()),
            state,
            reason: reason.map(ToOwned::to_owned),
            message: None,
        }
    }

    #[test]
    fn it_ends_well_where_all_went_or_stands_there() {
        let confirmed = || row(ActionState::Confirmed, None);
        let offline = || row(ActionState::NeedsPerson, Some("offline"));
        let there = (Hindrance::AlreadyThere, 3);
        for (preview, rows, expected) in [
            (
                preview(2, &[there]),
                vec![confirmed(), confirmed()],
                Ending::Good,
            ),
            (preview(0, &[there]), vec![], Ending::Good),
            (preview(0, &[(Hindrance::Gone, 1)]), vec![], Ending::Failed),
            (
                preview(1, &[(Hindrance::NotPaid, 1)]),
                vec![confirmed()],
                Ending::PartlyFailed,
            ),
            (preview(1, &[]), vec![offline()], Ending::Network),
            (
                preview(2, &[]),
                vec![confirmed(), offline()],
                Ending::PartlyFailed,
            ),
            (preview(2, &[]), vec![confirmed()], Ending::PartlyFailed),
        ] {
            assert_eq!(ending(&preview, &rows), expected, "{preview:?} {rows:?}");
        }
    }

    #[test]
    fn filters_and_matching_belong_together() {
        let query = |search: &str| OrderQuery {
            search: search.to_owned(),
            ascending: true,
            ..OrderQuery::default()
        };
        assert!(chosen_by(true, &query("تمر")).is_ok());
        assert!(chosen_by(false, &query("")).is_ok());
        for (matching, search) in [(true, ""), (false, "تمر")] {
            let refused = chosen_by(matching, &query(search)).unwrap_err();
            assert_eq!(refused.ending(), Ending::Usage);
        }
    }

    #[test]
    fn a_preview_says_what_goes_where_and_what_stays() {
        let shape = PreviewShape::from(&preview(47, &[(Hindrance::NotPaid, 2)]));
        let text = preview_text(&shape);
        assert!(text.starts_with("47 of 49 orders would go; nothing was sent."));
        assert!(text.contains("–     delivered      47"), "{text}");
        assert!(text.contains("not_paid       2  1042"), "{text}");
    }
}
