//! `pointsctl today`.

use backoffice::desk::Access;
use backoffice::view::{
    DayFigures, FiguresView, Need, NeedKind, SettlementFigures, StaleFigures, TodayView,
};
use points_api::Halalas;
use serde::Serialize;
use serde_json::{Value, json};

use crate::arguments::Today;
use crate::ending::Ending;
use crate::failures::{CommandFailure, sentence};
use crate::opening::Opening;
use crate::output::Output;
use crate::shapes::FailureShape;
use crate::table::{Table, or_dash};
use crate::times::{age, now, rfc3339};
use crate::words::word;

#[derive(Serialize)]
struct NeedShape {
    kind: String,
    count: u64,
    unclear: u64,
    oldest_at: Option<String>,
    place: String,
    query: Option<Value>,
    problem: Option<FailureShape>,
}

impl From<&Need> for NeedShape {
    fn from(need: &Need) -> Self {
        Self {
            kind: word(&need.kind),
            count: need.count,
            unclear: need.unclear,
            oldest_at: need.oldest_at.and_then(rfc3339),
            place: word(&need.place),
            query: need.query.as_ref().map(|query| {
                json!({
                    "financial": query.financial,
                    "shipping": query.shipping,
                    "types": query.types,
                    "older_than_seconds": query.older_than.map(|age| age / 1_000),
                    "unsettled": query.unsettled,
                    "gone": query.gone,
                    "sort": word(&query.sort),
                    "ascending": query.ascending,
                })
            }),
            problem: need.problem.as_ref().map(FailureShape::from),
        }
    }
}

#[derive(Serialize)]
struct StaleShape {
    unpaid: u64,
    reserved: u64,
    counted_at: Option<String>,
}

impl From<StaleFigures> for StaleShape {
    fn from(stale: StaleFigures) -> Self {
        Self {
            unpaid: stale.unpaid,
            reserved: stale.reserved,
            counted_at: rfc3339(stale.counted_at),
        }
    }
}

#[derive(Serialize)]
struct DayShape<'a> {
    date: &'a str,
    paid_orders: u64,
    paid_total: String,
    unsummed_totals: u64,
    open_orders: u64,
    ended_orders: u64,
    other_orders: u64,
    points_given: &'a str,
    points_redeemed: &'a str,
    unsummed_points: u64,
    stale: Option<StaleShape>,
}

impl<'a> From<&'a DayFigures> for DayShape<'a> {
    fn from(day: &'a DayFigures) -> Self {
        Self {
            date: &day.date,
            paid_orders: day.paid_orders,
            paid_total: sar(day.paid_halalas),
            unsummed_totals: day.unsummed_totals,
            open_orders: day.open_orders,
            ended_orders: day.ended_orders,
            other_orders: day.other_orders,
            points_given: &day.points_given,
            points_redeemed: &day.points_redeemed,
            unsummed_points: day.unsummed_points,
            stale: day.stale.map(StaleShape::from),
        }
    }
}

#[derive(Serialize)]
struct SettlementShape<'a> {
    status: Option<&'a str>,
    orders: u64,
    total: String,
    unsummed_totals: u64,
}

impl<'a> From<&'a SettlementFigures> for SettlementShape<'a> {
    fn from(figures: &'a SettlementFigures) -> Self {
        Self {
            status: figures.status.as_deref(),
            orders: figures.orders,
            total: sar(figures.halalas),
            unsummed_totals: figures.unsummed_totals,
        }
    }
}

/// Shows what needs a person, and the figures of the last days.
pub(crate) async fn run(
    command: Today,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    opening
        .work(Access::ReadOnly, async |desk| {
            let today = desk.today().await?;
            let figures = desk.figures(command.days).await?;
            output.result(&shape(&today, &figures), || text(&today, &figures, now()))?;
            Ok(Ending::Good)
        })
        .await
}

fn shape(today: &TodayView, figures: &FiguresView) -> Value {
    let shipped: Vec<_> = today
        .done
        .shipped
        .iter()
        .map(|shipped| json!({ "status": shipped.status, "count": shipped.count }))
        .collect();
    json!({
        "needs": today.needs.iter().map(NeedShape::from).collect::<Vec<_>>(),
        "done": {
            "paid_orders": today.done.paid_orders,
            "paid_total": sar(today.done.paid_halalas),
            "shipped": shipped,
        },
        "days": figures.days.iter().map(DayShape::from).collect::<Vec<_>>(),
        "settlement": figures.settlement.iter().map(SettlementShape::from).collect::<Vec<_>>(),
    })
}

fn text(today: &TodayView, figures: &FiguresView, now: i64) -> String {
    let mut parts = vec![needs_in_words(today, now)];
    let mut days = Table::new(&[
        "DAY",
        ">PAID",
        ">SAR",
        ">OPEN",
        ">ENDED",
        ">GIVEN",
        ">REDEEMED",
        ">STALE",
    ]);
    for day in &figures.days {
        days.row([
            day.date.clone(),
            day.paid_orders.to_string(),
            sar(day.paid_halalas),
            day.open_orders.to_string(),
            day.ended_orders.to_string(),
            day.points_given.clone(),
            day.points_redeemed.clone(),
            or_dash(
                day.stale
                    .map(|stale| (stale.unpaid + stale.reserved).to_string()),
            ),
        ]);
    }
    parts.push(days.text());
    if !figures.settlement.is_empty() {
        let mut settlement = Table::new(&["SETTLEMENT", ">ORDERS", ">SAR"]);
        for figures in &figures.settlement {
            settlement.row([
                or_dash(figures.status.clone()),
                figures.orders.to_string(),
                sar(figures.halalas),
            ]);
        }
        parts.push(settlement.text());
    }
    parts.join("\n\n")
}

fn needs_in_words(today: &TodayView, now: i64) -> String {
    if today.needs.is_empty() {
        return "Nothing needs you.".to_owned();
    }
    let mut table = Table::new(&[">COUNT", "NEEDS YOU", ">OLDEST"]);
    for need in &today.needs {
        let why = match &need.problem {
            Some(problem) => sentence(problem),
            None => in_words(need.kind).to_owned(),
        };
        table.row([
            need.count.to_string(),
            why,
            or_dash(need.oldest_at.map(|oldest| age(now - oldest))),
        ]);
    }
    table.text()
}

fn in_words(kind: NeedKind) -> &'static str {
    match kind {
        NeedKind::Actions => "actions are unclear or need a decision",
        NeedKind::KeyRefused => "Points refused the private key",
        NeedKind::KeyMissing => "there is no private key",
        NeedKind::Away => "Points cannot be reached",
        NeedKind::InboxSilent => "nothing was heard in the inbox for longer than usual",
        NeedKind::PaidNotInShop => "paid at Points, and not in the shop",
        NeedKind::PaidTwice => "two paid orders for one order of the shop",
        NeedKind::Cases => "other cases that want to be explained",
        NeedKind::FileWaits => "a file of the shop waits to be taken over",
        NeedKind::MovingInVain => "cancelled or refunded while the parcel is packed or on its way",
        NeedKind::StaleReserved => "reserved for too long",
        NeedKind::StaleUnpaid => "unpaid for too long",
        NeedKind::Unshipped => "paid more than two days ago, shipping not begun",
        NeedKind::Gone => "not known to Points any more",
        NeedKind::Unread => "tracked and never read",
    }
}

fn sar(halalas: i64) -> String {
    Halalas(halalas).to_sar()
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test may")]
mod tests {
    use backoffice::view::{DoneToday, NeedPlace, OrderQuery, StatusCount};

    use super::*;

    fn today(needs: Vec<Need>) -> TodayView {
        TodayView {
            starts_at: 1_795_554_000_000,
            needs,
            done: DoneToday {
                paid_orders: 3,
                paid_halalas: 125_050,
                shipped: vec![StatusCount {
                    status: "ready_shipping".to_owned(),
                    count: 2,
                }],
            },
        }
    }

    fn figures() -> FiguresView {
        FiguresView {
            days: vec![DayFigures {
                date: "2026-11-25".to_owned(),
                starts_at: 1_795_554_000_000,
                paid_orders: 3,
                paid_halalas: 125_050,
                unsummed_totals: 0,
                open_orders: 1,
                ended_orders: 2,
                other_orders: 0,
                points_given: "12.5".to_owned(),
                points_redeemed: "0".to_owned(),
                unsummed_points: 0,
                stale: None,
            }],
            settlement: Vec::new(),
        }
    }

    #[test]
    fn programs_get_money_as_text_and_times_in_utc() {
        let need = Need {
            kind: NeedKind::Unshipped,
            count: 4,
            unclear: 0,
            oldest_at: Some(1_795_467_600_123),
            place: NeedPlace::Orders,
            query: Some(OrderQuery {
                financial: vec!["captured".to_owned()],
                types: vec!["replacing".to_owned()],
                older_than: Some(172_800_000),
                ..OrderQuery::default()
            }),
            problem: None,
        };
        let shape = shape(&today(vec![need]), &figures());
        assert_eq!(shape["needs"][0]["kind"], "unshipped");
        assert_eq!(shape["needs"][0]["oldest_at"], "2026-11-23T21:00:00.123Z");
        assert_eq!(shape["needs"][0]["query"]["financial"][0], "captured");
        assert_eq!(shape["needs"][0]["query"]["types"][0], "replacing");
        assert_eq!(shape["needs"][0]["query"]["older_than_seconds"], 172_800);
        assert_eq!(shape["done"]["paid_total"], "1250.50");
        assert_eq!(shape["done"]["shipped"][0]["count"], 2);
        assert_eq!(shape["days"][0]["paid_total"], "1250.50");
        assert_eq!(shape["days"][0]["points_given"], "12.5");
        assert_eq!(shape["days"][0]["stale"], Value::Null);
    }

    #[test]
    fn a_day_without_a_need_says_so_and_one_without_a_figure_has_a_dash() {
        let text = text(&today(Vec::new()), &figures(), 0);
        assert!(text.starts_with("Nothing needs you.\n\nDAY"), "{text}");
        assert!(text.ends_with('–'), "{text}");
    }
}
